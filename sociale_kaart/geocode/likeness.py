"""Whether one street's name may be another one mistyped: judged by the slips of a hand, not by letters alone.

Two names can share nearly all their letters and be two streets all the same: 1e and 2e, Oost and West, laan and
straat. And a slip is not any difference: a letter doubled, left out, swapped with its neighbour, or spelled as it
sounds happens often; another first letter seldom.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, Postfix, Prefix

from sociale_kaart.model import fold

# A person makes one slip in a name, or two; what differs more is another name.
MOST_SLIPS = 2.2
# What a common slip counts for, and what it costs above that to get the first letter wrong.
_SWAPPED, _NEXT_KEY, _DOUBLED, _AS_IT_SOUNDS, _AT_FIRST = 0.7, 0.8, 0.5, 0.5, 0.5

# Spellings of one sound, longest first; the second is what both are brought to. Double letters sound as one.
_SOUNDS = (
    ("sch", "sg"), ("ch", "g"), ("ij", "y"), ("ei", "y"), ("ou", "au"), ("ck", "k"), ("ks", "x"), ("kx", "x"),
    ("qu", "kw"), ("ph", "f"), ("th", "t"), ("ae", "a"), ("dt", "t"), ("c", "k"), ("z", "s"), ("v", "f"), ("d", "t"),
    ("ie", "i"), ("oe", "u"), ("y", "i"),
)  # fmt: skip
_TWICE = re.compile(r"(.)\1+")
_RESEMBLING = 65.0
_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ENDINGS = (
    "straat", "laan", "weg", "plein", "pad", "hof", "dijk", "kade", "gracht", "singel", "steeg", "park", "dreef",
    "wal", "plantsoen", "markt", "ring", "baan", "brink", "oord", "hoek", "veld", "dwars", "haven", "bos",
)  # fmt: skip
# Of each of these groups a name can hold one or the other, and never by a slip.
_TELLING = tuple(
    map(
        frozenset,
        (
            ("noord", "zuid", "oost", "west"),
            ("oude", "nieuwe"),
            ("grote", "kleine"),
            ("lange", "korte"),
            ("boven", "beneden"),
            ("hoge", "lage"),
            ("voor", "achter"),
            ("binnen", "buiten"),
        ),
    )
)
_TOLD = re.compile(rf"(?=({'|'.join(word for group in _TELLING for word in sorted(group))}))")
_NOTHING: frozenset[str] = frozenset()
_SHORT = 3
# Letters that one slip changes: one goes, another comes.
_OF_ONE_SLIP = 2
_WORD = re.compile(r"[^\W_]+\.?")
_DIGITS = re.compile(r"\d+")


def likeness(typed: str, there: str) -> float:
    """How likely one normal form (street.normalise_street) is the other mistyped, from 0 (never) to 1 (the same).

    An order of our own, not a chance: what it is worth is measured, see docs/reference/confidence.md.
    """
    if typed == there:
        return 1.0
    if not typed or not there:
        return 0.0
    slips = slips_between(typed, there)
    if slips > MOST_SLIPS or _tells_apart(typed, there):
        return 0.0
    return max(0.0, 1 - slips / _weight(there))


def letters(norms: Sequence[str]) -> NDArray[np.uint32]:
    """Which letters each normal form holds, and which the sound of it: two rows of bits, for may_be_alike."""
    sounds = _spelled_as_heard("\n".join(norms)).split("\n")
    return np.array([[_bits(name) for name in names] for names in (norms, sounds)], dtype=np.uint32)


def may_be_alike(typed: str, there: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Of names by their letters, those that `likeness` may give more than 0, or `abbreviates` may call the whole of it.

    A slip changes two letters at most: one goes, another comes. Two slips change four; and of names that sound alike
    but for one slip, two of the sound. What is cut short has no letter that the whole has not. Everything else is
    passed over a hundred times faster than it is compared.
    """
    spelled, heard = _bits(typed), _bits(_sound(typed))
    few: NDArray[np.bool_] = np.bitwise_count(there[0] ^ spelled) <= _OF_ONE_SLIP * int(MOST_SLIPS)
    few |= np.bitwise_count(there[1] ^ heard) <= _OF_ONE_SLIP
    few |= ~there[0] & spelled == 0
    return few


