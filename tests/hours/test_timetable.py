"""All offers of a map at once give what each gives alone; the unknown is counted as open or closed nowhere."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sociale_kaart.hours.almanac import day_of
from sociale_kaart.hours.moments import utc_minute, wall_clock
from sociale_kaart.hours.occur import next_occurrence, next_open, occurrences, state
from sociale_kaart.hours.reason import Reason, State
from sociale_kaart.hours.schedule import AMSTERDAM, Hours
from sociale_kaart.hours.timetable import NEVER, Timetable
from tests.hours.hand_built import HOURS
from tests.hours.made_hours import FIRST, LAST
from tests.hours.made_hours import hours as any_hours

moments = st.datetimes(
    datetime.combine(FIRST, datetime.min.time()), datetime.combine(LAST, datetime.min.time())
).map(lambda at: at.replace(tzinfo=AMSTERDAM))
maps = st.lists(any_hours(), min_size=1, max_size=6)


@settings(max_examples=15)
@given(maps, st.lists(moments, min_size=1, max_size=4))
def test_together_or_alone_the_state_is_the_same(offers: list[Hours], times: list[datetime]) -> None:
    together = Timetable(offers)
    for at in times:
        reasons = together.state(at).reason.tolist()
        assert [Reason(reason) for reason in reasons] == [state(one, at).reason for one in offers]


@settings(max_examples=15)
@given(maps, st.dates(FIRST, LAST))
def test_together_or_alone_the_occurrences_are_the_same(offers: list[Hours], start: date) -> None:
    end = start + timedelta(days=31)
    table = Timetable(offers).occurrences(start, end)
    for number, one in enumerate(offers):
        mine = table.where(table.offer == number)
        found = [
            wall_clock(day_of(day), opens)
            for day, opens in zip(mine.day.tolist(), mine.opens.tolist(), strict=True)
        ]
        alone = occurrences(one, start, end)
        assert sorted(found) == sorted(each.start for each in (*alone.certain, *alone.uncertain))


@settings(max_examples=20)
@given(any_hours(), st.dates(FIRST, LAST))
def test_every_occurrence_begins_in_its_window_and_ends_after_it_begins(one: Hours, start: date) -> None:
    end = start + timedelta(days=40)
    found = occurrences(one, start, end)
    for each in (*found.certain, *found.uncertain):
        assert start <= each.start.date() < end
        assert each.duration > timedelta()
    assert all(each.is_certain for each in found.certain)
    assert not any(each.is_certain for each in found.uncertain)


@settings(max_examples=20)
@given(any_hours(), st.dates(FIRST, LAST))
def test_it_is_open_within_a_certain_occurrence_and_within_no_other(one: Hours, start: date) -> None:
    found = occurrences(one, start, start + timedelta(days=20))
    for each in found.certain:
        inside = state(one, each.start)
        assert (inside.state is State.OPEN) == each.is_open or inside.state is State.OPEN
    for each in found.uncertain:
        # Another rule may be open; what is uncertain is never said to be closed.
        assert state(one, each.start).state is not State.CLOSED


@settings(max_examples=20)
@given(any_hours(), moments)
def test_what_is_open_lies_within_a_certain_occurrence(one: Hours, at: datetime) -> None:
    if state(one, at).state is State.OPEN:
        around = occurrences(one, at.date() - timedelta(days=1), at.date() + timedelta(days=1))
        assert any(utc_minute(each.start) <= utc_minute(at) < utc_minute(each.end) for each in around.certain)


def test_every_offer_is_open_or_closed_or_unknown_and_only_one_of_them() -> None:
    states = Timetable(list(HOURS.values())).state(datetime(2026, 4, 6, 14, 0, tzinfo=AMSTERDAM))
    assert np.array_equal(
        states.is_open.astype(int) + states.is_closed + states.is_unknown, np.ones(len(HOURS))
    )
    assert states.is_open.any()
    assert states.is_closed.any()
    assert states.is_unknown.any()
    assert np.array_equal(states.until_utc != NEVER, states.is_open)


def test_offers_that_follow_their_own_locations_stay_apart() -> None:
    follows = HOURS["u560"]
    together = Timetable([follows, HOURS["u131"], follows], [HOURS["u012"], None, HOURS["u131"]])
    table = together.occurrences(date(2026, 4, 20), date(2026, 4, 27))
    assert np.bincount(table.offer, minlength=3).tolist() == [1, 10, 10]


def test_what_was_not_completely_understood_is_certain_nowhere_on_a_map() -> None:
    offers = [HOURS["u459"], HOURS["u500"], HOURS["u131"]]
    table = Timetable(offers).occurrences(date(2026, 4, 20), date(2026, 4, 27))
    uncertain = {
        int(offer): Reason(int(reason)) for offer, reason in zip(table.offer, table.reason, strict=True)
    }
    assert uncertain == {0: Reason.NOT_UNDERSTOOD, 1: Reason.DOUBTFUL, 2: Reason.WITHIN_HOURS}
    weekly = Timetable(offers).weekly_hours(date(2026, 4, 20), date(2026, 4, 27))
    assert weekly.open.tolist() == [0, 0, 35]
    assert weekly.uncertain.tolist() == [2, 2, 0]
    assert weekly.is_complete.tolist() == [False, False, True]


def test_the_next_time_of_every_offer_at_once() -> None:
    numbers = ["u131", "u525", "u560", "u501", "u009", "u459"]
    after = datetime(2026, 4, 23, 9, 30, tzinfo=AMSTERDAM)
    timetable = Timetable([HOURS[number] for number in numbers])
    for walk_in, alone in ((True, next_open), (False, next_occurrence)):
        table = timetable.upcoming(after, walk_in=walk_in)
        found = {int(offer): day_of(int(day)) for offer, day in zip(table.offer, table.day, strict=True)}
        expected = {at: alone(HOURS[number], after) for at, number in enumerate(numbers)}
        assert found == {at: one.start.date() for at, one in expected.items() if one is not None}
        assert set(found) == {0, 1, 4}


def test_a_map_without_offers_has_no_occurrences_and_no_states() -> None:
    nothing = Timetable([])
    assert len(nothing.occurrences(date(2026, 4, 1), date(2026, 5, 1))) == 0
    assert len(nothing.state(datetime(2026, 4, 1, 12, 0, tzinfo=AMSTERDAM)).reason) == 0
    assert len(Timetable([HOURS["u131"]]).occurrences(date(2026, 4, 1), date(2026, 4, 1))) == 0


def test_by_appointment_is_told_apart_in_the_table() -> None:
    table = Timetable([HOURS["u525"]]).occurrences(date(2026, 4, 20), date(2026, 4, 27))
    assert table.by_appointment.tolist() == [False, True]
    assert table.certain.all()
    assert ((table.end_utc - table.start_utc) == 120).all()


@pytest.mark.slow
@settings(max_examples=40)
@given(any_hours(), st.dates(FIRST, LAST), st.integers(0, 47), st.integers(1, 60))
def test_a_stretch_of_time_is_open_unknown_or_closed_as_its_moments_are(
    made: Hours, day: date, half_hour: int, length: int
) -> None:
    # Everything that is made begins and ends on a whole quarter of an hour.
    start = datetime.combine(day, time(half_hour // 2, half_hour % 2 * 30), tzinfo=AMSTERDAM)
    end = (start.astimezone(UTC) + timedelta(minutes=15 * length)).astimezone(AMSTERDAM)
    timetable = Timetable([made])
    moments = [
        Reason(int(timetable.state(start.astimezone(UTC) + timedelta(minutes=15 * at)).reason[0])).state
        for at in range(length)
    ]
    expected = next(one for one in (State.OPEN, State.UNKNOWN, State.CLOSED) if one in moments)
    assert Reason(int(timetable.within(start, end)[0])).state is expected


def test_a_stretch_of_time_ends_after_it_begins() -> None:
    with pytest.raises(ValueError, match="ends after it begins"):
        Timetable([]).within(datetime(2026, 1, 2), datetime(2026, 1, 2))
