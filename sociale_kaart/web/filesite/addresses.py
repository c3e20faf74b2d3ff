"""Addresses of the publisher's register for a browser: by postcode and number, and by street and place.

Two tables in small pieces. One has, per four digits of a postcode, what a postcode stands for and which house numbers
are where; the other has, of some streets of a gemeente, which postcodes they have. Points are as exact as the server's
(finder.DECIMALS): most houses of a postcode then share one. The browser's half is static/src/fileaddresses.js.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from sociale_kaart.crs import rd_to_wgs84
from sociale_kaart.gebieden.places import Position
from sociale_kaart.geocode.register.layout import NUMBER_BITS, SERIAL_BITS, unpack_postcode
from sociale_kaart.geocode.register.portions import Portions, Street
from sociale_kaart.geocode.register.rows import AddressRow, SegmentRow
from sociale_kaart.geocode.street import spelling
from sociale_kaart.web.finder import DECIMALS
from sociale_kaart.web.site import Site

# Who lives farther than this from every place on the map finds it by four digits or by place.
MARGIN_M = 20_000.0
STREETS_A_PIECE = 150
_AT_ONCE = 200
_RUN = 3  # house numbers in a row that are shorter as a range
# Of a street that has no postcode, where its parts are told.
NO_POSTCODE = "-"

Point = tuple[int, int]


class Addresses:
    """What a register holds in and around the area of a map, in pieces. Raises RegisterError where it is damaged."""

    def __init__(self, site: Site, register: Path) -> None:
        self._site = site
        self._portions = Portions(register)

    @cached_property
    def gemeentecodes(self) -> frozenset[str]:
        """Of the map's own gemeenten, and those with a woonplaats within MARGIN_M of a place on the map."""
        towns = list(self._portions.places.values())
        index = self._site.index
        there = ~np.isnan(index.x_rd)
        x_rd, y_rd = index.x_rd[there], index.y_rd[there]
        near = set(self._site.data.gemeentecodes)
        for first in range(0, len(towns), _AT_ONCE):
            some = towns[first : first + _AT_ONCE]
            x = np.array([one.x for one in some])[:, None] / 10
            y = np.array([one.y for one in some])[:, None] / 10
            is_near = (np.hypot(x - x_rd, y - y_rd) <= MARGIN_M).any(axis=1)
            near |= {one.gemeentecode for one, there_too in zip(some, is_near, strict=True) if there_too}
        return frozenset(near & {one.gemeentecode for one in towns})

    @cached_property
    def digits(self) -> list[str]:
        """The pieces by postcode: four digits each."""
        return self._portions.digits(self.gemeentecodes)

    @cached_property
    def without_postcode(self) -> list[str]:
        """The pieces of addresses that have no postcode: a gemeentecode each."""
        return sorted(self._portions.gemeentecodes_without_postcode() & self.gemeentecodes)

    @property
    def houses_pieces(self) -> list[str]:
        """All of them."""
        return [*self.digits, *self.without_postcode]

    def houses(self, piece: str) -> dict[str, Any]:
        """A piece by postcode: of each its own answer, and its houses by street and point."""
        rows = [row for row in self._rows(piece) if self._town(row).gemeentecode in self.gemeentecodes]
        streets: dict[int, int] = {}
        groups: defaultdict[str, defaultdict[tuple[int, Point], list[AddressRow]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for row in rows:
            number = streets.setdefault(row.street_id, len(streets))
            groups[_postcode(row)[4:]][number, _point(row.lon / 1e7, row.lat / 1e7)].append(row)
        own = self._own(piece, streets) if piece in self.digits else {}
        return {
            "streets": self._told(rows, streets),
            "postcodes": {
                letters: {
                    "own": own.get(letters),
                    "houses": [[street, *at, _numbers(some)] for (street, at), some in group.items()],
                }
                for letters, group in groups.items()
            },
        }

    def index(self) -> dict[str, Any]:
        """How the streets of each gemeente are divided, and how a name is spelled to be looked up."""
        return {
            "gemeenten": {
                code: [self._pieces(code), self._names[code]] for code in sorted(self.gemeentecodes)
            },
            "spelling": spelling(),
        }

    @cached_property
    def street_pieces(self) -> list[str]:
        """What the pieces by street are called: gemeentecode and number."""
        return [f"{code}-{one}" for code in sorted(self.gemeentecodes) for one in range(self._pieces(code))]

    def streets(self, piece: str) -> dict[str, Any]:
        """A piece by street: by the form of its name, the streets called so and the postcodes of each."""
        code, _, number = piece.partition("-")
        pieces = self._pieces(code)
        told: defaultdict[str, list[list[Any]]] = defaultdict(list)
        some = [one for one in self._streets(code) if bucket(one.row.norm, pieces) == int(number)]
        for one, at in zip(some, _points([(one.row.x, one.row.y) for one in some]), strict=True):
            town = one.place
            other = town.label if town.label != town.woonplaats else ""
            told[one.row.norm].append([one.row.name, town.woonplaats, other, *at, _parts(one.segments)])
        return told

    def _rows(self, piece: str) -> Iterable[AddressRow]:
        if piece in self.without_postcode:
            return self._portions.houses_without_postcode(self._streets(piece))
        return self._portions.houses(piece)

    def _town(self, row: AddressRow) -> Any:
        return self._portions.places[row.place_id]

    def _told(self, rows: Sequence[AddressRow], streets: dict[int, int]) -> list[list[str]]:
        """Name, woonplaats, what tells it from its namesakes if anything, and gemeentecode of each street."""
        one_of = {row.street_id: row for row in rows}
        found = []
        for street_id in streets:
            row = one_of[street_id]
            town = self._town(row)
            found.append(
                [row.street, town.woonplaats, "" if _postcode(row) else town.label, town.gemeentecode]
            )
        return found

    def _own(self, digits: str, streets: Mapping[int, int]) -> dict[str, Any]:
        """Letters -> what a postcode stands for by itself, None where nothing is found by it.

        On one street: its point and the number of that street. On several it is what the server answers: its point,
        label, gemeentecode and doubt.
        """
        segments: defaultdict[str, list[SegmentRow]] = defaultdict(list)
        for one in self._portions.segments(digits):
            segments[unpack_postcode(one.postcode)[4:]].append(one)
        sole = {letters: some[0] for letters, some in segments.items() if len(some) == 1}
        points = dict(zip(sole, _points([(one.x, one.y) for one in sole.values()]), strict=True))
        return {
            letters: [*points[letters], streets.get(some[0].street_id)]
            if letters in sole
            else self._asked(digits + letters)
            for letters, some in segments.items()
        }

    def _asked(self, postcode: str) -> Any:
        found = self._site.finder.position(postcode)
        if isinstance(found, Position):
            return [*_point(found.lon, found.lat), found.label, found.gemeentecode, found.doubt]
        return None

    @cached_property
    def _names(self) -> dict[str, str]:
        return {one.gemeentecode: one.gemeente for one in self._portions.places.values()}

    @cached_property
    def _counts(self) -> dict[str, int]:
        return self._portions.street_counts()

    def _pieces(self, gemeentecode: str) -> int:
        return max(1, -(-self._counts.get(gemeentecode, 0) // STREETS_A_PIECE))

    def _streets(self, gemeentecode: str) -> list[Street]:
        # One gemeente is asked for piece after piece.
        if self._last[0] != gemeentecode:
            self._last = (gemeentecode, self._portions.streets(gemeentecode))
        return self._last[1]

    _last: tuple[str, list[Street]] = ("", [])


def bucket(norm: str, pieces: int) -> int:
    """In which of so many pieces a street's name stands."""
    return sum(map(ord, norm)) % pieces


def _postcode(row: AddressRow) -> str:
    return unpack_postcode(row.key >> NUMBER_BITS + SERIAL_BITS)


def _point(lon: float, lat: float) -> Point:
    """In thousandths of a degree, rounded as the server rounds."""
    scale = 10**DECIMALS
    return round(round(lon, DECIMALS) * scale), round(round(lat, DECIMALS) * scale)


def _points(decimetres: Sequence[tuple[int, int]]) -> list[Point]:
    """Of points in RD New."""
    if not decimetres:
        return []
    lons, lats = rd_to_wgs84([x / 10 for x, _ in decimetres], [y / 10 for _, y in decimetres])
    return [
        _point(round(lon, 7), round(lat, 7)) for lon, lat in zip(lons.tolist(), lats.tolist(), strict=True)
    ]


def _numbers(rows: Sequence[AddressRow]) -> str:
    """House numbers with letter and suffix, as a label has them; every other number in a row is a range."""
    told: list[str] = []
    run: list[int] = []
    for row in rows:
        letter, suffix = row.huisletter or "", row.huisnummertoevoeging or ""
        if letter or suffix:
            told += _run(run)
            run = []
            told.append(f"{row.number}{letter}{f'-{suffix}' if suffix else ''}".replace(",", " "))
        elif run and row.number == run[-1] + 2:
            run.append(row.number)
        else:
            told += _run(run)
            run = [row.number]
    return ",".join([*told, *_run(run)])


def _run(numbers: Sequence[int]) -> list[str]:
    if len(numbers) < _RUN:
        return [str(one) for one in numbers]
    return [f"{numbers[0]}..{numbers[-1]}"]


def _parts(segments: Iterable[SegmentRow]) -> str:
    """Postcode, first and last number of each part of a street, in one text."""
    return " ".join(
        f"{unpack_postcode(one.postcode) or NO_POSTCODE} {one.number_from} {one.number_to}"
        for one in segments
    )
