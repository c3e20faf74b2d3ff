"""One table as a file of each kind. The same map gives the same bytes, so that a checksum holds on every server."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sociale_kaart.crs import RD
from sociale_kaart.export.collections import Collection
from sociale_kaart.export.datatables import DataTable
from sociale_kaart.export.findings import Findings, Part
from sociale_kaart.export.tables import XLSX, as_xlsx
from sociale_kaart.extras import optional
from sociale_kaart.geocode.lockrow import formula_safe

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

ZIP_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of the map that it is from: `known_on` is the day that its latest source tells of."""

    title: str
    known_on: date
    lines: tuple[tuple[str, str], ...]


Writer = Callable[[DataTable, About, Path], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file. authority : its name in the EU's list of file types; "" where that has none."""

    ending: str
    name: str
    mimetype: str
    authority: str
    write: Writer
    needs_shapes: bool = False
    needs: str = ""  # a package that not everybody installs

    @property
    def is_at_hand(self) -> bool:
        return not self.needs or find_spec(self.needs) is not None

    def suits(self, table: DataTable) -> bool:
        return self.is_at_hand and (table.has_shapes or not self.needs_shapes)


def write_csv(table: DataTable, about: About, path: Path) -> None:
    """RFC 4180 in UTF-8, a comma between and a point in numbers; no cell begins a formula in a spreadsheet."""
    del about
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(table.names)
        writer.writerows([_cell(value) for value in row] for row in table.rows())


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return formula_safe(" ".join(value.split())) if isinstance(value, str) else str(value)


def write_xlsx(table: DataTable, about: About, path: Path) -> None:
    """A workbook: the rows, and a sheet that says what they are and rest on."""
    names = tuple(table.names)
    part = Part(
        name=table.name,
        title=table.title,
        columns=names,
        brief=names,
        rows=[dict(zip(names, row, strict=True)) for row in table.rows()],
        caption=table.description,
    )
    said = Findings(title=about.title, sentences=(), parts=(part,), about=about.lines, marks={})
    path.write_bytes(without_clock(as_xlsx(said), about.known_on))


def without_clock(book: bytes, day: date) -> bytes:
    """The same workbook, of which nothing says when it was written."""
    stamp = f"{day.isoformat()}T00:00:00Z".encode()
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as saved, zipfile.ZipFile(again, "w") as written:
        for name in saved.namelist():
            content = saved.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            written.writestr(zipfile.ZipInfo(name, ZIP_TIME), content, zipfile.ZIP_DEFLATED)
    return again.getvalue()


def write_geojson(table: DataTable, about: About, path: Path) -> None:
    """RFC 7946: longitude and latitude, to ten centimetres; written feature by feature."""
    del about
    collection = Collection(table.name, table.title, table.description, table.key[0], _shapes(table))
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write('{"type":"FeatureCollection","features":[')
        for row in range(len(collection.frame)):
            text = json.dumps(
                collection.feature(row), ensure_ascii=False, separators=(",", ":"), allow_nan=False
            )
            file.write(("," if row else "") + "\n" + text)
        file.write("\n]}\n")


def write_gpkg(table: DataTable, about: About, path: Path) -> None:
    """A GeoPackage with one layer, in RD New."""
    import pyogrio

    frame = _shapes(table)
    kind = "Point" if table.name != "gemeenten" else "MultiPolygon"
    pyogrio.write_dataframe(_written(frame), path, layer=table.name, driver="GPKG", geometry_type=kind)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "UPDATE gpkg_contents SET last_change = ?", (f"{about.known_on.isoformat()}T00:00:00.000Z",)
        )


def write_parquet(table: DataTable, about: About, path: Path) -> None:
    """Parquet; GeoParquet in RD New where the table has shapes."""
    del about
    optional("pyarrow", "writes Parquet")
    _written(table.frame).to_parquet(path, index=False, compression="zstd")


def _written(frame: Any) -> Any:
    """A frame whose columns hold one plain type each, also where nothing is known."""
    plain = frame.copy()
    for name in plain.columns:
        if name != "geometry" and plain[name].dtype == object:
            plain[name] = _plain_column(plain[name])
    return plain


def _plain_column(column: pd.Series[Any]) -> pd.Series[Any]:
    import pandas as pd

    values = [getattr(one, "value", one) for one in column.tolist()]
    told = [one for one in values if one is not None and one == one]  # NaN is not itself
    if told and all(isinstance(one, bool) for one in told):
        return pd.Series(values, index=column.index, dtype="boolean")
    if told and all(isinstance(one, (int, float)) for one in told):
        return pd.Series(values, index=column.index, dtype="float64")
    return pd.Series(
        [None if one is None else str(one) for one in values], index=column.index, dtype="object"
    )


def _shapes(table: DataTable) -> gpd.GeoDataFrame:
    import geopandas as gpd

    frame = table.frame
    assert isinstance(frame, gpd.GeoDataFrame), table.name
    assert frame.crs == RD, frame.crs
    return frame


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        one.ending: one
        for one in (
            Format("csv", "CSV", "text/csv", "CSV", write_csv),
            Format("xlsx", "Excel", XLSX, "XLSX", write_xlsx),
            Format("geojson", "GeoJSON", "application/geo+json", "GEOJSON", write_geojson, True),
            Format("gpkg", "GeoPackage", "application/geopackage+sqlite3", "GPKG", write_gpkg, True),
            Format(
                "parquet",
                "GeoParquet",
                "application/vnd.apache.parquet",
                "PARQUET",
                write_parquet,
                True,
                "pyarrow",
            ),
        )
    }
)
