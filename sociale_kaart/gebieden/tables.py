"""The reference tables as CSV: one place that knows their columns, for whoever writes and whoever reads them.

An empty cell is unknown (suppressed by CBS), never zero.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sociale_kaart.gebieden import files

COLUMNS: Mapping[str, tuple[str, ...]] = {
    files.GEMEENTEN: (
        "gemeentecode",
        "naam",
        "provinciecode",
        "provincie",
        "inhabitants",
        "inhabitants_65plus",
        "land_area_ha",
    ),
    files.BUURTEN: ("buurtcode", "gemeentecode", "inhabitants", "inhabitants_65plus", "x_rd", "y_rd"),
    files.POSTCODES: ("postcode4", "gemeentecode", "inhabitants", "x_rd", "y_rd", "radius_m", "source"),
    files.PLACES: ("woonplaats", "gemeentecode", "x_rd", "y_rd", "radius_m", "source"),
    files.ALIASES: ("alias", "kind", "naam", "gemeentecode", "source"),
    files.SUCCESSORS: ("gemeentecode", "naam", "successor_code", "valid_from", "change", "source"),
}


def write(name: str, rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Rows of a reference table as CSV, in the order given; None and NaN become an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS[name])
    for row in rows:
        writer.writerow([_cell(row[column]) for column in COLUMNS[name]])
    return text.getvalue().encode()


def read(name: str) -> list[dict[str, str]]:
    """Rows of a reference table, its hash checked; every cell is text, an empty one is unknown."""
    return parse(files.read_bytes(name))


def parse(data: bytes) -> list[dict[str, str]]:
    """Rows of a table's bytes."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"))))


def number(cell: str) -> int | None:
    """A whole number, or None for an empty cell."""
    return int(cell) if cell else None


def sorted_rows(rows: Sequence[dict[str, Any]], *columns: str) -> list[dict[str, Any]]:
    """Rows by the given columns, so that a rebuild shows as a small diff."""
    return sorted(rows, key=lambda row: tuple(str(row[column]) for column in columns))


def _cell(value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    return str(round(value)) if isinstance(value, float) else str(value)
