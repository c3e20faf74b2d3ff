"""From the places of one day or map to those of another, step by step: so that two maps can be compared."""

from __future__ import annotations

from datetime import date

import numpy as np

from sociale_kaart.coverage.measures.overtime import lives_of
from sociale_kaart.coverage.scenario import Scenario
from sociale_kaart.coverage.sites import Sites, sites_of
from sociale_kaart.dataset.mapdata import MapData


def towards(now: Scenario, wanted: Sites) -> Scenario:
    """The scenario in which exactly these sites are open; a site is the same where its id is.

    What has the same id and lies elsewhere has moved; what only one of both has was opened or closed.
    """
    there = {one: number for number, one in enumerate(wanted.id.tolist())}
    before = dict(zip(now.sites.id.tolist(), now.sites.xy_rd.tolist(), strict=True))
    for gone in before.keys() - there.keys():
        now = now.close(gone)
    for one, number in there.items():
        x_rd, y_rd = wanted.xy_rd[number].tolist()
        code = str(wanted.gemeentecode[number])
        if one not in before:
            now = now.add(
                str(wanted.names[number]),
                x_rd,
                y_rd,
                id=one,
                gemeentecode=code,
                hours_per_week=float(wanted.hours_per_week[number]),
                kind=str(wanted.kind[number]),
            )
        elif before[one] != [x_rd, y_rd]:
            now = now.move(one, x_rd, y_rd, gemeentecode=code)
    return now


def sites_on(data: MapData, pillar: str, day: date, *, kind: str | None = None) -> tuple[Sites, int]:
    """The sites of a pillar on a day, by the dates of their offers; and of how many nobody told since when.

    Parameters
    ----------
    kind : only organisations of this kind (model.OrganisationKind)

    The latter are in: what nobody dated is taken to have been there on every day, so that it never seems to change.
    """
    ever = sites_of(data, pillar, ever=True)
    if kind is not None:
        ever = ever.only(ever.kind == kind)
    certain, undated = lives_of(data, ever, pillar).on(day)
    return ever.only(np.asarray(certain | undated)), int(undated.sum())
