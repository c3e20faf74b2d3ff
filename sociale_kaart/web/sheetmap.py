"""A small map for paper: land, the names of places around, and the numbers of the list.

Drawn here and not fetched: it needs no tiles, tells nobody where somebody looks, and prints sharp in black and white.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import shapely
from markupsafe import escape
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from sociale_kaart.export.areadrawing import shapes_rd
from sociale_kaart.gebieden import boundaries, places
from sociale_kaart.gebieden.gemeenten import gemeenten

WIDTH, HEIGHT = 1000, 500  # units of the drawing
# At least this much of the land is shown, so that there are names on it that people know.
NARROWEST_M = 7_000.0
_ROOM = 0.16  # of the drawing, around the outermost numbers
_FONT, _SMALL_FONT = 34, 26
_LETTER = 0.62  # how wide a letter is, as a share of the size of the font
_RADIUS = 30
_MOST_NAMES = 14
_BAR_LENGTHS_M = (500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)
_INK, _WATER, _LAND, _BORDER, _QUIET = "#17212b", "#d5dde0", "#ffffff", "#8b9aa3", "#4a5661"
_BEGIN = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
    'font-family="Open Sans, system-ui, sans-serif">'
)

Point = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A place on the map (RD New, metres); `number` None where it is the only one."""

    number: int | None
    x_rd: float
    y_rd: float


def sheet_map(numbered: Sequence[Numbered], origin: Point | None = None) -> str:
    """The map as SVG; "" where there is nothing to put on it.

    origin : x_rd, y_rd in metres of where somebody searched from
    """
    # Where somebody searched from is not kept.
    return _drawn(numbered, origin) if origin else _of_places(tuple(numbered))


@lru_cache(maxsize=64)
def _of_places(numbered: tuple[Numbered, ...]) -> str:
    """Remembered: a map has no words, so the sheet in the next language has the same one."""
    return _drawn(numbered, None)


def _drawn(numbered: Sequence[Numbered], origin: Point | None) -> str:
    points = [(one.x_rd, one.y_rd) for one in numbered]
    if not points:
        return ""
    window = _Window([*points, *([origin] if origin else [])])
    spots = _apart([window.units(*point) for point in points])
    taken = [_around(*spot, _RADIUS + 4) for spot in spots]
    parts = [
        _BEGIN,
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{_WATER}"/>',
        *_land(window),
        *_scale(window, taken),
        *_names(window, taken),
        *(_origin(window.units(*origin)) if origin else ()),
        *(
            line
            for one, point, spot in zip(numbered, points, spots, strict=True)
            for line in _marker(one.number, window.units(*point), spot)
        ),
        "</svg>",
    ]
    return "".join(parts)


class _Window:
    """What part of the country is drawn, and where its points go on the drawing."""

    def __init__(self, points: Sequence[Point]) -> None:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        shown = 1 - 2 * _ROOM
        width_m = max((max(xs) - min(xs)) / shown, (max(ys) - min(ys)) / shown * WIDTH / HEIGHT, NARROWEST_M)
        self.unit_m = width_m / WIDTH
        middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
        self.left, self.right = middle_x - width_m / 2, middle_x + width_m / 2
        half_height_m = width_m * HEIGHT / WIDTH / 2
        self.bottom, self.top = middle_y - half_height_m, middle_y + half_height_m

    @property
    def box(self) -> Box:
        return self.left, self.bottom, self.right, self.top

    def units(self, x_rd: float, y_rd: float) -> Point:
        return round((x_rd - self.left) / self.unit_m), round((self.top - y_rd) / self.unit_m)

    def path(self, coordinates: NDArray[np.float64]) -> str:
        """A ring as path data, in whole units."""
        x = np.rint((coordinates[:, 0] - self.left) / self.unit_m).astype(int)
        y = np.rint((self.top - coordinates[:, 1]) / self.unit_m).astype(int)
        pairs = np.column_stack([x, y])
        kept = pairs[np.append(True, (np.diff(pairs, axis=0) != 0).any(axis=1))]
        return "M" + "L".join(f"{px} {py}" for px, py in kept.tolist()) + "z"


@cache
def _tree() -> tuple[shapely.STRtree, NDArray[np.object_]]:
    """The land of every gemeente (RD New)."""
    land = np.array([*shapes_rd(boundaries.web_geojson([*gemeenten()], "land")).values()], dtype=object)
    return shapely.STRtree(land), land


def land_around(box: Box, within_m: float) -> list[BaseGeometry]:
    """The land of every gemeente in a box (RD New) and a little beyond it, exact to so many metres; borders fit."""
    tree, land = _tree()
    left, bottom, right, top = box
    edge = 20 * within_m
    there = land[sorted(tree.query(shapely.box(*box)).tolist())]
    clipped = shapely.clip_by_rect(there, left - edge, bottom - edge, right + edge, top + edge)
    parts = [one for one in shapely.get_parts(clipped) if one.geom_type == "Polygon" and not one.is_empty]
    simple: list[BaseGeometry] = shapely.coverage_simplify(parts, within_m).tolist()
    return simple


def _land(window: _Window) -> Iterator[str]:
    tree, _ = _tree()
    there = sorted(tree.query(shapely.box(*window.box)).tolist())
    areas = np.array([_simplified(one, window) for one in there], dtype=object)
    for area in shapely.clip_by_rect(areas, *_wider(window)):
        path = "".join(window.path(shapely.get_coordinates(ring)) for ring in _rings(area))
        if path:
            yield f'<path d="{path}" fill="{_LAND}" stroke="{_BORDER}" stroke-width="2" stroke-dasharray="8 6"/>'


