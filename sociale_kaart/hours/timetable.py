"""The hours of a whole map at once: every occurrence in a period, and the state of every offer at a moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.hours.almanac import day_number
from sociale_kaart.hours.calendar import Calendar, dutch_calendar
from sociale_kaart.hours.lines import Column, Lines, vouched
from sociale_kaart.hours.moments import MINUTES_PER_DAY, in_amsterdam, utc_minute, utc_minutes
from sociale_kaart.hours.occurrencetable import OccurrenceTable, joined, merged
from sociale_kaart.hours.reason import FIRST_CLOSED, Reason
from sociale_kaart.hours.schedule import Basis, Hours
from sociale_kaart.hours.verdicts import HELD

NEVER = -1
LOOK_AHEAD_DAYS = 800  # past the rarest thing a rule can say within two years
LOOK_FIRST_DAYS = 15  # most offers come back within two weeks
YEARS = range(1970, 2201)  # further off nobody plans, and a date from the web may be anything


@dataclass(frozen=True, slots=True, kw_only=True)
class States:
    """Of every offer at a moment, in columns (n,).

    reason : Reason; it decides whether it is open, closed or unknown
    until_utc : until when it is open, in minutes since 1970; NEVER where it is not
    """

    reason: NDArray[np.uint8]
    until_utc: Column

    @property
    def is_open(self) -> NDArray[np.bool_]:
        return np.asarray(self.reason == HELD, dtype=np.bool_)

    @property
    def is_unknown(self) -> NDArray[np.bool_]:
        return np.asarray((self.reason != HELD) & (self.reason < FIRST_CLOSED), dtype=np.bool_)

    @property
    def is_closed(self) -> NDArray[np.bool_]:
        return np.asarray(self.reason >= FIRST_CLOSED, dtype=np.bool_)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyHours:
    """Hours a week, averaged over a period, per offer (n,): when one can walk in, by appointment alone, and perhaps.

    is_complete : whether that is all; False where part of a text is not understood, or says no times
    """

    open: NDArray[np.float64]
    by_appointment: NDArray[np.float64]
    uncertain: NDArray[np.float64]
    is_complete: NDArray[np.bool_]


class Timetable:
    """The hours of many offers, made ready once and asked many times.

    Parameters
    ----------
    hours : of each offer
    locations : of each offer the hours of its location, None where these are not known; for "tijdens openingstijden
        van de bibliotheek"
    calendar : the holidays; by default those that the project ships, for no school region in particular
    """

    def __init__(
        self,
        hours: Sequence[Hours],
        locations: Sequence[Hours | None] | None = None,
        calendar: Calendar | None = None,
    ) -> None:
        self.count = len(hours)
        self._hours = list(hours)
        self._locations = list(locations) if locations is not None else [None] * len(hours)
        self._calendar = calendar or dutch_calendar()
        self._lines = Lines(self._hours, self._locations, self._calendar)
        self._whole = np.array([_of_the_whole(one) for one in hours], dtype=np.uint8)
        self._otherwise = np.array([_otherwise(one) for one in hours], dtype=np.uint8)
        self._vouched = np.array([vouched(one) for one in hours], dtype=np.int64).reshape(-1, 2)

    def occurrences(self, start: date, end: date) -> OccurrenceTable:
        """All that begin on the days from `start` up to and without `end`, certain and uncertain.

        Those of hours that were not completely understood are uncertain. Raises ValueError outside YEARS.
        """
        first = _reckoned(start)
        verdicts = self._lines.verdicts(first, max(_reckoned(end) - first, 0))
        there = (verdicts < FIRST_CLOSED) & self._lines.gives_occurrences[:, None]
        line, offset = np.nonzero(there)
        order = np.lexsort((self._lines.opens[line], offset, self._lines.owner[line]))
        line, offset = line[order], offset[order]
        owner = self._lines.owner[line]
        return merged(
            OccurrenceTable(
                offer=owner,
                day=first + offset,
                opens=self._lines.opens[line],
                closes=self._lines.closes[line],
                reason=np.maximum(verdicts[line, offset], self._whole[owner]),
                appointment=self._lines.appointment[line],
            )
        )

    def upcoming(self, after: datetime, *, walk_in: bool = True) -> OccurrenceTable:
        """The first certain occurrence of each offer that begins after a moment; at most one each, within two years.

        walk_in : only those for which one needs no appointment. Of hours that were not completely understood none is
        certain. Raises ValueError outside YEARS.
        """
        now = utc_minute(in_amsterdam(after))
        first = in_amsterdam(after).date()
        sought = np.flatnonzero(self._whole == HELD)
        found = []
        start, days = first, LOOK_FIRST_DAYS
        while len(sought) and start < first + timedelta(days=LOOK_AHEAD_DAYS):
            end = start + timedelta(days=days)
            table = self.some(sought).occurrences(start, end)
            wanted = table.certain & (table.start_utc > now) & ~(table.by_appointment & walk_in)
            table = table.where(wanted)
            _, places = np.unique(table.offer, return_index=True)
            table = table.where(places)
            found.append(replace(table, offer=sought[table.offer]))
            sought = np.delete(sought, table.offer)
            start, days = end, days * 3
        return joined(found)

    def within(self, start: datetime, end: datetime, *, walk_in: bool = True) -> NDArray[np.uint8]:
        """Of every offer (n,) whether it is open at some moment from `start` up to and without `end`, as Reason.

        Parameters
        ----------
        walk_in : by appointment is not open. Else it is; at times that nobody told perhaps, but certainly at some
            moment of a week or more

        WITHIN_HOURS: for certain. DOUBTFUL, NOT_UNDERSTOOD and so on, all below FIRST_CLOSED: perhaps. OUTSIDE_HOURS:
        certainly at none. Raises ValueError outside YEARS and where the end is not after the start.
        """
        begin, finish = utc_minute(in_amsterdam(start)), utc_minute(in_amsterdam(end))
        if finish <= begin:
            raise ValueError("a period ends after it begins")
        first = _reckoned(in_amsterdam(start).date())
        last = _reckoned(in_amsterdam(end - timedelta(minutes=1)).date())
        verdicts = self._lines.verdicts(first - 1, last - first + 2)
        held = self._lines.held if walk_in else self._with_appointments(finish - begin)
        reasons = np.where(verdicts == HELD, held[:, None], verdicts)
        line, offset = np.nonzero(reasons < FIRST_CLOSED)
        days = first - 1 + offset
        inside = utc_minutes(days, self._lines.opens[line]) < finish
        inside &= utc_minutes(days, self._lines.closes[line]) > begin
        found = np.full(self.count, Reason.OUTSIDE_HOURS, dtype=np.uint8)
        np.minimum.at(found, self._lines.owner[line[inside]], reasons[line[inside], offset[inside]])
        unsaid = (self._otherwise != Reason.OUTSIDE_HOURS) & ~self._shut_throughout(reasons[:, 1:])
        outside = (first < self._vouched[:, 0]) | (last > self._vouched[:, 1])
        for perhaps, why in ((unsaid, Reason.NOTHING_SAID), (outside, Reason.NOT_VOUCHED)):
            found = np.where((found != HELD) & perhaps, np.uint8(why), found)
        return np.where(self._whole != HELD, self._whole, found)

    def _with_appointments(self, minutes: int) -> NDArray[np.uint8]:
        """What each line means in so many minutes to who is willing to make an appointment, as Reason."""
        untimed = HELD if minutes >= _A_WEEK else Reason.TIMES_UNKNOWN
        found = np.where(self._lines.gives_occurrences, np.uint8(HELD), np.uint8(untimed))
        return np.where(self._lines.held == Reason.BY_APPOINTMENT, found, self._lines.held)

    def _shut_throughout(self, reasons: NDArray[np.uint8]) -> NDArray[np.bool_]:
        """Whether each offer has on every one of these days a line that says it is closed."""
        said = (reasons >= FIRST_CLOSED) & (reasons != Reason.OUTSIDE_HOURS)
        shut = np.zeros((self.count, reasons.shape[1]), dtype=np.bool_)
        np.logical_or.at(shut, self._lines.owner, said)
        return np.asarray(shut.all(axis=1), dtype=np.bool_)

    @cached_property
    def may_follow_on(self) -> NDArray[np.bool_]:
        """Of every offer whether one of its times may begin at the very minute that another one ends."""
        closing = set(
            zip(self._lines.owner.tolist(), (self._lines.closes % MINUTES_PER_DAY).tolist(), strict=True)
        )
        opening = set(zip(self._lines.owner.tolist(), self._lines.opens.tolist(), strict=True))
        found = np.zeros(self.count, dtype=np.bool_)
        found[[owner for owner, _ in closing & opening]] = True
        return found

    @cached_property
    def is_complete(self) -> NDArray[np.bool_]:
        """Of every offer (n,) whether its hours are all told; see `WeeklyHours`."""
        return np.array(
            [_says_all(*one) for one in zip(self._hours, self._locations, strict=True)], dtype=np.bool_
        )

    @property
    def calendar(self) -> Calendar:
        """The holidays that these hours are held against."""
        return self._calendar

    def some(self, numbers: Column) -> Timetable:
        """A timetable of some of the offers, by their numbers."""
        if len(numbers) == self.count:
            return self
        chosen = numbers.tolist()
        return Timetable(
            [self._hours[at] for at in chosen], [self._locations[at] for at in chosen], self._calendar
        )

    def weekly_hours(self, start: date, end: date) -> WeeklyHours:
        """For coverage: the mean over the days from `start` up to and without `end`; uncertain hours apart.

        Raises ValueError for a period without days, and outside YEARS.
        """
        if end <= start:
            raise ValueError("a period ends after it begins")
        table = self.occurrences(start, end)
        per_week = (table.end_utc - table.start_utc) / 60 / ((end - start) / timedelta(weeks=1))

        def total(chosen: NDArray[np.bool_]) -> NDArray[np.float64]:
            summed = np.bincount(table.offer[chosen], weights=per_week[chosen], minlength=self.count)
            return np.asarray(summed, dtype=np.float64)

        return WeeklyHours(
            open=total(table.certain & ~table.by_appointment),
            by_appointment=total(table.certain & table.by_appointment),
            uncertain=total(~table.certain),
            is_complete=self.is_complete,
        )

    def state(self, at: datetime) -> States:
        """Of every offer at a moment; a time without a zone is Amsterdam's. Raises ValueError outside YEARS."""
        _reckoned(at.date())
        local = in_amsterdam(at)
        today = day_number(local.date())
        ranks = self._ranks(today, utc_minute(local))
        best = np.zeros(self.count, dtype=np.int64)
        np.maximum.at(best, self._lines.owner, ranks)
        rank, rest = best >> _RANK, best & _REST
        reason = np.where(rank == _NOTHING, self._otherwise, _REST - rest).astype(np.uint8)
        reason = np.where(rank == _OPEN, HELD, reason)
        outside = (today < self._vouched[:, 0]) | (today > self._vouched[:, 1])
        reason = np.where(outside, np.uint8(Reason.NOT_VOUCHED), reason)
        reason = np.where(self._whole != HELD, self._whole, reason)
        return States(reason=reason, until_utc=np.where(reason == HELD, rest, NEVER))

    def _ranks(self, today: int, now: int) -> Column:
        """How much each line weighs at a moment: what it says in the high bits, until when or why in the low ones."""
        verdicts = self._lines.verdicts(today - 1, 2)
        opens, closes = self._lines.opens, self._lines.closes
        best = np.zeros(self._lines.count, dtype=np.int64)
        for column, day in enumerate((today - 1, today)):
            days = np.full_like(opens, day)
            ends = utc_minutes(days, closes)
            now_within = (utc_minutes(days, opens) <= now) & (now < ends)
            best = np.maximum(best, self._rank(verdicts[:, column], now_within, ends, is_today=day == today))
        return best

    def _rank(
        self, verdict: NDArray[np.uint8], now_within: NDArray[np.bool_], ends: Column, *, is_today: bool
    ) -> Column:
        reason = np.where(verdict == HELD, self._lines.held, verdict)
        rank = np.select(
            [reason == HELD, reason < FIRST_CLOSED, reason == Reason.BY_APPOINTMENT],
            [_OPEN, _UNKNOWN, _BY_APPOINTMENT],
            _DROPPED,
        )
        # Why nobody is there today counts all day long; anything else only between its times.
        applies = now_within | ((rank == _DROPPED) & is_today)
        rest = np.where(rank == _OPEN, ends, _REST - reason.astype(np.int64))
        return np.where(applies & (reason != Reason.OUTSIDE_HOURS), (rank << _RANK) | rest, 0)


