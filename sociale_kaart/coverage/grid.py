"""What every inhabited square would gain as the next place, all of them at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.fft import irfft2, next_fast_len, rfft2

from sociale_kaart.coverage.measures.areas import Ints
from sociale_kaart.coverage.points import Floats

SQUARE_M = 100.0  # the squares that CBS counts inhabitants of


@dataclass(frozen=True, slots=True, eq=False)
class Squares:
    """Points that are the middles of squares: where each one lies, counted in squares from the south-west.

    column, row : (n,) whole numbers from 0. width, height : in squares. square_m : metres
    """

    column: Ints
    row: Ints
    width: int
    height: int
    square_m: float


def squares(points_rd: Floats, square_m: float = SQUARE_M) -> Squares | None:
    """The squares of which these points (n, 2) are the middles; None where they do not lie on one grid."""
    if not len(points_rd):
        return None
    corner = points_rd.min(axis=0)
    steps = (points_rd - corner) / square_m
    whole = np.rint(steps)
    if not np.array_equal(steps, whole):
        return None
    column, row = whole.astype(np.intp).T
    return Squares(column, row, int(column.max()) + 1, int(row.max()) + 1, square_m)


def gains(on: Squares, persons: Floats, limit_m: float) -> Floats:
    """Persons (n,) whom a place in the middle of each square would reach, by fast Fourier transform.

    Parameters
    ----------
    persons : (n,) persons not reached yet; NaN (suppressed) counts for nobody
    limit_m : metres from middle to middle, in a straight line, inclusive

    Exact where all persons are whole numbers: what the transform leaves behind the point is rounded off. Otherwise to
    some 1e-12 of the greatest.
    """
    counted = np.where(np.isfinite(persons), persons, 0.0)
    found = _around(on, counted, limit_m / on.square_m)
    whole = np.array_equal(counted, np.rint(counted))
    return np.rint(found) if whole else np.maximum(found, 0.0)


def best_squares(on: Squares, persons: Floats, limit_m: float, n: int) -> Iterator[tuple[int, float]]:
    """At most n squares one after another, each with the persons that it newly reaches.

    Each is the square that gains most (the first of equals); after it only what lies within twice the limit changes.
    Ends where nobody is left to gain. See `gains`.
    """
    left = np.where(np.isfinite(persons), persons, 0.0)
    gain = gains(on, left, limit_m)
    reach = limit_m / on.square_m
    for _ in range(n):
        # Fractions of persons leave dust in the transform: those that may be the best are added up.
        best = np.flatnonzero(gain >= gain.max() - 1e-9 * max(1.0, float(gain.max())))
        reached = [_within(on, int(one), reach) for one in best]
        sums = [float(left[them].sum()) for them in reached]
        at = int(np.argmax(sums))
        if sums[at] <= 0:
            return
        yield int(best[at]), sums[at]
        newly = np.zeros(len(left))
        newly[reached[at]] = left[reached[at]]
        near = _within(on, int(best[at]), 2 * reach)
        part = Squares(
            on.column[near] - on.column[near].min(),
            on.row[near] - on.row[near].min(),
            int(np.ptp(on.column[near])) + 1,
            int(np.ptp(on.row[near])) + 1,
            on.square_m,
        )
        gain[near] -= gains(part, newly[near], limit_m)
        left[reached[at]] = 0.0


def _within(on: Squares, of: int, reach: float) -> Ints:
    apart = (on.column - on.column[of]) ** 2 + (on.row - on.row[of]) ** 2
    return np.flatnonzero(apart <= reach * reach)


def _around(on: Squares, values: Floats, reach: float) -> Floats:
    """Of every square the sum of the values (n,) at most `reach` squares off: tile by tile, with what lies around it.

    Tiles of some ten times the reach fit a processor's cache, and those where nobody lives are left out.
    """
    longest = max(on.height, on.width)
    edge = min(int(reach), longest - 1)
    side = next_fast_len(min(max(8 * edge, 64), longest) + 2 * edge, real=True)
    inner = side - 2 * edge
    across = -(-on.width // inner)
    picture = np.zeros((-(-on.height // inner) * inner + 2 * edge, across * inner + 2 * edge))
    picture[on.row + edge, on.column + edge] = values
    disc = rfft2(_disc(edge, reach, side))
    found = np.empty(len(values))
    for squares_of_tile in _alike(on.row // inner * across + on.column // inner):
        row, column = on.row[squares_of_tile], on.column[squares_of_tile]
        top, left = row[0] // inner * inner, column[0] // inner * inner
        sums = irfft2(rfft2(picture[top : top + side, left : left + side]) * disc, s=(side, side))
        found[squares_of_tile] = sums[row - top + edge, column - left + edge]
    return found


def _disc(edge: int, reach: float, side: int) -> Floats:
    """Ones for every square whose middle is within reach of that of the first; what lies before it is at the end."""
    disc = np.zeros((side, side))
    steps = np.arange(-edge, edge + 1)
    disc[steps[:, None], steps] = steps[:, None] ** 2 + steps**2 <= reach * reach
    return disc


def _alike(labels: Ints) -> list[Ints]:
    order = np.argsort(labels, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)
