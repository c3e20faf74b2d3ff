"""Measure 9: who loses reach if one site closes, and which site that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sociale_kaart.coverage.measures.areas import Areas, Bools, Ints
from sociale_kaart.coverage.measures.nearest import Nearest
from sociale_kaart.coverage.measures.reach import HEADLINE_M
from sociale_kaart.coverage.points import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Fragility:
    """Per area (k,): the one site whose closing takes reach from most of its inhabitants.

    persons_lost : persons; 0 where no single closing takes reach from anybody
    site : its number, -1 where there is none
    """

    persons_lost: Floats
    site: Ints


def depends_on_one(found: Nearest, limit_m: float = HEADLINE_M) -> Bools:
    """Points (n,) with one site within the limit and no second: its closing takes their reach away."""
    return np.asarray((found.distance_m <= limit_m) & ~(found.second_m <= limit_m))


def fragility(
    found: Nearest, persons: Floats, sites: int, areas: Areas, limit_m: float = HEADLINE_M
) -> Fragility:
    """Per area: the worst of Σ P_i [D_i <= L < D_i,second] over the points whose nearest site is one.

    Only its own inhabitants count; the site may stand in another area. Of sites that cost equally many, the first.

    Parameters
    ----------
    persons : (n,) persons; NaN (suppressed) counts for nobody
    sites : how many there are. Two that stand in one building are two: the closing of one takes nobody's reach.

    Source: issue 5 of this project; it is the loss in the maximal covering problem (Church and ReVelle, 1974).
    """
    alone = np.flatnonzero(depends_on_one(found, limit_m) & (persons > 0) & (areas.of_point >= 0))
    # Of all pairs of an area and a site hardly any has somebody.
    cells, which = np.unique(areas.of_point[alone] * sites + found.site[alone], return_inverse=True)
    lost = np.bincount(which, weights=persons[alone], minlength=len(cells))
    area, site = np.divmod(cells, max(sites, 1))
    worst = Fragility(np.zeros(len(areas)), np.full(len(areas), -1, dtype=np.intp))
    np.maximum.at(worst.persons_lost, area, lost)
    is_worst = lost == worst.persons_lost[area]
    first, at = np.unique(area[is_worst], return_index=True)
    worst.site[first] = site[is_worst][at]
    return worst
