"""Hours said in OpenStreetMap's syntax mean there what they mean here, and read back as the same hours."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sociale_kaart.hours.canonical import normalised
from sociale_kaart.hours.osm import to_osm
from sociale_kaart.hours.reader import parse
from sociale_kaart.hours.reader.osm import read_osm
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
from sociale_kaart.model import Appointment
from tests.hours import made_hours

CASES = Path(__file__).resolve().parent.parent / "cases" / "uren.csv"
MONDAY = Days(weekdays=(Weekday.MONDAY,))
TEN_TO_TWELVE = Rule(days=MONDAY, opens_at=time(10), closes_at=time(12))


def said(*rules: Rule) -> str | None:
    return to_osm(Hours(rules=rules))


def test_what_is_not_known_of_public_holidays_is_said_to_be_unknown() -> None:
    assert said(TEN_TO_TWELVE) == "Mo 10:00-12:00; PH unknown"


def test_closing_on_public_holidays_and_going_on_are_said_too() -> None:
    assert said(replace(TEN_TO_TWELVE, holidays=HolidayPolicy.CLOSED)) == "Mo 10:00-12:00; PH off"
    assert said(replace(TEN_TO_TWELVE, holidays=HolidayPolicy.OPEN)) == (
        'Mo 10:00-12:00 open "ook op feestdagen"'
    )
    daily = replace(TEN_TO_TWELVE, days=Days(), holidays=HolidayPolicy.OPEN)
    assert said(daily) == "Mo-Su,PH 10:00-12:00"
    assert said(replace(daily, opens_at=time(0), closes_at=time(0))) == "24/7"


def test_days_with_the_same_times_stand_together_as_people_write_them() -> None:
    workdays = Days(weekdays=WORKDAYS)
    morning = Rule(days=workdays, opens_at=time(9), closes_at=time(12), holidays=HolidayPolicy.CLOSED)
    afternoon = replace(morning, opens_at=time(13), closes_at=time(17))
    saturday = replace(morning, days=Days(weekdays=(Weekday.SATURDAY,)))
    assert said(saturday, afternoon, morning) == "Mo-Fr 09:00-12:00,13:00-17:00; Sa 09:00-12:00; PH off"


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (replace(MONDAY, nth=(1, 3)), "Mo[1,3]"),
        (replace(MONDAY, nth=(-1,)), "Mo[-1]"),
        (replace(MONDAY, nth=(2, 3, 4, 5)), "Mo[2-5]"),
        (replace(MONDAY, weeks=ODD_WEEKS), "week 01-53/2 Mo"),
        (replace(MONDAY, weeks=EVEN_WEEKS), "week 02-52/2 Mo"),
        (replace(MONDAY, seasons=(Season((3, 1), (4, 30)),)), "Mar-Apr Mo"),
        (replace(MONDAY, months=(9, 10, 11, 12, 1, 2)), "Sep-Feb Mo"),
        (replace(MONDAY, seasons=(Season((9, 15), (4, 2)),)), "Sep 15-Apr 02 Mo"),
        (replace(MONDAY, seasons=(Season((1, 15), (2, 29)),)), "Jan 15-31,Feb Mo"),
        (replace(MONDAY, valid_from=date(2026, 3, 30)), "2026 Mar 30+ Mo"),
        (replace(MONDAY, valid_to=date(2026, 3, 30)), "1970 Jan 01-2026 Mar 30 Mo"),
        (replace(MONDAY, valid_from=date(2026, 1, 1), valid_to=date(2027, 12, 31), months=(3,)), "2026-2027 Mar Mo"),
        (Days(weekdays=(Weekday.SUNDAY, Weekday.FRIDAY, Weekday.SATURDAY, Weekday.MONDAY)), "Fr-Mo"),
    ],
)  # fmt: skip
def test_days_are_said_as_the_specification_says_them(days: Days, text: str) -> None:
    assert said(replace(TEN_TO_TWELVE, days=days)) == f"{text} 10:00-12:00; PH unknown"


def test_named_dates_and_holidays_are_held_whatever_day_they_are() -> None:
    assert said(replace(TEN_TO_TWELVE, days=Days(dates=(date(2026, 12, 8), date(2026, 12, 15))))) == (
        "2026 Dec 08,2026 Dec 15 10:00-12:00"
    )
    assert said(replace(TEN_TO_TWELVE, days=Days(holidays=(Holiday.TWEEDE_PAASDAG,)))) == (
        "easter +1 day 10:00-12:00"
    )


def test_a_short_closure_is_said_as_a_closure() -> None:
    christmas = Days(seasons=(Season((12, 21), (1, 3)),))
    rule = replace(TEN_TO_TWELVE, except_days=(christmas,), holidays=HolidayPolicy.CLOSED)
    assert said(rule) == "Mo 10:00-12:00; Dec 21-Jan 03 off; PH off"


def test_hours_for_holidays_take_the_place_of_the_days_own() -> None:
    own = replace(TEN_TO_TWELVE, holidays=HolidayPolicy.CLOSED)
    theirs = replace(TEN_TO_TWELVE, days=Days(holidays=(Holiday.ANY,)), opens_at=time(11))
    assert said(own, theirs) == "Mo 10:00-12:00; PH 11:00-12:00"


def test_a_rule_that_keeps_its_days_comes_after_the_closure_of_another() -> None:
    closed_in_july = replace(TEN_TO_TWELVE, except_days=(Days(dates=(date(2026, 7, 6),)),))
    always = replace(TEN_TO_TWELVE, opens_at=time(14), closes_at=time(16))
    text = said(closed_in_july, always)
    assert text == "Mo 10:00-12:00; 2026 Jul 06 off, Mo 14:00-16:00; PH unknown"


def test_appointments_are_comments_and_at_other_times_a_fallback() -> None:
    closed = replace(TEN_TO_TWELVE, holidays=HolidayPolicy.CLOSED)
    assert said(replace(closed, appointment=Appointment.NEEDED)) == 'Mo 10:00-12:00 "op afspraak"; PH off'
    assert said(replace(closed, appointment=Appointment.NONE)) == 'Mo 10:00-12:00 open "inloop"; PH off'
    assert said(closed, Rule(basis=Basis.APPOINTMENT)) == 'Mo 10:00-12:00; PH off || "op afspraak"'


@pytest.mark.parametrize(
    "rule",
    [
        replace(TEN_TO_TWELVE, days=replace(MONDAY, interval=Interval(2, date(2026, 1, 5)))),
        replace(TEN_TO_TWELVE, days=replace(MONDAY, interval=Interval(2, None))),
        replace(TEN_TO_TWELVE, days=replace(MONDAY, per_month=2)),
        replace(TEN_TO_TWELVE, days=Days(month_days=(15,))),
        replace(TEN_TO_TWELVE, holidays=HolidayPolicy.MOVED, moved_by=1),
        replace(TEN_TO_TWELVE, closed_on=(Holiday.KONINGSDAG,)),
        replace(TEN_TO_TWELVE, school=SchoolPolicy.CLOSED, school_holidays=(SchoolHoliday.ZOMER,)),
        replace(TEN_TO_TWELVE, closes_at=None),
        replace(TEN_TO_TWELVE, days=Days(seasons=(Season((2, 10), (2, 29)),))),
        Rule(basis=Basis.LOCATION),
        Rule(basis=Basis.CLOSED, days=Days(valid_to=date(2026, 2, 1))),
    ],
)
def test_what_openstreetmap_has_no_words_for_is_not_said(rule: Rule) -> None:
    assert said(rule) is None


def test_a_night_that_a_closed_day_would_cut_short_is_not_said() -> None:
    night = replace(TEN_TO_TWELVE, opens_at=time(20), closes_at=time(2))
    assert said(replace(night, holidays=HolidayPolicy.CLOSED)) is None
    assert said(night) == "Mo 20:00-02:00; PH unknown"
    assert said(replace(night, closes_at=time(0), holidays=HolidayPolicy.CLOSED)) == "Mo 20:00-24:00; PH off"


def test_hours_that_are_not_sure_or_not_vouched_for_are_not_said() -> None:
    assert to_osm(Hours()) is None
    assert to_osm(Hours(rules=(TEN_TO_TWELVE,), doubtful=True)) is None
    assert to_osm(Hours(rules=(TEN_TO_TWELVE,), leftover=("als er vrijwilligers zijn",))) is None
    assert to_osm(Hours(rules=(TEN_TO_TWELVE,), valid_to=date(2026, 12, 31))) is None


def assert_reads_back(hours: Hours, text: str) -> None:
    parsed = read_osm(text)
    assert parsed is not None, text
    assert not parsed.leftover, text
    assert not parsed.doubts, text
    assert normalised(parsed.hours) == normalised(hours), text


@pytest.mark.slow
def test_every_text_that_is_read_completely_reads_back_from_openstreetmap() -> None:
    """All but those that cannot be said at all: every second week, a named school holiday, the location's own hours."""
    unsaid, count = 0, 0
    with CASES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            as_of = date.fromisoformat(row["as_of"]) if row["as_of"] else None
            hours = parse(row["text"], row["lang"], as_of).hours
            if not hours.is_settled or not hours.rules:
                continue
            count += 1
            text = to_osm(hours)
            if text is None:
                unsaid += 1
            else:
                assert_reads_back(hours, text)
    assert count > 500
    assert unsaid < count / 10


