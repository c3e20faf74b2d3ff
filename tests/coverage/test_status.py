"""When a gemeente may be called a gap: only on somebody's word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from makers import SOURCE, Plek, map_of
from sociale_kaart.coverage.completeness import in_force
from sociale_kaart.coverage.status import coverage_status, declared_complete
from sociale_kaart.model import Completeness, CoverageStatus
from sociale_kaart.problems import Problem, Severity


@pytest.mark.parametrize("said_unknown", [0, 3])
@pytest.mark.parametrize("complete", [True, False])
def test_one_place_with_a_yes_covers_whatever_else_is_known(said_unknown: int, complete: bool) -> None:
    status = coverage_status(places=1, said_unknown=said_unknown, declared_complete=complete)
    assert status is CoverageStatus.COVERED


def test_silence_is_no_gap_until_somebody_vouches_for_the_list() -> None:
    assert coverage_status(places=0, said_unknown=0, declared_complete=False) is CoverageStatus.UNKNOWN
    assert coverage_status(places=0, said_unknown=0, declared_complete=True) is CoverageStatus.UNCOVERED


def test_a_place_that_is_marked_unknown_may_be_the_one() -> None:
    assert coverage_status(places=0, said_unknown=1, declared_complete=True) is CoverageStatus.UNKNOWN


def test_a_declaration_is_about_its_own_pillar_only() -> None:
    declared = Completeness(
        pillar="spreekuur", gemeentecodes=frozenset({"GM0344"}), declared_by="x", as_of=date(2026, 1, 1)
    )
    assert declared_complete([declared], "spreekuur") == {"GM0344"}
    assert declared_complete([declared], "computer") == frozenset()


def test_a_refused_row_stays_every_declaration_for_it_may_be_the_place_that_seems_missing() -> None:
    declared = Completeness(
        pillar="spreekuur", gemeentecodes=frozenset({"GM0193"}), declared_by="x", as_of=date(2026, 1, 1)
    )
    data = map_of([Plek("Plek", 202_700, 502_200, "GM0193")], ["GM0193"])
    assert in_force(data, [declared]) == (declared,)
    refused = Problem(
        code="url_unsafe", severity=Severity.ERROR, message="x", source=SOURCE, file="bron.csv", row=3
    )
    assert in_force(replace(data, problems=(refused,)), [declared]) == ()
    for harmless in (
        replace(refused, severity=Severity.WARNING),
        replace(refused, file="correcties.csv"),
        replace(refused, row=2),
    ):
        assert in_force(replace(data, problems=(harmless,)), [declared]) == (declared,)
