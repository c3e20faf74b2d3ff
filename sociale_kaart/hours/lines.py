"""The lines of many schedules: one for each time of day that a schedule speaks of, ready to be held against days.

A rule that follows the location becomes one line for each rule of the location's own schedule; any other rule is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.hours.almanac import day_number
from sociale_kaart.hours.calendar import Calendar
from sociale_kaart.hours.moments import MINUTES_PER_DAY, minute_of
from sociale_kaart.hours.reason import Reason
from sociale_kaart.hours.schedule import Basis, Hours, Rule
from sociale_kaart.hours.selectors import EVER
from sociale_kaart.hours.verdicts import Rules, Verdicts
from sociale_kaart.model import Appointment

Column = NDArray[np.int64]

APPOINTMENTS = tuple(Appointment)
ALONE = -1  # a line that follows no other rule


class Lines:
    """Columns of lines, in the order of their schedules.

    owner : number of the schedule
    opens, closes : minutes past midnight, `closes` past 24 * 60 where it passes midnight; what is not known reaches
        to the end of the day
    held : Reason between those times on a day on which the line holds
    gives_occurrences : whether its days and its times are known
    appointment : index in APPOINTMENTS
    """

    def __init__(self, hours: Sequence[Hours], locations: Sequence[Hours | None], calendar: Calendar) -> None:
        book = _Book(hours, locations)
        lines = list(book.lines())
        self.count = len(lines)
        self.owner = _column(one.owner for one in lines)
        self.opens = _column(one.opens for one in lines)
        self.closes = _column(one.closes for one in lines)
        self.held = np.array([one.held for one in lines], dtype=np.uint8)
        self.gives_occurrences = np.array([one.gives_occurrences for one in lines], dtype=np.bool_)
        self.appointment = _column(APPOINTMENTS.index(one.appointment) for one in lines)
        self._rules = Rules(book.rules, book.owners)
        self._rule = _column(one.rule for one in lines)
        self._followed = _column(one.followed for one in lines)
        self._unsure = np.array(
            [Reason.LOCATION_UNSURE if one.unsure else 0 for one in lines], dtype=np.uint8
        )
        self._vouched_from = _column(one.vouched[0] for one in lines)
        self._vouched_to = _column(one.vouched[1] for one in lines)
        self._calendar = calendar

    def verdicts(self, first: int, length: int) -> Verdicts:
        """Of every line on every day from a day number on, as (lines, days) of Reason."""
        of_rules = self._rules.verdicts(first, length, self._calendar)
        found = of_rules[self._rule]
        following = np.flatnonzero(self._followed != ALONE)
        found[following] = np.maximum(found[following], of_rules[self._followed[following]])
        unsure = np.flatnonzero(self._unsure)
        found[unsure] = np.maximum(found[unsure], self._unsure[unsure, None])
        self._vouch(found, first, length)
        return found

    def _vouch(self, found: Verdicts, first: int, length: int) -> None:
        limited = np.flatnonzero((self._vouched_from > first) | (self._vouched_to < first + length - 1))
        days = np.arange(first, first + length)[None, :]
        outside = (days < self._vouched_from[limited, None]) | (days > self._vouched_to[limited, None])
        worse = np.maximum(found[limited], np.uint8(Reason.NOT_VOUCHED))
        found[limited] = np.where(outside, worse, found[limited])


def vouched(hours: Hours) -> tuple[int, int]:
    """The first and last day number for which somebody vouches for a schedule."""
    first = -EVER if hours.valid_from is None else day_number(hours.valid_from)
    last = EVER if hours.valid_to is None else day_number(hours.valid_to)
    return first, last


@dataclass(frozen=True, slots=True)
class _Line:
    owner: int
    rule: int
    opens: int
    closes: int
    held: Reason
    gives_occurrences: bool
    appointment: Appointment
    vouched: tuple[int, int]
    followed: int = ALONE
    unsure: bool = False


class _Book:
    """The schedules, and after them those of the locations that they follow, their rules numbered through."""

    def __init__(self, hours: Sequence[Hours], locations: Sequence[Hours | None]) -> None:
        self._hours = hours
        self._followed: dict[int, int] = {}
        together = list(hours)
        places: dict[Hours, int] = {}
        for at, (one, location) in enumerate(zip(hours, locations, strict=True)):
            if location is not None and one.follows_location and location.says_when:
                if location not in places:
                    places[location] = len(together)
                    together.append(location)
                self._followed[at] = places[location]
        self._together = together
        self._starts = np.cumsum([0, *(len(one.rules) for one in together)]).tolist()
        self.rules = [rule for one in together for rule in one.rules]
        self.owners = [at for at, one in enumerate(together) for _ in one.rules]

    def lines(self) -> Iterator[_Line]:
        for owner, hours in enumerate(self._hours):
            for number, rule in enumerate(hours.rules, start=self._starts[owner]):
                if rule.basis is Basis.LOCATION and owner in self._followed:
                    yield from self._following(owner, number, rule)
                else:
                    yield _line(owner, number, rule, vouched(hours))

    def _following(self, owner: int, number: int, rule: Rule) -> Iterator[_Line]:
        place = self._followed[owner]
        location = self._together[place]
        own, its = vouched(self._hours[owner]), vouched(location)
        for followed, theirs in enumerate(location.rules, start=self._starts[place]):
            if theirs.basis is not Basis.CLOSED:
                held, gives_occurrences = _meaning(theirs, rule.appointment)
                opens, closes = _times(theirs)
                yield _Line(
                    owner=owner,
                    rule=number,
                    opens=opens,
                    closes=closes,
                    held=held,
                    gives_occurrences=gives_occurrences,
                    appointment=rule.appointment,
                    vouched=(max(own[0], its[0]), min(own[1], its[1])),
                    followed=followed,
                    unsure=not location.is_settled,
                )


def _line(owner: int, number: int, rule: Rule, vouched: tuple[int, int]) -> _Line:
    held, gives_occurrences = _meaning(rule, rule.appointment)
    opens, closes = _times(rule)
    return _Line(owner, number, opens, closes, held, gives_occurrences, rule.appointment, vouched)


_UNTIMED = {
    Basis.LOCATION: Reason.LOCATION_UNKNOWN,
    Basis.APPOINTMENT: Reason.BY_APPOINTMENT,
    Basis.UNKNOWN: Reason.TIMES_UNKNOWN,
    Basis.CLOSED: Reason.SAID_CLOSED,
}


def _meaning(rule: Rule, appointment: Appointment) -> tuple[Reason, bool]:
    """What it means to come between a rule's times, and whether it gives occurrences."""
    if rule.days.is_vague:
        return Reason.DAYS_UNKNOWN, False
    if rule.basis is not Basis.TIMES:
        return _UNTIMED[rule.basis], False
    if rule.has_times:
        needed = appointment is Appointment.NEEDED
        return (Reason.BY_APPOINTMENT if needed else Reason.WITHIN_HOURS), True
    if rule.opens_at is not None:
        return Reason.END_UNKNOWN, False
    return (Reason.TIMES_UNKNOWN if rule.closes_at is None else Reason.START_UNKNOWN), False


def _times(rule: Rule) -> tuple[int, int]:
    opens = 0 if rule.opens_at is None else minute_of(rule.opens_at)
    closes = MINUTES_PER_DAY if rule.closes_at is None else minute_of(rule.closes_at)
    return opens, closes + MINUTES_PER_DAY if rule.passes_midnight else closes


def _column(values: Iterable[int]) -> Column:
    return np.fromiter(values, dtype=np.int64)
