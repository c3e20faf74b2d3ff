"""The rows of a register file, read by as many threads as ask: what lies on a postcode and number, on a street, near.

Every query here is bounded: by a range of keys, or by a street's segments.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.errors import RegisterError
from sociale_kaart.geocode.register.info import open_register
from sociale_kaart.geocode.register.layout import (
    LETTERS,
    MAX_NUMBER,
    MAX_SERIAL,
    NO_POSTCODE_FROM,
    NUMBER_BITS,
    SERIAL_BITS,
    pack_key,
)

_ADDRESS = (
    "a.key, a.street_id, a.huisletter, a.huisnummertoevoeging, a.nummeraanduiding_id, a.adresseerbaarobject_id,"
    " a.x, a.y, a.lon, a.lat, a.buurt_id, t.place_id, t.name, t.short, t.norm"
)
_SEGMENT = "s.street_id, s.postcode, s.number_from, s.number_to, s.addresses, s.x, s.y"

_AT_KEYS = f"""
SELECT {_ADDRESS} FROM address a CROSS JOIN street t ON t.id = a.street_id WHERE a.key BETWEEN ? AND ?
"""  # noqa: S608 - own constants
# A segment says between which numbers its addresses lie; the key range does the rest.
_WITH_NUMBER = f"""
SELECT {_ADDRESS} FROM street t CROSS JOIN segment s CROSS JOIN address a
    ON a.key BETWEEN (s.postcode << {NUMBER_BITS} | :number) << {SERIAL_BITS}
       AND ((s.postcode << {NUMBER_BITS} | :number) << {SERIAL_BITS} | {MAX_SERIAL})
    AND a.street_id = s.street_id
WHERE s.street_id = t.id AND :number BETWEEN s.number_from AND s.number_to
"""  # noqa: S608 - own constants
_ON_STREET = f"{_WITH_NUMBER} AND t.id = :street_id"
_OF_POSTCODES = f"SELECT {_SEGMENT} FROM segment s WHERE s.postcode BETWEEN ? AND ? LIMIT ?"  # noqa: S608 - own constants
_AT_EACH_KEY = f"""
SELECT {_ADDRESS} FROM json_each(?) wanted
    CROSS JOIN address a ON a.key BETWEEN wanted.value AND wanted.value + {MAX_SERIAL}
    CROSS JOIN street t ON t.id = a.street_id
"""  # noqa: S608 - own constants
_ON_EACH_STREET = f"""
SELECT {_ADDRESS} FROM json_each(?) wanted
    CROSS JOIN street t ON t.id = wanted.value >> {NUMBER_BITS}
    CROSS JOIN segment s ON s.street_id = t.id
        AND (wanted.value & {MAX_NUMBER}) BETWEEN s.number_from AND s.number_to
    CROSS JOIN address a
    ON a.key BETWEEN (s.postcode << {NUMBER_BITS} | (wanted.value & {MAX_NUMBER})) << {SERIAL_BITS}
       AND ((s.postcode << {NUMBER_BITS} | (wanted.value & {MAX_NUMBER})) << {SERIAL_BITS} | {MAX_SERIAL})
    AND a.street_id = t.id
"""  # noqa: S608 - own constants
# SQLite reads the number that a text begins with.
_IDS_OF_STREETS = """
SELECT wanted.key, t.id FROM json_each(?) wanted CROSS JOIN street t
    ON t.norm = substr(wanted.value, instr(wanted.value, '|') + 1) AND t.place_id = CAST(wanted.value AS INTEGER)
