"""Outlines of gemeenten, no heavier than what draws them needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from sociale_kaart.crs import rd_to_wgs84
from sociale_kaart.export.areadrawing import shapes_rd, thinned

# An area this large is looked at from afar: the whole country is 515 kB gzipped in full, 100 kB at this tolerance.
MANY_GEMEENTEN = 60
FAR_TOLERANCE_M = 100.0
_FAR_DECIMALS = 4  # of a degree: about ten metres


def for_screen(collection: Mapping[str, Any]) -> dict[str, Any]:
    """The FeatureCollection as it is, or thinned where it holds so many gemeenten that it is seen from afar."""
    if len(collection["features"]) <= MANY_GEMEENTEN:
        return dict(collection)
    thin = thinned(shapes_rd(collection), FAR_TOLERANCE_M)
    features = [
        {**one, "geometry": _wgs84_geometry(thin[one["properties"]["code"]])}
        for one in collection["features"]
    ]
    return {**collection, "features": features}


def _to_wgs84(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
    lon, lat = rd_to_wgs84(coordinates[:, 0], coordinates[:, 1])
    return np.column_stack([lon.round(_FAR_DECIMALS), lat.round(_FAR_DECIMALS)])


def _wgs84_geometry(area: BaseGeometry) -> dict[str, Any]:
    geometry: dict[str, Any] = mapping(shapely.transform(area, _to_wgs84))
    return geometry


def bounds(collection: Mapping[str, Any]) -> tuple[float, float, float, float]:
    """West, south, east and north of a FeatureCollection."""
    areas = [shape(one["geometry"]) for one in collection["features"]]
    west, south, east, north = shapely.total_bounds(areas).tolist()
    return west, south, east, north
