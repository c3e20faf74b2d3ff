"""A report puts together what person-by-person counting gives, and what is unknown shows in its bounds alone."""

from __future__ import annotations

import math
from dataclasses import fields, replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sociale_kaart.coverage.measures.bounds import together
from sociale_kaart.coverage.measures.imported import Reach
from sociale_kaart.coverage.points import Points
from sociale_kaart.coverage.regions import gemeenten_regions, grouped_regions
from sociale_kaart.coverage.report import Help, Options, ReportRow, plain_rows, report_of
from sociale_kaart.coverage.sites import Sites
from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.model import CoverageStatus
from tests.coverage.measures.small_countries import (
    GEMEENTEN,
    LIMIT_M,
    Country,
    Inhabited,
    Place,
    countries,
    metres_between,
    people,
    points_of,
    sites_of_places,
)

PILLAR = "spreekuur"
REGIONS = gemeenten_regions(GEMEENTEN)
HOURS = 12.0


def rows_of(points: Points, known: Help, **asked: object) -> dict[str, ReportRow]:
    options = Options(assumed_hours=HOURS, **asked)  # type: ignore[arg-type]
    return {row.area: row for row in report_of(points, {PILLAR: known}, REGIONS, options).rows}


def within(one: Inhabited, places: tuple[Place, ...]) -> bool:
    return any(metres_between(one, place) <= LIMIT_M for place in places)


@settings(max_examples=60)
@given(country=countries)
def test_a_report_agrees_with_counting_person_by_person(country: Country) -> None:
    found = rows_of(country.points, Help(certain=country.sites))
    for code, (here, own) in zip(GEMEENTEN, country.per_gemeente(), strict=True):
        row = found[code]
        everybody = sum(map(people, here))
        assert row.places == len(own)
        if not (everybody and country.places):
            assert row.share_within_limit is None
            assert row.mean_distance_m is None
            continue
        reached = sum(people(one) for one in here if within(one, country.places))
        only = [one for one in here if within(one, country.places) and not within(one, own)]
        assert row.inhabitants == everybody
        assert row.share_within_limit == pytest.approx(reached / everybody)
        assert row.persons_beyond == pytest.approx(everybody - reached)
        assert row.share_only_by_neighbour == pytest.approx(sum(map(people, only)) / everybody)
        assert row.mean_distance_m == pytest.approx(
            sum(min(metres_between(one, place) for place in country.places) * people(one) for one in here)
            / everybody
        )
        assert row.persons_fragile == pytest.approx(worst_closing(here, country.places))
        hours = [place.hours for place in own]
        if None in hours:
            assert row.hours_per_week is None
            assert row.hours_unknown == hours.count(None)
        elif own:
            assert row.hours_per_week == sum(hours)


def worst_closing(here: tuple[Inhabited, ...], places: tuple[Place, ...]) -> int:
    lost = [
        sum(
            people(one)
            for one in here
            if within(one, places) and not within(one, places[:number] + places[number + 1 :])
        )
        for number in range(len(places))
    ]
    return max(lost, default=0)


@settings(max_examples=60)
@given(country=countries)
def test_the_neighbours_that_are_named_are_those_who_serve(country: Country) -> None:
    found = rows_of(country.points, Help(certain=country.sites))
    for code, (here, own) in zip(GEMEENTEN, country.per_gemeente(), strict=True):
        serving = {
            place.gemeente
            for one in here
            if people(one) and not within(one, own)
            for place in country.places
            if metres_between(one, place) <= LIMIT_M
        }
        assert {*found[code].neighbours} <= serving - {code, ""}
        served_by_known = bool(found[code].share_only_by_neighbour) and "" not in serving
        assert bool(found[code].neighbours) is served_by_known or "" in serving


@settings(max_examples=30)
@given(country=countries, doubts=st.sets(st.integers(0, 7), max_size=2))
def test_whichever_unknown_places_are_there_the_measures_stay_within_their_bounds(
    country: Country, doubts: set[int]
) -> None:
    sites = country.sites
    is_doubtful = np.isin(np.arange(len(sites)), sorted(doubts))
    certain, perhaps = sites.only(~is_doubtful), sites.only(is_doubtful)
    bounded = rows_of(
        country.points, Help(certain=certain, perhaps=perhaps, doubtful=perhaps, unknown=perhaps)
    )
    alone = rows_of(country.points, Help(certain=certain))
    every = {one.name for one in fields(ReportRow)}
    names = sorted(name for name in every if f"{name}_low" in every)
    assert len(names) >= 10
    for code in GEMEENTEN:
        for name in names:
            assert getattr(bounded[code], name) == getattr(alone[code], name), name
    for chosen in subsets(perhaps):
        truth = rows_of(country.points, Help(certain=assuming_hours(together(certain, chosen))))
        for code in GEMEENTEN:
            for name in names:
                low, high = (getattr(bounded[code], f"{name}_{end}") for end in ("low", "high"))
                value = getattr(truth[code], name)
                if value is not None and low is not None:
                    assert low <= value * (1 + 1e-9) + 1e-9, (name, low, value)
                if value is not None and high is not None:
                    assert value <= high * (1 + 1e-9) + 1e-9, (name, value, high)


