"""What a page shows at any moment is what the report reckons from nothing, figure for figure."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from sociale_kaart.coverage.completeness import in_force
from sociale_kaart.coverage.measures.bounds import together
from sociale_kaart.coverage.moment import parse_when
from sociale_kaart.coverage.points import Points
from sociale_kaart.coverage.populations import buurt_points
from sociale_kaart.coverage.raking import raked
from sociale_kaart.coverage.report import Help, Options, report_of
from sociale_kaart.coverage.report.helpof import HoursOf, all_week, help_in
from sociale_kaart.coverage.report.kind import kind_of, places_known
from sociale_kaart.coverage.shown.catchment import Catchment
from sociale_kaart.coverage.shown.figures import PillarThen, Slice
from sociale_kaart.coverage.shown.land import Land
from sociale_kaart.coverage.sites import Sites, hours_keys
from sociale_kaart.coverage.when import When, ordinary_weeks
from sociale_kaart.dataset.area import declared_in
from sociale_kaart.dataset.build import assemble
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import MapHours, map_hours
from sociale_kaart.gebieden.boundaries import gemeente_shapes
from sociale_kaart.hours.reason import State
from sociale_kaart.kaart import open_kaart
from sociale_kaart.model import MatchLevel, Presence
from tests.coverage.measures.small_countries import GEMEENTEN, Country, countries, place, sites_of_places

UTRECHT = Path(__file__).parents[3] / "geodata" / "kaarten" / "voorbeeld-utrecht"
BORDER_M = 12_250.0
GROUPS = ("all", "65+")
COLUMNS = (
    "share_within_limit",
    "share_only_by_neighbour",
    "persons_beyond",
    "persons_fragile",
    "mean_distance_m",
    "p90_distance_m",
    "places",
    "places_no",
    "places_said_unknown",
    "inhabitants",
    "places_per_10000",
    "hours_per_1000",
    "access_2sfca",
)


def same_as_report(found: Slice, points: Points, help_: Help, land: Land, group: str, limit_m: float) -> None:
    asked = Options(limit_m=limit_m, group=group, robustness_draws=100)
    rows = report_of(points, {"": help_}, land.regions, asked).rows
    assert found.kinds.tolist() == [kind_of(row) for row in rows]
    assert found.at_most.tolist() == [row.distance_at_most for row in rows]
    assert found.values.keys() == set(COLUMNS)
    for column in COLUMNS:
        told = [places_known(row) if column == "places" else getattr(row, column) for row in rows]
        np.testing.assert_allclose(
            found.values[column],
            [math.nan if one is None else one for one in told],
            rtol=1e-12,
            err_msg=column,
        )


def renamed(sites: Sites, prefix: str) -> Sites:
    return replace(sites, id=np.array([f"{prefix}{one}" for one in sites.id.tolist()], dtype="U8"))


@settings(max_examples=40, deadline=None)
@given(
    country=countries,
    doubtful=st.lists(place, max_size=3).map(tuple),
    complete=st.sets(st.sampled_from(GEMEENTEN)),
    level=st.sampled_from([MatchLevel.ADRES, MatchLevel.POSTCODE, MatchLevel.WOONPLAATS]),
    there=st.lists(st.booleans(), min_size=8, max_size=8),
    group=st.sampled_from(GROUPS),
    limit_m=st.sampled_from([2_000.0, 5_000.0, 10_000.0]),
)
def test_any_country_is_shown_as_the_report_tells_it(
    country: Country,
    doubtful: tuple,
    complete: set[str],
    level: MatchLevel,
    there: list[bool],
    group: str,
    limit_m: float,
) -> None:
    ever = country.sites
    certain = ever.only(np.array(there[: len(ever)], dtype=bool))
    perhaps = renamed(sites_of_places(doubtful), "d")
    help_ = Help(
        certain=certain,
        perhaps=perhaps,
        doubtful=perhaps,
        unknown=perhaps,
        complete=frozenset(complete),
        levels=np.full(len(together(certain, perhaps)), level.value),
    )
    points = country.points
    if not len(points):
        return
    land = Land.of(points, GEMEENTEN, BORDER_M)
    then = PillarThen(land, help_, Catchment.of(land, ever))
    same_as_report(then.at(group, limit_m), points, help_, land, group, limit_m)


@pytest.fixture(scope="module")
def utrecht() -> MapData:
    return assemble(open_kaart(UTRECHT), today=date(2026, 11, 22))


@pytest.fixture(scope="module")
def points() -> Points:
    return raked(buurt_points())[0]


@pytest.fixture(scope="module")
def land(utrecht: MapData, points: Points) -> Land:
    return Land.of(points, utrecht.gemeentecodes, BORDER_M)


def one_by_one(data: MapData, hours: MapHours, when: When, pillar: str) -> dict[State, set[str]]:
    """State -> the places with the help, each asked in every window whether one can go there."""
    asked = [
        hours.within(start, end, walk_in=when.without_appointment)
        for start, end in when.windows(data.known_on)
    ]
    found: dict[State, set[str]] = {state: set() for state in State}
    for one in data.listings.values():
        if data.presence(one, pillar) is Presence.YES:
            states = {told[key] for key in hours_keys(data, one, pillar, hours) for told in asked}
            best = next((state for state in (State.OPEN, State.UNKNOWN) if state in states), State.CLOSED)
            found[best if states else State.UNKNOWN].add(one.id)
    return found


@pytest.mark.parametrize(
    ("pillar", "asked", "group", "limit_m"),
    [
        ("spreekuur", "dinsdagavond", "all", 2_000.0),
        ("spreekuur", "zonder afspraak", "65+", 5_000.0),
        ("computer", "zaterdag", "65+", 2_000.0),
        ("training", "aangiftetijd", "all", 10_000.0),
        ("computer", "2026-12-25", "all", 5_000.0),
    ],
)
def test_a_moment_of_a_real_map_is_the_report_of_that_moment(
    utrecht: MapData, points: Points, land: Land, pillar: str, asked: str, group: str, limit_m: float
) -> None:
    hours, when = map_hours(utrecht), parse_when(asked)
    declared = in_force(utrecht, declared_in(utrecht.config, utrecht.gemeentecodes))
    start, end = ordinary_weeks(utrecht.known_on)
    its = all_week(utrecht, pillar, declared, hours_of=HoursOf(hours=hours, start=start, end=end))
    start, end = when.period(utrecht.known_on)
    asked_of = HoursOf(hours=hours, start=start, end=end, when=when)
    then = asked_of.then(utrecht.known_on)
    assert then is not None
    slow = help_in(utrecht, pillar, declared, hours_of=asked_of)
    by_state = one_by_one(utrecht, hours, when, pillar)
    assert {*slow.certain.id.tolist(), *slow.unplaced.id.tolist()} == by_state[State.OPEN]
    assert by_state[State.UNKNOWN] <= {*slow.doubtful.id.tolist()}
    assert by_state[State.CLOSED] <= {*slow.no.id.tolist()}
    shown = PillarThen(land, its.at(then), Catchment.of(land, its.help_.certain))
    same_as_report(shown.at(group, limit_m), points, slow, land, group, limit_m)


def test_a_place_may_stand_in_any_gemeente_that_nobody_vouched_for(utrecht: MapData, land: Land) -> None:
    sure = frozenset(utrecht.gemeentecodes) - {"GM0344"}
    unsure = [shape for code, shape in gemeente_shapes().items() if code not in sure]
    found = land.metres_to_unsure(sure)
    for number in range(0, len(land.points), 97):
        slow = min(shape.distance(shapely.Point(land.points.xy_rd[number])) for shape in unsure)
        assert found[number] == (slow if slow <= BORDER_M else math.inf)
