"""Dutch addresses for addok, as addok-france is for French ones; imported by addok, in its own environment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

_POSTCODE = re.compile(r"(?<!\w)([1-9]\d{3})\s?([a-z]{2})(?!\w)", re.IGNORECASE)
# A number with what hangs on it: 12, 12a, 12 a, 12 bis, 12a 2 (addok has taken the hyphens and commas out before);
# never the start of a text or of a postcode, and the s of 's-Gravenhage is no letter of a house.
_HOUSE_NUMBER = re.compile(
    r"(?<=\s)(\d{1,5})"
    r"(?:\s?(?![st] [a-z])([a-z])(?![a-z]))?"
    r"(?:\s(\d{1,4}|bs[a-z]?\d*|h|hs|bis)(?!\w)|(?<=[a-z])(\d{1,4})(?!\w))?(?!\w)",
    re.IGNORECASE,
)
_FLAG = "huisnr"
# The abbreviations that are words of their own; those inside a word (Kerkstr.) no synonym of addok's can reach.
_SPELLED_OUT = {
    "burg": "burgemeester",
    "dr": "dokter",
    "ds": "dominee",
    "gen": "generaal",
    "jhr": "jonkheer",
    "kon": "koning",
    "mr": "meester",
    "past": "pastoor",
    "pr": "prins",
    "prof": "professor",
    "st": "sint",
    "weth": "wethouder",
}


def glue_postcode(texts: Iterable[str]) -> Iterator[str]:
    """`1234 AB` as the one word that it is in the index."""
    for text in texts:
        yield _POSTCODE.sub(r"\1\2", text)


def glue_housenumber(texts: Iterable[str]) -> Iterator[str]:
    """The last number that is no postcode, with its letter and suffix, as one flagged word."""
    for text in texts:
        found = list(_HOUSE_NUMBER.finditer(text))
        if found:
            digits, letter, *suffixes = (part or "" for part in found[-1].groups())
            number = token(digits, letter, "".join(suffixes))
            text = f"{text[: found[-1].start()]} {_FLAG}{number} {text[found[-1].end() :]}"
        yield text


def token(number: int | str, letter: str, suffix: str) -> str:
    """A house number as one word, in which 1-2 is not 12 and the letter is not the suffix."""
    return f"{number}{letter}{'zz' if suffix else ''}{suffix}".lower()


def flag_housenumber(tokens: Iterable[Any]) -> Iterator[Any]:
    """Tell addok which word is the house number: those are not in its index but in its documents."""
    for token in tokens:
        flagged = token.startswith(_FLAG) and token[len(_FLAG) :][:1].isdigit()
        yield token.update(token[len(_FLAG) :], kind="housenumber") if flagged else token


def spell_out(tokens: Iterable[Any]) -> Iterator[Any]:
    """Write titles in full, in the index and in what is asked."""
    for token in tokens:
        full = _SPELLED_OUT.get(token)
        yield token.update(full) if full else token


def make_labels(_helper: Any, result: Any) -> None:
    """What addok compares the question with: the address in the Dutch order, whole and in the parts people type.

    A house knows its own postcode; its street has several.
    """
    if result.labels:
        return
    house, city = (result.shown, str(result.city)) if result.housenumber else ("", str(result.city))
    postcode = str(result.at if result.housenumber else result.postcode)
    street = f"{result.name} {house}".strip()
    spaced = f"{postcode[:4]} {postcode[4:]}".strip()
    result.labels = [
        " ".join(part for part in parts if part)
        for parts in ((street, spaced, city), (street, city), (street, postcode, city), (street, spaced))
    ]
