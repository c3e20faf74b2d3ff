"""A moment of the week as people say it, and the windows it comes to."""

from __future__ import annotations

import csv
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sociale_kaart.coverage.moment import parse_when
from sociale_kaart.coverage.when import When, days_known, ordinary_weeks
from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.hours.calendar import public_holidays

CASES = Path(__file__).parents[1] / "cases" / "momenten.csv"
NEAR = date(2026, 10, 15)
DAYS = st.dates(date(2019, 1, 1), date(2035, 12, 31))


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["text"])
def test_what_people_say_is_understood(case: dict[str, str]) -> None:
    def clock(name: str) -> time | None:
        return time.fromisoformat(case[name]) if case[name] else None

    season = tuple(tuple(map(int, case[name].split("-"))) for name in ("first", "last") if case[name])
    assert parse_when(case["text"]) == When(
        text=case["text"],
        weekdays=frozenset(map(int, filter(None, case["weekdays"].split(",")))),
        begins=clock("begins"),
        ends=clock("ends"),
        day=date.fromisoformat(case["day"]) if case["day"] else None,
        season=season or None,  # type: ignore[arg-type]
        without_appointment=case["without_appointment"] == "yes",
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "er staat geen moment"),
        ("op de", "er staat geen moment"),
        ("kaasavond", "'kaasavond' is geen moment"),
        ("dinsdagavond met kaas", "'kaas' is geen moment"),
        ("di 25:00", "die tijd bestaat niet"),
        ("31-02-2026", "die dag bestaat niet"),
        ("31 februari tot 1 mei", "die dag bestaat niet in elk jaar"),
        ("'s ochtends en 's avonds", "twee tijden of delen van de dag"),
        ("woensdagmiddag of donderdag", "een hele dag naast een deel van een dag"),
        ("2026-11-24 of 2026-11-25", "er staan twee dagen"),
        ("woensdag 2026-11-24", "valt op een andere dag van de week"),
        ("24-11-1926", "dat jaar ligt niet tussen"),
    ],
)
def test_what_is_not_understood_is_told_in_dutch_with_what_to_write(text: str, told: str) -> None:
    with pytest.raises(SocialeKaartError) as fault:
        parse_when(text)
    assert told in fault.value.in_dutch()
    assert '"dinsdagavond"' in fault.value.in_dutch()


def test_a_tuesday_evening_is_that_of_four_ordinary_weeks() -> None:
    assert parse_when("dinsdagavond").windows(NEAR) == tuple(
        (datetime(2026, 11, day, 18), datetime(2026, 11, day + 1)) for day in (3, 10, 17, 24)
    )


def test_the_tax_season_is_the_one_of_that_day_or_else_the_next() -> None:
    season = parse_when("aangiftetijd")
    this_year = ((datetime(2026, 3, 1), datetime(2026, 5, 2)),)
    assert season.windows(date(2026, 3, 1)) == season.windows(date(2026, 5, 1)) == this_year
    assert season.windows(date(2026, 5, 2)) == ((datetime(2027, 3, 1), datetime(2027, 5, 2)),)


def test_february_ends_on_the_29th_in_a_leap_year() -> None:
    assert parse_when("februari").period(date(2028, 1, 1)) == (date(2028, 2, 1), date(2028, 3, 1))
    assert parse_when("februari").period(date(2027, 1, 1)) == (date(2027, 2, 1), date(2027, 3, 1))


def test_a_season_may_go_on_into_the_next_year() -> None:
    winter = parse_when("december t/m januari")
    assert winter.period(date(2027, 1, 10)) == (date(2026, 12, 1), date(2027, 2, 1))


def test_without_an_appointment_alone_is_any_time_of_ordinary_weeks() -> None:
    assert parse_when("inloop").windows(NEAR) == ((datetime(2026, 11, 2), datetime(2026, 11, 30)),)


@given(near=DAYS)
def test_ordinary_weeks_are_four_without_a_public_holiday_and_start_on_a_monday(near: date) -> None:
    start, end = ordinary_weeks(near)
    assert (start.weekday(), end - start) == (0, timedelta(weeks=4))
    assert near < start <= near + timedelta(days=366)
    days = [start + timedelta(days=number) for number in range(28)]
    assert not [day for day in days if day in public_holidays(day.year)]


@given(near=DAYS, text=st.sampled_from([case["text"] for case in cases()]))
def test_windows_come_in_order_and_never_overlap(near: date, text: str) -> None:
    asked = parse_when(text)
    if asked.day is not None:
        first, last = days_known(near)
        assume(first <= asked.day <= last)
    windows = asked.windows(near)
    assert windows
    assert all(begins < ends for begins, ends in windows)
    assert all(one[1] < other[0] for one, other in pairwise(windows))


@pytest.mark.parametrize("day", ["2010-06-01", "2026-10-01", "2028-10-02", "2035-06-05"])
def test_a_day_of_which_a_map_knows_nothing_is_refused(day: str) -> None:
    """A list that somebody declared complete in October 2026 says nothing about 2010."""
    with pytest.raises(SocialeKaartError, match="2026-10-02 up to and including 2028-10-01") as refused:
        parse_when(day).period(date(2026, 10, 2))
    assert "kies een dag van 2026-10-02 tot en met 2028-10-01" in refused.value.in_dutch()


@pytest.mark.parametrize("day", [date(2026, 10, 2), date(2028, 10, 1)])
def test_the_first_and_the_last_day_of_two_years_can_be_asked(day: date) -> None:
    assert parse_when(day.isoformat()).period(date(2026, 10, 2)) == (day, day + timedelta(days=1))
