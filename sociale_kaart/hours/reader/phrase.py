"""Terms that belong together, and the terms of a text on their way to becoming such."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sociale_kaart.hours.reader.moments import Clock, WrittenDate
from sociale_kaart.hours.reader.tokens import Term

TO = frozenset({"dash", "upto", "until"})
AND = frozenset({"and", "join", "comma", "slash"})
CLOCKS = frozenset({"clock", "noon", "saidtime"})


@dataclass(frozen=True, slots=True)
class Span:
    """From a time to a time; either may be missing."""

    opens: Clock | None
    closes: Clock | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """What stands together, by kind: "days", "times", "dates", "period", "months", or that of its one term."""

    kind: str
    text: str
    start: int
    end: int
    parts: dict[str, str]
    weekdays: tuple[int, ...] = ()
    nth: tuple[int, ...] = ()
    part: str = ""
    far_pair: tuple[int, ...] = ()
    may_be: tuple[int, ...] = ()
    spans: tuple[Span, ...] = ()
    dates: tuple[WrittenDate, ...] = ()
    open_start: bool = False
    open_end: bool = False
    exclusive: bool = False
    months: tuple[int, ...] = ()
    month_range: bool = False


class Terms:
    """The terms of a text but the words that say nothing, read from left to right."""

    def __init__(self, terms: Sequence[Term], text: str) -> None:
        self.terms = [term for term in terms if term.kind != "noise"]
        self.at = 0
        self._text = text

    def kind(self, ahead: int = 0) -> str:
        """The kind of the next term, or of one further on; "end" behind the last."""
        at = self.at + ahead
        return self.terms[at].kind if at < len(self.terms) else "end"

    def take(self) -> Term:
        """The next term."""
        self.at += 1
        return self.terms[self.at - 1]

    def phrase(self, first: int, kind: str) -> Phrase:
        """What was taken from a term on, as a phrase."""
        begin, last = self.terms[first], self.terms[self.at - 1]
        text = self._text[begin.start : last.end]
        return Phrase(kind=kind, text=text, start=begin.start, end=last.end, parts=begin.parts)
