"""Bar 8 of the province's page, its pictures: how heavy, how fast, the same every time, and with words.

    .venv/bin/python -m benchmarks.pictures [MAP ...]     built maps; by default that of Overijssel

The bars are a province's; of a larger map the figures are printed. Of each map: the SVG of coverage and of places, a
PNG of 2000 pixels that nobody asked for before (its figures are there, as on a server that is warm; typst has yet to
be loaded), and the same from a second process. What a frame on another page fetches is for benchmarks/embeds.py.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from flask.testing import FlaskClient

from sociale_kaart.config import Settings
from sociale_kaart.web.app import create_app
from sociale_kaart.web.outlines import MANY_GEMEENTEN
from sociale_kaart.web.site import EXTENSION

ROOT = Path(__file__).resolve().parent.parent
SVG_B, PNG_S = 150_000, 1.0
PICTURES = ("", "wat=plekken")


def main() -> None:
    """Measure, print, and leave with 1 where a bar is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("maps", nargs="*", type=Path, metavar="MAP")
    parser.add_argument(
        "--hashes", action="store_true", help="print the hash of each picture and nothing else"
    )
    arguments = parser.parse_args()
    maps = arguments.maps or [ROOT / "geodata" / "kaarten" / "overijssel"]
    if arguments.hashes:
        print("\n".join(one for folder in maps for one in hashes(client_of(folder))))
        return
    missed = [fault for folder in maps for fault in measured(folder)]
    print("all bars met" if not missed else f"missed: {', '.join(missed)}")
    sys.exit(1 if missed else 0)


def client_of(folder: Path) -> FlaskClient:
    """Of the website of a built map."""
    return create_app(folder / "kaart.gpkg", Settings(tiles_url="")).test_client()


def measured(folder: Path) -> Iterator[str]:
    """Print what a map's pictures come to; gives what misses its bar."""
    client = client_of(folder)
    signs = len(client.get("/kaart.json").get_json()["alt"])
    print(f"{folder.name}: {signs} signs of alternative text; load of the machine {os.getloadavg()[0]:.1f}")
    is_province = len(client.application.extensions[EXTENSION].data.gemeentecodes) <= MANY_GEMEENTEN
    for query in PICTURES:
        svg = client.get(f"/kaart.svg?{query}").data
        seconds, png = timed_png(client, query)
        print(
            f"  {query or 'dekking':12} SVG {len(svg) / 1000:6.1f} kB   PNG 2000 px {len(png) / 1000:6.1f} kB "
            f"in {seconds:.2f} s cold   Description in the file: {b'Description' in png}"
        )
        if is_province and len(svg) > SVG_B:
            yield f"SVG of {folder.name} {query}"
        if is_province and seconds > PNG_S:
            yield f"PNG of {folder.name} {query}"
    same = hashes(client) == hashes_of_another_process(folder)
    print(f"  identical from a second process: {same}")
    if not same:
        yield f"identity of {folder.name}"


def timed_png(client: FlaskClient, query: str) -> tuple[float, bytes]:
    """Seconds that a picture takes that nobody asked for before, and the picture."""
    start = time.perf_counter()
    png = client.get(f"/kaart.png?{query}").data
    return time.perf_counter() - start, png


def hashes(client: FlaskClient) -> list[str]:
    """Of every picture."""
    addresses = [f"/kaart.{kind}?{query}" for kind in ("svg", "png") for query in PICTURES]
    return [hashlib.sha256(client.get(one).data).hexdigest() for one in addresses]


def hashes_of_another_process(folder: Path) -> list[str]:
    """The same from a process of its own."""
    command = [sys.executable, "-m", "benchmarks.pictures", "--hashes", str(folder)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return run.stdout.split()


if __name__ == "__main__":
    main()
