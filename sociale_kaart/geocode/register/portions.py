"""A register in portions, for who takes all of an area over: the houses of four digits, the streets of a gemeente."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from sociale_kaart.geocode.register.info import reading
from sociale_kaart.geocode.register.layout import (
    LETTERS,
    MAX_NUMBER,
    MAX_SERIAL,
    NO_POSTCODE_FROM,
    pack_key,
)
from sociale_kaart.geocode.register.places import Place, Places
from sociale_kaart.geocode.register.rows import AddressRow, Rows, SegmentRow, StreetRow

_EVERY = -1  # no limit, to SQLite
_MADE_UP = (NO_POSTCODE_FROM, 1 << 62)
_A_DIGITS = LETTERS * LETTERS  # packed postcodes that share four digits


class Street(NamedTuple):
    """A street with its place, and the parts of it that have one postcode."""

    row: StreetRow
    place: Place
    segments: list[SegmentRow]


class Portions:
    """One register, read portion by portion. Raises RegisterError where the file cannot be used."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with reading(path):
            self._rows = Rows(path)
            self.places = Places(self._rows).by_id

    def digits(self, gemeentecodes: Collection[str]) -> list[str]:
        """The first four digits of every postcode in these gemeenten."""
        with reading(self._path):
            return self._rows.postcode_digits(self._ids(gemeentecodes))

    def houses(self, digits: str) -> Iterator[AddressRow]:
        """Every address whose postcode begins with four digits, by postcode and number."""
        low = int(digits) * _A_DIGITS
        with reading(self._path):
            yield from self._rows.between(
                pack_key(low, 0), pack_key(low + _A_DIGITS - 1, MAX_NUMBER, MAX_SERIAL)
            )

    def segments(self, digits: str) -> list[SegmentRow]:
        """The parts of streets with a postcode that begins with four digits."""
        low = int(digits) * _A_DIGITS
        with reading(self._path):
            return self._rows.segments(low, low + _A_DIGITS - 1, _EVERY)

    def street_counts(self) -> dict[str, int]:
        """How many streets each gemeente has."""
        with reading(self._path):
            counted = self._rows.street_counts()
        told: Counter[str] = Counter()
        for place_id, count in counted:
            told[self.places[place_id].gemeentecode] += count
        return told

    def gemeentecodes_without_postcode(self) -> set[str]:
        """The gemeenten that have an address without a postcode."""
        with reading(self._path):
            return {self.places[one].gemeentecode for one in self._rows.places_of_postcodes(*_MADE_UP)}

    def streets(self, gemeentecode: str) -> list[Street]:
        """Every street of a gemeente, by name and place."""
        with reading(self._path):
            found = [
                Street(row, self.places[row.place_id], self._rows.segments_of(row.id))
                for place_id in self._ids([gemeentecode])
                for row in self._rows.streets_of(place_id)
            ]
        return sorted(found, key=lambda one: (one.row.norm, one.place.label, one.row.id))

    def houses_without_postcode(self, streets: Collection[Street]) -> Iterator[AddressRow]:
        """The addresses of some streets that have no postcode."""
        for one in streets:
            for segment in one.segments:
                if segment.postcode >= NO_POSTCODE_FROM:
                    low = pack_key(segment.postcode, 0)
                    with reading(self._path):
                        yield from self._rows.between(low, pack_key(segment.postcode, MAX_NUMBER, MAX_SERIAL))

    def _ids(self, gemeentecodes: Collection[str]) -> list[int]:
        wanted = set(gemeentecodes)
        return [one.id for one in self.places.values() if one.gemeentecode in wanted]
