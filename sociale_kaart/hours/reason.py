"""Why something is open, closed or unknown: one list for the engine and for whoever makes a sentence of it."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class State(StrEnum):
    """At a moment. Unknown is a value of its own: it counts as open nowhere, and as closed nowhere."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class Reason(IntEnum):
    """Why. Where several hold for one rule on one day, the greatest number wins: dropped beats uncertain beats held."""

    WITHIN_HOURS = 0

    # unknown
    HOLIDAY_UNKNOWN = 1  # a public holiday, and nobody says whether it goes on
    SCHOOL_REGIONS_DIFFER = 2  # a school holiday in one region and not in another, and ours is not known
    SCHOOL_YEAR_UNKNOWN = 3  # no table with a source speaks of this day
    LOCATION_UNSURE = 4  # follows the location, whose own hours were not completely understood
    NOT_VOUCHED = 5  # outside the days for which somebody vouches for these hours
    END_UNKNOWN = 6  # began, and nobody says until when
    START_UNKNOWN = 7  # before its end, and nobody says from when
    TIMES_UNKNOWN = 8  # on this day, and nobody says when
    LOCATION_UNKNOWN = 9  # follows the location, whose own hours are not known
    DAYS_UNKNOWN = 10  # on some of these days, and nobody says on which ("om de week")
    DOUBTFUL = 11  # the text can be read in two ways
    NOT_UNDERSTOOD = 12  # part of the text could not be read
    NOTHING_SAID = 13  # there are no hours

    # closed
    BY_APPOINTMENT = 64  # somebody may be there, for who made an appointment
    MOVED = 65  # a public holiday: it is on another day
    ON_HOLIDAY = 66
    IN_SCHOOL_HOLIDAY = 67
    OUTSIDE_SCHOOL_HOLIDAY = 68
    EXCEPTED = 69  # the text takes this day out
    SAID_CLOSED = 70  # the text says that it is closed, and nothing else
    OUTSIDE_HOURS = 255

    @property
    def state(self) -> State:
        if self is Reason.WITHIN_HOURS:
            return State.OPEN
        return State.UNKNOWN if self < FIRST_CLOSED else State.CLOSED


FIRST_CLOSED = Reason.BY_APPOINTMENT
