"""The page that asks and the page that answers, held to what they say of themselves."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from sociale_kaart.config import Settings
from sociale_kaart.model import Appointment
from sociale_kaart.web.app import create_app
from tests.web.smallmap import inventory, map_data


@pytest.mark.parametrize(
    "asked", ["hulp=niets", "wanneer=ooit", "dag=x", "deel=nacht", "afspraak=x", "gratis=x", "drempelvrij=x"]
)
def test_each_fault_leads_to_what_it_is_about_or_is_no_link(client: FlaskClient, asked: str) -> None:
    page = client.get(f"/?{asked}").text
    summary = page[page.index('role="alert"') :].partition("</ul>")[0]
    (fault,) = re.findall(r"<li>(.*?)</li>", summary, flags=re.S)
    target = re.search(r'href="#([\w-]+)"', fault)
    if target is None:
        return
    (element,) = re.findall(rf'<(\w+)[^>]* id="{target[1]}"([^>]*)>', page)
    assert element[0] in ("input", "select") or 'tabindex="-1"' in element[1]
    described = re.search(rf'id="{target[1]}"[^>]*aria-describedby="([^"]+)"', page)
    assert described, "what is wrong is read out with it"
    assert all(f'id="{one}"' in page for one in described[1].split())


def test_a_fault_about_the_choices_of_help_leads_to_them(client: FlaskClient) -> None:
    assert '<li><a href="#hulp">' in client.get("/?hulp=niets").text


def test_far_from_every_place_there_is_no_map_but_a_way_to_the_whole_list(client: FlaskClient) -> None:
    page = client.get("/?zoek=Amsterdam&hulp=spreekuur").text
    assert "data-kaart" not in page
    assert '<a href="/?hulp=spreekuur">Bekijk alle plekken in een lijst en op de kaart</a>' in page


def test_a_page_does_not_say_that_it_lists_all_that_the_map_shows(client: FlaskClient) -> None:
    page = client.get("/?zoek=7511&hulp=alle").text
    assert "Alles wat op de kaart staat" not in page
    assert '<a href="#gevonden">De plekken staan ook in de lijst, tien per pagina.</a>' in page


def test_beyond_the_last_page_a_visitor_is_told_how_many_there_are(client: FlaskClient) -> None:
    assert "Deze lijst heeft 1 pagina." in client.get("/?hulp=alle&pagina=9").text


def test_the_holiday_of_today_is_in_the_language_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    from sociale_kaart.web import zoeken
    from sociale_kaart.web.clock import moment

    client = create_app(map_data(), Settings(cache="")).test_client()
    with client.application.test_request_context("/"):
        christmas = moment().replace(month=12, day=25)
    monkeypatch.setattr(zoeken, "moment", lambda: christmas)
    page = client.get("/en/?hulp=alle&wanneer=vandaag").text
    assert "Christmas" in page
    assert "Kerstdag" not in page


def test_the_appointment_is_said_once() -> None:
    there = inventory()
    offers = tuple(
        replace(one, schedule=replace(one.schedule, text="ma-vr 10.00-17.00 op afspraak"))
        if one.schedule
        else one
        for one in there.offers
    )
    services = tuple(replace(one, appointment=Appointment.NEEDED) for one in there.services)
    data = map_data(inventory=replace(there, offers=offers, services=services))
    page = create_app(data, Settings(cache="")).test_client().get("/?zoek=7511&hulp=alle").text
    assert "Afspraak nodig? <strong>Ja.</strong>" in page
    assert "U moet een afspraak maken" not in page
