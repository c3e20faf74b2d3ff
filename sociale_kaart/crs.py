"""The only conversion between RD New (EPSG:28992, metres) and WGS84 (EPSG:4326, degrees)."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pyproj import Transformer

RD = "EPSG:28992"
WGS84 = "EPSG:4326"

# The envelope in which RD New is defined, with a margin for the border and the sea (NSGI, RDNAPTRANS).
RD_X_RANGE = (-7_000.0, 300_000.0)
RD_Y_RANGE = (289_000.0, 629_000.0)
LON_RANGE = (3.0, 7.5)
LAT_RANGE = (50.5, 53.8)

Floats = NDArray[np.float64]


@cache
def _transformer(source: str, target: str) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)


def rd_to_wgs84(x_rd: ArrayLike, y_rd: ArrayLike) -> tuple[Floats, Floats]:
    """Longitude and latitude (degrees) of RD coordinates (metres); arrays of any one shape."""
    lon, lat = _transformer(RD, WGS84).transform(np.asarray(x_rd, float), np.asarray(y_rd, float))
    return np.asarray(lon), np.asarray(lat)


def wgs84_to_rd(lon: ArrayLike, lat: ArrayLike) -> tuple[Floats, Floats]:
    """RD coordinates (metres) of longitude and latitude (degrees); arrays of any one shape."""
    x_rd, y_rd = _transformer(WGS84, RD).transform(np.asarray(lon, float), np.asarray(lat, float))
    return np.asarray(x_rd), np.asarray(y_rd)


def looks_like_rd(x: float, y: float) -> bool:
    """Whether a pair of numbers can be RD New in the Netherlands."""
    return RD_X_RANGE[0] <= x <= RD_X_RANGE[1] and RD_Y_RANGE[0] <= y <= RD_Y_RANGE[1]


def looks_like_wgs84(lon: float, lat: float) -> bool:
    """Whether a pair of numbers can be longitude and latitude in the Netherlands."""
    return LON_RANGE[0] <= lon <= LON_RANGE[1] and LAT_RANGE[0] <= lat <= LAT_RANGE[1]
