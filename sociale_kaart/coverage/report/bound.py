"""What a figure of an area is where places may exist that no source holds: at least so much, at most, or nothing."""

from __future__ import annotations

from enum import StrEnum

from sociale_kaart.coverage.report.rows import ReportRow
from sociale_kaart.model import CoverageStatus

# A smaller share of people is shown as none.
LEAST_TOLD = 0.005
_SHARES = "share_within_"
_LOWERED = ("mean_distance_m", "median_distance_m", "p90_distance_m", "persons_beyond", "gap_depth")
_LOW, _HIGH = "_low", "_high"


class Bound(StrEnum):
    """What a value is where there may be places that no source holds."""

    EXACT = ""
    LEAST = "least"
    MOST = "most"


def bound_of(column: str, value: float, *, is_open: bool) -> Bound:
    """What a value of a column of `ReportRow` is; more places only raise a share, and only lower a distance.

    is_open : whether there may be places around that no source holds (`distance_at_most`)
    """
    if not is_open or column.endswith("_difference"):
        return Bound.EXACT
    if column.startswith(_SHARES):
        return Bound.LEAST if round(value, 2) < 1 else Bound.EXACT
    return Bound.MOST if column.removesuffix(_HIGH) in _LOWERED and value > 0 else Bound.EXACT


def told(
    column: str, value: float | None, *, status: CoverageStatus, share: float | None, is_open: bool
) -> float | None:
    """A value of a column of `ReportRow` as people are told it; None where it rests on nothing.

    share : of the inhabitants within the limit (0..1), None where not known. is_open : as for `bound_of`

    Of an area of which nobody knows whether it has a place, that nobody is reached says no more than that. And what
    the places of which a source says that it does not know can make of a figure is no limit where there may be others.
    """
    if is_open and (share is None or share < 1) and _is_only_of_what_is_said(column):
        return None
    if status is not CoverageStatus.UNKNOWN:
        return value
    if column.startswith(_SHARES):
        return value if (value or 0.0) >= LEAST_TOLD else None
    if column.startswith("persons_beyond"):
        return value if (share or 0.0) >= LEAST_TOLD else None
    return value


def told_of(row: ReportRow, column: str) -> float | None:
    """As `told`, of a column of figures of a row."""
    value: float | None = getattr(row, column)
    return told(column, value, status=row.status, share=row.share_within_limit, is_open=row.distance_at_most)


def _is_only_of_what_is_said(column: str) -> bool:
    if column.startswith(_SHARES):
        return column.endswith(_HIGH)
    return column.endswith(_LOW) and column.removesuffix(_LOW) in _LOWERED
