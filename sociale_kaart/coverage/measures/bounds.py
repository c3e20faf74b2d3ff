"""What unknown sites could make of a measure: the least and the most, whichever of them turn out to be there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields

import numpy as np

from sociale_kaart.coverage.measures.areas import Areas, Bools, Ints
from sociale_kaart.coverage.measures.equity import concentration_between, concentration_per_area
from sociale_kaart.coverage.measures.fragility import depends_on_one, fragility
from sociale_kaart.coverage.measures.nearest import Nearest, nearest, nearest_m, nearest_own_m, pairs_within
from sociale_kaart.coverage.measures.reach import HEADLINE_M, share_of
from sociale_kaart.coverage.points import Floats
from sociale_kaart.coverage.sites import Sites


@dataclass(frozen=True, slots=True, eq=False)
class Bounds:
    """A measure as it is known, and the least and most it can be; each (k,) or (n,), NaN where it cannot be said.

    known : on what is certain alone. This is the measure: what is unknown never moves it
    """

    known: Floats
    low: Floats
    high: Floats


def bounds(measure: Callable[[Sites], Floats], certain: Sites, perhaps: Sites) -> Bounds:
    """A measure of which more sites only raise, or only lower, every figure: density, reach, distance, depth, supply.

    Not for imported reach, fragility and concentration, where one more site can raise the figure and the next lower it:
    see `imported_bounds`, `fragility_bounds` and `concentration_bounds`.

    Parameters
    ----------
    measure : from sites to figures
    certain : sites with a yes
    perhaps : sites of which nobody knows (presence or hours)

    low and high are NaN where either figure is: without any known site there is no limit to a distance.
    """
    known = measure(certain)
    if not len(perhaps):
        return Bounds(known, known, known)
    possible = measure(together(certain, perhaps))
    return Bounds(known, np.minimum(known, possible), np.maximum(known, possible))


def imported_bounds(
    points_rd: Floats,
    certain: Sites,
    perhaps: Sites,
    persons: Floats,
    areas: Areas,
    limit_m: float = HEADLINE_M,
    *,
    distance_m: Floats | None = None,
    own_m: Floats | None = None,
) -> Bounds:
    """The share that only a site in another area serves, per area (k,), as `imported` gives it.

    low: all unknown sites of the area itself are there, and none elsewhere; Σ P_i [D_i <= L < D_i,own'] / Σ P_i with
    D' over what is certain or unknown. high: none of its own is, and all elsewhere are; Σ P_i [D_i,other' <= L <
    D_i,own] / Σ P_i. Each area's own two cases, so each figure can really be; not those of all areas at once.

    Parameters
    ----------
    certain, perhaps : sites with a yes, and those of which nobody knows
    areas : of these points and of the sites of `together(certain, perhaps)`
    persons : (n,) persons; NaN (suppressed) counts for nobody
    distance_m, own_m : (n,) metres to the certain sites, as `imported` takes them, where they were reckoned before

    NaN where no site is certain.
    """
    away_m = nearest_m(points_rd, certain.xy_rd) if distance_m is None else distance_m
    near_m = own_m
    if near_m is None:
        of_certain = Areas(areas.codes, areas.of_point, areas.of_site[: len(certain)])
        near_m = nearest_own_m(points_rd, certain.xy_rd, of_certain)
    counted = np.where(np.isnan(away_m), np.nan, persons)
    within, own = away_m <= limit_m, near_m <= limit_m
    known = share_of(within & ~own, counted, areas)
    if not len(perhaps):
        return Bounds(known, known, known)
    of_perhaps = areas.of_site[len(certain) :]
    own_too, another_too = np.zeros(len(points_rd), dtype=bool), np.zeros(len(points_rd), dtype=bool)
    for point, site in _pairs_of(points_rd, np.flatnonzero(~own), perhaps, limit_m):
        is_own = areas.of_point[point] == of_perhaps[site]
        own_too[point[is_own]], another_too[point[~is_own]] = True, True
    return Bounds(
        known,
        share_of(within & ~own & ~own_too, counted, areas),
        share_of(~own & (within | another_too), counted, areas),
    )


def fragility_bounds(
    points_rd: Floats,
    certain: Sites,
    perhaps: Sites,
    persons: Floats,
    areas: Areas,
    limit_m: float = HEADLINE_M,
    *,
    found: Nearest | None = None,
) -> Bounds:
    """The persons who lose reach if one site closes, of the worst one, per area (k,), as `fragility` gives it.

    low: max over the certain sites of those who have it alone, were every unknown site there: a known site can lose no
    fewer. The truth may never come as low, for what takes from the one site may be the only one of others. high: the
    most that any one site can lose, certain or unknown, were no other unknown site there; this can really be.

    Parameters
    ----------
    as `imported_bounds`
    found : the nearest two of the certain sites, where they were sought before
    """
    near = nearest(points_rd, certain.xy_rd) if found is None else found
    known = fragility(near, persons, len(certain), areas, limit_m).persons_lost
    if not len(perhaps):
        return Bounds(known, known, known)
    left = persons.copy()
    for point, _ in _pairs_of(points_rd, np.flatnonzero(depends_on_one(near, limit_m)), perhaps, limit_m):
        left[point] = 0.0
    least = fragility(near, left, len(certain), areas, limit_m).persons_lost
    unreached = ~(near.distance_m <= limit_m) & np.isfinite(persons) & (areas.of_point >= 0)
    return Bounds(
        known, least, np.maximum(known, _most_gained(points_rd, perhaps, unreached, persons, areas, limit_m))
    )


def concentration_bounds(
    points_rd: Floats, certain: Sites, perhaps: Sites, persons: Floats, income: Floats, areas: Areas
) -> Bounds:
    """The concentration of distance by income, per area (k,), as `concentration_per_area` gives it.

    Every distance lies between that to what is certain or unknown and that to what is certain. low and high are the
    least and the most for any such distances, so the truth may lie well within. NaN where no site is certain.
    """
    far_m = nearest_m(points_rd, certain.xy_rd)
    if not len(perhaps):
        known = concentration_per_area(far_m, persons, income, areas)
        return Bounds(known, known, known)
    near_m = nearest_m(points_rd, together(certain, perhaps).xy_rd)
    found = np.array(
        [
            concentration_between(near_m[one], far_m[one], persons[one], income[one])
            for one in areas.points_in()
        ],
        dtype=np.float64,
    ).reshape(-1, 3)
    return Bounds(*found.T)


def together(first: Sites, second: Sites) -> Sites:
    """The sites of both, in this order."""
    return Sites(
        **{
            one.name: np.concatenate((getattr(first, one.name), getattr(second, one.name)))
            for one in fields(Sites)
        }
    )


def _pairs_of(points_rd: Floats, asked: Ints, sites: Sites, limit_m: float) -> Iterator[tuple[Ints, Ints]]:
    """Numbers of these points, and of the sites that each has within the limit."""
    for point, site, _ in pairs_within(points_rd[asked], sites.xy_rd, limit_m):
        yield asked[point], site


def _most_gained(
    points_rd: Floats, sites: Sites, unreached: Bools, persons: Floats, areas: Areas, limit_m: float
) -> Floats:
    """Per area the most persons whom one of these sites brings within the limit."""
    most = np.zeros(len(areas))
    for point, site in _pairs_of(points_rd, np.flatnonzero(unreached), sites, limit_m):
        cells, cell = np.unique(areas.of_point[point] * len(sites) + site, return_inverse=True)
        np.maximum.at(most, cells // len(sites), np.bincount(cell, weights=persons[point]))
    return most
