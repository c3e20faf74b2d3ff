"""Measure 8: how far those live who live too far, and whether help lies nearer to the rich."""

from __future__ import annotations

import numpy as np

from sociale_kaart.coverage.measures.areas import Areas
from sociale_kaart.coverage.measures.reach import HEADLINE_M
from sociale_kaart.coverage.points import Floats


def gap_depth(distance_m: Floats, persons: Floats, areas: Areas, limit_m: float = HEADLINE_M) -> Floats:
    """Mean relative excess over the limit, over all inhabitants, per area (k,): Σ P_i max(0, D_i/L - 1) / Σ P_i.

    Parameters
    ----------
    distance_m : (n,) metres to the nearest site; NaN where no site is known: such a point counts for nobody
    persons : (n,) persons; NaN (suppressed) counts for nobody
    limit_m : metres

    No unit: 0 where everybody is within the limit, 1 where people live twice the limit away on average. NaN where
    nobody counts. Source: Foster, Greer and Thorbecke (1984), the poverty gap, of distance instead of income.
    """
    counted = np.where(np.isnan(distance_m), np.nan, persons)
    excess = np.maximum(np.nan_to_num(distance_m) / limit_m - 1, 0.0)
    everybody = areas.total(counted)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(everybody > 0, areas.total(excess * counted) / everybody, np.nan)


def concentration(values: Floats, persons: Floats, income: Floats) -> float:
    """Concentration index of a figure by income: C = 2/(μ Σ P_i) Σ P_i y_i r_i - 1, y the figure and r the rank.

    Parameters
    ----------
    values : (n,) what is concentrated: metres to help, or hours of help; not negative
    persons : (n,) persons
    income : (n,) what points are ranked by, from poor to rich; points of equal income share their mean rank

    In -1..1; 0: no slope. Distance: above 0 the rich live further, below 0 the poor do. Points at which any of the
    three is NaN count for nobody; NaN where nobody counts, or the mean is 0. Source: Kakwani, Wagstaff and Van
    Doorslaer (1997); World Bank, Analyzing Health Equity Using Household Survey Data (2008), chapter 8.
    """
    counted = np.isfinite(values) & np.isfinite(persons) & np.isfinite(income) & (persons > 0)
    figure, weight = values[counted], persons[counted]
    if not (weight * figure).sum() > 0:
        return float("nan")
    return _index(weight * figure, 2 * _rank(income[counted], weight) - 1)


def concentration_between(
    low: Floats, high: Floats, persons: Floats, income: Floats
) -> tuple[float, float, float]:
    """`concentration` of `high` (n,), and the least and most that it is for any values between `low` and `high`.

    A ratio of two sums is at its most where every value with a rank above some point is at its highest and every other
    at its lowest; all points are tried. NaN three times where that of `high` is; -1 and 1 where all may be zero.
    """
    known = concentration(high, persons, income)
    if np.isnan(known):
        return known, known, known
    counted = np.isfinite(high) & np.isfinite(persons) & np.isfinite(income) & (persons > 0)
    weight = persons[counted]
    slope = 2 * _rank(income[counted], weight) - 1
    order = np.argsort(slope, kind="stable")
    least, most, slope = (weight * low[counted])[order], (weight * high[counted])[order], slope[order]
    if not least.sum() > 0:
        return known, -1.0, 1.0
    return known, _lowest(least, most, slope), -_lowest(least[::-1], most[::-1], -slope[::-1])


def concentration_per_area(values: Floats, persons: Floats, income: Floats, areas: Areas) -> Floats:
    """`concentration` within each area (k,): points are ranked among those of their own area."""
    return np.array(
        [concentration(values[one], persons[one], income[one]) for one in areas.points_in()], dtype=np.float64
    )


def _rank(income: Floats, weight: Floats) -> Floats:
    """Share of all persons who are poorer, and half of those who are as poor, of every point (n,)."""
    _, level = np.unique(income, return_inverse=True)
    at_level = np.bincount(level, weights=weight)
    return np.asarray(((np.cumsum(at_level) - at_level / 2) / weight.sum())[level], dtype=np.float64)


def _index(amount: Floats, slope: Floats) -> float:
    return float((amount * slope).sum() / amount.sum())


def _lowest(least: Floats, most: Floats, slope: Floats) -> float:
    """The least index of amounts between two, in order of slope: some first ones at their most, the others at least."""

    def split(values_first: Floats, values_then: Floats) -> Floats:
        first = np.concatenate(([0.0], np.cumsum(values_first)))
        return first + np.concatenate(([0.0], np.cumsum(values_then[::-1])))[::-1]

    return float((split(most * slope, least * slope) / split(most, least)).min())
