"""A map for paper of how the areas are reached: by a place of their own, by a neighbour's, not at all, or unknown."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

from sociale_kaart.export.areadrawing import AreaDrawing
from sociale_kaart.export.shading import COLOURS, EMPTY, GAP, PATTERNS, UNKNOWN

# How an area is reached. A robust gap stays one when addresses are a little off; of none is known that it has no
# place, and not whether a neighbour helps; of nearby that a neighbour helps, and not whether it has a place.
OWN, NEIGHBOUR, ROBUST_GAP, NONE, NEARBY = "own", "neighbour", "robust_gap", "none", "nearby"
REACHES = (OWN, NEIGHBOUR, GAP, ROBUST_GAP, NONE, NEARBY, UNKNOWN)
_PATTERNS = {
    GAP: PATTERNS[GAP],
    ROBUST_GAP: PATTERNS[GAP],
    NONE: PATTERNS[EMPTY],
    NEARBY: (COLOURS[1], COLOURS[4]),
    UNKNOWN: PATTERNS[UNKNOWN],
}
_FILLS = {OWN: COLOURS[3], NEIGHBOUR: COLOURS[1]} | {one: f"url(#p-{one})" for one in _PATTERNS}
_WATER, _BORDER = "#ffffff", "#5b6b75"
# In units of a drawing of 1000: seen on paper at a third to a half of that.
_TILE = 26


def reach_map(drawing: AreaDrawing, reach: Mapping[str, str], *, with_names: bool = False) -> str:
    """The drawing as SVG, each area filled by how it is reached; unknown where `reach` says nothing of it."""
    areas = "".join(
        f'<path d="{one.land or one.border}" fill="{_FILLS[reach.get(one.code, UNKNOWN)]}" fill-rule="evenodd"/>'
        for one in drawing.shapes
    )
    borders = "".join(
        f'<path d="{one.border}" fill="none" stroke="{_BORDER}" stroke-width="1.6"/>'
        for one in drawing.shapes
    )
    names = "".join(
        f'<text x="{one.x}" y="{one.y + 6}" text-anchor="middle" font-size="19" fill="#17212b" stroke="#ffffff" '
        f'stroke-width="4" paint-order="stroke" stroke-linejoin="round">{escape(one.text)}</text>'
        for one in (drawing.labels_wide if with_names else ())
    )
    return _svg(drawing.width, drawing.height, areas + borders + names)


def reach_mark(reach: str) -> str:
    """A small square filled as such an area is: the key of a legend."""
    square = f'<rect x="2" y="2" width="60" height="36" fill="{_FILLS[reach]}" stroke="{_BORDER}" stroke-width="2"/>'
    return _svg(64, 40, square)


def _svg(width: int, height: int, content: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f"font-family=\"'Open Sans', sans-serif\"><defs>{_patterns()}</defs>{content}</svg>"
    )


def _patterns() -> str:
    """Stripes for a gap, crossed for a sure one, lines for no place, dots for unknown: apart without any colour."""
    half, tile = _TILE / 2, _TILE
    rising = f"M0 {tile}L{tile} 0M-3 3L3 -3M{tile - 3} {tile + 3}L{tile + 3} {tile - 3}"
    falling = f"M0 0L{tile} {tile}M-3 {tile - 3}L3 {tile + 3}M{tile - 3} -3L{tile + 3} 3"
    paths = {GAP: (rising, 5), ROBUST_GAP: (rising + falling, 5), NONE: (f"M0 {half}H{tile}", 2.6)}
    marks = {
        name: f'<path d="{path}" stroke="{_PATTERNS[name][1]}" stroke-width="{width}"/>'
        for name, (path, width) in paths.items()
    }
    for name in (NEARBY, UNKNOWN):
        marks[name] = f'<circle cx="{half}" cy="{half}" r="3.6" fill="{_PATTERNS[name][1]}"/>'
    return "".join(
        f'<pattern id="p-{name}" width="{tile}" height="{tile}" patternUnits="userSpaceOnUse">'
        f'<rect width="{tile}" height="{tile}" fill="{_PATTERNS[name][0]}"/>{mark}</pattern>'
        for name, mark in marks.items()
    )
