from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
import shapely
from flask.testing import FlaskClient

from sociale_kaart.config import Settings
from sociale_kaart.export.areadrawing import AreaDrawing, Shade, shades
from sociale_kaart.gebieden.boundaries import web_geojson
from sociale_kaart.gebieden.gemeenten import gemeenten, gemeenten_in
from sociale_kaart.kaarttoml import CompletenessPart
from sociale_kaart.model import CoverageStatus, Pillar
from sociale_kaart.web.app import create_app
from sociale_kaart.web.choropleth import fill_class
from sociale_kaart.web.dekking.gemeente import neighbours
from sociale_kaart.web.dekking.page import summary
from tests.web.smallmap import BORNE, ENSCHEDE, HENGELO, ZWOLLE, config, coverage_row, map_data

HELP = Pillar(id="computer", name="Computer")
DECLARED = CompletenessPart(pillar="computer", declared_by="de coördinator", as_of=date(2026, 10, 1))
COVERED, UNCOVERED, UNKNOWN = CoverageStatus


def text(client: FlaskClient, address: str) -> str:
    return client.get(address).get_data(as_text=True)


def svg(page: str) -> ET.Element:
    drawing = re.search(r"<figure.*?(<svg.*?</svg>)", page, re.DOTALL)
    assert drawing
    return ET.fromstring(drawing[1])


def test_map_and_table_tell_the_three_states_apart_by_words_and_pattern(client: FlaskClient) -> None:
    page = text(client, "/dekking")
    for words in ("ja, minstens één plek", "</span> nee</span>", "</span> onbekend</span>"):
        assert words in page
    fills = {
        link.find("title").text.split(":")[0]: link.find("path").get("fill")  # type: ignore[union-attr]
        for link in svg(page).iter("a")
    }
    assert fills == {
        "Borne": "url(#strepen)",
        "Enschede": None,
        "Hengelo (O)": None,
        "Zwolle": "url(#stippen)",
    }


def test_the_table_has_a_row_per_gemeente_and_says_hoogstens(client: FlaskClient) -> None:
    table = re.search(r'<table class="cijfers">.*?</table>', text(client, "/dekking"), re.DOTALL)
    assert table
    assert table[0].count("<tr>") == 1 + 4
    assert table[0].count("hoogstens 4,3 km") == 4
    assert "hoogstens 8,8 km" in table[0]


def test_a_target_counts_what_is_known(client: FlaskClient) -> None:
    page = text(client, "/dekking?pijler=spreekuur")
    assert "Doel: 150 plekken op 31 december 2018. Nu bekend: 9." in page, "as many as in the table: 2 and 7"
    assert "<meter" not in page, "a day that has passed is nothing to measure against"
    assert "Doel:" not in text(client, "/dekking?pijler=computer")


def test_a_target_to_come_has_a_meter(settings: Settings) -> None:
    targets = [{"pillar": "spreekuur", "count": 20, "by": "2027-12-31"}]
    client = create_app(map_data(config=config(targets=targets)), settings).test_client()
    meter = '<meter min="0" max="20" value="9" aria-label="Hoe ver het doel is">'
    assert meter in text(client, "/dekking?pijler=spreekuur")


def test_the_summary_never_counts_unknown_as_none_and_says_on_whose_word_there_is_none() -> None:
    rows = [coverage_row(ENSCHEDE, "computer", COVERED, 2), coverage_row(BORNE, "computer", UNCOVERED), None]
    declared = {(BORNE, "computer"): DECLARED}
    assert summary(HELP, rows, [100, 20, 3], declared) == [
        "In 1 van de 3 gemeenten is minstens één plek bekend voor ‘Computer’. Daar wonen 100 mensen.",
        "Van 1 gemeente weten we het niet: dat is iets anders dan ‘geen plek’.",
        "Volgens de coördinator (1 oktober 2026) is er in 1 gemeente geen.",
    ]
    unknown = [coverage_row(ZWOLLE, "computer", UNKNOWN)]
    assert summary(HELP, unknown, [5], {}) == [
        "In de enige gemeente is geen plek bekend voor ‘Computer’.",
        "Van 1 gemeente weten we het niet: dat is iets anders dan ‘geen plek’.",
    ]
    assert summary(HELP, [rows[0]], [5], {})[1] == "Van elke gemeente is dit bekend."


def test_a_table_prints_no_nought_where_nothing_is_known(client: FlaskClient) -> None:
    table = text(client, "/dekking").partition('<table class="cijfers">')[2]
    figures = {
        name: re.findall(r'<td class="getal">(.*?)</td>', table.partition(f">{name}</a>")[2])[:3]
        for name in ("Enschede", "Borne", "Zwolle")
    }
    assert figures == {"Enschede": ["2", "0", "1"], "Borne": ["0", "0", "1"], "Zwolle": ["–", "–", "1"]}


