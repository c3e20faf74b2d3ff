"""The map of one library: sixteen helpers at one place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sociale_kaart.gebieden.boundaries import locate
from sociale_kaart.hours.school import Region
from sociale_kaart.hours.schoolregions import region_of_gemeente
from sociale_kaart.kaart import open_kaart
from sociale_kaart.model import COVENANT_PILLARS, Inventory
from sociale_kaart.sources.check import check
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


def test_the_script_makes_the_same_bytes(shared_data: Path, tmp_path: Path) -> None:
    make("make_veendam.py")(shared_data, tmp_path)
    for name in MADE:
        assert (tmp_path / name).read_bytes() == (VEENDAM / name).read_bytes(), name
