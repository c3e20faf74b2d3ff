"""Places in an order in which neighbours follow each other, so that what is told of one tells much of the next."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_CELL_M = 20.0
_BITS = 15  # so many halvings of 655 kilometres


def along_a_curve(x_rd: NDArray[np.float64], y_rd: NDArray[np.float64]) -> NDArray[np.int64]:
    """How far along Hilbert's curve each place (n,) lies, in squares of twenty metres; metres, RD New.

    Source: D. Hilbert, Ueber die stetige Abbildung einer Linie auf ein Flaechenstueck (1891); the usual turning of a
    square at each of its halvings.
    """
    most = (1 << _BITS) - 1
    x, y = (np.clip(one // _CELL_M, 0, most).astype(np.int64) for one in (x_rd, y_rd))
    along = np.zeros(len(x), dtype=np.int64)
    for bit in range(_BITS - 1, -1, -1):
        side = 1 << bit
        right, up = (x & side) > 0, (y & side) > 0
        along += side * side * ((3 * right) ^ up)
        flipped = ~up & right
        x, y = np.where(flipped, most - x, x), np.where(flipped, most - y, y)
        x, y = np.where(~up, y, x), np.where(~up, x, y)
    return along
