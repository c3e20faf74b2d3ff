"""Places as GeoJSON: one feature per organisation at a location, properties named as in docs/glossary.md."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import MapHours, map_hours
from sociale_kaart.model import Listing, Match, Offer

PLEK_COLUMNS = (
    "id",
    "name",
    "location_id",
    "location",
    "page",
    "address",
    "woonplaats",
    "gemeentecode",
    "gemeente",
    "pillars",
    "categories",
    "match_level",
    "phone",
    "email",
    "website",
    "schedule",
    "times",
    "url",
    "checked",
    "as_of",
    "source",
)
# Of each of `times`: hours of the listing as a whole (no pillar) or of an offer, as they were read. What is open at a
# moment is not among them: a file is older than the moment at which somebody looks.
TIMES_COLUMNS = ("id", "pillar", "text", "complete", "sentence_nl", "osm")
_DECIMALS = 6  # about 10 cm, finer than an address


def plekken(
    data: MapData, gemeente_names: Mapping[str, str], hours: MapHours | None = None
) -> dict[str, Any]:
    """A FeatureCollection (RFC 7946, WGS84) of every organisation at every location.

    Points may coincide; a feature whose address was not found has geometry null. `example` is true where the
    whole map is invented.

    Parameters
    ----------
    data : the built map
    gemeente_names : gemeentecode -> name
    hours : those of the map, where somebody has them at hand
    """
    hours = hours or map_hours(data)
    return {
        "type": "FeatureCollection",
        "title": data.config.title,
        "publisher": data.config.publisher.name,
        "example": data.config.example,
        "content_hash": data.content_hash,
        "features": [_feature(data, listing, gemeente_names, hours) for listing in data.inventory.listings],
    }


def schedule_texts(data: MapData, listing: Listing) -> list[str]:
    """Hours at a listing as the coordinator wrote them: of the desk as a whole, then per offer, each once."""
    offers: tuple[Offer, ...] = data.offers_at(listing)
    schedules = [listing.schedule, *(offer.schedule for offer in offers)]
    return list(dict.fromkeys(schedule.text for schedule in schedules if schedule and schedule.text))


def website_of(data: MapData, listing: Listing) -> str:
    """The listing's own website, else its organisation's."""
    return listing.website or data.organisations[listing.organisation_id].website


def phone_of(data: MapData, listing: Listing) -> str:
    """The listing's own phone, else its organisation's."""
    return listing.phone or data.organisations[listing.organisation_id].phone


def email_of(data: MapData, listing: Listing) -> str:
    """The listing's own mail address, else its organisation's."""
    return listing.email or data.organisations[listing.organisation_id].email


def _times(data: MapData, listing: Listing, hours: MapHours) -> list[dict[str, Any]]:
    """The hours at a listing: of the desk as a whole, then of each offer that has its own."""
    offers = (one for one in data.offers_at(listing) if one.schedule and one.schedule.text)
    keys = [(listing.id, "")] if listing.schedule and listing.schedule.text else []
    keys += [(one.id, data.services[one.service_id].pillar) for one in offers]
    read = ((key, pillar, hours.record(key)) for key, pillar in keys)
    return [
        dict(
            zip(
                TIMES_COLUMNS,
                (key, pillar, one.text, one.complete, one.sentence_nl, one.osm or None),
                strict=True,
            )
        )
        for key, pillar, one in read
        if one is not None
    ]


def _feature(
    data: MapData, listing: Listing, gemeente_names: Mapping[str, str], hours: MapHours
) -> dict[str, Any]:
    location = data.locations[listing.location_id]
    match = data.match_of(location.id)
    gemeentecode = data.gemeente_of(location.id)
    said = listing.provenance
    values = (
        listing.id,
        listing.name,
        location.id,
        location.name,
        f"/plek/{location.id}#{listing.id}",
        match.address or str(location.address),
        match.woonplaats or location.address.woonplaats,
        gemeentecode,
        gemeente_names.get(gemeentecode, ""),
        {pillar.id: data.presence(listing, pillar.id).value for pillar in data.pillars},
        list(listing.categories),
        match.level.value,
        phone_of(data, listing),
        email_of(data, listing),
        website_of(data, listing),
        "; ".join(schedule_texts(data, listing)),
        _times(data, listing, hours),
        said.url,
        said.checked.isoformat() if said.checked else None,
        said.as_of.isoformat() if said.as_of else None,
        said.source,
    )
    properties = dict(zip(PLEK_COLUMNS, values, strict=True))
    return {"type": "Feature", "id": listing.id, "geometry": _point(match), "properties": properties}


def _point(match: Match) -> dict[str, Any] | None:
    if match.lon is None or match.lat is None:
        return None
    return {"type": "Point", "coordinates": [round(match.lon, _DECIMALS), round(match.lat, _DECIMALS)]}
