"""Hours as anybody might write them down, for tests of laws that hold for all of them."""

from __future__ import annotations

from datetime import date, time, timedelta

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from sociale_kaart.hours.schedule import (
    DAYS_IN_MONTH,
    EVEN_WEEKS,
    ODD_WEEKS,
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

# Around two changes of the clock each year, a leap day (2028), week 53 (2026) and the end of the school table (2027).
FIRST, LAST = date(2025, 9, 1), date(2028, 4, 30)

dates = st.dates(FIRST, LAST)
weekdays = st.lists(st.sampled_from(Weekday), max_size=4, unique=True).map(tuple)
nth = st.one_of(
    st.just(()), st.lists(st.sampled_from((1, 2, 3, 4, 5, -1, -2)), min_size=1, max_size=3).map(tuple)
)
month_days = st.tuples(st.integers(1, 12), st.integers(1, 31)).map(
    lambda md: (md[0], min(md[1], DAYS_IN_MONTH[md[0] - 1]))
)
seasons = st.one_of(
    st.builds(Season, month_days, month_days),
    st.builds(Season.of_months, st.integers(1, 12), st.integers(1, 12)),
)
intervals = st.builds(Interval, st.integers(2, 4), dates)
weeks = st.sampled_from(((), (), EVEN_WEEKS, ODD_WEEKS, (16,), (1, 53)))
quarters = st.integers(0, 59).map(lambda quarter: time(7 + quarter // 4, quarter % 4 * 15))
times = st.one_of(quarters, st.sampled_from((time(0), time(1, 30), time(2, 30), time(3, 0))))


@st.composite
def periods(draw: st.DrawFn) -> tuple[date | None, date | None]:
    """From a day, up to a day, both or neither."""
    first = draw(dates)
    last = first + timedelta(days=draw(st.integers(0, 200)))
    return draw(st.sampled_from(((None, None), (None, None), (first, None), (None, last), (first, last))))


@st.composite
def days(draw: st.DrawFn) -> Days:
    """Mostly weekdays with something more."""
    chosen = draw(weekdays)
    first, last = draw(periods())
    return Days(
        weekdays=chosen,
        nth=draw(nth) if chosen else (),
        month_days=draw(st.sampled_from(((), (), (), (1,), (15,), (-1,), (10, 20, 31)))),
        months=draw(st.one_of(st.just(()), st.lists(st.integers(1, 12), max_size=3).map(tuple))),
        weeks=draw(weeks),
        interval=draw(st.one_of(st.none(), st.none(), intervals)),
        seasons=draw(st.lists(seasons, max_size=2).map(tuple)),
        valid_from=first,
        valid_to=last,
    )


named_dates = st.lists(dates, min_size=1, max_size=4).map(lambda several: Days(dates=tuple(several)))
named_holidays = st.lists(st.sampled_from(Holiday), min_size=1, max_size=2).map(
    lambda several: Days(holidays=tuple(several))
)
any_days = st.one_of(days(), days(), days(), named_dates, named_holidays)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """Any rule that makes sense."""
    basis = draw(st.sampled_from((*[Basis.TIMES] * 6, *Basis)))
    timed = basis is Basis.TIMES
    policy = draw(st.sampled_from(HolidayPolicy))
    school = draw(st.sampled_from((SchoolPolicy.IGNORE, SchoolPolicy.IGNORE, *SchoolPolicy)))
    named = draw(st.lists(st.sampled_from(Holiday), max_size=3, unique=True))
    cut = draw(st.integers(0, len(named)))
    return Rule(
        days=draw(any_days),
        basis=basis,
        opens_at=draw(times) if timed else None,
        closes_at=draw(st.one_of(times, times, times, times, st.none())) if timed else None,
        except_days=tuple(draw(st.lists(any_days, max_size=2))),
        holidays=policy,
        open_on=tuple(named[:cut]),
        closed_on=tuple(named[cut:]),
        moved_by=draw(st.sampled_from((-1, 1, 2))) if policy is HolidayPolicy.MOVED else 0,
        school=school,
        school_holidays=tuple(draw(st.lists(st.sampled_from(SchoolHoliday), max_size=2)))
        if school is not SchoolPolicy.IGNORE
        else (),
        appointment=draw(st.sampled_from(Appointment)),
    )


def hours(most_rules: int = 3) -> SearchStrategy[Hours]:
    """Schedules of a few rules."""
    return st.lists(rules(), max_size=most_rules).map(lambda several: Hours(rules=tuple(several)))
