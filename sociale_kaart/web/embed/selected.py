"""The places that an embedded map or a picture is about, and those of which nobody knows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.web.clock import moment
from sociale_kaart.web.embed.shown import Shown
from sociale_kaart.web.placeindex import Selection, Wanted
from sociale_kaart.web.question import Query
from sociale_kaart.web.site import Site


@dataclass(frozen=True, slots=True)
class Selected:
    """Rows of the index: where that help surely is, and where nobody knows."""

    sure: list[int]
    doubtful: list[int]


def selected(site: Site, shown: Shown) -> Selected:
    """The places, by woonplaats and name."""
    wanted = Wanted((shown.pillar,)) if shown.pillar else Wanted()
    found = site.index.select(wanted, with_unknown=True, within=_within(site, shown))
    in_doubt = found.doubtful[found.rows]
    return Selected(sure=found.rows[~in_doubt].tolist(), doubtful=found.rows[in_doubt].tolist())


def select(
    site: Site, shown: Shown, query: Query, origin: tuple[float, float] | None, first: int
) -> Selection:
    """The places of an embedded list, in the order to show them: those that its address asks for, of what is shown.

    origin : x_rd, y_rd in metres. first : how many must be in order
    """
    return site.index.select(
        query.wanted,
        with_unknown=query.with_unknown or shown.location is not None,
        origin=origin,
        fit=site.place_hours.fit(query.when, moment(), query.wanted, query.facets),
        first=first,
        within=_within(site, shown),
    )


def _within(site: Site, shown: Shown) -> NDArray[np.bool_] | None:
    if shown.location is not None:
        here = np.zeros(len(site.index), dtype=np.bool_)
        here[site.index.row_of[shown.location.id]] = True
        return here
    if shown.gemeente is None:
        return None
    codes = (site.data.gemeente_of(one.id) for one in site.index.locations)
    return np.fromiter((code == shown.gemeente.code for code in codes), np.bool_, len(site.index))
