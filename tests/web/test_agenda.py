"""Calendars to subscribe to, as a program fetches them again and again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import icalendar
import pytest
import recurring_ical_events
from flask import Flask, url_for
from flask.testing import FlaskClient

from sociale_kaart.config import Settings
from sociale_kaart.export.desks import Desk
from sociale_kaart.export.icalendar import calendar_of
from sociale_kaart.web import agenda
from sociale_kaart.web.app import create_app
from tests.web.smallmap import ENSCHEDE, HENGELO, HOSTILE, ZWOLLE, config, map_data

PLACE = "/plek/l-bieb/agenda.ics"
GEMEENTE = f"/gemeente/{ENSCHEDE}/agenda.ics"
OFFER = "/aanbod/l-bieb-org-humanitas-spreekuur/agenda.ics"


def fetch(client: FlaskClient, address: str) -> icalendar.Calendar:
    response = client.get(address)
    assert response.status_code == 200
    return icalendar.Calendar.from_ical(response.get_data())


def summaries(calendar: icalendar.Calendar) -> set[str]:
    return {str(event["SUMMARY"]) for event in calendar.walk("VEVENT") if event["STATUS"] == "CONFIRMED"}


def test_a_place_has_the_desk_as_a_whole_and_the_offers_with_hours_of_their_own(client: FlaskClient) -> None:
    calendar = fetch(client, PLACE)
    assert calendar["X-WR-CALNAME"] == "Bibliotheek Enschede en Humanitas Twente"
    assert summaries(calendar) == {"Bibliotheek Enschede", "spreekuur, Humanitas Twente"}
    assert {str(event["LOCATION"]) for event in calendar.walk("VEVENT")} == {
        "Pijpenstraat 15, 7511GM Enschede"
    }


def test_an_offer_has_its_own_hours_and_one_without_has_those_of_its_desk(client: FlaskClient) -> None:
    assert summaries(fetch(client, OFFER)) == {"spreekuur, Humanitas Twente"}
    desk = fetch(client, "/aanbod/l-bieb-org-bibliotheek-computer/agenda.ics")
    assert summaries(desk) == {"computer, Bibliotheek Enschede"}
    found = recurring_ical_events.of(desk).between(date(2026, 11, 23), date(2026, 11, 30))
    assert len(found) == 5  # ma-vr


def test_the_first_tuesday_of_the_month_is_in_the_agenda_of_its_gemeente(client: FlaskClient) -> None:
    calendar = fetch(client, GEMEENTE)
    assert calendar["X-WR-CALNAME"] == "Kaart van Twente: Enschede"
    found = recurring_ical_events.of(calendar).between(date(2026, 12, 1), date(2026, 12, 31))
    spreekuur = [event["DTSTART"].dt for event in found if "spreekuur" in event["SUMMARY"]]
    assert [begin.replace(tzinfo=None) for begin in spreekuur] == [datetime(2026, 12, 1, 14)]


def test_an_organisation_at_a_place_has_an_agenda_too(client: FlaskClient) -> None:
    assert summaries(fetch(client, "/plek/l-bieb-org-humanitas/agenda.ics")) == {
        "spreekuur, Humanitas Twente"
    }


def test_where_no_hours_are_known_the_agenda_is_empty_and_says_so(client: FlaskClient) -> None:
    calendar = fetch(client, f"/gemeente/{ZWOLLE}/agenda.ics")
    assert calendar.walk("VEVENT") == []
    assert calendar["DESCRIPTION"].endswith("Er zijn hier geen tijden bekend.")


def test_what_a_sheet_says_stays_text(client: FlaskClient) -> None:
    calendar = fetch(client, f"/gemeente/{HENGELO}/agenda.ics")
    assert {one.name for one in calendar.walk()} <= {
        "VCALENDAR",
        "VTIMEZONE",
        "DAYLIGHT",
        "STANDARD",
        "VEVENT",
    }
    assert HOSTILE in calendar["DESCRIPTION"]  # text/calendar: no browser runs it


@pytest.mark.parametrize("address", [PLACE, GEMEENTE, OFFER])
def test_a_program_that_has_it_already_is_told_so(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    assert first.mimetype == "text/calendar"
    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert first.headers["Cache-Control"] == "no-cache"
    assert first.headers["X-Content-Type-Options"] == "nosniff"
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.get_data()) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize("address", [PLACE, GEMEENTE, OFFER])
def test_a_calendar_is_made_once_however_often_it_is_fetched(
    settings: Settings, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = create_app(map_data(), settings).test_client()
    made: list[str] = []

    def counted(title: str, desks: Sequence[Desk], *, known_on: date) -> bytes:
        made.append(title)
        return calendar_of(title, desks, known_on=known_on)

    monkeypatch.setattr(agenda, "calendar_of", counted)
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    other = client.get(address)
    assert (again.status_code, other.get_data()) == (304, first.get_data())
    assert len(made) == 1


def test_two_servers_of_one_map_give_the_same_bytes(settings: Settings) -> None:
    first, second = (create_app(map_data(), settings).test_client() for _ in range(2))
    for address in (PLACE, GEMEENTE, OFFER):
        assert first.get(address).get_data() == second.get(address).get_data()


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/plek/niets/agenda.ics", "Deze plek staat niet"),
        ("/gemeente/GM0000/agenda.ics", "Deze gemeente staat niet op deze kaart"),
        ("/gemeente/GM0344/agenda.ics", "Deze gemeente staat niet op deze kaart"),
        ("/aanbod/niets/agenda.ics", "Deze hulp staat niet"),
        ("/aanbod/l-bieb-org-niets/agenda.ics", "Deze hulp staat niet"),
    ],
)
def test_what_is_not_on_the_map_has_no_agenda(client: FlaskClient, address: str, told: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert told in response.get_data(as_text=True)


def test_an_offer_without_any_hours_has_no_agenda(settings: Settings) -> None:
    data = map_data()
    listings = tuple(replace(one, schedule=None) for one in data.inventory.listings)
    silent = map_data(inventory=replace(data.inventory, listings=listings))
    with create_app(silent, settings).test_client() as client:
        response = client.get("/aanbod/l-bieb-org-bibliotheek-computer/agenda.ics")
    assert response.status_code == 404
    assert "weten wij geen tijden" in response.get_data(as_text=True)


def test_an_example_map_says_so_in_its_name_and_its_answer(settings: Settings) -> None:
    with create_app(map_data(config=config(example=True)), settings).test_client() as client:
        response = client.get(PLACE)
    calendar = icalendar.Calendar.from_ical(response.get_data())
    assert calendar["X-WR-CALNAME"].startswith("Voorbeeld: ")
    assert response.headers["X-Sociale-Kaart-Voorbeeld"] == "1"


def test_a_page_can_link_to_each(app: Flask) -> None:
    with app.test_request_context():
        assert url_for("agenda.plek", plek_id="l-bieb") == PLACE
        assert url_for("agenda.gemeente", gemeentecode=ENSCHEDE) == GEMEENTE
        assert url_for("agenda.aanbod", offer_id="l-bieb-org-humanitas-spreekuur") == OFFER
