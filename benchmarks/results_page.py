"""Bar 7 of the citizen's page: what the results page costs a server with 10,000 places.

    .venv/bin/python benchmarks/results_page.py [--places 10000] [--runs 5] [--seconds 20] [--rate 100] [--map DIR]

Starts the real server on the example map and lets `wrk` (apt: wrk) ask it a hundred times a second for the results of
other postcodes, kinds of help and filters each time, from this same machine. Prints of each run the processor time per
request, the latencies and the memory of the process, then the median of the runs beside the bar.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from sociale_kaart.gebieden import files, tables

COMMAND = [sys.executable, "-m", "sociale_kaart"]
BAR_CPU_MS, BAR_P99_MS, BAR_MB = 8.0, 80.0, 300.0
CONNECTIONS = 20
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
_TICKS = os.sysconf("SC_CLK_TCK")

# Each connection waits between its questions, so that all of them together ask at the rate; wrk leaves out the waiting.
SCRIPT = """
local paths = {{ {paths} }}
local number = 0
function init(args) math.randomseed(os.time()) number = math.random(#paths) end
function delay() return {pause_ms} end
function request()
  number = number % #paths + 1
  return wrk.format("GET", paths[number], {{ ["Accept-Encoding"] = "gzip" }})
end
function done(summary, latency, requests)
  io.write(string.format("RESULT %d %d %f %f %f\\n", summary.requests, summary.errors.status + summary.errors.timeout,
    summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
"""


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
        with serving(folder) as (address, pid):
            ask(address, Path(scratch), seconds=3, rate=WARM_UP)
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


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, int]]:
    """Address and process of `sociale-kaart serve`, once it answers."""
    server = subprocess.Popen(
        [*COMMAND, "serve", str(folder), "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert server.stdout is not None
        found = re.search(r"http://\S+", server.stdout.readline())
        if found is None:
            sys.exit("the server did not start")
        yield found[0].rstrip("/"), server.pid
    finally:
        server.terminate()
        server.wait()


def measured(address: str, pid: int, scratch: Path, arguments: argparse.Namespace) -> Run:
    """One run, with what it cost the process of the server."""
    before = cpu_s(pid)
    requests, errors, took_s, p50, p99 = ask(address, scratch, arguments.seconds, arguments.rate)
    cost_ms = (cpu_s(pid) - before) / requests * 1000
    return Run(requests / took_s, int(errors), cost_ms, p50, p99, memory_mb(pid))


def ask(address: str, scratch: Path, seconds: int, rate: int) -> tuple[float, float, float, float, float]:
    """Requests, errors, seconds, and the 50th and 99th percentile in ms of one run of wrk."""
    script = scratch / "questions.lua"
    paths = ", ".join(f'"{path}"' for path in questions())
    script.write_text(SCRIPT.format(paths=paths, pause_ms=round(CONNECTIONS / rate * 1000)), encoding="utf-8")
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-s", str(script), address]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = re.search(r"^RESULT (.*)$", said, re.MULTILINE)
    if found is None:
        sys.exit(f"wrk said:\n{said}")
    requests, errors, took_s, p50, p99 = (float(part) for part in found[1].split())
    return requests, errors, took_s, p50, p99


def questions() -> list[str]:
    """Addresses of results: every twentieth postcode of the country, each with another filter."""
    postcodes = [row["postcode4"] for row in islice(tables.read(files.POSTCODES), 0, None, 20)]
    return [f"/?zoek={postcode}&{asked}" for postcode, asked in zip(postcodes, cycle(FILTERS), strict=False)]


def cpu_s(pid: int) -> float:
    """Processor time of a process so far, its own and the system's for it."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def memory_mb(pid: int) -> float:
    """The most memory that a process had."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert found is not None
    return int(found[1]) / 1024


if __name__ == "__main__":
    main()
