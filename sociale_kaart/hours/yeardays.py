"""Parts of the year as sets of days, so that "niet in juli en augustus" and "september t/m juni" are the same thing.

A set is a number: bit n is the n-th day of a leap year.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from sociale_kaart.hours.schedule import DAYS_IN_MONTH, Days, MonthDay, Season

YearDays = int

LENGTH = sum(DAYS_IN_MONTH)
WHOLE_YEAR: YearDays = (1 << LENGTH) - 1

_STARTS = tuple(accumulate(DAYS_IN_MONTH, initial=0))
_MONTHS = tuple((((1 << length) - 1) << start) for start, length in zip(_STARTS, DAYS_IN_MONTH, strict=False))


def year_days(days: Days) -> YearDays:
    """The days that its months and seasons leave, together."""
    of_months = WHOLE_YEAR if not days.months else 0
    for month in days.months:
        of_months |= _MONTHS[month - 1]
    of_seasons = WHOLE_YEAR if not days.seasons else 0
    for season in days.seasons:
        of_seasons |= _season(season)
    return of_months & of_seasons


def day_of_year(month_day: MonthDay) -> YearDays:
    """A set of one day."""
    return 1 << _place(month_day)


def months_and_seasons(found: YearDays) -> tuple[tuple[int, ...], tuple[Season, ...]]:
    """The shortest way to say a set: as whole months where that can be, else as seasons; nothing for the whole year."""
    if found == WHOLE_YEAR:
        return (), ()
    months = tuple(number for number, month in enumerate(_MONTHS, start=1) if found & month)
    if found == sum(_MONTHS[month - 1] for month in months):
        return months, ()
    return (), tuple(_runs(found))


def _season(season: Season) -> YearDays:
    first, last = _place(season.first), _place(season.last)
    to_last = (1 << (last + 1)) - 1
    from_first = WHOLE_YEAR & ~((1 << first) - 1)
    return to_last & from_first if first <= last else to_last | from_first


def _runs(found: YearDays) -> Iterator[Season]:
    """Days that follow each other, past the new year if need be."""
    for place in range(LENGTH):
        if _has(found, place) and not _has(found, place - 1):
            end = place
            while _has(found, end + 1):
                end += 1
            yield Season(_month_day(place), _month_day(end))


def _has(found: YearDays, place: int) -> bool:
    return bool(found >> (place % LENGTH) & 1)


def _place(month_day: MonthDay) -> int:
    month, day = month_day
    return _STARTS[month - 1] + day - 1


def _month_day(place: int) -> MonthDay:
    place %= LENGTH
    month = next(number for number in range(12, 0, -1) if _STARTS[number - 1] <= place)
    return month, place - _STARTS[month - 1] + 1
