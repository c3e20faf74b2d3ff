"""What an embedded map makes a visitor fetch, in every shape and by a real browser: 100 kB at most.

    .venv/bin/python -m benchmarks.embeds [MAP ...]     built maps; by default that of Overijssel
    .venv/bin/python -m benchmarks.embeds --markdown MAP ...     as the table of docs/reference/benchmarks.md

A browser with an empty cache opens a page with one frame in it, so high that everything in it is in view: the map is
fetched too, that waits until somebody scrolls to it. What counts is every byte that came for the frame, headers
included, until it is quiet and its map is drawn: as transferred, so compressed. Raw is the same without compression.

Three ways: with scripts, without them, and in a sandbox without an origin (as WordPress does it). Of all gemeenten on
the map the one whose page is heaviest is opened; so is the place with the heaviest page of a sample. Exit code 1 where
a shape is over the bar.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final
from urllib.request import urlopen

from flask import Flask, request
from flask.testing import FlaskClient
from markupsafe import escape
from playwright.sync_api import Browser, Frame, Request, ViewportSize, sync_playwright

from sociale_kaart.config import Settings
from sociale_kaart.web.app import create_app
from sociale_kaart.web.site import EXTENSION, Site
from tests.serving import served
from tools import chromium

ROOT = Path(__file__).resolve().parent.parent
MOST_B = 100_000
PLACES, COVERAGE = "/ingesloten/plekken", "/ingesloten/dekking"
NOTHING_BESIDE = "zoekveld=nee&legenda=nee&lijst=nee"
_CONTROLS = ("", "zoekveld=nee", "legenda=nee", "lijst=nee", NOTHING_BESIDE)
_OF_COVERAGE = ("maat=afstand", "groep=65plus&maat=bereik", "moment=avond", "binnen=2")
_PLACES_TRIED = 40
# So high that the map is in view: below the fold nobody asks for it.
_FRAME = (
    '<!doctype html><title>Pagina</title><iframe title="Kaart" width="{}" height="6000" src="{}"{}></iframe>'
)
_WIDTH = 800
_WINDOW: Final[ViewportSize] = {"width": 900, "height": 6100}
PATIENCE_MS = 60_000


class Way(StrEnum):
    """How the frame is opened."""

    SCRIPT = "with-scripts"
    NO_SCRIPT = "without-scripts"
    SANDBOX = "sandbox"


@dataclass(frozen=True, slots=True)
class Weight:
    """What one embedded map comes to, in bytes; requests: how many files."""

    name: str
    address: str
    way: Way
    transferred: int
    raw: int
    requests: int

    @property
    def is_missed(self) -> bool:
        return self.transferred > MOST_B


def main() -> None:
    """Measure, print, and leave with 1 where a shape is too heavy."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("maps", nargs="*", type=Path, metavar="MAP")
    parser.add_argument("--markdown", action="store_true", help="print rows of a table in Markdown")
    arguments = parser.parse_args()
    maps = arguments.maps or [ROOT / "geodata" / "kaarten" / "overijssel"]
    missed = False
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.PATH, args=list(chromium.FLAGS))
        for folder in maps:
            app = create_app(folder / "kaart.gpkg", Settings(tiles_url=""))
            site: Site = app.extensions[EXTENSION]
            # The page around it comes from another origin: a publisher's.
            with served(app) as root, served(publisher(root)) as around:
                for address in addresses(site, app.test_client()):
                    found = [weight(browser, around, root, folder.name, address, way) for way in Way]
                    missed |= any(one.is_missed for one in found)
                    print(row(found) if arguments.markdown else line(found), flush=True)
        browser.close()
    print("missed" if missed else "all within the bar", file=sys.stderr)
    sys.exit(1 if missed else 0)


def publisher(root: str) -> Flask:
    """Somebody else's website: any address is a page with that map in it."""
    app = Flask("publisher")

    @app.get("/<way>/<path:address>")
    def page(way: str, address: str) -> str:
        source = escape(f"{root}/{address}?{request.query_string.decode()}".rstrip("?"))
        return _FRAME.format(_WIDTH, source, ' sandbox="allow-scripts"' if way == Way.SANDBOX else "")

    return app


