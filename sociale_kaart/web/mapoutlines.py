"""Outlines and names of gemeenten as the map draws them: every border once, in whole steps from point to point.

The country is 25 kB compressed so, names included, where its GeoJSON is 150 kB; and two shapes on the screen, not 342.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from sociale_kaart.crs import rd_to_wgs84
from sociale_kaart.export.areadrawing import shapes_rd, thinned
from sociale_kaart.export.arealines import borders_between, whole
from sociale_kaart.web.outlines import MANY_GEMEENTEN

# Of an area that is looked at from afar, and of a smaller one.
_TOLERANCE_M = {True: 300.0, False: 20.0}
_STEP_DEGREES = {True: 2e-4, False: 5e-5}
# The same of a large area for a map in a small frame: the country is 12 kB so.
_ROUGH_TOLERANCE_M, _ROUGH_STEP_DEGREES = 2_500.0, 2e-3
# Of a degree: about a hundred metres, and a kilometre where it is rough.
_NAME_DECIMALS, _ROUGH_NAME_DECIMALS = 3, 2
_METRES_A_DEGREE = 68_000  # of longitude, in the Netherlands


def drawn(collection: Mapping[str, Any], *, is_rough: bool = False) -> dict[str, Any]:
    """Land, borders and names of a FeatureCollection of gemeenten (WGS84), to draw them.

    is_rough : whether an area that is looked at from afar may have still less detail
    step : degrees that one step of a line stands for
    land : closed lines, the outside of the whole area; borders : lines between gemeenten. Each line is x and y of its
        first point and then of each step to the next: longitudes and latitudes, in turns
    names : naam, longitude and latitude of a point inside, and width in degrees, the largest gemeente first
    """
    is_far = len(collection["features"]) > MANY_GEMEENTEN
    step, tolerance_m, decimals = _STEP_DEGREES[is_far], _TOLERANCE_M[is_far], _NAME_DECIMALS
    if is_rough and is_far:
        step, tolerance_m, decimals = _ROUGH_STEP_DEGREES, _ROUGH_TOLERANCE_M, _ROUGH_NAME_DECIMALS
    shapes = thinned(shapes_rd(collection), tolerance_m)
    rings = [ring for part in shapely.get_parts(whole(shapes)) for ring in (part.exterior, *part.interiors)]
    names = [(one["properties"]["naam"], shapes[one["properties"]["code"]]) for one in collection["features"]]
    names.sort(key=lambda one: one[1].area, reverse=True)
    return {
        "step": step,
        "land": [_in_steps(ring, step) for ring in rings],
        "borders": [_in_steps(line, step) for line in shapely.get_parts(borders_between(shapes))],
        "names": [_where_named(naam, area, decimals) for naam, area in names],
    }


def _in_steps(line: BaseGeometry, step: float) -> list[int]:
    counted = np.rint(_lon_lat(line) / step).astype(np.int64)
    moves = np.diff(counted, axis=0, prepend=0)
    first, later = moves[:1], moves[1:]
    steps: list[int] = [*first.ravel().tolist(), *later[later.any(axis=1)].ravel().tolist()]
    return steps


def _where_named(naam: str, area: BaseGeometry, decimals: int) -> list[Any]:
    """Its name at the middle of its largest part, where that is inside."""
    largest = max(shapely.get_parts(area), key=lambda part: part.area)
    middle = largest.centroid if largest.contains(largest.centroid) else largest.representative_point()
    ((lon, lat),) = _lon_lat(middle).round(decimals).tolist()
    west, _, east, _ = largest.bounds
    return [naam, lon, lat, round((east - west) / _METRES_A_DEGREE, 2)]


def _lon_lat(geometry: BaseGeometry) -> NDArray[np.float64]:
    coordinates = shapely.get_coordinates(geometry)
    return np.column_stack(rd_to_wgs84(coordinates[:, 0], coordinates[:, 1]))
