"""Which places are open, of all places at once: what the filters, the pins and the counts go by.

A place is what its help is: open where some help there certainly is, else unknown where some may be, else closed. So a
place of which nobody told the hours is unknown, and never counts as open or as closed.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import MapHours
from sociale_kaart.hours.occur import StateAt
from sociale_kaart.hours.reason import Reason, State
from sociale_kaart.hours.schedule import EVERY_DAY, Basis, Rule
from sociale_kaart.model import Offer, Presence
from sociale_kaart.web.memory import Memory
from sociale_kaart.web.placeindex import Fit, PlaceIndex
from sociale_kaart.web.wanneer import Choice, When, Window

# Higher wins where a place has several.
CLOSED, UNKNOWN, OPEN = 0, 1, 2
RANKS: Mapping[State, int] = {State.CLOSED: CLOSED, State.UNKNOWN: UNKNOWN, State.OPEN: OPEN}
NOT_SAID = StateAt(state=State.UNKNOWN, reason=Reason.NOTHING_SAID)

# A minute of now, and some days that visitors choose: a few answers of one byte per offer each.
_MOST_REMEMBERED = 64
_NOBODY = -1
_MINUTE = timedelta(minutes=1)

Ranks = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Help:
    """Something one can come for: an offer, or the desk itself (`offer` None); `key` is its key in MapHours."""

    key: str
    location_id: str
    offer: Offer | None = None
    pillar: str = ""

    def has_ended(self, day: date) -> bool:
        """Whether the offer is over; then its hours no longer matter."""
        schedule = self.offer.schedule if self.offer else None
        return bool(schedule and schedule.valid_to and schedule.valid_to < day)

    def has_yet_to_begin(self, day: date) -> bool:
        schedule = self.offer.schedule if self.offer else None
        return bool(schedule and schedule.valid_from and schedule.valid_from > day)

    def is_there(self, day: date) -> bool:
        return not (self.has_ended(day) or self.has_yet_to_begin(day))


def help_at(data: MapData, location_id: str) -> Iterator[Help]:
    """What one can come for at a location, and what one perhaps can; what is said not to be there is left out."""
    for listing in data.listings_at[location_id]:
        offers = [one for one in data.offers_at(listing) if one.presence is not Presence.NO]
        if not offers or (listing.schedule and listing.schedule.text):
            yield Help(listing.id, location_id)
        for offer in offers:
            yield Help(offer.id, location_id, offer, data.services[offer.service_id].pillar)


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
        self._row = np.array([row for row, _ in self._helps], dtype=np.intp)
        self._pillar = np.array([self._pillar_number(one) for _, one in self._helps], dtype=np.intp)
        self._is_sure = np.array(
            [one.offer is None or one.offer.presence is Presence.YES for _, one in self._helps],
            dtype=np.bool_,
        )
        self._is_known = np.array([_is_known(hours, one) for _, one in self._helps], dtype=np.bool_)
        self._begins, self._ends = self._dates()
        self._remembered: Memory[Hashable, Ranks] = Memory(_MOST_REMEMBERED)
        self._states: Memory[datetime, Mapping[str, StateAt]] = Memory(1)

    def states(self, at: datetime) -> Mapping[str, StateAt]:
        """Of everything with hours, at a minute."""
        return self._states.get(at, lambda: self.hours.states(at))

    def ranks(self, when: When, at: datetime, pillars: Sequence[str] = ()) -> Ranks:
        """OPEN, UNKNOWN or CLOSED per place (n,), for some kinds of help or for all.

        when : at the moment itself, unless a day or a period was chosen; then at some moment in it
        at : the minute it is now
        """
        windows = when.windows(at)
        if when.is_time and when.choice is not Choice.NOW:
            per_help = np.zeros(len(self._helps), dtype=np.uint8)
            for window in windows:
                per_help = np.maximum(per_help, self._within(window))
        else:
            per_help = self._remembered.get(at, lambda: self._at(at))
        return self._per_place(per_help, pillars)

    def fit(self, when: When, at: datetime, pillars: Sequence[str] = ()) -> Fit | None:
        """Which places have what a visitor asked about when, and which may have it; None where nothing was asked."""
        if when.choice is Choice.ANY or when.lacks_day:
            return None
        if when.choice is Choice.NOT_KNOWN:
            not_known = self._not_known(pillars)
            return Fit(certain=not_known, perhaps=np.zeros_like(not_known))
        ranks = self.ranks(when, at, pillars)
        return Fit(certain=ranks == OPEN, perhaps=ranks == UNKNOWN)

    def _not_known(self, pillars: Sequence[str]) -> NDArray[np.bool_]:
        """Places of which no hours are known at all, or none that could be understood."""
        known = np.zeros(self._count, dtype=np.bool_)
        known[self._row[self._is_known & self._about(pillars)]] = True
        return ~known

    def _per_place(self, per_help: Ranks, pillars: Sequence[str]) -> Ranks:
        about = self._about(pillars)
        found = np.zeros(self._count, dtype=np.uint8)
        np.maximum.at(found, self._row[about], per_help[about])
        silent = np.ones(self._count, dtype=np.bool_)
        silent[self._row[about]] = False
        found[silent] = UNKNOWN
        return found

    def _about(self, pillars: Sequence[str]) -> NDArray[np.bool_]:
        if not pillars:
            return np.ones(len(self._helps), dtype=np.bool_)
        return np.isin(self._pillar, [self._pillars.index(pillar) for pillar in pillars])

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