weekdays = st.lists(st.sampled_from(Weekday), max_size=5, unique=True).map(tuple)
seasons = made_hours.seasons.filter(lambda one: (2, 29) not in (one.first, one.last))
periods = st.tuples(made_hours.dates, st.integers(0, 300)).map(
    lambda begin: (begin[0], begin[0] + timedelta(days=begin[1]))
)


@st.composite
def sayable_days(draw: st.DrawFn) -> Days:
    """Days of the week, with at most one thing more."""
    chosen = draw(weekdays)
    first, last = draw(periods)
    more: dict[str, object] = draw(
        st.sampled_from(
            (
                {},
                {},
                {"nth": draw(made_hours.nth) if chosen else ()},
                {"weeks": draw(made_hours.weeks)},
                {"seasons": (draw(seasons),)},
                {"months": tuple(draw(st.lists(st.integers(1, 12), max_size=4)))},
                {"valid_from": first},
                {"valid_to": last},
                {"valid_from": first, "valid_to": last, "weeks": draw(made_hours.weeks)},
            )
        )
    )
    return replace(Days(weekdays=chosen), **more)  # type: ignore[arg-type]


any_days = st.one_of(sayable_days(), sayable_days(), sayable_days(), made_hours.named_dates)
policies = st.sampled_from((HolidayPolicy.OPEN, HolidayPolicy.CLOSED, HolidayPolicy.UNKNOWN))
after_easter = st.sampled_from((Holiday.EERSTE_PAASDAG, Holiday.TWEEDE_PINKSTERDAG, Holiday.GOEDE_VRIJDAG))


