"""What is true of one offer: when somebody is there, whether now, and when next.

Moments and days are arguments, the clock is never read here. A moment without a zone is Amsterdam's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np

from sociale_kaart.hours.almanac import day_of
from sociale_kaart.hours.calendar import Calendar
from sociale_kaart.hours.lines import APPOINTMENTS
from sociale_kaart.hours.moments import in_amsterdam, wall_clock
from sociale_kaart.hours.occurrencetable import OccurrenceTable
from sociale_kaart.hours.reason import Reason, State
from sociale_kaart.hours.schedule import AMSTERDAM, Hours
from sociale_kaart.hours.timetable import Timetable
from sociale_kaart.model import Appointment

ONE_DAY = timedelta(days=1)
_LONGEST_CHAIN = timedelta(days=8)  # who is open day and night for a week has no end worth telling


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """Somebody is there from start up to end (Europe/Amsterdam); `reason` says why that is uncertain, where it is."""

    start: datetime
    end: datetime
    appointment: Appointment = Appointment.UNKNOWN
    reason: Reason = Reason.WITHIN_HOURS

    @property
    def is_certain(self) -> bool:
        return self.reason is Reason.WITHIN_HOURS

    @property
    def is_open(self) -> bool:
        """Whether one can walk in: by appointment only is not open."""
        return self.is_certain and self.appointment is not Appointment.NEEDED

    @property
    def duration(self) -> timedelta:
        """As long as it lasts, also in a night in which the clock changes."""
        return self.end.astimezone(UTC) - self.start.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Each in time; what is uncertain is never among the certain."""

    certain: tuple[Occurrence, ...]
    uncertain: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StateAt:
    """Open, closed or unknown at a moment, and why.

    day_name : the public or school holiday that it turns on, in Dutch; "" where it turns on none
    until : when it closes, for what is open; None where it never does
    """

    state: State
    reason: Reason
    day_name: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursPerWeek:
    """Hours a week, averaged over a period: when one can walk in, by appointment alone, and perhaps.

    is_complete : whether that is all; False where part of the text is not understood, or says no times
    """

    open: float
    by_appointment: float
    uncertain: float
    is_complete: bool


def occurrences(
    hours: Hours,
    start: date,
    end: date,
    *,
    location: Hours | None = None,
    calendar: Calendar | None = None,
) -> Occurrences:
    """Those that begin on a day from `start` up to and without `end`, as far as the text was understood.

    Whether that is all of it, and whether it can be read in one way only, `hours` says; `state` and `Timetable` hold
    nothing for certain where it is not.

    location : the hours of the location, for hours that follow them
    """
    timetable = Timetable([hours.settled()], [location], calendar)
    found = tuple(listed(timetable.occurrences(start, end)))
    return Occurrences(
        certain=tuple(one for one in found if one.is_certain),
        uncertain=tuple(one for one in found if not one.is_certain),
    )


def next_occurrence(
    hours: Hours, after: datetime, *, location: Hours | None = None, calendar: Calendar | None = None
) -> Occurrence | None:
    """The first certain one that begins after a moment, by appointment or not; None within two years.

    None too where the hours were not completely understood: then nothing is certain.
    """
    return _first(Timetable([hours], [location], calendar).upcoming(after, walk_in=False))


def next_open(
    hours: Hours, after: datetime, *, location: Hours | None = None, calendar: Calendar | None = None
) -> Occurrence | None:
    """As `next_occurrence`, to which one can walk in: by appointment only is not open."""
    return _first(Timetable([hours], [location], calendar).upcoming(after))


def state(
    hours: Hours, at: datetime, *, location: Hours | None = None, calendar: Calendar | None = None
) -> StateAt:
    """Whether one can walk in at a moment. Unknown wherever the text does not settle it."""
    return states(Timetable([hours], [location], calendar), at)[0]


def states(timetable: Timetable, at: datetime) -> list[StateAt]:
    """`state` of every offer of a timetable."""
    at = in_amsterdam(at)
    found = timetable.state(at)
    same: dict[tuple[int, int], StateAt] = {}
    result = []
    pairs = zip(found.reason.tolist(), found.until_utc.tolist(), strict=True)
    for number, (reason, until) in enumerate(pairs):
        if reason == Reason.WITHIN_HOURS and timetable.may_follow_on[number]:
            closes = _closes(timetable.some(np.array([number])), at)
            result.append(StateAt(state=State.OPEN, reason=Reason.WITHIN_HOURS, until=closes))
            continue
        if (reason, until) not in same:
            same[reason, until] = _state_at(Reason(reason), until, at, timetable.calendar)
        result.append(same[reason, until])
    return result


def _state_at(reason: Reason, until: int, at: datetime, calendar: Calendar) -> StateAt:
    if reason is Reason.WITHIN_HOURS:
        return StateAt(state=State.OPEN, reason=reason, until=_local(until))
    return StateAt(state=reason.state, reason=reason, day_name=_day_name(reason, at.date(), calendar))


def hours_per_week(
    hours: Hours,
    start: date,
    end: date,
    *,
    location: Hours | None = None,
    calendar: Calendar | None = None,
) -> HoursPerWeek:
    """For coverage: the mean over the days from `start` up to and without `end`. Uncertain hours are counted apart.

    Raises ValueError for a period without days.
    """
    found = Timetable([hours], [location], calendar).weekly_hours(start, end)
    return HoursPerWeek(
        open=float(found.open[0]),
        by_appointment=float(found.by_appointment[0]),
        uncertain=float(found.uncertain[0]),
        is_complete=bool(found.is_complete[0]),
    )


def _first(table: OccurrenceTable) -> Occurrence | None:
    return next(listed(table), None)


def listed(table: OccurrenceTable) -> Iterator[Occurrence]:
    """A table's occurrences one by one, in its order."""
    for day, opens, closes, reason, appointment in zip(
        table.day.tolist(),
        table.opens.tolist(),
        table.closes.tolist(),
        table.reason.tolist(),
        table.appointment.tolist(),
        strict=True,
    ):
        begins = day_of(day)
        yield Occurrence(
            wall_clock(begins, opens), wall_clock(begins, closes), APPOINTMENTS[appointment], Reason(reason)
        )


def _closes(timetable: Timetable, at: datetime) -> datetime | None:
    """When what is open now closes, counting what follows on without a break."""
    until = _until(timetable, at)
    while until is not None and until - at < _LONGEST_CHAIN:
        further = _until(timetable, until)
        if further is None:
            return until
        until = further
    return None


def _until(timetable: Timetable, at: datetime) -> datetime | None:
    found = timetable.state(at)
    return _local(int(found.until_utc[0])) if found.is_open[0] else None


def _local(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, tz=AMSTERDAM)


_TURNS_ON_HOLIDAY = {Reason.HOLIDAY_UNKNOWN, Reason.ON_HOLIDAY, Reason.MOVED}
_TURNS_ON_SCHOOL = {Reason.SCHOOL_REGIONS_DIFFER, Reason.IN_SCHOOL_HOLIDAY}


def _day_name(reason: Reason, day: date, calendar: Calendar) -> str:
    """The holiday that a reason turns on; the day before where a night runs on into this one."""
    if reason in _TURNS_ON_HOLIDAY:
        return calendar.holiday_name(day) or calendar.holiday_name(day - ONE_DAY)
    if reason in _TURNS_ON_SCHOOL:
        found = calendar.school.find(day, calendar.region) or calendar.school.find(
            day - ONE_DAY, calendar.region
        )
        return found[0].holiday.value if found else ""
    return ""
