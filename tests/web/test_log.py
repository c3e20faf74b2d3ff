"""The log tells what kind of page was asked for and how that went, and nothing of where anybody is or who they are."""

from __future__ import annotations

import io
import json
import logging
import re
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import Client

from sociale_kaart.config import Settings
from sociale_kaart.errors import ServiceAnswerInvalid
from sociale_kaart.web import logrecords
from sociale_kaart.web.accesslog import AccessLog, logged
from sociale_kaart.web.app import create_app
from sociale_kaart.web.logrecords import JsonLines, PlainLines
from sociale_kaart.web.manymaps import ManyMaps
from tests.web.smallmap import map_data

# What must never be in a log: a street, postcodes, degrees, metres, a tile, an address, a browser, a page elsewhere.
SECRETS = ("Geheimstraat", "7511", "GM", "52.2", "6.89", "257900", "2105", "203.0.113", "Mozilla", "elders")
ASKED = (
    "/?zoek=Geheimstraat+12+7511GM&hulp=alle",
    "/?plek=52.218,6.893&hulp=computer",
    "/7511GM",
    "/Geheimstraat/12",
    "/en/?zoek=7511",
    "/plek/l-7511-Geheimstraat",
    "/tegels/12/2105/1347.png",
    "/api/suggest?q=Geheimstr&lon=6.893&lat=52.218",
    "/api/zoek?q=7511GM",
    "/api/zoek?q=",
    "/api/stand.json?plek=52.218,6.893",
    "/api/ogc/collections/plekken/items?bbox=257900,471600,257901,471601",
    "/blad?zoek=7511GM",
    "/dekking/GM0153",
)
# Apart from the code: a traceback shows its lines.
TYPED, TILE = "niets voor Geheimstraat 12, 7511GM", "https://tegels.voorbeeld.nl/12/2105/1347.png"
FROM = {
    "environ_base": {"REMOTE_ADDR": "203.0.113.7"},
    "headers": {
        "User-Agent": "Mozilla/5.0",
        "Referer": "https://elders.example/?7511GM",
        "X-Forwarded-For": "203.0.113.9",
    },
}


def secrets_in(said: str) -> list[str]:
    """Those that are told; when it was and how long it took may have the same digits."""
    rest = re.sub(r'"time": "[^"]*"|"(ms|bytes)": [\d.]+|\b\d\d:\d\d:\d\d\b|[\d.]+ (ms|kB)', "", said)
    return [secret for secret in SECRETS if secret.casefold() in rest.replace("GMT", "").casefold()]


