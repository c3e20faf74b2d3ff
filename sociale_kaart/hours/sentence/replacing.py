"""Days that replace others: "op 24 december alleen van 9.00 tot 15.00 uur" says that the usual hours do not hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from sociale_kaart.hours.schedule import Basis, Days, Rule, SchoolPolicy, Weekday
from sociale_kaart.hours.sentence.line import Line


def with_replacing(lines: Sequence[Line]) -> tuple[list[Line], frozenset[Line]]:
    """The lines, and those among them that replace what holds on other days; the exceptions for these go unsaid."""
    main = [line.rule for line in lines if line.is_main]
    found = {line: days for line in lines if (days := _replaced_by(line, main)) is not None}
    said = [_without(line, found.values()) if line.is_main else _on(line, found.get(line)) for line in lines]
    return said, frozenset(_on(line, days) for line, days in found.items())


def weekdays_of(rules: Iterable[Rule]) -> tuple[Weekday, ...]:
    """The weekdays on which any of these can hold; none where that is every day."""
    spoken = [rule.days.weekdays for rule in rules]
    every = not all(spoken) or {day for its in spoken for day in its} == set(Weekday)
    return () if every else tuple(sorted({day for its in spoken for day in its}))


def _replaced_by(line: Line, main: Sequence[Rule]) -> Days | None:
    """The days that every ordinary rule takes out for this line, as they can be said; None where one does not."""
    rule, days = line.rule, line.rule.days
    limited = rule.except_days or rule.school is not SchoolPolicy.IGNORE
    if rule.basis is not Basis.TIMES or line.is_main or limited or not main:
        return None
    named = Days(dates=days.dates) if days.dates else Days(seasons=days.seasons)
    # A day of every year is said without its weekdays: it is on those of the hours that it replaces.
    weekdays = () if days.dates else weekdays_of(main)
    if days != replace(named, weekdays=weekdays) or not named.names_days:
        return None
    return named if all(_takes_out(one, named) for one in main) else None


def _takes_out(rule: Rule, named: Days) -> bool:
    dates = {day for one in rule.except_days if _is_dates(one) for day in one.dates}
    return named in rule.except_days or (bool(named.dates) and set(named.dates) <= dates)


def _is_dates(days: Days) -> bool:
    return bool(days.dates) and days == Days(dates=days.dates)


def _on(line: Line, days: Days | None) -> Line:
    return line if days is None else replace(line, rule=replace(line.rule, days=days))


def _without(line: Line, replaced: Collection[Days]) -> Line:
    left = tuple(_exceptions_left(line.rule, replaced))
    return replace(line, rule=replace(line.rule, except_days=left))


def _exceptions_left(rule: Rule, replaced: Collection[Days]) -> Iterator[Days]:
    dates = {day for one in replaced for day in one.dates}
    for days in rule.except_days:
        if _is_dates(days):
            if left := tuple(day for day in days.dates if day not in dates):
                yield Days(dates=left)
        elif days not in replaced:
            yield days
