"""What hangs on a house number: letter, suffix, the end of a range; and where that stops."""

from __future__ import annotations

import re
from typing import NamedTuple

from sociale_kaart.geocode.placenames import is_place

# How people write a floor or a half of a house, and how BAG has it.
_FLOORS = {
    "huis": "HS",
    "hs": "HS",
    "bis": "BIS",
    "bg": "BG",
    "bv": "BV",
    "bovenwoning": "BV",
    "rd": "RD",
    "zw": "ZW",
    "ben": "BEN",
    "bov": "BOV",
    "ach": "ACH",
    "to": "TO",
}
_ROMAN = re.compile(r"(?:I{1,3}|IV|VI{0,3}|IX|X|i{2,3}|iv|vi{1,3}|ix)\Z")
_SIMPLE = re.compile(r"\s?([ -]?)([A-Za-z]?)(?:[ -]?([0-9]{1,4}))?")
_PLACE_FIRST = re.compile(r" (?!huis\b|boven)[^\W\d_]{4,}(?: [^\W\d_]{4,})*$", re.IGNORECASE)
_TOKEN = re.compile(r"(\s*)([-/._+]?)(\s*)([A-Za-z]+|[0-9]+)", re.ASCII)
_HOOG = re.compile(r"\s*-?\s*hoog\b", re.IGNORECASE)
_ORDINAL_FLOOR = re.compile(r"(?:e|de|ste)?[ -]*(?:verd|et|etage|vloer)", re.IGNORECASE)
_DIGITS_THEN_PLACE = re.compile(r"\s*([1-9][0-9]{3})\s+([^\W\d_][^0-9]*)$")

_UP_TO = r"(?:t\s?/\s?m|t\.?\s?m\.?|tot(?:\s+en\s+met)?|en(?:\s+nr\.?)?|&|\+)"
_RANGE = re.compile(
    rf"\s*(?P<letter>[A-Za-z])?\s*(?:(?P<word>\b{_UP_TO}|[&+])|(?P<hyphen>[-/]))\s*"
    r"(?P<to>[1-9][0-9]{0,4})\s*(?P<to_letter>[A-Za-z])?(?![A-Za-z0-9'])",
    re.IGNORECASE | re.ASCII,
)
_LETTERS = re.compile(
    rf"\s*[-/]?\s*(?P<first>[A-Za-z])\s*(?:\b{_UP_TO}|[&+/-])\s*(?P<number>[1-9][0-9]{{0,4}})?\s*(?P<last>[A-Za-z])"
    r"(?![A-Za-z0-9])",
    re.IGNORECASE | re.ASCII,
)
_MAY_RANGE = re.compile(r"[-/&+]|\bt|\ben\b", re.IGNORECASE)
# Two letters behind a number that are a word of their own.
_NOT_SUFFIX = frozenset(
    {"te", "in", "op", "en", "of", "ma", "di", "wo", "do", "vr", "za", "zo", "de", "nl", "nr", "no", "st"}
)
# Utrecht's doors upstairs: bis A, bis B.
_UPSTAIRS = re.compile(r"bs[a-z]")
# Three capitals apart from the number are a suffix where nothing or a place follows: "12 WOO", "12 WOO Borne".
_CAPITALS = re.compile(r"([A-Z]{3})(?=$|\s+(?P<place>[^0-9,]+)$)")
_NO_CAPITALS = frozenset(
    {"AAN", "APP", "BIJ", "BOX", "BUS", "DEN", "FAX", "HAL", "HET", "NEE", "TEL", "VAN", "VIA", "WWW"}
)
_MOST_PARTS = 4


class Tail(NamedTuple):
    """What follows a house number; `rest` is what comes behind it, `spare` what was passed over on the way."""

    letter: str = ""
    suffix: str = ""
    to: int | None = None
    rest: str = ""
    spare: str = ""


NOTHING = Tail()


def read_tail(number: int, text: str) -> Tail:
    """Letter, suffix and end of range behind a house number, and what is left: "a-2", " hs", "-14", " III Borne"."""
    if not text or text.isspace():
        return NOTHING
    simple = _SIMPLE.fullmatch(text)
    if simple is not None:
        return _read_simple(number, *simple.groups(""))
    if _PLACE_FIRST.match(text):
        return Tail(rest=text)
    if _MAY_RANGE.search(text):
        ranged = _read_range(number, text)
        if ranged is not None:
            return ranged
    return _read_suffix(text)


