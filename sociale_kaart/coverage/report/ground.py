"""One pillar on the ground, as every part of a report reads it, and the columns that they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sociale_kaart.coverage.measures.areas import Areas
from sociale_kaart.coverage.measures.nearest import Nearest
from sociale_kaart.coverage.points import Floats
from sociale_kaart.coverage.report.known import Help

Columns = dict[str, Sequence[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """One pillar on the ground: what is near every point, reckoned once for every group and area."""

    help_: Help
    areas: Areas
    every: Areas
    found: Nearest
    own_m: Floats
    possible_m: Floats | None
    access: tuple[Floats, Floats, Floats] | None


def transposed(columns: Columns) -> list[dict[str, Any]]:
    """A row for each of the areas."""
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def or_none(values: Floats) -> list[float | None]:
    """None for what is not known."""
    return [one if np.isfinite(one) else None for one in values.tolist()]


def whole(values: Floats) -> list[int]:
    """Counts, as whole numbers."""
    return [round(one) for one in values.tolist()]
