"""A whole small site of files, written by several processes and walked in a browser: nothing of it is left out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from sociale_kaart.config import Settings
from sociale_kaart.dataset.build import build
from sociale_kaart.kaart import open_kaart
from sociale_kaart.publish import publish
from sociale_kaart.publish.beside import MIMETYPES
from tests.browser.conftest import TODAY, Watched
from tests.fileserver import served_files
from tests.sharing import made_once

pytestmark = pytest.mark.browser

HOME = "https://kaart.example/kaart"
KAART = """
title = "Proef in Salland"
example = true
publisher = { name = "Proef" }
contact = { name = "Proef" }
area = { gemeenten = ["Deventer", "Olst-Wijhe", "Raalte"] }
[[pillars]]
id = "spreekuur"
[[pillars]]
id = "computer"
[categories]
spreekuur = ["spreekuur"]
computer = ["computer"]
[[completeness]]
pillar = "spreekuur"
declared_by = "Proef"
as_of = 2026-10-01
[[sources]]
id = "plekken"
name = "Plekken (verzonnen)"
file = "plekken.csv"
kind = "wide"
supplier = "Proef"
licence = "CC0"
as_of = 2026-10-01
[sources.columns]
id = "Nummer"
organisation = "Naam"
woonplaats = "Plaats"
gemeente = "Gemeente"
x_rd = "X"
y_rd = "Y"
category = "Soort"
schedule = "Tijd"
"""
HEADINGS = "Nummer;Naam;Plaats;Gemeente;X;Y;Soort;Tijd"
# Made up, in three gemeenten that are there: Raalte has no consultation hour.
DEVENTER, OLST, RAALTE = (
    ("Deventer", "Deventer", 207_500, 474_000),
    ("Olst", "Olst-Wijhe", 204_600, 483_600),
    ("Raalte", "Raalte", 215_500, 489_000),
)
WHERE = (*[DEVENTER] * 8, *[OLST] * 3, *[RAALTE] * 2)


def rows() -> Iterator[str]:
    yield HEADINGS
    for number, (woonplaats, gemeente, x, y) in enumerate(WHERE):
        kind = "computer" if gemeente == "Raalte" else "spreekuur"
        yield (
            f"P{number};Proefplek {number} {woonplaats};{woonplaats};{gemeente};"
            f"{x + 150 * number};{y};{kind};maandag 9.00-17.00 uur"
        )


def write_site(folder: Path) -> None:
    """Build the map in `proef`, and publish all of it below `web`."""
    kaart = folder / "proef"
    kaart.mkdir()
    (kaart / "kaart.toml").write_text(KAART, encoding="utf-8")
    (kaart / "plekken.csv").write_text("\n".join(rows()), encoding="utf-8")
    build(open_kaart(kaart), today=TODAY)
    out = folder / "web" / "kaart"
    settings = Settings(tiles_url="", public_url=HOME)
    done = publish(kaart / "kaart.gpkg", out, settings, today=TODAY, moments=("altijd", "avond"))
    assert done.failed == {}, "every page could be made"


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "heel", write_site) / "web" / "kaart"


@pytest.fixture(scope="session")
def address(files: Path) -> Iterator[str]:
    with served_files(files.parent) as host:
        yield f"{host}/kaart"


@pytest.fixture
def visitor(watched: Watched) -> Iterator[Watched]:
    """Who walks the site, and at the end of each walk has met no page that is not there and no complaint."""
    missing: list[str] = []
    watched.page.set_viewport_size({"width": 1280, "height": 900})
    watched.page.on("response", lambda one: missing.append(one.url) if one.status == 404 else None)
    yield watched
    assert (missing, watched.complaints) == ([], [])
    assert len(watched.hosts()) == 1


def test_every_file_is_as_its_sum_says(files: Path) -> None:
    told = dict(reversed(line.split("  ")) for line in (files / "SHA256SUMS").read_text().splitlines())
    found = {one.relative_to(files).as_posix(): one for one in files.rglob("*") if one.is_file()}
    assert told.keys() == found.keys() - {"SHA256SUMS", "SHA256SUMS.br", "SHA256SUMS.gz"}
    assert all(hashlib.sha256(found[name].read_bytes()).hexdigest() == known for name, known in told.items())
    assert sorted(one.name for one in files.parent.iterdir()) == ["kaart"], "no draft or guard stays"


def test_no_link_leads_to_a_file_that_is_not_there(files: Path) -> None:
    broken = {}
    for file in files.rglob("*.html"):
        for address in re.findall(
            r'\s(?:href|src|action|data-plaatje)="([^"#?:]+)(?=["#?])', file.read_text()
        ):
            start = files.parent if address.startswith("/") else file.parent
            target = start / address.removeprefix("/")
            if not (target / "index.html" if address.endswith("/") else target).is_file():
                broken[address] = file.relative_to(files).as_posix()
    assert broken == {}


def test_a_host_hears_of_every_kind_of_file_and_that_embeds_alone_may_be_framed(files: Path) -> None:
    endings = {one.suffix.removeprefix(".") for one in files.rglob("*") if one.is_file()}
    assert endings - {"", "br", "gz", "conf"} <= MIMETYPES.keys()
    rules = re.split(r"^(?=/)", (files / "_headers").read_text(), flags=re.MULTILINE)[1:]
    policies = {rule.split("\n")[0]: rule for rule in rules if "Content-Security-Policy" in rule}
    framed = {where for where, rule in policies.items() if "frame-ancestors *" in rule}
    assert framed == {"/kaart/ingesloten/*", "/kaart/en/ingesloten/*"}
    folders = {
        f"/kaart/{one.relative_to(files).as_posix()}/*"
        for start in (files, files / "en")
        for one in start.iterdir()
        if one.is_dir() and next(one.rglob("index.html"), None)
    }
    assert policies.keys() == (folders - {"/kaart/en/*"}) | {"/kaart/", "/kaart/en/", "/kaart/404.html"}
    nginx = (files / "nginx.voorbeeld.conf").read_text()
    in_frames = next(part for part in nginx.split("location ") if "ingesloten/" in part.split("\n")[0])
    assert "frame-ancestors *" in in_frames


def test_the_dashboard_shows_another_choice(visitor: Watched, address: str) -> None:
    page = visitor.page
    page.goto(f"{address}/dekking/")
    page.wait_for_selector("[data-dekking][aria-busy=false]")
    before = page.locator("[data-zinnen]").inner_text()
    page.locator("[data-pijler=computer]").first.click()
    expect(page.locator("[data-zinnen]")).not_to_have_text(before)
    page.locator("#maat").select_option("plekken")
    expect(page.locator("[data-tabel] tbody tr", has_text="Raalte")).to_contain_text("2")


def test_a_plan_tells_for_how_many_people_it_matters(visitor: Watched, address: str) -> None:
    page = visitor.page
    page.goto(f"{address}/dekking/wat-als/?pijler=spreekuur")
    page.wait_for_selector("[data-watals][data-klaar]")
    page.locator("[data-erbij]").first.click()
    expect(page.locator("[data-weg]")).to_have_count(1)
    assert "plan=" in page.url
    # The moments that were published, and no other; the plan stays.
    page.select_option("#wa-moment", "avond")
    expect(page.locator("[data-momentzin]")).to_have_text("Dit zijn de cijfers in de avond.")
    expect(page.locator("[data-weg]")).to_have_count(1)
    assert "moment=avond" in page.url


def test_an_embed_has_its_list_its_map_and_its_picture(visitor: Watched, address: str) -> None:
    page = visitor.page
    page.goto(f"{address}/ingesloten/plekken/computer/")
    assert page.locator("ol.plekken > li").count() == 2
    assert page.locator("form, nav").count() == 0, "a file answers no search"
    page.locator(".kaart").scroll_into_view_if_needed()
    page.wait_for_selector(".kaart.klaar")
    expect(page.locator('[role=toolbar] [aria-label^="1"]').first).to_be_visible()
    picture = page.locator("[data-plaatje]").evaluate(
        "one => new URL(one.dataset.plaatje, document.baseURI).href"
    )
    drawn = page.request.get(picture)
    assert drawn.headers["content-type"].startswith("image/svg")
    assert "2 plekken" in drawn.text()


def test_the_nearest_stand_on_a_sheet_in_the_other_language_with_the_map_s_own_words(
    visitor: Watched, address: str
) -> None:
    page = visitor.page
    page.goto(f"{address}/en/blad/?zoek=Raalte&hulp=computer")
    page.wait_for_selector("html[data-klaar]", state="attached")
    sheet = page.locator("article.blad")
    expect(sheet).to_contain_text("These are the 2 places nearest to Raalte.")
    expect(sheet.locator("h2 [lang=nl]").first).to_contain_text("Proefplek")
    assert sheet.locator(".blad-code strong").all_inner_texts()[0].startswith("kaart.example/kaart/en/p/")
    assert "Raalte" in sheet.locator(".blad-kaart text").all_text_contents()


def test_who_searches_gets_the_nearest_and_opens_it(visitor: Watched, address: str) -> None:
    page = visitor.page
    page.goto(f"{address}/?zoek=Raalte&hulp=alle")
    page.wait_for_selector("ol.plekken")
    expect(page.locator("ol.plekken h3 a").first).to_contain_text("Raalte")
    page.locator("ol.plekken h3 a").first.click()
    expect(page.locator("h1")).to_contain_text("Raalte")


def test_the_page_for_what_is_not_there_works_at_any_depth(files: Path) -> None:
    page = (files / "404.html").read_text()
    addresses = re.findall(r'(?:href|src|action|content|data-zoekwoorden)="([^"]*/[^"]*)"', page)
    inside = [one for one in addresses if not one.startswith(("default-src", "http"))]
    assert inside
    assert all(one.startswith("/kaart/") for one in inside)
    assert "bestaat-niet" not in page


def test_the_page_that_makes_code_offers_maps_that_are_there_and_shows_them(
    visitor: Watched, address: str
) -> None:
    page = visitor.page
    page.goto(f"{address}/insluiten/")
    page.locator("input[value=dekking]").check()
    page.locator("#gemeente").select_option(label="Raalte")
    page.locator("#hoogte").fill("450")
    code = page.locator("#code-kader")
    expect(code).to_have_value(re.compile(r'/ingesloten/dekking/[a-z]+/GM0177/".* height="450"'))
    expect(page.frame_locator(".voorproef iframe").locator("h1")).to_contain_text("Raalte")
    for field in ("#code-adres", "#code-oembed", "#code-svg"):
        told = page.locator(field).input_value()
        assert page.request.get(told.replace(HOME, address)).ok, told
    page.locator("#hoogte").fill("12")
    expect(page.locator("[data-gekopieerd]")).to_contain_text("200 tot en met 2000")


def test_who_pastes_a_page_in_a_cms_gets_the_frame_that_its_oembed_file_tells(
    visitor: Watched, address: str, files: Path
) -> None:
    page = visitor.page
    page.goto(f"{address}/dekking/GM0177/")
    discovery = page.locator('link[type="application/json+oembed"]').get_attribute("href")
    assert discovery is not None
    told = page.request.get(discovery.replace(HOME, address)).json()
    frame = re.search(r'src="([^"]+)"', told["html"])
    assert frame is not None
    assert (told["type"], told["version"]) == ("rich", "1.0")
    assert (files / frame[1].removeprefix(HOME + "/") / "index.html").is_file()


def test_without_a_script_every_map_that_is_ready_is_a_link_away(files: Path) -> None:
    page = (files / "insluiten" / "index.html").read_text()
    ready = set(re.findall(r'href="(\.\./insluiten/[^"]+)"', page))
    assert len(ready) >= 2 * 3
    assert all((files / "insluiten" / one / "index.html").is_file() for one in ready)
