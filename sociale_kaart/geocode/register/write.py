"""Writes a register file in one go and puts it in place in one step: the old file stays until the new one is whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sociale_kaart.atomic import replacing
from sociale_kaart.crs import rd_to_wgs84
from sociale_kaart.errors import OutputError, SourceUnreadable
from sociale_kaart.geocode.guard import Guard
from sociale_kaart.geocode.register.arrange import Arranged, arrange
from sociale_kaart.geocode.register.counts import Counts
from sociale_kaart.geocode.register.info import COUNTED, normalisation
from sociale_kaart.geocode.register.intake import NONE, Addresses, Intake, frames
from sociale_kaart.geocode.register.layout import APPLICATION_ID, FORMAT, INDEXES, TABLES, AddressRow

PAGE_SIZE = 4096
_CHUNK = 50_000  # addresses turned into rows at a time


Advance = Callable[[int, int], None]  # told (done, total)
Bar = Callable[[str, int], AbstractContextManager[Advance]]  # of what, up to how much


@contextmanager
def no_bar(_what: str, _total: int) -> Iterator[Advance]:
    """Progress that nobody looks at."""
    yield lambda _done, _of: None


def write_register(rows: Iterable[AddressRow], out: Path, meta: Mapping[str, str]) -> Counts:
    """Make a register of addresses, replacing the file; meta goes into the table of that name, with the counts.

    Raises SourceUnreadable where not one row can be used, OutputError where the file cannot be written, and LockError
    where another run is writing it; then a file that was there stays as it was.
    """
    return write_columns(frames(rows), out, meta)


def write_columns(
    batches: Iterable[pd.DataFrame], out: Path, meta: Mapping[str, str], bar: Bar = no_bar
) -> Counts:
    """As write_register, from batches of columns (see Intake.add): what to use for more than some 100,000 addresses."""
    with _alone(out), replacing(out) as draft:
        intake = Intake()
        for batch in batches:
            intake.add(batch)
        arranged = arrange(intake)
        if not intake.counts.addresses:
            raise SourceUnreadable(_nothing_usable(intake.counts))
        try:
            with closing(sqlite3.connect(draft.name, isolation_level=None)) as database:
                _write(database, arranged, intake.counts, meta, bar)
        except sqlite3.OperationalError as fault:
            raise OutputError(
                f"het register kan niet geschreven worden ({fault})",
                where=out,
                remedy="kijk of er ruimte is: een register van heel Nederland is ruim 600 MB",
            ) from fault
    return intake.counts


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    try:
        guard = Guard(out)
    except OSError as fault:
        raise OutputError(
            f"het register kan hier niet geschreven worden ({fault.strerror})",
            where=out,
            remedy="kijk of de map bestaat en of u er mag schrijven",
        ) from fault
    try:
        yield
    finally:
        guard.release()


def _nothing_usable(counts: Counts) -> str:
    reasons = ", ".join(f"{count} x {why}" for why, count in counts.refused.most_common())
    return f"geen enkele rij is een bruikbaar adres ({reasons or 'er zijn geen rijen'})"


def _write(
    database: sqlite3.Connection, arranged: Arranged, counts: Counts, meta: Mapping[str, str], bar: Bar
) -> None:
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
    with bar("Adressen schrijven", counts.addresses) as advance:
        _insert(database, "address", 11, _addresses(arranged, advance))
    _insert(database, "meta", 2, sorted((dict(meta) | _told(counts)).items()))
    database.execute("COMMIT")
    database.executescript(INDEXES)


def _insert(database: sqlite3.Connection, table: str, width: int, rows: Iterable[tuple[Any, ...]]) -> int:
    marks = ", ".join("?" * width)
    return database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows).rowcount  # noqa: S608 (our own names)


def _addresses(arranged: Arranged, advance: Advance) -> Iterator[tuple[Any, ...]]:
    """Rows of `address`; chained, so that a row on its way to SQLite passes through no line of Python."""
    return chain.from_iterable(_address_chunks(arranged, advance))


def _address_chunks(arranged: Arranged, advance: Advance) -> Iterator[Iterator[tuple[Any, ...]]]:
    rows, texts = arranged.addresses, arranged.texts
    letters, suffixes = (
        np.array([text or None for text in texts[name]], object)
        for name in ("huisletter", "huisnummertoevoeging")
    )
    parts = [slice(start, start + _CHUNK) for start in range(0, len(rows), _CHUNK)]
    for part, (lon, lat) in zip(parts, _degrees(rows, parts), strict=True):
        advance(part.start, len(rows))
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
    advance(len(rows), len(rows))


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
    told = {name: str(getattr(counts, name)) for name in COUNTED}
    told |= {"format": str(FORMAT), "normalisation": normalisation()}
    return told | {f"refused_{why.name.lower()}": str(count) for why, count in counts.refused.items()}