def subsets(sites: Sites) -> list[Sites]:
    numbers = range(len(sites))
    return [
        sites.only(np.isin(np.arange(len(sites)), chosen))
        for size in range(len(sites) + 1)
        for chosen in combinations(numbers, size)
    ]


def assuming_hours(sites: Sites) -> Sites:
    return replace(sites, hours_per_week=np.nan_to_num(sites.hours_per_week, nan=HOURS))


@settings(max_examples=50)
@given(country=countries)
def test_a_provincie_has_the_persons_and_places_of_its_gemeenten(country: Country) -> None:
    whole = grouped_regions("provincie", {"PV": ("Proef", frozenset(GEMEENTEN))})
    (row,) = report_of(country.points, {PILLAR: Help(certain=country.sites)}, whole).rows
    parts = rows_of(country.points, Help(certain=country.sites))
    assert row.gemeentecode == ""
    assert row.places == sum(one.places for one in parts.values())
    assert (row.inhabitants or 0) == sum(one.inhabitants or 0 for one in parts.values())
    assert (row.persons_beyond or 0) == pytest.approx(sum(one.persons_beyond or 0 for one in parts.values()))


def one_village(gemeente: str, x: int, persons: int | None = 1_000) -> Inhabited:
    return Inhabited(x=x, y=0, gemeente=gemeente, persons=persons, old=None, income=None)


A, B, C = GEMEENTEN
VILLAGES = points_of((one_village(A, 0), one_village(B, 4_000), one_village(C, 90_000)))
NO_PLACE = sites_of_places(())


def at(gemeente: str, x: float, hours: float | None = 2.0) -> Sites:
    return sites_of_places((Place(x=int(x), y=0, gemeente=gemeente, hours=hours),))


def labels(known: Help) -> tuple[Reach, ...]:
    found = rows_of(VILLAGES, known)
    return tuple(found[code].reach for code in GEMEENTEN)


def test_a_gemeente_is_a_gap_only_where_its_list_is_complete_and_nobody_near_serves_it() -> None:
    complete = frozenset(GEMEENTEN)
    assert labels(Help(certain=at(A, 0), complete=complete)) == (Reach.OWN, Reach.NEIGHBOUR, Reach.GAP)
    assert labels(Help(certain=at(A, 0), complete=frozenset({A, B}))) == (
        Reach.OWN,
        Reach.NEIGHBOUR,
        Reach.UNKNOWN,
    )


def test_a_place_that_nobody_knows_of_keeps_its_gemeente_from_being_a_gap() -> None:
    doubtful = at(C, 91_000)
    known = Help(
        certain=at(A, 0), perhaps=doubtful, doubtful=doubtful, unknown=doubtful, complete=frozenset(GEMEENTEN)
    )
    found = rows_of(VILLAGES, known)[C]
    assert (found.reach, found.status, found.places, found.places_unknown) == (
        Reach.UNKNOWN,
        CoverageStatus.UNKNOWN,
        0,
        1,
    )
    assert found.not_declared == (C,)
    assert found.share_within_limit == 0.0
    assert found.share_within_limit_high == 1.0


def test_what_a_source_says_it_does_not_know_is_told_apart_from_silence() -> None:
    doubtful = at(C, 91_000)
    silent = replace(doubtful, id=np.array(["silent"]))
    found = rows_of(VILLAGES, Help(certain=at(A, 0), doubtful=doubtful, unknown=together(doubtful, silent)))[
        C
    ]
    assert (found.places_unknown, found.places_said_unknown, found.places_silent) == (2, 1, 1)


