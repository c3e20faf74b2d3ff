"""Writes a register file in one go and puts it in place in one step: the old file stays until the new one is whole."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sociale_kaart.crs import rd_to_wgs84
from sociale_kaart.errors import OutputError, SourceUnreadable
from sociale_kaart.geocode.register.arrange import Arranged, arrange
from sociale_kaart.geocode.register.info import normalisation
from sociale_kaart.geocode.register.intake import NONE, Addresses, Counts, Intake, frames
from sociale_kaart.geocode.register.layout import APPLICATION_ID, FORMAT, INDEXES, TABLES, AddressRow

PAGE_SIZE = 4096
_CHUNK = 50_000  # addresses turned into rows at a time


def write_register(rows: Iterable[AddressRow], out: Path, meta: Mapping[str, str]) -> Counts:
    """Make a register of addresses, replacing the file; meta goes into the table of that name, with the counts.

    Raises SourceUnreadable where not one row can be used, and OutputError where the file cannot be written; then a file
    that was there stays as it was.
    """
    return write_columns(frames(rows), out, meta)


def write_columns(batches: Iterable[pd.DataFrame], out: Path, meta: Mapping[str, str]) -> Counts:
    """As write_register, from batches of columns (see Intake.add): what to use for more than some 100,000 addresses."""
    intake = Intake()
    for batch in batches:
        intake.add(batch)
    arranged = arrange(intake)
    if not intake.counts.addresses:
        raise SourceUnreadable("geen enkele rij is een bruikbaar adres")
    with _replacing(out) as fresh, closing(sqlite3.connect(fresh, isolation_level=None)) as database:
        _write(database, arranged, intake.counts, meta)
    return intake.counts


def _write(database: sqlite3.Connection, arranged: Arranged, counts: Counts, meta: Mapping[str, str]) -> None:
    for pragma in (
        f"page_size = {PAGE_SIZE}",
        "journal_mode = OFF",
        "synchronous = OFF",
        "locking_mode = EXCLUSIVE",
        f"application_id = {APPLICATION_ID}",
        f"user_version = {FORMAT}",
    ):
        database.execute(f"PRAGMA {pragma}")
    database.executescript(TABLES)
    database.execute("BEGIN")
    counts.places = _insert(database, "place", 6, arranged.places())
    counts.streets = _insert(database, "street", 8, arranged.streets())
    counts.segments = _insert(database, "segment", 11, arranged.segments())
    _insert(database, "segment_cell", 3, arranged.cells())
    buurten = arranged.texts["buurtcode"]
    _insert(database, "buurt", 2, ((number, buurten[number]) for number in range(1, len(buurten))))
    _insert(database, "address", 11, _addresses(arranged))
    _insert(database, "meta", 2, sorted((dict(meta) | _told(counts)).items()))
    database.execute("COMMIT")
    database.executescript(INDEXES)


def _insert(database: sqlite3.Connection, table: str, width: int, rows: Iterable[tuple[Any, ...]]) -> int:
    marks = ", ".join("?" * width)
    return database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows).rowcount  # noqa: S608 (our own names)


def _addresses(arranged: Arranged) -> Iterator[tuple[Any, ...]]:
    """Rows of `address`; chained, so that a row on its way to SQLite passes through no line of Python."""
    return chain.from_iterable(_address_chunks(arranged))


def _address_chunks(arranged: Arranged) -> Iterator[Iterator[tuple[Any, ...]]]:
    rows, texts = arranged.addresses, arranged.texts
    letters, suffixes = (
        np.array([text or None for text in texts[name]], object)
        for name in ("huisletter", "huisnummertoevoeging")
    )
    parts = [slice(start, start + _CHUNK) for start in range(0, len(rows), _CHUNK)]
    for part, (lon, lat) in zip(parts, _degrees(rows, parts), strict=True):
        yield zip(
            arranged.key[part].tolist(),
            arranged.street_id[part].tolist(),
            letters[rows.huisletter[part]],
            suffixes[rows.huisnummertoevoeging[part]],
            _or_null(rows.nummeraanduiding_id[part], NONE),
            _or_null(rows.adresseerbaarobject_id[part], NONE),
            rows.x[part].tolist(),
            rows.y[part].tolist(),
            lon.tolist(),
            lat.tolist(),
            _or_null(rows.buurtcode[part], 0),
            strict=True,
        )


def _degrees(rows: Addresses, parts: Sequence[slice]) -> Iterator[list[NDArray[np.int32]]]:
    """Longitude and latitude in 1e-7 degrees: reckoned beside the writing, for it takes a third as long."""

    def reckon(part: slice) -> list[NDArray[np.int32]]:
        degrees = rd_to_wgs84(rows.x[part] / 10, rows.y[part] / 10)
        return [np.rint(one * 1e7).astype(np.int32) for one in degrees]

    with ThreadPoolExecutor(1) as beside:
        yield from beside.map(reckon, parts)


def _or_null(values: NDArray[Any], none: int) -> list[int | None]:
    listed: list[int | None] = values.tolist()
    return [None if value == none else value for value in listed] if (values == none).any() else listed


def _told(counts: Counts) -> dict[str, str]:
    names = (
        "rows",
        "addresses",
        "streets",
        "places",
        "segments",
        "without_postcode",
        "located",
        "without_gemeente",
    )
    told = {name: str(getattr(counts, name)) for name in names}
    told |= {"format": str(FORMAT), "normalisation": normalisation()}
    return told | {f"refused_{why.name.lower()}": str(count) for why, count in counts.refused.items()}


@contextmanager
def _replacing(out: Path) -> Iterator[Path]:
    """A new file beside the one to replace; it takes its place if all went well, and is gone if not."""
    fresh = out.with_name(f".{out.name}.nieuw")
    fresh.unlink(missing_ok=True)
    try:
        yield fresh
        with fresh.open("rb") as file:
            os.fsync(file.fileno())
        fresh.replace(out)
    except sqlite3.OperationalError as fault:
        raise OutputError(f"het register kan niet geschreven worden ({fault})", where=out) from fault
    finally:
        fresh.unlink(missing_ok=True)
