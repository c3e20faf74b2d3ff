"""Words as days again: each form in which `daywords` says a part of `Days`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sociale_kaart.hours.schedule import (
    EVERY_DAY,
    Days,
    Holiday,
    Interval,
    MonthDay,
    SchoolHoliday,
    Season,
    Weekday,
)
from sociale_kaart.hours.sentence.daywords import MONTHS_A_YEAR, PARITY
from sociale_kaart.hours.sentence.lexicon import Lexicon
from sociale_kaart.hours.sentence.scanner import Scanner, either, list_of

_NUMBER = r"\d{1,2}"
_ANY_NUMBER = r"\d+"


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
    return any(scanner.take(words.days[form]) is not None for form in ("every_day", "any_day"))


def _read_month_days(scanner: Scanner, words: Lexicon, found: DaysRead) -> bool:
    numbers = {words.ordinal(number): number for number in range(1, 32)} | {words.last_day: -1}
    pattern = list_of(either(numbers), words.conjunction)
    for form in ("every_month_day", "on_month_day"):
        if taken := scanner.take(words.days[form], numbers=pattern):
            found.fields["month_days"] = tuple(numbers[one] for one in _found(taken["numbers"], numbers))
            return True
    return False


def _read_dates(scanner: Scanner, words: Lexicon, found: DaysRead) -> bool:
    day = rf"{_NUMBER} {either(words.months)} \d{{4}}"
    if taken := scanner.take(words.days["on_weekday_date"], weekday=either(words.weekdays), date=day):
        found.fields["dates"] = (_as_date(taken["date"], words),)
        return True
    numbers = list_of(_NUMBER, words.conjunction)
    of_month = rf"{numbers} {either(words.months)}"
    pattern = rf"(?:{of_month}(?: \d{{4}})?(?:, | {words.conjunction} ))*{of_month} \d{{4}}"
    if taken := scanner.take(words.days["on_dates"], dates=pattern):
        found.fields["dates"] = tuple(_dates_in(taken["dates"], numbers, words))
        return True
    return False


def _dates_in(text: str, numbers: str, words: Lexicon) -> Iterator[date]:
    """Days without a year are in that of the next that has one."""
    found = re.findall(rf"({numbers}) ({either(words.months)})(?: (\d{{4}}))?", text)
    year = ""
    for days, month, own_year in reversed(found):
        year = own_year or year
        yield from (date(int(year), _month(month, words), int(day)) for day in re.findall(_NUMBER, days))


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
    for weeks, form in PARITY.items():
        if scanner.take(words.days[form]) is not None:
            found.fields["weeks"] = weeks
            return True
    if taken := scanner.take(words.days["weeks"], weeks=list_of(_NUMBER, words.conjunction)):
        found.fields["weeks"] = tuple(int(week) for week in re.findall(_NUMBER, taken["weeks"]))
        return True
    if taken := scanner.take(words.days["anchor"], date=rf"{_NUMBER} {either(words.months)} \d{{4}}"):
        found.anchor = _as_date(taken["date"], words)
        return True
    return False


def _read_valid(scanner: Scanner, words: Lexicon, found: DaysRead) -> bool:
    between = read_between(scanner, words, "{between}")
    found.fields |= between
    return bool(between)


def read_between(scanner: Scanner, words: Lexicon, sentence: str) -> dict[str, date]:
    """`valid_from` and `valid_to` where they come next in the {between} of a form; nothing where they do not."""
    day = rf"{_NUMBER} {either(words.months)} \d{{4}}"
    begin = rf"{_NUMBER}(?: {either(words.months)})?(?: \d{{4}})?"
    for form, first in (("valid", begin), ("valid_from", day), ("valid_to", day)):
        if taken := scanner.take(sentence.replace("{between}", words.days[form]), first=first, last=day):
            last = _as_date(taken["last"], words) if "last" in taken else None
            found = {} if last is None else {"valid_to": last}
            if "first" in taken:
                found["valid_from"] = _as_date(taken["first"], words, last)
            return found
    return {}


def _read_seasons(scanner: Scanner, words: Lexicon, found: DaysRead) -> bool:
    numbers = list_of(_NUMBER, words.conjunction)
    month_day = rf"{_NUMBER} {either(words.months)}(?! \d{{4}})"
    one = words.days["season_day"].replace("{day}", rf"{numbers} {either(words.months)}(?! \d{{4}})")
    begin = rf"{_NUMBER}(?: {either(words.months)})?"
    more = words.days["season"].replace("{first}", begin).replace("{last}", month_day)
    pattern = list_of(f"(?:{more}|{one})", words.conjunction)
    taken = scanner.take(words.days["yearly"], seasons=pattern) or scanner.take("{seasons}", seasons=pattern)
    if taken is None:
        return False
    found.fields["seasons"] = tuple(_seasons_in(taken["seasons"], words))
    return True


def _seasons_in(text: str, words: Lexicon) -> Iterator[Season]:
    form = words.days["season"].replace("{first}", f"({_NUMBER}(?: [a-z]+)?)")
    form = form.replace("{last}", rf"({_NUMBER} [a-z]+)")
    for first, last in re.findall(form, text):
        ends = _as_month_day(last, words)
        yield Season(_as_month_day(first, words, ends), ends)
    single = rf"({list_of(_NUMBER, words.conjunction)}) ({either(words.months)})"
    for days, month in re.findall(single, re.sub(form, "", text)):
        for day in re.findall(_NUMBER, days):
            yield Season((_month(month, words), int(day)), (_month(month, words), int(day)))


def _read_months(scanner: Scanner, words: Lexicon, found: DaysRead) -> bool:
    month = either(words.months)
    if taken := scanner.take(words.days["month_range"], first=month, last=month):
        first, last = _month(taken["first"], words), _month(taken["last"], words)
        count = (last - first) % MONTHS_A_YEAR + 1
        found.fields["months"] = tuple((first - 1 + step) % MONTHS_A_YEAR + 1 for step in range(count))
        return True
    if taken := scanner.take(words.days["months"], months=list_of(month, words.conjunction)):
        found.fields["months"] = tuple(at + 1 for at in _named(taken["months"], words.months))
        return True
    return False


def _read_school(scanner: Scanner, words: Lexicon, found: DaysRead) -> bool:
    named = read_school(scanner, words, "school")
    if named is not None:
        found.in_school_holidays, found.school_holidays = True, named
    return named is not None


def read_school(scanner: Scanner, words: Lexicon, form: str) -> tuple[SchoolHoliday, ...] | None:
    """School holidays by name, none for all of them, where a form about them comes next; None where it does not."""
    names = {said.lower(): one for one, said in words.school_names.items()}
    if scanner.take(words.days[form]) is not None:
        return ()
    taken = scanner.take(words.days[f"{form}_named"], school=list_of(either(names), words.conjunction))
    return None if taken is None else tuple(names[one] for one in _found(taken["school"], names))


_PARTS: tuple[Callable[[Scanner, Lexicon, DaysRead], bool], ...] = (
    _read_often, _read_dates, _read_weekdays, _read_every_day, _read_month_days, _read_holidays, _read_weeks,
    _read_valid, _read_seasons, _read_months, _read_school,
)  # fmt: skip


def _as_date(text: str, words: Lexicon, last: date | None = None) -> date:
    """As in "7 december 2026"; without a year or a month it takes those of the last day of its range."""
    day, *more = text.split()
    month = _month(more[0], words) if more else last.month if last else 0
    year = int(more[1]) if len(more) > 1 else last.year if last else 0
    return date(year, month, int(day))


def _as_month_day(text: str, words: Lexicon, last: MonthDay = (0, 0)) -> MonthDay:
    day, *month = text.split()
    return (_month(month[0], words) if month else last[0]), int(day)


def _month(name: str, words: Lexicon) -> int:
    return [month.lower() for month in words.months].index(name) + 1


def _first_number(text: str) -> int:
    return int("".join(filter(str.isdigit, text)))


def _found(text: str, names: Iterable[str]) -> list[str]:
    return re.findall(either(names), text)


def _named(text: str, names: Sequence[str]) -> tuple[int, ...]:
    places = {name.lower(): at for at, name in enumerate(names)}
    return tuple(places[one] for one in _found(text, names))
