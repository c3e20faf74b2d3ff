"""Every measure gives what counting person by person gives, in two hundred small countries each."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction

import numpy as np
import pytest

from sociale_kaart.coverage.measures.density import density
from sociale_kaart.coverage.measures.equity import concentration, concentration_per_area, gap_depth
from sociale_kaart.coverage.measures.fragility import fragility
from sociale_kaart.coverage.measures.imported import imported
from sociale_kaart.coverage.measures.nearest import nearest, nearest_m, nearest_own_m, pairs_within
from sociale_kaart.coverage.measures.need import per_group
from sociale_kaart.coverage.measures.presence import presence
from sociale_kaart.coverage.measures.reach import share_within
from sociale_kaart.coverage.measures.supply import assuming, gaussian, mean_access, supply, two_step
from sociale_kaart.coverage.measures.travel import distances
from tests.coverage.measures.small_countries import (
    LIMIT_M,
    Country,
    Inhabited,
    Place,
    in_200_countries,
    metres_between,
    nearest_of,
    numbers,
    people,
    same,
)

CATCHMENT_M = 10_000.0
ASSUMED_HOURS = 36.0


def share(holds: Iterable[tuple[bool, int]]) -> float | None:
    rows = list(holds)
    total = sum(persons for _, persons in rows)
    return sum(persons for yes, persons in rows if yes) / total if total else None


def mean(rows: Iterable[tuple[float, int]]) -> float | None:
    known = list(rows)
    total = sum(persons for _, persons in known)
    return math.fsum(value * persons for value, persons in known) / total if total else None


def reached(one: Inhabited, places: tuple[Place, ...]) -> bool:
    return any(metres_between(one, place) <= LIMIT_M for place in places)


def distance_of(country: Country) -> np.ndarray:
    return nearest_m(country.points.xy_rd, country.sites.xy_rd)


@in_200_countries
def test_sites_and_density_are_counted_per_gemeente(country: Country) -> None:
    areas, sites = country.areas, country.sites
    per = list(country.per_gemeente())
    same(presence(sites, areas)["all"], [len(places) for _, places in per])
    expected = [
        len(places) * 10_000 / sum(map(people, here)) if sum(map(people, here)) else None
        for here, places in per
    ]
    same(density(sites, country.points.persons["all"], areas), expected)


@in_200_countries
def test_the_nearest_two_sites_are_those_of_a_slow_search(country: Country) -> None:
    found = nearest(country.points.xy_rd, country.sites.xy_rd)
    far = [sorted(metres_between(one, place) for place in country.places) for one in country.inhabited]
    same(found.distance_m, [one[0] if one else None for one in far])
    same(found.second_m, [one[1] if len(one) > 1 else None for one in far])
    named = [
        metres_between(one, country.places[site]) if site >= 0 else None
        for one, site in zip(country.inhabited, found.site.tolist(), strict=True)
    ]
    same(numbers(named), [one[0] if one else None for one in far])


@in_200_countries
def test_pairs_are_all_that_are_close_enough_at_the_same_spot_too(country: Country) -> None:
    found = {
        (point, site): metres
        for points, sites, apart in pairs_within(country.points.xy_rd, country.sites.xy_rd, LIMIT_M)
        for point, site, metres in zip(points.tolist(), sites.tolist(), apart.tolist(), strict=True)
    }
    slow = {
        (point, site): metres_between(one, place)
        for point, one in enumerate(country.inhabited)
        for site, place in enumerate(country.places)
        if metres_between(one, place) <= LIMIT_M
    }
    assert found == pytest.approx(slow)


@in_200_countries
def test_reach_is_the_share_of_persons_with_a_site_within_the_limit(country: Country) -> None:
    found = share_within(distance_of(country), country.points.persons["all"], country.areas, LIMIT_M)
    expected = [
        share((reached(one, country.places), people(one)) for one in here) if country.places else None
        for here, _ in country.per_gemeente()
    ]
    same(found, expected)


@in_200_countries
def test_distances_are_what_counting_person_by_person_gives(country: Country) -> None:
    found = distances(distance_of(country), country.points.persons["all"], country.areas, LIMIT_M)
    means, medians, p90s, beyond = [], [], [], []
    for here, _ in country.per_gemeente():
        rows = [
            (metres, people(one)) for one in here if (metres := nearest_of(one, country.places)) is not None
        ]
        in_line = sorted(metres for metres, persons in rows for _ in range(persons))
        means.append(mean(rows))
        medians.append(in_line[math.ceil(Fraction(1, 2) * len(in_line)) - 1] if in_line else None)
        p90s.append(in_line[math.ceil(Fraction(9, 10) * len(in_line)) - 1] if in_line else None)
        beyond.append(sum(metres > LIMIT_M for metres in in_line))
    same(found.mean_m, means)
    same(found.median_m, medians)
    same(found.p90_m, p90s)
    same(found.persons_beyond, beyond)


@in_200_countries
def test_imported_reach_is_of_those_whom_only_another_gemeente_serves(country: Country) -> None:
    points, sites, areas = country.points, country.sites, country.areas
    own_m = nearest_own_m(points.xy_rd, sites.xy_rd, areas)
    sought_before = nearest(points.xy_rd, sites.xy_rd)
    np.testing.assert_array_equal(nearest_own_m(points.xy_rd, sites.xy_rd, areas, sought_before), own_m)
    found = imported(distance_of(country), own_m, points.persons["all"], areas, LIMIT_M)
    expected = [
        share((reached(one, country.places) and not reached(one, own), people(one)) for one in here)
        if country.places
        else None
        for here, own in country.per_gemeente()
    ]
    same(found.only_by_neighbour, expected)
    same(found.within, share_within(distance_of(country), points.persons["all"], areas, LIMIT_M))


@in_200_countries
def test_supply_is_hours_over_inhabitants_with_unknown_hours_in_the_bound_alone(country: Country) -> None:
    found = supply(
        country.sites.hours_per_week,
        country.points.persons["all"],
        country.areas,
        assumed_hours=ASSUMED_HOURS,
    )
    low, high = [], []
    for here, places in country.per_gemeente():
        inhabitants = sum(map(people, here))
        known = sum(place.hours for place in places if place.hours is not None)
        assumed = sum(ASSUMED_HOURS for place in places if place.hours is None)
        low.append(known / inhabitants * 1000 if inhabitants else None)
        high.append((known + assumed) / inhabitants * 1000 if inhabitants else None)
    same(found.low, low)
    same(found.high, high)


def slow_two_step(country: Country, hours: list[float]) -> list[float]:
    """The formula as the literature prints it, in loops."""

    def weight(metres: float) -> float:
        if metres > CATCHMENT_M:
            return 0.0
        ratio = metres / CATCHMENT_M
        return (math.exp(-0.5 * ratio**2) - math.exp(-0.5)) / (1 - math.exp(-0.5))

    share_of = []
    for place, open_hours in zip(country.places, hours, strict=True):
        demand = math.fsum(people(one) * weight(metres_between(one, place)) for one in country.inhabited)
        share_of.append(open_hours / demand if demand > 0 else 0.0)
    return [
        math.fsum(
            weight(metres_between(one, place)) * part
            for place, part in zip(country.places, share_of, strict=True)
        )
        for one in country.inhabited
    ]


@in_200_countries
def test_the_floating_catchment_is_the_printed_formula(country: Country) -> None:
    points, sites = country.points, country.sites
    for assumed in (0.0, ASSUMED_HOURS):
        hours = assuming(sites.hours_per_week, assumed)
        found = two_step(points.xy_rd, sites.xy_rd, hours, points.persons["all"])
        # Relative to the greatest: the printed formula itself loses digits at the very edge of a catchment.
        slow = slow_two_step(country, hours.tolist())
        np.testing.assert_allclose(found, slow, rtol=1e-9, atol=1e-9)
    unknown_left_out = two_step(points.xy_rd, sites.xy_rd, sites.hours_per_week, points.persons["all"])
    same(unknown_left_out, slow_two_step(country, [place.hours or 0.0 for place in country.places]))


@in_200_countries
def test_the_floating_catchment_hands_out_every_hour_that_anybody_can_reach(country: Country) -> None:
    points, sites = country.points, country.sites
    access = two_step(points.xy_rd, sites.xy_rd, sites.hours_per_week, points.persons["all"])
    handed_out = math.fsum(
        people(one) * hours for one, hours in zip(country.inhabited, access.tolist(), strict=True)
    )
    there = math.fsum(
        place.hours or 0.0
        for place in country.places
        if any(people(one) and metres_between(one, place) < CATCHMENT_M for one in country.inhabited)
    )
    assert handed_out == pytest.approx(there, rel=1e-12)
    expected = [
        mean(
            (hours * 1000, people(one))
            for one, hours in zip(country.inhabited, access.tolist(), strict=True)
            if one.gemeente == code
        )
        for code in country.areas.codes
    ]
    same(mean_access(access, points.persons["all"], country.areas), expected)


@in_200_countries
def test_a_group_is_measured_by_its_own_persons_and_beside_everybody(country: Country) -> None:
    distance_m, areas = distance_of(country), country.areas
    found = per_group(lambda persons: share_within(distance_m, persons, areas), country.points, areas)
    for group, count in (("all", people), ("65+", lambda one: one.old or 0)):
        expected = [
            share((reached(one, country.places), count(one)) for one in here) if country.places else None
            for here, _ in country.per_gemeente()
        ]
        same(found[group].figure, expected)
        same(found[group].persons, [sum(map(count, here)) for here, _ in country.per_gemeente()])
    same(found["65+"].difference, found["65+"].figure - found["all"].figure)


@in_200_countries
def test_gap_depth_is_the_mean_excess_over_the_limit(country: Country) -> None:
    found = gap_depth(distance_of(country), country.points.persons["all"], country.areas, LIMIT_M)
    expected = [
        mean(
            (max(0.0, metres / LIMIT_M - 1), people(one))
            for one in here
            if (metres := nearest_of(one, country.places)) is not None
        )
        for here, _ in country.per_gemeente()
    ]
    same(found, expected)


def slow_concentration(rows: list[tuple[float, int, int]]) -> float | None:
    """By comparing everybody with everybody, without any rank (rows: figure, persons, income)."""
    total = sum(persons for _, persons, _ in rows)
    mean_figure = sum(figure * persons for figure, persons, _ in rows) / total if total else 0.0
    if mean_figure <= 0:
        return None
    compared = sum(p * q * (y - z) * ((a > b) - (a < b)) for y, p, a in rows for z, q, b in rows)
    return compared / total**2 / (2 * mean_figure)


@in_200_countries
def test_concentration_is_what_comparing_everybody_with_everybody_gives(country: Country) -> None:
    distance_m, persons = distance_of(country), country.points.persons["all"]
    income = numbers([one.income for one in country.inhabited])

    def rows(of: Iterable[Inhabited]) -> list[tuple[float, int, int]]:
        return [
            (metres, one.persons, one.income)
            for one in of
            if one.persons
            and one.income is not None
            and (metres := nearest_of(one, country.places)) is not None
        ]

    same(concentration(distance_m, persons, income), slow_concentration(rows(country.inhabited)))
    same(
        concentration_per_area(distance_m, persons, income, country.areas),
        [slow_concentration(rows(here)) for here, _ in country.per_gemeente()],
    )


@in_200_countries
def test_what_closing_a_site_costs_is_what_leaving_it_out_costs(country: Country) -> None:
    points, count = country.points, len(country.places)
    found = nearest(points.xy_rd, country.sites.xy_rd)
    everybody = points.persons["all"]

    def lost(of: Iterable[Inhabited], closed: int) -> int:
        left = country.places[:closed] + country.places[closed + 1 :]
        return sum(people(one) for one in of if reached(one, country.places) and not reached(one, left))

    worst = fragility(found, everybody, count, country.areas, LIMIT_M)
    for area, (here, _) in enumerate(country.per_gemeente()):
        costs = [lost(here, closed) for closed in range(count)]
        assert worst.persons_lost[area] == max(costs, default=0)
        assert worst.site[area] == (costs.index(max(costs)) if any(costs) else -1)


def test_the_kernel_is_one_at_the_door_and_nothing_at_the_edge() -> None:
    found = gaussian(np.array([0.0, 5_000.0, 10_000.0, 10_000.1]))
    half = (math.exp(-0.125) - math.exp(-0.5)) / (1 - math.exp(-0.5))
    same(found, [1.0, half, 0.0, 0.0], 1e-15)
