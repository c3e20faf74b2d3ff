"""Bar 7 of the province's issue: a national map under mixed load on two cores, through a rebuild and a reload.

    .venv/bin/python -m benchmarks.load [--seconds 300] [--rate 100] [--places 10000] [--map DIR] [--workers 2]

Serves the example map of the country (or a copy of DIR) with `sociale-kaart serve`, and lets `wrk` (apt: wrk) ask it at
the rate from this same machine. After a third of the time the map is changed and built anew; the server takes it up by
itself. `--seconds 60` is a short version. Before it counts, tells what each kind of request costs; afterwards which
errors there were, and which routes were slow when. Ends with 1 where a bar is not met.

The mix, in every hundred requests. A visitor of the page for citizens comes with a question, sees results, sometimes
others, and a place or two; the map beside the list fetches its data once and then asks what is open now. Advisers look
at coverage, programs at the API. Styles and scripts are fetched once and kept; data files rarely, by the minute.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

import requests

from benchmarks.results_page import make_map, questions
from benchmarks.underload import (
    COMMAND,
    Answers,
    Logged,
    ask,
    await_maker,
    cpu_s,
    logged,
    memory_mb,
    serving,
    worker_cpu_s,
    workers_of,
)

BAR_CPU_MS, BAR_P99_MS, BAR_GROWTH, BAR_SHORT = 8.0, 100.0, 0.1, 0.05
# Of every hundred.
MIX = {
    "question page": 8,
    "results of a postcode": 38,
    "place": 24,
    "what is open now": 5,
    "suggestions": 5,
    "search by the API": 2,
    "map data": 4,
    "styles and scripts": 5,
    "dekking": 2,
    "gemeente": 3,
    "calendar of a place": 1,
    "other pages": 2,
    "data file": 1,
}
SEED = 7
# What is made once may take long on a busy machine; more than SLOW_S is told.
SLOW_S, MOST_S = 2.0, 600.0
ASKED_OF_EACH = 100
SLOWEST, WHILE_S = 12, 20
OTHER = ("/over", "/privacy", "/toegankelijkheid", "/en/")
# A page with a map on it at any hour, and which names that map asks for first.
WITH_MAP = "/?zoek=1012"
ROWS = "&rij=" + ",".join(map(str, range(10)))
LETTERS = ("ens", "utr", "1012", "ams", "gron", "hoofdstr", "dorps")


@dataclass
class Watch:
    """What happened to the server while it was asked, by the second."""

    pid: int
    address: str
    began: float = field(default_factory=time.monotonic)
    memory: list[tuple[float, dict[int, float]]] = field(default_factory=list)
    # When a worker began to serve, and what it had cost until then.
    opened_s: dict[int, float] = field(default_factory=dict)
    events: list[str] = field(default_factory=list)
    _hash: str = ""

    @property
    def now(self) -> float:
        return time.monotonic() - self.began

    def tell(self, what: str) -> None:
        """Something happened."""
        self.events.append(f"{self.now:5.0f} s  {what}")

    def look(self) -> None:
        """Note the memory of every worker, and which map is shown."""
        self.memory.append((self.now, {one: memory_mb(one) for one in workers_of(self.pid)}))
        shown = requests.get(f"{self.address}/gezond", timeout=30).json()["maps"][0]["content_hash"]
        if self._hash and shown != self._hash:
            self.tell("the new build is shown")
            for one in workers_of(self.pid):
                self.opened_s.setdefault(one, worker_cpu_s(one))
        self._hash = shown


def main() -> int:
    """Serve, ask, rebuild halfway, and print."""
    arguments = parsed()
    if shutil.which("wrk") is None:
        sys.exit("wrk is not installed: apt-get install wrk")
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        folder = scratch / "land"
        if arguments.map:
            shutil.copytree(arguments.map, folder)
            subprocess.run([*COMMAND, "build", str(folder)], check=True, stdout=subprocess.DEVNULL)
        else:
            make_map(folder, arguments.places)
        say("the map is built")
        with serving(folder, workers=arguments.workers, log=scratch / "log.jsonl") as (address, pid):
            say(f"{address} answers")
            await_maker(pid)
            say("everything was laid ready")
            by_kind = pools(address, random.Random(SEED))
            paths = mixed(by_kind)
            say(f"{len(set(paths))} addresses; asking for each once")
            warm_up(address, paths)
            print_costs(address, pid, by_kind)
            say("now it counts")
            return measure(address, pid, paths, folder, scratch, arguments)


def say(what: str) -> None:
    """How far it is, for who waits."""
    print(f"{time.strftime('%H:%M:%S')}  {what}", file=sys.stderr, flush=True)


def warm_up(address: str, paths: Sequence[str]) -> None:
    """Ask for everything once, as visitors of an hour would have; names what is slow to make, and ends at an error."""
    wrong = []
    with requests.Session() as session:
        for path in dict.fromkeys(paths):
            began = time.monotonic()
            code = session.get(address + path, timeout=MOST_S).status_code
            if (took_s := time.monotonic() - began) > SLOW_S:
                say(f"{path} took {took_s:.1f} s the first time")
            if code != requests.codes.ok:
                wrong.append(f"{path}: {code}")
    if wrong:
        sys.exit("the mix asks for what there is not:\n" + "\n".join(wrong))


def print_costs(address: str, pid: int, by_kind: Mapping[str, Sequence[str]]) -> None:
    """What each kind of request costs by itself, and its part in the mix."""
    print(f"\n{'':22}{'of 100':>7}{'ms CPU':>8}{'part':>7}")
    with requests.Session() as session:
        session.headers["Accept-Encoding"] = "gzip"
        for kind, share in MIX.items():
            before = cpu_s(pid)
            for path in islice(cycle(by_kind[kind]), ASKED_OF_EACH):
                session.get(address + path, timeout=MOST_S)
            cost_ms = (cpu_s(pid) - before) / ASKED_OF_EACH * 1000
            print(f"{kind:22}{share:7}{cost_ms:8.2f}{cost_ms * share / 100:7.2f}", flush=True)


def parsed() -> argparse.Namespace:
    """The arguments."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--rate", type=int, default=100)
    parser.add_argument("--places", type=int, default=10_000)
    parser.add_argument("--map", type=Path, help="a map to copy")
    parser.add_argument("--workers", type=int, default=2)
    return parser.parse_args()


