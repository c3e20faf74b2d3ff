"""What every inhabited square gains, against adding up by hand."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.coverage.grid import best_squares, gains, squares

CELLS = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 9)), min_size=1, max_size=40, unique=True)
CORNER = np.array([155_050.0, 463_050.0])


def _points(cells: list[tuple[int, int]]) -> np.ndarray:
    return CORNER + 100 * np.array(cells, float)


def _by_hand(points: np.ndarray, persons: np.ndarray, limit_m: float) -> list[float]:
    return [
        float(np.nansum(persons[np.hypot(*(points - one).T) <= limit_m])) if len(points) else 0.0
        for one in points
    ]


@given(CELLS, st.integers(0, 12), st.integers(0, 2**32 - 1))
def test_every_square_gains_the_whole_persons_around_it(
    cells: list[tuple[int, int]], reach: int, seed: int
) -> None:
    points = _points(cells)
    persons = np.random.default_rng(seed).choice([0.0, 5.0, 10.0, 123.0, np.nan], len(points))
    on = squares(points)
    assert on is not None
    assert gains(on, persons, 100.0 * reach).tolist() == _by_hand(points, persons, 100.0 * reach)


@given(CELLS, st.integers(0, 2**32 - 1))
def test_shares_of_persons_are_gained_too(cells: list[tuple[int, int]], seed: int) -> None:
    points = _points(cells)
    persons = np.random.default_rng(seed).uniform(0, 40, len(points))
    on = squares(points)
    assert on is not None
    np.testing.assert_allclose(
        gains(on, persons, 450.0), _by_hand(points, persons, 450.0), rtol=1e-9, atol=1e-9
    )


@given(CELLS, st.integers(1, 5), st.sampled_from([1.0, 0.1]), st.integers(0, 2**32 - 1))
def test_one_square_after_another_takes_the_one_that_gains_most(
    cells: list[tuple[int, int]], n: int, unit: float, seed: int
) -> None:
    points = _points(cells)
    persons = unit * np.random.default_rng(seed).integers(0, 30, len(points))
    on = squares(points)
    assert on is not None
    left = persons.copy()
    found = list(best_squares(on, persons, 300.0, n))
    for at, gained in found:
        by_hand = _by_hand(points, left, 300.0)
        assert gained == by_hand[at]
        np.testing.assert_allclose(gained, max(by_hand), rtol=1e-12)
        left[np.hypot(*(points - points[at]).T) <= 300.0] = 0
    assert len(found) == n or not left.any()


def test_a_grid_begins_at_its_first_points_and_ends_at_its_last() -> None:
    on = squares(_points([(2, 7), (5, 3), (9, 4)]))
    assert on is not None
    assert on.column.tolist() == [0, 3, 7]
    assert on.row.tolist() == [4, 0, 1]
    assert (on.width, on.height) == (8, 5)


def test_points_off_the_grid_are_no_squares() -> None:
    assert squares(np.array([[0.0, 0.0], [100.0, 250.0]])) is None
    assert squares(np.empty((0, 2))) is None
    assert squares(np.array([[0.0, 0.0], [500.0, 1500.0]]), square_m=500.0) is not None
