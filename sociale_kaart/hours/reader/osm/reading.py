"""Reads an opening_hours text into rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from sociale_kaart.hours.reader.osm.combining import on_no_known_policy, without, without_times
from sociale_kaart.hours.reader.osm.doubts import in_the_afternoon, missing, no_time, times
from sociale_kaart.hours.reader.osm.sequences import (
    DISTINCTIVE,
    OFF,
    UNKNOWN,
    Sequence,
    school_policy,
    sequences,
)
from sociale_kaart.hours.reader.osm.times import Span
from sociale_kaart.hours.reader.osm.tokens import Token, Unreadable, tokens
from sociale_kaart.hours.reader.osm.weekdays import PUBLIC_HOLIDAYS, Where
from sociale_kaart.hours.reader.result import MOST_CHARACTERS, Doubt, Leftover, ParsedHours
from sociale_kaart.hours.schedule import Basis, HolidayPolicy, Hours, Rule
from sociale_kaart.model import Appointment

_BY_APPOINTMENT = (Appointment.NEEDED, Appointment.POSSIBLE)


def read_osm(text: str) -> ParsedHours | None:
    """The hours that a text in OpenStreetMap's syntax describes; None where it is in another language.

    A date without a year is every year's there, so the date of the source settles nothing. What our rules have no words
    for is a leftover. Never raises.
    """
    if len(text) > MOST_CHARACTERS:
        return None
    parts = list(_parts(text))
    reading = _Reading(text, [span for part in parts for rule in part.rules or () for span in rule.spans])
    for part in parts:
        reading.read(part)
    return reading.result() if parts and _is_osm(text, parts) else None


@dataclass(slots=True)
class _Part:
    """What stands between two separators; `rules` is None where it cannot be read."""

    tokens: list[Token]
    is_fallback: bool
    rules: list[Sequence] | None = None

    @property
    def place(self) -> tuple[int, int]:
        return self.tokens[0].start, self.tokens[-1].end


def _parts(text: str) -> Iterator[_Part]:
    gathered: list[Token] = []
    fallback = False
    for token in [*tokens(text), Token("separator", "", 0, 0)]:
        if token.kind not in ("separator", "fallback"):
            gathered.append(token)
            continue
        if gathered:
            yield _read(_Part(gathered, fallback))
        gathered, fallback = [], token.kind == "fallback"


def _read(part: _Part) -> _Part:
    try:
        part.rules = sequences(part.tokens)
    except Unreadable:
        part.rules = None
    return part


def _is_osm(text: str, parts: list[_Part]) -> bool:
    """Whether enough of it can be read to be sure, and something in it is OpenStreetMap's own way of writing."""
    unread = [part for part in parts if part.rules is None]
    foreign = any(token.kind == "other" for part in unread for token in part.tokens)
    if foreign and (parts[0].rules is None or len(unread) > len(parts) / 2):
        return False
    read = [rule for part in parts for rule in part.rules or ()]
    if any(rule.names_days for rule in read) or (not foreign and any(map(_names_days, unread))):
        return True
    return not unread and all(_needs_no_days(text, rule) for rule in read)


def _names_days(part: _Part) -> bool:
    """Whether there are days in what cannot be read, other than the word "we"."""
    return any(token.kind in DISTINCTIVE and token.text != "we" for token in part.tokens)


