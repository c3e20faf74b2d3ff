"""The places of the map as few bytes as they go in: where first, what they are called when somebody looks.

`/api/punten.bin` holds, little-endian: the letters SKP1; the number of places (uint32); the number of pillars (uint8)
and three empty bytes; the version (8 bytes); then planes of one byte per place. Five planes, the highest first, are the
steps from each place to the next along the curve of `morton.py`; the others hold two bits per pillar, four pillars a
plane: 0 no, 1 unknown, 2 yes. A byte of one kind stands beside its like, so that Brotli and gzip find what repeats.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.web import morton
from sociale_kaart.web.placeindex import PlaceIndex

MAGIC = b"SKP1"
_HEADER = struct.Struct("<4sIB3x8s")
_STEP_BYTES = 5  # morton.BITS twice is 40 bits
_PILLARS_A_PLANE = 4
_NO, _UNKNOWN, _YES = 0, 1, 2


class MapPoints:
    """Every place with a point, by row: the order of `PlaceIndex.placed`, which all of the map's documents share."""

    def __init__(self, data: MapData, index: PlaceIndex) -> None:
        self._index = index
        self._placed = index.placed
        self.row_of = {index.locations[place].id: row for row, place in enumerate(index.placed.tolist())}
        matches = [data.match_of(one) for one in self.row_of]
        self.lon = np.array([match.lon or 0.0 for match in matches], dtype=float)
        self.lat = np.array([match.lat or 0.0 for match in matches], dtype=float)
        order = "\n".join(self.row_of).encode()
        # Of the content and of the order: another version of this program may put the same places in other rows.
        self._digest = hashlib.sha256(MAGIC + data.content_hash.encode() + order).digest()[:8]

    def __len__(self) -> int:
        return len(self._placed)

    @property
    def version(self) -> str:
        """What tells these rows from those of another build, as hexadecimal digits."""
        return self._digest.hex()

    def packed(self) -> bytes:
        """The bytes of /api/punten.bin."""
        header = _HEADER.pack(MAGIC, len(self), len(self._index.pillars), self._digest)
        planes = [*_planes(morton.steps(self.lon, self.lat)), *self._pillar_planes()]
        return header + b"".join(plane.tobytes() for plane in planes)

    def names(self, rows: Sequence[int]) -> dict[str, list[Any]]:
        """Columns of equal length of some rows: row, id, name, address."""
        there = [self._index.locations[self._placed[row]] for row in rows]
        return {
            "row": list(rows),
            "id": [one.id for one in there],
            "name": [self._index.name(one) for one in there],
            "address": [self._index.whereabouts(one) for one in there],
        }

    def _pillar_planes(self) -> list[NDArray[np.uint8]]:
        yes, unknown = self._index.yes[self._placed], self._index.unknown[self._placed]
        said = np.where(yes, _YES, np.where(unknown, _UNKNOWN, _NO)).astype(np.uint8)
        planes = [np.zeros(len(self), np.uint8) for _ in range(-(-said.shape[1] // _PILLARS_A_PLANE))]
        for pillar, column in enumerate(said.T):
            planes[pillar // _PILLARS_A_PLANE] |= column << np.uint8(2 * (pillar % _PILLARS_A_PLANE))
        return planes


def _planes(steps: NDArray[np.uint64]) -> list[NDArray[np.uint8]]:
    """(n,) numbers as planes of one byte each, the highest byte first."""
    columns = steps.astype("<u8").view(np.uint8).reshape(-1, 8)
    return [np.ascontiguousarray(columns[:, byte]) for byte in reversed(range(_STEP_BYTES))]
