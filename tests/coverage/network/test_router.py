"""Minutes over streets: where a place lies on a street, and which shore it never snaps to."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.coverage.detour import DETOURS, Mode, StraightLineRouter
from sociale_kaart.coverage.distance import Floats
from sociale_kaart.coverage.network import Router, StreetNetwork, StreetRouter
from sociale_kaart.coverage.network.graphml import read_graphml
from tests.coverage.network.oracle import Place, both_ways, network_of, slow_minutes

SPEED_KMH = 6.0  # 100 metres a minute: minutes are easy to read


def minutes(router: Router, points: list[Place], sites: list[Place]) -> list[float]:
    return router.minutes(
        np.array(points, float).reshape(-1, 2), np.array(sites, float).reshape(-1, 2)
    ).tolist()


coordinate = st.integers(0, 40).map(lambda step: step * 10.0)
places = st.lists(st.tuples(coordinate, coordinate), min_size=1, max_size=5)


@st.composite
def networks(draw: st.DrawFn) -> StreetNetwork:
    nodes = draw(st.lists(st.tuples(coordinate, coordinate), min_size=1, max_size=8))
    node = st.integers(0, len(nodes) - 1)
    edges = draw(st.lists(st.tuples(node, node), max_size=14))
    also_back = draw(st.lists(st.booleans(), min_size=len(edges), max_size=len(edges)))
    turned = [(head, tail) for (tail, head), back in zip(edges, also_back, strict=True) if back]
    return network_of(nodes, edges + turned)


@given(network=networks(), points=places, sites=places, limit_m=st.sampled_from([0.0, 35.0, 500.0]))
def test_minutes_are_those_of_a_network_cut_at_every_place(
    network: StreetNetwork, points: list[Place], sites: list[Place], limit_m: float
) -> None:
    found = minutes(StreetRouter(network, SPEED_KMH, snap_limit_m=limit_m), points, sites)
    slow = slow_minutes(network, points, sites, limit_m, 100.0)
    assert found == pytest.approx(slow, abs=1e-4, nan_ok=True)


class TestAlongAStreet:
    """One street of 1,000 m, from west to east."""

    street = network_of([(0, 0), (1_000, 0)], both_ways((0, 1)))
    oneway = network_of([(0, 0), (1_000, 0)], [(0, 1)])

    def test_the_way_to_the_street_and_from_it_counts(self) -> None:
        assert minutes(StreetRouter(self.street, SPEED_KMH), [(200, 50)], [(500, -100)]) == pytest.approx(
            [4.5]
        )

    def test_nobody_walks_on_to_the_crossing_and_back(self) -> None:
        found = minutes(StreetRouter(self.street, SPEED_KMH), [(900, 0), (400, 0)], [(500, 0), (950, 0)])
        assert found == pytest.approx([0.5, 1.0])

    def test_a_oneway_street_leads_to_what_lies_further_along_it_only(self) -> None:
        found = minutes(StreetRouter(self.oneway, SPEED_KMH), [(400, 0), (600, 0)], [(500, 0)])
        assert found == pytest.approx([1.0, math.nan], nan_ok=True)

    def test_the_door_across_a_oneway_street_is_not_around_the_block(self) -> None:
        assert minutes(StreetRouter(self.oneway, SPEED_KMH), [(333.3, 7)], [(333.3, -7)]) == pytest.approx(
            [0.14]
        )

    def test_a_place_on_the_crossing_is_at_the_end_of_every_street_there(self) -> None:
        corner = network_of([(0, 0), (1_000, 0), (1_000, 500)], [(0, 1), (1, 2)])
        assert minutes(StreetRouter(corner, SPEED_KMH), [(1_000, 0)], [(1_000, 500)]) == pytest.approx([5.0])

    def test_a_street_is_as_long_as_is_said_of_it_and_not_as_it_is_drawn(self) -> None:
        winding = network_of([(0, 0), (1_000, 0)], both_ways((0, 1)), [3_000, 3_000])
        assert minutes(StreetRouter(winding, SPEED_KMH), [(0, 0)], [(500, 0)]) == pytest.approx([15.0])


class TestOffTheNetwork:
    street = network_of([(0, 0), (1_000, 0)], both_ways((0, 1)))

    def test_a_point_further_than_the_limit_has_no_route_and_no_guess(self) -> None:
        router = StreetRouter(self.street, SPEED_KMH, snap_limit_m=100)
        found = minutes(router, [(500, 100), (500, 100.5)], [(500, 0)])
        assert found == pytest.approx([1.0, math.nan], nan_ok=True)

    def test_a_place_further_than_the_limit_serves_nobody_and_is_told(self) -> None:
        router = StreetRouter(self.street, SPEED_KMH, snap_limit_m=100)
        points, sites = np.array([[0.0, 0.0]]), np.array([[500.0, 101.0], [900.0, 0.0]])
        assert router.minutes(points, sites) == pytest.approx([9.0])
        off = router.off_network(points, sites)
        assert (off.points.tolist(), off.sites.tolist()) == ([False], [True, False])

    def test_without_places_or_streets_no_minutes_are_known(self) -> None:
        assert np.isnan(minutes(StreetRouter(self.street, SPEED_KMH), [(0, 0)], [])).all()
        nowhere = network_of([(0, 0)], [])
        assert np.isnan(minutes(StreetRouter(nowhere, SPEED_KMH), [(0, 0)], [(0, 0)])).all()

    def test_an_island_has_no_route_to_the_mainland(self) -> None:
        apart = network_of([(0, 0), (100, 0), (5_000, 0), (5_100, 0)], both_ways((0, 1), (2, 3)))
        found = minutes(StreetRouter(apart, SPEED_KMH), [(0, 0), (5_000, 0)], [(100, 0)])
        assert found == pytest.approx([1.0, math.nan], nan_ok=True)


class TestTheRiver:
    """A river 60 m wide from west to east; a road along either bank; one bridge, 3 km to the east.

    The library stands on the south bank, 70 m from the road behind it, with its back to the water: the road on the far
    bank is 65 m away.
    """

    river = np.array([shapely.box(-1_000, 0, 4_000, 60)])
    #        0 (south)      1 (south)        2 (north)     3 (north)
    banks = network_of(
        [(-500, -75), (3_000, -75), (-500, 60), (3_000, 60)], both_ways((0, 1), (2, 3), (1, 3))
    )
    library: Place = (0, -5)
    south: Place = (500, -75)
    north: Place = (500, 60)

    def test_the_library_does_not_snap_to_the_far_shore(self) -> None:
        router = StreetRouter(self.banks, SPEED_KMH, water=self.river)
        to_south, to_north = minutes(router, [self.south, self.north], [self.library])
        assert to_south == pytest.approx((500 + 70) / 100)
        assert to_north == pytest.approx((2_500 + 135 + 3_000 + 70) / 100)

    def test_nor_do_the_people_who_live_at_the_water(self) -> None:
        router = StreetRouter(self.banks, SPEED_KMH, water=self.river)
        assert minutes(router, [self.library], [self.south]) == pytest.approx([5.7])

    def test_without_the_water_only_the_limit_keeps_a_place_from_the_far_shore(self) -> None:
        wide = StreetRouter(self.banks, SPEED_KMH)
        assert minutes(wide, [self.north], [self.library]) == pytest.approx([(500 + 65) / 100])
        narrow = StreetRouter(self.banks, SPEED_KMH, snap_limit_m=60)
        assert np.isnan(minutes(narrow, [self.north], [self.library])).all()

    def test_where_only_the_far_shore_is_within_the_limit_there_is_no_route(self) -> None:
        router = StreetRouter(self.banks, SPEED_KMH, water=self.river, snap_limit_m=68)
        assert np.isnan(minutes(router, [self.north, self.south], [self.library])).all()

    def test_a_bridge_overhead_is_not_climbed_from_the_bank(self) -> None:
        under_the_bridge: Place = (2_990, -1)
        pier = network_of(
            [(2_900, -75), (3_000, -75), (3_000, 5), (3_000, 60)], both_ways((0, 1), (1, 2), (2, 3))
        )
        router = StreetRouter(
            pier, SPEED_KMH, water=np.array([shapely.box(2_000, -50, 4_000, 60), *self.river])
        )
        # It lies in the water of the harbour itself, which it may leave, and in no other.
        assert minutes(router, [under_the_bridge], [(3_000, 60)]) == pytest.approx([0.71])

    def test_a_houseboat_goes_ashore_at_the_nearest_bank(self) -> None:
        router = StreetRouter(self.banks, SPEED_KMH, water=self.river)
        assert minutes(router, [(500, 50)], [self.north]) == pytest.approx([0.1])

    def test_along_the_quay_no_water_is_crossed(self) -> None:
        quay = network_of([(0, 0), (100, 0)], both_ways((0, 1)))
        router = StreetRouter(quay, SPEED_KMH, water=self.river)
        assert minutes(router, [(110, 0), (50, -10)], [(0, 0)]) == pytest.approx([1.1, 0.6])

    def test_the_straight_line_crosses_it_as_its_page_says(self) -> None:
        straight = StraightLineRouter(DETOURS[Mode.WALK])
        over_the_bridge = StreetRouter(self.banks, DETOURS[Mode.WALK].speed_kmh, water=self.river)
        assert minutes(straight, [self.north], [self.library])[0] < 10
        assert minutes(over_the_bridge, [self.north], [self.library])[0] > 70


@pytest.fixture(scope="module")
def delft(shared_file: Callable[[str], Path]) -> StreetNetwork:
    return read_graphml(shared_file("reistijd/delft_centrum_lopen.graphml"))


@pytest.fixture(scope="module")
def delft_trips(delft: StreetNetwork) -> tuple[Floats, Floats]:
    """Straight line and way over the streets (metres) between crossings of Delft that lie 300 m to 2 km apart."""
    router = StreetRouter(delft, 0.06)  # a metre a minute
    crossings = np.column_stack((delft.x_rd, delft.y_rd))
    snapped = router.snap(crossings)
    ends = crossings[::20]
    straight_m = np.array([np.hypot(*(crossings - end).T) for end in ends]).ravel()
    street_m = np.array([router.minutes_from(snapped, end[None]) for end in ends]).ravel()
    told = (straight_m > 300) & (straight_m < 2_000)
    return straight_m[told], street_m[told]


def test_nobody_in_delft_arrives_before_the_crow(delft_trips: tuple[Floats, Floats]) -> None:
    straight_m, street_m = delft_trips
    # The file's lengths are of a sphere, up to 0.3 % off those in RD New.
    assert (street_m >= straight_m * 0.997).all()


def test_the_walks_of_delft_are_as_much_longer_as_the_page_says(delft_trips: tuple[Floats, Floats]) -> None:
    straight_m, street_m = delft_trips
    assert float(np.median(street_m / straight_m)) == pytest.approx(1.34, abs=0.01)
    page = Path(__file__).parents[3] / "docs" / "explanation" / "distance.md"
    assert "is 1.34 times the straight line" in page.read_text(encoding="utf-8")


def test_points_that_were_snapped_before_give_the_same_minutes(delft: StreetNetwork) -> None:
    router = StreetRouter(delft, 4.5)
    points = np.column_stack((delft.x_rd, delft.y_rd)) + 7.0
    site = points[100:101]
    assert router.minutes_from(router.snap(points), site).tolist() == router.minutes(points, site).tolist()


def test_minutes_in_delft_are_those_of_a_network_cut_at_every_place(delft: StreetNetwork) -> None:
    random = np.random.default_rng(7)
    low = np.array([delft.x_rd.min(), delft.y_rd.min()])
    high = np.array([delft.x_rd.max(), delft.y_rd.max()])
    points, sites = (list(map(tuple, random.uniform(low, high, (count, 2)))) for count in (40, 5))
    found = minutes(StreetRouter(delft, SPEED_KMH, snap_limit_m=60), points, sites)
    slow = slow_minutes(delft, points, sites, 60, 100.0)
    assert found == pytest.approx(slow, rel=1e-9, nan_ok=True)
    assert np.isfinite(found).sum() > 20


def test_a_router_of_ones_own_needs_one_method() -> None:
    class Ferry:
        def minutes(self, points_rd: Floats, sites_rd: Floats) -> Floats:
            return np.full(len(points_rd), 25.0 if len(sites_rd) else np.nan)

    ferry: Router = Ferry()
    assert isinstance(ferry, Router)
    assert isinstance(StraightLineRouter(DETOURS[Mode.BIKE]), Router)
    assert minutes(ferry, [(0, 0)], [(1, 1)]) == [25.0]
