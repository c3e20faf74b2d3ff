"""Hours survive being kept as JSON, whatever they say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sociale_kaart.hours.schedule import Basis, Days, HolidayPolicy, Hours, Interval, Rule
from sociale_kaart.hours.serial import from_json, to_json
from tests.hours.hand_built import HOURS, MA, rule
from tests.hours.made_hours import dates
from tests.hours.made_hours import hours as any_hours


@given(any_hours(), st.lists(st.text(), max_size=2).map(tuple), st.booleans(), st.none() | dates)
def test_there_and_back_is_the_same(
    made: Hours, leftover: tuple[str, ...], doubtful: bool, valid_to: object
) -> None:
    one = Hours(rules=made.rules, leftover=leftover, doubtful=doubtful, valid_to=valid_to)  # type: ignore[arg-type]
    assert from_json(to_json(one)) == one


@pytest.mark.parametrize("one", HOURS.values(), ids=HOURS)
def test_hours_read_by_eye_come_back(one: Hours) -> None:
    assert from_json(to_json(one)) == one


def test_what_made_hours_never_make_comes_back_too() -> None:
    vague = Rule(days=Days(weekdays=(MA,), interval=Interval(2, None)))
    monthly = Rule(days=Days(weekdays=(MA,), per_month=2, year_unknown=True))
    moved = Rule(holidays=HolidayPolicy.MOVED, moved_by=-1)
    there = Rule(basis=Basis.LOCATION)
    one = Hours(rules=(vague, monthly, moved, there))
    assert from_json(to_json(one)) == one


def test_only_what_is_said_is_written() -> None:
    assert to_json(Hours(rules=(rule((MA,), "9", "12"),))) == (
        '{"rules":[{"days":{"weekdays":[0]},"opens_at":"09:00:00","closes_at":"12:00:00"}]}'
    )


def test_what_is_no_hours_is_refused() -> None:
    with pytest.raises(ValidationError):
        from_json('{"rules":[{"opens_at":"noon"}]}')
