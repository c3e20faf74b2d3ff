"""What comes next, for the few offers that a page shows: of a whole map it would take a second and a half."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import MapHours
from sociale_kaart.hours.calendar import Calendar
from sociale_kaart.hours.moments import wall_clock
from sociale_kaart.hours.occur import Occurrence, Occurrences, listed, occurrences
from sociale_kaart.hours.reason import Reason, State
from sociale_kaart.hours.schedule import Hours
from sociale_kaart.hours.timetable import Timetable

# How far ahead a list of next times looks, in days; each step only where the one before found too few.
_LOOK_AHEAD_DAYS = (15, 75, 400, 800)
_ASK_AGAIN_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """What is on some days: all that begins on them, and of a day whether nobody knows."""

    occurrences: tuple[Occurrence, ...]
    is_unknown: Callable[[date], bool]


class Upcoming:
    """Next times of offers and desks, by their keys in MapHours; made once per map, for any number of threads.

    What comes next stays so until it begins: it is remembered that long.

    spare_times, spare_days : how many more times and days a page holds than it shows; none where each visitor's is
        written for the moment itself
    """

    spare_times, spare_days = 0, 0

    def __init__(self, data: MapData, hours: MapHours) -> None:
        self._hours = hours
        self._at = {one.id: one.location_id for one in data.inventory.listings}
        self._at |= {one.id: one.location_id for one in data.inventory.offers}
        self._remembered: dict[str, tuple[datetime, Occurrence | None]] = {}

    def following(self, keys: Iterable[str], after: datetime) -> Mapping[str, Occurrence | None]:
        """The first certain occurrence of each that begins after a moment; None where none is known."""
        wanted = tuple(dict.fromkeys(keys))
        found: dict[str, Occurrence | None] = {}
        asked: dict[Calendar, list[str]] = {}
        for key in wanted:
            if self._still_true(key, after):
                found[key] = self._remembered[key][1]
            elif self._hours.hours(key) is None:
                found[key] = None
            else:
                asked.setdefault(self._hours.calendar(key), []).append(key)
        for calendar, group in asked.items():
            found |= self._ask(calendar, group, after)
        return {key: found[key] for key in wanted}

    def next_times(self, key: str, after: datetime, most: int) -> tuple[Occurrence, ...]:
        """The next few that end after a moment, uncertain ones too; none where the hours were not understood.

        What goes on at that moment is the first of them.
        """
        hours = self._hours.hours(key)
        if hours is None or not hours.is_settled:
            return ()
        coming: list[Occurrence] = []
        # What began yesterday evening may go on.
        start, day = after.date(), after.date() - timedelta(days=1)
        for ahead in _LOOK_AHEAD_DAYS:
            end = start + timedelta(days=ahead)
            table = self._between(key, hours, day, end)
            coming += [one for one in sorted((*table.certain, *table.uncertain)) if one.end > after]
            if len(coming) >= most:
                break
            day = end
        return tuple(coming[:most])

    def days(self, key: str, first: date, number: int) -> Days:
        """What is on so many days from `first` on, of hours that are known."""
        hours = self._hours.hours(key)
        assert hours is not None
        table = Timetable([hours], [self._location(key)], self._hours.calendar(key))
        return Days(
            tuple(listed(table.occurrences(first, first + timedelta(days=number)))),
            lambda day: Reason(int(table.within(*whole_day(day))[0])).state is State.UNKNOWN,
        )

    def _between(self, key: str, hours: Hours, start: date, end: date) -> Occurrences:
        return occurrences(
            hours, start, end, location=self._location(key), calendar=self._hours.calendar(key)
        )

    def _still_true(self, key: str, after: datetime) -> bool:
        if key not in self._remembered:
            return False
        asked, one = self._remembered[key]
        return asked <= after < (one.start if one else asked + _ASK_AGAIN_AFTER)

    def _ask(self, calendar: Calendar, keys: list[str], after: datetime) -> dict[str, Occurrence | None]:
        hours = [one for key in keys if (one := self._hours.hours(key)) is not None]
        table = Timetable(hours, [self._location(key) for key in keys], calendar).upcoming(
            after, walk_in=False
        )
        found: dict[str, Occurrence | None] = dict.fromkeys(keys)
        found |= {keys[number]: one for number, one in zip(table.offer.tolist(), listed(table), strict=True)}
        self._remembered |= {key: (after, one) for key, one in found.items()}
        return found

    def _location(self, key: str) -> Hours | None:
        return self._hours.location_hours(self._at[key])


def whole_day(day: date) -> tuple[datetime, datetime]:
    """From midnight up to the next, in Amsterdam."""
    return wall_clock(day, 0), wall_clock(day + timedelta(days=1), 0)
