"""Days as recurrences of RFC 5545: python-dateutil expands them to the days that our engine finds."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sociale_kaart.hours.occur import occurrences
from sociale_kaart.hours.recurrence import Recurrence, recurrence
from sociale_kaart.hours.schedule import (
    EVEN_WEEKS,
    ODD_WEEKS,
    Days,
    Holiday,
    HolidayPolicy,
    Hours,
    Interval,
    Rule,
    Season,
)
from tests.hours.hand_built import DI, DO, MA, VR, WO, on, week
from tests.hours.made_hours import FIRST, LAST, days, named_dates

START = date(2026, 1, 1)


def _rules(chosen: Days) -> tuple[str, ...]:
    found = recurrence(chosen, START)
    assert found is not None
    return found.rules


SAID = {
    "FREQ=DAILY;WKST=MO": Days(),
    "FREQ=WEEKLY;WKST=MO;BYDAY=MO,TH": week(MA, DO),
    "FREQ=MONTHLY;WKST=MO;BYDAY=1MO,3MO": week(MA, nth=(1, 3)),
    "FREQ=MONTHLY;WKST=MO;BYDAY=-1FR": week(VR, nth=(-1,)),
    "FREQ=MONTHLY;WKST=MO;BYMONTHDAY=15": Days(month_days=(15,)),
    "FREQ=WEEKLY;WKST=MO;BYMONTH=3,4;BYDAY=TU": week(DI, seasons=(Season((3, 1), (4, 30)),)),
    "FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=TU": week(DI, interval=Interval(2, date(2026, 1, 6))),
    "FREQ=WEEKLY;WKST=MO;BYDAY=WE;UNTIL=20260430T215959Z": week(WO, valid_to=date(2026, 4, 30)),
}


@pytest.mark.parametrize("rule", SAID)
def test_days_are_said_as_a_calendar_says_them(rule: str) -> None:
    assert _rules(SAID[rule]) == (rule,)


def test_a_season_in_the_middle_of_a_month_takes_more_rules_than_one() -> None:
    assert _rules(week(DI, seasons=(Season((3, 1), (5, 2)),))) == (
        "FREQ=MONTHLY;WKST=MO;BYMONTH=5;BYMONTHDAY=1,2;BYDAY=TU",
        "FREQ=WEEKLY;WKST=MO;BYMONTH=3,4;BYDAY=TU",
    )


def test_a_recurrence_begins_on_one_of_its_days() -> None:
    assert recurrence(week(DI, interval=Interval(3, date(2026, 1, 13))), START) == Recurrence(
        date(2026, 1, 13), ("FREQ=WEEKLY;INTERVAL=3;WKST=MO;BYDAY=TU",)
    )


def test_single_dates_need_no_rule() -> None:
    assert recurrence(on("2025-12-31", "2026-02-03"), START) == Recurrence(START, dates=(date(2026, 2, 3),))


@pytest.mark.parametrize(
    "unsayable",
    [
        Days(holidays=(Holiday.ANY,)),
        week(DI, per_month=2),
        week(DI, interval=Interval(2, None)),
        week(DI, interval=Interval(2, date(2026, 1, 6)), seasons=(Season((3, 15), (4, 15)),)),
        week(DI, weeks=EVEN_WEEKS, nth=(1,)),
    ],
)
def test_what_rfc_5545_has_no_words_for_is_not_said_in_others(unsayable: Days) -> None:
    assert recurrence(unsayable, START) is None


def test_a_desk_in_odd_weeks_meets_twice_in_a_row_at_the_end_of_2026() -> None:
    found = recurrence(week(WO, weeks=ODD_WEEKS), START)
    assert found is not None
    assert found.between(date(2026, 12, 14), date(2027, 1, 25)) == (
        date(2026, 12, 16),
        date(2026, 12, 30),
        date(2027, 1, 6),
        date(2027, 1, 20),
    )


@settings(max_examples=30)
@given(st.one_of(days(), named_dates))
def test_dateutil_expands_to_the_days_that_our_engine_finds(chosen: Days) -> None:
    said = recurrence(chosen, FIRST)
    assume(said is not None)
    assert said is not None
    rule = Rule(days=chosen, opens_at=time(10), closes_at=time(11), holidays=HolidayPolicy.OPEN)
    found = occurrences(Hours(rules=(rule,)), FIRST, LAST).certain
    assert tuple(one.start.date() for one in found) == said.between(FIRST, LAST)
