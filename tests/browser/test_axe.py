"""No page, in no state, breaks a rule that a machine can check: WCAG 2.0-2.2 A and AA by axe and HTML CodeSniffer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from sociale_kaart.config import Settings
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.web.app import create_app
from tests.browser.conftest import MONDAY
from tests.browser.pagestates import (
    AXE,
    MADE,
    MADE_ON,
    OF_LOOKS,
    PAGES,
    VIEWS,
    View,
    addresses,
    axe,
    htmlcs,
    new_page,
    shown,
)
from tests.browser.visiting import context_on_monday, settled
from tests.serving import served
from tests.web.pseudo import write_catalogue

# HTML CodeSniffer looks at markup, which differs by page, and at contrast, as axe does.
SNIFFED = ("desk",)
# Where a page shows other things than at a desk; elsewhere it looks another way, and only that is looked at again.
OTHER_CONTENT = ("desk", "opened", "phone of 320 px", "print")
# Every page is looked at so, and these pages in every state; `make accessibility` looks at all of them in all states.
EVERYWHERE = ("desk", "dark", "right to left")
IN_EVERY_STATE = ("question", "results", "place", "sheet of a place")


@pytest.fixture(scope="session")
def speaking_site(utrecht: MapData, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The example of Utrecht, in a language more that is read from right to left."""
    folder = write_catalogue(tmp_path_factory.mktemp("talen"))
    with served(
        create_app(utrecht, Settings(tiles_url=""), clock=lambda: MONDAY, translations=folder)
    ) as address:
        yield address


@pytest.fixture(scope="session")
def page_addresses(utrecht: MapData) -> dict[str, str]:
    location = utrecht.inventory.listings[0].location_id
    return addresses(location, utrecht.gemeentecodes[0])


@pytest.fixture(scope="module")
def checked(browser: Browser) -> Iterator[Page]:
    assert AXE.is_file(), "axe-core is not installed: python tools/install.py test"
    page = new_page(browser)
    yield page
    page.context.close()


def overflow(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_findings_and_fits_in_any_state(
    checked: Page, speaking_site: str, page_addresses: dict[str, str], name: str
) -> None:
    found, too_wide, before = [], [], ""
    for view_name, view in sorted(VIEWS.items(), key=lambda one: one[1].language):
        if view_name not in EVERYWHERE and name not in IN_EVERY_STATE:
            continue
        address = speaking_site + (f"/{view.language}" if view.language else "") + page_addresses[name]
        if address != before:
            checked.goto(address)
            before = address
        with shown(checked, view) as page:
            found += axe(page, name, view_name, () if view_name in OTHER_CONTENT else OF_LOOKS)
            if view_name in SNIFFED:
                found += htmlcs(page, name, view_name)
            if not view.printed and overflow(page) > 0:
                too_wide.append(view_name)
    assert [str(one) for one in found] == []
    assert too_wide == [], "wider than its window"


@pytest.mark.parametrize("view_name", MADE)
def test_what_a_visitor_brings_about_has_no_findings(
    checked: Page, speaking_site: str, page_addresses: dict[str, str], view_name: str
) -> None:
    view = MADE[view_name]
    name = MADE_ON[view.made][0]
    checked.goto(speaking_site + page_addresses[name])
    with shown(checked, view) as page:
        found = axe(page, name, view_name) + htmlcs(page, name, view_name)
    assert [str(one) for one in found] == []


# Of files, what a script makes of a page, and the pages that a server has not.
OF_FILES = (
    *(
        "question",
        "question not understood",
        "results, narrowed",
        "no results",
        "place",
        "sheet of three",
        "coverage, another choice",
    ),
    *("gemeente", "what if, two plans", "who does what", "embedded places", "embedded coverage", "error"),
)
ONLY_OF_FILES = {"all places": "/plekken/", "places of a gemeente": "/plekken/GM0344/", "list": "/hulp/alle/"}


@pytest.mark.parametrize("name", [*OF_FILES, *ONLY_OF_FILES])
def test_a_page_of_files_has_no_findings_and_fits_a_phone(
    browser: Browser, example_from_files: str, page_addresses: dict[str, str], name: str
) -> None:
    context = context_on_monday(browser, reduced_motion="reduce")
    page = context.new_page()
    page.goto(example_from_files + (page_addresses | ONLY_OF_FILES)[name])
    if not name.startswith("embedded"):
        settled(page)
    with shown(page, VIEWS["phone of 320 px"]):
        found = axe(page, name, "phone of 320 px")
        assert overflow(page) <= 0
    context.close()
    assert [str(one) for one in found] == []


def test_the_checkers_find_what_is_wrong(checked: Page, speaking_site: str) -> None:
    checked.goto(speaking_site)
    checked.evaluate("document.querySelector('label[for=zoek]').remove(); document.title = ''")
    with shown(checked, View()) as page:
        assert {one.rule for one in axe(page, "broken", "desk")} >= {"label", "document-title"}
        assert any("H25" in one.rule for one in htmlcs(page, "broken", "desk"))
