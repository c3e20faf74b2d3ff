"""Addresses from a GeoPackage: the Kadaster's bag-light.gpkg, or any other with layers of addresses.

A GeoPackage is an SQLite file, so it is read as one: https://www.geopackage.org/spec/. In bag-light a row has its
main address only; further addresses of the same object (nevenadressen) are not in it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import compress
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from sociale_kaart.errors import SourceUnreadable
from sociale_kaart.geocode.register.sources import Source, holds_addresses, map_columns
from sociale_kaart.geocode.register.write import Advance

# EPSG codes by how their x and y are named among an address's fields; 7415 is RD with heights, and ETRS89 (4258)
# differs from WGS84 by less than a metre.
_POINT_FIELDS = {28992: ("x_rd", "y_rd"), 7415: ("x_rd", "y_rd"), 4326: ("lon", "lat"), 4258: ("lon", "lat")}
# Rows at a time; each value is an object of Python's own, so fewer than where columns come as arrays.
_BATCH = 50_000
_ENVELOPE_BYTES = (0, 32, 48, 48, 64)
_POINT = np.dtype([("head", "u1", 8), ("order", "u1"), ("kind", "<u4"), ("x", "<f8"), ("y", "<f8")])


@dataclass(frozen=True, slots=True)
class _Layer:
    name: str
    geometry: str
    epsg: int
    columns: tuple[str, ...]
    changed: str


def open_gpkg(path: Path, columns: Mapping[str, str], layers: Sequence[str]) -> Source:
    """A GeoPackage: the named layers, or every layer that holds addresses; raises SourceUnreadable."""
    try:
        with closing(_connect(path)) as database:
            found = {one.name: one for one in _layers(database)}
            chosen = _choose(found, columns, layers, path)
            mapped = {one.name: map_columns(one.columns, columns, path, has_points=True) for one in chosen}
            total = sum(_count(database, one.name) for one in chosen)
    except sqlite3.DatabaseError as fault:
        raise _unreadable(path, fault) from fault

    def batches(advance: Advance) -> Iterator[pd.DataFrame]:
        done = 0
        try:
            with closing(_connect(path)) as database:
                for layer in chosen:
                    for batch in _read(database, layer, mapped[layer.name]):
                        done += len(batch)
                        advance(done, total)
                        yield batch
        except sqlite3.DatabaseError as fault:
            raise _unreadable(path, fault) from fault

    return Source(
        batches=batches,
        total=total,
        columns={name: column for one in mapped.values() for name, column in one.items()},
        date=max(one.changed for one in chosen)[:10],
        layers=tuple(one.name for one in chosen),
        passed_over=tuple(name for name in found if name not in mapped),
    )


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def _layers(database: sqlite3.Connection) -> Iterator[_Layer]:
    rows = database.execute(
        "SELECT c.table_name, g.column_name, s.organization_coordsys_id, c.last_change"
        " FROM gpkg_contents c JOIN gpkg_geometry_columns g USING (table_name)"
        " JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id ORDER BY c.table_name"
    ).fetchall()
    for name, geometry, epsg, changed in rows:
        info = database.execute("SELECT name FROM pragma_table_info(?)", (name,))
        columns = tuple(column for (column,) in info if column != geometry)
        yield _Layer(name, geometry, epsg, columns, changed or "")


def _choose(
    found: Mapping[str, _Layer], columns: Mapping[str, str], layers: Sequence[str], path: Path
) -> list[_Layer]:
    unknown = [name for name in layers if name not in found]
    chosen = [
        one
        for one in found.values()
        if (one.name in layers if layers else holds_addresses(one.columns, columns))
    ]
    if unknown or not chosen:
        raise SourceUnreadable(
            f"er is geen laag {unknown[0]!r}" if unknown else "geen enkele laag heeft kolommen van adressen",
            where=path,
            expected=f"de lagen zijn: {', '.join(found) or 'geen'}",
            remedy="wijs laag en kolommen aan met --layer LAAG --columns openbare_ruimte=KOLOM",
        )
    for one in chosen:
        if one.epsg not in _POINT_FIELDS:
            raise SourceUnreadable(
                f"laag {one.name!r} heeft coördinaten in EPSG:{one.epsg}",
                where=path,
                expected="verwacht: EPSG:28992 (RD New) of EPSG:4326 (WGS84)",
                remedy="zet het bestand om, bijvoorbeeld met ogr2ogr -t_srs EPSG:28992",
            )
    return chosen


def _count(database: sqlite3.Connection, layer: str) -> int:
    return int(database.execute(f"SELECT count(*) FROM {_quoted(layer)}").fetchone()[0])  # noqa: S608 (quoted)


def _read(database: sqlite3.Connection, layer: _Layer, mapped: Mapping[str, str]) -> Iterator[pd.DataFrame]:
    wanted = ", ".join(map(_quoted, (*mapped.values(), layer.geometry)))
    cursor = database.execute(f"SELECT {wanted} FROM {_quoted(layer.name)}")  # noqa: S608 (quoted)
    x_name, y_name = _POINT_FIELDS[layer.epsg]
    while rows := cursor.fetchmany(_BATCH):
        *values, blobs = zip(*rows, strict=True)
        columns: dict[str, Any] = {
            name: pd.Series(one, dtype=object) for name, one in zip(mapped, values, strict=True)
        }
        columns[x_name], columns[y_name] = points(blobs)
        yield pd.DataFrame(columns)


def points(blobs: Sequence[bytes | None]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """X and y of geometries as a GeoPackage stores them; of an area a point inside it; NaN of none."""
    x, y = np.full(len(blobs), np.nan), np.full(len(blobs), np.nan)
    given = [blob or b"" for blob in blobs]
    lengths = np.fromiter(map(len, given), np.int64, len(given))
    is_plain = lengths == _POINT.itemsize
    plain = np.frombuffer(b"".join(compress(given, is_plain.tolist())), _POINT)
    # Flags: little-endian, no envelope, not empty; then a plain point.
    is_point = (plain["head"][:, 3] == 1) & (plain["order"] == 1) & (plain["kind"] == 1)
    is_plain[is_plain] = is_point
    x[is_plain], y[is_plain] = plain["x"][is_point], plain["y"][is_point]
    rest = np.flatnonzero(~is_plain & (lengths > 0))
    shapes = shapely.from_wkb([_wkb(given[row]) for row in rest], on_invalid="ignore")
    inside = shapely.point_on_surface(shapes)
    is_somewhere = ~(shapely.is_missing(inside) | shapely.is_empty(inside))
    x[rest[is_somewhere]] = shapely.get_x(inside[is_somewhere])
    y[rest[is_somewhere]] = shapely.get_y(inside[is_somewhere])
    return x, y


def _wkb(blob: bytes) -> bytes | None:
    """What comes after the header of a geometry, whose flags say how long that is; None where it is none."""
    if len(blob) < 8 or blob[:2] != b"GP":
        return None
    envelope = blob[3] >> 1 & 7
    return blob[8 + _ENVELOPE_BYTES[envelope] :] if envelope < len(_ENVELOPE_BYTES) else None


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _unreadable(path: Path, fault: Exception) -> SourceUnreadable:
    return SourceUnreadable(f"dit is geen heel GeoPackage ({fault})", where=path)
