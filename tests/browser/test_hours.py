"""What is open when, in a real browser: with JavaScript and without, on a phone and at a desk, by day and by night."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SIZES, Watched
from tests.browser.test_map import names, open_map
from tests.browser.visiting import NO_SCRIPT, context_on_monday, settled, visit

# A pin's own ring or fill against what lies beside it; WCAG 2.2, 1.4.11.
LEAST_CONTRAST = 3.0


def open_filters(page: Page) -> None:
    box = page.locator("details.filters")
    if box.get_attribute("open") is None:
        box.locator("summary").click()


def show(page: Page) -> None:
    page.get_by_role("button", name="Laat zien").click()
    settled(page)


def ask_for_a_day(page: Page, day: str, part: str) -> None:
    open_filters(page)
    page.get_by_role("radio", name="Op een dag").check()
    page.get_by_label("Welke dag?").fill(day)
    page.get_by_label("Deel van de dag").select_option(label=part)
    show(page)


def walk_through_the_filters(page: Page, site: str) -> None:
    """Monday 23 November 2026, half past two: two places are open, and many are unknown."""
    visit(page, f"{site}/?hulp=alle")
    open_filters(page)
    page.get_by_role("radio", name="Nu open").check()
    show(page)
    expect(page.locator("#gevonden")).to_have_text("Er zijn 2 plekken met hulp die nu open zijn.")
    assert page.locator(".nu-open").count() >= len(names(page)) == 2
    page.get_by_role("link", name="Laat ook die plekken zien").click()
    page.wait_for_url("**ook=*")
    settled(page)
    assert len(names(page)) > 2
    open_filters(page)
    expect(page.get_by_role("radio", name="Nu open")).to_be_checked()
    ask_for_a_day(page, "2026-11-24", "Ochtend (6 tot 12 uur)")
    expect(page.locator("#gevonden")).to_contain_text("op dinsdag 24 november in de ochtend open")
    open_filters(page)
    expect(page.get_by_label("Welke dag?")).to_have_value("2026-11-24")
    page.get_by_role("radio", name="Maakt niet uit").check()
    show(page)
    # Of the 25 places, at 4 nobody says that there is any help.
    expect(page.locator("#gevonden")).to_have_text("Er zijn 21 plekken met hulp.")


@pytest.mark.usefixtures("size")
def test_the_filters_work(watched: Watched, example_site: str) -> None:
    walk_through_the_filters(watched.page, example_site)
    assert watched.complaints == []


@pytest.mark.server_only(NO_SCRIPT)
@pytest.mark.parametrize("width", [size[0] for size in SIZES.values()])
def test_the_filters_work_without_javascript(browser: Browser, example_site: str, width: int) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 740})
    walk_through_the_filters(context.new_page(), example_site)
    context.close()


@pytest.mark.usefixtures("size")
def test_a_day_and_a_part_of_it_are_asked_for_only_where_they_matter(
    watched: Watched, example_site: str
) -> None:
    page = watched.page
    visit(page, f"{example_site}/?hulp=alle")
    open_filters(page)
    day, part = page.get_by_label("Welke dag?"), page.get_by_label("Deel van de dag")
    for choice, wants_day, wants_part in (
        ("Nu open", False, False),
        ("Vandaag", False, True),
        ("Op een dag", True, True),
    ):
        page.get_by_role("radio", name=choice).check()
        assert (day.is_visible(), part.is_visible()) == (wants_day, wants_part), choice


def test_the_map_shows_what_the_list_shows_and_says_how_each_stands(
    watched: Watched, example_site: str
) -> None:
    page = watched.page
    page.set_viewport_size({"width": 1280, "height": 900})
    open_map(page, f"{example_site}/?zoek=Utrecht")
    for item in page.locator(".plek").all():
        number = item.get_attribute("data-nummer")
        signs = item.locator(".nu .bol").evaluate_all("signs => signs.map((sign) => sign.className)")
        best = next(state for state in ("open", "unknown", "closed") if any(state in one for one in signs))
        pin = page.locator(f".kaart .speld[aria-label^='{number}: ']")
        assert best in str(pin.get_attribute("class")).split(), number
    legend = page.locator("[data-legenda] li > span:last-child").all_inner_texts()
    assert [words.lower() for words in legend] == [
        "nu open",
        "nu gesloten",
        "onbekend",
        "u zocht hier",
        "verderop in de lijst",
        "12 plekken bij elkaar",
    ]
    page.locator(".kaart .speld.open").first.dispatch_event("click")
    panel = page.get_by_role("dialog", name="Plekken op dit punt")
    expect(panel.get_by_text(re.compile("nu open", re.IGNORECASE)).first).to_be_visible()


@pytest.mark.parametrize(
    "query", ["wanneer=nu", "wanneer=nu&ook=onbekend", "wanneer=onbekend", "dag=2026-11-24"]
)
def test_the_map_holds_the_places_of_the_list_and_no_others(
    watched: Watched, example_site: str, query: str
) -> None:
    page = watched.page
    open_map(page, f"{example_site}/?{query}")
    listed = page.locator(".plek[data-nummer]")
    numbers = {str(one.get_attribute("data-nummer")) for one in listed.all()}
    labels = page.locator(".kaart .speld").evaluate_all("pins => pins.map((pin) => pin.ariaLabel)")
    assert {re.split(r"[+:]", label)[0] for label in labels} <= numbers
    assert sum(label.count(" (") for label in labels) >= len(numbers)
    # What is on a later page of the list is a dot.
    has_more = page.get_by_role("link", name="Meer plekken").count() == 1
    assert (page.locator(".kaart .stip, .kaart .groep").count() > 0) is has_more


def test_a_page_that_was_left_open_says_from_when_it_is(watched: Watched, example_site: str) -> None:
    page = watched.page
    for address in (f"{example_site}/?wanneer=nu", place_address(page, example_site)):
        visit(page, address)
        note = page.locator("[data-verouderd]")
        look_again_after(page, minutes=4)
        expect(note).to_be_hidden()
        look_again_after(page, minutes=2)
        expect(note).to_have_text("Deze pagina is van 14.30 uur. Bekijk wat er nu open is.")
        note.get_by_role("link").click()
        expect(page.locator("[data-verouderd]")).to_be_hidden()


def look_again_after(page: Page, minutes: int) -> None:
    page.evaluate(
        """(minutes) => {
            const now = Date.now;
            Date.now = () => now() + minutes * 60000;
            window.dispatchEvent(new Event("focus"));
        }""",
        minutes,
    )


def place_address(page: Page, site: str) -> str:
    visit(page, f"{site}/?hulp=alle")
    return str(page.locator(".plek h3 a").first.evaluate("link => link.href"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_pin_stands_out_from_the_map_by_day_and_by_night(
    browser: Browser, example_site: str, scheme: str
) -> None:
    context = context_on_monday(browser, color_scheme=scheme)
    page = context.new_page()
    open_map(page, f"{example_site}/?zoek=Utrecht")
    land = page.locator(".kaart .land").first.evaluate("path => getComputedStyle(path).fill")
    for state in ("open", "closed", "unknown"):
        colours = page.locator(f".kaart .speld.{state} span").first.evaluate(
            "head => { const css = getComputedStyle(head);"
            " return [css.backgroundColor, css.borderTopColor, css.color]; }"
        )
        fill, ring, number = (luminance(colour) for colour in colours)
        assert max(contrast(fill, luminance(land)), contrast(ring, luminance(land))) >= LEAST_CONTRAST, state
        assert contrast(fill, ring) >= LEAST_CONTRAST, state
        assert contrast(fill, number) >= 4.5, state
    signs_stand_out(page)
    context.close()


def signs_stand_out(page: Page) -> None:
    """The signs in the list and the legend, against the page."""
    ground = luminance(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    for state in ("open", "closed", "unknown"):
        sign = page.locator(f".bol-{state}").first
        colours = sign.evaluate(
            "sign => { const css = getComputedStyle(sign); return [css.backgroundColor, css.borderTopColor]; }"
        )
        assert max(contrast(luminance(colour), ground) for colour in colours) >= LEAST_CONTRAST, state


def luminance(colour: str) -> float:
    """Relative luminance of "rgb(r, g, b)", as WCAG reckons it."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)
