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
from sociale_kaart.geocode.judge import ALIKE_FROM, spelled_out
from sociale_kaart.geocode.likeness import likeness
from sociale_kaart.geocode.register.describe import Describer
from sociale_kaart.geocode.register.layout import pack_postcode
from sociale_kaart.geocode.register.places import Meant, Place, Places
from sociale_kaart.geocode.register.rows import AddressRow, Rows, StreetRow
from sociale_kaart.geocode.register.streets import CLOSE, Streets
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
    # One with its postcode and number is, on a street that is alike: no other street that is only alike can count then.
    vouched: bool = False


class Finder:
    """Finds what may be meant in one register."""

    def __init__(self, rows: Rows, places: Places, streets: Streets) -> None:
        self._rows, self._places, self._streets = rows, places, streets
        self._describe = Describer(rows, places, streets)

    def candidates(self, parsed: ParsedAddress, gemeentecode: str) -> list[Candidate]:
        """What may be meant, the surest first, at most MOST; nothing for what is no address in the Netherlands."""
        near, area = self.in_two(parsed, gemeentecode)
        return [*near, *area()][:MOST]

    def in_two(
        self, parsed: ParsedAddress, gemeentecode: str
    ) -> tuple[list[Candidate], Callable[[], list[Candidate]]]:
        """Addresses, streets and postcodes that may be meant; and, to be asked for where none fits, places."""
        if parsed.po_box or "abroad" in parsed.faults:
            return [], list
        search = _Search(
            parsed=parsed,
            norm=normalise_street(parsed.street),
            postcode=_packed(parsed.postcode),
            gemeentecode=gemeentecode,
            meant=self._places.meant(parsed.woonplaats) if parsed.woonplaats else Meant(),
        )
        # 1. postcode and number: nothing to misread
        # 2. the street, by its exact name, in whatever place may be meant; else the streets nearly called so
        # 3. the postcode's streets; and only then what is coarser
        if search.postcode is not None:
            self._by_postcode(search, search.postcode)
        if search.norm and not search.exact:
            self._by_street(search)
        if search.postcode is not None and not search.exact:
            segments = self._rows.segments(search.postcode, search.postcode, _SEGMENTS)
            search.found += self._describe.segments(segments)
        return search.found[:MOST], partial(self._by_area, search)

    def _by_postcode(self, search: _Search, postcode: int) -> None:
        """Offer the houses of a postcode and number."""
        houses = _houses(search.parsed, partial(self._rows.at, postcode))
        search.found += map(self._describe.address, houses)
        search.exact = any(self._agrees(search, house) for house in houses)
        search.vouched = any(likeness(search.norm, house.norm) >= ALIKE_FROM for house in houses)

    def _agrees(self, search: _Search, house: AddressRow) -> bool:
        parsed, place = search.parsed, self._places.by_id[house.place_id]
        return (
            house.suffix == parsed.suffix
            and search.norm in ("", house.norm)
            and (not parsed.woonplaats or place in search.meant.all)
            and search.gemeentecode in ("", place.gemeentecode)
        )

    def _by_street(self, search: _Search) -> None:
        near = self._places.of_postcode(search.parsed.postcode)
        gemeente = self._places.in_gemeente(search.gemeentecode)
        tiers = (search.meant.places, search.meant.in_gemeente, near, gemeente)
        streets = self._called(search, tiers)
        if streets:
            self._offer_streets(search, streets)
            return
        pool = search.meant.all or near or gemeente
        if not pool and search.parsed.woonplaats:
            pool = self._places.alike(search.parsed.woonplaats)
            streets = self._streets.called(search.norm, pool)
        elif not pool:
            streets = self._streets.anywhere(search.norm)
        if streets:
            self._offer_streets(search, streets)
        elif not search.vouched:
            self._offer_streets(search, self._alike(search, pool), alike=True)

    def _alike(self, search: _Search, pool: Sequence[Place]) -> list[StreetRow]:
        """Streets nearly called so: in the place itself; in all its gemeente where none there comes close."""
        places = search.meant.places or pool
        streets, best = self._streets.like(search.norm, places)
        if best < CLOSE and len(pool) > len(places):
            streets, _ = self._streets.like(search.norm, pool)
        return streets

    def _called(self, search: _Search, tiers: Sequence[Sequence[Place]]) -> list[StreetRow]:
        """Streets called exactly so: in the nearest meaning of the place that has one; by postcode and gemeente too.

        The gemeente stated vouches for a place by another name, so that each of its streets so called is offered.
        """
        places, in_gemeente, near, gemeente = tiers
        streets = self._streets.called(search.norm, places)
        if not streets:
            streets = self._streets.called(search.norm, in_gemeente)
        for beside in (near, gemeente):
            if not {street.place_id for street in streets} & {place.id for place in beside}:
                streets += self._streets.called(search.norm, beside)
        return streets

    def _offer_streets(self, search: _Search, streets: Sequence[StreetRow], *, alike: bool = False) -> None:
        """Offer streets, and the houses on them that may be the one asked for; alike: none is called exactly so."""
        for street in streets[:_STREETS]:
            houses = _houses(search.parsed, partial(self._rows.on_street, street.id))
            search.found += map(self._describe.address, houses)
            search.exact |= not alike and any(house.suffix == search.parsed.suffix for house in houses)
        if not (search.exact and len(streets) == 1):
            search.found += self._describe.streets(streets[:_STREETS])

    def _by_area(self, search: _Search) -> list[Candidate]:
        """The places that may be meant, and the gemeenten."""
        if search.exact:
            return []
        typed = search.parsed.woonplaats
        if not typed:
            return list(map(self._describe.place, self._places.of_postcode(search.parsed.postcode)[:_PLACES]))
        places = search.meant.places or self._places.alike(typed)
        codes = dict.fromkeys(place.gemeentecode for place in search.meant.in_gemeente)
        return [*map(self._describe.place, places[:_PLACES]), *map(self._describe.gemeente, codes)]


def _packed(postcode: str) -> int | None:
    return pack_postcode(postcode) if len(postcode) == 6 else None


def _houses(parsed: ParsedAddress, find: Callable[[int], list[AddressRow]]) -> list[AddressRow]:
    """The houses with the number asked for; where there are many, those whose suffix may be the one meant."""
    if parsed.huisnummer is None:
        return []
    there = find(parsed.huisnummer)
    if len(there) < 2:
        return there
    exact = [house for house in there if house.suffix in _wanted(parsed)]
    if exact:
        # That the number has other addresses makes a suffix left out likelier: one of them tells the grader so.
        others = [] if parsed.suffix else [house for house in there if house not in exact]
        return exact + others[:1]
    meant = spelled_out(parsed.suffix)
    there.sort(
        key=lambda one: (
            spelled_out(one.suffix) != meant,
            not one.suffix.startswith(parsed.suffix),
            len(one.suffix),
            one.suffix,
        )
    )
    return there[:_FLATS]


def _wanted(parsed: ParsedAddress) -> tuple[str, ...]:
    """The suffixes that may be meant: BAG has numbers such as 12-14 with the 14 as a suffix, and 1 C-7 as C7."""
    if parsed.huisnummer_to is None:
        return (parsed.suffix,)
    return parsed.suffix, str(parsed.huisnummer_to), f"{parsed.suffix}{parsed.huisnummer_to}"
