"""Maps for a report: one per pillar, in the same classes, and beside each how many people live in which class."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from sociale_kaart.coverage.sites import sites_of
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.export.pictures import INK, SOFT_INK, STYLE, Picture, matplotlib, new_figure
from sociale_kaart.export.reportmaps import area_shapes, reach_of, source_line, values_of
from sociale_kaart.export.shading import (
    EMPTY,
    GAP,
    PATTERN_LABELS,
    PATTERNS,
    UNKNOWN,
    Measure,
    ShadeClass,
    classes_of,
    measure_of,
    number,
    shade_of,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sociale_kaart.coverage.report.rows import CoverageReport

Floats = NDArray[np.float64]

# All in inches. A page of A4 on its side, less its margins.
_WIDTH = 11.0
_MARGIN, _GUTTER = 0.2, 0.35
_BARS = 2.75  # of each panel, what is beside the map
_TITLE, _PANEL_TITLE, _LINE = 0.78, 0.28, 0.17
_HIGHEST_MAP = 5.2
_BAR_STEP = 0.25
# As shares of the width beside the map: where a bar begins, and the longest.
_BAR_AT, _LONGEST = 0.50, 0.17

_HATCHES = {GAP: "/////", EMPTY: "..", UNKNOWN: "...."}
# Below the map these are told by name.
_NAMED = {GAP: "Gat", EMPTY: "Geen plek, en van de buren is niet alles bekend"}
_AREA_WORDS = {"gemeente": "gemeenten", "provincie": "provincies", "wijk": "wijken"}
_DETAIL_IN = 0.01  # finer than this no printer shows
_DOT: dict[str, Any] = {
    "marker": "o",
    "markersize": 3.6,
    "color": INK,
    "markeredgecolor": "white",
    "markeredgewidth": 0.6,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One map of the figure.

    values : the measure by code of the area, as in a report's rows; None and NaN are unknown
    reach : own, neighbour, gap, empty or unknown by code of the area (reportmaps.reach_of)
    points_rd : (n, 2) metres RD New, places to be drawn as dots
    """

    title: str
    values: Mapping[str, float | None]
    reach: Mapping[str, str] = field(default_factory=dict)
    points_rd: Floats | None = None

    def shaded(self) -> Iterator[float | None]:
        """The values that get a colour of the scale."""
        return (value for code, value in self.values.items() if self.reach.get(code) not in PATTERNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A line of the legend, which is a bar of the distribution too."""

    label: str
    look: dict[str, Any]
    codes: tuple[str, ...]


def small_multiples(
    panels: Sequence[Panel],
    shapes: gpd.GeoDataFrame,
    measure: Measure,
    *,
    title: str,
    source: str,
    inhabitants: Mapping[str, float] | None = None,
    areas: str = "gemeenten",
) -> Picture:
    """Maps side by side in the same classes, each with its distribution, which is its legend too.

    Parameters
    ----------
    panels : one per pillar (or moment, or group)
    shapes : areas by the code that the panels use, with `name`; EPSG:28992, and a valid coverage
    source : the line below: data, dates and parameters
    inhabitants : by code; with them bars are as long as many people live in a class
    areas : what the areas are called

    Raises SocialeKaartError without panels, where a panel tells of an area without a shape, and without matplotlib.
    """
    _require(panels, shapes)
    classes = classes_of((value for panel in panels for value in panel.shaded()), measure)
    with matplotlib().rc_context(dict(STYLE)):
        page = _Page(panels, shapes, classes, inhabitants or {}, areas)
        figure = page.draw(measure, title, source)
    return Picture(figure, title, source)


def coverage_maps(
    data: MapData,
    report: CoverageReport,
    column: str = "share_within_5km",
    *,
    pillars: Sequence[str] = (),
    title: str = "",
    shapes: gpd.GeoDataFrame | None = None,
) -> Picture:
    """A map per pillar of one measure of a report, with its places.

    Parameters
    ----------
    pillars : their ids, in this order; by default all of the report
    title : by default that of the map
    shapes : areas of the report by id, with `name`; by default its gemeenten or provincies

    Raises SocialeKaartError; see `small_multiples`.
    """
    names = {one.id: one.name for one in data.pillars}
    chosen = list(pillars) or list(dict.fromkeys(row.pillar for row in report.rows))
    panels = [
        Panel(
            title=names[pillar],
            values=values_of(report, pillar, column),
            reach=reach_of(report, pillar),
            points_rd=sites_of(data, pillar).xy_rd,
        )
        for pillar in chosen
    ]
    inhabitants = {row.area: float(row.inhabitants) for row in report.rows if row.inhabitants is not None}
    return small_multiples(
        panels,
        area_shapes(data, report) if shapes is None else shapes,
        measure_of(column),
        title=title or report.title,
        source=source_line(report, column),
        inhabitants=inhabitants,
        areas=_AREA_WORDS.get(report.per, "gebieden"),
    )


def _require(panels: Sequence[Panel], shapes: gpd.GeoDataFrame) -> None:
    if not panels:
        raise SocialeKaartError("there is nothing to draw", expected="at least one panel")
    without = sorted({code for panel in panels for code in panel.values} - set(shapes.index))
    if without:
        raise SocialeKaartError(
            f"no shape of {', '.join(without)}", expected="one of each area that a panel tells of"
        )


class _Page:
    """Where everything stands, in inches from the top left."""

    def __init__(
        self,
        panels: Sequence[Panel],
        shapes: gpd.GeoDataFrame,
        classes: Sequence[ShadeClass],
        inhabitants: Mapping[str, float],
        areas: str,
    ) -> None:
        self.panels, self.shapes, self.classes = panels, shapes, classes
        self.inhabitants, self.areas = inhabitants, areas
        self.columns = min(len(panels), 2)
        self.panel_width = (_WIDTH - 2 * _MARGIN - (self.columns - 1) * _GUTTER) / self.columns
        left, bottom, right, top = shapes.total_bounds
        widest = self.panel_width - _BARS - 0.15
        self.map_width = min(widest, _HIGHEST_MAP * (right - left) / (top - bottom))
        self.map_height = self.map_width * (top - bottom) / (right - left)
        unit_m = (right - left) / self.map_width
        self.drawn = _thinned(shapes, unit_m * _DETAIL_IN)
        self.bounds = (left, bottom, right, top)

    def draw(self, measure: Measure, title: str, source: str) -> Figure:
        named = [self._named(panel) for panel in self.panels]
        bars_height = (len(self.classes) + 5) * _BAR_STEP
        notes = max((len(lines) for lines in named), default=0) * _LINE
        panel_height = _PANEL_TITLE + max(self.map_height, bars_height) + (notes + 0.12 if notes else 0) + 0.2
        rows = -(-len(self.panels) // self.columns)
        source_lines = textwrap.wrap(source, 165)
        height = _TITLE + rows * panel_height + len(source_lines) * _LINE + 0.25
        figure = new_figure(_WIDTH, height)
        self.figure, self.height = figure, height
        self._text(_MARGIN, 0.12, title, size=14, weight="bold")
        self._text(_MARGIN, 0.41, measure.name, size=10, color=SOFT_INK)
        for place, panel in enumerate(self.panels):
            x = _MARGIN + place % self.columns * (self.panel_width + _GUTTER)
            y = _TITLE + place // self.columns * panel_height
            self._panel(panel, named[place], x, y, bars_height)
        for place, line in enumerate(source_lines):
            self._text(
                _MARGIN, height - 0.12 - (len(source_lines) - place) * _LINE, line, size=7.5, color=SOFT_INK
            )
        return figure

    def _panel(self, panel: Panel, notes: Sequence[str], x: float, y: float, bars_height: float) -> None:
        self._text(x, y, panel.title, size=11, weight="bold")
        rows = self._rows(panel)
        top = y + _PANEL_TITLE
        self._map(self._axes(x, top, self.map_width, self.map_height), panel, rows)
        bars_x = x + self.map_width + 0.15
        self._bars(self._axes(bars_x, top, x + self.panel_width - bars_x, bars_height), rows, panel)
        below = top + max(self.map_height, bars_height) + 0.12
        for place, line in enumerate(notes):
            self._text(x, below + place * _LINE, line, size=8.5)

    def _rows(self, panel: Panel) -> list[_Row]:
        """Every class in order, then gaps and unknown, each with its areas."""
        shaded = {
            code: shade_of(panel.values.get(code), panel.reach.get(code, ""), self.classes)
            for code in self.shapes.index
        }

        def row(label: str, key: ShadeClass | str, look: dict[str, Any]) -> _Row:
            codes = tuple(code for code, found in shaded.items() if found == key)
            return _Row(label=label, look=look, codes=codes)

        return [
            *(row(one.label, one, {"facecolor": one.colour}) for one in self.classes),
            *(
                row(
                    PATTERN_LABELS[key],
                    key,
                    {"facecolor": ground, "edgecolor": drawn, "hatch": _HATCHES[key]},
                )
                for key, (ground, drawn) in PATTERNS.items()
            ),
        ]

    def _named(self, panel: Panel) -> list[str]:
        """The areas without help by name, in lines as wide as a panel."""
        lines = []
        for reach, words in _NAMED.items():
            codes = [code for code in self.shapes.index if panel.reach.get(code) == reach]
            if codes:
                names = ", ".join(sorted(str(self.shapes.at[code, "name"]) for code in codes))
                lines += textwrap.wrap(f"{words}: {names}.", round(self.panel_width * 15.5))
        return lines

    def _map(self, axes: Axes, panel: Panel, rows: Sequence[_Row]) -> None:
        from matplotlib.collections import PatchCollection
        from matplotlib.patches import PathPatch

        for row in rows:
            patches = [
                PathPatch(_path(self.drawn[code])) for code in row.codes if not self.drawn[code].is_empty
            ]
            if patches:
                axes.add_collection(PatchCollection(patches, **{"linewidth": 0.0, **row.look}))
        borders = [PathPatch(_path(area)) for area in self.drawn.values() if not area.is_empty]
        # A dark line in a light one: it shows on the lightest class, on the darkest and on every pattern.
        for colour, width in (("white", 1.3), (SOFT_INK, 0.5)):
            axes.add_collection(PatchCollection(borders, facecolor="none", edgecolor=colour, linewidth=width))
        if panel.points_rd is not None and len(panel.points_rd):
            axes.plot(*panel.points_rd.T, linestyle="", **_DOT)
        left, bottom, right, top = self.bounds
        axes.set_xlim(left, right)
        axes.set_ylim(bottom, top)
        axes.set_axis_off()

    def _bars(self, axes: Axes, rows: Sequence[_Row], panel: Panel) -> None:
        from matplotlib.patches import Rectangle

        axes.set_axis_off()
        axes.set_ylim(len(rows) + 1.0, -1.0)
        axes.set_xlim(0, 1)
        axes.text(_BAR_AT, -0.7, self._heading(), fontsize=7.5, color=SOFT_INK, va="center")
        lengths = [self._length(row) for row in rows]
        for place, (row, length) in enumerate(zip(rows, lengths, strict=True)):
            look = {"edgecolor": SOFT_INK, "linewidth": 0.5, **row.look}
            axes.add_patch(Rectangle((0, place - 0.32), 0.075, 0.64, **look))
            axes.text(0.095, place, row.label, va="center", fontsize=8.5)
            drawn = _LONGEST * length / (max(lengths) or 1)
            if drawn:
                axes.add_patch(Rectangle((_BAR_AT, place - 0.32), drawn, 0.64, **look))
            axes.text(_BAR_AT + drawn + 0.02, place, self._told(row), va="center", fontsize=8.5)
        if panel.points_rd is not None and len(panel.points_rd):
            axes.plot([0.0375], [len(rows)], **_DOT)
            axes.text(0.095, len(rows), f"bekende plek ({len(panel.points_rd)})", va="center", fontsize=8.5)

    def _heading(self) -> str:
        return f"{self.areas} (inwoners)" if self.inhabitants else self.areas

    def _length(self, row: _Row) -> float:
        return self._persons(row) if self.inhabitants else len(row.codes)

    def _persons(self, row: _Row) -> float:
        return sum(self.inhabitants.get(code) or 0.0 for code in row.codes)

    def _told(self, row: _Row) -> str:
        if not self.inhabitants or not row.codes:
            return str(len(row.codes))
        return f"{len(row.codes)} ({number(round(self._persons(row), -3))})"

    def _axes(self, x: float, y: float, width: float, height: float) -> Axes:
        box = (x / _WIDTH, 1 - (y + height) / self.height, width / _WIDTH, height / self.height)
        return self.figure.add_axes(box)

    def _text(self, x: float, y: float, text: str, *, size: float, **look: Any) -> None:
        self.figure.text(x / _WIDTH, 1 - y / self.height, text, fontsize=size, va="top", **look)


def _thinned(shapes: gpd.GeoDataFrame, tolerance_m: float) -> dict[str, BaseGeometry]:
    """Shapes with no more detail than shows; neighbours keep sharing their borders."""
    thin = shapely.coverage_simplify(np.asarray(shapes.geometry), tolerance_m)
    return dict(zip(shapes.index, thin, strict=True))


def _path(area: BaseGeometry) -> Any:
    from matplotlib.path import Path

    rings = shapely.get_rings(shapely.get_parts(area))
    return Path.make_compound_path(*(Path(shapely.get_coordinates(ring), closed=True) for ring in rings))
