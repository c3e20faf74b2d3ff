"""The map without a mouse, and as a screen reader is told of it: Leaflet itself leaves both to whoever uses it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Watched
from tests.browser.visiting import glided, visit

MOST_STOPS = 15
TARGET_PX = 44
PINS = ".kaart [role=toolbar] button"


@pytest.fixture
def results(watched: Watched, example_site: str) -> Iterator[Page]:
    """The results near Utrecht on a phone, with the map drawn; no script may complain."""
    watched.page.set_viewport_size({"width": 360, "height": 740})
    open_map(watched.page, f"{example_site}/?hulp=alle&zoek=Utrecht")
    yield watched.page
    assert watched.complaints == []


def open_map(page: Page, address: str) -> None:
    visit(page, address)
    page.locator("[data-kaart]").scroll_into_view_if_needed()
    page.wait_for_selector(".kaart.omlijnd")


def pin(page: Page, number: int) -> Locator:
    return page.locator(f"{PINS}[aria-label^='{number}: ']")


def focused(page: Page) -> dict[str, Any]:
    """What has the focus: its name, its size, and whether one can see that it has it."""
    told: dict[str, Any] = page.evaluate(
        """() => {
            const one = document.activeElement, box = one.getBoundingClientRect(), css = getComputedStyle(one);
            return {
                name: one.getAttribute("aria-label") || one.textContent.trim(),
                inMap: Boolean(one.closest("#kaart")),
                inPins: Boolean(one.closest(".kaart [role=toolbar]")),
                width: box.width, height: box.height,
                isShown: css.outlineStyle !== "none" && parseFloat(css.outlineWidth) >= 2,
                isInMapBox: (() => {
                    const map = document.querySelector("[data-kaart]").getBoundingClientRect();
                    return box.left >= map.left - 1 && box.right <= map.right + 1
                        && box.top >= map.top - 1 && box.bottom <= map.bottom + 1;
                })(),
            };
        }"""
    )
    return told


def tab_stops(page: Page, key: str) -> list[dict[str, Any]]:
    """What the tab key stops at within the map, from its first stop until it leaves."""
    stops = []
    for _ in range(60):
        here = focused(page)
        if not here["inMap"]:
            return stops
        stops.append(here)
        page.keyboard.press(key)
    raise AssertionError("the tab key never leaves the map")


def test_the_tab_key_passes_through_in_few_stops_that_can_be_seen_and_hit(results: Page) -> None:
    assert results.locator(PINS).count() > MOST_STOPS, "or few stops prove nothing"
    results.get_by_role("link", name="Sla de kaart over").focus()
    stops = tab_stops(results, "Tab")
    assert len(stops) <= MOST_STOPS
    assert sum(stop["inPins"] for stop in stops) == 1
    assert all(stop["isShown"] for stop in stops), [stop["name"] for stop in stops if not stop["isShown"]]
    buttons = [stop for stop in stops if "Terug" not in stop["name"] and "Sla" not in stop["name"]]
    assert len(buttons) == 8, "a pin, plus, minus, four ways and the search"
    assert all(min(stop["width"], stop["height"]) >= TARGET_PX for stop in buttons)
    results.keyboard.press("Shift+Tab")
    assert [stop["name"] for stop in tab_stops(results, "Shift+Tab")] == [
        stop["name"] for stop in stops[::-1]
    ]


def test_the_skip_link_leads_past_the_map(results: Page) -> None:
    results.get_by_role("link", name="Sla de kaart over").focus()
    results.keyboard.press("Enter")
    results.keyboard.press("Tab")
    assert focused(results)["name"] == "Terug naar de lijst"


def test_arrow_keys_go_through_every_pin_in_the_order_of_the_list(results: Page) -> None:
    pin(results, 1).focus()
    names = [focused(results)["name"]]
    while True:
        results.keyboard.press("ArrowRight")
        here = focused(results)
        if here["name"] == names[-1]:
            break
        assert here["isInMapBox"], f"{here['name']} has the focus outside what is shown"
        names.append(here["name"])
    assert [int(name.split(":")[0]) for name in names[:10]] == list(range(1, 11))
    assert not any(re.match(r"\d+: ", name) for name in names[10:])
    assert set(results.locator(PINS).evaluate_all("pins => pins.map((one) => one.ariaLabel)")) >= {names[-1]}
    for key, expected in (("Home", names[0]), ("ArrowDown", names[1]), ("ArrowUp", names[0])):
        results.keyboard.press(key)
        assert focused(results)["name"] == expected
    results.keyboard.press("ArrowLeft")
    assert focused(results)["name"] == names[0], "no way round: the first is the first"


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_pin_marks_its_item_in_the_list_and_esc_gives_the_focus_back(results: Page, key: str) -> None:
    item = results.locator(".plek[data-nummer='2']")
    pin(results, 2).focus()
    results.keyboard.press(key)
    expect(item).to_have_attribute("aria-current", "true")
    panel = results.get_by_role("dialog", name="Plekken op dit punt")
    expect(panel).to_be_visible()
    expect(panel.get_by_role("link").first).to_be_focused()
    assert panel.get_by_role("link").first.inner_text() == item.locator("h3").inner_text()
    expect(pin(results, 2)).to_have_attribute("aria-expanded", "true")
    results.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(pin(results, 2)).to_be_focused()
    expect(pin(results, 2)).to_have_attribute("aria-expanded", "false")
    expect(results.locator("[aria-current=true].plek")).to_have_count(0)


def test_the_panel_leads_to_the_item_in_the_list(results: Page) -> None:
    pin(results, 3).focus()
    results.keyboard.press("Enter")
    results.get_by_role("button", name="Toon nummer 3 in de lijst").press("Enter")
    expect(results.locator(".plek[data-nummer='3'] a").first).to_be_focused()
    expect(results.locator(".plek[data-nummer='3']")).to_be_in_viewport()


def test_a_cluster_says_what_a_press_does_and_keeps_the_focus_where_it_was(results: Page) -> None:
    cluster = results.locator(f"{PINS}.groep").first
    said = re.fullmatch(r"(\d+) plekken, zoom in", str(cluster.get_attribute("aria-label")))
    assert said is not None
    for _ in range(12):
        cluster = results.locator(f"{PINS}.groep").first
        cluster.focus()
        before = str(cluster.get_attribute("aria-label"))
        zoom = scale(results)
        results.keyboard.press("Space")
        expect(results.locator(".leaflet-control-scale-line")).not_to_have_text(zoom)
        results.wait_for_function("() => document.activeElement.closest('[role=toolbar]')")
        here = focused(results)
        assert here["isInMapBox"]
        if not here["name"].endswith("zoom in"):
            break
        assert here["name"] != before or scale(results) != zoom
    assert "(" in focused(results)["name"], "a place with its state, reached from its cluster by keys alone"


def scale(page: Page) -> str:
    return page.locator(".leaflet-control-scale-line").inner_text()


def test_plus_minus_and_four_ways_work_with_enter_and_with_space(results: Page) -> None:
    for name, key in (("Dichterbij", "Enter"), ("Verder weg", "Space")):
        before = scale(results)
        results.get_by_role("button", name=name).press(key)
        expect(results.locator(".leaflet-control-scale-line")).not_to_have_text(before)
        assert focused(results)["name"] == name, "the focus stays on the button"
    for name, key, axis, way in (
        ("Naar links", "Enter", "x", 1),
        ("Naar rechts", "Space", "x", -1),
        ("Naar boven", "Enter", "y", 1),
        ("Naar beneden", "Space", "y", -1),
    ):
        before_at = place(results)[axis]
        results.get_by_role("button", name=name).press(key)
        results.wait_for_function(
            """([axis, way, before]) => (document.querySelector(".kaart .speld").getBoundingClientRect()[axis]
                - before) * way > 60""",
            arg=[axis, way, before_at],
        )
        glided(results)
    pin(results, 1).focus()
    before = scale(results)
    results.keyboard.press("+")
    expect(results.locator(".leaflet-control-scale-line")).not_to_have_text(before)
    assert focused(results)["inPins"]


def place(page: Page) -> dict[str, float]:
    at: dict[str, float] = page.locator(".kaart .speld").first.evaluate(
        "one => { const box = one.getBoundingClientRect(); return { x: box.x, y: box.y }; }"
    )
    return at


def test_zooming_out_from_a_pin_that_becomes_part_of_a_cluster_keeps_the_focus_in_the_map(
    results: Page,
) -> None:
    dot = results.locator(f"{PINS}.stip").first
    dot.focus()
    for _ in range(3):
        results.keyboard.press("-")
        results.wait_for_timeout(150)
        assert focused(results)["inPins"]


def test_search_in_this_area_is_a_button_that_asks_for_what_is_shown(results: Page) -> None:
    button = results.get_by_role("button", name="Zoek in dit gebied")
    results.get_by_role("button", name="Dichterbij").press("Enter")
    results.wait_for_timeout(100)
    address = results.url
    assert "gebied=" not in address, "nothing is searched by itself"
    button.press("Enter")
    results.wait_for_url(re.compile("gebied="))
    found = re.search(r"gebied=([^&#]+)", results.url)
    assert found is not None
    west, south, east, north = (float(part) for part in found[1].replace("%2C", ",").split(","))
    assert 4.5 < west < east < 5.6
    assert 51.8 < south < north < 52.4
    assert all(len(part.partition(".")[2]) == 3 for part in found[1].replace("%2C", ",").split(","))


def test_nothing_moves_by_itself(results: Page) -> None:
    before = results.locator(PINS).evaluate_all("pins => pins.map((one) => one.style.transform)")
    results.wait_for_timeout(600)
    assert results.locator(PINS).evaluate_all("pins => pins.map((one) => one.style.transform)") == before


def accessibility_tree(page: Page) -> list[dict[str, Any]]:
    """Nodes that assistive technology is told of, in reading order: role, name, depth and what else is said."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}
    told = []

    def walk(node: dict[str, Any], path: tuple[str, ...]) -> None:
        role = str(node.get("role", {}).get("value", ""))
        name = str(node.get("name", {}).get("value", ""))
        if not node.get("ignored"):
            said = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
            told.append({"role": role, "name": name, "within": path, **said})
            path = (*path, f"{role} {name}")
        for child in node.get("childIds", []):
            if child in by_id:
                walk(by_id[child], path)

    walk(nodes[0], ())
    return told


