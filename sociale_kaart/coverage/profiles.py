"""How far people live from help, as a profile: the share within each of a row of limits, per area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sociale_kaart.coverage.measures.areas import by_code
from sociale_kaart.coverage.measures.nearest import nearest_m
from sociale_kaart.coverage.measures.reach import share_within
from sociale_kaart.coverage.points import ALL, Floats, Points
from sociale_kaart.coverage.regions import NO_SITES

PROFILE_LIMITS_M = (1_000.0, 2_000.0, 5_000.0, 10_000.0, 20_000.0)


@dataclass(frozen=True, slots=True)
class Profile:
    """Of one area and pillar: the share of inhabitants (0..1) within each limit; None where no place is known.

    shares : in the order of PROFILE_LIMITS_M. persons : inhabitants that count
    """

    area: str
    pillar: str
    shares: tuple[float | None, ...]
    persons: float


def profiles(
    points: Points,
    sites_rd: Mapping[str, Floats],
    areas: Mapping[str, Sequence[str]],
    limits_m: Sequence[float] = PROFILE_LIMITS_M,
) -> dict[tuple[str, str], Profile]:
    """The profile of each area and pillar, by (area, pillar).

    Parameters
    ----------
    points : where people live; everybody weighs
    sites_rd : pillar -> (m, 2) metres RD New of its places, wherever they are
    areas : area -> the gemeenten it is made of; areas may overlap, such as a gemeente and its provincie

    Straight lines, limits inclusive. A place that nobody told of makes a share higher, never lower.
    """
    gemeentecodes = sorted({code for codes in areas.values() for code in codes})
    numbers = {code: number for number, code in enumerate(gemeentecodes)}
    gemeenten = by_code(points.gemeentecode, NO_SITES.gemeentecode, gemeentecodes)
    persons = points.persons[ALL]
    living = gemeenten.total(persons)
    of_area = {area: [numbers[code] for code in codes] for area, codes in areas.items()}
    found: dict[tuple[str, str], Profile] = {}
    for pillar, xy in sites_rd.items():
        distance_m = nearest_m(points.xy_rd, xy)
        within = [
            np.nan_to_num(share_within(distance_m, persons, gemeenten, limit)) * living for limit in limits_m
        ]
        for area, members in of_area.items():
            there = float(living[members].sum())
            shares = tuple(float(one[members].sum()) / there if there and len(xy) else None for one in within)
            found[area, pillar] = Profile(area, pillar, shares, there)
    return found
