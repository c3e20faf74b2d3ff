"""The hours of a whole map at once: every occurrence in a period, and the state of every offer at a moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.hours.almanac import day_number
from sociale_kaart.hours.calendar import Calendar, dutch_calendar
from sociale_kaart.hours.lines import Column, Lines, vouched
from sociale_kaart.hours.moments import in_amsterdam, utc_minute, utc_minutes
from sociale_kaart.hours.occurrencetable import OccurrenceTable, merged
from sociale_kaart.hours.reason import FIRST_CLOSED, Reason
from sociale_kaart.hours.schedule import Hours
from sociale_kaart.hours.verdicts import HELD

NEVER = -1
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
        self._lines = Lines(hours, locations or [None] * len(hours), calendar or dutch_calendar())
        self._whole = np.array([_of_the_whole(one) for one in hours], dtype=np.uint8)
        self._otherwise = np.array([_otherwise(one) for one in hours], dtype=np.uint8)
        self._vouched = np.array([vouched(one) for one in hours], dtype=np.int64).reshape(-1, 2)

    def occurrences(self, start: date, end: date) -> OccurrenceTable:
        """All that begin on the days from `start` up to and without `end`, certain and uncertain.

        Raises ValueError outside YEARS.
        """
        first = _reckoned(start)
        verdicts = self._lines.verdicts(first, max(_reckoned(end) - first, 0))
        there = (verdicts < FIRST_CLOSED) & self._lines.gives_occurrences[:, None]
        line, offset = np.nonzero(there)
        order = np.lexsort((self._lines.opens[line], offset, self._lines.owner[line]))
        line, offset = line[order], offset[order]
        return merged(
            OccurrenceTable(
                offer=self._lines.owner[line],
                day=first + offset,
                opens=self._lines.opens[line],
                closes=self._lines.closes[line],
                reason=verdicts[line, offset],
                appointment=self._lines.appointment[line],
            )
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


def _otherwise(hours: Hours) -> Reason:
    """What holds on a moment that no rule speaks of."""
    return Reason.OUTSIDE_HOURS if hours.says_when else Reason.NOTHING_SAID
