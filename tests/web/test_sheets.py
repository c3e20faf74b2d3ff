"""Sheets to hand over: one click to print, the same words as HTML and as PDF, and nothing of the asker on them."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import datetime
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from makers import Plek, map_of
from sociale_kaart.config import Settings
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.hours.schedule import AMSTERDAM
from sociale_kaart.model import Presence, Schedule, Service
from sociale_kaart.web import sheets
from sociale_kaart.web.app import create_app
from sociale_kaart.web.sheetmap import Numbered, sheet_map
from sociale_kaart.web.site import EXTENSION
from tests.web.smallmap import HOSTILE, config, map_data, offer

MONDAY = datetime(2026, 11, 23, 14, 30, tzinfo=AMSTERDAM)


def client_of(data: MapData) -> FlaskClient:
    settings = Settings(tiles_url="", public_url="https://hulp.voorbeeld.nl")
    return create_app(data, settings, clock=lambda: MONDAY).test_client()


@pytest.fixture(scope="module")
def desk() -> FlaskClient:
    return client_of(map_data())


@pytest.fixture(scope="module")
def example(utrecht: MapData) -> FlaskClient:
    return client_of(utrecht)


def text(client: FlaskClient, address: str) -> str:
    return client.get(address).get_data(as_text=True)


def plain(page: str) -> str:
    """What a reader of the page reads."""
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.index("<main") :]).split())


def test_a_sheet_says_when_where_and_how_to_find_more(desk: FlaskClient) -> None:
    page = plain(text(desk, "/plek/l-bieb/blad"))
    for said in (
        "Pijpenstraat 15, 7511 GM Enschede",
        "Bel 053-480 48 04",
        "Spreekuur belasting en toeslagen",
        "Elke eerste dinsdag van de maand van 14.00 tot 16.00 uur.",
        "dinsdag 1 december, 14.00 tot 16.00 uur",
        "Scan met uw telefoon, of typ:",
        "Kring van bibliotheken maakte dit blad op 23 november 2026.",
    ):
        assert said in page, said


def test_a_sheet_carries_the_short_link_of_its_place(desk: FlaskClient) -> None:
    code = desk.application.extensions[EXTENSION].short_links.code("l-bieb")
    assert f"hulp.voorbeeld.nl /p/{code}" in plain(text(desk, "/plek/l-bieb/blad"))
    assert f"hulp.voorbeeld.nl/en /p/{code}" in plain(text(desk, "/en/plek/l-bieb/blad"))


def test_printing_takes_one_click_and_without_a_script_the_page_says_how(desk: FlaskClient) -> None:
    page = text(desk, "/plek/l-bieb/blad")
    assert re.search(r"<button[^>]+data-print hidden>", page), "shown by the script that makes it work"
    assert "Druk op Ctrl+P om dit blad te printen." in page


def test_what_is_not_known_is_said_and_never_filled_in(desk: FlaskClient) -> None:
    page = plain(text(desk, "/plek/l-lost/blad"))
    assert "De tijden zijn niet bekend. Vraag het eerst na." in page
    assert "Kaart van de omgeving" not in page, "it has no point"


def test_a_place_that_is_not_there_has_no_sheet(desk: FlaskClient) -> None:
    assert desk.get("/plek/weg/blad").status_code == 404
    assert desk.get("/plek/weg.pdf").status_code == 404


def test_nothing_of_a_sheet_is_executed(desk: FlaskClient) -> None:
    assert HOSTILE not in text(desk, "/plek/l-evil/blad")
    assert desk.get("/plek/l-evil.pdf").status_code == 200


def test_the_three_nearest_stand_on_one_sheet_in_order(example: FlaskClient) -> None:
    page = plain(text(example, "/blad?zoek=3811&hulp=belasting"))
    assert "Dit zijn de 3 dichtste plekken bij postcode 3811." in page
    metres = [float(km.replace(",", ".")) for km in re.findall(r"Ongeveer ([\d,]+) km", page)]
    assert metres == sorted(metres)


@pytest.mark.parametrize(
    "question",
    [
        "zoek=3511&hulp=alle",
        "plek=52.09,5.12&hulp=belasting",
        "gebied=5.0,52.0,5.2,52.2&hulp=alle",
        "zoek=Amersfoort&hulp=alle&wanneer=week",
        "hulp=alle",
    ],
)
@pytest.mark.parametrize("language", ["", "/en"])
def test_every_link_to_print_leads_to_a_sheet(example: FlaskClient, language: str, question: str) -> None:
    page = text(example, f"{language}/?{question}")
    links = [html.unescape(one) for one in re.findall(r'href="([^"]*/blad[^"]*)"', page)]
    assert links
    assert any("/blad?" in one for one in links) is (question != "hulp=alle"), (
        "nearest, but only to something"
    )
    for link in links:
        assert link.endswith("#print"), "one click: the printer's dialog opens by itself"
        assert example.get(link.partition("#")[0]).status_code == 200, link


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("plek=52.09,5.12", "dichtste plekken bij de plek waar u was."),
        ("gebied=5.0,52.0,5.2,52.2", "dichtste plekken bij het midden van de kaart die u bekeek."),
    ],
)
def test_a_sheet_says_from_where_it_measures_and_no_address_that_nobody_searched(
    example: FlaskClient, where: str, said: str
) -> None:
    page = plain(text(example, f"/blad?{where}&hulp=alle"))
    assert said in page
    assert "adres dat u zocht" not in page


def test_half_a_sheet_is_one_link_away(example: FlaskClient) -> None:
    pytest.importorskip("typst")
    plek_id = example.application.extensions[EXTENSION].index.locations[0].id
    for address in (f"/plek/{plek_id}/blad", "/blad?zoek=3811&hulp=belasting"):
        links = re.findall(r'href="([^"]*\.pdf[^"]*)">([^<]*)<', text(example, address))
        assert [said for _, said in links] == ["PDF", "PDF op half papier (A5)"]
        first, half = (example.get(html.unescape(link)) for link, _ in links)
        assert (first.mimetype, half.mimetype) == ("application/pdf", "application/pdf")
        assert b"/MediaBox[0 0 419." in half.get_data().replace(b"/MediaBox [", b"/MediaBox[")


def test_a_map_of_an_example_says_so_on_every_sheet(example: FlaskClient) -> None:
    plek_id = example.application.extensions[EXTENSION].index.locations[0].id
    for address in (f"/plek/{plek_id}/blad", "/blad?zoek=3811"):
        sheet = text(example, address)
        assert "Dit is een voorbeeld." in sheet[sheet.index('<article class="blad') :], address


@pytest.mark.parametrize("address", ["/blad", "/blad?zoek=Nergenshuizen", "/blad.pdf?hulp=alle"])
def test_without_a_place_to_start_from_one_is_asked_first(example: FlaskClient, address: str) -> None:
    answer = example.get(address)
    assert answer.status_code == 302
    assert answer.headers["Location"].split("?")[0] == "/"


def test_a_sheet_of_a_search_is_kept_by_no_cache(example: FlaskClient) -> None:
    spot = "plek=52.09,5.12&hulp=alle"
    area = "gebied=5.0,52.0,5.2,52.2&hulp=alle"
    asked = [f"{page}?{where}" for page in ("/blad", "/blad.pdf") for where in ("zoek=3811", spot, area)]
    for address in (*asked, f"/?{area}", f"/?{spot}", "/api/stand.json?gebied=5.0,52.0,5.2,52.2"):
        assert example.get(address).headers["Cache-Control"] == "no-store", address


def test_a_pdf_is_made_once_for_who_has_it(desk: FlaskClient) -> None:
    pytest.importorskip("typst")
    first = desk.get("/plek/l-bieb.pdf")
    assert first.mimetype == "application/pdf"
    assert first.get_data().startswith(b"%PDF-")
    assert first.get_data() == desk.get("/plek/l-bieb.pdf").get_data()
    again = desk.get("/plek/l-bieb.pdf", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.get_data()) == (304, b"")
    small = desk.get("/plek/l-bieb.pdf?formaat=a5")
    assert small.headers["ETag"] != first.headers["ETag"]
    assert b"/MediaBox[0 0 419." in small.get_data().replace(b"/MediaBox [", b"/MediaBox[")


def test_a_paper_that_we_do_not_know_is_refused(desk: FlaskClient) -> None:
    assert desk.get("/plek/l-bieb.pdf?formaat=a0").status_code == 400


def test_without_typst_the_page_offers_no_pdf_and_says_what_to_do(
    desk: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 'href="/plek/l-bieb.pdf"' in text(desk, "/plek/l-bieb/blad")
    monkeypatch.setattr(sheets, "can_print", lambda: False)
    monkeypatch.setitem(desk.application.jinja_env.globals, "can_print", lambda: False)
    assert ".pdf" not in text(desk, "/plek/l-bieb/blad")
    answer = desk.get("/plek/l-bieb.pdf")
    assert answer.status_code == 404
    assert "Print het blad vanuit uw browser." in answer.get_data(as_text=True)


def test_a_sheet_in_english_keeps_the_words_of_the_map_marked_as_dutch(desk: FlaskClient) -> None:
    page = text(desk, "/en/plek/l-bieb/blad")
    assert "<h2>Consultation hour for tax and benefits</h2>" in page
    assert re.search(r'<p class="adres" lang="nl" dir="ltr">', page)
    assert "Every first Tuesday of the month from 14:00 to 16:00." in page


def test_the_drawn_map_has_numbers_names_and_a_scale_and_is_well_formed() -> None:
    drawn = sheet_map([Numbered(1, 257_900, 471_600), Numbered(2, 251_700, 476_200)], (255_000, 474_000))
    said = [one.text for one in ET.fromstring(drawn).iter("{http://www.w3.org/2000/svg}text")]
    assert {"1", "2", "Enschede", "Hengelo", "2 km"} <= set(said)
    assert sheet_map([]) == ""


def test_numbers_at_one_point_do_not_hide_each_other() -> None:
    drawn = ET.fromstring(sheet_map([Numbered(1, 257_900, 471_600), Numbered(2, 257_905, 471_605)]))
    spots = {
        (one.get("x"), one.get("y"))
        for one in drawn.iter("{http://www.w3.org/2000/svg}text")
        if one.text in ("1", "2")
    }
    assert len(spots) == 2


def test_a_map_at_the_edge_of_the_country_is_drawn() -> None:
    assert "<path" in sheet_map([Numbered(None, 14_000, 390_000)])
    data = map_of([Plek("Buurthuis", 14_500, 391_000, "GM0718")], ["GM0718"])
    plek_id = data.inventory.locations[0].id
    assert client_of(replace(data)).get(f"/plek/{plek_id}/blad").status_code == 200


def schedules(data: MapData, **told: str) -> MapData:
    """The small map with hours for some kinds of help at the library: "" for none; its desk tells nothing."""
    offers = tuple(
        replace(one, schedule=Schedule(text=told[one.service_id]) if told[one.service_id] else None)
        if one.service_id in told
        else one
        for one in data.inventory.offers
    )
    desks = tuple(replace(one, schedule=None) for one in data.inventory.listings)
    return replace(data, inventory=replace(data.inventory, offers=offers, listings=desks))


def test_what_goes_on_now_stands_on_the_sheet() -> None:
    page = plain(text(client_of(schedules(map_data(), spreekuur="ma 14-16")), "/plek/l-bieb/blad"))
    assert "vandaag, maandag 23 november, 14.00 tot 16.00 uur" in page


def test_what_was_chosen_stands_on_the_paper_by_date() -> None:
    client = client_of(schedules(map_data(), spreekuur="ma 14-16"))
    page = plain(text(client, "/blad?zoek=7511&hulp=spreekuur&wanneer=nu"))
    assert "Gekozen: open op maandag 23 november, 14.30 uur." in page
    page = plain(text(client, "/blad?zoek=7511&hulp=spreekuur&wanneer=vandaag&deel=middag"))
    assert "Gekozen: op maandag 23 november in de middag open." in page
    assert "Gekozen" not in plain(text(client, "/blad?zoek=7511&hulp=spreekuur"))


def test_what_is_soonest_comes_first_and_what_is_over_stays_off_the_sheet() -> None:
    later = schedules(map_data(), spreekuur="vr 14-16", computer="wo 9-12")
    page = plain(text(client_of(later), "/plek/l-bieb/blad"))
    assert page.index("Elke woensdag") < page.index("Elke vrijdag")
    over = schedules(map_data(), spreekuur="vr 14-16", computer="op 3 maart 2025 9-12 uur")
    page = plain(text(client_of(over), "/plek/l-bieb/blad"))
    assert "Elke vrijdag" in page
    assert "2025" not in page


def test_what_is_told_of_one_kind_of_help_is_not_said_of_the_other() -> None:
    data = map_data()
    told = tuple(
        replace(one, languages=("Turks",), cost="gratis")
        if one.id == "spreekuur"
        else replace(one, cost="gratis")
        for one in data.inventory.services
    )
    page = plain(
        text(client_of(replace(data, inventory=replace(data.inventory, services=told))), "/plek/l-bieb/blad")
    )
    assert re.search(r"Talen: +Turks \(Spreekuur belasting en toeslagen\)", page)
    assert re.search(r"Kosten: +gratis +(?!\()", page), "of all of it the same"


def test_who_must_ask_first_reads_on_the_sheet_where() -> None:
    data = map_of([Plek("Stil", 257_800, 471_200, "GM0153")], ["GM0153"])
    (there,) = data.inventory.locations
    listings = tuple(replace(one, email="stil@voorbeeld.nl") for one in data.inventory.listings)
    open_ = replace(there, opening_hours=Schedule(text="ma-vr 9-17"))
    told = replace(data, inventory=replace(data.inventory, listings=listings, locations=(open_,)))
    page = plain(text(client_of(told), f"/plek/{there.id}/blad"))
    assert re.search(r"Mail: +stil@voorbeeld\.nl", page)
    assert "van 9.00 tot 17.00 uur. Vraag of deze hulp er dan ook is." in page


def test_what_is_no_help_for_citizens_is_not_told_as_help() -> None:
    data = map_data()
    meeting = Service(
        id="netwerk", organisation_id="org-humanitas", name="Houdt het netwerk bijeen", category="netwerk"
    )
    (desk,) = (one for one in data.inventory.listings if one.id == "l-bieb-org-humanitas")
    inventory = replace(
        data.inventory,
        services=(*data.inventory.services, meeting),
        offers=(*data.inventory.offers, offer(desk, "netwerk", Presence.YES, "ma 9-17")),
    )
    for pillars, is_told in (([], False), (["spreekuur"], True)):
        client = client_of(replace(data, inventory=inventory, config=config(categories={"netwerk": pillars})))
        assert ("Houdt het netwerk bijeen" in text(client, "/plek/l-bieb/blad")) is is_told
