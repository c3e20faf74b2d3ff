"""A slice as bytes, to be laid on a shelf (shelf.py) by one process and read by others: arrays, and no Python."""

from __future__ import annotations

import io
from typing import Any

import numpy as np

from sociale_kaart.web.dekking.slices import Slice

_KINDS, _AT_MOST = "_kinds", "_at_most"


def slice_to_bytes(made: Slice) -> bytes:
    """All that a slice holds."""
    content = io.BytesIO()
    arrays: dict[str, Any] = {**made.values, _KINDS: made.kinds, _AT_MOST: made.at_most}
    np.savez_compressed(content, allow_pickle=False, **arrays)
    return content.getvalue()


def slice_of_bytes(content: bytes) -> Slice:
    """The same slice."""
    with np.load(io.BytesIO(content), allow_pickle=False) as found:
        arrays = {name: found[name] for name in found.files}
    return Slice(kinds=arrays.pop(_KINDS), at_most=arrays.pop(_AT_MOST), values=arrays)
