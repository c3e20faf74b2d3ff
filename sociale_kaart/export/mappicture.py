"""A map as one picture for a report: title, map, legend, source and date, as SVG that needs nothing from elsewhere.

It is laid out in points, as type is, so that letters keep their size on paper whatever the number of pixels.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from markupsafe import Markup, escape

from sociale_kaart.export.areadrawing import FONT_NARROW, FONT_WIDE, AreaDrawing
from sociale_kaart.export.mapdots import Dots, steps_of
from sociale_kaart.export.press import showable
from sociale_kaart.export.textlines import wrapped

INK, QUIET, PAPER, BORDER, LABEL_RIM = "#17212b", "#4a5661", "#ffffff", "#5d6f7a", "#ffffff"
_WARNING, _WARNING_EDGE = "#fff3cf", "#8f6700"
# By name, with what other machines have: the first is the one that PNGs are made with.
FONTS: Final = "Open Sans, Segoe UI, Noto Sans, DejaVu Sans, sans-serif"

_MARGIN = 12.0
_TITLE, _TEXT, _SMALL = 14.0, 8.5, 7.0
_LINE = 1.35  # of the size of the letters
_SWATCH = (18.0, 11.0)
_GAP = 10.0
# Patterns in the legend, which is not scaled as the map is: about as large as they are there.
_SAMPLE, _SAMPLE_SCALE = "staal", 0.45
_USUAL_SAMPLE, _LARGEST_SAMPLE = 4.0, 5.5  # radius of a dot
# A legend stands beside the map where there is room for both.
_BESIDE_FROM, _LEGEND_SHARE, _LEGEND_LEAST, _LEGEND_MOST = 400.0, 0.28, 120.0, 190.0
_TALLEST = 1.3  # of the width: a map is no higher, so that it fits on a page
_LEAST_MAP = 60.0
# Narrower than this, letters shrink along: a thumbnail is read by nobody.
_LEAST_WIDTH = 300.0
_SHRINK, _MOST_SHRINKS = 1.2, 14
# Points: names on the map smaller than this are left out.
_LEAST_LABEL, _LEAST_WIDE_LABEL = 3.6, 4.6

Kind = Literal["plain", "stripes", "dots", "cross", "lines"]


@dataclass(frozen=True, slots=True)
class Fill:
    """How an area is filled: one colour, or a pattern of `mark` on it; ground "none" lets shine through."""

    ground: str
    mark: str = ""
    kind: Kind = "plain"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the legend: what is drawn so, in words.

    size : of its dot, in units of the drawing, where it is that size that the line tells about; 0 for a usual one
    """

    text: str
    fill: str = ""
    dots: Dots | None = None
    size: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPicture:
    """What stands on a picture.

    alternative : what it shows, in sentences, for who does not see it
    fills : key -> how; filled : area -> key of its fill (areas without one are land)
    over : area -> key of what lies over that fill
    outlined : area that the picture is about, where that is one of several
    footer : source, date and publisher, a line each
    """

    language: str
    title: str
    alternative: str
    drawing: AreaDrawing
    fills: Mapping[str, Fill]
    filled: Mapping[str, str]
    legend_title: str
    legend: tuple[Entry, ...]
    footer: tuple[str, ...]
    over: Mapping[str, str] = field(default_factory=dict)
    example: str = ""
    outlined: str = ""
    dots: tuple[Dots, ...] = ()
    land: Fill = field(default=Fill("#faf9f5"))