@pytest.fixture(params=[JsonLines, PlainLines])
def log(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """All that is logged, in either form."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(request.param())
    root, ours = logging.getLogger(), logging.getLogger("sociale_kaart")
    levels = root.level, ours.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    ours.setLevel(logging.DEBUG)
    yield text
    root.removeHandler(handler)
    root.setLevel(levels[0])
    ours.setLevel(levels[1])


@pytest.fixture(scope="module")
def app() -> Flask:
    return create_app(map_data(), Settings(tiles_url=""))


def test_no_address_postcode_or_position_is_in_the_log(app: Flask, log: io.StringIO) -> None:
    site = Client(logged(ManyMaps({"twente": app}, app), "all"))
    for address in ASKED:
        site.get(address, buffered=True, **FROM)
        site.get(f"/twente{address}", buffered=True, **FROM)
        site.open(address, method="GEHEIMSTRAAT", buffered=True, **FROM)
    said = log.getvalue()
    assert said.count("/plek/<plek_id>") >= 2
    assert len(said.splitlines()) == 3 * len(ASKED)
    assert secrets_in(said) == []


def test_an_error_is_a_record_with_its_traceback_and_without_what_was_typed(log: io.StringIO) -> None:
    app = create_app(map_data(), Settings(tiles_url=""))

    def breaks(**_: Any) -> str:
        raise ValueError(TYPED)

    def is_refused(**_: Any) -> str:
        raise ServiceAnswerInvalid(
            "nothing for '7511GM'", where="https://tegels.voorbeeld.nl/12/2105/1347.png"
        )

    app.view_functions |= {"plek.page": breaks, "over.page": is_refused}
    site = Client(logged(app, "requests"))
    assert site.get("/plek/7511?zoek=Geheimstraat").status_code == 500
    assert site.get("/over?zoek=Geheimstraat").status_code == 502
    said = log.getvalue()
    assert "unforeseen ValueError on /plek/<plek_id>" in said
    assert "in breaks" in said, "the traceback"
    assert "ServiceAnswerInvalid of tegels.voorbeeld.nl on /over" in said
    assert secrets_in(said) == []


def records(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


@pytest.mark.parametrize("log", [JsonLines], indirect=True)
def test_a_request_is_a_record(app: Flask, log: io.StringIO) -> None:
    answer = Client(logged(ManyMaps({"twente": app}, app), "requests")).get("/twente/en/plek/l-bieb")
    (said,) = records(log)
    assert said.pop("ms") > 0
    assert said.pop("time").endswith("+00:00")
    assert said == {
        "level": "info",
        "event": "request",
        "method": "GET",
        "route": "/plek/<plek_id>",
        "status": 200,
        "bytes": len(answer.data),
        "map": "twente",
    }


@pytest.mark.parametrize("log", [PlainLines], indirect=True)
def test_on_a_terminal_it_is_a_line_to_read(app: Flask, log: io.StringIO) -> None:
    Client(logged(app, "requests")).get("/over")
    _, status, method, route, ms, unit, size, kilo = log.getvalue().split()
    assert (status, method, route, unit, kilo) == ("200", "GET", "/over", "ms", "kB")
    assert float(ms) > 0
    assert float(size) > 0


@pytest.mark.parametrize("log", [JsonLines], indirect=True)
def test_health_is_logged_only_where_all_is(app: Flask, log: io.StringIO) -> None:
    Client(logged(app, "requests")).get("/gezond")
    assert records(log) == []
    Client(logged(app, "all")).get("/gezond")
    assert [one["route"] for one in records(log)] == ["/gezond"]


def test_with_none_nothing_stands_between(app: Flask) -> None:
    assert logged(app, "none") is app


@pytest.mark.parametrize("log", [JsonLines], indirect=True)
def test_an_answer_of_unknown_length_is_counted_and_head_has_none(log: io.StringIO) -> None:
    def pieces(environ: Any, start_response: Any) -> Iterator[bytes]:
        start_response("200 OK", [])
        yield b"abc"
        yield b"de"

    def whole(environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Length", "5")])
        return [b""]

    Client(AccessLog(pieces, "all")).get("/", buffered=True)
    Client(AccessLog(whole, "all")).head("/")
    assert [(one["bytes"], one["route"]) for one in records(log)] == [(5, "-"), (0, "-")]


def record(name: str, message: str) -> logging.LogRecord:
    try:
        raise ValueError(TYPED)
    except ValueError:
        return logging.LogRecord(name, logging.ERROR, "", 1, message, (), sys.exc_info())


def test_what_waitress_says_has_no_path_and_no_words_of_the_error() -> None:
    told = json.loads(JsonLines().format(record("waitress", "Exception while serving /7511GM")))
    assert told["message"] == "Exception while"
    assert told["traceback"].endswith("ValueError")
    assert "7511" not in json.dumps(told)


def test_an_error_in_opening_a_map_keeps_its_words() -> None:
    told = json.loads(JsonLines().format(record("sociale_kaart.web.server.supervisor", "cannot be opened")))
    assert told["traceback"].endswith(f"ValueError: {TYPED}")


@pytest.mark.parametrize(
    ("form", "terminal", "formatter"),
    [
        ("auto", True, PlainLines),
        ("auto", False, JsonLines),
        ("json", True, JsonLines),
        ("text", False, PlainLines),
    ],
)
def test_the_setting_chooses_the_form(
    form: str, terminal: bool, formatter: type[logging.Formatter], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stream(io.StringIO):
        def isatty(self) -> bool:
            return terminal

    given: dict[str, Any] = {}
    monkeypatch.setattr(sys, "stderr", Stream())
    monkeypatch.setattr(logging, "basicConfig", lambda **said: given.update(said))
    levels = {name: logging.getLogger(name).level for name in ("sociale_kaart", "waitress.queue")}
    logrecords.log_to_stderr(form)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    (handler,) = given["handlers"]
    assert type(handler.formatter) is formatter
