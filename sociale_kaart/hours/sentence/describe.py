"""Hours in plain sentences: a sentence for each rule, and what holds for all of them said once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sociale_kaart.hours.canonical import normalised
from sociale_kaart.hours.schedule import (
    EVERY_DAY,
    MIDNIGHT,
    Basis,
    Days,
    Holiday,
    HolidayPolicy,
    Hours,
    Rule,
    SchoolPolicy,
    Weekday,
)
from sociale_kaart.hours.sentence.daywords import said_between, said_period, said_school
from sociale_kaart.hours.sentence.gather import lines_of
from sociale_kaart.hours.sentence.languages import Language, lexicon
from sociale_kaart.hours.sentence.lexicon import Lexicon
from sociale_kaart.hours.sentence.line import Line, count_words, not_known, said_line
from sociale_kaart.hours.sentence.remarks import Kind, Remark, closed_on_holidays, remarks_of
from sociale_kaart.hours.sentence.replacing import with_replacing
from sociale_kaart.hours.sentence.tails import said_tail

_FEW_WORDS = 17
_LONG = 25
_MUCH = 1.3  # normalised rules read more stiffly: they must be much shorter to be worth it


def describe(hours: Hours, lang: Language = "nl") -> str:
    """The schedule in sentences of level B1; "" where there is nothing to say.

    What was not understood (`leftover`) and whether it is doubtful are not in it: a page shows those itself.
    """
    words = lexicon(lang)
    as_read = _said(hours, words)
    if as_read and count_words(as_read) <= _LONG:
        return as_read
    # Normalising takes ten times as long as saying, and seldom makes a short text shorter.
    plainest = _said(normalised(hours), words)
    return as_read if as_read and count_words(as_read) <= _MUCH * count_words(plainest) else plainest


def describe_written(hours: Hours, lang: Language = "nl") -> str:
    """As `describe`, of what somebody wrote: where no rule says when, it says that the times are not known."""
    said = describe(hours, lang)
    never = Rule(basis=Basis.CLOSED) in hours.rules
    if hours.says_when or never:
        return said
    unknown = lexicon(lang).sentences["unknown_too" if said else "unknown"]
    return f"{said} {unknown[:1].upper()}{unknown[1:]}.".strip()


def _said(hours: Hours, words: Lexicon) -> str:
    """The sentences for these rules as they stand; "" where they must be made plainer first, or there are none."""
    lines = lines_of(hours.rules, words)
    if not lines:
        return ""
    spoken = _Text(lines, words).sentences()
    return " ".join(f"{said[:1].upper()}{said[1:]}." for said in (*spoken, *_vouched(hours, words)))


def _vouched(hours: Hours, words: Lexicon) -> Iterator[str]:
    if between := said_between(hours.valid_from, hours.valid_to, words):
        yield words.sentences["vouched"].format(between=between)


class _Text:
    """The sentences of a schedule."""

    def __init__(self, lines: Sequence[Line], words: Lexicon) -> None:
        self._words = words
        self._lines, self._replacing = with_replacing(lines)
        lines = self._lines
        main = [line for line in lines if line.is_main]
        self._periods = {line: self._period(line, before=True) for line in lines}
        shared_period = {self._periods[line] for line in main} if len(main) > 1 else set()
        self._period_once = shared_period.pop() if len(shared_period) == 1 else ()
        self._remarks = {line: self._remarks_of(line) for line in lines}
        self._shared = [
            *self._in_all(main, appointments=False),
            *self._appointment_in_all(),
        ]
        self._implied = self._implied_by_hours_on_holidays()

    def sentences(self) -> Iterator[str]:
        for line in self._lines:
            if line.is_main:
                yield from self._of(line)
        for remark in self._shared:
            if remark.kind is not Kind.APPOINTMENT and remark is not self._implied:
                yield remark.said
        for line in self._lines:
            if not line.is_main:
                yield from self._of(line)
        for remark in self._shared:
            if remark.kind is Kind.APPOINTMENT:
                yield remark.said

    def _of(self, line: Line) -> Iterator[str]:
        own = [one for one in self._remarks[line] if not (one in self._shared and self._is_under(line, one))]
        special, lead = self._special(line), self._lead(line)
        has_room = not special and line.rule.basis is not Basis.CLOSED
        before = [one for one in own if one.before and has_room and self._is_short(line, (*lead, one.before))]
        lead = (*lead, *(one.before for one in before))
        said = special or said_line(line, lead, self._words, instead=self._is_instead(line))
        after = [one for one in own if one not in before]
        if after and self._fits(line, said, after[0]):
            said += after.pop(0).but
        yield said
        yield from not_known(line, self._words)
        yield from (one.own for one in after)

    @staticmethod
    def _fits(line: Line, said: str, remark: Remark) -> bool:
        """Whether a remark can stand in the sentence that it is about."""
        short = count_words(said) + count_words(remark.but) <= _FEW_WORDS
        return short and bool(remark.but) and line.rule.basis is not Basis.UNKNOWN

    def _implied_by_hours_on_holidays(self) -> Remark | None:
        """That it is closed on holidays otherwise, where a line says when it is open on them."""
        closed = closed_on_holidays(self._words)
        shared = [one for one in self._shared if one.said == closed]
        return shared[0] if shared and any(map(self._is_on_holidays, self._lines)) else None

    @staticmethod
    def _is_on_holidays(line: Line) -> bool:
        return line.rule.days == Days(holidays=(Holiday.ANY,)) and line.rule.basis is Basis.TIMES

    def _is_instead(self, line: Line) -> bool:
        on_holidays = self._implied is not None and self._is_on_holidays(line)
        return on_holidays or line in self._replacing

    def _is_under(self, line: Line, remark: Remark) -> bool:
        return line.takes_appointment if remark.kind is Kind.APPOINTMENT else line.is_main

    def _appointment_in_all(self) -> list[Remark]:
        """None where part of it is by appointment alone: "geen afspraak nodig" would not hold for the whole."""
        if any(line.rule.basis is Basis.APPOINTMENT for line in self._lines):
            return []
        return self._in_all([line for line in self._lines if line.takes_appointment], appointments=True)

    def _in_all(self, lines: Sequence[Line], appointments: bool) -> list[Remark]:
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

    def _agrees(self, line: Line, remark: Remark) -> bool:
        """Whether a remark may be said of a line: it has it, or it makes no difference there."""
        if remark in self._remarks[line]:
            return True
        silent = line.rule.basis is not Basis.TIMES and line.rule.holidays is HolidayPolicy.UNKNOWN
        said_open = remark.said.startswith(self._words.remarks["open"].format(days=""))
        about = remark.kind is Kind.HOLIDAYS or (
            remark.kind is Kind.NAMED_HOLIDAYS and not line.rule.closed_on
        )
        return silent and about and said_open

    def _remarks_of(self, line: Line) -> tuple[Remark, ...]:
        period = "" if self._lead(line) else " ".join(self._period(line, before=False))
        if line.rule.basis is Basis.CLOSED:
            period = ""
        return tuple(remarks_of(line.rule, period, self._words))

    def _period(self, line: Line, before: bool) -> tuple[str, ...]:
        period = said_period(line.rule.days, self._words, before)
        if line.rule.school is not SchoolPolicy.ONLY:
            return period
        return (*period, said_school(line.rule.school_holidays, self._words))

    def _lead(self, line: Line) -> tuple[str, ...]:
        """The period with which its sentence begins: if it is its own, and leaves the sentence short."""
        period = self._periods[line]
        if line.is_main and self._period_once:
            return ()
        return period if self._is_short(line, period) else ()

    def _is_short(self, line: Line, lead: Sequence[str]) -> bool:
        return count_words(said_line(line, lead, self._words)) <= _FEW_WORDS

    def _special(self, line: Line) -> str:
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
