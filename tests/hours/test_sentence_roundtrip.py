"""What is said reads back to the same schedule: over the table of hours, and for hours as anybody might make them."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, time, timedelta
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from sociale_kaart.hours.canonical import normalised
from sociale_kaart.hours.reader import parse
from sociale_kaart.hours.schedule import (
    Basis,
    Days,
    HolidayPolicy,
    Hours,
    Interval,
    Rule,
    SchoolPolicy,
    Season,
    Weekday,
)
from sociale_kaart.hours.sentence import Language, describe
from tests.hours.hand_built import DI, EVERY_HOLIDAY, HOURS, MA, hours, on, rule, week
from tests.hours.made_hours import dates, month_days, seasons, times
from tests.hours.made_hours import hours as any_hours

CASES = Path(__file__).resolve().parent.parent / "cases" / "uren.csv"
LANGUAGES: tuple[Language, ...] = get_args(Language)


@cache
def complete_rows() -> tuple[tuple[str, Hours], ...]:
    """Every text of the table that is read completely, and its schedule."""
    with CASES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = []
    for row in rows:
        parsed = parse(row["text"], row["lang"], date.fromisoformat(row["as_of"]) if row["as_of"] else None)
        if parsed.complete:
            found.append((row["id"], parsed.hours.settled()))
    return tuple(found)


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_said_of_a_text_reads_back_to_the_same_schedule(lang: Language) -> None:
    """Bar 3 of issue 4: the identity on every text of the table that is read completely."""
    rows = complete_rows()
    failing = {id_: said for id_, one in rows if not comes_back(one, said := describe(one, lang), lang)}
    assert len(rows) > 600
    assert not failing


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_said_of_rules_built_by_hand_reads_back_too(lang: Language) -> None:
    """So that no mistake of the reader of free text hides one of the sentences."""
    failing = {
        id_: said for id_, one in HOURS.items() if not comes_back(one, said := describe(one, lang), lang)
    }
    assert not failing


def comes_back(one: Hours, said: str, lang: Language) -> bool:
    back, one = parse(said, lang).hours, one.settled()
    same = replace(back, rules=()) == replace(one, rules=()) and set(back.rules) == set(one.rules)
    return same or normalised(back) == normalised(one)


@st.composite
def vague_rules(draw: st.DrawFn) -> Rule:
    """On some days, and it is not said which; or from a time on, and not until when."""
    weekdays = tuple(draw(st.lists(st.sampled_from(Weekday), min_size=1, max_size=2, unique=True)))
    days = draw(
        st.sampled_from(
            (
                Days(weekdays=weekdays),
                Days(weekdays=weekdays, interval=Interval(draw(st.integers(2, 12)), None)),
                Days(weekdays=weekdays, per_month=draw(st.integers(1, 9))),
                Days(
                    seasons=(draw(st.one_of(seasons, month_days.map(lambda day: Season(day, day)))),),
                    year_unknown=True,
                ),
            )
        )
    )
    span = draw(st.sampled_from((("opens_at",), ("closes_at",), (), ("opens_at", "closes_at"))))
    return Rule(days=days, **{name: draw(times) for name in span})  # type: ignore[arg-type]


@st.composite
def schedules(draw: st.DrawFn) -> Hours:
    """All that the model can hold, vouched for in a period or not."""
    sure, vague = draw(any_hours()), draw(st.lists(vague_rules(), max_size=2))
    first = draw(st.one_of(st.none(), dates))
    last = (
        draw(st.one_of(st.none(), dates)) if first is None else first + timedelta(draw(st.integers(0, 400)))
    )
    some = sure.rules or vague
    return Hours(
        rules=(*sure.rules, *vague), valid_from=first if some else None, valid_to=last if some else None
    )


ON_MONDAYS = rule((MA,), "10", "12")


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(schedules(), st.sampled_from(LANGUAGES))
@example(hours(ON_MONDAYS, Rule(basis=Basis.APPOINTMENT)), "nl")
@example(hours(ON_MONDAYS, Rule(days=week(DI), basis=Basis.CLOSED, school=SchoolPolicy.CLOSED)), "nl")
@example(hours(replace(ON_MONDAYS, holidays=HolidayPolicy.CLOSED), rule(EVERY_HOLIDAY, "12", "17")), "nl")
@example(hours(ON_MONDAYS, rule(EVERY_HOLIDAY, "12", "17")), "nl")
@example(hours(ON_MONDAYS, Rule(basis=Basis.UNKNOWN, except_days=(week(MA),))), "nl")
@example(hours(ON_MONDAYS, replace(ON_MONDAYS, opens_at=None)), "nl")
@example(
    hours(rule(week(DI, interval=Interval(2, date(2026, 1, 8)), valid_from=date(2026, 1, 6)), "9", "10")),
    "en",
)
@example(
    hours(Rule(days=week(DI, per_month=2), opens_at=time(9), except_days=(week(MA, months=(11,)),))), "nl"
)
@example(hours(ON_MONDAYS, rule(on("2026-04-27", "2026-05-04"), "9", "10")), "en")
def test_any_schedule_can_be_said_and_read_back(one: Hours, lang: Language) -> None:
    assume(normalised(one).rules or one.valid_from is one.valid_to is None)  # nobody vouches for nothing
    said = describe(one, lang)
    assert comes_back(one, said, lang), said
    assert describe(parse(said, lang).hours, lang) == said
