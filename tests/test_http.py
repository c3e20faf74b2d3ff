"""The HTTP client: polite, patient within bounds, and clear about three kinds of failure."""

from __future__ import annotations

import time
from collections.abc import Iterator
from importlib.metadata import version

import pytest

from sociale_kaart.config import Settings
from sociale_kaart.errors import (
    ServiceAnswerInvalid,
    ServiceError,
    ServiceMoved,
    ServiceUnavailable,
    SettingError,
)
from sociale_kaart.http import get_json, session
from tests.fakes.locatieserver import Locatieserver


@pytest.fixture
def server() -> Iterator[Locatieserver]:
    with Locatieserver() as fake:
        yield fake


def ask(
    server: Locatieserver, *, retries: int = 0, rate: float = 1000.0, timeout_s: float = 5.0
) -> dict[str, object]:
    client = session(Settings(retries=retries, requests_per_second=rate))
    try:
        return get_json(client, f"{server.url}/free", {"q": "x"}, timeout_s=timeout_s)
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
    server.play("slow", seconds=1.0)
    began = time.monotonic()
    with pytest.raises(ServiceUnavailable, match="no answer"):
        ask(server, timeout_s=0.1)
    assert time.monotonic() - began < 1.0


def test_nobody_listening_is_service_unavailable() -> None:
    client = session(Settings(retries=0))
    with pytest.raises(ServiceUnavailable):
        get_json(client, "http://127.0.0.1:9/free", timeout_s=0.5)
    client.close()


@pytest.mark.parametrize(
    "url", ["notaurl", "", "api.pdok.nl/x", "https://", "ftp://pdok.nl/x", "https://[x/"]
)
def test_what_is_no_web_address_is_a_wrong_setting_and_no_outage(url: str) -> None:
    client = session(Settings(retries=0))
    with pytest.raises(SettingError, match="is no web address") as caught:
        get_json(client, url, timeout_s=1.0)
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
    assert time.monotonic() - began < 5.0


def test_a_retry_after_that_says_nothing_is_as_good_as_none(server: Locatieserver) -> None:
    server.play("503", retry_after="straks")
    assert "response" in ask(server, retries=1)


def test_even_the_first_retry_waits(server: Locatieserver) -> None:
    server.play("503")
    ask(server, retries=1)
    first, second = server.moments
    assert second - first >= 0.4


def test_requests_keep_to_the_rate(server: Locatieserver) -> None:
    client = session(Settings(requests_per_second=5.0))
    for _ in range(8):
        get_json(client, f"{server.url}/free", timeout_s=5.0)
    client.close()
    gaps = [later - earlier for earlier, later in zip(server.moments, server.moments[5:], strict=False)]
    # However they bunch, no second holds more than five.
    assert min(gaps) >= 0.9


def test_we_say_who_we_are(server: Locatieserver) -> None:
    client = session(Settings(contact="helpdesk@bibliotheek.nl"))
    get_json(client, f"{server.url}/free", {"q": "x"}, timeout_s=5.0)
    client.close()
    assert server.user_agents == {f"sociale-kaart/{version('sociale-kaart')} (helpdesk@bibliotheek.nl)"}
