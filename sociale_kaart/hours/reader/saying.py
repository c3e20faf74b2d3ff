"""The readings of a doubt, in Dutch that a coordinator can choose from or write instead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from sociale_kaart.hours.reader.moments import Clock, WrittenDate
from sociale_kaart.hours.reader.words import MONTH_NAMES, NTH_NAMES, WEEKDAY_NAMES
from sociale_kaart.hours.schedule import DAYS_IN_MONTH, Days

_FEWEST_THROUGH = 3
_NIGHT_ENDS, _MORNING_ENDS = 6, 8  # before these hours a time in figures is taken for the afternoon


def said_time(clock: Clock | time) -> str:
    """As in 13.30."""
    return f"{clock.hour}.{clock.minute:02}"


def said_span(opens: Clock | time, closes: Clock | time) -> str:
    """As in "van 2.00 tot 4.00 uur 's nachts"; the part of the day only where figures alone would be asked again."""
    part = ""
    if 1 <= opens.hour < _MORNING_ENDS:
        part = " 's nachts" if opens.hour < _NIGHT_ENDS else " 's ochtends"
    return f"van {said_time(opens)} tot {said_time(closes)} uur{part}"


def said_days(days: Sequence[int]) -> str:
    """As in maandag, woensdag en vrijdag."""
    return _listed([WEEKDAY_NAMES[day] for day in days])


def said_week(days: Days) -> str:
    """The days of the week and which of the month: "eerste en derde maandag van de maand"; empty for none."""
    if not days.weekdays:
        return ""
    first, last = days.weekdays[0], days.weekdays[-1]
    if len(days.weekdays) == last - first + 1 >= _FEWEST_THROUGH:
        said = through(first, last)
    else:
        said = said_days(days.weekdays)
    return f"{said_nth(days.nth)} {said} van de maand" if days.nth else said


def through(first: int, last: int) -> str:
    """As in maandag tot en met donderdag."""
    return f"{WEEKDAY_NAMES[first]} tot en met {WEEKDAY_NAMES[last]}"


def said_nth(numbers: Sequence[int]) -> str:
    """As in eerste en derde."""
    return _listed([NTH_NAMES[number] for number in sorted(numbers, key=lambda number: (number < 0, number))])


def said_date(day: date | WrittenDate) -> str:
    """As in 3 april 2026."""
    year = "" if day.year is None else f" {day.year}"
    return f"{day.day} {MONTH_NAMES[day.month - 1]}{year}"


def said_dates(days: Sequence[date | WrittenDate]) -> str:
    """As in 5 maart en 2 april."""
    return _listed([said_date(day) for day in days])


def said_one_year(dates: str) -> tuple[str, str]:
    """What a day without a year can be."""
    return f"{dates} van dit jaar", f"{dates} van een ander jaar"


def said_every_year(dates: str) -> tuple[str, str]:
    """What a closure without a year can be."""
    return f"ieder jaar {dates}", f"alleen in één jaar {dates}: schrijf dat jaar erbij"


def no_such_date(day: WrittenDate) -> str:
    """Why a date does not exist."""
    if not 1 <= day.month <= len(MONTH_NAMES):
        return f"Deze datum bestaat niet: er is geen maand {day.month}."
    name, last = MONTH_NAMES[day.month - 1], DAYS_IN_MONTH[day.month - 1]
    if day.day <= last:
        return f"Deze datum bestaat niet: {said_date(day)}. {day.year} is geen schrikkeljaar."
    return f"Deze datum bestaat niet: {said_date(day)}. {name.capitalize()} heeft {last} dagen."


def _listed(names: Sequence[str]) -> str:
    return " en ".join(filter(None, (", ".join(names[:-1]), names[-1])))
