"""Learns the confidence table from answers that are known to be right or wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from benchmarks.quality.measure import Result
from sociale_kaart.geocode.confidence import Evidence, Row

# A row must rest on so many cases, and leans on all that are like it in coarser terms as if they were so many more.
FEWEST, LEANING = 20, 10
# Nothing is promised to be surer than this.
SUREST = 0.999


def learn(results: Sequence[Result]) -> list[Row]:
    """The table for these answers, coarse rows first; every answer is counted in one row.

    A coarser row holds what is too rare for a finer one, for what is rare is seldom as right as what is usual.
    """
    left = [(list(one.evidence.coarser()), one.right) for one in results if one.evidence is not None]
    cases = Counter(evidence for told, _ in left for evidence in set(told))
    right = Counter(evidence for told, was_right in left for evidence in set(told) if was_right)
    rows: list[Row] = []
    for depth in range(_DEPTHS):
        here = Counter(told[depth] for told, _ in left)
        right_here = Counter(told[depth] for told, was_right in left if was_right)
        above = {told[depth]: told[min(depth + 1, _DEPTHS - 1)] for told, _ in left}
        fewest = FEWEST if depth < _DEPTHS - 1 else 1
        kept = {evidence for evidence, count in here.items() if count >= fewest and cases[evidence] >= FEWEST}
        for evidence in sorted(kept):
            share = right[above[evidence]] / cases[above[evidence]]
            confidence = _smoothed(here[evidence], right_here[evidence], share)
            rows.append(Row(evidence, here[evidence], right_here[evidence], confidence))
        left = [(told, was_right) for told, was_right in left if told[depth] not in kept]
    return sorted(rows, key=lambda row: (-_breadth(row.evidence), row.evidence))


_DEPTHS = len(list(Evidence("adres").coarser()))


def _breadth(evidence: Evidence) -> int:
    return sum(part == "*" for part in evidence)


def _smoothed(cases: int, right: int, share: float) -> float:
    return round(min(SUREST, (right + LEANING * share) / (cases + LEANING)), 4)
