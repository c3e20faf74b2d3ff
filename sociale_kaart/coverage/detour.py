"""From a straight line to a road and to minutes, where no street network is given.

One factor and one speed per mode of travel, fitted on what a router found between the centres of postcode areas in and
around The Hague (docs/explanation/distance.md says how well, and what that hides). They are for straight lines up to
`FITTED_TO_M`; beyond it `minutes` still answers, and says too much for a car, which drives faster on a longer way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.coverage.distance import Floats, nearest_distance_m

METRES_PER_MINUTE = 1000 / 60  # of one kilometre per hour
FITTED_TO_M = 10_000.0


class Mode(StrEnum):
    """How one travels."""

    WALK = "walk"
    BIKE = "bike"
    CAR = "car"


@dataclass(frozen=True, slots=True)
class Detour:
    """How much longer than the straight line one travels, and how fast.

    factor : metres of road per metre of straight line, 1 or more
    speed_kmh : kilometres of road per hour, stops and crossings included
    """

    factor: float
    speed_kmh: float

    def road_m(self, straight_m: Floats) -> Floats:
        """Metres of road for (n,) metres of straight line; NaN stays NaN."""
        return np.asarray(straight_m, dtype=float) * self.factor

    def minutes(self, straight_m: Floats) -> Floats:
        """Minutes of travel for (n,) metres of straight line; NaN stays NaN."""
        return self.road_m(straight_m) / (self.speed_kmh * METRES_PER_MINUTE)

    def straight_m(self, minutes: float) -> float:
        """The straight line in metres that takes so many minutes: a limit in minutes as a limit in metres."""
        return minutes * self.speed_kmh * METRES_PER_MINUTE / self.factor


# Fitted by `fitted` on 2026-11-22, on some 5,850 pairs of centres of PC4 and PC5 areas in and around The Hague, up to
# 10 km apart in a straight line, routed by OpenTripPlanner on OpenStreetMap of 2023 (ODbL): data folder, reistijd/.
DETOURS: Mapping[Mode, Detour] = MappingProxyType(
    {
        Mode.WALK: Detour(factor=1.207, speed_kmh=4.537),
        Mode.BIKE: Detour(factor=1.313, speed_kmh=14.613),
        Mode.CAR: Detour(factor=1.403, speed_kmh=18.922),
    }
)


@dataclass(frozen=True, slots=True)
class StraightLineRouter:
    """Minutes by the straight line and a detour: the `Router` that needs nothing but coordinates.

    It crosses every river: see docs/explanation/distance.md.
    """

    detour: Detour

    def minutes(self, points_rd: Floats, sites_rd: Floats) -> Floats:
        """Minutes (n,) from each point to its nearest site, NaN where there is no site at all."""
        return self.detour.minutes(nearest_distance_m(points_rd, sites_rd))


def fitted(straight_m: Floats, road_m: Floats, minutes: Floats) -> Detour:
    """The factor and the speed with the least sum of absolute errors, in metres of road and in minutes.

    Parameters
    ----------
    straight_m, road_m, minutes : (n,) of trips that a router found, each more than zero

    Absolute errors and not squares: a few trips around a harbour or the dunes must not set the figure for all.
    """
    return Detour(
        factor=_weighted_median(road_m / straight_m, straight_m),
        speed_kmh=1 / (_weighted_median(minutes / road_m, road_m) * METRES_PER_MINUTE),
    )


@dataclass(frozen=True, slots=True)
class FitError:
    """How far a fit is off on trips that it was not fitted on: absolute errors.

    trips : how many trips it was tried on
    """

    trips: int
    median_m: float
    p90_m: float
    median_minutes: float
    p90_minutes: float


def error_of(detour: Detour, straight_m: Floats, road_m: Floats, minutes: Floats) -> FitError:
    """Error of a detour on (n,) trips."""
    return _summed_up(
        np.abs(detour.road_m(straight_m) - road_m), np.abs(detour.minutes(straight_m) - minutes)
    )


def cross_validated(
    straight_m: Floats, road_m: Floats, minutes: Floats, origins: NDArray[np.str_], folds: int = 5
) -> FitError:
    """Error out of sample: each trip is estimated by a fit on the trips from other origins.

    Parameters
    ----------
    origins : (n,) where each trip starts; all trips of an origin fall in one fold, since they share its surroundings
    folds : origins in their order are dealt out over so many folds
    """
    _, number = np.unique(origins, return_inverse=True)
    off_m, off_minutes = np.full(len(straight_m), np.nan), np.full(len(straight_m), np.nan)
    for fold in range(folds):
        held = number % folds == fold
        found = fitted(straight_m[~held], road_m[~held], minutes[~held])
        off_m[held] = np.abs(found.road_m(straight_m[held]) - road_m[held])
        off_minutes[held] = np.abs(found.minutes(straight_m[held]) - minutes[held])
    return _summed_up(off_m, off_minutes)


def _summed_up(off_m: Floats, off_minutes: Floats) -> FitError:
    median_m, p90_m = np.quantile(off_m, (0.5, 0.9))
    median_minutes, p90_minutes = np.quantile(off_minutes, (0.5, 0.9))
    return FitError(len(off_m), float(median_m), float(p90_m), float(median_minutes), float(p90_minutes))


def _weighted_median(values: Floats, weights: Floats) -> float:
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(reached, reached[-1] / 2)])
