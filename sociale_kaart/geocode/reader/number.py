"""The house number among the numbers of a line: not the year of a Plein 1944, not the 1 of a 1e Helmersstraat."""

from __future__ import annotations

import re

from sociale_kaart.geocode.reader.words import MONTHS, is_streetlike

# Behind a space, a point or the very start; "18" of "18-1", but not "2" of "A2" and not "06".
_NUMBER = re.compile(r"(?<![^\s.,(/])[1-9][0-9]{0,4}(?![0-9])")
_ORDINAL = re.compile(r"(?:e|de|ste)\s+(?=[^\W\d_]{2})", re.IGNORECASE)
# "17 Oktoberplein" and "15 augustus", but "12 Julianadorp".
_MONTH = re.compile(
    rf"(?:e|de|ste)?[ -]*{MONTHS}(?=$|[\s.-]|straat|laan|plein|weg|pad|ring|hof|dreef|singel|plantsoen)",
    re.IGNORECASE,
)
# A year, or those of the war, with or without the house number behind it.
_YEARS = re.compile(
    r"(?:(?:19)?40\s*-\s*'?(?:19)?45|(?:1[3-9]|20)[0-9]{2})(?![0-9])"
    r"(?P<number>[\s-]+(?:(?:nr|no|nummer|huisnr|huisnummer)\b\.?\s*)?[1-9])?",
    re.IGNORECASE,
)
# In front of a year these make a name even where no number follows: "Plein 1944".
_YEAR_OF = re.compile(
    r"(?:^|[\s-])(?:plein|laan|straat|weg|singel|park|pad|hof|verzetstraat)\s*'?$", re.IGNORECASE
)
_MAY_NAME_DAY = "eEdDsS -"
NUMBER_WORD = re.compile(r"[\s.,]*(?:\b(?:nr|no|nummer|huisnr|huisnummer)\b[.:]?|#)\s*$", re.IGNORECASE)

Number = re.Match[str]


def numbers_in(text: str) -> list[Number]:
    """Every number in a piece of text that could be a house number, in order."""
    return list(_NUMBER.finditer(text))


def house_number(text: str, numbers: list[Number]) -> Number | None:
    """The first number with a street in front of it that is no part of the street's name; None where there is none."""
    for at, found in enumerate(numbers):
        before = text[: found.start()]
        if not _has_letter(before):
            continue
        if not _in_name(text, before, numbers, at):
            return found
    return None


def leading_number(text: str, numbers: list[Number]) -> Number | None:
    """The number that a text begins with, its street behind it: "11 Neude"; None where it belongs to a name."""
    if not numbers or _has_letter(text[: numbers[0].start()]):
        return None
    first = numbers[0]
    if _ORDINAL.match(text, first.end()) or _MONTH.match(text, first.end()):
        return None
    return first


def _in_name(text: str, before: str, numbers: list[Number], at: int) -> bool:
    found = numbers[at]
    end, is_last = found.end(), at == len(numbers) - 1
    if text[end : end + 1] in _MAY_NAME_DAY and end < len(text) and _names_day(text, before, end, is_last):
        return True
    if end - found.start() == 4 or text.startswith("40", found.start()):
        years = _YEARS.match(text, found.start())
        if years is not None and _names_years(before, years):
            return True
    return not is_last and _street_between(text[end : numbers[at + 1].start()])


def _names_day(text: str, before: str, end: int, is_last: bool) -> bool:
    """Whether a month or the name of a street follows: "Plein 15 augustus", "Verlengde 2e Braamstraat"."""
    if _MONTH.match(text, end):
        return True
    if is_streetlike(before) or not _ORDINAL.match(text, end):
        return False
    return not is_last or is_streetlike(text)


def _names_years(before: str, years: re.Match[str]) -> bool:
    if _YEAR_OF.search(before):
        return True
    return (years["number"] or "-")[0] != "-" and not is_streetlike(before)


def _street_between(text: str) -> bool:
    """Whether a street's last word stands between two numbers: "16 april 1944 Pad 3"."""
    words = text.split()
    return bool(words) and len(words[-1]) > 2 and is_streetlike(words[-1])


def _has_letter(text: str) -> bool:
    return any(c.isalpha() for c in text)
