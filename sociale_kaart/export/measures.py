"""The measures of coverage as every export writes them: status in a word, whole metres, None where unknown."""

from __future__ import annotations

from typing import Any

from sociale_kaart.model import MEASURE_COLUMNS, CoverageRow


def measures(row: CoverageRow) -> dict[str, Any]:
    """Each of MEASURE_COLUMNS of one gemeente and pillar, rounded to what the figures can bear."""
    rounded = {
        "status": row.status.value,
        "places_per_10000": None if row.places_per_10000 is None else round(row.places_per_10000, 2),
        "mean_distance_m": _metres(row.mean_distance_m),
        "p90_distance_m": _metres(row.p90_distance_m),
    }
    return {column: rounded.get(column, getattr(row, column)) for column in MEASURE_COLUMNS}


def _metres(value: float | None) -> int | None:
    return None if value is None else round(value)