@st.composite
def timed(draw: st.DrawFn) -> Hours:
    """A few rules with times, mostly of one mind about holidays."""
    policy, closures = draw(policies), draw(st.lists(any_days, max_size=2))
    closed_on = draw(st.lists(after_easter, max_size=1))
    rules = [
        Rule(
            days=draw(any_days),
            opens_at=draw(made_hours.times),
            closes_at=draw(made_hours.times),
            except_days=tuple(closures) if draw(st.booleans()) else (),
            holidays=draw(st.sampled_from((policy, policy, policy, HolidayPolicy.OPEN))),
            closed_on=tuple(closed_on),
            appointment=draw(st.sampled_from(Appointment)),
        )
        for _ in range(draw(st.integers(1, 3)))
    ]
    if policy is HolidayPolicy.CLOSED and draw(st.booleans()):
        rules.append(Rule(days=Days(holidays=(Holiday.ANY,)), opens_at=time(11), closes_at=time(12)))
    return Hours(rules=tuple(rules))


@st.composite
def sayable(draw: st.DrawFn) -> Hours:
    """As `timed`, with school holidays and days without times among them."""
    hours = draw(timed())
    school = draw(st.sampled_from((SchoolPolicy.IGNORE, SchoolPolicy.IGNORE, *SchoolPolicy)))
    rules = [replace(rule, school=school) if not rule.days.holidays else rule for rule in hours.rules]
    if draw(st.booleans()):
        basis = draw(st.sampled_from((Basis.UNKNOWN, Basis.APPOINTMENT)))
        rules.append(Rule(days=draw(sayable_days()), basis=basis))
    return Hours(rules=tuple(rules))


@pytest.mark.slow
@given(sayable() | made_hours.hours())
def test_what_is_said_reads_back_as_the_same_hours(hours: Hours) -> None:
    text = to_osm(hours)
    assume(text is not None)
    assert text is not None
    assert_reads_back(hours, text)


@pytest.mark.slow
@given(timed())
def test_what_is_said_means_the_same_to_an_independent_engine(hours: Hours) -> None:
    pytest.importorskip("opening_hours", reason="opening-hours-py is not installed")
    from tests.hours.osm_engine import differences

    text = to_osm(hours)
    assume(text is not None)
    assert text is not None
    assert differences(text, hours) == [], text
