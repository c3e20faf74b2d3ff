"""One offer at a moment: open, closed or unknown and why, when next, and how many hours a week."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from sociale_kaart.hours.calendar import dutch_calendar
from sociale_kaart.hours.occur import (
    Occurrence,
    StateAt,
    hours_per_week,
    next_occurrence,
    next_open,
    occurrences,
    state,
)
from sociale_kaart.hours.reason import Reason, State
from sociale_kaart.hours.schedule import AMSTERDAM, Days, HolidayPolicy, Hours
from sociale_kaart.hours.school import Region
from sociale_kaart.model import Appointment
from tests.hours.hand_built import DI, HOURS, LIBRARY, MA, MA_ZO, VR, ZA, hours, rule, week

OPEN, CLOSED, UNKNOWN = State.OPEN, State.CLOSED, State.UNKNOWN


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def told(number: str | Hours, at: str, **more: object) -> tuple[State, Reason]:
    """State and reason of a row of uren.csv, or of hours, at a local time."""
    chosen = HOURS[number] if isinstance(number, str) else number
    found = state(chosen, local(at), **more)  # type: ignore[arg-type]
    return found.state, found.reason


STATES = [
    # dinsdag 10-12; in de zomer ook donderdag
    ("u014", "2026-03-31T10:00", OPEN, Reason.WITHIN_HOURS),
    ("u014", "2026-03-31T09:59", CLOSED, Reason.OUTSIDE_HOURS),
    ("u014", "2026-03-31T12:00", CLOSED, Reason.OUTSIDE_HOURS),
    # oneven weken: 2026-W53 and 2027-W01 are both odd
    ("u043", "2026-12-30T11:00", OPEN, Reason.WITHIN_HOURS),
    ("u043", "2027-01-06T11:00", OPEN, Reason.WITHIN_HOURS),
    ("u043", "2027-01-13T11:00", CLOSED, Reason.OUTSIDE_HOURS),
    # public holidays: silence is unknown, and only at the time itself
    ("u005", "2026-04-06T14:00", UNKNOWN, Reason.HOLIDAY_UNKNOWN),
    ("u005", "2026-04-06T17:00", CLOSED, Reason.OUTSIDE_HOURS),
    ("u435", "2026-04-06T14:00", CLOSED, Reason.ON_HOLIDAY),
    ("u439", "2026-04-06T14:00", OPEN, Reason.WITHIN_HOURS),
    ("u442", "2026-04-06T14:00", OPEN, Reason.WITHIN_HOURS),
    ("u442", "2026-04-03T11:00", CLOSED, Reason.ON_HOLIDAY),
    ("u456", "2026-04-06T10:00", CLOSED, Reason.MOVED),
    ("u456", "2026-04-07T10:00", OPEN, Reason.WITHIN_HOURS),
    ("u422", "2026-04-27T11:00", OPEN, Reason.WITHIN_HOURS),
    # school holidays
    ("u007", "2026-12-24T10:00", CLOSED, Reason.IN_SCHOOL_HOLIDAY),
    ("u477", "2026-12-23T11:00", OPEN, Reason.WITHIN_HOURS),
    ("u477", "2026-12-16T11:00", CLOSED, Reason.OUTSIDE_SCHOOL_HOLIDAY),
    ("u007", "2026-10-15T10:00", UNKNOWN, Reason.SCHOOL_REGIONS_DIFFER),
    ("u007", "2028-03-02T10:00", UNKNOWN, Reason.SCHOOL_YEAR_UNKNOWN),
    # what the text takes out, or closes
    ("u384", "2026-07-07T11:00", CLOSED, Reason.EXCEPTED),
    ("u492", "2026-04-21T11:00", CLOSED, Reason.EXCEPTED),
    ("u501", "2026-04-21T11:00", CLOSED, Reason.SAID_CLOSED),
    # appointments: somebody is there, and it is not open
    ("u510", "2026-04-21T11:00", CLOSED, Reason.BY_APPOINTMENT),
    ("u504", "2026-04-21T11:00", CLOSED, Reason.BY_APPOINTMENT),
    ("u519", "2026-04-20T11:00", OPEN, Reason.WITHIN_HOURS),
    ("u525", "2026-04-21T11:00", OPEN, Reason.WITHIN_HOURS),
    ("u525", "2026-04-23T11:00", CLOSED, Reason.BY_APPOINTMENT),
    ("u528", "2026-04-21T11:00", CLOSED, Reason.BY_APPOINTMENT),
    # not known
    ("u571", "2026-04-21T11:00", UNKNOWN, Reason.TIMES_UNKNOWN),
    ("u677", "2026-04-25T11:00", UNKNOWN, Reason.TIMES_UNKNOWN),
    ("u677", "2026-04-26T11:00", CLOSED, Reason.OUTSIDE_HOURS),
    ("u577", "2026-04-21T11:00", UNKNOWN, Reason.NOTHING_SAID),
    ("u590", "2026-04-23T15:00", UNKNOWN, Reason.END_UNKNOWN),
    ("u590", "2026-04-23T13:00", CLOSED, Reason.OUTSIDE_HOURS),
    ("u591", "2026-04-23T13:00", UNKNOWN, Reason.START_UNKNOWN),
    ("u591", "2026-04-23T18:00", CLOSED, Reason.OUTSIDE_HOURS),
    ("u293", "2026-04-21T03:00", UNKNOWN, Reason.TIMES_UNKNOWN),
    ("u330", "2026-04-21T11:00", UNKNOWN, Reason.DAYS_UNKNOWN),
    ("u330", "2026-04-21T13:00", CLOSED, Reason.OUTSIDE_HOURS),
    ("u336", "2026-04-21T14:00", UNKNOWN, Reason.DAYS_UNKNOWN),
    ("u420", "2026-04-12T15:00", UNKNOWN, Reason.DAYS_UNKNOWN),
    ("u459", "2026-04-20T11:00", UNKNOWN, Reason.NOT_UNDERSTOOD),
    ("u500", "2026-04-22T11:00", UNKNOWN, Reason.DOUBTFUL),
    ("u560", "2026-04-22T11:00", UNKNOWN, Reason.LOCATION_UNKNOWN),
    # past midnight
    ("u604", "2026-04-11T00:30", OPEN, Reason.WITHIN_HOURS),
    ("u604", "2026-04-10T00:30", CLOSED, Reason.OUTSIDE_HOURS),
    ("u608", "2026-04-07T07:59", UNKNOWN, Reason.HOLIDAY_UNKNOWN),
    ("u606", "2026-04-08T23:59", OPEN, Reason.WITHIN_HOURS),
]


@pytest.mark.parametrize(("number", "at", "expected", "reason"), STATES)
def test_a_moment_is_open_closed_or_unknown_for_a_reason(
    number: str, at: str, expected: State, reason: Reason
) -> None:
    assert told(number, at) == (expected, reason)


def test_the_reason_names_the_holiday_that_it_turns_on() -> None:
    assert state(HOURS["u005"], local("2026-04-06T14:00")).day_name == "Tweede Paasdag"
    assert state(HOURS["u007"], local("2026-12-24T10:00")).day_name == "kerstvakantie"
    assert state(HOURS["u608"], local("2026-04-28T07:00")).day_name == "Koningsdag"
    assert state(HOURS["u014"], local("2026-03-31T12:00")).day_name == ""


def test_a_region_that_is_known_settles_its_school_holidays() -> None:
    for region, expected in ((Region.NOORD, CLOSED), (Region.ZUID, OPEN)):
        assert told("u007", "2026-10-15T10:00", calendar=dutch_calendar(region))[0] is expected


def test_dropped_beats_uncertain() -> None:
    both = replace(HOURS["u007"].rules[0], days=week(MA), except_days=(Days(months=(12,)),))
    assert told(hours(both), "2028-12-04T10:00") == (CLOSED, Reason.EXCEPTED)


def test_what_is_open_says_until_when_and_what_never_closes_says_nothing() -> None:
    assert state(HOURS["u131"], local("2026-04-07T10:00")).until == local("2026-04-07T12:00")
    assert state(HOURS["u598"], local("2026-04-07T10:00")) == StateAt(
        state=OPEN, reason=Reason.WITHIN_HOURS, until=None
    )


def test_hours_that_follow_on_without_a_break_close_at_the_end_of_the_last() -> None:
    joined = hours(rule((DI,), "9", "12"), rule((DI,), "12", "17"))
    assert state(joined, local("2026-04-07T10:00")).until == local("2026-04-07T17:00")
    assert len(occurrences(joined, date(2026, 4, 7), date(2026, 4, 8)).certain) == 2


def test_hours_that_overlap_are_one_occurrence() -> None:
    overlapping = hours(rule((DI,), "9", "12"), rule((DI,), "11", "17"), rule((DI,), "13", "14"))
    (only,) = occurrences(overlapping, date(2026, 4, 7), date(2026, 4, 8)).certain
    assert (only.start, only.end) == (local("2026-04-07T09:00"), local("2026-04-07T17:00"))


def test_an_uncertain_hour_within_a_certain_one_is_not_told_twice() -> None:
    kept = replace(rule((MA,), "9", "17"), open_on=tuple(HOURS["u441"].rules[0].open_on))
    found = occurrences(hours(kept, rule((MA,), "10", "12")), date(2026, 4, 6), date(2026, 4, 7))
    assert len(found.certain) == 1
    assert found.uncertain == ()


def test_outside_the_days_that_somebody_vouches_for_nothing_is_known() -> None:
    vouched = replace(hours(rule((DI,), "10", "12")), valid_from=date(2026, 4, 1), valid_to=date(2026, 4, 30))
    assert told(vouched, "2026-04-07T11:00")[0] is OPEN
    assert told(vouched, "2026-05-05T11:00") == (UNKNOWN, Reason.NOT_VOUCHED)
    assert told(vouched, "2026-05-05T18:00") == (UNKNOWN, Reason.NOT_VOUCHED)
    found = occurrences(vouched, date(2026, 4, 28), date(2026, 5, 6))
    assert [one.start.date() for one in found.certain] == [date(2026, 4, 28)]
    assert [one.reason for one in found.uncertain] == [Reason.NOT_VOUCHED]


# "Tijdens openingstijden van de bibliotheek"

BRANCH = hours(rule((DI, VR), "10", "17", holidays=HolidayPolicy.CLOSED), rule((ZA,), "10", "14"))


def test_hours_that_follow_the_location_are_those_of_the_location() -> None:
    assert told(HOURS["u560"], "2026-04-07T16:00", location=BRANCH) == (OPEN, Reason.WITHIN_HOURS)
    assert told(HOURS["u560"], "2026-04-08T16:00", location=BRANCH) == (CLOSED, Reason.OUTSIDE_HOURS)
    assert told(HOURS["u560"], "2026-04-03T16:00", location=BRANCH) == (CLOSED, Reason.ON_HOLIDAY)
    week_16 = occurrences(HOURS["u560"], date(2026, 4, 13), date(2026, 4, 20), location=BRANCH)
    assert [one.start.isoweekday() for one in week_16.certain] == [2, 5, 6]


def test_they_follow_it_on_the_days_that_they_say_only() -> None:
    assert told("u564", "2026-04-07T16:00", location=BRANCH) == (CLOSED, Reason.EXCEPTED)
    assert told("u564", "2026-04-10T16:00", location=BRANCH)[0] is OPEN


def test_by_appointment_in_a_building_that_is_open_is_not_open() -> None:
    desk = hours(replace(LIBRARY, appointment=Appointment.NEEDED))
    assert told(desk, "2026-04-07T16:00", location=BRANCH) == (CLOSED, Reason.BY_APPOINTMENT)


def test_what_is_unsure_about_the_location_is_unsure_about_the_offer() -> None:
    partly = replace(BRANCH, leftover=("rond de feestdagen andere tijden",))
    assert told("u560", "2026-04-07T16:00", location=partly) == (UNKNOWN, Reason.LOCATION_UNSURE)
    assert told("u560", "2026-04-07T16:00", location=hours()) == (UNKNOWN, Reason.LOCATION_UNKNOWN)
    assert told("u560", "2026-04-07T16:00", location=HOURS["u560"]) == (UNKNOWN, Reason.LOCATION_UNKNOWN)
    old = replace(BRANCH, valid_to=date(2026, 1, 1))
    assert told("u560", "2026-04-07T16:00", location=old) == (UNKNOWN, Reason.NOT_VOUCHED)


# The clock

NIGHT = hours(rule(MA_ZO, "22", "2.30", holidays=HolidayPolicy.OPEN))


@pytest.mark.parametrize(
    ("at", "fold", "expected"),
    [
        ("2026-10-25T02:29", 0, OPEN),  # the first time that it is 2.29
        ("2026-10-25T02:15", 1, CLOSED),  # the second: half past two has been
        ("2026-03-29T01:59", 0, OPEN),
        (
            "2026-03-29T03:15",
            0,
            OPEN,
        ),  # half past two does not come that night: half past three stands for it
        ("2026-03-29T03:30", 0, CLOSED),
        ("2026-03-30T02:30", 0, CLOSED),
    ],
)
def test_a_night_in_which_the_clock_changes_goes_by_the_clock_on_the_wall(
    at: str, fold: int, expected: State
) -> None:
    assert state(NIGHT, local(at).replace(fold=fold)).state is expected


def test_such_a_night_lasts_as_long_as_it_lasts() -> None:
    lasts = {
        day: occurrences(HOURS["u608"], day, day + timedelta(days=1)).certain[0].duration
        for day in (date(2026, 3, 28), date(2026, 4, 18), date(2026, 10, 24))
    }
    assert list(lasts.values()) == [timedelta(hours=10), timedelta(hours=11), timedelta(hours=12)]


def test_a_moment_may_come_in_any_zone_or_in_none() -> None:
    tuesday = datetime(2026, 4, 7, 8, 30, tzinfo=UTC)
    assert state(HOURS["u131"], tuesday) == state(HOURS["u131"], local("2026-04-07T10:30"))
    assert state(HOURS["u131"], tuesday) == state(HOURS["u131"], datetime.fromisoformat("2026-04-07T10:30"))


# When next


def test_next_open_is_the_first_certain_time_that_begins_later() -> None:
    first_monday = HOURS["u005"]
    # 6 April is Tweede Paasdag: nobody knows, so it is not promised.
    found = next_open(first_monday, local("2026-03-30T12:00"))
    assert found is not None
    assert found.start == local("2026-05-04T13:30")
    assert next_open(first_monday, found.start) != found


def test_next_open_passes_over_appointments_and_next_occurrence_does_not() -> None:
    mixed = HOURS["u525"]
    thursday = next_occurrence(mixed, local("2026-04-22T12:00"))
    assert thursday is not None
    assert (thursday.start, thursday.is_open) == (local("2026-04-23T10:00"), False)
    tuesday = next_open(mixed, local("2026-04-22T12:00"))
    assert tuesday is not None
    assert (tuesday.start, tuesday.is_open) == (local("2026-04-28T10:00"), True)


def test_next_open_looks_as_far_ahead_as_the_rarest_rule() -> None:
    leap_day = hours(rule(Days(months=(2,), month_days=(29,)), "10", "12"))
    found = next_open(leap_day, local("2026-03-01T12:00"))
    assert found is not None
    assert found.start.date() == date(2028, 2, 29)


@pytest.mark.parametrize("number", ["u501", "u504", "u560", "u571", "u577", "u459", "u500", "u330"])
def test_what_is_never_open_for_certain_is_not_open_next(number: str) -> None:
    assert next_open(HOURS[number], local("2026-04-22T12:00")) is None


def test_the_clock_is_never_read() -> None:
    # Long before and long after today the answer is as sure.
    assert told("u439", "1999-01-05T11:00")[0] is OPEN
    assert told("u439", "2199-01-08T11:00")[0] is OPEN


def test_a_year_that_nobody_plans_for_is_refused() -> None:
    for year in (1, 9999):
        with pytest.raises(ValueError, match="from 1970 to 2200"):
            state(HOURS["u131"], datetime(year, 1, 1, tzinfo=AMSTERDAM))
        with pytest.raises(ValueError, match="from 1970 to 2200"):
            occurrences(HOURS["u131"], date(2026, 1, 1), date(year, 12, 31))


# Coverage


def test_hours_a_week_leave_out_what_is_not_open_for_certain() -> None:
    april = (date(2026, 3, 30), date(2026, 4, 27))
    walk_in = hours_per_week(HOURS["u131"], *april)
    assert walk_in.open == pytest.approx(
        (4 * 5 - 2) * 7 / 4
    )  # Goede Vrijdag and Tweede Paasdag are uncertain
    assert walk_in.uncertain == pytest.approx(2 * 7 / 4)
    assert walk_in.is_complete
    appointments = hours_per_week(HOURS["u510"], *april)
    assert (appointments.open, appointments.by_appointment) == (0, 2)


@pytest.mark.parametrize("number", ["u459", "u500", "u560", "u571", "u577", "u590", "u330", "u528"])
def test_hours_a_week_say_when_they_are_not_all(number: str) -> None:
    assert not hours_per_week(HOURS[number], date(2026, 4, 6), date(2026, 4, 13)).is_complete


def test_hours_a_week_of_an_offer_that_follows_its_location_are_the_locations() -> None:
    found = hours_per_week(HOURS["u560"], date(2026, 4, 13), date(2026, 4, 20), location=BRANCH)
    assert (found.open, found.is_complete) == (18, True)


def test_a_period_without_days_has_no_mean() -> None:
    with pytest.raises(ValueError, match="a period ends after it begins"):
        hours_per_week(HOURS["u131"], date(2026, 4, 6), date(2026, 4, 6))


def test_an_occurrence_knows_whether_it_is_certain_and_whether_one_can_walk_in() -> None:
    start = local("2026-04-07T10:00")
    certain = Occurrence(start, start + timedelta(hours=2))
    assert (certain.is_certain, certain.is_open) == (True, True)
    assert not replace(certain, appointment=Appointment.NEEDED).is_open
    assert not replace(certain, reason=Reason.HOLIDAY_UNKNOWN).is_open
