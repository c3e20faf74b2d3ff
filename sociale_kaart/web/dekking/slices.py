"""What a built map itself knows of every gemeente for one pillar: for where nothing can be reckoned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from sociale_kaart.coverage.points import Floats
from sociale_kaart.coverage.report.kind import kind_of, places_known
from sociale_kaart.coverage.shown.figures import Slice
from sociale_kaart.model import CoverageRow
from sociale_kaart.web.dekking.measures import COLUMNS

# Beside the measures: what a table counts, and who weighs.
COUNTS = ("places", "places_no", "places_said_unknown", "inhabitants")


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
