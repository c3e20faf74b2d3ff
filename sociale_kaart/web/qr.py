"""QR codes as segno makes them, reckoned on arrays: of thousands of sheets they would be half of the work."""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np
import segno
from numpy.typing import NDArray
from segno import consts

Modules = NDArray[np.uint8]

_FINDER_LIKE = bytes((1, 0, 1, 1, 1, 0, 1))
_DATA = (consts.TYPE_DATA_DARK, consts.TYPE_DATA_LIGHT)
# What is filled in when the mask is known, and counts as light until then.
_LATER = (
    consts.TYPE_FORMAT_DARK,
    consts.TYPE_FORMAT_LIGHT,
    consts.TYPE_VERSION_DARK,
    consts.TYPE_VERSION_LIGHT,
    consts.TYPE_DARKMODULE,
)
_LIGHT_AROUND, _MARGIN = 4, 4  # modules
_EDGE = 2
_USUAL = ord("a")
_MOST_BITS = 1_000  # a kilobyte each
_RUN, _FOR_RUN, _FOR_BLOCK, _FOR_FINDER, _FOR_BALANCE = 5, 3, 3, 40, 10


def qr_svg(address: str) -> str:
    """A QR code of an address as SVG, with the white margin that a phone needs."""
    content = address.encode()
    begin = content.rfind(b"/") + 1
    version, error, _ = _like(content[:begin], len(content) - begin)
    mask, data = _best_mask(version, _plain(content[:begin], content[begin:]))
    is_data, _later = _regions(version)
    return _drawn(np.where(is_data, data, _around_data(version, error, mask)))


def _best_mask(version: int, plain: Modules) -> tuple[int, Modules]:
    """The mask with the least penalty (ISO/IEC 18004:2015, 7.8.3) of the modules of a code; and its modules so."""
    is_data, later = _regions(version)
    unmasked = plain.copy()
    unmasked[later] = 0
    masked = unmasked ^ (_masks(len(is_data)) & is_data)
    best = int(np.argmin(_penalties(masked)))
    return best, masked[best]


def _plain(begin: bytes, code: bytes) -> Modules:
    """The modules of a content before any mask.

    Each is a sum without carry of some bits of what is coded, with its corrections: so what two contents of one length
    differ in, their modules differ in, bit by bit.
    """
    found = _like(begin, len(code))[2].copy()
    for at, byte in enumerate(code):
        differs = byte ^ _USUAL
        while differs:
            bit = differs & -differs
            found ^= _of_bit(begin, len(code), at, bit)
            differs ^= bit
    return found


@lru_cache(_MOST_BITS)
def _of_bit(begin: bytes, length: int, at: int, bit: int) -> Modules:
    """What one bit of a code changes."""
    code = bytearray([_USUAL] * length)
    code[at] ^= bit
    return _unmasked(_made(begin + code)) ^ _like(begin, length)[2]


@lru_cache(_MOST_BITS)
def _like(begin: bytes, length: int) -> tuple[int, str, Modules]:
    """Version and level of the codes of contents that begin so and are so much longer, and the modules of one."""
    code = _made(begin + bytes([_USUAL] * length))
    return int(code.version), str(code.error), _unmasked(code)


def _made(content: bytes) -> segno.QRCode:
    return segno.make(content, error="m", micro=False, mask=0, mode="byte")


def _unmasked(code: segno.QRCode) -> Modules:
    is_data, _ = _regions(int(code.version))
    found: Modules = _modules(code) ^ (_masks(len(is_data))[0] & is_data)
    return found


