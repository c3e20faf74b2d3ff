from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sociale_kaart.config import Settings
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.web.app import create_app
from tests.web.conftest import MONDAY

# About the city of Amersfoort, and about nothing but the North Sea's shore.
AMERSFOORT = "5.3,52.1,5.5,52.25"


@pytest.fixture(scope="module")
def example(utrecht: MapData) -> Flask:
    return create_app(utrecht, Settings(tiles_url=""), clock=lambda: MONDAY)


@pytest.fixture
def example_client(example: Flask) -> FlaskClient:
    return example.test_client()


def test_a_search_in_an_area_lists_and_draws_the_places_in_it_and_no_others(
    example_client: FlaskClient,
) -> None:
    columns = example_client.get("/api/punten.json").get_json()
    inside = {
        place
        for place, lon, lat in zip(columns["id"], columns["lon"], columns["lat"], strict=True)
        if 5.3 <= lon <= 5.5 and 52.1 <= lat <= 52.25
    }
    assert 0 < len(inside) < len(columns["id"])
    page = example_client.get(f"/?gebied={AMERSFOORT}").get_data(as_text=True)
    assert set(re.findall(r'data-id="([^"]+)"', page)) == inside
    assert f'data-gebied="{AMERSFOORT}"' in page
    states = example_client.get(f"/api/stand.json?gebied={AMERSFOORT}").get_json()["states"]
    drawn = {place for place, state in zip(columns["id"], states, strict=True) if state != "-"}
    assert drawn == inside


def test_other_answers_go_along_with_the_area_and_distances_are_from_what_was_typed(
    example_client: FlaskClient,
) -> None:
    page = example_client.get(f"/?gebied={AMERSFOORT}&ook=onbekend&wanneer=week").get_data(as_text=True)
    assert f'name="gebied" value="{AMERSFOORT}"' in page
    named = example_client.get(f"/?gebied={AMERSFOORT}&zoek=Veenendaal").get_data(as_text=True)
    assert f'data-gebied="{AMERSFOORT}"' in named
    assert "gemeten vanaf het midden van Veenendaal" in named
    assert re.search(r"Er zijn \d+ plekken met hulp in dit gebied\.", named)
    assert (
        '<input type="hidden" name="zoek" value="Veenendaal">'
        in named[named.index("data-gebiedveld") - 200 :]
    )


def test_a_box_is_rounded_to_a_hundred_metres(example_client: FlaskClient) -> None:
    page = example_client.get("/?gebied=5.29999,52.10004,5.50011,52.2500004").get_data(as_text=True)
    assert 'data-gebied="5.3,52.1,5.5,52.25"' in page


@pytest.mark.parametrize(
    "box", ["5", "5,52,6", "a,b,c,d", "5,52,5,53", "6,52,5,53", "0,40,1,41", "5,52,6,nan", "1e1,2,3,4"]
)
def test_a_box_that_cannot_be_is_said_and_not_guessed(example_client: FlaskClient, box: str) -> None:
    answer = example_client.get(f"/?gebied={box}")
    assert answer.status_code == 400
    assert "gebied niet vinden" in answer.get_data(as_text=True)
