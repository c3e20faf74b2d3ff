"""What a visitor sees and can do, in a real browser, on a phone and at a desk."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SIZES, Watched

PAGES = (
    "/",
    "/?zoek=7511",
    "/?zoek=Enschde",
    "/?zoek=Amsterdam",
    "/?pijler=advies",
    "/?zoek=7511&pijler=computer",
    "/dekking",
    "/dekking/GM0153",
    "/over",
)


def open_map(page: Page, address: str) -> None:
    """Go to a page and scroll to its map: it draws itself when somebody comes near."""
    page.goto(address)
    page.locator("[data-kaart]").scroll_into_view_if_needed()
    page.wait_for_selector(".kaart.klaar")


def names(page: Page) -> list[str]:
    return page.locator(".plek h3").all_inner_texts()


@pytest.mark.usefixtures("size")
def test_the_map_draws_outlines_tiles_and_a_marker_for_each_place(watched: Watched, site: str) -> None:
    page = watched.page
    open_map(page, site)
    page.wait_for_selector(".kaart.met-tegels img.leaflet-tile-loaded")
    assert page.locator(".kaart path.grens").count() == 25
    markers = page.locator(".kaart .speld")
    listed = page.locator(".plek")
    assert listed.count() == 38
    # Two locations may share a point, and one may have none: then fewer pins than places, never more.
    assert 30 <= markers.count() <= listed.count()
    expect(markers.first).to_be_visible()


@pytest.mark.usefixtures("size")
@pytest.mark.parametrize("address", PAGES)
def test_no_page_complains_overflows_or_asks_another_host(watched: Watched, site: str, address: str) -> None:
    page = watched.page
    page.goto(site + address)
    if page.locator("[data-kaart]").count():
        open_map(page, site + address)
        page.wait_for_selector(".kaart.met-tegels")
    page.wait_for_load_state("networkidle")
    assert watched.complaints == []
    assert watched.hosts() <= {urlsplit(site).netloc, urlsplit(watched.tiles).netloc}
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "scrolls sideways"
    assert page.context.cookies() == []


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_no_page_of_long_names_is_wider_than_the_screen(
    watched: Watched, example_site: str, width: int
) -> None:
    page = watched.page
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(example_site)
    place = page.locator(".plek h3 a").first.get_attribute("href")
    for address in ("/", str(place), "/dekking", "/dekking/GM0307", "/over"):
        page.goto(example_site + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_a_wide_table_scrolls_in_its_box_and_keeps_its_first_column(watched: Watched, site: str) -> None:
    page = watched.page
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}/dekking/GM0153")
    expect(page.get_by_text("Schuif de tabel opzij").first).to_be_visible()
    box = page.locator(".schuif").first
    first = box.locator("tbody th").first
    before = first.bounding_box()
    box.evaluate("box => { box.scrollLeft = 400; }")
    assert box.evaluate("box => box.scrollLeft") > 0
    assert first.bounding_box() == before


def test_the_nearest_places_show_their_number_and_no_name_lies_under_a_pin(
    watched: Watched, site_without_tiles: str
) -> None:
    page = watched.page
    page.set_viewport_size({"width": 1280, "height": 900})
    open_map(page, f"{site_without_tiles}/?zoek=7511")
    for number in range(1, 13):
        pin = page.locator(f".kaart .speld[aria-label^='{number}: ']")
        assert "klein" not in str(pin.get_attribute("class")), number
    hits = page.evaluate(
        """() => {
            const boxes = (css) => [...document.querySelectorAll(css)].map((one) => one.getBoundingClientRect());
            const pins = boxes(".kaart .speld:not(.klein) span");
            const touch = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
            return boxes(".gebiedsnaam:not(.past-niet) span").filter((name) => pins.some((pin) => touch(name, pin)));
        }"""
    )
    assert hits == []


def test_a_phone_goes_to_the_map_and_back_to_the_list(watched: Watched, site: str) -> None:
    page = watched.page
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}/?zoek=7511")
    page.get_by_role("link", name="Bekijk deze plekken op de kaart").click()
    page.wait_for_selector(".kaart.klaar")
    page.get_by_role("link", name="Terug naar de lijst").click()
    expect(page.locator("#gevonden")).to_be_in_viewport()


@pytest.mark.usefixtures("size")
def test_a_postcode_search_lists_places_by_distance(watched: Watched, site: str) -> None:
    page = watched.page
    page.goto(site)
    page.get_by_label("Uw postcode of plaats").fill("7511 GM")
    page.get_by_role("button", name="Zoek").click()
    expect(page.get_by_role("heading", level=2).first).to_contain_text(
        "38 plekken, de dichtste bij 7511 eerst"
    )
    distances = page.locator(".plek .afstand").all_inner_texts()
    metres = [in_metres(words) for words in distances if words.startswith(("ongeveer", "minder"))]
    assert len(metres) >= 37
    assert metres == sorted(metres)
    open_map(page, page.url)
    first = page.locator(".kaart .speld[aria-label^='1: ']")
    expect(first).to_be_visible()
    label = str(first.get_attribute("aria-label"))
    assert label.startswith(f"1: {names(page)[0]} (")
    assert label.endswith((" (nu open)", " (nu gesloten)", " (onbekend)"))


@pytest.mark.usefixtures("size")
def test_a_filter_works_on_list_and_map(watched: Watched, site: str) -> None:
    page = watched.page
    page.goto(site)
    before = len(names(page))
    page.get_by_label("Geld en recht").check()
    page.get_by_role("button", name="Zoek").click()
    expect(page.get_by_text("weten we niet of dit er is")).to_be_visible()
    after = len(names(page))
    assert 0 < after < before
    open_map(page, page.url)
    assert page.locator(".kaart .speld").count() == after
    expect(page.get_by_label("Geld en recht")).to_be_checked()


@pytest.mark.usefixtures("size")
def test_without_tiles_outlines_and_names_make_a_map(watched: Watched, site_without_tiles: str) -> None:
    page = watched.page
    open_map(page, site_without_tiles)
    shown = page.locator(".gebiedsnaam:not(.past-niet)").all_inner_texts()
    assert len(shown) >= 4, "on a phone most names give way to pins"
    assert len(shown) == len(set(shown))
    assert watched.complaints == []
    assert watched.hosts() == {urlsplit(site_without_tiles).netloc}


@pytest.mark.usefixtures("size")
def test_tiles_that_do_not_come_leave_a_readable_map(watched: Watched, site: str) -> None:
    page = watched.page
    page.route(f"{watched.tiles}/**", lambda route: route.abort())
    page.goto(site)
    page.locator(".plek h3 a").first.click()
    page.locator("[data-kaart]").scroll_into_view_if_needed()
    page.wait_for_selector(".kaart.klaar")
    expect(page.locator(".gebiedsnaam:not(.past-niet) span").first).to_be_visible()
    expect(page.locator(".kaart .speld")).to_be_visible()
    assert all("ERR_FAILED" in complaint for complaint in watched.complaints)


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_pin_opens_by_key_and_esc_gives_the_focus_back(watched: Watched, site: str, key: str) -> None:
    page = watched.page
    open_map(page, f"{site}/?zoek=7511")
    pin = page.locator(".kaart .speld[aria-label^='1: ']")
    pin.focus()
    page.keyboard.press(key)
    link = page.locator(".leaflet-popup-content a").first
    expect(link).to_be_focused()
    assert "/plek/" in str(link.get_attribute("href"))
    page.keyboard.press("Escape")
    expect(page.locator(".leaflet-popup-content")).to_have_count(0)
    expect(pin).to_be_focused()


def test_everybody_at_one_point_can_be_reached(watched: Watched, example_site: str) -> None:
    page = watched.page
    open_map(page, example_site)
    columns = page.request.get(f"{example_site}/api/punten.json").json()
    places = len(columns["id"])
    points = len(set(zip(columns["lon"], columns["lat"], strict=True)))
    pins = page.locator(".kaart .speld")
    assert pins.count() == points
    reached = set()
    for pin in pins.all():
        pin.dispatch_event("click")
        links = page.locator(".leaflet-popup-content a")
        reached |= set(links.evaluate_all("links => links.map((link) => link.getAttribute('href'))"))
        page.keyboard.press("Escape")
    assert len(reached) == places


def test_the_wheel_scrolls_the_page_and_not_the_map(watched: Watched, site: str) -> None:
    page = watched.page
    page.set_viewport_size({"width": 1280, "height": 800})
    open_map(page, site)
    scale = page.locator(".leaflet-control-scale-line").inner_text()
    page.locator("[data-kaart]").hover()
    page.mouse.wheel(0, 600)
    page.wait_for_timeout(400)
    assert page.locator(".leaflet-control-scale-line").inner_text() == scale
    assert page.evaluate("window.scrollY") > 0


@pytest.mark.parametrize("width", [size[0] for size in SIZES.values()])
def test_without_javascript_everything_is_still_there(browser: Browser, site: str, width: int) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 740})
    page = context.new_page()
    page.goto(site)
    assert len(names(page)) == 38
    expect(page.get_by_text("De kaart werkt alleen met JavaScript")).to_be_visible()
    assert page.locator(".kaart").evaluate("box => box.offsetHeight") < 120, "one sentence, no empty box"
    page.get_by_label("Uw postcode of plaats").fill("Almelo")
    page.get_by_role("button", name="Zoek").click()
    assert "Almelo" in page.locator(".plek .adres").first.inner_text()
    page.goto(f"{site}/dekking")
    assert page.locator(".cijfers tbody tr").count() == 25
    assert page.locator(".dekkingskaart path.land").count() == 25
    context.close()


@pytest.mark.usefixtures("size")
def test_an_example_map_says_so_and_shows_its_gaps(watched: Watched, example_site: str) -> None:
    page = watched.page
    page.goto(f"{example_site}/dekking")
    expect(page.get_by_text("Dit is een voorbeeld.")).to_be_visible()
    assert page.locator(".dekkingskaart path.vlak-geen").count() > 0
    assert page.locator(".cijfers .stand-no").count() > 0
    assert watched.complaints == []


def in_metres(words: str) -> float:
    """What a distance in words comes to, for comparing."""
    if words.startswith("minder"):
        return 0
    number, unit = words.removeprefix("ongeveer ").split()
    return float(number.replace(".", "").replace(",", ".")) * (1000 if unit == "km" else 1)
