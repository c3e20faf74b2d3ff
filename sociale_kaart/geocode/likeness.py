"""Whether one street's name may be another one mistyped: judged by the slips of a hand, not by letters alone.

Two names can share nearly all their letters and be two streets all the same: 1e and 2e, Oost and West, laan and
straat. And a slip is not any difference: a letter doubled, left out, swapped with its neighbour, or spelled as it
sounds happens often; another first letter seldom.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

# A person makes one slip in a name, or two; three differences are another name.
MOST_SLIPS = 2.5

_SOUND_ALIKE = frozenset(
    frozenset(pair)
    for pair in (
        ("ij", "y"), ("ij", "ei"), ("ei", "y"), ("ch", "g"), ("ks", "x"), ("ae", "aa"), ("ph", "f"), ("th", "t"),
        ("ck", "k"), ("c", "k"), ("s", "z"), ("f", "v"), ("d", "t"), ("i", "ie"), ("u", "oe"), ("au", "ou"),
        ("i", "y"), ("y", "ij"), ("qu", "kw"), ("g", "h"),
    )
)  # fmt: skip
_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ENDINGS = (
    "straat", "laan", "weg", "plein", "pad", "hof", "dijk", "kade", "gracht", "singel", "steeg", "park", "dreef",
    "wal", "plantsoen", "markt", "ring", "baan", "brink", "oord", "hoek", "veld", "dwars", "haven", "bos",
)  # fmt: skip
# Of each of these groups a name can hold one or the other, and never by a slip.
_TELLING = (
    ("noord", "zuid", "oost", "west"),
    ("oude", "nieuwe"),
    ("grote", "kleine"),
    ("lange", "korte"),
    ("boven", "beneden"),
    ("hoge", "lage"),
    ("voor", "achter"),
    ("binnen", "buiten"),
)
_DIGITS = re.compile(r"\d+")


def likeness(typed: str, there: str) -> float:
    """How likely one normal form (street.normalise_street) is the other mistyped, from 0 (never) to 1 (the same).

    An order of our own, not a chance: what it is worth is measured, see docs/reference/confidence.md.
    """
    if typed == there:
        return 1.0
    telling, other = _telling(typed), _telling(there)
    if telling[0] != other[0] or any(a and b and a != b for a, b in zip(telling[1:], other[1:], strict=True)):
        return 0.0
    slips = slips_between(typed, there)
    if slips > MOST_SLIPS:
        return 0.0
    return max(0.0, 1 - slips / _weight(there))


def slips_between(typed: str, there: str) -> float:
    """How many slips of the hand make one name of the other; a common slip counts for less than one."""
    start = _common_start(typed, there)
    a, b = typed[start:], there[start:]
    end = _common_start(a[::-1], b[::-1])
    a, b = a[: len(a) - end], b[: len(b) - end]
    at_first = 0.5 if start == 0 else 0.0
    if not a or not b:
        return _left_out(a or b, there, start) + at_first
    if frozenset((a, b)) in _SOUND_ALIKE:
        return 0.5 + at_first
    if len(a) == 1 == len(b):
        return (0.8 if b in _neighbours().get(a, "") else 1.0) + at_first
    if len(a) == 2 and a == b[::-1]:
        return 0.7 + at_first
    return float(OSA.distance(a, b)) + at_first


def _left_out(letters: str, there: str, start: int) -> float:
    """Letters that one of the two has more: half a slip where it is one letter doubled."""
    beside = there[max(0, start - 1) : start + 2]
    return 0.5 if len(letters) == 1 and letters in beside else float(len(letters))


def _common_start(a: str, b: str) -> int:
    for i, (one, other) in enumerate(zip(a, b, strict=False)):
        if one != other:
            return i
    return min(len(a), len(b))


@lru_cache(maxsize=1)
def _neighbours() -> dict[str, str]:
    """Per letter the ones that lie beside it in its row of the keyboard."""
    return {letter: row[max(0, i - 1) : i + 2] for row in _KEYBOARD for i, letter in enumerate(row)}


@lru_cache(maxsize=65_536)
def _telling(norm: str) -> tuple[str, ...]:
    """What a slip cannot change: its numbers, its ending, and which of each telling pair it holds."""
    ending = next((ending for ending in _ENDINGS if norm.endswith(ending)), "")
    held = (",".join(word for word in group if word in norm) for group in _TELLING)
    return (",".join(_DIGITS.findall(norm)), ending, *held)


@lru_cache(maxsize=65_536)
def _weight(norm: str) -> float:
    """How many letters there are to tell it by: those of the ending, which so many streets share, count for half."""
    return len(norm) - len(_telling(norm)[1]) / 2
