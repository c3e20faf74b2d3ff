"""Without a mouse: what can be pressed is reached in the order of reading, shows that it is reached, and lets go again.

The map has its own (test_map_keyboard.py); the suggestions too (test_search.py).
"""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page

from sociale_kaart.dataset.mapdata import MapData
from tests.browser.visiting import settled, visit

MOST_STOPS = 200
PAGES = (
    "/",
    "/?zoek=3511&hulp=alle",
    "/plek/{place}",
    "/dekking",
    "/dekking/GM0344",
    "/wie-doet-wat",
    "/privacy",
)
# Where the focus is: its own text or name, and whether it looks another way than without the focus.
FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  // A field for a date has a stop for the day, the month and the year: leaving it would begin with the day again.
  if (window.lastStop && window.lastStop.one === one) return window.lastStop.told;
  const look = () => { const css = getComputedStyle(one);
    return { ring: css.outlineStyle !== 'none' && parseFloat(css.outlineWidth) >= 2, shadow: css.boxShadow,
      all: [css.outlineStyle, css.outlineWidth, css.outlineColor, css.boxShadow, css.backgroundColor].join() }; };
  const box = one.getBoundingClientRect(), reached = look();
  one.blur();
  const plain = look();
  one.focus({ preventScroll: true });
  const told = {
    id: [...document.querySelectorAll('*')].indexOf(one),
    in_map: !!one.closest('#kaart'),
    name: (one.getAttribute('aria-label') || one.innerText || one.name || one.id || one.tagName).trim().slice(0, 60),
    shows: reached.all !== plain.all
      && (reached.ring || (reached.shadow !== 'none' && reached.shadow !== plain.shadow)),
    visible: box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth,
  };
  window.lastStop = { one, told };
  return told;
}"""


@pytest.fixture
def desk(page: Page) -> Page:
    page.set_viewport_size({"width": 1280, "height": 800})
    return page


def tab_through(page: Page) -> list[dict[str, object]]:
    """Everything that Tab reaches, until it leaves the page or comes round."""
    stops: list[dict[str, object]] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or (stops and stop["id"] == stops[0]["id"]):
            return stops
        stops.append(stop)
    raise AssertionError(f"after {MOST_STOPS} stops the page has not let go; the last: {stops[-5:]}")


def address(page: str, utrecht: MapData) -> str:
    return page.format(place=utrecht.inventory.listings[0].location_id)


@pytest.mark.parametrize("where", PAGES)
def test_tab_goes_down_the_page_shows_where_it_is_and_gets_out(
    desk: Page, example_site: str, utrecht: MapData, where: str
) -> None:
    visit(desk, example_site + address(where, utrecht))
    stops = tab_through(desk)
    assert stops[0]["name"] == "Ga naar de inhoud"
    assert [stop["name"] for stop in stops if not stop["visible"]] == []
    assert [stop["name"] for stop in stops if not stop["shows"]] == [], "focus that nobody sees"
    # Order of the document: no tabindex above nought, and the list before the map.
    ids = [stop["id"] for stop in stops]
    assert ids == sorted(ids)  # type: ignore[type-var]
    assert sum(bool(stop["in_map"]) for stop in stops) <= 15


def test_the_skip_link_leads_past_the_menu(desk: Page, example_site: str) -> None:
    visit(desk, example_site)
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.id") == "zoek"


def test_a_question_is_asked_and_a_sheet_reached_by_keys_alone(desk: Page, example_site: str) -> None:
    visit(desk, example_site)
    desk.locator("#zoek").focus()
    desk.keyboard.type("3511")
    desk.keyboard.press("Escape")  # the suggestions, should they be there
    desk.locator("button.behoefte").first.focus()
    desk.keyboard.press("Space")
    desk.wait_for_url("**hulp=*")
    settled(desk)
    desk.locator("ol.plekken h3 a").first.focus()
    desk.keyboard.press("Enter")
    desk.wait_for_url(re.compile(r"/plek/\w+/?$"))
    summary = desk.locator("summary", has_text="Route").first
    summary.focus()
    desk.keyboard.press("Enter")
    assert desk.locator("details.route").first.get_attribute("open") is not None
    desk.keyboard.press("Space")
    assert desk.locator("details.route").first.get_attribute("open") is None
    desk.get_by_role("link", name="Print").first.focus()
    desk.keyboard.press("Enter")
    desk.wait_for_url(re.compile("/blad/?(#.*)?$"))


def roles(tree: str) -> list[str]:
    """Headings and landmarks of an accessibility tree, in the order a screen reader meets them."""
    return [
        f"{role} {name}".strip()
        for role, name in re.findall(
            r'^\s*- (banner|navigation|main|search|contentinfo|heading)(?: "([^"]*)")?', tree, re.M
        )
    ]


def test_a_screen_reader_meets_the_answer_then_the_list_then_the_map(desk: Page, example_site: str) -> None:
    visit(desk, example_site + "/?zoek=3511&hulp=alle")
    tree = desk.locator("body").aria_snapshot()
    met = roles(tree)
    assert met[:3] == ["banner", "navigation Hoofdmenu", "main"]
    assert met[-1] == "contentinfo"
    headings = [one for one in met if one.startswith("heading")]
    assert "plek" in headings[0]
    first_place = desk.locator("ol.plekken h3").first.inner_text()
    assert (
        tree.index(headings[0].removeprefix("heading "))
        < tree.index(first_place)
        < tree.index("Sla de kaart over")
    )
    levels = [int(level) for level in re.findall(r"heading .*\[level=(\d)\]", tree)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
