"""Where people live in some gemeenten, and whose borders lie near: the same for every pillar, moment and group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from sociale_kaart.coverage.measures.areas import Areas, Ints
from sociale_kaart.coverage.points import Floats, Points
from sociale_kaart.coverage.regions import Regions, gemeenten_regions
from sociale_kaart.coverage.sites import Sites
from sociale_kaart.gebieden.boundaries import gemeente_shapes


@dataclass(frozen=True, eq=False)
class Land:
    """Made once for a map and asked many times.

    everybody : the points of the whole country: people from elsewhere share the hours of a site too
    points, of_point : those in the gemeenten that are told of, and the number of its gemeente for each
    border_m : metres from a point within which borders are known
    """

    everybody: Points
    regions: Regions
    points: Points
    of_point: Ints
    border_m: float

    @classmethod
    def of(cls, points: Points, gemeentecodes: Iterable[str], border_m: float) -> Land:
        """The land of some gemeenten, told of in this order."""
        regions = gemeenten_regions(gemeentecodes)
        of_point = regions.points_in(points)
        inside = of_point >= 0
        return cls(points, regions, points.only(inside), of_point[inside], border_m)

    def areas(self, sites: Sites) -> Areas:
        """The gemeenten with the sites in them."""
        return self.regions.areas(self.of_point, sites)

    def metres_to_unsure(self, sure: frozenset[str]) -> Floats:
        """Metres (n,) from every point to the nearest gemeente that is not one of these; inf where none is near."""
        found = np.full(len(self.points), np.inf)
        borders = self._borders
        is_unsure = np.array([code not in sure for code in borders.codes], dtype=bool)
        if is_unsure.any():
            asked = is_unsure[borders.gemeente]
            np.minimum.at(found, borders.point[asked], borders.metres[asked])
        return found

    @cached_property
    def _borders(self) -> _Borders:
        shapes = gemeente_shapes()
        codes, polygons = tuple(shapes), np.array(list(shapes.values()), dtype=object)
        at = np.asarray(shapely.points(self.points.xy_rd))
        point, gemeente = shapely.STRtree(polygons).query(at, predicate="dwithin", distance=self.border_m)
        metres = shapely.distance(at[point], polygons[gemeente])
        return _Borders(codes, point.astype(np.int32), gemeente.astype(np.int32), metres)


@dataclass(frozen=True, slots=True, eq=False)
class _Borders:
    """Pairs (p,) of a point and a gemeente, by their numbers, and how far the one is from the other."""

    codes: tuple[str, ...]
    point: NDArray[np.int32]
    gemeente: NDArray[np.int32]
    metres: Floats
