"""Reads streets and water from an OpenStreetMap extract (.osm.pbf), by osmium (the extra `osm`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import shapely

from sociale_kaart.coverage.network.access import Directions, OnStreets, directions
from sociale_kaart.coverage.network.snap import Polygons
from sociale_kaart.coverage.network.streets import StreetNetwork
from sociale_kaart.crs import wgs84_to_rd
from sociale_kaart.errors import SourceNotFound, SourceUnreadable
from sociale_kaart.extras import optional

HOW = "Take an extract as Geofabrik offers it (netherlands-latest.osm.pbf, or one province)"

# What a place does not snap across. A ditch is a line in OpenStreetMap, and is jumped.
WATER_TAGS = (("natural", "water"), ("waterway", "riverbank"), ("waterway", "dock"), ("landuse", "basin"))

Nodes = tuple[int, ...]


class _Way(NamedTuple):
    nodes: Nodes
    go: Directions


def read_osm_streets(path: Path, mode: OnStreets) -> StreetNetwork:
    """The streets of an extract that one may walk or cycle, cut at every crossing.

    Lengths are those of the drawn course in RD New. Ferries are no streets: an island has no route. A way whose nodes
    stand outside the extract is cut off where the extract ends.

    Raises SourceNotFound, SourceUnreadable, and ExtraMissing without the extra `osm`.
    """
    osmium = _osmium(path)
    ways: list[_Way] = []
    lonlat: dict[int, tuple[float, float]] = {}
    try:
        for way in _streets(osmium, path):
            go = directions({tag.k: tag.v for tag in way.tags}, mode)
            if not (go.along or go.against):
                continue
            for piece in _located(way):
                ways.append(_Way(tuple(node for node, *_ in piece), go))
                lonlat.update((node, (lon, lat)) for node, lon, lat in piece)
        vintage = osmium.FileProcessor(path).header.get("osmosis_replication_timestamp", "")
    except (RuntimeError, osmium.InvalidLocationError) as fault:
        raise SourceUnreadable(
            f"this is no OpenStreetMap extract: {fault}", where=path, remedy=HOW
        ) from fault
    return _network(ways, lonlat, vintage)


def read_osm_water(path: Path) -> Polygons:
    """The lakes, rivers, canals and docks of an extract that are drawn as areas, in RD New: what no place snaps across.

    Raises as read_osm_streets does.
    """
    osmium = _osmium(path)
    wkb = osmium.geom.WKBFactory()
    water = osmium.filter.TagFilter(*WATER_TAGS)
    try:
        found = [
            wkb.create_multipolygon(area)
            for area in osmium.FileProcessor(path).with_areas(water).with_filter(water)
            if area.is_area()
        ]
    except RuntimeError as fault:
        raise SourceUnreadable(
            f"this is no OpenStreetMap extract: {fault}", where=path, remedy=HOW
        ) from fault
    polygons = shapely.from_wkb(np.array(found, dtype=object))
    return np.asarray(shapely.transform(polygons, lambda lonlat: np.column_stack(wgs84_to_rd(*lonlat.T))))


def _osmium(path: Path) -> Any:
    osmium = optional("osmium", "reads OpenStreetMap extracts")
    if not path.is_file():
        raise SourceNotFound("the OpenStreetMap extract is not there", where=path, remedy=HOW)
    return osmium


def _streets(osmium: Any, path: Path) -> Iterator[Any]:
    streets = osmium.FileProcessor(path, osmium.osm.NODE | osmium.osm.WAY).with_locations()
    return (found for found in streets.with_filter(osmium.filter.KeyFilter("highway")) if found.is_way())


def _located(way: Any) -> Iterator[list[tuple[int, float, float]]]:
    """The stretches of a way of which the extract tells where they are: two nodes or more each."""
    stretch: list[tuple[int, float, float]] = []
    for node in way.nodes:
        if node.location.valid():
            stretch.append((node.ref, node.location.lon, node.location.lat))
            continue
        if len(stretch) > 1:
            yield stretch
        stretch = []
    if len(stretch) > 1:
        yield stretch


def _network(ways: list[_Way], lonlat: dict[int, tuple[float, float]], vintage: str) -> StreetNetwork:
    xy = dict(
        zip(
            lonlat,
            np.column_stack(wgs84_to_rd(*np.array(list(lonlat.values())).reshape(-1, 2).T)),
            strict=True,
        )
    )
    number: dict[int, int] = {}
    ends: list[tuple[int, int]] = []
    lines: list[shapely.LineString] = []
    for nodes, go in _between_crossings(ways):
        start, end = (number.setdefault(node, len(number)) for node in (nodes[0], nodes[-1]))
        course = shapely.LineString([xy[node] for node in nodes])
        if go.along:
            ends.append((start, end))
            lines.append(course)
        if go.against:
            ends.append((end, start))
            lines.append(course.reverse())
    crossings = np.array([xy[node] for node in number], dtype=float).reshape(-1, 2)
    edges = np.array(ends, dtype=np.int64).reshape(-1, 2)
    courses = np.array(lines, dtype=object)
    return StreetNetwork(
        x_rd=crossings[:, 0],
        y_rd=crossings[:, 1],
        tail=edges[:, 0],
        head=edges[:, 1],
        length_m=np.asarray(shapely.length(courses), dtype=float),
        lines=courses,
        source="OpenStreetMap (ODbL)",
        vintage=vintage,
    )


def _between_crossings(ways: list[_Way]) -> Iterator[_Way]:
    """Each way cut where another one, or itself, meets it."""
    uses = Counter(node for way in ways for node in way.nodes)
    for way in ways:
        last = len(way.nodes) - 1
        cuts = [at for at, node in enumerate(way.nodes) if at in (0, last) or uses[node] > 1]
        for start, end in pairwise(cuts):
            yield _Way(way.nodes[start : end + 1], way.go)
