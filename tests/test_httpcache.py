"""What is kept of an outside service's answers, and for how long: hits, misses and failures each have their rule."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests

from sociale_kaart.config import Settings
from sociale_kaart.errors import ServiceError, ServiceUnavailable
from sociale_kaart.geocode.pdok import keep_for
from sociale_kaart.http import get_json, session
from sociale_kaart.httpcache import FILE_NAME
from tests.fakes.locatieserver import Fault, Locatieserver, address_doc

DAM = address_doc(
    "Dam 1, 1012JS Amsterdam",
    lon=4.8937,
    lat=52.3733,
    nummeraanduiding_id="0363200003761447",
    gemeente="Amsterdam",
)
HIT, MISS = {"q": "Dam 1"}, {"q": "Nergenshuizen 5"}


class Clock:
    """A day that goes by when we say so."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time_passed: float) -> None:
        self.now += timedelta(**time_passed)


@pytest.fixture
def server() -> Iterator[Locatieserver]:
    with Locatieserver(docs=[DAM]) as fake:
        yield fake


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def open_client(tmp_path: Path, clock: Clock) -> Callable[..., requests.Session]:
    def open_one(**settings: object) -> requests.Session:
        chosen: dict[str, object] = {
            "cache": str(tmp_path / "cache"),
            "retries": 0,
            "requests_per_second": 1000.0,
        }
        return session(Settings(**(chosen | settings)), keep_for=keep_for, now=clock, rest_s=30.0)

    return open_one


@pytest.mark.parametrize(("question", "days"), [(HIT, 30), (MISS, 1)], ids=["hit", "miss"])
def test_an_answer_is_kept_for_its_time_and_not_a_minute_longer(
    server: Locatieserver,
    open_client: Callable[..., requests.Session],
    clock: Clock,
    question: dict[str, str],
    days: int,
) -> None:
    with open_client() as client:
        first = get_json(client, f"{server.url}/free", question)
    clock.pass_by(days=days, minutes=-1)
    with open_client() as client:
        assert get_json(client, f"{server.url}/free", question) == first
        assert len(server.requests) == 1
        clock.pass_by(minutes=1)
        assert get_json(client, f"{server.url}/free", question) == first
        assert len(server.requests) == 2
        assert get_json(client, f"{server.url}/free", question) == first
    assert len(server.requests) == 2, "and what was asked again is kept again"


@pytest.mark.parametrize(
    "fault",
    [
        "503",
        "429",
        "410",
        "400",
        "404",
        "html",
        "cut_json",
        "cut_body",
        "wrong_shape",
        "reset",
        "no_json_object",
    ],
)
def test_a_failure_is_never_kept(
    server: Locatieserver, open_client: Callable[..., requests.Session], fault: str
) -> None:
    server.play(fault)
    with open_client() as client:
        with suppress(ServiceError):
            get_json(client, f"{server.url}/free", HIT)
        assert get_json(client, f"{server.url}/free", HIT)["response"]["numFound"] == 1
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    "answer",
    [
        {"response": {"numFound": 1, "docs": [DAM | {"centroide_ll": "POINT(0 0)"}]}},
        {"response": {"numFound": 1, "docs": "een"}},
        {"response": {"numFound": 1, "docs": ["een"]}},
        {"response": [1]},
        [],
    ],
    ids=["no point in it", "a text", "texts", "no docs", "no object"],
)
def test_what_a_geocoder_could_not_use_is_not_kept(answer: object) -> None:
    """It would fail for a month, where the service might be well again in a minute."""
    assert keep_for(json.dumps(answer).encode()) is None


