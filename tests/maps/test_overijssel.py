"""The default map: 35 help places in Twente and Overijssel's five libraries."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from sociale_kaart.dataset.area import area_of
from sociale_kaart.gebieden.boundaries import locate
from sociale_kaart.geocode.lock import Lock
from sociale_kaart.kaart import Kaart, open_kaart
from sociale_kaart.model import COVENANT_PILLARS, Inventory, MatchLevel, OrganisationKind
from sociale_kaart.sources.check import check
from tests.maps.made import OVERIJSSEL, make

TODAY = date(2026, 11, 22)
MADE = ("hulpplekken-twente.csv", "bibliotheken.xlsx", "adressen.lock.csv")


@pytest.fixture(scope="module")
def kaart() -> Kaart:
    return open_kaart(OVERIJSSEL)


@pytest.fixture(scope="module")
def inventory(kaart: Kaart) -> Inventory:
    return check(kaart, TODAY).inventory


def test_forty_organisations_at_38_locations(inventory: Inventory) -> None:
    assert len(inventory.listings) == 40
    assert len(inventory.locations) == 38


def test_33_distinct_addresses_each_with_the_id_that_pdok_gave(inventory: Inventory) -> None:
    rows = list(Lock.open(OVERIJSSEL / "adressen.lock.csv"))
    asked = {location.address.key for location in inventory.locations if not location.has_given_point}
    assert {row.key for row in rows} == asked
    assert len(rows) == 33
    assert {row.match.level for row in rows} == {MatchLevel.ADRES}
    assert all(len(row.match.nummeraanduiding_id) == 16 for row in rows)


def test_every_locked_address_lies_in_its_gemeente() -> None:
    matches = [row.match for row in Lock.open(OVERIJSSEL / "adressen.lock.csv")]
    points = [(match.x_rd, match.y_rd) for match in matches if match.x_rd and match.y_rd]
    found = locate([x for x, _ in points], [y for _, y in points])
    assert list(found) == [match.gemeentecode for match in matches]


def test_the_area_is_the_25_gemeenten_of_overijssel(kaart: Kaart) -> None:
    assert len(area_of(kaart)) == 25


def test_nobody_declared_anything_complete(kaart: Kaart) -> None:
    assert kaart.config.completeness == ()


def test_the_sources_say_nothing_of_the_covenant_s_pillars(kaart: Kaart, inventory: Inventory) -> None:
    assert {pillar.id for pillar in kaart.config.pillars} >= set(COVENANT_PILLARS)
    assert not {service.pillar for service in inventory.services} & set(COVENANT_PILLARS)


def test_a_name_is_no_pillar(inventory: Inventory) -> None:
    borne = next(one for one in inventory.listings if one.name == "Informatiepunt Digitale Overheid")
    services = {service.id: service for service in inventory.services}
    offers = [offer for offer in inventory.offers if offer.organisation_id == borne.organisation_id]
    assert [services[offer.service_id].pillar for offer in offers] == ["taal"]


def test_five_libraries_with_coordinates_and_nothing_known_of_what_they_offer(inventory: Inventory) -> None:
    libraries = [one for one in inventory.organisations if one.kind is OrganisationKind.LIBRARY]
    assert len(libraries) == 5
    assert {one.parent for one in libraries} == {""}
    services = {service.id: service for service in inventory.services}
    ids = {one.id for one in libraries}
    assert {
        services[offer.service_id].pillar for offer in inventory.offers if offer.organisation_id in ids
    } <= {""}


def test_two_desks_keep_their_hours_as_their_page_gives_them(inventory: Inventory) -> None:
    hours = {one.name: one.schedule.text for one in inventory.listings if one.schedule}
    assert set(hours) == {"Huis voor Taal & Meedoen", "M-Pact · mantelzorgvrijwilligers"}
    assert hours["Huis voor Taal & Meedoen"].startswith("Taalspreekuur: maandag 13.30–17.00")


def test_every_help_place_keeps_its_page_and_the_day_it_was_seen(inventory: Inventory) -> None:
    twente = [one.provenance for one in inventory.listings if one.provenance.source == "twente"]
    assert len(twente) == 35
    assert all(one.url.startswith("https://") for one in twente)
    assert {str(one.checked) for one in twente} == {"2026-09-14", "2026-09-15", "2026-10-02"}


def test_the_script_makes_the_same_bytes(shared_data: Path, tmp_path: Path) -> None:
    make("make_overijssel.py")(shared_data, tmp_path)
    for name in MADE:
        assert (tmp_path / name).read_bytes() == (OVERIJSSEL / name).read_bytes(), name


def test_the_lock_holds_what_was_recorded(shared_data: Path) -> None:
    with (shared_data / "kaart" / "twente_35.csv").open(encoding="utf-8-sig", newline="") as file:
        recorded = {
            (row["address"], row["town"]): (row["bag_nummeraanduiding"], float(row["lon"]), float(row["lat"]))
            for row in csv.DictReader(file, delimiter=";")
        }
    locked = {
        (row.asked.text, row.asked.woonplaats): (row.match.nummeraanduiding_id, row.match.lon, row.match.lat)
        for row in Lock.open(OVERIJSSEL / "adressen.lock.csv")
    }
    assert locked == recorded
