"""Measure 10: which sites are there at a moment; every other measure can be taken of those alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sociale_kaart.coverage.points import Strings
from sociale_kaart.coverage.sitehours import SiteHours, Window, best_states
from sociale_kaart.coverage.sites import Sites
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import MapHours
from sociale_kaart.hours.reason import State


@dataclass(frozen=True, slots=True, eq=False)
class AtMoment:
    """Sites where one can go for certain, and those where one perhaps can. What is closed is in neither."""

    certain: Sites
    perhaps: Sites


def at_moment(sites: Sites, states: Strings) -> AtMoment:
    """The sites (m,) by their states (m,): for `bounds(measure, certain, perhaps)`."""
    return AtMoment(sites.only(states == State.OPEN), sites.only(states == State.UNKNOWN))


def states_within(
    data: MapData,
    sites: Sites,
    pillar: str,
    hours: MapHours,
    windows: Iterable[Window],
    *,
    walk_in: bool = False,
) -> Strings:
    """State (m,) of every site: whether one can go there for this pillar at some moment in any of the windows.

    Parameters
    ----------
    windows : from, up to and without; "Tuesday evening" is one window, each Tuesday evening of a month are four
    walk_in : without an appointment: by appointment alone is then closed, and else it is open

    open: certainly in at least one of them. unknown: perhaps, and of hours that nobody told. closed: certainly in none.
    Raises ValueError for a window that does not end after it begins.
    """
    return SiteHours.of(data, sites, pillar, hours).states(best_states(hours, windows, walk_in=walk_in))
