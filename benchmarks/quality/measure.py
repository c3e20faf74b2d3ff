"""What became of each variant: which level, right or wrong, how far off, and how sure it said it was."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from unittest import mock

from benchmarks.quality.variants import Variant
from sociale_kaart.geocode.backend import Backend
from sociale_kaart.geocode.confidence import Evidence, evidence_of
from sociale_kaart.geocode.grade import choose
from sociale_kaart.model import Match, MatchLevel


@dataclass(frozen=True, slots=True)
class Result:
    """One variant with its answer; distance_m is None where it has no point, evidence where it has no confidence."""

    variant: Variant
    match: Match
    evidence: Evidence | None
    right: bool
    distance_m: float | None

    @property
    def at_address(self) -> bool:
        return self.match.level is MatchLevel.ADRES

    @property
    def wrong_gemeente(self) -> bool:
        return bool(self.match.gemeentecode) and self.match.gemeentecode != self.variant.truth.gemeentecode


def ask(backend: Backend, variants: Sequence[Variant]) -> tuple[list[Result], float]:
    """The answer to each variant, and the seconds it took.

    The backend must be fresh: one that was asked before may remember what its answers rested on.
    """
    started = perf_counter()
    with _numbered_evidence() as evidence:
        answers = [backend.lookup(variant.asked) for variant in variants]
    seconds = perf_counter() - started
    return [
        _result(variant, match, evidence) for variant, match in zip(variants, answers, strict=True)
    ], seconds


@contextmanager
def _numbered_evidence() -> Iterator[list[Evidence]]:
    """While this lasts, a match's confidence is the number of its evidence in the list given.

    What an answer rested on is no part of the answer; and a table cannot be learnt from itself.
    """
    known: dict[Evidence, int] = {}
    listed: list[Evidence] = []

    def numbered(level: MatchLevel, faults: tuple[str, ...], agreed: str, likeness: str) -> float:
        evidence = evidence_of(level, faults, agreed, likeness)
        if evidence not in known:
            known[evidence] = len(listed)
            listed.append(evidence)
        return float(known[evidence])

    with mock.patch.object(sys.modules[choose.__module__], "confidence", numbered):
        yield listed


def _result(variant: Variant, match: Match, evidence: Sequence[Evidence]) -> Result:
    truth = variant.truth
    distance = None
    if match.x_rd is not None and match.y_rd is not None:
        distance = math.hypot(match.x_rd - truth.x_rd, match.y_rd - truth.y_rd)
    basis = None if match.confidence is None else evidence[int(match.confidence)]
    return Result(variant, match, basis, _is_right(variant, match), distance)


def _is_right(variant: Variant, match: Match) -> bool:
    """Whether an answer is right at the level that it claims; see docs/reference/confidence.md."""
    truth = variant.truth
    if match.level is MatchLevel.ADRES:
        return match.nummeraanduiding_id == truth.id
    if match.level is MatchLevel.GEMEENTE:
        return match.gemeentecode == truth.gemeentecode
    if match.level is MatchLevel.POSTCODE:
        return f", {truth.postcode} " in match.address
    in_place = (match.woonplaats, match.gemeentecode) == (truth.woonplaats, truth.gemeentecode)
    if match.level is MatchLevel.WOONPLAATS:
        return in_place
    number = rf"\s{truth.number}(?!\d)" if match.level is MatchLevel.HUISNUMMER else ""
    return (
        in_place and re.match(re.escape(truth.street) + number + r"[\s,A-Z0-9-]", match.address) is not None
    )
