"""Where the next place helps most, and whom."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sociale_kaart.coverage.nextplaces import Candidates, addresses, next_places, places_without
from sociale_kaart.coverage.points import Points
from sociale_kaart.coverage.sites import Sites
from sociale_kaart.errors import SocialeKaartError
from tests.coverage.measures.small_countries import (
    LIMIT_M,
    Country,
    countries,
    metres_between,
    place,
    sites_of_places,
)


def _points(rows: list[tuple[float, float, str, float]], old: list[float] | None = None) -> Points:
    return Points(
        x_rd=np.array([row[0] for row in rows], float),
        y_rd=np.array([row[1] for row in rows], float),
        gemeentecode=np.array([row[2] for row in rows], dtype="U6"),
        persons={"all": np.array([row[3] for row in rows], float)} | ({"65+": np.array(old)} if old else {}),
        source="made up",
        vintage="2024",
    )


def _sites(rows: list[tuple[str, float, float, str]]) -> Sites:
    return Sites(
        id=np.array([row[0] for row in rows], dtype="U12"),
        x_rd=np.array([row[1] for row in rows], float),
        y_rd=np.array([row[2] for row in rows], float),
        gemeentecode=np.array(["GM0001"] * len(rows), dtype="U6"),
        hours_per_week=np.full(len(rows), np.nan),
        kind=np.array([row[3] for row in rows], dtype="U12"),
        names=np.array([row[0].title() for row in rows], dtype="U12"),
    )


NOWHERE = _sites([])
VILLAGES = _points(
    [(0, 0, "GM0001", 900), (10_000, 0, "GM0002", 500), (20_000, 0, "GM0002", 400), (30_000, 0, "", np.nan)],
    old=[100.0, 50.0, np.nan, 30.0],
)
EVERY_VILLAGE = addresses([("west", 0, 0), ("middle", 10_000, 0), ("east", 20_000, 0)])


@settings(deadline=None)
@given(countries, st.lists(place, max_size=5), st.lists(place, max_size=3), st.integers(0, 4))
def test_a_next_place_gains_whom_no_place_before_it_reached(
    country: Country, new: list, doubtful: list, n: int
) -> None:
    candidates = addresses((str(at), one.x, one.y) for at, one in enumerate(new))
    found = next_places(
        country.points, country.sites, candidates, n, LIMIT_M, perhaps=sites_of_places(tuple(doubtful))
    )
    standing = list(country.places)

    def near(places: list) -> list:
        return [
            one for one in country.inhabited if any(metres_between(one, other) <= LIMIT_M for other in places)
        ]

    assert found.reached_before == sum(one.persons or 0 for one in near(standing))
    for place_found in found.places:
        before = near(standing)
        standing.append(new[place_found.candidate])
        newly = list(near(standing))
        for one in before:
            newly.remove(one)
        assert (
            place_found.gained
            == sum(one.persons or 0 for one in newly)
            == sum(place_found.gained_in.values())
        )
        assert place_found.reached == sum(one.persons or 0 for one in near(standing))
        certain = [one for one in newly if one not in near(doubtful)]
        assert place_found.gained_at_least == sum(one.persons or 0 for one in certain)
    assert found.optimum is not None
    assert found.gained <= found.optimum.reached <= found.persons - found.reached_before


def test_the_biggest_village_without_help_comes_first() -> None:
    found = next_places(VILLAGES, NOWHERE, EVERY_VILLAGE, 2)
    assert [(one.name, one.gained, one.reached) for one in found.places] == [
        ("west", 900.0, 900.0),
        ("middle", 500.0, 1400.0),
    ]
    assert found.places[1].gained_in == {"GM0002": 500.0}
    assert (found.persons, found.points_unknown) == (1800.0, 1)


def test_who_is_reached_already_gains_nothing() -> None:
    found = next_places(VILLAGES, _sites([("bieb", 100, 0, "library")]), EVERY_VILLAGE, 3)
    assert [one.name for one in found.places] == ["middle", "east"]
    assert found.reached_before == 900.0


def test_a_place_of_which_nobody_knows_lowers_only_what_is_gained_at_least() -> None:
    found = next_places(VILLAGES, NOWHERE, EVERY_VILLAGE, 2, perhaps=_sites([("wie weet", 0, 10, "partner")]))
    assert [(one.gained, one.gained_at_least) for one in found.places] == [(900.0, 0.0), (500.0, 500.0)]


def test_weights_choose_other_villages_and_suppressed_groups_count_for_nobody() -> None:
    found = next_places(VILLAGES, NOWHERE, EVERY_VILLAGE, 1, weights={"65+": 10.0, "all": 0.0})
    assert [(one.name, one.gained) for one in found.places] == [("west", 1000.0)]
    assert (found.persons, found.points_unknown, found.weights) == (1800.0, 1, {"65+": 10.0, "all": 0.0})
    both = next_places(VILLAGES, NOWHERE, EVERY_VILLAGE, 3, weights={"65+": 1.0, "all": 1.0})
    assert [one.gained for one in both.places] == [1000.0, 550.0, 400.0]


@pytest.mark.parametrize("weights", [{}, {"75+": 1.0}, {"all": -1.0}, {"all": np.nan}])
def test_weights_that_mean_nothing_are_refused(weights: dict[str, float]) -> None:
    with pytest.raises(SocialeKaartError, match="one or more of all, 65\\+"):
        next_places(VILLAGES, NOWHERE, EVERY_VILLAGE, 1, weights=weights)


@pytest.mark.parametrize(("n", "limit_m"), [(-1, 5000.0), (1, -5.0), (1, np.nan)])
def test_a_number_or_limit_below_zero_is_refused(n: int, limit_m: float) -> None:
    with pytest.raises(SocialeKaartError, match=r"from zero on|above zero"):
        next_places(VILLAGES, NOWHERE, EVERY_VILLAGE, n, limit_m)


def test_libraries_without_the_pillar_come_before_others_that_gain_as_much() -> None:
    places = _sites(
        [("buurthuis", 0, 0, "partner"), ("bieb", 0, 0, "library"), ("spreekuur", 20_000, 0, "library")]
    )
    sites = _sites([("spreekuur", 20_000, 0, "library")])
    candidates = places_without(places, sites)
    assert candidates.id.tolist() == ["bieb", "buurthuis"]
    assert [one.name for one in next_places(VILLAGES, sites, candidates, 2).places] == ["Bieb"]


def test_every_inhabited_point_can_be_a_candidate() -> None:
    found = next_places(VILLAGES, NOWHERE, None, 3, 6_000.0)
    assert [(one.candidate, one.gained) for one in found.places] == [(0, 900.0), (1, 500.0), (2, 400.0)]


@given(st.integers(0, 2**32 - 1), st.integers(1, 4))
def test_a_full_grid_gives_what_the_same_squares_as_a_list_give(seed: int, n: int) -> None:
    random = np.random.default_rng(seed)
    cells = np.unique(random.integers(0, 25, (60, 2)), axis=0) * 100.0 + 50.0
    points = _points([(x, y, "GM0001", float(random.integers(0, 90))) for x, y in cells])
    sites = _sites([("bieb", *random.uniform(0, 2500, 2), "library")])
    listed = Candidates(
        id=np.arange(len(cells)).astype(str), x_rd=cells[:, 0], y_rd=cells[:, 1], names=points.gemeentecode
    )
    on_grid, by_list = (
        next_places(points, sites, None, n, 400.0),
        next_places(points, sites, listed, n, 400.0),
    )
    assert on_grid.places == by_list.places
    assert on_grid.optimum is None


def test_a_country_without_people_or_candidates_has_no_next_place() -> None:
    nobody = _points([])
    assert next_places(nobody, NOWHERE, None, 3).places == ()
    assert next_places(VILLAGES, NOWHERE, addresses([]), 3).places == ()
    assert next_places(VILLAGES, NOWHERE, EVERY_VILLAGE, 0).places == ()
