"""How heavy the map is and how smoothly it moves, on an old phone's processor and a slow network.

    .venv/bin/python -m benchmarks.map_speed [--places 10000 50000]

Invented places all over the country (`sociale-kaart example`), served from this machine to Debian's chromium at
360 x 740 pixels, its processor slowed down 4 times, its network to Lighthouse's slow 4G (150 ms a round, 1.6 Mbit/s).

Bytes are those that came over the network, compressed, headers included. The blocking time is what tasks of the page's
main thread took over 50 ms, each, from the request until the map lay still (Lighthouse counts it so). Frames are the
callbacks of requestAnimationFrame while a finger's drag of six seconds moves the map: what the main thread could draw.
The slowdown holds for that thread; the worker and the compositor are not slowed. There is no graphics processor here,
so that the compositor paints in software, on cores that it shares with the server: what it drops is not counted.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Page, sync_playwright
from waitress.server import create_server

from sociale_kaart.config import Settings
from sociale_kaart.web.app import create_app

CACHE = Path(__file__).resolve().parent / ".cache"
CHROMIUM = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
SLOWER = 4
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
SCREEN = {"width": 360, "height": 740}
# Near a postcode, as a visitor comes; and the whole country at once, the most there is to cluster.
VIEWS = {"near 3511": "/?hulp=alle&zoek=3511", "the country": "/?hulp=alle"}
DRAG_S = 6.0
STILL_MS = 1500

_WATCH = """
window.blocked = 0;
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) window.blocked += Math.max(0, task.duration - 50);
}).observe({ type: "longtask", buffered: true });
"""
_COUNT = """
window.frames_ = [];
const count = (at) => { window.frames_.push(at); window.counting = requestAnimationFrame(count); };
window.counting = requestAnimationFrame(count);
"""


@dataclass
class Loaded:
    """What came over the network, by address, in bytes."""

    sizes: dict[str, int] = field(default_factory=dict)

    def total(self, *parts: str) -> int:
        """Of the addresses that hold one of the parts; of all without any."""
        return sum(
            size for url, size in self.sizes.items() if not parts or any(part in url for part in parts)
        )


@contextmanager
def served(places: int) -> Iterator[str]:
    """The address of an invented map, made and built once."""
    folder = CACHE / f"map-{places}"
    if not (folder / "kaart.gpkg").is_file():
        shutil.rmtree(folder, ignore_errors=True)
        program = [sys.executable, "-m", "sociale_kaart"]
        subprocess.run([*program, "example", "--places", str(places), "--seed", "1", str(folder)], check=True)
        subprocess.run([*program, "build", str(folder)], check=True)
    app = create_app(folder / "kaart.gpkg", Settings(tiles_url=""))
    for address in ("/", "/api/punten.bin", "/api/omtrek.json"):
        app.test_client().get(address)  # as `serve` does before it says that it is ready
    server = create_server(app, host="127.0.0.1", port=0, threads=4, ident=None)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


def main() -> None:
    """Print a table, a line per map and view."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--places", type=int, nargs="+", default=[10_000, 50_000])
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    print(
        "places  view         page kB  first pin kB  with map kB  blocked ms  moving ms  fps  slowest frame ms"
    )
    for places in asked.places:
        with served(places) as address:
            for name, path in VIEWS.items():
                runs = [measured(address + path) for _ in range(asked.runs)]
                row = {key: median(run[key] for run in runs) for key in runs[0]}
                print(
                    f"{places:6}  {name:11}  {row['page'] / 1000:7.1f}  {row['data'] / 1000:12.1f}  "
                    f"{row['all'] / 1000:11.1f}  {row['blocked']:10.0f}  {row['moving']:9.0f}  "
                    f"{row['fps']:3.0f}  {row['slowest']:16.0f}",
                    flush=True,
                )


def measured(url: str) -> dict[str, float]:
    """One visit: to the page, to its map, and about on it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_context(viewport=SCREEN).new_page()
        page.add_init_script(_WATCH)
        loaded = slowed_down(page)
        page.goto(url)
        page.wait_for_load_state("networkidle")
        before = loaded.total()
        page.locator("[data-kaart]").scroll_into_view_if_needed()
        page.wait_for_selector(".kaart.omlijnd", timeout=60_000)
        page.wait_for_timeout(STILL_MS)
        blocked = page.evaluate("window.blocked")
        intervals = dragged(page)
        told = {
            "page": before,
            "data": loaded.total("/api/punten.bin", "/api/stand.json"),
            "all": loaded.total(),
            "blocked": blocked,
            "moving": page.evaluate("window.blocked") - blocked,
            "fps": 1000 * len(intervals) / sum(intervals),
            "slowest": max(intervals),
        }
        browser.close()
    return told


def slowed_down(page: Page) -> Loaded:
    """Slow page and network down, and count what comes, the worker's too."""
    loaded = Loaded()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_4G)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})

    def came(response: Any) -> None:
        # Of every frame and worker; the network domain of the page alone would miss what the worker asks.
        sizes = response.request.sizes()
        loaded.sizes[response.url] = sizes["responseBodySize"] + sizes["responseHeadersSize"]

    page.on("requestfinished", lambda request: came(request.response()))
    return loaded


def dragged(page: Page) -> list[float]:
    """Milliseconds between frames while the map is moved, there and back."""
    box = page.locator("[data-kaart]").bounding_box()
    assert box is not None
    left, right = box["x"] + 40, box["x"] + box["width"] - 40
    y = box["y"] + box["height"] - 60
    page.evaluate(_COUNT)
    began = time.monotonic()
    while time.monotonic() - began < DRAG_S:
        for start, end in ((right, left), (left, right)):
            page.mouse.move(start, y)
            page.mouse.down()
            page.mouse.move(end, y, steps=40)
            page.mouse.up()
    frames: list[float] = page.evaluate("(cancelAnimationFrame(window.counting), window.frames_)")
    return [after - before for before, after in pairwise(frames)]


if __name__ == "__main__":
    main()