def measure(
    address: str, pid: int, paths: Sequence[str], folder: Path, scratch: Path, arguments: argparse.Namespace
) -> int:
    """The run that counts; returns the exit code."""
    watch = Watch(pid, address)
    done = threading.Event()
    others = [
        threading.Thread(target=look_on, args=(watch, done, max(1.0, arguments.seconds / 30))),
        threading.Thread(target=rebuild, args=(watch, folder, arguments.seconds / 3)),
    ]
    before, began = cpu_s(pid), datetime.now(UTC)
    for one in others:
        one.start()
    answers = ask(address, paths, scratch, seconds=arguments.seconds, rate=arguments.rate)
    spent_s = cpu_s(pid) - before
    done.set()
    for one in others:
        one.join()
    print_log(logged(scratch / "log.jsonl", began), began)
    return report(answers, spent_s, watch, arguments.rate)


def look_on(watch: Watch, done: threading.Event, every_s: float) -> None:
    """Look, until done."""
    while not done.wait(every_s):
        watch.look()


def rebuild(watch: Watch, folder: Path, after_s: float) -> None:
    """Change the map and build it, as a timer would: at a lower priority than visitors have."""
    time.sleep(after_s)
    toml = folder / "kaart.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(re.sub(r'^title = "', 'title = "Nieuw: ', text, count=1, flags=re.M), encoding="utf-8")
    watch.tell("the map is changed, and a build begins")
    subprocess.run(["nice", *COMMAND, "build", str(folder)], check=True, stdout=subprocess.DEVNULL)
    watch.tell("the build is there")


def print_log(requests_: Sequence[Logged], began: datetime) -> None:
    """Of every route how long it took within the server, the requests that took longest, and what went wrong."""
    of_route = defaultdict(list)
    for one in requests_:
        of_route[one.route].append(one.ms)
    print(f"\n{'ms within the server':42}{'count':>7}{'mean':>8}{'p99':>8}{'most':>8}")
    for route, took in sorted(of_route.items(), key=lambda one: -sum(one[1])):
        took.sort()
        p99 = took[int(len(took) * 0.99)]
        print(f"{route:42}{len(took):7}{sum(took) / len(took):8.1f}{p99:8.1f}{took[-1]:8.0f}")
    print_course(requests_, began)
    print("\nslowest")
    for one in sorted(requests_, key=lambda one: -one.ms)[:SLOWEST]:
        print(f"{(one.at - began).total_seconds():5.0f} s  {one.ms:7.0f} ms  {one.status}  {one.route}")
    wrong = Counter((one.status, one.route) for one in requests_ if one.status >= requests.codes.bad_request)
    for (status, route), many in wrong.most_common():
        print(f"{many} x {status}  {route}")


