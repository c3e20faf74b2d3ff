"""Occurrences of many offers in columns, and what becomes of those that overlap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.hours.lines import APPOINTMENTS, Column
from sociale_kaart.hours.moments import MINUTES_PER_DAY, utc_minutes
from sociale_kaart.hours.verdicts import HELD
from sociale_kaart.model import Appointment

_NEEDED = APPOINTMENTS.index(Appointment.NEEDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class OccurrenceTable:
    """Occurrences in columns (n,), by offer and then in time.

    offer : number of the offer
    day : day number (days since 1970) on which it begins
    opens, closes : minutes past midnight of that day, on the clock
    reason : WITHIN_HOURS, or why it is uncertain
    appointment : index in APPOINTMENTS
    """

    offer: Column
    day: Column
    opens: Column
    closes: Column
    reason: NDArray[np.uint8]
    appointment: Column

    @property
    def certain(self) -> NDArray[np.bool_]:
        return np.asarray(self.reason == HELD, dtype=np.bool_)

    @property
    def by_appointment(self) -> NDArray[np.bool_]:
        """Where one must have an appointment: not open to who walks in."""
        return np.asarray(self.appointment == _NEEDED, dtype=np.bool_)

    @property
    def start_utc(self) -> Column:
        """Minutes since 1970, UTC."""
        return utc_minutes(self.day, self.opens)

    @property
    def end_utc(self) -> Column:
        return utc_minutes(self.day, self.closes)

    def __len__(self) -> int:
        return len(self.offer)

    def where(self, chosen: NDArray[np.bool_] | Column) -> OccurrenceTable:
        """Some of them, by a mask or by their numbers."""
        return OccurrenceTable(
            offer=self.offer[chosen],
            day=self.day[chosen],
            opens=self.opens[chosen],
            closes=self.closes[chosen],
            reason=self.reason[chosen],
            appointment=self.appointment[chosen],
        )


def joined(tables: Sequence[OccurrenceTable]) -> OccurrenceTable:
    """Tables under each other, in order of offer and then in time."""
    together = OccurrenceTable(
        **{
            column.name: np.concatenate([_EMPTY[column.name], *(getattr(one, column.name) for one in tables)])
            for column in fields(OccurrenceTable)
        }
    )
    order = (
        together.appointment,
        together.reason,
        together.closes,
        together.opens,
        together.day,
        together.offer,
    )
    return together.where(np.lexsort(order))


_EMPTY = {
    column.name: np.empty(0, dtype=np.uint8 if column.name == "reason" else np.int64)
    for column in fields(OccurrenceTable)
}


def merged(table: OccurrenceTable) -> OccurrenceTable:
    """The same, with what overlaps made one: two rules may speak of the same hour.

    The table must stand in order of offer and begin. Times that only touch stay apart. An uncertain occurrence inside
    a certain one says nothing more; with and without appointment stay apart.
    """
    begins = table.day * MINUTES_PER_DAY + table.opens
    ends = table.day * MINUTES_PER_DAY + table.closes
    crowded = _offers_that_overlap(table.offer, begins, ends)
    if not len(crowded):
        return table
    chosen = np.isin(table.offer, crowded)
    spans = zip(
        table.offer[chosen].tolist(),
        begins[chosen].tolist(),
        ends[chosen].tolist(),
        table.reason[chosen].tolist(),
        table.appointment[chosen].tolist(),
        strict=True,
    )
    per_offer = groupby((_Span(*one) for one in spans), key=lambda span: span.offer)
    return joined([table.where(~chosen), _table([span for _, its in per_offer for span in _apart(its)])])


@dataclass(frozen=True, slots=True, order=True)
class _Span:
    """An occurrence in minutes since 1970 on the clock."""

    offer: int
    begin: int
    end: int
    reason: int
    appointment: int


def _offers_that_overlap(offer: Column, begins: Column, ends: Column) -> Column:
    beyond = int(ends.max(initial=0)) + 1 - int(begins.min(initial=0))  # keeps the offers apart on one line
    latest_end = np.maximum.accumulate(ends + offer * beyond)
    overlaps = (begins + offer * beyond)[1:] < latest_end[:-1]
    return np.unique(offer[1:][overlaps])


def _apart(spans: Iterable[_Span]) -> list[_Span]:
    """The occurrences of one offer, united where they overlap and are alike, without what a certain one covers."""
    alike: dict[tuple[int, int], list[_Span]] = defaultdict(list)
    for span in spans:
        united = alike[span.reason, span.appointment]
        if united and span.begin < united[-1].end:
            united[-1] = replace(united[-1], end=max(united[-1].end, span.end))
        else:
            united.append(span)
    found = [span for several in alike.values() for span in several]
    certain = [span for span in found if span.reason == HELD]
    return [span for span in found if span.reason == HELD or not any(_covers(one, span) for one in certain)]


def _covers(outer: _Span, inner: _Span) -> bool:
    return outer.begin <= inner.begin and inner.end <= outer.end


def _table(spans: list[_Span]) -> OccurrenceTable:
    begins = np.array([span.begin for span in spans], dtype=np.int64)
    ends = np.array([span.end for span in spans], dtype=np.int64)
    day = begins // MINUTES_PER_DAY
    return OccurrenceTable(
        offer=np.array([span.offer for span in spans], dtype=np.int64),
        day=day,
        opens=begins - day * MINUTES_PER_DAY,
        closes=ends - day * MINUTES_PER_DAY,
        reason=np.array([span.reason for span in spans], dtype=np.uint8),
        appointment=np.array([span.appointment for span in spans], dtype=np.int64),
    )
