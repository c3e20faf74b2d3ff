"""The bars of coverage on a generated country of 380,000 inhabited squares of 100 m, in one plain table.

    .venv/bin/python -m benchmarks.coverage [--only 1,4] [--squares 380000] [--sites 1500] [--candidates 500]
        [--nodes 1000000] [--spopt-seconds 300]

1 nearest site, 2 best set of places, 3 what if, 4 national report, 5 street network, 6 the same answers as the peers.
Beside each figure its peer in the same run, on the same points, with equal answers asserted: geopandas.sjoin_nearest;
the notebook's apply(distance.min()), on a sample and reckoned up; spopt, in `.venv-benchmark` (make install-benchmark),
stopped when its time is over: then "at least"; networkx; PySAL access. Times are by the clock, the median of three
runs where a run is short. Ends with 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator

from benchmarks.coverage_best import best_places
from benchmarks.coverage_correct import same_answers
from benchmarks.coverage_country import Country, country
from benchmarks.coverage_network import street_network
from benchmarks.coverage_places import nearest_site, what_if
from benchmarks.coverage_report import national_report
from benchmarks.coverage_rows import Row, table

PARTS = ("1", "2", "3", "4", "5", "6")


def main() -> int:
    """Make the country, measure the parts asked for, tell."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default=",".join(PARTS), help="which bars, such as 1,4")
    parser.add_argument("--squares", type=int, default=380_000)
    parser.add_argument("--sites", type=int, default=1_500)
    parser.add_argument("--candidates", type=int, default=500)
    parser.add_argument("--nodes", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--spopt-seconds", type=float, default=300.0)
    asked = parser.parse_args()
    wanted = [part.strip() for part in asked.only.split(",")]
    if not set(wanted) <= set(PARTS):
        parser.error(f"--only takes some of {','.join(PARTS)}")
    made = country(asked.squares, asked.sites, asked.candidates, asked.seed)
    print(
        f"{len(made.squares):,} inhabited squares in {len(set(made.squares.gemeentecode))} gemeenten, "
        f"{len(made.buurten):,} buurten, {len(made.sites):,} sites, {len(made.candidates_rd)} candidates"
    )
    rows = [row for part in wanted for row in _told(_measure(made, asked)[part])]
    print(table(rows))
    return int(any(row.met is False for row in rows))


def _measure(made: Country, asked: argparse.Namespace) -> dict[str, Callable[[], Iterator[Row]]]:
    return {
        "1": lambda: nearest_site(made),
        "2": lambda: best_places(made, asked.spopt_seconds),
        "3": lambda: what_if(made),
        "4": lambda: national_report(made),
        "5": lambda: street_network(asked.nodes, asked.sites, asked.seed),
        "6": same_answers,
    }


def _told(part: Callable[[], Iterator[Row]]) -> Iterator[Row]:
    """The rows of a part, and a sign of life for each on stderr."""
    for row in part():
        print(f"{row.bar} {row.what}: {row.figure}", file=sys.stderr, flush=True)
        yield row


if __name__ == "__main__":
    sys.exit(main())
