from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from makers import Plek, map_of
from sociale_kaart.config import Settings
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.hours.schedule import AMSTERDAM
from sociale_kaart.model import Appointment, Match, MatchLevel, OrganisationKind, Role, Schedule
from sociale_kaart.web import links
from sociale_kaart.web.app import create_app
from tests.web.smallmap import HOSTILE, map_data

FIRST_TUESDAY = datetime(2026, 12, 1, 9, tzinfo=AMSTERDAM)


def text(client: FlaskClient, address: str) -> str:
    return client.get(address).get_data(as_text=True)


def plain(page: str) -> str:
    """What a reader of the page reads."""
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


def week(page: str) -> list[str]:
    """The rows of the week, as read."""
    table = page[page.index('<table class="week">') :]
    rows = table[: table.index("</table>")].split("<tr")[2:]
    return [" ".join(re.sub(r"<[^>]+>", " ", f"<tr{row}").split()) for row in rows]


def test_a_place_names_everybody_there_with_all_three_answers(client: FlaskClient) -> None:
    page = text(client, "/plek/l-bieb")
    assert 'id="l-bieb-org-bibliotheek"' in page
    assert 'id="l-bieb-org-humanitas"' in page
    for word in ("</span> ja</span>", "</span> nee</span>", "Van andere hulp weten we het niet:"):
        assert word in page
    assert "Nu open, tot 17.00 uur." in page, "of the desk, and of the computers at it"
    assert "Nu gesloten. Volgende keer: dinsdag 1 december, 14.00 uur." in page, "of the consultation hour"
    assert "op de eerste dinsdag" in page.lower() or "elke eerste dinsdag" in page.lower()


def test_a_place_of_which_nothing_is_known_says_so_and_claims_no_absence() -> None:
    data = map_of([Plek("Buurthuis", 257_800, 471_200, "GM0153", None)], ["GM0153"])
    client = create_app(data, Settings(tiles_url="")).test_client()
    page = text(client, f"/plek/{data.inventory.locations[0].id}")
    assert "We weten nog niet welke hulp hier is: Spreekuur belasting en toeslagen." in page
    assert "</span> nee</span>" not in page


def test_the_dates_between_which_help_is_there_are_told() -> None:
    data = map_of([Plek("Buurthuis", 257_800, 471_200, "GM0153")], ["GM0153"])
    (offer,) = data.inventory.offers
    season = Schedule(text="di 10-12", valid_from=date(2025, 3, 1), valid_to=date(2026, 5, 1))
    inventory = replace(data.inventory, offers=(replace(offer, schedule=season),))

    def page(*today: int) -> str:
        clock = datetime(*today, 12, tzinfo=AMSTERDAM)  # type: ignore[misc]  # year, month, day
        app = create_app(replace(data, inventory=inventory), Settings(tiles_url=""), clock=lambda: clock)
        return text(app.test_client(), f"/plek/{data.inventory.locations[0].id}")

    assert "Dit begint op 1 maart 2025." in page(2025, 2, 1)
    during = page(2026, 4, 21)
    assert "Tot en met 1 mei 2026: elke dinsdag van 10.00 tot 12.00 uur." in during
    assert "1 maart 2025" not in during, "since when it has been there helps nobody any more"
    assert "dinsdag 28 april, 10.00 tot 12.00 uur" in during
    assert "5 mei" not in during
    after = page(2026, 6, 1)
    assert "Dit is gestopt. De laatste dag was 1 mei 2026." in after
    assert "De volgende" not in after


def test_a_visitor_is_told_to_ask_only_where_the_help_has_no_hours_and_to_call_only_where_one_can() -> None:
    data = map_of([Plek("Buurthuis", 257_800, 471_200, "GM0153")], ["GM0153"])
    (offer,) = data.inventory.offers
    without = replace(data.inventory, offers=(replace(offer, schedule=None),))
    address = f"/plek/{data.inventory.locations[0].id}"
    page = text(create_app(replace(data, inventory=without), Settings(tiles_url="")).test_client(), address)
    assert "Wij weten niet wanneer dit open is. Vraag het eerst na." in page
    assert "Bel even." not in page, "nobody to call, so no advice to call"
    own = replace(data.inventory, offers=(replace(offer, schedule=Schedule(text="di 10-12")),))
    page = text(create_app(replace(data, inventory=own), Settings(tiles_url="")).test_client(), address)
    assert "Elke dinsdag van 10.00 tot 12.00 uur." in page
    assert "Wij weten niet" not in page


