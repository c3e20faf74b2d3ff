"""Small made networks, and slow ways to the same answer that share nothing with the code under test."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
import shapely

from sociale_kaart.coverage.network import StreetNetwork

Place = tuple[float, float]
Edge = tuple[int, int]


def network_of(
    nodes: Sequence[Place], edges: Iterable[Edge], length_m: Sequence[float] | None = None
) -> StreetNetwork:
    """Straight edges, one direction each; as long as they are drawn unless a length is said."""
    xy = np.array(nodes, dtype=float).reshape(-1, 2)
    ends = np.array(list(edges), dtype=np.int64).reshape(-1, 2)
    drawn = np.hypot(*(xy[ends[:, 0]] - xy[ends[:, 1]]).T)
    return StreetNetwork(
        x_rd=xy[:, 0],
        y_rd=xy[:, 1],
        tail=ends[:, 0],
        head=ends[:, 1],
        length_m=drawn if length_m is None else np.array(length_m, dtype=float),
        source="made",
        vintage="",
    )


def both_ways(*edges: Edge) -> list[Edge]:
    return [one for tail, head in edges for one in ((tail, head), (head, tail))]


def slow_metres(network: StreetNetwork, targets: Iterable[int]) -> list[float]:
    """Metres from each node to its nearest target, by trying every edge until nothing gets nearer (Bellman-Ford)."""
    metres = [math.inf] * len(network)
    for target in targets:
        metres[target] = 0.0
    edges = list(zip(network.tail.tolist(), network.head.tolist(), network.length_m.tolist(), strict=True))
    nearer = True
    while nearer:
        nearer = False
        for tail, head, length_m in edges:
            if metres[head] + length_m < metres[tail]:
                metres[tail] = metres[head] + length_m
                nearer = True
    return metres


def slow_minutes(
    network: StreetNetwork,
    points: Sequence[Place],
    sites: Sequence[Place],
    limit_m: float,
    metres_per_minute: float,
) -> list[float]:
    """Minutes from each point to its nearest site, by cutting every street at every place that lies on it.

    The network is written out again with a node for each place and each foot of a place on a street, and searched by
    Bellman-Ford: no share along an edge, no search within one.
    """
    places = [*points, *sites]
    edges: list[tuple[int, int, float]] = []
    nodes = len(network) + len(places)
    cuts: dict[int, list[tuple[float, int]]] = {number: [] for number in range(len(network.tail))}
    for number, place in enumerate(places):
        for edge, along, aside_m in _nearest_edges(network, place, limit_m):
            foot = nodes
            nodes += 1
            cuts[edge].append((along, foot))
            me = len(network) + number
            edges.append((me, foot, aside_m) if number < len(points) else (foot, me, aside_m))
    for edge, feet in cuts.items():
        stops = [(0.0, int(network.tail[edge])), *sorted(feet), (1.0, int(network.head[edge]))]
        for (before, start), (after, end) in pairwise(stops):
            length_m = (after - before) * float(network.length_m[edge])
            edges.append((start, end, length_m))
            # Two feet at one spot: one walks between them in either direction.
            if after - before <= 1e-8 and start >= len(network) and end >= len(network):
                edges.append((end, start, 0.0))
    cut = network_of(
        [(0.0, 0.0)] * nodes, [(start, end) for start, end, _ in edges], [length for *_, length in edges]
    )
    first_site = len(network) + len(points)
    metres = slow_metres(cut, range(first_site, first_site + len(sites)))
    found = [metres[len(network) + number] / metres_per_minute for number in range(len(points))]
    return [math.nan if math.isinf(one) else one for one in found]


def _nearest_edges(network: StreetNetwork, place: Place, limit_m: float) -> list[tuple[int, float, float]]:
    point = shapely.Point(place)
    aside = [
        (edge, float(line.project(point, normalized=True)), float(line.distance(point)))
        for edge, line in enumerate(network.courses)
    ]
    nearest_m = min((aside_m for *_, aside_m in aside), default=math.inf)
    return [one for one in aside if one[2] <= min(nearest_m + 1e-6, limit_m)]
