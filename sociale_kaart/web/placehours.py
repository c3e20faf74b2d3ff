"""Which places are open, of all places at once: what the filters, the pins and the counts go by.

A place is what its help is: open where some help there certainly is, else unknown where some may be, else closed. So a
place of which nobody told the hours is unknown, and never counts as open or as closed.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import MapHours
from sociale_kaart.hours.occur import StateAt
from sociale_kaart.hours.reason import Reason, State
from sociale_kaart.hours.schedule import EVERY_DAY, Basis, Rule
from sociale_kaart.model import Presence, fold
from sociale_kaart.web.facets import ByAppointment, Facets
from sociale_kaart.web.memory import Memory
from sociale_kaart.web.placefacts import PlaceFacts
from sociale_kaart.web.placehelp import Help, help_at
from sociale_kaart.web.placeindex import EVERYTHING, Fit, PlaceIndex, Wanted
from sociale_kaart.web.ranks import CLOSED, OPEN, UNKNOWN, Ranks
from sociale_kaart.web.wanneer import Choice, When, Window

RANKS: Mapping[State, int] = {State.CLOSED: CLOSED, State.UNKNOWN: UNKNOWN, State.OPEN: OPEN}
NOT_SAID = StateAt(state=State.UNKNOWN, reason=Reason.NOTHING_SAID)

# A minute of now, and some days that visitors choose: a few answers of one byte per offer each.
_MOST_REMEMBERED = 64
_NOBODY = -1
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class HelpColumns:
    """Of every help (n_helps,): the row of its place, its pillar (-1 for none) and category, and what is said of it.

    is_sure : whether it surely is there at all
    is_known : whether anything is said about when
    begins, ends : its first and last day, as ordinals
    """

    helps: tuple[Help, ...]
    row: NDArray[np.intp]
    pillar: NDArray[np.intp]
    category: NDArray[np.str_]
    is_sure: NDArray[np.bool_]
    is_known: NDArray[np.bool_]
    begins: NDArray[np.int64]
    ends: NDArray[np.int64]


class PlaceHours:
    """The hours of every place of an index; made once per map, its answers kept as long as they are true.

    Any number of threads may ask.
    """

    def __init__(self, data: MapData, index: PlaceIndex, hours: MapHours) -> None:
        self.hours = hours
        self._count = len(index)
        self._pillars = index.pillars
        self._helps = [
            (row, one) for row, place in enumerate(index.locations) for one in help_at(data, place.id)
        ]
        self._facts = PlaceFacts(data, index.locations, self._helps, hours)
        self._row = np.array([row for row, _ in self._helps], dtype=np.intp)
        # Of each place its first help: they lie in the order of the places, and every place has at least one.
        self._first = np.searchsorted(self._row, np.arange(self._count))
        self._pillar = np.array([self._pillar_number(one) for _, one in self._helps], dtype=np.intp)
        self._is_sure = np.array(
            [one.offer is None or one.offer.presence is Presence.YES for _, one in self._helps],
            dtype=np.bool_,
        )
        self._is_known = np.array([_is_known(hours, one) for _, one in self._helps], dtype=np.bool_)
        self._begins, self._ends = self._dates()
        self._category = np.array(
            [
                fold(data.services[one.offer.service_id].category) if one.offer else ""
                for _, one in self._helps
            ]
        )
        self._about_known: Memory[Wanted, NDArray[np.bool_]] = Memory(_MOST_REMEMBERED)
        self._remembered: Memory[Hashable, Ranks] = Memory(_MOST_REMEMBERED)
        self._fits: Memory[Hashable, Fit] = Memory(_MOST_REMEMBERED)
        self._states: Memory[datetime, Mapping[str, StateAt]] = Memory(1)

    @property
    def columns(self) -> HelpColumns:
        """What the answers are reckoned from, for who reckons elsewhere."""
        return HelpColumns(
            tuple(one for _, one in self._helps),
            self._row,
            self._pillar,
            self._category,
            self._is_sure,
            self._is_known,
            self._begins,
            self._ends,
        )

    def states(self, at: datetime) -> Mapping[str, StateAt]:
        """Of everything with hours, at a minute."""
        return self._states.get(at, lambda: self.hours.states(at))

    @property
    def facts(self) -> PlaceFacts:
        """What else is known of the places."""
        return self._facts

    @property
    def knows_hours(self) -> bool:
        """Whether anything on the map says when."""
        return bool(self._is_known.any())

    def ranks(self, when: When, at: datetime, wanted: Wanted = EVERYTHING) -> Ranks:
        """OPEN, UNKNOWN or CLOSED per place (n,), for some kinds of help or for all.

        when : at the moment itself, unless a day or a period was chosen; then at some moment in it
        at : the minute it is now
        """
        if when.is_time and when.choice is not Choice.NOW:
            return self._per_place(self._in_windows(when, at), wanted)
        return self._per_place(self._remembered.get(at, lambda: self._at(at)), wanted)

    def fit(
        self, when: When, at: datetime, wanted: Wanted = EVERYTHING, facets: Facets | None = None
    ) -> Fit | None:
        """Which places have all else that a visitor asked, and which may have it; None where nothing was asked."""
        facets = facets or Facets()
        asks_when = when.choice is not Choice.ANY and not when.lacks_day
        if not (asks_when or facets):
            return None
        return self._fits.get((when, at, wanted, facets), lambda: self._fit(when, at, wanted, facets))

    def _fit(self, when: When, at: datetime, wanted: Wanted, facets: Facets) -> Fit:
        ranks = self._facts.per_place(facets)
        if when.is_time or facets.per_help:
            # One and the same help must answer to all that was asked of it.
            per_help = np.minimum(self._when(when, at), self._facts.per_help(facets))
            ranks = np.minimum(ranks, self._per_place(per_help, wanted))
        if when.choice is Choice.NOT_KNOWN:
            ranks = np.where(self._not_known(wanted), ranks, CLOSED)
        return Fit(certain=ranks == OPEN, perhaps=ranks == UNKNOWN)

    def by_appointment(self, wanted: Wanted, at: datetime) -> NDArray[np.bool_]:
        """Places (n,) with help that surely is there these days, for who made an appointment."""
        there = np.minimum(self._these_days(at), self._facts.per_help(Facets(afspraak=ByAppointment.NEEDED)))
        return self._any((there == OPEN) & self._about(wanted))

    def _when(self, when: When, at: datetime) -> Ranks:
        """Per help, how it stands at what was chosen; where nothing was, whether it is there these days."""
        if not when.is_time:
            return self._these_days(at)
        if when.choice is Choice.NOW:
            return self._remembered.get(at, lambda: self._at(at))
        return self._in_windows(when, at)

    def _in_windows(self, when: When, at: datetime) -> Ranks:
        per_help = np.zeros(len(self._helps), dtype=np.uint8)
        for window in when.windows(at):
            per_help = np.maximum(per_help, self._within(window))
        return per_help

    def _these_days(self, at: datetime) -> Ranks:
        today = at.date().toordinal()
        is_over = (self._ends < today) | (self._begins > today)
        return np.where(is_over, CLOSED, np.where(self._is_sure, OPEN, UNKNOWN)).astype(np.uint8)

    def _not_known(self, wanted: Wanted) -> NDArray[np.bool_]:
        """Places of which no hours are known at all, or none that could be understood."""
        return ~self._any(self._is_known & self._about(wanted))

    def _per_place(self, per_help: Ranks, wanted: Wanted) -> Ranks:
        about = self._about(wanted)
        if not self._count:
            return np.zeros(0, dtype=np.uint8)
        found: Ranks = np.maximum.reduceat(np.where(about, per_help, CLOSED), self._first).astype(np.uint8)
        # Where nobody speaks of it, nobody knows.
        found[~self._any(about)] = UNKNOWN
        return found

    def _any(self, per_help: NDArray[np.bool_]) -> NDArray[np.bool_]:
        if not self._count:
            return np.zeros(0, dtype=np.bool_)
        found: NDArray[np.bool_] = np.logical_or.reduceat(per_help, self._first)
        return found

    def _about(self, wanted: Wanted) -> NDArray[np.bool_]:
        """Per help, whether it is of a kind that will do."""
        return self._about_known.get(wanted, lambda: self._is_about(wanted))

    def _is_about(self, wanted: Wanted) -> NDArray[np.bool_]:
        if not wanted:
            return np.ones(len(self._helps), dtype=np.bool_)
        numbers = [self._pillars.index(pillar) for pillar in wanted.pillars]
        return np.isin(self._pillar, numbers) | np.isin(self._category, sorted(wanted.categories_folded()))

    def _at(self, at: datetime) -> Ranks:
        found = self.states(at)
        return self._per_help(
            {key: one.state for key, one in found.items()}, at.date().toordinal(), at.date().toordinal()
        )

    def _within(self, window: Window) -> Ranks:
        start, end = window
        days = start.date().toordinal(), (end - _MINUTE).date().toordinal()
        return self._remembered.get(window, lambda: self._per_help(self.hours.within(start, end), *days))

    def _per_help(self, states: Mapping[str, State], first_day: int, last_day: int) -> Ranks:
        ranks = {key: RANKS[state] for key, state in states.items()}
        found = np.array([ranks.get(one.key, UNKNOWN) for _, one in self._helps], dtype=np.uint8)
        # Whether it is there at all is not certain, so it is not certainly open.
        found = np.where(self._is_sure, found, np.minimum(found, UNKNOWN))
        is_over = (self._ends < first_day) | (self._begins > last_day)
        return np.where(is_over, CLOSED, found).astype(np.uint8)

    def _pillar_number(self, one: Help) -> int:
        return self._pillars.index(one.pillar) if one.pillar in self._pillars else _NOBODY

    def _dates(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """First and last day of each, as ordinals."""
        schedules = [one.offer.schedule if one.offer else None for _, one in self._helps]
        begins = [one.valid_from or date.min if one else date.min for one in schedules]
        ends = [one.valid_to or date.max if one else date.max for one in schedules]
        return (
            np.array([day.toordinal() for day in begins], dtype=np.int64),
            np.array([day.toordinal() for day in ends], dtype=np.int64),
        )


def _is_known(hours: MapHours, one: Help) -> bool:
    """Whether something that could be understood is said about when."""
    found = hours.hours(one.key)
    has_building = hours.location_hours(one.location_id) is not None
    return found is not None and found.is_settled and any(_tells(rule, has_building) for rule in found.rules)


def _tells(rule: Rule, has_building: bool) -> bool:
    """Whether a rule leaves some moment that is not unknown, such as the days on which it says nothing."""
    if rule.basis is Basis.CLOSED:
        return False
    is_sure = rule.basis is not Basis.UNKNOWN and (rule.basis is not Basis.LOCATION or has_building)
    return is_sure or replace(rule.days, valid_from=None, valid_to=None) != EVERY_DAY
