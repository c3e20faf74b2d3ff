"""The readings of a doubt, in plain Dutch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sociale_kaart.hours.reader.moments import Clock, WrittenDate
from sociale_kaart.hours.reader.words import MONTH_NAMES, WEEKDAY_NAMES


def said_time(clock: Clock) -> str:
    """As in 13.30."""
    return f"{clock.hour}.{clock.minute:02}"


def said_days(days: Sequence[int]) -> str:
    """As in maandag, woensdag en vrijdag."""
    names = [WEEKDAY_NAMES[day] for day in days]
    return " en ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def said_date(day: date | WrittenDate) -> str:
    """As in 3 april 2026."""
    year = "" if day.year is None else f" {day.year}"
    return f"{day.day} {MONTH_NAMES[day.month - 1]}{year}"
