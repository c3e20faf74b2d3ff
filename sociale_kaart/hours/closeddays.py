"""The days that hours take out in so many words, or by a holiday: closed where one would have expected somebody."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from sociale_kaart.hours.almanac import day_number
from sociale_kaart.hours.calendar import Calendar, dutch_calendar
from sociale_kaart.hours.lines import Lines
from sociale_kaart.hours.reason import FIRST_CLOSED, Reason
from sociale_kaart.hours.schedule import Hours
from sociale_kaart.hours.verdicts import HELD

TAKEN_OUT = (Reason.MOVED, Reason.ON_HOLIDAY, Reason.IN_SCHOOL_HOLIDAY, Reason.EXCEPTED)


def closed_days(
    hours: Hours,
    start: date,
    end: date,
    *,
    location: Hours | None = None,
    calendar: Calendar | None = None,
) -> tuple[date, ...]:
    """Days from `start` up to and without `end` on which some rule is taken out and no other holds.

    Nobody is there then, not even perhaps or by appointment. No days where the hours were not completely understood or
    can be read in two ways, and none outside those for which somebody vouches for them.
    """
    start = max(start, hours.valid_from or start)
    end = min(end, (hours.valid_to or end) + timedelta(days=1))
    if not hours.is_settled or end <= start:
        return ()
    lines = Lines([hours], [location], calendar or dutch_calendar())
    verdicts = lines.verdicts(day_number(start), (end - start).days)
    reasons = np.where(verdicts == HELD, lines.held[:, None], verdicts)
    nobody = (reasons >= FIRST_CLOSED) & (reasons != Reason.BY_APPOINTMENT)
    closed = np.isin(reasons, TAKEN_OUT).any(axis=0) & nobody.all(axis=0)
    return tuple(start + timedelta(days=int(offset)) for offset in np.flatnonzero(closed))
