"""Calendars to subscribe to: a second library reads from them exactly what the engine says."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sociale_kaart.export.desks import Desk
from sociale_kaart.export.icalendar import calendar_of
from sociale_kaart.hours.occur import occurrences
from sociale_kaart.hours.reader import parse
from sociale_kaart.hours.schedule import (
    Basis,
    Days,
    HolidayPolicy,
    Hours,
    Interval,
    Rule,
    SchoolPolicy,
    Weekday,
)
from sociale_kaart.model import Appointment
from tests.export.reading_back import desk, from_icalendar, spans
from tests.hours.made_hours import hours as any_hours

CASES = Path(__file__).resolve().parents[1] / "cases" / "uren.csv"
KNOWN = date(2026, 10, 2)
START, END = date(2025, 1, 1), date(2027, 1, 1)
TUESDAYS = Rule(
    days=Days(weekdays=(Weekday.TUESDAY,)), opens_at=time(10), closes_at=time(12), holidays=HolidayPolicy.OPEN
)


def of(*rules: Rule, start: date = START, end: date = END, **known: object) -> bytes:
    return calendar_of("Agenda", [desk(Hours(rules=rules), **known)], known_on=KNOWN, start=start, end=end)


def events(content: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def about(content: bytes) -> str:
    """What the calendar says of itself, in both places where programs look for it."""
    # The library leaves a property that it does not know as it is; under another name it reads it.
    calendar = icalendar.Calendar.from_ical(content.replace(b"X-WR-CALDESC", b"COMMENT"))
    assert calendar["COMMENT"] == calendar["DESCRIPTION"]
    return str(calendar["COMMENT"])


def the_event(content: bytes) -> icalendar.Event:
    (event,) = events(content)
    return event


# Bar 6 of the issue: every text of the table that reads completely, over two years, date by date.


def complete_cases() -> dict[Hours, list[str]]:
    """Hours -> the texts that say them; so that what many texts say is expanded once."""
    found: dict[Hours, list[str]] = defaultdict(list)
    with CASES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            as_of = date.fromisoformat(row["as_of"]) if row["as_of"] else None
            parsed = parse(row["text"], row["lang"], as_of)
            if row["complete"] == "yes" and parsed.complete:
                found[parsed.hours].append(row["id"])
    return found


def tells_the_same(hours: Hours, start: date, end: date, location: Hours | None = None) -> bool:
    """Whether the calendar has the engine's occurrences, and for certain only those that are."""
    its_desk = desk(hours, location_hours=location)
    content = calendar_of("Agenda", [its_desk], known_on=KNOWN, start=start, end=end)
    found = occurrences(hours, start, end, location=location)
    # What is doubtful as a whole must be asked back first: then all of it is tentative.
    sure = set(found.certain if hours.is_settled else ())
    unsure = {*found.certain, *found.uncertain} - sure
    return from_icalendar(content, start, end) == {"CONFIRMED": spans(sure), "TENTATIVE": spans(unsure)}


@pytest.mark.slow
def test_every_case_that_reads_completely_is_expanded_to_the_engines_occurrences() -> None:
    cases = complete_cases()
    assert sum(len(ids) for ids in cases.values()) > 500
    assert [ids for hours, ids in cases.items() if not tells_the_same(hours, START, END)] == []


@settings(max_examples=40)
@given(any_hours(), st.one_of(st.none(), any_hours()))
def test_whatever_hours_there_are_the_calendar_says_the_same(hours: Hours, location: Hours | None) -> None:
    assert tells_the_same(hours, date(2026, 9, 1), date(2027, 5, 1), location)


@pytest.mark.slow
def test_one_calendar_of_all_cases_is_read_without_a_complaint() -> None:
    desks = [desk(hours, key=ids[0], whereabouts="Plein 1; Borne") for hours, ids in complete_cases().items()]
    calendar = icalendar.Calendar.from_ical(calendar_of("Alle", desks, known_on=KNOWN))
    assert [one.errors for one in calendar.walk() if one.errors] == []
    ids = [str(event["UID"]) for event in calendar.walk("VEVENT")]
    assert len(ids) == len(set(ids)) > 2_000
    for event in calendar.walk("VEVENT"):
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS"} <= set(event)
        assert event["DTSTART"].dt < event["DTEND"].dt


