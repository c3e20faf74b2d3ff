"""A coverage report as pictures for a page: a map per pillar, shaded by the share of people within the limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sociale_kaart.coverage.measures.imported import Reach
from sociale_kaart.coverage.report.rows import CoverageReport, ReportRow, plain_rows
from sociale_kaart.export.areadrawing import AreaDrawing
from sociale_kaart.export.findings import for_people
from sociale_kaart.export.page import GAP_CLASS, UNKNOWN_CLASS, Picture, shade_class
from sociale_kaart.export.shading import COLOURS, ShadeClass, classes_of, measure_of, shade_of
from sociale_kaart.model import Pillar

SHADED = "share_within_limit"


def pictures_of(
    report: CoverageReport, pillars: Sequence[Pillar], drawing: AreaDrawing
) -> tuple[Picture, ...]:
    """One map per pillar, all with the same classes, so that they can be compared."""
    classes = classes_of([getattr(row, SHADED) for row in report.rows], measure_of(SHADED))
    asked = dict.fromkeys(row.pillar for row in report.rows)
    names = {one.id: one.name for one in pillars}
    return tuple(
        _picture(
            names.get(pillar, pillar), [row for row in report.rows if row.pillar == pillar], classes, drawing
        )
        for pillar in asked
    )


def _picture(
    name: str, rows: Sequence[ReportRow], classes: Sequence[ShadeClass], drawing: AreaDrawing
) -> Picture:
    fills = {row.area: _fill(row, classes) for row in rows}
    return Picture(
        title=name,
        description=f"{measure_of(SHADED).name}, per gebied. Dezelfde cijfers staan in de tabel.",
        drawing=drawing,
        fills=fills,
        told={row.area: _told(row) for row in rows},
        legend=tuple(_legend(list(fills.values()), classes)),
    )


def _fill(row: ReportRow, classes: Sequence[ShadeClass]) -> str:
    """A gap and what is unknown have a pattern; the rest the shade of its share."""
    shade = shade_of(row.share_within_limit, row.reach.value, classes)
    if isinstance(shade, str):
        return GAP_CLASS if shade == Reach.GAP.value else UNKNOWN_CLASS
    return shade_class(COLOURS.index(shade.colour))


def _told(row: ReportRow) -> str:
    (plain,) = plain_rows((row,))
    return f"{for_people('reach', plain)}, {for_people(SHADED, plain)} van de inwoners binnen de grens"


def _legend(fills: Sequence[str], classes: Sequence[ShadeClass]) -> Iterator[tuple[str, str]]:
    for one in classes:
        css = shade_class(COLOURS.index(one.colour))
        yield css, f"{one.label} van de inwoners binnen de grens ({fills.count(css)})"
    for css, text in ((GAP_CLASS, "gat: geen plek, en de lijst is volledig"), (UNKNOWN_CLASS, "onbekend")):
        if css in fills:
            yield css, f"{text} ({fills.count(css)})"
