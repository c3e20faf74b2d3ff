"""How a view is filled and said, on figures small enough to reckon by hand."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
from flask import Flask

from sociale_kaart.config import Settings
from sociale_kaart.coverage.report.kind import Kind
from sociale_kaart.coverage.shown.figures import Slice
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.web.app import create_app
from sociale_kaart.web.dekking.choices import Choices
from sociale_kaart.web.dekking.measures import COLUMNS, MEASURES
from sociale_kaart.web.dekking.paint import Facts, Range, facts, paint
from sociale_kaart.web.dekking.painting import FILL_OF_KIND, OVER_KIND, painted, sentences, title
from sociale_kaart.web.dekking.phrases import phrases, say_gaps
from sociale_kaart.web.dekking.slices import COUNTS
from sociale_kaart.web.site import EXTENSION
from tests.web.smallmap import BORNE

OWN, NEIGHBOUR, GAP, ROBUST, UNKNOWN, NONE, NEARBY = Kind


def made(kinds: Sequence[Kind], **columns: Sequence[float]) -> Slice:
    nothing = np.full(len(kinds), math.nan)
    values = {name: np.array(columns.get(name, nothing), dtype=np.float64) for name in (*COLUMNS, *COUNTS)}
    return Slice(np.array(kinds, dtype=np.int8), values, np.zeros(len(kinds), dtype=np.bool_))


def limits(measure: str, values: Sequence[float]) -> list[tuple[int, float, float | None, int]]:
    found = made([OWN] * len(values), **{MEASURES[measure].column: values})
    return [(one.number, one.lowest, one.highest, one.count) for one in paint(found, MEASURES[measure]).steps]


def test_distances_have_the_same_classes_in_every_view() -> None:
    assert limits("afstand", [400, 2_040, 2_060, 30_000]) == [
        (4, 0.0, 2.0, 2),
        (3, 2.1, 5.0, 1),
        (2, 5.1, 10.0, 0),
        (1, 10.1, None, 1),
    ], "2,040 metres is shown as 2.0 km, and stands where a reader looks for that"


def test_shares_are_darker_where_more_people_are_reached() -> None:
    assert limits("bereik", [0.0, 0.255, 0.26, 1.0]) == [
        (4, 76.0, 100.0, 1),
        (3, 51.0, 75.0, 0),
        (2, 26.0, 50.0, 2),
        (1, 0.0, 25.0, 1),
    ]


def test_counts_have_classes_as_they_occur_and_nothing_at_all_is_the_palest() -> None:
    assert limits("plekken", [0, 3, 3, 8]) == [(4, 8.0, 8.0, 1), (3, 3.0, 3.0, 2), (1, 0.0, 0.0, 1)]
    assert limits("plekken", [0, 0]) == [(1, 0.0, 0.0, 2)]
    assert limits("buiten", [0, 10, 20]) == [(4, 0.0, 0.0, 1), (3, 10.0, 10.0, 1), (2, 20.0, 20.0, 1)]


def test_what_is_not_known_has_no_class() -> None:
    found = made([OWN, UNKNOWN], mean_distance_m=[1_000, math.nan])
    assert paint(found, MEASURES["afstand"]).classes.tolist() == [4, 0]
    assert paint(made([UNKNOWN]), MEASURES["uren"]).steps == ()


def test_every_kind_looks_like_no_other_and_all_but_two_have_a_pattern() -> None:
    assert len(set(FILL_OF_KIND.values())) == len(Kind)
    assert {kind for kind, (_, pattern) in FILL_OF_KIND.items() if not pattern} == {OWN, NEIGHBOUR}
    assert set(OVER_KIND) == {GAP, ROBUST}


def test_the_facts_of_a_label() -> None:
    found = made(
        [OWN, NEIGHBOUR, GAP, ROBUST, UNKNOWN],
        inhabitants=[50_000, 10_000, 20_000, 5_000, 7_000],
        share_within_limit=[1.0, 0.8, 0.1, 0.0, 0.5],
    )
    assert facts(found, MEASURES["plek"]) == Facts(
        gemeenten=5,
        without=3,
        people=35_000,
        served=10_000,
        everybody=92_000,
        reached=63_500,
        own=1,
        gaps=2,
        robust=1,
        unknown=1,
        perhaps=0,
        untold=1,
        range=None,
    ), "of those without a place 8,000 and 2,000 have one near, and 50,000 and 3,500 elsewhere"


def test_who_is_served_is_not_said_where_it_is_not_known() -> None:
    found = made([NONE], inhabitants=[10], share_within_limit=[math.nan])
    assert facts(found, MEASURES["plek"]).served is None


def told(**changes: int | Range | None) -> Facts:
    of = {
        "gemeenten": 25,
        "without": 9,
        "people": 210_000,
        "served": 64_000,
        "everybody": 1_000_000,
        "reached": 800_000,
        "own": 16,
        "gaps": 0,
        "robust": 0,
        "unknown": 0,
        "perhaps": 0,
        "untold": 0,
        "range": None,
    }
    return Facts(**(of | changes))  # type: ignore[arg-type]


# The first is the example of issue 7; the others say what it leaves open.
SAID = [
    (
        told(),
        "In 9 van de 25 gemeenten is geen plek voor ‘Spreekuur belasting en toeslagen’.",
        "Waar geen plek is, wonen 210.000 mensen; 64.000 van hen hebben er een binnen 5 kilometer in een buurgemeente.",
        "Van geen enkele gemeente is zeker dat er een gat is.",
    ),
    (
        told(unknown=4, served=None, gaps=3, robust=3),
        "In 9 van de 25 gemeenten is geen plek voor ‘Spreekuur belasting en toeslagen’; van 4 weten we het niet.",
        "Waar geen plek is, wonen 210.000 mensen; hoeveel van hen dichtbij terechtkunnen, weten we niet.",
        "Een gat zien we in 3 gemeenten; dat blijft zo als adressen of afstanden iets anders zijn.",
    ),
    (
        told(served=0, is_served_least=True),
        "In 9 van de 25 gemeenten is geen plek voor ‘Spreekuur belasting en toeslagen’.",
        "Waar geen plek is, wonen 210.000 mensen; voor niemand van hen kennen we er een binnen 5 kilometer.",
        "Van geen enkele gemeente is zeker dat er een gat is.",
    ),
    (
        told(served=0),
        "In 9 van de 25 gemeenten is geen plek voor ‘Spreekuur belasting en toeslagen’.",
        "Waar geen plek is, wonen 210.000 mensen; niemand van hen heeft er een binnen 5 kilometer.",
        "Van geen enkele gemeente is zeker dat er een gat is.",
    ),
    (
        told(without=0, gaps=1, robust=0),
        "In alle 25 gemeenten is een plek voor ‘Spreekuur belasting en toeslagen’.",
        "Van alle 1.000.000 mensen hebben 800.000 er een binnen 5 kilometer.",
        "Een gat zien we in 1 gemeente; met iets andere adressen of afstanden kan dat anders zijn.",
    ),
    (
        told(without=0, unknown=9, gaps=5, robust=2),
        "In 16 van de 25 gemeenten is een plek voor ‘Spreekuur belasting en toeslagen’; van 9 weten we het niet.",
        "Onbekend is iets anders dan ‘geen plek’: waar het onbekend is, heeft niemand alles geteld.",
        "Een gat zien we in 5 gemeenten; bij 2 daarvan blijft dat zo als afstanden iets anders zijn.",
    ),
    (
        told(without=0, own=0, unknown=25),
        "Van geen van de 25 gemeenten weten we of er een plek is voor ‘Spreekuur belasting en toeslagen’.",
        "Onbekend is iets anders dan ‘geen plek’: waar het onbekend is, heeft niemand alles geteld.",
        "Van geen enkele gemeente is zeker dat er een gat is.",
    ),
]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({}, "is er hulp?"),
        ({"moment": "dinsdagavond"}, "is er hulp op dinsdagavond?"),
        (
            {"groep": "65plus", "datum": "2026-11-24"},
            "is er hulp voor mensen van 65 jaar en ouder op dinsdag 24 november 2026?",
        ),
        ({"maat": "afstand", "moment": "avond"}, "gemiddelde afstand, in de avond"),
        (
            {"maat": "uren", "datum": "2026-11-24"},
            "uren hulp die dag per 1.000 inwoners, op dinsdag 24 november 2026",
        ),
    ],
)
def test_the_title_of_a_view_is_one_question_or_one_figure(
    app: Flask, query: dict[str, str], said: str
) -> None:
    with app.test_request_context("/dekking"):
        site = app.extensions[EXTENSION]
        view = title(site, Choices.of({"pijler": "spreekuur", **query}, site))
        assert view == f"Spreekuur belasting en toeslagen: {said}"


@pytest.mark.parametrize(("facts_told", "first", "second", "third"), SAID)
def test_two_sentences_and_how_sure(
    app: Flask, facts_told: Facts, first: str, second: str, third: str
) -> None:
    with app.test_request_context("/dekking"):
        choices = Choices(pillar="spreekuur", usual_pillar="spreekuur")
        assert sentences(app.extensions[EXTENSION], choices, facts_told) == (first, second, third)


def test_a_figure_says_where_it_is_lowest_and_highest(app: Flask) -> None:
    choices = Choices(pillar="spreekuur", usual_pillar="spreekuur", measure="afstand", moment="avond")
    between = Range(known=24, lowest=0.8, lowest_of=0, highest=9.4, highest_of=1, half=2.5)
    with app.test_request_context("/dekking"):
        first, second, _ = sentences(app.extensions[EXTENSION], choices, told(range=between))
        nothing, *_ = sentences(app.extensions[EXTENSION], choices, told(range=None))
    assert first == "Gemiddelde afstand in de avond: van 0,8 km in Borne tot 9,4 km in Enschede."
    assert second == "In de helft van de gemeenten is het 2,5 km of minder; van 1 weten we het niet."
    assert nothing == "Dit cijfer is voor geen van de 25 gemeenten bekend."


def test_in_the_example_a_gap_lies_over_the_figure_of_its_gemeente(utrecht: MapData) -> None:
    app = create_app(utrecht, Settings(tiles_url=""))
    site = app.extensions[EXTENSION]
    with app.test_request_context("/dekking"):
        label = painted(site, Choices(pillar="computer", usual_pillar="computer"))
        figure = painted(site, Choices(pillar="computer", usual_pillar="computer", measure="bereik"))
    gaps = {code for code, one in label.areas.items() if one.pattern in ("strepen", "ruiten")}
    assert {site.gemeenten[code].naam for code in gaps} >= {"Utrechtse Heuvelrug"}
    assert {code for code, one in figure.areas.items() if one.over} == gaps
    assert all(figure.areas[code].css.startswith("vlak-") for code in gaps)


def test_the_legend_counts_every_gemeente_once(app: Flask) -> None:
    with app.test_request_context("/dekking"):
        view = painted(app.extensions[EXTENSION], Choices(pillar="computer", usual_pillar="computer"))
    assert sum(line.count for line in view.legend) == 4
    assert view.areas[BORNE].label == "onbekend", "nobody declared its list complete"


@pytest.mark.parametrize(
    ("facts_told", "said"),
    [
        (told(), "geen gat"),
        (told(untold=19), "geen gat bekend, 19 onbekend"),
        (told(unknown=25, untold=25), "25 onbekend"),
        (told(gaps=1, robust=0), "gat in 1 gemeente (zeker in 0)"),
        (told(gaps=2, robust=1, untold=8), "gat in 2 gemeenten (zeker in 1), 8 onbekend"),
        (told(perhaps=10), "geen gat bekend, misschien in 10"),
        (told(gaps=1, perhaps=10, untold=1), "gat in 1 gemeente (zeker in 0), misschien in 10, 1 onbekend"),
    ],
)
def test_no_gap_is_said_only_where_all_is_known(app: Flask, facts_told: Facts, said: str) -> None:
    with app.test_request_context("/dekking"):
        assert say_gaps(facts_told, phrases(facts_told.gemeenten)) == said


def test_beside_a_kind_of_help_stand_the_numbers_of_the_legend() -> None:
    """11 were called unknown where the legend said that of one: of ten it is known that they have no place."""
    told_of = facts(made([*(10 * [NONE]), UNKNOWN, NEARBY, GAP]), MEASURES["plek"])
    assert (told_of.gaps, told_of.perhaps, told_of.untold) == (1, 10, 1)
    assert told_of.unknown == 2, (
        "whether it has a place of its own is not known of the one with neighbours either"
    )
