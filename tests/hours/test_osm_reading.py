"""OpenStreetMap's opening_hours are read as its specification says, and what cannot be said here is left over."""

from __future__ import annotations

import csv
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sociale_kaart.hours.canonical import normalised
from sociale_kaart.hours.occur import occurrences, state
from sociale_kaart.hours.reader import DoubtKind, ParsedHours, parse
from sociale_kaart.hours.reader.osm import read_osm
from sociale_kaart.hours.reason import State
from sociale_kaart.hours.schedule import Basis, Hours, SchoolPolicy
from sociale_kaart.model import Appointment
from tests.hours.osm_texts import texts

CASES = Path(__file__).resolve().parent.parent / "cases" / "osm.csv"
EASTER_MONDAY, NEXT_MONDAY = date(2026, 4, 6), date(2026, 4, 13)


def cases() -> list[str]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return [row["text"] for row in csv.DictReader(file)]


def read(text: str) -> ParsedHours:
    parsed = read_osm(text)
    assert parsed is not None, text
    return parsed


def hours_of(text: str) -> Hours:
    """Of a text of which nothing is left over, and nothing has to be asked."""
    parsed = read(text)
    assert not parsed.leftover, text
    assert not parsed.doubts, text
    return parsed.hours


def state_at(text: str, at: str) -> State:
    return state(hours_of(text), datetime.fromisoformat(at)).state


@pytest.mark.parametrize("text", cases())
def test_it_is_open_when_an_independent_engine_says_so(text: str) -> None:
    pytest.importorskip("opening_hours", reason="opening-hours-py is not installed")
    from tests.hours.osm_engine import differences

    assert differences(text, hours_of(text)) == []


@pytest.mark.slow
@given(texts())
def test_any_text_is_read_completely_and_is_open_when_an_independent_engine_says_so(text: str) -> None:
    pytest.importorskip("opening_hours", reason="opening-hours-py is not installed")
    from tests.hours.osm_engine import differences

    assert differences(text, hours_of(text)) == []


def test_a_public_holiday_of_which_it_says_nothing_is_uncertain() -> None:
    assert state_at("Mo 10:00-12:00", "2026-04-06T10:30") is State.UNKNOWN
    assert state_at("Mo 10:00-12:00; PH off", "2026-04-06T10:30") is State.CLOSED
    assert state_at('Mo 10:00-12:00 open "ook op feestdagen"', "2026-04-06T10:30") is State.OPEN
    assert hours_of("Mo 10:00-12:00; PH unknown") == hours_of("Mo 10:00-12:00")


def test_days_named_after_the_holidays_leave_them_unknown_although_the_specification_has_them_open() -> None:
    assert state_at("PH off; Mo 10:00-12:00", "2026-04-06T10:30") is State.UNKNOWN
    assert state_at("PH off; Mo 10:00-12:00", "2026-04-13T10:30") is State.OPEN


def test_a_holiday_before_weekdays_is_one_that_is_such_a_day() -> None:
    text = "Mo-Fr 09:00-17:00; PH Mo 10:00-12:00"
    assert state_at(text, "2026-04-06T10:30") is State.OPEN
    assert state_at(text, "2026-04-06T13:30") is State.CLOSED
    assert state_at(text, "2026-04-27T10:30") is State.OPEN
    assert state_at(text, "2026-05-14T10:30") is State.UNKNOWN  # Hemelvaartsdag is a Thursday


def test_school_holidays_close_a_rule_or_have_hours_of_their_own() -> None:
    (closed,) = hours_of("Tu 10:00-12:00; SH off").rules
    assert closed.school is SchoolPolicy.CLOSED
    shorter = hours_of("Mo-Fr 09:00-17:00; SH We 10:00-12:00")
    in_christmas = occurrences(shorter, date(2026, 12, 21), date(2026, 12, 25)).certain
    assert [(one.start.day, one.start.hour, one.end.hour) for one in in_christmas] == [
        (21, 9, 17), (22, 9, 17), (23, 10, 12), (24, 9, 17)
    ]  # fmt: skip


def test_comments_say_whether_one_needs_an_appointment() -> None:
    needed, walk_in = 'Tu 10:00-12:00 "op afspraak"', 'Tu 10:00-12:00 "walk-in"'
    assert hours_of(needed).appointment is Appointment.NEEDED
    assert hours_of(walk_in).appointment is Appointment.NONE
    assert hours_of('Tu 10:00-12:00 open "also by appointment"').appointment is Appointment.POSSIBLE
    assert hours_of("Tu 10:00-12:00; Sa by appointment").rules[1].basis is Basis.APPOINTMENT
    assert hours_of('Tu 10:00-12:00 || "op afspraak"').appointment is Appointment.POSSIBLE


