"""Many `Days` as columns, held against a run of days at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.hours.almanac import (
    HOLIDAY_BITS,
    LAST_DAY,
    NTH_FROM_END,
    Almanac,
    Bits,
    day_number,
    week_number,
)
from sociale_kaart.hours.schedule import Days, MonthDay

Matches = NDArray[np.bool_]

EVER = 10**9  # a day number past every date there is


class Selectors:
    """Days in columns: one entry per `Days`, with a set of values as bits; no bits means no such condition."""

    def __init__(self, days: Sequence[Days]) -> None:
        self.count = len(days)
        self._weekdays = _bits(one.weekdays for one in days)
        self._nth = _bits((_nth_bit(nth) for nth in one.nth) for one in days)
        self._month_days = _bits((_month_day_bit(day) for day in one.month_days) for one in days)
        self._months = _bits(one.months for one in days)
        self._iso_weeks = _bits(one.weeks for one in days)
        self._holidays = np.array(
            [sum(HOLIDAY_BITS[holiday] for holiday in one.holidays) for one in days], dtype=np.uint64
        )
        self._first = np.array([_number(one.valid_from, -EVER) for one in days], dtype=np.int64)
        self._last = np.array([_number(one.valid_to, EVER) for one in days], dtype=np.int64)
        # Of what few have: the entry, and what it says.
        self._intervals = _table(
            (at, one.interval.weeks, week_number(one.interval.anchor))
            for at, one in enumerate(days)
            if one.interval is not None and one.interval.anchor is not None
        )
        self._seasons = _table(
            (at, _month_day_number(season.first), _month_day_number(season.last))
            for at, one in enumerate(days)
            for season in one.seasons
        )
        self._dates = _table((at, day_number(day), 0) for at, one in enumerate(days) for day in one.dates)

    def matches(self, almanac: Almanac) -> Matches:
        """Which entry matches which day, as (entries, days)."""
        if not len(almanac):
            return np.zeros((self.count, 0), dtype=np.bool_)
        found = self._matches_dates(almanac)
        self._keep_bits(found, self._weekdays, almanac.weekday)
        self._keep_bits(found, self._nth, almanac.nth)
        self._keep_bits(found, self._month_days, almanac.month_day)
        self._keep_bits(found, self._months, almanac.month)
        self._keep_bits(found, self._iso_weeks, almanac.iso_week)
        self._keep_bits(found, self._holidays, almanac.holidays)
        self._keep_valid(found, almanac)
        self._keep_intervals(found, almanac)
        self._keep_seasons(found, almanac)
        return found

    def _matches_dates(self, almanac: Almanac) -> Matches:
        """True everywhere, but for an entry that names dates only on those."""
        found = np.ones((self.count, len(almanac)), dtype=np.bool_)
        entries, numbers, _ = self._dates.T
        found[entries] = False
        offsets = numbers - almanac.number[0]
        within = (offsets >= 0) & (offsets < len(almanac))
        found[entries[within], offsets[within]] = True
        return found

    @staticmethod
    def _keep_bits(found: Matches, wanted: Bits, there: Bits) -> None:
        stated = np.flatnonzero(wanted)
        if len(stated):
            found[stated] &= (wanted[stated, None] & there[None, :]) != 0

    def _keep_valid(self, found: Matches, almanac: Almanac) -> None:
        limited = np.flatnonzero((self._first > almanac.number[0]) | (self._last < almanac.number[-1]))
        if len(limited):
            found[limited] &= self._first[limited, None] <= almanac.number[None, :]
            found[limited] &= almanac.number[None, :] <= self._last[limited, None]

    def _keep_intervals(self, found: Matches, almanac: Almanac) -> None:
        entries, weeks, anchor = self._intervals.T
        found[entries] &= (almanac.week[None, :] - anchor[:, None]) % weeks[:, None] == 0

    def _keep_seasons(self, found: Matches, almanac: Almanac) -> None:
        if not len(self._seasons):
            return
        entries, first, last = self._seasons.T
        day = almanac.month_day_number[None, :]
        from_first, to_last = first[:, None] <= day, day <= last[:, None]
        inside = np.where((first <= last)[:, None], from_first & to_last, from_first | to_last)
        # An entry's seasons stand beside each other: any of them will do.
        starts = np.flatnonzero(np.diff(entries, prepend=-1))
        found[entries[starts]] &= np.logical_or.reduceat(inside, starts, axis=0)


def _bits(sets: Iterable[Iterable[int]]) -> Bits:
    return np.array([sum(1 << value for value in values) for values in sets], dtype=np.uint64)


def _table(rows: Iterable[tuple[int, int, int]]) -> NDArray[np.int64]:
    return np.array(list(rows), dtype=np.int64).reshape(-1, 3)


def _nth_bit(nth: int) -> int:
    return nth if nth > 0 else NTH_FROM_END - nth


def _month_day_bit(day: int) -> int:
    return LAST_DAY if day == -1 else day


def _number(day: date | None, otherwise: int) -> int:
    return otherwise if day is None else day_number(day)


def _month_day_number(month_day: MonthDay) -> int:
    month, day = month_day
    return 100 * month + day
