"""Measure 6: hours of help per week for those who live there, and for those who can reach it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sociale_kaart.coverage.measures.areas import Areas
from sociale_kaart.coverage.measures.nearest import pairs_within
from sociale_kaart.coverage.points import Floats

CATCHMENT_M = 10_000.0
PER_INHABITANTS = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class Supply:
    """Hours a week per 1,000 inhabitants, per area (k,); NaN where nobody lives.

    low : of the sites whose hours are known. high : were all others open as long as was assumed. Where no hours are
    unknown the two are equal. sites_unknown : (k,) sites whose hours are not known
    """

    low: Floats
    high: Floats
    sites_unknown: Floats


def supply(hours_per_week: Floats, persons: Floats, areas: Areas, *, assumed_hours: float) -> Supply:
    """Hours a week per 1,000 inhabitants of the area itself: Σ_j H_j / Σ_i P_i * 1,000.

    Parameters
    ----------
    hours_per_week : (m,) hours a week, NaN where unknown
    persons : (n,) persons; NaN (suppressed) counts for nobody
    assumed_hours : hours a week of a site with unknown hours, in the upper bound only; the caller says which

    Source: the provider-to-population ratio, as in any atlas of care; it stops at the border, which help does not.
    """
    inhabitants = areas.total(persons)
    unknown = np.isnan(hours_per_week)
    known = areas.total_of_sites(hours_per_week)
    sites_unknown = areas.total_of_sites(unknown.astype(np.float64))
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = (
            np.where(inhabitants > 0, hours / inhabitants * PER_INHABITANTS, np.nan)
            for hours in (known, known + sites_unknown * assumed_hours)
        )
    return Supply(low, high, sites_unknown)


def gaussian(distance_m: Floats, catchment_m: float = CATCHMENT_M) -> Floats:
    """How much a site counts for somebody so far away: W = (exp(-½(d/d₀)²) - exp(-½)) / (1 - exp(-½)), 0 beyond d₀.

    1 at the door, 0 at d₀. Source: Dai, "Black residential segregation, disparities in spatial access to health care
    facilities, and late-stage breast cancer diagnosis in metropolitan Detroit", Health & Place 16 (2010).
    """
    ratio = distance_m / catchment_m
    # The same formula times exp(½) above and below: near d₀ the difference of two exponentials would lose its digits.
    weight = np.expm1(0.5 * (1 - ratio**2)) / np.expm1(0.5)
    return np.where(distance_m <= catchment_m, np.maximum(weight, 0.0), 0.0)


def two_step(
    points_rd: Floats,
    sites_rd: Floats,
    hours_per_week: Floats,
    persons: Floats,
    catchment_m: float = CATCHMENT_M,
) -> Floats:
    """Two-step floating catchment (2SFCA): hours a week for each person at every point (n,).

    A_i = Σ_j W_ij R_j, with R_j = H_j / Σ_k W_kj P_k: a site divides its hours over all who can reach it, the nearer
    the more; a person adds up the shares of all sites in reach. Straight lines, whatever the borders.

    Parameters
    ----------
    points_rd, sites_rd : (n, 2), (m, 2) metres, RD New
    hours_per_week : (m,) hours a week; NaN (unknown) counts for nothing, so the answer is a lower bound; put an
        assumption in its place for an upper one (`assuming`)
    persons : (n,) persons; NaN (suppressed) counts for nobody, though the point itself gets its figure
    catchment_m : d₀

    0 where no site is in reach. Law: Σ_i P_i A_i = Σ_j H_j over the sites with anybody in reach.
    Source: Luo and Wang (2003), with the kernel of Dai (2010).
    """
    found = np.zeros(len(points_rd))
    people = np.nan_to_num(persons)
    hours = np.nan_to_num(hours_per_week)
    for point, site, distance in pairs_within(points_rd, sites_rd, catchment_m):
        weight = gaussian(distance, catchment_m)
        demand = np.bincount(site, weights=weight * people[point], minlength=len(hours))
        share = np.divide(hours, demand, out=np.zeros_like(hours), where=demand > 0)
        found += np.bincount(point, weights=weight * share[site], minlength=len(found))
    return found


def assuming(hours_per_week: Floats, assumed_hours: float) -> Floats:
    """Hours (m,) with an assumption in the place of what is unknown: for an upper bound."""
    return np.where(np.isnan(hours_per_week), assumed_hours, hours_per_week)


def mean_access(access: Floats, persons: Floats, areas: Areas) -> Floats:
    """Hours a week per 1,000 persons as those of an area (k,) can reach them: Σ P_i A_i / Σ P_i * 1,000."""
    everybody = areas.total(persons)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(everybody > 0, areas.total(access * persons) / everybody * PER_INHABITANTS, np.nan)
