"""From sheets to an inventory: joining, ids, corrections, and what real sheets give."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sociale_kaart.errors import SourceUnreadable
from sociale_kaart.kaart import Kaart
from sociale_kaart.kaarttoml import KaartConfig
from sociale_kaart.model import Appointment, Inventory, Listing, OrganisationKind, Presence, Role, Schedule
from sociale_kaart.sources.check import check
from sociale_kaart.sources.intake import Intake, read_sources

TODAY = date(2026, 11, 22)
SOURCE = {"supplier": "Voorbeeld", "licence": "CC0", "as_of": date(2026, 9, 1)}
ADDRESS = {"organisation": "Naam", "address": "Adres", "woonplaats": "Plaats"}


def kaart(folder: Path, *sources: Mapping[str, Any], **more: Any) -> Kaart:
    """A map folder with sources given as dictionaries; `text` is the content of its file."""
    parts = []
    for source in sources:
        part = {"name": source["id"], "file": f"{source['id']}.csv", "kind": "wide", **SOURCE, **source}
        if "text" in part:
            (folder / part["file"]).write_text(part.pop("text"), encoding="utf-8")
        parts.append(part)
    content = {
        "title": "Proef",
        "publisher": {"name": "Proef"},
        "contact": {"name": "Proef"},
        "area": {"nederland": True},
        "sources": parts,
        **more,
    }
    return Kaart(folder=folder, config=KaartConfig.model_validate(content))


def read(folder: Path, *sources: Mapping[str, Any], **more: Any) -> Intake:
    return read_sources(kaart(folder, *sources, **more), TODAY)


def wide(
    text: str, source_id: str = "plekken", columns: Mapping[str, str] | None = None, **more: Any
) -> dict[str, Any]:
    return {"id": source_id, "columns": ADDRESS | dict(columns or {}), "text": text, **more}


def codes(intake: Intake) -> list[str]:
    return [problem.code for problem in intake.problems]


def said_of(inventory: Inventory) -> dict[str, Presence]:
    services = {service.id: service.pillar for service in inventory.services}
    return {services[offer.service_id]: offer.presence for offer in inventory.offers}


# --- real sheets


def test_the_35_places_of_twente_are_35_listings_at_33_locations(shared_data: Path, tmp_path: Path) -> None:
    source = {
        "id": "twente",
        "file": "twente.csv",
        "columns": {
            "id": "id",
            "organisation": "name",
            "address": "address",
            "woonplaats": "town",
            "gemeente": "municipality",
            "category": "category",
            "schedule": "openingHours",
            "checked": "checked",
            "url": "source",
            "lon": "lon",
            "lat": "lat",
        },
        "text": (shared_data / "kaart/twente_35.csv").read_text(encoding="utf-8"),
    }
    result = check(kaart(tmp_path, source, area={"provincies": ["Overijssel"]}), TODAY)
    assert (result.rows_in, result.rows_used, result.rows_reported) == (35, 35, 0)
    assert len(result.inventory.listings) == 35
    assert len(result.inventory.locations) == 33
    assert result.inventory.offers == (), "a category alone says nothing about a pillar"
    assert sum(listing.schedule is not None for listing in result.inventory.listings) == 2
    assert {problem.code for problem in result.problems} == {"category_unmapped"}, (
        "each point lies in its gemeente"
    )


def test_every_library_that_was_a_polling_place_is_used_and_its_mangled_gemeente_read(
    shared_data: Path, tmp_path: Path
) -> None:
    source = {
        "id": "bibliotheken",
        "columns": {
            "id": "id",
            "organisation": "naam",
            "location": "naam",
            "woonplaats": "plaats",
            "gemeente": "gemeente",
            "x_rd": "x",
            "y_rd": "y",
        },
        "defaults": {"organisation_kind": "bibliotheek"},
        "text": (shared_data / "kaart/bibliotheken.csv").read_text(encoding="utf-8"),
    }
    result = check(kaart(tmp_path, source), TODAY)
    assert (result.rows_in, result.rows_used, result.rows_reported) == (82, 82, 0)
    assert len(result.inventory.locations) == 82
    assert all(location.has_given_point and location.gemeentecode for location in result.inventory.locations)
    assert {organisation.kind for organisation in result.inventory.organisations} == {
        OrganisationKind.LIBRARY
    }
    assert [problem.code for problem in result.problems if problem.row] == ["mojibake"]


def test_the_helpers_inside_the_library_of_veendam_are_all_at_one_place(
    shared_data: Path, tmp_path: Path
) -> None:
    helpers = json.loads((shared_data / "kaart/veendam_spreekuren.json").read_text(encoding="utf-8"))[
        "participants"
    ]
    rows = [
        f"{helper['organisation']};{helper['name']};Bibliotheek Veendam;{day} {start}-{end} ({how})"
        for helper in helpers
        for day, start, end, how in (moment[:4] for moment in helper["calendar"])
    ]
    places = {
        "id": "plekken",
        "kind": "locations",
        "columns": {"location": "Plek", "address": "Adres", "woonplaats": "Plaats"},
        "text": "Plek;Adres;Plaats\nBibliotheek Veendam;Museumplein 5a;Veendam\n",
    }
    desks = {
        "id": "spreekuren",
        "kind": "offers",
        "columns": {"organisation": "Wie", "service": "Wat", "location": "Waar", "schedule": "Wanneer"},
        "text": "Wie;Wat;Waar;Wanneer\n" + "\n".join(rows) + "\n",
    }
    intake = read(tmp_path, places, desks)
    assert sum(count.rows_in for count in intake.counts) == 1 + len(rows)
    assert sum(count.rows_reported for count in intake.counts) == 0
    assert len(intake.inventory.locations) == 1
    assert len(intake.inventory.offers) == len({(one["organisation"], one["name"]) for one in helpers})
    written = "; ".join(offer.schedule.text for offer in intake.inventory.offers if offer.schedule)
    assert all(row.rsplit(";", 1)[1] in written for row in rows), "every hour is kept"


# --- organisations and places


def test_two_organisations_at_one_address_share_a_location_and_keep_their_names(tmp_path: Path) -> None:
    intake = read(
        tmp_path,
        wide("Naam;Adres;Plaats\nHuis A;Pijpenstraat 15;Enschede\nHuis B;pijpenstraat  15;ENSCHEDE\n"),
    )
    assert len(intake.inventory.locations) == 1
    assert sorted(listing.name for listing in intake.inventory.listings) == ["Huis A", "Huis B"]
    assert intake.inventory.locations[0].name == ""


def test_the_same_street_in_two_gemeenten_is_two_addresses_also_without_a_place_name(tmp_path: Path) -> None:
    toml = wide(
        "Naam;Adres;Plaats;Gemeente\nHuis A;Kerkstraat 1;;Almelo\nHuis B;Kerkstraat 1;;Losser\n",
        columns={"gemeente": "Gemeente"},
    )
    locations = read(tmp_path, toml).inventory.locations
    assert len({location.address.key for location in locations}) == 2
    assert sorted(location.address.woonplaats for location in locations) == ["Almelo", "Losser"]


def test_one_organisation_in_two_places_is_one_organisation_with_two_listings(tmp_path: Path) -> None:
    intake = read(
        tmp_path, wide("Naam;Adres;Plaats\nSalut;Grotestraat 86;Goor\nSalut;Averinkstraat 30;Delden\n")
    )
    assert len(intake.inventory.organisations) == 1
    assert len(intake.inventory.listings) == 2


def test_a_library_organisation_has_branches_and_serves_several_gemeenten(tmp_path: Path) -> None:
    text = (
        "Naam;Adres;Plaats;Stichting;Soort;Werkt in\n"
        "Bibliotheek Goor;Grotestraat 1;Goor;Stichting Voorbeeld;bibliotheek;Hof van Twente, Groesbeek\n"
        "Bibliotheek Delden;Langestraat 2;Delden;Stichting Voorbeeld;bibliotheek;\n"
    )
    columns = {"parent": "Stichting", "organisation_kind": "Soort", "serves": "Werkt in"}
    intake = read(tmp_path, wide(text, columns=columns))
    by_name = {organisation.name: organisation for organisation in intake.inventory.organisations}
    assert set(by_name) == {"Bibliotheek Goor", "Bibliotheek Delden", "Stichting Voorbeeld"}
    above = by_name["Stichting Voorbeeld"].id
    assert by_name["Bibliotheek Goor"].parent == by_name["Bibliotheek Delden"].parent == above
    assert by_name["Bibliotheek Goor"].serves == ("GM1735", "GM1945")
    assert codes(intake) == ["gemeente_replaced"]


def test_kvk_ties_mentions_together_but_not_the_branches_under_it(tmp_path: Path) -> None:
    text = (
        "Naam;Adres;Plaats;KvK;Stichting\n"
        "Humanitas;Straat 1;Almelo;01234567;\n"
        "Humanitas;Straat 2;Borne;;\n"
        "Tak A;Straat 3;Goor;01234567;Humanitas\n"
    )
    intake = read(tmp_path, wide(text, columns={"kvk": "KvK", "parent": "Stichting"}))
    assert sorted(organisation.name for organisation in intake.inventory.organisations) == [
        "Humanitas",
        "Tak A",
    ]


def test_ids_come_from_what_identifies_a_thing_and_survive_other_changes(tmp_path: Path) -> None:
    columns = {"phone": "Telefoon", "postcode": "Postcode"}
    before = read(
        tmp_path, wide("Naam;Adres;Plaats;Telefoon;Postcode\nHuis;Straat 1;Goor;;\n", columns=columns)
    )
    text = "Naam;Adres;Plaats;Telefoon;Postcode\nZaal;Weg 2;Borne;;\nHUIS;straat 1;Goor;020-1234567;7471 AA\n"
    after = read(tmp_path, wide(text, columns=columns))
    assert {listing.id for listing in before.inventory.listings} < {
        listing.id for listing in after.inventory.listings
    }


def test_places_without_an_address_are_told_apart_by_name_and_far_points(tmp_path: Path) -> None:
    text = (
        "Naam;Plek;Plaats;X;Y\n"
        "Bieb;Bibliotheek;Enschede;257921;471182\n"
        "Bieb;Bibliotheek;Enschede;255428;472162\n"
        "Bieb;Bibliotheek;Deventer;207465;474182\n"
    )
    columns = {"organisation": "Naam", "location": "Plek", "woonplaats": "Plaats", "x_rd": "X", "y_rd": "Y"}
    intake = read(tmp_path, {"id": "p", "columns": columns, "text": text})
    assert len(intake.inventory.locations) == 3
    assert codes(intake) == []


def test_a_contradiction_between_rows_is_reported_and_the_first_row_kept(tmp_path: Path) -> None:
    text = "Naam;Adres;Plaats;Computers\nHuis A;Straat 1;Goor;4\nHuis B;Straat 1;Goor;5\n"
    intake = read(tmp_path, wide(text, columns={"computers": "Computers"}))
    assert intake.inventory.locations[0].computers == 4
    assert codes(intake) == ["contradiction"]


# --- what is offered


def test_a_pillar_is_unknown_unless_the_source_says_yes_or_no(tmp_path: Path) -> None:
    text = "Naam;Adres;Plaats;C;S\nHuis;Straat 1;Goor;ja;nee\n"
    presence = {"computer": "C", "spreekuur": "S"}
    intake = read(tmp_path, wide(text, presence=presence))
    assert said_of(intake.inventory) == {"computer": Presence.YES, "spreekuur": Presence.NO}
    silent = read(tmp_path, wide("Naam;Adres;Plaats;C;S\nHuis;Straat 1;Goor;;\n", presence=presence))
    assert silent.inventory.offers == ()


@pytest.mark.parametrize(("said", "found"), [("onbekend", []), ("?", []), ("-", []), ("soms", ["yes_no"])])
def test_a_place_that_says_it_does_not_know_is_not_silent(
    tmp_path: Path, said: str, found: list[str]
) -> None:
    text = f"Naam;Adres;Plaats;C;S\nHuis;Straat 1;Goor;ja;{said}\n"
    intake = read(tmp_path, wide(text, presence={"computer": "C", "spreekuur": "S"}))
    assert said_of(intake.inventory) == {"computer": Presence.YES, "spreekuur": Presence.UNKNOWN}
    assert codes(intake) == found


def test_what_is_not_known_takes_nothing_from_a_category_or_a_service(tmp_path: Path) -> None:
    text = "Naam;Adres;Plaats;Soort;Wat;S\nHuis;Straat 1;Goor;taal;;?\nZaal;Straat 2;Goor;;Taalcafé;?\n"
    source = wide(text, columns={"category": "Soort", "service": "Wat"}, presence={"spreekuur": "S"})
    inventory = read(tmp_path, source, categories={"taal": ["spreekuur"]}).inventory
    names = {listing.organisation_id: listing.name for listing in inventory.listings}
    services = {service.id: service for service in inventory.services}
    assert {
        (names[offer.organisation_id], services[offer.service_id].pillar, offer.presence)
        for offer in inventory.offers
    } == {
        ("Huis", "spreekuur", Presence.YES),
        ("Zaal", "spreekuur", Presence.UNKNOWN),
        ("Zaal", "", Presence.YES),
    }


@pytest.mark.parametrize(
    "columns",
    [
        {"pillar": "Wat", "schedule": "Tijden"},
        {"pillar": "Wat"},
    ],
)
def test_dates_hold_without_hours(tmp_path: Path, columns: dict[str, str]) -> None:
    text = (
        "Naam;Adres;Plaats;Wat;Tijden;Van;Tot\nHuis;Straat 1;Goor;computer, spreekuur;;1-9-2026;1-10-2026\n"
    )
    intake = read(tmp_path, wide(text, columns={**columns, "valid_from": "Van", "valid_to": "Tot"}))
    schedules = [offer.schedule for offer in intake.inventory.offers if offer.schedule]
    assert [(one.text, one.valid_from, one.valid_to) for one in schedules] == 2 * [
        ("", date(2026, 9, 1), date(2026, 10, 1))
    ]


def test_hours_know_the_row_that_told_them(tmp_path: Path) -> None:
    text = (
        "Naam;Adres;Plaats;Wat;Tijden\nHuis;Straat 1;Goor;computer;\nHuis;Straat 1;Goor;computer;di 10-12\n"
    )
    source = wide(text, columns={"pillar": "Wat", "schedule": "Tijden"})
    (offer,) = read(tmp_path, source).inventory.offers
    assert offer.provenance.row == 2
    assert offer.schedule is not None
    assert offer.schedule.provenance is not None
    assert offer.schedule.provenance.row == 3


def test_hours_and_dates_of_a_pillar_go_together(tmp_path: Path) -> None:
    text = "Naam;Adres;Plaats;S;Tot\nHuis;Straat 1;Goor;di 10-12;1-10-2026\nZaal;Straat 2;Goor;onbekend;1-10-2026\n"
    source = wide(text, columns={"valid_to": "Tot"}, schedules={"spreekuur": "S"})
    (offer,) = read(tmp_path, source).inventory.offers
    assert offer.schedule == Schedule(
        text="di 10-12", valid_to=date(2026, 10, 1), provenance=offer.provenance
    )


def test_a_category_counts_for_the_pillars_it_is_mapped_to_unless_a_column_says_no(tmp_path: Path) -> None:
    text = "Naam;Adres;Plaats;Soort;C\nHuis;Straat 1;Goor;taal, geld;nee\n"
    source = wide(text, columns={"category": "Soort"}, presence={"computer": "C"})
    intake = read(tmp_path, source, categories={"Taal": ["training", "computer"]})
    assert said_of(intake.inventory) == {"training": Presence.YES, "computer": Presence.NO}
    assert intake.inventory.listings[0].categories == ("taal", "geld")


def test_hours_belong_to_the_one_pillar_of_a_row_else_to_the_desk(tmp_path: Path) -> None:
    text = (
        "Naam;Adres;Plaats;Pijler;Tijden\n"
        "Huis;Straat 1;Goor;spreekuur;di 10-12\n"
        "Zaal;Straat 2;Goor;spreekuur, computer;wo 10-12\n"
    )
    intake = read(tmp_path, wide(text, columns={"pillar": "Pijler", "schedule": "Tijden"}))
    listings: dict[str, Listing] = {listing.name: listing for listing in intake.inventory.listings}
    assert listings["Huis"].schedule is None
    assert listings["Zaal"].schedule is not None
    assert [offer.schedule.text for offer in intake.inventory.offers if offer.schedule] == ["di 10-12"]


def test_rows_with_more_hours_of_one_offer_are_put_together(tmp_path: Path) -> None:
    rows = [f"Huis;Straat 1;Goor;spreekuur;{hours}" for hours in ("di 10-12", "wo 9-11")]
    text = "\n".join(["Naam;Adres;Plaats;Pijler;Tijden", *rows])
    intake = read(tmp_path, wide(text, columns={"pillar": "Pijler", "schedule": "Tijden"}))
    (offer,) = intake.inventory.offers
    assert offer.schedule is not None
    assert offer.schedule.text == "di 10-12; wo 9-11"
    assert codes(intake) == []


def test_every_field_of_the_covenant_is_read(tmp_path: Path) -> None:
    fields = {
        "Rol": ("role", "gastvrouw"),
        "Pc's": ("computers", "4"),
        "Printers": ("printers", "1"),
        "Netwerk": ("network_checked", "1-3-2026"),
        "Cursus": ("course", "Digisterker"),
        "Vrijwilligers": ("trained_volunteers", "6"),
        "Erbij sinds": ("joined_covenant", "1-10-2016"),
        "Contact": ("partner_contact", "Jan Voorbeeld"),
        "Afspraak": ("appointment", "vrije inloop"),
        "Pijler": ("pillar", "training"),
        "Drempel": ("step_free", "ja"),
    }
    header = ";".join(("Naam", "Adres", "Plaats", *fields))
    row = ";".join(("Huis", "Straat 1", "Goor", *(value for _, value in fields.values())))
    columns = {name: heading for heading, (name, _) in fields.items()}
    intake = read(tmp_path, wide(f"{header}\n{row}\n", columns=columns))
    (organisation,), (location,) = intake.inventory.organisations, intake.inventory.locations
    (offer,), (service,) = intake.inventory.offers, intake.inventory.services
    assert codes(intake) == []
    assert (location.computers, location.printers, location.network_checked) == (4, 1, date(2026, 3, 1))
    assert location.step_free is Presence.YES
    assert (offer.role, offer.trained_volunteers) == (Role.HOST, 6)
    assert (service.course, service.appointment) == ("Digisterker", Appointment.NONE)
    assert organisation.joined_covenant == date(2016, 10, 1)
    assert organisation.partner_contact == "Jan Voorbeeld"
    assert not organisation.partner_contact_public, "never shown unless marked so"


def test_separate_sheets_join_by_number_and_a_partner_helps_in_another_ones_building(tmp_path: Path) -> None:
    organisations = {
        "id": "organisaties",
        "kind": "organisations",
        "columns": {"organisation_id": "Nr", "organisation": "Naam", "phone": "Telefoon"},
        "text": "Nr;Naam;Telefoon\nO1;Bibliotheek;020-1234567\nO2;Sociaal Raadslieden;0800-1234\n",
    }
    locations = {
        "id": "plekken",
        "kind": "locations",
        "columns": {
            "location_id": "Nr",
            "location": "Naam",
            "address": "Adres",
            "woonplaats": "Plaats",
            "organisation_id": "Van",
        },
        "text": "Nr;Naam;Adres;Plaats;Van\nP1;Bieb Goor;Straat 1;Goor;O1\n",
    }
    offers = {
        "id": "aanbod",
        "kind": "offers",
        "columns": {"organisation_id": "Wie", "location_id": "Waar", "pillar": "Wat"},
        "text": "Wie;Waar;Wat\nO2;P1;spreekuur\nO9;P1;spreekuur\n",
    }
    intake = read(tmp_path, organisations, locations, offers)
    assert {listing.name: listing.phone for listing in intake.inventory.listings} == {
        "Bibliotheek": "020 123 4567",
        "Sociaal Raadslieden": "0800 1234",
    }
    assert codes(intake) == ["unknown_organisation"]
    assert [(count.rows_used, count.rows_reported) for count in intake.counts] == [(2, 0), (1, 0), (1, 1)]


def test_defaults_of_kaart_toml_fill_empty_cells_only(tmp_path: Path) -> None:
    text = "Naam;Adres;Plaats\nHuis;Straat 1;\nZaal;Straat 2;Borne\n"
    intake = read(tmp_path, wide(text, defaults={"woonplaats": "Goor"}))
    assert sorted(location.address.woonplaats for location in intake.inventory.locations) == ["Borne", "Goor"]


# --- corrections

HEADER = "bron;record;veld;oud;nieuw;reden;datum;door\n"


@pytest.mark.parametrize(
    "line",
    [
        "plekken;7;Adres;Straat 1;Straat 10;verhuisd;1-10-2026;Jan",
        "plekken;Huis;address;straat 1;Straat 10;verhuisd;1-10-2026;Jan",
    ],
)
def test_a_correction_finds_its_record_by_number_or_name_and_its_field_by_heading_or_our_name(
    tmp_path: Path, line: str
) -> None:
    (tmp_path / "correcties.csv").write_text(HEADER + line + "\n", encoding="utf-8")
    intake = read(tmp_path, wide("Nr;Naam;Adres;Plaats\n7;Huis;Straat 1;Goor\n", columns={"id": "Nr"}))
    assert intake.inventory.locations[0].address.text == "Straat 10"
    assert codes(intake) == []
    assert intake.corrections is not None
    assert (intake.corrections.rows_in, intake.corrections.rows_used) == (1, 1)


def test_a_correction_settles_what_was_wrong_with_the_old_text(tmp_path: Path) -> None:
    line = "plekken;7;Naam;<b>Huis</b>;Huis;opmaak;1-10-2026;Jan"
    (tmp_path / "correcties.csv").write_text(HEADER + line + "\n", encoding="utf-8")
    intake = read(tmp_path, wide("Nr;Naam;Adres;Plaats\n7;<b>Huis</b>;Straat 1;Goor\n", columns={"id": "Nr"}))
    assert codes(intake) == []


def test_a_correction_that_the_source_has_taken_over_gets_a_hint(tmp_path: Path) -> None:
    line = "plekken;7;Adres;Straat 1;Straat 10;verhuisd;1-10-2026;Jan"
    (tmp_path / "correcties.csv").write_text(HEADER + line + "\n", encoding="utf-8")
    intake = read(tmp_path, wide("Nr;Naam;Adres;Plaats\n7;Huis;Straat 10;Goor\n", columns={"id": "Nr"}))
    assert codes(intake) == ["correction_superfluous"]


def test_a_record_that_is_there_twice_is_not_corrected(tmp_path: Path) -> None:
    line = "plekken;Huis;Plaats;Goor;Delden;verhuisd;1-10-2026;Jan"
    (tmp_path / "correcties.csv").write_text(HEADER + line + "\n", encoding="utf-8")
    intake = read(tmp_path, wide("Naam;Adres;Plaats\nHuis;Straat 1;Goor\nHuis;Straat 2;Goor\n"))
    assert codes(intake) == ["correction_record_ambiguous"]
    assert {location.address.woonplaats for location in intake.inventory.locations} == {"Goor"}


# --- rows that come together, and rows that nothing refers to


@pytest.mark.parametrize(
    ("rows", "public"),
    [
        (["Jan 1;nee", "Piet 2;ja"], False),
        (["Jan 1;nee", ";ja"], False),
        (["Jan 1;", ";ja"], False),
        (["Jan 1;ja", "Jan 1;nee"], False),
        (["Jan 1;ja", ";nee"], False),
        (["Jan 1;ja", ";"], True),
        ([";", "Jan 1;ja"], True),
    ],
)
def test_a_contact_is_public_only_by_the_word_of_a_row_that_gives_it(
    tmp_path: Path, rows: list[str], public: bool
) -> None:
    lines = [f"Huis;Straat {i};Goor;{row}" for i, row in enumerate(rows, start=1)]
    text = "\n".join(["Naam;Adres;Plaats;Contact;Openbaar", *lines])
    columns = {"partner_contact": "Contact", "partner_contact_public": "Openbaar"}
    intake = read(tmp_path, wide(text, columns=columns))
    (organisation,) = intake.inventory.organisations
    assert (organisation.partner_contact, organisation.partner_contact_public) == ("Jan 1", public)
    assert not any("Jan" in str(problem) or "Piet" in str(problem) for problem in intake.problems)


def test_an_organisation_that_is_nowhere_and_a_place_where_nobody_is_are_reported(tmp_path: Path) -> None:
    organisations = {
        "id": "organisaties",
        "kind": "organisations",
        "columns": {"organisation": "Naam", "parent": "Van"},
        "text": "Naam;Van\nBieb Goor;Stichting\nStichting;\nKoor;Zangbond\n",
    }
    places = {
        "id": "plekken",
        "kind": "locations",
        "columns": {"location": "Plek", "address": "Adres", "woonplaats": "Plaats", "organisation": "Wie"},
        "text": "Plek;Adres;Plaats;Wie\nHuis;Straat 1;Goor;Bieb Goor\nZaal;Straat 2;Goor;\n",
    }
    intake = read(tmp_path, organisations, places)
    assert [(problem.code, problem.file, problem.row) for problem in intake.problems] == [
        ("organisation_without_place", "organisaties.csv", 4),
        ("place_without_organisation", "plekken.csv", 3),
    ]
    assert [(count.rows_used, count.rows_reported) for count in intake.counts] == [(2, 1), (1, 1)]
    assert {one.name for one in intake.inventory.organisations} == {"Bieb Goor", "Stichting"}
    assert [one.name for one in intake.inventory.locations] == ["Huis"]


def test_a_correct_copy_of_a_row_that_cannot_be_used_is_used(tmp_path: Path) -> None:
    text = "Naam;Adres;Plaats\nHuis;Straat 1;Goor;te veel\nHuis;Straat 1;Goor\n"
    intake = read(tmp_path, wide(text))
    assert codes(intake) == ["too_many_cells"]
    assert [listing.name for listing in intake.inventory.listings] == ["Huis"]


def test_the_id_of_an_offer_outlives_its_dates_and_whom_it_is_for(tmp_path: Path) -> None:
    columns = {"pillar": "Wat", "valid_to": "Tot", "audience": "Wie", "languages": "Taal", "role": "Rol"}
    head = "Naam;Adres;Plaats;Wat;Tot;Wie;Taal;Rol\n"

    def ids(*rows: str) -> list[str]:
        lines = "\n".join(f"Huis;Straat 1;Goor;spreekuur;{row}" for row in rows)
        return [offer.id for offer in read(tmp_path, wide(head + lines, columns=columns)).inventory.offers]

    (before,) = ids(";;;")
    assert ids("1-10-2026;ouderen;Engels;helper") == [before]
    both = ids("1-10-2026;ouderen;;", "1-10-2027;jongeren;;")
    assert len(set(both)) == 2
    assert before in both, "what ends first keeps the id"


@pytest.mark.parametrize(
    ("rows", "found", "cost"),
    [
        (["ja;gratis", "ja;5 euro"], ["other_details"], "5 euro"),
        (["ja;5 euro", "ja;gratis"], ["other_details"], "5 euro"),
        (["ja;gratis", "ja;"], ["same_place_twice"], "gratis"),
        (["ja;", "ja;gratis"], [], "gratis"),
        (["ja;gratis", "nee;"], ["yes_and_no"], "gratis"),
        (["nee;5 euro", "ja;gratis"], ["yes_and_no"], "gratis"),
    ],
)
def test_details_of_one_offer_are_compared_where_both_rows_have_them(
    tmp_path: Path, rows: list[str], found: list[str], cost: str
) -> None:
    lines = [f"Huis;Straat 1;Goor;{row}" for row in rows]
    text = "\n".join(["Naam;Adres;Plaats;Spreek;Prijs", *lines])
    intake = read(tmp_path, wide(text, columns={"cost": "Prijs"}, presence={"spreekuur": "Spreek"}))
    assert codes(intake) == found
    assert [service.cost for service in intake.inventory.services] == [cost]


def test_a_contradiction_quotes_the_cells_and_headings_of_the_sheet(tmp_path: Path) -> None:
    text = (
        "Naam;Adres;Plaats;Oost;Noord;Gem\n"
        "Huis;Straat 1;Goor;236000;474000;Hof van Twente\nHuis;Straat 1;Goor;237000;475000;\n"
    )
    intake = read(tmp_path, wide(text, columns={"x_rd": "Oost", "y_rd": "Noord", "gemeente": "Gem"}))
    (problem,) = intake.problems
    assert str(problem) == (
        'plekken.csv, rij 3, kolom "Oost en Noord": "237000 / 475000" staat hier, maar over dezelfde plek staat '
        'in rij 2 "236000 / 474000"; de kaart gebruikt "236000 / 474000". '
        "Kijk wat er klopt en maak de rijen gelijk."
    )


def test_a_place_found_by_the_name_of_its_organisation_is_used_with_a_warning(tmp_path: Path) -> None:
    places = {
        "id": "plekken",
        "kind": "locations",
        "columns": {"location": "Plek", "address": "Adres", "woonplaats": "Plaats", "organisation": "Wie"},
        "text": "Plek;Adres;Plaats;Wie\nHuis;Straat 1;Goor;Bieb\nBieb Delden;Straat 2;Delden;Anders\n",
    }
    offers = {
        "id": "aanbod",
        "kind": "offers",
        "columns": {"organisation": "Wie", "location": "Waar", "pillar": "Wat"},
        "text": "Wie;Waar;Wat\nRaad;Bieb;spreekuur\nRaad;Bieb Delden;computer\n",
    }
    intake = read(tmp_path, places, offers)
    found = [problem for problem in intake.problems if problem.code == "place_by_organisation"]
    assert [(problem.file, problem.row) for problem in found] == [("aanbod.csv", 2)]
    assert '"Huis" op "Straat 1, Goor"' in found[0].message
    assert len(intake.inventory.offers) == 2


def test_rows_without_a_gemeente_are_counted_in_one_hint(tmp_path: Path) -> None:
    rows = [
        "A;Straat 1;Goor;;;;",
        "B;Straat 2;Goor;;;;Hof van Twente",
        "C;Straat 3;Goor;7471 AA;;;",
        "D;Straat 4;Goor;;236000;474000;",
        "E;Straat 5, 7471 AA Goor;;;;;",
        "F;Straat 6;Goor;;;;",
    ]
    text = "\n".join(["Naam;Adres;Plaats;Postcode;X;Y;Gem", *rows])
    columns = {"postcode": "Postcode", "x_rd": "X", "y_rd": "Y", "gemeente": "Gem"}
    (problem,) = read(tmp_path, wide(text, columns=columns)).problems
    assert (problem.code, problem.severity, problem.row) == ("gemeente_missing", "hint", 0)
    assert "2 rijen (rij 2, 7)" in problem.message


@pytest.mark.parametrize(
    "columns", [{"address": "Straat"}, {"address": "X", "street": "Straat", "huisnummer": "Nr"}]
)
def test_the_postcode_of_a_po_box_is_no_address(tmp_path: Path, columns: Mapping[str, str]) -> None:
    text = "Naam;X;Straat;Nr;PC;Plaats\nHuis;;Postbus 12;;7500 AA;Enschede\n"
    source = wide(text, columns={**columns, "postcode": "PC"})
    intake = read(tmp_path, source)
    (location,) = intake.inventory.locations
    assert not location.address
    assert codes(intake) == ["po_box"]
    assert "geen bezoekadres" in intake.problems[0].message


@pytest.mark.parametrize(
    ("columns", "more", "found", "presence"),
    [
        ({"pillar": "Wat"}, {}, [], {"spreekuur": Presence.NO}),
        (
            {},
            {"presence": {"spreekuur": "Wat"}},
            ["correction_presence", "yes_no"],
            {"spreekuur": Presence.UNKNOWN},
        ),
    ],
)
def test_a_correction_of_presence_works_or_is_refused(
    tmp_path: Path,
    columns: dict[str, str],
    more: dict[str, Any],
    found: list[str],
    presence: dict[str, Presence],
) -> None:
    line = "plekken;Huis;presence;;nee;gestopt;1-10-2026;Jan"
    (tmp_path / "correcties.csv").write_text(HEADER + line + "\n", encoding="utf-8")
    intake = read(
        tmp_path, wide("Naam;Adres;Plaats;Wat\nHuis;Straat 1;Goor;spreekuur\n", columns=columns, **more)
    )
    assert codes(intake) == found
    assert said_of(intake.inventory) == presence
    assert intake.corrections is not None
    assert intake.corrections.rows_used == int(not found)


def test_a_correction_from_the_future_does_not_count(tmp_path: Path) -> None:
    line = "plekken;Huis;Plaats;Goor;Delden;verhuisd;1-10-2027;Jan"
    (tmp_path / "correcties.csv").write_text(HEADER + line + "\n", encoding="utf-8")
    intake = read(tmp_path, wide("Naam;Adres;Plaats\nHuis;Straat 1;Goor\n"))
    (problem,) = intake.problems
    assert problem.code == "correction_in_future"
    assert "deze verbetering telt niet mee" in problem.message
    assert intake.inventory.locations[0].address.woonplaats == "Goor"


@pytest.mark.parametrize("content", ["", "bron;record;veld;was;wordt\n", "a;b\nc;d\n"])
def test_wrong_headings_of_corrections_are_answered_with_the_right_ones(tmp_path: Path, content: str) -> None:
    (tmp_path / "correcties.csv").write_text(content, encoding="utf-8")
    with pytest.raises(SourceUnreadable) as caught:
        read(tmp_path, wide("Naam;Adres;Plaats\nHuis;Straat 1;Goor\n"))
    assert HEADER.strip() in str(caught.value)
    assert "kaart.toml" not in str(caught.value)
