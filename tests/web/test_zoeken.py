"""The way through: one question, one tap, and a list that says what was found; on the small map, on a Monday."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from makers import Plek, map_of
from sociale_kaart.config import Settings
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.gebieden.places import Position, search_position
from sociale_kaart.kaartfields import NeedIcon
from sociale_kaart.model import Appointment, Presence, Schedule
from sociale_kaart.web.app import create_app
from tests.web.conftest import MONDAY
from tests.web.smallmap import AREA, HOSTILE, config, inventory, map_data

BIEB, EVIL, LOST = (
    "Bibliotheek Enschede en Humanitas Twente",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "Zoekgeraakt Loket",
)


def text(client: FlaskClient, address: str) -> str:
    return re.sub(r"\s+", " ", client.get(address).get_data(as_text=True))


def names(page: str) -> list[str]:
    return re.findall(r"<h3><a [^>]*>(.*?)</a></h3>", page)


def listed(page: str) -> list[str]:
    """The names in the numbered list: not those that only come close."""
    found = re.search(r'<ol class="plekken".*?</ol>', page)
    return names(found[0]) if found else []


def heading(page: str) -> str:
    found = re.search(r'<h[12] id="gevonden"[^>]*>(.*?)</h[12]>', page)
    assert found
    return found[1]


def form(page: str) -> str:
    found = re.search(r"<form.*?</form>", page)
    assert found
    return found[0]


def of_map(data: MapData) -> FlaskClient:
    return create_app(data, Settings(tiles_url=""), clock=lambda: MONDAY).test_client()


def test_the_front_page_is_one_question_and_one_tap_and_no_more(client: FlaskClient) -> None:
    page = text(client, "/")
    assert "<h1>Waar zoekt u hulp?</h1>" in page
    asked = form(page)
    assert 'method="get"' in asked
    assert len(re.findall(r'<input (?!type="hidden")', asked)) == 1
    buttons = re.findall(r'<button class="behoefte" type="submit" name="hulp" value="(\w+)">', asked)
    assert buttons == ["computer", "training", "spreekuur", "alle"]
    assert asked.index('type="submit">Zoek</button>') < asked.index('name="hulp"'), (
        "Enter searches, and chooses nothing"
    )
    assert names(page) == []
    assert "data-kaart" not in page, "nothing to load that was not asked for"


def test_one_input_and_one_tap_give_the_nearest_place_first(client: FlaskClient) -> None:
    page = text(client, "/?zoek=7511&plek=&hulp=spreekuur")
    assert (
        heading(page)
        == "Er zijn 2 plekken met hulp bij belasting of toeslagen binnen 10 km van postcode 7511."
    )
    assert listed(page) == [BIEB, EVIL]


def test_the_list_comes_before_the_map(client: FlaskClient) -> None:
    page = text(client, "/?hulp=alle")
    assert listed(page) == [BIEB, EVIL, LOST], "last is that of which nobody told what help it gives"
    assert page.index("Zoekgeraakt Loket") < page.index("data-kaart")


@pytest.mark.parametrize(
    ("asked", "first", "words"),
    [
        ("7511", BIEB, "Ongeveer 600 meter"),
        ("7511 GM", BIEB, "Ongeveer 600 meter"),
        ("7551", EVIL, "Ongeveer"),
    ],
)
def test_a_postcode_lists_places_by_distance(client: FlaskClient, asked: str, first: str, words: str) -> None:
    page = text(client, f"/?zoek={asked}")
    assert listed(page)[0] == first
    assert words in page
    assert f"gemeten vanaf het midden van postcodegebied {asked[:4]}" in page


def test_a_place_without_a_point_comes_last_and_says_so(client: FlaskClient) -> None:
    page = text(client, "/?zoek=7511")
    assert listed(page)[-1] == "Zoekgeraakt Loket"
    assert "Nog niet op de kaart. Het adres is nog niet opgezocht." in page


def test_a_card_says_what_help_when_whether_to_call_ahead_and_how_to_go(client: FlaskClient) -> None:
    card = text(client, "/?zoek=7511&hulp=spreekuur").split('<li class="plek"')[1]
    assert "Spreekuur belasting en toeslagen" in card
    assert "Nu gesloten. Volgende keer: dinsdag 1 december, 14.00 uur." in card
    assert "Afspraak nodig? <strong>Dat weten we niet.</strong>" in card
    assert '<a class="tik" href="tel:0534804804">Bel 053-480 48 04</a>' in card
    assert 'href="/plek/l-bieb/blad#print">Print' in card
    routes = re.findall(r'<a href="(https://[^"]+)" rel="noreferrer">Route met ([^<]+)</a>', card)
    assert [name for _, name in routes] == ["OpenStreetMap", "Google Maps", "9292"]
    assert "destination=52.2" in routes[1][0]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (Appointment.NEEDED, "Ja."),
        (Appointment.POSSIBLE, "Nee, maar het mag wel."),
        (Appointment.NONE, "Nee."),
    ],
)
def test_whether_one_needs_an_appointment_is_said_where_somebody_told(said: Appointment, answer: str) -> None:
    page = text(of_map(serviced("spreekuur", appointment=said)), "/?zoek=7511&hulp=spreekuur")
    assert f"Afspraak nodig? <strong>{answer}</strong>" in page


def serviced(service: str, **changes: object) -> MapData:
    """The small map with more told of one of its services."""
    there = inventory()
    services = tuple(replace(one, **changes) if one.id == service else one for one in there.services)
    return map_data(inventory=replace(there, services=services))


def test_a_name_of_two_places_gives_a_choice_and_each_choice_is_a_place(client: FlaskClient) -> None:
    assert isinstance(search_position("Hengelo", AREA), Position), "the map's own Hengelo is meant"
    page = text(client, "/?zoek=Bergen&hulp=spreekuur")
    assert heading(page) == "Welke plaats bedoelt u?"
    options = re.findall(r'<li><a href="(/\?zoek=[^"]+)">', page)
    assert len(options) > 1
    for option in options:
        assert option.endswith("&amp;hulp=spreekuur"), "what else was asked goes along"
        assert "Welke plaats bedoelt u?" not in text(client, unescape(option))


def test_a_misspelled_place_gives_a_suggestion_that_keeps_the_rest_of_the_question(
    client: FlaskClient,
) -> None:
    page = text(client, "/?zoek=Enschde&hulp=computer&wanneer=nu")
    assert heading(page) == "Bedoelt u …?"
    assert '<a href="/?zoek=Enschede&amp;hulp=computer&amp;wanneer=nu">Enschede</a>' in page
    assert 'value="Enschde"' in form(page)
    assert '<input type="hidden" name="wanneer" value="nu">' in form(page)


def test_nothing_found_still_helps(client: FlaskClient) -> None:
    page = text(client, "/?zoek=qqqqqqqq")
    assert heading(page) == "Deze plaats kennen we niet"
    assert 'href="/?hulp=alle">Bekijk alle plekken in een lijst en op de kaart</a>' in page


def test_far_from_every_place_the_page_says_so_and_names_the_nearest(client: FlaskClient) -> None:
    page = text(client, "/?zoek=Amsterdam&hulp=spreekuur")
    assert heading(page) == "Op deze kaart staat geen plek met hulp bij belasting of toeslagen bij Amsterdam."
    assert re.search(r"De dichtste plek op deze kaart is .+?: ongeveer 1\d\d km\.", page)
    assert "Amsterdam ligt buiten het gebied van deze kaart." in page
    assert len(listed(page)) == 1
    assert "data-lat" not in page


def test_outside_the_area_says_so_and_lists_the_nearest(client: FlaskClient) -> None:
    page = text(client, "/?zoek=Zutphen")
    assert "Zutphen ligt buiten het gebied van deze kaart." in page
    assert listed(page)[0] == EVIL


def test_a_filter_shows_a_yes_only_and_counts_the_unknown(client: FlaskClient) -> None:
    page = text(client, "/?pijler=computer")
    assert listed(page) == [BIEB]
    assert "Bij 1 andere plek weten we niet of deze hulp er is." in page
    assert page.index("andere plek weten we niet") > page.index('<ol class="plekken"'), "below what was found"
    assert 'href="/?pijler=computer&amp;ook=onbekend">Laat ook die plekken zien</a>' in page


def test_unknown_places_are_shown_on_request_and_named_so(client: FlaskClient) -> None:
    page = text(client, "/?pijler=computer&ook=onbekend")
    assert listed(page) == [LOST, BIEB]
    assert "Bij 1 plek in deze lijst weten we het niet zeker. Vraag het daar eerst na." in page
    assert "Onbekend: Computer en printer. Vraag het eerst na." in page


def test_two_kinds_of_help_show_places_with_either(client: FlaskClient) -> None:
    page = text(client, "/?pijler=computer&pijler=spreekuur")
    assert len(listed(page)) == 2
    assert "Computer en printer of Spreekuur belasting en toeslagen" in heading(page)


def test_no_place_with_a_yes_is_a_helpful_page() -> None:
    helpline = {"phone": "0800 1234", "text": "Komt u er niet uit? Bel de hulplijn."}
    page = text(of_map(map_data(config=config(helpline=helpline))), "/?zoek=7511&hulp=training")
    assert heading(page) == "We weten nog geen plek met een cursus computer en internet."
    assert set(names(page)) == {BIEB, EVIL, LOST}, "where one can ask"
    assert "Van deze plekken weten we niet of deze hulp er is. Vraag het daar na:" in page
    assert "Bij 3 andere plekken weten we niet of deze hulp er is." in page
    assert 'href="/?zoek=7511&amp;hulp=training&amp;ook=onbekend">Laat ook die plekken zien</a>' in page
    assert 'href="/?zoek=7511&amp;hulp=alle">Laat alle soorten hulp zien</a>' in page
    assert 'Bel de hulplijn.</span> <a class="tik" href="tel:08001234">Bel 0800 1234</a>' in page


def test_where_nothing_fits_the_nearest_places_say_in_what_they_differ(client: FlaskClient) -> None:
    """On Monday the library's own consultation hour, on first Tuesdays, is not there."""
    page = text(client, "/?zoek=7511&hulp=spreekuur&wanneer=vandaag")
    assert heading(page) == "We weten geen plek met hulp bij belasting of toeslagen die vandaag open is."
    assert listed(page) == []
    assert names(page) == [BIEB, EVIL]
    assert "Deze hulp is hier vandaag niet." in page
    assert "We weten niet of deze plek dan open is." in page


