"""Who does what: every place is in a row, unknown is never a no, and a row is as old as its oldest fact."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.export.promises import Promises, Standing, Tally, promises_of
from sociale_kaart.export.roles import ROLE_COLUMNS, plain_role_rows, role_rows
from sociale_kaart.model import (
    CoverageStatus,
    Inventory,
    Offer,
    OrganisationKind,
    Presence,
    Role,
    Service,
)
from tests.web.smallmap import (
    BORNE,
    ENSCHEDE,
    HENGELO,
    SAID,
    ZWOLLE,
    config,
    listing,
    location,
    map_data,
    offer,
    organisation,
)

YES, NO, UNKNOWN = CoverageStatus.COVERED, CoverageStatus.UNCOVERED, CoverageStatus.UNKNOWN
LIBRARY = OrganisationKind.LIBRARY


def said(data: MapData) -> list[tuple[Any, ...]]:
    return [
        (row.organisation.name, row.gemeentecode, row.pillar, row.role, row.presence, row.places)
        for row in role_rows(data)
    ]


def network(presence: Presence = Presence.YES, **changes: Any) -> MapData:
    """A library organisation in Enschede and Hengelo; its branch houses a partner's spreekuur. One is hoped for."""
    stichting = organisation("Stichting Bibliotheek", kind=LIBRARY, serves=(ENSCHEDE, HENGELO))
    branch = organisation("Filiaal Centrum", kind=LIBRARY, parent=stichting.id)
    partner = organisation("Formulierenhulp", kind=OrganisationKind.PARTNER)
    at_branch, at_desk = listing("l-filiaal", branch), listing("l-filiaal", partner)
    spreekuur = Service(id="spreekuur", organisation_id=partner.id, name="Spreekuur", pillar="spreekuur")
    held = replace(offer(at_desk, "spreekuur", presence), role=Role.HELPER)
    inventory = Inventory(
        organisations=(stichting, branch, partner),
        locations=(location("l-filiaal", "Markt 1", "Enschede", ENSCHEDE),),
        services=(spreekuur,),
        offers=(held,),
        listings=(at_branch, at_desk),
    )
    settings = {"program": {"name": "Convenant", "library_organisations": ["De Gehoopte"]}} | changes
    return map_data(inventory=inventory, matches={}, config=config(**settings))


def complete(*gemeenten: str) -> list[dict[str, Any]]:
    part = {"pillar": "spreekuur", "declared_by": "de coördinator", "as_of": "2026-10-01"}
    return [part | {"gemeenten": list(gemeenten)}]


def standing(promises: Promises, name: str, pillar: str = "spreekuur") -> Standing:
    (its,) = (one.id for one in promises.libraries if one.name == name)
    return promises.standings[its, pillar]


def test_every_place_and_every_organisation_is_in_a_row_also_where_nobody_told_what_it_does() -> None:
    data = map_data()
    rows = role_rows(data)
    assert {(row.organisation.id, at) for row in rows for at in row.location_ids} == {
        (one.organisation_id, one.location_id) for one in data.inventory.listings
    }
    assert ("Zoekgeraakt Loket", BORNE, "", Role.UNKNOWN, Presence.UNKNOWN, 1) in said(data)


def test_who_works_somewhere_without_a_place_has_a_row_without_places() -> None:
    rows = said(network())
    assert ("Stichting Bibliotheek", HENGELO, "", Role.UNKNOWN, Presence.UNKNOWN, 0) in rows
    assert ("Formulierenhulp", ENSCHEDE, "spreekuur", Role.HELPER, Presence.YES, 1) in rows


def test_what_ended_before_the_source_was_made_is_no_longer_done() -> None:
    data = map_data()
    ended = [
        replace(one, schedule=replace(one.schedule, valid_to=date(2026, 9, 1))) if one.schedule else one
        for one in data.inventory.offers
    ]
    data = map_data(inventory=replace(data.inventory, offers=tuple(ended)))
    assert ("Humanitas Twente", ENSCHEDE, "spreekuur", Role.UNKNOWN, Presence.NO, 1) in said(data)


def test_a_row_is_as_old_as_the_oldest_of_what_it_rests_on() -> None:
    data = network()
    (held,) = data.inventory.offers
    old = replace(SAID, checked=date(2020, 1, 2))
    again = replace(held, id="again", location_id="l-oud", provenance=old)
    inventory = replace(
        data.inventory,
        offers=(held, again),
        locations=(*data.inventory.locations, location("l-oud", "Markt 2", "Enschede", ENSCHEDE)),
        listings=(*data.inventory.listings, listing("l-oud", data.organisations[held.organisation_id])),
    )
    (row,) = (one for one in role_rows(replace(data, inventory=inventory)) if one.pillar)
    assert (row.places, row.told.checked) == (2, date(2020, 1, 2))


