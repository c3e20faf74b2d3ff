"""Areas drawn as SVG: a map that works without JavaScript, prints sharp and needs no tiles.

Land is shaded, water is left open. What the shades stand for is said by whoever draws: pages and files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from sociale_kaart.crs import wgs84_to_rd
from sociale_kaart.export.arealines import borders_between, whole

WIDTH = 1000  # units of the drawing
_MARGIN = 12
MAX_CLASSES = 4
_DETAIL = 1.5  # units: about a pixel on a wide screen
_ASHORE = 0.5  # units: a border nearer to land than this is drawn with that land
# How wide a letter is, and how high a line, as shares of the font size (DejaVu Sans, the widest of our fonts).
_LETTER, _LINE = 0.68, 1.25
# Font sizes in units of the drawing: for a wide screen, and for one of 360 px, where the drawing is a third as large.
FONT_WIDE, FONT_NARROW = 19, 40

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Label:
    """An area's name and where its middle goes, in units of the drawing."""

    code: str
    text: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class AreaShape:
    """One area: SVG path data of its land and of its border."""

    code: str
    naam: str
    land: str
    border: str


class AreaDrawing:
    """Areas that lie together, thinned to what a screen shows, and named where names fit.

    Parameters
    ----------
    names, borders : name and border (RD New) per code; the same codes in both
    lands : land per code, where it is less than what lies within the border
    """

    def __init__(
        self,
        names: Mapping[str, str],
        borders: Mapping[str, BaseGeometry],
        lands: Mapping[str, BaseGeometry],
    ) -> None:
        self.left, bottom, right, self.top = shapely.total_bounds(list(borders.values()))
        self.unit_m = (right - self.left) / (WIDTH - 2 * _MARGIN) or 1.0
        self.width = WIDTH
        self.height = round((self.top - bottom) / self.unit_m) + 2 * _MARGIN
        detail_m = self.unit_m * _DETAIL
        self._borders, self._lands = thinned(borders, detail_m), thinned(lands, detail_m)
        self.shapes = tuple(
            AreaShape(code, naam, self._path(self._lands.get(code)), self._path(self._borders[code]))
            for code, naam in names.items()
        )
        anchors = [(code, names[code], lands.get(code, borders[code])) for code in names]
        self.labels_wide = self._labels(anchors, FONT_WIDE)
        self.labels_narrow = self._labels(anchors, FONT_NARROW)

    @classmethod
    def of_gemeenten(cls, land: Mapping[str, Any], outlines: Mapping[str, Any]) -> Self:
        """Of GeoJSON FeatureCollections (WGS84) with `code` and `naam`, as gebieden.boundaries gives them."""
        names = {one["properties"]["code"]: str(one["properties"]["naam"]) for one in outlines["features"]}
        return cls(names, shapes_rd(outlines), shapes_rd(land))

    @cached_property
    def outline(self) -> str:
        """Path data of the outside of all areas together, water included: what lies below the land."""
        return self._path(whole(self._borders))

    @cached_property
    def waters(self) -> str:
        """Path data of the borders between areas that lie in water: lines, not to be filled."""
        ashore = whole(self._lands).buffer(self.unit_m * _ASHORE)
        return self._lines(shapely.difference(borders_between(self._borders), ashore))

    @cached_property
    def land(self) -> str:
        """Path data of all land as one: for a map on which every area has the same colour."""
        return self._path(whole(self._lands))

    @cached_property
    def land_borders(self) -> str:
        """Path data of the borders on land, each once: lines, not to be filled."""
        return self._lines(borders_between(self._lands))

    def at(self, x_rd: float, y_rd: float) -> tuple[int, int]:
        """Where a point lies, in units of the drawing; metres, RD New."""
        x, y = self._units(np.array([[x_rd, y_rd]]))[0].tolist()
        return x, y

    def _units(self, coordinates: NDArray[np.float64]) -> NDArray[np.int64]:
        x = (coordinates[:, 0] - self.left) / self.unit_m + _MARGIN
        y = (self.top - coordinates[:, 1]) / self.unit_m + _MARGIN
        units: NDArray[np.int64] = np.rint(np.column_stack([x, y])).astype(np.int64)
        return units

    def _path(self, area: BaseGeometry | None) -> str:
        if area is None or area.is_empty:
            return ""
        rings = shapely.get_rings(shapely.get_parts(area))
        return "".join(self._ring(shapely.get_coordinates(ring)) for ring in rings)

    def _ring(self, coordinates: NDArray[np.float64]) -> str:
        steps = self._steps(coordinates[:-1])
        return f"{steps}z" if steps.count("l") > 1 else ""

    def _lines(self, lines: BaseGeometry) -> str:
        return "".join(self._steps(shapely.get_coordinates(one)) for one in shapely.get_parts(lines))

    def _steps(self, coordinates: NDArray[np.float64]) -> str:
        """A line as where it begins and its steps; "" for one that goes nowhere."""
        points = self._units(coordinates)
        steps = np.diff(points, axis=0)
        steps = steps[(steps != 0).any(axis=1)]
        if not len(steps):
            return ""
        moves = "".join(f"l{x} {y}" for x, y in steps.tolist()).replace(" -", "-")
        return f"M{points[0][0]} {points[0][1]}{moves}"

    def _labels(self, areas: Sequence[tuple[str, str, BaseGeometry]], font: int) -> tuple[Label, ...]:
        """Names that fit without touching each other, those of the largest areas first."""
        taken: list[Box] = []
        labels = []
        for code, text, area in sorted(areas, key=lambda one: -one[2].area):
            x, y = self._units(shapely.get_coordinates(_middle(area)))[0].tolist()
            half = len(text) * font * _LETTER / 2
            x = int(min(max(x, half + 4), WIDTH - half - 4))
            box = (x - half, y - font * _LINE / 2, x + half, y + font * _LINE / 2)
            if not any(_touch(box, other) for other in taken):
                taken.append(box)
                labels.append(Label(code, text, x, y))
        return tuple(labels)