@pytest.mark.parametrize(
    ("told", "asked", "differs", "unsure"),
    [
        ({"cost": "gratis"}, "gratis=ja", {"cost": "€ 5 per keer"}, {"cost": "vrije gift"}),
        (
            {"appointment": Appointment.POSSIBLE},
            "afspraak=geen",
            {"appointment": Appointment.NEEDED},
            {"appointment": Appointment.UNKNOWN},
        ),
    ],
)
def test_a_filter_about_the_help_takes_yes_leaves_no_and_counts_what_nobody_told(
    told: dict[str, object], asked: str, differs: dict[str, object], unsure: dict[str, object]
) -> None:
    """Of the three services of the small map, the consultation hour is at the library and at the hostile place."""
    address = f"/?zoek=7511&hulp=spreekuur&{asked}"
    assert listed(text(of_map(serviced("spreekuur", **told)), address)) == [BIEB, EVIL]
    refused = text(of_map(serviced("spreekuur", **differs)), address)
    assert (listed(refused), names(refused)) == ([], [BIEB, EVIL])
    lost = "that of the lost place nobody knows whether it helps at all"
    assert "Van 1 andere plek weten we niet of die past bij wat u koos." in refused, lost
    doubtful = text(of_map(serviced("spreekuur", **unsure)), address)
    assert listed(doubtful) == []
    assert "Van 3 andere plekken weten we niet of die passen bij wat u koos." in doubtful
    both = text(of_map(serviced("spreekuur", **unsure)), f"{address}&ook=onbekend")
    assert listed(both) == [BIEB, EVIL, LOST]


