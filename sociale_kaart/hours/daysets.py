"""What can be worked out about `Days` without a calendar: the short way to say them, and taking days out."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import fields, replace
from datetime import date, timedelta

from sociale_kaart.hours.almanac import week_number
from sociale_kaart.hours.schedule import EVERY_DAY, Days, Interval, Weekday
from sociale_kaart.hours.yeardays import day_of_year, months_and_seasons, year_days

ALL_NTH = (1, 2, 3, 4, 5)
ALL_WEEKS = tuple(range(1, 54))

_FIRST_MONDAY = date(1970, 1, 5)
_ONE_DAY = timedelta(days=1)


def plain(days: Days) -> Days | None:
    """The same days said in one way; None where there are none. A rule that names its days must have said so before."""
    if days.dates and not days.holidays:
        dates = tuple(day for day in days.dates if falls_on(replace(days, dates=()), day))
        return Days(dates=dates) if dates else None
    found = year_days(days)
    if not found:
        return None
    months, seasons = months_and_seasons(found)
    nth = () if set(days.nth) >= set(ALL_NTH) else days.nth
    return replace(
        days,
        nth=nth,
        weekdays=() if not nth and set(days.weekdays) == set(Weekday) else days.weekdays,
        months=months,
        seasons=seasons,
        weeks=() if set(days.weeks) == set(ALL_WEEKS) else days.weeks,
        interval=_plain_interval(days),
    )


def plain_exception(days: Days) -> Days | None:
    """As `plain`, for days that are taken out: a period of one day is a date."""
    short = plain(days)
    if short is None or short.holidays or short.valid_from is None or short.valid_from != short.valid_to:
        return short
    return Days(dates=(short.valid_from,)) if falls_on(short, short.valid_from) else None


def falls_on(days: Days, day: date) -> bool:
    """Whether a date is one of these days. Raises ValueError for holidays, which the calendar knows, and vague days."""
    if days.holidays or days.is_vague:
        raise ValueError("these days alone do not tell which dates they are")
    return _in_week(days, day) and _in_month(days, day) and _in_period(days, day)


def _in_week(days: Days, day: date) -> bool:
    every = days.interval
    return (
        (not days.weekdays or day.weekday() in days.weekdays)
        and (not days.weeks or day.isocalendar().week in days.weeks)
        and (every is None or _in_turn(every, day))
    )


def _in_turn(every: Interval, day: date) -> bool:
    return every.anchor is not None and (week_number(day) - week_number(every.anchor)) % every.weeks == 0


def _in_month(days: Days, day: date) -> bool:
    length = monthrange(day.year, day.month)[1]
    nth = {(day.day - 1) // 7 + 1, -((length - day.day) // 7 + 1)}
    numbers = {day.day, -1} if day.day == length else {day.day}
    return (not days.nth or bool(nth & set(days.nth))) and (
        not days.month_days or bool(numbers & set(days.month_days))
    )


def _in_period(days: Days, day: date) -> bool:
    return (
        bool(year_days(days) & day_of_year((day.month, day.day)))
        and (not days.dates or day in days.dates)
        and (days.valid_from is None or days.valid_from <= day)
        and (days.valid_to is None or day <= days.valid_to)
    )


def _plain_interval(days: Days) -> Interval | None:
    """Counted from the first of its weeks in which it holds, or from 1970 where it always did."""
    if days.interval is None or days.interval.anchor is None:
        return days.interval
    earliest = 0 if days.valid_from is None else week_number(days.valid_from)
    week = earliest + (week_number(days.interval.anchor) - earliest) % days.interval.weeks
    return Interval(days.interval.weeks, _FIRST_MONDAY + timedelta(weeks=week))


# What is left, None for no day at all; and what still has to be said as an exception, None for nothing.
Left = tuple[Days | None, Days | None]


def without(days: Days, exception: Days) -> Left:
    """Days of one weekday, or dates, with others taken out of them as far as `Days` can say that."""
    if days.dates and (days.holidays or exception.holidays):
        return days, exception
    if days.dates:
        dates = tuple(day for day in days.dates if not falls_on(exception, day))
        return (Days(dates=dates) if dates else None), None
    its = _on_weekday(exception, days)
    if its is None:
        return days, None
    stated = {
        field.name for field in fields(its) if getattr(its, field.name) != getattr(EVERY_DAY, field.name)
    }
    match sorted(stated - {"weekdays"}):
        case []:
            return None, None
        case ["months"] | ["seasons"]:
            return _without_year_days(days, its), None
        case ["weeks"]:
            return _without_weeks(days, its), None
        case ["nth"] if min(*its.nth, *days.nth, 1) > 0:
            return _without_nth(days, its), None
        case ["valid_from"] | ["valid_to"] | ["valid_from", "valid_to"]:
            return _without_period(days, its)
    return days, its


def _on_weekday(exception: Days, days: Days) -> Days | None:
    """An exception as far as it bears on days of one weekday; None where it does not."""
    (weekday,) = days.weekdays
    if exception.weekdays and weekday not in exception.weekdays:
        return None
    dates = tuple(day for day in exception.dates if falls_on(replace(days, holidays=()), day))
    if exception.dates and not dates:
        return None
    return replace(exception, weekdays=(weekday,), dates=dates)


def _without_year_days(days: Days, exception: Days) -> Days | None:
    left = year_days(days) & ~year_days(exception)
    if not left:
        return None
    months, seasons = months_and_seasons(left)
    return replace(days, months=months, seasons=seasons)


def _without_weeks(days: Days, exception: Days) -> Days | None:
    left = set(days.weeks or ALL_WEEKS) - set(exception.weeks)
    return replace(days, weeks=tuple(left)) if left else None


def _without_nth(days: Days, exception: Days) -> Days | None:
    left = set(days.nth or ALL_NTH) - set(exception.nth)
    return replace(days, nth=tuple(left)) if left else None


def _without_period(days: Days, exception: Days) -> Left:
    """A period at the beginning or the end of a rule's own shortens it; one in the middle stays an exception."""
    first, last = days.valid_from or date.min, days.valid_to or date.max
    begin, end = exception.valid_from or date.min, exception.valid_to or date.max
    if end < first or last < begin:
        return days, None
    if begin <= first and last <= end:
        return None, None
    if begin <= first:
        return replace(days, valid_from=end + _ONE_DAY), None
    if last <= end:
        return replace(days, valid_to=begin - _ONE_DAY), None
    return days, exception