@dataclass(frozen=True, slots=True)
class Paper:
    """How large a picture is: pixels, and how many of them go in an inch."""

    width_px: int
    height_px: int | None
    dpi: int

    @property
    def width_pt(self) -> float:
        return self.width_px * 72 / self.dpi


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as SVG, and its size in pixels."""

    svg: str
    width_px: int
    height_px: int


def draw(picture: MapPicture, paper: Paper) -> Drawn:
    """The picture as SVG: the same bytes for the same picture and paper.

    Where the height is given and too small for letters of their usual size, all of it is drawn smaller.
    """
    scale = min(1.0, paper.width_pt / _LEAST_WIDTH)
    for _ in range(_MOST_SHRINKS):
        layout = _Layout(picture, paper.width_pt / scale, _height(paper, scale))
        if layout.fits:
            break
        scale /= _SHRINK
    height_px = paper.height_px or round(layout.height * scale * paper.dpi / 72)
    return Drawn(layout.svg(paper.width_pt, height_px * 72 / paper.dpi), paper.width_px, height_px)


def _height(paper: Paper, scale: float) -> float | None:
    return None if paper.height_px is None else paper.height_px * 72 / paper.dpi / scale


class _Layout:
    """Where everything goes, in points, on paper of this width; as high as it needs, or as it may be."""

    def __init__(self, picture: MapPicture, width: float, height: float | None) -> None:
        self.picture, self.width = picture, width
        inner = width - 2 * _MARGIN
        self.title = wrapped(picture.title, _TITLE, inner, bold=True)
        self.example = wrapped(picture.example, _TEXT, inner) if picture.example else []
        self.footer = [line for text in picture.footer for line in wrapped(text, _SMALL, inner)]
        self.beside = width >= _BESIDE_FROM
        self.legend_width = (
            min(max(width * _LEGEND_SHARE, _LEGEND_LEAST), _LEGEND_MOST) if self.beside else inner
        )
        self.map_width = inner - (self.legend_width + _GAP if self.beside else 0)
        self.legend_title = wrapped(picture.legend_title, _TEXT, self.legend_width, bold=True)
        room = self.legend_width - _SWATCH[0] - 6
        self.entries = [(one, wrapped(one.text, _TEXT, room)) for one in picture.legend]
        self.map_height = self._map_height(height)
        self.height = height if height is not None else self._height_with(self.map_height)
        self.fits = self.map_height >= _LEAST_MAP and self._height_with(self.map_height) <= self.height + 0.5

    @property
    def _top(self) -> float:
        """Where the map begins."""
        banner = len(self.example) * _TEXT * _LINE + 10 if self.example else 0
        return banner + _MARGIN + len(self.title) * _TITLE * 1.25 + 4

    @property
    def _legend_height(self) -> float:
        lines = len(self.legend_title) + sum(len(lines) for _, lines in self.entries)
        return lines * _TEXT * _LINE + len(self.entries) * 3 + 6

    @property
    def _foot(self) -> float:
        return len(self.footer) * _SMALL * _LINE + _MARGIN + 6

    def _map_height(self, height: float | None) -> float:
        drawing = self.picture.drawing
        wanted: float = min(self.map_width * drawing.height / drawing.width, self.width * _TALLEST)
        if height is None:
            return wanted
        below = 0 if self.beside else self._legend_height
        left: float = height - self._top - self._foot - below
        return min(wanted, left)

    def _height_with(self, map_height: float) -> float:
        block = max(map_height, self._legend_height) if self.beside else map_height + self._legend_height
        return self._top + block + self._foot

    def svg(self, width_pt: float, height_pt: float) -> str:
        """The whole picture, this large in points."""
        about = self.picture
        begin = (
            f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'width="{_figure(width_pt)}pt" '
            f'height="{_figure(height_pt)}pt" viewBox="0 0 {_figure(self.width)} {_figure(self.height)}" '
            f'role="img" aria-labelledby="titel uitleg" lang="{_said(about.language)}" '
            f'font-family="{FONTS}" font-size="{_TEXT}" fill="{INK}">'
        )
        parts = [
            begin,
            f'<title id="titel">{_said(about.title)}</title>',
            f'<desc id="uitleg">{_said(about.alternative)}</desc>',
            *self._patterns(),
            f'<rect width="100%" height="100%" fill="{PAPER}"/>',
            *self._banner(),
            *self._heading(),
            *self._map(),
            *self._legend(),
            *self._footer(),
            "</svg>",
        ]
        return "".join(parts)

    def _patterns(self) -> Iterator[str]:
        about = self.picture
        used = {*about.filled.values(), *about.over.values(), *(one.fill for one in about.legend)}
        patterned = [
            (key, fill) for key, fill in self.picture.fills.items() if fill.kind != "plain" and key in used
        ]
        if patterned:
            yield "<defs>"
            for key, fill in patterned:
                yield _pattern(key, fill) + _pattern(f"{key}-{_SAMPLE}", fill, _SAMPLE_SCALE)
            yield "</defs>"

    def _banner(self) -> Iterator[str]:
        if not self.example:
            return
        height = len(self.example) * _TEXT * _LINE + 8
        yield f'<rect width="{_figure(self.width)}" height="{_figure(height)}" fill="{_WARNING}"/>'
        yield f'<path d="M0 {_figure(height)}h{_figure(self.width)}" stroke="{_WARNING_EDGE}"/>'
        yield from _lines(self.example, _MARGIN, 4 + _TEXT, _TEXT)

    def _heading(self) -> Iterator[str]:
        top = self._top - len(self.title) * _TITLE * 1.25 - 4
        yield from _lines(self.title, _MARGIN, top + _TITLE * 0.85, _TITLE, bold=True, leading=1.25)

    def _map(self) -> Iterator[str]:
        drawing, scale = self.picture.drawing, self._scale
        left = _MARGIN + (self.map_width - drawing.width * scale) / 2
        yield f'<g transform="translate({_figure(left)} {_figure(self._top)}) scale({scale:.5f})">'
        yield f'<path d="{drawing.outline}" fill="{PAPER}" stroke="{BORDER}" stroke-width="1.2"/>'
        yield f'<path d="{drawing.waters}" fill="none" stroke="{BORDER}" stroke-width="1.2"/>'
        yield f'<g stroke="{BORDER}" stroke-width="1.6" stroke-linejoin="round">'
        yield from self._areas()
        yield "</g>"
        yield from self._outline()
        yield from self._labels(scale)
        for number, dots in enumerate(self.picture.dots):
            yield from _dotted(dots, f"plekken-{number}")
        yield "</g>"

    @property
    def _scale(self) -> float:
        """Points that a unit of the drawing takes."""
        drawing = self.picture.drawing
        return float(min(self.map_width / drawing.width, self.map_height / drawing.height))

    def _areas(self) -> Iterator[str]:
        about, drawing = self.picture, self.picture.drawing
        if not about.filled:
            yield f'<path d="{drawing.land}" fill="{about.land.ground}"/>'
            yield f'<path d="{drawing.land_borders}" fill="none"/>'
            return
        for area in drawing.shapes:
            yield f'<path d="{area.land}" fill="{self._paint(about.filled.get(area.code, ""))}"/>'
            if over := about.over.get(area.code):
                yield f'<path d="{area.land}" fill="{self._paint(over)}"/>'

    def _paint(self, key: str, size: str = "") -> str:
        fill = self.picture.fills.get(key, self.picture.land)
        name = f"{key}-{size}" if size else key
        return fill.ground if fill.kind == "plain" else f"url(#{_said(name)})"

    def _outline(self) -> Iterator[str]:
        chosen = [one for one in self.picture.drawing.shapes if one.code == self.picture.outlined]
        for one in chosen:
            yield f'<path d="{one.land}" fill="none" stroke="{INK}" stroke-width="5" stroke-linejoin="round"/>'

    def _labels(self, scale: float) -> Iterator[str]:
        drawing = self.picture.drawing
        is_wide = scale * FONT_WIDE >= _LEAST_WIDE_LABEL
        labels, font = (drawing.labels_wide, FONT_WIDE) if is_wide else (drawing.labels_narrow, FONT_NARROW)
        if font * scale < _LEAST_LABEL:
            return
        # The rim is drawn as letters of its own: not every program knows the order of paint.
        words = "".join(
            f'<text x="{one.x}" y="{round(one.y + font * 0.35)}">{_said(one.text)}</text>' for one in labels
        )
        yield f'<defs><g id="namen" font-size="{font}" text-anchor="middle">{words}</g></defs>'
        yield (
            f'<use xlink:href="#namen" fill="none" stroke="{LABEL_RIM}" stroke-width="{font * 0.28:.1f}" '
            f'stroke-linejoin="round" aria-hidden="true"/>'
        )
        yield '<use xlink:href="#namen"/>'

    def _legend(self) -> Iterator[str]:
        left = self.width - _MARGIN - self.legend_width if self.beside else _MARGIN
        y = self._top + (0 if self.beside else self.map_height + 6) + _TEXT
        yield from _lines(self.legend_title, left, y, _TEXT, bold=True)
        y += len(self.legend_title) * _TEXT * _LINE + 3
        for entry, lines in self.entries:
            yield self._swatch(entry, left, y - _TEXT)
            yield from _lines(lines, left + _SWATCH[0] + 6, y, _TEXT)
            y += len(lines) * _TEXT * _LINE + 3

    def _swatch(self, entry: Entry, x: float, y: float) -> str:
        width, height = _SWATCH
        if entry.dots is not None:
            fill = PAPER if entry.dots.hollow else entry.dots.colour
            radius = min(entry.size * self._scale / 2, _LARGEST_SAMPLE) if entry.size else _USUAL_SAMPLE
            middle = f'cx="{_figure(x + width / 2)}" cy="{_figure(y + height / 2)}" r="{_figure(radius)}"'
            return f'<circle {middle} fill="{fill}" stroke="{entry.dots.colour}" stroke-width="1.4"/>'
        return (
            f'<rect x="{_figure(x)}" y="{_figure(y)}" width="{width:g}" height="{height:g}" '
            f'fill="{self._paint(entry.fill, _SAMPLE)}" stroke="{BORDER}" stroke-width=".7"/>'
        )

    def _footer(self) -> Iterator[str]:
        y = self.height - self._foot + 6 + _SMALL
        yield from _lines(self.footer, _MARGIN, y, _SMALL, colour=QUIET)


def _lines(
    lines: Sequence[str],
    x: float,
    y: float,
    size: float,
    *,
    bold: bool = False,
    colour: str = "",
    leading: float = _LINE,
) -> Iterator[str]:
    """Lines of text below each other, the first with its feet at `y`."""
    look = f' font-size="{size:g}"' if size != _TEXT else ""
    look += ' font-weight="700"' if bold else ""
    look += f' fill="{colour}"' if colour else ""
    for number, line in enumerate(lines):
        at = _figure(y + number * size * leading)
        yield f'<text x="{_figure(x)}" y="{at}"{look}>{_said(line)}</text>'


def _pattern(key: str, fill: Fill, scale: float = 1.0) -> str:
    turn = "rotate(45)" if fill.kind in ("stripes", "cross") else ""
    size = f"scale({scale:g})" if scale != 1 else ""
    turned = f' patternTransform="{turn}{size}"' if turn or size else ""
    ground = f'<rect width="14" height="14" fill="{fill.ground}"/>'
    marks = {
        "stripes": f'<rect width="5" height="14" fill="{fill.mark}"/>',
        "cross": f'<path d="M0 0H14M0 0V14" stroke="{fill.mark}" stroke-width="5"/>',
        "lines": f'<path d="M0 4h14" stroke="{fill.mark}" stroke-width="3"/>',
        "dots": f'<path d="M4 4h0M11 11h0" stroke="{fill.mark}" stroke-width="3.8" stroke-linecap="round"/>',
    }
    return (
        f'<pattern id="{_said(key)}" width="14" height="14" patternUnits="userSpaceOnUse"{turned}>'
        f"{ground}{marks.get(fill.kind, '')}</pattern>"
    )


def _dotted(dots: Dots, name: str) -> Iterator[str]:
    """Places as points of lines with round ends: a tenth of what circles of their own weigh."""
    for number, (size, points) in enumerate(dots.by_size()):
        id_ = f"{name}-{number}"
        yield f'<defs><path id="{id_}" d="{steps_of(points)}" fill="none" stroke-linecap="round"/></defs>'
        rings = [(size + dots.size * 0.45, PAPER), (size, dots.colour)]
        rings += [(size - dots.size * 0.45, PAPER)] if dots.hollow else []
        for width, colour in rings:
            yield f'<use xlink:href="#{id_}" stroke="{colour}" stroke-width="{_figure(width)}"/>'


def _said(text: str) -> Markup:
    """Text of somebody else's, as XML may hold it."""
    return escape(showable(text))


def _figure(value: float) -> str:
    """As few signs as say it: two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
