"""Where a visitor means, in the language of the page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from sociale_kaart.config import Settings
from sociale_kaart.gebieden.places import Doubt, NotFound, Position, Unfound, search_position
from sociale_kaart.web.app import create_app
from sociale_kaart.web.positionwords import doubt, measured_from, unfound
from tests.web.smallmap import map_data


@pytest.fixture(scope="module")
def app() -> Flask:
    return create_app(map_data(), Settings(cache=""))


@pytest.mark.parametrize(
    ("typed", "dutch", "english"),
    [
        ("7511", "het midden van postcodegebied 7511", "the middle of postcode area 7511"),
        ("Enschede", "het midden van Enschede", "the middle of Enschede"),
        (
            "Haarlemmermeer",
            "het midden van de gemeente Haarlemmermeer",
            "the middle of the municipality of Haarlemmermeer",
        ),
    ],
)
def test_from_where_distances_are_measured(app: Flask, typed: str, dutch: str, english: str) -> None:
    found = search_position(typed)
    assert isinstance(found, Position)
    assert measured_from(found) == dutch
    with app.test_request_context(environ_overrides={"sociale_kaart.language": "en"}):
        assert measured_from(found) == english


def test_every_doubt_and_every_reason_has_its_words() -> None:
    somewhere = search_position("7511")
    assert isinstance(somewhere, Position)
    for one in Doubt:
        said = doubt(replace(somewhere, doubt=one))
        assert said.endswith("We zoeken vanaf het midden van postcodegebied 7511.")
    for why in Unfound:
        told = unfound(NotFound("Dam", ("Damwâld",), why, "Dam", "Amsterdam"))
        assert told.reason.endswith(".")
        assert told.advice == "Bedoelt u Damwâld?"


def test_where_nothing_looks_like_it_advice_says_what_to_type() -> None:
    for typed in ("qqqqqqqq", "Overijssel"):
        found = search_position(typed)
        assert isinstance(found, NotFound)
        assert unfound(found).advice.startswith(("Vul ", "Zoek "))


def test_an_english_page_says_it_in_english(app: Flask) -> None:
    page = app.test_client().get("/en/?zoek=7511&hulp=alle").text
    assert "measured from the middle of postcode area 7511" in page
    assert "het midden van" not in page
    nothing = app.test_client().get("/en/?zoek=qqqqqqqq").text
    assert "We do not know this place</h2>" in nothing
    assert "<p>Enter a postcode, or the name of a town or municipality.</p>" in nothing
