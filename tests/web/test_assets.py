from __future__ import annotations

import gzip
import json
from pathlib import Path

import brotli
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


@pytest.fixture
def compressed(tmp_path: Path) -> Flask:
    (tmp_path / "manifest.json").write_text(json.dumps({"kaart.js": "kaart-ABC.js", "a.png": "a-ABC.png"}))
    content = b"let many = 1;" * 100
    (tmp_path / "kaart-ABC.js").write_bytes(content)
    (tmp_path / "kaart-ABC.js.gz").write_bytes(gzip.compress(content))
    (tmp_path / "kaart-ABC.js.br").write_bytes(brotli.compress(content))
    (tmp_path / "a-ABC.png").write_bytes(b"\x89PNG")
    return app_with(tmp_path)


@pytest.mark.parametrize(("accepts", "encoding"), [("gzip, br", "br"), ("gzip", "gzip"), ("", "")])
def test_a_file_goes_out_as_the_build_compressed_it_and_once(
    compressed: Flask, accepts: str, encoding: str
) -> None:
    client = compressed.test_client()
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[encoding]
    with client.get("/static/kaart-ABC.js", headers={"Accept-Encoding": accepts}) as first:
        assert first.headers.get("Content-Encoding", "") == encoding
        assert first.mimetype == "text/javascript"
        assert first.headers["Vary"] == "Accept-Encoding"
        assert first.headers["Cache-Control"] == assets.FOR_EVER
        assert unpack(first.get_data()) == b"let many = 1;" * 100
        tag = first.headers["ETag"]
    headers = {"Accept-Encoding": accepts, "If-None-Match": tag}
    with client.get("/static/kaart-ABC.js", headers=headers) as again:
        assert (again.status_code, again.get_data()) == (304, b"")


def test_a_picture_is_left_as_it_is_and_compressed_files_have_no_address(compressed: Flask) -> None:
    client = compressed.test_client()
    with client.get("/static/a-ABC.png", headers={"Accept-Encoding": "br"}) as picture:
        assert "Content-Encoding" not in picture.headers
        assert picture.mimetype == "image/png"
    assert client.get("/static/kaart-ABC.js.br").status_code == 404
    assert client.get("/static/../assets.py").status_code == 404