def test_where_no_place_is_left_nobody_is_reached_if_every_place_is_known() -> None:
    """At a moment, say: of A and B the list is complete, of C it is not."""
    found = rows_of(VILLAGES, Help(certain=NO_PLACE, complete=frozenset({A, B})))
    for code, share, beyond in ((A, 0.0, 1_000.0), (B, 0.0, 1_000.0), (C, None, None)):
        row = found[code]
        assert (row.share_within_limit, row.share_within_2km, row.share_only_by_neighbour) == (share,) * 3
        assert (row.share_within_limit_low, row.share_within_limit_high) == (share, share)
        assert (row.persons_beyond, row.persons_beyond_low, row.persons_beyond_high) == (beyond,) * 3
        assert (row.mean_distance_m, row.median_distance_m, row.gap_depth) == (None, None, None)


def test_where_none_is_left_but_one_may_be_the_bounds_say_so() -> None:
    doubtful = at(A, 500)
    found = rows_of(
        VILLAGES, Help(certain=NO_PLACE, perhaps=doubtful, doubtful=doubtful, complete=frozenset(GEMEENTEN))
    )
    assert (found[B].share_within_limit, found[B].share_within_limit_high) == (0.0, 1.0)
    assert (found[B].persons_beyond, found[B].persons_beyond_low) == (1_000.0, 0.0)
    assert (found[A].share_within_limit, found[A].share_within_limit_high) == (None, 1.0)


def test_a_yes_without_a_point_covers_its_gemeente_and_is_no_gap() -> None:
    unplaced = replace(at(C, 0), x_rd=np.array([math.nan]), y_rd=np.array([math.nan]))
    found = rows_of(VILLAGES, Help(certain=at(A, 0), unplaced=unplaced, complete=frozenset(GEMEENTEN)))[C]
    assert (found.reach, found.places, found.hours_per_week) == (Reach.OWN, 1, 2.0)
    assert found.distance_at_most


def test_help_over_the_border_is_named_as_the_neighbours() -> None:
    found = rows_of(VILLAGES, Help(certain=at(A, 0)))
    assert found[B].neighbours == (A,)
    assert found[B].share_only_by_neighbour == 1.0
    assert found[A].neighbours == found[C].neighbours == ()


def test_without_any_known_place_nothing_is_said_of_distance_or_hours() -> None:
    found = rows_of(VILLAGES, Help(certain=NO_PLACE))[A]
    told = (found.mean_distance_m, found.share_within_5km, found.hours_per_week, found.access_2sfca)
    assert (*told, found.persons_beyond, found.persons_fragile) == (None,) * 6


def test_every_group_stands_beside_everybody_with_the_difference() -> None:
    points = replace(
        VILLAGES, persons={"all": np.array([100.0, 100.0, 0.0]), "75+": np.array([0.0, 50.0, 0.0])}
    )
    together_ = grouped_regions("provincie", {"PV": ("Proef", frozenset(GEMEENTEN))})
    (row,) = report_of(points, {PILLAR: Help(certain=at(A, 0))}, together_, Options(limit_m=3_000)).need
    assert (row.group, row.persons) == ("75+", 50.0)
    assert (row.mean_distance_m, row.mean_distance_m_difference) == (4_000.0, 2_000.0)
    assert (row.share_within_limit, row.share_within_limit_difference) == (0.0, -0.5)


def test_a_group_that_the_points_do_not_tell_of_is_refused() -> None:
    with pytest.raises(SocialeKaartError, match="75"):
        rows_of(VILLAGES, Help(certain=at(A, 0)), group="75+")


class TenMinutesPerKilometre:
    """Whatever knows the way; nobody can leave C."""

    def minutes(self, points_rd: np.ndarray, sites_rd: np.ndarray) -> np.ndarray:
        metres = np.abs(points_rd[:, :1] - sites_rd[:, 0]).min(axis=1)
        return np.where(metres > 50_000, np.nan, metres / 100)


def test_minutes_come_from_the_router_and_who_has_no_route_counts_for_nobody() -> None:
    found = rows_of(VILLAGES, Help(certain=at(A, -1_500)), router=TenMinutesPerKilometre())
    assert (found[A].share_within_10min, found[A].share_within_20min) == (0.0, 1.0)
    assert (found[B].share_within_30min, found[B].median_minutes) == (0.0, 55.0)
    assert (found[C].share_within_30min, found[C].persons_without_route) == (None, 1_000.0)


def test_plain_rows_are_rounded_once_under_stable_names() -> None:
    points = replace(VILLAGES, x_rd=np.array([1 / 3, 4_000.0, 90_000.0]))
    (first, *_) = plain_rows(report_of(points, {PILLAR: Help(certain=at(A, 0))}, REGIONS).rows)
    assert list(first) == [one.name for one in fields(ReportRow)]
    assert first["mean_distance_m"] == 0.33
    assert first["reach"] == "own"
    assert first["neighbours"] == []
