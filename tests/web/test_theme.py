"""A publisher's own style sheet: found beside the map, put after ours, and nothing where there is none."""

from __future__ import annotations

import gzip
import re
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

ROOT = Path(__file__).resolve().parents[2]
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


DECLARED = re.compile(r"(--[a-z0-9-]+):\s*([^;]+);")
# What stands on what: the page's own text, quiet text, links, and words on a filled button and on a panel.
ON = (
    ("default-color-document", "default-bg-document"),
    ("default-color-document", "default-bg-subtle"),
    ("default-color-subtle", "default-bg-document"),
    ("default-color-subtle", "default-bg-subtle"),
    ("action-1-color-default", "default-bg-document"),
    ("action-1-color-default", "default-bg-subtle"),
    ("action-1-color-hover", "default-bg-document"),
    ("action-1-bg-document", "action-1-color-default"),
    ("action-1-bg-document", "action-1-color-hover"),
)


def values(css: str) -> tuple[dict[str, str], dict[str, str]]:
    """Names and values of a sheet in the light, and those of the dark over them."""
    light, _, rest = css.partition("@media (prefers-color-scheme: dark)")
    told = dict(DECLARED.findall(light))
    return told, told | dict(DECLARED.findall(rest.partition("@media")[0]))


def contrast(one: str, other: str) -> float:
    """Of two colours such as "#7a0050", 1 to 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_the_theme_that_the_how_to_gives_can_be_read_in_the_light_and_in_the_dark(scheme: int) -> None:
    tokens = (ROOT / "static" / "src" / "tokens.css").read_text()
    how_to = (ROOT / "docs" / "how-to" / "huisstijl-gebruiken.md").read_text()
    example = how_to.partition("```css\n")[2].partition("```")[0]
    shown = values(tokens)[scheme] | values(example)[scheme]
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    for text, background in ON:
        pair = shown[f"--basis-color-{text}"], shown[f"--basis-color-{background}"]
        assert contrast(*pair) >= 4.5, (text, background, pair)


def test_every_value_has_a_reader_and_the_how_to_names_none_that_is_not_there() -> None:
    styles = "".join(path.read_text() for path in (ROOT / "static" / "src").glob("*.css"))
    there = {name for name, _ in DECLARED.findall(styles) if name.startswith("--basis-")}
    assert there <= set(re.findall(r"var\((--[a-z0-9-]+)", styles))
    how_to = (ROOT / "docs" / "how-to" / "huisstijl-gebruiken.md").read_text()
    assert set(re.findall(r"--basis-[a-z0-9-]*[a-z0-9]", how_to)) <= there


def test_without_a_theme_no_page_names_one() -> None:
    client = create_app(map_data(), Settings()).test_client()
    assert "thema.css" not in client.get("/over").text


def test_a_theme_that_a_setting_names_must_be_there_and_short(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="cannot be read"):
        create_app(map_data(), Settings(theme=tmp_path / "weg.css"))
    (tmp_path / "lang.css").write_text("/*" + "x" * LONGEST + "*/")
    with pytest.raises(SettingError, match="longer than"):
        create_app(map_data(), Settings(theme=tmp_path / "lang.css"))
