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
    total = weight.sum()
    mean = (weight * figure).sum() / total if total > 0 else 0.0
    if mean <= 0:
        return float("nan")
    _, level = np.unique(income[counted], return_inverse=True)
    at_level = np.bincount(level, weights=weight)
    rank = (np.cumsum(at_level) - at_level / 2) / total
    return float(2 * (weight * figure * rank[level]).sum() / (mean * total) - 1)


def concentration_per_area(values: Floats, persons: Floats, income: Floats, areas: Areas) -> Floats:
    """`concentration` within each area (k,): points are ranked among those of their own area."""
    inside = (areas.inside(number) for number in range(len(areas)))
    return np.array(
        [concentration(values[one], persons[one], income[one]) for one in inside], dtype=np.float64
    )
