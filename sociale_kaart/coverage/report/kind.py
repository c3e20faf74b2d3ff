"""What a gemeente is called for one pillar: where its help comes from, and how sure that is, the same everywhere."""

from __future__ import annotations

from enum import IntEnum

from sociale_kaart.coverage.measures.imported import Reach
from sociale_kaart.coverage.report.rows import ReportRow
from sociale_kaart.model import CoverageRow, CoverageStatus


class Kind(IntEnum):
    """Where the help of a gemeente comes from, and how sure a gap is.

    `NEIGHBOUR`: somebody vouched that it has no place, and a neighbour's is near. `NEARBY`: a neighbour's is near, and
    whether it has one of its own nobody knows. `NONE`: on somebody's word there is no place, and nobody knows whether a
    neighbour helps: its list is not complete, or the extra `coverage`, which reckons that, is missing.
    """

    OWN = 0
    NEIGHBOUR = 1
    GAP = 2
    ROBUST_GAP = 3
    UNKNOWN = 4
    NONE = 5
    NEARBY = 6


# Of which somebody vouched that there is no place in it.
WITHOUT_PLACE = (Kind.NEIGHBOUR, Kind.GAP, Kind.ROBUST_GAP, Kind.NONE)
# Of which nobody knows whether there is a place in it.
NOT_KNOWN = (Kind.UNKNOWN, Kind.NEARBY)
GAPS = (Kind.GAP, Kind.ROBUST_GAP)
# As a summary tells them.
IN_ORDER = (
    Kind.OWN,
    Kind.NEIGHBOUR,
    Kind.GAP,
    Kind.ROBUST_GAP,
    Kind.NONE,
    Kind.NEARBY,
    Kind.UNKNOWN,
)
_OF_STATUS = {
    CoverageStatus.COVERED: Kind.OWN,
    CoverageStatus.UNCOVERED: Kind.NONE,
    CoverageStatus.UNKNOWN: Kind.UNKNOWN,
}


def kind_of(row: ReportRow | None, built: CoverageRow | None = None) -> Kind:
    """Of a row as it was reckoned, else as the built map holds it; of neither nothing is known."""
    if row is None:
        return _OF_STATUS[built.status] if built else Kind.UNKNOWN
    if row.reach is Reach.GAP and row.gap_robust:
        return Kind.ROBUST_GAP
    return kind_from(row.reach, row.status)


def kind_from(reach: Reach, status: CoverageStatus) -> Kind:
    """Of what a report says in two columns, where nobody tried how robust a gap is."""
    declared_none = status is CoverageStatus.UNCOVERED
    match reach:
        case Reach.OWN:
            return Kind.OWN
        case Reach.GAP:
            return Kind.GAP
        case Reach.NEIGHBOUR:
            return Kind.NEIGHBOUR if declared_none else Kind.NEARBY
        case Reach.UNKNOWN:
            return Kind.NONE if declared_none else Kind.UNKNOWN


def places_known(row: ReportRow | CoverageRow) -> int | None:
    """How many places there are: no nought where nobody knows whether there is any."""
    return row.places if row.places or row.status is not CoverageStatus.UNKNOWN else None
