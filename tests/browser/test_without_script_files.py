"""A site of files without JavaScript: every page says what it cannot do, and leads to what is there."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from sociale_kaart.dataset.mapdata import MapData

NEEDS_A_SCRIPT = re.compile("alleen met JavaScript|Zonder JavaScript")


@pytest.fixture(scope="module")
def without_scripts(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def said(page: Page) -> str:
    """What one reads on the page; Playwright's search by text passes over what stands in noscript."""
    return page.locator("main").inner_text()


def test_a_place_is_found_by_its_gemeente_with_its_route_and_its_sheet(
    without_scripts: Page, example_from_files: str
) -> None:
    page = without_scripts
    page.goto(f"{example_from_files}/")
    assert "Zoeken kan hier alleen met JavaScript." in said(page)
    page.get_by_role("link", name="Bekijk alle plekken per gemeente").click()
    page.get_by_role("link", name="Zeist").click()
    place = page.locator("main li h2 a").first
    name = place.inner_text()
    place.click()
    expect(page.locator("h1")).to_have_text(name)
    assert "Of deze plek nu open is, ziet u alleen met JavaScript." in said(page)
    assert page.locator(".nu:visible").count() == 0, "what is open now, no file knows"
    page.get_by_text("Route", exact=True).first.click()
    routes = page.get_by_role("link", name="Route met").all_inner_texts()
    assert {"OpenStreetMap", "Google", "9292"} <= {word for text in routes for word in text.split()}
    page.get_by_role("link", name="Print").first.click()
    expect(page.locator("article.blad h1")).to_have_text(name)
    expect(page.get_by_text("Ctrl+P")).to_be_visible()
    page.get_by_role("link", name="Terug").click()
    expect(page.locator("h1")).to_have_text(name)


def test_every_place_of_the_map_stands_in_the_lists_that_the_first_page_leads_to(
    without_scripts: Page, example_from_files: str, utrecht: MapData
) -> None:
    page = without_scripts
    page.goto(f"{example_from_files}/")
    page.get_by_role("link", name="Bekijk alle plekken per gemeente").click()
    lists = page.locator("main li a").evaluate_all("links => links.map((one) => one.href)")
    found: list[str] = []
    for address in lists:
        page.goto(address)
        found += page.locator("main li h2 a").all_inner_texts()
    locations = {one.location_id for one in utrecht.inventory.listings}
    assert len(found) == len(locations)


@pytest.mark.parametrize(
    ("path", "instead"),
    [
        ("/?zoek=3511&hulp=alle", "Bekijk alle plekken per gemeente"),
        ("/hulp/alle/", "Bekijk alle plekken per gemeente"),
        ("/dekking/?pijler=spreekuur&maat=afstand", "Wie doet wat"),
        ("/dekking/wat-als/", "Per gemeente"),
    ],
)
def test_what_needs_a_script_says_so_and_leads_on(
    without_scripts: Page, example_from_files: str, path: str, instead: str
) -> None:
    page = without_scripts
    page.goto(example_from_files + path)
    assert NEEDS_A_SCRIPT.search(said(page))
    expect(page.get_by_role("link", name=instead).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_first_view_of_the_dashboard_is_drawn_and_leads_to_each_gemeente(
    without_scripts: Page, example_from_files: str
) -> None:
    page = without_scripts
    page.goto(f"{example_from_files}/dekking/")
    assert page.locator("[data-tekening] path.land").count() == 26
    assert page.locator("[data-tabel] tbody tr").count() == 26
    expect(page.locator("[data-zinnen]")).to_be_visible()
    page.locator("[data-tabel] tbody a").first.click()
    expect(page).to_have_url(re.compile("/dekking/GM[0-9]+/$"))


def test_who_does_what_is_there_whole_and_goes_along(without_scripts: Page, example_from_files: str) -> None:
    page = without_scripts
    page.goto(f"{example_from_files}/wie-doet-wat/")
    expect(page.get_by_role("heading", name="Wat is beloofd, en hoe ver is het?")).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Deze lijst als Excel").click()
    assert taken.value.suggested_filename == "wie-doet-wat.xlsx"


def test_an_embed_has_its_list_its_picture_and_its_way_out(
    without_scripts: Page, example_from_files: str
) -> None:
    page = without_scripts
    page.goto(f"{example_from_files}/ingesloten/plekken/")
    assert page.locator(".plek").count() > 0
    picture = page.locator("img.plaatje")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("one => one.naturalWidth") > 0
    expect(page.get_by_role("link", name="Open de hele kaart")).to_have_attribute("target", "_blank")


def test_the_same_page_in_english_and_back(without_scripts: Page, example_from_files: str) -> None:
    page = without_scripts
    page.goto(f"{example_from_files}/hulp/alle/")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="Nederlands").click()
    assert page.url == f"{example_from_files}/hulp/alle/"


@pytest.mark.parametrize("path", ["/", "/hulp/alle/", "/dekking/", "/dekking/wat-als/", "/insluiten/"])
def test_there_is_nothing_to_press_that_does_nothing(
    without_scripts: Page, example_from_files: str, path: str
) -> None:
    page = without_scripts
    page.goto(example_from_files + path)
    for control in ("button", "select", "input", "[data-erbij]", "[rel=next]", "[data-pijler]"):
        assert page.locator(f"main {control}:visible").count() == 0, control


def test_each_kind_of_help_has_a_map_of_its_own(without_scripts: Page, example_from_files: str) -> None:
    page = without_scripts
    page.goto(f"{example_from_files}/dekking/")
    page.get_by_role("link", name="Cursus digitale vaardigheden").click()
    expect(page).to_have_url(re.compile("/ingesloten/dekking/training/$"))
    expect(page.locator("h1, h2").first).to_contain_text("Cursus digitale vaardigheden")
