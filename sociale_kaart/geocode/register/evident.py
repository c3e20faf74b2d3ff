"""Addresses with which all that was typed agrees: most of any table, found for a whole chunk at once.

Asking SQLite once for a thousand of them costs a fifth of asking a thousand times. A street with a slip of the hand in
it counts where nothing else can be meant (slips.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

from sociale_kaart.geocode.confidence import band
from sociale_kaart.geocode.register.describe import Describer, House
from sociale_kaart.geocode.register.layout import MAX_NUMBER, pack_key, pack_postcode
from sociale_kaart.geocode.register.literal import Typed
from sociale_kaart.geocode.register.places import Place, Places
from sociale_kaart.geocode.register.rows import AddressRow, Rows, pack_house
from sociale_kaart.geocode.register.slips import Slips
from sociale_kaart.geocode.register.streets import Streets
from sociale_kaart.geocode.street import normalise_street


class Evidence(NamedTuple):
    """What an evident answer rests on: what of an address was typed, and whether the number has other addresses too.

    All of it agrees, so that the grader says the same of any two answers that rest on the same. likeness is the band of
    that of a street misspelled (confidence.band), "" for one spelled as it is.
    """

    street: bool
    postcode: int
    place: bool
    gemeente: bool
    suffix: bool
    leftover: bool
    others: bool
    likeness: str = ""


Evident: TypeAlias = tuple[House, Evidence]
_FULL_POSTCODE = 6


class _Sought(NamedTuple):
    """An address, and where to look for it: at a key, or at a number on a street; 0 where not there.

    alike : how like that street is to the one typed; 1 where it is called so
    """

    typed: Typed
    gemeentecode: str
    norm: str
    place: Place | None
    key: int
    house: int
    alike: float = 1.0


class EvidentFinder:
    """Finds the evident answers in one register."""

    def __init__(self, rows: Rows, places: Places, streets: Streets, describe: Describer) -> None:
        self._rows, self._places, self._streets, self._describe = rows, places, streets, describe
        self._slips = Slips(places, streets)

    def find(
        self, typed: Sequence[Typed | None], gemeentecodes: Sequence[str], *, misspelled: bool = False
    ) -> list[Evident | None]:
        """For each address, and the gemeentecode stated beside it: the one address that it is.

        None where there is no such address, or more than one. misspelled : whether a street may have a slip in it
        """
        sought = [
            self._sought(one, code, misspelled) if one else None
            for one, code in zip(typed, gemeentecodes, strict=True)
        ]
        at_key = self._rows.at_keys(_each(one.key for one in sought if one))
        on_street = self._rows.on_streets(_each(one.house for one in sought if one))
        return [
            self._evident(one, at_key[one.key] if one.key else on_street[one.house], misspelled)
            if one and (one.key in at_key or one.house in on_street)
            else None
            for one in sought
        ]

    def _sought(self, typed: Typed, gemeentecode: str, misspelled: bool) -> _Sought | None:
        street, number, _, _, _, postcode, woonplaats, _ = typed
        if number > MAX_NUMBER:
            return None
        place = self._places.sole(woonplaats) if woonplaats else None
        if place is None and woonplaats:
            return None
        norm = normalise_street(street) if street else ""
        if len(postcode) == _FULL_POSTCODE:
            return _Sought(typed, gemeentecode, norm, place, pack_key(pack_postcode(postcode), number), 0)
        if place is None or not norm:
            return None
        # More than one street so called is not evident, whichever of them has the number.
        called = self._streets.of_place(place.id).called(norm)
        if len(called) == 1:
            return _Sought(typed, gemeentecode, norm, place, 0, pack_house(called[0], number))
        if called or gemeentecode or not misspelled:
            return None
        street_id, alike = self._slips.meant(street, norm, place)
        if not alike:
            return None
        return _Sought(typed, gemeentecode, norm, place, 0, pack_house(street_id, number), alike)

    def _evident(self, sought: _Sought, rows: Sequence[AddressRow], misspelled: bool) -> Evident | None:
        typed, gemeentecode, norm, place, _, _, alike = sought
        suffix, postcode = typed.suffix, typed.postcode
        exact = [row for row in rows if row.suffix == suffix] if suffix or len(rows) > 1 else rows
        if len(exact) != 1 or exact[0].suffix != suffix:
            return None
        house = self._describe.house(exact[0])
        # All that was typed agrees: street, place, gemeente and, where only they were typed, the postcode's digits.
        if norm and alike == 1 and house.row.norm != norm:
            if gemeentecode or not misspelled or any(row.street_id != house.row.street_id for row in rows):
                return None
            alike = self._slips.on_postcode(typed, norm, place, house)
        if (
            not alike
            or (place and house.place.id != place.id)
            or (gemeentecode and house.place.gemeentecode != gemeentecode)
            or (0 < len(postcode) < _FULL_POSTCODE and not house.postcode.startswith(postcode))
        ):
            return None
        others = len(rows) > 1
        return house, Evidence(
            norm != "",
            len(postcode),
            place is not None,
            gemeentecode != "",
            suffix != "",
            typed.leftover,
            others,
            "" if alike == 1 else band(alike),
        )


def _each(values: Iterable[int]) -> list[int]:
    """Those that are not 0, each once, in order: neighbours lie on the same pages of the file."""
    return sorted(set(values) - {0})