def test_what_a_visitor_needs_comes_before_what_partners_need() -> None:
    data = map_of([Plek("Buurthuis", 257_800, 471_200, "GM0153")], ["GM0153"])
    (offer,), (service,) = data.inventory.offers, data.inventory.services
    offer = replace(
        offer,
        schedule=Schedule(text="di 10-12"),
        role=Role.HELPER,
        trained_volunteers=3,
        note="Eerste etage.",
    )
    service = replace(
        service,
        appointment=Appointment.NEEDED,
        cost="gratis",
        bring="uw brief",
        languages=("nederlands", "turks"),
    )
    inventory = replace(data.inventory, offers=(offer,), services=(service,))
    client = create_app(replace(data, inventory=inventory), Settings(tiles_url="")).test_client()
    page = text(client, f"/plek/{data.inventory.locations[0].id}")
    told = (
        "Elke dinsdag van 10.00 tot 12.00 uur. U moet een afspraak maken.",
        "Kosten: gratis",
        "Neem mee: uw brief",
        "Talen: Nederlands en Turks",
        "Eerste etage.",
        "Voor medewerkers",
        "Rol van Buurthuis bij Spreekuur belasting en toeslagen: helpt.",
        "Buurthuis heeft voor Spreekuur belasting en toeslagen 3 getrainde vrijwilligers.",
    )
    page = plain(page[page.index('<section class="bezoek"') :])
    assert [page.index(part) for part in told] == sorted(page.index(part) for part in told)


def test_a_library_says_since_when_it_takes_part_and_a_branch_by_its_parent() -> None:
    data = map_of([Plek("Bibliotheek", 257_800, 471_200, "GM0153")], ["GM0153"])
    (branch,) = data.inventory.organisations
    parent = replace(branch, id="ouder", joined_covenant=date(2016, 9, 21))
    branch = replace(branch, kind=OrganisationKind.LIBRARY, parent="ouder")
    inventory = replace(data.inventory, organisations=(branch, parent))
    client = create_app(replace(data, inventory=inventory), Settings(tiles_url="")).test_client()
    page = text(client, f"/plek/{data.inventory.locations[0].id}")
    assert "Bibliotheek doet mee met het convenant sinds 21 september 2016." in page


def test_about_counts_the_library_organisations_that_the_program_hopes_for() -> None:
    program = {"library_organisations": ["Buurthuis", "Bibliotheek Nog Niet"]}
    data = map_of([Plek("Buurthuis", 257_800, 471_200, "GM0153")], ["GM0153"], program=program)
    page = text(create_app(data, Settings(tiles_url="")).test_client(), "/over")
    assert "Op deze kaart staan 1 van de 2." in page
    assert "Bibliotheek Nog Niet: staat nog niet op de kaart" in page


def test_a_place_gives_phone_website_route_and_how_we_know(client: FlaskClient) -> None:
    page = text(client, "/plek/l-bieb")
    for part in (
        'href="tel:0534804804"',
        'href="https://bieb.voorbeeld.nl" rel="noopener external"',
        'href="https://www.openstreetmap.org/directions?to=52.',
        "Het punt op de kaart is precies dit adres.",
        "Bekeken op 14 september 2026",
        "Bron: Plekken in Twente, stand van 2 oktober 2026",
        'href="https://voorbeeld.nl/bron"',
    ):
        assert part in page, part


def test_an_id_of_an_organisation_there_leads_to_the_place(client: FlaskClient) -> None:
    answer = client.get("/plek/l-bieb-org-humanitas")
    assert answer.status_code == 301
    assert answer.headers["Location"] == "/plek/l-bieb#l-bieb-org-humanitas"


def test_a_contact_for_partners_shows_only_when_marked_public(client: FlaskClient) -> None:
    assert "06-geheim" not in text(client, "/plek/l-bieb")
    assert "Piet, openbaar" in text(client, "/plek/l-lost")
    assert "06-geheim" not in text(client, "/api/plekken.geojson")


