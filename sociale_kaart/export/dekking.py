"""Coverage as JSON: one object per gemeente with its pillars nested, named as in docs/glossary.md."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Protocol

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.export.measures import measures
from sociale_kaart.model import CoverageRow

DEKKING_COLUMNS = ("gemeentecode", "gemeente", "provincie", "inhabitants", "pillars")


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
        {row.pillar: measures(row) for row in rows},
    )
    return dict(zip(DEKKING_COLUMNS, values, strict=True))
