"""Coverage as JSON: one object per gemeente with its pillars nested, named as in docs/glossary.md."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Protocol

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.model import CoverageRow

DEKKING_COLUMNS = ("gemeentecode", "gemeente", "provincie", "inhabitants", "pillars")
DEKKING_PILLAR_COLUMNS = (
    "status",
    "places",
    "places_no",
    "places_unknown",
    "places_per_10000",
    "mean_distance_m",
    "p90_distance_m",
    "distance_at_most",
)


class NamedGemeente(Protocol):
    """What an export needs to know of a gemeente."""

    @property
    def naam(self) -> str: ...

    @property
    def provincie(self) -> str: ...


def dekking(data: MapData, gemeenten: Mapping[str, NamedGemeente]) -> list[dict[str, Any]]:
    """One object per gemeente of the area, in order of code; distances in whole metres, None where unknown."""
    rows_of: defaultdict[str, list[CoverageRow]] = defaultdict(list)
    for row in data.coverage:
        rows_of[row.gemeentecode].append(row)
    return [_gemeente(code, rows_of[code], gemeenten) for code in sorted(data.gemeentecodes)]


def _gemeente(code: str, rows: list[CoverageRow], gemeenten: Mapping[str, NamedGemeente]) -> dict[str, Any]:
    known = gemeenten.get(code)
    values = (
        code,
        known.naam if known else "",
        known.provincie if known else "",
        rows[0].inhabitants if rows else None,
        {row.pillar: _pillar(row) for row in rows},
    )
    return dict(zip(DEKKING_COLUMNS, values, strict=True))


def _pillar(row: CoverageRow) -> dict[str, Any]:
    values = (
        row.status.value,
        row.places,
        row.places_no,
        row.places_unknown,
        None if row.places_per_10000 is None else round(row.places_per_10000, 2),
        _metres(row.mean_distance_m),
        _metres(row.p90_distance_m),
        row.distance_at_most,
    )
    return dict(zip(DEKKING_PILLAR_COLUMNS, values, strict=True))


def _metres(value: float | None) -> int | None:
    return None if value is None else round(value)
