"""The worked example: the covenant in the province of Utrecht."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sociale_kaart.dataset.area import area_of, completeness_of
from sociale_kaart.gebieden.boundaries import locate
from sociale_kaart.gebieden.population import population_points
from sociale_kaart.kaart import Kaart, open_kaart
from sociale_kaart.model import COVENANT_PILLARS, Inventory, OrganisationKind, Presence, Role
from sociale_kaart.sources.check import CheckResult, check
from tests.maps.made import UTRECHT, make

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def kaart() -> Kaart:
    return open_kaart(UTRECHT)


@pytest.fixture(scope="module")
def checked(kaart: Kaart) -> CheckResult:
    return check(kaart, TODAY)


@pytest.fixture(scope="module")
def inventory(checked: CheckResult) -> Inventory:
    return checked.inventory


def gemeenten_with(inventory: Inventory, pillar: str) -> set[str]:
    services = {service.id: service for service in inventory.services}
    locations = {location.id: location for location in inventory.locations}
    return {
        locations[offer.location_id].gemeentecode
        for offer in inventory.offers
        if services[offer.service_id].pillar == pillar and offer.presence is Presence.YES
    }


def test_five_library_organisations_and_ten_partners(inventory: Inventory) -> None:
    kinds = [one.kind for one in inventory.organisations]
    assert kinds.count(OrganisationKind.LIBRARY) == 5
    assert kinds.count(OrganisationKind.PARTNER) == 10
    assert len(kinds) == 15


def test_a_library_organisation_has_branches_in_several_gemeenten(inventory: Inventory) -> None:
    linde = next(one for one in inventory.organisations if one.name == "Voorbeeldbibliotheek De Linde")
    branches = {one.location_id for one in inventory.listings if one.organisation_id == linde.id}
    codes = {one.gemeentecode for one in inventory.locations if one.id in branches}
    assert len(branches) == 5
    assert len(codes) == 4
    assert len(linde.serves) == 7


def test_the_example_uses_every_role_and_every_presence(inventory: Inventory) -> None:
    assert {offer.role for offer in inventory.offers} >= set(Role) - {Role.UNKNOWN}
    assert {offer.presence for offer in inventory.offers} == set(Presence)


def test_all_three_pillars_are_there_and_all_leave_gaps(kaart: Kaart, inventory: Inventory) -> None:
    area = area_of(kaart)
    assert len(area) == 26
    declared = {one.pillar: one.gemeentecodes for one in completeness_of(kaart, area)}
    for pillar in COVENANT_PILLARS:
        there = gemeenten_with(inventory, pillar)
        assert there
        assert declared[pillar] - there, f"no gap in {pillar}"
    assert "informatiepunt" not in declared


def test_places_lie_at_the_middle_of_a_buurt_in_their_gemeente(inventory: Inventory) -> None:
    points = population_points()
    middles = set(zip(points.x_rd, points.y_rd, strict=True))
    places = [(one.given_x_rd, one.given_y_rd) for one in inventory.locations]
    assert set(places) <= middles
    assert len(set(places)) == len(places)
    found = locate([x or 0 for x, _ in places], [y or 0 for _, y in places])
    assert list(found) == [one.gemeentecode for one in inventory.locations]


def test_no_phone_and_no_street_address(inventory: Inventory) -> None:
    assert {one.phone for one in inventory.organisations} == {""}
    assert {one.phone for one in inventory.listings} == {""}
    assert not any(one.address for one in inventory.locations)


def test_the_target_grows_and_the_spreekuren_have_a_beginning(kaart: Kaart, inventory: Inventory) -> None:
    targets = [one for one in kaart.config.targets if one.pillar == "spreekuur"]
    assert sorted(targets, key=lambda one: one.by) == sorted(targets, key=lambda one: one.count)
    assert len(targets) >= 3
    services = {service.id: service for service in inventory.services}
    desks = [
        offer.schedule
        for offer in inventory.offers
        if services[offer.service_id].pillar == "spreekuur" and offer.schedule is not None
    ]
    assert len({desk.valid_from.year for desk in desks if desk.valid_from}) >= 7
    assert any(desk.valid_to for desk in desks)


@pytest.mark.parametrize(
    "words", ["oneven weken", "even weken", "1e maandag", "laatste vrijdag", "schoolvakanties"]
)
def test_desk_hours_are_as_odd_as_real_ones(inventory: Inventory, words: str) -> None:
    assert any(words in offer.schedule.text for offer in inventory.offers if offer.schedule)


def test_the_network_hopes_for_nine_library_organisations_and_has_five(
    kaart: Kaart, inventory: Inventory
) -> None:
    hoped_for = set(kaart.config.program.library_organisations)
    there = {one.name for one in inventory.organisations if one.kind is OrganisationKind.LIBRARY}
    assert len(hoped_for) == 9
    assert there < hoped_for


def test_a_contact_for_partners_is_public_only_where_that_is_said(inventory: Inventory) -> None:
    public = [
        one.name for one in inventory.organisations if one.partner_contact and one.partner_contact_public
    ]
    assert public == ["Voorbeeldbibliotheek De Kastanje"]
    assert sum(bool(one.partner_contact) for one in inventory.organisations) == 5


def test_every_correction_takes(checked: CheckResult) -> None:
    soest = next(one for one in checked.inventory.locations if one.name.endswith("vestiging Soest"))
    assert soest.computers == 8
    assert [p for p in checked.problems if p.code.startswith("correction")] == []


def test_the_script_makes_the_same_bytes(tmp_path: Path) -> None:
    make("make_voorbeeld_utrecht.py")(tmp_path)
    for name in ("netwerk.xlsx", "spreekuren.ods"):
        assert (tmp_path / name).read_bytes() == (UTRECHT / name).read_bytes(), name
