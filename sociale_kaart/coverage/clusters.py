"""The nearest site and the sites within a limit, tile by tile: on this machine, or on a Dask cluster.

For areas whose points do not fit one machine's memory. Each tile is sent with the sites up to the limit around it, so
it needs no other tile, and its answer is the same wherever and however often it is worked out: the numbers are those
of one machine to the last digit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from sociale_kaart.coverage.distance import Floats
from sociale_kaart.coverage.measures.nearest import Nearest, nearest
from sociale_kaart.coverage.network.streets import Ints
from sociale_kaart.errors import ServiceUnavailable
from sociale_kaart.extras import optional

if TYPE_CHECKING:
    from distributed import Client

Answer = TypeVar("Answer")

TILE_M = 20_000.0
TILES_UNDER_WAY = 64  # what the scheduler holds in memory at any moment


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Nearby:
    """What lies within a limit of each of n points, the limit itself included.

    distance_m : (n,) metres in a straight line to the nearest site, NaN where none lies within the limit
    sites : (n,) how many sites do
    """

    distance_m: Floats
    sites: Ints


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tile:
    """Points that lie together, and every site that may be within the limit of one of them.

    points : (n,) their numbers among all points
    points_rd, sites_rd : (n, 2) and (m, 2) metres, RD New
    """

    points: Ints
    points_rd: Floats
    sites_rd: Floats
    limit_m: float

    def nearby(self) -> Nearby:
        """What lies within the limit of the points of this tile."""
        return nearby(self.points_rd, self.sites_rd, self.limit_m)

    def nearest(self) -> Nearest:
        """The nearest two sites of the points of this tile; the same as of all points where it has every site."""
        return nearest(self.points_rd, self.sites_rd)


def nearby(points_rd: Floats, sites_rd: Floats, limit_m: float) -> Nearby:
    """What lies within `limit_m` metres of each of (n, 2) points, of (m, 2) sites, all in RD New.

    The tree only proposes pairs, a hair too many; each distance is then reckoned from the two coordinates alone, so
    that no digit depends on which other points and sites were there.
    """
    from scipy.spatial import KDTree

    if not len(points_rd) or not len(sites_rd):
        return Nearby(
            distance_m=np.full(len(points_rd), np.nan), sites=np.zeros(len(points_rd), dtype=np.int64)
        )
    pairs = KDTree(points_rd).sparse_distance_matrix(
        KDTree(sites_rd), _a_hair_more(limit_m), output_type="ndarray"
    )
    east, north = (points_rd[pairs["i"]] - sites_rd[pairs["j"]]).T
    metres = np.sqrt(east * east + north * north)
    within = metres <= limit_m
    distance_m = np.full(len(points_rd), np.inf)
    np.minimum.at(distance_m, pairs["i"][within], metres[within])
    return Nearby(
        distance_m=np.where(np.isinf(distance_m), np.nan, distance_m),
        sites=np.bincount(pairs["i"][within], minlength=len(points_rd)),
    )


def tiles(points_rd: Floats, sites_rd: Floats, limit_m: float, tile_m: float = TILE_M) -> Iterator[Tile]:
    """The points (n, 2) in squares of `tile_m` metres, each with the sites (m, 2) up to the limit around its points."""
    square = np.floor(points_rd / tile_m).astype(np.int64)
    _, tile, counts = np.unique(square, axis=0, return_inverse=True, return_counts=True)
    for points in np.split(np.argsort(tile, kind="stable"), np.cumsum(counts)[:-1]):
        if len(points):
            here = points_rd[points]
            margin_m = _a_hair_more(limit_m)
            around = (sites_rd >= here.min(axis=0) - margin_m) & (sites_rd <= here.max(axis=0) + margin_m)
            yield Tile(points=points, points_rd=here, sites_rd=sites_rd[around.all(axis=1)], limit_m=limit_m)


def _a_hair_more(limit_m: float) -> float:
    """Rounding must leave out no site that lies on the limit itself; what lies beyond it is dropped later."""
    return limit_m * (1 + 1e-9) + 1e-6


def nearest_on(client: Client, points_rd: Floats, sites_rd: Floats) -> Nearest:
    """The nearest two sites (m, 2) of every point (n, 2), as `measures.nearest.nearest` and to its last digit.

    The points go to the cluster in tiles; the sites, which are few, go with each. Raises as `worked_on`.
    """
    site = np.full(len(points_rd), -1, dtype=np.intp)
    distance_m, second_m = np.full(len(points_rd), np.nan), np.full(len(points_rd), np.nan)
    for tile, its in worked_on(client, Tile.nearest, tiles(points_rd, sites_rd, np.inf)):
        site[tile.points], distance_m[tile.points], second_m[tile.points] = (
            its.site,
            its.distance_m,
            its.second_m,
        )
    return Nearest(site, distance_m, second_m)


def nearby_on(
    client: Client, parts: Iterable[Tile], *, under_way: int = TILES_UNDER_WAY, timeout_s: float | None = None
) -> Iterator[tuple[Tile, Nearby]]:
    """Each tile with what lies within its limit; see `worked_on`."""
    return worked_on(client, Tile.nearby, parts, under_way=under_way, timeout_s=timeout_s)


def worked_on(
    client: Client,
    work: Callable[[Tile], Answer],
    parts: Iterable[Tile],
    *,
    under_way: int = TILES_UNDER_WAY,
    timeout_s: float | None = None,
) -> Iterator[tuple[Tile, Answer]]:
    """Each tile with its answer, worked out on a Dask cluster, in the order in which they come.

    Parameters
    ----------
    client : of dask.distributed, as connect() gives it
    work : a function of one tile and nothing else
    parts : tiles; read as they are needed, so they may come from a file that fits in no memory
    under_way : no more tiles than this are in the cluster's memory at once
    timeout_s : seconds for all of it; None waits as long as it takes, also for a cluster that has no worker left

    A worker that dies loses nothing but time: its tiles are given to another. Raises distributed.KilledWorker where
    one tile brought down several workers in turn, and TimeoutError.
    """
    waiting = iter(parts)
    sent: dict[Any, Tile] = {}

    def send(tile: Tile) -> Any:
        future = client.submit(work, tile, pure=False)
        sent[future] = tile
        return future

    coming = _distributed().as_completed(
        [send(tile) for tile in islice(waiting, under_way)], timeout=timeout_s
    )
    for future in coming:
        tile = sent.pop(future)
        yield tile, future.result()
        for following in islice(waiting, 1):
            coming.add(send(following))


def gathered(points: int, found: Iterable[tuple[Tile, Nearby]]) -> Nearby:
    """The answers of all tiles as one, in the order of the points; a point in no tile has no site within the limit."""
    distance_m, sites = np.full(points, np.nan), np.zeros(points, dtype=np.int64)
    for tile, its in found:
        distance_m[tile.points], sites[tile.points] = its.distance_m, its.sites
    return Nearby(distance_m=distance_m, sites=sites)


def connect(scheduler: str, timeout_s: float = 10.0) -> Client:
    """A client of the Dask scheduler at an address ("tcp://10.0.0.5:8786"); use it in a `with`.

    Raises ServiceUnavailable where no scheduler answers in time, and ExtraMissing without the extra `cluster`.
    """
    distributed = _distributed()
    try:
        client: Client = distributed.Client(scheduler, timeout=timeout_s)
    except (OSError, ValueError) as fault:
        raise ServiceUnavailable(
            "no Dask scheduler answers",
            where=scheduler,
            dutch="op dit adres antwoordt geen Dask-scheduler. Start er een, of laat --scheduler weg.",
            expected="an address as `dask scheduler` prints it, tcp://HOST:8786",
            remedy="Start one, or leave the scheduler out",
        ) from fault
    return client


def _distributed() -> Any:
    return optional("distributed", "reckons on several machines")
