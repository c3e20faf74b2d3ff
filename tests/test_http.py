"""The HTTP client: polite, patient within bounds, and clear about three kinds of failure."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, tzinfo
from importlib.metadata import version
from typing import Self

import pytest
import requests

from sociale_kaart.config import Settings
from sociale_kaart.errors import (
    ServiceAnswerInvalid,
    ServiceError,
    ServiceMoved,
    ServiceUnavailable,
    SettingError,
)
from sociale_kaart.http import get_json, session
from tests.fakes.locatieserver import Fault, Locatieserver


@pytest.fixture
def server() -> Iterator[Locatieserver]:
    with Locatieserver() as fake:
        yield fake


def ask(
    server: Locatieserver, *, retries: int = 0, timeout_s: float = 5.0, backoff_s: float = 0.02
) -> dict[str, object]:
    settings = Settings(retries=retries, requests_per_second=1000.0, timeout_s=timeout_s)
    client = session(settings, backoff_s=backoff_s)
    try:
        return get_json(client, f"{server.url}/free", {"q": "x"})
    finally:
        client.close()


@pytest.mark.parametrize(
    ("fault", "error", "requests"),
    [
        ("410", ServiceMoved, 1),
        ("400", ServiceAnswerInvalid, 1),
        ("404", ServiceAnswerInvalid, 1),
        ("html", ServiceAnswerInvalid, 1),
        ("cut_json", ServiceAnswerInvalid, 1),
        ("cut_body", ServiceUnavailable, 1),
        ("no_json_object", ServiceAnswerInvalid, 1),
        ("reset", ServiceUnavailable, 2),
        ("429", ServiceUnavailable, 2),
        ("500", ServiceUnavailable, 2),
        ("503", ServiceUnavailable, 2),
    ],
)
def test_each_fault_ends_in_its_own_error_after_the_right_number_of_requests(
    server: Locatieserver, fault: str, error: type[ServiceError], requests: int
) -> None:
    server.play(fault, times=5)
    with pytest.raises(error) as caught:
        ask(server, retries=1)
    assert type(caught.value) is error
    assert len(server.requests) == requests
    assert server.url in str(caught.value)


@pytest.mark.parametrize("fault", ["429", "500", "502", "503", "504", "reset"])
def test_a_fault_that_passes_is_tried_again(server: Locatieserver, fault: str) -> None:
    server.play(fault)
    assert "response" in ask(server, retries=1)
    assert len(server.requests) == 2


def test_no_answer_in_time_is_service_unavailable(server: Locatieserver) -> None:
    server.play("slow", seconds=60.0)
    began = time.monotonic()
    with pytest.raises(ServiceUnavailable, match="no answer"):
        ask(server, timeout_s=0.1)
    assert time.monotonic() - began < 30.0


def test_an_answer_that_trickles_in_is_not_waited_for(server: Locatieserver) -> None:
    server.play("trickle", seconds=0.4)
    client = session(Settings(retries=0, timeout_s=20.0, total_timeout_s=0.2))
    began = time.monotonic()
    with pytest.raises(ServiceUnavailable, match=r"not complete after 0\.2 seconds"):
        get_json(client, f"{server.url}/free")
    assert time.monotonic() - began < 20.0, "the whole of it takes longer"
    assert "response" in get_json(client, f"{server.url}/free")
    client.close()


def test_an_answer_without_end_is_cut_off(server: Locatieserver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sociale_kaart.http.LARGEST_ANSWER", 50)
    with pytest.raises(ServiceAnswerInvalid, match="longer than 50 bytes"):
        ask(server)


def test_a_compressed_answer_is_read_and_measured_as_it_unpacks(
    server: Locatieserver, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.gzip = True
    assert "response" in ask(server)
    server.docs = [{"type": "weg", "weergavenaam": "x " * 50_000}]
    monkeypatch.setattr("sociale_kaart.http.LARGEST_ANSWER", 50_000)
    with pytest.raises(ServiceAnswerInvalid, match="longer than"):
        ask(server)


def test_nobody_listening_is_service_unavailable() -> None:
    client = session(Settings(retries=0))
    with pytest.raises(ServiceUnavailable):
        get_json(client, "http://127.0.0.1:9/free")
    client.close()


@pytest.mark.parametrize(
    "url", ["notaurl", "", "api.pdok.nl/x", "https://", "ftp://pdok.nl/x", "https://[x/"]
)
def test_what_is_no_web_address_is_a_wrong_setting_and_no_outage(url: str) -> None:
    client = session(Settings(retries=0))
    with pytest.raises(SettingError, match="is no web address") as caught:
        get_json(client, url)
    assert "SOCIALE_KAART_PDOK_URL" in str(caught.value)
    client.close()


def test_retry_after_is_honoured(server: Locatieserver) -> None:
    server.play("429", retry_after="1")
    ask(server, retries=1)
    first, second = server.moments
    assert second - first >= 1.0


def test_a_retry_after_of_hours_is_not_waited_for(server: Locatieserver) -> None:
    server.play("503", retry_after="7200", times=3)
    began = time.monotonic()
    with pytest.raises(ServiceUnavailable, match="503"):
        ask(server, retries=3)
    assert len(server.requests) == 1
    assert time.monotonic() - began < 60.0


def test_a_retry_after_that_says_nothing_is_as_good_as_none(server: Locatieserver) -> None:
    server.play("503", retry_after="straks")
    assert "response" in ask(server, retries=1)


def test_even_the_first_retry_waits(server: Locatieserver) -> None:
    server.play("503")
    ask(server, retries=1, backoff_s=0.2)
    first, second = server.moments
    assert second - first >= 0.2


def test_requests_keep_to_the_rate(server: Locatieserver) -> None:
    client = session(Settings(requests_per_second=5.0))
    for _ in range(8):
        get_json(client, f"{server.url}/free")
    client.close()
    gaps = [later - earlier for earlier, later in zip(server.moments, server.moments[5:], strict=False)]
    # However they bunch, no second holds more than five; as they arrive, for the machine may let one lie for a moment.
    assert min(gaps) >= 0.5


def test_second_tries_keep_to_the_rate_too(server: Locatieserver) -> None:
    server.play("503", times=3)
    client = session(Settings(requests_per_second=5.0, retries=3), backoff_s=0.001)
    for _ in range(3):
        get_json(client, f"{server.url}/free")
    client.close()
    assert len(server.moments) == 6
    assert server.moments[5] - server.moments[0] >= 0.5


def test_no_more_connections_than_two_however_many_ask(server: Locatieserver) -> None:
    client = session(Settings(requests_per_second=1000.0))
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: get_json(client, f"{server.url}/free", {"q": f"x{n}"}), range(24)))
    client.close()
    assert len(server.requests) == 24
    assert server.connections <= 2


REST_S = 600.0


class MovedClock(datetime):
    """The breaker's clock, which a test puts forward: no rest is over because the machine is busy."""

    later = timedelta()

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return super().now(tz) + cls.later


