"""What comes next on a site of files: of all help at once, and the same as a server says of one place at a time."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import MapHours, map_hours
from sociale_kaart.hours.schedule import AMSTERDAM
from sociale_kaart.web.filesite.ahead import Ahead
from sociale_kaart.web.upcoming import Upcoming
from tests.web.smallmap import map_data

# Some with a holiday in the week after: Christmas, Koningsdag; and the night in which the clock is put forward.
MOMENTS = [
    datetime(2026, 11, 23, tzinfo=AMSTERDAM),
    datetime(2026, 12, 24, tzinfo=AMSTERDAM),
    datetime(2026, 4, 26, tzinfo=AMSTERDAM),
    datetime(2026, 3, 28, tzinfo=AMSTERDAM),
]


@pytest.fixture(scope="module")
def data() -> MapData:
    return map_data()


@pytest.fixture(scope="module")
def hours(data: MapData) -> MapHours:
    return map_hours(data)


@pytest.mark.parametrize("at", MOMENTS)
def test_all_at_once_it_says_what_one_at_a_time_says(data: MapData, hours: MapHours, at: datetime) -> None:
    ahead, upcoming = Ahead(data, hours, at), Upcoming(data, hours)
    assert hours.keys
    assert ahead.following(hours.keys, at) == upcoming.following(hours.keys, at)
    for key in hours.keys:
        assert ahead.next_times(key, at, 5) == upcoming.next_times(key, at, 5)
        days, of_one = ahead.days(key, at.date(), 7), upcoming.days(key, at.date(), 7)
        assert days.occurrences == tuple(sorted(of_one.occurrences))
        for number in range(7):
            day = at.date() + timedelta(days=number)
            assert days.is_unknown(day) == of_one.is_unknown(day)


def test_what_has_no_hours_has_no_next_time_and_other_moments_are_answered_too(
    data: MapData, hours: MapHours
) -> None:
    ahead, later = Ahead(data, hours, MOMENTS[0]), MOMENTS[0] + timedelta(days=2, hours=15)
    assert ahead.following(["l-lost-org-zoekgeraakt"], MOMENTS[0]) == {"l-lost-org-zoekgeraakt": None}
    assert ahead.following(hours.keys, later) == Upcoming(data, hours).following(hours.keys, later)
    assert ahead.next_times(hours.keys[0], later, 3) == Upcoming(data, hours).next_times(
        hours.keys[0], later, 3
    )
