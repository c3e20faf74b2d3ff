"""A coverage report as pictures for a page: a map per pillar, shaded by the share of people within the limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sociale_kaart.coverage.report.rows import CoverageReport, ReportRow, plain_rows
from sociale_kaart.export.areadrawing import AreaDrawing
from sociale_kaart.export.findings import for_people
from sociale_kaart.export.page import Picture, shade_class
from sociale_kaart.export.reportmaps import reach_of
from sociale_kaart.export.shading import (
    COLOURS,
    PATTERN_LABELS,
    ShadeClass,
    classes_of,
    measure_of,
    shade_of,
)
from sociale_kaart.model import Pillar

SHADED = "share_within_limit"


def pictures_of(
    report: CoverageReport, pillars: Sequence[Pillar], drawing: AreaDrawing
) -> tuple[Picture, ...]:
    """One map per pillar, all with the same classes, so that they can be compared."""
    classes = classes_of([getattr(row, SHADED) for row in report.rows], measure_of(SHADED))
    names = {one.id: one.name for one in pillars}
    return tuple(
        _picture(report, pillar, names.get(pillar, pillar), classes, drawing)
        for pillar in dict.fromkeys(row.pillar for row in report.rows)
    )


def _picture(
    report: CoverageReport, pillar: str, name: str, classes: Sequence[ShadeClass], drawing: AreaDrawing
) -> Picture:
    rows, reach = [row for row in report.rows if row.pillar == pillar], reach_of(report, pillar)
    fills = {row.area: _fill(shade_of(getattr(row, SHADED), reach[row.area], classes)) for row in rows}
    return Picture(
        title=name,
        description=f"{measure_of(SHADED).name}, per gebied. Dezelfde cijfers staan in de tabel.",
        drawing=drawing,
        fills=fills,
        told={row.area: _told(row) for row in rows},
        legend=tuple(_legend(list(fills.values()), classes)),
    )


def _fill(shade: ShadeClass | str) -> str:
    return shade_class(shade if isinstance(shade, str) else COLOURS.index(shade.colour))


def _told(row: ReportRow) -> str:
    (plain,) = plain_rows((row,))
    return f"{for_people('reach', plain)}, {for_people(SHADED, plain)} van de inwoners binnen de grens"


def _legend(fills: Sequence[str], classes: Sequence[ShadeClass]) -> Iterator[tuple[str, str]]:
    for one in classes:
        yield _fill(one), f"{one.label} van de inwoners binnen de grens ({fills.count(_fill(one))})"
    for pattern, text in PATTERN_LABELS.items():
        if _fill(pattern) in fills:
            yield _fill(pattern), f"{text} ({fills.count(_fill(pattern))})"
