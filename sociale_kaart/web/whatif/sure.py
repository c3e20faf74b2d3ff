"""Whether a gap is one for sure under a plan: of what a plan changes nobody made the draws that the dashboard rests on.

A gap is sure here where it stays one in the worst case: near is a fifth wider, every place lies as far off as it may,
and every place of which nobody knows helps. That is stricter than 95 % of the draws (coverage/measures/robust.py). One
that was sure stays so unless the plan puts a place near: what goes or was elsewhere makes no gap smaller.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sociale_kaart.coverage.measures.imported import REACHED_BY_NEIGHBOUR
from sociale_kaart.coverage.report.kind import Kind
from sociale_kaart.web.whatif.bench import Bench
from sociale_kaart.web.whatif.ground import WIDEST, Floats, Ground
from sociale_kaart.web.whatif.kinds import kind_of
from sociale_kaart.web.whatif.outcome import Outcome, Taken
from sociale_kaart.web.whatif.steps import Spot

if TYPE_CHECKING:
    from sociale_kaart.coverage.blocks import Block


def sure_gaps(bench: Bench, ground: Ground, found: Outcome, robust: frozenset[str]) -> frozenset[str]:
    """Gemeenten that are a gap for sure under a plan; robust : those that are without it."""
    changed = {one.gemeentecode for one in found.changes}
    asked = {one.gemeentecode for one in found.changes if kind_of(ground, one.after) is Kind.GAP}
    if not asked:
        return robust - changed
    worst = _WorstCase(bench, ground, found)
    sure = {
        block.code
        for block, _ in found.after.blocks
        if block.code in asked and worst.is_gap(block, was_sure=block.code in robust)
    }
    return (robust - changed) | sure


class _WorstCase:
    """Who would have a place near if all that is not certain turned out so."""

    def __init__(self, bench: Bench, ground: Ground, found: Outcome) -> None:
        self._ground, self._widest_m = ground, WIDEST * ground.now.limit_m
        self._persons = np.nan_to_num(ground.now.points.persons[found.group], nan=0.0)
        put, sites, perhaps = _put(bench, found.steps), found.after.sites, ground.help.perhaps
        ids = sites.id.tolist()
        is_put = np.array([one in put for one in ids], dtype=bool)
        errors = [put[one] if one in put else bench.places.errors_m[bench.places.row_of[one]] for one in ids]
        errors += [bench.places.errors_m[bench.places.row_of[one]] for one in perhaps.id.tolist()]
        self._xy = np.concatenate([sites.xy_rd, perhaps.xy_rd])
        self._near_m = self._widest_m + np.array(errors, dtype=np.float64)
        self._put_xy, self._put_m = sites.xy_rd[is_put], self._near_m[: len(ids)][is_put]

    def is_gap(self, block: Block, *, was_sure: bool) -> bool:
        """Whether a gemeente that is a gap stays one; was_sure : without the plan."""
        persons = self._persons[block.at]
        if was_sure and not _has_near(block.xy[persons > 0], self._put_xy, self._put_m).any():
            return True
        reached = self._ground.known.unsure_m[block.at] <= self._widest_m
        reached |= _has_near(block.xy, self._xy, self._near_m)
        return float(persons[reached].sum()) / float(persons.sum()) < REACHED_BY_NEIGHBOUR


def _put(bench: Bench, steps: tuple[Taken, ...]) -> dict[str, float]:
    """Id of every site that the plan put somewhere -> metres that it may lie off: none where it was pointed at."""
    found: dict[str, float] = {}
    for one in steps:
        if one.to is None or one.refused:
            continue
        row, to = (one.place or one.to).row, one.to.row
        id_ = bench.places.listings[row].id if row >= 0 else f"{Spot.near(one.to.x_rd, one.to.y_rd)}"
        found[id_] = float(bench.places.errors_m[to]) if to >= 0 else 0.0
    return found


def _has_near(
    xy: Floats, sites_xy: Floats, near_m: Floats
) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Whether each place (n, 2) has a site within that site's metres."""
    if not len(xy) or not len(sites_xy):
        return np.zeros(len(xy), dtype=bool)
    within = near_m[:, np.newaxis]
    around = ((sites_xy >= xy.min(axis=0) - within) & (sites_xy <= xy.max(axis=0) + within)).all(axis=1)
    across = xy[:, np.newaxis, :] - sites_xy[np.newaxis, around, :]
    return np.asarray((np.sqrt((across**2).sum(axis=2)) <= near_m[around]).any(axis=1))
