"""Measure 6 as a report tells it: hours of help, as far as they are known, and at most."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sociale_kaart.coverage.measures.areas import Areas, Bools
from sociale_kaart.coverage.measures.bounds import together
from sociale_kaart.coverage.measures.supply import PER_INHABITANTS, mean_access, two_step
from sociale_kaart.coverage.points import Floats, Points
from sociale_kaart.coverage.regions import Regions
from sociale_kaart.coverage.report.known import Help
from sociale_kaart.coverage.sites import Sites


def supply_columns(
    help_: Help,
    regions: Regions,
    persons: Floats,
    areas: Areas,
    is_known: Bools,
    assumed_hours: float | None,
) -> Mapping[str, Floats]:
    """Hours a week of the places in each area (k,), and per 1,000 inhabitants; NaN where they cannot be told.

    Parameters
    ----------
    is_known : (k,) whether it is known if there is a place; where it is not, no hours would say that there are none

    The figure itself is told where all hours are known; `low` is of those that are, `high` with an assumption for
    those that are not and for places of which nobody knows whether they help.
    """
    placed = together(help_.certain, help_.unplaced)
    there = regions.areas(areas.of_point, placed)
    low = there.total_of_sites(placed.hours_per_week)
    unknown = there.total_of_sites(np.isnan(placed.hours_per_week).astype(np.float64))
    assumed = _or_nan(assumed_hours)
    perhaps = regions.areas(areas.of_point, help_.doubtful)
    told = perhaps.total_of_sites(help_.doubtful.hours_per_week)
    untold = unknown + perhaps.total_of_sites(np.isnan(help_.doubtful.hours_per_week).astype(np.float64))
    high = low + told + np.where(untold > 0, untold * assumed, 0.0)
    known = np.where(is_known & (unknown == 0), low, np.nan)
    inhabitants = areas.total(persons)
    with np.errstate(divide="ignore", invalid="ignore"):
        per_1000 = [
            np.where(inhabitants > 0, hours / inhabitants * PER_INHABITANTS, np.nan)
            for hours in (known, low, high)
        ]
    return {
        "hours_unknown": unknown,
        "hours_per_week": known,
        "hours_per_week_low": low,
        "hours_per_week_high": high,
        "hours_per_1000": per_1000[0],
        "hours_per_1000_low": per_1000[1],
        "hours_per_1000_high": per_1000[2],
    }


def access_of(
    points: Points, help_: Help, everybody: Floats, assumed_hours: float | None
) -> tuple[Floats, Floats, Floats]:
    """Floating catchment at every point (n,): known, low and high; NaN where they cannot be told.

    Parameters
    ----------
    everybody : (n,) persons who share the hours, whatever group the figures are told for
    """
    told, untold = _access(points.xy_rd, help_.certain, everybody)
    known = np.where(untold > 0, np.nan, told) if len(help_.certain) else np.full(len(points), np.nan)
    perhaps = most_access(points, help_.perhaps, everybody, assumed_hours)
    return known, told, _at_most(told, untold, assumed_hours) + perhaps


def most_access(points: Points, sites: Sites, everybody: Floats, assumed_hours: float | None) -> Floats:
    """Floating catchment at every point (n,) with an assumption for unknown hours; NaN where there is none."""
    return _at_most(*_access(points.xy_rd, sites, everybody), assumed_hours)


def _at_most(told: Floats, untold: Floats, assumed_hours: float | None) -> Floats:
    return told + np.where(untold > 0, untold * _or_nan(assumed_hours), 0.0)


def access_columns(
    access: tuple[Floats, Floats, Floats], persons: Floats, areas: Areas
) -> Mapping[str, Floats]:
    """Hours a week per 1,000 persons as those of each area (k,) can reach them."""
    return {
        name: _mean(one, persons, areas)
        for name, one in zip(("access_2sfca", "access_2sfca_low", "access_2sfca_high"), access, strict=True)
    }


def _mean(access: Floats, persons: Floats, areas: Areas) -> Floats:
    """As `mean_access`; NaN where somebody's is not known."""
    untold = areas.total((np.isnan(access) & (np.nan_to_num(persons) > 0)).astype(np.float64))
    return np.where(untold > 0, np.nan, mean_access(access, persons, areas))


def _access(points_rd: Floats, sites: Sites, persons: Floats) -> tuple[Floats, Floats]:
    """What sites give (n,) whose hours are told, and what the others would for every hour that they are open.

    A person adds up what every site gives, so that no site need be reckoned with twice.
    """
    tells, untold = sites.hours_per_week > 0, np.isnan(sites.hours_per_week)
    return (
        two_step(points_rd, sites.xy_rd[tells], sites.hours_per_week[tells], persons),
        two_step(points_rd, sites.xy_rd[untold], np.ones(int(untold.sum())), persons),
    )


def _or_nan(value: float | None) -> float:
    return np.nan if value is None else value
