"""The address nearest to a point.

The squares around the point name the segments that have an address in them; a segment's rectangle says how near its
addresses can be at best, so that only those of the nearest few are read.
"""

from __future__ import annotations

import math

from sociale_kaart.crs import looks_like_wgs84, wgs84_to_rd
from sociale_kaart.geocode.backend import REVERSE_WITHIN_M
from sociale_kaart.geocode.register.layout import cell_of
from sociale_kaart.geocode.register.rows import AddressRow, Box, Rows


def nearest(rows: Rows, lon: float, lat: float) -> tuple[AddressRow, float] | None:
    """The address nearest to a point (degrees WGS84), and its distance in metres.

    None where there is none within REVERSE_WITHIN_M, and for a point outside the Netherlands. Of two as near the one
    with the lowest key is given.
    """
    if not looks_like_wgs84(lon, lat):
        return None
    x_rd, y_rd = (float(value) for value in wgs84_to_rd(lon, lat))
    x, y = x_rd * 10, y_rd * 10
    best: tuple[float, int, AddressRow] | None = None
    within = REVERSE_WITHIN_M * 10
    boxes = rows.boxes_in(_cells_around(x_rd, y_rd))
    for at_least, box in sorted((_distance_to(box, x, y), box) for box in boxes):
        if at_least > within:
            break
        for row in rows.on_segment(box):
            found = (math.dist((x, y), (row.x, row.y)), row.key, row)
            if found[0] <= within and (best is None or found < best):
                best, within = found, found[0]
    return None if best is None else (best[2], best[0] / 10)


def _cells_around(x_rd: float, y_rd: float) -> list[int]:
    """The squares within reach: four at most, as a square is as wide as the reach is on both sides together."""
    return sorted(
        {
            cell_of(x_rd + dx, y_rd + dy)
            for dx in (-REVERSE_WITHIN_M, 0, REVERSE_WITHIN_M)
            for dy in (-REVERSE_WITHIN_M, 0, REVERSE_WITHIN_M)
        }
    )


def _distance_to(box: Box, x: float, y: float) -> float:
    """How far a point lies outside a rectangle; 0 inside it."""
    return math.hypot(max(box.x_from - x, 0, x - box.x_to), max(box.y_from - y, 0, y - box.y_to))
