"""A gap under a plan is called sure only where the draws of a report would call it so too."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sociale_kaart.config import Settings
from sociale_kaart.coverage.measures.bounds import together
from sociale_kaart.coverage.measures.robust import match_levels
from sociale_kaart.coverage.regions import gemeenten_regions
from sociale_kaart.coverage.report.figures import report_of
from sociale_kaart.coverage.report.kind import GAPS, Kind
from sociale_kaart.coverage.report.options import Options
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.web.dekking.choices import Choices
from sociale_kaart.web.site import Site
from sociale_kaart.web.whatif.bench import Bench
from sociale_kaart.web.whatif.kinds import kinds_of, robust_gaps
from sociale_kaart.web.whatif.outcome import outcome
from sociale_kaart.web.whatif.steps import Add, Close, Spot
from sociale_kaart.web.whatif.sure import sure_gaps

PILLAR, KM = "spreekuur", 2


@pytest.fixture(scope="module")
def robust(utrecht: MapData) -> frozenset[str]:
    """Gemeenten that the dashboard calls a gap for sure."""
    choices = Choices(pillar=PILLAR, usual_pillar=PILLAR, limit_km=KM)
    return robust_gaps(Site(utrecht, Settings()), choices)


def test_a_gap_that_a_plan_makes_is_sure_where_every_draw_says_so(
    bench: Bench, utrecht: MapData, robust: frozenset[str]
) -> None:
    ground = bench.ground(PILLAR, KM)
    steps = [Close(bench.places.code(bench.places.row_of[id_])) for id_ in ground.now.sites.id.tolist()[::2]]
    found = outcome(bench, ground, steps, "all")
    sure = sure_gaps(bench, ground, found, robust)
    new = sure - robust
    assert new
    left = ground.help.certain.only(np.isin(ground.help.certain.id, found.after.sites.id))
    help_ = replace(
        ground.help, certain=left, levels=match_levels(utrecht, together(left, ground.help.perhaps))
    )
    options = Options(limit_m=KM * 1000.0, robustness_draws=100)
    rows = report_of(bench.points, {PILLAR: help_}, gemeenten_regions(sorted(bench.told.codes)), options).rows
    assert new <= {row.area for row in rows if row.gap_robust}


def test_what_closes_makes_no_gap_less_sure(bench: Bench, robust: frozenset[str]) -> None:
    ground = bench.ground(PILLAR, KM)
    steps = [Close(bench.places.code(bench.places.row_of[id_])) for id_ in ground.now.sites.id.tolist()]
    found = outcome(bench, ground, steps, "all")
    changed = {one.gemeentecode for one in found.changes}
    assert changed & robust
    assert robust <= sure_gaps(bench, ground, found, robust)


def test_what_comes_near_makes_a_gap_doubtful_or_none(bench: Bench, robust: frozenset[str]) -> None:
    ground = bench.ground(PILLAR, KM)
    code = min(robust)
    block = next(one for one, _ in ground.now.blocks if one.code == code)
    found = outcome(bench, ground, [Add(Spot.near(*block.xy[0].tolist()))], "all")
    sure = sure_gaps(bench, ground, found, robust)
    kinds = kinds_of(ground, found.seen, sure)
    assert kinds[code] is not Kind.ROBUST_GAP
    assert {one for one, kind in kinds.items() if kind is Kind.ROBUST_GAP} == sure
    assert sure == frozenset(one for one in robust if kinds[one] in GAPS and one in sure)
