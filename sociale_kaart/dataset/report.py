"""The report beside a built map: rows in, used and reported, and every problem (rapport.json, for tools and people)."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date

from sociale_kaart.atomic import write_text
from sociale_kaart.dataset.mapdata import MapData
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
    lines = []
    for count in data.counts:
        lines.append(
            f"{count.source}: {count.rows_in} rijen in = {count.rows_used} gebruikt + {count.rows_reported} gemeld"
        )
    rows_in = sum(count.rows_in for count in data.counts)
    used = sum(count.rows_used for count in data.counts)
    lines.append(
        f"samen: {rows_in} rijen in = {used} gebruikt + {sum(count.rows_reported for count in data.counts)} gemeld"
    )
    lines.append(
        f"op de kaart: {sum(data.match_of(one.location_id).has_point for one in data.inventory.listings)} "
        f"organisaties op een plek, {sum(match.has_point for match in data.matches.values())} plekken"
    )
    return lines
