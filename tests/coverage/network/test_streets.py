"""The search over streets: oneways, parallel streets, streets of no length, parts that hang on nothing."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.coverage.network import StreetNetwork
from sociale_kaart.coverage.network.graphml import read_graphml
from sociale_kaart.coverage.network.streets import metres_to_nearest
from tests.coverage.network.oracle import both_ways, network_of, slow_metres

DELFT = "reistijd/delft_centrum_lopen.graphml"


def searched(network: StreetNetwork, targets: list[int]) -> np.ndarray:
    return metres_to_nearest(
        len(network), network.tail, network.head, network.length_m, np.array(targets, dtype=np.int64)
    )


@st.composite
def networks(draw: st.DrawFn) -> tuple[StreetNetwork, list[int]]:
    """Up to 12 crossings with any streets between them: parallel, looping, of no length, one way, unconnected."""
    nodes = draw(st.integers(1, 12))
    node = st.integers(0, nodes - 1)
    edges = draw(st.lists(st.tuples(node, node, st.integers(0, 500)), max_size=40))
    targets = draw(st.lists(node, max_size=4))
    network = network_of(
        [(0.0, 0.0)] * nodes, [(tail, head) for tail, head, _ in edges], [length for *_, length in edges]
    )
    return network, targets


@given(made=networks())
def test_the_search_finds_what_trying_every_edge_finds(made: tuple[StreetNetwork, list[int]]) -> None:
    network, targets = made
    assert searched(network, targets).tolist() == slow_metres(network, targets)


@given(made=networks())
def test_the_search_finds_what_networkx_finds(made: tuple[StreetNetwork, list[int]]) -> None:
    networkx = pytest.importorskip("networkx")
    network, targets = made
    graph = networkx.MultiDiGraph()
    graph.add_nodes_from(range(len(network)))
    edges = zip(network.head.tolist(), network.tail.tolist(), network.length_m.tolist(), strict=True)
    graph.add_weighted_edges_from(edges)
    found = networkx.multi_source_dijkstra_path_length(graph, set(targets)) if targets else {}
    assert searched(network, targets).tolist() == [found.get(node, math.inf) for node in range(len(network))]


def test_in_delft_the_search_finds_what_trying_every_edge_finds(shared_file: Callable[[str], Path]) -> None:
    network = read_graphml(shared_file(DELFT))
    targets = [0, 400, 1200]
    found = searched(network, targets)
    assert found == pytest.approx(slow_metres(network, targets), rel=1e-12)
    assert 500 < found.max() < 3_000  # the graph spans about 1.5 km


def test_in_delft_the_search_finds_what_networkx_finds(shared_file: Callable[[str], Path]) -> None:
    networkx = pytest.importorskip("networkx")
    path = shared_file(DELFT)
    graph = networkx.read_graphml(path, force_multigraph=True).reverse()
    for *_, values in graph.edges(data=True):
        values["length"] = float(values["length"])
    names = list(graph.nodes)
    network = read_graphml(path)
    places = np.random.default_rng(5).choice(len(names), 20, replace=False).tolist()
    theirs = networkx.multi_source_dijkstra_path_length(
        graph, {names[place] for place in places}, weight="length"
    )
    assert searched(network, places) == pytest.approx([theirs[name] for name in names], rel=1e-12)


def test_a_oneway_street_is_followed_towards_the_place_and_not_back() -> None:
    network = network_of([(0, 0), (100, 0), (200, 0)], [(0, 1), (1, 2)])
    assert searched(network, [1]).tolist() == [100, 0, math.inf]


def test_of_two_parallel_streets_the_shorter_one_counts_and_not_their_sum() -> None:
    network = network_of([(0, 0), (100, 0)], [(0, 1), (0, 1), (0, 1)], [300, 120, 500])
    assert searched(network, [1]).tolist() == [120, 0]


def test_a_street_of_no_length_is_a_street() -> None:
    network = network_of([(0, 0), (0, 0), (50, 0)], both_ways((0, 1), (1, 2)))
    assert searched(network, [2]).tolist() == [50, 50, 0]


def test_without_places_nothing_is_reached() -> None:
    assert searched(network_of([(0, 0), (10, 0)], both_ways((0, 1))), []).tolist() == [math.inf, math.inf]


def test_a_small_part_goes_only_when_asked_and_the_rest_stays_as_it_was() -> None:
    town = both_ways((0, 1), (1, 2))
    courtyard = both_ways((3, 4))
    network = network_of([(0, 0), (100, 0), (200, 0), (90, 20), (110, 20)], courtyard + town)
    assert network.part.tolist() == [0, 0, 0, 1, 1]
    town_alone = network.without_small_parts(3)
    assert (len(town_alone), len(town_alone.tail)) == (3, 4)
    assert searched(town_alone, [2]).tolist() == searched(network, [2]).tolist()[:3]
    assert len(network.without_small_parts(2)) == 5