"""
_OF_STREETS = """
SELECT s.street_id, s.postcode, s.number_from, s.number_to
FROM json_each(?) wanted CROSS JOIN segment s ON s.street_id = wanted.value
"""
_BOXES_IN = """
SELECT s.street_id, s.postcode, s.number_from, s.number_to, s.x_from, s.x_to, s.y_from, s.y_to
FROM segment_cell c CROSS JOIN segment s ON s.street_id = c.street_id AND s.postcode = c.postcode WHERE c.cell = ?
"""
_DIGITS_OF_PLACES = f"""
SELECT DISTINCT s.postcode / {LETTERS * LETTERS} AS digits
FROM json_each(?) wanted CROSS JOIN street t ON t.place_id = wanted.value CROSS JOIN segment s ON s.street_id = t.id
WHERE s.postcode < {NO_POSTCODE_FROM} ORDER BY digits
"""  # noqa: S608 - own constants
_PLACES_OF_POSTCODES = """
SELECT DISTINCT t.place_id FROM segment s CROSS JOIN street t ON t.id = s.street_id WHERE s.postcode BETWEEN ? AND ?
"""
_STREET = "SELECT id, place_id, name, short, norm, addresses, x, y FROM street"


Edition: TypeAlias = tuple[int, ...]
Ints: TypeAlias = NDArray[np.int64]


class AddressRow(NamedTuple):
    """A row of `address` as layout.py says it is stored, with what `street` says of its street."""

    key: int
    street_id: int
    huisletter: str | None
    huisnummertoevoeging: str | None
    nummeraanduiding_id: int | None
    adresseerbaarobject_id: int | None
    x: int
    y: int
    lon: int
    lat: int
    buurt_id: int | None
    place_id: int
    street: str
    street_short: str | None
    norm: str

    @property
    def number(self) -> int:
        return (self.key >> SERIAL_BITS) & MAX_NUMBER

    @property
    def suffix(self) -> str:
        """Letter and suffix as one, for comparing (see address.suffix_key)."""
        if self.huisletter is None and self.huisnummertoevoeging is None:
            return ""
        both = ((self.huisletter or "") + (self.huisnummertoevoeging or "")).upper()
        return both if both.isalnum() else "".join(c for c in both if c.isalnum())


class SegmentRow(NamedTuple):
    """The part of a street with one postcode, as layout.py says it is stored."""

    street_id: int
    postcode: int
    number_from: int
    number_to: int
    addresses: int
    x: int
    y: int


class Box(NamedTuple):
    """Where the addresses of a segment lie: between which numbers, and in which rectangle (decimetres RD New)."""

    street_id: int
    postcode: int
    number_from: int
    number_to: int
    x_from: int
    x_to: int
    y_from: int
    y_to: int


class StreetRow(NamedTuple):
    """A row of `street`, as layout.py says it is stored."""

    id: int
    place_id: int
    name: str
    short: str | None
    norm: str
    addresses: int
    x: int
    y: int


class PlaceRow(NamedTuple):
    """A row of `place`, as layout.py says it is stored."""

    id: int
    woonplaats: str
    gemeentecode: str
    addresses: int
    x: int
    y: int


class Rows:
    """The rows of one register file; a connection for each thread that asks, all closed together.

    Where the file is replaced meanwhile, every thread goes on with the one that was opened first: ids that were read
    in one edition mean something else in the next. Raises RegisterError where the file is none, or of another format.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._mine = threading.local()
        self._lock = threading.Lock()
        self._open: list[sqlite3.Connection] = []
        self._closed = False
        # Before it is opened: of a file that is replaced in between nobody opens another connection.
        self.edition = edition_of(path)
        self.meta()

    def close(self) -> None:
        """Close every thread's connection; asking afterwards is a sqlite3.ProgrammingError."""
        with self._lock:
            self._closed = True
            for connection in self._open:
                connection.close()
            self._open.clear()

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection of the thread that asks."""
        try:
            return self._mine.connection  # type: ignore[no-any-return]
        except AttributeError:
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        with self._lock:
            if self._closed:
                raise sqlite3.ProgrammingError("Cannot operate on a closed register")
            self._mine.connection = self._one_more()
        return self._mine.connection  # type: ignore[no-any-return]

    def _one_more(self) -> sqlite3.Connection:
        """A connection to the file that was opened first; where it is no longer there, the first one itself."""
        try:
            connection = open_register(self.path)
        except RegisterError:
            if not self._open:
                raise
            return self._open[0]
        # SQLite lets threads take turns on a connection.
        if self._open and edition_of(self.path) != self.edition:
            connection.close()
            return self._open[0]
        self._open.append(connection)
        return connection

    def at(self, postcode: int, number: int) -> list[AddressRow]:
        """Addresses of a packed postcode and a number, in order of key."""
        if number > MAX_NUMBER:
            return []
        low = pack_key(postcode, number)
        found = self.connection.execute(_AT_KEYS, (low, low | MAX_SERIAL))
        return [AddressRow._make(row) for row in found]

    def at_keys(self, keys: Sequence[int]) -> Mapping[int, list[AddressRow]]:
        """Addresses of many postcodes and numbers at once, by layout.pack_key; nothing for a key that has none."""
        found: dict[int, list[AddressRow]] = {}
        for row in self._of_each(_AT_EACH_KEY, keys):
            found.setdefault(row[0] & ~MAX_SERIAL, []).append(row)
        return found

    def on_streets(self, houses: Sequence[int]) -> Mapping[int, list[AddressRow]]:
        """Addresses of many streets and numbers at once, by pack_house; nothing for a number that is not there."""
        found: dict[int, list[AddressRow]] = {}
        for row in self._of_each(_ON_EACH_STREET, houses):
            found.setdefault(pack_house(row[1], row.number), []).append(row)
        return found

    def _of_each(self, sql: str, wanted: Sequence[int]) -> Iterable[AddressRow]:
        if not wanted:
            return ()
        return map(AddressRow._make, self.connection.execute(sql, (f"[{','.join(map(str, wanted))}]",)))

    def on_street(self, street_id: int, number: int) -> list[AddressRow]:
        """Addresses of a street with a number, in whatever postcodes, in order of key."""
        if number > MAX_NUMBER:
            return []
        found = self.connection.execute(_ON_STREET, {"number": number, "street_id": street_id})
        return [AddressRow._make(row) for row in found]

    def segments(self, low: int, high: int, limit: int) -> list[SegmentRow]:
        """The parts of streets that have a packed postcode from low to high; the first so many."""
        return [SegmentRow._make(row) for row in self.connection.execute(_OF_POSTCODES, (low, high, limit))]

    def of_postcode(self, postcode: int, limit: int) -> list[AddressRow]:
        """Addresses of a packed postcode, in order of number; the first so many."""
        between = (pack_key(postcode, 0), pack_key(postcode, MAX_NUMBER, MAX_SERIAL), limit)
        return [AddressRow._make(row) for row in self.connection.execute(f"{_AT_KEYS} LIMIT ?", between)]

    def between(self, low: int, high: int) -> Iterator[AddressRow]:
        """Every address with a key from low to high, in order of key; one by one, as there may be many."""
        yield from map(AddressRow._make, self.connection.execute(f"{_AT_KEYS} ORDER BY a.key", (low, high)))

    def postcode_digits(self, place_ids: Sequence[int]) -> list[str]:
        """The first four digits of the postcodes in these places."""
        wanted = f"[{','.join(map(str, place_ids))}]"
        return [f"{digits:04d}" for (digits,) in self.connection.execute(_DIGITS_OF_PLACES, (wanted,))]

    def street_counts(self) -> list[tuple[int, int]]:
        """Of each place its id and how many streets it has."""
        return self.connection.execute("SELECT place_id, count(*) FROM street GROUP BY place_id").fetchall()

    def segments_of(self, street_id: int) -> list[SegmentRow]:
        """The parts of a street, by postcode."""
        sql = f"SELECT {_SEGMENT} FROM segment s WHERE s.street_id = ? ORDER BY s.postcode"  # noqa: S608 - own constants
        return [SegmentRow._make(row) for row in self.connection.execute(sql, (street_id,))]

    def boxes_in(self, cells: Sequence[int]) -> list[Box]:
        """The segments with an address in one of these squares (layout.cell_of), each once."""
        found = (row for cell in cells for row in self.connection.execute(_BOXES_IN, (cell,)))
        return [Box._make(row) for row in dict.fromkeys(found)]

    def on_segment(self, box: Box) -> list[AddressRow]:
        """Every address of a segment."""
        low = pack_key(box.postcode, box.number_from)
        high = pack_key(box.postcode, box.number_to, MAX_SERIAL)
        found = self.connection.execute(f"{_AT_KEYS} AND a.street_id = ?", (low, high, box.street_id))
        return [AddressRow._make(row) for row in found]

    def places_of_postcodes(self, low: int, high: int) -> list[int]:
        """Ids of the places that have a packed postcode from low to high."""
        return [place_id for (place_id,) in self.connection.execute(_PLACES_OF_POSTCODES, (low, high))]

    def street(self, street_id: int) -> StreetRow:
        """A street by its id."""
        return StreetRow._make(self.connection.execute(f"{_STREET} WHERE id = ?", (street_id,)).fetchone())

    def meta(self) -> dict[str, str]:
        """What the register says of itself."""
        return dict(self.connection.execute("SELECT name, value FROM meta"))

    def places(self) -> list[PlaceRow]:
        """Every place."""
        sql = "SELECT id, woonplaats, gemeentecode, addresses, x, y FROM place"
        return [PlaceRow._make(row) for row in self.connection.execute(sql)]

    def buurtcodes(self) -> dict[int, str]:
        """The code of every buurt by its id."""
        return dict(self.connection.execute("SELECT id, buurtcode FROM buurt"))

    def norms(self) -> Mapping[str, str]:
        """The normal form of every street's name."""
        return dict(self.connection.execute("SELECT name, norm FROM street"))

    def street_ids(self, wanted: Sequence[tuple[int, str]]) -> tuple[Ints, ...]:
        """Position and street id of every street that has the place and the normal form asked for there."""
        text = json.dumps([f"{place_id}|{norm}" for place_id, norm in wanted])
        return self._integers(_IDS_OF_STREETS, text, ("position", "street"))

    def segments_of_streets(self, street_ids: Ints) -> tuple[Ints, ...]:
        """Street, packed postcode, first and last number of every segment of these streets, in their order."""
        wanted = f"[{','.join(map(str, street_ids.tolist()))}]"
        return self._integers(_OF_STREETS, wanted, ("street", "postcode", "number_from", "number_to"))

    def _integers(self, sql: str, parameter: str, names: Sequence[str]) -> tuple[Ints, ...]:
        """Whole columns of whole numbers."""
        found = np.fromiter(
            self.connection.execute(sql, (parameter,)), dtype=[(name, "i8") for name in names]
        )
        return tuple(np.ascontiguousarray(found[name]) for name in names)

    def streets_of(self, place_id: int) -> list[StreetRow]:
        """Every street of a place."""
        return [
            StreetRow._make(row)
            for row in self.connection.execute(f"{_STREET} WHERE place_id = ?", (place_id,))
        ]

    def street_norms(self, place_id: int) -> list[tuple[str, int]]:
        """The normal form and id of every street of a place."""
        sql = "SELECT norm, id FROM street WHERE place_id = ? ORDER BY id"
        return self.connection.execute(sql, (place_id,)).fetchall()

    def street_shorts(self, place_id: int) -> list[tuple[str, int]]:
        """The shortened name and id of each street of a place that has one."""
        sql = "SELECT short, id FROM street WHERE place_id = ? AND short <> name ORDER BY id"
        return self.connection.execute(sql, (place_id,)).fetchall()

    def streets_called(self, norm: str, limit: int) -> list[StreetRow]:
        """Streets of one normal form in the whole country, the largest first."""
        sql = f"{_STREET} WHERE norm = ? ORDER BY addresses DESC, id LIMIT ?"
        return [StreetRow._make(row) for row in self.connection.execute(sql, (norm, limit))]

    def streets_between(
        self, low: str, high: str, scanned: int, limit: int, here: tuple[float, float] | None
    ) -> list[StreetRow]:
        """Streets with a normal form from low up to high, or low alone where they are the same.

        Those called low itself come first; then the largest, or the nearest to a point (decimetres RD New). No more
        than so many rows are passed over.
        """
        order = "addresses DESC" if here is None else "(x - ?) * (x - ?) + (y - ?) * (y - ?)"
        within = "norm = ?" if low == high else "norm >= ? AND norm < ?"
        sql = f"""
            SELECT * FROM ({_STREET} WHERE {within} LIMIT ?) ORDER BY norm <> ?, {order}, id LIMIT ?
        """  # noqa: S608 - own constants
        point = () if here is None else (here[0], here[0], here[1], here[1])
        bounds = (low,) if low == high else (low, high)
        found = self.connection.execute(sql, (*bounds, scanned, low, *point, limit))
        return [StreetRow._make(row) for row in found]


def pack_house(street_id: int, number: int) -> int:
    """A street and a house number on it as one number, which is 0 for no house."""
    return street_id << NUMBER_BITS | number


def edition_of(path: Path) -> Edition | None:
    """What tells a file from the one that takes its place; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns
