"""Days in words, and the words as days: each part of `Days` is said and read in one place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Any

from sociale_kaart.hours.schedule import (
    EVEN_WEEKS,
    EVERY_DAY,
    ODD_WEEKS,
    Days,
    Holiday,
    Interval,
    SchoolHoliday,
    Season,
    Weekday,
)
from sociale_kaart.hours.sentence.lexicon import Lexicon
from sociale_kaart.hours.sentence.scanner import Scanner, either, list_of

_SHORTEST_RANGE = 3
_MONTHS = 12
_NUMBER = r"\d{1,2}"
_ANY_NUMBER = r"\d+"


# Saying.


def said_days(days: Days, words: Lexicon) -> str:
    """Days within a sentence about them, as after "niet": "op de eerste maandag van de maand in juli"."""
    return _joined([*_on(days, words, every=False), *_period(days, words)])


def said_core(days: Days, words: Lexicon) -> str:
    """The days that a rule comes back to: "elke eerste maandag van de maand"."""
    return _joined(_on(days, words, every=True))


def said_period(days: Days, words: Lexicon) -> list[str]:
    """The parts of the year and the dates between which it holds, but for days that are named already."""
    return [*_period(replace(days, seasons=()) if _is_head(days) else days, words)]


def said_school(named: Sequence[SchoolHoliday], words: Lexicon) -> str:
    """School holidays, all or some."""
    if not named:
        return words.days["school"]
    return words.days["school_named"].format(school=words.listed([words.school_names[one] for one in named]))


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
        yield _dates(days.dates, words)
    if days.holidays:
        yield words.days["on_holidays"].format(holidays=words.listed([*map(words.holiday, days.holidays)]))
    if every and _is_head(days):
        yield _seasons(days, words)
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


def _dates(dates: Sequence[date], words: Lexicon) -> str:
    if len(dates) == 1:
        (day,) = dates
        return words.days["on_weekday_date"].format(
            weekday=words.weekdays[day.weekday()], date=words.said_date(day)
        )
    months = [
        f"{words.listed([str(day.day) for day in its])} {words.months[month - 1]} {year}"
        for (year, month), its in groupby(dates, key=lambda day: (day.year, day.month))
    ]
    return words.days["on_dates"].format(dates=words.listed(months))


def _weeks(days: Days, words: Lexicon) -> str:
    if not days.weeks:
        return ""
    if days.weeks in _PARITY:
        return words.days[_PARITY[days.weeks]]
    return words.days["weeks"].format(weeks=words.listed([str(week) for week in days.weeks]))


_PARITY = {EVEN_WEEKS: "even_weeks", ODD_WEEKS: "odd_weeks"}


def _anchor(days: Days, words: Lexicon, every: bool) -> str:
    """From which week is counted, where the first day does not tell."""
    if days.interval is None or days.interval.anchor is None:
        return ""
    if every and days.interval.anchor == days.valid_from:
        return ""
    return words.days["anchor"].format(date=words.said_date(days.interval.anchor))


def _period(days: Days, words: Lexicon) -> Iterator[str]:
    first = "" if days.valid_from is None else words.said_date(days.valid_from)
    last = "" if days.valid_to is None else words.said_date(days.valid_to)
    if first or last:
        form = "valid" if first and last else "valid_from" if first else "valid_to"
        yield words.days[form].format(first=first, last=last)
    if days.seasons:
        yield _seasons(days, words)
    if days.months:
        yield _months(days.months, words)


def _seasons(days: Days, words: Lexicon) -> str:
    single = [season for season in days.seasons if season.is_one_day]
    said = [
        words.days["season_day"].format(day=f"{words.listed([str(one.first[1]) for one in its])} {name}")
        for name, its in groupby(single, key=lambda one: words.months[one.first[0] - 1])
    ]
    said += [
        words.days["season"].format(first=_month_day(one.first, words), last=_month_day(one.last, words))
        for one in days.seasons
        if not one.is_one_day
    ]
    listed = words.listed(said)
    return listed if days.year_unknown else words.days["yearly"].format(seasons=listed)


def _month_day(one: tuple[int, int], words: Lexicon) -> str:
    return f"{one[1]} {words.months[one[0] - 1]}"


def _months(months: Sequence[int], words: Lexicon) -> str:
    names = [words.months[month - 1] for month in months]
    starts = [month for month in months if (month - 2) % _MONTHS + 1 not in months]
    if len(starts) == 1 and len(months) >= _SHORTEST_RANGE:
        last = (starts[0] + len(months) - 2) % _MONTHS
        return words.days["month_range"].format(first=words.months[starts[0] - 1], last=words.months[last])
    return words.days["months"].format(months=words.listed(names))


# Reading.


@dataclass(slots=True)
class DaysRead:
    """What was read of some days so far."""

    fields: dict[str, Any] = field(default_factory=dict)
    every_few: int = 0
    anchor: date | None = None
    other_days: bool = False
    in_school_holidays: bool = False
    school_holidays: tuple[SchoolHoliday, ...] = ()

    def join(self, other: DaysRead) -> None:
        """Take in what was read elsewhere of the same days."""
        self.fields |= other.fields
        if other.in_school_holidays:
            self.in_school_holidays, self.school_holidays = True, other.school_holidays

    def days(self, phase_known: bool = True) -> Days:
        """As `Days`; every few weeks are counted from the first day where nothing else is said."""
        found = replace(EVERY_DAY, **self.fields)
        if not self.every_few:
            return found
        anchor = (self.anchor or found.valid_from) if phase_known else None
        return replace(found, interval=Interval(self.every_few, anchor))


def read_days(scanner: Scanner, words: Lexicon, found: DaysRead) -> bool:
    """Read one part of some days into `found`; False where none comes next."""
    return any(read(scanner, words, found) for read in _PARTS)


def _read_weekdays(scanner: Scanner, words: Lexicon, found: DaysRead) -> bool:
    day = either(words.weekdays)
    nth = list_of(either(words.nth.values()), words.conjunction)
    for form in ("every_nth", "on_nth"):
        if taken := scanner.take(words.days[form], nth=list_of(f"{nth} {day}", words.conjunction)):
            found.fields["weekdays"] = _named(taken["nth"], words.weekdays)
            numbers = {said: number for number, said in words.nth.items()}
            found.fields["nth"] = tuple(numbers[one] for one in _found(taken["nth"], words.nth.values()))
            return True
    for form in ("weekday_range", "on_weekday_range"):
        if taken := scanner.take(words.days[form], first=day, last=day):
            first, last = (_named(taken[end], words.weekdays)[0] for end in ("first", "last"))
            found.fields["weekdays"] = tuple(Weekday(at) for at in range(first, last + 1))
            return True
    for form in ("every_weekday", "on_weekdays"):
        if taken := scanner.take(words.days[form], weekdays=list_of(day, words.conjunction)):
            found.fields["weekdays"] = tuple(Weekday(at) for at in _named(taken["weekdays"], words.weekdays))
            return True
    return False


def _read_every_day(scanner: Scanner, words: Lexicon, found: DaysRead) -> bool:
    if scanner.take(words.days["other_days"]) is not None:
        found.other_days = True
        return True
    return scanner.take(words.days["every_day"]) is not None


def _read_month_days(scanner: Scanner, words: Lexicon, found: DaysRead) -> bool:
    numbers = {words.ordinal(number): number for number in range(1, 32)} | {words.last_day: -1}
    pattern = list_of(either(numbers), words.conjunction)
    for form in ("every_month_day", "on_month_day"):
        if taken := scanner.take(words.days[form], numbers=pattern):
            found.fields["month_days"] = tuple(numbers[one] for one in _found(taken["numbers"], numbers))
            return True
    return False


def _read_dates(scanner: Scanner, words: Lexicon, found: DaysRead) -> bool:
    if taken := scanner.take(
        words.days["on_weekday_date"], weekday=either(words.weekdays), date=date_pattern(words)
    ):
        found.fields["dates"] = (read_date(taken["date"], words),)
        return True
    numbers = list_of(_NUMBER, words.conjunction)
    of_month = rf"{numbers} {either(words.months)} \d{{4}}"
    if taken := scanner.take(words.days["on_dates"], dates=list_of(of_month, words.conjunction)):
        found.fields["dates"] = tuple(
            date(int(year), _month(month, words), int(day))
            for days, month, year in re.findall(
                rf"({numbers}) ({either(words.months)}) (\d{{4}})", taken["dates"]
            )
            for day in re.findall(_NUMBER, days)
        )
        return True
    return False


def _read_holidays(scanner: Scanner, words: Lexicon, found: DaysRead) -> bool:
    names = {words.holiday(one).lower(): one for one in Holiday}
    taken = scanner.take(words.days["on_holidays"], holidays=list_of(either(names), words.conjunction))
    if taken is None:
        return False
    found.fields["holidays"] = tuple(names[one] for one in _found(taken["holidays"], names))
    return True


def _read_often(scanner: Scanner, words: Lexicon, found: DaysRead) -> bool:
    if scanner.take(words.days["every_other_week"]) is not None:
        found.every_few = 2
        return True
    counts = {said: number for number, said in words.counts.items()}
    if taken := scanner.take(words.days["every_few_weeks"], count=f"(?:{either(counts)}|{_ANY_NUMBER})"):
        found.every_few = counts.get(taken["count"]) or int(taken["count"])
        return True
    times = {said: number for number, said in words.times_a_month.items() if number}
    many = words.times_a_month[0].replace("{}", _ANY_NUMBER)
    if taken := scanner.take(words.days["times_a_month"], times=f"(?:{either(times)}|{many})"):
        found.fields["per_month"] = times.get(taken["times"]) or _first_number(taken["times"])
        return True
    return False


def _read_weeks(scanner: Scanner, words: Lexicon, found: DaysRead) -> bool:
    for weeks, form in _PARITY.items():
        if scanner.take(words.days[form]) is not None:
            found.fields["weeks"] = weeks
            return True
    if taken := scanner.take(words.days["weeks"], weeks=list_of(_NUMBER, words.conjunction)):
        found.fields["weeks"] = tuple(int(week) for week in re.findall(_NUMBER, taken["weeks"]))
        return True
    if taken := scanner.take(words.days["anchor"], date=date_pattern(words)):
        found.anchor = read_date(taken["date"], words)
        return True
    return False


def _read_valid(scanner: Scanner, words: Lexicon, found: DaysRead) -> bool:
    for form in ("valid", "valid_from", "valid_to"):
        if taken := scanner.take(words.days[form], first=date_pattern(words), last=date_pattern(words)):
            for place, name in (("first", "valid_from"), ("last", "valid_to")):
                if place in taken:
                    found.fields[name] = read_date(taken[place], words)
            return True
    return False


def _read_seasons(scanner: Scanner, words: Lexicon, found: DaysRead) -> bool:
    month_day = rf"{_NUMBER} {either(words.months)}(?! \d{{4}})"
    day = rf"{list_of(_NUMBER, words.conjunction)} {either(words.months)}(?! \d{{4}})"
    one = words.days["season_day"].replace("{day}", day)
    more = words.days["season"].replace("{first}", month_day).replace("{last}", month_day)
    pattern = list_of(f"(?:{more}|{one})", words.conjunction)
    taken = scanner.take(words.days["yearly"], seasons=pattern) or scanner.take("{seasons}", seasons=pattern)
    if taken is None:
        return False
    found.fields["seasons"] = tuple(_seasons_in(taken["seasons"], words))
    return True


def _seasons_in(text: str, words: Lexicon) -> Iterator[Season]:
    range_form = words.days["season"].replace("{first}", "(.+?)").replace("{last}", rf"({_NUMBER} \w+)")
    for first, last in re.findall(range_form, text):
        yield Season(_as_month_day(first, words), _as_month_day(last, words))
    for days, month in re.findall(
        rf"({list_of(_NUMBER, words.conjunction)}) ({either(words.months)})", re.sub(range_form, "", text)
    ):
        for day in re.findall(_NUMBER, days):
            yield Season((_month(month, words), int(day)), (_month(month, words), int(day)))


def _read_months(scanner: Scanner, words: Lexicon, found: DaysRead) -> bool:
    month = either(words.months)
    if taken := scanner.take(words.days["month_range"], first=month, last=month):
        first, last = _month(taken["first"], words), _month(taken["last"], words)
        count = (last - first) % _MONTHS + 1
        found.fields["months"] = tuple((first - 1 + step) % _MONTHS + 1 for step in range(count))
        return True
    if taken := scanner.take(words.days["months"], months=list_of(month, words.conjunction)):
        found.fields["months"] = tuple(at + 1 for at in _named(taken["months"], words.months))
        return True
    return False


def _read_school(scanner: Scanner, words: Lexicon, found: DaysRead) -> bool:
    names = {said.lower(): one for one, said in words.school_names.items()}
    if scanner.take(words.days["school"]) is None:
        taken = scanner.take(words.days["school_named"], school=list_of(either(names), words.conjunction))
        if taken is None:
            return False
        found.school_holidays = tuple(names[one] for one in _found(taken["school"], names))
    found.in_school_holidays = True
    return True


_PARTS: tuple[Callable[[Scanner, Lexicon, DaysRead], bool], ...] = (
    _read_often, _read_dates, _read_weekdays, _read_every_day, _read_month_days, _read_holidays, _read_weeks,
    _read_valid, _read_seasons, _read_months, _read_school,
)  # fmt: skip


def date_pattern(words: Lexicon) -> str:
    """A pattern for a date with its year."""
    return rf"{_NUMBER} {either(words.months)} \d{{4}}"


def read_date(text: str, words: Lexicon) -> date:
    """As in "7 december 2026"; raises ValueError for a day that there is not."""
    day, month, year = text.split()
    return date(int(year), _month(month, words), int(day))


def _as_month_day(text: str, words: Lexicon) -> tuple[int, int]:
    day, month = text.split()
    return _month(month, words), int(day)


def _month(name: str, words: Lexicon) -> int:
    return [month.lower() for month in words.months].index(name) + 1


def _first_number(text: str) -> int:
    return int("".join(filter(str.isdigit, text)))


def _found(text: str, names: Iterable[str]) -> list[str]:
    return re.findall(either(names), text)


def _named(text: str, names: Sequence[str]) -> tuple[int, ...]:
    places = {name.lower(): at for at, name in enumerate(names)}
    return tuple(places[one] for one in _found(text, names))