@cache
def _regions(version: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Of the codes of a version (n, n): which modules are data, and which are filled in after the mask."""
    some = segno.make("0", version=version, micro=False, mask=0)
    kinds = np.array([list(row) for row in some.matrix_iter(border=0, verbose=True)])
    is_data, later = np.isin(kinds, _DATA), np.isin(kinds, _LATER)
    # Segno calls this one format, and yet has data there.
    is_data[8, -9], later[8, -9] = True, False
    return is_data, later


@cache
def _around_data(version: int, error: str, mask: int) -> Modules:
    """What stands around the data: the same for whatever address."""
    return _modules(segno.make("0", version=version, error=error, boost_error=False, micro=False, mask=mask))


def _modules(code: segno.QRCode) -> Modules:
    return np.array([*map(list, code.matrix)], dtype=np.uint8)


def _drawn(modules: Modules) -> str:
    """The dark runs of each line as one path, as segno writes it."""
    edged = np.zeros((len(modules), len(modules) + 2), dtype=np.int8)
    edged[:, 1:-1] = modules
    steps = edged[:, 1:] - edged[:, :-1]
    rows, starts = np.nonzero(steps == 1)
    lengths = np.nonzero(steps == -1)[1] - starts
    right = np.diff(starts, prepend=0) - np.append(0, lengths[:-1])
    down = np.diff(rows, prepend=0)
    runs = zip(right.tolist(), down.tolist(), lengths.tolist(), strict=True)
    first, *rest = runs
    size = len(modules) + 2 * _MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/>'
        f'<path stroke="#000" d="M{_MARGIN + first[0]} {_MARGIN}.5h{first[2]}'
        f'{"".join(f"m{dx} {dy}h{length}" for dx, dy, length in rest)}"/></svg>'
    )


@cache
def _masks(size: int) -> Modules:
    """The eight masks (8, size, size), by their numbers (ISO/IEC 18004:2015, table 10)."""
    i, j = np.indices((size, size))
    both = i * j
    zero = (
        (i + j) % 2,
        i % 2,
        j % 3,
        (i + j) % 3,
        (i // 2 + j // 3) % 2,
        both % 2 + both % 3,
        (both % 2 + both % 3) % 2,
        ((i + j) % 2 + both % 3) % 2,
    )
    return np.array([one == 0 for one in zero], dtype=np.uint8)


def _penalties(masked: Modules) -> NDArray[np.int64]:
    """Of codes (n, size, size) the penalty of each."""
    size = masked.shape[-1]
    lines = np.concatenate([masked, masked.transpose(0, 2, 1)], axis=1)
    corner, above, left = masked[:, 1:, 1:], masked[:, :-1, 1:], masked[:, 1:, :-1]
    blocks = ((corner == above) & (corner == left) & (corner == masked[:, :-1, :-1])).sum((1, 2))
    unbalance = (np.abs(masked.sum((1, 2), dtype=np.int64) / size**2 * 100 - 50) / 5).astype(np.int64)
    finders = np.array([_finder_likes(one) for one in lines])
    found: NDArray[np.int64] = (
        _runs(lines) + _FOR_BLOCK * blocks + _FOR_FINDER * finders + _FOR_BALANCE * unbalance
    )
    return found


def _runs(lines: Modules) -> NDArray[np.int64]:
    """Per code: for each run of five and more of one colour three, and one for each more."""
    count, number, size = lines.shape
    ends = np.ones((count, number, size + 1), dtype=np.bool_)
    ends[:, :, 1:-1] = lines[:, :, 1:] != lines[:, :, :-1]
    at = np.flatnonzero(ends)
    # Between the last end of a line and the first of the next lies one, which is no run.
    lengths = np.diff(at)
    is_long = lengths >= _RUN
    code = at[:-1][is_long] // (number * (size + 1))
    return np.bincount(code, lengths[is_long] - _RUN + _FOR_RUN, count).astype(np.int64)


def _finder_likes(lines: Modules) -> int:
    """How often lines (n, size) have what looks like a finder pattern, with light or an edge beside it."""
    number, size = lines.shape
    # An edge is neither dark nor part of the pattern.
    edged = np.full((number, size + 2 * _LIGHT_AROUND), _EDGE, dtype=np.uint8)
    edged[:, _LIGHT_AROUND:-_LIGHT_AROUND] = lines
    line = edged.tobytes()
    found, at = 0, line.find(_FINDER_LIKE)
    while at >= 0:
        end = at + len(_FINDER_LIKE)
        counts = 1 not in line[at - _LIGHT_AROUND : at] or 1 not in line[end : end + _LIGHT_AROUND]
        found += counts
        at = line.find(_FINDER_LIKE, end if counts else at + _LIGHT_AROUND)
    return found
