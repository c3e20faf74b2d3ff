"""The desks of a map that have hours, as exports tell them: whose, where, when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import MapHours
from sociale_kaart.export.geojson import phone_of
from sociale_kaart.hours.calendar import Calendar
from sociale_kaart.hours.schedule import Basis, Hours, Rule
from sociale_kaart.model import Listing, Offer, Presence


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Somebody's hours somewhere: of one offer, or of an organisation's desk as a whole.

    key : id of the offer or of the listing
    name : what is done there and by whom, for a line in a list
    whereabouts : name and address of the location
    lon, lat : degrees WGS84; None where the address was not found
    text : the hours as the coordinator wrote them
    location_hours : of the location itself, where they are known
    """

    key: str
    name: str
    hours: Hours
    calendar: Calendar
    whereabouts: str = ""
    lon: float | None = None
    lat: float | None = None
    phone: str = ""
    text: str = ""
    location_hours: Hours | None = None

    @property
    def has_more(self) -> bool:
        """Whether part of its hours has no dates: by appointment at no stated time, varying, not understood."""
        return bool(self.hours.leftover) or any(self._lacks_dates(rule) for rule in self.hours.rules)

    def _lacks_dates(self, rule: Rule) -> bool:
        if rule.basis is Basis.LOCATION:
            return self.location_hours is None or rule.days.is_vague
        return rule.basis is not Basis.CLOSED and (rule.days.is_vague or not rule.has_times)


def desk_of_offer(data: MapData, hours: MapHours, offer: Offer) -> Desk | None:
    """The hours of one offer, its desk's where it has none of its own; None where there are none at all."""
    listing = _listing_of(data, offer)
    return _desk(data, hours, offer.id, listing, _offer_name(data, offer, listing)) if listing else None


def desks_of(data: MapData, hours: MapHours, listing: Listing) -> list[Desk]:
    """An organisation's desk as a whole, and each of its offers that has hours of its own."""
    return list(_desks_of(data, hours, listing))


def _desks_of(data: MapData, hours: MapHours, listing: Listing) -> Iterator[Desk]:
    if listing.schedule and listing.schedule.text:
        desk = _desk(data, hours, listing.id, listing, listing.name)
        if desk:
            yield desk
    for offer in data.offers_at(listing):
        if offer.schedule and offer.schedule.text and offer.presence is not Presence.NO:
            desk = _desk(data, hours, offer.id, listing, _offer_name(data, offer, listing))
            if desk:
                yield desk


def _listing_of(data: MapData, offer: Offer) -> Listing | None:
    at = data.listings_at.get(offer.location_id, ())
    return next((one for one in at if one.organisation_id == offer.organisation_id), None)


def _offer_name(data: MapData, offer: Offer, listing: Listing) -> str:
    service = data.services[offer.service_id]
    pillar = next((one.name for one in data.pillars if one.id == service.pillar), "")
    what = service.name or pillar or service.category
    return f"{what}, {listing.name}" if what and what != listing.name else listing.name


def _desk(data: MapData, hours: MapHours, key: str, listing: Listing, name: str) -> Desk | None:
    said = hours.hours(key)
    if said is None:
        return None
    location = data.locations[listing.location_id]
    match = data.match_of(location.id)
    address = match.address or str(location.address)
    return Desk(
        key=key,
        name=name,
        hours=said,
        calendar=hours.calendar(key),
        whereabouts=", ".join(dict.fromkeys(part for part in (location.name, address) if part)),
        lon=match.lon,
        lat=match.lat,
        phone=phone_of(data, listing),
        text=hours.text(key),
        location_hours=hours.location_hours(location.id),
    )
