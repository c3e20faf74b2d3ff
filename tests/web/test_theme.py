"""A publisher's own style sheet: found beside the map, put after ours, and nothing where there is none."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from sociale_kaart import web
from sociale_kaart.config import Settings
from sociale_kaart.dataset.store import write_map
from sociale_kaart.errors import SettingError
from sociale_kaart.web.app import create_app
from sociale_kaart.web.assets import read_manifest
from sociale_kaart.web.theme import LONGEST
from tests.web.smallmap import map_data

CSS = ":root{--basis-color-action-1-color-default:#7a0050}\n"


def test_the_theme_beside_the_map_comes_after_our_own_style(tmp_path: Path) -> None:
    write_map(map_data(), tmp_path / "kaart.gpkg")
    (tmp_path / "thema.css").write_text(CSS)
    client = create_app(tmp_path / "kaart.gpkg", Settings()).test_client()
    page = client.get("/en/over").text
    assert 0 < page.index("/static/kaart-") < page.index('href="/thema.css?v=')
    answer = client.get(page.partition('href="/thema.css')[2].join(("/thema.css", "")).partition('"')[0])
    assert answer.text == CSS
    assert answer.mimetype == "text/css"
    assert "immutable" in answer.headers["Cache-Control"]
    for other in ("/thema.css", "/thema.css?v=", "/thema.css?v=000000000000"):
        assert client.get(other).headers["Cache-Control"] == "no-cache", "it may be another theme tomorrow"
    again = client.get("/thema.css", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_all_style_of_a_page_is_at_most_eight_kilobytes_compressed() -> None:
    static = Path(web.__file__).parent / "static"
    manifest = read_manifest(static)
    assert len(gzip.compress((static / manifest["kaart.css"]).read_bytes(), 9)) <= 8_000


def test_without_a_theme_no_page_names_one() -> None:
    client = create_app(map_data(), Settings()).test_client()
    assert "thema.css" not in client.get("/over").text


def test_a_theme_that_a_setting_names_must_be_there_and_short(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="cannot be read"):
        create_app(map_data(), Settings(theme=tmp_path / "weg.css"))
    (tmp_path / "lang.css").write_text("/*" + "x" * LONGEST + "*/")
    with pytest.raises(SettingError, match="longer than"):
        create_app(map_data(), Settings(theme=tmp_path / "lang.css"))