def addresses(site: Site, client: FlaskClient) -> Iterator[str]:
    """Every shape: subject, help, area and controls."""
    last = [*site.pillars][-1]
    within = heaviest(client, [f"gemeente={code}" for code in site.data.gemeentecodes], PLACES)
    there = site.index.locations
    places = [f"locatie={one.id}" for one in there[:: max(1, len(there) // _PLACES_TRIED)]]
    of_places = [
        *_CONTROLS,
        f"pijler={last}",
        f"pijler={last}&ook=onbekend",
        within,
        f"{within}&{NOTHING_BESIDE}",
        heaviest(client, places, PLACES),
        "pagina=2",
    ]
    for query in of_places:
        if client.get(f"{PLACES}?{query}").status_code == 200:
            yield f"{PLACES}?{query}".rstrip("?")
    within = heaviest(client, [f"gemeente={code}" for code in site.data.gemeentecodes], COVERAGE)
    for query in (*_CONTROLS, f"pijler={last}", *_OF_COVERAGE, within, f"{within}&{NOTHING_BESIDE}"):
        yield f"{COVERAGE}?{query}".rstrip("?")
    yield f"/en{COVERAGE}"
    yield f"/en{PLACES}"


def heaviest(client: FlaskClient, queries: Sequence[str], page: str) -> str:
    """Of some questions the one with the largest answer."""
    return max(
        queries, key=lambda one: len(client.get(f"{page}?{one}", headers={"Accept-Encoding": "br"}).data)
    )


def weight(browser: Browser, around: str, root: str, name: str, address: str, way: Way) -> Weight:
    """Open it once, with an empty cache, and add up what came."""
    context = browser.new_context(viewport=_WINDOW, java_script_enabled=way is not Way.NO_SCRIPT)
    page, asked, failed = context.new_page(), list[Request](), list[Request]()
    page.set_default_timeout(PATIENCE_MS)
    page.on("requestfinished", lambda one: (asked if one.url.startswith(root) else []).append(one))
    page.on("requestfailed", lambda one: failed.append(one))  # noqa: PLW0108  # playwright wants a function
    page.goto(f"{around}/{way}{address}", wait_until="networkidle")
    _wait_for_the_map(page.frames[1], way)
    page.wait_for_load_state("networkidle")
    if failed:
        sys.exit(f"{address}: {failed[0].url} did not come: {failed[0].failure}")
    if strange := [one.url for one in asked if (answer := one.response()) is None or not answer.ok]:
        sys.exit(f"{address}: {strange[0]} is not there")
    sizes = [one.sizes() for one in asked]
    transferred = sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes)
    context.close()
    return Weight(name, address, way, transferred, sum(_raw(one.url) for one in asked), len(asked))


def _wait_for_the_map(frame: Frame, way: Way) -> None:
    if way is Way.SCRIPT and frame.locator("[data-kaart]").count():
        frame.wait_for_selector(".kaart.omlijnd")
        frame.wait_for_selector("[role=toolbar] button", state="attached")
    if way is Way.SANDBOX and frame.locator("[data-plaatje]").count():
        frame.wait_for_function("document.querySelector('.plaatje').complete")


def _raw(address: str) -> int:
    with urlopen(address, timeout=PATIENCE_MS / 1000) as answer:  # our own server, on this machine
        return len(answer.read())


def line(found: Sequence[Weight]) -> str:
    """One shape, for who reads along."""
    told = "   ".join(
        f"{one.way} {one.transferred / 1000:5.1f} kB (raw {one.raw / 1000:5.0f}, {one.requests:2} files)"
        f"{' MISSED' * one.is_missed}"
        for one in found
    )
    return f"{found[0].name:18} {found[0].address:64} {told}"


def row(found: Sequence[Weight]) -> str:
    """One shape, as a row of a table."""
    cells = [found[0].name, f"`{found[0].address}`"]
    cells += [f"{one.transferred / 1000:.1f} ({one.raw / 1000:.0f})" for one in found]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