_A_WEEK = 7 * MINUTES_PER_DAY
_RANK = 40
_REST = (1 << _RANK) - 1
_NOTHING, _DROPPED, _BY_APPOINTMENT, _UNKNOWN, _OPEN = range(5)


def _reckoned(day: date) -> int:
    if day.year not in YEARS:
        raise ValueError(f"hours are reckoned from {YEARS[0]} to {YEARS[-1]}, not for {day.year}")
    return day_number(day)


def _of_the_whole(hours: Hours) -> Reason:
    """Why a schedule is unknown at any moment; WITHIN_HOURS where it is not."""
    if hours.leftover:
        return Reason.NOT_UNDERSTOOD
    if hours.doubtful:
        return Reason.DOUBTFUL
    return Reason.WITHIN_HOURS if hours.rules else Reason.NOTHING_SAID


def _says_all(hours: Hours, location: Hours | None) -> bool:
    if hours.follows_location and not (location is not None and _says_all(location, None)):
        return False
    timed = (
        (rule.has_times or rule.basis in (Basis.CLOSED, Basis.LOCATION)) and not rule.days.is_vague
        for rule in hours.rules
    )
    return hours.is_settled and bool(hours.rules) and all(timed)


def _otherwise(hours: Hours) -> Reason:
    """What holds on a moment that no rule speaks of."""
    return Reason.OUTSIDE_HOURS if hours.says_when else Reason.NOTHING_SAID
