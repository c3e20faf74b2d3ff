"""Days and times in the syntax of OpenStreetMap; None for what it has no words for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from sociale_kaart.hours.calendar import FIXED, FROM_EASTER
from sociale_kaart.hours.reader.osm.dates import FIRST_RECKONED
from sociale_kaart.hours.reader.osm.tokens import MONTHS, WEEKDAYS
from sociale_kaart.hours.schedule import (
    DAYS_IN_MONTH,
    EVEN_WEEKS,
    MIDNIGHT,
    ODD_WEEKS,
    Days,
    Holiday,
    MonthDay,
    Season,
    Weekday,
)

_LEAP_DAY = (2, 29)


def said_days(days: Days, narrow: str) -> str | None:
    """Days, with `narrow` for the days of the week among them ("" for none)."""
    if days.holidays:
        return said_holidays(days.holidays) if days == Days(holidays=days.holidays) and not narrow else None
    if days.is_vague or days.interval is not None or days.month_days:
        return None
    wide = _wide(days)
    return None if wide is None else " ".join(filter(None, (wide, said_weeks(days.weeks), narrow)))


def said_weekdays(days: Days) -> str:
    """`Mo-We,Fr`, `Mo[1,3]`; "" where none are named."""
    if days.nth:
        from_end = sorted((one for one in days.nth if one < 0), reverse=True)
        from_begin = [_run([str(one) for one in run]) for run in _runs([one for one in days.nth if one > 0])]
        nth = ",".join([*from_begin, *map(str, from_end)])
        return ",".join(f"{WEEKDAYS[day]}[{nth}]" for day in days.weekdays)
    return ",".join(_run([WEEKDAYS[day] for day in run]) for run in _round(_runs(days.weekdays), 7))


def said_holidays(holidays: Sequence[Holiday]) -> str | None:
    """`PH`, or days counted from Easter; None for Koningsdag, and for 25 December, which is a date there."""
    if holidays == (Holiday.ANY,):
        return "PH"
    said = [_from_easter(one) for one in holidays]
    return None if None in said else ",".join(filter(None, said))


def _from_easter(holiday: Holiday) -> str | None:
    after = FROM_EASTER.get(holiday)
    if after is None:
        return None
    return "easter" if after == 0 else f"easter {after:+} day{'s' if abs(after) > 1 else ''}"


def said_holiday(holiday: Holiday) -> str | None:
    """One day with a name, as it is taken out of a schedule; None for Koningsdag, which moves from a Sunday."""
    return _month_day(FIXED[holiday]) if holiday in FIXED else said_holidays((holiday,))


def said_weeks(weeks: Sequence[int]) -> str:
    """`week 01-53/2`, `week 05,07-09`; "" for every week."""
    if weeks == ODD_WEEKS:
        return "week 01-53/2"
    if weeks == EVEN_WEEKS:
        return "week 02-52/2"
    return f"week {','.join(_run([f'{week:02}' for week in run]) for run in _runs(weeks))}" if weeks else ""


def said_times(opens: time, closes: time) -> str:
    """`09:00-17:00`, `20:00-24:00`, `20:00-02:00`; a whole day that does not begin at midnight as `10:00-34:00`."""
    hour = closes.hour + 24 if closes in (opens, MIDNIGHT) else closes.hour
    return f"{opens:%H:%M}-{hour:02}:{closes.minute:02}"


def _wide(days: Days) -> str | None:
    """Dates, or a period and the part of the year; "" where neither is said."""
    if days.dates:
        return ",".join(_dated(day) for day in days.dates)
    part = _part_of_year(days)
    if part is None:
        return None
    years = _years(days.valid_from, days.valid_to)
    if years is not None:
        return " ".join(filter(None, (years, part)))
    return None if part else _period(days.valid_from, days.valid_to)


def _part_of_year(days: Days) -> str | None:
    if days.months and days.seasons:
        return None
    if days.months:
        runs = _round(_runs([month - 1 for month in days.months]), len(MONTHS))
        return ",".join(_run([MONTHS[month] for month in run], shortest=2) for run in runs)
    said = [_season(season) for season in days.seasons]
    return None if None in said else ",".join(filter(None, said))


def _season(season: Season) -> str | None:
    """None around 29 February, of which evaluators make 1 March in most years; the whole of February can be said."""
    if season.is_one_day and season.first != _LEAP_DAY:
        return _month_day(season.first)
    if season.last == _LEAP_DAY and season.first[0] != 2:
        return f"{_season(Season(season.first, (1, DAYS_IN_MONTH[0])))},{MONTHS[1]}"
    if _LEAP_DAY in (season.first, season.last):
        return None
    last = (
        f"{season.last[1]:02}" if season.first < season.last and season.first[0] == season.last[0] else None
    )
    return f"{_month_day(season.first)}-{last or _month_day(season.last)}"


def _years(first: date | None, last: date | None) -> str | None:
    """Whole years; "" for all of them, None where a period does not begin and end with a year."""
    if first is None and last is None:
        return ""
    begin = first or FIRST_RECKONED
    if (begin.month, begin.day) != (1, 1) or (last is not None and (last.month, last.day) != (12, 31)):
        return None
    if last is None:
        return f"{begin.year}+"
    return f"{begin.year}" if begin.year == last.year else f"{begin.year}-{last.year}"


def _period(first: date | None, last: date | None) -> str:
    begin = _dated(first or FIRST_RECKONED)
    return f"{begin}+" if last is None else f"{begin}-{_dated(last)}"


def _dated(day: date) -> str:
    return f"{day.year} {_month_day((day.month, day.day))}"


def _month_day(month_day: MonthDay) -> str:
    month, day = month_day
    return f"{MONTHS[month - 1]} {day:02}"


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    """Numbers that follow each other, together."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _round(runs: list[list[int]], length: int) -> list[list[int]]:
    """Runs of numbers below a length, with the last going on in the first where it can: Friday to Monday."""
    if len(runs) > 1 and runs[0][0] == 0 and runs[-1][-1] == length - 1:
        return [*runs[1:-1], runs[-1] + runs[0]]
    return runs


def _run(names: Sequence[str], shortest: int = 3) -> str:
    """From the first to the last, or each where there are few."""
    return ",".join(names) if len(names) < shortest else f"{names[0]}-{names[-1]}"


WHOLE_WEEK = said_weekdays(Days(weekdays=tuple(Weekday)))
