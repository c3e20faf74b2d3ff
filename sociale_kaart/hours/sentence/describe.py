"""Hours in plain sentences: a sentence for each rule, and what holds for all of them said once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from sociale_kaart.hours.canonical import normalised, plain_policies
from sociale_kaart.hours.daysets import falls_on
from sociale_kaart.hours.schedule import (
    EVERY_DAY,
    MIDNIGHT,
    Basis,
    Days,
    HolidayPolicy,
    Hours,
    Rule,
    SchoolPolicy,
    Weekday,
)
from sociale_kaart.hours.sentence.daywords import (
    said_between,
    said_core,
    said_days,
    said_period,
    said_school,
)
from sociale_kaart.hours.sentence.languages import Language, lexicon
from sociale_kaart.hours.sentence.lexicon import Lexicon
from sociale_kaart.hours.sentence.remarks import Kind, Remark, remarks_of
from sociale_kaart.hours.sentence.tails import Span, is_plain, said_tail

MOST_WORDS = 20
_FEW_WORDS = 17
_LONG = 25


def describe(hours: Hours, lang: Language = "nl") -> str:
    """The schedule in sentences of level B1; "" where there is nothing to say.

    What was not understood (`leftover`) and whether it is doubtful are not in it: a page shows those itself.
    """
    words = lexicon(lang)
    as_read = _said(hours, words)
    if as_read and _count(as_read) <= _LONG:
        return as_read
    # Normalising takes ten times as long as saying, and seldom makes a short text shorter.
    plainest = _said(normalised(hours), words)
    return as_read if as_read and _count(as_read) <= _count(plainest) else plainest


def _said(hours: Hours, words: Lexicon) -> str:
    """The sentences for these rules as they stand; "" where they must be made plainer first, or there are none."""
    rules = [_simple(rule) for rule in hours.rules]
    lines = _in_order(_lines([rule for rule in rules if rule is not None], words))
    if None in rules or not lines:
        return ""
    spoken = _Text(lines, words)
    return " ".join(
        f"{said[:1].upper()}{said[1:]}." for said in (*spoken.sentences(), *_vouched(hours, words))
    )


def _vouched(hours: Hours, words: Lexicon) -> Iterator[str]:
    if between := said_between(hours.valid_from, hours.valid_to, words):
        yield words.sentences["vouched"].format(between=between)


# Rules, made plain.


def _simple(rule: Rule) -> Rule | None:
    """The same rule with fewer exceptions to say; None where its days and its exceptions need reckoning."""
    rule = plain_policies(rule)
    if set(rule.days.weekdays) == set(Weekday) and not rule.days.nth:
        rule = replace(rule, days=replace(rule.days, weekdays=()))
    if rule.holidays is HolidayPolicy.MOVED:
        return rule
    if rule.days.dates:
        return _dates_left(rule)
    weekdays, exceptions = set(rule.days.weekdays or Weekday), list[Days]()
    for days in map(_one_day, rule.except_days):
        if days.weekdays and weekdays.isdisjoint(days.weekdays):
            continue
        if (
            days.weekdays
            and days == Days(weekdays=days.weekdays)
            and not (rule.days.nth or rule.days.is_vague)
        ):
            weekdays -= set(days.weekdays)
        else:
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


# Lines: rules that one sentence says.


@dataclass(frozen=True, slots=True)
class _Line:
    rule: Rule
    spans: tuple[Span, ...]

    @property
    def names_days(self) -> bool:
        return self.rule.days.names_days

    @property
    def is_main(self) -> bool:
        """Whether it is about ordinary days: what is said of the whole is said of these."""
        return self.rule.basis is not Basis.CLOSED and not self.names_days

    @property
    def takes_appointment(self) -> bool:
        return self.rule.basis not in (Basis.CLOSED, Basis.APPOINTMENT)


def _lines(rules: Sequence[Rule], words: Lexicon) -> list[_Line]:
    """Rules that differ in their times, then those that differ in their days of the week, in one line."""
    timed: dict[Rule, list[Span]] = {}
    for rule in rules:
        timed.setdefault(replace(rule, opens_at=None, closes_at=None), []).append(
            (rule.opens_at, rule.closes_at)
        )
    lines = [line for rule, spans in timed.items() for line in _with_spans(rule, spans, words)]
    return _with_days(lines)


def _with_spans(rule: Rule, spans: Sequence[Span], words: Lexicon) -> Iterator[_Line]:
    several = sorted({span for span in spans if is_plain(span)}, key=_clock)
    together = _Line(rule, tuple(several))
    if several and _count(_sentence(together, (), words)) <= MOST_WORDS:
        yield together
    else:
        yield from (_Line(rule, (span,)) for span in several)
    yield from (_Line(rule, (span,)) for span in dict.fromkeys(spans) if not is_plain(span))


def _clock(span: Span) -> tuple[time, time]:
    opens, closes = span
    return opens or MIDNIGHT, closes or MIDNIGHT


def _with_days(lines: Sequence[_Line]) -> list[_Line]:
    found: dict[object, _Line] = {}
    for line in lines:
        days = line.rule.days
        key: object = line
        if days.weekdays and not days.is_vague:
            key = (replace(line.rule, days=replace(days, weekdays=tuple(Weekday))), line.spans)
        elif days.dates and days == Days(dates=days.dates):
            key = (replace(line.rule, days=EVERY_DAY), line.spans, "dates")
        found[key] = _union(found[key], line) if key in found else line
    return list(found.values())


def _union(one: _Line, other: _Line) -> _Line:
    weekdays = (*one.rule.days.weekdays, *other.rule.days.weekdays)
    dates = (*one.rule.days.dates, *other.rule.days.dates)
    return replace(one, rule=replace(one.rule, days=replace(one.rule.days, weekdays=weekdays, dates=dates)))


def _in_order(lines: Iterable[_Line]) -> list[_Line]:
    """Ordinary days by the week and the clock, then single days, then what is closed."""

    def order(line: _Line) -> tuple[object, ...]:
        days = line.rule.days
        return (
            line.rule.basis is Basis.CLOSED,
            line.names_days,
            line.rule.basis is not Basis.TIMES,
            days.dates[:1],
            min(days.weekdays, default=-1),
            [str(opens) for opens, _ in line.spans],
        )

    return sorted(lines, key=order)


# Sentences.


class _Text:
    """The sentences of a schedule."""

    def __init__(self, lines: Sequence[_Line], words: Lexicon) -> None:
        self._lines, self._words = lines, words
        main = [line for line in lines if line.is_main]
        self._periods = {line: self._period(line, before=True) for line in lines}
        shared_period = {self._periods[line] for line in main} if len(main) > 1 else set()
        self._period_once = shared_period.pop() if len(shared_period) == 1 else ()
        self._remarks = {line: self._remarks_of(line) for line in lines}
        self._shared = [
            *self._in_all(main, appointments=False),
            *self._appointment_in_all(),
        ]

    def sentences(self) -> Iterator[str]:
        for line in self._lines:
            if line.is_main:
                yield from self._of(line)
        for remark in self._shared:
            if remark.kind is not Kind.APPOINTMENT:
                yield remark.said
        for line in self._lines:
            if not line.is_main:
                yield from self._of(line)
        for remark in self._shared:
            if remark.kind is Kind.APPOINTMENT:
                yield remark.said

    def _of(self, line: _Line) -> Iterator[str]:
        own = [one for one in self._remarks[line] if not (one in self._shared and self._is_under(line, one))]
        lead, special = self._lead(line), self._special(line)
        for remark in [] if special else own:
            longer = (*lead, remark.before)
            if remark.before and _count(_sentence(line, longer, self._words)) <= _FEW_WORDS:
                lead = longer
                own.remove(remark)
        yield special or _sentence(line, lead, self._words)
        yield from _not_known(line, self._words)
        yield from (remark.own for remark in own)

    def _is_under(self, line: _Line, remark: Remark) -> bool:
        return line.takes_appointment if remark.kind is Kind.APPOINTMENT else line.is_main

    def _appointment_in_all(self) -> list[Remark]:
        """None where part of it is by appointment alone: "geen afspraak nodig" would not hold for the whole."""
        if any(line.rule.basis is Basis.APPOINTMENT for line in self._lines):
            return []
        return self._in_all([line for line in self._lines if line.takes_appointment], appointments=True)

    def _in_all(self, lines: Sequence[_Line], appointments: bool) -> list[Remark]:
        every = [
            remark
            for line in lines
            for remark in self._remarks[line]
            if (remark.kind is Kind.APPOINTMENT) is appointments
        ]
        return [
            remark
            for remark in dict.fromkeys(sorted(every, key=lambda one: one.kind.value))
            if all(self._agrees(line, remark) for line in lines)
        ]

    def _agrees(self, line: _Line, remark: Remark) -> bool:
        """Whether a remark may be said of a line: it has it, or it makes no difference there."""
        if remark in self._remarks[line]:
            return True
        silent = line.rule.basis is not Basis.TIMES and line.rule.holidays is HolidayPolicy.UNKNOWN
        said_open = remark.said.startswith(self._words.remarks["open"].format(days=""))
        about = remark.kind is Kind.HOLIDAYS or (
            remark.kind is Kind.NAMED_HOLIDAYS and not line.rule.closed_on
        )
        return silent and about and said_open

    def _remarks_of(self, line: _Line) -> tuple[Remark, ...]:
        period = "" if self._lead(line) else " ".join(self._period(line, before=False))
        if line.rule.basis is Basis.CLOSED:
            period = ""
        return tuple(remarks_of(line.rule, period, self._words))

    def _period(self, line: _Line, before: bool) -> tuple[str, ...]:
        period = said_period(line.rule.days, self._words, before)
        if line.rule.school is not SchoolPolicy.ONLY:
            return period
        return (*period, said_school(line.rule.school_holidays, self._words))

    def _lead(self, line: _Line) -> tuple[str, ...]:
        """The period with which its sentence begins: if it is its own, and leaves the sentence short."""
        period = self._periods[line]
        if line.is_main and self._period_once:
            return ()
        return period if _count(_sentence(line, period, self._words)) <= _FEW_WORDS else ()

    def _special(self, line: _Line) -> str:
        """Sentences of their own for what says no times."""
        rule, words = line.rule, self._words
        if self._periods[line]:
            return ""
        if rule.basis is Basis.TIMES:
            always = rule.days == EVERY_DAY and line.spans == ((MIDNIGHT, MIDNIGHT),)
            return words.sentences["always"] if always else ""
        if rule.days == EVERY_DAY:
            too = any(other != line and other.rule.basis is not Basis.CLOSED for other in self._lines)
            return words.sentences.get(
                f"{rule.basis.value}_too" if too else "", words.sentences[rule.basis.value]
            )
        others = _weekdays_left(other.rule for other in self._lines if other.rule.basis is Basis.TIMES)
        if rule.basis is not Basis.CLOSED and others and rule.days == Days(weekdays=others):
            if rule.basis is Basis.UNKNOWN:
                return words.sentences["unknown_other_days"]
            return f"{words.days['other_days']} {said_tail(rule.basis, (), words)}"
        return ""


def _weekdays_left(rules: Iterable[Rule]) -> tuple[Weekday, ...]:
    """The weekdays of which rules do not speak; none where they speak of none."""
    spoken = {day for rule in rules for day in rule.days.weekdays}
    return tuple(day for day in Weekday if day not in spoken) if spoken else ()


def _sentence(line: _Line, period: Sequence[str], words: Lexicon) -> str:
    rule = line.rule
    tail = said_tail(rule.basis, line.spans, words)
    if rule.basis is Basis.CLOSED:
        school = said_school(rule.school_holidays, words) if rule.school is SchoolPolicy.ONLY else ""
        return " ".join(filter(None, (tail, said_days(rule.days, words, yearly=True), school)))
    said = f"{said_core(rule.days, words)} {tail}"
    if rule.basis is Basis.UNKNOWN:
        said = f"{said_core(rule.days, words)}, {tail}"
    return f"{', '.join(period)}: {said}" if period else said


def _not_known(line: _Line, words: Lexicon) -> Iterator[str]:
    days, rule = line.rule.days, line.rule
    if days.interval is not None and days.interval.anchor is None:
        yield words.sentences["unknown_weeks"]
    if days.per_month:
        yield words.sentences["unknown_days"]
    if days.year_unknown:
        yield words.sentences["unknown_year"]
    if rule.basis is Basis.TIMES and len(line.spans) == 1:
        ((opens, closes),) = line.spans
        if opens is None and closes is not None:
            yield words.sentences["unknown_start"]
        if opens is not None and closes is None:
            yield words.sentences["unknown_end"]


def _count(sentence: str) -> int:
    return len(sentence.split())
