"""What a register offers for an address read: addresses, streets, postcodes and places that may be meant.

The surest way comes first, and the next is taken only where it left something open: a postcode and a number name one
address; a street within its place comes next; a misspelled street is looked for in that place only, with the runners-up
beside it, so that the grader sees how sure the first of them is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from sociale_kaart.geocode.address import ParsedAddress
from sociale_kaart.geocode.backend import Candidate
from sociale_kaart.geocode.register.describe import Describer
from sociale_kaart.geocode.register.layout import pack_postcode
from sociale_kaart.geocode.register.rows import AddressRow, Rows, StreetRow
from sociale_kaart.geocode.register.streets import Meant, Names, Place
from sociale_kaart.geocode.street import normalise_street

MOST = 50
# Flats and floors of one house that are offered where none of them is the one asked for.
_FLATS = 10
_STREETS, _SEGMENTS, _PLACES = 12, 12, 6


@dataclass(slots=True)
class _Search:
    """One address read, and what was found for it so far."""

    parsed: ParsedAddress
    norm: str
    postcode: int | None
    gemeentecode: str
    meant: Meant
    found: list[Candidate] = field(default_factory=list)
    streets: dict[int, StreetRow] = field(default_factory=dict)
    # The very house asked for is among what was found.
    exact: bool = False


class Finder:
    """Finds what may be meant in one register."""

    def __init__(self, rows: Rows, names: Names) -> None:
        self._rows, self._names = rows, names
        self._describe = Describer(rows, names)

    def candidates(self, parsed: ParsedAddress, gemeentecode: str) -> list[Candidate]:
        """What may be meant, the surest first, at most MOST; nothing for what is no address in the Netherlands."""
        if parsed.po_box or "abroad" in parsed.faults:
            return []
        search = _Search(
            parsed=parsed,
            norm=normalise_street(parsed.street),
            postcode=_packed(parsed.postcode),
            gemeentecode=gemeentecode,
            meant=self._names.meant(parsed.woonplaats) if parsed.woonplaats else Meant(),
        )
        # 1. postcode and number: nothing to misread
        if search.postcode is not None and self._by_postcode(search, search.postcode):
            return search.found
        # 2. the street, by its exact name, in whatever place may be meant; else the streets nearly called so
        if search.norm:
            self._by_street(search)
        # 3. what is coarser: the postcode's streets, and the place itself
        if not search.exact:
            self._by_area(search)
        return search.found[:MOST]

    def _by_postcode(self, search: _Search, postcode: int) -> bool:
        """Offer the houses of a postcode and number; whether one of them agrees with all that was typed."""
        houses = _houses(search.parsed, partial(self._rows.at, postcode))
        search.found += map(self._describe.address, houses)
        search.exact = any(self._agrees(search, house) for house in houses)
        return search.exact

    def _agrees(self, search: _Search, house: AddressRow) -> bool:
        if house.suffix != search.parsed.suffix:
            return False
        street = self._names.street(house.street_id)
        place = self._names.places[street.place_id]
        if search.norm and street.norm != search.norm:
            return False
        if search.parsed.woonplaats and place not in search.meant.all:
            return False
        return not search.gemeentecode or place.gemeentecode == search.gemeentecode

    def _by_street(self, search: _Search) -> None:
        near = self._names.places_of_postcode(search.parsed.postcode)
        gemeente = self._names.in_gemeente(search.gemeentecode)
        tiers = (search.meant.places, search.meant.in_gemeente, near, gemeente)
        streets = self._called(search, tiers)
        if streets:
            self._offer_streets(search, streets)
            return
        pool = next((tier for tier in tiers if tier), ())
        if not pool and search.parsed.woonplaats:
            pool = self._names.places_like(search.parsed.woonplaats)
            streets = self._names.streets_called(search.norm, pool)
        elif not pool:
            streets = self._names.streets_anywhere(search.norm)
        self._offer_streets(search, streets or self._names.streets_like(search.norm, pool))

    def _called(self, search: _Search, tiers: Sequence[Sequence[Place]]) -> list[StreetRow]:
        """Streets called exactly so: in the nearest meaning of the place that has one; by postcode and gemeente too.

        The gemeente stated vouches for a place by another name, so that each of its streets so called is offered.
        """
        places, in_gemeente, near, gemeente = tiers
        streets = self._names.streets_called(search.norm, places)
        if not streets:
            streets = self._names.streets_called(search.norm, in_gemeente)
        for beside in (near, gemeente):
            if not {street.place_id for street in streets} & {place.id for place in beside}:
                streets += self._names.streets_called(search.norm, beside)
        return streets

    def _offer_streets(self, search: _Search, streets: Sequence[StreetRow]) -> None:
        for street in streets[:_STREETS]:
            houses = _houses(search.parsed, partial(self._rows.on_street, street.id))
            search.found += map(self._describe.address, houses)
            search.exact |= any(house.suffix == search.parsed.suffix for house in houses)
        if not (search.exact and len(streets) == 1):
            search.found += [self._describe.street(street) for street in streets[:_STREETS]]

    def _by_area(self, search: _Search) -> None:
        if search.postcode is not None:
            segments = self._rows.segments(search.postcode, _SEGMENTS)
            search.found += self._describe.segments(segments)
        if search.parsed.woonplaats:
            places = search.meant.places or self._names.places_like(search.parsed.woonplaats)
            search.found += [self._describe.place(place) for place in places[:_PLACES]]
            codes = dict.fromkeys(place.gemeentecode for place in search.meant.in_gemeente)
            search.found += map(self._describe.gemeente, codes)
        elif search.postcode is None:
            near = self._names.places_of_postcode(search.parsed.postcode)
            search.found += [self._describe.place(place) for place in near[:_PLACES]]


def _packed(postcode: str) -> int | None:
    return pack_postcode(postcode) if len(postcode) == 6 else None


def _houses(parsed: ParsedAddress, find: Callable[[int], list[AddressRow]]) -> list[AddressRow]:
    """The houses with the number asked for, or else with the last of a range; of many flats those likest the suffix."""
    numbers = (parsed.huisnummer, parsed.huisnummer_to)
    there = next((houses for number in numbers if number is not None and (houses := find(number))), [])
    if len(there) < 2:
        return there
    wanted = parsed.suffix
    exact = [house for house in there if house.suffix == wanted]
    if exact:
        return exact
    there.sort(key=lambda house: (not house.suffix.startswith(wanted), len(house.suffix), house.suffix))
    return there[:_FLATS]
