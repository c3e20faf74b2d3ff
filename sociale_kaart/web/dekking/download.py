"""The table of a view as CSV, under the names of docs/glossary.md, with what its figures rest on."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from sociale_kaart.coverage.report.kind import GAPS, NOT_KNOWN, Kind
from sociale_kaart.coverage.shown.figures import Slice
from sociale_kaart.export import tables
from sociale_kaart.export.findings import Findings, Part
from sociale_kaart.model import CoverageStatus
from sociale_kaart.web.dekking.choices import Choices
from sociale_kaart.web.dekking.figures import figures
from sociale_kaart.web.dekking.measures import MEASURES, Unit
from sociale_kaart.web.dekking.paint import told_values
from sociale_kaart.web.dekking.painting import title
from sociale_kaart.web.dekking.table import COUNTS, NAME, Order, column_ids, table
from sociale_kaart.web.site import Site

REACH = {
    Kind.OWN: "own",
    Kind.NEIGHBOUR: "neighbour",
    Kind.NEARBY: "neighbour",
    Kind.GAP: "gap",
    Kind.ROBUST_GAP: "gap",
    Kind.UNKNOWN: "unknown",
    # As a report calls it: beside it stands that there is no place, so that of the neighbours nobody knows.
    Kind.NONE: "unknown",
}
# Share of persons, metres: as a report has them.
_DECIMALS = {Unit.SHARE: 6, Unit.METRES: 2, Unit.COUNT: 6}


def as_csv(site: Site, choices: Choices, order: Order) -> bytes:
    """What the table shows, row by row in its order, not rounded; an empty cell is not known."""
    rows = list(_rows(site, choices, order))
    part = Part(name="coverage", title="dekking", columns=tuple(rows[0]) if rows else (), brief=(), rows=rows)
    data = site.data
    marks = {
        "kaart": data.config.title,
        "known_on": data.known_on.isoformat(),
        "content_hash": data.content_hash,
        "is_example": data.config.example,
    }
    whole = Findings(title=title(site, choices), sentences=(), parts=(part,), about=(), marks=marks)
    return tables.as_csv(whole, part)


def _rows(site: Site, choices: Choices, order: Order) -> Iterator[dict[str, Any]]:
    found = figures(site, choices)
    its, number_of = found.slice(choices), {code: number for number, code in enumerate(found.order)}
    for line in table(site, choices, order).lines:
        number = number_of[line.gemeente.code]
        yield {
            "gemeentecode": line.gemeente.code,
            "area_name": line.gemeente.naam,
            "pillar": choices.pillar,
            "group": choices.persons,
            "limit_m": choices.limit_m,
            "when": choices.when,
            "status": _status(line.kind).value,
            **_label(line.kind, is_whole=found.is_whole),
            **_values(its, number, choices),
            "distance_at_most": bool(its.at_most[number]),
            "share_at_least": bool(its.at_most[number]),
        }


def _status(kind: Kind) -> CoverageStatus:
    if kind in NOT_KNOWN:
        return CoverageStatus.UNKNOWN
    return CoverageStatus.COVERED if kind is Kind.OWN else CoverageStatus.UNCOVERED


def _label(kind: Kind, *, is_whole: bool) -> dict[str, Any]:
    """`reach` is empty only where nobody reckoned whether a neighbour helps: without the extra `coverage`."""
    return {
        "reach": None if kind is Kind.NONE and not is_whole else REACH[kind],
        "gap_robust": kind is Kind.ROBUST_GAP if is_whole and kind in GAPS else None,
    }


def _values(its: Slice, number: int, choices: Choices) -> dict[str, float | None]:
    values: dict[str, float | None] = {}
    for id_ in column_ids(choices.measure):
        unit = MEASURES[id_].unit if id_ in MEASURES else Unit.COUNT
        column = COUNTS[id_][0] if id_ in COUNTS else MEASURES[id_].column
        if id_ != NAME and column:
            known = told_values(its, MEASURES[id_]) if id_ in MEASURES else its.values[column]
            value = float(known[number])
            values[column] = round(value, _DECIMALS[unit]) if math.isfinite(value) else None
    return values
