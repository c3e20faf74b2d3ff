"""The days that are closed although one would expect somebody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from hypothesis import given, settings

from sociale_kaart.hours.closeddays import closed_days
from sociale_kaart.hours.occur import occurrences
from sociale_kaart.hours.reader import parse
from sociale_kaart.hours.schedule import Basis, Days, HolidayPolicy, Hours, Rule, Weekday
from tests.hours.made_hours import hours as any_hours

START, END = date(2026, 12, 7), date(2027, 1, 11)
FRIDAYS = Rule(
    days=Days(weekdays=(Weekday.FRIDAY,)), opens_at=time(9), closes_at=time(12), holidays=HolidayPolicy.CLOSED
)
KERST, NIEUWJAAR = date(2026, 12, 25), date(2027, 1, 1)


def of(*rules: Rule, **said: object) -> tuple[date, ...]:
    return closed_days(replace(Hours(rules=rules), **said), START, END)


def test_a_holiday_on_which_the_text_closes_and_no_other() -> None:
    assert of(FRIDAYS) == (KERST, NIEUWJAAR)


def test_a_holiday_of_which_nothing_is_said_is_not_closed() -> None:
    assert of(replace(FRIDAYS, holidays=HolidayPolicy.UNKNOWN)) == ()


def test_a_day_on_which_another_rule_holds_is_not_closed() -> None:
    other = Rule(days=Days(dates=(KERST,)), opens_at=time(14), closes_at=time(15))
    assert of(FRIDAYS, other) == (NIEUWJAAR,)
    perhaps = replace(FRIDAYS, opens_at=time(20), closes_at=time(21), holidays=HolidayPolicy.UNKNOWN)
    assert of(FRIDAYS, perhaps) == ()


def test_a_closure_that_the_text_names() -> None:
    hours = parse("vrijdag 9-12 uur, gesloten op 18 december 2026, ook op feestdagen open").hours
    assert closed_days(hours, START, END) == (date(2026, 12, 18),)


def test_a_day_on_which_one_can_come_by_appointment_is_not_closed() -> None:
    daily = Rule(basis=Basis.APPOINTMENT)
    assert of(FRIDAYS, daily) == ()


def test_nothing_is_closed_for_sure_in_hours_that_must_be_confirmed_or_that_nobody_vouches_for() -> None:
    assert of(FRIDAYS, leftover=("soms",)) == ()
    assert of(FRIDAYS, doubtful=True) == ()
    assert of(FRIDAYS, valid_to=date(2026, 12, 31)) == (KERST,)
    assert of(FRIDAYS, valid_from=date(2026, 12, 31)) == (NIEUWJAAR,)
    assert of(FRIDAYS, valid_from=date(2027, 2, 1)) == ()


@settings(max_examples=50)
@given(any_hours())
def test_on_a_closed_day_nothing_occurs_and_nothing_may_occur(hours: Hours) -> None:
    found = occurrences(hours, START, END)
    there = {one.start.date() for one in (*found.certain, *found.uncertain)}
    assert set(closed_days(hours, START, END)) & there == set()