def test_rows_have_the_columns_of_the_glossary() -> None:
    (row,) = plain_role_rows(network(), [one for one in role_rows(network()) if one.pillar])
    assert tuple(row) == ROLE_COLUMNS
    assert row["organisation"] == "Formulierenhulp"
    assert row["checked"] == "2026-09-14"
    branch = plain_role_rows(network(), role_rows(network()))[0]
    assert (branch["organisation"], branch["parent"]) == ("Filiaal Centrum", "Stichting Bibliotheek")


def test_a_library_organisation_has_what_somebody_else_does_in_its_branch() -> None:
    promises = promises_of(network())
    assert [one.name for one in promises.libraries] == ["De Gehoopte", "Stichting Bibliotheek"]
    assert standing(promises, "Stichting Bibliotheek") == Standing(YES, YES)
    (kept,) = (one for one in promises.kept if one.pillar.id == "spreekuur")
    assert kept.libraries == Tally(yes=1, no=0, unknown=1), (
        "1 of 2 has a spreekuur; of the other nobody knows"
    )


@pytest.mark.parametrize(
    ("presence", "declared", "expected"),
    [
        pytest.param(Presence.NO, complete(ENSCHEDE, HENGELO), NO, id="complete in all its gemeenten"),
        pytest.param(Presence.NO, complete(ENSCHEDE), UNKNOWN, id="complete in one of two"),
        pytest.param(Presence.NO, [], UNKNOWN, id="nobody declared anything"),
        pytest.param(Presence.UNKNOWN, complete(ENSCHEDE, HENGELO), UNKNOWN, id="a place may be the one"),
    ],
)
def test_a_no_takes_a_complete_list_everywhere_it_works(
    presence: Presence, declared: list[dict[str, Any]], expected: CoverageStatus
) -> None:
    promises = promises_of(network(presence, completeness=declared))
    assert standing(promises, "Stichting Bibliotheek").in_branches is expected
    assert standing(promises, "De Gehoopte").in_branches is UNKNOWN, "nobody told where it works"


def test_help_elsewhere_in_its_gemeenten_is_told_apart_from_help_in_its_branches() -> None:
    data = network(Presence.NO)
    partner = data.organisations["org-formulierenhulp"]
    elsewhere = listing("l-buurthuis", partner)
    inventory = replace(
        data.inventory,
        locations=(*data.inventory.locations, location("l-buurthuis", "Plein 1", "Hengelo", HENGELO)),
        listings=(*data.inventory.listings, elsewhere),
        offers=(*data.inventory.offers, offer(elsewhere, "spreekuur", Presence.YES)),
    )
    promises = promises_of(replace(data, inventory=inventory))
    assert standing(promises, "Stichting Bibliotheek") == Standing(UNKNOWN, YES)


def test_a_target_is_missed_only_where_every_place_is_known() -> None:
    target = {"pillar": "spreekuur", "count": 3, "by": "2026-09-30"}
    for declared, reached in (
        ([], Presence.UNKNOWN),
        (complete(ENSCHEDE, HENGELO, BORNE, ZWOLLE), Presence.NO),
    ):
        promises = promises_of(network(targets=[target], completeness=declared))
        (met,) = (one for kept in promises.kept for one in kept.targets)
        assert met.reached is reached


def test_gemeenten_are_tallied_by_their_coverage() -> None:
    (kept,) = (one for one in promises_of(map_data()).kept if one.pillar.id == "computer")
    assert kept.gemeenten == Tally(yes=2, no=1, unknown=1)
    assert kept.gemeenten.all == 4


def test_offers_are_told_by_role() -> None:
    """One organisation that hosts one thing and teaches another has a row for each."""
    data = network()
    (held,) = data.inventory.offers
    course: Offer = replace(held, id="cursus", service_id="training", role=Role.TRAINER)
    training = Service(id="training", organisation_id=held.organisation_id, name="Cursus", pillar="training")
    inventory = replace(data.inventory, offers=(held, course), services=(*data.inventory.services, training))
    rows = [row for row in said(replace(data, inventory=inventory)) if row[0] == "Formulierenhulp"]
    assert [(row[2], row[3]) for row in rows] == [("training", Role.TRAINER), ("spreekuur", Role.HELPER)]
