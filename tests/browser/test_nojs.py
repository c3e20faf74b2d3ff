"""Without JavaScript every task gets done: ask, choose help, read and narrow the list, a place, a sheet, language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from sociale_kaart.dataset.mapdata import MapData
from tests.browser.visiting import NO_SCRIPT

pytestmark = pytest.mark.server_only(NO_SCRIPT)


@pytest.fixture(scope="module")
def without_scripts(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def ask(page: Page, site: str, where: str, need: str = "") -> None:
    """Fill in where, and press what help is wanted, or the button beside the question."""
    page.goto(site)
    page.get_by_label("Uw postcode of plaats").fill(where)
    button = (
        page.get_by_role("button", name=need) if need else page.get_by_role("button", name="Zoek", exact=True)
    )
    button.click()


def test_one_question_and_one_choice_give_an_ordered_list(without_scripts: Page, example_site: str) -> None:
    page = without_scripts
    ask(page, example_site, "3511", "Hulp bij belasting of toeslagen")
    expect(page.locator("h1")).to_contain_text("plek")
    first = page.locator("ol.plekken > li").first
    expect(first.get_by_role("heading")).to_be_visible()
    assert "km" in first.inner_text() or "meter" in first.inner_text()


def test_a_misspelled_place_gets_a_link_to_the_right_one(without_scripts: Page, example_site: str) -> None:
    page = without_scripts
    ask(page, example_site, "Utrechd")
    expect(page.get_by_role("heading", name="Bedoelt u …?")).to_be_visible()
    page.get_by_role("link", name="Utrecht", exact=True).first.click()
    assert "zoek=Utrecht" in page.url


def test_a_place_outside_the_area_still_names_the_nearest_help(
    without_scripts: Page, example_site: str
) -> None:
    page = without_scripts
    ask(page, example_site, "Groningen", "Alle hulp")
    expect(page.locator("main")).to_contain_text("buiten het gebied")
    assert page.locator("ol.plekken > li").count() > 0


def test_the_list_is_narrowed_widened_and_goes_on(without_scripts: Page, example_site: str) -> None:
    page = without_scripts
    page.goto(example_site + "/?zoek=3511&hulp=alle")
    page.get_by_text("Tijd en andere wensen").click()
    page.get_by_label("Zonder afspraak").check()
    page.get_by_role("button", name="Laat zien").click()
    assert "afspraak=geen" in page.url
    page.goto(example_site + "/?hulp=alle")
    page.get_by_role("link", name="Meer plekken").click()
    assert "pagina=2" in page.url
    assert page.locator("ol.plekken").get_attribute("start") == "11"


def test_a_place_leads_to_its_route_its_sheet_and_back(
    without_scripts: Page, example_site: str, utrecht: MapData
) -> None:
    page = without_scripts
    page.goto(example_site + "/?zoek=3511&hulp=alle")
    name = page.locator("ol.plekken h3 a").first.inner_text()
    page.locator("ol.plekken h3 a").first.click()
    expect(page.locator("h1")).to_have_text(name)
    page.get_by_text("Route", exact=True).first.click()
    routes = page.get_by_role("link", name="Route met")
    assert {"OpenStreetMap", "Google", "9292"} <= {
        word for text in routes.all_inner_texts() for word in text.split()
    }
    page.get_by_role("link", name="Print").first.click()
    expect(page.locator("article.blad h1")).to_have_text(name)
    expect(page.locator("article.blad svg").first).to_be_visible()
    expect(page.get_by_text("Ctrl+P")).to_be_visible()
    page.get_by_role("link", name="Terug").click()
    expect(page.locator("h1")).to_have_text(name)


def test_the_same_page_in_english_and_back(without_scripts: Page, example_site: str) -> None:
    page = without_scripts
    page.goto(example_site + "/?zoek=3511&hulp=alle")
    before = page.url
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_contain_text("place")
    page.get_by_role("link", name="Nederlands").click()
    assert page.url == before


def test_without_a_map_the_page_says_where_the_rest_is(without_scripts: Page, example_site: str) -> None:
    page = without_scripts
    page.goto(example_site + "/?zoek=3511&hulp=alle")
    expect(page.locator("#kaart")).to_contain_text("De plekken staan ook in de lijst, tien per pagina.")


def test_every_other_wish_narrows_the_list_and_says_so(without_scripts: Page, example_site: str) -> None:
    page = without_scripts
    page.goto(example_site + "/?zoek=3511&hulp=alle")
    everything = page.locator("h1").inner_text()
    page.get_by_text("Tijd en andere wensen").click()
    page.get_by_label("Zonder drempel").check()
    page.get_by_label("Gratis").check()
    page.get_by_label("Taal").select_option(index=1)
    page.get_by_role("button", name="Laat zien").click()
    assert {"drempelvrij=ja", "gratis=ja"} <= set(page.url.partition("?")[2].split("&"))
    assert "taal=" in page.url
    assert page.locator("h1").inner_text() != everything
    expect(page.get_by_label("Gratis")).to_be_checked()


def test_the_three_nearest_go_on_one_sheet_and_into_a_pdf(without_scripts: Page, example_site: str) -> None:
    page = without_scripts
    page.goto(example_site + "/?zoek=3511&hulp=alle")
    names = page.locator("ol.plekken h3 a").all_inner_texts()[:3]
    page.get_by_role("link", name="Print de drie dichtste plekken").click()
    for name in names:
        expect(page.locator("article.blad").filter(has_text=name).first).to_be_visible()
    pdf = page.get_by_role("link", name="PDF")
    answer = page.request.get(example_site + (pdf.first.get_attribute("href") or ""))
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")


def test_who_does_what_is_narrowed_and_taken_along(without_scripts: Page, example_site: str) -> None:
    page = without_scripts
    page.goto(example_site + "/dekking")
    page.get_by_role("link", name="Wie doet wat").first.click()
    expect(page.get_by_role("heading", name="Wat is beloofd, en hoe ver is het?")).to_be_visible()
    page.get_by_label("Soort hulp").select_option(label="Spreekuur belasting en toeslagen")
    page.get_by_label("Verdeel de lijst").select_option(label="per gemeente")
    page.get_by_role("button", name="Toon").click()
    expect(page.locator("main")).to_contain_text("U koos: Spreekuur belasting en toeslagen.")
    utrecht = page.get_by_role("region", name="Utrecht", exact=True)
    expect(utrecht.get_by_role("row", name="Voorbeeld Formulierenhulp Zonneweg")).to_contain_text("Helpt")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Deze lijst als Excel").click()
    assert taken.value.suggested_filename == "wie-doet-wat.xlsx"
    assert "pijler=spreekuur" in taken.value.url
