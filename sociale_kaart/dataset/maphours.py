"""The hours of everything on a built map: what is open at a moment, what comes next, what is open in a part of a day.

A key is the id of an offer or of a listing (an organisation's desk at a location). An offer without hours of its own
has those of its listing. What has no hours at all is no key: of it nothing is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from itertools import accumulate
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.dataset.mapdata import HoursRecord, MapData
from sociale_kaart.dataset.readhours import read_hours
from sociale_kaart.hours.calendar import Calendar
from sociale_kaart.hours.occur import HoursPerWeek, Occurrence, Occurrences, StateAt, listed, states
from sociale_kaart.hours.occurrencetable import OccurrenceTable, joined
from sociale_kaart.hours.reason import Reason, State
from sociale_kaart.hours.schedule import Hours
from sociale_kaart.hours.school import Region, shipped_table
from sociale_kaart.hours.schoolregions import region_of_gemeente
from sociale_kaart.hours.serial import from_json
from sociale_kaart.hours.timetable import Timetable
from sociale_kaart.model import OrganisationKind


def map_hours(data: MapData) -> MapHours:
    """The hours of a map, made ready to be asked often: keep it as long as the map."""
    return MapHours(data)


@dataclass(frozen=True, slots=True)
class _Group:
    """Keys whose hours are held against one calendar; those that say the same are one offer of the timetable."""

    calendar: Calendar
    numbers: Mapping[str, int]
    timetable: Timetable


Answer = TypeVar("Answer")


class MapHours:
    """Made once per loaded map; every answer is for all keys at once. Moments without a zone are Amsterdam's."""

    def __init__(self, data: MapData) -> None:
        self._data = data
        records = data.hours or tuple(read_hours(data.inventory, data.config.hours))
        self._records = {one.id: one for one in records if one.record != "location"}
        self._hours = {key: from_json(one.hours) for key, one in self._records.items()}
        self._buildings = {one.id: from_json(one.hours) for one in records if one.record == "location"}
        self._at = {one.id: one.location_id for one in data.inventory.offers}
        self._at |= {one.id: one.location_id for one in data.inventory.listings}
        self._school = shipped_table().with_own(data.school_breaks) if data.school_breaks else shipped_table()
        self._calendars: dict[Region | None, Calendar] = {}

    @property
    def keys(self) -> tuple[str, ...]:
        """Everything that has hours."""
        return tuple(self._hours)

    def hours(self, key: str) -> Hours | None:
        """The hours of an offer or listing; None where nothing is said about when."""
        return self._hours.get(key)

    def text(self, key: str) -> str:
        """What the coordinator wrote; "" where there is nothing."""
        return self._records[key].text if key in self._records else ""

    def record(self, key: str) -> HoursRecord | None:
        """What the build read: the words, the sentence in two languages, what was not understood."""
        return self._records.get(key)

    def location_hours(self, location_id: str) -> Hours | None:
        """When the building itself is open; None where that is not known.

        Its own `opening_hours`, else the hours of the one library there that has hours of its own.
        """
        return self._buildings.get(location_id) or self._library_hours.get(location_id)

    def calendar(self, key: str) -> Calendar:
        """The holidays that count for an offer or listing: with the school region of its gemeente, or of the map."""
        return self._calendar_of(self._region(key))

    def _calendar_of(self, region: Region | None) -> Calendar:
        if region not in self._calendars:
            self._calendars[region] = Calendar(self._school, region)
        return self._calendars[region]

    def states(self, at: datetime) -> Mapping[str, StateAt]:
        """Open, closed or unknown at a moment."""
        return self._spread(lambda timetable: states(timetable, at))

    def following(self, after: datetime) -> Mapping[str, Occurrence | None]:
        """The first certain occurrence that begins after a moment, by appointment or not; None where none is."""
        return self._spread(lambda timetable: _firsts(timetable, after))

    def within(self, start: datetime, end: datetime, *, walk_in: bool = True) -> Mapping[str, State]:
        """Whether one can go there at some moment from `start` up to and without `end`.

        Parameters
        ----------
        walk_in : without an appointment; where it is False, by appointment is open too

        OPEN: for certain; UNKNOWN: perhaps; CLOSED: certainly not.
        """
        return self._spread(
            lambda timetable: [
                Reason(one).state for one in timetable.within(start, end, walk_in=walk_in).tolist()
            ]
        )

    def occurrences(self, start: date, end: date) -> Mapping[str, Occurrences]:
        """All that begin on the days from `start` up to and without `end`, apart by how certain they are."""
        return self._spread(lambda timetable: _each(timetable, start, end))

    def hours_per_week(self, start: date, end: date) -> Mapping[str, HoursPerWeek]:
        """For coverage: the mean over the days from `start` up to and without `end`; uncertain hours apart."""
        return self._spread(lambda timetable: _weekly(timetable, start, end))

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Key -> a number that those with the same hours share: what is asked by number is reckoned once for them."""
        return {
            key: first + number
            for group, first in zip(self._groups, self._firsts, strict=True)
            for key, number in group.numbers.items()
        }

    def within_by_number(self, start: datetime, end: datetime, *, walk_in: bool = True) -> NDArray[np.uint8]:
        """As `within`, of every number (n,), as Reason."""
        return np.concatenate(
            [
                np.empty(0, dtype=np.uint8),
                *(group.timetable.within(start, end, walk_in=walk_in) for group in self._groups),
            ]
        )

    def occurrences_by_number(self, start: date, end: date) -> OccurrenceTable:
        """As `occurrences`, in one table, the number instead of the offer."""
        tables = (group.timetable.occurrences(start, end) for group in self._groups)
        return joined(
            [
                replace(table, offer=table.offer + first)
                for table, first in zip(tables, self._firsts, strict=True)
            ]
        )

    def is_complete_by_number(self) -> NDArray[np.bool_]:
        """Of every number (n,) whether all of its hours are told and understood."""
        return np.concatenate(
            [np.empty(0, dtype=np.bool_), *(group.timetable.is_complete for group in self._groups)]
        )

    @property
    def count(self) -> int:
        """How many numbers there are."""
        return sum(group.timetable.count for group in self._groups)

    @property
    def _firsts(self) -> list[int]:
        """Of every group the number of its first hours."""
        return [0, *accumulate(group.timetable.count for group in self._groups)][:-1]

    def _spread(self, answers: Callable[[Timetable], Sequence[Answer]]) -> dict[str, Answer]:
        """Each key with the answer about its hours, in the order of `keys`."""
        found: dict[str, Answer] = {}
        for group in self._groups:
            distinct = answers(group.timetable)
            found |= {key: distinct[number] for key, number in group.numbers.items()}
        return {key: found[key] for key in self._hours}

    def _region(self, key: str) -> Region | None:
        chosen = self._data.config.hours.school_region
        if chosen is not None:
            return Region(chosen)
        return region_of_gemeente().get(self._data.gemeente_of(self._at[key])) if key in self._at else None

    @cached_property
    def _library_hours(self) -> Mapping[str, Hours]:
        found: dict[str, list[Hours]] = {}
        for listing in self._data.inventory.listings:
            organisation = self._data.organisations[listing.organisation_id]
            hours = self._hours.get(listing.id)
            if (
                organisation.kind is OrganisationKind.LIBRARY
                and hours is not None
                and not hours.follows_location
            ):
                found.setdefault(listing.location_id, []).append(hours)
        return {location: several[0] for location, several in found.items() if len(several) == 1}

    @cached_property
    def _groups(self) -> tuple[_Group, ...]:
        per: dict[Calendar, list[str]] = {}
        for key in self._hours:
            per.setdefault(self._calendar_that_matters(key), []).append(key)
        return tuple(self._group(calendar, keys) for calendar, keys in per.items())

    def _calendar_that_matters(self, key: str) -> Calendar:
        """Regions differ in school holidays alone: hours that do not mind those can be held against any."""
        told = (self._hours[key], self.location_hours(self._at[key]))
        if any(one is not None and one.minds_school for one in told):
            return self.calendar(key)
        return self._calendar_of(None)

    def _group(self, calendar: Calendar, keys: Iterable[str]) -> _Group:
        distinct: dict[tuple[Hours, Hours | None], int] = {}
        numbers = {
            key: distinct.setdefault((self._hours[key], self._building_that_matters(key)), len(distinct))
            for key in keys
        }
        hours = [one for one, _ in distinct]
        return _Group(calendar, numbers, Timetable(hours, [location for _, location in distinct], calendar))

    def _building_that_matters(self, key: str) -> Hours | None:
        return self.location_hours(self._at[key]) if self._hours[key].follows_location else None


def _firsts(timetable: Timetable, after: datetime) -> list[Occurrence | None]:
    found: list[Occurrence | None] = [None] * timetable.count
    table = timetable.upcoming(after, walk_in=False)
    for number, one in zip(table.offer.tolist(), listed(table), strict=True):
        found[number] = one
    return found


def _each(timetable: Timetable, start: date, end: date) -> list[Occurrences]:
    certain: list[list[Occurrence]] = [[] for _ in range(timetable.count)]
    uncertain: list[list[Occurrence]] = [[] for _ in range(timetable.count)]
    table = timetable.occurrences(start, end)
    for number, one in zip(table.offer.tolist(), listed(table), strict=True):
        (certain if one.is_certain else uncertain)[number].append(one)
    return [
        Occurrences(tuple(sure), tuple(not_sure)) for sure, not_sure in zip(certain, uncertain, strict=True)
    ]


def _weekly(timetable: Timetable, start: date, end: date) -> list[HoursPerWeek]:
    found = timetable.weekly_hours(start, end)
    columns = (found.open, found.by_appointment, found.uncertain, found.is_complete)
    return [
        HoursPerWeek(open=walk_in, by_appointment=needed, uncertain=perhaps, is_complete=complete)
        for walk_in, needed, perhaps, complete in zip(*(one.tolist() for one in columns), strict=True)
    ]
