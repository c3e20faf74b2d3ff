from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import numpy as np
import pytest
import shapely
from flask.testing import FlaskClient

from sociale_kaart.gebieden.boundaries import web_geojson
from sociale_kaart.gebieden.gemeenten import gemeenten, gemeenten_in
from sociale_kaart.model import CoverageStatus, Pillar
from sociale_kaart.web.choropleth import AreaDrawing, Shade, fill_class, shades
from sociale_kaart.web.dekking import neighbours, summary
from tests.web.smallmap import BORNE, ENSCHEDE, HENGELO, ZWOLLE, coverage_row

HELP = Pillar(id="computer", name="Computer")
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
    assert "2 van 150 plekken" in page
    assert "het doel is 150 op 31-12-2018" in page
    assert "van 150 plekken" not in text(client, "/dekking?pijler=computer")


def test_two_sentences_never_count_unknown_as_none() -> None:
    rows = [coverage_row(ENSCHEDE, "computer", COVERED, 2), coverage_row(BORNE, "computer", UNCOVERED), None]
    assert summary(HELP, rows, [100, 20, 3]) == [
        "1 van 3 gemeenten kent minstens één plek voor ‘Computer’; daar wonen 100 mensen.",
        "Van 1 gemeente weten we het niet; in 1 gemeente is er zeker geen.",
    ]
    unknown = [coverage_row(ZWOLLE, "computer", UNKNOWN)]
    assert summary(HELP, unknown, [5])[0] == "In geen van 1 gemeente kennen we een plek voor ‘Computer’."
    assert "dat is iets anders dan" in summary(HELP, unknown, [5])[1]
    assert summary(HELP, [rows[0]], [5])[1] == "Van elke gemeente is dit bekend."


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
    drawing = AreaDrawing(web_geojson(codes, "land"), web_geojson(codes))
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
    drawing = AreaDrawing(web_geojson(codes, "land"), web_geojson(codes))
    assert len(drawing.shapes) == 342
    assert sum(len(one.land) for one in drawing.shapes) < 120_000
