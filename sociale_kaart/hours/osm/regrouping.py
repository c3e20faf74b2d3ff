"""Rules in the shape that people write: the days with the same times together, short closures said as closures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import time

from sociale_kaart.hours.calendar import FIXED
from sociale_kaart.hours.schedule import Basis, Days, Rule, Weekday
from sociale_kaart.hours.yeardays import WHOLE_YEAR, day_of_year, months_and_seasons, year_days

_SHORT_DAYS = 92  # a closure of a season at most
_FIXED_HOLIDAYS = sum(day_of_year(month_day) for month_day in FIXED.values())

Times = tuple[time | None, time | None]


def days_together(rules: Iterable[Rule]) -> list[Rule]:
    """`Mo-Fr` in the morning and the afternoon and `Sa` in the morning, for `Mo-Sa` in the morning and so on."""
    on_weekday: dict[Rule, dict[Weekday, list[Times]]] = defaultdict(lambda: defaultdict(list))
    for rule in rules:
        for weekday in rule.days.weekdays or (Weekday.MONDAY,):
            on_weekday[_but_times_and_weekdays(rule)][weekday].append((rule.opens_at, rule.closes_at))
    return [rule for alike, times in on_weekday.items() for rule in _per_times(alike, times)]


def _but_times_and_weekdays(rule: Rule) -> Rule:
    """The rule as it would be on all days; one that holds on all days is kept apart from those that do not."""
    weekdays = tuple(Weekday) if rule.days.weekdays else ()
    return replace(rule, opens_at=None, closes_at=None, days=replace(rule.days, weekdays=weekdays))


def _per_times(alike: Rule, times: dict[Weekday, list[Times]]) -> Iterable[Rule]:
    together: dict[tuple[Times, ...], list[Weekday]] = defaultdict(list)
    for weekday in sorted(times):
        together[tuple(sorted(times[weekday], key=_begin))].append(weekday)
    for spans, weekdays in together.items():
        days = replace(alike.days, weekdays=tuple(weekdays) if alike.days.weekdays else ())
        yield from (replace(alike, days=days, opens_at=opens, closes_at=closes) for opens, closes in spans)


def _begin(times: Times) -> tuple[time, time]:
    opens, closes = times
    return opens or time.min, closes or time.max


def with_short_closures(rule: Rule) -> Rule:
    """A rule of most of the year as one of the whole year, with the rest taken out; whole months stay as they are."""
    left = WHOLE_YEAR & ~year_days(rule.days)
    months, seasons = months_and_seasons(left)
    if rule.basis is not Basis.TIMES or months or not 0 < left.bit_count() <= _SHORT_DAYS:
        return rule
    if not left & ~_FIXED_HOLIDAYS:
        return rule  # "Dec 25 off" is read back as that holiday by name
    whole_year = replace(rule.days, months=(), seasons=())
    return replace(rule, days=whole_year, except_days=(*rule.except_days, Days(seasons=seasons)))