@pytest.fixture
def rest_is_over(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    monkeypatch.setattr("pybreaker.datetime", MovedClock)
    monkeypatch.setattr(MovedClock, "later", timedelta())

    def put_forward() -> None:
        MovedClock.later += timedelta(seconds=REST_S)

    return put_forward


@pytest.fixture
def resting(server: Locatieserver) -> Iterator[requests.Session]:
    """A session that gives a failing service a rest."""
    with session(Settings(retries=0, requests_per_second=1000.0), rest_s=REST_S) as client:
        yield client


@pytest.mark.parametrize("fault", ["503", "410", "html", "reset"])
def test_a_service_that_fails_five_times_is_left_alone_and_tried_again_later(
    server: Locatieserver, resting: requests.Session, rest_is_over: Callable[[], None], fault: str
) -> None:
    server.always = Fault(fault)
    for _ in range(5):
        with pytest.raises(ServiceError):
            get_json(resting, f"{server.url}/free")
    with pytest.raises(ServiceUnavailable, match=r"not asked: the service failed 5 times in a row"):
        get_json(resting, f"{server.url}/free")
    assert len(server.requests) == 5
    rest_is_over()
    with pytest.raises(ServiceError):
        get_json(resting, f"{server.url}/free")
    with pytest.raises(ServiceUnavailable, match="not asked"):
        get_json(resting, f"{server.url}/free")
    assert len(server.requests) == 6, "after its rest one question is risked, and no more"
    rest_is_over()
    server.always = None
    for _ in range(6):
        assert "response" in get_json(resting, f"{server.url}/free")


@pytest.mark.parametrize("fault", ["400", "cut_json"])
def test_a_question_that_the_service_cannot_answer_does_not_close_it_for_others(
    server: Locatieserver, resting: requests.Session, fault: str
) -> None:
    server.play(fault, times=9)
    for _ in range(9):
        with pytest.raises(ServiceAnswerInvalid):
            get_json(resting, f"{server.url}/free")
    assert "response" in get_json(resting, f"{server.url}/free")


def test_failures_that_are_not_in_a_row_do_not_close_a_service(
    server: Locatieserver, resting: requests.Session
) -> None:
    for _ in range(6):
        server.play("503")
        with pytest.raises(ServiceUnavailable, match="503"):
            get_json(resting, f"{server.url}/free")
        get_json(resting, f"{server.url}/free")


@pytest.mark.parametrize("fault", ["503", "slow", "html", "410", "trickle", "400", "cut_json"])
def test_an_error_says_where_but_never_what_was_asked_for(server: Locatieserver, fault: str) -> None:
    server.play(fault, seconds=0.3)
    settings = Settings(retries=0, timeout_s=0.1, total_timeout_s=0.1)
    with session(settings) as client, pytest.raises(ServiceError) as caught:
        get_json(client, f"{server.url}/free", {"q": "Geheimstraat 12"})
    assert server.url in str(caught.value)
    assert "Geheimstraat" not in str(caught.value)


def test_we_say_who_we_are(server: Locatieserver) -> None:
    client = session(Settings(contact="helpdesk@bibliotheek.nl"))
    get_json(client, f"{server.url}/free", {"q": "x"})
    client.close()
    assert server.user_agents == {f"sociale-kaart/{version('sociale-kaart')} (helpdesk@bibliotheek.nl)"}
