"""Bar 5 of coverage: metres to the nearest site from every crossing of a million, beside networkx, on one core.

    .venv/bin/python -m benchmarks.coverage_network [--nodes 1000000] [--sites 1500] [--points 380000] [--seed 1]

Both start from the same arrays (tail, head and length of each edge), build their own graph and search from all sites
at once; the answers are compared node by node. Then, without a peer, the whole way from inhabited points to minutes:
snapping to streets included. Needs the packages of requirements/benchmark.txt.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from typing import Any

import networkx as nx
import numpy as np

from benchmarks.coverage_rows import Row, at_least, table
from sociale_kaart.coverage.detour import DETOURS, Mode
from sociale_kaart.coverage.distance import Floats
from sociale_kaart.coverage.network import StreetNetwork, StreetRouter
from sociale_kaart.coverage.network.streets import Ints, metres_to_nearest

BLOCK_M = 100.0
STREETS_KEPT = 0.7  # of a full grid: 2.8 edges leave a crossing, as in Delft
ONEWAY = 0.1
BAR = 10.0


def main() -> None:
    """Make the town, time both ways, tell."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--nodes", type=int, default=1_000_000)
    parser.add_argument("--sites", type=int, default=1_500)
    parser.add_argument("--points", type=int, default=380_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    print(table(street_network(arguments.nodes, arguments.sites, arguments.seed, arguments.points)))


def street_network(nodes: int, sites: int, seed: int, points: int = 380_000) -> Iterator[Row]:
    """Bar 5; processor time on one core."""
    random = np.random.default_rng(seed)
    town = made_town(nodes, random)
    chosen = random.choice(len(town), sites, replace=False)
    metres_to_nearest(2, np.array([0]), np.array([1]), np.array([1.0]), np.array([1]))  # imports scipy
    ours_s, ours = _timed(lambda: metres_to_nearest(len(town), town.tail, town.head, town.length_m, chosen))
    theirs_s, theirs = _timed(lambda: by_networkx(town, chosen))
    assert np.allclose(ours, theirs, rtol=1e-12, atol=0), "the answers differ"
    yield Row(
        "5",
        f"nearest of {sites:,} sites, {len(town):,} crossings, {len(town.tail):,} edges",
        f"{ours_s:.2f} s",
    )
    yield at_least("5", f"  networkx, {theirs_s:.1f} s", theirs_s / ours_s, BAR)
    yield from _whole_way(town, chosen, random, points)


def _whole_way(town: StreetNetwork, sites: Ints, random: np.random.Generator, points: int) -> Iterator[Row]:
    side_m = float(town.x_rd.max())
    homes = random.uniform(0, side_m, (points, 2))
    at = np.column_stack((town.x_rd, town.y_rd))[sites] + random.normal(0, 20, (len(sites), 2))
    ready_s, router = _timed(lambda: StreetRouter(town, DETOURS[Mode.BIKE].speed_kmh))
    asked_s, minutes = _timed(lambda: router.minutes(homes, at))
    routed = f"{np.isfinite(minutes).mean():.1%} have a route"
    yield Row("5", f"  from {points:,} homes to minutes, {routed}", f"{ready_s:.1f} s ready, {asked_s:.1f} s")


def made_town(nodes: int, random: np.random.Generator) -> StreetNetwork:
    """A grid of streets, 100 m apart, crooked, with gaps and with oneways."""
    side = round(nodes**0.5)
    number = np.arange(side * side).reshape(side, side)
    streets = np.concatenate(
        [
            np.column_stack((number[:, :-1].ravel(), number[:, 1:].ravel())),
            np.column_stack((number[:-1].ravel(), number[1:].ravel())),
        ]
    )
    streets = streets[random.random(len(streets)) < STREETS_KEPT]
    length_m = BLOCK_M * random.uniform(1.0, 1.4, len(streets))
    back = random.random(len(streets)) >= ONEWAY
    north, east = np.divmod(np.arange(side * side), side)
    return StreetNetwork(
        x_rd=east * BLOCK_M,
        y_rd=north * BLOCK_M,
        tail=np.concatenate((streets[:, 0], streets[back, 1])),
        head=np.concatenate((streets[:, 1], streets[back, 0])),
        length_m=np.concatenate((length_m, length_m[back])),
        source="made",
        vintage="",
    )


def by_networkx(town: StreetNetwork, sites: Ints) -> Floats:
    """The same search by networkx: edges turned round, all sites at once."""
    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(town)))
    graph.add_weighted_edges_from(
        zip(town.head.tolist(), town.tail.tolist(), town.length_m.tolist(), strict=True)
    )
    found = nx.multi_source_dijkstra_path_length(graph, set(sites.tolist()))
    metres = np.full(len(town), np.inf)
    metres[list(found.keys())] = list(found.values())
    return metres


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    found = work()
    return time.process_time() - start, found


if __name__ == "__main__":
    main()
