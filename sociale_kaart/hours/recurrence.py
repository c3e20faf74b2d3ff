"""Days as recurrences of RFC 5545, for calendars and for who checks us: python-dateutil reads them back.

Not everything can be said so: named holidays and days that nobody gave cannot, nor can every second week in part of
a month. What a rule leaves out (exceptions, holidays) is no part of it: an export lists those days as EXDATE.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from dateutil.rrule import rrulestr

from sociale_kaart.hours.daysets import falls_on, plain
from sociale_kaart.hours.schedule import AMSTERDAM, DAYS_IN_MONTH, Days, Weekday

LAST_MOMENT = time(23, 59, 59)
MOST_EXPANDED = 500  # some kilobytes each; "every Tuesday" is said of many desks


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The union of rules and single dates; `rules` are values of RRULE, counted from `first`."""

    first: date
    rules: tuple[str, ...] = ()
    dates: tuple[date, ...] = ()

    def between(self, start: date, end: date) -> tuple[date, ...]:
        """The days from `start` up to and without `end`, expanded by python-dateutil."""
        found = {day for day in self.dates if start <= day < end}
        for rule in self.rules:
            found |= _expanded(rule, self.first, start, end)
        return tuple(sorted(found))


@lru_cache(MOST_EXPANDED)
def _expanded(rule: str, first: date, start: date, end: date) -> frozenset[date]:
    window = _local_midnight(start), _local_midnight(end) - timedelta(seconds=1)
    moments = rrulestr(rule, dtstart=_local_midnight(first)).between(*window, inc=True)
    return frozenset(moment.date() for moment in moments)


def recurrence(days: Days, first: date) -> Recurrence | None:
    """The days from `first` on, or from when they hold if that is later.

    None where RFC 5545 has no words for them. No rules and no dates: there are no such days.
    """
    short = plain(days)
    if short is None:
        return Recurrence(first)
    if short.is_vague or short.holidays or (short.seasons and -1 in short.month_days):
        return None
    first = max(first, short.valid_from or first)
    if short.dates:
        return Recurrence(first, dates=tuple(day for day in short.dates if day >= first))
    parts = [_rule(short, months, month_days) for months, month_days in _month_parts(short)]
    rules = tuple(f"{part}{_until(short)}" for part in parts if part is not None)
    if len(rules) < len(parts):
        return None
    begin = _first_day(short, first)
    return Recurrence(first) if begin is None else Recurrence(begin, rules)


MonthPart = tuple[tuple[int, ...], tuple[int, ...]]


def _month_parts(days: Days) -> Iterator[MonthPart]:
    """Months, and the days in them, that together are its seasons; for no season, its months and days of the month."""
    if not days.seasons:
        yield days.months, days.month_days
        return
    whole = []
    for month, month_length in enumerate(DAYS_IN_MONTH, start=1):
        inside = tuple(
            day
            for day in range(1, month_length + 1)
            if falls_on(Days(seasons=days.seasons), date(_LEAP_YEAR, month, day))
        )
        if len(inside) == month_length:
            whole.append(month)
        elif among := tuple(day for day in inside if not days.month_days or day in days.month_days):
            yield (month,), among
    if whole:
        yield tuple(whole), days.month_days


_LEAP_YEAR = 2024


def _rule(days: Days, months: tuple[int, ...], month_days: tuple[int, ...]) -> str | None:
    """The value of one RRULE; None where its parts do not go together."""
    in_month = bool(month_days or days.nth)
    if (days.interval is not None and (in_month or days.weeks)) or (days.weeks and in_month):
        return None
    every = f";INTERVAL={days.interval.weeks}" if days.interval is not None else ""
    return (
        f"FREQ={_frequency(days, in_month=in_month)}{every};WKST=MO"
        + _part("BYMONTH", months)
        + _part("BYWEEKNO", days.weeks)
        + _part("BYMONTHDAY", month_days)
        + _part("BYDAY", _by_day(days, in_month=in_month))
    )


def _frequency(days: Days, *, in_month: bool) -> str:
    if days.weeks:
        return "YEARLY"
    if in_month:
        return "MONTHLY"
    return "WEEKLY" if days.weekdays or days.interval else "DAILY"


def _by_day(days: Days, *, in_month: bool) -> tuple[str, ...]:
    """1MO, -1FR or MO; the whole week where a rule would otherwise take the weekday of its first day."""
    takes_first = days.weeks or (days.interval and not in_month)
    weekdays = days.weekdays or (tuple(Weekday) if takes_first else ())
    return tuple(f"{nth}{weekday.rfc5545}" for weekday in weekdays for nth in days.nth or ("",))


def _part(name: str, values: Iterable[object]) -> str:
    said = ",".join(str(value) for value in values)
    return f";{name}={said}" if said else ""


def _until(days: Days) -> str:
    """In UTC, as a start with a zone asks for."""
    if days.valid_to is None:
        return ""
    last = datetime.combine(days.valid_to, LAST_MOMENT, tzinfo=AMSTERDAM).astimezone(UTC)
    return f";UNTIL={last:%Y%m%dT%H%M%SZ}"


def _first_day(days: Days, first: date) -> date | None:
    """The first day itself: RFC 5545 wants a rule to begin on one, and counts weeks from it."""
    last = days.valid_to or date.max
    for offset in range(_LONGEST_WAIT_DAYS):
        day = first + timedelta(days=offset)
        if day > last:
            return None
        if falls_on(days, day):
            return day
    return None


_LONGEST_WAIT_DAYS = 366 * 12  # a weekday of week 53, or 29 February on a Sunday, can be long in coming


def _local_midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=AMSTERDAM)
