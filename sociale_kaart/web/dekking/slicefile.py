"""The views of a moment as bytes, to be laid on a shelf (shelf.py) by one process and read by others: no Python."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.coverage.shown.figures import Slice

# By key of `choices.GROUPS` and kilometres.
Views = Mapping[tuple[str, int], Slice]
_KINDS, _AT_MOST = "_kinds", "_at_most"


def views_to_bytes(views: Views) -> bytes:
    """All that the slices hold; what several share is laid down once."""
    arrays: list[NDArray[np.generic]] = []
    number_of: dict[int, int] = {}

    def number(array: NDArray[np.generic]) -> int:
        if id(array) not in number_of:
            number_of[id(array)] = len(arrays)
            arrays.append(array)
        return number_of[id(array)]

    index = [
        [group, km, {name: number(one) for name, one in _arrays(its).items()}]
        for (group, km), its in views.items()
    ]
    content = io.BytesIO()
    np.savez_compressed(content, np.array(json.dumps(index)), *arrays, allow_pickle=False)
    return content.getvalue()


def views_of_bytes(content: bytes) -> Views:
    """The same views."""
    with np.load(io.BytesIO(content), allow_pickle=False) as found:
        index, *arrays = (found[f"arr_{number}"] for number in range(len(found.files)))
    return {
        (group, km): _slice({name: arrays[number] for name, number in numbers.items()})
        for group, km, numbers in json.loads(str(index))
    }


def _arrays(its: Slice) -> dict[str, NDArray[np.generic]]:
    return {**its.values, _KINDS: its.kinds, _AT_MOST: its.at_most}


def _slice(arrays: dict[str, NDArray[np.generic]]) -> Slice:
    kinds, at_most = arrays.pop(_KINDS), arrays.pop(_AT_MOST)
    return Slice(
        kinds=kinds.astype(np.int8, copy=False),
        values={name: one.astype(np.float64, copy=False) for name, one in arrays.items()},
        at_most=at_most.astype(np.bool_, copy=False),
    )
