from __future__ import annotations

from datetime import date

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from sociale_kaart.web.dekking.choices import Choices, asked
from sociale_kaart.web.site import EXTENSION


def chosen(app: Flask, address: str) -> Choices:
    with app.test_request_context(address):
        return Choices.of(request.args, app.extensions[EXTENSION])


def test_an_address_holds_only_what_is_not_as_usual(app: Flask) -> None:
    assert chosen(app, "/dekking").query() == {}
    full = "/dekking?pijler=spreekuur&maat=afstand&groep=65plus&moment=avond&binnen=10"
    assert chosen(app, full).query() == {
        "pijler": "spreekuur",
        "maat": "afstand",
        "groep": "65plus",
        "moment": "avond",
        "binnen": "10",
    }


def test_every_view_comes_back_from_its_own_address(app: Flask) -> None:
    for address in (
        "/dekking?maat=bereik",
        "/dekking?datum=2026-11-24&moment=dinsdagavond",
        "/dekking?binnen=2",
    ):
        one = chosen(app, address)
        with app.test_request_context():
            assert Choices.of(one.query(), app.extensions[EXTENSION]) == one


def test_of_a_moment_of_the_week_a_day_leaves_the_part_of_the_day(app: Flask) -> None:
    one = chosen(app, "/dekking?datum=2026-11-25&moment=dinsdagavond")
    assert (one.day, one.moment, one.when) == (date(2026, 11, 25), "avond", "2026-11-25-avond")


@pytest.mark.parametrize(
    "when", ["altijd", "dinsdagavond", "zonder-afspraak", "2026-11-25", "2026-11-25-avond"]
)
def test_a_moment_in_a_path_says_the_same(app: Flask, when: str) -> None:
    with app.test_request_context():
        assert asked(app.extensions[EXTENSION], "computer", when).when == when


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("pijler=weg", "Deze soort hulp kennen we niet"),
        ("maat=weg", "Deze maat kennen we niet"),
        ("groep=weg", "Deze groep kennen we niet"),
        ("moment=nooit", "Dit moment kennen we niet"),
        ("binnen=3", "Kies 2, 5 of 10 kilometer"),
        ("datum=morgen", "Deze datum kunnen we niet gebruiken"),
        ("datum=0001-01-01", "Van die dag weten we te weinig"),
        ("datum=2026-10-01", "Kies een dag van 2 oktober 2026 tot en met 1 oktober 2028."),
        ("datum=2028-10-02", "Kies een dag van 2 oktober 2026 tot en met 1 oktober 2028."),
        ("sorteer=weg", "Op deze kolom kunnen we niet sorteren"),
    ],
)
def test_what_is_not_there_is_refused_in_words(client: FlaskClient, query: str, sentence: str) -> None:
    answer = client.get(f"/dekking?{query}")
    assert answer.status_code == 400
    assert sentence in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/dekking.csv?datum=2010-06-01",
        "/kaart.svg?wat=dekking&datum=2010-06-01",
        "/ingesloten/dekking?datum=2010-06-01",
        "/dekking/wat-als?datum=2010-06-01",
    ],
)
def test_of_a_day_before_the_newest_source_nothing_tells_of_gaps(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert "Kies een dag van 2 oktober 2026 tot en met 1 oktober 2028." in answer.get_data(as_text=True)


@pytest.mark.parametrize("room", ["dekking", "wat-als"])
def test_in_a_path_such_a_day_names_what_is_not_there(client: FlaskClient, room: str) -> None:
    answer = client.get(f"/api/{room}/computer/2010-06-01.json")
    assert answer.status_code == 404
    assert "Kies een dag van 2 oktober 2026 tot en met 1 oktober 2028." in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "path", ["weg/altijd", "computer/nooit", "computer/2026-13-01", "computer/2026-11-25avond"]
)
def test_the_same_in_a_path(client: FlaskClient, path: str) -> None:
    answer = client.get(f"/api/dekking/{path}.json")
    assert answer.status_code in (400, 404)
    assert answer.mimetype == "application/problem+json"
