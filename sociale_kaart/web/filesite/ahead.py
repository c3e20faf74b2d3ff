"""What comes next from the moment of publishing on, of all help at once: the clock of a site of files stands still.

The answers are those of `Upcoming`, which asks for each place apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cache, partial

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import MapHours
from sociale_kaart.hours.occur import Occurrence, Occurrences
from sociale_kaart.hours.reason import State
from sociale_kaart.hours.schedule import Hours
from sociale_kaart.web.upcoming import Days, Upcoming, whole_day

# What is spread over more days is asked for by itself: of all help it would not fit in memory.
_MOST_DAYS = timedelta(days=16)


class Ahead(Upcoming):
    """Next times of everything on a map, as they are told from one moment; other moments are answered too.

    A page is read for weeks after that moment, and a script leaves out what has passed: there is more on it.
    """

    spare_times, spare_days = 10, 7

    def __init__(self, data: MapData, hours: MapHours, at: datetime) -> None:
        super().__init__(data, hours)
        self._moment = at
        self._first = cache(lambda: hours.following(at))
        self._spread = cache(hours.occurrences)
        self._states = cache(lambda day: hours.within(*whole_day(day)))
        self._next_times = cache(partial(super().next_times))

    def following(self, keys: Iterable[str], after: datetime) -> Mapping[str, Occurrence | None]:
        """The first certain occurrence of each that begins after a moment; None where none is known."""
        if after != self._moment:
            return super().following(keys, after)
        return {key: self._first().get(key) for key in keys}

    def next_times(self, key: str, after: datetime, most: int) -> tuple[Occurrence, ...]:
        """The next few that end after a moment: the same for the page, its sheet, and both in the next language."""
        if after != self._moment:
            return super().next_times(key, after, most)
        return self._next_times(key, after, most)

    def days(self, key: str, first: date, number: int) -> Days:
        """What is on so many days from `first` on, of hours that are known."""
        told = self._spread(first, first + timedelta(days=number))[key]
        return Days(
            tuple(sorted((*told.certain, *told.uncertain))),
            lambda day: self._states(day)[key] is State.UNKNOWN,
        )

    def _between(self, key: str, hours: Hours, start: date, end: date) -> Occurrences:
        if end - start > _MOST_DAYS:
            return super()._between(key, hours, start, end)
        return self._spread(start, end)[key]