def test_the_accessibility_tree_has_the_list_first_and_the_same_numbers_on_the_map(results: Page) -> None:
    tree = accessibility_tree(results)
    within = "region Kaart met de plekken uit de lijst"
    ours = [node for node in tree if within in node["within"]]
    toolbar = next(one["within"][-1] for one in ours if one["name"].startswith("1: "))
    assert toolbar.startswith("toolbar Plekken op de kaart."), "one widget, which says how to go about in it"
    pins = [one for one in ours if one["within"][-1] == toolbar]
    assert {one["role"] for one in pins} == {"button"}
    assert all(one["name"] for one in pins)
    numbers = [int(one["name"].split(":")[0]) for one in pins if re.match(r"\d+: ", one["name"])]
    assert numbers == list(range(1, 11)) == [int(one) for one in listed(results)]
    assert any(re.fullmatch(r"\d+ plekken, zoom in", one["name"]) for one in pins)
    assert all(one.get("hasPopup") == "dialog" for one in pins if not one["name"].endswith("zoom in"))
    for number, name in enumerate(results.locator(".plek[data-nummer] h3").all_inner_texts(), start=1):
        (same,) = [one["name"] for one in pins if one["name"].startswith(f"{number}: ")]
        assert same.startswith(f"{number}: {name} (")
    last_of_list = max(
        at for at, one in enumerate(tree) if one["role"] == "heading" and one["name"] == names(results)[-1]
    )
    assert last_of_list < next(at for at, one in enumerate(tree) if one["name"] == pins[0]["name"])
    controls = [one["name"] for one in ours if one["role"] == "button" and one not in pins]
    ways = ["Naar links", "Naar boven", "Naar beneden", "Naar rechts"]
    assert controls == ["Dichterbij", "Verder weg", *ways, "Zoek in dit gebied"]


