"""What has been read of a text so far: the items, what is pending, and what holds for the whole."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from datetime import date

from sociale_kaart.hours.reader.draft import Draft
from sociale_kaart.hours.reader.phrase import Phrase
from sociale_kaart.hours.reader.result import Doubt, DoubtKind, Leftover
from sociale_kaart.hours.schedule import Basis, Days, Holiday, HolidayPolicy, SchoolHoliday, SchoolPolicy
from sociale_kaart.model import Appointment

BOUNDARY = frozenset({"semi", "newline", "stop", "pipe", "end", "close", "open"})
TIMED = frozenset({"times", "allday"})
# What can follow "niet", "behalve" and "gesloten".
EXCEPTIONS = frozenset(
    {
        "days", "dates", "period", "months", "tax", "public", "named", "school", "schoolnames", "ordinal",
        "zonen",
    }
)  # fmt: skip
_LOOK_AHEAD = 12
_NOON = 12


@dataclass(slots=True)
class Whole:
    """What holds for every item of a text."""

    closed: list[Days] = field(default_factory=list)
    closed_all: bool = False
    holidays: HolidayPolicy | None = None
    moved_by: int = 0
    open_on: set[Holiday] = field(default_factory=set)
    closed_on: set[Holiday] = field(default_factory=set)
    school: SchoolPolicy = SchoolPolicy.IGNORE
    school_holidays: set[SchoolHoliday] = field(default_factory=set)
    appointment: Appointment | None = None


class Reading:
    """The phrases of one text, how far they have been read, and what they said."""

    def __init__(self, phrases: list[Phrase], text: str, as_of: date | None, lang: str) -> None:
        self.phrases, self.text, self.as_of, self.lang = phrases, text, as_of, lang
        self.at = 0
        # Found
        self.items: list[Draft] = []
        self.extra_bases: list[Draft] = []
        self.whole = Whole()
        self.leftovers: list[Leftover] = []
        self.doubts: list[Doubt] = []
        # Being read: days without times yet, what holds until the next sentence, and what the last words announced
        self.pending: Draft | None = None
        self.drafts: list[Draft] = []
        self.scope: Draft | None = None
        self.scope_used = False
        self.excepting = False
        self.phone = False
        self.only_rest = False
        self.adding = False
        self.other_days = False
        self.by_appointment = False
        self.starting = False
        self.after: date | None = None
        self.clause_start = 0
        self.clause_items = 0
        self.late_evidence = any(
            clock is not None and (clock.hour > _NOON or clock.meridiem)
            for phrase in phrases
            for span in phrase.spans
            for clock in (span.opens, span.closes)
        )

    @property
    def items_said(self) -> bool:
        """Whether it speaks of times at all, if only for calling."""
        return any(not item.phone for item in self.items)

    @property
    def school_items(self) -> list[Draft]:
        """Items that hold in school holidays alone, where others hold outside them."""
        only = [item for item in self.items if item.school is SchoolPolicy.ONLY]
        return only if len(only) < len(self.items) else []

    def take(self) -> Phrase | None:
        """The next phrase; None at the end."""
        if self.at == len(self.phrases):
            return None
        self.at += 1
        return self.phrases[self.at - 1]

    def next_kind(self) -> str:
        return self.phrases[self.at].kind if self.at < len(self.phrases) else "end"

    def ahead(self, wanted: Set[str], stops: Set[str]) -> bool:
        """Whether one of the wanted kinds comes before one of the stops."""
        for phrase in self.phrases[self.at : self.at + _LOOK_AHEAD]:
            if phrase.kind in wanted:
                return True
            if phrase.kind in stops:
                return False
        return False

    def draft(self, phrase: Phrase) -> Draft:
        """The item that is pending; a new one where none is."""
        if self.pending is None:
            self.pending = Draft(phrase.start, phrase.end)
            self.drafts.append(self.pending)
        self.pending.end = phrase.end
        return self.pending

    def doubt(self, kind: DoubtKind, *readings: str) -> None:
        """Ask something, once."""
        doubt = Doubt(kind, readings)
        again = kind is DoubtKind.YEAR_MISSING and any(one.kind is kind for one in self.doubts)
        if doubt not in self.doubts and not again:
            self.doubts.append(doubt)

    def leave(self, start: int, end: int) -> None:
        """These characters were not understood."""
        text = self.text[start:end].strip()
        if text:
            self.leftovers.append(Leftover(self.text.index(text, start), text))

    def leave_clause(self, phrase: Phrase) -> None:
        """Leave the words around a phrase: from what is pending up to the next sign."""
        start = max(self.clause_start, phrase.start if self.pending is None else self.pending.start)
        if self.items and start < self.items[-1].end:
            start = self.items[-1].end
        start = min(start, phrase.start)
        end = phrase.end
        while self.at < len(self.phrases) and self.next_kind() not in BOUNDARY | {"comma"}:
            start, end = min(start, self.phrases[self.at].start), max(end, self.phrases[self.at].end)
            self.at += 1
        self.leave(start, end)
        self.drop()

    def add_basis(self, basis: Basis) -> None:
        """Something on the other days, at no stated time."""
        draft = Draft(self.clause_start, self.clause_start)
        draft.basis = basis
        if self.pending is not None and self.pending.names_days:
            draft.days = self.pending.days
            if self.pending.others:
                self.leave(self.pending.start, self.pending.end)
        self.extra_bases.append(draft)
        self.only_rest = False
        self.drop()

    def drop(self) -> None:
        """What is pending says nothing more, as the weekday of an empty cell."""
        if self.pending is not None:
            self.pending.used = True
        self.pending = None