def slips_between(typed: str, there: str) -> float:
    """How many slips of the hand make one name of the other; a common slip counts for less than one."""
    if typed == there:
        return 0.0
    start = Prefix.similarity(typed, there)
    a, b = typed[start:], there[start:]
    end = Postfix.similarity(a, b)
    a, b = a[: len(a) - end], b[: len(b) - end]
    at_first = _AT_FIRST if start == 0 else 0.0
    if len(a) < 2 and len(b) < 2:
        return _one_letter(a, b, there[max(0, start - 1) : start + 2]) + at_first
    if len(a) == 2 and a == b[::-1]:
        return _SWAPPED + at_first
    slips = float(OSA.distance(a, b))
    heard = OSA.distance(_sound(typed), _sound(there))
    return (min(slips, _AS_IT_SOUNDS + heard) if heard < 2 else slips) + at_first


def _one_letter(a: str, b: str, beside: str) -> float:
    """One letter another, or one more or less: half a slip where it is one doubled, or spelled as it sounds."""
    if a and b:
        if _sound(a) == _sound(b):
            return _AS_IT_SOUNDS
        return _NEXT_KEY if b in _neighbours().get(a, "") else 1.0
    return _DOUBLED if (a or b) in beside else 1.0


def _bits(norm: str) -> int:
    """A bit for each letter in it; that a few signs share one only lets more through."""
    bits = 0
    for letter in norm:
        bits |= 1 << (ord(letter) & 31)
    return bits


@lru_cache(maxsize=65_536)
def _sound(norm: str) -> str:
    return _spelled_as_heard(norm)


def _spelled_as_heard(text: str) -> str:
    for spelled, heard in _SOUNDS:
        text = text.replace(spelled, heard)
    return _TWICE.sub(r"\1", text)


@lru_cache(maxsize=1)
def _neighbours() -> dict[str, str]:
    """Per letter the ones that lie beside it in its row of the keyboard."""
    return {letter: row[max(0, i - 1) : i + 2] for row in _KEYBOARD for i, letter in enumerate(row)}


def _tells_apart(typed: str, there: str) -> bool:
    """Whether the names differ in what no slip changes: their digits, their ending, or one of a telling group."""
    if _DIGITS.findall(typed) != _DIGITS.findall(there):
        return True
    return _differ(_ending(typed), _ending(there)) or _hold_others(_held(typed), _held(there))


@lru_cache(maxsize=65_536)
def _ending(norm: str) -> frozenset[str]:
    return frozenset(filter(norm.endswith, _ENDINGS)) if norm.endswith(_ENDINGS) else _NOTHING


@lru_cache(maxsize=65_536)
def _held(norm: str) -> frozenset[str]:
    """Every word of a telling group in a name, also where two share letters."""
    return frozenset(_TOLD.findall(norm))


def _hold_others(a: frozenset[str], b: frozenset[str]) -> bool:
    return a != b and any(_differ(a & group, b & group) for group in _TELLING)


def _differ(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a) and bool(b) and a.isdisjoint(b)


def abbreviates(typed: str, there: str) -> bool:
    """Whether a street is typed with words cut short: `Gr. Markt` for Grote Markt, `Nw. Kerkhof` for Nieuwe Kerkhof."""
    words, whole = _WORD.findall(fold(typed)), _WORD.findall(fold(there))
    if len(words) != len(whole) or words == whole:
        return False
    return all(map(_cut_short, words, whole))


def _cut_short(word: str, whole: str) -> bool:
    """Whether a word is the whole one, or short for it: its first letter and others of it, in their order."""
    letters = word.rstrip(".")
    if letters == whole:
        return True
    if letters[:1] != whole[:1] or not (word.endswith(".") or len(letters) <= _SHORT):
        return False
    left = iter(whole)
    return all(letter in left for letter in letters)


def resembles(typed: str, there: str) -> bool:
    """Whether two names may stand for one street where all else says that they do: more than half is the same."""
    return fuzz.ratio(typed, there) >= _RESEMBLING or (len(typed) > 3 and (typed in there or there in typed))


@lru_cache(maxsize=65_536)
def _weight(norm: str) -> float:
    """How many letters there are to tell it by: those of the ending, which so many streets share, count for half."""
    return len(norm) - max(map(len, _ending(norm)), default=0) / 2
