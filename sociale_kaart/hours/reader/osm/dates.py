"""The selectors of years, dates and weeks: `2026 Mar 30-2026 Apr 24`, `Jul-Aug`, `easter -2 days`, `week 1-53/2`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from sociale_kaart.hours.calendar import FROM_EASTER
from sociale_kaart.hours.reader.osm.tokens import MONTHS, Cursor, Unreadable
from sociale_kaart.hours.schedule import DAYS_IN_MONTH, Days, Holiday, Season

# As OpenStreetMap has no way to say "up to a day", an export says it as from the first day that is reckoned.
FIRST_RECKONED = date(1970, 1, 1)

_HOLIDAY_AFTER_EASTER = MappingProxyType({after: holiday for holiday, after in FROM_EASTER.items()})
_MONTH_NUMBERS = MappingProxyType({name.lower(): number for number, name in enumerate(MONTHS, start=1)})
_LAST_WEEK = 53

Period = tuple[date | None, date | None]


@dataclass(slots=True)
class _Found:
    """What a list of dates names: any of it will do."""

    seasons: list[Season] = field(default_factory=list)
    dates: list[date] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)
    holidays: list[Holiday] = field(default_factory=list)

    def days(self) -> Iterator[Days]:
        if self.seasons:
            yield Days(seasons=tuple(self.seasons))
        if self.dates:
            yield Days(dates=tuple(self.dates))
        if self.holidays:
            yield Days(holidays=tuple(self.holidays))
        yield from (Days(valid_from=_said(first), valid_to=last) for first, last in self.periods)


def _said(first: date | None) -> date | None:
    return None if first == FIRST_RECKONED else first


def wide_days(cursor: Cursor) -> list[Days]:
    """Years, dates and weeks, in that order and each if it is there: any of the result will do."""
    years = _years(cursor)
    found = list(_monthdays(cursor).days()) if cursor.sees("month|easter|number") else []
    if years:
        found = [_in_years(days, first, last) for days in found or [Days()] for first, last in years]
    if cursor.skip("week"):
        weeks = _weeks(cursor)
        found = [replace(days, weeks=weeks) for days in found or [Days()]]
    return found or [Days()]


def _in_years(days: Days, first: date | None, last: date | None) -> Days:
    if days.dates or days.valid_from or days.valid_to:
        raise Unreadable
    return replace(days, valid_from=_said(first), valid_to=last)


def _years(cursor: Cursor) -> list[Period]:
    found: list[Period] = []
    while cursor.ahead().is_year and not _begins_date(cursor, 0):
        found += _year_range(cursor)
        if not (cursor.sees(",") and cursor.ahead(1).is_year and not _begins_date(cursor, 1)):
            break
        cursor.take(",")
    return found


def begins_years(cursor: Cursor, count: int) -> bool:
    """Whether a year begins so many tokens on, and not a time as in 1900-2100."""
    if not cursor.ahead(count).is_year:
        return False
    if cursor.ahead(count + 1).kind == "-" and cursor.ahead(count + 2).is_year:
        count += 2
    return cursor.ahead(count + 1).kind in _AFTER_YEARS


_AFTER_YEARS = ("month", "easter", "week", "weekday", "ph", "sh", "/", "+", "clock", "modifier")


def _begins_date(cursor: Cursor, count: int) -> bool:
    """Whether a date, a month or Easter begins so many tokens on, with its year or without."""
    year = cursor.ahead(count).is_year
    return cursor.ahead(count + year).kind in ("month", "easter")


def _year_range(cursor: Cursor) -> Iterator[Period]:
    first = cursor.take("number").number
    if cursor.skip("+"):
        yield date(first, 1, 1), None
        return
    last = cursor.take("number").number if cursor.skip("-") else first
    step = cursor.take("number").number if cursor.skip("/") else 1
    if not 0 <= last - first <= 200 or step < 1:
        raise Unreadable
    if step == 1:
        yield date(first, 1, 1), date(last, 12, 31)
    else:
        yield from ((date(year, 1, 1), date(year, 12, 31)) for year in range(first, last + 1, step))


def _monthdays(cursor: Cursor) -> _Found:
    found = _Found()
    if not _begins_date(cursor, 0):
        return found
    _monthday(cursor, found)
    while cursor.sees(",") and _begins_date(cursor, 1):
        cursor.take(",")
        _monthday(cursor, found)
    return found


def _monthday(cursor: Cursor, found: _Found) -> None:
    year = cursor.take("number").number if cursor.ahead().is_year else None
    if cursor.skip("easter"):
        if year is not None:
            raise Unreadable
        found.holidays.append(_from_easter(cursor))
        return
    month = _MONTH_NUMBERS[cursor.take("month").text]
    if cursor.sees("number") and not cursor.ahead().is_year:
        _days_of_month(cursor, year, month, found)
    else:
        _months(cursor, year, month, found)


def _from_easter(cursor: Cursor) -> Holiday:
    after = 0
    if cursor.sees("+|-", "number", "offset"):
        sign = 1 if cursor.skip("+") else -1
        cursor.skip("-")
        after = sign * cursor.take("number").number
        cursor.take("offset")
    if after not in _HOLIDAY_AFTER_EASTER or cursor.sees("-"):
        raise Unreadable
    return _HOLIDAY_AFTER_EASTER[after]


def _months(cursor: Cursor, year: int | None, month: int, found: _Found) -> None:
    """A month, or months up to another."""
    last = month
    if cursor.sees("-", "month"):
        cursor.take("-")
        last = _MONTH_NUMBERS[cursor.take("month").text]
    season = Season.of_months(month, last)
    if year is None:
        found.seasons.append(season)
    elif last >= month:
        found.periods.append((date(year, month, 1), _end_of_month(year, last)))
    else:
        raise Unreadable


def _end_of_month(year: int, month: int) -> date:
    return date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1)


def _days_of_month(cursor: Cursor, year: int | None, month: int, found: _Found) -> None:
    """A date, dates of one month (`Dec 24,31`), or from one date up to another."""
    day = cursor.take("number").number
    if cursor.skip("+"):
        if year is None:
            raise Unreadable
        found.periods.append((_date(year, month, day), None))
        return
    _range_of_days(cursor, year, month, day, found)
    while cursor.sees(",", "number", ",|-|weekday|ph|sh|clock|modifier|comment|:|number|") and not (
        cursor.ahead(1).is_year
    ):
        cursor.take(",")
        _range_of_days(cursor, year, month, cursor.take("number").number, found)


def _range_of_days(cursor: Cursor, year: int | None, month: int, day: int, found: _Found) -> None:
    if not (cursor.sees("-", "month|number")):
        _one_day(year, month, day, found)
        return
    cursor.take("-")
    last_year = cursor.take("number").number if cursor.ahead().is_year else None
    last_month = _MONTH_NUMBERS[cursor.take("month").text] if cursor.sees("month") else month
    last_day = cursor.take("number").number
    if year is None:
        if last_year is not None:
            raise Unreadable
        found.seasons.append(_season(month, day, last_month, last_day))
        return
    first = _date(year, month, day)
    if last_year is None:
        last_year = year + ((last_month, last_day) < (month, day))
    found.periods.append((first, _date(last_year, last_month, last_day)))


def _one_day(year: int | None, month: int, day: int, found: _Found) -> None:
    if year is None:
        found.seasons.append(_season(month, day, month, day))
    else:
        found.dates.append(_date(year, month, day))


def _season(month: int, day: int, last_month: int, last_day: int) -> Season:
    if not (1 <= day <= DAYS_IN_MONTH[month - 1] and 1 <= last_day <= DAYS_IN_MONTH[last_month - 1]):
        raise Unreadable
    return Season((month, day), (last_month, last_day))


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Unreadable from error


def _weeks(cursor: Cursor) -> tuple[int, ...]:
    found = _week_range(cursor)
    while cursor.sees(",", "number"):
        cursor.take(",")
        found += _week_range(cursor)
    return tuple(found)


def _week_range(cursor: Cursor) -> list[int]:
    first = cursor.take("number").number
    last = cursor.take("number").number if cursor.skip("-") else first
    step = cursor.take("number").number if cursor.skip("/") else 1
    if not (1 <= first <= _LAST_WEEK and 1 <= last <= _LAST_WEEK and step >= 1):
        raise Unreadable
    if last < first:  # past the new year: every week of it, whichever of 52 and 53 is the last
        if step > 1:
            raise Unreadable
        return [*range(first, _LAST_WEEK + 1), *range(1, last + 1)]
    return list(range(first, last + 1, step))
