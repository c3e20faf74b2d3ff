"""Findings as a GeoPackage: a layer per pillar that QGIS shades at once, and the tables that explain it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely
from shapely.geometry.base import BaseGeometry

from sociale_kaart.crs import RD
from sociale_kaart.export.findings import Findings, Part, Row
from sociale_kaart.export.headings import Kind, heading_of
from sociale_kaart.export.tables import NOTES, spread

Shapes = Mapping[str, BaseGeometry]


def as_gpkg(findings: Findings, layers: Mapping[str, gpd.GeoDataFrame]) -> bytes:
    """A GeoPackage with these layers, every part that has rows as a table, and what it all rests on (`toelichting`)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "uit.gpkg"
        for name, layer in layers.items():
            layer.to_file(path, layer=name, driver="GPKG", engine="pyogrio")
        for part in findings.parts:
            if part.rows:
                _write_table(path, f"tabel_{part.name}", frame(part))
        notes = [
            ("titel", findings.title),
            *(("conclusie", one) for one in findings.sentences),
            *findings.about,
        ]
        notes += [(column, heading_of(column).text) for column in findings.main.columns]
        _write_table(path, NOTES, pd.DataFrame(notes, columns=["onderwerp", "tekst"]))
        return path.read_bytes()


def area_layers(
    part: Part, shapes: Shapes, *, by: str = "pillar", key: str = "area"
) -> dict[str, gpd.GeoDataFrame]:
    """A layer of polygons per pillar, RD New, with every column of the part; none of an area without a known shape.

    Parameters
    ----------
    shapes : area id -> polygon in RD New
    by : the column that tells the layers apart. key : the column with the id of the area
    """
    values = dict.fromkeys(row[by] for row in part.rows)
    found = {}
    for value in values:
        rows = [row for row in part.rows if row[by] == value and row[key] in shapes]
        if rows:
            polygons = [shapely.MultiPolygon(_polygons(shapes[row[key]])) for row in rows]
            found[f"{part.title}_{value}"] = gpd.GeoDataFrame(frame(part, rows), geometry=polygons, crs=RD)
    return found


def point_layer(part: Part, rows: Iterable[Row] | None = None) -> gpd.GeoDataFrame:
    """A layer of points, of rows with `x_rd` and `y_rd` (metres, RD New)."""
    chosen = list(part.rows if rows is None else rows)
    points = [shapely.Point(row["x_rd"], row["y_rd"]) for row in chosen]
    return gpd.GeoDataFrame(frame(part, chosen), geometry=points, crs=RD)


def frame(part: Part, rows: Iterable[Row] | None = None) -> pd.DataFrame:
    """The rows as a table whose columns keep their type, also where all is unknown."""
    chosen = list(part.rows if rows is None else rows)
    return pd.DataFrame({column: _series(column, [row[column] for row in chosen]) for column in part.columns})


def _series(column: str, values: list[Any]) -> pd.Series[Any]:
    plain = [spread(value) for value in values]
    told = [value for value in plain if value is not None]
    if told and all(isinstance(value, bool) for value in told):
        return pd.Series(plain, dtype="boolean")
    if told and all(isinstance(value, int) for value in told) and heading_of(column).kind is Kind.COUNT:
        return pd.Series(plain, dtype="Int64")
    if heading_of(column).is_number and not any(isinstance(value, str) for value in told):
        return pd.Series(plain, dtype="float64")
    return pd.Series(plain, dtype="object")


def _write_table(path: Path, name: str, table: pd.DataFrame) -> None:
    pyogrio.write_dataframe(table, path, layer=name, driver="GPKG", append=path.exists())


def _polygons(shape: BaseGeometry) -> list[shapely.Polygon]:
    return [part for part in shapely.get_parts(shape) if isinstance(part, shapely.Polygon)]
