"""Measure 3: the share of inhabitants with a site within a limit."""

from __future__ import annotations

import numpy as np

from sociale_kaart.coverage.measures.areas import Areas, Bools
from sociale_kaart.coverage.points import Floats

LIMITS_M = (2_000.0, 5_000.0, 10_000.0)
HEADLINE_M = 5_000.0


def share_within(distance_m: Floats, persons: Floats, areas: Areas, limit_m: float = HEADLINE_M) -> Floats:
    """Share of inhabitants per area (k,) whose nearest site is no further than a limit: Σ P_i [D_i <= L] / Σ P_i.

    Parameters
    ----------
    distance_m : (n,) metres to the nearest site; NaN where no site is known: such a point counts for nobody
    persons : (n,) persons; NaN (suppressed) counts for nobody
    limit_m : metres, inclusive

    A share in 0..1; NaN for an area in which nobody counts. Source: CBS Nabijheid voorzieningen counts by road; this
    is the straight line, so the truth is lower. Sites that nobody told of make it higher: see bounds.py.
    """
    return share_of(distance_m <= limit_m, np.where(np.isnan(distance_m), np.nan, persons), areas)


def share_of(holds: Bools, persons: Floats, areas: Areas) -> Floats:
    """Share of persons (n,) per area (k,) for whom something holds (n,) bool; NaN where there is nobody."""
    everybody = areas.total(persons)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(everybody > 0, areas.total(np.where(holds, persons, 0.0)) / everybody, np.nan)
