"""Measure 11 of a map: how many places there were on each day, and whether its targets were reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np

from sociale_kaart.coverage.counted import said_of
from sociale_kaart.coverage.measures.areas import Areas, Ints
from sociale_kaart.coverage.measures.bounds import together
from sociale_kaart.coverage.measures.overtime import Lives, curve, lives_of, reached
from sociale_kaart.coverage.report.rows import CurveRow, TargetRow
from sociale_kaart.coverage.sites import Sites, sites_of
from sociale_kaart.dataset.mapdata import MapData

_NO_POINTS: Ints = np.empty(0, dtype=np.intp)


def growth(
    data: MapData, pillars: Iterable[str], sure: Iterable[str], kind: str | None = None
) -> tuple[tuple[CurveRow, ...], tuple[TargetRow, ...]]:
    """The curve of each pillar, and its targets.

    Parameters
    ----------
    sure : pillars of which every place in the whole area is known; of another no target is called missed
    kind : only organisations of this kind

    A place counts where it stands in the gemeenten of the map as they are now. Days: each first of January since the
    first place that is known to have opened, the days of the targets, and the day that the map tells about.
    """
    known = frozenset(sure)
    curves: list[CurveRow] = []
    targets: list[TargetRow] = []
    for pillar in pillars:
        sites = _ever(data, pillar, kind)
        lives = lives_of(data, sites, pillar)
        curves += _curve(data, pillar, sites, lives)
        targets += _targets(data, pillar, lives, complete=pillar in known)
    return tuple(curves), tuple(targets)


def _ever(data: MapData, pillar: str, kind: str | None) -> Sites:
    """Every place in the area of which some day is known to have had the pillar, with or without a point."""
    both = together(*(sites_of(data, pillar, ever=True, without_point=aside) for aside in (False, True)))
    of_kind = [one.listing.id for one in said_of(data, pillar, kind) if one.presence.value != "unknown"]
    inside = np.isin(both.gemeentecode, np.array(data.gemeentecodes, dtype=np.str_))
    return both.only(inside & np.isin(both.id, np.array(of_kind, dtype=np.str_)))


def _curve(data: MapData, pillar: str, sites: Sites, lives: Lives) -> Iterator[CurveRow]:
    days = _days(data, pillar, lives)
    found = curve(lives, Areas(("",), _NO_POINTS, np.zeros(len(sites), dtype=np.intp)), days)
    columns = (found.low, found.high, found.opened, found.closed)
    for day, low, high, opened, closed in zip(days, *(one[:, 0].tolist() for one in columns), strict=True):
        yield CurveRow(
            pillar=pillar,
            day=day,
            places_low=round(low),
            places_high=round(high),
            opened=round(opened),
            closed=round(closed),
        )


def _days(data: MapData, pillar: str, lives: Lives) -> tuple[date, ...]:
    told = [one.item() for one in lives.opened[~np.isnat(lives.opened)]]
    first = min(told, default=data.known_on).year
    named = {target.by for target in data.program.targets if target.pillar == pillar}
    years = {date(year, 1, 1) for year in range(first, data.known_on.year + 1)}
    return tuple(sorted(day for day in years | named | {data.known_on} if day <= data.known_on))


def _targets(data: MapData, pillar: str, lives: Lives, *, complete: bool) -> Iterator[TargetRow]:
    for target in data.program.targets:
        if target.pillar == pillar:
            certain, perhaps = lives.on(target.by)
            yield TargetRow(
                pillar=pillar,
                count=target.count,
                by=target.by,
                source=target.source,
                places_low=int(certain.sum()),
                places_high=int((certain | perhaps).sum()),
                reached=reached(target, lives, complete=complete and target.by <= data.known_on),
            )
