"""Measure 12 as a report tells it: whether a gap stays one."""

from __future__ import annotations

from functools import cache
from math import ceil

import numpy as np

from sociale_kaart.coverage.measures.areas import Areas
from sociale_kaart.coverage.measures.robust import robustness
from sociale_kaart.coverage.points import Floats, Points
from sociale_kaart.coverage.regions import Regions
from sociale_kaart.coverage.report.ground import Columns, Ground, or_none
from sociale_kaart.coverage.report.known import Known, known_of
from sociale_kaart.coverage.report.options import Options

STEP_M = 250.0


def robust_columns(
    points: Points, ground: Ground, regions: Regions, persons: Floats, known: Known, options: Options
) -> Columns:
    """Nothing where no draws are asked for, or where nobody knows how exactly the places were found."""
    help_ = ground.help_
    if not options.robustness_draws or help_.levels is None:
        return {}

    @cache
    def sure_within(limit_m: float) -> tuple[bool, ...]:
        return known_of(
            points, persons, help_, regions, ground.areas, ground.found.distance_m, limit_m
        ).gap_is_sure

    found = robustness(
        points,
        help_.certain,
        help_.perhaps,
        ground.every,
        # Rounded up, which can only bring more of what is unknown within reach, so that few are reckoned.
        lambda limit_m: sure_within(ceil(limit_m / STEP_M) * STEP_M),
        levels=help_.levels,
        persons=persons,
        limit_m=options.limit_m,
        own_without_point=known.places - _total(ground.areas, len(help_.certain)),
        draws=options.robustness_draws,
    )
    return {
        "gap_share": or_none(found.gap_share),
        "gap_robust": list(found.is_robust),
        "robust_share_low": or_none(found.reach_low),
        "robust_share_high": or_none(found.reach_high),
    }


def _total(areas: Areas, sites: int) -> Floats:
    return areas.total_of_sites(np.ones(sites))
