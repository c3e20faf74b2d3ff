"""Which places together reach most people, against every set there is."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sociale_kaart.coverage import covering
from sociale_kaart.coverage.covering import Demand, demand, greedy, optimum

# Whole metres on a small field: many points at one distance, many sets alike, points exactly on the limit.
COORDINATES = st.tuples(st.integers(0, 12), st.integers(0, 12))
FIELDS = st.tuples(
    st.lists(COORDINATES, max_size=25),
    st.lists(COORDINATES, max_size=7),
    st.integers(0, 6),
    st.randoms(use_true_random=False),
)


def _field(drawn: tuple) -> tuple[np.ndarray, np.ndarray, np.ndarray, float]:
    points, candidates, limit_m, random = drawn
    persons = np.array([random.choice([0.0, 1.0, 2.0, 7.0, np.nan]) for _ in points])
    return (
        np.array(points, float).reshape(-1, 2),
        persons,
        np.array(candidates, float).reshape(-1, 2),
        limit_m,
    )


def _reached(
    points: np.ndarray, persons: np.ndarray, candidates: np.ndarray, limit_m: float, chosen
) -> float:
    """By the definition: everybody whom one of the chosen is near enough."""
    return sum(
        weight
        for point, weight in zip(points, persons, strict=True)
        if weight > 0 and any(np.hypot(*(point - candidates[one])) <= limit_m for one in chosen)
    )


@given(FIELDS)
def test_people_put_together_are_still_reached_by_the_same_candidates(drawn: tuple) -> None:
    points, persons, candidates, limit_m = _field(drawn)
    wanted = demand(points, persons, candidates, limit_m)
    for size in range(len(candidates) + 1):
        for chosen in combinations(range(len(candidates)), size):
            assert wanted.reached_by(chosen) == _reached(points, persons, candidates, limit_m, chosen)
    sets = [tuple(part) for part in np.split(wanted.candidate, wanted.start[1:-1])] if len(wanted) else []
    assert len(sets) == len(set(sets)), "the same set of candidates stands there twice"


@given(FIELDS, st.integers(1, 4))
def test_one_after_another_takes_the_first_that_gains_most(drawn: tuple, n: int) -> None:
    points, persons, candidates, limit_m = _field(drawn)
    expected: list[int] = []
    for _ in range(n):
        before = _reached(points, persons, candidates, limit_m, expected)
        gains = [
            _reached(points, persons, candidates, limit_m, [*expected, one]) - before
            for one in range(len(candidates))
        ]
        if not gains or max(gains) == 0:
            break
        expected.append(gains.index(max(gains)))
    found = greedy(demand(points, persons, candidates, limit_m), n)
    assert [one.candidate for one in found] == expected
    assert [one.gained for one in found] == sorted((one.gained for one in found), reverse=True)
    for count, one in enumerate(found, start=1):
        assert one.reached == _reached(points, persons, candidates, limit_m, expected[:count])


@settings(max_examples=60)
@given(FIELDS, st.integers(1, 4))
def test_the_best_set_is_as_good_as_the_best_of_all_sets(drawn: tuple, n: int) -> None:
    points, persons, candidates, limit_m = _field(drawn)
    best = max(
        _reached(points, persons, candidates, limit_m, chosen)
        for chosen in combinations(range(len(candidates)), min(n, len(candidates)))
    )
    wanted = demand(points, persons, candidates, limit_m)
    found, curve = optimum(wanted, n), greedy(wanted, n)
    assert found.proven
    assert found.reached == found.at_most == best
    assert len(found.candidates) <= n
    assert _reached(points, persons, candidates, limit_m, found.candidates) == best
    one_by_one = curve[-1].reached if curve else 0.0
    assert (1 - 1 / np.e) * best <= one_by_one <= best


def test_one_after_another_can_end_lower_than_the_best_pair() -> None:
    # The middle reaches most by itself, and is of no use beside the two ends: 6 + 4 against 5 + 5.
    points = np.array([[0, 0], [1, 0], [2, 0], [3, 0]], float)
    persons = np.array([2.0, 3.0, 3.0, 2.0])
    candidates = np.array([[1.5, 0], [0.5, 0], [2.5, 0]], float)
    wanted = demand(points, persons, candidates, 0.5)
    assert [(one.candidate, one.gained) for one in greedy(wanted, 2)] == [(0, 6.0), (1, 2.0)]
    assert optimum(wanted, 2).candidates == (1, 2)
    assert optimum(wanted, 2).reached == 10.0


def test_half_persons_are_told_apart_too() -> None:
    # A shared optimum within one person of the next best: only a search to the very end tells them apart.
    wanted = Demand(
        persons=np.array([2.0, 3.0, 3.0, 2.25, 0.25]),
        start=np.array([0, 1, 3, 5, 6, 7]),
        candidate=np.array([1, 0, 1, 0, 2, 2, 3]),
        candidates=4,
    )
    assert optimum(wanted, 2).reached == 10.25


def test_a_search_without_time_says_that_it_proves_nothing(rng: np.random.Generator) -> None:
    points, candidates = rng.uniform(0, 100, (1500, 2)), rng.uniform(0, 100, (120, 2))
    wanted = demand(points, rng.integers(1, 50, 1500).astype(float), candidates, 9.0)
    found = optimum(wanted, 12, seconds=0.0)
    assert not found.proven
    assert greedy(wanted, 12)[-1].reached <= found.reached < found.at_most
    assert found.at_most <= wanted.persons.sum()


def test_sets_that_share_a_key_by_chance_stay_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    real = np.random.default_rng

    class Colliding:
        """Keys with which the sets {0, 1} and {2} cannot be told apart."""

        def integers(self, *_: object, **__: object) -> np.ndarray:
            return np.array([1, 2, 3], dtype=np.uint64)

    monkeypatch.setattr(covering.np.random, "default_rng", lambda seed: real(seed) if seed else Colliding())
    points = np.array([0, 0, 1])
    wanted = covering.put_together(points, np.array([0, 1, 2]), np.array([5.0, 8.0]), 3)
    assert sorted(wanted.persons.tolist()) == [5.0, 8.0]
    assert wanted.reached_by([2]) == 8.0


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(20261122)
