"""A visitor meets nobody else: on every page of the maps that ship, no request but tiles, no cookie, nothing kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from sociale_kaart.config import Settings
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.web.app import create_app
from tests.browser.conftest import MONDAY, built
from tests.browser.visiting import context_on_monday, visit

TILES = "https://tegels.voorbeeld.nl/{z}/{x}/{y}.png"
MOST = 400  # pages that are walked through per map
# Answers that are no pages: what they hold is tested elsewhere.
NO_PAGE = (
    *(".ics", ".pdf", ".json", ".geojson", ".bin", ".svg"),
    *(".csv", ".xlsx", ".gpkg", ".parquet", ".jsonld", ".ttl"),
)


@pytest.fixture(scope="session")
def veendam(tmp_path_factory: pytest.TempPathFactory) -> MapData:
    return built("veendam", tmp_path_factory)


@pytest.fixture(scope="session")
def places(overijssel: MapData, utrecht: MapData, veendam: MapData) -> dict[str, Flask]:
    return {
        data.config.title: create_app(data, Settings(tiles_url=TILES), clock=lambda: MONDAY)
        for data in (overijssel, utrecht, veendam)
    }


def shape(address: str) -> str:
    """Addresses of one kind of page: a walk that has seen three of them has seen what they load."""
    path = re.sub(r"/(plek|dekking|p|ogc)/[^/?]+", r"/\1/X", urlsplit(address).path)
    return path + "?" + "&".join(sorted(re.findall(r"[?&](\w+)=", address)))


def walk(client: FlaskClient) -> Iterator[tuple[str, str]]:
    """Every kind of page that links and forms lead to, and what came back for it."""
    waiting, seen, kinds = ["/", "/en/", "/nergens", "/?zoek=Xyzzy"], set[str](), dict[str, int]()
    while waiting and len(seen) < MOST:
        address = waiting.pop(0)
        kind = shape(address)
        if address in seen or kinds.get(kind, 0) >= 3:
            continue
        seen.add(address)
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = client.get(address, follow_redirects=True)
        assert "Set-Cookie" not in answer.headers, address
        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe" not in policy, address
        assert set(re.findall(r"https?://[\w.-]+", policy)) <= {"https://tegels.voorbeeld.nl"}, address
        if answer.mimetype != "text/html":
            continue
        yield address, answer.text
        links = map(unescape, re.findall(r'<a\b[^>]*?href="(/[^"#]*)', answer.text))
        waiting += [link for link in links if not urlsplit(link).path.endswith(NO_PAGE)]


@pytest.mark.slow
@pytest.mark.parametrize("title", range(3))
def test_no_page_loads_or_sends_anything_elsewhere(places: dict[str, Flask], title: int) -> None:
    app = list(places.values())[title]
    kinds = set()
    for address, page in walk(app.test_client()):
        kinds.add(shape(address))
        loaded = re.findall(
            r'<(?:script|img|iframe|source|video|audio|object)\b[^>]*?(?:src|data)="([^"]*)"', page
        )
        loaded += [
            href
            for tag, href in re.findall(r'(<link\b[^>]*?href="([^"]*)"[^>]*>)', page)
            if 'rel="alternate"' not in tag and 'rel="canonical"' not in tag
        ]
        loaded += re.findall(r'<form\b[^>]*?action="([^"]*)"', page)
        assert [one for one in loaded if not one.startswith(("/", "data:", "#"))] == [], address
        assert not re.search(r"<[^>]+\s(style|on\w+)=", page), address
    assert len(kinds) > 12, "the walk found no pages to speak of"


@pytest.mark.browser
def test_a_browser_keeps_nothing_and_asks_nobody_but_the_tiles(
    browser: Browser, example_site: str, utrecht: MapData
) -> None:
    location = utrecht.inventory.listings[0].location_id
    asked: set[str] = set()
    context = context_on_monday(browser)
    page = context.new_page()
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    for address in ("/", "/?zoek=3511&hulp=alle", f"/plek/{location}", "/dekking", "/en/over"):
        page.goto(example_site + address, wait_until="networkidle")
        kept = page.evaluate(
            """async () => [localStorage.length, sessionStorage.length, document.cookie,
               (await indexedDB.databases()).length, (await caches.keys()).length,
               (await navigator.serviceWorker.getRegistrations()).length]"""
        )
        assert kept == [0, 0, "", 0, 0, 0], address
    assert context.cookies() == []
    context.close()
    assert asked - {""} == {urlsplit(example_site).netloc}


@pytest.mark.browser
def test_with_tiles_the_map_asks_their_host_and_nobody_else_and_no_policy_is_broken(
    browser: Browser, site: str, overijssel: MapData, tile_server: str
) -> None:
    location = next(one for one, match in overijssel.matches.items() if match.has_point)
    context = context_on_monday(browser)
    context.add_init_script(
        "window.broken = []; document.addEventListener('securitypolicyviolation',"
        " one => window.broken.push(`${one.violatedDirective} ${one.blockedURI}`));"
    )
    page = context.new_page()
    asked: set[str] = set()
    page.on("request", lambda request, asked=asked: asked.add(request.url))
    for address in ("/?zoek=7511&hulp=alle", f"/plek/{location}"):
        visit(page, site + address)
        page.locator("[data-kaart]").scroll_into_view_if_needed()
        page.wait_for_selector(".kaart.omlijnd")
        page.wait_for_selector(".leaflet-tile-loaded")
        assert page.evaluate("window.broken") == [], address
    hosts = {urlsplit(one).netloc for one in asked if not one.startswith("data:")}
    assert hosts == {urlsplit(site).netloc, urlsplit(tile_server).netloc}
    elsewhere = [urlsplit(one) for one in asked if one.startswith(tile_server)]
    assert all(re.fullmatch(r"/\d+/\d+/\d+\.png", one.path) and not one.query for one in elsewhere)
    context.close()
