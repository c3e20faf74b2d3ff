"""A curve through all places on which neighbours lie close together: steps along it are small numbers.

Longitude and latitude are counted in steps of a hundred-thousandth of a degree (about a metre), and their bits taken
in turns (G.M. Morton, 1966). Places in the order of that number need few bytes, and rows that follow each other lie
near each other.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

STEP_DEGREES = 1e-5
WEST, SOUTH = 3.0, 50.0
BITS = 20  # for each of the two: to 13.4 degrees east and 60.4 degrees north

# Each line halves the room between bits: after the last there is one empty place beside every bit.
_SPREAD = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)


def codes(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.uint64]:
    """(n,) numbers along the curve, of WGS84 degrees in the Netherlands: even bits from lon, odd bits from lat."""
    return _spread(_counted(lon, WEST)) | (_spread(_counted(lat, SOUTH)) << np.uint64(1))


def steps(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.uint64]:
    """(n,) from each place to the next; the places must be in the order of their codes."""
    return np.diff(codes(lon, lat), prepend=np.uint64(0))


def _counted(degrees: NDArray[np.float64], origin: float) -> NDArray[np.uint64]:
    return np.clip(np.rint((degrees - origin) / STEP_DEGREES), 0, 2**BITS - 1).astype(np.uint64)


def _spread(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    for shift, mask in _SPREAD:
        numbers = (numbers | (numbers << np.uint64(shift))) & np.uint64(mask)
    return numbers
