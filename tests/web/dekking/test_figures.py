"""The dashboard shows what the report reckons, for every group and limit at once."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from sociale_kaart.config import Settings
from sociale_kaart.coverage.measures.robust import DRAWS
from sociale_kaart.coverage.report import report
from sociale_kaart.coverage.report.kind import Kind
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.web.dekking import figures as reckoned
from sociale_kaart.web.dekking.choices import GROUPS, LIMITS_KM, Choices
from sociale_kaart.web.dekking.figures import figures, growth_of
from sociale_kaart.web.dekking.measures import COLUMNS
from sociale_kaart.web.site import Site

USUAL = Choices(pillar="spreekuur", usual_pillar="spreekuur")


@pytest.fixture(scope="module")
def site(utrecht: MapData) -> Site:
    return Site(utrecht, Settings())


@pytest.mark.parametrize("moment", ["altijd", "dinsdagavond"])
@pytest.mark.parametrize(("group", "km"), [("iedereen", 5), ("65plus", 2)])
def test_every_figure_is_that_of_the_report(site: Site, moment: str, group: str, km: int) -> None:
    choices = replace(USUAL, moment=moment, group=group, limit_km=km)
    told = report(
        site.data,
        pillars=["spreekuur"],
        when=None if moment == "altijd" else moment,
        limit_m=km * 1000,
        group=GROUPS[group][0],
        robustness_draws=DRAWS,
    )
    found = figures(site, choices)
    its = found.slice(choices)
    for number, code in enumerate(found.order):
        row = told.of(code, "spreekuur")
        for column in set(COLUMNS) - {"places"}:
            wanted, shown = getattr(row, column), float(its.values[column][number])
            assert shown == pytest.approx(wanted) if wanted is not None else math.isnan(shown), (code, column)
        kind = Kind(int(its.kinds[number]))
        assert (kind in (Kind.GAP, Kind.ROBUST_GAP)) == (row.reach == "gap"), code
        assert (kind is Kind.ROBUST_GAP) == bool(row.gap_robust), code
        assert (kind is Kind.OWN) == (row.places > 0), code


def test_no_nought_is_told_of_a_gemeente_of_which_nobody_knows(site: Site) -> None:
    found = figures(site, USUAL).slice(USUAL)
    unknown = found.kinds == Kind.UNKNOWN
    assert unknown.any()
    assert all(math.isnan(one) for one in found.values["places"][unknown].tolist())


def test_a_moment_is_reckoned_once_for_all_groups_and_limits(site: Site) -> None:
    asked = replace(USUAL, moment="zaterdag")
    first = figures(site, asked).slice(asked)
    assert figures(site, replace(asked, measure="afstand")).slice(asked) is first
    wider = replace(asked, limit_km=10)
    assert figures(site, wider).slice(wider).values["mean_distance_m"] is first.values["mean_distance_m"]


def test_what_depends_on_no_limit_is_the_same_whichever_limit_was_asked_first(site: Site) -> None:
    first, second = replace(USUAL, pillar="training", limit_km=10), replace(USUAL, pillar="training")
    wide, usual = figures(site, first).slice(first), figures(site, second).slice(second)
    assert wide.values["access_2sfca"].tolist() == pytest.approx(
        usual.values["access_2sfca"].tolist(), nan_ok=True
    )
    assert wide.values["mean_distance_m"].tolist() == usual.values["mean_distance_m"].tolist()


def test_a_wider_limit_never_takes_help_away(site: Site) -> None:
    within = [figures(site, USUAL).at("iedereen", km).values["share_within_limit"] for km in LIMITS_KM]
    assert (within[0] <= within[1]).all()
    assert (within[1] <= within[2]).all()


def test_the_curve_and_its_targets_are_those_of_the_report(site: Site) -> None:
    told = report(site.data, pillars=["spreekuur"])
    grown = growth_of(site, "spreekuur")
    assert grown is not None
    assert (grown.curve, grown.targets) == (told.curve, told.targets)


def test_without_the_extra_the_built_map_tells_what_it_holds(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reckoned, "can_reckon", lambda: False)
    found = figures(site, USUAL)
    its = found.slice(USUAL)
    assert not found.is_whole
    assert growth_of(site, "spreekuur") is None
    for number, code in enumerate(found.order):
        row = site.coverage[code, "spreekuur"]
        kind = {"covered": Kind.OWN, "uncovered": Kind.NONE, "unknown": Kind.UNKNOWN}[row.status.value]
        assert int(its.kinds[number]) == kind
        assert float(its.values["mean_distance_m"][number]) == pytest.approx(row.mean_distance_m)
        assert math.isnan(its.values["share_within_limit"][number])
