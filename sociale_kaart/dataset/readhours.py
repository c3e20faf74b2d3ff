"""Reads the hours of a map: from the words of every schedule to what the store keeps and the pages show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from sociale_kaart.dataset.mapdata import HoursRecord
from sociale_kaart.hours.osm import to_osm
from sociale_kaart.hours.reading import from_now_on, in_force, known_true_on, read
from sociale_kaart.hours.schedule import HolidayPolicy, Hours
from sociale_kaart.hours.sentence import describe
from sociale_kaart.hours.serial import to_json
from sociale_kaart.kaarttoml import HoursPart
from sociale_kaart.model import Appointment, Inventory, Offer, Schedule


def read_hours(inventory: Inventory, told: HoursPart) -> Iterator[HoursRecord]:
    """The hours of every location, listing and offer that has any, in order of kind and id.

    An offer without words of its own has those of its listing, within its own dates. `told` is what kaart.toml says of
    all of them.
    """
    for location in inventory.locations:
        if location.opening_hours is not None and location.opening_hours.text:
            yield _record(location.id, "location", location.opening_hours, told)
    desks = {}
    for listing in inventory.listings:
        if listing.schedule is not None and listing.schedule.text:
            desks[listing.organisation_id, listing.location_id] = listing.schedule
            yield _record(listing.id, "listing", listing.schedule, told)
    appointments = {service.id: service.appointment for service in inventory.services}
    for offer in inventory.offers:
        schedule = _schedule(offer, desks.get((offer.organisation_id, offer.location_id)))
        if schedule is not None:
            yield _record(offer.id, "offer", schedule, told, appointments[offer.service_id])


@dataclass(frozen=True, slots=True)
class _Said:
    nl: str
    en: str
    osm: str


@lru_cache(maxsize=100_000)
def _said(hours: Hours) -> _Said:
    """Hours in words; each once, for a large map says the same in many rows."""
    return _Said(describe(hours, "nl"), describe(hours, "en"), to_osm(hours) or "")


def _schedule(offer: Offer, desk: Schedule | None) -> Schedule | None:
    own = offer.schedule
    if own is None:
        return desk
    if own.text:
        return own
    return desk and replace(desk, valid_from=own.valid_from, valid_to=own.valid_to)


def _record(
    its_id: str,
    record: str,
    schedule: Schedule,
    told: HoursPart,
    appointment: Appointment = Appointment.UNKNOWN,
) -> HoursRecord:
    known_on = known_true_on(schedule.provenance)
    found = read(schedule, told.language)
    hours = in_force(found.hours, schedule, appointment, HolidayPolicy(told.public_holidays or "unknown"))
    said = _said(hours if known_on is None else from_now_on(hours, known_on))
    return HoursRecord(
        id=its_id,
        record=record,
        text=schedule.text,
        complete=found.complete,
        leftover=tuple(one.text for one in found.leftover),
        doubts=tuple(reading for doubt in found.doubts for reading in doubt.readings),
        appointment=hours.appointment if hours.rules else found.appointment,
        sentence_nl=said.nl,
        sentence_en=said.en,
        osm=said.osm,
        hours=to_json(hours),
    )
