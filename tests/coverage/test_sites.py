"""Sites of a map: what is certain, what is unknown, and in how many hours help is given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from makers import PILLAR, Plek, map_of
from sociale_kaart.coverage.sites import Period, sites_of
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import map_hours
from sociale_kaart.model import Presence, Schedule

ZWOLLE, KAMPEN = "GM0193", "GM0166"
# Four weeks without any public holiday.
ORDINARY = Period(start=date(2026, 2, 2), end=date(2026, 3, 2))


def with_schedules(data: MapData, **texts: Schedule) -> MapData:
    """The offers of the places of these names get a schedule."""
    names = {one.id: one.name for one in data.inventory.locations}
    offers = tuple(
        replace(one, schedule=texts.get(names[one.location_id], one.schedule))
        for one in data.inventory.offers
    )
    return replace(data, inventory=replace(data.inventory, offers=offers))


def hours_of(text: str, period: Period = ORDINARY) -> float:
    data = with_schedules(map_of([Plek("Zwolle", 1, 2, ZWOLLE)], [ZWOLLE]), Zwolle=Schedule(text=text))
    return float(sites_of(data, PILLAR, hours=map_hours(data), period=period).hours_per_week[0])


def test_a_yes_is_a_site_and_what_is_unknown_is_a_set_by_itself() -> None:
    data = map_of(
        [
            Plek("ja", 1, 2, ZWOLLE),
            Plek("nee", 3, 4, ZWOLLE, Presence.NO),
            Plek("zwijgt", 5, 6, ZWOLLE, None),
            Plek("weet het niet", 7, 8, KAMPEN, Presence.UNKNOWN),
        ],
        [ZWOLLE, KAMPEN],
    )
    certain, perhaps = sites_of(data, PILLAR), sites_of(data, PILLAR, Presence.UNKNOWN)
    assert certain.names.tolist() == ["ja"]
    assert (certain.x_rd[0], certain.y_rd[0], certain.gemeentecode[0]) == (1, 2, ZWOLLE)
    assert certain.id[0] in data.listings
    assert perhaps.names.tolist() == ["weet het niet"]
    assert len(sites_of(data, "another pillar")) == 0
    assert np.isnan(certain.hours_per_week).all()


def test_a_place_without_a_point_is_no_site() -> None:
    data = replace(map_of([Plek("Zwolle", 1, 2, ZWOLLE)], [ZWOLLE]), matches={})
    assert len(sites_of(data, PILLAR)) == 0


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("ma 10:00-12:00, do 13:00-16:00", 5.0),
        ("di 10:00-12:00 even weken", 1.0),
        ("di 10:00-12:00 op afspraak", 2.0),
    ],
)
def test_hours_a_week_are_those_of_the_schedule(text: str, hours: float) -> None:
    assert hours_of(text) == pytest.approx(hours)


def test_hours_by_appointment_are_left_out_on_request_alone() -> None:
    walk_in = replace(ORDINARY, walk_in_only=True)
    assert hours_of("di 10:00-12:00 op afspraak", walk_in) == 0.0


@pytest.mark.parametrize("text", ["di 10-", "maandag", "nog niet bekend"])
def test_hours_that_are_not_understood_are_unknown_and_not_none(text: str) -> None:
    assert np.isnan(hours_of(text))


def test_a_holiday_of_which_nobody_says_anything_makes_the_hours_unknown() -> None:
    with_easter = Period(start=date(2026, 3, 30), end=date(2026, 4, 13))
    assert np.isnan(hours_of("ma 10:00-12:00", with_easter))


def test_what_ended_is_a_site_only_for_measures_over_time() -> None:
    ended = Schedule(text="ma 10:00-12:00", valid_to=date(2025, 6, 1))
    data = with_schedules(map_of([Plek("Zwolle", 1, 2, ZWOLLE)], [ZWOLLE]), Zwolle=ended)
    assert len(sites_of(data, PILLAR)) == 0
    assert len(sites_of(data, PILLAR, ever=True)) == 1
