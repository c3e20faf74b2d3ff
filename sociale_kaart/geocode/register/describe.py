"""Rows of a register as candidates: a name for each, and where it lies, in the words every backend uses."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from sociale_kaart.geocode.backend import Candidate
from sociale_kaart.geocode.register.layout import NUMBER_BITS, SERIAL_BITS, unpack_postcode
from sociale_kaart.geocode.register.places import Place, Places
from sociale_kaart.geocode.register.rows import AddressRow, Point, Rows, SegmentRow, StreetRow, points_of
from sociale_kaart.geocode.register.streets import Streets
from sociale_kaart.model import MatchLevel


class House(NamedTuple):
    """An address with its street and place."""

    row: AddressRow
    street: StreetRow
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
        return f"{self.street.name} {self.row.number}{row.huisletter or ''}{behind}, {town}"

    @property
    def street_label(self) -> str:
        """The street alone: `Damrak, Amsterdam`."""
        return f"{self.street.name}, {self.place.label}"


class Describer:
    """Turns rows of one register into candidates."""

    def __init__(self, rows: Rows, places: Places, streets: Streets) -> None:
        self._rows, self._places, self._streets = rows, places, streets

    def house(self, row: AddressRow) -> House:
        """An address with its street and place."""
        street = self._streets.by_id(row.street_id)
        return House(row, street, self._places.by_id[street.place_id])

    def address(self, row: AddressRow) -> Candidate:
        """An address: `Damrak 18A-1, 1012LH Amsterdam`."""
        house = self.house(row)
        street, place = house.street, house.place
        buurtcode = self.buurtcode(row)
        x_rd, y_rd, lon, lat = row.point
        return Candidate(
            kind=MatchLevel.ADRES,
            label=house.label,
            street=street.name,
            street_short=street.short or "",
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
            lon=lon,
            lat=lat,
            x_rd=x_rd,
            y_rd=y_rd,
        )

    def streets(self, streets: Sequence[StreetRow]) -> list[Candidate]:
        """Streets: `Damrak, Amsterdam`."""
        return [
            self._on_street(street, MatchLevel.STRAAT, "", point)
            for street, point in zip(streets, points_of(streets), strict=True)
        ]

    def segments(self, segments: Sequence[SegmentRow]) -> list[Candidate]:
        """Parts of streets that have one postcode: `Damrak, 1012LH Amsterdam`."""
        return [
            self._on_street(
                self._streets.by_id(segment.street_id),
                MatchLevel.POSTCODE,
                unpack_postcode(segment.postcode),
                point,
            )
            for segment, point in zip(segments, points_of(segments), strict=True)
        ]

    def place(self, place: Place) -> Candidate:
        """A woonplaats: `Amsterdam`."""
        x_rd, y_rd, lon, lat = place.point
        return Candidate(
            kind=MatchLevel.WOONPLAATS,
            label=place.label,
            woonplaats=place.woonplaats,
            gemeente=place.gemeente,
            gemeentecode=place.gemeentecode,
            provincie=place.provincie,
            lon=lon,
            lat=lat,
            x_rd=x_rd,
            y_rd=y_rd,
        )

    def gemeente(self, gemeentecode: str) -> Candidate:
        """A gemeente: `gemeente Súdwest-Fryslân`; its point is that of its largest place."""
        largest = max(self._places.in_gemeente(gemeentecode), key=lambda place: place.addresses)
        x_rd, y_rd, lon, lat = largest.point
        return Candidate(
            kind=MatchLevel.GEMEENTE,
            label=f"gemeente {largest.gemeente}",
            gemeente=largest.gemeente,
            gemeentecode=gemeentecode,
            provincie=largest.provincie,
            lon=lon,
            lat=lat,
            x_rd=x_rd,
            y_rd=y_rd,
        )

    def _on_street(self, street: StreetRow, kind: MatchLevel, postcode: str, point: Point) -> Candidate:
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
            x_rd=point.x_rd,
            y_rd=point.y_rd,
            lon=point.lon,
            lat=point.lat,
        )

    def buurtcode(self, row: AddressRow) -> str:
        """The buurt an address lies in; "" where the source does not say."""
        return self._buurtcodes.get(row.buurt_id, "") if row.buurt_id else ""

    @cached_property
    def _buurtcodes(self) -> dict[int, str]:
        return self._rows.buurtcodes()


def identification(stored: int | None) -> str:
    """An id of BAG in its 16 digits; "" where the source had none."""
    return f"{stored:016d}" if stored else ""


def wijkcode_of(buurtcode: str) -> str:
    """CBS numbers a wijk by all but the last two digits of its buurten: BU03440101 lies in WK034401."""
    return f"WK{buurtcode[2:8]}" if buurtcode else ""


def _town(postcode: str, place: Place) -> str:
    """Behind a street: a postcode tells namesakes apart, and without one the provincie does."""
    return f"{postcode} {place.woonplaats}" if postcode else place.label
