"""Minutes from where people live to the nearest place, by whatever knows the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.coverage.detour import METRES_PER_MINUTE
from sociale_kaart.coverage.distance import Floats
from sociale_kaart.coverage.network.snap import Polygons, Snapped, Snapper
from sociale_kaart.coverage.network.streets import Ints, StreetNetwork, metres_to_nearest

SNAP_LIMIT_M = 250.0

# Two sides of a street are one spot on it, rounding aside: nobody rides around the block for the door across. A share.
SAME_SPOT = 1e-8


@runtime_checkable
class Router(Protocol):
    """Whatever knows travel times: a straight line, a street network, or a router that a user runs.

    An adapter to Valhalla or OpenTripPlanner is a class with this one method.
    """

    def minutes(self, points_rd: Floats, sites_rd: Floats) -> Floats:
        """Minutes (n,) from each of (n, 2) points to the nearest in time of (m, 2) sites; NaN where there is no route.

        Both in RD New metres. A router that is down raises ServiceError: a failure is not an answer.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OffNetwork:
    """What lies too far from every street to be on the network.

    points : (n,) bool: no route can be known from here
    sites : (m,) bool: a place that no route can lead to, so that minutes elsewhere may be said too high
    """

    points: NDArray[np.bool_]
    sites: NDArray[np.bool_]


class StreetRouter:
    """Minutes over a street network, at one speed.

    Parameters
    ----------
    network : the streets, chosen for the mode of travel by whoever made the file
    speed_kmh : kilometres per hour; coverage.detour has fitted ones
    snap_limit_m : places further than this from every street are not on the network
    water : (w,) polygons in RD New that the line from a place to its street may not cross

    From a point in a straight line to its nearest street, in either direction along it that is allowed, over the
    streets to the one that the site snaps to, and in a straight line to the site: all at the same speed.
    """

    def __init__(
        self,
        network: StreetNetwork,
        speed_kmh: float,
        *,
        snap_limit_m: float = SNAP_LIMIT_M,
        water: Polygons | None = None,
    ) -> None:
        self._network = network
        self._metres_per_minute = speed_kmh * METRES_PER_MINUTE
        self._snapper = Snapper(network, snap_limit_m, water)

    def minutes(self, points_rd: Floats, sites_rd: Floats) -> Floats:
        """Minutes (n,) from each point to its nearest site; NaN off the network and without a route."""
        return self.minutes_from(self.snap(points_rd), sites_rd)

    def snap(self, places_rd: Floats) -> Snapped:
        """The streets that (p, 2) places lie on: the slow part, kept by whoever asks for the same points again."""
        return self._snapper.snap(places_rd)

    def minutes_from(self, points: Snapped, sites_rd: Floats) -> Floats:
        """As `minutes`, from points that were snapped before."""
        sites = self.snap(sites_rd)
        metres = np.full(points.places, np.inf)
        np.minimum.at(metres, points.place, points.aside_m + self._from_streets_m(points, sites))
        return np.where(np.isinf(metres), np.nan, metres / self._metres_per_minute)

    def off_network(self, points_rd: Floats, sites_rd: Floats) -> OffNetwork:
        """Which points and sites `minutes` cannot place on a street."""
        return OffNetwork(points=self.snap(points_rd).is_off, sites=self.snap(sites_rd).is_off)

    def _from_streets_m(self, points: Snapped, sites: Snapped) -> Floats:
        """Metres from where each point is on its edge: by the edge's end, or to a site further along the same edge."""
        network = self._network
        length_m = network.length_m[points.edge]
        by_the_end = (1 - points.along) * length_m + self._nodes_m(sites)[network.head[points.edge]]
        along_m = points.along * length_m
        on_the_edge = _ahead_m(network, sites, points.edge, points.along - SAME_SPOT) - along_m
        return np.minimum(by_the_end, np.maximum(on_the_edge, 0.0))

    def _nodes_m(self, sites: Snapped) -> Floats:
        """Metres from each node to its nearest site: each site a node of its own, entered from the edges it lies on."""
        network = self._network
        which, number = np.unique(sites.place, return_inverse=True)
        site_node = len(network) + number
        last_m = _last_m(network, sites)
        found = metres_to_nearest(
            len(network) + len(which),
            np.concatenate((network.tail, network.tail[sites.edge])),
            np.concatenate((network.head, site_node)),
            np.concatenate((network.length_m, last_m)),
            site_node,
        )
        return found[: len(network)]


def _last_m(network: StreetNetwork, sites: Snapped) -> Floats:
    """Metres from the tail of its edge to each site."""
    return sites.along * network.length_m[sites.edge] + sites.aside_m


def _ahead_m(network: StreetNetwork, sites: Snapped, edge: Ints, along: Floats) -> Floats:
    """Metres from the tail of an edge to the nearest site that lies at `along` or further; infinite without one."""
    order = np.lexsort((sites.along, sites.edge))
    nearest_m = _last_m(network, sites)[order]
    edges = sites.edge[order]
    for before in range(len(edges) - 2, -1, -1):
        if edges[before] == edges[before + 1]:
            nearest_m[before] = min(nearest_m[before], nearest_m[before + 1])
    # One number that orders by edge and then by place along it: shares run to 1, so edges stand 2 apart.
    row = np.searchsorted(2.0 * edges + sites.along[order], 2.0 * edge + along)
    on_the_edge = row < len(edges)
    on_the_edge[on_the_edge] = edges[row[on_the_edge]] == edge[on_the_edge]
    found = np.full(len(edge), np.inf)
    found[on_the_edge] = nearest_m[row[on_the_edge]]
    return found