def test_a_calendar_is_bounded_by_its_days() -> None:
    event = the_event(of(TUESDAYS, start=date(2026, 10, 2), end=date(2026, 11, 1)))
    assert event["DTSTART"].dt.date() == date(2026, 10, 6)
    assert event["RRULE"]["UNTIL"] == [datetime(2026, 10, 27, 9, tzinfo=UTC)]  # 10.00 in winter


def test_by_default_it_runs_two_years_from_the_day_that_the_map_tells_about() -> None:
    content = calendar_of("Agenda", [desk(Hours(rules=(TUESDAYS,)))], known_on=KNOWN)
    found = from_icalendar(content, date(2026, 1, 1), date(2030, 1, 1))["CONFIRMED"]
    assert (found[0][0].date(), found[-1][0].date()) == (date(2026, 10, 6), date(2028, 9, 26))


# Recurrences.


def test_what_recurs_is_one_event_and_closed_days_are_left_out_by_date() -> None:
    closed = replace(TUESDAYS, holidays=HolidayPolicy.CLOSED, days=Days(weekdays=(Weekday.MONDAY,)))
    event = the_event(of(closed, start=date(2026, 3, 1), end=date(2026, 6, 30)))
    left_out = sorted(moment.dt.date() for moment in event["EXDATE"].dts)
    assert left_out == [date(2026, 4, 6), date(2026, 4, 27), date(2026, 5, 25)]
    assert event["EXDATE"].params["TZID"] == event["DTSTART"].params["TZID"] == "Europe/Amsterdam"


def test_odd_weeks_and_every_second_week_are_recurrences_of_their_own_kind() -> None:
    odd = replace(TUESDAYS, days=Days(weekdays=(Weekday.TUESDAY,), weeks=(1, 3, 5, 7, 9, 11)))
    second = replace(TUESDAYS, days=Days(weekdays=(Weekday.TUESDAY,), interval=Interval(2, date(2026, 1, 6))))
    first = replace(TUESDAYS, days=Days(weekdays=(Weekday.TUESDAY,), nth=(1,)))
    assert the_event(of(odd))["RRULE"]["BYWEEKNO"] == [1, 3, 5, 7, 9, 11]
    assert the_event(of(second))["RRULE"]["INTERVAL"] == [2]
    assert [str(day) for day in the_event(of(first))["RRULE"]["BYDAY"]] == ["1TU"]


def test_a_night_in_which_the_clock_changes_ends_when_the_wall_says_so() -> None:
    night = Rule(opens_at=time(21), closes_at=time(8), holidays=HolidayPolicy.OPEN)
    content = of(night, start=date(2026, 3, 20), end=date(2026, 4, 10))
    short, long = events(content)
    assert long["DTEND"].dt - long["DTSTART"].dt == timedelta(hours=11)
    assert short["DTSTART"].dt.date() == date(2026, 3, 28)
    assert (datetime(2026, 3, 28, 21), datetime(2026, 3, 29, 8)) in from_icalendar(
        content, date(2026, 3, 28), date(2026, 3, 29)
    )["CONFIRMED"]


def test_the_zone_says_when_the_clock_changes_as_the_system_knows_it() -> None:
    calendar = icalendar.Calendar.from_ical(of(TUESDAYS))
    (zone,) = calendar.walk("VTIMEZONE")
    ours = zone.to_tz(lookup_tzid=False)
    from zoneinfo import ZoneInfo

    for day in range(366 * 3):
        at = datetime(2026, 1, 1, 12) + timedelta(days=day)
        assert (
            at.replace(tzinfo=ours).utcoffset() == at.replace(tzinfo=ZoneInfo("Europe/Amsterdam")).utcoffset()
        )


# Certain, perhaps, not at all.


def test_a_holiday_of_which_nobody_knows_is_tentative_and_says_its_name() -> None:
    silent = replace(TUESDAYS, days=Days(weekdays=(Weekday.MONDAY,)), holidays=HolidayPolicy.UNKNOWN)
    content = of(silent, start=date(2026, 3, 30), end=date(2026, 4, 21))
    (perhaps,) = [event for event in events(content) if event["STATUS"] == "TENTATIVE"]
    assert perhaps["DTSTART"].dt.date() == date(2026, 4, 6)
    assert perhaps["SUMMARY"] == "Niet zeker: Spreekuur"
    assert perhaps["DESCRIPTION"].startswith("Niet zeker: het is Tweede Paasdag, en wij weten niet")


def test_school_holidays_that_no_table_tells_are_tentative() -> None:
    closed = replace(TUESDAYS, school=SchoolPolicy.CLOSED)
    event = the_event(of(closed, start=date(2028, 1, 1), end=date(2028, 3, 1)))
    assert event["STATUS"] == "TENTATIVE"
    assert "schoolvakantie" in event["DESCRIPTION"]


