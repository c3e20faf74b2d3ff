"""Sheets as a library desk prints them: one click, one sheet of paper, and nothing on it but what it tells."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from sociale_kaart.dataset.mapdata import MapData
from tests.browser.visiting import context_on_monday, visit

A4 = {"width": 794, "height": 1123}


@pytest.fixture
def paper(browser: Browser) -> Iterator[Page]:
    context = context_on_monday(browser, viewport=A4)
    page = context.new_page()
    page.emulate_media(media="print")
    yield page
    context.close()


def test_every_sheet_of_the_example_prints_on_one_sheet_in_letters_that_can_be_read(
    paper: Page, kind: str, example_site: str, utrecht: MapData
) -> None:
    ids = dict.fromkeys(listing.location_id for listing in utrecht.inventory.listings)
    addresses = [f"/plek/{plek_id}/blad" for plek_id in ids]
    # Of the sheets of places a few: what is a file the server wrote.
    asked = ["/blad?zoek=3511", "/blad?zoek=3811&hulp=belasting"]
    tried = {"server": [*addresses, *asked], "files": [*addresses[:4], *asked]}
    long, on_one_page = [], 0
    for address in tried[kind]:
        visit(paper, example_site + address)
        printed = paper.pdf(prefer_css_page_size=True)
        pages = len(re.findall(rb"/Type ?/Page\b", printed))
        letters_px = paper.evaluate("parseFloat(getComputedStyle(document.querySelector('.blad')).fontSize)")
        # Twelve points; what then needs more than a page goes on on the back.
        if pages > 2 or letters_px < 16:
            long.append((address, pages, letters_px))
        on_one_page += pages == 1
    assert long == []
    # Of so few, by chance more have much to say.
    assert on_one_page > len(tried[kind]) * {"server": 0.7, "files": 0.5}[kind]


def test_only_the_sheet_comes_out_of_the_printer(paper: Page, example_site: str, utrecht: MapData) -> None:
    visit(paper, f"{example_site}/plek/{utrecht.inventory.listings[0].location_id}/blad")
    for selector in (".kop", ".voet", ".blad-doen", "body > .voorbeeld"):
        assert not paper.locator(selector).first.is_visible(), selector
    assert paper.locator(".blad-voorbeeld").is_visible(), "an example says so on the paper too"
    assert paper.locator(".blad-kaart svg").is_visible()


@pytest.mark.parametrize("of", ["sheet", "list"])
def test_a_browser_has_no_room_on_paper_for_the_address_of_the_page(
    paper: Page, example_site: str, of: str
) -> None:
    """What it prints in the margins holds what somebody searched, and goes along with the sheet."""
    visit(paper, example_site + {"sheet": "/blad?zoek=3511&hulp=alle", "list": "/?zoek=3511&hulp=alle"}[of])
    margins = paper.evaluate(
        "[...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])"
        ".filter((rule) => rule instanceof CSSPageRule).map((rule) => rule.style.margin)"
    )
    assert margins == ["0px"]
    edges = paper.evaluate(
        "['Top', 'Right', 'Bottom', 'Left'].map((side) => getComputedStyle(document.body)['padding' + side])"
    )
    assert all(50 < float(edge.removesuffix("px")) < 60 for edge in edges), "14 mm, in place of the margin"


def test_the_button_prints(page: Page, example_site: str, utrecht: MapData) -> None:
    page.add_init_script("window.prints = 0; window.print = () => { window.prints += 1; };")
    visit(page, f"{example_site}/plek/{utrecht.inventory.listings[0].location_id}/blad")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.prints") == 1
    assert not page.get_by_text("Druk op Ctrl+P").is_visible()


def test_who_pressed_print_on_the_page_before_prints_at_once_and_once(
    page: Page, example_site: str, utrecht: MapData
) -> None:
    page.add_init_script("window.print = () => sessionStorage.setItem('prints', 1 + prints());")
    page.add_init_script("window.prints = () => Number(sessionStorage.getItem('prints') ?? 0);")
    visit(page, f"{example_site}/plek/{utrecht.inventory.listings[0].location_id}")
    page.get_by_role("link", name="Print").first.click()
    # A predicate, and no text to evaluate: the policy of the page forbids that.
    page.wait_for_function("() => prints() === 1")
    assert page.url.rstrip("/").endswith("/blad")
    page.reload()
    assert page.evaluate("prints()") == 1, "a page that is loaded again was not asked to print"


def test_without_a_script_the_page_says_which_keys_print(
    browser: Browser, example_site: str, utrecht: MapData
) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{example_site}/plek/{utrecht.inventory.listings[0].location_id}/blad")
    assert page.get_by_text("Druk op Ctrl+P om dit blad te printen.").is_visible()
    assert page.get_by_role("button", name="Print").count() == 0
    page.close()


def test_what_search_engines_read_is_no_script_to_the_browser(
    page: Page, example_site: str, utrecht: MapData
) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    visit(page, f"{example_site}/plek/{utrecht.inventory.listings[0].location_id}")
    document = page.evaluate(
        "JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)"
    )
    assert document["@context"] == "https://schema.org"
    assert complaints == [], "the policy without unsafe-inline lets a block of data be"
