"""Bar 7 of the citizen's page: what the results page costs a server with 10,000 places.

    .venv/bin/python -m benchmarks.results_page [--places 10000] [--runs 5] [--seconds 20] [--rate 100] [--map DIR]

Starts the real server on the example map and lets `wrk` (apt: wrk) ask it a hundred times a second for the results of
other postcodes, kinds of help and filters each time, from this same machine; it begins once the maker, which lays the
dashboard and the files of a new build ready, has ended. Prints of each run the processor time per
request, the latencies and the memory of the process, then the median of the runs beside the bar.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from benchmarks.underload import COMMAND, ask, await_maker, cpu_s, memory_mb, serving, workers_of
from sociale_kaart.gebieden import files, tables

BAR_CPU_MS, BAR_P99_MS, BAR_MB = 8.0, 80.0, 300.0
# As visitors ask: mostly a place and a kind of help, sometimes more.
FILTERS = (
    "hulp=spreekuur",
    "hulp=computer",
    "hulp=training",
    "hulp=alle",
    "hulp=spreekuur&wanneer=nu",
    "hulp=spreekuur&wanneer=week&deel=middag",
    "hulp=computer&ook=onbekend",
    "hulp=training&pagina=2",
)
WARM_UP = 200


@dataclass(frozen=True)
class Run:
    """What one run came to."""

    rate: float
    errors: int
    cpu_ms: float
    p50_ms: float
    p99_ms: float
    memory_mb: float


def main() -> None:
    """Make and build the map, serve it, ask, and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--places", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--rate", type=int, default=100)
    parser.add_argument("--map", type=Path, help="a map that is built already")
    arguments = parser.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("wrk is not installed: apt-get install wrk")
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.map or make_map(Path(scratch) / "land", arguments.places)
        with serving(folder, workers=1) as (address, pid):
            await_maker(pid)
            ask(address, questions(), Path(scratch), seconds=3, rate=WARM_UP)
            runs = [measured(address, pid, Path(scratch), arguments) for _ in range(arguments.runs)]
    for run in runs:
        print(
            f"{run.rate:.0f} requests/s, {run.errors} errors: {run.cpu_ms:.2f} ms CPU, "
            f"p50 {run.p50_ms:.1f} ms, p99 {run.p99_ms:.1f} ms, {run.memory_mb:.0f} MB"
        )
    print(f"load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for name, bar, found in (
        ("CPU a request, ms", BAR_CPU_MS, statistics.median(run.cpu_ms for run in runs)),
        ("p99, ms", BAR_P99_MS, statistics.median(run.p99_ms for run in runs)),
        ("memory, MB", BAR_MB, max(run.memory_mb for run in runs)),
    ):
        print(f"{name}: {found:.1f} (bar {bar:.0f}): {'met' if found <= bar else 'NOT MET'}")


def make_map(folder: Path, places: int) -> Path:
    """The example map of the whole country, built."""
    for arguments in (
        ("example", "--places", str(places), "--seed", "1", str(folder)),
        ("build", str(folder)),
    ):
        subprocess.run([*COMMAND, *arguments], check=True, stdout=subprocess.DEVNULL)
    return folder


def measured(address: str, pid: int, scratch: Path, arguments: argparse.Namespace) -> Run:
    """One run, with what it cost the server; the memory is that of its one worker."""
    before = cpu_s(pid)
    answers = ask(address, questions(), scratch, seconds=arguments.seconds, rate=arguments.rate)
    cost_ms = (cpu_s(pid) - before) / answers.requests * 1000
    memory = max(memory_mb(one, peak=True) for one in workers_of(pid))
    rate = answers.requests / answers.took_s
    return Run(rate, answers.errors, cost_ms, answers.p50_ms, answers.p99_ms, memory)


def questions() -> list[str]:
    """Addresses of results: every twentieth postcode of the country, each with another filter."""
    postcodes = [row["postcode4"] for row in islice(tables.read(files.POSTCODES), 0, None, 20)]
    return [f"/?zoek={postcode}&{asked}" for postcode, asked in zip(postcodes, cycle(FILTERS), strict=False)]


if __name__ == "__main__":
    main()