@dataclass(frozen=True, slots=True)
class Shade:
    """A class of the legend: from lowest to highest, both inclusive."""

    number: int
    lowest: float
    highest: float


def shades(values: Iterable[float], decimals: int = 1, most: int = MAX_CLASSES) -> tuple[Shade, ...]:
    """Classes of about equal numbers of distinct values, at most so many, none without one, limits as they occur.

    An empty tuple where there are no values.
    """
    ordered = np.unique(np.round(np.asarray(list(values), float), decimals))
    parts = [part for part in np.array_split(ordered, min(most, max(len(ordered), 1))) if len(part)]
    return tuple(Shade(i, float(part[0]), float(part[-1])) for i, part in enumerate(parts, start=1))


def shapes_rd(collection: Mapping[str, Any]) -> dict[str, BaseGeometry]:
    """Geometry (RD New, metres) per gemeentecode of a GeoJSON FeatureCollection (WGS84)."""
    features = collection["features"]
    shapes = [shapely.transform(shape(one["geometry"]), _to_rd) for one in features]
    return {one["properties"]["code"]: area for one, area in zip(features, shapes, strict=True)}


def thinned(shapes: Mapping[str, BaseGeometry], tolerance_m: float) -> dict[str, BaseGeometry]:
    """The same shapes with less detail; neighbours keep sharing their borders."""
    thin = shapely.coverage_simplify(list(shapes.values()), tolerance_m, simplify_boundary=True)
    return dict(zip(shapes, thin, strict=True))


def _middle(area: BaseGeometry) -> BaseGeometry:
    """Where a name belongs: the middle of the largest circle that fits into the largest piece."""
    largest = max(shapely.get_parts(area), key=lambda part: part.area)
    middle: BaseGeometry = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=500), 0)
    return middle


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _to_rd(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack(wgs84_to_rd(coordinates[:, 0], coordinates[:, 1]))
