"""What means the same compares equal once normalised, and normalising changes no occurrence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sociale_kaart.hours.canonical import normalised
from sociale_kaart.hours.occur import occurrences
from sociale_kaart.hours.schedule import (
    EVEN_WEEKS,
    ODD_WEEKS,
    WORKDAYS,
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
from tests.hours.hand_built import DI, DO, HOURS, MA, VR, WO, ZA, hours, on, period, rule, week, yearly
from tests.hours.made_hours import FIRST, LAST
from tests.hours.made_hours import hours as any_hours

FEW = settings(max_examples=20)


@FEW
@given(any_hours())
def test_normalising_changes_no_occurrence(one: Hours) -> None:
    assert occurrences(normalised(one), FIRST, LAST) == occurrences(one, FIRST, LAST)


@FEW
@given(any_hours())
def test_normalising_twice_is_normalising_once(one: Hours) -> None:
    once = normalised(one)
    assert normalised(once) == once


@FEW
@given(any_hours(), st.randoms(use_true_random=False))
def test_the_order_of_rules_means_nothing(one: Hours, random: Random) -> None:
    shuffled = random.sample(one.rules, len(one.rules))
    assert normalised(replace(one, rules=tuple(shuffled))) == normalised(one)


DI_10 = rule((DI,), "10", "12")
SAME = {
    "two days together, or one by one": (
        hours(rule((MA, DO), "10", "12")),
        hours(rule((DO,), "10", "12"), rule((MA,), "10", "12")),
    ),
    "every day, or all seven": (hours(rule(Days(), "9", "17")), hours(rule(tuple(Weekday), "9", "17"))),
    "behalve woensdag": (
        hours(rule((MA, DI, DO, VR), "9", "17")),
        hours(rule(WORKDAYS, "9", "17", except_days=(week(WO),))),
    ),
    "niet in juli en augustus, of september tot en met juni": (
        hours(rule((DI,), "10", "12", except_days=(Days(months=(7, 8)),))),
        hours(rule(week(DI, seasons=(Season.of_months(9, 6),)), "10", "12")),
    ),
    "two seasons that follow each other": (
        hours(rule(week(WO, seasons=(Season((3, 1), (8, 14)), Season((8, 15), (2, 29)))), "13", "16")),
        hours(rule((WO,), "13", "16")),
    ),
    "behalve de eerste dinsdag, or the second to the fifth": (
        hours(rule((DI,), "14", "16", except_days=(week(DI, nth=(1,)),))),
        hours(rule(week(DI, nth=(2, 3, 4, 5)), "14", "16")),
    ),
    "even and odd weeks are all weeks": (
        hours(rule(week(DI, weeks=EVEN_WEEKS), "10", "12"), rule(week(DI, weeks=ODD_WEEKS), "10", "12")),
        hours(DI_10),
    ),
    "a closure as a rule, or as an exception": (
        hours(DI_10, Rule(days=period("2026-04-14", "2026-04-28"), basis=Basis.CLOSED)),
        hours(rule((DI,), "10", "12", except_days=(period("2026-04-14", "2026-04-28"),))),
    ),
    "gesloten tot 1 februari, daarna": (
        hours(
            rule((MA,), "10", "12"), Rule(days=Days(valid_to=date(2027, 1, 31)), basis=Basis.CLOSED)
        ),
        hours(rule(week(MA, valid_from=date(2027, 2, 1)), "10", "12")),
    ),
    "a date with its weekday, or without": (
        hours(rule(on("2026-04-14", weekdays=(DI,)), "10", "12")),
        hours(rule(on("2026-04-14"), "10", "12")),
    ),
    "dates in one rule, or each in its own": (
        hours(rule(on("2026-04-14", "2026-04-21"), "10", "12")),
        hours(rule(on("2026-04-21"), "10", "12"), rule(on("2026-04-14"), "10", "12")),
    ),
    "an exception on a day that is not among them": (
        hours(rule((DI,), "10", "12", except_days=(on("2026-04-13"),))),
        hours(DI_10),
    ),
    "closed on a holiday by name, or with the days taken out": (
        hours(rule((MA,), "10", "12", closed_on=(Holiday.TWEEDE_PAASDAG,))),
        hours(rule((MA,), "10", "12", except_days=(Days(holidays=(Holiday.TWEEDE_PAASDAG,)),))),
    ),
    "closed on holidays, Koningsdag too": (
        hours(rule((MA,), "10", "12", holidays=HolidayPolicy.CLOSED, closed_on=(Holiday.KONINGSDAG,))),
        hours(rule((MA,), "10", "12", holidays=HolidayPolicy.CLOSED)),
    ),
    "a date that is named is held on a holiday": (
        hours(rule(on("2026-04-27"), "10", "13")),
        hours(rule(on("2026-04-27"), "10", "13", holidays=HolidayPolicy.OPEN)),
    ),
    "all five school holidays by name": (
        hours(rule((DI,), "10", "12", school=SchoolPolicy.CLOSED, school_holidays=tuple(SchoolHoliday))),
        hours(rule((DI,), "10", "12", school=SchoolPolicy.CLOSED)),
    ),
    "every other week, counted from another of its weeks": (
        hours(rule(week(DI, interval=Interval(2, date(2026, 1, 6))), "10", "12")),
        hours(rule(week(DI, interval=Interval(2, date(2026, 1, 22))), "10", "12")),
    ),
    "closed on every day": (
        hours(DI_10, Rule(basis=Basis.CLOSED)),
        hours(Rule(basis=Basis.CLOSED)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_what_means_the_same_compares_equal(pair: tuple[Hours, Hours]) -> None:
    one, other = pair
    assert normalised(one) == normalised(other)


DIFFERENT = {
    "holidays unknown, or closed": (DI_10, replace(DI_10, holidays=HolidayPolicy.CLOSED)),
    "Bevrijdingsdag is not a holiday every year": (
        replace(DI_10, holidays=HolidayPolicy.CLOSED, closed_on=(Holiday.BEVRIJDINGSDAG,)),
        replace(DI_10, holidays=HolidayPolicy.CLOSED),
    ),
    "another time": (DI_10, replace(DI_10, closes_at=time(12, 30))),
    "even weeks are not every second week: week 53 is odd, and so is week 1": (
        rule(week(DI, weeks=EVEN_WEEKS), "10", "12"),
        rule(week(DI, interval=Interval(2, date(2026, 1, 6))), "10", "12"),
    ),
    "the last one may be the fourth or the fifth": (
        rule(week(ZA, nth=(-1,)), "10", "12"),
        rule(week(ZA, nth=(4, 5)), "10", "12"),
    ),
    "twice a month on one day or on two": (
        rule(week(DI, per_month=2), "10", "12"),
        rule(week(DI, DO, per_month=2), "10", "12"),
    ),
    "1 March to 30 April, or up to 1 May": (
        rule(week(DI, seasons=(Season((3, 1), (4, 30)),)), "10", "12"),
        rule(week(DI, seasons=(Season((3, 1), (5, 1)),)), "10", "12"),
    ),
}


@pytest.mark.parametrize("pair", DIFFERENT.values(), ids=DIFFERENT)
def test_what_means_something_else_does_not(pair: tuple[Rule, Rule]) -> None:
    one, other = pair
    assert normalised(hours(one)) != normalised(hours(other))


def test_hours_on_no_day_at_all_stay_closed_and_do_not_become_unknown() -> None:
    never = hours(rule((DI,), "10", "12", except_days=(week(DI),)))
    assert normalised(never) == hours(Rule(basis=Basis.CLOSED))


def test_a_closure_that_comes_down_to_holidays_is_a_policy() -> None:
    on_holidays = Days(holidays=(Holiday.ANY,))
    but_mondays = Rule(days=on_holidays, basis=Basis.CLOSED, except_days=(week(MA),))
    written = hours(rule((DI,), "10", "12"), but_mondays)
    assert normalised(written) == normalised(hours(rule((DI,), "10", "12", holidays=HolidayPolicy.CLOSED)))


def test_days_of_the_year_are_put_together_past_the_new_year() -> None:
    (only,) = normalised(hours(rule(yearly((12, 31), (1, 1), (1, 2)), "10", "12"))).rules
    assert only.days.seasons == (Season((12, 31), (1, 2)),)


@pytest.mark.parametrize("number", HOURS)
def test_hours_of_real_texts_are_one_form_only_once(number: str) -> None:
    once = normalised(HOURS[number])
    assert normalised(once) == once
