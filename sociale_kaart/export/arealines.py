"""Areas that lie together as lines: their outside, and every border between them once, in few long lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import shapely
from shapely.geometry.base import BaseGeometry

_Point = tuple[float, float]
_Line = list[_Point]


def whole(shapes: Mapping[str, BaseGeometry]) -> BaseGeometry:
    """Areas that lie together as one, with the holes between them."""
    one: BaseGeometry = shapely.coverage_union_all(list(shapes.values()))
    return one


def borders_between(shapes: Mapping[str, BaseGeometry]) -> BaseGeometry:
    """The lines between areas that lie together, each once; not the outside."""
    everything = shapely.union_all([area.boundary for area in shapes.values()])
    lines = shapely.line_merge(shapely.difference(everything, whole(shapes).boundary))
    return shapely.MultiLineString(_chained(lines))


def _chained(lines: BaseGeometry) -> list[_Line]:
    """The same lines, each that ends where another begins going on with it: most of what a line weighs is its start."""
    there = [one for one in shapely.get_parts(lines) if not one.is_empty]
    left = [[*map(tuple, shapely.get_coordinates(one).tolist())] for one in there]
    at: dict[_Point, list[int]] = defaultdict(list)
    for number, line in enumerate(left):
        at[line[0]].append(number)
        at[line[-1]].append(number)
    free, chains = dict.fromkeys(range(len(left))), list[_Line]()
    while free:
        first = next(iter(free))
        del free[first]
        onward = _gone_on(left[first], left, at, free)
        chains.append(_gone_on(onward[::-1], left, at, free))
    return chains


def _gone_on(
    line: _Line, lines: Sequence[_Line], at: Mapping[_Point, Sequence[int]], free: dict[int, None]
) -> _Line:
    """A line, and from its end on whichever is still free; takes those from `free`."""
    chain = [*line]
    while (after := next((one for one in at[chain[-1]] if one in free), None)) is not None:
        del free[after]
        more = lines[after]
        chain += more[1:] if more[0] == chain[-1] else more[-2::-1]
    return chain
