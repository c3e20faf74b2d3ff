"""Puts each location on the map: by the coordinates its row gave, else by the geocode lock; never by a guess."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from sociale_kaart.crs import rd_to_wgs84
from sociale_kaart.gebieden.boundaries import locate
from sociale_kaart.geocode.lock import Lock
from sociale_kaart.model import Location, Match, MatchLevel

POINT_LEVELS = frozenset(
    {
        MatchLevel.GIVEN,
        MatchLevel.ADRES,
        MatchLevel.HUISNUMMER,
        MatchLevel.STRAAT,
        MatchLevel.POSTCODE,
    }
)


def place(locations: Iterable[Location], lock: Lock) -> dict[str, Match]:
    """Location id -> Match, for every location that has one.

    Coordinates that came with the row win over the lock: whoever typed them was there. A match as vague as a whole
    woonplaats keeps its name but gets no point.
    """
    locations = tuple(locations)
    given = [location for location in locations if location.has_given_point]
    matches = _given_matches(given)
    for location in locations:
        if location.id not in matches and (row := lock.get(location.address)) is not None:
            matches[location.id] = _pointed(row.match)
    return matches


def _given_matches(locations: list[Location]) -> dict[str, Match]:
    if not locations:
        return {}
    x_rd = np.array([location.given_x_rd for location in locations], dtype=float)
    y_rd = np.array([location.given_y_rd for location in locations], dtype=float)
    lon, lat = rd_to_wgs84(x_rd, y_rd)
    codes = locate(x_rd, y_rd)
    return {
        location.id: Match(
            level=MatchLevel.GIVEN,
            query=str(location.address),
            address=location.address.text,
            woonplaats=location.address.woonplaats,
            gemeentecode=codes[i] or "",
            lon=round(float(lon[i]), 7),
            lat=round(float(lat[i]), 7),
            x_rd=round(float(x_rd[i]), 2),
            y_rd=round(float(y_rd[i]), 2),
            backend="given",
        )
        for i, location in enumerate(locations)
    }


def _pointed(match: Match) -> Match:
    if match.level in POINT_LEVELS:
        return match
    return replace(match, lon=None, lat=None, x_rd=None, y_rd=None)
