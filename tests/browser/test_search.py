"""The question, in a real browser: suggestions by keyboard, one's own place on request, and nothing sent by itself."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Watched
from tests.browser.visiting import NO_SCRIPT, context_on_monday, visit

ZEIST = {"latitude": 52.088123456, "longitude": 5.233987654}
PARIS = {"latitude": 48.85, "longitude": 2.35}


def field(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Uw postcode of plaats")


def type_and_wait(page: Page, text: str) -> Locator:
    """Type, and wait for the suggestions."""
    field(page).press_sequentially(text)
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    return options


@pytest.fixture
def page_of_example(watched: Watched, example_site: str) -> Page:
    visit(watched.page, example_site)
    return watched.page


def test_one_input_and_one_tap_give_the_nearest_help(page_of_example: Page) -> None:
    page = page_of_example
    field(page).fill("Zeist")
    page.get_by_role("button", name="Hulp bij belasting of toeslagen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("hulp bij belasting of toeslagen binnen")
    expect(page.get_by_role("heading", level=1)).to_contain_text("van Zeist.")
    first = page.locator("ol.plekken > li").first
    expect(first.get_by_text("Afspraak nodig?")).to_be_visible()
    first.get_by_text("Route").first.click()
    expect(first.get_by_role("link", name="Route met OpenStreetMap")).to_be_visible()
    expect(first.get_by_role("link", name="Print")).to_be_visible()


def test_enter_searches_and_chooses_no_help(page_of_example: Page) -> None:
    field(page_of_example).fill("Zeist")
    page_of_example.keyboard.press("Enter")
    expect(page_of_example.get_by_role("heading", level=1)).to_contain_text("van Zeist.")
    assert "hulp" not in parse_qs(urlsplit(page_of_example.url).query)


def test_suggestions_are_a_combobox_that_arrows_walk_and_enter_chooses_without_sending(
    page_of_example: Page,
) -> None:
    page = page_of_example
    expect(field(page)).to_have_attribute("aria-expanded", "false")
    options = type_and_wait(page, "Amer")
    expect(field(page)).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status")).to_contain_text("suggestie")
    expect(options.first).to_have_attribute("aria-selected", "false")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    active = str(field(page).get_attribute("aria-activedescendant"))
    assert active == options.first.get_attribute("id")
    expect(field(page)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    chosen = options.first.inner_text()
    before = page.url
    page.keyboard.press("Enter")
    expect(field(page)).to_have_value(chosen)
    expect(field(page)).to_have_attribute("aria-expanded", "false")
    assert page.url == before, "a choice fills in, and sends nothing"
    page.get_by_role("button", name="Zoek", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(chosen)


def test_esc_closes_the_suggestions_and_keeps_what_was_typed(page_of_example: Page) -> None:
    page = page_of_example
    type_and_wait(page, "Amer")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(field(page)).to_have_value("Amer")
    expect(field(page)).to_be_focused()
    assert field(page).get_attribute("aria-activedescendant") is None


def test_a_suggestion_is_chosen_by_a_press_and_tab_leaves_without_choosing(page_of_example: Page) -> None:
    page = page_of_example
    options = type_and_wait(page, "Amer")
    chosen = options.first.inner_text()
    options.first.click()
    expect(field(page)).to_have_value(chosen)
    field(page).fill("")
    type_and_wait(page, "Zei")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(field(page)).to_have_value("Zei")


def test_focus_alone_asks_nothing_and_fast_typing_asks_once(watched: Watched, example_site: str) -> None:
    page = watched.page
    visit(page, example_site)
    field(page).focus()
    page.wait_for_timeout(400)
    assert not [url for url in watched.asked if "/api/suggest" in url]
    type_and_wait(page, "Amersf")
    assert len([url for url in watched.asked if "/api/suggest" in url]) <= 2
    assert watched.complaints == []


def test_without_an_answer_to_suggestions_the_question_still_goes(page_of_example: Page) -> None:
    page = page_of_example
    page.route("**/api/suggest**", lambda route: route.fulfill(status=503, body="{}"))
    field(page).press_sequentially("Zeist")
    page.get_by_role("button", name="Alle hulp").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("van Zeist.")


def own_place(browser: Browser, site: str, where: dict[str, float] | None) -> Page:
    """The front page for somebody who lets the page know where they are, or does not."""
    context = context_on_monday(browser, viewport={"width": 360, "height": 740}, geolocation=where)
    if where:
        context.grant_permissions(["geolocation"])
    page = context.new_page()
    visit(page, site)
    return page


def test_where_one_stands_is_asked_only_on_request_and_sent_rounded(
    browser: Browser, example_site: str
) -> None:
    page = own_place(browser, example_site, ZEIST)
    spot = page.locator("[data-plekveld]")
    expect(spot).to_be_disabled()
    page.get_by_role("button", name="Gebruik mijn plek").click()
    expect(page.get_by_role("status")).to_contain_text("We weten waar u ongeveer bent.")
    expect(spot).to_have_value("52.088,5.234")
    page.get_by_role("button", name="Hulp bij belasting of toeslagen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("km van uw plek.")
    assert parse_qs(urlsplit(page.url).query)["plek"] == ["52.088,5.234"]
    page.context.close()


def test_a_typed_place_wins_over_where_one_stands(browser: Browser, example_site: str) -> None:
    page = own_place(browser, example_site, ZEIST)
    page.get_by_role("button", name="Gebruik mijn plek").click()
    expect(page.get_by_role("status")).to_contain_text("We weten waar u ongeveer bent.")
    field(page).press_sequentially("Soest")
    page.get_by_role("button", name="Alle hulp").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("van Soest.")
    assert "plek" not in parse_qs(urlsplit(page.url).query)
    page.context.close()


@pytest.mark.parametrize(
    ("where", "says"), [(PARIS, "U bent niet in Nederland."), (None, "We weten niet waar u bent.")]
)
def test_outside_the_country_or_refused_the_page_asks_for_a_place(
    browser: Browser, example_site: str, where: dict[str, float] | None, says: str
) -> None:
    page = own_place(browser, example_site, where)
    page.get_by_role("button", name="Gebruik mijn plek").click()
    expect(page.get_by_role("status")).to_contain_text(says)
    expect(page.locator("[data-plekveld]")).to_be_disabled()
    page.context.close()


@pytest.mark.server_only(NO_SCRIPT)
def test_without_javascript_there_is_no_button_that_does_nothing_and_all_the_rest_works(
    browser: Browser, example_site: str
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(example_site)
    expect(page.get_by_role("button", name="Gebruik mijn plek")).to_have_count(0)
    page.get_by_label("Uw postcode of plaats").fill("Zeis")
    page.get_by_role("button", name="Hulp bij belasting of toeslagen").click()
    page.get_by_role("link", name="Zeist", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("hulp bij belasting of toeslagen")
    page.get_by_text("Tijd en andere wensen").click()
    page.get_by_role("radio", name="Vandaag").check()
    page.get_by_label("Deel van de dag").select_option(label="Avond (18 tot 24 uur)")
    page.get_by_role("button", name="Laat zien").click()
    expect(page.get_by_role("heading", name="Wat kunt u nu doen?")).to_be_visible()
    expect(page.locator(".anders .verschil").first).to_be_visible()
    page.get_by_role("link", name="Laat alle tijden en plekken zien").click()
    page.get_by_text("Andere plaats of hulp").click()
    page.get_by_label("Welke hulp zoekt u?").select_option(label="Alle hulp")
    page.get_by_role("button", name="Zoek", exact=True).click()
    page.get_by_role("link", name="Meer plekken").click()
    expect(page.locator("ol.plekken .nummer").first).to_have_text("11")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


def test_more_places_begin_where_the_list_goes_on(watched: Watched, example_site: str) -> None:
    page = watched.page
    visit(page, f"{example_site}/?zoek=Zeist")
    page.get_by_role("link", name="Meer plekken").click()
    heading = page.get_by_role("heading", name="Plekken 11 tot en met 20")
    expect(heading).to_be_in_viewport()
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.closest('li.plek, p')?.textContent ?? ''")
    assert focused, "the next stop is in the list, not at the top of the page"
