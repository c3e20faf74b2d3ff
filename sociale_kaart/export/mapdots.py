"""Places as dots on a drawn map: light in bytes, and of very many those within one dot's width as one larger dot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

# How wide a dot is that stands for so many places or more, in units of the drawing. Their surfaces tell about as much.
MERGED: Final = ((1, 5.0), (2, 6.5), (4, 8.5), (10, 12.0))
_WITHIN = 6  # units: nearer to each other two of the smallest dots are no longer apart
_BAND = 20  # units: in bands so high, from left to right, steps from dot to dot are short


@dataclass(frozen=True, slots=True)
class Dots:
    """Places, in units of the drawing; hollow ones are in doubt.

    are_merged : whether those within one dot's width are drawn as one, larger the more there are; MERGED tells how
    """

    at: tuple[tuple[int, int], ...]
    size: float
    colour: str
    hollow: bool = False
    are_merged: bool = False

    def by_size(self) -> Iterator[tuple[float, list[tuple[int, int]]]]:
        """Where the dots of each size go, the largest first, so that a small one lies on top."""
        if not self.are_merged:
            yield self.size, [*self.at]
            return
        middles, counts = _merged(self.at)
        sizes = np.searchsorted([least for least, _ in MERGED], counts, side="right") - 1
        for number in reversed(range(len(MERGED))):
            there = [(x, y) for x, y in middles[sizes == number].tolist()]
            if there:
                yield MERGED[number][1], there


def _merged(points: tuple[tuple[int, int], ...]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(n, 2) middles of the places in each square, and (n,) how many they are."""
    places = np.array(points, dtype=np.int64).reshape(-1, 2)
    _squares, square_of, counts = np.unique(
        places // _WITHIN, axis=0, return_inverse=True, return_counts=True
    )
    sums = np.zeros((len(counts), 2))
    np.add.at(sums, square_of.ravel(), places)
    return np.rint(sums / counts[:, None]).astype(np.int64), counts


def _in_bands(point: tuple[int, int]) -> tuple[int, int, int]:
    x, y = point
    return y // _BAND, x, y


def steps_of(points: Iterable[tuple[int, int]]) -> str:
    """Path data of each point once, as a step from the one before it: to be drawn with round ends."""
    path, before = [], (0, 0)
    for x, y in sorted(set(points), key=_in_bands):
        path.append(f"m{x - before[0]} {y - before[1]}h0")
        before = (x, y)
    return "".join(path).replace(" -", "-")
