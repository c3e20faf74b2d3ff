"""What is unknown never moves a measure: it shows in the bounds, in a report, or nowhere at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sociale_kaart.coverage.measures.areas import Areas, by_gemeente
from sociale_kaart.coverage.measures.bounds import bounds, together
from sociale_kaart.coverage.measures.density import density
from sociale_kaart.coverage.measures.equity import concentration, gap_depth
from sociale_kaart.coverage.measures.fragility import fragility
from sociale_kaart.coverage.measures.imported import imported
from sociale_kaart.coverage.measures.nearest import nearest, nearest_m, nearest_own_m
from sociale_kaart.coverage.measures.need import per_group
from sociale_kaart.coverage.measures.reach import share_within
from sociale_kaart.coverage.measures.supply import assuming, mean_access, supply, two_step
from sociale_kaart.coverage.measures.travel import distances
from sociale_kaart.coverage.points import Points
from sociale_kaart.coverage.sites import Sites
from sociale_kaart.errors import SocialeKaartError
from tests.coverage.measures.small_countries import (
    GEMEENTEN,
    Country,
    Inhabited,
    Place,
    countries,
    in_200_countries,
    place,
    points_of,
    sites_of_places,
)

Measure = Callable[[Sites], np.ndarray]


def measures_of(points: Points) -> dict[str, Measure]:
    persons, xy = points.persons["all"], points.xy_rd

    def areas(sites: Sites) -> Areas:
        return by_gemeente(points, sites, GEMEENTEN)

    def own(sites: Sites) -> np.ndarray:
        far, near = nearest_m(xy, sites.xy_rd), nearest_own_m(xy, sites.xy_rd, areas(sites))
        return imported(far, near, persons, areas(sites)).only_by_neighbour

    return {
        "density": lambda sites: density(sites, persons, areas(sites)),
        "reach": lambda sites: share_within(nearest_m(xy, sites.xy_rd), persons, areas(sites)),
        "mean": lambda sites: distances(nearest_m(xy, sites.xy_rd), persons, areas(sites)).mean_m,
        "median": lambda sites: distances(nearest_m(xy, sites.xy_rd), persons, areas(sites)).median_m,
        "p90": lambda sites: distances(nearest_m(xy, sites.xy_rd), persons, areas(sites)).p90_m,
        "imported": own,
        "depth": lambda sites: gap_depth(nearest_m(xy, sites.xy_rd), persons, areas(sites)),
        "access": lambda sites: mean_access(
            two_step(xy, sites.xy_rd, sites.hours_per_week, persons), persons, areas(sites)
        ),
        "supply": lambda sites: supply(sites.hours_per_week, persons, areas(sites), assumed_hours=40).low,
        "fragility": lambda sites: (
            fragility(nearest(xy, sites.xy_rd), persons, len(sites), areas(sites)).persons_lost
        ),
    }


@in_200_countries
def test_a_suppressed_point_moves_no_measure(country: Country) -> None:
    known = replace(country, inhabited=tuple(one for one in country.inhabited if one.persons is not None))
    with_silence, without = measures_of(country.points), measures_of(known.points)
    for name in with_silence:
        np.testing.assert_allclose(
            with_silence[name](country.sites), without[name](country.sites), atol=1e-9, err_msg=name
        )


MONOTONE = ("density", "reach", "mean", "median", "p90", "depth")


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(country=countries, perhaps=st.lists(place, max_size=4).map(tuple))
def test_an_unknown_site_shows_in_the_bounds_alone(country: Country, perhaps: tuple[Place, ...]) -> None:
    """Whichever of the unknown sites turn out to be there: the truth lies within the bounds."""
    unknown = sites_of_places(perhaps)
    for name, measure in measures_of(country.points).items():
        if name not in MONOTONE:
            continue
        found = bounds(measure, country.sites, unknown)
        np.testing.assert_array_equal(found.known, measure(country.sites), err_msg=name)
        some = unknown.only(np.arange(len(unknown)) % 2 == 0)
        truth = measure(together(country.sites, some))
        said = np.isfinite(found.low)
        assert (truth[said] >= found.low[said] - 1e-9).all(), name
        assert (truth[said] <= found.high[said] + 1e-9).all(), name
        assert (np.isfinite(found.low) == np.isfinite(found.high)).all()


@in_200_countries
def test_unknown_hours_lie_between_none_and_what_is_assumed(country: Country) -> None:
    points, sites = country.points, country.sites
    low, high = (
        two_step(points.xy_rd, sites.xy_rd, hours, points.persons["all"])
        for hours in (sites.hours_per_week, assuming(sites.hours_per_week, 40))
    )
    truth = two_step(points.xy_rd, sites.xy_rd, assuming(sites.hours_per_week, 17), points.persons["all"])
    assert (low <= truth + 1e-9).all()
    assert (truth <= high + 1e-9).all()
    known = sites.only(np.isfinite(sites.hours_per_week))
    of_known = two_step(points.xy_rd, known.xy_rd, known.hours_per_week, points.persons["all"])
    np.testing.assert_allclose(low, of_known, atol=1e-9)


SOMEBODY = points_of((Inhabited(0, 0, "GM0001", 100, 20, 12),))
NOBODY = points_of(())
ONE_SITE, NO_SITE = sites_of_places((Place(3_000, 4_000, "GM0001", 2.0),)), sites_of_places(())


@pytest.mark.parametrize("name", ["reach", "mean", "median", "p90", "imported", "depth"])
def test_without_any_known_site_no_distance_is_claimed(name: str) -> None:
    assert np.isnan(measures_of(SOMEBODY)[name](NO_SITE)).all()


@pytest.mark.parametrize("name", ["density", "access", "supply", "fragility"])
def test_without_any_known_site_nothing_is_counted(name: str) -> None:
    found = measures_of(SOMEBODY)[name](NO_SITE)
    assert not found[:1].any()


@pytest.mark.parametrize(
    "name", ["density", "reach", "mean", "median", "p90", "imported", "depth", "access", "supply"]
)
def test_where_nobody_lives_there_is_no_figure(name: str) -> None:
    assert np.isnan(measures_of(NOBODY)[name](ONE_SITE)).all()
    assert np.isnan(measures_of(SOMEBODY)[name](ONE_SITE)[1:]).all()


def test_concentration_is_not_told_without_differences_to_tell_it_by() -> None:
    everywhere = np.array([100.0, 100.0])
    assert np.isnan(concentration(np.array([np.nan, np.nan]), everywhere, np.array([1.0, 2.0])))
    assert np.isnan(concentration(np.array([0.0, 0.0]), everywhere, np.array([1.0, 2.0])))
    assert concentration(np.array([1.0, 9.0]), everywhere, np.array([5.0, 5.0])) == pytest.approx(0)
    assert concentration(np.array([1.0, 9.0]), everywhere, np.array([1.0, 2.0])) > 0


def test_an_indicator_per_gemeente_is_not_spread_over_its_points() -> None:
    areas = by_gemeente(SOMEBODY, ONE_SITE, GEMEENTEN)
    with pytest.raises(SocialeKaartError, match="do not tell how many persons are 'low income'"):
        per_group(areas.total, SOMEBODY, areas, ["low income"])


def test_two_sites_in_one_building_do_not_make_each_other_fragile() -> None:
    twice = sites_of_places((Place(0, 0, "GM0001", None), Place(0, 0, "GM0001", None)))

    def lost(sites: Sites) -> list[float]:
        areas = by_gemeente(SOMEBODY, sites, GEMEENTEN)
        found = nearest(SOMEBODY.xy_rd, sites.xy_rd)
        return fragility(found, SOMEBODY.persons["all"], len(sites), areas).persons_lost.tolist()

    assert not any(lost(twice))
    assert sum(lost(ONE_SITE)) == 100  # exactly on the limit