def test_of_hours_that_must_be_confirmed_first_everything_is_tentative() -> None:
    hours = Hours(rules=(TUESDAYS,), leftover=("als er genoeg vrijwilligers zijn",))
    doubtful = Hours(rules=(TUESDAYS,), doubtful=True)
    for one, why in ((hours, "begrijpen niet alles"), (doubtful, "twee dingen betekenen")):
        event = the_event(calendar_of("Agenda", [desk(one)], known_on=KNOWN))
        assert event["STATUS"] == "TENTATIVE"
        assert why in event["DESCRIPTION"]


def test_by_appointment_is_said_in_the_title() -> None:
    event = the_event(of(replace(TUESDAYS, appointment=Appointment.NEEDED)))
    assert (event["SUMMARY"], event["STATUS"]) == ("Spreekuur (op afspraak)", "CONFIRMED")


def test_nothing_is_planned_after_the_last_day_that_somebody_vouches_for() -> None:
    hours = Hours(rules=(TUESDAYS,), valid_to=date(2026, 10, 20))
    content = calendar_of("Agenda", [desk(hours)], known_on=KNOWN)
    planned = from_icalendar(content, KNOWN, date(2028, 1, 1))["CONFIRMED"]
    assert [begin.date() for begin, _ in planned] == [
        date(2026, 10, 6),
        date(2026, 10, 13),
        date(2026, 10, 20),
    ]


def test_what_has_no_dates_is_no_event_and_the_calendar_says_so() -> None:
    rules = (TUESDAYS, Rule(days=Days(weekdays=(Weekday.FRIDAY,)), basis=Basis.APPOINTMENT))
    content = of(*rules, name="Formulierenbrigade")
    assert "\nNiet of niet helemaal in deze agenda" in about(content)
    assert "\n- Formulierenbrigade: " in about(content)
    assert "Niet of niet helemaal" not in about(of(TUESDAYS))


def test_a_long_list_of_what_has_no_dates_is_cut_and_counted() -> None:
    vague = Hours(rules=(Rule(basis=Basis.UNKNOWN),))
    desks = [desk(vague, key=str(number), name=f"Bureau {number}") for number in range(40)]
    content = calendar_of("Agenda", desks, known_on=KNOWN)
    assert about(content).count("\n- Bureau ") == 25
    assert about(content).endswith("- en nog 15 andere.")


# The file.


def test_the_same_map_gives_the_same_bytes_and_every_event_an_id_of_its_own() -> None:
    monday = replace(TUESDAYS, days=Days(weekdays=(Weekday.MONDAY,)), holidays=HolidayPolicy.UNKNOWN)
    desks = [desk(Hours(rules=(TUESDAYS, monday)), key=key) for key in ("a", "b")]
    one, again = (calendar_of("Agenda", desks, known_on=KNOWN) for _ in range(2))
    assert one == again
    ids = [str(event["UID"]) for event in events(one)]
    assert len(ids) == len(set(ids)) > 4
    assert {event["DTSTAMP"].dt for event in events(one)} == {datetime(2026, 10, 2, tzinfo=UTC)}


def test_an_event_keeps_its_id_when_another_desk_changes_its_hours() -> None:
    earlier = replace(TUESDAYS, opens_at=time(9))
    calm = desk(Hours(rules=(TUESDAYS,)), key="a")
    before, after = (
        calendar_of("Agenda", [calm, desk(Hours(rules=(rule,)), key="b")], known_on=KNOWN)
        for rule in (TUESDAYS, earlier)
    )
    kept = {str(event["UID"]) for event in events(before)} & {str(event["UID"]) for event in events(after)}
    assert len(kept) == 1


MONDAY = Days(weekdays=(Weekday.MONDAY,))
FRIDAYS = Days(weekdays=(Weekday.FRIDAY,))
CLOSED_IN_AUGUST = Rule(days=Days(months=(8,)), basis=Basis.CLOSED)


