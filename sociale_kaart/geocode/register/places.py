"""The places of a register, and which of them a typed place can mean. There are 2,500, and they stay in memory."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from sociale_kaart.gebieden import files, tables
from sociale_kaart.gebieden.gemeenten import Gemeente, find_gemeente, gemeenten
from sociale_kaart.gebieden.names import without_qualifier
from sociale_kaart.gebieden.successors import successors
from sociale_kaart.geocode.placenames import aliases, place_key, province_of, split_province
from sociale_kaart.geocode.register.layout import LETTERS, pack_postcode
from sociale_kaart.geocode.register.rows import PlaceRow, Rows

# Below this a name is another name; above it the grader decides (grade.py).
CUTOFF, ALIKE = 75.0, 3
_PARTS = re.compile(r"\s*[-/,()]\s*|\s+")
_SHORTEST_PART = 3


class Place(NamedTuple):
    """A woonplaats of the register with its gemeente; label tells it from its namesakes. x, y in decimetres RD New."""

    id: int
    woonplaats: str
    label: str
    gemeentecode: str
    gemeente: str
    provincie: str
    addresses: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Meant:
    """What a typed place can mean: places called so, and the other places of a gemeente called so, today or before."""

    places: tuple[Place, ...] = ()
    in_gemeente: tuple[Place, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.places or self.in_gemeente)

    @property
    def all(self) -> tuple[Place, ...]:
        return self.places + self.in_gemeente


class Places:
    """The places of one register; what was asked for once is kept, so that a batch asks little."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.meant = lru_cache(maxsize=20_000)(self._meant)
        self.sole = lru_cache(maxsize=20_000)(self._sole)
        self.alike = lru_cache(maxsize=20_000)(self._alike)
        self._between = lru_cache(maxsize=20_000)(self._ask_between)

    @cached_property
    def by_id(self) -> Mapping[int, Place]:
        """Every place of the register by its id."""
        rows = self._rows.places()
        namesakes = Counter(place_key(row.woonplaats) for row in rows)
        return {row.id: _place(row, alone=namesakes[place_key(row.woonplaats)] == 1) for row in rows}

    @cached_property
    def by_key(self) -> Mapping[str, tuple[Place, ...]]:
        """Places by every name they go by, in one form (placenames.place_key), with and without their province."""
        found: dict[str, tuple[Place, ...]] = {}
        for place in self.by_id.values():
            bare, _ = split_province(place.woonplaats)
            for key in {place_key(name) for name in (place.woonplaats, bare, *aliases(place.woonplaats))}:
                found[key] = (*found.get(key, ()), place)
        return found

    def in_gemeente(self, gemeentecode: str) -> tuple[Place, ...]:
        """The places of a gemeente, and of those it became."""
        return self._by_gemeente.get(gemeentecode, ())

    def of_postcode(self, postcode: str) -> tuple[Place, ...]:
        """The places of a postcode; of its four digits, where the letters are not given or not known."""
        found: tuple[Place, ...] = ()
        if len(postcode) == 6:
            packed = pack_postcode(postcode)
            found = self._between(packed, packed)
        if postcode and not found:
            low = pack_postcode(f"{postcode[:4]}AA")
            found = self._between(low, low + LETTERS * LETTERS - 1)
        return found

    def _meant(self, typed: str) -> Meant:
        whole = self._called(typed)
        if whole:
            return whole
        # "Nijmegen-Lent", "Amsterdam Zuidoost": any part of it may be the place.
        words = [part for part in _PARTS.split(typed) if len(part) >= _SHORTEST_PART]
        heads = {" ".join(words[:n]) for n in range(1, len(words))} | set(
            words[-1:] if len(words) > 1 else ()
        )
        parts = [self._called(part) for part in sorted(heads)]
        places = _each_once(one.places for one in parts)
        beside = _each_once(one.in_gemeente for one in parts)
        return Meant(places, tuple(place for place in beside if place not in places))

    def _called(self, typed: str) -> Meant:
        """Places called so, in the province that stands behind it if one does; and the rest of a gemeente called so."""
        bare, province = split_province(typed)
        places = self.by_key.get(place_key(typed)) or self.by_key.get(place_key(bare), ())
        if province:
            places = tuple(one for one in places if province_of(one.provincie) in (province, "")) or places
        beside = _each_once(self.in_gemeente(one.code) for one in _gemeenten_called(typed))
        return Meant(places, tuple(place for place in beside if place not in places))

    def _sole(self, typed: str) -> Place | None:
        """The place called exactly so, where there is no other one, nor a province to look at."""
        key = place_key(typed)
        if len(self.by_key.get(key, ())) != 1:
            return None
        return next(iter(self.called_exactly(typed)), None)

    def called_exactly(self, typed: str) -> tuple[Place, ...]:
        """Every place whose own name this is, not an alias; none where there is a province to look at."""
        key = place_key(typed)
        if split_province(typed)[1]:
            return ()
        places = self.by_key.get(key, ())
        by_itself = all(
            place_key(one.woonplaats) == key and not split_province(one.woonplaats)[1] for one in places
        )
        return places if by_itself else ()

    def _alike(self, typed: str) -> tuple[Place, ...]:
        """Places called nearly so, the likest first."""
        key = place_key(split_province(typed)[0])
        found = process.extract(key, self._keys, scorer=fuzz.ratio, score_cutoff=CUTOFF, limit=ALIKE)
        return _each_once(self.by_key[name] for name, _, _ in found)

    def _ask_between(self, low: int, high: int) -> tuple[Place, ...]:
        return tuple(self.by_id[place_id] for place_id in self._rows.places_of_postcodes(low, high))

    @cached_property
    def _keys(self) -> list[str]:
        return list(self.by_key)

    @cached_property
    def _by_gemeente(self) -> Mapping[str, tuple[Place, ...]]:
        found: dict[str, tuple[Place, ...]] = {}
        for place in self.by_id.values():
            found[place.gemeentecode] = (*found.get(place.gemeentecode, ()), place)
        for old, heirs in successors().items():
            inherited = _each_once(found.get(heir.successor_code, ()) for heir in heirs)
            if old not in found and inherited:
                found[old] = inherited
        return found


def _place(row: PlaceRow, *, alone: bool) -> Place:
    """A place of the file with the names of its gemeente and provincie."""
    found = find_gemeente(row.gemeentecode)
    today = found.gemeente or next(iter(found.ambiguous), None)
    provincie = today.provincie if today else ""
    return Place(
        id=row.id,
        woonplaats=row.woonplaats,
        label=row.woonplaats if alone or not provincie else f"{row.woonplaats} ({provincie})",
        gemeentecode=row.gemeentecode,
        gemeente=found.replaced_from or (today.naam if today else ""),
        provincie=provincie,
        addresses=row.addresses,
        x=row.x,
        y=row.y,
    )


def _gemeenten_called(typed: str) -> tuple[Gemeente, ...]:
    """Gemeenten that go or went by a name. Looked up only where it is one: find_gemeente goes on to names alike."""
    if place_key(typed) not in _gemeente_keys():
        return ()
    found = find_gemeente(typed)
    return (found.gemeente,) if found.gemeente else found.ambiguous


@cache
def _gemeente_keys() -> frozenset[str]:
    names = [one.naam for one in gemeenten().values()]
    names += [one.naam for several in successors().values() for one in several]
    names += [row["alias"] for row in tables.read(files.ALIASES) if row["kind"] == "gemeente"]
    return frozenset(place_key(name) for one in names for name in (one, without_qualifier(one)))


def _each_once(several: Iterable[Iterable[Place]]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(place for places in several for place in places))
