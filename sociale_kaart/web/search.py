"""The places that a question is about, and how many are left out because nobody knows, or need an appointment."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.gebieden.places import Position
from sociale_kaart.web.facets import ByAppointment, Facets
from sociale_kaart.web.placeindex import Selection
from sociale_kaart.web.question import Query
from sociale_kaart.web.site import Site
from sociale_kaart.web.wanneer import When


def select(
    site: Site,
    query: Query,
    at: datetime,
    origin: tuple[float, float] | None = None,
    first: int | None = None,
) -> Selection:
    """The places that a question is about, in the order to show them.

    origin : x_rd, y_rd in metres; without it, by woonplaats and name
    first : how many must be in order; None for all
    """
    return site.index.select(
        query.wanted,
        with_unknown=query.with_unknown,
        origin=origin,
        fit=site.place_hours.fit(query.when, at, query.wanted, query.facets),
        first=first,
        within=_within(site, query),
    )


def without_filters(query: Query) -> Query:
    """The same question about where and which help alone."""
    return replace(query, when=When(), facets=Facets(), with_unknown=False, page=1)


def left_out_for_appointment(site: Site, query: Query, at: datetime, shown: Selection) -> int:
    """Places with this help that are not shown because one must make an appointment there first."""
    if not (query.when.is_time or query.facets.afspraak == ByAppointment.WALK_IN):
        return 0
    asked = replace(query.facets, afspraak=ByAppointment.NEEDED)
    fit = site.place_hours.fit(When(), at, query.wanted, asked)
    among = site.index.select(query.wanted, fit=fit, within=_within(site, query)).rows
    return int(np.setdiff1d(among, shown.rows, assume_unique=True).size)


def _within(site: Site, query: Query) -> NDArray[np.bool_] | None:
    """Per place of the index whether it lies where the visitor looks; None where that was not said."""
    if query.area is None:
        return None
    inside = np.zeros(len(site.index), dtype=np.bool_)
    inside[site.index.placed] = query.area.holds(site.map_points)
    return inside


def origin_of(position: Position | None) -> tuple[float, float] | None:
    """From where distances are measured: x_rd, y_rd in metres."""
    return (position.x_rd, position.y_rd) if position else None
