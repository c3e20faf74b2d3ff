"""Every schedule of every shipped map, day by day from January 2025 to January 2027, against what a person read."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from functools import cache

import pytest

from sociale_kaart.dataset.build import assemble
from sociale_kaart.dataset.maphours import MapHours, map_hours
from sociale_kaart.hours.occur import Occurrence, Occurrences
from sociale_kaart.hours.reason import State
from sociale_kaart.kaart import open_kaart
from tests.maps.hours_by_eye import BY_EYE, FIRST, LAST, ByEye
from tests.maps.made import MAPS

TODAY = date(2026, 11, 22)
Listed = tuple[tuple[str, str], ...]

# What cannot be dated: nothing of it may be said for certain.
UNDATED = {"tijden volgen"}


@cache
def hours_of(name: str) -> MapHours:
    return map_hours(assemble(open_kaart(MAPS / name), today=TODAY))


@cache
def occurrences_of(name: str) -> dict[str, Occurrences]:
    return dict(hours_of(name).occurrences(FIRST, LAST + timedelta(days=1)))


def listed(found: tuple[Occurrence, ...]) -> Listed:
    return tuple((f"{one.start:%Y-%m-%dT%H:%M}", f"{one.end:%Y-%m-%dT%H:%M}") for one in found)


def as_read(one: ByEye) -> tuple[str, Listed, Listed]:
    return one.text, tuple(one.certain()), tuple(one.uncertain())


@pytest.mark.parametrize("name", BY_EYE)
def test_every_schedule_gives_the_days_that_a_person_reads(name: str) -> None:
    found = {
        (hours_of(name).text(key), listed(its.certain), listed(its.uncertain))
        for key, its in occurrences_of(name).items()
        if hours_of(name).text(key) not in UNDATED
    }
    wanted = {as_read(one) for one in BY_EYE[name] if one.text not in UNDATED}
    assert found == wanted


@pytest.mark.parametrize("name", BY_EYE)
def test_every_text_was_read_by_eye_and_none_besides(name: str) -> None:
    texts = {hours_of(name).text(key) for key in hours_of(name).keys}
    assert texts == {one.text for one in BY_EYE[name]}


@pytest.mark.parametrize("name", BY_EYE)
def test_who_needs_an_appointment_is_told_so(name: str) -> None:
    found = {
        (hours_of(name).text(key), listed(its.certain), one.appointment.value)
        for key, its in occurrences_of(name).items()
        for one in its.certain[:1]
    }
    wanted = {
        (one.text, tuple(one.certain()), one.appointment)
        for one in BY_EYE[name]
        if one.text not in UNDATED and any(one.certain())
    }
    assert found == wanted


def test_of_what_cannot_be_dated_nothing_is_certain() -> None:
    hours = hours_of("voorbeeld-utrecht")
    undated = [key for key in hours.keys if hours.text(key) in UNDATED]
    assert len(undated) == len(UNDATED)
    states = [
        hours.states(datetime.combine(TODAY + timedelta(days=day), time(10 + 4 * half)))
        for day in range(14)
        for half in range(2)
    ]
    for key in undated:
        assert occurrences_of("voorbeeld-utrecht")[key].certain == ()
        assert State.OPEN not in {at[key].state for at in states}
        assert State.UNKNOWN in {at[key].state for at in states}


def test_the_sixteen_helpers_of_veendam_are_read_completely() -> None:
    hours = hours_of("veendam")
    assert len(hours.keys) == 16
    for key in hours.keys:
        record = hours.record(key)
        assert record is not None
        assert (record.complete, record.leftover, record.doubts) == (True, (), ())


def test_the_information_desk_of_a_library_that_tells_no_hours_is_unknown_and_never_open() -> None:
    hours = hours_of("voorbeeld-utrecht")
    at = datetime(2026, 11, 24, 14, 0)
    states = [
        found.state
        for key, found in hours.states(at).items()
        if hours.text(key) == "tijdens de openingstijden van de bibliotheek"
    ]
    assert Counter(states) == {State.OPEN: 3, State.UNKNOWN: 1}
