"""The way back to the list: by the visitor's own browser, for our own lists alone, and kept nowhere."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from sociale_kaart.config import Settings
from sociale_kaart.web.app import create_app
from tests.web.smallmap import map_data

LIST = "http://localhost/?zoek=7511&hulp=spreekuur"


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app(map_data(), Settings(tiles_url="")).test_client()


@pytest.mark.parametrize("path", ["/plek/l-bieb", "/plek/l-bieb/blad"])
def test_a_place_and_its_sheet_lead_back_to_the_list_that_led_there(client: FlaskClient, path: str) -> None:
    page = client.get(path, headers={"Referer": LIST})
    assert 'class="terug"><a href="/?zoek=7511&amp;hulp=spreekuur">' in page.text
    assert page.headers["Cache-Control"] == "no-store", "where somebody searched stays out of every cache"


@pytest.mark.parametrize(
    "came_from",
    [
        "",
        "http://localhost/",
        "https://elders.nl/?zoek=7511",
        "http://localhost/over?zoek=7511",
        "http://[::1/?zoek=7511",
    ],
)
def test_who_came_another_way_gets_the_question(client: FlaskClient, came_from: str) -> None:
    page = client.get("/plek/l-bieb", headers={"Referer": came_from})
    assert 'class="terug"><a href="/">Zoek een andere plek</a>' in page.text
    assert page.headers["Cache-Control"] == "no-cache"


def test_only_links_that_lead_to_a_place_say_what_was_asked(client: FlaskClient) -> None:
    page = client.get("/?zoek=7511&hulp=spreekuur").text
    assert '<a referrerpolicy="same-origin" href="/plek/l-bieb"' in page
    assert page.count("referrerpolicy=") == page.count('referrerpolicy="same-origin" href="/plek/')
