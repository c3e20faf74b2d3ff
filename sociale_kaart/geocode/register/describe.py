"""Rows of a register as candidates: a name for each, and where it lies, in the words every backend uses.

A register keeps the degrees of addresses alone. Of all else lon and lat are NaN at first: of the many that are offered
for a misspelled street at most one is the answer, and only that one is turned to degrees (in_degrees).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from sociale_kaart.crs import rd_to_wgs84
from sociale_kaart.geocode.backend import Candidate
from sociale_kaart.geocode.register.layout import NUMBER_BITS, SERIAL_BITS, unpack_postcode
from sociale_kaart.geocode.register.places import Place, Places
from sociale_kaart.geocode.register.rows import AddressRow, Rows, SegmentRow, StreetRow
from sociale_kaart.geocode.register.streets import Streets
from sociale_kaart.model import MatchLevel


class House(NamedTuple):
    """An address with its place."""

    row: AddressRow
    place: Place

    @property
    def postcode(self) -> str:
        return unpack_postcode(self.row.key >> NUMBER_BITS + SERIAL_BITS)

    @property
    def label(self) -> str:
        """As PDOK writes it: `Damrak 18A-1, 1012LH Amsterdam`."""
        row = self.row
        behind = f"-{row.huisnummertoevoeging}" if row.huisnummertoevoeging else ""
        town = _town(self.postcode, self.place)
        return f"{row.street} {row.number}{row.huisletter or ''}{behind}, {town}"

    @property
    def street_label(self) -> str:
        """The street alone: `Damrak, Amsterdam`."""
        return f"{self.row.street}, {self.place.label}"


class Describer:
    """Turns rows of one register into candidates."""

    def __init__(self, rows: Rows, places: Places, streets: Streets) -> None:
        self._rows, self._places, self._streets = rows, places, streets

    def house(self, row: AddressRow) -> House:
        """An address with its place."""
        return House(row, self._places.by_id[row.place_id])

    def address(self, row: AddressRow) -> Candidate:
        """An address: `Damrak 18A-1, 1012LH Amsterdam`."""
        house = self.house(row)
        place = house.place
        buurtcode = self.buurtcode(row)
        return Candidate(
            kind=MatchLevel.ADRES,
            label=house.label,
            street=row.street,
            street_short=row.street_short or "",
            huisnummer=row.number,
            huisletter=row.huisletter or "",
            huisnummertoevoeging=row.huisnummertoevoeging or "",
            postcode=house.postcode,
            woonplaats=place.woonplaats,
            gemeente=place.gemeente,
            gemeentecode=place.gemeentecode,
            provincie=place.provincie,
            wijkcode=wijkcode_of(buurtcode),
            buurtcode=buurtcode,
            nummeraanduiding_id=identification(row.nummeraanduiding_id),
            adresseerbaarobject_id=identification(row.adresseerbaarobject_id),
            lon=row.lon / 1e7,
            lat=row.lat / 1e7,
            x_rd=row.x / 10,
            y_rd=row.y / 10,
        )

    def streets(self, streets: Iterable[StreetRow]) -> list[Candidate]:
        """Streets: `Damrak, Amsterdam`."""
        return [self._on_street(one, MatchLevel.STRAAT, "", one.x, one.y) for one in streets]

    def segments(self, segments: Iterable[SegmentRow]) -> list[Candidate]:
        """Parts of streets that have one postcode: `Damrak, 1012LH Amsterdam`."""
        return [
            self._on_street(
                self._streets.by_id(one.street_id),
                MatchLevel.POSTCODE,
                unpack_postcode(one.postcode),
                one.x,
                one.y,
            )
            for one in segments
        ]

    def place(self, place: Place) -> Candidate:
        """A woonplaats: `Amsterdam`."""
        return Candidate(
            kind=MatchLevel.WOONPLAATS,
            label=place.label,
            woonplaats=place.woonplaats,
            gemeente=place.gemeente,
            gemeentecode=place.gemeentecode,
            provincie=place.provincie,
            lon=math.nan,
            lat=math.nan,
            x_rd=place.x / 10,
            y_rd=place.y / 10,
        )

    def gemeente(self, gemeentecode: str) -> Candidate:
        """A gemeente: `gemeente Súdwest-Fryslân`; its point is that of its largest place."""
        largest = max(self._places.in_gemeente(gemeentecode), key=lambda place: place.addresses)
        return Candidate(
            kind=MatchLevel.GEMEENTE,
            label=f"gemeente {largest.gemeente}",
            gemeente=largest.gemeente,
            gemeentecode=gemeentecode,
            provincie=largest.provincie,
            lon=math.nan,
            lat=math.nan,
            x_rd=largest.x / 10,
            y_rd=largest.y / 10,
        )

    def _on_street(self, street: StreetRow, kind: MatchLevel, postcode: str, x: int, y: int) -> Candidate:
        place = self._places.by_id[street.place_id]
        return Candidate(
            kind=kind,
            label=f"{street.name}, {_town(postcode, place)}",
            street=street.name,
            street_short=street.short or "",
            postcode=postcode,
            woonplaats=place.woonplaats,
            gemeente=place.gemeente,
            gemeentecode=place.gemeentecode,
            provincie=place.provincie,
            x_rd=x / 10,
            y_rd=y / 10,
            lon=math.nan,
            lat=math.nan,
        )

    def buurtcode(self, row: AddressRow) -> str:
        """The buurt an address lies in; "" where the source does not say."""
        return self._buurtcodes.get(row.buurt_id, "") if row.buurt_id else ""

    @cached_property
    def _buurtcodes(self) -> dict[int, str]:
        return self._rows.buurtcodes()


def in_degrees(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates with their lon and lat filled in, all turned at once."""
    lacking = [one for one in candidates if math.isnan(one.lon)]
    lons, lats = rd_to_wgs84([one.x_rd for one in lacking], [one.y_rd for one in lacking])
    turned = {
        id(one): replace(one, lon=round(lon, 7), lat=round(lat, 7))
        for one, lon, lat in zip(lacking, lons.tolist(), lats.tolist(), strict=True)
    }
    return [turned.get(id(one), one) for one in candidates]


def identification(stored: int | None) -> str:
    """An id of BAG in its 16 digits; "" where the source had none."""
    return f"{stored:016d}" if stored else ""


def wijkcode_of(buurtcode: str) -> str:
    """CBS numbers a wijk by all but the last two digits of its buurten: BU03440101 lies in WK034401."""
    return f"WK{buurtcode[2:8]}" if buurtcode else ""


def _town(postcode: str, place: Place) -> str:
    """Behind a street: a postcode tells namesakes apart, and without one the provincie does."""
    return f"{postcode} {place.woonplaats}" if postcode else place.label
