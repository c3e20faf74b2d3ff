"""The built map as one GeoPackage: opens in QGIS as it is, and is replaced in one step by the next build.

Layers `plekken` (points) and `gemeenten` (polygons with coverage) are for people; the attribute tables hold
the model record by record and are what `read_map` reads back.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sociale_kaart.dataset.changes import BUILDS_TABLE, MARKS_TABLE, ChangeLog, digests_of, read_log
from sociale_kaart.dataset.mapdata import HoursRecord, MapData, RowCount
from sociale_kaart.dataset.records import Row, columns_of, from_rows, to_row
from sociale_kaart.errors import NotBuilt, StoreError, StoreOutdated
from sociale_kaart.hours.school import SchoolBreak
from sociale_kaart.kaarttoml import KaartConfig
from sociale_kaart.model import (
    CoverageRow,
    Inventory,
    Listing,
    Location,
    Match,
    Offer,
    Organisation,
    Service,
)
from sociale_kaart.problems import Problem

FORMAT = "2"
SCRATCH_PREFIX = ".bouw-"

TABLES: Mapping[str, type[Any]] = {
    "organisations": Organisation,
    "locations": Location,
    "services": Service,
    "offers": Offer,
    "listings": Listing,
    "matches": Match,
    "hours": HoursRecord,
    "school_breaks": SchoolBreak,
    "coverage": CoverageRow,
    "counts": RowCount,
    "problems": Problem,
}
PANDAS_TYPES: Mapping[type, str] = {
    str: "object",
    int: "Int64",
    float: "float64",
    bool: "boolean",
}


def content_hash(data: MapData) -> str:
    """SHA-256 of what the map says, apart from when and where it was built.

    Problems are left out: hints such as "older than a year" come and go with the calendar.
    """
    digest = hashlib.sha256()
    digest.update(_canonical([data.config.model_dump(mode="json"), list(data.gemeentecodes)]))
    for name, records in _records(data).items():
        if name != "problems":
            digest.update(name.encode())
            digest.update(_canonical(sorted((list(row.items()) for row in records), key=repr)))
    return digest.hexdigest()


def write_map(data: MapData, path: Path) -> None:
    """Write a built map, in one step: whoever reads it sees the old one or the new one, never a half."""
    with _scratch_beside(path) as scratch:
        fresh = scratch / path.name
        _write_layers(data, fresh)
        for name, rows in _records(data).items():
            _write_table(fresh, name, rows, _key_columns(name) | columns_of(TABLES[name]))
        _write_table(
            fresh,
            "meta",
            [{"name": k, "value": v} for k, v in _meta(data).items()],
            {"name": str, "value": str},
        )
        _write_log(fresh, read_log(path).advanced(digests_of(data)))
        with fresh.open("rb") as written:
            os.fsync(written.fileno())
        fresh.replace(path)


def read_map(path: Path) -> MapData:
    """A built map; raises NotBuilt, StoreOutdated or StoreError."""
    if not path.is_file():
        raise NotBuilt(
            "deze kaart is nog niet gebouwd",
            where=path,
            remedy=f"bouw hem eerst: sociale-kaart build {path.parent}",
        )
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            return _read(connection, path)
    except (sqlite3.Error, ValidationError, KeyError) as fault:
        raise StoreError(
            f"dit bestand is geen gebouwde kaart of is beschadigd ({type(fault).__name__})",
            where=path,
            remedy=f"bouw de kaart opnieuw: sociale-kaart build {path.parent}",
        ) from fault


def _read(connection: sqlite3.Connection, path: Path) -> MapData:
    meta = {row["name"]: row["value"] for row in _rows(connection, "meta")}
    if meta["format"] != FORMAT:
        raise StoreOutdated(
            f"deze kaart heeft formaat {meta['format']}, dit programma leest {FORMAT}",
            where=path,
            remedy=f"bouw de kaart opnieuw: sociale-kaart build {path.parent}",
        )
    tables = {
        name: from_rows(kind, _rows(connection, name)) for name, kind in TABLES.items() if name != "matches"
    }
    matched = _rows(connection, "matches")
    matches = from_rows(Match, matched)
    return MapData(
        config=KaartConfig.model_validate_json(meta["config"]),
        gemeentecodes=tuple(json.loads(meta["gemeentecodes"])),
        inventory=Inventory(**{name: tables[name] for name in Inventory.__dataclass_fields__}),
        matches={row["location_id"]: match for row, match in zip(matched, matches, strict=True)},
        hours=tables["hours"],
        school_breaks=tables["school_breaks"],
        coverage=tables["coverage"],
        counts=tables["counts"],
        problems=tables["problems"],
        content_hash=meta["content_hash"],
    )


def with_hash(data: MapData) -> MapData:
    """The same map, knowing its own content hash."""
    return replace(data, content_hash=content_hash(data))


def _records(data: MapData) -> dict[str, list[Row]]:
    inventory = data.inventory
    matches = [{"location_id": key} | to_row(match) for key, match in sorted(data.matches.items())]
    return {
        **{
            name: [to_row(one) for one in getattr(inventory, name)] for name in Inventory.__dataclass_fields__
        },
        "matches": matches,
        "hours": [to_row(one) for one in data.hours],
        "school_breaks": [to_row(one) for one in data.school_breaks],
        "coverage": [to_row(one) for one in data.coverage],
        "counts": [to_row(one) for one in data.counts],
        "problems": [to_row(one) for one in data.problems],
    }


def _key_columns(table: str) -> dict[str, type]:
    return {"location_id": str} if table == "matches" else {}


def _meta(data: MapData) -> dict[str, str]:
    return {
        "format": FORMAT,
        "content_hash": data.content_hash,
        "title": data.config.title,
        "example": "yes" if data.config.example else "no",
        "config": data.config.model_dump_json(exclude_unset=True),
        "gemeentecodes": json.dumps(list(data.gemeentecodes)),
    }


def _canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _write_layers(data: MapData, path: Path) -> None:
    # Who only reads a map, as a server does, is spared what writing one takes: a hundred megabytes.
    import pyogrio

    from sociale_kaart.dataset.layers import gemeenten_with_coverage, plekken

    pyogrio.write_dataframe(plekken(data), path, layer="plekken", driver="GPKG", geometry_type="Point")
    pyogrio.write_dataframe(
        gemeenten_with_coverage(data),
        path,
        layer="gemeenten",
        geometry_type="MultiPolygon",
    )


def _write_log(path: Path, log: ChangeLog) -> None:
    """What changed since the build before; in the map itself, so that both are replaced in the same step."""
    marks = [{"id": one.id, "sequence": one.sequence, "digest": one.digest} for one in log.marks.values()]
    _write_table(path, MARKS_TABLE, marks, {"id": str, "sequence": int, "digest": str})
    builds = [{"tag": one.tag, "sequence": one.sequence} for one in log.builds]
    _write_table(path, BUILDS_TABLE, builds, {"tag": str, "sequence": int})


def _write_table(path: Path, name: str, rows: Iterable[Row], columns: Mapping[str, type]) -> None:
    import pandas as pd
    import pyogrio

    table = pd.DataFrame(list(rows), columns=list(columns))
    table = table.astype({column: PANDAS_TYPES[held] for column, held in columns.items()})
    pyogrio.write_dataframe(table, path, layer=name)


def _rows(connection: sqlite3.Connection, table: str) -> list[Row]:
    return [dict(row) for row in connection.execute(f'SELECT * FROM "{table}" ORDER BY fid')]  # noqa: S608 - a name from TABLES


@contextmanager
def _scratch_beside(path: Path) -> Iterator[Path]:
    """A folder on the same disk for the new file; what a killed build left behind is swept first."""
    for left in path.parent.glob(f"{SCRATCH_PREFIX}*"):
        if not _runs(left.name.removeprefix(SCRATCH_PREFIX).split("-")[0]):
            shutil.rmtree(left, ignore_errors=True)
    scratch = Path(tempfile.mkdtemp(prefix=f"{SCRATCH_PREFIX}{os.getpid()}-", dir=path.parent))
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _runs(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True
