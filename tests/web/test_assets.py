from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask, render_template_string

from sociale_kaart.web import assets


def app_with(folder: Path) -> Flask:
    app = Flask(__name__, static_folder=str(folder), static_url_path="/static")
    assets.install(app)
    app.add_url_rule("/", "index", lambda: render_template_string("{{ asset_url('kaart.js') }}"))
    return app


def test_a_hashed_file_may_be_kept_for_ever_and_others_not(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(json.dumps({"kaart.js": "kaart-ABC.js"}))
    for name in ("kaart-ABC.js", "licences.txt"):
        (tmp_path / name).write_text("")
    client = app_with(tmp_path).test_client()
    assert client.get("/").get_data(as_text=True) == "/static/kaart-ABC.js"
    with client.get("/static/kaart-ABC.js") as hashed, client.get("/static/licences.txt") as other:
        assert hashed.headers["Cache-Control"] == assets.FOR_EVER
        assert "immutable" not in other.headers["Cache-Control"]


def test_a_front_end_that_was_never_built_is_logged_and_pages_still_come(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    client = app_with(tmp_path).test_client()
    assert client.get("/").get_data(as_text=True) == ""
    assert "no built front end" in caplog.text