def test_the_accessibility_tree_tells_of_the_panel_while_it_is_open(results: Page) -> None:
    pin(results, 1).focus()
    results.keyboard.press("Enter")
    expect(results.get_by_role("dialog")).to_be_visible()
    tree = accessibility_tree(results)
    (dialog,) = [one for one in tree if one["role"] == "dialog"]
    inside = [one for one in tree if f"dialog {dialog['name']}" in one["within"]]
    assert next(one for one in inside if one["role"] == "link")["focused"]
    assert [one["name"] for one in inside if one["role"] == "button"][-1] == "Sluit"
    (opener,) = [one for one in tree if one["role"] == "button" and one["name"].startswith("1: ")]
    assert opener["expanded"] is True


def listed(page: Page) -> list[str]:
    return [str(one.get_attribute("data-nummer")) for one in page.locator(".plek[data-nummer]").all()]


def names(page: Page) -> list[str]:
    return page.locator(".plek[data-nummer] h3").all_inner_texts()


def test_from_right_to_left_the_sideways_keys_and_corners_are_mirrored(
    watched: Watched, example_site: str
) -> None:
    page = watched.page
    page.set_viewport_size({"width": 360, "height": 740})
    page.add_init_script(
        "document.addEventListener('readystatechange', () => document.documentElement.dir = 'rtl')"
    )
    open_map(page, f"{example_site}/?hulp=alle&zoek=Utrecht")
    pin(page, 1).focus()
    page.keyboard.press("ArrowLeft")
    expect(pin(page, 2)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(pin(page, 1)).to_be_focused()
    expect(page.locator(".leaflet-bottom.leaflet-right .leaflet-control-scale")).to_be_visible()
    west, east = (
        page.get_by_role("button", name=f"Naar {way}").bounding_box() for way in ("links", "rechts")
    )
    assert west is not None
    assert east is not None
    assert west["x"] < east["x"], "west is on the left of every map"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
