"""Whichever of the unknown sites turn out to be there, the truth lies within the bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sociale_kaart.coverage.measures.areas import by_gemeente
from sociale_kaart.coverage.measures.bounds import (
    Bounds,
    concentration_bounds,
    fragility_bounds,
    imported_bounds,
    together,
)
from sociale_kaart.coverage.measures.equity import concentration, concentration_between
from sociale_kaart.coverage.measures.equity import concentration_per_area as concentration_in
from sociale_kaart.coverage.measures.fragility import fragility
from sociale_kaart.coverage.measures.imported import imported
from sociale_kaart.coverage.measures.nearest import nearest, nearest_m, nearest_own_m
from sociale_kaart.coverage.sites import Sites
from tests.coverage.measures.small_countries import (
    GEMEENTEN,
    Country,
    Inhabited,
    Place,
    countries,
    numbers,
    place,
    sites_of_places,
)

doubtful = st.lists(place, max_size=4).map(tuple)


def subsets(sites: Sites) -> Iterator[Sites]:
    for size in range(len(sites) + 1):
        for chosen in combinations(range(len(sites)), size):
            yield sites.only(np.isin(np.arange(len(sites)), chosen))


def imported_of(country: Country, sites: Sites) -> np.ndarray:
    xy, areas = country.points.xy_rd, by_gemeente(country.points, sites, GEMEENTEN)
    own_m = nearest_own_m(xy, sites.xy_rd, areas)
    return imported(nearest_m(xy, sites.xy_rd), own_m, country.points.persons["all"], areas).only_by_neighbour


def fragility_of(country: Country, sites: Sites) -> np.ndarray:
    xy, areas = country.points.xy_rd, by_gemeente(country.points, sites, GEMEENTEN)
    return fragility(nearest(xy, sites.xy_rd), country.points.persons["all"], len(sites), areas).persons_lost


def income_of(country: Country) -> np.ndarray:
    return numbers([one.income for one in country.inhabited])


def concentration_of(country: Country, sites: Sites) -> np.ndarray:
    return concentration_in(
        nearest_m(country.points.xy_rd, sites.xy_rd),
        country.points.persons["all"],
        income_of(country),
        by_gemeente(country.points, sites, GEMEENTEN),
    )


Bounded = Callable[[Country, Sites], Bounds]


def of_imported(country: Country, perhaps: Sites) -> Bounds:
    areas = by_gemeente(country.points, together(country.sites, perhaps), GEMEENTEN)
    return imported_bounds(country.points.xy_rd, country.sites, perhaps, country.points.persons["all"], areas)


def of_fragility(country: Country, perhaps: Sites) -> Bounds:
    areas = by_gemeente(country.points, together(country.sites, perhaps), GEMEENTEN)
    return fragility_bounds(
        country.points.xy_rd, country.sites, perhaps, country.points.persons["all"], areas
    )


def of_concentration(country: Country, perhaps: Sites) -> Bounds:
    return concentration_bounds(
        country.points.xy_rd,
        country.sites,
        perhaps,
        country.points.persons["all"],
        income_of(country),
        country.areas,
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("bounds_of", "measure", "can_be"),
    [
        (of_imported, imported_of, ("low", "high")),
        (of_fragility, fragility_of, ("high",)),
        (of_concentration, concentration_of, ()),
    ],
    ids=["imported", "fragility", "concentration"],
)
@settings(max_examples=120, deadline=None)
@given(country=countries, perhaps=doubtful)
def test_the_truth_lies_within_the_bounds_for_every_subset_of_the_unknown_sites(
    bounds_of: Bounded,
    measure: Callable[[Country, Sites], np.ndarray],
    can_be: tuple[str, ...],
    country: Country,
    perhaps: tuple[Place, ...],
) -> None:
    unknown = sites_of_places(perhaps)
    found = bounds_of(country, unknown)
    np.testing.assert_allclose(found.known, measure(country, country.sites), atol=1e-12)
    every = np.array([measure(country, together(country.sites, some)) for some in subsets(unknown)])
    said = np.isfinite(found.known)
    assert (np.isfinite(found.low) == said).all()
    assert (np.isfinite(found.high) == said).all()
    every = np.where(
        np.isnan(every), found.known, every
    )  # of nobody who lives further than 0 m there is no index
    assert (every[:, said] >= found.low[said] - 1e-9).all()
    assert (every[:, said] <= found.high[said] + 1e-9).all()
    if "low" in can_be:
        np.testing.assert_allclose(found.low[said], every[:, said].min(axis=0), atol=1e-9)
    if "high" in can_be:
        np.testing.assert_allclose(found.high[said], every[:, said].max(axis=0), atol=1e-9)
    if not perhaps:
        np.testing.assert_array_equal(found.low, found.high)


VILLAGES = (Inhabited(0, 0, "GM0001", 100, 0, 12), Inhabited(20_000, 0, "GM0001", 40, 0, 13))


def in_the_villages(
    bounds_of: Bounded, certain: tuple[Place, ...], perhaps: tuple[Place, ...]
) -> list[float]:
    found = bounds_of(Country(VILLAGES, certain), sites_of_places(perhaps))
    return [float(one[0]) for one in (found.low, found.known, found.high)]


def test_an_own_site_that_may_be_there_can_take_away_what_is_imported_and_a_neighbour_can_add_to_it() -> None:
    over_the_border, own = Place(4_000, 0, "GM0002", None), Place(1_000, 0, "GM0001", None)
    elsewhere = Place(19_000, 0, "GM0002", None)
    share = 100 / 140
    assert in_the_villages(of_imported, (over_the_border,), (own,)) == pytest.approx([0.0, share, share])
    assert in_the_villages(of_imported, (over_the_border,), (elsewhere,)) == pytest.approx(
        [share, share, 1.0]
    )
    assert in_the_villages(of_imported, (over_the_border,), (own, elsewhere)) == pytest.approx(
        [0.0, share, 1.0]
    )


def test_a_second_site_that_may_be_there_takes_the_fragility_away_and_a_first_one_brings_its_own() -> None:
    only, second, far = (Place(x, 0, "GM0001", None) for x in (0, 100, 20_000))
    assert in_the_villages(of_fragility, (only,), (second,)) == [0.0, 100.0, 100.0]
    assert in_the_villages(of_fragility, (), (far,)) == [0.0, 0.0, 40.0]
    assert in_the_villages(of_fragility, (only,), (far,)) == [100.0, 100.0, 100.0]


def test_exactly_on_the_limit_is_within_it_in_the_bounds_too() -> None:
    own, own_again = Place(3_000, 4_000, "GM0001", None), Place(-3_000, 4_000, "GM0001", None)
    next_door, at_the_door = Place(4_000, 3_000, "GM0002", None), Place(0, 0, "GM0002", None)
    assert in_the_villages(of_imported, (own, next_door), (at_the_door,)) == [0.0, 0.0, 0.0]
    assert in_the_villages(of_imported, (next_door,), (own,)) == pytest.approx([0.0, 100 / 140, 100 / 140])
    # Two on the limit already: a third takes nobody's reach away by closing, and neither do they.
    assert in_the_villages(of_fragility, (own, own_again), (at_the_door,)) == [0.0, 0.0, 0.0]
    assert in_the_villages(of_fragility, (at_the_door,), (own,)) == [0.0, 100.0, 100.0]


def test_the_bounds_of_concentration_are_the_least_and_most_of_all_distances_between() -> None:
    random = np.random.default_rng(5)
    low, high = np.array([1.0, 2.0, 3.0, 1.0]), np.array([5.0, 2.0, 9.0, 4.0])
    persons, income = np.array([3.0, 1.0, 2.0, 2.0]), np.array([10.0, 11.0, 12.0, 12.0])
    corners = [
        concentration(np.where([bit >> at & 1 for at in range(4)], high, low), persons, income)
        for bit in range(16)
    ]
    known, least, most = concentration_between(low, high, persons, income)
    assert known == concentration(high, persons, income)
    assert [least, most] == pytest.approx([min(corners), max(corners)])
    for _ in range(100):
        assert least <= concentration(random.uniform(low, high), persons, income) <= most
    assert concentration_between(low * 0, high, persons, income)[1:] == (-1.0, 1.0)
