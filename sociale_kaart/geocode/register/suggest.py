"""What somebody may go on to type: places, streets, postcodes and addresses that begin as the text does.

Every question to the file is a range of an index and bounded, however short or odd the text; a place narrows it to the
streets of that place. What is shown is what `geocode` finds again.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TypeAlias, TypeVar

from sociale_kaart.crs import looks_like_wgs84, wgs84_to_rd
from sociale_kaart.geocode.backend import Candidate, Suggestion
from sociale_kaart.geocode.placenames import place_key
from sociale_kaart.geocode.register.describe import Describer, in_degrees
from sociale_kaart.geocode.register.layout import pack_postcode
from sociale_kaart.geocode.register.places import Place, Places
from sociale_kaart.geocode.register.rows import AddressRow, Rows, SegmentRow, StreetRow
from sociale_kaart.geocode.register.streets import Streets
from sociale_kaart.geocode.street import normalise_street
from sociale_kaart.model import fold

LONGEST = 100
MOST = 50
# Places that a beginning may stand for; those shown before streets; streets on which a number is looked for.
_PLACES, _PLACES_FIRST, _STREETS = 12, 3, 40
# Rows that one question may pass over: more than a PC4 has, and than streets begin with three letters that many share.
_SCANNED, _SCANNED_STREETS = 3_000, 20_000
# What is shorter than this begins too many streets: then only those called exactly so are shown.
_SHORTEST = 3

_POSTCODE = re.compile(r"([1-9][0-9]{3})(?: ?([a-z]{1,2})| ?([a-z]{2}) ?([0-9]{1,5}) ?-?([a-z0-9]{0,4}))?")
_NUMBER = re.compile(
    r"(?<=[^\s,])[ ,]*[ ,](?P<number>[1-9][0-9]{0,4})(?P<suffix>[a-z]?(?:-[a-z0-9]{0,4})?)(?![^\s,])"
)
_POSTCODE_WITHIN = re.compile(r"\b[1-9][0-9]{3} ?[a-z]{2}\b")
_MOST_WORDS = 8

Near: TypeAlias = "tuple[float, float] | None"
_Row = TypeVar("_Row", bound="StreetRow | SegmentRow")


class Suggester:
    """Completes what is typed from one register."""

    def __init__(self, rows: Rows, places: Places, streets: Streets) -> None:
        self._rows, self._places, self._streets = rows, places, streets
        self._describe = Describer(rows, places, streets)

    def suggest(self, prefix: str, near: Near, limit: int) -> list[Suggestion]:
        """Completions, the likeliest first, each label once; none for a text without a letter or digit.

        near is (lon, lat) in degrees WGS84.
        """
        text = fold(prefix[:LONGEST])
        limit = min(limit, MOST)
        if limit < 1 or not any(c.isalnum() for c in text):
            return []
        here = _in_decimetres(near)
        postcode = _POSTCODE.fullmatch(text)
        found = self._by_postcode(postcode, here) if postcode else self._by_name(text, here)
        shown: dict[str, Candidate] = {}
        for one in found:
            shown.setdefault(one.label, one)
            if len(shown) == limit:
                break
        return [
            Suggestion(kind=one.kind, label=one.label, lon=one.lon, lat=one.lat, id=one.nummeraanduiding_id)
            for one in in_degrees(list(shown.values()))
        ]

    def _by_postcode(self, typed: re.Match[str], here: Near) -> Iterator[Candidate]:
        digits, letters, both, number, suffix = typed.groups(default="")
        if number:
            there = self._rows.of_postcode(pack_postcode(f"{digits}{both.upper()}"), _SCANNED)
            fitting = [row for row in there if _begins(row, number, suffix)]
            fitting.sort(key=lambda row: (len(str(row.number)), row.number, len(row.suffix), row.suffix))
            yield from map(self._describe.address, fitting)
            return
        first, last = (f"{digits}{letters.upper():{filling}<2}" for filling in "AZ")
        segments = self._rows.segments(pack_postcode(first), pack_postcode(last), _SCANNED)
        yield from self._describe.segments(_ranked(segments, here)[:MOST])

    def _by_name(self, text: str, here: Near) -> Iterator[Candidate]:
        """Addresses where a house number is typed; then places, and streets with what may be a place behind them."""
        for found in reversed(list(_NUMBER.finditer(text))):
            street, behind = text[: found.start()], text[found.end() :]
            streets = (
                self._streets_of(street, behind, here)
                if behind.strip(" ,")
                else self._streets_at(street, here)
            )
            yield from self._houses(streets[:_STREETS], int(found["number"]), found["suffix"])
        places = self._places_called(text, here)
        yield from map(self._describe.place, places[:_PLACES_FIRST])
        yield from self._describe.streets(self._streets_at(text, here))
        yield from map(self._describe.place, places[_PLACES_FIRST:])

    def _streets_at(self, text: str, here: Near) -> list[StreetRow]:
        """Streets that begin as a text does, whether or not its last words are the beginning of a place."""
        if "," in text:
            street, _, place = text.rpartition(",")
            return self._streets_of(street, place, here)
        words = text.split()[:_MOST_WORDS]
        found = self._streets_begun(text, here)
        for cut in range(1, len(words)):
            found += self._streets_of(" ".join(words[:cut]), " ".join(words[cut:]), here)
        return found

    def _streets_begun(self, text: str, here: Near) -> list[StreetRow]:
        """Streets in the whole country; those called exactly so first."""
        found: list[StreetRow] = []
        for norm in _beginnings(normalise_street(text), text):
            low, high = (norm, _after(norm)) if max(len(norm), len(text)) >= _SHORTEST else (norm, norm)
            found += self._rows.streets_between(low, high, _SCANNED_STREETS, MOST, here)
        return list(dict.fromkeys(found))

    def _streets_of(self, street: str, place: str, here: Near) -> list[StreetRow]:
        """Streets that begin so, in places that begin so; what may be a postcode before the place is passed over."""
        place = _POSTCODE_WITHIN.sub("", place).strip(" ,")
        norms = tuple(_beginnings(normalise_street(street), street))
        if not norms or not place:
            return []
        found: list[StreetRow] = []
        for one in self._places_called(place, here)[:_PLACES]:
            ids = self._streets.of_place(one.id).beginning(norms)[:MOST]
            found += _ranked(map(self._streets.by_id, ids), here)
        found.sort(key=lambda row: row.norm not in norms)
        return found

    def _places_called(self, text: str, here: Near) -> list[Place]:
        """Places of which a name begins so: called exactly so first, then the nearest or the largest."""
        found: dict[Place, bool] = {}
        for key in _beginnings(place_key(text), text):
            for name in self._keys[bisect_left(self._keys, key) : bisect_left(self._keys, _after(key))]:
                for place in self._places.by_key[name]:
                    found[place] = found.get(place, False) or name == key

        def order(place: Place) -> tuple[bool, float]:
            return not found[place], _far(place.x, place.y, place.addresses, here)

        return sorted(found, key=order)

    @cached_property
    def _keys(self) -> list[str]:
        return sorted(self._places.by_key)

    def _houses(self, streets: Sequence[StreetRow], number: int, suffix: str) -> Iterator[Candidate]:
        """Per street the house that fits best, then what else has the number; on the only street longer numbers too."""
        per_street = []
        for street in streets:
            there = self._rows.on_street(street.id, number)
            fitting = [row for row in there if _begins(row, str(number), suffix)]
            if fitting:
                per_street.append(sorted(fitting, key=lambda row: (len(row.suffix), row.suffix)))
        yield from (self._describe.address(rows[0]) for rows in per_street)
        yield from (self._describe.address(row) for rows in per_street for row in rows[1:MOST])
        if len(streets) == 1 and not suffix:
            for longer in range(number * 10, number * 10 + 10):
                yield from map(self._describe.address, self._rows.on_street(streets[0].id, longer)[:1])


def _begins(row: AddressRow, number: str, suffix: str) -> bool:
    wanted = "".join(c for c in suffix if c.isalnum()).upper()
    there = str(row.number)
    return row.suffix.startswith(wanted) and (there == number if wanted else there.startswith(number))


def _beginnings(settled: str, text: str) -> Iterator[str]:
    """How a name may begin of which this is typed: as a whole word, as part of one, and where `i` is half an `ij`."""
    plain = "".join(c for c in text if c.isalnum()).replace("ij", "y")
    for one in dict.fromkeys((settled, plain)):
        if one:
            yield one
            if one.endswith("i"):
                yield f"{one[:-1]}y"


def _after(norm: str) -> str:
    """The first text behind all that begin so."""
    return norm[:-1] + chr(ord(norm[-1]) + 1)


def _ranked(rows: Iterable[_Row], here: Near) -> list[_Row]:
    return sorted(rows, key=lambda row: _far(row.x, row.y, row.addresses, here))


def _far(x: float, y: float, addresses: int, here: Near) -> float:
    """The nearest first, or without a point to be near to the largest."""
    return -addresses if here is None else math.dist((x, y), here)


def _in_decimetres(near: Near) -> Near:
    if near is None or not looks_like_wgs84(*near):
        return None
    x_rd, y_rd = wgs84_to_rd(*near)
    return float(x_rd) * 10, float(y_rd) * 10