def test_a_place_that_was_not_found_has_no_map_and_says_so(client: FlaskClient) -> None:
    page = text(client, "/plek/l-lost")
    assert "Nog niet op de kaart. Het adres is nog niet opgezocht." in page
    assert "data-kaart" not in page
    assert "openstreetmap.org/search?query=Nergensstraat" in page


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("https://voorbeeld.nl/a?b=c", "https://voorbeeld.nl/a?b=c"),
        ("www.voorbeeld.nl", "https://www.voorbeeld.nl"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("https://", ""),
        ("https://[fout", ""),
        ('https://voorbeeld.nl"onclick=', ""),
        ("niet bekend", ""),
        ("", ""),
    ],
)
def test_a_website_is_linked_only_when_it_is_one(typed: str, link: str) -> None:
    assert links.website(typed) == link


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("053-480 48 04", "tel:0534804804"),
        ("+31 (0)53 480 48 04", "tel:+31534804804"),
        ("14 053", "tel:14053"),
        ("geen", ""),
        ("", ""),
    ],
)
def test_a_phone_can_be_tapped(typed: str, link: str) -> None:
    assert links.phone(typed) == link


@pytest.mark.parametrize(
    ("typed", "link"),
    [("a@b.nl", "mailto:a@b.nl"), ("a@b.nl?cc=x", "mailto:a@b.nl%3Fcc%3Dx"), ("geen", ""), ("a b@c.nl", "")],
)
def test_a_mail_address_is_linked_safely(typed: str, link: str) -> None:
    assert links.mail(typed) == link


def test_a_place_without_point_or_address_has_no_route() -> None:
    assert links.route(Match(level=MatchLevel.NONE), "") == ""


def test_a_week_at_a_glance_begins_today_and_says_who_is_there_for_what(client: FlaskClient) -> None:
    days = week(text(client, "/plek/l-bieb"))
    assert len(days) == 7
    assert days[0].startswith("Vandaag, maandag 23 november 10.00 tot 17.00 uur")
    assert "Computer en printer" in days[0]
    assert days[1].startswith("Morgen, dinsdag 24 november")
    assert days[5] == "Zaterdag 28 november gesloten"
    assert not any("Spreekuur" in day for day in days), "the first Tuesday of the month is next week"


def page_at(moment: datetime, schedule: str) -> str:
    data = map_of([Plek("Buurthuis", 257_800, 471_200, "GM0153")], ["GM0153"])
    (offer,) = data.inventory.offers
    inventory = replace(data.inventory, offers=(replace(offer, schedule=Schedule(text=schedule)),))
    app = create_app(replace(data, inventory=inventory), Settings(tiles_url=""), clock=lambda: moment)
    return text(app.test_client(), f"/plek/{data.inventory.locations[0].id}")


def test_a_holiday_is_named_and_what_nobody_knows_of_it_is_no_certain_time() -> None:
    days = week(page_at(datetime(2026, 12, 21, 9, tzinfo=AMSTERDAM), "vr 10-12"))
    christmas = next(day for day in days if "25 december" in day)
    assert "Eerste Kerstdag" in christmas
    assert "niet zeker" in christmas
    closed = week(page_at(datetime(2026, 12, 21, 9, tzinfo=AMSTERDAM), "vr 10-12, niet op feestdagen"))
    assert next(day for day in closed if "25 december" in day).endswith("gesloten")


def test_a_day_of_which_the_times_are_not_known_says_unknown() -> None:
    days = week(page_at(datetime(2026, 11, 23, 9, tzinfo=AMSTERDAM), "di 10-12, do wisselend"))
    assert "10.00 tot 12.00 uur" in days[1]
    assert days[3].startswith("Donderdag 26 november onbekend")
    assert days[4] == "Vrijdag 27 november gesloten"


def test_what_is_over_today_is_not_promised_for_today() -> None:
    days = week(page_at(datetime(2026, 11, 24, 12, 30, tzinfo=AMSTERDAM), "di 10-12"))
    assert days[0] == "Vandaag, dinsdag 24 november vandaag niet meer"


def test_help_without_hours_is_named_below_the_week_and_never_shown_as_closed(client: FlaskClient) -> None:
    page = text(client, "/plek/l-evil")
    assert '<table class="week">' not in page, "nothing is known, so there is no week to show"


def test_a_fault_can_be_mailed_with_the_place_filled_in(client: FlaskClient) -> None:
    page = text(client, "/plek/l-bieb")
    link = re.search(r'href="(mailto:redactie@voorbeeld\.nl\?[^"]+)"', page)
    assert link is not None
    assert "subject=Klopt%20niet" in link[1]
    assert "l-bieb" in link[1]
    assert "Deze plek is het laatst bekeken op 14 september 2026." in plain(page)


