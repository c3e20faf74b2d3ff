"""What `describe` says, read back to the schedule that it was made from.

It reads nothing else: a text is taken for one of ours only if `describe` would have put it in just these words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sociale_kaart.hours.schedule import (
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
from sociale_kaart.hours.sentence.dayreading import DaysRead, read_between, read_days
from sociale_kaart.hours.sentence.describe import describe
from sociale_kaart.hours.sentence.languages import Language, lexicon
from sociale_kaart.hours.sentence.lexicon import Lexicon
from sociale_kaart.hours.sentence.remarks import Limits
from sociale_kaart.hours.sentence.replacing import weekdays_of
from sociale_kaart.hours.sentence.scanner import Scanner
from sociale_kaart.hours.sentence.tails import TailRead, read_tail
from sociale_kaart.model import Appointment

_MOST_CHARACTERS = 10_000


def read_sentences(text: str, lang: Language = "nl") -> Hours | None:
    """The hours that these sentences of ours say; None where they are not ours."""
    said = " ".join(text.replace("’", "'").split())
    if not said.endswith(".") or len(said) > _MOST_CHARACTERS:
        return None
    try:
        hours = _Reader(lexicon(lang)).read_all(said.lower().removesuffix(".").split(". "))
    except ValueError:  # a day, a time or a rule that cannot be: 31 april, a holiday both open and closed
        return None
    return hours if hours is not None and describe(hours, lang) == said else None


@dataclass(slots=True)
class _LineRead:
    days: DaysRead = field(default_factory=DaysRead)
    tail: TailRead = field(default_factory=TailRead)
    limits: Limits = field(default_factory=Limits)
    phase_known: bool = True
    replaces: bool = False

    def rules(self, shared: Limits, others: Sequence[Weekday]) -> list[Rule]:
        """A rule for each of its times, with what was said of the whole; `others` are "andere dagen"."""
        basis, own = self.tail.basis, self.limits
        if basis is Basis.CLOSED or self._days(own.period).names_days:
            whole = replace(
                _SILENT, appointment=_SILENT.appointment if basis is Basis.CLOSED else shared.appointment
            )
        else:
            whole = shared
        days = self._days([*own.period, *whole.period])
        rule = Rule(
            days=replace(days, weekdays=tuple(others)) if self.days.other_days else days,
            basis=basis,
            except_days=(*own.except_days, *whole.except_days),
            holidays=whole.holidays if own.holidays is HolidayPolicy.UNKNOWN else own.holidays,
            moved_by=own.moved_by or whole.moved_by,
            open_on=own.open_on or whole.open_on,
            closed_on=own.closed_on or whole.closed_on,
            appointment=whole.appointment if own.appointment is Appointment.UNKNOWN else own.appointment,
        )
        rule = self._in_school_holidays(rule, own if own.school_closed else whole)
        if basis is not Basis.TIMES:
            return [rule]
        return [replace(rule, opens_at=opens, closes_at=closes) for opens, closes in self.tail.spans]

    def _days(self, period: Sequence[DaysRead]) -> Days:
        for limit in period:
            self.days.join(limit)
        return self.days.days(self.phase_known)

    def _in_school_holidays(self, rule: Rule, limits: Limits) -> Rule:
        if self.days.in_school_holidays:
            return replace(rule, school=SchoolPolicy.ONLY, school_holidays=self.days.school_holidays)
        if limits.school_closed:
            return replace(rule, school=SchoolPolicy.CLOSED, school_holidays=limits.school_holidays)
        return rule


_SILENT = Limits()


def _on_weekdays(rule: Rule, usual: tuple[Weekday, ...]) -> Rule:
    """A day of every year on which it is open at other times is one of the usual weekdays."""
    return replace(rule, days=replace(rule.days, weekdays=usual)) if rule.days.seasons else rule


class _Reader:
    """Takes sentences one by one."""

    def __init__(self, words: Lexicon) -> None:
        self._words = words
        self._lines: list[_LineRead] = []
        self._shared = Limits()
        self._vouched: dict[str, date] = {}

    def read_all(self, sentences: Sequence[str]) -> Hours | None:
        """The hours that they say; None where one of them is none of ours. Raises ValueError for what cannot be."""
        return self._hours() if all(self._read(sentence) for sentence in sentences) else None

    def _read(self, sentence: str) -> bool:
        return (
            self._read_unknown(sentence)
            or self._read_vouched(sentence)
            or self._read_special(sentence)
            or (bool(self._lines) and self._lines[-1].limits.read_own(sentence, self._words))
            or self._shared.read(sentence, self._words)
            or self._read_line(sentence)
            or self._read_with_remark(sentence)
        )

    def _read_with_remark(self, sentence: str) -> bool:
        """A line with a remark in it: "elke dinsdag van 10.00 tot 12.00 uur, maar niet op feestdagen"."""
        line, _, remark = sentence.rpartition(self._words.remarks["but"].format(remark=""))
        own = self._words.remarks["then"].format(remark=remark)
        return (self._read_special(line) or self._read_line(line)) and self._lines[-1].limits.read_own(
            own, self._words
        )

    def _hours(self) -> Hours:
        timed = [line for line in self._lines if line.tail.basis is Basis.TIMES]
        spoken = {day for line in timed for day in line.days.fields.get("weekdays", ())}
        others = [day for day in Weekday if day not in spoken]
        for line in self._lines:
            if line.replaces:
                self._take_out(line.days.days())
        found = [(line, line.rules(self._shared, others)) for line in self._lines]
        usual = weekdays_of(
            rule
            for _, rules in found
            for rule in rules
            if rule.basis is not Basis.CLOSED and not rule.days.names_days
        )
        rules = [_on_weekdays(rule, usual) if line.replaces else rule for line, its in found for rule in its]
        return Hours(rules=tuple(rules), **self._vouched)  # type: ignore[arg-type]

    def _take_out(self, replaced: Days) -> None:
        """What the rules of other days leave to a line that says "alleen"."""
        if Holiday.ANY in replaced.holidays:
            self._shared.holidays = HolidayPolicy.CLOSED
        else:
            self._shared.except_days.append(replaced)

    def _read_unknown(self, sentence: str) -> bool:
        for form in ("unknown_end", "unknown_start", "unknown_weeks", "unknown_days", "unknown_year"):
            if sentence == self._words.sentences[form] and self._lines:
                if form == "unknown_weeks":
                    self._lines[-1].phase_known = False
                if form == "unknown_year":
                    self._lines[-1].days.fields["year_unknown"] = True
                return True
        return False

    def _read_vouched(self, sentence: str) -> bool:
        found = read_between(Scanner(sentence), self._words, self._words.sentences["vouched"])
        self._vouched |= found
        return bool(found)

    def _read_special(self, sentence: str) -> bool:
        special = {
            self._words.sentences["always"]: _LineRead(tail=TailRead(spans=((MIDNIGHT, MIDNIGHT),))),
            self._words.sentences["unknown_other_days"]: _LineRead(
                DaysRead(other_days=True), TailRead(Basis.UNKNOWN)
            ),
        }
        if sentence in special:
            self._lines.append(special[sentence])
            return True
        for basis in Basis:
            for form in (basis.value, f"{basis.value}_too"):
                if sentence == self._words.sentences.get(form):
                    self._lines.append(_LineRead(tail=TailRead(basis)))
                    return True
        return False

    def _read_line(self, sentence: str) -> bool:
        scanner, line, tail = Scanner(sentence), _LineRead(), None
        while not scanner.at_end:
            if line.limits.read_before(scanner, self._words):
                continue
            if scanner.take(self._words.tails["instead"].format(tail="").strip()) is not None:
                line.replaces = True
                continue
            found = read_tail(scanner, self._words) if tail is None else None
            tail = found or tail
            if found is None and not read_days(scanner, self._words, line.days):
                return False
        if tail is None:
            return False
        line.tail = tail
        self._lines.append(line)
        return True
