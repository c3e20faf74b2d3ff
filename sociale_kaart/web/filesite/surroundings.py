"""Land, borders and names around the places, square by square: what a browser draws the little map of a sheet from.

What sheetmap.py draws from, cut up: a sheet needs the few squares that its places lie in.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from sociale_kaart.gebieden import places
from sociale_kaart.web.sheetmap import land_around
from sociale_kaart.web.site import Site

SIDE_M = 20_000
UNIT_M = 10
# So far from a place somebody may search and still have it on a sheet that tells where they were.
_AROUND_M = 20_000
_COUNTRY = (0.0, 280_000.0, 300_000.0, 640_000.0)
_POSTCODE = "postcode4"


def squares(site: Site) -> list[str]:
    """The names of the squares around the places of a map: how many sides from the origin of RD New."""
    rows = [one for one in range(len(site.index)) if not np.isnan(site.index.x_rd[one])]
    xy = np.column_stack([site.index.x_rd[rows], site.index.y_rd[rows]])
    corners = [xy + shift for shift in np.mgrid[-1:2, -1:2].reshape(2, -1).T * _AROUND_M]
    found = np.unique(np.floor_divide(np.concatenate(corners), SIDE_M).astype(int), axis=0)
    return [f"{column}-{row}" for column, row in found.tolist() if column >= 0 and row >= 0]


def square(name: str, ranked: dict[tuple[str, float, float], int]) -> dict[str, Any]:
    """One of them, in steps of UNIT_M from its lower left corner.

    land : outlines to fill. borders : lines. names : name, x, y, rank among all names, and 1 for a postcode
    """
    column, row = map(int, name.split("-"))
    left, bottom = column * SIDE_M, row * SIDE_M
    box = left, bottom, left + SIDE_M, bottom + SIDE_M
    areas = [one for one in shapely.clip_by_rect(land_around(box, UNIT_M), *box) if not one.is_empty]
    lines = shapely.clip_by_rect(shapely.union_all([one.boundary for one in land_around(box, UNIT_M)]), *box)
    return {
        "land": [_steps(ring, left, bottom) for area in areas for ring in _rings(area)],
        "borders": [_steps(one, left, bottom) for one in shapely.get_parts(lines)],
        "names": [
            [
                one.name,
                round((one.x_rd - left) / UNIT_M),
                round((one.y_rd - bottom) / UNIT_M),
                ranked[one.name, one.x_rd, one.y_rd],
                int(one.kind == _POSTCODE),
            ]
            for one in places.names_within(*box)
        ],
    }


def ranked_names() -> dict[tuple[str, float, float], int]:
    """Of every name and where it stands, how many are better known."""
    return {(one.name, one.x_rd, one.y_rd): rank for rank, one in enumerate(places.names_within(*_COUNTRY))}


def _rings(area: BaseGeometry) -> list[BaseGeometry]:
    parts = [part for part in shapely.get_parts(area) if part.geom_type == "Polygon"]
    return list(shapely.get_rings(parts))


def _steps(line: BaseGeometry, left: float, bottom: float) -> list[int]:
    """X and y of each point, in turns."""
    points = np.rint((shapely.get_coordinates(line) - (left, bottom)) / UNIT_M).astype(int)
    steps: list[int] = points[np.append(True, np.diff(points, axis=0).any(axis=1))].ravel().tolist()
    return steps
