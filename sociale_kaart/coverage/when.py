"""Part of the time, as a report asks about it: which windows it comes to near the day that a map tells about."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from sociale_kaart.coverage.sitehours import Window
from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.hours.calendar import public_holidays
from sociale_kaart.hours.school import shipped_table

WEEKS = 4
# As far as calendars of a map go (export/icalendar.py); decision 0992.
DAYS_AHEAD = 730
MIDNIGHT = time(0)
_DAY = timedelta(days=1)
_FIRST_DAYS = 3  # weeks that begin on one of these hold every first to fourth working day of the month

MonthDay = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Part of the time; what is not said is all of it.

    text : as it was asked
    weekdays : 0 is Monday; empty for every day
    begins, ends : on the clock of each day, up to and without `ends`; midnight is that of the day after
    day : one day
    season : first and last day of a part of every year, both included
    without_appointment : only where one can walk in: by appointment alone is then closed, and else it is open
    """

    text: str
    weekdays: frozenset[int] = frozenset()
    begins: time | None = None
    ends: time | None = None
    day: date | None = None
    season: tuple[MonthDay, MonthDay] | None = None
    without_appointment: bool = False

    def period(self, near: date) -> tuple[date, date]:
        """The days that it is about, up to and without the second; four ordinary weeks where it names none.

        Parameters
        ----------
        near : the day that a map tells about: a season is the one of that day, or else the next

        Raises SocialeKaartError for one day outside `days_known`.
        """
        if self.day is not None:
            return _one_day(self.day, near)
        if self.season is not None:
            return _season(*self.season, near)
        return ordinary_weeks(near)

    def windows(self, near: date) -> tuple[Window, ...]:
        """From and up to and without, local time; see `period`. Windows that touch are one."""
        return tuple(_merged(self._daily(*self.period(near))))

    def _daily(self, first: date, end: date) -> Iterator[Window]:
        for number in range((end - first).days):
            day = first + number * _DAY
            if not self.weekdays or day.weekday() in self.weekdays:
                begins = datetime.combine(day, self.begins or MIDNIGHT)
                ends = datetime.combine(day, self.ends or MIDNIGHT)
                yield begins, ends if ends > begins else ends + _DAY


def days_known(near: date) -> tuple[date, date]:
    """The first and the last day that somebody can ask about, both included.

    Before the day that a map tells about nobody vouched for any list, so that a place that nobody told of then is no
    gap; and too long after it nobody knows either. See decision 0992.
    """
    return near, near + DAYS_AHEAD * _DAY


@cache
def ordinary_weeks(near: date) -> tuple[date, date]:
    """Four weeks without a public or school holiday, in which every first, second, third and fourth weekday falls.

    The first such weeks that begin in the year after `near`; else the first without a holiday; else those after it.
    """
    monday = near - timedelta(days=near.weekday())
    starts = [monday + timedelta(weeks=number) for number in range(1, 53)]
    quiet = [one for one in starts if _has_no_holiday(one)]
    start = next((one for one in quiet if one.day <= _FIRST_DAYS), quiet[0] if quiet else starts[0])
    return start, start + timedelta(weeks=WEEKS)


def _has_no_holiday(start: date) -> bool:
    days = [start + number * _DAY for number in range(WEEKS * 7)]
    return not any(day in public_holidays(day.year) or shipped_table().find(day, None) for day in days)


def _one_day(day: date, near: date) -> tuple[date, date]:
    first, last = days_known(near)
    if not first <= day <= last:
        raise SocialeKaartError(
            f"of {day} this map knows too little to say where help is missing",
            expected=f"a day from {first} up to and including {last}",
            dutch=f"van {day} weet deze kaart te weinig: kies een dag van {first} tot en met {last}.",
        )
    return day, day + _DAY


def _season(first: MonthDay, last: MonthDay, near: date) -> tuple[date, date]:
    for year in (near.year - 1, near.year, near.year + 1):
        begins, ends = _day(year, *first), _day(year + (last < first), *last)
        if ends >= near:
            return begins, ends + _DAY
    raise AssertionError("a year ends within a year")


def _merged(windows: Iterator[Window]) -> Iterator[Window]:
    waiting: Window | None = None
    for window in windows:
        if waiting is not None and waiting[1] == window[0]:
            waiting = (waiting[0], window[1])
            continue
        if waiting is not None:
            yield waiting
        waiting = window
    if waiting is not None:
        yield waiting


def _day(year: int, month: int, day: int) -> date:
    """The last of February is another one in a leap year."""
    return date(year, month, min(day, monthrange(year, month)[1]))
