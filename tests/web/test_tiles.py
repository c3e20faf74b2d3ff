"""Tiles through our own server: the same pictures, from nobody else's host, and an outage that stays an outage."""

from __future__ import annotations

import logging
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from sociale_kaart.config import Settings
from sociale_kaart.web import tiles
from sociale_kaart.web.app import create_app
from tests.serving import served
from tests.web.smallmap import map_data

PNG = b"\x89PNG\r\n\x1a\n" + bytes(60)
# Enschede at zoom 10, and Paris.
HERE, ELSEWHERE = "/tegels/10/531/337.png", "/tegels/10/518/352.png"


@dataclass
class Service:
    """A tile service that can be told what to answer."""

    url: str = ""
    body: bytes = PNG
    status: int = 200
    asked: list[str] = field(default_factory=list)
    works: threading.Event = field(default_factory=threading.Event)
    was_asked: threading.Event = field(default_factory=threading.Event)


@pytest.fixture
def service() -> Iterator[Service]:
    told = Service()
    told.works.set()
    app = Flask("tiles")

    @app.get("/<path:which>")
    def answer(which: str) -> Response:
        told.asked.append(which)
        told.was_asked.set()
        told.works.wait(30)
        return Response(told.body, told.status, mimetype="image/png")

    with served(app, threads=2) as told.url:
        yield told
        told.works.set()


@pytest.fixture
def client(service: Service) -> FlaskClient:
    settings = Settings(tiles_url=service.url + "/grijs/{z}/{x}/{y}.png", tiles_proxy=True)
    return create_app(map_data(), settings).test_client()


def test_a_tile_is_fetched_once_and_looks_as_the_service_made_it(
    client: FlaskClient, service: Service
) -> None:
    first, again = client.get(HERE), client.get(HERE)
    assert first.data == again.data == PNG
    assert first.mimetype == "image/png"
    assert "max-age" in first.headers["Cache-Control"]
    assert service.asked == ["grijs/10/531/337.png"]


def test_no_page_names_the_host_of_the_tiles(client: FlaskClient, service: Service) -> None:
    for address in ("/?hulp=alle", "/plek/l-bieb", "/over"):
        answer = client.get(address)
        assert service.url not in answer.text
        assert "img-src 'self' data:;" in answer.headers["Content-Security-Policy"]
    assert 'data-tegels="/tegels/{z}/{x}/{y}.png"' in client.get("/plek/l-bieb").text
    assert "komt van een andere dienst" not in client.get("/over").text


@pytest.mark.parametrize(
    "address",
    [
        ELSEWHERE,
        "/tegels/10/5000/337.png",
        "/tegels/25/1/1.png",
        "/tegels/10/531/337.png?url=http://elders.voorbeeld.nl",
        "/tegels/10/531/-1.png",
        "/tegels/10/531/337.jpg",
    ],
)
def test_what_is_no_tile_of_the_area_is_not_asked_for(
    client: FlaskClient, service: Service, address: str
) -> None:
    assert client.get(address).status_code == 404
    assert service.asked == []


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (503, b"", 503),
        (404, b"", 404),
        (200, b"<html>onderhoud</html>", 502),
        (200, PNG + bytes(600_000), 502),
        (200, b"RIFF\x24\0\0\0WAVEfmt " + bytes(40), 502),
    ],
)
def test_what_is_no_picture_is_an_error_and_is_not_kept(
    client: FlaskClient, service: Service, status: int, body: bytes, said: int
) -> None:
    service.status, service.body = status, body
    assert client.get(HERE).status_code == said
    service.status, service.body = 200, PNG
    assert client.get(HERE).data == PNG


def test_a_service_that_is_down_is_left_alone_after_a_few_questions(
    client: FlaskClient, service: Service
) -> None:
    service.status = 503
    answers = [
        client.get(f"/tegels/10/531/{y}.png").status_code for y in (335, 336, 337, 338) for _ in range(3)
    ]
    assert set(answers) == {503}
    assert len(service.asked) == 5
    assert client.get("/over").status_code == 200


