"""Parts of pages that are rendered once: the same page for whoever asks, in the language that they ask it in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask, render_template_string

from sociale_kaart.web import once
from sociale_kaart.web.catalogues import Languages
from sociale_kaart.web.speaking import install as install_language

COUNTED = '{% call once("part", day) %}{{ next(turns) }}: {{ language }}{% endcall %}'


@pytest.fixture
def app() -> Flask:
    app = Flask(__name__)
    install_language(app, Languages.of("nl"))
    once.install(app)
    return app


def _told(app: Flask, turns: Iterator[int], *, path: str = "/", day: str = "maandag") -> str:
    prefixed = {"sociale_kaart.language": "en"} if path.startswith("/en") else {}
    with app.test_request_context("/", environ_overrides=prefixed):
        return render_template_string(COUNTED, turns=turns, next=next, day=day)


def test_a_part_is_rendered_once_for_whoever_asks(app: Flask) -> None:
    turns = iter(range(9))
    assert [_told(app, turns), _told(app, turns)] == ["0: nl", "0: nl"]


def test_every_language_has_its_own(app: Flask) -> None:
    turns = iter(range(9))
    assert [_told(app, turns), _told(app, turns, path="/en/"), _told(app, turns)] == [
        "0: nl",
        "1: en",
        "0: nl",
    ]


def test_what_it_depends_on_makes_another(app: Flask) -> None:
    turns = iter(range(9))
    told = [_told(app, turns, day=day) for day in ("maandag", "dinsdag", "maandag")]
    assert told == ["0: nl", "1: nl", "0: nl"]
