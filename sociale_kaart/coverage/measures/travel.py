"""Measure 4: how far people live from their nearest site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sociale_kaart.coverage.measures.areas import Areas
from sociale_kaart.coverage.measures.reach import HEADLINE_M
from sociale_kaart.coverage.points import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Distances:
    """Per area (k,): metres in a straight line, weighted by persons, and persons beyond the limit.

    NaN where nobody counts. persons_beyond is 0 there.
    """

    mean_m: Floats
    median_m: Floats
    p90_m: Floats
    persons_beyond: Floats


def distances(distance_m: Floats, persons: Floats, areas: Areas, limit_m: float = HEADLINE_M) -> Distances:
    """Population-weighted distance to the nearest site, per area.

    Mean: Σ P_i D_i / Σ P_i. Median and p90: the smallest distance that at least half, or nine in ten, of the persons
    do not exceed; not interpolated, so somebody really lives that far. Beyond: Σ P_i [D_i > L], in persons.

    Parameters
    ----------
    distance_m : (n,) metres; NaN where no site is known: such a point counts for nobody
    persons : (n,) persons; NaN (suppressed) counts for nobody

    Source: as CBS Nabijheid voorzieningen (a mean over inhabitants), but the straight line instead of the road.
    """
    counted = np.isfinite(distance_m) & np.isfinite(persons) & (persons > 0)
    weights = np.where(counted, persons, 0.0)
    metres = np.where(counted, distance_m, 0.0)
    everybody = areas.total(weights)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(everybody > 0, areas.total(weights * metres) / everybody, np.nan)
    median, p90 = quantiles(distance_m, persons, areas, (0.5, 0.9))
    return Distances(mean, median, p90, areas.total(np.where(metres > limit_m, weights, 0.0)))


def quantiles(distance_m: Floats, persons: Floats, areas: Areas, shares: Sequence[float]) -> Floats:
    """For each of s shares (0..1) and per area (s, k) the smallest distance that so many persons do not exceed.

    NaN where nobody counts.
    """
    counted = np.isfinite(distance_m) & np.isfinite(persons) & (persons > 0)
    found = np.full((len(shares), len(areas)), np.nan)
    there = np.flatnonzero(counted & (areas.of_point >= 0))
    order = there[np.lexsort((distance_m[there], areas.of_point[there]))]
    edges = np.searchsorted(areas.of_point[order], np.arange(len(areas) + 1)).tolist()
    metres, weights, parts = distance_m[order], persons[order], np.array(shares)
    for area, (start, end) in enumerate(pairwise(edges)):
        if end > start:
            reached = weights[start:end].cumsum()
            # Sums of whole persons are exact; the tolerance is for persons that were raked.
            wanted = parts * (reached[-1] * (1 - 1e-12))
            found[:, area] = metres[start + reached.searchsorted(wanted)]
    return found