def test_no_more_is_kept_than_a_budget(
    monkeypatch: pytest.MonkeyPatch, client: FlaskClient, service: Service
) -> None:
    monkeypatch.setattr(tiles, "KEPT_BYTES", 2 * len(PNG))
    for y in (335, 336, 337, 335):
        assert client.get(f"/tegels/10/531/{y}.png").status_code == 200
    assert [which[-7:-4] for which in service.asked] == ["335", "336", "337", "335"]


def asked_beside(address: str) -> threading.Thread:
    """A browser that asks, and does not mind the answer."""

    def ask() -> None:
        try:
            urllib.request.urlopen(address, timeout=300).close()
        except urllib.error.HTTPError as refused:
            refused.close()

    thread = threading.Thread(target=ask)
    thread.start()
    return thread


def test_a_service_that_hangs_does_not_take_the_pages_down(
    monkeypatch: pytest.MonkeyPatch, service: Service
) -> None:
    monkeypatch.setattr(tiles, "LONGEST_S", 200.0)
    service.works.clear()
    settings = Settings(tiles_url=service.url + "/{z}/{x}/{y}.png", tiles_proxy=True)
    app = create_app(map_data(), settings)
    with served(app, settings.threads) as address:
        visitors = [
            asked_beside(f"{address}/tegels/10/{x}/{y}.png") for x in (530, 531) for y in (335, 336, 337, 338)
        ]
        # Far shorter than the service hangs, and far longer than a page takes on a busy machine.
        with urllib.request.urlopen(f"{address}/over", timeout=100) as page:
            assert page.status == 200
        assert len(service.asked) <= settings.threads // 2
        service.works.set()
        for visitor in visitors:
            visitor.join(300)


def test_who_must_wait_too_long_is_told_to_ask_again(
    monkeypatch: pytest.MonkeyPatch, client: FlaskClient, service: Service
) -> None:
    monkeypatch.setattr(tiles, "PATIENCE_S", 0.05)
    service.works.clear()
    others = [threading.Thread(target=client.application.test_client().get, args=(HERE,)) for _ in range(3)]
    for other in others:
        other.start()
    assert service.was_asked.wait(10)
    refused = client.get(HERE)
    assert refused.status_code == 503
    assert int(refused.headers["Retry-After"]) > 0
    assert refused.headers["Cache-Control"] == "no-store"
    assert refused.data == b"", "no page in the place of a picture"
    service.works.set()
    for other in others:
        other.join(30)
    assert service.asked == ["grijs/10/531/337.png"], "three wanted one tile, and it was fetched once"
    assert client.get(HERE).data == PNG


def test_the_log_tells_of_an_outage_once_and_never_which_tile(
    client: FlaskClient, service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        service.status = 404
        assert client.get("/tegels/10/531/336.png").status_code == 404
        assert caplog.messages == [], "a tile that is not there is no outage"
        service.status = 503
        for y in (335, 336, 337):
            assert client.get(f"/tegels/10/531/{y}.png").status_code == 503
        service.status = 200
        for y in (335, 336):
            assert client.get(f"/tegels/10/531/{y}.png").status_code == 200
    assert caplog.messages == [
        "the tile service fails: ServiceUnavailable",
        "the tile service answers again",
    ]


def test_webp_is_told_by_what_its_container_holds() -> None:
    assert tiles.kind(b"RIFF\x24\0\0\0WEBPVP8 ") == "image/webp"
    assert tiles.kind(b"RIFF\x24\0\0\0WAVEfmt ") is None


def test_without_the_setting_there_is_no_such_address(service: Service) -> None:
    settings = Settings(tiles_url=service.url + "/{z}/{x}/{y}.png")
    assert create_app(map_data(), settings).test_client().get(HERE).status_code == 404
