"""The report beside a built map: rows in, used and reported, and every problem (rapport.json, for tools and people)."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date

from sociale_kaart.atomic import write_text
from sociale_kaart.dataset.mapdata import MapData, RowCount
from sociale_kaart.dataset.records import to_row
from sociale_kaart.kaart import Kaart


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
    """What a coordinator reads after a build, in Dutch; the sum of rows always comes out."""
    lines = [_sum(count.source, count) for count in data.counts]
    total = RowCount(
        source="samen",
        rows_in=sum(count.rows_in for count in data.counts),
        rows_used=sum(count.rows_used for count in data.counts),
        rows_reported=sum(count.rows_reported for count in data.counts),
    )
    placed = sum(data.match_of(listing.location_id).has_point for listing in data.inventory.listings)
    locations = sum(match.has_point for match in data.matches.values())
    return [
        *lines,
        _sum(total.source, total),
        f"op de kaart: {placed} organisaties op een plek, {locations} plekken",
    ]


def _sum(name: str, count: RowCount) -> str:
    return f"{name}: {count.rows_in} rijen in = {count.rows_used} gebruikt + {count.rows_reported} gemeld"
