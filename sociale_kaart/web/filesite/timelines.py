"""How everything with hours stands from the day of publishing on: a table of coming changes, for a number of weeks.

The states are those of `MapHours`, asked at every minute at which any of them may change; nothing is reckoned anew.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from functools import cached_property

from sociale_kaart.hours.calendar import Calendar
from sociale_kaart.hours.dayparts import AFTERNOON, EVENING, MORNING
from sociale_kaart.hours.occur import Occurrence, StateAt, occurrences
from sociale_kaart.hours.reason import State
from sociale_kaart.hours.schedule import AMSTERDAM, Hours
from sociale_kaart.web.filesite.span import DAY_MINUTES, Span
from sociale_kaart.web.placehelp import Help
from sociale_kaart.web.site import Site

LETTERS = {State.OPEN: "o", State.CLOSED: "c", State.UNKNOWN: "u"}
_PARTS = sorted({part.hour * 60 for hours in (MORNING, AFTERNOON, EVENING) for part in hours})
# Somebody who is there since the evening before is there past midnight.
_MOST_ASKED = 50_000
_BEFORE = timedelta(days=1)
# What comes next after the span is mostly within two weeks of it.
_BEYOND = timedelta(days=15)


class Timelines:
    """Of everything with hours on a map, over a span; reckoned once, when first asked."""

    def __init__(self, site: Site, span: Span) -> None:
        self.site, self.span = site, span
        self._states: dict[str, str] | None = None
        self._moments: dict[str, tuple[datetime, ...]] | None = None
        self._told: dict[datetime, list[StateAt]] = {}
        self._asked: dict[tuple[str, datetime], tuple[StateAt, Occurrence | None]] = {}

    def states(self, key: str) -> str | None:
        """The states as text: minute and letter, in turns, at each change; None of what has no hours.

        A letter is open, closed or unknown at some moment from its minute on to the next; where that says something
        else than the state at the minute itself does (what is unsaid for part of a day), both stand there.
        """
        if self._states is None:
            self._states = self._all_states()
        return self._states.get(key)

    def moments(self, key: str) -> tuple[datetime, ...]:
        """When what is said of a key may change: at midnight, and when anything there begins or ends."""
        if self._moments is None:
            self._moments = self._all_moments()
        return self._moments[key]

    def days(self) -> list[datetime]:
        """The beginning of each day."""
        return [self.span.moment(number * DAY_MINUTES) for number, _ in enumerate(self.span.days())]

    def days_of(self, one: Help) -> list[datetime]:
        """When what is said of help without hours changes: at first, on its first day, and after its last."""
        schedule = one.offer.schedule if one.offer else None
        begins = schedule.valid_from if schedule else None
        ends = schedule.valid_to + _BEFORE if schedule and schedule.valid_to else None
        days = {
            self.span.first,
            *(day for day in (begins, ends) if day and self.span.first < day < self.span.end),
        }
        return [self.span.moment((day - self.span.first).days * DAY_MINUTES) for day in sorted(days)]

    def of_hours(self, hours: Hours, calendar: Calendar) -> list[datetime]:
        """The same as `moments`, of hours that have no key: those of a building."""
        told = occurrences(hours, self.span.first - _BEFORE, self.span.end, calendar=calendar)
        changes = {at for one in (*told.certain, *told.uncertain) for at in (one.start, one.end)}
        return sorted(
            {*self.days(), *(one for one in changes if self.span.first <= one.date() < self.span.end)}
        )

    def at(self, key: str, moment: datetime) -> tuple[StateAt, Occurrence | None]:
        """The state of one key at a moment, and the first certain time after it: remembered for the next language."""
        if (key, moment) not in self._asked:
            if len(self._asked) > _MOST_ASKED:
                self._asked.clear()
            self._asked[key, moment] = self._at(key, moment)
        return self._asked[key, moment]

    def _at(self, key: str, moment: datetime) -> tuple[StateAt, Occurrence | None]:
        if moment not in self._told:
            # Of all keys at once: one at a time takes a hundred times as long. A list of them is small enough to keep.
            self._told[moment] = [*self.site.hours.states(moment).values()]
        return self._told[moment][self._numbers[key]], self._following(key, moment)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {key: number for number, key in enumerate(self.site.hours.keys)}

    def _following(self, key: str, moment: datetime) -> Occurrence | None:
        starts, coming = self._coming.get(key, ((), ()))
        number = bisect_right(starts, moment.timestamp())
        if number < len(coming):
            return coming[number]
        return self._beyond[key] if key in self._coming else self.site.upcoming.following([key], moment)[key]

    @cached_property
    def _beyond(self) -> Mapping[str, Occurrence | None]:
        """Of each key the first certain time after those that `_coming` has."""
        end = datetime.combine(self.span.end + _BEYOND, time(0), AMSTERDAM)
        return self.site.hours.following(end - timedelta(minutes=1))

    @cached_property
    def _coming(self) -> dict[str, tuple[tuple[float, ...], tuple[Occurrence, ...]]]:
        """Of each key when its certain times begin, and those times; without keys with times that run past midnight.

        What overlaps is one time: where a night does so with the day after, it matters from which day one looks.
        """
        spread = self.site.hours.occurrences(self.span.first, self.span.end + _BEYOND)
        return {
            key: (tuple(one.start.timestamp() for one in told.certain), told.certain)
            for key, told in spread.items()
            if not any(_passes_midnight(one) for one in (*told.certain, *told.uncertain))
        }

    def _all_moments(self) -> dict[str, tuple[datetime, ...]]:
        midnights = set(self.days())
        found = {}
        for key, told in self._occurrences():
            inside = {one for one in told if self.span.first <= one.date() < self.span.end}
            found[key] = tuple(sorted(inside | midnights))
        return found

    def _occurrences(self) -> Iterator[tuple[str, list[datetime]]]:
        """Of every key the beginnings and ends of its times."""
        spread = self.site.hours.occurrences(self.span.first - _BEFORE, self.span.end)
        for key, told in spread.items():
            yield key, [at for one in (*told.certain, *told.uncertain) for at in (one.start, one.end)]

    def _all_states(self) -> dict[str, str]:
        bounds = self._bounds()
        texts: defaultdict[str, list[str]] = defaultdict(list)
        last: dict[str, str] = {}
        for number, begins in enumerate(bounds[:-1]):
            start, end = self.span.moment(begins), self.span.moment(bounds[number + 1])
            now = self.site.hours.states(start)
            for key, within in self.site.hours.within(start, end).items():
                at, some = LETTERS[now[key].state], LETTERS[within]
                said = at if at == some else at + some
                if last.get(key) != said:
                    texts[key].append(f"{begins}{said}")
                    last[key] = said
        return {key: "".join(told) for key, told in texts.items()}

    def _bounds(self) -> list[int]:
        """Every minute at which any state may change, and the ends of the parts of each day."""
        minutes = {
            number * DAY_MINUTES + part for number, _ in enumerate(self.span.days()) for part in (0, *_PARTS)
        }
        total = (self.span.end - self.span.first).days * DAY_MINUTES
        for _, told in self._occurrences():
            minutes |= {self.span.minute(one) for one in told}
        return [*sorted(one for one in minutes if 0 <= one < total), total]


def _passes_midnight(one: Occurrence) -> bool:
    return one.end > datetime.combine(one.start.date() + _BEFORE, time(0), one.start.tzinfo)
