"""What a map knows of one pillar, all week or at one part of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import numpy as np

from sociale_kaart.coverage.counted import Said, count, said_of
from sociale_kaart.coverage.measures.areas import Bools
from sociale_kaart.coverage.measures.bounds import together
from sociale_kaart.coverage.measures.moments import states_within
from sociale_kaart.coverage.measures.robust import match_levels
from sociale_kaart.coverage.points import Strings
from sociale_kaart.coverage.report.known import Help
from sociale_kaart.coverage.sites import Period, Sites, hours_keys, sites_of
from sociale_kaart.coverage.status import declared_complete
from sociale_kaart.coverage.when import When
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import MapHours
from sociale_kaart.hours.occur import Occurrence
from sociale_kaart.hours.reason import State
from sociale_kaart.model import Completeness, Listing, Presence

_HOUR = timedelta(hours=1)
_DAYS_IN_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursOf:
    """What hours a week are reckoned from.

    start, end : the days, up to and without the second
    when : only hours in these parts of them at which one can walk in; None: all, by appointment too
    """

    hours: MapHours
    start: date
    end: date
    when: When | None = None


def help_in(
    data: MapData,
    pillar: str,
    declared: Iterable[Completeness] = (),
    *,
    kind: str | None = None,
    hours_of: HoursOf | None = None,
) -> Help:
    """All that a map says of one pillar.

    Parameters
    ----------
    declared : what is declared complete, and is in force
    kind : only organisations of this kind; see `said_of`
    hours_of : with a `when`, a place counts where one can walk in then for certain; where that is not known, it is
        doubtful; and where it is closed, it is a no
    """
    said = tuple(said_of(data, pillar, kind))
    complete = count(data, pillar, kind).complete(declared_complete(declared, pillar))
    period = Period(start=hours_of.start, end=hours_of.end) if hours_of else None
    hours = hours_of.hours if hours_of else None
    yes = np.array([one.listing.id for one in said if one.presence is Presence.YES], dtype=np.str_)
    certain, unplaced = (
        _only_ids(sites_of(data, pillar, hours=hours, period=period, without_point=aside), yes)
        for aside in (False, True)
    )
    doubtful = _listed(data, [one for one in said if one.said_unknown])
    whole = Help(
        certain=certain,
        perhaps=_placed(doubtful),
        unplaced=unplaced,
        doubtful=doubtful,
        no=_listed(data, [one for one in said if one.presence is Presence.NO]),
        unknown=_listed(data, [one for one in said if one.presence is Presence.UNKNOWN]),
        complete=complete,
    )
    if hours_of is not None and hours_of.when is not None:
        whole = _at(data, pillar, whole, hours_of, hours_of.when)
    return replace(whole, levels=match_levels(data, together(whole.certain, whole.perhaps)))


def _at(data: MapData, pillar: str, whole: Help, hours_of: HoursOf, when: When) -> Help:
    """The same at a part of the week: what is closed then is a no, what nobody knows is doubtful."""
    windows = when.windows(data.known_on)
    placed, unplaced = (
        (sites, states_within(data, sites, pillar, hours_of.hours, windows))
        for sites in (whole.certain, whole.unplaced)
    )
    closed = [sites.only(states == State.CLOSED) for sites, states in (placed, unplaced)]
    not_known = together(*(sites.only(states == State.UNKNOWN) for sites, states in (placed, unplaced)))
    doubtful = together(whole.doubtful, not_known)
    return Help(
        certain=_then(data, pillar, placed[0].only(placed[1] == State.OPEN), hours_of, windows),
        perhaps=_placed(doubtful),
        unplaced=_then(data, pillar, unplaced[0].only(unplaced[1] == State.OPEN), hours_of, windows),
        doubtful=doubtful,
        no=together(whole.no, together(*closed)),
        unknown=together(whole.unknown, not_known),
        complete=whole.complete if "" not in not_known.gemeentecode else frozenset(),
    )


def _then(
    data: MapData,
    pillar: str,
    sites: Sites,
    hours_of: HoursOf,
    windows: tuple[tuple[datetime, datetime], ...],
) -> Sites:
    """The sites with their hours a week within the windows; NaN where not all of those are known."""
    weeks = (hours_of.end - hours_of.start).days / _DAYS_IN_WEEK
    told = hours_of.hours.occurrences(hours_of.start, hours_of.end)
    whole = hours_of.hours.hours_per_week(hours_of.start, hours_of.end)

    def hours_at(listing: Listing) -> float:
        keys = hours_keys(data, listing, pillar, hours_of.hours)
        if not all(whole[key].is_complete for key in keys):
            return float("nan")
        if any(_within(one, windows) for key in keys for one in told[key].uncertain):
            return float("nan")
        walk_in = (one for key in keys for one in told[key].certain if one.is_open)
        return sum(_within(one, windows) for one in walk_in) / weeks

    hours = [hours_at(data.listings[one]) for one in sites.id.tolist()]
    return replace(sites, hours_per_week=np.array(hours, dtype=np.float64))


def _within(one: Occurrence, windows: tuple[tuple[datetime, datetime], ...]) -> float:
    """Hours of one occurrence that lie in any of the windows, on the clock."""
    begins, ends = one.start.replace(tzinfo=None), one.end.replace(tzinfo=None)
    parts = (min(ends, last) - max(begins, first) for first, last in windows)
    return sum(max(part / _HOUR, 0.0) for part in parts)


def _only_ids(sites: Sites, ids: Strings) -> Sites:
    chosen: Bools = np.isin(sites.id, ids)
    return sites.only(chosen)


def _placed(sites: Sites) -> Sites:
    return sites.only(np.isfinite(sites.x_rd))


def _listed(data: MapData, said: Iterable[Said]) -> Sites:
    """Listings as sites, with or without a point; their hours are not asked."""
    listings = [one.listing for one in said]
    matches = [data.match_of(one.location_id) for one in listings]
    return Sites(
        id=_strings(one.id for one in listings),
        x_rd=np.array([one.x_rd for one in matches], dtype=np.float64),
        y_rd=np.array([one.y_rd for one in matches], dtype=np.float64),
        gemeentecode=_strings(data.gemeente_of(one.location_id) for one in listings),
        hours_per_week=np.full(len(listings), np.nan),
        kind=_strings(data.organisations[one.organisation_id].kind for one in listings),
        names=_strings(one.name for one in listings),
    )


def _strings(values: Iterable[str]) -> Strings:
    return np.array([str(one) for one in values], dtype=np.str_)
