"""Occurrences put together again: every day is told once, by a recurrence that says nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from sociale_kaart.hours.calendar import dutch_calendar
from sociale_kaart.hours.occur import occurrences
from sociale_kaart.hours.reason import Reason
from sociale_kaart.hours.schedule import Days, HolidayPolicy, Hours, Rule, Weekday
from sociale_kaart.hours.school import Region
from sociale_kaart.hours.series import Repetition, day_name, series_of, with_gaps, without_gaps
from sociale_kaart.model import Appointment
from tests.hours.made_hours import days as any_days
from tests.hours.made_hours import hours as any_hours

START, END = date(2026, 9, 1), date(2027, 5, 1)
MONDAY = Days(weekdays=(Weekday.MONDAY,))
MONDAYS = [date(2026, 9, 7) + timedelta(weeks=week) for week in range(8)]

dates = st.lists(st.dates(START, END - timedelta(days=1)), max_size=40, unique=True).map(sorted)


def expanded(told: Repetition) -> list[date]:
    """By dateutil, from the first day up to the last."""
    first, last = (datetime.combine(day, time()) for day in (told.days[0], told.days[-1]))
    return [moment.date() for moment in rrulestr(told.rule, dtstart=first).between(first, last, inc=True)]


def all_days(told: Sequence[Repetition | date]) -> list[date]:
    return sorted(day for one in told for day in (one.days if isinstance(one, Repetition) else (one,)))


@settings(max_examples=60)
@given(dates, st.lists(any_days(), max_size=3))
def test_every_day_is_told_once_whatever_the_recurrence_is_thought_to_be(
    wanted: list[date], likely: list[Days]
) -> None:
    likely = [days for days in likely if not days.is_vague]
    for told in (list(with_gaps(wanted, likely, END)), list(without_gaps(wanted, likely, END))):
        assert all_days(told) == wanted
        for one in told:
            if isinstance(one, Repetition):
                assert sorted((*one.days, *one.left_out)) == expanded(one)
    assert not any(isinstance(one, Repetition) and one.left_out for one in without_gaps(wanted, likely, END))


def test_a_missing_week_is_left_out_or_ends_the_series() -> None:
    wanted = [day for day in MONDAYS if day != MONDAYS[4]]
    (together,) = with_gaps(wanted, [MONDAY], END)
    assert isinstance(together, Repetition)
    assert (together.days, together.left_out) == (tuple(wanted), (MONDAYS[4],))
    before, after = without_gaps(wanted, [MONDAY], END)
    assert isinstance(before, Repetition)
    assert isinstance(after, Repetition)
    assert (before.days, after.days) == (tuple(MONDAYS[:4]), tuple(MONDAYS[5:]))


def test_two_days_are_told_one_by_one_and_so_is_a_rule_that_is_mostly_left_out() -> None:
    assert list(with_gaps(MONDAYS[:2], [MONDAY], END)) == MONDAYS[:2]
    seldom = [MONDAYS[0], MONDAYS[3], MONDAYS[7]]
    assert list(with_gaps(seldom, [MONDAY], END)) == seldom


@settings(max_examples=60)
@given(any_hours())
def test_the_series_together_are_the_occurrences(hours: Hours) -> None:
    found = occurrences(hours, START, END)
    series = series_of(hours, START, END)
    told = [(one.start, one.end, one.reason) for its in series for one in its.occurrences]
    assert sorted(told) == sorted(
        (one.start, one.end, one.reason) for one in (*found.certain, *found.uncertain)
    )
    for one in series:
        assert {each.start.time() for each in one.occurrences} == {one.opens}
        assert {each.end.time() for each in one.occurrences} == {one.closes}
        assert {each.duration for each in one.occurrences} == {one.duration}


def test_certain_uncertain_and_by_appointment_are_series_of_their_own() -> None:
    walk_in = Rule(days=MONDAY, opens_at=time(9), closes_at=time(10), appointment=Appointment.NONE)
    friday = Days(weekdays=(Weekday.FRIDAY,))
    needed = Rule(days=friday, opens_at=time(9), closes_at=time(10), appointment=Appointment.NEEDED)
    series = series_of(Hours(rules=(walk_in, needed)), date(2026, 12, 7), date(2027, 1, 4))
    assert [(one.appointment, one.is_certain, one.day_name, len(one.days)) for one in series] == [
        (Appointment.NEEDED, True, "", 2),
        (Appointment.NEEDED, False, "Eerste Kerstdag", 1),
        (Appointment.NEEDED, False, "Nieuwjaarsdag", 1),
        (Appointment.NONE, True, "", 4),
    ]


def test_what_is_not_settled_is_uncertain_as_a_whole() -> None:
    rule = Rule(days=MONDAY, opens_at=time(9), closes_at=time(10), holidays=HolidayPolicy.OPEN)
    (left,) = series_of(Hours(rules=(rule,), leftover=("soms",)), START, END)
    (doubtful,) = series_of(Hours(rules=(rule,), doubtful=True), START, END)
    assert (left.reason, doubtful.reason) == (Reason.NOT_UNDERSTOOD, Reason.DOUBTFUL)


def test_a_day_is_named_only_where_its_name_matters() -> None:
    calendar = dutch_calendar()
    assert day_name(Reason.HOLIDAY_UNKNOWN, date(2026, 4, 6), calendar) == "Tweede Paasdag"
    assert day_name(Reason.WITHIN_HOURS, date(2026, 4, 6), calendar) == ""
    assert day_name(Reason.SCHOOL_REGIONS_DIFFER, date(2026, 10, 12), calendar) == "herfstvakantie"
    assert day_name(Reason.SCHOOL_REGIONS_DIFFER, date(2026, 11, 12), dutch_calendar(Region.NOORD)) == ""
