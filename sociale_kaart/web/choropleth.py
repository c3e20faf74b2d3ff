"""How the coverage map of a page is filled: status shows as shade, as pattern, and in words in the table below it."""

from __future__ import annotations

from collections.abc import Sequence

from sociale_kaart.export.areadrawing import MAX_CLASSES, Shade
from sociale_kaart.model import CoverageRow, CoverageStatus


def fill_class(row: CoverageRow | None, classes: Sequence[Shade]) -> str:
    """CSS class of a gemeente: its shade, or a pattern for a certain gap and for unknown."""
    if row is None or row.status is CoverageStatus.UNKNOWN:
        return "vlak-onbekend"
    if row.status is CoverageStatus.UNCOVERED:
        return "vlak-geen"
    value = round(row.places_per_10000 or 0.0, 1)
    shade = next((one for one in classes if value <= one.highest), None)
    # Five steps of colour: fewer classes take the darker ones, so that covered never looks like empty.
    return f"vlak-{(shade.number if shade else 1) + MAX_CLASSES - max(len(classes), 1)}"
