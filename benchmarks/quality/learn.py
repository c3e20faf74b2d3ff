"""Learns the confidence table from answers that are known to be right or wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from benchmarks.quality.measure import Result
from sociale_kaart.geocode.confidence import Evidence, Row

# A row must rest on so many cases, and leans on the coarser row above it as if that were so many more.
FEWEST, LEANING = 20, 10
# Nothing is promised to be surer than this.
SUREST = 0.999


def learn(results: Sequence[Result]) -> list[Row]:
    """The table for these answers, coarse rows first.

    Each share is smoothed towards the row above it, so that a handful of lucky cases does not become a certainty.
    """
    cases: Counter[Evidence] = Counter()
    right: Counter[Evidence] = Counter()
    for result in results:
        if result.evidence is not None:
            for evidence in set(result.evidence.coarser()):
                cases[evidence] += 1
                right[evidence] += result.right
    rows: dict[Evidence, Row] = {}
    for evidence in sorted(cases, key=lambda one: (len(list(one.coarser())) - _depth(one), one)):
        if cases[evidence] >= FEWEST:
            rows[evidence] = Row(
                evidence,
                cases[evidence],
                right[evidence],
                _smoothed(evidence, cases[evidence], right[evidence], rows),
            )
    return list(rows.values())


def _depth(evidence: Evidence) -> int:
    return sum(part == "*" for part in evidence)


def _smoothed(evidence: Evidence, cases: int, right: int, rows: Mapping[Evidence, Row]) -> float:
    above = next((rows[one].confidence for one in list(evidence.coarser())[1:] if one in rows), 0.5)
    return round(min(SUREST, (right + LEANING * above) / (cases + LEANING)), 4)
