"""Several maps on one server: the page to choose, and a map under its name, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sociale_kaart.config import Settings
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.web.app import create_app
from sociale_kaart.web.server.board import Board
from sociale_kaart.web.server.messages import Job, MapJob
from sociale_kaart.web.server.site import site_of
from tests.browser.conftest import MONDAY
from tests.browser.pagestates import VIEWS, axe, htmlcs, new_page, shown
from tests.serving import served
from tests.web.smallmap import map_data

CHOICES = {"page with all maps": "/", "in English": "/en/", "no such page": "/nergens"}


@pytest.fixture(scope="module")
def maps(utrecht: MapData) -> Iterator[str]:
    """Two maps, and one that cannot be shown."""
    settings = Settings(tiles_url="")
    opened = {
        name: create_app(data, settings, clock=lambda: MONDAY)
        for name, data in {"twente": map_data(), "voorbeeld-utrecht": utrecht}.items()
    }
    jobs = tuple(MapJob(name, Path(), Path(), True) for name in (*opened, "kapot"))
    with served(site_of(Job(1, 0, jobs, True, Path(), False, settings), opened, Board())) as address:
        yield address


@pytest.mark.parametrize("name", CHOICES)
def test_the_page_to_choose_has_no_findings_and_fits(browser: Browser, maps: str, name: str) -> None:
    checked = new_page(browser)
    found = []
    for state, view in VIEWS.items():
        if view.language:
            continue
        checked.goto(maps + CHOICES[name])
        with shown(checked, view) as page:
            found += axe(page, name, state) + (htmlcs(page, name, state) if state == "desk" else [])
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), state
    checked.context.close()
    assert found == []


def test_one_chooses_a_map_with_the_keyboard_and_its_own_map_is_drawn(page: Page, maps: str) -> None:
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url.removeprefix(maps)))
    page.goto(maps)
    page.get_by_role("link", name="Voorbeeld: sociale kaart van de provincie Utrecht").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{maps}/voorbeeld-utrecht/")
    asked.clear()
    page.reload()
    page.locator("#zoek").press_sequentially("utre")
    expect(page.get_by_role("option").first).to_be_visible()
    page.goto(f"{maps}/voorbeeld-utrecht/?zoek=3511&hulp=alle")
    page.locator("[data-kaart]").scroll_into_view_if_needed()
    page.wait_for_selector(".kaart.omlijnd")
    assert any("/api/" in one for one in asked)
    elsewhere = [one for one in asked if not one.startswith(("/voorbeeld-utrecht/", "data:"))]
    assert elsewhere == [], "scripts keep to the map that they are on"
