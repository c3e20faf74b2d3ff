"""QR codes as segno makes them, with its choice of mask reckoned on arrays: that choice is four fifths of the work."""

from __future__ import annotations

from functools import cache

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
_RUN, _FOR_RUN, _FOR_BLOCK, _FOR_FINDER, _FOR_BALANCE = 5, 3, 3, 40, 10


def qr_svg(address: str) -> str:
    """A QR code of an address as SVG, with the white margin that a phone needs."""
    code = segno.make(address, error="m", micro=False, mask=0)
    mask, data = _best_mask(code)
    is_data, _later = _regions(int(code.version))
    return _drawn(np.where(is_data, data, _around_data(int(code.version), str(code.error), mask)))


def _best_mask(code: segno.QRCode) -> tuple[int, Modules]:
    """The mask with the least penalty (ISO/IEC 18004:2015, 7.8.3) of a code made with mask 0; and its modules so."""
    is_data, later = _regions(int(code.version))
    masks = _masks(len(is_data)) & is_data
    plain = _modules(code) ^ masks[0]
    plain[later] = 0
    masked = plain ^ masks
    best = int(np.argmin([_penalty(one) for one in masked]))
    return best, masked[best]


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
    steps = np.diff(np.pad(modules, ((0, 0), (1, 1))).astype(np.int8), axis=1)
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


def _penalty(modules: Modules) -> int:
    lines = np.concatenate([modules, modules.T])
    same = (modules[1:, 1:] == modules[:-1, 1:]) & (modules[1:, 1:] == modules[1:, :-1])
    blocks = int((same & (modules[1:, 1:] == modules[:-1, :-1])).sum())
    unbalance = int(abs(float(modules.sum()) / modules.size * 100 - 50) / 5)
    finders = sum(_finder_likes(line.tobytes()) for line in lines)
    return _runs(lines) + _FOR_BLOCK * blocks + _FOR_FINDER * finders + _FOR_BALANCE * unbalance


def _runs(lines: Modules) -> int:
    """For each run of five and more of one colour three, and one for each more."""
    ends = np.ones((len(lines), lines.shape[1] + 1), dtype=np.bool_)
    ends[:, 1:-1] = lines[:, 1:] != lines[:, :-1]
    at = np.flatnonzero(ends)
    lengths = np.diff(at)
    # Between the last end of a line and the first of the next lies one, which is no run.
    return int((lengths[lengths >= _RUN] - _RUN + _FOR_RUN).sum())


def _finder_likes(line: bytes) -> int:
    """How often a line has what looks like a finder pattern, with light or an edge beside it."""
    found, at = 0, line.find(_FINDER_LIKE)
    while at >= 0:
        end = at + len(_FINDER_LIKE)
        is_at_edge = at == 0 or end == len(line)
        counts = is_at_edge or 1 not in line[max(at - _LIGHT_AROUND, 0) : at]
        counts = counts or 1 not in line[end : end + _LIGHT_AROUND]
        found += counts
        at = line.find(_FINDER_LIKE, end if counts else at + _LIGHT_AROUND)
    return found
