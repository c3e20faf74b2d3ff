"""What a map knows of one pillar, all week or at one part of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from sociale_kaart.coverage.counted import Said, count, said_of
from sociale_kaart.coverage.measures.areas import Bools
from sociale_kaart.coverage.measures.bounds import together
from sociale_kaart.coverage.measures.robust import match_levels
from sociale_kaart.coverage.points import Strings
from sociale_kaart.coverage.report.known import Help
from sociale_kaart.coverage.sitehours import HoursThen, SiteHours
from sociale_kaart.coverage.sites import Period, Sites, sites_of
from sociale_kaart.coverage.status import declared_complete
from sociale_kaart.coverage.when import When
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import MapHours
from sociale_kaart.hours.reason import State
from sociale_kaart.model import Completeness, Presence


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

    def then(self, known_on: date) -> HoursThen | None:
        """What those parts of the days come to; None for all of them."""
        if self.when is None:
            return None
        windows, walk_in = self.when.windows(known_on), self.when.without_appointment
        return HoursThen.within(self.hours, (self.start, self.end), windows, walk_in=walk_in)


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
    its = all_week(data, pillar, declared, kind=kind, hours_of=hours_of)
    then = hours_of.then(data.known_on) if hours_of else None
    return its.help_ if then is None else its.at(then)


@dataclass(frozen=True, slots=True, eq=False)
class AllWeek:
    """All that a map says of one pillar, whenever; and by which hours its places keep, to be asked about any moment.

    certain, unplaced : the hours of these of `help_`; None where nobody asks for any
    """

    help_: Help
    certain: SiteHours | None = None
    unplaced: SiteHours | None = None

    def at(self, then: HoursThen) -> Help:
        """At a part of the week: what is closed then is a no, what nobody knows is doubtful."""
        whole = self.help_
        if self.certain is None or self.unplaced is None or whole.levels is None:
            raise ValueError("of these places no hours were asked")
        placed, unplaced = (
            _Asked(sites, its, then, its.states(then.states))
            for sites, its in ((whole.certain, self.certain), (whole.unplaced, self.unplaced))
        )
        doubtful = together(together(whole.doubtful, placed.at_most()), unplaced.at_most())
        not_known = together(placed.only(State.UNKNOWN), unplaced.only(State.UNKNOWN))
        closed = together(placed.only(State.CLOSED), unplaced.only(State.CLOSED))
        count = len(whole.certain)
        return Help(
            certain=placed.surely(),
            perhaps=_placed(doubtful),
            unplaced=unplaced.surely(),
            doubtful=doubtful,
            no=together(whole.no, closed),
            unknown=together(whole.unknown, not_known),
            complete=whole.complete if "" not in not_known.gemeentecode else frozenset(),
            levels=np.concatenate(
                [
                    whole.levels[:count][placed.states == State.OPEN],
                    whole.levels[count:],
                    whole.levels[:count][placed.states == State.UNKNOWN],
                ]
            ),
        )


def all_week(
    data: MapData,
    pillar: str,
    declared: Iterable[Completeness] = (),
    *,
    kind: str | None = None,
    hours_of: HoursOf | None = None,
) -> AllWeek:
    """What `help_in` says of all the time, and what it takes to ask about any part of it; parameters as there."""
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
    perhaps = _placed(doubtful)
    return AllWeek(
        Help(
            certain=certain,
            perhaps=perhaps,
            unplaced=unplaced,
            doubtful=doubtful,
            no=_listed(data, [one for one in said if one.presence is Presence.NO]),
            unknown=_listed(data, [one for one in said if one.presence is Presence.UNKNOWN]),
            complete=complete,
            levels=match_levels(data, together(certain, perhaps)),
        ),
        *(SiteHours.of(data, sites, pillar, hours) if hours else None for sites in (certain, unplaced)),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """Some sites, and what their hours come to within the windows that somebody asked about."""

    sites: Sites
    hours: SiteHours
    then: HoursThen
    states: Strings

    def only(self, state: State) -> Sites:
        return self.sites.only(self.states == state)

    def surely(self) -> Sites:
        """Those where one can go for certain, with their hours; NaN where not all of those are known."""
        return self._with_hours(State.OPEN, perhaps=False)

    def at_most(self) -> Sites:
        """Those of which nobody knows, with the uncertain hours in; NaN where more may be than was told."""
        return self._with_hours(State.UNKNOWN, perhaps=True)

    def _with_hours(self, state: State, *, perhaps: bool) -> Sites:
        hours = self.hours.hours_per_week(self.then, perhaps=perhaps)
        return replace(self.sites, hours_per_week=hours).only(self.states == state)


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
