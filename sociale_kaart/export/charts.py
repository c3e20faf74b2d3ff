"""Figures without a map: bars with what is not certain of them, and a curve towards targets."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.export.pictures import INK, SOFT_INK, STYLE, Picture, matplotlib, new_figure
from sociale_kaart.export.reportmaps import source_line
from sociale_kaart.export.shading import COLOURS, GAP, PATTERNS, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sociale_kaart.coverage.report.rows import CoverageReport, CurveRow, TargetRow

# All in inches.
_WIDTH, _MARGIN = 8.2, 0.2
_TITLE, _BAR, _LINE = 0.85, 0.27, 0.17
_LETTER, _NUMBERS = 0.078, 1.6  # how wide a letter of a label is; what stands behind a bar
_CURVE_HEIGHT = 3.0
_LETTERS = 128  # of a line of the source

_FULL, _PERHAPS, _TARGET = COLOURS[3], COLOURS[1], PATTERNS[GAP][1]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: a figure, and the least and most it can be where that is not certain; `note` stands behind it."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    note: str = ""


def bar_chart(
    bars: Sequence[Bar], *, title: str, subtitle: str, source: str, unit: str = "", factor: float = 1.0
) -> Picture:
    """Bars from top to bottom in the order given, each with its figure behind it.

    Parameters
    ----------
    subtitle : what the bars measure
    unit, factor : how a value is written, as in shading.Measure

    What lies between `low` and `high` is paler. A value of None is written as unknown. Raises SocialeKaartError without
    bars, and without matplotlib.
    """
    if not bars:
        raise SocialeKaartError("there is nothing to draw", expected="at least one bar")
    lines = textwrap.wrap(source, _LETTERS)
    height = _TITLE + len(bars) * _BAR + len(lines) * _LINE + 0.35
    with matplotlib().rc_context(dict(STYLE)):
        figure = _page(height, title, subtitle, lines)
        labels = _MARGIN + _LETTER * max(len(bar.label) for bar in bars)
        axes = figure.add_axes(_box(labels, _TITLE, _WIDTH - labels - _NUMBERS, len(bars) * _BAR, height))
        _draw_bars(axes, bars, unit, factor)
    return Picture(figure, title, source)


def target_chart(report: CoverageReport, pillar: str, *, title: str, name: str) -> Picture:
    """How many places of a pillar there were on each day, beside the targets of the map.

    Parameters
    ----------
    name : what the pillar is called

    Places of which nobody told since when are the paler band. Raises SocialeKaartError where the report has no curve of
    the pillar.
    """
    curve = [row for row in report.curve if row.pillar == pillar]
    if not curve:
        raise SocialeKaartError(f"this report has no curve of {pillar!r}")
    source = source_line(report)
    lines = textwrap.wrap(source, _LETTERS)
    height = _TITLE + _CURVE_HEIGHT + len(lines) * _LINE + 0.7
    with matplotlib().rc_context(dict(STYLE)):
        figure = _page(height, title, f"Plekken met {name}, en het doel", lines)
        axes = figure.add_axes(_box(0.55, _TITLE, _WIDTH - 0.55 - 1.5, _CURVE_HEIGHT, height))
        _draw_curve(axes, curve, [one for one in report.targets if one.pillar == pillar])
    return Picture(figure, title, source)


def _page(height: float, title: str, subtitle: str, source: Sequence[str]) -> Figure:
    figure = new_figure(_WIDTH, height)

    def text(y: float, words: str, **look: Any) -> None:
        figure.text(_MARGIN / _WIDTH, 1 - y / height, words, va="top", **look)

    text(0.12, title, fontsize=13, weight="bold")
    text(0.42, subtitle, fontsize=9.5, color=SOFT_INK)
    for place, line in enumerate(source):
        text(height - 0.1 - (len(source) - place) * _LINE, line, fontsize=7.5, color=SOFT_INK)
    return figure


def _box(x: float, y: float, width: float, height: float, page: float) -> tuple[float, float, float, float]:
    return x / _WIDTH, 1 - (y + height) / page, width / _WIDTH, height / page


def _draw_bars(axes: Axes, bars: Sequence[Bar], unit: str, factor: float) -> None:
    most = max((one for bar in bars for one in (bar.value, bar.high) if one is not None), default=0.0) or 1.0
    axes.set_ylim(len(bars) - 0.5, -0.5)
    axes.set_xlim(0, most)
    axes.set_axis_off()
    for place, bar in enumerate(bars):
        end = 0.0
        axes.text(-0.02 * most, place, bar.label, ha="right", va="center", fontsize=8.5)
        if bar.high is not None:
            axes.barh(place, bar.high, height=0.62, color=_PERHAPS)
            end = bar.high
        certain = bar.value if bar.low is None else bar.low
        if certain is not None:
            axes.barh(place, certain, height=0.62, color=_FULL)
            end = max(end, certain)
        words = " ".join(part for part in (_written(bar, unit, factor), bar.note) if part)
        axes.text(end + 0.015 * most, place, words, va="center", fontsize=8.5)


def _written(bar: Bar, unit: str, factor: float) -> str:
    if bar.low is not None and bar.high is not None and bar.low != bar.high:
        return f"{_rounded(bar.low, factor)} tot {_rounded(bar.high, factor)}{unit}"
    return "onbekend" if bar.value is None else f"{_rounded(bar.value, factor)}{unit}"


def _rounded(value: float, factor: float) -> str:
    figure = value * factor
    return number(round(figure, 1 if abs(figure) < 100 else 0))


def _draw_curve(axes: Axes, curve: Sequence[CurveRow], targets: Sequence[TargetRow]) -> None:
    days = [_at(row.day) for row in curve]
    low, high = [row.places_low for row in curve], [row.places_high for row in curve]
    if low != high:
        axes.fill_between(days, low, high, step="post", color=_PERHAPS, linewidth=0)
    axes.step(days, low, where="post", color=_FULL, linewidth=2)
    axes.plot(days[-1:], low[-1:], "o", color=_FULL, markersize=5)
    last = f"{low[-1]} plekken" if low[-1] == high[-1] else f"{low[-1]} tot {high[-1]} plekken"
    axes.annotate(
        last, (days[-1], low[-1]), xytext=(8, -11), textcoords="offset points", fontsize=8.5, color=INK
    )
    for target in targets:
        axes.plot([_at(target.by)], [target.count], "D", color=_TARGET, markersize=6, clip_on=False)
        words = f"doel {target.count} in {target.by.year}"
        where: dict[str, Any] = {"xytext": (-7, 5), "textcoords": "offset points", "ha": "right"}
        axes.annotate(words, (_at(target.by), target.count), fontsize=8.5, **where)
    marks = [*days, *(_at(target.by) for target in targets)]
    # A target's words stand to its left, above the line that rises to it: they take about two years.
    first, until = int(min([*days, *(_at(target.by) - 2 for target in targets)])), int(max(marks)) + 1
    axes.set_xlim(first, until)
    axes.set_xticks(range(first, until + 1, max(1, (until - first) // 8)))
    axes.set_ylim(0, max([*high, *(target.count for target in targets), 1]) * 1.12)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=8.5)
    axes.locator_params(axis="y", integer=True, nbins=6)


def _at(day: date) -> float:
    """A day as a year with a fraction: an axis of years needs no calendar."""
    return day.year + (day.timetuple().tm_yday - 1) / 366
