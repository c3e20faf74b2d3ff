"""Which hours of a map tell when one can go to a site: found once, and asked about any moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.coverage.points import Floats, Strings
from sociale_kaart.coverage.sites import UNKNOWN_HOURS, Sites, hours_keys
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import MapHours
from sociale_kaart.hours.almanac import day_number
from sociale_kaart.hours.moments import MINUTES_PER_DAY, minute_of
from sociale_kaart.hours.reason import FIRST_CLOSED, Reason, State

Ints = NDArray[np.intp]
Window = tuple[datetime, datetime]
# From worst to best: of several desks at one site the best counts.
_STATES = (State.CLOSED, State.UNKNOWN, State.OPEN)
_CLOSED, _UNKNOWN, _OPEN = range(3)
_DAYS_IN_WEEK = 7


@dataclass(frozen=True, slots=True, eq=False)
class SiteHours:
    """The hours that each of some sites keeps; a site may have several, or none that anybody told.

    count : how many sites there are
    site, number : (h,) number of the site, and of hours that it keeps (`MapHours.numbers`)
    """

    count: int
    site: Ints
    number: Ints

    @classmethod
    def of(cls, data: MapData, sites: Sites, pillar: str, hours: MapHours) -> SiteHours:
        """Of the sites of a map."""
        pairs = [
            (at, hours.numbers[key])
            for at, listing in enumerate(sites.id.tolist())
            for key in hours_keys(data, data.listings[listing], pillar, hours)
        ]
        site, number = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
        return cls(len(sites), site, number)

    def states(self, told: NDArray[np.int8]) -> Strings:
        """State (m,) of every site: that of the best of its hours, as `best_states` tells them."""
        found = np.full(self.count, -1, dtype=np.int8)
        np.maximum.at(found, self.site, told[self.number])
        return np.array(_STATES, dtype=np.str_)[np.where(found < 0, _UNKNOWN, found)]

    def hours_per_week(self, told: HoursThen, *, perhaps: bool) -> Floats:
        """Hours a week (m,) within windows; NaN where nobody can say.

        Parameters
        ----------
        perhaps : whether uncertain hours count; where they do not, a site that has any is not known
        """
        certain, uncertain = (self._total(one) for one in (told.certain, told.uncertain))
        untold = self._total(~told.is_complete) > 0
        untold |= np.bincount(self.site, minlength=self.count) == 0
        if not perhaps:
            untold |= uncertain > 0
        return np.where(untold, UNKNOWN_HOURS, (uncertain + certain) / told.weeks)

    def _total(self, by_number: NDArray[np.generic]) -> Floats:
        found = np.bincount(self.site, weights=by_number[self.number], minlength=self.count)
        return np.asarray(found, dtype=np.float64)


def best_states(hours: MapHours, windows: Iterable[Window], *, walk_in: bool) -> NDArray[np.int8]:
    """Of every number (n,) of `MapHours` its state in the best of the windows, for `SiteHours.states`."""
    best = np.full(hours.count, _CLOSED, dtype=np.int8)
    for start, end in windows:
        reason = hours.within_by_number(start, end, walk_in=walk_in)
        state = np.select([reason == Reason.WITHIN_HOURS, reason < FIRST_CLOSED], [_OPEN, _UNKNOWN], _CLOSED)
        best = np.maximum(best, state)
    return best


@dataclass(frozen=True, slots=True, eq=False)
class HoursThen:
    """What hours come to within windows, of every number (n,) of `MapHours`; the same for every pillar.

    states : as `best_states` tells them. certain, uncertain : hours
    weeks : how many weeks they are spread over; a period shorter than a week counts as one
    """

    states: NDArray[np.int8]
    certain: Floats
    uncertain: Floats
    is_complete: NDArray[np.bool_]
    weeks: float

    @classmethod
    def within(
        cls, hours: MapHours, period: tuple[date, date], windows: Sequence[Window], *, walk_in: bool
    ) -> HoursThen:
        """Of the days from the first up to and without the second, as far as they lie in any of the windows.

        walk_in : whether hours by appointment alone are left out
        """
        table = hours.occurrences_by_number(*period)
        begins = table.day * MINUTES_PER_DAY + table.opens
        ends = table.day * MINUTES_PER_DAY + table.closes
        inside = np.zeros(len(table))
        for first, last in _minutes(windows):
            inside += np.maximum(np.minimum(ends, last) - np.maximum(begins, first), 0) / 60
        if walk_in:
            inside[table.by_appointment] = 0.0
        is_complete = hours.is_complete_by_number()

        def total(chosen: NDArray[np.bool_]) -> Floats:
            summed = np.bincount(table.offer[chosen], weights=inside[chosen], minlength=len(is_complete))
            return np.asarray(summed, dtype=np.float64)

        weeks = max((period[1] - period[0]).days / _DAYS_IN_WEEK, 1.0)
        states = best_states(hours, windows, walk_in=walk_in)
        return cls(states, total(table.certain), total(~table.certain), is_complete, weeks)


def _minutes(windows: Sequence[Window]) -> Iterator[tuple[int, int]]:
    """Since 1970, on the clock."""
    for window in windows:
        first, last = (day_number(one.date()) * MINUTES_PER_DAY + minute_of(one.time()) for one in window)
        yield first, last
