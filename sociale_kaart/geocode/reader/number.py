"""The house number among the numbers of a line: not the year of a Plein 1944, not the 1 of a 1e Helmersstraat."""

from __future__ import annotations

import re

from sociale_kaart.geocode.placenames import is_place
from sociale_kaart.geocode.reader.words import MONTHS, is_streetlike, word_set

# Behind a space, a point or the very start; "18" of "18-1", but not "2" of "A2" and not "06".
_NUMBER = re.compile(r"(?<![^\s.,(/#])[1-9][0-9]{0,4}(?![0-9])")
_ORDINAL = re.compile(r"(?:e|de|ste)\s+(?=[^\W\d_]{2})", re.IGNORECASE)
# "17 Oktoberplein" and "15 augustus", but "12 Julianadorp".
_MONTH = re.compile(
    rf"(?:e|de|ste)?[ -]*{MONTHS}(?=$|[\s.-]|straat|laan|plein|weg|pad|ring|hof|dreef|singel|plantsoen)",
    re.IGNORECASE,
)
# "9 Jan Steenstraat" is no date.
_JAN = re.compile(r"\s+jan\s+[^\W\d_]", re.IGNORECASE)
# A year, or those of the war, with or without the house number behind it.
_YEARS = re.compile(
    r"(?:(?P<war>(?:19)?40\s*-\s*'?(?:19)?45)|(?:1[5-9]|20)[0-9]{2})(?![0-9A-Za-z])"
    r"(?P<number>[\s-]+(?:(?:nr|no|nummer|huisnr|huisnummer)\b\.?\s*)?[1-9])?",
    re.IGNORECASE,
)
# In front of a year these make a name even where no number follows: "Plein 1944".
_YEAR_OF = re.compile(r"(?:^|\s)(?:plein|laan|straat|weg|singel|verzetstraat)\s*'?$", re.IGNORECASE)
# Cities that number their streets: Lelystad's "Tjalk 22" and Zevenaar's "Zonegge 12" have a 45 and a 5 of their own.
_NUMBERED_STREETS = word_set(
    """
    archipel, boeier, botter, galjoen, gondel, grietenij, griend, horst, jol, kamp, karveel, kempenaar,
    de doelen, de schans, de stelling, de veste, markerkant, kogge, punter, rozengaard, schoener,
    schouw, tjalk, wold, zonegge, zoom
    """
)
_SECOND = re.compile(r"(?:\s+|\s*[-/]\s*)[1-9][0-9]{0,3}(?![0-9])")
# "Archipel 17 West 12": nothing but a street has a side of the sky between two numbers.
_SIDE_AND_SECOND = re.compile(r"\s+(?:noord|oost|zuid|west)\s+[1-9][0-9]{0,3}(?![0-9])", re.IGNORECASE)
_WORD_BEHIND = re.compile(r"\s+([^\W\d_]+)\s*")
_BEHIND_YEAR = re.compile(r"\s*[-/]\s*(?=[1-9])")
_LETTER = re.compile(r"[^\W\d_]")
_DIGITS = re.compile(r"[0-9]{1,5}(?![0-9])")
_WAR = ("40", "1940")
# So much before a number tells what it belongs to.
_LONGEST_WORD = 40
_MAY_NAME_DAY = "eEdDsS -"
NUMBER_WORD = re.compile(
    r"(?:(?:^|[\s.,]+)(?:nr|no|nummer|huisnr|huisnummer)\b[.:]?|[\s.,]*#)\s*$", re.IGNORECASE
)

Number = re.Match[str]


def numbers_in(text: str) -> list[Number]:
    """Every number in a piece of text that could be a house number, in order."""
    return list(_NUMBER.finditer(text))


def house_number(text: str, numbers: list[Number]) -> Number | None:
    """The first number with a street in front of it that is no part of the street's name; None where there is none."""
    letter = _LETTER.search(text)
    for at, found in enumerate(numbers):
        if letter is None or found.start() < letter.start():
            continue
        before = text[max(0, found.start() - _LONGEST_WORD) : found.start()]
        if not _in_name(text, before, numbers, at):
            return found
        # "Plein 1944-3": behind a year the hyphen is no part of a suffix.
        hyphened = _BEHIND_YEAR.match(text, found.end())
        if hyphened is not None and found.group() not in _WAR:
            return _DIGITS.match(text, hyphened.end())
    return None


def leading_number(text: str, numbers: list[Number]) -> Number | None:
    """The number that a text begins with, its street behind it: "11 Neude"; None where it belongs to a name."""
    if not numbers or _has_letter(text[: numbers[0].start()]):
        return None
    first = numbers[0]
    if _ORDINAL.match(text, first.end()) or (
        _MONTH.match(text, first.end()) and not _JAN.match(text, first.end())
    ):
        return None
    return first


def _in_name(text: str, before: str, numbers: list[Number], at: int) -> bool:
    found = numbers[at]
    end, is_last = found.end(), at == len(numbers) - 1
    if text[end : end + 1] in _MAY_NAME_DAY and end < len(text) and _names_day(text, before, end, is_last):
        return True
    length = end - found.start()
    years = _YEARS.match(text, found.start()) if length == 4 or found.group() == "40" else None
    if years is not None:
        return _names_years(text, before, years, is_last)
    if length == 2 and before.strip().lower() in _NUMBERED_STREETS and _SECOND.match(text, end):
        return True
    return not is_last and _SIDE_AND_SECOND.match(text, end) is not None


def _names_day(text: str, before: str, end: int, is_last: bool) -> bool:
    """Whether a month or the name of a street follows: "Plein 15 augustus", "Verlengde 2e Braamstraat"."""
    if _MONTH.match(text, end):
        return True
    if is_streetlike(before) or not _ORDINAL.match(text, end):
        return False
    return not is_last or is_streetlike(text)


def _names_years(text: str, before: str, years: re.Match[str], is_last: bool) -> bool:
    if _YEAR_OF.search(before) or (years["war"] and years["number"]):
        return True
    if is_streetlike(before):
        return False
    # "16 april 1944 Pad", with or without a number behind it
    following = _WORD_BEHIND.match(text, years.end())
    if following is None or not is_streetlike(following[1]) or is_place(following[1]):
        return False
    return not is_last or following.end() == len(text)


def _has_letter(text: str) -> bool:
    return _LETTER.search(text) is not None
