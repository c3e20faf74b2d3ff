"""What is offered where, as a table: one row per offer, with the place and the kind of help beside it."""

from __future__ import annotations

from typing import Any

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.model import Listing, Offer

Row = dict[str, Any]

AANBOD_COLUMNS = (
    "id",
    "listing",
    "name",
    "organisation_id",
    "organisation",
    "location_id",
    "gemeentecode",
    "gemeente",
    "service_id",
    "service",
    "pillar",
    "category",
    "role",
    "presence",
    "schedule",
    "valid_from",
    "valid_to",
    "appointment",
    "audience",
    "languages",
    "cost",
    "bring",
    "course",
    "note",
    "x_rd",
    "y_rd",
    "lon",
    "lat",
    "checked",
    "checked_by",
    "source",
    "as_of",
)


def aanbod(data: MapData) -> list[Row]:
    """One row per offer, grouped by the organisation at a location that makes it; None where nothing is known."""
    return [row for listing in data.inventory.listings for row in aanbod_of(data, listing)]


def aanbod_of(data: MapData, listing: Listing) -> list[Row]:
    """The offers of one organisation at one location."""
    return [_row(data, listing, offer) for offer in data.offers_at(listing)]


def _row(data: MapData, listing: Listing, offer: Offer) -> Row:
    service, match = data.services[offer.service_id], data.match_of(offer.location_id)
    schedule, said = offer.schedule, offer.provenance
    code = data.gemeente_of(offer.location_id)
    values = (
        offer.id,
        listing.id,
        listing.name,
        offer.organisation_id,
        data.organisations[offer.organisation_id].name,
        offer.location_id,
        code,
        gemeenten()[code].naam if code in gemeenten() else "",
        service.id,
        service.name,
        service.pillar,
        service.category,
        offer.role.value,
        offer.presence.value,
        schedule.text if schedule else "",
        _day(schedule.valid_from if schedule else None),
        _day(schedule.valid_to if schedule else None),
        service.appointment.value,
        service.audience,
        "|".join(service.languages),
        service.cost,
        service.bring,
        service.course,
        offer.note,
        match.x_rd,
        match.y_rd,
        match.lon,
        match.lat,
        _day(said.checked),
        said.checked_by,
        said.source,
        _day(said.as_of),
    )
    return dict(zip(AANBOD_COLUMNS, values, strict=True))


def _day(day: Any) -> str:
    return day.isoformat() if day else ""