def _needs_no_days(text: str, rule: Sequence) -> bool:
    if rule.spans:
        return False
    in_quotes = rule.comment is not None and text[rule.comment.start] in '"“'
    return rule.modifier in (OFF, UNKNOWN) or (in_quotes and rule.remark.appointment in _BY_APPOINTMENT)


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    text: str
    spans: list[Span]
    rules: list[Rule] = field(default_factory=list)
    closed: list[Rule] = field(default_factory=list)
    leftover: list[Leftover] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def read(self, part: _Part) -> None:
        """Work in a part; one that cannot be read or said is left over whole."""
        if part.rules is None:
            self._leave(*part.place)
            return
        for number, rule in enumerate(part.rules):
            before = list(self.rules)
            try:
                self._work_in(rule, part, replaces=number == 0)
            except Unreadable:
                self.rules = before
                self._leave(rule.start, rule.end)

    def result(self) -> ParsedHours:
        hours = Hours(
            rules=tuple(self.rules or self.closed),
            leftover=tuple(one.text for one in sorted(self.leftover)),
            doubtful=bool(self.doubts),
        )
        return ParsedHours(self.text, hours, tuple(sorted(self.leftover)), tuple(self.doubts))

    def _leave(self, start: int, end: int) -> None:
        self.leftover.append(Leftover(start, self.text[start:end]))

    def _work_in(self, rule: Sequence, part: _Part, *, replaces: bool) -> None:
        if part.is_fallback:
            self._fall_back(rule)
        elif rule.modifier == OFF:
            self._close(rule)
        elif rule.modifier == UNKNOWN and rule.wheres == (Where(PUBLIC_HOLIDAYS),) and self.rules:
            self.rules = [on_no_known_policy(one) for one in self.rules]
        else:
            if replaces:
                self._take_out(rule)
            self._add(rule)

    def _take_out(self, rule: Sequence) -> None:
        for where in rule.wheres:
            self._each(partial(without, where=where))

    def _each(self, left: Callable[[Rule], Iterator[Rule]]) -> None:
        self.rules = [one for rule in self.rules for one in left(rule)]

    def _close(self, rule: Sequence) -> None:
        if not rule.spans:
            self._take_out(rule)
            self.closed += [_rule(where, rule, Basis.CLOSED) for where in rule.wheres]
            return
        for where in rule.wheres:
            for span in rule.spans:
                if not span.is_plain or span.closes is None:
                    raise Unreadable
                opens, closes = span.opens.minute or 0, span.closes.minute or 0
                self._each(partial(without_times, where=where, opens=opens, closes=closes))

    def _fall_back(self, rule: Sequence) -> None:
        """What holds at any other time: nothing, or something at no stated time."""
        if rule.spans:
            raise Unreadable
        if rule.modifier != OFF:
            self._add_untimed(rule)

    def _add(self, rule: Sequence) -> None:
        if not rule.spans:
            self._add_untimed(rule)
            return
        if rule.modifier == UNKNOWN:
            raise Unreadable
        if rule.comment is not None and not rule.remark.is_understood:
            self._leave(rule.comment.start, rule.comment.end)
        for span in rule.spans:
            self._add_span(rule, span)

    def _add_span(self, rule: Sequence, span: Span) -> None:
        doubt = missing(span)
        if doubt is not None:
            self._leave(span.start, span.end)
        else:
            span, doubt = in_the_afternoon(span, self.spans)
        if doubt is not None and doubt not in self.doubts:
            self.doubts.append(doubt)
        opens_at, closes_at = times(span)
        for where in rule.wheres:
            one = _rule(where, rule, Basis.TIMES)
            policy = HolidayPolicy.OPEN if rule.remark.on_holidays_too else where.holidays
            self.rules.append(replace(one, opens_at=opens_at, closes_at=closes_at, holidays=policy))

    def _add_untimed(self, rule: Sequence) -> None:
        if rule.modifier == UNKNOWN or (rule.comment is not None and not rule.modifier):
            by_appointment = rule.remark.appointment in _BY_APPOINTMENT
            basis = Basis.APPOINTMENT if by_appointment else Basis.UNKNOWN
            self.rules += [_rule(where, rule, basis) for where in rule.wheres]
            return
        # The specification takes it for the whole day; who writes `Mo-Fr` and no times rarely means that.
        self._leave(rule.start, rule.end)
        if no_time() not in self.doubts:
            self.doubts.append(no_time())
        self.rules += [_rule(where, rule, Basis.UNKNOWN) for where in rule.wheres]


def _rule(where: Where, rule: Sequence, basis: Basis) -> Rule:
    appointment = Appointment.NEEDED if basis is Basis.APPOINTMENT else rule.remark.appointment
    return Rule(days=where.days, basis=basis, school=school_policy(where), appointment=appointment)
