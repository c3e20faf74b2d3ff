"""The names in a register: which places a typed place can mean, and which streets there are called so or nearly so.

Places are few (2,500) and stay in memory; the streets of a place are read when it is first asked for. Looking for a
misspelled street within its place is what makes it quick and right: the whole country has a hundred times the names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from sociale_kaart.gebieden.gemeenten import find_gemeente
from sociale_kaart.geocode.place import without_province
from sociale_kaart.geocode.register.layout import LETTERS, pack_postcode
from sociale_kaart.geocode.register.rows import PlaceRow, Point, Rows, StreetRow, points_of
from sociale_kaart.geocode.street import normalise_street
from sociale_kaart.model import fold

# Below these a name is another name; between them and certainty the grader decides (grade.py), on all of them at once.
STREET_CUTOFF, PLACE_CUTOFF = 65.0, 78.0
STREETS_ALIKE, PLACES_ALIKE = 5, 3
# Streets of one name in a whole gemeente or, without a place, in the whole country.
NAMESAKES = 12

_PROVINCE_SHORT = {
    "Drenthe": ("dr",),
    "Flevoland": ("fl",),
    "Fryslân": ("fr", "frl", "friesland"),
    "Gelderland": ("gld", "ge"),
    "Groningen": ("gn", "gr"),
    "Limburg": ("l", "lb", "lim"),
    "Noord-Brabant": ("nb", "nbr", "brabant"),
    "Noord-Holland": ("nh",),
    "Overijssel": ("o", "ov", "ovijssel"),
    "Utrecht": ("u", "ut"),
    "Zeeland": ("z", "zld"),
    "Zuid-Holland": ("zh",),
}
_PARTS = re.compile(r"\s*[-/,()]\s*|\s+")
_SHORTEST_PART = 3


class Place(NamedTuple):
    """A woonplaats of the register with its gemeente; label tells it from its namesakes."""

    id: int
    woonplaats: str
    label: str
    gemeentecode: str
    gemeente: str
    provincie: str
    addresses: int
    point: Point


@dataclass(frozen=True, slots=True)
class Meant:
    """What a typed place can mean: places called so; else those of a gemeente called so, today or before."""

    places: tuple[Place, ...] = ()
    in_gemeente: tuple[Place, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.places or self.in_gemeente)

    @property
    def all(self) -> tuple[Place, ...]:
        return self.places + self.in_gemeente


class Names:
    """Places and streets by name; what was asked for once is kept, so that a batch asks the file little."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._streets: dict[int, StreetRow] = {}
        self._points: dict[int, Point] = {}
        self.by_norm = lru_cache(maxsize=None)(self._by_norm)
        self.meant = lru_cache(maxsize=20_000)(self._meant)
        self._places_between = lru_cache(maxsize=20_000)(self._ask_places_between)
        self.places_like = lru_cache(maxsize=20_000)(self._places_like)

    @cached_property
    def places(self) -> Mapping[int, Place]:
        """Every place of the register by its id."""
        rows = self._rows.places()
        namesakes = Counter(fold(row.woonplaats) for row in rows)
        return {
            row.id: _place(row, point, alone=namesakes[fold(row.woonplaats)] == 1)
            for row, point in zip(rows, points_of(rows), strict=True)
        }

    def street(self, street_id: int) -> StreetRow:
        """A street by its id."""
        known = self._streets.get(street_id)
        if known is None:
            known = self._streets[street_id] = self._rows.street(street_id)
        return known

    def point(self, street: StreetRow) -> Point:
        """Where a street's middle lies."""
        known = self._points.get(street.id)
        if known is None:
            (known,) = points_of([street])
            self._points[street.id] = known
        return known

    def places_of_postcode(self, postcode: str) -> tuple[Place, ...]:
        """The places of a postcode; of its four digits, where the letters are not known."""
        found: tuple[Place, ...] = ()
        if len(postcode) == 6:
            packed = pack_postcode(postcode)
            found = self._places_between(packed, packed)
        if postcode and not found:
            low = pack_postcode(f"{postcode[:4]}AA")
            found = self._places_between(low, low + LETTERS * LETTERS - 1)
        return found

    def streets_called(self, norm: str, places: Iterable[Place]) -> list[StreetRow]:
        """Streets with this normal form, of their name in full or shortened, in these places; each once."""
        found = [street for place in places for street in self.by_norm(place.id).get(norm, ())]
        return found if len(found) < 2 else list(dict.fromkeys(found))

    def streets_anywhere(self, norm: str) -> list[StreetRow]:
        """Streets with this normal form in the whole country: the largest NAMESAKES of them."""
        return self._rows.streets_called(norm, NAMESAKES)

    def streets_like(self, norm: str, places: Sequence[Place]) -> list[StreetRow]:
        """The streets of these places whose normal form is most like this one, the likest first.

        The runners-up are there too: how far they stand behind tells how sure the first can be.
        """
        alike: list[tuple[float, StreetRow]] = []
        for place in places:
            there = self.by_norm(place.id)
            best = process.extract(
                norm, there.keys(), scorer=fuzz.ratio, score_cutoff=STREET_CUTOFF, limit=STREETS_ALIKE
            )
            alike += [(likeness, street) for name, likeness, _ in best for street in there[name]]
        alike.sort(key=lambda one: -one[0])
        return list(dict.fromkeys(street for _, street in alike))[:STREETS_ALIKE]

    def in_gemeente(self, gemeentecode: str) -> tuple[Place, ...]:
        """The places of a gemeente."""
        return self._by_gemeente.get(gemeentecode, ())

    def _by_norm(self, place_id: int) -> Mapping[str, tuple[StreetRow, ...]]:
        found: dict[str, tuple[StreetRow, ...]] = {}
        rows = self._rows.streets_of(place_id)
        self._points.update(zip((street.id for street in rows), points_of(rows), strict=True))
        for street in rows:
            self._streets[street.id] = street
            found[street.norm] = (*found.get(street.norm, ()), street)
            if street.short and street.short != street.name:
                short = normalise_street(street.short)
                if short != street.norm:
                    found[short] = (*found.get(short, ()), street)
        return found

    def _ask_places_between(self, low: int, high: int) -> tuple[Place, ...]:
        return tuple(self.places[place_id] for place_id in self._rows.places_of_postcodes(low, high))

    def _meant(self, typed: str) -> Meant:
        whole = self._called(typed)
        if whole:
            return whole
        # "Nijmegen-Lent", "Amsterdam Zuidoost", "Bergen NH": any part of it may be the place.
        words = [part for part in _PARTS.split(fold(typed)) if len(part) >= _SHORTEST_PART]
        heads = {" ".join(words[:n]) for n in range(1, len(words))} | {words[-1]} if len(words) > 1 else set()
        parts = [self._called(part) for part in sorted(heads)]
        return Meant(_each_once(one.places for one in parts), _each_once(one.in_gemeente for one in parts))

    def _called(self, typed: str) -> Meant:
        """Places called so; and what a gemeente of that name, or its heirs, has beside them."""
        compact = _compact(typed)
        places = self._by_name.get(compact) or self._by_name.get(_compact(without_province(typed)), ())
        found = find_gemeente(typed)
        meant = (found.gemeente,) if found.gemeente else found.ambiguous
        beside = _each_once(self.in_gemeente(one.code) for one in meant)
        return Meant(places, tuple(place for place in beside if place not in places))

    def _places_like(self, typed: str) -> tuple[Place, ...]:
        compact = _compact(without_province(typed))
        alike = process.extract(
            compact, self._by_name.keys(), scorer=fuzz.ratio, score_cutoff=PLACE_CUTOFF, limit=PLACES_ALIKE
        )
        return _each_once(self._by_name[name] for name, _, _ in alike)

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Place, ...]]:
        found: dict[str, tuple[Place, ...]] = {}
        for place in self.places.values():
            for name in _names_of(place):
                found[name] = (*found.get(name, ()), place)
        return found

    @cached_property
    def _by_gemeente(self) -> Mapping[str, tuple[Place, ...]]:
        found: dict[str, tuple[Place, ...]] = {}
        for place in self.places.values():
            found[place.gemeentecode] = (*found.get(place.gemeentecode, ()), place)
        return found