def _simplified(number: int, window: _Window) -> BaseGeometry:
    """The land of a gemeente as exact as the drawing; kept for the narrowest, which is that of every single place."""
    is_usual = window.unit_m == NARROWEST_M / WIDTH
    return _usual(number) if is_usual else _as_exact_as(number, window.unit_m)


@cache
def _usual(number: int) -> BaseGeometry:
    return _as_exact_as(number, NARROWEST_M / WIDTH)


def _as_exact_as(number: int, unit_m: float) -> BaseGeometry:
    simple: BaseGeometry = shapely.simplify(_tree()[1][number], unit_m)
    return simple


def _wider(window: _Window) -> Box:
    """A little more than is drawn, so that no border is drawn along the edge."""
    edge = 20 * window.unit_m
    return window.left - edge, window.bottom - edge, window.right + edge, window.top + edge


def _rings(area: BaseGeometry) -> Iterable[BaseGeometry]:
    parts = [part for part in shapely.get_parts(area) if part.geom_type == "Polygon"]
    rings: Iterable[BaseGeometry] = shapely.get_rings(parts)
    return rings


def _names(window: _Window, taken: list[Box]) -> Iterator[str]:
    """Names of places, the best known first, and postcodes where there is room; none that touches another."""
    drawn = 0
    for one in places.names_within(*window.box):
        is_postcode = one.kind == "postcode4"
        size = _SMALL_FONT if is_postcode else _FONT
        x, y = window.units(one.x_rd, one.y_rd)
        # A well-known name is worth moving for a number that lies on it.
        tries = (
            (y,) if is_postcode else tuple(y + shift * _RADIUS for shift in (0, -1, 1, -2, 2, -3, 3, -4, 4))
        )
        boxes = (_box_of(one.name, size, x, middle) for middle in tries)
        box = next((box for box in boxes if _is_free(box, taken)), None)
        if box is None:
            continue
        taken.append(box)
        drawn += 1
        look = f'fill="{_QUIET}"' if is_postcode else f'fill="{_INK}" font-weight="700"'
        baseline = round((box[1] + box[3]) / 2 + size * 0.35)
        yield (
            f'<text x="{x}" y="{baseline}" text-anchor="middle" font-size="{size}" {look}>{escape(one.name)}</text>'
        )
        if drawn == _MOST_NAMES:
            return


def _box_of(name: str, size: int, x: float, y: float) -> Box:
    half = len(name) * size * _LETTER / 2
    return x - half, y - size * 0.7, x + half, y + size * 0.7


def _is_free(box: Box, taken: Sequence[Box]) -> bool:
    is_inside = box[0] >= 4 and box[2] <= WIDTH - 4 and box[1] >= 4 and box[3] <= HEIGHT - 4
    return is_inside and not any(_touch(box, other) for other in taken)


def _scale(window: _Window, taken: list[Box]) -> Iterator[str]:
    """A bar that says how far things are, in the corner at the lower left."""
    fitting = [metres for metres in _BAR_LENGTHS_M if metres / window.unit_m <= WIDTH / 4]
    metres = fitting[-1] if fitting else _BAR_LENGTHS_M[0]
    length = round(metres / window.unit_m)
    said = f"{metres / 1000:g} km".replace(".", ",")
    taken.append((0, HEIGHT - 60, length + 150, HEIGHT))
    yield f'<rect x="12" y="{HEIGHT - 54}" width="{length + 130}" height="42" fill="{_LAND}"/>'
    yield f'<path d="M24 {HEIGHT - 42}v18h{length}v-18" fill="none" stroke="{_INK}" stroke-width="4"/>'
    yield f'<text x="{length + 36}" y="{HEIGHT - 24}" font-size="{_SMALL_FONT}" fill="{_INK}">{said}</text>'


def _origin(at: Point) -> Iterator[str]:
    """Where somebody searched from: a cross."""
    x, y = at
    shape = f"M{x - 16} {y - 16}l32 32M{x + 16} {y - 16}l-32 32"
    yield f'<path d="{shape}" stroke="{_LAND}" stroke-width="16" fill="none"/>'
    yield f'<path d="{shape}" stroke="{_INK}" stroke-width="8" fill="none"/>'


def _marker(number: int | None, point: Point, spot: Point) -> Iterator[str]:
    (x, y), (at_x, at_y) = point, spot
    if point != spot:
        yield f'<path d="M{x} {y}L{at_x} {at_y}" stroke="{_INK}" stroke-width="4"/>'
        yield f'<circle cx="{x}" cy="{y}" r="7" fill="{_INK}"/>'
    yield f'<circle cx="{at_x}" cy="{at_y}" r="{_RADIUS}" fill="{_INK}" stroke="{_LAND}" stroke-width="5"/>'
    if number is None:
        yield f'<circle cx="{at_x}" cy="{at_y}" r="10" fill="{_LAND}"/>'
    else:
        yield (
            f'<text x="{at_x}" y="{at_y + 14}" text-anchor="middle" font-size="40" font-weight="700" '
            f'fill="{_LAND}">{number}</text>'
        )


def _apart(points: Sequence[Point]) -> list[Point]:
    """Where the numbers go: at their points, or beside them where they would lie on each other."""
    spots: list[Point] = []
    step = 2 * _RADIUS + 10
    for x, y in points:
        beside = [(x, y)]
        beside += [
            (x + step * dx, y + step * dy) for dx, dy in ((1, 0), (-1, 0), (0, -1), (0, 1), (1, 1), (-1, -1))
        ]
        free = (spot for spot in beside if all(math.dist(spot, other) >= step - 1 for other in spots))
        spots.append(next(free, (x, y)))
    return spots


def _around(x: float, y: float, radius: float) -> Box:
    return x - radius, y - radius, x + radius, y + radius


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
