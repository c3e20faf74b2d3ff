"""The map of one library: sixteen helpers at one place."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from sociale_kaart.dataset.build import assemble
from sociale_kaart.dataset.maphours import map_hours
from sociale_kaart.gebieden.boundaries import locate
from sociale_kaart.hours.school import Region
from sociale_kaart.hours.schoolregions import region_of_gemeente
from sociale_kaart.kaart import open_kaart
from sociale_kaart.model import COVENANT_PILLARS, Inventory
from sociale_kaart.sources.check import check
from tests.maps.hours_by_eye import FIRST, LAST, days
from tests.maps.made import VEENDAM, make

TODAY = date(2026, 11, 22)
MADE = ("plek.csv", "organisaties.csv", "spreekuren.csv")


@pytest.fixture(scope="module")
def inventory() -> Inventory:
    return check(open_kaart(VEENDAM), TODAY).inventory


def test_sixteen_helpers_of_fourteen_organisations_at_one_place(inventory: Inventory) -> None:
    assert len(inventory.offers) == 16
    assert len(inventory.organisations) == 14
    assert len(inventory.locations) == 1
    assert all(offer.schedule and offer.schedule.text for offer in inventory.offers)


def test_the_library_lies_in_veendam_and_has_the_school_holidays_of_the_north(inventory: Inventory) -> None:
    (place,) = inventory.locations
    assert list(locate([place.given_x_rd or 0], [place.given_y_rd or 0])) == [place.gemeentecode]
    assert region_of_gemeente()[place.gemeentecode] is Region.NOORD


def test_a_name_is_no_pillar_of_the_covenant(inventory: Inventory) -> None:
    assert not {service.pillar for service in inventory.services} & set(COVENANT_PILLARS)


def test_every_helper_is_there_when_the_source_says_so(shared_data: Path) -> None:
    # The source has the calendar of each helper as data: expanded here, it must be what the map reads in its words.
    told = json.loads((shared_data / "kaart" / "veendam_spreekuren.json").read_text("utf-8"))["participants"]
    data = assemble(open_kaart(VEENDAM), today=TODAY)
    found = map_hours(data).occurrences(FIRST, LAST + timedelta(days=1))
    services = {service.id: service.name for service in data.inventory.services}
    sure = {
        services[offer.service_id]: {
            (one.start.date(), f"{one.start:%H:%M}", f"{one.end:%H:%M}") for one in its
        }
        for offer in data.inventory.offers
        for its in [(*found[offer.id].certain, *found[offer.id].uncertain)]
    }
    assert sure == {
        one["name"]: {
            (day, begins, ends)
            for when, begins, ends, often in one["calendar"]
            for day in days()
            if falls_on(day, when, often)
        }
        for one in told
    }


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def falls_on(day: date, when: str, often: str) -> bool:
    if often == "once":
        return f"{day:%d-%m-%Y}" == when
    nth, odd = (day.day - 1) // 7, day.isocalendar().week % 2
    fits = {
        "weekly": True,
        "even_weeks": not odd,
        "odd_weeks": bool(odd),
        "first_of_month": nth == 0,
        "third_of_month": nth == 2,
    }
    return WEEKDAYS[day.weekday()] == when and fits[often]


def test_the_script_makes_the_same_bytes(shared_data: Path, tmp_path: Path) -> None:
    make("make_veendam.py")(shared_data, tmp_path)
    for name in MADE:
        assert (tmp_path / name).read_bytes() == (VEENDAM / name).read_bytes(), name
