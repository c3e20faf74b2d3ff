"""Days in words; `dayreading` takes them apart again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from sociale_kaart.hours.schedule import (
    EVEN_WEEKS,
    ODD_WEEKS,
    Days,
    Holiday,
    MonthDay,
    SchoolHoliday,
    Weekday,
)
from sociale_kaart.hours.sentence.lexicon import Lexicon

_SHORTEST_RANGE = 3
MONTHS_A_YEAR = 12
_NUMBER = r"\d{1,2}"
_ANY_NUMBER = r"\d+"


def said_days(days: Days, words: Lexicon) -> str:
    """Days within a sentence about them, as after "niet": "op de eerste maandag van de maand in juli"."""
    return _joined([*_on(days, words, every=False), *_period(days, words, yearly=False)])


def said_core(days: Days, words: Lexicon) -> str:
    """The days that a rule comes back to: "elke eerste maandag van de maand"."""
    return _joined(_on(days, words, every=True))


def said_period(days: Days, words: Lexicon, before: bool) -> tuple[str, ...]:
    """The parts of the year and the dates between which it holds, but for days that are named already.

    before : whether it comes before them ("elk jaar van 1 tot en met 22 december: ..."), not behind "alleen"
    """
    period = replace(days, seasons=()) if _is_head(days) else days
    return tuple(_period(period, words, yearly=before))


def said_school(named: Sequence[SchoolHoliday], words: Lexicon, form: str = "school") -> str:
    """In school holidays, all or some; or, with the form "outside_school", outside them."""
    if not named:
        return words.days[form]
    return words.days[f"{form}_named"].format(school=words.listed([words.school_names[one] for one in named]))


def _joined(parts: Iterable[str]) -> str:
    return " ".join(part for part in parts if part)


def _on(days: Days, words: Lexicon, every: bool) -> Iterator[str]:
    often = _often(days, words)
    yield often
    yield _weekdays(days, words, every=every and not often)
    if days.month_days:
        numbers = words.listed([*_month_days(days, words)])
        form = "every_month_day" if every and not (days.weekdays or often) else "on_month_day"
        yield words.days[form].format(numbers=numbers)
    if days.dates:
        yield _dates(days.dates, words, weekday=every)
    if days.holidays:
        yield words.days["on_holidays"].format(
            holidays=words.listed([words.holiday(one) for one in Holiday if one in days.holidays])
        )
    if every and _is_head(days):
        yield _seasons(days, words, yearly=True)
    elif every and not (days.weekdays or days.month_days or days.dates or days.holidays):
        yield words.days["every_day"]
    yield _weeks(days, words)
    yield _anchor(days, words, every=every)


def _is_head(days: Days) -> bool:
    """Whether single days of every year are all that it says about which days."""
    single = bool(days.seasons) and all(season.is_one_day for season in days.seasons)
    return single and not (days.weekdays or days.month_days or days.dates or days.holidays)


def _often(days: Days, words: Lexicon) -> str:
    said = []
    if days.interval is not None:
        two = days.interval.weeks == 2
        form = words.days["every_other_week" if two else "every_few_weeks"]
        said.append(form.format(count=words.count(days.interval.weeks)))
    if days.per_month:
        times = words.times_a_month.get(days.per_month, words.times_a_month[0]).format(days.per_month)
        said.append(words.days["times_a_month"].format(times=times))
    return " ".join(said)


def _weekdays(days: Days, words: Lexicon, every: bool) -> str:
    names = [words.weekdays[day] for day in days.weekdays]
    if days.nth:
        nth = [words.nth[one] for one in sorted(days.nth, key=lambda one: (one < 0, one))]
        if len(names) == 1:
            said = f"{words.listed(nth)} {names[0]}"
        else:
            said = words.listed([f"{one} {name}" for name in names for one in nth])
        return words.days["every_nth" if every else "on_nth"].format(nth=said)
    if not names:
        return ""
    run = days.weekdays[-1] - days.weekdays[0] + 1 == len(names) >= _SHORTEST_RANGE
    if run and len(names) == len(Weekday):
        return words.days["every_day"]
    if run:
        return words.days["weekday_range" if every else "on_weekday_range"].format(
            first=names[0], last=names[-1]
        )
    return words.days["every_weekday" if every else "on_weekdays"].format(weekdays=words.listed(names))


def _month_days(days: Days, words: Lexicon) -> Iterator[str]:
    for number in sorted(days.month_days, key=lambda one: (one < 0, one)):
        yield words.last_day if number < 0 else words.ordinal(number)


def _dates(dates: Sequence[date], words: Lexicon, weekday: bool) -> str:
    if weekday and len(dates) == 1:
        (day,) = dates
        return words.days["on_weekday_date"].format(
            weekday=words.weekdays[day.weekday()], date=words.said_date(day)
        )
    return words.days["on_dates"].format(dates=words.listed([*_dates_of_months(dates, words)]))


def _dates_of_months(dates: Sequence[date], words: Lexicon) -> Iterator[str]:
    """By month; in more months of one year the year is said once, and each day has its month."""
    if dates[0].year == dates[-1].year and dates[0].month != dates[-1].month:
        *first, last = dates
        yield from (f"{day.day} {words.months[day.month - 1]}" for day in first)
        yield words.said_date(last)
        return
    for (year, month), its in groupby(dates, key=lambda day: (day.year, day.month)):
        yield f"{words.listed([str(day.day) for day in its])} {words.months[month - 1]} {year}"


def _weeks(days: Days, words: Lexicon) -> str:
    if not days.weeks:
        return ""
    if days.weeks in PARITY:
        return words.days[PARITY[days.weeks]]
    return words.days["weeks"].format(weeks=words.listed([str(week) for week in days.weeks]))


PARITY = {EVEN_WEEKS: "even_weeks", ODD_WEEKS: "odd_weeks"}


def _anchor(days: Days, words: Lexicon, every: bool) -> str:
    """From which week is counted, where the first day does not tell."""
    if days.interval is None or days.interval.anchor is None:
        return ""
    if every and days.interval.anchor == days.valid_from:
        return ""
    return words.days["anchor"].format(date=words.said_date(days.interval.anchor))


def said_between(first: date | None, last: date | None, words: Lexicon) -> str:
    """As in "vanaf 1 maart 2026" or "van 7 tot en met 24 april 2026"; "" where neither is known."""
    match first, last:
        case None, None:
            return ""
        case None, date():
            return words.days["valid_to"].format(last=words.said_date(last))
        case date(), None:
            return words.days["valid_from"].format(first=words.said_date(first))
    assert first is not None
    assert last is not None
    begin = words.said_date(first)
    if first.year == last.year:
        begin = _begin((first.month, first.day), (last.month, last.day), words)
    return words.days["valid"].format(first=begin, last=words.said_date(last))


def _period(days: Days, words: Lexicon, yearly: bool) -> Iterator[str]:
    yield from filter(None, [said_between(days.valid_from, days.valid_to, words)])
    if days.seasons:
        yield _seasons(days, words, yearly=yearly)
    if days.months:
        yield _months(days.months, words)


def _seasons(days: Days, words: Lexicon, yearly: bool) -> str:
    single = [season for season in days.seasons if season.is_one_day]
    said = [
        words.days["season_day"].format(day=f"{words.listed([str(one.first[1]) for one in its])} {name}")
        for name, its in groupby(single, key=lambda one: words.months[one.first[0] - 1])
    ]
    said += [
        words.days["season"].format(
            first=_begin(one.first, one.last, words), last=_month_day(one.last, words)
        )
        for one in days.seasons
        if not one.is_one_day
    ]
    listed = words.listed(said)
    return words.days["yearly"].format(seasons=listed) if yearly and not days.year_unknown else listed


def _begin(first: MonthDay, last: MonthDay, words: Lexicon) -> str:
    """The first day of a range, without the month where that is the last one's."""
    return str(first[1]) if first[0] == last[0] and first <= last else _month_day(first, words)


def _month_day(one: MonthDay, words: Lexicon) -> str:
    return f"{one[1]} {words.months[one[0] - 1]}"


def _months(months: Sequence[int], words: Lexicon) -> str:
    names = [words.months[month - 1] for month in months]
    starts = [month for month in months if (month - 2) % MONTHS_A_YEAR + 1 not in months]
    if len(starts) == 1 and len(months) >= _SHORTEST_RANGE:
        last = (starts[0] + len(months) - 2) % MONTHS_A_YEAR
        return words.days["month_range"].format(first=words.months[starts[0] - 1], last=words.months[last])
    return words.days["months"].format(months=words.listed(names))
