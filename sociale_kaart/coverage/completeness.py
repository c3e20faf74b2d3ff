"""Whether a declared inventory may be believed: not while rows of its sources could not be read."""

from __future__ import annotations

from collections.abc import Iterable

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.refused import refused_rows
from sociale_kaart.model import Completeness


def in_force(data: MapData, declared: Iterable[Completeness]) -> tuple[Completeness, ...]:
    """The declarations that hold; none while a row about places was refused.

    A refused row may be the very place that a gemeente seems to lack. Which gemeente it is in cannot be trusted
    either, so one such row stays every declaration until it is mended.
    """
    return () if refused_rows(data) else tuple(declared)
