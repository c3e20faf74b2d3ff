"""Distances and weighted figures, against a slow way and against laws."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.coverage.distance import nearest_distance_m, weighted_mean, weighted_quantile

coordinates = st.lists(
    st.tuples(st.integers(0, 300_000), st.integers(300_000, 620_000)), min_size=1, max_size=30
)
weighted = st.lists(st.tuples(st.integers(0, 50_000), st.integers(0, 5_000)), min_size=1, max_size=40)


@given(points=coordinates, sites=coordinates)
def test_the_nearest_site_is_the_one_a_slow_search_finds(
    points: list[tuple[int, int]], sites: list[tuple[int, int]]
) -> None:
    slow = [min(math.hypot(x - u, y - v) for u, v in sites) for x, y in points]
    fast = nearest_distance_m(np.array(points, float), np.array(sites, float))
    assert fast == pytest.approx(slow, abs=1e-6)


def test_without_any_site_no_distance_is_known() -> None:
    distance_m = nearest_distance_m(np.array([[1.0, 2.0], [3.0, 4.0]]), np.empty((0, 2)))
    assert np.isnan(distance_m).all()
    assert weighted_mean(distance_m, np.array([5.0, 5.0])) is None
    assert weighted_quantile(distance_m, np.array([5.0, 5.0]), 0.9) is None


@given(rows=weighted, share=st.sampled_from([0.1, 0.5, 0.9, 1.0]))
def test_a_quantile_is_what_counting_person_by_person_gives(
    rows: list[tuple[int, int]], share: float
) -> None:
    persons = sorted(distance for distance, people in rows for _ in range(people))
    answer = weighted_quantile(
        np.array([d for d, _ in rows], float), np.array([p for _, p in rows], float), share
    )
    if not persons:
        assert answer is None
        return
    needed = math.ceil(round(share * len(persons), 9))
    assert answer == persons[max(needed, 1) - 1]


def test_a_suppressed_buurt_counts_for_nobody() -> None:
    distance_m = np.array([1000.0, 9000.0, 3000.0])
    persons = np.array([100.0, np.nan, 300.0])
    assert weighted_mean(distance_m, persons) == pytest.approx((1000 * 100 + 3000 * 300) / 400)
    assert weighted_quantile(distance_m, persons, 1.0) == 3000.0
