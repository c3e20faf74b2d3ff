"""What comes next, for a few: the same as the engine says of one at a time, remembered no longer than it is true."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import MapHours, map_hours
from sociale_kaart.hours.occur import next_occurrence
from sociale_kaart.hours.schedule import AMSTERDAM
from sociale_kaart.web.upcoming import Upcoming
from tests.web.smallmap import map_data

DESK, HOUR = "l-bieb-org-bibliotheek", "l-bieb-org-humanitas-spreekuur"
MONDAY = datetime(2026, 11, 23, 14, 30, tzinfo=AMSTERDAM)


@pytest.fixture
def upcoming() -> Upcoming:
    data = map_data()
    return Upcoming(data, map_hours(data))


def starts(upcoming: Upcoming, keys: Iterable[str], after: datetime) -> list[str]:
    found = upcoming.following(keys, after)
    return [f"{one.start:%Y-%m-%d %H:%M}" if one else "" for one in found.values()]


def test_each_asked_key_has_an_answer_and_what_has_no_hours_has_none(upcoming: Upcoming) -> None:
    """ma-vr 10:00-17:00; 1e di 14-16; hours that cannot be read; nothing said."""
    asked = (DESK, HOUR, "l-evil-org-evil", "l-lost-org-zoekgeraakt")
    assert starts(upcoming, asked, MONDAY) == ["2026-11-24 10:00", "2026-12-01 14:00", "", ""]


def test_it_is_remembered_until_it_begins_and_a_clock_put_back_is_believed(upcoming: Upcoming) -> None:
    begins = datetime(2026, 12, 1, 14, 0, tzinfo=AMSTERDAM)
    for after, expected in (
        (MONDAY, "2026-12-01 14:00"),
        (begins - timedelta(minutes=1), "2026-12-01 14:00"),
        (begins, "2027-01-05 14:00"),
        (MONDAY - timedelta(days=60), "2026-10-06 14:00"),
    ):
        assert starts(upcoming, [HOUR], after) == [expected]


def test_a_few_times_are_listed_with_those_that_may_not_go_on(upcoming: Upcoming) -> None:
    """Tuesday 5 May 2026 is Bevrijdingsdag, no public holiday in that year; Monday 27 April is Koningsdag."""
    found = upcoming.next_times(DESK, datetime(2026, 4, 24, 18, 0, tzinfo=AMSTERDAM), 3)
    assert [(one.start.day, one.is_certain) for one in found] == [(27, False), (28, True), (29, True)]


def test_times_far_apart_are_found_too(upcoming: Upcoming) -> None:
    found = upcoming.next_times(HOUR, MONDAY, 12)
    assert [one.start.month for one in found] == [12, *range(1, 12)]
    assert upcoming.next_times("l-evil-org-evil", MONDAY, 5) == ()


@pytest.fixture(scope="module")
def example(utrecht: MapData) -> tuple[MapData, MapHours, Upcoming]:
    hours = map_hours(utrecht)
    return utrecht, hours, Upcoming(utrecht, hours)


@settings(max_examples=20)
@given(at=st.datetimes(datetime(2026, 1, 1), datetime(2027, 6, 30)))
def test_asked_together_or_alone_each_gets_the_same(
    example: tuple[MapData, MapHours, Upcoming], at: datetime
) -> None:
    data, hours, upcoming = example
    after = at.replace(second=0, microsecond=0, tzinfo=AMSTERDAM)
    places = {one.id: one.location_id for one in data.inventory.offers}
    together = upcoming.following(hours.keys, after)
    for key, found in together.items():
        own = hours.hours(key)
        if own is not None and key in places:
            location = hours.location_hours(places[key])
            alone = next_occurrence(own, after, location=location, calendar=hours.calendar(key))
            assert found == alone, hours.text(key)


def test_what_has_begun_and_is_not_over_is_listed_first(upcoming: Upcoming) -> None:
    during = datetime(2026, 12, 1, 14, 30, tzinfo=AMSTERDAM)
    assert [one.start for one in upcoming.next_times(HOUR, during, 2)] == [
        datetime(2026, 12, 1, 14, tzinfo=AMSTERDAM),
        datetime(2027, 1, 5, 14, tzinfo=AMSTERDAM),
    ]
    over = datetime(2026, 12, 1, 16, tzinfo=AMSTERDAM)
    assert upcoming.next_times(HOUR, over, 1)[0].start == datetime(2027, 1, 5, 14, tzinfo=AMSTERDAM)
