"""Codes of places, short enough to type over from paper, that stay as they are as long as a place keeps its id.

A code is the beginning of a hash of the id. Where two places begin alike, each gets as many signs as tell them apart;
the shorter code that was printed before stands for both. So no build changes what is on paper.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable
from itertools import takewhile

# No vowels, so no words; and of signs that look alike, such as 0 and o, none.
SIGNS = "23456789bcdfghjkmnpqrstvwxyz"
SHORTEST = 6  # half a billion codes: on a map of a province no two are alike
LONGEST = 16


def whole_code(plek_id: str) -> str:
    """The code of an id, in full."""
    number = int.from_bytes(hashlib.sha256(plek_id.encode()).digest())
    signs = []
    for _ in range(LONGEST):
        number, sign = divmod(number, len(SIGNS))
        signs.append(SIGNS[sign])
    return "".join(signs)


class ShortLinks:
    """The codes of a map's places; made once, read by any number of threads."""

    def __init__(self, plek_ids: Iterable[str]) -> None:
        ordered = sorted((whole_code(plek_id), plek_id) for plek_id in plek_ids)
        self._whole = [code for code, _ in ordered]
        self._ids = [plek_id for _, plek_id in ordered]
        self._codes = {plek_id: self._shortest(row) for row, plek_id in enumerate(self._ids)}

    def code(self, plek_id: str) -> str:
        """As few signs as tell a place from the others, and SHORTEST at least. Raises KeyError for no place."""
        return self._codes[plek_id]

    def find(self, code: str) -> tuple[str, ...]:
        """Ids of the places whose code begins so; none for fewer than SHORTEST signs."""
        if len(code) < SHORTEST:
            return ()
        first = last = bisect_left(self._whole, code)
        while last < len(self._whole) and self._whole[last].startswith(code):
            last += 1
        return tuple(self._ids[first:last])

    def _shortest(self, row: int) -> str:
        beside = [self._whole[at] for at in (row - 1, row + 1) if 0 <= at < len(self._whole)]
        alike = max((_alike(self._whole[row], other) for other in beside), default=0)
        return self._whole[row][: max(SHORTEST, alike + 1)]


def _alike(one: str, other: str) -> int:
    """How many signs two codes begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=True)))
