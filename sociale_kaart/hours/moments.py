"""Local time on the wall and the moments behind it: what a clock change does to opening hours is decided here.

As RFC 5545 does: a time that the clock skips is reckoned as if it had not been put forward yet, and of a time that
comes twice the first is meant.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.hours.almanac import day_of
from sociale_kaart.hours.schedule import AMSTERDAM

Minutes = NDArray[np.int64]

MINUTES_PER_DAY = 24 * 60
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def in_amsterdam(at: datetime) -> datetime:
    """A moment on Amsterdam's clock; one without a zone is taken to be that already."""
    return at.replace(tzinfo=AMSTERDAM) if at.tzinfo is None else at.astimezone(AMSTERDAM)


def utc_minute(at: datetime) -> int:
    """Whole minutes from 1970 to a moment that knows its zone."""
    return int((at.astimezone(UTC) - _EPOCH) // timedelta(minutes=1))


def wall_clock(day: date, minute: int) -> datetime:
    """The local time so many minutes past midnight on a day's clock; 24 * 60 is midnight of the next day."""
    days, minute = divmod(minute, MINUTES_PER_DAY)
    return datetime.combine(day + timedelta(days=days), time(minute // 60, minute % 60), tzinfo=AMSTERDAM)


def utc_minutes(days: Minutes, minutes: Minutes) -> Minutes:
    """Minutes from 1970 to local times, given as day numbers and minutes past midnight on the clock (n,)."""
    wall = days * MINUTES_PER_DAY + minutes
    day, place = np.unique(wall // MINUTES_PER_DAY, return_inverse=True)
    begins = np.array([_offset(int(one), 0) for one in day], dtype=np.int64)
    ends = np.array([_offset(int(one) + 1, 0) for one in day], dtype=np.int64)
    offset = begins[place]
    changing = np.flatnonzero((begins != ends)[place])
    if len(changing):
        its_minutes, its_place = np.unique(wall[changing], return_inverse=True)
        exact = [_offset(*divmod(int(one), MINUTES_PER_DAY)) for one in its_minutes]
        offset[changing] = np.array(exact, dtype=np.int64)[its_place]
    return np.asarray(wall - offset, dtype=np.int64)


def _offset(day: int, minute: int) -> int:
    """Minutes that the local clock is ahead of UTC."""
    ahead = wall_clock(day_of(day), minute).utcoffset()
    assert ahead is not None
    return int(ahead / timedelta(minutes=1))


def minute_of(at: time) -> int:
    """Minutes past midnight."""
    return at.hour * 60 + at.minute