def print_course(requests_: Sequence[Logged], began: datetime) -> None:
    """The p99 within the server over time: where it is high, something else was going on."""
    of_while: dict[int, list[float]] = defaultdict(list)
    for one in requests_:
        of_while[int((one.at - began).total_seconds() // WHILE_S)].append(one.ms)
    print(f"\np99 within the server, ms, every {WHILE_S} s")
    print(" ".join(f"{sorted(took)[int(len(took) * 0.99)]:.0f}" for _, took in sorted(of_while.items())))


def report(answers: Answers, spent_s: float, watch: Watch, rate: int) -> int:
    """Print the table; returns 1 where a bar is not met."""
    print("\n".join(watch.events))
    print_memory(watch)
    opening_s = sum(watch.opened_s.values())
    cpu_ms = spent_s / answers.requests * 1000
    growth = largest_growth(watch)
    rate_held = answers.requests / answers.took_s
    print(
        f"\n{answers.requests} requests in {answers.took_s:.0f} s, {rate_held:.1f} a second "
        f"of {rate} asked for; p50 {answers.p50_ms:.1f} ms, slowest {answers.slowest_ms:.0f} ms; of the processor time "
        f"{opening_s / answers.requests * 1000:.2f} ms a request went into opening the new build"
    )
    print("errors: " + ", ".join(f"{many} {kind}" for kind, many in answers.errors_of.items()))
    print(f"load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    rows = (
        ("CPU a request, ms (all processes)", cpu_ms, BAR_CPU_MS),
        ("p99, ms", answers.p99_ms, BAR_P99_MS),
        ("errors", float(answers.errors), 0.0),
        ("short of the rate asked for, share", max(0.0, 1 - rate_held / rate), BAR_SHORT),
        ("growth of a worker's memory, share", growth, BAR_GROWTH),
        ("new build not shown", float("the new build is shown" not in " ".join(watch.events)), 0.0),
    )
    print(f"{'':38}{'found':>10}{'bar':>8}")
    for name, found, bar in rows:
        print(f"{name:38}{found:10.2f}{bar:8.2f}  {'met' if found <= bar else 'NOT MET'}")
    return int(any(found > bar for _, found, bar in rows))


def print_memory(watch: Watch) -> None:
    """A line a moment, a column a worker."""
    pids = sorted({pid for _, told in watch.memory for pid in told})
    print("\nmemory in MB; a column for each worker, in the order they were started")
    for moment, told in watch.memory:
        print(
            f"{moment:5.0f} s " + "".join(f"{told[pid]:8.0f}" if pid in told else f"{'':8}" for pid in pids)
        )


def largest_growth(watch: Watch) -> float:
    """How much a worker grew over the second half of its life here, as a share of what it had: 0.02 is two percent."""
    lives: dict[int, list[float]] = {}
    for _, told in watch.memory:
        for pid, mb in told.items():
            lives.setdefault(pid, []).append(mb)
    halves = [life[len(life) // 2 :] for life in lives.values() if len(life) >= 4]
    return max((half[-1] / half[0] - 1 for half in halves), default=0.0)


def mixed(by_kind: Mapping[str, Sequence[str]]) -> list[str]:
    """Two thousand addresses in the mix, shuffled but always the same."""
    draw = random.Random(SEED)
    sources = {name: cycle(paths) for name, paths in by_kind.items()}
    chosen = [next(sources[name]) for name, share in MIX.items() for _ in range(share * 20)]
    draw.shuffle(chosen)
    return chosen


def pools(address: str, draw: random.Random) -> dict[str, list[str]]:
    """Of each kind of request the addresses that there are, as the site itself names them."""
    places = ids(f"{address}/api/plekken.geojson", draw)
    results = questions()
    draw.shuffle(results)
    page = requests.get(f"{address}{WITH_MAP}", timeout=60).text
    return {
        "question page": ["/"],
        "results of a postcode": results,
        "place": [f"/plek/{one}" for one in places],
        "what is open now": ["/api/stand.json"],
        "suggestions": [f"/api/suggest?q={one}" for one in LETTERS],
        "search by the API": [f"/api/zoek?q={one.partition('zoek=')[2][:4]}" for one in results[:100]],
        "map data": sorted({one + (ROWS if "/namen." in one else "") for one in fetched(page, "/api/")}),
        "styles and scripts": sorted(set(fetched(page, "/static/"))),
        "dekking": ["/dekking"],
        "gemeente": [f"/dekking/{one}" for one in gemeenten(address)],
        "calendar of a place": calendars(address, places[:60]),
        "other pages": list(OTHER),
        "data file": ["/data/plekken.csv"],
    }


def ids(address: str, draw: random.Random) -> list[str]:
    """Ids of locations, in no order."""
    features = requests.get(address, timeout=120).json()["features"]
    found = sorted({one["properties"]["location_id"] for one in features})
    draw.shuffle(found)
    return found


def calendars(address: str, places: Sequence[str]) -> list[str]:
    """Of the places whose hours are known; of all places together where that is none of these."""
    own = [f"/plek/{one}.ics" for one in places]
    return [one for one in own if requests.head(address + one, timeout=60).ok] or ["/data/agenda.ics"]


def fetched(page: str, kind: str) -> Iterator[str]:
    """What a browser fetches for a page from under a path, but for what needs a question."""
    for found in re.findall(rf'\b(?:href|src|data-[a-z-]+)="({kind}[^"]+)"', page):
        if not re.search(r"/(suggest|zoek)\b|\{", found):
            yield found.replace("&amp;", "&")


def gemeenten(address: str) -> list[str]:
    """Codes of the gemeenten on the page of coverage."""
    return sorted(
        set(re.findall(r"/dekking/(GM\d{4})", requests.get(f"{address}/dekking", timeout=120).text))
    )


if __name__ == "__main__":
    sys.exit(main())
