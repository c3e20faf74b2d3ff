"""What a map knows of one pillar, all week or at one part of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from sociale_kaart.coverage.counted import Said, count, said_of
from sociale_kaart.coverage.measures.areas import Bools
from sociale_kaart.coverage.measures.bounds import together
from sociale_kaart.coverage.measures.moments import Window, states_within
from sociale_kaart.coverage.measures.robust import match_levels
from sociale_kaart.coverage.points import Strings
from sociale_kaart.coverage.report.known import Help
from sociale_kaart.coverage.sites import UNKNOWN_HOURS, Period, Sites, hours_keys, sites_of
from sociale_kaart.coverage.status import declared_complete
from sociale_kaart.coverage.when import When
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import MapHours
from sociale_kaart.hours.occur import Occurrence
from sociale_kaart.hours.reason import State
from sociale_kaart.model import Appointment, Completeness, Listing, Presence

_HOUR = timedelta(hours=1)
_DAYS_IN_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursOf:
    """What hours a week are reckoned from.

    start, end : the days, up to and without the second
    when : only hours in these parts of them, by appointment too unless it says without; None: all
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
    hours_of : with a `when`, a place counts where one can go then for certain; where that is not known, it is
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
    walk_in = when.without_appointment
    placed, unplaced = (
        (sites, states_within(data, sites, pillar, hours_of.hours, windows, walk_in=walk_in))
        for sites in (whole.certain, whole.unplaced)
    )
    then = _Then(data, pillar, hours_of, windows, walk_in)
    closed = [sites.only(states == State.CLOSED) for sites, states in (placed, unplaced)]
    not_known = together(*(sites.only(states == State.UNKNOWN) for sites, states in (placed, unplaced)))
    doubtful = together(whole.doubtful, then.at_most(not_known))
    return Help(
        certain=then.surely(placed[0].only(placed[1] == State.OPEN)),
        perhaps=_placed(doubtful),
        unplaced=then.surely(unplaced[0].only(unplaced[1] == State.OPEN)),
        doubtful=doubtful,
        no=together(whole.no, together(*closed)),
        unknown=together(whole.unknown, not_known),
        complete=whole.complete if "" not in not_known.gemeentecode else frozenset(),
    )


class _Then:
    """Hours a week within windows: of a period shorter than a week, all that there are in it."""

    def __init__(
        self, data: MapData, pillar: str, hours_of: HoursOf, windows: tuple[Window, ...], walk_in: bool
    ) -> None:
        self._data, self._pillar, self._hours, self._windows = data, pillar, hours_of.hours, windows
        self._walk_in = walk_in
        self._weeks = max((hours_of.end - hours_of.start).days / _DAYS_IN_WEEK, 1.0)
        self._told = hours_of.hours.occurrences(hours_of.start, hours_of.end)
        self._whole = hours_of.hours.hours_per_week(hours_of.start, hours_of.end)

    def surely(self, sites: Sites) -> Sites:
        """The sites with their hours; NaN where not all of those are known."""
        return self._with_hours(sites, perhaps=False)

    def at_most(self, sites: Sites) -> Sites:
        """The sites with their hours, the uncertain ones in; NaN where more may be than was told."""
        return self._with_hours(sites, perhaps=True)

    def _with_hours(self, sites: Sites, *, perhaps: bool) -> Sites:
        hours = [self._hours_at(self._data.listings[one], perhaps=perhaps) for one in sites.id.tolist()]
        return replace(sites, hours_per_week=np.array(hours, dtype=np.float64))

    def _hours_at(self, listing: Listing, *, perhaps: bool) -> float:
        keys = hours_keys(self._data, listing, self._pillar, self._hours)
        if not keys or not all(self._whole[key].is_complete for key in keys):
            return UNKNOWN_HOURS
        uncertain = sum(self._within(one) for key in keys for one in self._told[key].uncertain)
        if uncertain and not perhaps:
            return UNKNOWN_HOURS
        return (
            uncertain + sum(self._within(one) for key in keys for one in self._told[key].certain)
        ) / self._weeks

    def _within(self, one: Occurrence) -> float:
        if self._walk_in and one.appointment is Appointment.NEEDED:
            return 0.0
        return _within(one, self._windows)


def _within(one: Occurrence, windows: tuple[Window, ...]) -> float:
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
