"""From rules to lines: exceptions worked in where they can be, and rules together that one sentence can say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, time

from sociale_kaart.hours.canonical import plain_policies
from sociale_kaart.hours.daysets import falls_on
from sociale_kaart.hours.schedule import (
    EVERY_DAY,
    MIDNIGHT,
    Basis,
    Days,
    HolidayPolicy,
    Rule,
    SchoolPolicy,
    Weekday,
)
from sociale_kaart.hours.sentence.lexicon import Lexicon
from sociale_kaart.hours.sentence.line import Line, count_words, said_line
from sociale_kaart.hours.sentence.tails import Span, is_plain

MOST_WORDS = 20


def lines_of(rules: Iterable[Rule], words: Lexicon) -> list[Line]:
    """The lines that say these rules, in order; none where some rule must be made plainer first (`normalised`)."""
    plain = [_plain_rule(rule) for rule in rules]
    known = [rule for rule in plain if rule is not None]
    return _in_order(_lines(known, words)) if len(known) == len(plain) else []


def _plain_rule(rule: Rule) -> Rule | None:
    """The same rule with fewer exceptions to say; None where its days and its exceptions need reckoning."""
    rule = plain_policies(rule)
    if set(rule.days.weekdays) == set(Weekday) and not rule.days.nth:
        rule = replace(rule, days=replace(rule.days, weekdays=()))
    if rule.holidays is HolidayPolicy.MOVED or rule.days.is_vague:
        return rule
    return _dates_left(rule) if rule.days.dates else _weekdays_left(rule)


def _weekdays_left(rule: Rule) -> Rule | None:
    """Without the days of the week that it takes out, and without exceptions that touch none of its own."""
    weekdays, exceptions = set(rule.days.weekdays or Weekday), list[Days]()
    for days in map(_one_day, rule.except_days):
        whole_days = days.weekdays and days == Days(weekdays=days.weekdays)
        if whole_days and not rule.days.nth:
            weekdays -= set(days.weekdays)
        elif not days.weekdays or weekdays & set(days.weekdays):
            exceptions.append(days)
    if not weekdays or EVERY_DAY in exceptions:
        return None
    said = tuple(weekdays) if rule.days.weekdays or len(weekdays) < len(Weekday) else ()
    shorter = (_of_rule(days, weekdays) for days in exceptions)
    return replace(rule, days=replace(rule.days, weekdays=said), except_days=_together(shorter))


def _one_day(days: Days) -> Days:
    """A period of one day is a date."""
    if days.valid_from is not None and days == Days(valid_from=days.valid_from, valid_to=days.valid_from):
        return Days(dates=(days.valid_from,))
    return days


def _of_rule(days: Days, weekdays: set[Weekday]) -> Days:
    """An exception for all of the rule's own days of the week need not name them."""
    return days if days.nth or not weekdays <= set(days.weekdays) else replace(days, weekdays=())


def _together(exceptions: Iterable[Days]) -> tuple[Days, ...]:
    """Exceptions that are dates in one."""
    others, dates = list[Days](), set[date]()
    for days in exceptions:
        if days.dates and days == Days(dates=days.dates):
            dates.update(days.dates)
        elif days not in others:
            others.append(days)
    return (*others, Days(dates=tuple(dates))) if dates else tuple(others)


def _dates_left(rule: Rule) -> Rule | None:
    others = replace(rule.days, dates=())
    if any(days.holidays or days.is_vague for days in (others, *rule.except_days)):
        return rule
    dates = tuple(
        day
        for day in rule.days.dates
        if falls_on(others, day) and not any(falls_on(days, day) for days in rule.except_days)
    )
    return replace(rule, days=Days(dates=dates), except_days=()) if dates else None


def _lines(rules: Sequence[Rule], words: Lexicon) -> list[Line]:
    """Rules that differ in their times, then those that differ in their days of the week, in one line."""
    timed: dict[Rule, list[Span]] = {}
    for rule in rules:
        timed.setdefault(replace(rule, opens_at=None, closes_at=None), []).append(
            (rule.opens_at, rule.closes_at)
        )
    lines = [line for rule, spans in timed.items() for line in _with_spans(rule, spans, words)]
    return _with_days(lines)


def _with_spans(rule: Rule, spans: Sequence[Span], words: Lexicon) -> Iterator[Line]:
    several = sorted({span for span in spans if is_plain(span)}, key=_clock)
    together = Line(rule, tuple(several))
    if several and count_words(said_line(together, (), words)) <= MOST_WORDS:
        yield together
    else:
        yield from (Line(rule, (span,)) for span in several)
    yield from (Line(rule, (span,)) for span in dict.fromkeys(spans) if not is_plain(span))


def _clock(span: Span) -> tuple[time, time]:
    opens, closes = span
    return opens or MIDNIGHT, closes or MIDNIGHT


def _with_days(lines: Sequence[Line]) -> list[Line]:
    found: dict[object, Line] = {}
    for line in lines:
        days = line.rule.days
        key: object = line
        if days.weekdays and not days.is_vague:
            key = (replace(line.rule, days=replace(days, weekdays=tuple(Weekday))), line.spans)
        elif days.dates and days == Days(dates=days.dates):
            key = (replace(line.rule, days=EVERY_DAY), line.spans, "dates")
        found[key] = _union(found[key], line) if key in found else line
    return list(found.values())


def _union(one: Line, other: Line) -> Line:
    weekdays = (*one.rule.days.weekdays, *other.rule.days.weekdays)
    dates = (*one.rule.days.dates, *other.rule.days.dates)
    return replace(one, rule=replace(one.rule, days=replace(one.rule.days, weekdays=weekdays, dates=dates)))


def _in_order(lines: Iterable[Line]) -> list[Line]:
    """Ordinary days by the week and the clock, then single days, then what is closed."""

    def order(line: Line) -> tuple[object, ...]:
        days = line.rule.days
        return (
            line.rule.basis is Basis.CLOSED,
            line.names_days,
            line.rule.basis is not Basis.TIMES,
            line.rule.school is SchoolPolicy.ONLY,
            days.dates[:1],
            min(days.weekdays, default=-1),
            [str(opens) for opens, _ in line.spans],
        )

    return sorted(lines, key=order)
