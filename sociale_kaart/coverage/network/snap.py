"""Which street a place lies on: the nearest one that can be walked to in a straight line without crossing water."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from sociale_kaart.coverage.distance import Floats
from sociale_kaart.coverage.network.streets import Ints, StreetNetwork

# The two directions of one street, and the streets that meet at a crossing, are equally near: rounding aside.
EQUALLY_NEAR_M = 1e-6

Polygons = NDArray[Any]  # of shapely.Polygon or MultiPolygon
Pairs = tuple[Ints, Ints, Floats]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Snapped:
    """Places on streets (q rows): a place stands in a row for each edge that is equally near, and in none if unsnapped.

    places : how many places were asked for
    place, edge : (q,) numbers
    along : (q,) where on the edge, as a share 0..1 of its length from its tail
    aside_m : (q,) metres in a straight line from the place to the edge
    """

    places: int
    place: Ints
    edge: Ints
    along: Floats
    aside_m: Floats

    @property
    def is_off(self) -> NDArray[np.bool_]:
        """Which places (p,) are on no street."""
        off = np.ones(self.places, dtype=bool)
        off[self.place] = False
        return off


class Snapper:
    """Snaps places to the edges of a network.

    Parameters
    ----------
    network : the streets
    limit_m : a place further than this from every street, inclusive, is not on the network
    water : (w,) polygons in RD New that the line from a place to its street may not cross; a place that itself lies
        in one (a houseboat, the middle of a square of 100 m) may leave that one. Without them only `limit_m` keeps a
        place from the far shore
    """

    def __init__(self, network: StreetNetwork, limit_m: float, water: Polygons | None = None) -> None:
        self._courses = network.courses
        self._streets = shapely.STRtree(self._courses)
        self._limit_m = limit_m
        self._water = None if water is None else shapely.STRtree(water)

    def snap(self, places_rd: Floats) -> Snapped:
        """The streets that (p, 2) places lie on."""
        places = np.asarray(shapely.points(places_rd.reshape(-1, 2)))
        place, edge, aside_m = self._nearest(places)
        if self._water is not None:
            wet = np.unique(place[self._crosses_water(places, place, edge)])
            dry = ~np.isin(place, wet)
            place, edge, aside_m = (
                np.concatenate((found[dry], other))
                for found, other in zip(
                    (place, edge, aside_m), self._nearest_over_land(places, wet), strict=True
                )
            )
        along = np.asarray(
            shapely.line_locate_point(self._courses[edge], places[place], normalized=True), dtype=float
        )
        # A line without any length has no share of it.
        return Snapped(
            places=len(places), place=place, edge=edge, along=np.nan_to_num(along), aside_m=aside_m
        )

    def _nearest(self, places: NDArray[Any]) -> Pairs:
        if not len(self._courses) or not len(places):
            return _no_pairs()
        (place, _), aside_m = self._streets.query_nearest(places, return_distance=True, all_matches=False)
        near = aside_m <= self._limit_m
        return self._within(places, place[near], aside_m[near] + EQUALLY_NEAR_M)

    def _nearest_over_land(self, places: NDArray[Any], asked: Ints) -> Pairs:
        place, edge, aside_m = self._within(places, asked, np.full(len(asked), self._limit_m))
        dry = ~self._crosses_water(places, place, edge)
        place, edge, aside_m = place[dry], edge[dry], aside_m[dry]
        nearest_m = np.full(len(places), np.inf)
        np.minimum.at(nearest_m, place, aside_m)
        nearest = aside_m <= nearest_m[place] + EQUALLY_NEAR_M
        return place[nearest], edge[nearest], aside_m[nearest]

    def _within(self, places: NDArray[Any], asked: Ints, limit_m: Floats) -> Pairs:
        """Every edge within a limit of each place asked for."""
        row, edge = self._streets.query(places[asked], predicate="dwithin", distance=limit_m)
        aside_m = np.asarray(shapely.distance(places[asked[row]], self._courses[edge]), dtype=float)
        return asked[row], edge, aside_m

    def _crosses_water(self, places: NDArray[Any], place: Ints, edge: Ints) -> NDArray[np.bool_]:
        assert self._water is not None
        aside = shapely.shortest_line(places[place], self._courses[edge])
        row, polygon = self._water.query(aside, predicate="intersects")
        water = self._water.geometries[polygon]
        # Along the quay is no crossing, and out of the water that a place lies in is none either.
        through = ~shapely.touches(aside[row], water) & ~shapely.contains_properly(water, places[place[row]])
        wet = np.zeros(len(place), dtype=bool)
        wet[row[through]] = True
        return wet


def _no_pairs() -> Pairs:
    return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), np.empty(0)
