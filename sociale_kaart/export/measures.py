"""The measures of coverage as every export writes them: status in a word, whole metres, None where unknown."""

from __future__ import annotations

from typing import Any

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.model import MEASURE_COLUMNS, CoverageRow

COVERAGE_COLUMNS = ("gemeentecode", "gemeente", "provincie", "pillar", "inhabitants", *MEASURE_COLUMNS)

Row = dict[str, Any]


def coverage_rows(data: MapData) -> list[Row]:
    """One row per gemeente and pillar; distances in whole metres, None where no place is known."""
    return [
        {
            "gemeentecode": row.gemeentecode,
            "gemeente": gemeenten()[row.gemeentecode].naam,
            "provincie": gemeenten()[row.gemeentecode].provincie,
            "pillar": row.pillar,
            "inhabitants": row.inhabitants,
        }
        | measures(row)
        for row in data.coverage
    ]


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
