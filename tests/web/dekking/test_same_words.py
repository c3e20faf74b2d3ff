"""Every place that tells how a gemeente is off tells the same: pages, papers, files and the terminal."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pytest
from flask import Flask

from sociale_kaart.config import Settings
from sociale_kaart.coverage.measures.robust import DRAWS
from sociale_kaart.coverage.report import report
from sociale_kaart.coverage.report.kind import Kind, kind_of
from sociale_kaart.export.coveragefile import findings_of
from sociale_kaart.export.findings import for_people
from sociale_kaart.export.promises import Tally, promises_of
from sociale_kaart.web.app import create_app
from sociale_kaart.web.dekking.choices import Choices
from sociale_kaart.web.dekking.figures import figures
from sociale_kaart.web.dekking.measures import MEASURES, PLACE
from sociale_kaart.web.dekking.paint import facts, told_values
from sociale_kaart.web.dekking.painting import KIND_WORDS, painted
from sociale_kaart.web.report.area import area_paper
from sociale_kaart.web.report.figures import Figures
from sociale_kaart.web.report.gemeente import gemeente_report
from sociale_kaart.web.site import EXTENSION, Site
from sociale_kaart.web.whatif.bench import Bench
from sociale_kaart.web.whatif.kinds import kinds_of, robust_gaps

TODAY = date(2026, 11, 22)


@dataclass
class Shown:
    """A map as it is shown, and the tally of each pillar that who-does-what gives."""

    app: Flask
    site: Site
    figures: Figures
    tallies: dict[str, Tally] = field(default_factory=dict)


@pytest.fixture(scope="module", params=["utrecht", "overijssel"])
def shown(request: pytest.FixtureRequest) -> Shown:
    data = request.getfixturevalue(request.param)
    app = create_app(data, Settings(tiles_url=""))
    site = app.extensions[EXTENSION]
    tallies = {one.pillar.id: one.gemeenten for one in promises_of(data).kept}
    return Shown(app, site, Figures(site), tallies)


def choices_of(pillar: str, measure: str = PLACE) -> Choices:
    return Choices(pillar=pillar, usual_pillar=pillar, measure=measure)


def test_the_sentences_count_as_who_does_what_counts(shown: Shown) -> None:
    for pillar, tally in shown.tallies.items():
        choices = choices_of(pillar)
        told = facts(figures(shown.site, choices).slice(choices), MEASURES[PLACE])
        assert (told.own, told.without, told.unknown) == (tally.yes, tally.no, tally.unknown), pillar
        with shown.app.test_request_context("/dekking"):
            said = " ".join(painted(shown.site, choices).sentences)
        if tally.no:
            assert f"In {tally.no} van de {tally.all} gemeenten is" in said, pillar
        else:
            assert "is geen plek voor" not in said, pillar
        if tally.unknown == tally.all:
            assert f"Van geen van de {tally.all} gemeenten weten we" in said, pillar
        elif tally.unknown:
            assert f"van {tally.unknown} weten we het niet" in said, pillar


def test_every_page_paper_and_file_calls_a_gemeente_the_same(shown: Shown) -> None:
    site = shown.site
    found = findings_of(report(site.data, robustness_draws=DRAWS), site.pillars.values())
    terminal = {(row["area"], row["pillar"]): for_people("reach", row) for row in found.main.rows}
    bench = Bench(site)
    with shown.app.test_request_context("/"):
        summary = area_paper(site, shown.figures, site.data.gemeentecodes, TODAY, title="", rooms={}).summary
        papers = {code: gemeente_report(site, shown.figures, code, TODAY) for code in site.data.gemeentecodes}
    assert summary is not None
    of_summary = dict(zip(site.data.gemeentecodes, (lines for _, lines in summary.gemeenten), strict=True))
    for number, pillar in enumerate(site.pillars):
        choices = choices_of(pillar)
        whole = figures(site, choices)
        ground = bench.ground(pillar, choices.limit_km)
        what_if = kinds_of(ground, ground.glances(choices.persons), robust_gaps(site, choices))
        for code, kind in zip(whole.order, map(Kind, whole.slice(choices).kinds.tolist()), strict=True):
            where = (pillar, code)
            assert kind_of(shown.figures.row(code, pillar)) is kind, where
            assert papers[code].figures[number].verdict == KIND_WORDS[kind], where
            assert of_summary[code][number].reach == kind.name.lower(), where
            assert terminal[code, pillar] == KIND_WORDS[kind], where
            assert what_if[code] is kind, where


def test_no_figure_is_told_of_a_gemeente_of_which_nobody_knows_any_help(shown: Shown) -> None:
    for pillar in shown.tallies:
        choices = choices_of(pillar)
        its = figures(shown.site, choices).slice(choices)
        for number in [at for at, kind in enumerate(its.kinds.tolist()) if kind == Kind.UNKNOWN]:
            row = shown.figures.row(shown.site.area[number].code, pillar)
            assert row is not None
            if not row.share_within_limit:
                for name in ("bereik", "buiten", "buren", "kwetsbaar", "plekken"):
                    assert np.isnan(told_values(its, MEASURES[name])[number]), (pillar, row.area, name)
