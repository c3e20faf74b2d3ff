"""TopoJSON there and back: polygons of a coverage share their borders as arcs, so a border is stored once.

Written here rather than taken from a library because the update must run in the lean install, and a coverage
that is noded already (see `simplify`) needs only the cutting of rings at junctions. Format:
https://github.com/topojson/topojson-specification (quantised: integer deltas, `transform`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from sociale_kaart.errors import ReferenceDataError

Point = tuple[int, int]
Ring = list[Point]  # open: the first point is not repeated
Properties = Mapping[str, Any]


def encode(
    layers: Mapping[str, Sequence[tuple[str, Properties, BaseGeometry]]], resolution: float
) -> dict[str, Any]:
    """TopoJSON of layers whose polygons meet vertex on vertex.

    Parameters
    ----------
    layers : per layer name its features: id, properties, Polygon or MultiPolygon in any one unit
    resolution : size of the grid that coordinates are rounded to, in the same unit
    """
    polygons = {
        name: [(key, properties, _rounded_polygons(shape, resolution)) for key, properties, shape in features]
        for name, features in layers.items()
    }
    rings = [
        ring for features in polygons.values() for *_, shape in features for poly in shape for ring in poly
    ]
    arcs = _ArcTable(_junctions(rings))
    objects = {
        name: {
            "type": "GeometryCollection",
            "geometries": [_geometry(key, properties, shape, arcs) for key, properties, shape in features],
        }
        for name, features in polygons.items()
    }
    return {
        "type": "Topology",
        "transform": {"scale": [resolution, resolution], "translate": [0, 0]},
        "objects": objects,
        "arcs": [_deltas(arc) for arc in arcs.arcs],
    }


def decode(
    topology: Mapping[str, Any], layer: str, ids: Collection[str] | None = None
) -> dict[str, BaseGeometry]:
    """Polygons of a layer by id, in the unit of the topology; `ids` keeps only those.

    Raises ReferenceDataError when the topology has no such layer.
    """
    if layer not in topology["objects"]:
        raise ReferenceDataError(
            f"the topology has no layer {layer!r}",
            expected=f"expected one of {', '.join(topology['objects'])}",
        )
    wanted = None if ids is None else set(ids)
    scale = np.array(topology["transform"]["scale"], float)
    translate = np.array(topology["transform"]["translate"], float)
    coordinates: dict[int, NDArray[np.float64]] = {}

    def arc(index: int) -> NDArray[np.float64]:
        if index < 0:
            return arc(~index)[::-1]
        if index not in coordinates:
            coordinates[index] = np.cumsum(np.array(topology["arcs"][index]), axis=0) * scale + translate
        return coordinates[index]

    def polygon(rings: Sequence[Sequence[int]]) -> BaseGeometry:
        shell, *holes = (np.concatenate([arc(ring[0]), *(arc(i)[1:] for i in ring[1:])]) for ring in rings)
        return shapely.Polygon(shell, holes)

    return {
        item["id"]: _assembled(item, polygon)
        for item in topology["objects"][layer]["geometries"]
        if wanted is None or item["id"] in wanted
    }


def _assembled(item: Mapping[str, Any], polygon: Any) -> BaseGeometry:
    if item["type"] == "Polygon":
        single: BaseGeometry = polygon(item["arcs"])
        return single
    return shapely.MultiPolygon([polygon(rings) for rings in item["arcs"]])


def _rounded_polygons(shape: BaseGeometry, resolution: float) -> list[list[Ring]]:
    """Rings on the grid; a ring that rounding leaves with fewer than three points is gone."""
    result = []
    for polygon in shapely.get_parts(shape):
        shell, *holes = (_rounded_ring(ring, resolution) for ring in (polygon.exterior, *polygon.interiors))
        if len(shell) >= 3:
            result.append([shell, *(hole for hole in holes if len(hole) >= 3)])
    return result


def _rounded_ring(ring: BaseGeometry, resolution: float) -> Ring:
    points = np.rint(shapely.get_coordinates(ring)[:-1] / resolution).astype(int)
    different = np.any(points != np.roll(points, 1, axis=0), axis=1)
    kept = [(int(x), int(y)) for x, y in points[different]]
    return _without_spikes(kept)


def _without_spikes(ring: Ring) -> Ring:
    """Rounding can fold a ring onto itself (a, b, a): drop the tip, until there is none."""
    kept: Ring = []
    for point in ring:
        if len(kept) >= 2 and kept[-2] == point:
            kept.pop()
        elif not kept or kept[-1] != point:
            kept.append(point)
    while len(kept) > 2 and (kept[-2] == kept[0] or kept[-1] == kept[1]):
        kept = kept[:-2] if kept[-2] == kept[0] else kept[1:-1]
    return kept


def _junctions(rings: Sequence[Ring]) -> set[Point]:
    """Points where borders part: those with other than two neighbours over all rings."""
    neighbours: defaultdict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for before, point, after in zip([ring[-1], *ring[:-1]], ring, [*ring[1:], ring[0]], strict=True):
            neighbours[point].update((before, after))
    return {point for point, around in neighbours.items() if len(around) != 2}


class _ArcTable:
    """Hands out the number of an arc; the same line walked backwards is the same arc, as ~number."""

    def __init__(self, junctions: set[Point]) -> None:
        self.junctions = junctions
        self.arcs: list[tuple[Point, ...]] = []
        self._numbers: dict[tuple[Point, ...], int] = {}

    def of_ring(self, ring: Ring) -> list[int]:
        cuts = [i for i, point in enumerate(ring) if point in self.junctions]
        start = cuts[0] if cuts else ring.index(min(ring))
        closed = [*ring[start:], *ring[: start + 1]]
        stops = (
            [i for i, point in enumerate(closed) if point in self.junctions] if cuts else [0, len(closed) - 1]
        )
        return [self._number(tuple(closed[begin : end + 1])) for begin, end in pairwise(stops)]

    def _number(self, arc: tuple[Point, ...]) -> int:
        if arc in self._numbers:
            return self._numbers[arc]
        if arc[::-1] in self._numbers:
            return ~self._numbers[arc[::-1]]
        self._numbers[arc] = len(self.arcs)
        self.arcs.append(arc)
        return self._numbers[arc]


def _geometry(key: str, properties: Properties, shape: list[list[Ring]], arcs: _ArcTable) -> dict[str, Any]:
    numbered = [[arcs.of_ring(ring) for ring in polygon] for polygon in shape]
    single = len(numbered) == 1
    return {
        "type": "Polygon" if single else "MultiPolygon",
        "id": key,
        "properties": dict(properties),
        "arcs": numbered[0] if single else numbered,
    }


def _deltas(arc: tuple[Point, ...]) -> list[list[int]]:
    points = np.array(arc)
    steps: list[list[int]] = np.diff(points, axis=0, prepend=np.zeros((1, 2), int)).tolist()
    return steps


def subset(topology: Mapping[str, Any], layer: str, ids: Collection[str]) -> dict[str, Any]:
    """A topology with only some features of one layer and only the arcs that they use."""
    wanted = set(ids)
    items = [item for item in topology["objects"][layer]["geometries"] if item["id"] in wanted]
    used = sorted({number if number >= 0 else ~number for item in items for number in _numbers(item["arcs"])})
    renumbered = {old: new for new, old in enumerate(used)}
    return {
        "type": "Topology",
        "transform": topology["transform"],
        "objects": {
            layer: {
                "type": "GeometryCollection",
                "geometries": [{**item, "arcs": _renumber(item["arcs"], renumbered)} for item in items],
            }
        },
        "arcs": [topology["arcs"][number] for number in used],
    }


def _numbers(arcs: Any) -> Iterator[int]:
    for part in arcs:
        if isinstance(part, int):
            yield part
        else:
            yield from _numbers(part)


def _renumber(arcs: Any, renumbered: Mapping[int, int]) -> Any:
    if isinstance(arcs, int):
        return renumbered[arcs] if arcs >= 0 else ~renumbered[~arcs]
    return [_renumber(part, renumbered) for part in arcs]
