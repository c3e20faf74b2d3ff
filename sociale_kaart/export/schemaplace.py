"""A place as schema.org's JSON-LD: where it is, which help is certainly given there, by whom, and when.

What nobody knows is left out; what is only perhaps there too. Source: schema.org/Place, /Service, /ServiceChannel.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import MapHours
from sociale_kaart.export.desks import desk_of_offer
from sociale_kaart.export.geojson import phone_of, website_of
from sociale_kaart.export.schemaorg import opening_hours
from sociale_kaart.model import Listing, Location, Offer, OrganisationKind, Presence

DAYS_AHEAD = 91  # a quarter: search engines look again long before that
# Programs have no eyes for the banner on the page.
EXAMPLE = "Voorbeeld"
_POSTCODE = re.compile(r",?\s*\b([1-9]\d{3}) ?([A-Z]{2})\b.*")

Node = dict[str, Any]


def place_document(
    data: MapData, hours: MapHours, location: Location, *, name: str, url: str, on: date
) -> Node:
    """A JSON-LD document with the place and the services given there.

    name, url : of its page. on : the day that its hours are told from
    """
    listings = data.listings_at[location.id]
    services = [node for one in listings for node in _services(data, hours, one, url, on)]
    return {
        "@context": "https://schema.org",
        "@graph": [_place(data, location, listings, _marked(data, name), url), *services],
    }


def _place(data: MapData, location: Location, listings: Iterable[Listing], name: str, url: str) -> Node:
    match = data.match_of(location.id)
    kinds = {data.organisations[one.organisation_id].kind for one in listings}
    node: Node = {
        "@type": "Library" if OrganisationKind.LIBRARY in kinds else "Place",
        "@id": url,
        "url": url,
        "name": name,
        "address": _address(
            match.address or str(location.address), match.woonplaats or location.address.woonplaats
        ),
    }
    if match.lon is not None and match.lat is not None:
        node["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": round(match.lat, 6),
            "longitude": round(match.lon, 6),
        }
    if location.step_free is not Presence.UNKNOWN:
        node["amenityFeature"] = {
            "@type": "LocationFeatureSpecification",
            "name": "Zonder drempels of trap",
            "value": location.step_free is Presence.YES,
        }
    return node


def _address(text: str, woonplaats: str) -> Node:
    found = _POSTCODE.search(text)
    street = (text[: found.start()] if found else text).strip(" ,")
    told = {
        "streetAddress": "" if street == woonplaats else street,
        "postalCode": f"{found[1]} {found[2]}" if found else "",
        "addressLocality": woonplaats,
        "addressCountry": "NL",
    }
    return {"@type": "PostalAddress", **{key: value for key, value in told.items() if value}}


def _services(data: MapData, hours: MapHours, listing: Listing, url: str, on: date) -> Iterable[Node]:
    for offer in data.offers_at(listing):
        if offer.presence is Presence.YES and _has_not_ended(offer, on):
            yield _service(data, hours, listing, offer, url, on)


def _has_not_ended(offer: Offer, on: date) -> bool:
    return offer.schedule is None or offer.schedule.valid_to is None or offer.schedule.valid_to >= on


def _service(data: MapData, hours: MapHours, listing: Listing, offer: Offer, url: str, on: date) -> Node:
    service = data.services[offer.service_id]
    pillar = next((one.name for one in data.pillars if one.id == service.pillar), "")
    desk = desk_of_offer(data, hours, offer)
    told = {
        "name": _marked(data, service.name or pillar or service.category),
        "serviceType": pillar or service.category,
        "audience": {"@type": "Audience", "name": service.audience} if service.audience else None,
        "provider": _provider(data, listing),
        "availableChannel": {
            "@type": "ServiceChannel",
            "serviceLocation": {"@id": url},
            **({"availableLanguage": [*service.languages]} if service.languages else {}),
        },
        "hoursAvailable": opening_hours(desk, on, on + timedelta(days=DAYS_AHEAD)) if desk else None,
    }
    return {"@type": "Service", **{key: value for key, value in told.items() if value}}


def _provider(data: MapData, listing: Listing) -> Node:
    told = {
        "name": data.organisations[listing.organisation_id].name,
        "telephone": phone_of(data, listing),
        "url": website_of(data, listing),
    }
    return {"@type": "Organization", **{key: value for key, value in told.items() if value}}


def _marked(data: MapData, name: str) -> str:
    return f"{EXAMPLE}: {name}" if data.config.example and not name.startswith(EXAMPLE) else name
