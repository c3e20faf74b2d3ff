"""Borders made small: a coverage is simplified as a whole, so that neighbours keep one shared border.

Simplifying polygons one by one tears them apart (slivers, overlaps); `shapely.coverage_simplify`
(Visvalingam-Whyatt over the shared edges) does not. Decisions: docs/decisions/0101 and 0102.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from sociale_kaart.crs import rd_to_wgs84, wgs84_to_rd
from sociale_kaart.errors import ReferenceDataError
from sociale_kaart.gebieden.topology import encode

EXACT_TOLERANCE_M = 5.0  # for point in polygon: every polling place of 2025 stays in its gemeente
WEB_TOLERANCE_M = 20.0  # for drawing: from 75 m on places start to fall out
EXACT_RESOLUTION_M = 1.0
WEB_RESOLUTION_DEG = 1e-5  # about a metre
GAP_M = 30.0  # the buurten drawing has gaps and overlaps of about its 27 m grid
MIN_WATER_M2 = 100_000.0  # smaller water is not drawn
MIN_LAND_M2 = 10_000.0  # smaller dry spots in the water are not drawn

Geometries = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Layers:
    """The three drawn layers as TopoJSON, ready to be written."""

    exact: dict[str, Any]
    web: dict[str, Any]
    land: dict[str, Any]


def layers(
    codes: Sequence[str],
    shapes_rd: Geometries,
    land_rd: Geometries,
    properties: Mapping[str, Mapping[str, Any]],
) -> Layers:
    """Simplify gemeenten (n polygons in RD, a valid coverage) and tell land from water.

    Parameters
    ----------
    codes : (n,) gemeentecode per polygon
    shapes_rd : (n,) Polygon or MultiPolygon, RD metres, water included
    land_rd : (m,) polygons without the large waters, RD metres, in any order; buurten serve
    properties : per gemeentecode what a drawn feature says of it

    Raises ReferenceDataError when the polygons are not a coverage, before or after.
    """
    require_coverage(shapes_rd, "the borders as they came")
    exact = shapely.coverage_simplify(shapes_rd, EXACT_TOLERANCE_M)
    land, water = split_land(exact, land_rd)
    drawn = shapely.coverage_simplify(np.concatenate([land, water]), WEB_TOLERANCE_M)
    land, water = drawn[: len(codes)], drawn[len(codes) :]
    whole = np.array([shapely.coverage_union(dry, wet) for dry, wet in zip(land, water, strict=True)], object)
    return Layers(
        exact=_topology("gemeenten", codes, exact, properties, EXACT_RESOLUTION_M),
        web=_topology("gemeenten", codes, _wgs84(whole), properties, WEB_RESOLUTION_DEG),
        land=_topology("land", codes, _wgs84(land), properties, WEB_RESOLUTION_DEG),
    )


def require_coverage(shapes: Geometries, what: str) -> None:
    """Raise ReferenceDataError unless polygons meet edge on edge without gap-making overlaps."""
    if not shapely.coverage_is_valid(shapes):
        faults = int(np.count_nonzero(~shapely.is_empty(shapely.coverage_invalid_edges(shapes))))
        raise ReferenceDataError(
            f"{what} are not a coverage: {faults} polygons do not meet their neighbours",
            expected="expected polygons that share their borders vertex on vertex",
            remedy="take the detailed borders, not a version that somebody simplified polygon by polygon",
        )


def split_land(shapes_rd: Geometries, land_rd: Geometries) -> tuple[Geometries, Geometries]:
    """Land and water of each polygon (n and n, water possibly empty); together again a coverage.

    All borders and shores are noded together once, so that a shore meets a gemeente border in one and the
    same point on both sides of it.
    """
    water = _water(shapes_rd, land_rd)
    lines = np.concatenate([shapely.boundary(shapes_rd), [shapely.boundary(water)]])
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(shapely.unary_union(lines))))
    inside = shapely.point_on_surface(faces)
    owner = _containing(shapes_rd, inside)
    faces, inside, owner = faces[owner >= 0], inside[owner >= 0], owner[owner >= 0]
    wet = _containing(shapely.get_parts(water), inside) >= 0
    wet = _without_crumbs(owner, wet, shapely.area(faces))
    numbers = range(len(shapes_rd))
    return (
        np.array([_union(faces[(owner == i) & ~wet]) for i in numbers], object),
        np.array([_union(faces[(owner == i) & wet]) for i in numbers], object),
    )


def inner_points(shapes: Geometries) -> Geometries:
    """The middle of each polygon, or a point on it where the middle lies outside (a ring, a horseshoe)."""
    middle = shapely.centroid(shapes)
    return np.where(shapely.covers(shapes, middle), middle, shapely.point_on_surface(shapes))


def feature_properties(row: Mapping[str, Any]) -> dict[str, str]:
    """What a drawn gemeente says of itself, from a row of the gemeenten table."""
    return {key: str(row[key]) for key in ("naam", "provinciecode", "provincie")}


def to_rd(shapes_wgs84: Geometries) -> Geometries:
    """Polygons in degrees (longitude, latitude) as RD metres."""
    return _converted(shapes_wgs84, wgs84_to_rd)


def _wgs84(shapes_rd: Geometries) -> Geometries:
    return _converted(shapes_rd, rd_to_wgs84)


def _converted(shapes: Geometries, convert: Any) -> Geometries:
    result: Geometries = shapely.transform(shapes, lambda xy: np.column_stack(convert(xy[:, 0], xy[:, 1])))
    return result


def _water(shapes_rd: Geometries, land_rd: Geometries) -> BaseGeometry:
    """What no buurt covers, less the slivers that come from the buurten being drawn roughly."""
    land = shapely.unary_union(shapely.buffer(shapely.make_valid(land_rd), GAP_M, join_style="mitre"))
    land = shapely.buffer(land, -GAP_M, join_style="mitre")
    water = shapely.difference(shapely.coverage_union_all(shapes_rd), land)
    opened = shapely.buffer(shapely.buffer(water, -2 * GAP_M), 2 * GAP_M, join_style="mitre")
    pieces = shapely.get_parts(shapely.simplify(opened, WEB_TOLERANCE_M / 2))
    return shapely.union_all([_without_small_holes(piece) for piece in pieces if piece.area >= MIN_WATER_M2])


def _without_small_holes(water: shapely.Polygon) -> shapely.Polygon:
    islands = [hole for hole in water.interiors if shapely.Polygon(hole).area >= MIN_LAND_M2]
    return shapely.Polygon(water.exterior, islands)


def _containing(areas: Geometries, points: Geometries) -> NDArray[np.intp]:
    """(n,) number of the area each point lies in, -1 for none."""
    point, area = shapely.STRtree(areas).query(points, predicate="within")
    result = np.full(len(points), -1, np.intp)
    result[point] = area
    return result


def _without_crumbs(
    owner: NDArray[np.intp], wet: NDArray[np.bool_], area_m2: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """A crumb that a border cuts off turns into what the rest of its gemeente is; never its last land."""
    crumb = area_m2 < MIN_LAND_M2
    lakes = wet & ~crumb
    has_lake = np.isin(owner, owner[lakes])
    has_land = np.isin(owner, owner[~wet & ~crumb])
    flooded = ~wet & crumb & has_land & has_lake
    return lakes | flooded


def _union(faces: Geometries) -> BaseGeometry:
    return shapely.coverage_union_all(faces) if len(faces) else shapely.Polygon()


def _topology(
    layer: str,
    codes: Sequence[str],
    shapes: Geometries,
    properties: Mapping[str, Mapping[str, Any]],
    resolution: float,
) -> dict[str, Any]:
    features = sorted(zip(codes, shapes, strict=True), key=lambda pair: pair[0])
    return encode({layer: [(code, properties[code], shape) for code, shape in features]}, resolution)
