"""What changed on a map from build to build, so that whoever follows it misses nothing, least of all what went.

Of every place that ever was on the map the log keeps one line: the number of its last change, and a digest of what it
said then, or none where it went. A place that changes again moves to a later number, so a follower who asks for all
numbers after their own ends with the places of now, however many builds lie between (docs/decisions/0911).
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sociale_kaart.dataset.layers import plek_row
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.offertable import aanbod_of
from sociale_kaart.model import Listing

MOST_BUILDS = 1000  # cursors older than that many builds with changes begin anew
MARKS_TABLE, BUILDS_TABLE = "changes", "change_builds"
CHANGE_COLUMNS = ("id", "sequence", "removed", "place")
_TAG_LENGTH = 16
_BEFORE_ALL = "0" * _TAG_LENGTH
_CURSOR = re.compile(r"([0-9a-f]{16})\.(\d{1,12})", re.ASCII)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Mark:
    """The last change of one place.

    digest : of what the map says of it now; "" where it is no longer on the map
    """

    id: str
    sequence: int
    digest: str

    @property
    def removed(self) -> bool:
        return not self.digest


@dataclass(frozen=True, slots=True)
class Build:
    """A build that changed something, and the number of its last change; its tag tells it from every other history."""

    tag: str
    sequence: int


@dataclass(frozen=True, slots=True)
class ChangeLog:
    """Every place that ever was on the map, by the number of its last change.

    marks : place id -> its last change. builds : those that changed something, oldest first
    """

    marks: Mapping[str, Mark]
    builds: tuple[Build, ...] = ()

    @property
    def latest(self) -> Build:
        return self.builds[-1] if self.builds else Build(_BEFORE_ALL, 0)

    def advanced(self, digests: Mapping[str, str]) -> ChangeLog:
        """The log after a build with these places (id -> digest); the log itself where nothing changed."""
        gone = {one.id for one in self.marks.values() if not one.removed} - digests.keys()
        changed = {id_ for id_, digest in digests.items() if self._digest(id_) != digest}
        if not gone | changed:
            return self
        before = self.latest
        new = {
            id_: Mark(id_, before.sequence + number, digests.get(id_, ""))
            for number, id_ in enumerate(sorted(gone | changed), start=1)
        }
        told = json.dumps([before.tag, [[one.id, one.digest] for one in new.values()]]).encode()
        build = Build(hashlib.sha256(told).hexdigest()[:_TAG_LENGTH], before.sequence + len(new))
        return ChangeLog({**self.marks, **new}, (*self.builds, build)[-MOST_BUILDS:])

    def since(self, sequence: int, most: int) -> list[Mark]:
        """The changes after a number, in order, at most so many."""
        later = sorted(
            (one for one in self.marks.values() if one.sequence > sequence), key=lambda one: one.sequence
        )
        return later[:most]

    def cursor(self, sequence: int) -> str:
        """Where somebody is who knows everything up to this number."""
        return f"{self.latest.tag}.{sequence}"

    def sequence_of(self, cursor: str) -> int | None:
        """The number that a cursor stands for; None where it is of another history, or of a build long ago.

        Raises ValueError where it is no cursor at all.
        """
        found = _CURSOR.fullmatch(cursor)
        if found is None:
            raise ValueError(cursor)
        tag, sequence = found[1], int(found[2])
        known = {one.tag: one.sequence for one in self.builds} | {_BEFORE_ALL: 0}
        return sequence if sequence <= known.get(tag, -1) else None

    def _digest(self, id_: str) -> str:
        return self.marks[id_].digest if id_ in self.marks else ""


EMPTY = ChangeLog({})


def place_record(data: MapData, listing: Listing) -> Row:
    """All that the map says of an organisation at a location, with its offers; None where nothing is known."""
    return _plain(plek_row(data, listing)) | {"offers": [_plain(one) for one in aanbod_of(data, listing)]}


def digests_of(data: MapData) -> dict[str, str]:
    """Place id -> digest of what the map says of it."""
    return {one.id: _digest_of(place_record(data, one)) for one in data.inventory.listings}


def read_log(path: Path) -> ChangeLog:
    """The log in a built map; an empty one where there is no such file, or nothing in it that can be read as a log."""
    if not path.is_file():
        return EMPTY
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            marks = _rows(connection, f"SELECT id, sequence, digest FROM {MARKS_TABLE}")  # noqa: S608 - our own name
            builds = _rows(connection, f"SELECT tag, sequence FROM {BUILDS_TABLE} ORDER BY sequence")  # noqa: S608
    except sqlite3.Error:
        # Of an older version, or damaged: followers are told to begin anew, and miss nothing.
        return EMPTY
    return ChangeLog({row[0]: Mark(row[0], row[1], row[2] or "") for row in marks}, _builds(builds))


def _builds(rows: Sequence[tuple[Any, ...]]) -> tuple[Build, ...]:
    return tuple(Build(row[0], row[1]) for row in rows)


def _rows(connection: sqlite3.Connection, question: str) -> list[tuple[Any, ...]]:
    return connection.execute(question).fetchall()


def _digest_of(record: Row) -> str:
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _plain(row: Row) -> Row:
    """A row that reads the same before a map is written and after it is read: every number a float, NaN none."""
    return {name: _number(value) if isinstance(value, (int, float)) else value for name, value in row.items()}


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
