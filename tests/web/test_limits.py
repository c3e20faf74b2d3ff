"""One address may not use up what all share; a proxy is believed only where it was told of; no address is kept."""

from __future__ import annotations

import logging

import pytest
from flask.testing import FlaskClient

from sociale_kaart.config import Settings
from sociale_kaart.web import limits
from sociale_kaart.web.app import create_app
from tests.web.smallmap import map_data

MOST = 5
COSTLY = "/api/suggest?q=ens"


def client(**settings: int) -> FlaskClient:
    return create_app(
        map_data(), Settings(tiles_url="", **{"requests_per_minute": MOST, **settings})
    ).test_client()  # type: ignore[arg-type]


def ask(of: FlaskClient, address: str = COSTLY, *, by: str = "203.0.113.7", told: str = "") -> int:
    headers = {"X-Forwarded-For": told} if told else {}
    return of.get(address, environ_base={"REMOTE_ADDR": by}, headers=headers).status_code


@pytest.fixture(autouse=True)
def _within_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands still, so that no test runs over the end of a window."""
    monkeypatch.setattr(limits.time, "time", lambda: 1_800_000_000.0)


def test_who_asks_too_much_waits_and_nobody_else_does() -> None:
    site = client()
    assert [ask(site) for _ in range(MOST + 1)] == [200] * MOST + [429]
    assert ask(site, by="203.0.113.8") == 200


def test_a_refusal_is_a_problem_and_says_how_long() -> None:
    site = client(requests_per_minute=1)
    ask(site)
    answer = site.get(COSTLY, environ_base={"REMOTE_ADDR": "203.0.113.7"})
    assert answer.content_type == "application/problem+json"
    assert 0 < int(answer.headers["Retry-After"]) <= limits.WINDOW_S + 1  # rounded up


def test_what_is_made_once_is_never_refused() -> None:
    site = client(requests_per_minute=1)
    assert {ask(site, "/api/plekken.geojson") for _ in range(9)} == {200}
    assert {ask(site, "/") for _ in range(9)} == {200}


def test_a_stream_of_everything_counts_for_its_pages() -> None:
    stream = "/api/hsds/3.1/services?format=ndjson"
    site = client(requests_per_minute=limits.STREAM_COUNTS_FOR + 1)
    assert [ask(site, stream), ask(site, stream)] == [200, 429]
    assert ask(client(requests_per_minute=1), stream) == 200, "a low limit shuts nobody out"


def test_zero_is_no_limit() -> None:
    site = client(requests_per_minute=0)
    assert {ask(site) for _ in range(9)} == {200}


def test_a_proxy_that_nobody_told_of_does_not_shut_everybody_out() -> None:
    site = client(requests_per_minute=1)
    assert {ask(site, by="127.0.0.1") for _ in range(9)} == {200}


def test_behind_a_proxy_each_visitor_counts_alone() -> None:
    site = client(requests_per_minute=1, proxies=1)
    assert ask(site, by="127.0.0.1", told="203.0.113.1") == 200
    assert ask(site, by="127.0.0.1", told="203.0.113.1") == 429
    assert ask(site, by="127.0.0.1", told="203.0.113.2") == 200


def test_a_visitor_cannot_say_to_be_another() -> None:
    without = client(requests_per_minute=1)
    assert ask(without, told="198.51.100.1") == 200
    assert ask(without, told="198.51.100.2") == 429
    behind = client(requests_per_minute=1, proxies=1)
    assert ask(behind, by="127.0.0.1", told="198.51.100.1, 203.0.113.1") == 200
    assert ask(behind, by="127.0.0.1", told="198.51.100.2, 203.0.113.1") == 429


def test_a_name_holds_for_a_window_and_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    names = limits.PassingNames()
    first = names.name("203.0.113.7")
    assert names.name("203.0.113.7") == first
    assert names.name("203.0.113.8") != first
    monkeypatch.setattr(limits.time, "time", lambda: 1_800_000_000.0 + limits.WINDOW_S)
    assert names.name("203.0.113.7") != first


def test_no_address_is_kept_or_written(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        site = client(requests_per_minute=1)
        ask(site)
        ask(site)
    assert "203.0.113" not in caplog.text
    (limiter,) = site.application.extensions["limiter"]
    assert limiter.storage.storage
    assert "203.0.113" not in repr(vars(limiter.storage))