@pytest.mark.parametrize(
    ("step_free", "shown", "unknown"), [(Presence.YES, 1, 0), (Presence.NO, 0, 0), (Presence.UNKNOWN, 0, 1)]
)
def test_step_free_is_asked_of_the_building(step_free: Presence, shown: int, unknown: int) -> None:
    there = inventory()
    places = tuple(
        replace(one, step_free=step_free if one.id == "l-bieb" else Presence.NO) for one in there.locations
    )
    page = text(of_map(map_data(inventory=replace(there, locations=places))), "/?zoek=7511&drempelvrij=ja")
    assert len(listed(page)) == shown
    assert ("Van 1 andere plek weten we niet of die past bij wat u koos." in page) is bool(unknown)


def test_only_filters_that_the_map_can_answer_are_offered(client: FlaskClient) -> None:
    page = text(client, "/?zoek=7511")
    assert 'name="wanneer"' in page
    for field in ("afspraak", "drempelvrij", "gratis", "taal"):
        assert f'name="{field}"' not in page
    told = text(of_map(serviced("spreekuur", cost="Gratis.", languages=("Turks", "Arabisch"))), "/?zoek=7511")
    assert 'name="gratis"' in told
    assert re.findall(r'<option value="(arabisch|turks)">', told) == ["arabisch", "turks"]


