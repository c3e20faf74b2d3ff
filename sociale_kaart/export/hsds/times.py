"""When, in HSDS: schedules with their own day of verification and holiday policy, and the words they were read from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import MapHours
from sociale_kaart.export.desks import Desk
from sociale_kaart.export.hsds.collecting import Collected
from sociale_kaart.export.hsds.schedules import schedules
from sociale_kaart.hours.schedule import Hours
from sociale_kaart.hsds.ids import hsds_id
from sociale_kaart.model import Provenance, Schedule

AHEAD = timedelta(days=366)


class Times:
    """Puts the hours of a map's records, for a year from a day on."""

    tells_schedules = True

    def __init__(self, found: Collected, data: MapData, hours: MapHours, on: date) -> None:
        self._found = found
        self._data = data
        self._hours = hours
        self._names = {source.id: source.name for source in data.config.sources}
        self._start, self._end = on, on + AHEAD
        self._told: dict[tuple[object, ...], list[dict[str, Any]]] = {}

    def put_words(self, entity: str, its_id: str, schedule: Schedule | None, known: Provenance) -> None:
        """What the coordinator wrote of when, and how that is known where it is known otherwise than its record."""
        if schedule is None:
            return
        found, parts = self._found, schedule.parts or (schedule.text,)
        found.attributes(entity, its_id, "hours_text", parts)
        found.attribute(entity, its_id, "hours_from", schedule.valid_from)
        found.attribute(entity, its_id, "hours_to", schedule.valid_to)
        own = schedule.provenance
        if own is None or _without_row(own) == _without_row(known):
            return
        found.attribute(entity, its_id, "hours_source", found.source(own, self._names.get(own.source, "")))
        found.attribute(entity, its_id, "hours_checked", own.checked)
        found.attribute(entity, its_id, "hours_checked_by", own.checked_by)
        found.attribute(entity, its_id, "hours_url", own.url)

    def put_schedules(self, desk: Desk, of: tuple[str, str], told_by: Provenance | None) -> None:
        """The schedules of a desk under the record that `of` names."""
        policies = _holidays(desk.hours)
        for one in self._schedules(desk):
            row = dict([of]) | one
            row["id"] = hsds_id("schedule", *of, one["id"])
            self._found.tables["schedule"].append(row)
            self._found.attribute("schedule", row["id"], "verified", _known_on(told_by))
            self._found.attribute("schedule", row["id"], "holidays", policies)

    def put_building(self, location_id: str, its_id: str, schedule: Schedule | None) -> None:
        """The hours of a building, whoever is in it."""
        hours = self._hours.location_hours(location_id) if schedule is not None and schedule.text else None
        if hours is None or schedule is None:
            return
        somebody = self._data.listings_at[location_id][0]
        calendar = self._hours.calendar(somebody.id)
        desk = Desk(key=its_id, name="", hours=hours, calendar=calendar, text=words_of(schedule))
        self.put_schedules(desk, ("location_id", its_id), schedule.provenance)

    def _schedules(self, desk: Desk) -> list[dict[str, Any]]:
        """Those of equal hours are worked out once: a large map says the same in many rows."""
        key = (desk.hours, desk.location_hours, desk.calendar, desk.text)
        if key not in self._told:
            told = schedules(replace(desk, key=""), self._start, self._end, ("", ""))
            self._told[key] = [{name: value for name, value in one.items() if name} for one in told]
        return self._told[key]


def words_of(schedule: Schedule | None) -> str:
    """The words of a schedule; of several parts each once."""
    return "" if schedule is None else "; ".join(schedule.parts) or schedule.text


def _without_row(provenance: Provenance) -> Provenance:
    return replace(provenance, row=0)


def _known_on(provenance: Provenance | None) -> date | None:
    if provenance is None:
        return None
    return max((day for day in (provenance.as_of, provenance.checked) if day is not None), default=None)


def _holidays(hours: Hours) -> str:
    return ",".join(sorted({rule.holidays.value for rule in hours.rules}))
