"""Dutch postcodes in any spacing and case, and telling them from a number with two letters behind it."""

from __future__ import annotations

import re
from typing import NamedTuple

from sociale_kaart.geocode.placenames import is_place

_ALONE = re.compile(r"(?:NL[ .-]{0,2})?([1-9][0-9]{3})(?:[ .-]{0,2}([A-Z]{2}))?", re.IGNORECASE | re.ASCII)
# It begins with a digit, and looks back from there, so that a text without one is passed over quickly.
_POSTCODE = re.compile(
    r"[1-9](?:(?<![0-9A-Za-z][1-9])(?<![0-9]-[1-9])|(?<=[Nn][Ll][1-9]))[0-9]{3}"
    r"(?:([ .-]{0,3})([A-Za-z]{2})(?![^\W_]|')"
    # "1234ABUtrecht": the place begins where the capitals end.
    r"|[ .-]{0,3}([A-Z]{2})(?=[A-Z][a-z]))"
)
_COUNTRY = re.compile(r"(?<![^\W_])NL[ .-]{0,2}$", re.IGNORECASE)
# No postcode has these letters (PostNL); it keeps "1944 ss" from being read as one.
_NEVER = frozenset({"SA", "SD", "SS"})
# In small letters behind a number these are words sooner than half a postcode: "Plein 1944 te Nijmegen".
_WORDS = frozenset({"te", "in", "en", "op", "of", "nr", "no", "hs", "bg", "bv", "to"})
# And behind a hyphen a floor, or in front of a place a part of its name: "Kerkstraat 1000-HS", "1161 De Heurne".
_FLOORS = frozenset({"HS", "BG", "BV", "TO", "II", "IV", "VI", "IX", "XI"})
_NUMBER_WORDS = frozenset({"nr", "no"})
_MAY_END_COUNTRY = "lL-. "
_DIGIT = re.compile(r"[0-9]")


class Found(NamedTuple):
    """A postcode in a text, as `1234AB`, and where it stands; its digits alone where its letters are impossible."""

    postcode: str
    start: int
    end: int


def parse_postcode(text: str) -> str:
    """A postcode as `1234AB`, or only its digits `1234`; "" where the text is neither."""
    found = _ALONE.fullmatch(" ".join(text.split()))
    if found is None:
        return ""
    letters = (found[2] or "").upper()
    return "" if letters in _NEVER else found[1] + letters


def find_postcodes(text: str) -> list[Found]:
    """Every full postcode in a text, in order; what may be a number with a word counts only where there is no other.

    Where that leaves none: the digits of one with letters that no postcode has, behind a house number.
    """
    sure: list[Found] = []
    unsure: list[Found] = []
    never: list[Found] = []
    for match in _POSTCODE.finditer(text):
        letters = match[2] or match[3]
        if letters.upper() in _NEVER:
            never.append(Found(match[0][:4], _start(text, match.start()), match.end()))
        else:
            found = Found(match[0][:4] + letters.upper(), _start(text, match.start()), match.end())
            (unsure if match[1] and _is_word(letters) else sure).append(found)
    if sure or not (unsure or never):
        return sure
    return [found for found in unsure if _is_one(found, text)] or [
        found for found in never if _DIGIT.search(text, 0, found.start)
    ]


def _start(text: str, start: int) -> int:
    """Where a postcode begins, with the country in front of it: "NL-1234 AB"."""
    country = (
        _COUNTRY.search(text, max(0, start - 5), start)
        if text[start - 1 : start] in _MAY_END_COUNTRY
        else None
    )
    return start if country is None else country.start()


def _is_word(letters: str) -> bool:
    return letters in _WORDS or letters in _FLOORS or _may_begin_name(letters)


def _may_begin_name(letters: str) -> bool:
    return letters == "DE" or (letters[0].isupper() and letters[1].islower())


def _is_one(found: Found, text: str) -> bool:
    """Whether what may be a number with a word is a postcode: where a house number stands before it, above all."""
    letters, behind = text[found.end - 2 : found.end], text[found.end :]
    # "Plein 1944 nr 3", "Plein 1944 te Nijmegen"; but "Kerkstraat 5 3512 te Utrecht".
    if letters in _NUMBER_WORDS and behind.lstrip(" .")[:1].isdigit():
        return False
    if _DIGIT.search(text, 0, found.start):
        return True
    if _may_begin_name(letters):
        return not is_place(letters + behind.partition(",")[0])
    return letters in _FLOORS and text[found.end - 3] != "-"
