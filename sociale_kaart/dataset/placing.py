"""Puts each location on the map: by the coordinates its row gave, else by the geocode lock; never by a guess."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import shapely

from sociale_kaart.crs import rd_to_wgs84
from sociale_kaart.gebieden.boundaries import boundaries, locate
from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.geocode.lock import Lock, LockRow
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


# Borders are simplified to 5 m: so close to one, a point says nothing against the code beside it.
BORDER_M = 5.0
# Of what a service answered, BAG knows the gemeente better than a border drawn in outline; further off it is a fault.
FAR_M = 100.0


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the locations are.

    matches: location id -> Match, for every location that has one; its gemeentecode is where the point lies.
    moved: location id -> the gemeentecode in the lock, where the point of a service's answer lies far from it.
    """

    matches: Mapping[str, Match]
    moved: Mapping[str, str]


def place(locations: Iterable[Location], lock: Lock) -> Placed:
    """The match of every location that has one, from its own row or from the lock.

    Coordinates that came with the row win over the lock: whoever typed them was there. A match as vague as a whole
    woonplaats keeps its name but gets no point.
    """
    locations = tuple(locations)
    given = [location for location in locations if location.has_given_point]
    matches = _given_matches(given)
    rows = {
        location.id: row
        for location in locations
        if location.id not in matches and (row := lock.get(location.address)) is not None
    }
    locked, moved = _locked_matches(rows)
    return Placed(matches | locked, moved)


def _locked_matches(rows: Mapping[str, LockRow]) -> tuple[dict[str, Match], dict[str, str]]:
    """The matches of the lock's rows with the gemeente that the point lies in, and those the lock had wrong.

    Where a person set the point, the point decides: they need not look up a code. Else BAG's code stands, unless the
    point lies far from that gemeente; then the point decides here too, and it is reported.
    """
    matches = {its_id: _pointed(row.match) for its_id, row in rows.items()}
    moved: dict[str, str] = {}
    points = {
        its_id: (match.x_rd, match.y_rd)
        for its_id, match in matches.items()
        if match.x_rd is not None and match.y_rd is not None
    }
    if not points:
        return matches, moved
    codes = locate([x for x, _ in points.values()], [y for _, y in points.values()])
    for (its_id, point), code in zip(points.items(), codes, strict=True):
        match, by_hand = matches[its_id], rows[its_id].is_checked
        if match.gemeentecode == (code or ""):
            continue
        if _distance_m(point, match.gemeentecode) <= (BORDER_M if by_hand else FAR_M):
            continue
        matches[its_id] = replace(match, gemeentecode=code or "", wijkcode="", buurtcode="")
        # A code that no longer exists is no fault: the gemeente merged since the address was looked up.
        if not by_hand and match.gemeentecode in gemeenten():
            moved[its_id] = match.gemeentecode
    return matches, moved


def _distance_m(point: tuple[float, float], gemeentecode: str) -> float:
    """Metres (RD) from a point to a gemeente, 0 inside it; infinite where there is no such gemeente."""
    shapes = boundaries().geometry
    if gemeentecode not in shapes.index:
        return math.inf
    return float(shapes.loc[gemeentecode].distance(shapely.Point(point)))


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