def document(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    loaded: dict[str, Any] = json.loads(found[1])
    return loaded


def test_search_engines_are_told_what_is_certain_and_no_more(client: FlaskClient) -> None:
    place, *services = document(text(client, "/plek/l-bieb"))["@graph"]
    assert place["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "Pijpenstraat 15",
        "postalCode": "7511 GM",
        "addressLocality": "Enschede",
        "addressCountry": "NL",
    }
    assert {one["serviceType"] for one in services} == {
        "Computer en printer",
        "Spreekuur belasting en toeslagen",
    }
    spreekuur = next(one for one in services if one["serviceType"].startswith("Spreekuur"))
    assert spreekuur["provider"]["name"] == "Humanitas Twente"
    assert spreekuur["availableChannel"]["serviceLocation"] == {"@id": place["@id"]}
    assert {one["validFrom"] for one in spreekuur["hoursAvailable"]} >= {"2026-12-01"}


def test_what_a_coordinator_wrote_cannot_leave_the_data_for_search_engines(client: FlaskClient) -> None:
    page = text(client, "/plek/l-evil")
    assert document(page)["@graph"][0]["name"] == HOSTILE
    assert page.count("</script>") == page.count("<script")


def test_an_example_says_so_to_search_engines_too(utrecht: MapData) -> None:
    client = create_app(utrecht, Settings(tiles_url="")).test_client()
    plek_id = utrecht.inventory.listings[0].location_id
    for node in document(text(client, f"/plek/{plek_id}"))["@graph"]:
        assert node["name"].startswith("Voorbeeld")


def test_what_to_bring_is_told_once_and_only_as_somebody_told_it(
    utrecht: MapData, client: FlaskClient
) -> None:
    example = create_app(utrecht, Settings(tiles_url="")).test_client()
    service = next(one for one in utrecht.inventory.services if one.bring)
    offer = next(one for one in utrecht.inventory.offers if one.service_id == service.id)
    page = text(example, f"/plek/{offer.location_id}")
    assert "<h2>Neem mee</h2>" in page
    assert "<h2>Neem mee</h2>" not in text(client, "/plek/l-bieb")


def test_in_english_the_map_keeps_its_own_words_and_says_so(client: FlaskClient) -> None:
    page = text(client, "/en/plek/l-bieb")
    assert '<h1 lang="nl" dir="ltr">Bibliotheek Enschede en Humanitas Twente</h1>' in page
    assert "Every first Tuesday of the month from 14:00 to 16:00." in page
    assert re.search(r'href="/en/plek/l-bieb/blad#print"', page)


def test_what_to_bring_anywhere_comes_from_kaart_toml_and_goes_onto_the_sheet() -> None:
    pillars = [{"id": "spreekuur", "bring": "Uw DigiD"}]
    data = map_of([Plek("Buurthuis", 257_800, 471_200, "GM0153")], ["GM0153"], pillars=pillars)
    client = create_app(data, Settings(tiles_url="")).test_client()
    address = f"/plek/{data.inventory.locations[0].id}"
    assert "<strong>Uw DigiD</strong>" in text(client, address)
    assert "Neem mee: Uw DigiD" in plain(text(client, f"{address}/blad"))


def test_no_day_is_called_closed_while_of_some_help_the_times_are_not_known() -> None:
    """The consultation hour is on Tuesdays; of the computer nobody told when."""
    data = map_data()
    told = [one for one in data.inventory.offers if one.location_id != "l-bieb"]
    desk = [replace(one, schedule=None) for one in data.inventory.listings]
    bieb = [one for one in data.inventory.offers if one.location_id == "l-bieb"]
    inventory = replace(data.inventory, offers=(*told, *bieb), listings=tuple(desk))
    app = create_app(replace(data, inventory=inventory), Settings(tiles_url=""), clock=lambda: FIRST_TUESDAY)
    page = text(app.test_client(), "/plek/l-bieb")
    days = week(page)
    assert "14.00 tot 16.00 uur" in days[0]
    assert days[1] == "Morgen, woensdag 2 december geen tijden bekend"
    assert not any("gesloten" in day for day in days)
    assert "Van deze hulp weten we de tijden niet: Computer en printer." in page


def test_what_goes_on_now_is_the_first_of_the_next_times() -> None:
    during = FIRST_TUESDAY.replace(hour=14, minute=30)
    app = create_app(map_data(), Settings(tiles_url=""), clock=lambda: during)
    page = plain(text(app.test_client(), "/plek/l-bieb"))
    assert "vandaag, dinsdag 1 december, 14.00 tot 16.00 uur" in page
    assert "dinsdag 5 januari 2027, 14.00 tot 16.00 uur" in page
