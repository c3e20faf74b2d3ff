"""Schedules of the Human Services Data Specification: valid by its schema, and certain on every day they name."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sociale_kaart.export.hsds import hsds_id, schedules
from sociale_kaart.hours.occur import Occurrence, occurrences
from sociale_kaart.hours.reader import parse
from sociale_kaart.hours.schedule import (
    Basis,
    Days,
    HolidayPolicy,
    Hours,
    Interval,
    Rule,
    Season,
    Weekday,
)
from sociale_kaart.model import Appointment
from tests.export.reading_back import desk, from_hsds, spans
from tests.hours.made_hours import hours as any_hours

CASES = Path(__file__).resolve().parents[1] / "cases" / "uren.csv"
START, END = date(2026, 9, 1), date(2027, 5, 1)
TUESDAYS = Rule(
    days=Days(weekdays=(Weekday.TUESDAY,)), opens_at=time(10), closes_at=time(12), holidays=HolidayPolicy.OPEN
)


def of(*rules: Rule, start: date = START, end: date = END) -> list[dict[str, Any]]:
    return schedules(desk(Hours(rules=rules)), start, end)


def on(**said: Any) -> Rule:
    return replace(TUESDAYS, days=Days(weekdays=(Weekday.TUESDAY,), **said))


def _can_be_said(one: Occurrence) -> bool:
    lasts = one.end.replace(tzinfo=None) - one.start.replace(tzinfo=None)
    whole_day = lasts == timedelta(days=1) and one.start.time() == time.min
    return lasts < timedelta(days=1) or whole_day


@pytest.fixture(scope="module")
def schema(shared_file: Callable[[str], Path]) -> Draft202012Validator:
    """What HSDS 3.1 says of a schedule; formats (uuid) are checked too."""
    compiled = json.loads(shared_file("hsds/service_at_location.json").read_text(encoding="utf-8"))
    its = compiled["properties"]["schedules"]["items"]
    closed = its | {"additionalProperties": False}  # a field that is misspelled is no field of HSDS
    return Draft202012Validator(closed, format_checker=Draft202012Validator.FORMAT_CHECKER)


def faults(schema: Draft202012Validator, told: Mapping[str, Any]) -> list[str]:
    return [fault.message for fault in schema.iter_errors(told)]


@pytest.mark.slow
def test_every_case_gives_schedules_that_the_schema_accepts(schema: Draft202012Validator) -> None:
    with CASES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        as_of = date.fromisoformat(row["as_of"]) if row["as_of"] else None
        told = schedules(desk(parse(row["text"], row["lang"], as_of).hours, text=row["text"]), START, END)
        assert told, row["id"]
        assert [fault for one in told for fault in faults(schema, one)] == [], row["id"]
        assert len({one["id"] for one in told}) == len(told), row["id"]


def test_the_schema_is_no_rubber_stamp(schema: Draft202012Validator) -> None:
    (told,) = of(TUESDAYS)
    assert faults(schema, told) == []
    assert faults(schema, told | {"freq": "DAILY"})
    assert faults(schema, told | {"id": "aanbod1"})
    assert faults(schema, told | {"byDay": "MO"})


@pytest.mark.slow
@settings(max_examples=60)
@given(any_hours(), st.one_of(st.none(), any_hours()))
def test_the_schedules_say_exactly_what_is_certain(hours: Hours, location: Hours | None) -> None:
    found = [one for one in occurrences(hours, START, END, location=location).certain if _can_be_said(one)]
    told = schedules(desk(hours, location_hours=location), START, END)
    assert from_hsds(told) == spans(found)


def test_what_recurs_is_one_schedule_with_its_recurrence() -> None:
    (told,) = of(TUESDAYS)
    assert {key: told[key] for key in ("freq", "interval", "wkst", "byday", "dtstart", "until")} == {
        "freq": "WEEKLY",
        "interval": 1,
        "wkst": "MO",
        "byday": "TU",
        "dtstart": "2026-09-01",
        "until": "2027-04-27",
    }
    assert (told["opens_at"], told["closes_at"]) == ("10:00", "12:00")
    assert (told["valid_from"], told["valid_to"]) == ("2026-09-01", "2027-04-30")
    assert "dinsdag" in told["description"]


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        (on(nth=(1, 3)), {"freq": "MONTHLY", "byday": "1TU,3TU"}),
        (on(nth=(-1,)), {"freq": "MONTHLY", "byday": "-1TU"}),
        (on(interval=Interval(2, date(2026, 9, 8))), {"freq": "WEEKLY", "interval": 2, "dtstart": "2026-09-08"}),
        (on(weeks=tuple(range(2, 54, 2))), {"freq": "WEEKLY", "byweekno": ",".join(map(str, range(2, 54, 2)))}),
        (replace(TUESDAYS, days=Days(month_days=(15,))), {"freq": "MONTHLY", "bymonthday": "15"}),
        (replace(TUESDAYS, days=Days()), {"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR,SA,SU"}),
        (on(seasons=(Season((3, 1), (4, 15)),)), {"freq": "WEEKLY", "dtstart": "2027-03-02", "until": "2027-04-13"}),
    ],
)  # fmt: skip
def test_each_kind_of_recurrence_has_its_fields(rule: Rule, fields: Mapping[str, object]) -> None:
    (told,) = of(rule)
    assert {key: told[key] for key in fields} == fields


def test_a_series_ends_before_a_day_that_is_not_certain_and_goes_on_after_it() -> None:
    friday = replace(TUESDAYS, days=Days(weekdays=(Weekday.FRIDAY,)), holidays=HolidayPolicy.UNKNOWN)
    before, after = of(friday, start=date(2026, 3, 1), end=date(2026, 5, 1))
    assert (before["until"], after["dtstart"]) == ("2026-03-27", "2026-04-10")
    assert "Niet zeker of het doorgaat: 2026-04-03 (Goede Vrijdag)." in before["notes"]


def test_a_single_day_has_no_frequency() -> None:
    (told,) = of(replace(TUESDAYS, days=Days(dates=(date(2026, 9, 10),))))
    assert (told["dtstart"], told["until"]) == ("2026-09-10", "2026-09-10")
    assert "freq" not in told


def test_a_zone_is_a_number_only_where_it_is_one_number() -> None:
    (year,) = of(TUESDAYS)
    (winter,) = of(TUESDAYS, start=date(2026, 11, 1), end=date(2027, 3, 1))
    (summer,) = of(TUESDAYS, end=date(2026, 10, 1))
    assert "timezone" not in year
    assert "Europe/Amsterdam" in year["notes"]
    assert (winter["timezone"], winter["opens_at"]) == (1, "10:00+01:00")
    assert (summer["timezone"], summer["opens_at"]) == (2, "10:00+02:00")


def test_whether_one_needs_an_appointment_is_said_where_it_is_known() -> None:
    told = {one: of(replace(TUESDAYS, appointment=one))[0].get("attending_type") for one in Appointment}
    assert told == {
        Appointment.NEEDED: "Op afspraak.",
        Appointment.POSSIBLE: "Een afspraak maken kan.",
        Appointment.NONE: "Zonder afspraak.",
        Appointment.UNKNOWN: None,
    }


def test_what_has_no_dates_is_told_in_words() -> None:
    (told,) = of(Rule(days=Days(weekdays=(Weekday.FRIDAY,)), basis=Basis.APPOINTMENT))
    assert told["description"]
    assert "Niet van alles is bekend" in told["notes"]
    assert not {"freq", "dtstart", "opens_at"} & told.keys()


def test_what_must_be_confirmed_first_is_told_in_the_coordinators_words_alone() -> None:
    hours = Hours(rules=(TUESDAYS,), leftover=("als er plek is",))
    (told,) = schedules(desk(hours, text="di 10-12 als er plek is"), START, END)
    assert told["notes"].endswith("Nog niet bevestigd. De tekst is: di 10-12 als er plek is")
    assert not {"freq", "dtstart", "opens_at"} & told.keys()


def test_an_id_stays_the_same_and_belongs_to_the_offer() -> None:
    one, again = of(TUESDAYS), of(TUESDAYS)
    assert one == again
    assert one[0]["service_at_location_id"] == hsds_id("service_at_location", "aanbod1")


def test_hours_that_have_ended_are_told_with_their_own_last_day_and_without_doubts() -> None:
    monday = replace(TUESDAYS, days=Days(weekdays=(Weekday.MONDAY,)), holidays=HolidayPolicy.UNKNOWN)
    ended = Hours(rules=(monday,), valid_to=date(2025, 12, 31))
    (told,) = schedules(desk(ended), START, END)
    assert told["valid_to"] == "2025-12-31"
    assert "valid_from" not in told
    assert told["notes"] == "Tijden zijn Nederlandse tijd (Europe/Amsterdam)."


def test_hours_that_begin_later_are_told_with_their_own_first_day() -> None:
    later = Hours(rules=(TUESDAYS,), valid_from=date(2027, 6, 1), valid_to=date(2027, 12, 31))
    (told,) = schedules(desk(later), START, END)
    assert (told["valid_from"], told["valid_to"]) == ("2027-06-01", "2027-12-31")
    assert "Niet zeker" not in told["notes"]


def test_days_for_which_nobody_vouches_are_no_doubt_about_those_before_them() -> None:
    for hours in (Hours(rules=(TUESDAYS,), valid_to=date(2026, 12, 31)), Hours(rules=(TUESDAYS,))):
        assert {told["notes"] for told in schedules(desk(hours), START, END)} == {
            "Tijden zijn Nederlandse tijd (Europe/Amsterdam)."
        }
