"""A run of days as arrays: what there is to know of each day, so that many rules can be held against many days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.hours.calendar import Calendar, named_days, public_holidays
from sociale_kaart.hours.schedule import Holiday, SchoolHoliday
from sociale_kaart.hours.school import Region

Bits = NDArray[np.uint64]
DayNumbers = NDArray[np.int64]

EPOCH = date(1970, 1, 1)
HOLIDAY_BITS = {holiday: 1 << number for number, holiday in enumerate(Holiday)}
SCHOOL_BITS = {holiday: 1 << number for number, holiday in enumerate(SchoolHoliday)}
ALL_SCHOOL_BITS = sum(SCHOOL_BITS.values())
# Bit numbers: in month_day, of the last day of its month; in nth, where those counted from the end begin.
LAST_DAY = 0
NTH_FROM_END = 8


def day_number(day: date) -> int:
    """Days since 1 January 1970."""
    return day.toordinal() - EPOCH.toordinal()


def day_of(number: int) -> date:
    """The date of a day number."""
    return EPOCH + timedelta(days=number)


def week_number(day: date) -> int:
    """Weeks since the first Monday of 1970, so that odd and even do not stumble over the new year."""
    return (day_number(day) - _FIRST_MONDAY) // 7


_FIRST_MONDAY = 4  # 5 January 1970


@dataclass(frozen=True, slots=True, kw_only=True)
class Almanac:
    """Days in a row, each array (n,). Sets are bits: bit w of weekday is weekday w, and so on.

    number : days since 1970
    weekday, month_day, month, iso_week : one bit each; the last day of a month also has bit LAST_DAY in month_day
    nth : bit n: the n-th of its weekday in the month; bit NTH_FROM_END + n: from its end
    week : weeks since 1970
    month_day_number : 100 * month + day
    holidays : HOLIDAY_BITS by name; Holiday.ANY where it is a public holiday
    school_free : SCHOOL_BITS on which every region that counts is free
    school_differs : SCHOOL_BITS on which some are and some are not
    school_sourced : whether the table speaks of this day for every region that counts
    """

    number: DayNumbers
    weekday: Bits
    nth: Bits
    month_day: Bits
    month: Bits
    iso_week: Bits
    week: DayNumbers
    month_day_number: DayNumbers
    holidays: Bits
    school_free: Bits
    school_differs: Bits
    school_sourced: NDArray[np.bool_]

    @property
    def is_public_holiday(self) -> NDArray[np.bool_]:
        return (self.holidays & np.uint64(HOLIDAY_BITS[Holiday.ANY])).astype(np.bool_)

    def __len__(self) -> int:
        return len(self.number)


# A year of days, of each school region, for what looks one day back and what looks two weeks ahead.
@lru_cache(maxsize=1_024)
def almanac(first: int, length: int, calendar: Calendar) -> Almanac:
    """The days from a day number on; what the calendar says of them included."""
    number = np.arange(first, first + length, dtype=np.int64)
    days = [day_of(int(one)) for one in number]
    month_first = number.astype("datetime64[D]").astype("datetime64[M]")
    month_length = (
        (month_first + np.timedelta64(1, "M")).astype("datetime64[D]") - month_first.astype("datetime64[D]")
    ).astype(int)
    day = (number.astype("datetime64[D]") - month_first.astype("datetime64[D]")).astype(np.int64) + 1
    month = np.array([one.month for one in days], dtype=np.int64)
    free, differs, sourced = _school(number, calendar)
    return Almanac(
        number=number,
        weekday=_bit((number + 3) % 7),
        nth=_bit((day - 1) // 7 + 1) | _bit(NTH_FROM_END + (month_length - day) // 7 + 1),
        month_day=_bit(day) | np.where(day == month_length, np.uint64(1 << LAST_DAY), np.uint64(0)),
        month=_bit(month),
        iso_week=_bit(np.array([one.isocalendar().week for one in days], dtype=np.int64)),
        week=(number - _FIRST_MONDAY) // 7,
        month_day_number=100 * month + day,
        holidays=np.array([_holiday_bits(one) for one in days], dtype=np.uint64),
        school_free=free,
        school_differs=differs,
        school_sourced=sourced,
    )


def _bit(position: NDArray[np.int64]) -> Bits:
    return np.left_shift(np.uint64(1), position.astype(np.uint64))


def _holiday_bits(day: date) -> int:
    bits = sum(HOLIDAY_BITS[holiday] for holiday, its in named_days(day.year).items() if its == day)
    return bits + HOLIDAY_BITS[Holiday.ANY] if day in public_holidays(day.year) else bits


def _school(number: DayNumbers, calendar: Calendar) -> tuple[Bits, Bits, NDArray[np.bool_]]:
    per_region = [_free(number, calendar, region) for region in calendar.regions]
    everywhere = np.bitwise_and.reduce(per_region)
    somewhere = np.bitwise_or.reduce(per_region)
    sourced = np.logical_and.reduce([_sourced(number, calendar, region) for region in calendar.regions])
    return everywhere, somewhere & ~everywhere, sourced


def _free(number: DayNumbers, calendar: Calendar, region: Region) -> Bits:
    free = np.zeros(len(number), dtype=np.uint64)
    for one in calendar.school.of(region):
        free[_between(number, one.first, one.last)] |= np.uint64(SCHOOL_BITS[one.holiday])
    return free


def _sourced(number: DayNumbers, calendar: Calendar, region: Region) -> NDArray[np.bool_]:
    known = np.zeros(len(number), dtype=np.bool_)
    for period in calendar.school.sourced(region):
        known |= _between(number, period.first, period.last)
    return known


def _between(number: DayNumbers, first: date, last: date) -> NDArray[np.bool_]:
    return (day_number(first) <= number) & (number <= day_number(last))
