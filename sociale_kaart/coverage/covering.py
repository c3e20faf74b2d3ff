"""Which candidates together reach most people: one after another, and the best set there is (maximal covering)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import Any

import highspy
import numpy as np
from scipy.sparse import coo_array

from sociale_kaart.coverage.measures.areas import Ints
from sociale_kaart.coverage.measures.nearest import pairs_within
from sociale_kaart.coverage.points import Floats

_CHOSEN = 0.5  # a whole number as a solver gives it, a hair off
_SECONDS = 60.0


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """Persons whom candidates can reach; those whom the same candidates reach are put together.

    persons : (r,) persons of each lot, all above zero
    start : (r + 1,) where the candidates of each lot begin in `candidate`, and where the last end
    candidate : numbers of candidates, ascending within a lot
    candidates : how many candidates there are, also those that reach nobody
    """

    persons: Floats
    start: Ints
    candidate: Ints
    candidates: int

    def __len__(self) -> int:
        return len(self.persons)

    @property
    def lot(self) -> Ints:
        """The lot of every entry of `candidate`."""
        return np.repeat(np.arange(len(self)), np.diff(self.start))

    def gains(self) -> Floats:
        """Persons whom each candidate reaches by itself."""
        return _sums(self.candidate, self.persons[self.lot], self.candidates)

    def reached_by(self, chosen: Sequence[int]) -> float:
        """Persons whom at least one of these candidates reaches."""
        is_chosen = np.zeros(self.candidates, dtype=bool)
        is_chosen[list(chosen)] = True
        reached = np.zeros(len(self), dtype=bool)
        reached[self.lot[is_chosen[self.candidate]]] = True
        return float(self.persons[reached].sum())


@dataclass(frozen=True, slots=True)
class Added:
    """One more place. gained: persons newly reached by it; reached: by it and all before it."""

    candidate: int
    gained: float
    reached: float


@dataclass(frozen=True, slots=True)
class Optimum:
    """The best set of at most n candidates.

    candidates : numbers, ascending: a set has no first. reached : persons
    at_most : persons; no set of n reaches more. Equal to `reached` where that is proven
    proven : whether the search came to its end within its time
    """

    candidates: tuple[int, ...]
    reached: float
    at_most: float
    proven: bool


def demand(points_rd: Floats, persons: Floats, candidates_rd: Floats, limit_m: float) -> Demand:
    """Who can be reached by which candidates.

    Parameters
    ----------
    points_rd : (n, 2) RD New metres, of people who are not reached yet
    persons : (n,) persons; NaN (suppressed) counts for nobody
    candidates_rd : (c, 2) RD New metres
    limit_m : metres in a straight line, inclusive
    """
    counted = np.flatnonzero(np.isfinite(persons) & (persons > 0))
    found = [part[:2] for part in pairs_within(points_rd[counted], candidates_rd, limit_m)]
    point, candidate = (
        (np.concatenate(parts) for parts in zip(*found, strict=True)) if found else (_NONE, _NONE)
    )
    return put_together(point, candidate, persons[counted], len(candidates_rd))


def put_together(point: Ints, candidate: Ints, persons: Floats, candidates: int) -> Demand:
    """Demand of points (n,) and the candidates that reach them, as pairs without repeats.

    The best set is the same with points put together, and the problem to solve some ten times smaller.
    """
    pairs = coo_array((np.ones(len(point), np.int8), (point, candidate)), shape=(len(persons), candidates))
    rows = pairs.tocsc().tocsr()  # by way of columns: so every row has its candidates in order
    some = np.flatnonzero(np.diff(rows.indptr))
    start, which = np.append(rows.indptr[some], rows.indptr[-1]).astype(np.intp), rows.indices.astype(np.intp)
    first, lot = _alike(start, which, candidates)
    size = np.diff(start)[first]
    return Demand(
        persons=_sums(lot, persons[some], len(first)),
        start=np.concatenate(([0], np.cumsum(size))),
        candidate=which[_spans(start[first], size)],
        candidates=candidates,
    )


def greedy(wanted: Demand, n: int) -> tuple[Added, ...]:
    """At most n places one after another, each the one that reaches most people whom the earlier ones did not.

    Of candidates that gain equally, the first; it ends where nobody is left to gain. It reaches at least 63 % (1 - 1/e)
    of what the best set reaches. Gains only fall, so a candidate is counted again only when it comes to the top.
    Source: Nemhauser, Wolsey and Fisher (1978); the late recount is Minoux's (1978).
    """
    lots_of = _lots_per_candidate(wanted)
    left = wanted.persons.copy()
    waiting = [(-gain, at) for at, gain in enumerate(wanted.gains().tolist()) if gain > 0]
    heapify(waiting)
    chosen: list[Added] = []
    reached = 0.0
    while waiting and len(chosen) < n:
        _, at = heappop(waiting)
        now = (-float(left[lots_of[at]].sum()), at)
        if waiting and now > waiting[0]:
            heappush(waiting, now)
        elif now[0] < 0:
            reached -= now[0]
            chosen.append(Added(at, -now[0], reached))
            left[lots_of[at]] = 0
    return tuple(chosen)


def optimum(wanted: Demand, n: int, seconds: float = _SECONDS) -> Optimum:
    """The set of at most n candidates that reaches most people.

    Maximise Σ P_r y_r, with y_r <= Σ x_j over the candidates j that reach lot r, Σ x_j <= n, x whole and y in 0..1.

    Parameters
    ----------
    seconds : how long to search. Then the best set found until then is given, with `proven` False

    Source: Church and ReVelle (1974), The maximal covering location problem; solved by HiGHS.
    """
    start = tuple(sorted(one.candidate for one in greedy(wanted, n)))
    reached = wanted.reached_by(start)
    if len(start) < n or not len(wanted):  # nobody is left to gain: there is nothing better
        return Optimum(start, reached, reached, proven=True)
    solver = _solver(wanted, n, start, seconds)
    solver.run()
    solution = np.asarray(solver.getSolution().col_value)[: wanted.candidates]
    found = tuple(np.flatnonzero(solution > _CHOSEN).tolist())
    if wanted.reached_by(found) > reached:
        start, reached = found, wanted.reached_by(found)
    proven = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    at_most = reached if proven else min(-solver.getInfo().mip_dual_bound, _plain_bound(wanted, n))
    return Optimum(start, reached, at_most, proven)


_NONE = np.empty(0, dtype=np.intp)


def _alike(start: Ints, candidate: Ints, candidates: int) -> tuple[Ints, Ints]:
    """The first row of every distinct set of candidates, and of every row which of these sets it has."""
    if len(start) == 1:
        return _NONE, _NONE
    size, seed = np.diff(start), 0
    while True:
        keys = np.random.default_rng(seed).integers(0, 2**64, candidates, dtype=np.uint64)
        key = np.bitwise_xor.reduceat(keys[candidate], start[:-1])
        _, first, lot = np.unique(key, return_index=True, return_inverse=True)
        if _same(start, candidate, size, first[lot]):
            return first, lot
        seed += 1  # two sets with one key: so rare that no map will see it, and no wrong answer when one does


def _same(start: Ints, candidate: Ints, size: Ints, other: Ints) -> bool:
    """Whether every row has the very candidates of the row that it is taken together with."""
    if not np.array_equal(size, size[other]):
        return False
    return np.array_equal(candidate, candidate[_spans(start[other], size)])


def _spans(begin: Ints, size: Ints) -> Ints:
    """The numbers begin, begin + 1, ... of every span, one span after another."""
    before = np.cumsum(size) - size
    return np.asarray(np.arange(size.sum()) + np.repeat(begin - before, size))


def _lots_per_candidate(wanted: Demand) -> list[Ints]:
    order = np.argsort(wanted.candidate, kind="stable")
    lots = wanted.lot[order]
    edges = np.searchsorted(wanted.candidate[order], np.arange(wanted.candidates + 1))
    return [lots[a:b] for a, b in pairwise(edges.tolist())]


def _solver(wanted: Demand, n: int, start: Sequence[int], seconds: float) -> Any:
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # published without types
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("time_limit", float(seconds))
    solver.setOptionValue("mip_rel_gap", 0.0)
    # The number of whole persons is whole: a set that might be better by less than one is not.
    solver.setOptionValue("mip_abs_gap", 0.5 if _whole(wanted.persons) else 1e-6)
    solver.passModel(_model(wanted, n))
    solver.setSolution(len(start), np.asarray(start, dtype=np.int32), np.ones(len(start)))
    return solver


def _model(wanted: Demand, n: int) -> highspy.HighsLp:
    """Columns: first every candidate, then every lot that several candidates reach."""
    shared = np.diff(wanted.start) > 1
    alone = ~shared[wanted.lot]
    cost = _sums(wanted.candidate[alone], wanted.persons[wanted.lot[alone]], wanted.candidates)
    lots, columns = int(shared.sum()), wanted.candidates + int(shared.sum())
    row = np.repeat(np.arange(lots), np.diff(wanted.start)[shared])
    # Row r: y_r - Σ x_j <= 0. The last row: Σ x_j <= n.
    entries = coo_array(
        (
            np.concatenate([-np.ones(len(row)), np.ones(lots), np.ones(wanted.candidates)]),
            (
                np.concatenate([row, np.arange(lots), np.full(wanted.candidates, lots)]),
                np.concatenate(
                    [
                        wanted.candidate[~alone],
                        wanted.candidates + np.arange(lots),
                        np.arange(wanted.candidates),
                    ]
                ),
            ),
        ),
        shape=(lots + 1, columns),
    ).tocsr()
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = columns, lots + 1
    model.col_cost_ = -np.concatenate([cost, wanted.persons[shared]])
    model.col_lower_, model.col_upper_ = np.zeros(columns), np.ones(columns)
    model.row_lower_ = np.full(lots + 1, -highspy.kHighsInf)
    model.row_upper_ = np.append(np.zeros(lots), float(n))
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.num_col_, model.a_matrix_.num_row_ = columns, lots + 1
    model.a_matrix_.start_ = entries.indptr.astype(np.int32)
    model.a_matrix_.index_ = entries.indices.astype(np.int32)
    model.a_matrix_.value_ = entries.data
    kinds = [highspy.HighsVarType.kInteger] * wanted.candidates + [highspy.HighsVarType.kContinuous] * lots
    model.integrality_ = kinds
    return model


def _plain_bound(wanted: Demand, n: int) -> float:
    """Persons that no set of n can exceed: as if the best n candidates reached nobody twice."""
    return min(float(np.sort(wanted.gains())[-n:].sum()), float(wanted.persons.sum()))


def _sums(group: Ints, values: Floats, groups: int) -> Floats:
    return np.bincount(group, weights=values, minlength=groups).astype(np.float64)


def _whole(persons: Floats) -> bool:
    return bool(np.array_equal(persons, np.rint(persons)))
