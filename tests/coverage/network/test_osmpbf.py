"""Streets and water from an OpenStreetMap extract, on a village written for the purpose."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
import shapely

from sociale_kaart.coverage.detour import Mode
from sociale_kaart.coverage.network import StreetRouter
from sociale_kaart.coverage.network.osmpbf import read_osm_streets, read_osm_water
from sociale_kaart.coverage.network.streets import StreetNetwork
from sociale_kaart.crs import rd_to_wgs84
from sociale_kaart.errors import SocialeKaartError, SourceNotFound, SourceUnreadable

osmium = pytest.importorskip("osmium")

WEST, SOUTH = 84_000.0, 447_000.0

# A high street from west to east over the water, crossed in the middle by an alley; a lane for one direction of wheels;
# a motorway that crosses it all; and a path that runs out of the extract (node 99 is not in it).
#      5            8---9   pond
#      |            |pond|
# 1 -- 2 -- 3 -- 4
#      |         (lane 4 -> 7 oneway)
#      6
NODES = {
    1: (0, 0),
    2: (100, 0),
    3: (250, 50),
    4: (300, 0),
    5: (100, 200),
    6: (100, -150),
    7: (300, -100),
    11: (150, 10),
    12: (200, 10),
    13: (200, 300),
    14: (150, 300),
}
WAYS: list[tuple[int, list[int], dict[str, str]]] = [
    (1, [1, 2, 3, 4], {"highway": "residential", "name": "Hoofdstraat"}),
    (2, [5, 2, 6], {"highway": "footway"}),
    (3, [4, 7], {"highway": "service", "oneway": "yes"}),
    (4, [1, 7], {"highway": "motorway"}),
    (5, [6, 7, 99, 5, 1], {"highway": "path"}),
    (6, [11, 12, 13, 14, 11], {"natural": "water"}),
    (7, [5, 6], {"waterway": "ditch"}),
]


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("osm") / "dorp.osm.pbf"
    header = osmium.io.Header()
    header.set("osmosis_replication_timestamp", "2026-11-01T20:21:00Z")
    with osmium.SimpleWriter(str(path), header=header) as writer:
        for node, (east, north) in NODES.items():
            lon, lat = rd_to_wgs84(WEST + east, SOUTH + north)
            writer.add_node(osmium.osm.mutable.Node(id=node, location=(float(lon), float(lat)), version=1))
        for way, nodes, tags in WAYS:
            writer.add_way(osmium.osm.mutable.Way(id=way, nodes=nodes, tags=tags, version=1))
    return path


def trips(network: StreetNetwork) -> set[tuple[tuple[int, int], tuple[int, int], int]]:
    """Each edge as (from, to, metres) in metres from the corner of the village, rounded."""
    at = [(round(x - WEST), round(y - SOUTH)) for x, y in zip(network.x_rd, network.y_rd, strict=True)]
    edges = zip(network.tail, network.head, network.length_m, strict=True)
    return {(at[tail], at[head], round(metres)) for tail, head, metres in edges}


def there_and_back(start: int, end: int, metres: int) -> set[tuple[tuple[int, int], tuple[int, int], int]]:
    one, other = NODES[start], NODES[end]
    return {(one, other, metres), (other, one, metres)}


def test_on_foot_streets_are_cut_at_crossings_only(village: Path) -> None:
    network = read_osm_streets(village, Mode.WALK)
    assert trips(network) == (
        there_and_back(1, 2, 100)
        | there_and_back(2, 4, 158 + 71)  # by the bend at node 3, where nothing crosses
        | there_and_back(5, 2, 200)
        | there_and_back(2, 6, 150)
        | there_and_back(4, 7, 100)  # oneway for wheels alone
        | there_and_back(6, 7, 206)
        | there_and_back(5, 1, 224)  # and nothing over node 99, of which nobody knows where it is
    )
    assert (network.source, network.vintage) == ("OpenStreetMap (ODbL)", "2026-11-01T20:21:00Z")


def test_by_bicycle_the_footway_is_closed_and_the_lane_is_one_way(village: Path) -> None:
    found = trips(read_osm_streets(village, Mode.BIKE))
    assert found & there_and_back(4, 7, 100) == {((300, 0), (300, -100), 100)}
    assert not found & there_and_back(2, 6, 150)
    # Nothing crosses at node 2 now: one street from 1 to 4.
    assert there_and_back(1, 4, 100 + 158 + 71) <= found


def test_each_course_runs_the_way_it_is_travelled(village: Path) -> None:
    network = read_osm_streets(village, Mode.WALK)
    start = shapely.get_coordinates(shapely.get_point(network.courses, 0))
    assert np.abs(start[:, 0] - network.x_rd[network.tail]).max() < 1e-6
    assert np.abs(start[:, 1] - network.y_rd[network.tail]).max() < 1e-6


def test_water_drawn_as_an_area_keeps_a_place_on_its_own_side(village: Path) -> None:
    (pond,) = read_osm_water(village)
    assert pond.area == pytest.approx(50 * 290, rel=0.001)
    network = read_osm_streets(village, Mode.WALK)
    east_of_the_pond = np.array([[WEST + 201, SOUTH + 150]])
    alley = np.array([[WEST + 100, SOUTH + 150]])
    over_the_water = StreetRouter(network, 6.0).minutes(east_of_the_pond, alley)
    around = StreetRouter(network, 6.0, water=np.array([pond])).minutes(east_of_the_pond, alley)
    assert over_the_water == pytest.approx([1.01], abs=0.01)
    # To the bend of the high street, back to the alley, and up.
    assert around[0] > 3


def test_an_extract_that_is_not_there_or_is_none_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFound, match="Geofabrik"):
        read_osm_streets(tmp_path / "nergens.osm.pbf", Mode.WALK)
    broken = tmp_path / "kapot.osm.pbf"
    broken.write_bytes(b"PK\x03\x04 no extract at all")
    with pytest.raises(SourceUnreadable, match=r"kapot\.osm\.pbf"):
        read_osm_streets(broken, Mode.WALK)
    with pytest.raises(SourceUnreadable, match=r"kapot\.osm\.pbf"):
        read_osm_water(broken)


def test_without_the_extra_it_says_what_to_install(village: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "osmium", None)
    with pytest.raises(SocialeKaartError, match=r"sociale-kaart\[osm\]"):
        read_osm_streets(village, Mode.WALK)
