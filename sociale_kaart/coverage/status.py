"""Covered, uncovered or unknown: when a gemeente may be called a gap."""

from __future__ import annotations

from collections.abc import Iterable

from sociale_kaart.model import Completeness, CoverageStatus


def coverage_status(*, places: int, said_unknown: int, declared_complete: bool) -> CoverageStatus:
    """Status of one pillar in one gemeente.

    Parameters
    ----------
    places : listings with a yes
    said_unknown : listings of which the source itself says that it is unknown
    declared_complete : somebody vouched that every place with this pillar here is in the sources

    A yes covers. Only a declared inventory turns silence into absence, and not while a place in it is
    still marked unknown: that place may be the one.
    """
    if places:
        return CoverageStatus.COVERED
    if declared_complete and not said_unknown:
        return CoverageStatus.UNCOVERED
    return CoverageStatus.UNKNOWN


def declared_complete(completeness: Iterable[Completeness], pillar: str) -> frozenset[str]:
    """Gemeentecodes where the inventory of a pillar is declared complete."""
    return frozenset(code for part in completeness if part.pillar == pillar for code in part.gemeentecodes)
