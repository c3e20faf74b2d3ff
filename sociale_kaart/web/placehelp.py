"""What one can come for at a place: each offer, or the desk itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.model import Offer, Presence, Service, fold


@dataclass(frozen=True, slots=True)
class Help:
    """Something one can come for: an offer, or the desk itself (`offer` None); `key` is its key in MapHours."""

    key: str
    location_id: str
    offer: Offer | None = None
    pillar: str = ""

    def has_ended(self, day: date) -> bool:
        """Whether the offer is over; then its hours no longer matter."""
        schedule = self.offer.schedule if self.offer else None
        return bool(schedule and schedule.valid_to and schedule.valid_to < day)

    def has_yet_to_begin(self, day: date) -> bool:
        schedule = self.offer.schedule if self.offer else None
        return bool(schedule and schedule.valid_from and schedule.valid_from > day)

    def is_there(self, day: date) -> bool:
        return not (self.has_ended(day) or self.has_yet_to_begin(day))


def help_at(data: MapData, location_id: str) -> Iterator[Help]:
    """What one can come for at a location, and what one perhaps can; what is said not to be there is left out."""
    for listing in data.listings_at[location_id]:
        offers = [
            one
            for one in data.offers_at(listing)
            if one.presence is not Presence.NO and is_help(data, data.services[one.service_id])
        ]
        if not offers or (listing.schedule and listing.schedule.text):
            yield Help(listing.id, location_id)
        for offer in offers:
            yield Help(offer.id, location_id, offer, data.services[offer.service_id].pillar)


def is_help(data: MapData, service: Service) -> bool:
    """Whether a citizen can come for it: not where kaart.toml gives its category no pillar, and no need asks for it."""
    if service.pillar or not service.category:
        return True
    category = fold(service.category)
    pillars = next((to for name, to in data.config.categories.items() if fold(name) == category), None)
    return pillars != () or any(
        category == fold(name) for need in data.config.needs for name in need.categories
    )
