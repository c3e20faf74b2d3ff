from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import shapely
from flask.testing import FlaskClient

from sociale_kaart.config import Settings
from sociale_kaart.export.areadrawing import AreaDrawing, Shade, shades
from sociale_kaart.gebieden.boundaries import web_geojson
from sociale_kaart.gebieden.gemeenten import gemeenten, gemeenten_in
from sociale_kaart.web.app import create_app
from sociale_kaart.web.dekking.gemeente import neighbours
from tests.web.smallmap import BORNE, ENSCHEDE, HENGELO, ZWOLLE, config, map_data


def text(client: FlaskClient, address: str) -> str:
    return client.get(address).get_data(as_text=True)


def test_a_gemeente_says_on_whose_word_there_is_none(settings: Settings) -> None:
    part = {
        "pillar": "computer",
        "gemeenten": ["Borne"],
        "declared_by": "de coördinator",
        "as_of": "2026-10-01",
    }
    client = create_app(map_data(config=config(completeness=[part])), settings).test_client()
    figures = text(client, f"/dekking/{BORNE}").partition('id="cijfers"')[2].partition('id="wie"')[0]
    assert figures.count("De lijst is volledig, zegt de coördinator (1 oktober 2026).") == 1
    assert "De lijst is volledig, zegt" not in text(client, f"/dekking/{ENSCHEDE}")


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
    assert "<h1>Hulp in Enschede</h1>" in page
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
