"""Bar 5: a national example of 10,000 places builds in 30 s and 1 GB, and `/` answers in 50 ms at the median.

    .venv/bin/python benchmarks/build_and_serve.py [--places 10000] [--requests 200]

Prints the build's time and peak memory, and the median and 95th percentile of several pages over loopback, one
request at a time.
"""

from __future__ import annotations

import argparse
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import requests

PAGES = (
    "",
    "?zoek=7511+AB",
    "?zoek=Utrecht&pijler=spreekuur",
    "?zoek=Utrecht&wanneer=nu",
    "?zoek=Utrecht&wanneer=week&deel=middag",
    "dekking",
    "over",
    "api/plekken.geojson",
    "api/stand.json",
)
COMMAND = [sys.executable, "-m", "sociale_kaart"]


def main() -> None:
    """Make, build, serve, ask."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--places", type=int, default=10_000)
    parser.add_argument("--requests", type=int, default=200)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "land"
        run("example", "--places", str(arguments.places), "--seed", "1", str(folder))
        started = time.monotonic()
        run("build", str(folder))
        takes_s = time.monotonic() - started
        peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"build of {arguments.places} places: {takes_s:.1f} s, peak {peak_mb:.0f} MB")
        ask_every_page(folder, arguments.requests)


def run(*arguments: str) -> None:
    """One command of ours, quietly."""
    subprocess.run([*COMMAND, *arguments], check=True, stdout=subprocess.DEVNULL)


def ask_every_page(folder: Path, times: int) -> None:
    """Serve a built map and time its pages."""
    server = subprocess.Popen(
        [*COMMAND, "serve", str(folder), "--port", "0"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        address = re.search(r"http://\S+", server.stdout.readline())
        assert address is not None, "the server did not say where it is"
        with requests.Session() as client:
            for page in PAGES:
                print(f"/{page:<34} {timing(client, address[0] + page, times)}")
    finally:
        server.terminate()
        server.wait()


def timing(client: requests.Session, address: str, times: int) -> str:
    """Median and 95th percentile in milliseconds, after a warm-up."""
    milliseconds = []
    for _ in range(times + 5):
        started = time.perf_counter()
        response = client.get(address, timeout=30)
        response.raise_for_status()
        milliseconds.append((time.perf_counter() - started) * 1000)
    counted = sorted(milliseconds[5:])
    p95 = counted[int(len(counted) * 0.95)]
    return (
        f"median {statistics.median(counted):6.1f} ms   p95 {p95:6.1f} ms   {len(response.content):>9} bytes"
    )


if __name__ == "__main__":
    main()
