"""What a visitor sees and can do, in a real browser, on a phone and at a desk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from sociale_kaart.config import Settings
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.web.app import create_app
from tests.browser.conftest import MONDAY, SIZES, Watched
from tests.browser.visiting import glided, visit
from tests.serving import served

PAGES = (
    "/",
    "/?hulp=alle&zoek=7511",
    "/?zoek=Enschde",
    "/?zoek=Amsterdam",
    "/?hulp=alle&wanneer=onbekend",
    "/dekking",
    "/dekking/GM0153",
    "/over",
)
# Every place of the map, whatever its help: on the map, ten of them in the list.
ALL = "/?hulp=alle"


def open_map(page: Page, address: str) -> None:
    """Go to a page and scroll to its map: it draws itself when somebody comes near."""
    visit(page, address)
    page.locator("[data-kaart]").scroll_into_view_if_needed()
    page.wait_for_selector(".kaart.omlijnd")


def names(page: Page) -> list[str]:
    return page.locator(".plek h3").all_inner_texts()


@pytest.mark.usefixtures("size")
def test_the_map_draws_outlines_tiles_and_what_stands_for_each_place(watched: Watched, site: str) -> None:
    page = watched.page
    open_map(page, f"{site}{ALL}")
    page.wait_for_selector(".kaart.met-tegels img.leaflet-tile-loaded")
    assert page.locator(".kaart path.land").count() == 1
    assert page.locator(".kaart path.grens").count() == 1
    listed = page.locator(".plek[data-punt]")
    assert listed.count() == 10
    numbers = page.locator(".kaart .speld").evaluate_all("pins => pins.map((pin) => pin.textContent)")
    # Two locations may share a point: then fewer pins than places, never more.
    assert 8 <= len(numbers) <= 10
    columns = page.request.get(f"{site}/api/punten.json").json()
    assert len(reachable(page)) == len(columns["id"]), "each place is in a pin, a dot or a cluster"


def reachable(page: Page) -> list[str]:
    """A name for each place that something on the map stands for."""
    named = page.locator(".kaart [role=toolbar] button").evaluate_all(
        "pins => pins.map((pin) => pin.ariaLabel)"
    )
    counted = [re.match(r"([\d.]+) plekken, zoom in", name) for name in named]
    return [
        name
        for name, many in zip(named, counted, strict=True)
        for _ in range(int(many[1].replace(".", "")) if many else name.count(" ("))
    ]


@pytest.mark.usefixtures("size")
@pytest.mark.parametrize("address", PAGES)
def test_no_page_complains_overflows_or_asks_another_host(watched: Watched, site: str, address: str) -> None:
    page = watched.page
    visit(page, site + address)
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
    visit(page, f"{example_site}{ALL}")
    place = page.locator(".plek h3 a").first.get_attribute("href")
    for address in ("/", str(place), "/dekking", "/dekking/GM0307", "/over"):
        visit(page, example_site + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_a_wide_table_scrolls_in_its_box_and_keeps_its_first_column(watched: Watched, site: str) -> None:
    page = watched.page
    page.set_viewport_size({"width": 360, "height": 740})
    visit(page, f"{site}/dekking/GM0153")
    expect(page.get_by_text("Schuif de tabel opzij").first).to_be_visible()
    box = page.locator(".schuif").first
    first = box.locator("tbody th").first
    before = first.bounding_box()
    box.evaluate("box => { box.scrollLeft = 400; }")
    assert box.evaluate("box => box.scrollLeft") > 0
    assert first.bounding_box() == before


def test_every_number_of_the_list_can_be_seen_and_hit_and_no_name_lies_under_a_pin(
    watched: Watched, site_without_tiles: str
) -> None:
    page = watched.page
    page.set_viewport_size({"width": 360, "height": 740})
    open_map(page, f"{site_without_tiles}{ALL}&zoek=7511")
    hits = page.evaluate(
        """() => {
            const boxes = (css) => [...document.querySelectorAll(css)].map((one) => one.getBoundingClientRect());
            const buttons = boxes(".kaart [role=toolbar] button");
            const touch = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
                && a.top < b.bottom - 1 && b.top < a.bottom - 1;
            return {
                small: buttons.filter((one) => Math.min(one.width, one.height) < 44).length,
                over: buttons.flatMap((one, i) => buttons.slice(i + 1).filter((other) => touch(one, other))).length,
                names: boxes(".gebiedsnaam span").length,
                under: boxes(".gebiedsnaam span").filter((name) => buttons.some((one) => touch(name, one))).length,
            };
        }"""
    )
    assert hits["names"] > 0
    assert hits == {"small": 0, "over": 0, "names": hits["names"], "under": 0}


def test_a_phone_goes_to_the_map_and_back_to_the_list(watched: Watched, site: str) -> None:
    page = watched.page
    page.set_viewport_size({"width": 360, "height": 740})
    visit(page, f"{site}{ALL}&zoek=7511")
    before = {url for url in watched.asked if url.endswith(".js")}
    page.get_by_role("link", name="Bekijk deze plekken op de kaart").click()
    page.wait_for_selector(".kaart.klaar")
    later = {url for url in watched.asked if url.endswith(".js")} - before
    assert len(later) > 1, "the map's own scripts come when somebody comes near it"
    page.get_by_role("link", name="Terug naar de lijst").click()
    expect(page.locator("#gevonden")).to_be_in_viewport()


@pytest.mark.usefixtures("size")
def test_the_map_has_the_numbers_and_names_of_the_list(watched: Watched, site: str) -> None:
    page = watched.page
    open_map(page, f"{site}{ALL}&zoek=7511")
    shown = page.locator(".kaart .speld").evaluate_all("pins => pins.map((pin) => pin.ariaLabel)")
    numbers = [number for label in shown for number in label.partition(": ")[0].split(", ")]
    assert numbers == [str(number) for number in range(1, 11)]
    for number, name in enumerate(names(page), start=1):
        assert any(label.split(":")[0].split(", ").count(str(number)) and name in label for label in shown), (
            number
        )
    assert all(re.search(r"\((nu open|nu gesloten|onbekend)\)", label) for label in shown)


@pytest.mark.usefixtures("size")
def test_a_filter_works_on_list_and_map(watched: Watched, example_site: str) -> None:
    page = watched.page
    open_map(page, f"{example_site}{ALL}&wanneer=nu")
    found = re.search(r"\d+", page.locator("h1").inner_text())
    assert found is not None
    assert len(reachable(page)) == int(found[0]) == len(names(page))


@pytest.mark.usefixtures("size")
def test_without_tiles_outlines_and_names_make_a_map(watched: Watched, site_without_tiles: str) -> None:
    page = watched.page
    open_map(page, f"{site_without_tiles}{ALL}")
    shown = page.locator(".gebiedsnaam span").all_inner_texts()
    assert len(shown) >= 2, "on a phone most names give way to pins"
    assert len(shown) == len(set(shown))
    assert watched.complaints == []
    assert watched.hosts() == {urlsplit(site_without_tiles).netloc}


@pytest.mark.usefixtures("size")
def test_tiles_that_do_not_come_leave_a_readable_map(watched: Watched, site: str) -> None:
    page = watched.page
    page.route(f"{watched.tiles}/**", lambda route: route.abort())
    visit(page, f"{site}{ALL}&zoek=7511")
    page.locator(".plek h3 a").first.click()
    page.locator("[data-kaart]").scroll_into_view_if_needed()
    page.wait_for_selector(".kaart.omlijnd")
    expect(page.locator(".gebiedsnaam span").first).to_be_visible()
    expect(page.locator(".kaart .speld")).to_be_visible()
    assert all("ERR_FAILED" in complaint for complaint in watched.complaints)


def test_a_tile_that_was_refused_is_asked_for_again(watched: Watched, site: str) -> None:
    page = watched.page
    refused: set[str] = set()

    def busy_once(route: Route) -> None:
        if route.request.url in refused:
            route.continue_()
        else:
            refused.add(route.request.url)
            route.fulfill(status=503)

    page.route(f"{watched.tiles}/**", busy_once)
    open_map(page, f"{site}{ALL}&zoek=7511")
    page.wait_for_function(
        "() => { const seen = [...document.querySelectorAll('.kaart img.leaflet-tile')];"
        " return seen.length > 0 && seen.every((one) => one.naturalWidth > 0); }"
    )
    assert refused


def test_outlines_follow_where_the_map_is_moved_and_zoomed(watched: Watched, site_without_tiles: str) -> None:
    page = watched.page
    page.set_viewport_size({"width": 360, "height": 740})
    open_map(page, f"{site_without_tiles}{ALL}&zoek=7511")
    fills_the_map = """() => {
        const [map, drawn] = [".kaart", ".kaart svg"].map((css) => document.querySelector(css).getBoundingClientRect());
        return drawn.left <= map.left && drawn.top <= map.top && drawn.right >= map.right && drawn.bottom >= map.bottom;
    }"""
    for way in ("Naar rechts", "Naar rechts", "Naar beneden", "Dichterbij", "Verder weg", "Verder weg"):
        before = page.locator(".kaart .land").get_attribute("d")
        page.get_by_role("button", name=way).click()
        glided(page)
        page.wait_for_function(fills_the_map)
        assert page.locator(".kaart .land").get_attribute("d"), way
    assert page.locator(".kaart .land").get_attribute("d") != before, "another scale, another drawing"


def test_what_stands_on_the_map_is_no_layer_of_its_own(watched: Watched, site_without_tiles: str) -> None:
    page = watched.page
    open_map(page, f"{site_without_tiles}{ALL}")
    shifts = page.evaluate(
        """[...document.querySelectorAll(".kaart [role=toolbar] > *, .gebiedsnaam, .kaart svg")]
            .map((one) => one.style.transform)"""
    )
    assert len(shifts) > 10
    assert not [one for one in shifts if "3d" in one], "hundreds of layers make a slow phone stutter"


@pytest.fixture(scope="module")
def site_with_neighbours(overijssel: MapData) -> Iterator[str]:
    """Overijssel, with its second place in the building of its first: no real map has such a pair now."""
    first, second = [one for one, match in overijssel.matches.items() if match.has_point][:2]
    there = overijssel.matches[first]
    moved = replace(
        overijssel.matches[second], lon=there.lon, lat=there.lat, x_rd=there.x_rd, y_rd=there.y_rd
    )
    data = replace(overijssel, matches={**overijssel.matches, second: moved})
    with served(create_app(data, Settings(tiles_url=""), clock=lambda: MONDAY)) as address:
        yield address


def test_everybody_at_one_point_is_told_of_in_one_panel(watched: Watched, site_with_neighbours: str) -> None:
    page, site = watched.page, site_with_neighbours
    columns = page.request.get(f"{site}/api/punten.json").json()
    where = list(zip(columns["lon"], columns["lat"], strict=True))
    shared = next(point for point in where if where.count(point) > 1)
    there = {columns["name"][row] for row, point in enumerate(where) if point == shared}
    lon, lat = shared
    open_map(page, f"{site}/?gebied={lon - 0.01:.3f},{lat - 0.01:.3f},{lon + 0.01:.3f},{lat + 0.01:.3f}")
    name = sorted(there)[0]
    page.locator(f".kaart [role=toolbar] button[aria-label*='{name}']").dispatch_event("click")
    panel = page.get_by_role("dialog", name="Plekken op dit punt")
    expect(panel).to_be_visible()
    assert set(panel.get_by_role("link").all_inner_texts()) == there
    assert all("/plek/" in str(link.get_attribute("href")) for link in panel.get_by_role("link").all())


def test_a_new_build_between_page_and_map_is_said_and_no_number_is_mixed_up(
    watched: Watched, kind: str, site: str
) -> None:
    page = watched.page

    def older(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"version": "0000000000000000"})

    page.route(
        {"server": "**/api/stand.json**", "files": re.compile("/zoek/(plekken|standen).json")}[kind], older
    )
    visit(page, f"{site}{ALL}")
    page.locator("[data-kaart]").scroll_into_view_if_needed()
    expect(page.locator("[data-kaart]")).to_contain_text("Laad deze pagina opnieuw")
    expect(page.locator(".kaartknoppen")).to_be_hidden()


def test_a_new_build_under_an_open_map_is_said_and_no_place_gets_the_name_of_another(
    watched: Watched, kind: str, site: str
) -> None:
    page = watched.page

    def newer(route: Route) -> None:
        answer = route.fetch()
        told = answer.json()
        told |= {"version": "0000000000000000", "name": ["Een ander" for _ in told["name"]]}
        route.fulfill(response=answer, json=told)

    page.route({"server": "**/api/namen.json**", "files": "**/zoek/punten/*.json"}[kind], newer)
    visit(page, f"{site}{ALL}")
    page.locator("[data-kaart]").scroll_into_view_if_needed()
    expect(page.locator("[data-kaart]")).to_contain_text("Laad deze pagina opnieuw")
    expect(page.locator(".kaartknoppen")).to_be_hidden()
    assert "Een ander" not in page.content()


def test_a_map_that_cannot_load_says_so_in_words(watched: Watched, site: str) -> None:
    page = watched.page
    page.route("**/api/punten.bin**", lambda route: route.abort())
    visit(page, f"{site}{ALL}")
    page.locator("[data-kaart]").scroll_into_view_if_needed()
    expect(page.locator("[data-kaart]")).to_contain_text("De kaart kon niet laden.")


def test_the_wheel_scrolls_the_page_and_not_the_map(watched: Watched, site: str) -> None:
    page = watched.page
    page.set_viewport_size({"width": 1280, "height": 800})
    open_map(page, f"{site}{ALL}")
    scale = page.locator(".leaflet-control-scale-line").inner_text()
    page.locator("[data-kaart]").hover()
    page.mouse.wheel(0, 600)
    page.wait_for_timeout(400)
    assert page.locator(".leaflet-control-scale-line").inner_text() == scale
    assert page.evaluate("window.scrollY") > 0


@pytest.mark.parametrize("width", [size[0] for size in SIZES.values()])
def test_without_javascript_a_sentence_stands_for_the_map(
    browser: Browser, kind: str, site: str, width: int
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 740})
    page = context.new_page()
    page.goto(site + {"server": ALL, "files": "/hulp/alle/"}[kind])
    expect(page.get_by_text("De kaart werkt alleen met JavaScript")).to_be_visible()
    assert page.locator(".kaart").evaluate("box => box.offsetHeight") < 180, "one sentence, no empty box"
    expect(page.locator(".kaartknoppen")).to_be_hidden()
    page.goto(f"{site}/dekking")
    assert page.locator("[data-tabel] tbody tr").count() == 25
    assert page.locator(".dekkingskaart path.land").count() == 25
    context.close()


@pytest.mark.usefixtures("size")
def test_an_example_map_says_so_and_shows_its_gaps(watched: Watched, example_site: str) -> None:
    page = watched.page
    page.goto(f"{example_site}/dekking")
    expect(page.get_by_text("Dit is een voorbeeld.")).to_be_visible()
    assert page.locator(".dekkingskaart path.vlak-geen").count() > 0
    assert page.locator(".cijfers td", has_text="gat").count() > 0
    assert watched.complaints == []
