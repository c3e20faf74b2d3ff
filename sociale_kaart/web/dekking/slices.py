"""What is known of every gemeente, for one pillar at one moment, as one group of people finds it within one limit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.coverage.report.rows import ReportRow
from sociale_kaart.model import CoverageRow, CoverageStatus
from sociale_kaart.web.dekking.measures import COLUMNS

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Kinds = NDArray[np.int8]
# Beside the measures: what a table counts, and who weighs.
COUNTS = ("places", "places_no", "places_unknown", "inhabitants")


class Kind(IntEnum):
    """Where the help of a gemeente comes from, and how sure a gap is.

    `NONE`: on somebody's word there is no place, and nobody knows whether a neighbour helps: its list is not complete,
    or the extra `coverage`, which reckons that, is missing.
    """

    OWN = 0
    NEIGHBOUR = 1
    GAP = 2
    ROBUST_GAP = 3
    UNKNOWN = 4
    NONE = 5


WITHOUT_PLACE = (Kind.NEIGHBOUR, Kind.GAP, Kind.ROBUST_GAP, Kind.NONE)
GAPS = (Kind.GAP, Kind.ROBUST_GAP)
_KIND_OF_STATUS = {
    CoverageStatus.COVERED: Kind.OWN,
    CoverageStatus.UNCOVERED: Kind.NONE,
    CoverageStatus.UNKNOWN: Kind.UNKNOWN,
}
_KIND_OF_REACH = {
    "own": Kind.OWN,
    "neighbour": Kind.NEIGHBOUR,
    "gap": Kind.GAP,
    "unknown": Kind.UNKNOWN,
}


@dataclass(frozen=True, slots=True, eq=False)
class Slice:
    """Per gemeente, in the order of the site's area.

    kinds : numbers of `Kind`. values : column of a report -> value, NaN where it is not known
    at_most : whether a distance is at most so much: nearer places may exist that no source holds
    """

    kinds: Kinds
    values: Mapping[str, Floats]
    at_most: Bools


def slice_of_report(rows: Iterable[ReportRow], order: Sequence[str]) -> Slice:
    """Of the rows of a report, one for each gemeente."""
    row_of = {row.area: row for row in rows}
    ordered = [row_of[code] for code in order]
    return Slice(
        kinds=np.array([_kind(row) for row in ordered], dtype=np.int8),
        values={
            **{name: _floats(getattr(row, name) for row in ordered) for name in (*COLUMNS, *COUNTS)},
            "places": _floats(_places(row) for row in ordered),
        },
        at_most=np.array([row.distance_at_most for row in ordered], dtype=np.bool_),
    )


def slice_of_map(rows: Mapping[str, CoverageRow], order: Sequence[str]) -> Slice:
    """Of what a built map holds; what only a report knows is not known."""
    ordered = [rows.get(code) for code in order]
    return Slice(
        kinds=np.array(
            [_KIND_OF_STATUS[row.status] if row else Kind.UNKNOWN for row in ordered], dtype=np.int8
        ),
        values={
            **{name: _floats(getattr(row, name, None) for row in ordered) for name in (*COLUMNS, *COUNTS)},
            "places": _floats(_places(row) if row else None for row in ordered),
        },
        at_most=np.array([bool(row and row.distance_at_most) for row in ordered], dtype=np.bool_),
    )


def _places(row: ReportRow | CoverageRow) -> int | None:
    """No nought where nobody knows whether there is any."""
    return row.places if row.places or row.status is not CoverageStatus.UNKNOWN else None


def _kind(row: ReportRow) -> Kind:
    if row.reach == "unknown" and row.status is CoverageStatus.UNCOVERED:
        return Kind.NONE
    return Kind.ROBUST_GAP if row.reach == "gap" and row.gap_robust else _KIND_OF_REACH[row.reach]


def _floats(values: Iterable[float | None]) -> Floats:
    return np.array([np.nan if one is None else one for one in values], dtype=np.float64)
