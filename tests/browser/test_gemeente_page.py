"""The page of a gemeente with nothing but a keyboard, without a script, and on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

UTRECHT = "dekking/GM0344"
MOST_STEPS = 120


@pytest.fixture(scope="module")
def without_scripts(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def test_without_a_script_everything_is_there_and_fits_a_phone(
    without_scripts: Page, example_site: str
) -> None:
    page = without_scripts
    page.goto(f"{example_site}/{UTRECHT}")
    for heading in ("De cijfers", "Wie doet hier wat?", "Wat de buren bieden", "Wat u kunt nagaan"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    charts = page.locator(".profielen svg")
    assert charts.count() == 4
    expect(charts.first).to_be_visible()
    widths = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert widths[0] <= widths[1]
    page.get_by_role("link", name="Wat u kunt nagaan").click()
    assert page.url.endswith("#nagaan")


def test_the_keyboard_reaches_every_table_and_the_report(page: Page, example_site: str) -> None:
    page.goto(f"{example_site}/{UTRECHT}")
    reached: list[str] = []
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "document.activeElement.getAttribute('aria-labelledby') || document.activeElement.textContent.trim()"
            )
        )
        if reached[-1] == "Cookies: geen":
            break
    for name in ("cijfers", "wie", "buren", "afstanden", "Dit rapport als PDF", "Cookies: geen"):
        assert name in reached, name


def test_the_busiest_gemeente_with_nine_kinds_of_help_prints_on_two_pages(
    page: Page, site_without_tiles_from_server: str
) -> None:
    page.goto(f"{site_without_tiles_from_server}/dekking/GM0153")
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type ?/Page\b", printed)) == 2
    page.emulate_media(media="print")
    expect(page.get_by_text("Op papier staat van lange lijsten een deel.")).to_be_visible()


def test_a_gemeente_prints_on_two_pages_without_what_only_a_screen_can_do(
    page: Page, example_site: str
) -> None:
    page.goto(f"{example_site}/{UTRECHT}")
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type ?/Page\b", printed)) == 2
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Op deze pagina")).to_be_hidden()
    expect(page.get_by_text("Dit rapport als PDF")).to_be_hidden()
    expect(page.get_by_role("heading", name="Waar dit op rust")).to_be_visible()
