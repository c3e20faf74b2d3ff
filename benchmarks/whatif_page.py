"""How fast a what-if follows on a national map: in the browser, there at a quarter of the speed, and from the server.

    sociale-kaart example --places 10000 FOLDER && sociale-kaart build FOLDER
    python -m benchmarks.whatif_page FOLDER

Bar of issue 7: at most 50 ms in the browser, or 100 ms with the server. A what-if is one step more: the figures of the
whole area and of every gemeente that changes, and their table and map drawn. The list of next places comes after that,
and is told by itself. Prints medians and the 95th percentile, what a browser loads for it, and the length of addresses.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from pathlib import Path
from typing import Any

import numpy as np
from flask import Flask
from playwright.sync_api import Page, sync_playwright

from sociale_kaart.config import Settings
from sociale_kaart.web.app import create_app
from sociale_kaart.web.dekking.choices import USUAL_KM, usual_pillar
from sociale_kaart.web.dekking.moments import ALWAYS
from sociale_kaart.web.site import EXTENSION, Site
from sociale_kaart.web.whatif.bench import EXTENSION as BENCH
from sociale_kaart.web.whatif.bench import Bench, make_ahead
from sociale_kaart.web.whatif.outcome import next_best, outcome
from sociale_kaart.web.whatif.steps import Add, Close, Move, Spot, Step, written
from tests.serving import served
from tools import chromium

STEPS = 30
SLOWER = 4
PAGE = "/dekking/wat-als"
FILES = ("punten", "plekken", "namen", "plaatsen", "groep-65plus", "grens/GM0344")
TAKE = """async (search) => {
  const told = document.querySelector("[data-watals]").watals;
  performance.clearMeasures();
  await told.showAddress(search);
  return Object.fromEntries(performance.getEntriesByType("measure").map((one) => [one.name, one.duration]));
}"""


def main() -> None:
    """Measure, and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="a map that was built")
    app = create_app(parser.parse_args().folder / "kaart.gpkg", Settings(tiles_url="", requests_per_minute=0))
    site: Site = app.extensions[EXTENSION]
    bench: Bench = app.extensions[BENCH]
    pillar = usual_pillar(site)
    began = time.perf_counter()
    make_ahead(app)
    print(f"made once per build, in the background: {time.perf_counter() - began:.1f} s")
    plans = list(_plans(bench, pillar))
    _server(app, bench, pillar, plans)
    _sizes(app, pillar)
    _lengths(bench)
    with served(app) as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.PATH, args=list(chromium.FLAGS))
        for times in (1, SLOWER):
            _browser(browser.new_page(), root, plans, times)
        browser.close()


def _plans(bench: Bench, pillar: str) -> list[tuple[Step, ...]]:
    """A plan of one step to five: each kind in turn, all over the country."""
    ground, chance = bench.ground(pillar, USUAL_KM), random.Random(8320)
    told = ground.now.points.xy_rd[
        np.isin(ground.now.points.gemeentecode, sorted(ground.now.terms.told or ()))
    ]
    there = [bench.places.row_of[one] for one in ground.now.sites.id.tolist()]

    def spot() -> Spot:
        return Spot.near(*told[chance.randrange(len(told))].tolist())

    makers = (
        lambda: Add(spot()),
        lambda: Add(bench.places.code(int(chance.choice(ground.candidates.tolist())))),
        lambda: Close(bench.places.code(chance.choice(there))),
        lambda: Move(bench.places.code(chance.choice(there)), spot()),
    )
    return [
        tuple(makers[(number + at) % len(makers)]() for at in range(1 + number % 5))
        for number in range(STEPS)
    ]


def _server(app: Flask, bench: Bench, pillar: str, plans: list[tuple[Step, ...]]) -> None:
    ground, pairs = bench.ground(pillar, USUAL_KM), bench.pairs(USUAL_KM)
    client = app.test_client()
    client.get(PAGE)
    reckoned, listed, pages = Clock(), Clock(), Clock()
    for steps in plans:
        with reckoned, listed:
            found = outcome(bench, ground, steps, "all")
        with listed.going_on():
            next_best(bench, ground, pairs, found.after, "all")
        with pages:
            client.get(f"{PAGE}?plan={written(steps)}")
    for what, clock in (
        ("figures", reckoned),
        ("figures and next places", listed),
        ("the whole page", pages),
    ):
        _tell(f"server: {what}", clock.ms)
        _tell(f"server: {what}, of the processor", clock.processor_ms)


class Clock:
    """Times what is done within it, on the wall and of the processor: on a busy machine only the latter is ours."""

    def __init__(self) -> None:
        self.ms: list[float] = []
        self.processor_ms: list[float] = []
        self._is_more = False

    def going_on(self) -> Clock:
        """What comes is part of the last."""
        self._is_more = True
        return self

    def __enter__(self) -> None:
        self._began = time.perf_counter(), time.thread_time()

    def __exit__(self, *_: object) -> None:
        now = time.perf_counter(), time.thread_time()
        for times, began, end in zip((self.ms, self.processor_ms), self._began, now, strict=True):
            if self._is_more:
                times[-1] += 1000 * (end - began)
            else:
                times.append(1000 * (end - began))
        self._is_more = False


def _browser(page: Page, root: str, plans: list[tuple[Step, ...]], times: int) -> None:
    page.goto(root + PAGE)
    page.wait_for_selector("[data-watals][data-klaar]", timeout=120_000)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": times})
    page.evaluate(TAKE, "?plan=b13860-45600")  # the borders come once
    found: list[dict[str, Any]] = [page.evaluate(TAKE, f"?plan={written(steps)}") for steps in plans]
    slower = f" at 1/{times} of the speed" if times > 1 else ""
    _tell(f"browser{slower}: figures", [one["watals-reckoned"] for one in found])
    _tell(f"browser{slower}: figures, drawn", [one["watals-drawn"] for one in found])
    _tell(f"browser{slower}: next places, drawn, after that", [one["watals-next"] for one in found])


def _sizes(app: Flask, pillar: str) -> None:
    client = app.test_client()
    told = []
    for name in (*FILES, f"{pillar}/{ALWAYS}"):
        packed = client.get(f"/api/wat-als/{name}.json", headers={"Accept-Encoding": "br"})
        plain = client.get(f"/api/wat-als/{name}.json", headers={"Accept-Encoding": "identity"})
        told.append(f"{name} {len(packed.data) / 1000:.0f} kB ({len(plain.data) / 1000:.0f})")
    print(f"what a browser loads, with Brotli (and without): {', '.join(told)}")


def _lengths(bench: Bench) -> None:
    codes, spots = (
        [Add(bench.places.code(row)) for row in range(10)],
        [Add(Spot(13_860 + number, 45_600)) for number in range(10)],
    )
    moves = [Move(bench.places.code(row), Spot(13_860, 45_600)) for row in range(10)]
    told = (f"{len(f'{PAGE}?plan={written(plan)}')}" for plan in (codes, spots, moves))
    print("signs of an address with ten steps, less the host: places {}, spots {}, moves {}".format(*told))


def _tell(what: str, milliseconds: list[float]) -> None:
    ordered = sorted(milliseconds)
    last = ordered[int(len(ordered) * 0.95)]
    print(f"{what}: {statistics.median(ordered):.1f} ms (95 %: {last:.1f} ms, {len(ordered)} times)")


if __name__ == "__main__":
    main()
