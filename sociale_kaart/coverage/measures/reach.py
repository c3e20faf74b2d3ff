"""Measure 3: the share of inhabitants with a site within a limit."""

from __future__ import annotations

from math import isfinite

import numpy as np

from sociale_kaart.coverage.measures.areas import Areas, Bools
from sociale_kaart.coverage.points import Floats
from sociale_kaart.errors import SocialeKaartError

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


def checked_limit(limit_m: float) -> float:
    """The limit itself; raises SocialeKaartError where it is no number of metres above zero."""
    if not (isfinite(limit_m) and limit_m > 0):
        raise SocialeKaartError(
            f"a limit of {limit_m} m is none",
            expected="a number of metres above zero",
            dutch=f"{limit_m} meter is geen grens. Geef een getal groter dan nul.",
        )
    return limit_m


def share_of(holds: Bools, persons: Floats, areas: Areas) -> Floats:
    """Share of persons (n,) per area (k,) for whom something holds (n,) bool; NaN where there is nobody."""
    everybody = areas.total(persons)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(everybody > 0, areas.total(np.where(holds, persons, 0.0)) / everybody, np.nan)
