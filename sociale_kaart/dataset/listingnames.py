"""What a list calls places, so that nobody takes one for another of the same name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.model import Listing, fold


def listing_names(data: MapData) -> Mapping[str, str]:
    """Listing id -> its name with its town; where that occurs twice with its building or street too."""
    apart = set_apart(data)
    return {
        one.id: ", ".join(part for part in (_with_town(data, one), apart.get(one.id, "")) if part)
        for one in data.inventory.listings
    }


def set_apart(data: MapData) -> Mapping[str, str]:
    """Listing id -> what tells it from others of its name in its town; only of those of which there are more.

    Its building; where that is not told or theirs too, its street; then both, and in the end a number.
    """
    same: defaultdict[str, list[Listing]] = defaultdict(list)
    for listing in data.inventory.listings:
        same[fold(_with_town(data, listing))].append(listing)
    return dict(
        pair for listings in same.values() if len(listings) > 1 for pair in _told_apart(data, listings)
    )


def _told_apart(data: MapData, listings: Iterable[Listing]) -> Iterator[tuple[str, str]]:
    told = {one.id: tuple(_ways(data, one)) for one in listings}
    often = Counter(fold(way) for ways in told.values() for way in set(ways))
    for number, (id_, ways) in enumerate(told.items(), start=1):
        alone = (way for way in ways if often[fold(way)] == 1)
        yield id_, next(alone, " ".join([*ways[-1:], f"({number})"]))


def _ways(data: MapData, listing: Listing) -> Iterator[str]:
    """Its building, its street, and both; in so far as they are told."""
    location = data.locations[listing.location_id]
    building = _without_start(location.name, listing.name)
    street = (data.match_of(listing.location_id).address or location.address.text).partition(",")[0]
    yield from (part for part in (building, street) if part)
    if building and street:
        yield f"{building}, {street}"


def _with_town(data: MapData, listing: Listing) -> str:
    address = data.locations[listing.location_id].address
    town = data.match_of(listing.location_id).woonplaats or address.woonplaats
    return f"{listing.name}, {town}" if town and fold(town) not in fold(listing.name) else listing.name


def _without_start(building: str, name: str) -> str:
    """Of "De Kastanje, vestiging 2" only "vestiging 2" where De Kastanje is who sits there."""
    return building[len(name) :].strip(" ,-–") if building.startswith(name) else building
