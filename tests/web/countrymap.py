"""A map of ten thousand places in all gemeenten, as light to make as can be: to weigh what a country comes to."""

from __future__ import annotations

import numpy as np

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.gebieden.boundaries import boundaries
from sociale_kaart.model import Inventory, Presence
from tests.web.smallmap import config, inventory, listing, location, map_data, match, offer, organisation

PLACES = 10_000
_SPREAD_M = 3_000


def country() -> MapData:
    """Places around the middle of each gemeente; of every third nobody knows whether it has a computer."""
    middles = boundaries().geometry.centroid
    codes = [*middles.index]
    moves = np.random.default_rng(1).normal(0, _SPREAD_M, (PLACES, 2))
    who = organisation("Bibliotheek")
    matches, locations, listings, offers = {}, [], [], []
    for number, (dx, dy) in enumerate(moves.tolist()):
        id_, code = f"l-{number}", codes[number % len(codes)]
        address = f"Straat {number}"
        matches[id_] = match(middles[code].x + dx, middles[code].y + dy, address, "Plaats", code)
        locations.append(location(id_, address, "Plaats", code))
        listings.append(listing(id_, who))
        offers.append(offer(listings[-1], "computer", Presence.YES if number % 3 else Presence.UNKNOWN))
    there = Inventory(
        organisations=(who,),
        locations=tuple(locations),
        services=inventory().services,
        offers=tuple(offers),
        listings=tuple(listings),
    )
    return map_data(
        config=config(area={"gemeenten": codes}, targets=[]),
        gemeentecodes=tuple(codes),
        inventory=there,
        matches=matches,
        coverage=(),
    )
