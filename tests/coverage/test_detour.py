"""Detours: the figures in the module are those of the travel-time table, and they are as good as the page says."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.coverage.detour import (
    DETOURS,
    FITTED_TO_M,
    Detour,
    Mode,
    StraightLineRouter,
    cross_validated,
    error_of,
    fitted,
)
from sociale_kaart.crs import wgs84_to_rd

DISTANCE_PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "distance.md"


class Trips(NamedTuple):
    straight_m: np.ndarray
    road_m: np.ndarray
    minutes: np.ndarray
    origins: np.ndarray


@pytest.fixture(scope="module")
def table(shared_file: Callable[[str], Path]) -> Callable[[Mode], pd.DataFrame]:
    def read(mode: Mode) -> pd.DataFrame:
        found = pd.read_csv(shared_file(f"reistijd/{mode}_time_distance.csv"))
        start = np.column_stack(wgs84_to_rd(found["departure_x"], found["departure_y"]))
        end = np.column_stack(wgs84_to_rd(found["arrival_x"], found["arrival_y"]))
        return found.assign(straight_m=np.hypot(*(start - end).T))

    return read


@pytest.fixture(scope="module")
def trips(table: Callable[[Mode], pd.DataFrame]) -> Callable[[Mode], Trips]:
    def read(mode: Mode) -> Trips:
        found = table(mode)
        routed = found["travel_time"] > 0  # -1: no route
        near = found["straight_m"].between(0, FITTED_TO_M, inclusive="right")
        kept = found[routed & near]
        return Trips(
            kept["straight_m"].to_numpy(),
            kept["distance"].to_numpy() * 1000,
            kept["travel_time"].to_numpy(),
            kept["departure"].to_numpy(str),
        )

    return read


@pytest.mark.parametrize("mode", list(Mode))
def test_the_figures_in_the_module_are_those_of_the_table(mode: Mode, trips: Callable[[Mode], Trips]) -> None:
    straight_m, road_m, minutes, _ = trips(mode)
    again = fitted(straight_m, road_m, minutes)
    assert DETOURS[mode].factor == pytest.approx(again.factor, abs=0.0006)
    assert DETOURS[mode].speed_kmh == pytest.approx(again.speed_kmh, abs=0.0006)


@pytest.mark.parametrize("mode", list(Mode))
def test_the_page_gives_the_error_on_trips_from_other_origins(
    mode: Mode, trips: Callable[[Mode], Trips]
) -> None:
    straight_m, road_m, minutes, origins = trips(mode)
    error = cross_validated(straight_m, road_m, minutes, origins)
    row = next(
        line for line in DISTANCE_PAGE.read_text(encoding="utf-8").splitlines() if f"| `{mode}`" in line
    )
    factor, speed, number, median_m, p90_m, median_minutes, p90_minutes = map(
        float, re.findall(r"\d[\d,.]*", row.replace(",", ""))
    )
    assert (factor, speed) == (DETOURS[mode].factor, DETOURS[mode].speed_kmh)
    assert number == error.trips == len(straight_m)
    assert (median_m, p90_m) == (round(error.median_m), round(error.p90_m))
    assert (median_minutes, p90_minutes) == (round(error.median_minutes, 1), round(error.p90_minutes, 1))


@pytest.mark.parametrize("mode", list(Mode))
def test_no_other_factor_or_speed_has_a_smaller_sum_of_errors(
    mode: Mode, trips: Callable[[Mode], Trips]
) -> None:
    straight_m, road_m, minutes, _ = trips(mode)
    best = fitted(straight_m, road_m, minutes)

    def off_m(factor: float) -> float:
        return float(np.abs(straight_m * factor - road_m).sum())

    def off_minutes(speed_kmh: float) -> float:
        return float(np.abs(road_m / (speed_kmh * 1000 / 60) - minutes).sum())

    for change in (0.95, 0.99, 1.01, 1.05):
        assert off_m(best.factor) < off_m(best.factor * change)
        assert off_minutes(best.speed_kmh) < off_minutes(best.speed_kmh * change)


def test_our_straight_line_is_the_one_in_the_table(
    table: Callable[[Mode], pd.DataFrame], shared_file: Callable[[str], Path]
) -> None:
    printed = pd.read_csv(shared_file("reistijd/beeline_distance.csv"))
    both = table(Mode.WALK).merge(printed, on=["departure", "arrival"])
    near = both[both["straight_m"] <= FITTED_TO_M]
    assert len(near) > 1_000
    # The table is rounded to 100 m, and is of the sphere.
    assert (near["straight_m"] - near["distance_km"] * 1000).abs().max() < 100


def test_the_car_is_slower_than_said_nearby_and_faster_far_away(
    table: Callable[[Mode], pd.DataFrame], trips: Callable[[Mode], Trips]
) -> None:
    far = table(Mode.CAR).query("travel_time > 0 and straight_m > @FITTED_TO_M")
    too_much = DETOURS[Mode.CAR].minutes(far["straight_m"].to_numpy()) - far["travel_time"].to_numpy()
    assert np.median(too_much) > 60
    straight_m, road_m, minutes, _ = trips(Mode.CAR)
    nearby = straight_m <= 1_000
    assert np.median(DETOURS[Mode.CAR].minutes(straight_m[nearby]) - minutes[nearby]) < -1
    assert error_of(DETOURS[Mode.CAR], straight_m, road_m, minutes).median_minutes < 1.5


def test_an_origin_is_never_judged_by_a_fit_on_itself() -> None:
    # Five origins, each with a factor of its own: out of sample none can be hit, in sample the middle one is.
    origins = np.repeat(np.array(["a", "b", "c", "d", "e"]), 2)
    straight_m = np.full(10, 1_000.0)
    road_m = straight_m * np.repeat([1.1, 1.2, 1.3, 1.4, 1.5], 2)
    minutes = road_m / 100
    inside = error_of(fitted(straight_m, road_m, minutes), straight_m, road_m, minutes)
    outside = cross_validated(straight_m, road_m, minutes, origins)
    assert inside.median_m == pytest.approx(100)
    assert outside.median_m > inside.median_m
    assert outside.trips == 10


@given(
    factor=st.floats(1, 3),
    speed_kmh=st.floats(1, 100),
    straight_m=st.floats(1, 50_000),
    seed=st.integers(0, 99),
)
def test_trips_made_by_a_detour_give_that_detour_back(
    factor: float, speed_kmh: float, straight_m: float, seed: int
) -> None:
    made = Detour(factor, speed_kmh)
    lines = straight_m * np.random.default_rng(seed).uniform(0.1, 1, 20)
    again = fitted(lines, made.road_m(lines), made.minutes(lines))
    assert again.factor == pytest.approx(factor)
    assert again.speed_kmh == pytest.approx(speed_kmh)
    assert made.minutes(np.array([made.straight_m(20)]))[0] == pytest.approx(20)


def test_a_kilometre_takes_a_walker_a_quarter_of_an_hour() -> None:
    router = StraightLineRouter(DETOURS[Mode.WALK])
    minutes = router.minutes(np.array([[0.0, 0.0], [0.0, 500.0]]), np.array([[1_000.0, 0.0], [0.0, 500.0]]))
    assert minutes == pytest.approx([500 * 1.207 / (4.537 * 1000 / 60), 0])
    assert np.isnan(router.minutes(np.zeros((1, 2)), np.empty((0, 2)))).all()