def _place(row: PlaceRow, point: Point, *, alone: bool) -> Place:
    """A place of the file with the names of its gemeente and provincie; of namesakes the label tells them apart."""
    found = find_gemeente(row.gemeentecode)
    gemeente = found.gemeente or next(iter(found.ambiguous), None)
    provincie = gemeente.provincie if gemeente else ""
    return Place(
        id=row.id,
        woonplaats=row.woonplaats,
        label=row.woonplaats if alone or not provincie else f"{row.woonplaats} ({provincie})",
        gemeentecode=row.gemeentecode,
        gemeente=found.replaced_from or (gemeente.naam if gemeente else ""),
        provincie=provincie,
        addresses=row.addresses,
        point=point,
    )


def _names_of(place: Place) -> set[str]:
    """Every way to write a place's name that tells it apart: Hengelo (Gld), Hengelo Gld, Hengelo Gelderland."""
    bare = without_province(place.woonplaats)
    behind = ("", place.provincie, place.gemeente, *_PROVINCE_SHORT.get(place.provincie, ()))
    return {_compact(place.woonplaats), *(_compact(f"{bare} {one}") for one in behind)}


def _compact(name: str) -> str:
    return "".join(c for c in fold(name) if c.isalnum())


def _each_once(several: Iterable[Iterable[Place]]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(place for places in several for place in places))
