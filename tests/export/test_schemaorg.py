"""Hours for search engines: what is open by the items is open by the engine, and the other way round."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from sociale_kaart.export.schemaorg import opening_hours
from sociale_kaart.hours.occur import Occurrence, occurrences
from sociale_kaart.hours.schedule import Days, HolidayPolicy, Hours, Rule, SchoolPolicy, Weekday
from sociale_kaart.model import Appointment
from tests.export.reading_back import desk, from_schemaorg, spans
from tests.hours.made_hours import hours as any_hours

START, END = date(2026, 9, 1), date(2027, 5, 1)
WEEKDAYS = tuple(Weekday)[:5]
OFFICE = Rule(days=Days(weekdays=WEEKDAYS), opens_at=time(9), closes_at=time(17), holidays=HolidayPolicy.OPEN)


def items(*rules: Rule, start: date = START, end: date = END) -> list[dict[str, object]]:
    return opening_hours(desk(Hours(rules=rules)), start, end)


def _can_be_said(one: Occurrence) -> bool:
    lasts = one.end.replace(tzinfo=None) - one.start.replace(tzinfo=None)
    whole_day = lasts == timedelta(days=1) and one.start.time() == time.min
    return one.is_open and (lasts < timedelta(days=1) or whole_day)


@settings(max_examples=60)
@given(any_hours(), st.one_of(st.none(), any_hours()))
def test_the_items_say_exactly_when_one_can_walk_in(hours: Hours, location: Hours | None) -> None:
    found = [one for one in occurrences(hours, START, END, location=location).certain if _can_be_said(one)]
    told = opening_hours(desk(hours, location_hours=location), START, END)
    assert from_schemaorg(told) == spans(found)


@settings(max_examples=60)
@given(any_hours())
def test_a_day_that_is_said_to_be_closed_has_no_occurrence_not_even_an_uncertain_one(hours: Hours) -> None:
    found = occurrences(hours, START, END)
    there = {one.start.date().isoformat() for one in (*found.certain, *found.uncertain)}
    closed = {
        item["validFrom"]
        for item in opening_hours(desk(hours), START, END)
        if item["closes"] == "00:00" == item["opens"]
    }
    assert closed & there == set()


def test_what_is_the_same_every_week_is_one_item() -> None:
    assert items(OFFICE, end=date(2026, 9, 30)) == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
            "opens": "09:00",
            "closes": "17:00",
            "validFrom": "2026-09-01",
            "validThrough": "2026-09-29",
        }
    ]


def test_a_holiday_of_which_nobody_knows_is_in_no_item() -> None:
    told = items(
        replace(OFFICE, holidays=HolidayPolicy.UNKNOWN), start=date(2026, 12, 7), end=date(2027, 1, 11)
    )
    assert [(one["validFrom"], one["validThrough"]) for one in told] == [
        ("2026-12-07", "2026-12-24"),
        ("2026-12-28", "2026-12-31"),
        ("2027-01-04", "2027-01-08"),
    ]


def test_a_holiday_that_the_text_closes_is_said_to_be_closed() -> None:
    told = items(
        replace(OFFICE, holidays=HolidayPolicy.CLOSED), start=date(2026, 12, 21), end=date(2026, 12, 30)
    )
    assert {
        "@type": "OpeningHoursSpecification",
        "opens": "00:00",
        "closes": "00:00",
        "validFrom": "2026-12-25",
        "validThrough": "2026-12-25",
    } in told
    assert "2026-12-26" not in {one["validFrom"] for one in told}  # a Saturday: nobody expects it open


def test_school_holidays_that_the_text_takes_out_are_closed_too() -> None:
    told = items(replace(OFFICE, school=SchoolPolicy.CLOSED), start=date(2026, 12, 14), end=date(2027, 1, 11))
    closed = [one["validFrom"] for one in told if one["opens"] == "00:00"]
    assert closed == [f"2026-12-{day}" for day in (21, 22, 23, 24, 25, 28, 29, 30, 31)] + ["2027-01-01"]


def test_what_does_not_come_back_every_week_is_told_day_by_day() -> None:
    first = replace(OFFICE, days=Days(weekdays=(Weekday.MONDAY,), nth=(1,)))
    assert [
        (one["validFrom"], one["validThrough"], one["dayOfWeek"])
        for one in items(first, end=date(2026, 12, 1))
    ] == [(day, day, ["Monday"]) for day in ("2026-09-07", "2026-10-05", "2026-11-02")]


def test_past_midnight_and_the_whole_day_are_said_as_search_engines_read_them() -> None:
    (night,) = items(replace(OFFICE, opens_at=time(20), closes_at=time(1)), end=date(2026, 9, 30))
    (day,) = items(replace(OFFICE, opens_at=time(0), closes_at=time(0)), end=date(2026, 9, 30))
    assert (night["opens"], night["closes"]) == ("20:00", "01:00")
    assert (day["opens"], day["closes"]) == ("00:00", "23:59")


def test_by_appointment_only_is_not_open() -> None:
    assert items(replace(OFFICE, appointment=Appointment.NEEDED)) == []


def test_what_must_be_confirmed_first_is_not_told_at_all() -> None:
    closed = replace(OFFICE, holidays=HolidayPolicy.CLOSED)
    for hours in (Hours(rules=(closed,), leftover=("soms",)), Hours(rules=(closed,), doubtful=True)):
        assert opening_hours(desk(hours), START, END) == []


def test_nothing_is_told_of_days_for_which_nobody_vouches() -> None:
    hours = Hours(rules=(replace(OFFICE, holidays=HolidayPolicy.CLOSED),), valid_to=date(2026, 12, 24))
    assert max(item["validThrough"] for item in opening_hours(desk(hours), START, END)) == "2026-12-24"


def test_hours_that_have_ended_or_begin_later_say_nothing() -> None:
    rules = (replace(OFFICE, holidays=HolidayPolicy.CLOSED, except_days=(Days(months=(12,)),)),)
    for one in (
        Hours(rules=rules, valid_to=START - timedelta(days=1)),
        Hours(rules=rules, valid_from=END),
    ):
        assert opening_hours(desk(one), START, END) == []
