"""Which sites are near, by a search tree (scipy, of the extra `coverage`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sociale_kaart.coverage.measures.areas import NOWHERE, Areas, Ints
from sociale_kaart.coverage.points import Floats

if TYPE_CHECKING:
    from scipy.spatial import cKDTree

_SITES_AT_ONCE = 64  # bounds the memory: pairs of so many sites with every point in reach
_BETWEEN_FLOORS_M = 1e8  # further than any two points of the country
_MANY_POINTS = 50_000  # from here on starting a thread per core is earned back


@dataclass(frozen=True, slots=True, eq=False)
class Nearest:
    """Of every point its nearest site and the one after that; straight lines.

    site : (n,) number of the nearest site, -1 where there is none
    distance_m : (n,) metres to it, NaN where there is none
    second_m : (n,) metres to the nearest other site, NaN where there is none
    """

    site: Ints
    distance_m: Floats
    second_m: Floats


def nearest(points_rd: Floats, sites_rd: Floats) -> Nearest:
    """The nearest two sites (m, 2) of every point (n, 2); RD New metres.

    Of sites equally far, either may be named.
    """
    count = len(points_rd)
    if not len(sites_rd) or not count:
        nothing = np.full(count, np.nan)
        return Nearest(np.full(count, -1, dtype=np.intp), nothing, nothing)
    distance, site = _tree(sites_rd).query(points_rd, k=2, workers=_workers(count))
    distance[np.isinf(distance)] = np.nan
    return Nearest(site[:, 0].astype(np.intp), distance[:, 0], distance[:, 1])


def nearest_m(points_rd: Floats, sites_rd: Floats) -> Floats:
    """Metres (n,) from every point to its nearest site; NaN where there is none."""
    if not len(sites_rd) or not len(points_rd):
        return np.full(len(points_rd), np.nan)
    return nearest_site(points_rd, sites_rd)[0]


def nearest_site(points_rd: Floats, sites_rd: Floats) -> tuple[Floats, Ints]:
    """Metres (n,) from every point to its nearest site, and its number; of one site at least."""
    distance, site = _tree(sites_rd).query(points_rd, workers=_workers(len(points_rd)))
    return np.asarray(distance, dtype=np.float64), np.asarray(site, dtype=np.intp)


def nearest_own_m(points_rd: Floats, sites_rd: Floats, areas: Areas, found: Nearest | None = None) -> Floats:
    """Metres (n,) to the nearest site in the point's own area; NaN where there is none, or the point has no area.

    Parameters
    ----------
    found : the nearest of these sites, where they were sought before: for most points it is their own
    """
    own_m = np.full(len(points_rd), np.nan)
    of_point = areas.of_point
    if found is not None and len(sites_rd):
        is_own = (of_point >= 0) & (found.site >= 0) & (areas.of_site[found.site] == of_point)
        own_m[is_own] = found.distance_m[is_own]
        of_point = np.where(is_own, NOWHERE, of_point)
    sites = np.flatnonzero(areas.of_site >= 0)
    asked = np.flatnonzero((of_point >= 0) & np.isin(of_point, areas.of_site[sites]))
    if len(asked):
        # Every area on a floor of its own, so far apart that the nearest is always on the same one.
        own_m[asked] = nearest_m(
            _on_floors(points_rd[asked], of_point[asked]), _on_floors(sites_rd[sites], areas.of_site[sites])
        )
    return own_m


def pairs_within(points_rd: Floats, sites_rd: Floats, limit_m: float) -> Iterator[tuple[Ints, Ints, Floats]]:
    """Every point and site at most `limit_m` apart: numbers of points, numbers of sites, metres.

    In parts, and all pairs of one site in the same part.
    """
    if not len(points_rd) or not len(sites_rd):
        return
    around = _tree(points_rd)
    for first in range(0, len(sites_rd), _SITES_AT_ONCE):
        some = _tree(sites_rd[first : first + _SITES_AT_ONCE])
        found = some.sparse_distance_matrix(around, limit_m, output_type="ndarray")
        yield found["j"].astype(np.intp), found["i"].astype(np.intp) + first, found["v"]


def _on_floors(xy_rd: Floats, area: Ints) -> Floats:
    return np.column_stack((xy_rd, area * _BETWEEN_FLOORS_M))


def _workers(points: int) -> int:
    return -1 if points >= _MANY_POINTS else 1


def _tree(xy_rd: Floats) -> cKDTree:
    from scipy.spatial import cKDTree

    return cKDTree(xy_rd)
