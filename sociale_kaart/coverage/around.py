"""Which gemeenten lie around, and whether every place that matters there is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray

from sociale_kaart.coverage.points import Floats
from sociale_kaart.coverage.sites import Bools
from sociale_kaart.gebieden.boundaries import gemeente_shapes
from sociale_kaart.gebieden.gemeenten import gemeenten


def known_around(codes: Sequence[str], farthest_m: Floats, certain: frozenset[str]) -> Bools:
    """Of gemeenten (k,) whether no other place can be nearer: all places are known in every gemeente that near.

    Parameters
    ----------
    farthest_m : (k,) metres from the inhabitant farthest from a place to that place; NaN: nobody knows, so no
    certain : gemeenten in which every place is known

    Raises ReferenceDataError.
    """
    known: Bools = np.isfinite(farthest_m) & np.array([code in certain for code in codes], dtype=bool)
    if certain >= gemeenten().keys():
        return known
    shapes = gemeente_shapes()
    known &= np.array([code in shapes for code in codes], dtype=bool)
    asked = np.flatnonzero(known)
    unsure = shapely.STRtree([shape for code, shape in shapes.items() if code not in certain])
    here = np.array([shapes[codes[one]] for one in asked.tolist()], dtype=object)
    near, _ = unsure.query(here, predicate="dwithin", distance=farthest_m[asked])
    known[asked[near]] = False
    return known


@lru_cache(maxsize=64)
def clear_m(codes: tuple[str, ...], sure: frozenset[str]) -> tuple[float, ...]:
    """Metres from each gemeente to the nearest one where an unknown place may stand: itself 0, inf where there is none.

    No place that no source holds is nearer than that to anybody in it: `known_around` for any distance at once.
    Raises ReferenceDataError.
    """
    shapes = gemeente_shapes()
    others = [shape for code, shape in shapes.items() if code not in sure]
    if not others:
        return tuple(np.inf if code in shapes and code in sure else 0.0 for code in codes)
    asked = [number for number, code in enumerate(codes) if code in sure and code in shapes]
    here = np.array([shapes[codes[number]] for number in asked], dtype=object)
    around = shapely.STRtree(others)
    # Most have such a gemeente beside them: to see that costs less than to measure that it is nought away.
    touching, _ = around.query(here, predicate="dwithin", distance=np.zeros(len(here)))
    apart = np.setdiff1d(np.arange(len(here)), touching)
    (numbers, _), metres = around.query_nearest(here[apart], all_matches=False, return_distance=True)
    found = np.zeros(len(codes))
    found[np.array(asked, dtype=np.intp)[apart[numbers]]] = metres
    return tuple(found.tolist())


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
    at = np.asarray(shapely.points(points_rd))
    for code, shape in gemeente_shapes().items():
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


def unsure_m(points_rd: Floats, sure: frozenset[str], within_m: float) -> Floats:
    """Metres (n,) to the nearest gemeente in which an unknown place may stand; inf for more than `within_m`.

    Parameters and errors as of `unsure_near`.
    """
    found = np.full(len(points_rd), np.inf)
    shapes, at = gemeente_shapes(), np.asarray(shapely.points(points_rd))
    for code, near in unsure_near(points_rd, sure, within_m):
        found[near] = np.minimum(found[near], shapely.distance(shapes[code], at[near]))
    return found
