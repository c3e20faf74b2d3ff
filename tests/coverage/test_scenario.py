"""A scenario reckoned step by step is the one reckoned from scratch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sociale_kaart.coverage.blockfigures import Terms
from sociale_kaart.coverage.comparison import compare
from sociale_kaart.coverage.measures.areas import by_gemeente
from sociale_kaart.coverage.measures.bounds import together
from sociale_kaart.coverage.measures.density import density
from sociale_kaart.coverage.measures.equity import concentration_per_area, gap_depth
from sociale_kaart.coverage.measures.fragility import fragility
from sociale_kaart.coverage.measures.imported import Reach, imported, labels
from sociale_kaart.coverage.measures.nearest import nearest, nearest_own_m
from sociale_kaart.coverage.measures.presence import presence
from sociale_kaart.coverage.measures.reach import share_within
from sociale_kaart.coverage.measures.supply import assuming, mean_access, supply, two_step
from sociale_kaart.coverage.measures.travel import distances
from sociale_kaart.coverage.points import Points
from sociale_kaart.coverage.scenario import Scenario, scenario
from sociale_kaart.coverage.sites import Sites
from sociale_kaart.errors import SocialeKaartError
from tests.coverage.measures.small_countries import (
    GEMEENTEN,
    LIMIT_M,
    Country,
    Place,
    countries,
    numbers,
    place,
    points_of,
    same,
    sites_of_places,
)

# What to do, with which site (counted round), and where to.
STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "close", "move"]), st.integers(0, 20), place), min_size=1, max_size=6
)


def _stepped(now: Scenario, steps: list[tuple[str, int, Place]]) -> list[Scenario]:
    every = [now]
    for number, (what, which, where) in enumerate(steps):
        ids = now.sites.id.tolist()
        if what == "add" or not ids:
            now = now.add(
                f"new {number}",
                where.x,
                where.y,
                gemeentecode=where.gemeente,
                hours_per_week=where.hours or np.nan,
            )
        elif what == "close":
            now = now.close(ids[which % len(ids)])
        else:
            now = now.move(ids[which % len(ids)], where.x, where.y, gemeentecode=where.gemeente)
        every.append(now)
    return every


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(countries, STEPS)
def test_any_number_of_steps_gives_what_the_last_sites_give_from_scratch(
    country: Country, steps: list
) -> None:
    for stepped in _stepped(scenario(country.points, country.sites, LIMIT_M), steps):
        scratch = scenario(stepped.points, stepped.sites, LIMIT_M)
        np.testing.assert_array_equal(stepped.nearest.distance_m, scratch.nearest.distance_m)
        np.testing.assert_array_equal(stepped.nearest.second_m, scratch.nearest.second_m)
        np.testing.assert_array_equal(stepped.own_m, scratch.own_m)
        # Of two sites that cost equally many, either may be named.
        for group in ("all", "65+"):
            for step_by_step, at_once in zip(stepped.figures(group), scratch.figures(group), strict=True):
                assert {**_plain(step_by_step), "fragile_site": ""} == {**_plain(at_once), "fragile_site": ""}


def _plain(figures: object) -> dict[str, object]:
    return {name: getattr(figures, name) for name in type(figures).__dataclass_fields__}


@settings(max_examples=60, deadline=None)
@given(countries, STEPS)
def test_its_distances_are_those_of_the_measures(country: Country, steps: list) -> None:
    now = _stepped(scenario(country.points, country.sites, LIMIT_M), steps)[-1]
    found = nearest(now.points.xy_rd, now.sites.xy_rd)
    same(now.nearest.distance_m, found.distance_m.tolist() if len(found.distance_m) else [])
    same(now.nearest.second_m, found.second_m.tolist() if len(found.second_m) else [])
    areas = by_gemeente(now.points, now.sites, GEMEENTEN)
    np.testing.assert_array_equal(now.own_m, nearest_own_m(now.points.xy_rd, now.sites.xy_rd, areas))
    for point, (site, away) in enumerate(zip(now.nearest.site, now.nearest.distance_m, strict=True)):
        if site >= 0:
            assert np.hypot(*(now.points.xy_rd[point] - now.sites.xy_rd[site])) == pytest.approx(away)


@settings(max_examples=60, deadline=None)
@given(countries, STEPS, st.sampled_from(["all", "65+"]))
def test_its_figures_are_those_of_the_measures(country: Country, steps: list, group: str) -> None:
    income = numbers([one.income for one in country.inhabited])
    terms = Terms(
        limit_m=LIMIT_M,
        assumed_hours=36.0,
        known_in=frozenset({"GM0001"}),
        unplaced=sites_of_places((Place(0, 0, "GM0002", None),)),
        income=income,
    )
    now = _stepped(scenario(country.points, country.sites, terms=terms), steps)[-1]
    xy, sites, codes = now.points.xy_rd, now.sites, sorted({one.gemeente for one in country.inhabited} - {""})
    persons, everybody = now.points.persons[group], now.points.persons["all"]
    assert terms.unplaced is not None
    areas, standing = by_gemeente(now.points, sites, codes), together(sites, terms.unplaced)
    in_all = by_gemeente(now.points, standing, codes)
    distance_m, own_m = now.nearest.distance_m, now.own_m
    away, hours = (
        distances(distance_m, persons, areas, LIMIT_M),
        supply(standing.hours_per_week, persons, in_all, assumed_hours=36.0),
    )
    places = in_all.total_of_sites(np.ones(len(standing)))
    told = np.array([code == "GM0001" for code in codes], bool) | (places > 0)
    low, high = (
        mean_access(two_step(xy, sites.xy_rd, one, everybody), persons, areas)
        for one in (sites.hours_per_week, assuming(sites.hours_per_week, 36.0))
    )
    hours_low = areas.total_of_sites(sites.hours_per_week)
    expected = {
        "places": places,
        "inhabitants": areas.total(persons),
        "places_per_10000": np.where(told, density(standing, persons, in_all), np.nan),
        "share_within_2km": share_within(distance_m, persons, areas, 2_000),
        "share_within_5km": share_within(distance_m, persons, areas, 5_000),
        "share_within_10km": share_within(distance_m, persons, areas, 10_000),
        "share_within_limit": share_within(distance_m, persons, areas, LIMIT_M),
        "share_only_by_neighbour": imported(distance_m, own_m, persons, areas, LIMIT_M).only_by_neighbour,
        "mean_distance_m": away.mean_m,
        "median_distance_m": away.median_m,
        "p90_distance_m": away.p90_m,
        "persons_beyond": np.where(np.isnan(away.mean_m), np.nan, away.persons_beyond),
        "hours_per_week": np.where(told & (hours.sites_unknown == 0), hours_low, np.nan),
        "hours_per_week_low": hours_low,
        "hours_per_week_high": hours_low + 36.0 * hours.sites_unknown,
        "hours_unknown": hours.sites_unknown,
        "hours_per_1000_low": hours.low,
        "hours_per_1000_high": hours.high,
        "access_2sfca_low": low,
        "access_2sfca_high": high,
        "gap_depth": gap_depth(distance_m, persons, areas, LIMIT_M),
        "concentration": concentration_per_area(distance_m, persons, income, areas),
        "persons_fragile": fragility(now.nearest, persons, len(sites), areas, LIMIT_M).persons_lost,
    }
    if not len(sites):  # of GM0001 it is known that nobody is reached; of the others nothing is
        nobody = np.array([code == "GM0001" for code in codes], bool) & (expected["inhabitants"] > 0)
        expected["persons_fragile"] = np.full(len(codes), np.nan)
        expected["persons_beyond"] = np.where(nobody, expected["inhabitants"], np.nan)
        for name in expected:
            if name.startswith("share_"):
                expected[name] = np.where(nobody, 0.0, np.nan)
    found = [one for one in now.figures(group) if one.gemeentecode]
    assert [one.gemeentecode for one in found] == codes
    for name, figures in expected.items():
        same(figures, [getattr(one, name) for one in found])
    within = share_within(distance_m, persons, areas, LIMIT_M)
    assert [one.reach for one in found] == list(
        labels(places, within, areas.total(persons), [code == "GM0001" for code in codes])
    )
    kinds = presence(standing, in_all)
    for number, one in enumerate(found):
        assert one.places_by_kind == {
            kind: count[number] for kind, count in kinds.items() if kind != "all" and count[number]
        }


@settings(max_examples=60, deadline=None)
@given(countries, STEPS)
def test_who_gains_and_loses_is_counted_person_by_person(country: Country, steps: list) -> None:
    before, *_, after = _stepped(scenario(country.points, country.sites, LIMIT_M), steps)
    found = {change.gemeentecode: change for change in compare(before, after).changes}
    was = [np.inf if np.isnan(one) else one for one in before.nearest.distance_m.tolist()]
    now = [np.inf if np.isnan(one) else one for one in after.nearest.distance_m.tolist()]
    for code in {one.gemeente for one in country.inhabited}:
        here = [
            (one.persons or 0, a, b)
            for one, a, b in zip(country.inhabited, was, now, strict=True)
            if one.gemeente == code
        ]
        expected = (
            sum(persons for persons, a, b in here if a > LIMIT_M >= b),
            sum(persons for persons, a, b in here if a <= LIMIT_M < b),
            # Of whom no place was known, or is any more, nobody knows how far another is.
            sum(persons for persons, a, b in here if b < a and (a < np.inf or b <= LIMIT_M)),
            sum(persons for persons, a, b in here if b > a and (b < np.inf or a <= LIMIT_M)),
        )
        change = found.get(code)
        assert expected == (
            (change.persons_gaining, change.persons_losing, change.persons_nearer, change.persons_farther)
            if change
            else (0, 0, 0, 0)
        )


@settings(max_examples=50, deadline=None)
@given(countries, st.lists(place, min_size=1, max_size=4))
def test_what_each_place_would_gain_is_what_adding_it_gains(country: Country, places: list[Place]) -> None:
    now = scenario(country.points, country.sites, LIMIT_M)
    gains = now.gains(np.array([(one.x, one.y) for one in places], float))
    for one, gained in zip(places, gains.tolist(), strict=True):
        assert gained == compare(now, now.add("new", one.x, one.y, gemeentecode=one.gemeente)).persons_gaining


POINTS = Points(
    x_rd=np.array([0.0, 4_000.0, 20_000.0]),
    y_rd=np.zeros(3),
    gemeentecode=np.array(["GM0001", "GM0001", "GM0002"]),
    persons={"all": np.array([100.0, 50.0, np.nan])},
    source="made up",
    vintage="2024",
)


def _one_site() -> Scenario:
    return scenario(POINTS, sites_of_places((Place(0, 0, "GM0001", 2.0),)), LIMIT_M)


def test_a_scenario_is_not_changed_by_what_is_made_of_it() -> None:
    now = _one_site()
    before = now.nearest.distance_m.copy()
    now.close("0").add("elsewhere", 20_000, 0, gemeentecode="GM0002").move("elsewhere", 0, 0, gemeentecode="")
    np.testing.assert_array_equal(now.nearest.distance_m, before)
    assert now.sites.id.tolist() == ["0"]


def test_what_lies_far_off_is_shared_and_not_reckoned_again() -> None:
    # Two sites in the east: whatever comes in the far west is none of theirs.
    now = _one_site().add("a", 20_000, 10, gemeentecode="GM0002").add("b", 20_000, 20, gemeentecode="GM0002")
    after = now.add("west", 0, 100, gemeentecode="GM0001")
    shared = [was is still for (_, was), (_, still) in zip(now.blocks, after.blocks, strict=True)]
    assert shared == [False, True]
    assert now.figures()[1] is after.figures()[1]


def test_a_comparison_names_what_was_done_and_the_gemeenten_that_notice() -> None:
    now = _one_site().add("Bieb Oost", 19_000, 0, gemeentecode="GM0002")
    after = (
        now.move("0", 4_000, 3_500, gemeentecode="GM0001")
        .close("Bieb Oost")
        .add("x", 20_000, 0, gemeentecode="")
    )
    found = compare(now, after)
    assert (found.opened, found.closed, found.moved) == (("x",), ("Bieb Oost",), ("0",))
    west, east = found.changes
    assert (west.gemeentecode, west.persons_losing, west.persons_nearer, west.persons_farther) == (
        "GM0001",
        100.0,
        50.0,
        100.0,
    )
    assert (west.before.share_within_limit, west.after.share_within_limit) == (1.0, pytest.approx(1 / 3))
    # Nobody knows how many live in the east, but it has lost its own place.
    assert (east.gemeentecode, east.before.places, east.after.places) == ("GM0002", 1, 0)
    assert (found.persons_gaining, found.persons_losing) == (0.0, 100.0)


def test_a_comparison_names_the_gap_that_becomes_its_own_help() -> None:
    vouched = Terms(limit_m=LIMIT_M, known_in=frozenset({"GM0001"}))
    now = scenario(POINTS, sites_of_places(()), terms=vouched)
    assert [one.reach for one in now.figures()] == [Reach.GAP, Reach.UNKNOWN]
    assert compare(now, now.add("Bieb", 0, 0, gemeentecode="GM0001")).relabelled == {
        "GM0001": (Reach.GAP, Reach.OWN)
    }
    over_the_border = compare(now, now.add("Bieb", 0, 4_000, gemeentecode=""))
    assert over_the_border.relabelled == {"GM0001": (Reach.GAP, Reach.NEIGHBOUR)}
    assert over_the_border.changes[0].relabelled == (Reach.GAP, Reach.NEIGHBOUR)
    assert compare(now.add("a", 0, 0), now.add("b", 10, 0)).relabelled == {}


@pytest.mark.parametrize(
    ("maybe", "reach"),
    [([False, True, True], Reach.GAP), ([True, False, True], Reach.UNKNOWN), ([True] * 3, Reach.UNKNOWN)],
)
def test_a_gap_is_none_where_an_unknown_place_may_reach_half_of_it(maybe: list[bool], reach: Reach) -> None:
    terms = Terms(limit_m=LIMIT_M, known_in=frozenset({"GM0001"}), maybe_reached=np.array(maybe))
    assert scenario(POINTS, sites_of_places(()), terms=terms).figures()[0].reach is reach


def test_unknown_hours_leave_the_upper_bound_open_unless_something_is_assumed() -> None:
    no_hours = sites_of_places((Place(0, 0, "GM0001", None), Place(0, 0, "GM0001", 3.0)))
    west = scenario(POINTS, no_hours, LIMIT_M).figures()[0]
    assert (west.hours_per_week, west.hours_per_week_low, west.hours_unknown) == (None, 3.0, 1)
    assert (west.hours_per_1000, west.hours_per_1000_low, west.access_2sfca) == (None, 20.0, None)
    assert (west.hours_per_week_high, west.hours_per_1000_high, west.access_2sfca_high) == (None, None, None)
    assumed = scenario(POINTS, no_hours, terms=Terms(assumed_hours=6.0)).figures()[0]
    assert (assumed.hours_per_1000_low, assumed.hours_per_1000_high) == (20.0, 60.0)
    # Everybody who counts lives here, so the hours of both bounds are handed out here.
    assert assumed.access_2sfca_low == pytest.approx(20.0)
    assert assumed.access_2sfca_high == pytest.approx(60.0)


def test_only_what_the_map_is_about_is_told() -> None:
    west_alone = scenario(POINTS, sites_of_places(()), terms=Terms(told=frozenset({"GM0001"})))
    assert [one.gemeentecode for one in west_alone.figures()] == ["GM0001"]
    east = replace(POINTS, persons={"all": np.array([100.0, 50.0, 7.0])})
    now = scenario(east, sites_of_places(()), terms=Terms(told=frozenset({"GM0001"})))
    assert now.gains(np.array([[20_000.0, 0.0], [0.0, 0.0]])).tolist() == [0.0, 150.0]
    assert (
        compare(now, now.add("Bieb Oost", 20_000, 0, gemeentecode="GM0002")).changes[0].gemeentecode
        == "GM0001"
    )


def test_the_gemeente_of_a_new_place_is_looked_up() -> None:
    added = _one_site().add("Domplein", 136_800, 455_800)
    assert added.sites.gemeentecode.tolist() == ["GM0001", "GM0344"]
    assert _one_site().add("at sea", 0, 700_000).sites.gemeentecode.tolist() == ["GM0001", ""]


def test_the_hours_and_the_name_move_along() -> None:
    moved = _one_site().move("0", 10, 10, gemeentecode="GM0001").sites
    assert (moved.hours_per_week.tolist(), moved.names.tolist()) == ([2.0], ["place 0"])


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (lambda now: now.close("0").close("0"), "no open site"),
        (lambda now: now.move("unheard of", 0, 0), "no open site"),
        (lambda now: now.add("again", 5, 5, id="0"), "can be added"),
        (lambda now: now.add("nowhere", np.nan, 5, gemeentecode=""), "can be added"),
        (lambda now: now.figures("75+"), "do not tell"),
    ],
    ids=["close", "move", "add", "nowhere", "group"],
)
def test_a_step_that_cannot_be_taken_says_why(wrong: Callable[[Scenario], object], why: str) -> None:
    with pytest.raises(SocialeKaartError, match=why):
        wrong(_one_site())


def test_scenarios_on_other_points_or_limits_are_not_compared() -> None:
    other = points_of(())
    for one in (scenario(other, _one_site().sites, LIMIT_M), scenario(POINTS, _one_site().sites, 1.0)):
        with pytest.raises(SocialeKaartError, match="cannot be compared"):
            compare(_one_site(), one)


def test_two_sites_with_one_id_are_refused() -> None:
    site = _one_site().sites
    twice = Sites(**{name: np.repeat(getattr(site, name), 2) for name in Sites.__slots__})
    with pytest.raises(SocialeKaartError, match="the same id"):
        scenario(POINTS, twice)