def test_who_works_by_appointment_is_not_open_but_counted(client: FlaskClient) -> None:
    by_appointment = of_map(serviced("spreekuur", appointment=Appointment.NEEDED))
    page = text(by_appointment, "/?zoek=7511&hulp=spreekuur&afspraak=geen")
    assert "Op deze kaart staan nog 2 plekken waar u een afspraak moet maken." in page
    assert 'href="/?zoek=7511&amp;hulp=spreekuur&amp;afspraak=nodig">' in page
    assert listed(text(by_appointment, "/?zoek=7511&hulp=spreekuur&afspraak=nodig")) == [BIEB, EVIL]


def test_where_somebody_stands_is_rounded_and_never_shown_kept_or_logged(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = client.get("/?plek=52.221344449,6.893666661&hulp=spreekuur", follow_redirects=True)
    assert "km van uw plek." in heading(re.sub(r"\s+", " ", answer.text))
    assert "52.221,6.894" in answer.text
    assert "52.2213" not in answer.text
    assert "6.8936" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert "52.22" not in caplog.text


def test_a_place_that_is_typed_wins_over_where_one_stands(client: FlaskClient) -> None:
    page = text(client, "/?zoek=7551&plek=52.221,6.894")
    assert listed(page)[0] == EVIL
    assert 'name="plek" value="52.221' not in text(client, "/?zoek=7551")


@pytest.mark.parametrize(
    "spot",
    [
        "48.85,2.35",
        "52.2",
        "52,2,6,9",
        "nan,nan",
        "1e1,6",
        "52.221,6.894,3",
        "<script>,6",
        "٥٢.٢,٦.٩",
        "inf,6",
    ],
)
def test_a_spot_that_is_none_is_said_beside_the_field(client: FlaskClient, spot: str) -> None:
    answer = client.get("/", query_string={"plek": spot, "hulp": "spreekuur"})
    assert answer.status_code == 400
    assert "We kunnen niet zien waar u bent. Vul een postcode of plaats in." in answer.text
    assert "<script>," not in answer.text


def test_a_wrong_day_loses_nothing_else_that_was_answered(client: FlaskClient) -> None:
    answer = client.get("/?zoek=7511&hulp=spreekuur&wanneer=dag&dag=31-02-2026&deel=middag&ook=onbekend")
    page = re.sub(r"\s+", " ", answer.text)
    assert answer.status_code == 400
    assert heading(page) == "We kunnen niet alles gebruiken wat u invulde"
    assert '<a href="#dag">Deze dag kennen we niet. Schrijf een dag zo: 24-11-2026.</a>' in page
    assert 'value="7511"' in page
    assert 'type="text" value="31-02-2026"' in page
    assert 'aria-describedby="dag-fout"' in page
    assert '<option value="middag" selected>' in page
    assert 'name="wanneer" value="dag" checked' in page
    assert 'name="ook" value="onbekend" checked' in page
    assert 'name="hulp" value="spreekuur">Zoek opnieuw' in page


def test_a_day_that_stands_in_the_form_no_longer_counts_once_any_time_will_do(client: FlaskClient) -> None:
    page = text(client, "/?zoek=7511&dag=2026-11-24")
    assert 'name="wanneer" value="altijd"> <span>Maakt niet uit' in page
    assert "open" not in heading(text(client, "/?zoek=7511&wanneer=altijd&dag=2026-11-24"))


def test_the_nearest_three_can_be_printed_as_they_were_asked_for(client: FlaskClient) -> None:
    page = text(client, "/?zoek=7511&hulp=spreekuur&ook=onbekend")
    sheet = re.search(r'href="(/blad\?[^"]+)">Print de drie dichtste plekken', page)
    assert sheet
    assert client.get(unescape(sheet[1])).status_code == 200
    assert "Print de drie" not in text(client, "/?hulp=spreekuur"), "nearest to nobody"


def test_ten_at_a_time_and_the_rest_on_request(utrecht: MapData) -> None:
    client = of_map(utrecht)
    first, last = text(client, "/?zoek=Zeist"), text(client, "/?zoek=Zeist&pagina=3")
    assert len(listed(first)) == 10
    assert "Er zijn nog 15 plekken." in first
    assert 'rel="next" href="/?zoek=Zeist&amp;pagina=2#lijst">Meer plekken</a>' in first
    assert '<h2 id="lijst" tabindex="-1"' in first, "where the link goes can have the focus"
    assert '<ol class="plekken" start="21">' in last
    assert len(listed(last)) == 5
    assert 'rel="next"' not in last
    pages = [listed(text(client, f"/?zoek=Zeist&pagina={number}")) for number in (1, 2, 3)]
    assert len({name for page in pages for name in page}) >= 20, "no page repeats another"


def test_needs_of_the_map_are_the_choices_and_lead_to_what_they_stand_for() -> None:
    needs = [
        {"id": "geld", "text": "Geld & <b>recht</b>", "icon": "geld", "pillars": ["spreekuur", "computer"]},
        {"id": "praat", "text": "Iemand spreken", "phrase": "een luisterend oor", "categories": ["Advies"]},
    ]
    client = of_map(map_data(config=config(needs=needs)))
    page = text(client, "/")
    assert re.findall(r'name="hulp" value="(\w+)">', page) == ["geld", "praat", "alle"]
    assert "Geld &amp; &lt;b&gt;recht" in page
    assert len(listed(text(client, "/?hulp=geld"))) == 2
    talk = text(client, "/?hulp=praat")
    assert heading(talk) == "Er zijn 3 plekken met een luisterend oor.", "each says so in its own categories"
    assert 'data-stand="/api/stand.json?hulp=praat"' in talk, "the map shows the same"
    assert client.get("/api/stand.json?hulp=geld").get_json()["states"].count("-") == 0


def test_a_need_in_another_language_is_in_its_own_words_or_says_that_it_is_not() -> None:
    needs = [
        {
            "id": "geld",
            "text": "Geld",
            "pillars": ["spreekuur"],
            "translations": {"en": {"text": "Money matters"}},
        },
        {"id": "pc", "text": "Computer", "pillars": ["computer"]},
    ]
    page = text(of_map(map_data(config=config(needs=needs))), "/en/")
    assert "<span>Money matters</span>" in page
    assert '<span lang="nl">Computer</span>' in page


def test_every_drawing_that_a_need_may_name_is_there(app: Flask) -> None:
    drawn = app.jinja_env.get_template("tekens.html").module.lijnen  # type: ignore[attr-defined]
    assert set(drawn) == {*NeedIcon.__args__, "alle"}


def test_a_desk_with_hours_adds_nothing_to_what_its_help_says_of_cost() -> None:
    told = serviced("computer", cost="€ 1")
    there = tuple(replace(one, schedule=Schedule(text="ma-vr 9-17")) for one in told.inventory.listings)
    page = text(
        of_map(replace(told, inventory=replace(told.inventory, listings=there))), "/?zoek=7511&gratis=ja"
    )
    assert BIEB not in listed(page)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/?zoek=" + "a" * 100, 200),
        ("/?zoek=" + "a" * 101, 400),
        ("/?hulp=alle&pagina=1", 200),
        ("/?pagina=2", 404),
        ("/?pagina=0", 400),
        ("/?pagina=-1", 400),
        ("/?pagina=1.5", 400),
        ("/?pagina=99999999999999999999", 400),
        ("/?pagina=²", 400),
        ("/?pijler=", 200),
        ("/?pijler=bestaatniet", 400),
        ("/?hulp=bestaatniet", 400),
        ("/?hulp=" + HOSTILE, 400),
        ("/?afspraak=misschien", 400),
        ("/?drempelvrij=nee", 400),
        ("/?gratis=1", 400),
        ("/?taal=" + "x" * 41, 400),
        ("/?taal=klingon", 200),
        ("/?taal=" + HOSTILE, 200),
        ("/?zoek=%00%00", 200),
        ("/?zoek=%FF%FE", 200),
        ("/?zoek=" + HOSTILE, 200),
        ("/?zoek={{7*7}}", 200),
    ],
)
def test_bounds_of_what_may_be_asked(client: FlaskClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert "Traceback" not in answer.get_data(as_text=True)
    assert "<script>alert" not in answer.text
    assert ">49<" not in answer.text


def test_a_new_place_keeps_the_help_that_was_chosen(client: FlaskClient) -> None:
    page = text(client, "/?zoek=qqqqqqqq&hulp=spreekuur")
    assert re.search(r'<button class="knop" type="submit" name="hulp" value="spreekuur">Zoek</button>', page)
    assert page.count('<span class="gekozen">(gekozen)</span>') == 1
    assert 'type="submit">Zoek</button>' in text(client, "/?zoek=qqqqqqqq"), "nothing was chosen yet"


def test_what_else_was_asked_stands_in_the_sentence_and_above_the_form() -> None:
    data = map_data()
    services = tuple(replace(one, cost="gratis", languages=("Turks",)) for one in data.inventory.services)
    told = of_map(replace(data, inventory=replace(data.inventory, services=services)))
    page = text(told, "/?zoek=7511&hulp=spreekuur&taal=turks&gratis=ja")
    assert "met hulp bij belasting of toeslagen (in het Turks en gratis) binnen" in heading(page)
    assert "Gekozen: in het Turks, gratis" in page
    none = text(told, "/?zoek=7511&hulp=spreekuur&drempelvrij=ja")
    assert heading(none) == "We weten geen plek met hulp bij belasting of toeslagen (zonder drempel)."


def test_a_place_that_only_says_no_is_not_counted_as_help() -> None:
    """Everybody at the nearest place says no to one kind of help; of the other kinds nobody spoke."""
    plekken = [
        Plek("Nee", 257_800, 471_200, "GM0153", Presence.NO),
        Plek("Stil", 257_900, 471_200, "GM0153", None),
        Plek("Ja", 260_800, 471_200, "GM0153"),
    ]
    page = text(of_map(map_of(plekken, ["GM0153"])), "/?zoek=Enschede&hulp=alle")
    assert heading(page).startswith("Er is 1 plek met hulp")
    assert names(page)[0] == "Ja"
    assert set(names(page)[1:]) == {"Nee", "Stil"}
    assert "Bij 2 plekken in deze lijst weten we niet of er hulp is. Die staan onderaan." in page
    assert "Niet hier: Spreekuur belasting en toeslagen. Van andere hulp weten we het niet." in page
    assert "We weten niet welke hulp hier is." in page


def test_a_place_keeps_its_own_name_and_says_who_is_there() -> None:
    data = map_of([Plek("Stichting", 257_800, 471_200, "GM0153")], ["GM0153"])
    (there,) = data.inventory.locations
    named = replace(data.inventory, locations=(replace(there, name="Buurthuis De Hoek"),))
    page = text(of_map(replace(data, inventory=named)), "/?hulp=alle")
    assert names(page) == ["Buurthuis De Hoek"]
    assert "Hier zit: Stichting" in page


def test_who_must_ask_first_can_do_so() -> None:
    data = map_of([Plek("Stil", 257_800, 471_200, "GM0153")], ["GM0153"])
    told = tuple(replace(one, website="https://stil.voorbeeld.nl") for one in data.inventory.listings)
    with_site = of_map(replace(data, inventory=replace(data.inventory, listings=told)))
    assert 'href="https://stil.voorbeeld.nl"' in text(with_site, "/?hulp=alle")
    assert 'href="/contact">Vraag het ons</a>' in text(of_map(data), "/?hulp=alle"), "else who made the map"


def test_where_only_the_hours_of_the_building_are_known_those_are_told() -> None:
    data = map_of([Plek("Stil", 257_800, 471_200, "GM0153")], ["GM0153"])
    (there,) = data.inventory.locations
    open_ = replace(data.inventory, locations=(replace(there, opening_hours=Schedule(text="ma-vr 9-17")),))
    page = text(of_map(replace(data, inventory=open_)), "/?hulp=alle")
    assert "van 9.00 tot 17.00 uur. Vraag of deze hulp er dan ook is." in page


def test_a_part_of_the_day_that_does_not_count_is_said(client: FlaskClient) -> None:
    said = "Het deel van de dag telt dan niet mee."
    assert said in text(client, "/?hulp=alle&wanneer=nu&deel=avond")
    assert said not in text(client, "/?hulp=alle&wanneer=vandaag&deel=avond")


def test_a_part_of_the_day_that_is_over_leads_to_that_of_tomorrow(client: FlaskClient) -> None:
    page = text(client, "/?hulp=spreekuur&wanneer=vandaag&deel=ochtend")
    assert heading(page) == "Dit deel van de dag is al voorbij."
    assert re.search(r'wanneer=dag&amp;deel=ochtend&amp;dag=2026-11-24">Laat zien', page)
    assert "Laat zien wat op dinsdag 24 november in de ochtend open is" in page


def test_the_link_to_print_says_how_many_and_stands_on_the_first_page_alone(utrecht: MapData) -> None:
    two = [Plek(name, 257_800, 471_200, "GM0153") for name in ("Een", "Twee")]
    assert "Print de 2 dichtste plekken" in text(of_map(map_of(two, ["GM0153"])), "/?zoek=Enschede&hulp=alle")
    assert "dichtste plekken</a>" not in text(of_map(utrecht), "/?zoek=Utrecht&hulp=alle&pagina=2")


def test_places_farther_away_than_the_heading_tells_are_counted() -> None:
    """Three within a kilometre of the middle of Enschede, one some ten kilometres off."""
    near = [Plek(name, 257_800, 471_200, "GM0153") for name in ("Een", "Twee", "Drie")]
    page = text(
        of_map(map_of([*near, Plek("Ver", 247_800, 471_200, "GM0153")], ["GM0153"])), "/?zoek=Enschede"
    )
    assert heading(page).startswith("Er zijn 3 plekken met hulp binnen")
    assert "Verder weg is nog 1 plek." in page


def test_an_address_is_asked_for_only_where_one_can_be_found(client: FlaskClient) -> None:
    page = text(client, "/")
    assert '<label class="vraag" for="zoek">Uw postcode of plaats</label>' in page
    with_pdok = create_app(map_data(), Settings(tiles_url="", visitors_pdok=True), clock=lambda: MONDAY)
    assert "Uw postcode, plaats of adres" in text(with_pdok.test_client(), "/")


def test_a_printed_list_says_of_when_it_is(client: FlaskClient) -> None:
    page = text(client, "/?hulp=alle")
    assert '<p class="stand-van">Stand van maandag 23 november, 14.30 uur.</p>' in page