@pytest.mark.parametrize(
    "rules",
    [
        (replace(TUESDAYS, days=MONDAY, holidays=HolidayPolicy.UNKNOWN),),
        (replace(TUESDAYS, days=MONDAY, holidays=HolidayPolicy.CLOSED),),
        (TUESDAYS, replace(TUESDAYS, days=FRIDAYS), CLOSED_IN_AUGUST),
        (replace(TUESDAYS, except_days=(Days(dates=(date(2026, 12, 8), date(2027, 3, 2))),)),),
        (replace(TUESDAYS, days=replace(FRIDAYS, interval=Interval(2, date(2026, 1, 9)))),),
        (replace(TUESDAYS, days=replace(FRIDAYS, nth=(1, 3))),),
        (replace(TUESDAYS, school=SchoolPolicy.CLOSED),),
    ],
    ids=["silent", "not on holidays", "August", "closed dates", "every other week", "nth", "school"],
)
@pytest.mark.parametrize("days_later", [1, 14, 45])
def test_an_event_keeps_its_id_when_the_map_is_made_again_later(
    rules: tuple[Rule, ...], days_later: int
) -> None:
    """Programs would else show it twice, or lose what somebody noted at it."""
    later = KNOWN + timedelta(days=days_later)
    before, after = (ids_from(Hours(rules=rules), known_on) for known_on in (KNOWN, later))
    passed = {uid for uid, last in before.items() if last < later}
    new = {uid for uid, last in after.items() if last >= KNOWN + timedelta(days=731)}
    assert before.keys() - passed <= after.keys()
    assert after.keys() - before.keys() <= new


def ids_from(hours: Hours, known_on: date) -> dict[str, date]:
    """UID -> its last day."""
    found = events(calendar_of("Agenda", [desk(hours)], known_on=known_on))
    ids = {str(event["UID"]): last_day(event) for event in found}
    assert len(ids) == len(found) > 0
    return ids


def last_day(event: icalendar.Event) -> date:
    until: datetime = event["RRULE"]["UNTIL"][0] if "RRULE" in event else event["DTSTART"].dt
    return until.date()


def test_a_weekly_hour_keeps_its_id_over_the_years() -> None:
    (before,) = ids_from(Hours(rules=(TUESDAYS,)), date(2026, 11, 1))
    (after,) = ids_from(Hours(rules=(TUESDAYS,)), date(2027, 2, 1))
    assert before == after


def test_even_and_odd_weeks_of_one_desk_have_ids_of_their_own() -> None:
    odd, even = (Interval(2, date(2026, 1, day)) for day in (9, 16))
    rules = [replace(TUESDAYS, days=replace(FRIDAYS, interval=one)) for one in (odd, even)]
    alone = [ids_from(Hours(rules=(rule,)), KNOWN).keys() for rule in rules]
    assert not alone[0] & alone[1]


def test_where_it_is_stands_in_the_event() -> None:
    event = the_event(
        of(TUESDAYS, whereabouts="Bibliotheek, Kerkplein 2, Borne", lat=52.3, lon=6.75, phone="074 123")
    )
    assert event["LOCATION"] == "Bibliotheek, Kerkplein 2, Borne"
    assert (event["GEO"].latitude, event["GEO"].longitude) == (52.3, 6.75)
    assert "Telefoon: 074 123" in event["DESCRIPTION"]
    assert "GEO" not in the_event(of(TUESDAYS))


HOSTILE = (
    'Hulp; bij, geld\\N\r\nATTACH:https://kwaad.voorbeeld.nl\u2028BEGIN:VALARM\x00\x07\r:"x" ' + "ë" * 90
)


def test_text_from_a_sheet_stays_text() -> None:
    hostile: Desk = desk(
        Hours(rules=(TUESDAYS, Rule(basis=Basis.UNKNOWN))),
        name=HOSTILE,
        whereabouts=HOSTILE,
        phone=HOSTILE,
        text=HOSTILE,
    )
    content = calendar_of(HOSTILE, [hostile], known_on=KNOWN)
    calendar = icalendar.Calendar.from_ical(content)
    assert [one.name for one in calendar.walk()] == [
        "VCALENDAR",
        "VTIMEZONE",
        "DAYLIGHT",
        "STANDARD",
        "VEVENT",
    ]
    assert "ATTACH" not in calendar.walk("VEVENT")[0]
    assert "kwaad.voorbeeld.nl" in calendar.walk("VEVENT")[0]["SUMMARY"]
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert not any(byte in content.replace(b"\r\n", b"") for byte in b"\r\n\x00\x07")
    content.decode("utf-8")


def test_no_desks_give_a_calendar_without_events() -> None:
    content = calendar_of("Leeg", [], known_on=KNOWN)
    assert events(content) == []
    assert icalendar.Calendar.from_ical(content)["X-WR-CALNAME"] == "Leeg"
