"""What programs fetch again and again: every file and answer has a tag, is sent once, and may be read by any page."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from sociale_kaart.config import Settings
from sociale_kaart.web.app import create_app
from sociale_kaart.web.limits import EXPENSIVE
from sociale_kaart.web.site import EXTENSION, Site
from tests.web.conftest import MONDAY
from tests.web.smallmap import ENSCHEDE, map_data

# What is another every minute, or answers one visitor: those are kept by nobody (test_api.py).
BY_THE_MINUTE = {"api.stand_json", "api.zoek", "api.suggest", "gezond.gezond", "sheets.of_question"}
ASKED = {"api.namen_json": {"rij": "0"}, "oembed.answer": {"url": "http://localhost/"}}


@pytest.fixture(scope="module")
def app() -> Flask:
    return create_app(map_data(), Settings(tiles_url="", requests_per_minute=0), clock=lambda: MONDAY)


def named(site: Site) -> dict[str, str]:
    """What the parts of an address may say on this map."""
    pillar, place = next(iter(site.pillars)), next(iter(site.data.locations))
    return {
        "pillar": pillar,
        "pijler": pillar,
        "when": "altijd",
        "wanneer": "altijd",
        "groep": "iedereen",
        "plek_id": place,
        "gemeentecode": ENSCHEDE,
        "offer_id": next(iter(site.data.offers)),
        "collection_id": "plekken",
        "feature_id": site.data.inventory.listings[0].id,
        "name": "plekken.csv",
        "code": "-",
        "filename": "-",
        "its_id": "-",
    }


def addresses(app: Flask) -> dict[str, str]:
    """Endpoint -> an address, of every one that answers."""
    values = named(app.extensions[EXTENSION])
    found = {}
    for rule in app.url_map.iter_rules():
        with app.test_request_context():
            said: dict[str, Any] = {name: values[name] for name in rule.arguments}
            said |= ASKED.get(rule.endpoint, {})
            found[rule.endpoint] = app.url_for(rule.endpoint, **said)
    return found


@pytest.fixture(scope="module")
def answers(app: Flask) -> dict[str, tuple[str, TestResponse]]:
    """Endpoint -> its address and answer, of every route that has one on this map."""
    client = app.test_client()
    found = {
        endpoint: (address, client.get(address, buffered=True))
        for endpoint, address in addresses(app).items()
    }
    return {endpoint: one for endpoint, one in found.items() if one[1].status_code == 200}


def test_whoever_has_it_is_sent_nothing_more(
    app: Flask, answers: dict[str, tuple[str, TestResponse]]
) -> None:
    client = app.test_client()
    assert len(answers) > 60
    for endpoint, (address, answer) in answers.items():
        if endpoint not in BY_THE_MINUTE:
            tag = answer.headers.get("ETag", "")
            assert tag, endpoint
            again = client.get(address, headers={"If-None-Match": tag}, buffered=True)
            assert (again.status_code, again.data) == (304, b""), endpoint
            assert client.head(address, buffered=True).headers["ETag"] == tag, endpoint


def test_every_file_and_answer_for_programs_may_be_read_by_pages_elsewhere(
    app: Flask, answers: dict[str, tuple[str, TestResponse]]
) -> None:
    client = app.test_client()
    kinds = ("text/csv", "text/calendar", "application/json", "application/geo+json")
    of_programs = {one for one, (_, answer) in answers.items() if answer.mimetype in kinds}
    assert len(of_programs - {"gezond.gezond"}) > 30
    for endpoint in of_programs - {"gezond.gezond"}:
        address, answer = answers[endpoint]
        assert answer.headers["Access-Control-Allow-Origin"] == "*", endpoint
        assert client.head(address, buffered=True).headers["Access-Control-Allow-Origin"] == "*", endpoint
    for endpoint, (_, answer) in answers.items():
        if answer.mimetype == "text/html":
            assert "Access-Control-Allow-Origin" not in answer.headers, endpoint


def test_what_is_limited_is_there(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} >= EXPENSIVE


def test_every_costly_route_refuses_who_asks_too_much_and_says_how_long(app: Flask) -> None:
    limited = create_app(map_data(), Settings(tiles_url="", requests_per_minute=1)).test_client()
    someone = {"REMOTE_ADDR": "203.0.113.9"}
    limited.get("/api/suggest?q=ens", environ_base=someone)
    for endpoint, address in addresses(app).items():
        if endpoint in EXPENSIVE:
            answer = limited.get(address, environ_base=someone)
            assert answer.status_code == 429, endpoint
            assert int(answer.headers["Retry-After"]) > 0, endpoint
            if address.startswith("/api/"):
                assert answer.content_type == "application/problem+json", endpoint
                assert answer.headers["Access-Control-Allow-Origin"] == "*", endpoint


def test_a_stream_is_sent_as_it_is_made(app: Flask) -> None:
    answer = app.test_client().get("/api/hsds/3.1/services?format=ndjson")
    assert answer.is_streamed
    assert "ETag" not in answer.headers
