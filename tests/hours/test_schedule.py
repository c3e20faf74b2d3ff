"""What hours are made of refuses what makes no sense, and does not care in what order a text names things."""

from __future__ import annotations

from datetime import date, time

import pytest

from sociale_kaart.hours.schedule import (
    Basis,
    Days,
    Holiday,
    HolidayPolicy,
    Hours,
    Interval,
    Rule,
    SchoolHoliday,
    SchoolPolicy,
    Season,
    Weekday,
)
from sociale_kaart.model import Appointment
from tests.hours.hand_built import DI, MA, MA_ZO, hours, rule, week, yearly

NEEDED, POSSIBLE, NONE, UNKNOWN = (
    Appointment.NEEDED,
    Appointment.POSSIBLE,
    Appointment.NONE,
    Appointment.UNKNOWN,
)


def test_the_order_in_which_days_are_named_means_nothing() -> None:
    assert week(DI, MA, DI) == week(MA, DI)
    assert Days(dates=(date(2026, 5, 1), date(2026, 4, 1))) == Days(
        dates=(date(2026, 4, 1), date(2026, 5, 1))
    )


WRONG = {
    "nth counts weekdays": lambda: Days(nth=(1,)),
    "nth runs from -5 to 5 without 0, not 6": lambda: week(MA, nth=(6,)),
    "months runs from 1 to 12": lambda: Days(months=(13,)),
    "month_days runs from -1 to 31 without 0": lambda: Days(month_days=(0,)),
    "weeks runs from 1 to 53": lambda: Days(weeks=(54,)),
    "no such day of the year: month 4, day 31": lambda: Season((4, 1), (4, 31)),
    "no such day of the year: month 13": lambda: Season((13, 1), (4, 1)),
    "an interval is two weeks or more": lambda: Interval(1, date(2026, 1, 1)),
    "a holiday cannot be both open and closed": lambda: Rule(
        open_on=(Holiday.KONINGSDAG,), closed_on=(Holiday.KONINGSDAG,)
    ),
    "moved_by goes with HolidayPolicy.MOVED, and": lambda: Rule(moved_by=1),
    "moved_by goes with HolidayPolicy.MOVED": lambda: Rule(holidays=HolidayPolicy.MOVED, moved_by=7),
    "school holidays are named, and ignored": lambda: Rule(school_holidays=(SchoolHoliday.MEI,)),
    "times do not go with location": lambda: Rule(basis=Basis.LOCATION, opens_at=time(0)),
    "which days are closed must be said": lambda: Rule(except_days=(week(MA, per_month=2),)),
}


@pytest.mark.parametrize("told", WRONG)
def test_what_makes_no_sense_is_refused(told: str) -> None:
    with pytest.raises(ValueError, match=told):
        WRONG[told]()


def test_a_time_that_ends_before_it_begins_ends_the_next_day() -> None:
    assert rule((MA,), "20", "1").passes_midnight
    assert rule((MA,), "17", "24").passes_midnight
    assert rule(MA_ZO, "0", "24").passes_midnight
    assert not rule((MA,), "9", "17").passes_midnight


def test_dates_holidays_and_single_days_of_the_year_are_named_in_so_many_words() -> None:
    assert Days(dates=(date(2026, 4, 27),)).names_days
    assert Days(holidays=(Holiday.ANY,)).names_days
    assert yearly((12, 24), (12, 31)).names_days
    assert not Days(seasons=(Season((3, 1), (4, 30)),)).names_days
    assert not week(MA).names_days


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([], UNKNOWN),
        ([NEEDED, NEEDED], NEEDED),
        ([NEEDED, NONE], POSSIBLE),
        ([NEEDED, UNKNOWN], POSSIBLE),
        ([POSSIBLE], POSSIBLE),
        ([POSSIBLE, NONE], POSSIBLE),
        ([NONE, NONE], NONE),
        ([NONE, UNKNOWN], UNKNOWN),
        ([UNKNOWN], UNKNOWN),
    ],
)
def test_an_appointment_is_needed_where_every_time_needs_one(
    rules: list[Appointment], expected: Appointment
) -> None:
    assert hours(*(rule((MA,), "9", "10", appointment=one) for one in rules)).appointment is expected


def test_help_at_no_stated_time_is_by_appointment_and_a_closure_asks_for_none() -> None:
    assert hours(Rule(basis=Basis.APPOINTMENT)).appointment is NEEDED
    assert hours(rule((MA,), "9", "10", appointment=NONE), Rule(basis=Basis.CLOSED)).appointment is NONE


def test_settled_leaves_the_schedule_alone() -> None:
    read = Hours(rules=(rule((MA,), "9", "10"),), leftover=("na de vakantie",), doubtful=True)
    assert not read.is_settled
    assert read.settled() == hours(rule((MA,), "9", "10"))


def test_weekdays_count_as_python_does_and_have_the_letters_of_rfc_5545() -> None:
    assert Weekday(date(2026, 4, 6).weekday()) is MA
    assert [day.rfc5545 for day in Weekday] == ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def test_a_school_policy_without_names_is_about_all_school_holidays() -> None:
    assert Rule(school=SchoolPolicy.CLOSED).school_holidays == ()