def _read_simple(number: int, sign: str, letter: str, digits: str) -> Tail:
    """What most numbers have behind them, if anything: a letter, digits, or both."""
    if (
        sign == "-"
        and digits
        and not letter
        and digits[0] != "0"
        and is_range(number, int(digits), said=False)
    ):
        return Tail(to=int(digits))
    return Tail(letter.upper(), digits)


def is_range(number: int, to: int, *, said: bool) -> bool:
    """Whether "number-to" is a range of numbers rather than a number with a suffix.

    said: with a word (t/m, en). A hyphen alone makes a range where the end is larger, near, and on the same side of
    the street; next to each other on both sides only from 10 on, for 1-2 is the second floor of number 1.
    """
    if to <= number:
        return False
    if said:
        return True
    apart = to - number
    if apart % 2 == 0:
        return apart <= (20 if number < 10 else 60)
    return number >= 10 and apart <= 3


def _read_range(number: int, text: str) -> Tail | None:
    letters = _LETTERS.match(text)
    if letters is not None and _is_letter_range(number, letters):
        return Tail(letters["first"].upper(), "", number, text[letters.end() :], letters["last"])
    found = _RANGE.match(text)
    if found is None:
        return None
    to = int(found["to"])
    said = found["word"] is not None
    if not is_range(number, to, said=said):
        return None
    # "19a-21" is how BAG itself writes letter and suffix.
    if found["letter"] and not (said or found["to_letter"]):
        return None
    letter = (found["letter"] or "").upper()
    return Tail(letter, "", to, text[found.end() :], found["to_letter"] or "")


def _is_letter_range(number: int, letters: re.Match[str]) -> bool:
    if letters["number"] is not None and int(letters["number"]) != number:
        return False
    return letters["first"].lower() < letters["last"].lower()


def _read_suffix(text: str) -> Tail:
    letter, at = "", 0
    parts: list[str] = []
    while len(parts) < _MOST_PARTS:
        token = _TOKEN.match(text, at)
        if token is None or _begins_area(text, at) or _begins_place(text, token.start(4)):
            break
        part = _part(token, text, first=at == 0)
        if part is None:
            break
        at = token.end()
        if len(part) == 1 and part.isalpha() and not (letter or parts):
            letter = part
        else:
            parts.append(part)
        hoog = _HOOG.match(text, at)
        if hoog is not None and not is_place(text[at:].strip()):
            at = hoog.end()
    return Tail(letter, "".join(parts), None, text[at:])


def _begins_area(text: str, at: int) -> bool:
    """Whether the four digits of a postcode and a place follow: "37a 9712 Groningen"."""
    digits = _DIGITS_THEN_PLACE.match(text, at)
    return digits is not None and is_place(digits[2].strip(" ,."))


def _begins_place(text: str, at: int) -> bool:
    """Whether a place begins where a suffix may: "Huis ter Heide", "t Loo", "2e Exloërmond"; but "22H Elden" is H."""
    name = text[at:].strip(" ,.-")
    if len(name) < 4 or (name[1] == " " and name[0] not in "tTsS"):
        return False
    return is_place(name)


def _part(token: re.Match[str], text: str, *, first: bool) -> str | None:
    """One token as a part of the suffix, in capitals; None where a place or a remark begins."""
    before, sign, _, word = token.groups()
    if word.isdigit():
        return _digits(word, text, token)
    following = text[token.end() : token.end() + 1]
    if following and (following in "'@" or following.isalpha()):
        return None
    floor = _FLOORS.get(word.lower())
    if floor is not None:
        return floor
    if len(word) == 1:
        return None if word in "kK" and following == "." else word.upper()
    if _ROMAN.match(word) or (first and _are_capitals(text, token.start(4))):
        return word.upper()
    return _letters(word, attached=not before or bool(sign), first=first)


def _digits(word: str, text: str, token: re.Match[str]) -> str | None:
    if len(word) > 4 or _ORDINAL_FLOOR.match(text, token.end()):
        return None
    return word


def _are_capitals(text: str, at: int) -> bool:
    found = _CAPITALS.match(text, at)
    if found is None or found[1] in _NO_CAPITALS or is_place(found[1]):
        return False
    return not found["place"] or is_place(found["place"].strip(" ."))


def _letters(word: str, *, attached: bool, first: bool) -> str | None:
    """Two or three letters that are no word we know; further from the number they are more likely a place."""
    low = word.lower()
    if first and _UPSTAIRS.fullmatch(low):
        return word.upper()
    if low in _NOT_SUFFIX or len(word) > 3 or (not attached and (len(word) > 2 or not first)):
        return None
    named = word[0].isupper() and (not attached or word[1:].islower())
    return None if named and is_place(word) else word.upper()
