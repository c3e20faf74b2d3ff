"""Which places are open: of the small map by hand, and laws that hold on the worked example at any moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.config import Settings
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.hours.schedule import AMSTERDAM
from sociale_kaart.model import Presence, Schedule
from sociale_kaart.web.placehours import PlaceHours
from sociale_kaart.web.placeindex import Wanted
from sociale_kaart.web.ranks import CLOSED, OPEN, UNKNOWN
from sociale_kaart.web.site import Site
from sociale_kaart.web.wanneer import Choice, Part, When
from tests.web.smallmap import map_data

NOW = When(Choice.NOW)
MONDAY = datetime(2026, 11, 23, 14, 30, tzinfo=AMSTERDAM)
EVENING = MONDAY.replace(hour=20)
FIRST_TUESDAY = datetime(2026, 12, 1, 14, 30, tzinfo=AMSTERDAM)
NIGHT = MONDAY.replace(hour=3)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(
    lambda at: at.replace(second=0, microsecond=0, tzinfo=AMSTERDAM)
)


def site_of(data: MapData) -> Site:
    return Site(data, Settings(tiles_url=""))


def with_offer(id_: str, **changes: object) -> MapData:
    """The small map with one of its offers changed."""
    inventory = map_data().inventory
    offers = tuple(replace(one, **changes) if one.id == id_ else one for one in inventory.offers)
    return map_data(inventory=replace(inventory, offers=offers))


def ranks(data: MapData, when: When, at: datetime, *pillars: str) -> dict[str, int]:
    site = site_of(data)
    found = site.place_hours.ranks(when, at, Wanted(pillars))
    return {
        place.id: int(found[row]) for place, row in zip(site.index.locations, range(len(found)), strict=True)
    }


@pytest.mark.parametrize(
    ("at", "bieb"), [(MONDAY, OPEN), (EVENING, CLOSED), (NIGHT, CLOSED), (FIRST_TUESDAY, OPEN)]
)
def test_a_place_is_what_its_help_is_and_without_hours_it_is_unknown(at: datetime, bieb: int) -> None:
    """The library: ma-vr 10:00-17:00; "di <script>" cannot be read; of the third nobody told anything."""
    assert ranks(map_data(), NOW, at) == {"l-bieb": bieb, "l-evil": UNKNOWN, "l-lost": UNKNOWN}


@pytest.mark.parametrize(
    ("pillar", "at", "bieb"),
    [
        ("computer", MONDAY, OPEN),
        ("spreekuur", MONDAY, CLOSED),
        ("spreekuur", FIRST_TUESDAY, OPEN),
        ("spreekuur", FIRST_TUESDAY.replace(hour=16), CLOSED),
        ("training", MONDAY, UNKNOWN),
    ],
)
def test_of_what_was_asked_for_only_its_own_hours_count(pillar: str, at: datetime, bieb: int) -> None:
    """The consultation hour: 1e di 14-16; of training the library says no, and its neighbour nothing."""
    assert ranks(map_data(), NOW, at, pillar)["l-bieb"] == bieb


@pytest.mark.parametrize(
    ("when", "bieb"),
    [
        (When(Choice.TODAY), CLOSED),
        (When(Choice.WEEK), CLOSED),
        (When(Choice.DAY, date(2026, 12, 1)), OPEN),
        (When(Choice.DAY, date(2026, 12, 1), Part.MORNING), CLOSED),
        (When(Choice.DAY, date(2026, 12, 1), Part.AFTERNOON), OPEN),
        (When(Choice.DAY, date(2026, 12, 8)), CLOSED),
    ],
)
def test_a_day_or_a_part_of_it_is_open_where_some_moment_in_it_is(when: When, bieb: int) -> None:
    assert ranks(map_data(), when, MONDAY, "spreekuur")["l-bieb"] == bieb


def test_this_week_runs_seven_days_on() -> None:
    """On Monday 23 November the first Tuesday of December is eight days off; on the Wednesday, six."""
    week = When(Choice.WEEK)
    assert ranks(map_data(), week, MONDAY, "spreekuur")["l-bieb"] == CLOSED
    assert ranks(map_data(), week, MONDAY + timedelta(days=2), "spreekuur")["l-bieb"] == OPEN


def test_help_that_may_not_be_there_is_never_certainly_open() -> None:
    data = with_offer("l-bieb-org-humanitas-spreekuur", presence=Presence.UNKNOWN)
    assert ranks(data, NOW, FIRST_TUESDAY, "spreekuur")["l-bieb"] == UNKNOWN
    assert ranks(data, NOW, MONDAY, "spreekuur")["l-bieb"] == CLOSED


@pytest.mark.parametrize("text", ["", "1e di 14-16"])
def test_help_that_ended_is_closed_whatever_its_hours_were(text: str) -> None:
    schedule = Schedule(text=text, valid_to=date(2026, 11, 30))
    data = with_offer("l-bieb-org-humanitas-spreekuur", schedule=schedule)
    assert ranks(data, NOW, FIRST_TUESDAY, "spreekuur")["l-bieb"] == CLOSED


def test_hours_not_known_are_those_of_which_nothing_at_all_could_be_read() -> None:
    site = site_of(map_data())

    def not_known(*pillars: str) -> set[str]:
        fit = site.place_hours.fit(When(Choice.NOT_KNOWN), MONDAY, Wanted(pillars))
        assert fit is not None
        assert not fit.perhaps.any(), "whether we know the hours, we know"
        return {site.index.locations[row].id for row in np.flatnonzero(fit.certain)}

    assert not_known() == {"l-evil", "l-lost"}
    assert not_known("training") == {"l-bieb", "l-evil", "l-lost"}


@pytest.mark.parametrize(
    ("text", "is_known"),
    [
        ("1e di 14-16", True),
        ("op afspraak", True),
        ("dinsdag, tijden wisselend", True),
        ("tijden volgen", False),
        ("wisselend", False),
        ("zie website", False),
    ],
)
def test_a_text_that_leaves_every_moment_open_tells_no_hours(text: str, is_known: bool) -> None:
    data = with_offer("l-bieb-org-humanitas-spreekuur", schedule=Schedule(text=text))
    site = site_of(data)
    fit = site.place_hours.fit(When(Choice.NOT_KNOWN), MONDAY, Wanted(("spreekuur",)))
    assert fit is not None
    assert bool(fit.certain[site.index.row_of["l-bieb"]]) is not is_known


def test_nothing_asked_about_when_fits_nothing_and_refuses_nothing() -> None:
    places = site_of(map_data()).place_hours
    assert places.fit(When(), MONDAY) is None
    assert places.fit(When(Choice.DAY), MONDAY) is None, "a day was to be named, and was not"


@pytest.fixture(scope="module")
def places(utrecht: MapData) -> PlaceHours:
    return site_of(utrecht).place_hours


@given(at=MOMENTS)
def test_open_now_is_open_today_and_this_week_and_closed_this_week_is_closed_now(
    places: PlaceHours, at: datetime
) -> None:
    now, today, week = (places.ranks(When(choice), at) for choice in (Choice.NOW, Choice.TODAY, Choice.WEEK))
    assert not ((now == OPEN) & (today != OPEN)).any()
    assert not ((today == OPEN) & (week != OPEN)).any()
    assert not ((week == CLOSED) & (now != CLOSED)).any()
    assert not ((now == UNKNOWN) & (today == CLOSED)).any()


@given(at=MOMENTS)
def test_hours_that_nobody_knows_are_at_no_moment_open_or_closed(places: PlaceHours, at: datetime) -> None:
    not_known = places.fit(When(Choice.NOT_KNOWN), at)
    assert not_known is not None
    assert not_known.certain.any()
    assert set(places.ranks(NOW, at)[not_known.certain]) == {UNKNOWN}


@given(at=MOMENTS)
def test_a_day_is_the_best_of_its_parts_and_its_night(places: PlaceHours, at: datetime) -> None:
    day = at.date()
    parts = [places.ranks(When(Choice.DAY, day, part), at) for part in Part]
    whole = places.ranks(When(Choice.DAY, day), at)
    assert (np.maximum.reduce(parts) <= whole).all()
