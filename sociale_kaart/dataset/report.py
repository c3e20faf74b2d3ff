"""The report beside a built map: rows in, used and reported, and every problem (rapport.json, for tools and people)."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date

from sociale_kaart.atomic import write_text
from sociale_kaart.dataset.mapdata import MapData, RowCount
from sociale_kaart.dataset.records import to_row
from sociale_kaart.dataset.refused import refused_rows
from sociale_kaart.kaart import Kaart
from sociale_kaart.problems import Severity

# The most problems that a build prints; all of them stand in the report.
SHOWN = 20


def write_report(data: MapData, kaart: Kaart, *, today: date) -> None:
    """Write rapport.json in one step."""
    report = {
        "title": data.config.title,
        "content_hash": data.content_hash,
        "built_on": today.isoformat(),
        "places": len(data.inventory.listings),
        "locations": len(data.inventory.locations),
        "organisations": len(data.inventory.organisations),
        "match_levels": dict(Counter(match.level.value for match in data.matches.values())),
        "counts": [to_row(count) for count in data.counts],
        "problems": [to_row(problem) for problem in data.problems],
    }
    write_text(kaart.report_path, json.dumps(report, ensure_ascii=False, indent=1) + "\n")


def summary_lines(data: MapData) -> list[str]:
    """What a coordinator reads after a build, in Dutch: what is not on the map and why, and the sum of rows."""
    total = RowCount(
        source="samen",
        rows_in=sum(count.rows_in for count in data.counts),
        rows_used=sum(count.rows_used for count in data.counts),
        rows_reported=sum(count.rows_reported for count in data.counts),
    )
    placed = sum(data.match_of(listing.location_id).has_point for listing in data.inventory.listings)
    locations = sum(match.has_point for match in data.matches.values())
    return [
        *_reported(data),
        *_suspended(data),
        *_unclear_hours(data),
        *(_sum(count) for count in data.counts),
        _sum(total),
        f"op de kaart: {_many(placed, 'organisatie', 'organisaties')} op {_many(locations, 'plek', 'plekken')}",
    ]


def _reported(data: MapData) -> list[str]:
    errors = [str(problem) for problem in data.problems if problem.severity is Severity.ERROR]
    rest = len(errors) - SHOWN
    more = [f"... en nog {rest}; alles staat in rapport.json"] if rest > 0 else []
    return [*errors[:SHOWN], *more]


def _suspended(data: MapData) -> list[str]:
    refused = len(refused_rows(data))
    if not refused or not data.config.completeness:
        return []
    rows = "1 rij is" if refused == 1 else f"{refused} rijen zijn"
    why = "telt 'completeness' in kaart.toml niet mee: de kaart zegt dan nergens dat er geen plek is."
    return [f"Let op: {rows} niet gebruikt. Zolang dat zo is, {why}"]


def _unclear_hours(data: MapData) -> list[str]:
    """How many texts about hours the map shows without knowing what they mean."""
    texts = {one.text for one in data.hours}
    unclear = {one.text for one in data.hours if one.doubts or not one.complete}
    if not unclear:
        return []
    said = "1 tekst over tijden is" if len(unclear) == 1 else f"{len(unclear)} teksten over tijden zijn"
    return [f"Let op: {said} niet duidelijk (van de {len(texts)}). Zie: sociale-kaart check MAP."]


def _sum(count: RowCount) -> str:
    rows = _many(count.rows_in, "rij", "rijen")
    return f"{count.source}: {rows} in = {count.rows_used} gebruikt + {count.rows_reported} gemeld"


def _many(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
