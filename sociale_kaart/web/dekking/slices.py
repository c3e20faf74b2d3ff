"""What is known of every gemeente, for one pillar at one moment, as one group of people finds it within one limit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.coverage.report.kind import kind_of, places_known
from sociale_kaart.coverage.report.rows import ReportRow
from sociale_kaart.model import CoverageRow
from sociale_kaart.web.dekking.measures import COLUMNS

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Kinds = NDArray[np.int8]
# Beside the measures: what a table counts, and who weighs.
COUNTS = ("places", "places_no", "places_said_unknown", "inhabitants")


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
        kinds=np.array([kind_of(row) for row in ordered], dtype=np.int8),
        values={
            **{name: _floats(getattr(row, name) for row in ordered) for name in (*COLUMNS, *COUNTS)},
            "places": _floats(places_known(row) for row in ordered),
        },
        at_most=np.array([row.distance_at_most for row in ordered], dtype=np.bool_),
    )


def slice_of_map(rows: Mapping[str, CoverageRow], order: Sequence[str]) -> Slice:
    """Of what a built map holds; what only a report knows is not known."""
    ordered = [rows.get(code) for code in order]
    return Slice(
        kinds=np.array([kind_of(None, row) for row in ordered], dtype=np.int8),
        values={
            **{name: _floats(getattr(row, name, None) for row in ordered) for name in (*COLUMNS, *COUNTS)},
            "places": _floats(places_known(row) if row else None for row in ordered),
        },
        at_most=np.array([bool(row and row.distance_at_most) for row in ordered], dtype=np.bool_),
    )


def _floats(values: Iterable[float | None]) -> Floats:
    return np.array([np.nan if one is None else one for one in values], dtype=np.float64)
