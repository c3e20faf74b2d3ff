"""Street networks from GraphML: the real one of Delft, and small ones that say less or say it otherwise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import shapely

from sociale_kaart.coverage.network.graphml import read_graphml
from sociale_kaart.crs import rd_to_wgs84
from sociale_kaart.errors import SourceNotFound, SourceUnreadable

DELFT = "reistijd/delft_centrum_lopen.graphml"

KEYS = """
  <key id="g" for="graph" attr.name="crs" attr.type="string"/>
  <key id="x" for="node" attr.name="x" attr.type="double"/>
  <key id="y" for="node" attr.name="y" attr.type="double"/>
  <key id="l" for="edge" attr.name="length" attr.type="double"/>
  <key id="c" for="edge" attr.name="geometry" attr.type="string"/>
"""
NODES = """
  <node id="west"><data key="x">84000</data><data key="y">447000</data></node>
  <node id="east"><data key="x">84300</data><data key="y">447400</data></node>
"""


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    def write(inside: str) -> Path:
        path = tmp_path / "straten.graphml"
        xmlns = "http://graphml.graphdrawing.org/xmlns"
        path.write_text(f'<?xml version="1.0"?><graphml xmlns="{xmlns}">{inside}</graphml>', encoding="utf-8")
        return path

    return write


def graph(edges: str, *, nodes: str = NODES, direction: str = "directed", crs: str = "epsg:28992") -> str:
    return f'{KEYS}<graph edgedefault="{direction}">{nodes}{edges}<data key="g">{crs}</data></graph>'


def test_delft_is_read_whole(shared_file: Callable[[str], Path]) -> None:
    network = read_graphml(shared_file(DELFT))
    # As the data folder's README counts them.
    assert (len(network), len(network.tail)) == (1_257, 3_468)
    assert (network.source, network.vintage) == ("OSMnx 1.2.2", "2022-11-06 16:40:47")
    lon, lat = rd_to_wgs84(network.x_rd, network.y_rd)
    assert 4.34 < lon.min() < lon.max() < 4.38
    assert 52.00 < lat.min() < lat.max() < 52.02


def test_every_street_of_delft_runs_from_its_tail_to_its_head_and_is_as_long_as_it_says(
    shared_file: Callable[[str], Path],
) -> None:
    network = read_graphml(shared_file(DELFT))
    nodes = np.asarray(shapely.points(network.x_rd, network.y_rd))
    start, end = shapely.get_point(network.courses, 0), shapely.get_point(network.courses, -1)
    assert shapely.distance(start, nodes[network.tail]).max() < 0.05
    assert shapely.distance(end, nodes[network.head]).max() < 0.05
    # The file's lengths are of a sphere, and rounded to a millimetre: RD New differs by up to 0.3 %.
    assert shapely.length(network.courses) == pytest.approx(network.length_m, rel=0.004, abs=0.01)


def test_a_street_without_a_length_is_as_long_as_it_is_drawn(written: Callable[[str], Path]) -> None:
    bend = '<data key="c">LINESTRING (84000 447000, 84300 447000, 84300 447400)</data>'
    straight = '<edge source="west" target="east"/>'
    network = read_graphml(written(graph(f'{straight}<edge source="west" target="east">{bend}</edge>')))
    assert network.length_m.tolist() == [500, 700]


def test_an_undirected_street_is_one_for_both_directions(written: Callable[[str], Path]) -> None:
    bend = (
        '<data key="c">LINESTRING (84000 447000, 84300 447000, 84300 447400)</data><data key="l">720.5</data>'
    )
    network = read_graphml(
        written(graph(f'<edge source="west" target="east">{bend}</edge>', direction="undirected"))
    )
    assert (network.tail.tolist(), network.head.tolist()) == ([0, 1], [1, 0])
    assert network.length_m.tolist() == [720.5, 720.5]
    assert shapely.get_point(network.courses, 0).tolist() == [
        shapely.Point(84000, 447000),
        shapely.Point(84300, 447400),
    ]


def test_one_street_may_be_undirected_in_a_directed_file(written: Callable[[str], Path]) -> None:
    edges = '<edge source="west" target="east"/><edge source="west" target="east" directed="false"/>'
    assert read_graphml(written(graph(edges))).tail.tolist() == [0, 0, 1]


def test_a_file_that_is_not_there_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFound, match=r"osmnx\.save_graphml"):
        read_graphml(tmp_path / "nergens.graphml")


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        ("<graph>", "mismatched tag"),
        ("", "it holds no nodes"),
        (graph("", crs="epsg:3857"), "its crs is EPSG:3857"),
        (graph("", nodes='<node id="west"/>'), "nothing is given for 'x'"),
        (graph('<edge source="west" target="nowhere"/>'), "nothing is given for 'nowhere'"),
        (graph('<edge source="west" target="east"><data key="l">ver</data></edge>'), "ver"),
        (graph('<edge source="west" target="east"><data key="l">-1</data></edge>'), "shorter than nothing"),
        (graph('<edge source="west" target="east"><data key="l">nan</data></edge>'), "shorter than nothing"),
        (graph('<edge source="west" target="east"><data key="c">LINE</data></edge>'), "LINE"),
    ],
)
def test_what_is_no_street_network_is_refused_by_name(
    written: Callable[[str], Path], inside: str, told: str
) -> None:
    with pytest.raises(SourceUnreadable, match=told) as refused:
        read_graphml(written(inside))
    assert "straten.graphml" in str(refused.value)