def test_a_kept_answer_waits_for_no_turn_and_needs_no_service(
    server: Locatieserver, open_client: Callable[..., requests.Session]
) -> None:
    with open_client(requests_per_second=1.0) as client:
        get_json(client, f"{server.url}/free", HIT)
        began = time.monotonic()
        for _ in range(20):
            get_json(client, f"{server.url}/free", HIT)
        assert time.monotonic() - began < 19.0, "in turns it takes that long"
    server.always = Fault("503")
    with open_client() as client:
        for _ in range(5):
            with pytest.raises(ServiceUnavailable):
                get_json(client, f"{server.url}/free", MISS)
        with pytest.raises(ServiceUnavailable, match="not asked"):
            get_json(client, f"{server.url}/free", MISS)
        assert get_json(client, f"{server.url}/free", HIT)["response"]["numFound"] == 1


def test_another_question_is_another_answer(
    server: Locatieserver, open_client: Callable[..., requests.Session]
) -> None:
    with open_client() as client:
        get_json(client, f"{server.url}/free", HIT | {"fq": ["type:adres", 'postcode:"1012JS"']})
        get_json(client, f"{server.url}/free", HIT | {"fq": ["type:adres", 'postcode:"1012JT"']})
        get_json(client, f"{server.url}/suggest", HIT)
    assert len(server.requests) == 3


def test_what_has_ended_is_cleared_away(
    server: Locatieserver, open_client: Callable[..., requests.Session], tmp_path: Path
) -> None:
    with open_client() as client:
        get_json(client, f"{server.url}/free", HIT)
    with closing(sqlite3.connect(tmp_path / "cache" / FILE_NAME)) as file, file:
        file.execute("UPDATE responses SET expires = 1")
    open_client().close()
    with closing(sqlite3.connect(tmp_path / "cache" / FILE_NAME)) as file:
        assert file.execute("SELECT count(*) FROM responses").fetchone() == (0,)


def test_nothing_but_the_answer_is_on_the_disk(
    server: Locatieserver, open_client: Callable[..., requests.Session], tmp_path: Path
) -> None:
    secret = server.url.replace("http://", "http://gebruiker:wachtwoord@")
    with open_client(contact="helpdesk@bibliotheek.nl") as client:
        get_json(client, f"{secret}/free", HIT)
        get_json(client, f"{secret}/free", HIT)
    assert len(server.requests) == 1
    with closing(sqlite3.connect(tmp_path / "cache" / FILE_NAME)) as file:
        ((kept,),) = file.execute("SELECT value FROM responses")
    assert json.loads(kept).keys() == {"_content", "created_at", "expires", "status_code"}
    content = b"".join(path.read_bytes() for path in (tmp_path / "cache").iterdir())
    assert not any(word in content for word in (b"wachtwoord", b"Basic ", b"helpdesk", b"User-Agent"))
    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0


def test_switched_off_nothing_is_kept(
    server: Locatieserver, open_client: Callable[..., requests.Session], tmp_path: Path
) -> None:
    with open_client(cache="") as client:
        get_json(client, f"{server.url}/free", HIT)
        get_json(client, f"{server.url}/free", HIT)
    assert len(server.requests) == 2
    assert list(tmp_path.iterdir()) == []


def test_without_a_rule_nothing_is_kept(server: Locatieserver, tmp_path: Path) -> None:
    with session(Settings(cache=str(tmp_path / "cache"))) as client:
        get_json(client, f"{server.url}/free", HIT)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_is_said_once_and_costs_only_the_keeping(
    server: Locatieserver,
    open_client: Callable[..., requests.Session],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    with open_client() as client:
        assert get_json(client, f"{server.url}/free", HIT)["response"]["numFound"] == 1
    assert "SOCIALE_KAART_CACHE" in caplog.text


def test_a_damaged_file_is_said_and_costs_only_the_keeping(
    server: Locatieserver,
    open_client: Callable[..., requests.Session],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / FILE_NAME).write_bytes(b"this is no database" * 100)
    with open_client() as client:
        assert get_json(client, f"{server.url}/free", HIT)["response"]["numFound"] == 1
    assert "SOCIALE_KAART_CACHE" in caplog.text
