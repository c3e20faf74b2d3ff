"""What a small window and large letters must not do: push a page aside, or put an answer out of sight."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from sociale_kaart.dataset.mapdata import MapData
from tests.browser.conftest import Watched
from tests.browser.visiting import NO_SCRIPT, visit

RESULTS = "/?zoek=3511&hulp=belasting"
# Where the first word on being open may begin on a phone of 360 by 640; the example's own banner takes 80 of it.
FIRST_STATE_PX = {"results": 940, "place": 520}


@pytest.fixture
def busiest(utrecht: MapData) -> str:
    """The address of the place where most organisations are."""
    return "/plek/" + max(utrecht.inventory.locations, key=lambda one: len(utrecht.listings_at[one.id])).id


def test_letters_of_twice_the_size_push_no_page_aside_at_320_px(
    watched: Watched, example_site: str, busiest: str
) -> None:
    page = watched.page
    page.set_viewport_size({"width": 320, "height": 640})
    for address in (
        "/",
        RESULTS,
        busiest,
        busiest + "/blad",
        "/blad?zoek=3511&hulp=alle",
        "/dekking",
        "/wie-doet-wat",
        "/over",
    ):
        visit(page, example_site + address)
        page.evaluate("document.documentElement.style.fontSize = '225%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_how_it_stands_now_comes_within_a_screen_and_a_half(
    watched: Watched, example_site: str, busiest: str
) -> None:
    page = watched.page
    page.set_viewport_size({"width": 360, "height": 640})
    for address, most in ((RESULTS, FIRST_STATE_PX["results"]), (busiest, FIRST_STATE_PX["place"])):
        visit(page, example_site + address)
        top = page.locator(".nu").first.bounding_box()
        assert top is not None
        assert top["y"] <= most, address


@pytest.mark.parametrize("height", [720, 900])
def test_what_a_pin_tells_is_all_in_the_window_and_marks_no_words_in_the_list(
    watched: Watched, example_site: str, height: int
) -> None:
    page = watched.page
    page.set_viewport_size({"width": 1280, "height": height})
    visit(page, example_site + RESULTS)
    expect(page.locator(".kaart.klaar")).to_be_visible()
    page.locator(".kaart .speld").nth(2).click()
    panel = page.get_by_role("dialog", name="Plekken op dit punt")
    expect(panel).to_be_visible()
    box = panel.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= height + 1
    chosen = page.locator(".plek.gekozen span")
    assert set(chosen.evaluate_all("spans => spans.map(one => getComputedStyle(one).outlineStyle)")) == {
        "none"
    }


def test_a_chosen_suggestion_leads_on_to_the_question_which_help(watched: Watched, example_site: str) -> None:
    page = watched.page
    visit(page, example_site)
    page.get_by_role("combobox", name="Uw postcode").press_sequentially("Zeis")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("legend", has_text="Welke hulp zoekt u?")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**hulp=*")
    assert parse_qs(urlsplit(page.url).query)["zoek"] == ["Zeist"]


def test_a_place_leads_back_to_the_list_somebody_came_from(watched: Watched, example_site: str) -> None:
    page = watched.page
    visit(page, example_site + RESULTS)
    page.locator("ol.plekken h3 a").first.click()
    page.wait_for_url("**/plek/**")
    page.get_by_role("link", name="Terug naar de lijst").first.click()
    page.wait_for_url(example_site + RESULTS)
    assert watched.complaints == []


@pytest.fixture
def without_scripts(browser: Browser) -> Page:
    return browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 640}).new_page()


@pytest.mark.server_only(NO_SCRIPT)
def test_without_scripts_the_list_leads_to_a_place_and_back_and_to_no_map_that_is_not_there(
    without_scripts: Page, example_site: str
) -> None:
    page = without_scripts
    page.goto(example_site + RESULTS)
    expect(page.get_by_role("link", name="Bekijk deze plekken op de kaart")).to_be_hidden()
    page.locator("ol.plekken h3 a").first.click()
    page.get_by_role("link", name="Terug naar de lijst").first.click()
    assert page.url == example_site + RESULTS
    page.context.close()
