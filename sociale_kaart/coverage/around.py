"""Which gemeenten lie around, and whether every place that matters there is known."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
import shapely
from geopandas import GeoSeries
from numpy.typing import NDArray

from sociale_kaart.coverage.points import Floats
from sociale_kaart.gebieden.boundaries import boundaries
from sociale_kaart.gebieden.gemeenten import gemeenten


def known_around(code: str, distance_m: Floats, certain: frozenset[str]) -> bool:
    """Whether no other place can be nearer: all places are known in every gemeente within the farthest distance."""
    if code not in certain or not np.isfinite(distance_m).any():
        return False
    if certain >= gemeenten().keys():
        return True
    shapes, tree = _indexed_boundaries()
    if code not in shapes.index:
        return False
    near = tree.query(shapes.loc[code], predicate="dwithin", distance=float(np.nanmax(distance_m)))
    return set(shapes.index[near]) <= certain


def unsure_near(
    points_rd: Floats, sure: frozenset[str], limit_m: float
) -> Iterator[tuple[str, NDArray[np.intp]]]:
    """Gemeenten in which an unknown place may stand, each with the points (numbers) at most `limit_m` from it.

    Parameters
    ----------
    points_rd : (n, 2) metres, RD New
    sure : gemeenten in which every place is known

    Gemeenten without such a point are left out. Raises ReferenceDataError.
    """
    shapes, _ = _indexed_boundaries()
    at = shapely.points(points_rd)
    for code, shape in shapes.items():
        if code in sure:
            continue
        west, south, east, north = shape.bounds
        near = np.flatnonzero(
            (points_rd >= (west - limit_m, south - limit_m)).all(axis=1)
            & (points_rd <= (east + limit_m, north + limit_m)).all(axis=1)
        )
        if len(near):
            shapely.prepare(shape)
            near = near[shapely.dwithin(shape, at[near], limit_m)]
        if len(near):
            yield str(code), near


@cache
def _indexed_boundaries() -> tuple[GeoSeries, shapely.STRtree]:
    shapes = boundaries().geometry
    return shapes, shapely.STRtree(shapes.to_numpy())
