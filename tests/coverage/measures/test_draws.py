"""A draw that looks only at the points near the limit again says what measuring every point anew says."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sociale_kaart.coverage.measures.draws import LIMIT_SPREAD, drawn_sites, near
from sociale_kaart.coverage.measures.nearest import nearest_m

spots = st.lists(st.tuples(st.integers(0, 24), st.integers(0, 24)), min_size=1, max_size=25)
vague = st.tuples(st.sampled_from([0.0, 10.0, 1_500.0, 5_000.0]), st.booleans())


@settings(max_examples=150, deadline=None)
@given(points=spots, sites=st.lists(st.tuples(st.integers(0, 24), st.integers(0, 24), vague), max_size=7))
def test_every_draw_finds_whom_a_slow_look_at_every_point_finds(points: list, sites: list) -> None:
    points_rd = np.array(points, float) * 500
    sites_rd = np.array([(x, y) for x, y, _ in sites], float).reshape(-1, 2) * 500
    error_m = np.array([error for _, _, (error, _) in sites], float)
    is_perhaps = np.array([doubtful for _, _, (_, doubtful) in sites], bool)
    drawn = drawn_sites(sites_rd, is_perhaps, error_m, 5_000.0, 8, seed=3)
    found = near(points_rd, sites_rd, is_perhaps, error_m, drawn)
    for one in drawn:
        slow = nearest_m(points_rd, one.moved_rd[one.there]) <= one.limit_m
        np.testing.assert_array_equal(found.within(one), slow)


def test_without_a_draw_there_is_nobody_to_look_at() -> None:
    found = near(np.zeros((3, 2)), np.zeros((1, 2)), np.array([False]), np.array([10.0]), ())
    assert not found.always.any()
    assert not len(found.open)


def test_draws_move_sites_as_far_as_they_are_vague_and_let_the_doubtful_in_every_other_time() -> None:
    sites_rd, error_m = np.zeros((2, 2)), np.array([0.0, 250.0])
    is_perhaps = np.array([False, True])
    drawn = drawn_sites(sites_rd, is_perhaps, error_m, 5_000.0, 400, seed=3)
    moved = np.array([one.moved_rd for one in drawn])
    assert not moved[:, 0].any()
    np.testing.assert_allclose(moved[:, 1].std(axis=0), [250, 250], rtol=0.15)
    assert [one.there.tolist() for one in drawn[:3]] == [[True, False], [True, True], [True, False]]
    limits = np.array([one.limit_m for one in drawn])
    assert 4_000 <= limits.min() < 4_050
    assert 5_950 < limits.max() <= 6_000
    assert LIMIT_SPREAD == 0.2
    np.testing.assert_array_equal(drawn[7].moved_m, np.hypot(*drawn[7].moved_rd.T))
