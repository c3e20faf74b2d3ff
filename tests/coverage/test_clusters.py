"""Tile by tile, on one machine or on a cluster that loses a worker: the same numbers to the last digit."""

from __future__ import annotations

import math
import os
import signal
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.coverage.clusters import Nearby, Tile, connect, gathered, nearby, nearby_on, tiles
from sociale_kaart.coverage.distance import nearest_distance_m
from sociale_kaart.errors import ServiceUnavailable, SocialeKaartError

coordinate = st.integers(-40, 40).map(lambda step: step * 2.5)
places = st.lists(st.tuples(coordinate, coordinate), max_size=25)


def array(made: list[tuple[float, float]]) -> np.ndarray:
    return np.array(made, dtype=float).reshape(-1, 2)


def same(one: Nearby, other: Nearby) -> bool:
    """To the last bit, and NaN where the other is NaN."""
    return (
        one.distance_m.tobytes() == other.distance_m.tobytes() and one.sites.tolist() == other.sites.tolist()
    )


@given(points=places, sites=places, limit_m=st.sampled_from([0.0, 12.5, 50.0, 500.0]))
def test_what_is_nearby_is_what_measuring_every_pair_says(
    points: list[tuple[float, float]], sites: list[tuple[float, float]], limit_m: float
) -> None:
    found = nearby(array(points), array(sites), limit_m)
    every = [[math.dist(point, site) for site in sites] for point in points]
    within = [[metres for metres in row if metres <= limit_m] for row in every]
    assert found.sites.tolist() == [len(row) for row in within]
    assert found.distance_m == pytest.approx([min(row, default=math.nan) for row in within], nan_ok=True)


@given(
    points=places,
    sites=places,
    limit_m=st.sampled_from([0.0, 12.5, 50.0, 500.0]),
    tile_m=st.sampled_from([5.0, 33.3, 1_000.0]),
    seed=st.integers(0, 9),
)
def test_tiles_in_any_order_give_the_same_to_the_last_digit(
    points: list[tuple[float, float]],
    sites: list[tuple[float, float]],
    limit_m: float,
    tile_m: float,
    seed: int,
) -> None:
    # Odd fractions, so that sums and squares do round.
    points_rd, sites_rd = array(points) / 3 + 155_000.1, array(sites) / 3 + 155_000.1
    cut = list(tiles(points_rd, sites_rd, limit_m, tile_m))
    np.random.default_rng(seed).shuffle(cut)  # type: ignore[arg-type]
    apart = gathered(len(points), ((tile, tile.nearby()) for tile in cut))
    assert same(apart, nearby(points_rd, sites_rd, limit_m))
    assert sorted(number for tile in cut for number in tile.points) == list(range(len(points)))


def test_a_tile_carries_the_sites_up_to_the_limit_around_it_and_no_more() -> None:
    points = array([(0, 0), (10, 10), (5_000, 0)])
    sites = array([(-1_000, 0), (-1_001, 0), (1_010, 10), (6_000, 0)])
    west, east = tiles(points, sites, 1_000, tile_m=100)
    assert west.sites_rd.tolist() == [[-1_000, 0], [1_010, 10]]
    assert east.sites_rd.tolist() == [[6_000, 0]]
    assert west.nearby().distance_m.tolist() == [1_000, 1_000]


def test_a_site_on_the_limit_counts_and_one_beyond_it_is_not_guessed() -> None:
    found = nearby(array([(0, 0)]), array([(3, 4)]), 5)
    assert (found.distance_m.tolist(), found.sites.tolist()) == ([5], [1])
    beyond = nearby(array([(0, 0)]), array([(3, 4.0001)]), 5)
    assert (np.isnan(beyond.distance_m).tolist(), beyond.sites.tolist()) == ([True], [0])


def made_country(points: int, sites: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(11)
    low, high = (10_000, 310_000), (280_000, 610_000)
    return random.uniform(low, high, (points, 2)), random.uniform(low, high, (sites, 2))


def test_within_the_limit_the_distance_is_the_one_the_measures_use() -> None:
    points, sites = made_country(5_000, 300)
    found, measured = nearby(points, sites, 10_000).distance_m, nearest_distance_m(points, sites)
    assert np.isnan(found).tolist() == (measured > 10_000).tolist()
    assert found[~np.isnan(found)] == pytest.approx(measured[measured <= 10_000], rel=1e-12)


def started(distributed: Any, tries: int = 3) -> Any:
    """Two workers. On a busy machine the process of one may fail to come up: that is not what is tested here."""
    try:
        return distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
        )
    except RuntimeError:
        if tries == 1:
            raise
        return started(distributed, tries - 1)


@pytest.fixture
def cluster() -> Iterator[Any]:
    """Two workers, each a process of its own, on the loopback alone; none of them outlives the test."""
    distributed = pytest.importorskip("distributed")
    psutil = pytest.importorskip("psutil")
    before = set(psutil.Process().children(recursive=True))
    local = started(distributed)
    try:
        yield local
    finally:
        local.close(timeout=20)
        left = set(psutil.Process().children(recursive=True)) - before
        for process in left:
            process.kill()
        psutil.wait_procs(left, timeout=10)


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_half_way_gives_the_same_to_the_last_digit(cluster: Any) -> None:
    points, sites = made_country(60_000, 1_500)
    alone = nearby(points, sites, 10_000)
    with connect(cluster.scheduler_address) as client:
        whole = gathered(len(points), nearby_on(client, tiles(points, sites, 10_000), timeout_s=60))
        assert same(whole, alone)

        cut = list(tiles(points, sites, 10_000, tile_m=15_000))
        coming = nearby_on(client, cut, under_way=20, timeout_s=120)
        first_half: list[tuple[Tile, Nearby]] = list(islice(coming, len(cut) // 2))
        worker, doomed = next(iter(client.run(os.getpid).items()))
        # It takes answers with it that nobody has had yet.
        assert client.has_what()[worker]
        os.kill(doomed, signal.SIGKILL)
        interrupted = gathered(len(points), [*first_half, *coming])
        assert same(interrupted, alone)
        client.wait_for_workers(2, timeout=60)
        assert doomed not in client.run(os.getpid).values()
    assert 0 < np.isnan(alone.distance_m).sum() < len(points)


def test_an_address_where_no_scheduler_answers_says_so() -> None:
    pytest.importorskip("distributed")
    with pytest.raises(ServiceUnavailable, match=r"tcp://127\.0\.0\.1:9: no Dask scheduler answers"):
        connect("tcp://127.0.0.1:9", timeout_s=0.5)
    with pytest.raises(ServiceUnavailable, match="dask scheduler"):
        connect("geen adres", timeout_s=0.5)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SocialeKaartError, match=r"sociale-kaart\[cluster\]"):
        connect("tcp://127.0.0.1:8786")
