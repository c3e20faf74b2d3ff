"""Schedules of HSDS in the words that a coordinator would write, for files that bring no words of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sociale_kaart.hsds.layout import Row

_DAYS = {
    "MO": "maandag", "TU": "dinsdag", "WE": "woensdag", "TH": "donderdag", "FR": "vrijdag", "SA": "zaterdag",
    "SU": "zondag",
}  # fmt: skip
_DAY = re.compile(r"([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)")
_CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)(:00)?(Z|[+-]\d\d(:?\d\d)?)?")
# What a schedule may say that these words do not: then nothing is made of it but its own description.
_BEYOND = ("byweekno", "bymonthday", "byyearday", "count")


def words_of(schedules: Iterable[Row]) -> tuple[str, list[Row]]:
    """The words, and the schedules that could not be put in words."""
    said: list[str] = []
    unsaid: list[Row] = []
    for row in schedules:
        words = _words(row)
        if words:
            said.append(words)
        else:
            unsaid.append(row)
    return ", ".join(dict.fromkeys(said)), unsaid


def _words(row: Row) -> str:
    opens, closes = _clock(row.get("opens_at", "")), _clock(row.get("closes_at", ""))
    if not (opens and closes) or any(row.get(name) for name in _BEYOND):
        return ""
    if row.get("interval", "1") not in ("", "1"):
        return ""
    days = [_DAY.fullmatch(part.strip()) for part in row.get("byday", "").split(",")]
    if not days or not all(days):
        return ""
    named = [_day(row, one[1] or "", one[2]) for one in days if one]
    return f"{' en '.join(named)} {opens}-{closes} uur" if all(named) else ""


def _day(row: Row, nth: str, day: str) -> str:
    if not nth:
        return _DAYS[day] if row.get("freq", "WEEKLY") == "WEEKLY" else ""
    number = int(nth)
    which = "laatste" if number == -1 else f"{number}e" if 1 <= number <= 4 else ""
    return f"{which} {_DAYS[day]} van de maand" if which and row.get("freq") == "MONTHLY" else ""


def _clock(text: str) -> str:
    found = _CLOCK.fullmatch(text)
    return f"{int(found[1])}.{found[2]}" if found else ""