def test_a_gemeente_says_on_whose_word_there_is_none(settings: Settings) -> None:
    part = {
        "pillar": "computer",
        "gemeenten": ["Borne"],
        "declared_by": "de coördinator",
        "as_of": "2026-10-01",
    }
    client = create_app(map_data(config=config(completeness=[part])), settings).test_client()
    assert text(client, f"/dekking/{BORNE}").count("volgens de lijst van de coördinator, 1 oktober 2026") == 1
    assert "volgens de lijst" not in text(client, f"/dekking/{ENSCHEDE}")


def test_who_works_in_a_gemeente_without_a_place_there_is_named(settings: Settings) -> None:
    data = map_data()
    first, *others = data.inventory.organisations
    organisations = (replace(first, serves=(ENSCHEDE, BORNE)), *others)
    data = replace(data, inventory=replace(data.inventory, organisations=organisations))
    client = create_app(data, settings).test_client()
    also = text(client, f"/dekking/{BORNE}").partition("Werkt ook hier")[2]
    assert 'href="/plek/l-bieb#l-bieb-org-bibliotheek">Bibliotheek Enschede</a>' in also
    assert "Werkt ook hier" not in text(client, f"/dekking/{ENSCHEDE}"), "it has a place there"


def test_a_gemeente_shows_who_does_what_and_its_neighbours(client: FlaskClient) -> None:
    page = text(client, f"/dekking/{ENSCHEDE}")
    assert "Wie doet wat in Enschede?" in page
    assert 'href="/plek/l-bieb#l-bieb-org-humanitas"' in page
    assert f'href="/dekking/{HENGELO}"' in page
    assert f'href="/dekking/{ZWOLLE}"' not in page, "Zwolle is no neighbour"


def test_a_gemeente_without_a_known_place_says_that_this_is_not_none(client: FlaskClient) -> None:
    assert "Dat betekent niet dat er geen hulp is" in text(client, f"/dekking/{ZWOLLE}")


def test_neighbours_share_a_border() -> None:
    assert HENGELO in neighbours(ENSCHEDE)
    assert ENSCHEDE in neighbours(HENGELO)
    assert ENSCHEDE not in neighbours(ENSCHEDE)


@pytest.mark.parametrize(
    ("values", "classes"),
    [
        ([], ()),
        ([0.3, 0.3], (Shade(1, 0.3, 0.3),)),
        ([0.1, 0.2], (Shade(1, 0.1, 0.1), Shade(2, 0.2, 0.2))),
        ([1, 2, 3, 4, 5, 6, 7, 8], (Shade(1, 1, 2), Shade(2, 3, 4), Shade(3, 5, 6), Shade(4, 7, 8))),
    ],
)
def test_classes_have_printed_limits_and_no_class_is_empty(
    values: list[float], classes: tuple[Shade, ...]
) -> None:
    assert shades(values) == classes


def test_covered_never_looks_like_a_gap_or_unknown() -> None:
    row = coverage_row(ENSCHEDE, "computer", COVERED, 2)
    assert fill_class(row, shades([0.2])) == "vlak-4"
    assert fill_class(replace(row, places_per_10000=None), ()) == "vlak-4"
    assert fill_class(coverage_row(BORNE, "computer", UNCOVERED), shades([0.2])) == "vlak-geen"
    assert fill_class(None, shades([0.2])) == "vlak-onbekend"


@pytest.mark.parametrize("provincie", ["Overijssel", "Utrecht", "Zeeland"])
def test_the_drawing_is_small_whole_and_names_do_not_touch(provincie: str) -> None:
    codes = [one.code for one in gemeenten_in([provincie])]
    drawing = AreaDrawing.of_gemeenten(web_geojson(codes, "land"), web_geojson(codes))
    assert [one.code for one in drawing.shapes] == codes
    assert all(one.land and one.border for one in drawing.shapes)
    assert sum(len(one.land) + len(one.border) for one in drawing.shapes) < 60_000
    boxes = [
        shapely.box(one.x - len(one.text) * 6.4, one.y - 11, one.x + len(one.text) * 6.4, one.y + 11)
        for one in drawing.labels_wide
    ]
    pairs = shapely.STRtree(boxes).query(boxes, predicate="overlaps")
    assert np.size(pairs) == 0
    assert len(drawing.labels_wide) > len(drawing.labels_narrow) > 3


def test_the_whole_country_can_be_drawn() -> None:
    codes = list(gemeenten())
    drawing = AreaDrawing.of_gemeenten(web_geojson(codes, "land"), web_geojson(codes))
    assert len(drawing.shapes) == 342
    assert sum(len(one.land) for one in drawing.shapes) < 120_000


def test_a_gemeente_has_a_calendar_where_some_hours_there_are_known(client: FlaskClient) -> None:
    link = "Zet alle tijden in Enschede in uw agenda"
    assert f'href="/gemeente/{ENSCHEDE}/agenda.ics">{link}' in text(client, f"/dekking/{ENSCHEDE}")
    assert "in uw agenda" not in text(client, f"/dekking/{BORNE}"), "of its one place nobody told the hours"
