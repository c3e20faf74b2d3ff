"""One line of a schedule: rules that one sentence says, and that sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sociale_kaart.hours.schedule import Basis, Rule, SchoolPolicy
from sociale_kaart.hours.sentence.daywords import said_core, said_days, said_school
from sociale_kaart.hours.sentence.lexicon import Lexicon
from sociale_kaart.hours.sentence.tails import Span, said_tail


@dataclass(frozen=True, slots=True)
class Line:
    """Rules that differ in their times alone: any of them, and the times of all."""

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


def said_line(line: Line, period: Sequence[str], words: Lexicon, instead: bool = False) -> str:
    """Its sentence, without capital and stop; `period` stands before it: "in juli: elke maandag ...".

    instead : whether it is said to replace what holds on other days: "op feestdagen alleen van 12.00 tot 17.00 uur"
    """
    rule = line.rule
    tail = said_tail(rule.basis, line.spans, words)
    tail = words.tails["instead"].format(tail=tail) if instead else tail
    if rule.basis is Basis.CLOSED:
        tail = words.tails["closed_yearly"] if rule.days.seasons else tail
        school = said_school(rule.school_holidays, words) if rule.school is SchoolPolicy.ONLY else ""
        return " ".join(filter(None, (tail, said_days(rule.days, words), school)))
    said = f"{said_core(rule.days, words)} {tail}"
    if rule.basis is Basis.UNKNOWN:
        said = f"{said_core(rule.days, words)}, {tail}"
    return f"{', '.join(period)}: {said}" if period else said


def not_known(line: Line, words: Lexicon) -> Iterator[str]:
    """Sentences that say what is not known of it."""
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


def count_words(sentence: str) -> int:
    """Words as a reader counts them."""
    return len(sentence.split())
