"""Measure 11: how the number of sites grew and shrank, towards a target."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.coverage.measures.areas import Areas, Bools
from sociale_kaart.coverage.points import Floats
from sociale_kaart.coverage.sites import Sites
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.model import Offer, Presence, Target

Dates = NDArray[np.datetime64[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Lives:
    """Of every site (m,) its first and last day; NaT: nobody told.

    opened : NaT: not known since when. closed : the last day; NaT: not known to have ended, so it goes on
    told : the day on which a source says that it is there, whenever it began; NaT: no such day. None: of none
    """

    opened: Dates
    closed: Dates
    told: Dates | None = None

    def on(self, day: date) -> tuple[Bools, Bools]:
        """Sites (m,) that were certainly there on a day, and those that perhaps were, their first day being unknown.

        From the day on that a source tells about, what it says is there is there for certain.
        """
        here = np.isnat(self.closed) | (self.closed >= np.datetime64(day))
        undated = here & np.isnat(self.opened)
        since = undated & (self.told <= np.datetime64(day)) if self.told is not None else np.zeros_like(here)
        return here & (self.opened <= np.datetime64(day)) | since, undated & ~since


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """Number of sites on each of t days, per area (t, k).

    low : certainly there. high : with those of which nobody told since when. opened, closed : of which it is known,
        since the day before in the row; 0 on the first. Law: high rises by opened and falls by closed.
    """

    days: tuple[date, ...]
    low: Floats
    high: Floats
    opened: Floats
    closed: Floats


def lives_of(data: MapData, sites: Sites, pillar: str) -> Lives:
    """First and last days of the sites of a map (of `sites_of(..., ever=True)`), from the dates of their offers.

    A site with several offers of the pillar begins with the first and ends with the last; where one of them has no such
    date, neither has the site.
    """
    opened, closed, told = [], [], []
    for one in sites.id.tolist():
        offers = [
            offer
            for offer in data.offers_at(data.listings[one])
            if data.services[offer.service_id].pillar == pillar and offer.presence is Presence.YES
        ]
        schedules = [offer.schedule for offer in offers]
        told.append(min((day for one in offers if (day := _told_on(one))), default=None))
        opened.append(_only_if_all([its.valid_from if its else None for its in schedules], first=True))
        closed.append(_only_if_all([its.valid_to if its else None for its in schedules], first=False))
    return Lives(*(np.array(days, dtype="datetime64[D]") for days in (opened, closed, told)))


def curve(lives: Lives, areas: Areas, days: Iterable[date]) -> Curve:
    """Sites per area on each day, split into those opened and closed in between.

    Parameters
    ----------
    areas : of one year: a site counts where it stands in the borders of that year, also before those borders were
    days : in order; of a day after that of the sources nobody knows anything yet

    Unit: sites. Source: the dates in the map's own sources.
    """
    wanted = tuple(days)
    low, high, opened, closed = [], [], [], []
    before: date | None = None
    for day in wanted:
        certain, perhaps = lives.on(day)
        low.append(areas.total_of_sites(certain.astype(np.float64)))
        high.append(areas.total_of_sites((certain | perhaps).astype(np.float64)))
        came, went = _between(lives, before or day, day)
        opened.append(areas.total_of_sites(came.astype(np.float64)))
        closed.append(areas.total_of_sites(went.astype(np.float64)))
        before = day
    shape = (len(wanted), len(areas))
    return Curve(wanted, *(np.array(rows).reshape(shape) for rows in (low, high, opened, closed)))


def reached(target: Target, lives: Lives, *, complete: bool) -> Presence:
    """Whether so many sites were there on the day of a target.

    Parameters
    ----------
    complete : the list of the pillar is declared complete everywhere that the target counts. Without it nothing can be
        said to be missed, only reached.
    """
    certain, perhaps = lives.on(target.by)
    if certain.sum() >= target.count:
        return Presence.YES
    return Presence.NO if complete and (certain | perhaps).sum() < target.count else Presence.UNKNOWN


def _between(lives: Lives, before: date, day: date) -> tuple[Bools, Bools]:
    start, end = np.datetime64(before), np.datetime64(day)
    return (
        (lives.opened > start) & (lives.opened <= end),
        (lives.closed >= start) & (lives.closed < end),
    )


def _told_on(offer: Offer) -> date | None:
    return offer.provenance.checked or offer.provenance.as_of


def _only_if_all(days: list[date | None], *, first: bool) -> date | None:
    told = [one for one in days if one is not None]
    if not told or len(told) < len(days):
        return None
    return min(told) if first else max(told)
