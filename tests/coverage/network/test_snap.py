"""Snapping beside water: the nearest street that can be walked to dry-shod, as looking at each street says."""

from __future__ import annotations

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.coverage.network.snap import Snapper
from tests.coverage.network.oracle import Place, network_of

coordinate = st.integers(0, 20).map(lambda step: step * 10.0)
place = st.tuples(coordinate, coordinate)
box = st.tuples(place, st.integers(1, 12), st.integers(1, 12)).map(
    lambda made: shapely.box(*made[0], made[0][0] + made[1] * 10, made[0][1] + made[2] * 10)
)
streets = st.lists(st.tuples(place, place).filter(lambda ends: ends[0] != ends[1]), min_size=1, max_size=8)


def dry_streets(at: Place, lines: list[shapely.LineString], water: list[shapely.Polygon]) -> dict[int, float]:
    """Metres to each street that a straight line reaches without wet feet, one street and one water at a time."""
    point = shapely.Point(at)
    others = [one for one in water if not one.contains_properly(point)]
    aside = [shapely.shortest_line(point, line) for line in lines]
    return {
        number: line.length
        for number, line in enumerate(aside)
        # DE-9IM: no piece of the line's inside lies inside the water.
        if not any(line.relate_pattern(one, "T********") for one in others)
    }


@given(
    drawn=streets,
    places=st.lists(place, min_size=1, max_size=5),
    water=st.lists(box, max_size=4),
    limit_m=st.sampled_from([25.0, 80.0, 400.0]),
)
def test_a_place_gets_the_nearest_streets_on_its_own_side(
    drawn: list[tuple[Place, Place]], places: list[Place], water: list[shapely.Polygon], limit_m: float
) -> None:
    nodes = [end for ends in drawn for end in ends]
    network = network_of(nodes, [(2 * number, 2 * number + 1) for number in range(len(drawn))])
    snapped = Snapper(network, limit_m, np.array(water, dtype=object)).snap(np.array(places))
    for number, at in enumerate(places):
        dry = dry_streets(at, list(network.courses), water)
        nearest_m = min((metres for metres in dry.values() if metres <= limit_m), default=None)
        mine = snapped.place == number
        assert snapped.is_off[number] == (nearest_m is None)
        if nearest_m is not None:
            equally_near = {edge for edge, metres in dry.items() if metres <= nearest_m + 1e-6}
            assert set(snapped.edge[mine].tolist()) == equally_near
            assert np.abs(snapped.aside_m[mine] - nearest_m).max() < 1e-5


def test_of_no_places_none_is_snapped() -> None:
    network = network_of([(0, 0), (10, 0)], [(0, 1)])
    snapped = Snapper(network, 100, np.array([shapely.box(0, 1, 10, 2)])).snap(np.empty((0, 2)))
    assert (len(snapped.place), len(snapped.is_off)) == (0, 0)
