"""Whatever an address says, the site answers: a page, a file, or a plain refusal; never a fault of ours."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.test import create_environ, run_wsgi_app

from benchmarks.fuzz_site import Fuzzer
from sociale_kaart.config import Settings
from sociale_kaart.web.app import create_app
from tests.web.smallmap import map_data

QUESTIONS = 400  # a few to each address; benchmarks/fuzz_site.py asks thousands


@pytest.fixture(scope="module")
def app() -> Flask:
    return create_app(map_data(), Settings(tiles_url="", requests_per_minute=0))


def raw(app: Flask, path: str, query: bytes) -> tuple[str, bytes]:
    """What comes of a question whose bytes nobody wrote as an address does."""
    environ = create_environ(path)
    environ["QUERY_STRING"] = query.decode("latin-1")
    pieces, status, _headers = run_wsgi_app(app, environ, buffered=True)
    return status[:3], b"".join(pieces)


@pytest.mark.slow
def test_no_question_is_a_fault_of_ours() -> None:
    app = create_app(map_data(), Settings(tiles_url="", requests_per_minute=0))
    outcome = Fuzzer(app, seed=7).ask_all(QUESTIONS)
    assert outcome.wrong == []
    assert sum(one.asked for one in outcome.told.values()) >= QUESTIONS
    refused = sum(one.statuses[400] + one.statuses[404] for one in outcome.told.values())
    answered = sum(one.statuses[200] for one in outcome.told.values())
    assert min(refused, answered) > QUESTIONS / 10, "questions reach what stands behind the first check"


def test_a_letter_that_is_sent_as_it_is_means_what_it_means(app: Flask) -> None:
    written = app.test_client().get("/api/zoek?q=Gla%C3%ABn").get_json()
    status, body = raw(app, "/api/zoek", "q=Glaën".encode())
    assert status == "200"
    assert app.json.loads(body) == written


@pytest.mark.parametrize("path", ["/", "/dekking", "/api/zoek", "/oembed"])
def test_bytes_that_are_no_text_are_no_fault_of_ours(app: Flask, path: str) -> None:
    status, _body = raw(app, path, b"q=\xff\xfe&zoek=\xe9&maat=\xe9&url=\xe9")
    assert status < "500"
