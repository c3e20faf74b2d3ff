"""A site of files that was published days ago tells nothing that has passed as coming, and seven days from today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import CLOCK, MONDAY
from tests.browser.visiting import visit

pytestmark = pytest.mark.browser


NAME = "Voorbeeldbibliotheek De Linde, vestiging Amersfoort 1"
ENDS = "times => times.map((one) => one.dataset.eind)"


def aged(browser: Browser, days: int) -> Page:
    """A visitor who comes so many days later; closing its context closes it."""
    context = browser.new_context()
    context.add_init_script(f"({CLOCK})({(MONDAY + timedelta(days=days)).timestamp() * 1000:.0f})")
    return context.new_page()


def place_of(page: Page, site: str) -> str:
    visit(page, f"{site}/?zoek=Amersfoort&hulp=alle")
    address = page.get_by_role("link", name=NAME).first.evaluate("link => link.href")
    return str(address).split("?")[0].rstrip("/")


@pytest.mark.parametrize("days", [0, 13])
def test_no_day_that_has_passed_is_told_as_coming(
    browser: Browser, example_from_files: str, days: int
) -> None:
    page = aged(browser, days)
    now = (MONDAY + timedelta(days=days)).isoformat()[:16]
    place = place_of(page, example_from_files)
    for address in (place, f"{place}/blad"):
        visit(page, f"{address}/")
        told = page.locator("main [data-keren]:not([hidden]) [data-eind]:not([hidden])")
        assert told.count() > 0
        assert min(told.evaluate_all(ENDS)) > now
    page.context.close()


@pytest.mark.parametrize(("days", "rows"), [(0, 7), (6, 7), (10, 3), (13, 0)])
def test_the_week_begins_today_and_says_where_it_ends(
    browser: Browser, example_from_files: str, days: int, rows: int
) -> None:
    page = aged(browser, days)
    visit(page, f"{place_of(page, example_from_files)}/")
    shown = page.locator(".deze-week [data-dag]:visible").evaluate_all(
        "days => days.map((one) => one.dataset.dag)"
    )
    first: date = MONDAY.date() + timedelta(days=days)
    assert shown == [(first + timedelta(days=number)).isoformat() for number in range(rows)]
    heading = page.locator(".deze-week h2").inner_text()
    assert heading == {7: "De komende zeven dagen", 3: "De komende dagen"}.get(rows, heading)
    if not rows:
        assert "liep tot en met 5 december 2026" in page.locator(".deze-week").inner_text()
    page.context.close()
