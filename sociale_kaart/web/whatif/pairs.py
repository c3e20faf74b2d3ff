"""Which places of a map lie near which people, so that the next place is found without measuring again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sociale_kaart.web.whatif.ground import Floats, Rows
from sociale_kaart.web.whatif.placerows import PlaceRows

if TYPE_CHECKING:
    from sociale_kaart.coverage.points import Points


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Which places (rows) lie within a limit of each point: those of point i are row[start[i]:start[i + 1]]."""

    start: Rows
    row: Rows

    def totals(self, weights: Floats, rows: int) -> Floats:
        """Sum (rows,) per place of the weights (points,) of the points near it; points of no weight cost nothing."""
        some = np.flatnonzero(weights)
        size = self.start[some + 1] - self.start[some]
        at = np.arange(size.sum()) + np.repeat(self.start[some] - (np.cumsum(size) - size), size)
        return np.bincount(self.row[at], weights=np.repeat(weights[some], size), minlength=rows).astype(
            np.float64
        )


def pairs_of(points: Points, told: Rows, places: PlaceRows, limit_m: float) -> Pairs:
    """Places and those of the points that the map tells of (told) within metres of each other; needs scipy."""
    from sociale_kaart.coverage.measures.nearest import pairs_within

    placed = np.flatnonzero(np.isfinite(places.x_rd))
    at = np.column_stack((places.x_rd, places.y_rd))
    found = list(pairs_within(points.xy_rd[told], at[placed], limit_m))
    point, row = (
        np.concatenate([np.empty(0, dtype=np.intp), *(one[part] for one in found)]) for part in (0, 1)
    )
    point, row = told[point], placed[row]
    order = np.argsort(point, kind="stable")
    return Pairs(np.searchsorted(point[order], np.arange(len(points) + 1)), row[order])