def test_a_comment_that_is_not_understood_is_left_over() -> None:
    parsed = read('Tu 10:00-12:00 "alleen in even weken"')
    assert [(one.start, one.text) for one in parsed.leftover] == [(15, '"alleen in even weken"')]


def test_a_rule_that_cannot_be_said_is_left_over_and_the_others_stand() -> None:
    parsed = read("Mo 10:00-12:00; easter +10 days off; Tu 14:00-16:00")
    assert [(one.start, one.text) for one in parsed.leftover] == [(16, "easter +10 days off")]
    assert normalised(parsed.hours.settled()) == normalised(hours_of("Mo 10:00-12:00; Tu 14:00-16:00"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Tu 14:00+", DoubtKind.END_MISSING),
        ("Tu 10:00-12:00+", DoubtKind.END_MISSING),
        ("Mo-Fr 10:00-dusk", DoubtKind.END_MISSING),
        ("Mo-Fr sunrise-18:00", DoubtKind.TIME_MISSING),
        ("Mo-Fr", DoubtKind.TIME_MISSING),
        ("Mo-Fr 10:00-16:00/90", DoubtKind.TIME_MISSING),
    ],
)
def test_a_time_that_is_not_there_is_asked_for(text: str, kind: DoubtKind) -> None:
    parsed = read(text)
    assert [doubt.kind for doubt in parsed.doubts] == [kind]
    assert not parsed.complete
    assert state(parsed.hours, datetime(2026, 3, 31, 13)).state is State.UNKNOWN


@pytest.mark.parametrize(
    ("careless", "careful"),
    [
        ("mo-fr 9:00-17:00", "Mo-Fr 09:00-17:00"),
        ("Mo - Fr: 9.00–17.00; PH: off", "Mo-Fr 09:00-17:00; PH off"),
        ("Mo-Fr 9-17;Sa 10-13", "Mo-Fr 09:00-17:00; Sa 10:00-13:00"),
        ("Mo-Fr 0900-1700\nSa closed", "Mo-Fr 09:00-17:00; Sa off"),
        ("Mo 10-12,Tu 14-16", "Mo 10:00-12:00, Tu 14:00-16:00"),
        (" Mo 10:00-12:00; ", "Mo 10:00-12:00"),
        ("Mo 10-12; Dec 24,31 off", "Mo 10:00-12:00; Dec 24,Dec 31 off"),
    ],
)
def test_careless_writing_is_read_as_it_is_meant(careless: str, careful: str) -> None:
    assert normalised(hours_of(careless)) == normalised(hours_of(careful))


def test_hours_as_on_a_clock_face_are_in_the_afternoon_and_asked_back() -> None:
    parsed = read("Mo 1-3")
    assert [(rule.opens_at, rule.closes_at) for rule in parsed.hours.rules] == [(time(13), time(15))]
    assert [doubt.readings for doubt in parsed.doubts] == [
        ("van 13.00 tot 15.00 uur", "van 1.00 tot 3.00 uur")
    ]
    assert not read("Mo 01:00-03:00").doubts
    assert not read("Mo 7:30-9:30; Tu 19:00-21:00").doubts


@pytest.mark.parametrize(
    "text",
    [
        "ma-vr 9:00-17:00",
        "maandag off",
        "We open 9-17",
        "We are closed on Tuesday",
        "Mo-Fr 9am-5pm",
        "jul-aug 10-12",
        "op afspraak",
        "9:00-17:00",
        "",
        ";",
    ],
)
def test_what_is_written_in_another_language_is_left_to_others(text: str) -> None:
    assert read_osm(text) is None


def test_the_reader_of_hours_takes_openstreetmap_for_what_it_is() -> None:
    assert parse("Mo[1] 14:00-16:00; PH off") == read("Mo[1] 14:00-16:00; PH off")


WORDS = (
    "Mo", "mo-fr", "We[1]", "[", "]", "-", "PH", "SH", "off", "open", "unknown", '"', '"op afspraak"', "week", "1-53/2",
    "Dec 24", "Feb 29", "easter", "+1 day", "-2 days", "2026", "2026-2027", "+", "10:00-12:00", "24/7", "sunset", "(",
    ")", "/", ":", ";", ",", "||", "25:99", "99", "Jan-", "\n", "t/m", "0",
)  # fmt: skip


@example("2000 Dec 2200000000 off; Mo 10:00-12:00")
@given(st.text(max_size=60) | st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_no_text_makes_it_fail_and_leftovers_stand_where_they_say(text: str) -> None:
    parsed = read_osm(text)
    for one in parsed.leftover if parsed else ():
        assert text[one.start : one.end] == one.text
