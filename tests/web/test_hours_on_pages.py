"""Hours as a visitor sees them, on the maps that ship, at moments that were worked out by hand from their sheets."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from html import unescape

import pytest
from flask.testing import FlaskClient

from sociale_kaart.config import Settings
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.readhours import read_hours
from sociale_kaart.hours.schedule import AMSTERDAM
from sociale_kaart.web.app import create_app
from tests.web.smallmap import map_data


def at(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=AMSTERDAM)


MONDAY = at(2026, 11, 23, 14, 30)  # ISO week 48; the fourth Monday
FIRST_MONDAY = at(2026, 12, 7, 14, 30)
NIGHT = at(2026, 11, 24, 3, 0)
PINKSTEREN = at(2026, 5, 25, 14, 30)  # Tweede Pinksterdag, a Monday
NEW_YEAR_S_EVE = at(2026, 12, 31, 10, 30)  # a Thursday in the Christmas holiday


def client_at(data: MapData, moment: datetime) -> FlaskClient:
    return create_app(data, Settings(tiles_url=""), clock=lambda: moment).test_client()


def page(data: MapData, moment: datetime, address: str) -> str:
    answer = client_at(data, moment).get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.text)


def heading(text: str) -> str:
    found = re.search(r'<h1 id="gevonden"[^>]*>(.*?)</h1>', text)
    assert found
    return re.sub(r"<.*?>", "", found[1])


def listed(text: str) -> list[str]:
    return re.findall(r'<li class="plek" data-id="(\w+)"', text)


def all_listed(client: FlaskClient, address: str) -> list[str]:
    """Of every page of a list, ten at a time."""
    text = client.get(address).text
    found = listed(text)
    following = re.search(r'rel="next" href="([^"#]+)#lijst"', text)
    return found + (all_listed(client, unescape(following[1])) if following else [])


# Spreekuren without an appointment: "maandag 13.00-15.00 uur en donderdag 10.00-12.00 uur" (one place), "1e
# maandag van de maand 13.30-15.30 uur", "1e en 3e maandag van de maand 14.00-16.00 uur", "maandag t/m
# donderdag 9.00-12.00 uur", "donderdag 10.00-12.00 uur, niet in de schoolvakanties". None speaks of public
# holidays. And the informatiepunt is there as long as its building is open: "maandag t/m vrijdag 9.30-17.30
# uur, zaterdag 10.00-14.00 uur, gesloten op feestdagen", "maandag t/m zaterdag 10.00-20.00 uur, zondag
# 12.00-17.00 uur" (the first place again), "dinsdag, woensdag en donderdag 10.00-17.00 uur, vrijdag
# 13.00-20.00 uur" (the place of the first Mondays again).
@pytest.mark.parametrize(
    ("moment", "says"),
    [
        (MONDAY, "Er zijn 2 plekken met hulp die nu open zijn."),
        (FIRST_MONDAY, "Er zijn 4 plekken met hulp die nu open zijn."),
        (NIGHT, "We weten geen plek met hulp die nu open is."),
        (PINKSTEREN, "We weten geen plek met hulp die nu open is."),
        (NEW_YEAR_S_EVE, "Er zijn 4 plekken met hulp die nu open zijn."),
    ],
)
def test_what_is_open_now_in_the_example(utrecht: MapData, moment: datetime, says: str) -> None:
    assert heading(page(utrecht, moment, "/?wanneer=nu")) == says


# M-Pact: Maandag, dinsdag, donderdag 10.00-15.00; at the same address the Huis voor Taal: maandag en woensdag
# 13.30-17.00, dinsdag en donderdag 9.30-12.00. Of no other place are the hours known.
@pytest.mark.parametrize(
    ("moment", "says", "unknown"),
    [
        (MONDAY, "Er is 1 plek met hulp die nu open is.", 37),
        (NIGHT, "We weten geen plek met hulp die nu open is.", 37),
        (PINKSTEREN, "We weten geen plek met hulp die nu open is.", 38),
        (NEW_YEAR_S_EVE, "Er is 1 plek met hulp die nu open is.", 37),
    ],
)
def test_what_is_open_now_in_overijssel(
    overijssel: MapData, moment: datetime, says: str, unknown: int
) -> None:
    text = page(overijssel, moment, "/?wanneer=nu")
    assert heading(text) == says
    assert f"Van {unknown} andere plekken weten we niet of die passen bij wat u koos." in text


def test_on_a_holiday_of_which_nobody_speaks_a_desk_is_unknown_and_the_card_says_why(
    overijssel: MapData,
) -> None:
    text = page(overijssel, PINKSTEREN, "/?zoek=Pijpenstraat+15,+7511+GM+Enschede&wanneer=nu&ook=onbekend")
    assert "Het is nu maandag 25 mei (Tweede Pinksterdag), 14.30 uur." in text
    assert text.count("Tweede Pinksterdag: niet bekend of het spreekuur doorgaat.") == 2
    assert "Nu open" not in re.sub(r"<(form|ul).*?</\1>", "", text)


def test_a_school_holiday_closes_what_says_so_and_nothing_else(utrecht: MapData) -> None:
    client = client_at(utrecht, NEW_YEAR_S_EVE)
    text = "".join(client.get(f"/?hulp=alle&pagina={number}").text for number in (1, 2, 3))
    assert "Gesloten in de kerstvakantie." in text
    assert text.count("Nu open, tot 12.00 uur.") == 2


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("wanneer=vandaag", "die vandaag open zijn."),
        ("wanneer=vandaag&deel=avond", "Er is 1 plek met hulp die vandaag in de avond open is."),
        ("wanneer=vandaag&deel=ochtend", "Dit deel van de dag is al voorbij."),
        ("wanneer=week", "die deze week open zijn."),
        ("wanneer=dag&dag=2026-11-24", "die op dinsdag 24 november open zijn."),
        ("dag=24-11-2026&deel=ochtend", "die op dinsdag 24 november in de ochtend open zijn."),
        ("wanneer=onbekend", "plekken met hulp weten we de tijden niet."),
        ("wanneer=dag", "Er zijn 21 plekken met hulp."),
    ],
)
def test_one_sentence_says_what_was_found(utrecht: MapData, asked: str, says: str) -> None:
    assert heading(page(utrecht, MONDAY, f"/?{asked}")).endswith(says)


def test_a_choice_without_its_day_asks_for_it_and_hides_nothing(utrecht: MapData) -> None:
    text = page(utrecht, MONDAY, "/?wanneer=dag")
    assert "U koos een dag, maar vulde niet in welke." in text
    assert len(all_listed(client_at(utrecht, MONDAY), "/?wanneer=dag")) == 25


@pytest.mark.parametrize(
    "when", ["wanneer=nu", "wanneer=vandaag", "wanneer=week", "wanneer=dag&dag=2026-12-26"]
)
@pytest.mark.parametrize("kind", ["", "&pijler=spreekuur", "&pijler=computer"])
def test_unknown_counts_as_neither_open_nor_closed(utrecht: MapData, when: str, kind: str) -> None:
    """What is open, what is unknown and what is closed are together all that was asked about, and never overlap."""
    client = client_at(utrecht, MONDAY)
    open_ = all_listed(client, f"/?{when}{kind}")
    with_unknown = all_listed(client, f"/?{when}{kind}&ook=onbekend")
    states = client.get(f"/api/stand.json?{when}{kind}&ook=onbekend").get_json()["states"]
    assert set(open_) <= set(with_unknown)
    assert states.count("o") == len(open_)
    assert states.count("u") == len(with_unknown) - len(open_)
    assert "c" not in states
    said = re.search(r"Van (\d+) andere plek(ken)? weten we niet of", client.get(f"/?{when}{kind}").text)
    assert (int(said[1]) if said else 0) == states.count("u")


def test_the_filters_go_together_and_every_link_keeps_the_others(utrecht: MapData) -> None:
    text = page(utrecht, FIRST_MONDAY, "/?zoek=Utrecht&pijler=spreekuur&wanneer=nu")
    assert heading(text).startswith("Er zijn 3 plekken met Spreekuur belasting en toeslagen binnen ")
    assert heading(text).endswith(" km van Utrecht die nu open zijn.")
    assert 'href="/?zoek=Utrecht&amp;pijler=spreekuur">Wis deze keuzes' in text
    assert (
        'href="/?zoek=Utrecht&amp;pijler=spreekuur&amp;afspraak=nodig">Laat plekken met een afspraak' in text
    )
    assert 'value="nu" checked' in text
    assert 'data-stand="/api/stand.json?pijler=spreekuur&amp;wanneer=nu"' in text


def test_the_unknown_are_one_link_away(utrecht: MapData) -> None:
    client = client_at(utrecht, MONDAY)
    link = re.search(r'href="([^"]+)">Laat ook die plekken zien', client.get("/?wanneer=nu").text)
    assert link
    text = client.get(link[1].replace("&amp;", "&")).text
    assert heading(text) == "Er zijn 2 plekken met hulp die nu open zijn."
    unsure = len(all_listed(client, unescape(link[1]))) - 2
    assert unsure > 0
    assert f"Bij {unsure} plekken in deze lijst weten we het niet zeker." in text


def test_an_appointment_is_not_open_and_the_page_says_that_these_are_left_out(utrecht: MapData) -> None:
    """Cursus: "maandag 13.30-15.30 uur", aanmelden nodig."""
    text = page(utrecht, MONDAY, "/?wanneer=nu&pijler=training")
    assert heading(text) == "We weten geen plek met Cursus digitale vaardigheden die nu open is."
    assert re.search(r"Op deze kaart staan nog \d+ plekken waar u een afspraak moet maken.", text)


def test_a_place_says_its_hours_in_a_sentence_the_next_five_times_and_since_when_that_is_known(
    utrecht: MapData,
) -> None:
    """Spreekuur at De Kastanje in Amersfoort: "maandag 13.00-15.00 uur en donderdag 10.00-12.00 uur"."""
    (offer,) = (
        one
        for one in utrecht.inventory.offers
        if one.schedule and one.schedule.text.startswith("maandag 13.00-15.00 uur en donderdag")
    )
    text = page(utrecht, MONDAY, f"/plek/{offer.location_id}")
    assert "Nu open, tot 15.00 uur." in text
    assert "Elke maandag van 13.00 tot 15.00 uur. Elke donderdag van 10.00 tot 12.00 uur." in text
    (its_own,) = (
        one for one in text.split('<div class="uren">') if "Elke donderdag van 10.00 tot 12.00" in one
    )
    times = re.findall(r'<time datetime="([^"]+)">', its_own)
    expected = [
        "2026-11-23T13:00",
        "2026-11-26T10:00",
        "2026-11-30T13:00",
        "2026-12-03T10:00",
        "2026-12-07T13:00",
    ]
    assert times == [f"{day}+01:00" for day in expected]
    assert "Tijden bekeken op " in its_own
    assert f'href="/plek/{listing_of(utrecht, offer.id)}/agenda.ics"' in text


def test_a_next_time_on_a_holiday_is_not_sure_and_says_which(overijssel: MapData) -> None:
    """M-Pact: maandag, dinsdag, donderdag 10.00-15.00, on the Friday before Pinksteren."""
    text = page(overijssel, at(2026, 5, 22, 12), f"/plek/{m_pact(overijssel)}")
    assert "maandag 25 mei, 10.00 tot 15.00 uur, niet zeker (Tweede Pinksterdag)" in text
    assert "dinsdag 26 mei, 10.00 tot 15.00 uur<" in text


def m_pact(data: MapData) -> str:
    return next(one.location_id for one in data.inventory.listings if one.name.startswith("M-Pact"))


def listing_of(data: MapData, offer_id: str) -> str:
    offer = next(one for one in data.inventory.offers if one.id == offer_id)
    return next(
        one.id
        for one in data.inventory.listings
        if (one.organisation_id, one.location_id) == (offer.organisation_id, offer.location_id)
    )


def written_as(data: MapData, text: str, otherwise: str) -> MapData:
    """The same map, where somebody had written one text otherwise."""
    offers = tuple(
        replace(one, schedule=replace(one.schedule, text=otherwise))
        if one.schedule and one.schedule.text == text
        else one
        for one in data.inventory.offers
    )
    inventory = replace(data.inventory, offers=offers)
    return replace(data, inventory=inventory, hours=tuple(read_hours(inventory, data.config.hours)))


def test_what_was_not_completely_understood_stands_there_as_it_was_written(client: FlaskClient) -> None:
    """On the small map: "di " and something that no coordinator would write, which stays text."""
    written = "di &lt;script&gt;alert(1)&lt;/script&gt;"
    for address in ("/?hulp=alle", "/plek/l-evil"):
        text = client.get(address).text
        assert f'Zo staat het in de bron: “<span class="tijden">{written}</span>”' in text
    assert "De volgende" not in text, "of hours that were not understood no date is given"
    assert "agenda.ics" not in text, "nor a calendar"


def test_what_was_understood_can_be_read_as_it_was_written_with_its_day(settings: Settings) -> None:
    """For whoever doubts our sentence; on the page of the place alone."""
    client = with_hours_of_the_library("di 10-12 & do 10-12", settings)
    text = client.get("/plek/l-bieb").text
    found = re.findall(r'<details class="bron-tekst"><summary>(.*?)</summary>(.*?)</details>', text)
    assert (
        found.count(
            (
                "Zo staat het in de bron",
                ' “<span class="tijden">di 10-12 &amp; do 10-12</span>” (2 oktober 2026)',
            )
        )
        == 1
    )
    assert "Elke dinsdag en donderdag van 10.00 tot 12.00 uur." in text
    assert "di 10-12 &amp; do 10-12" not in client.get("/?hulp=alle").text


def test_of_a_text_without_times_it_is_said_that_they_are_not_known(settings: Settings) -> None:
    text = with_hours_of_the_library("flexibel", settings).get("/plek/l-bieb").text
    assert '<p class="zin">De tijden zijn niet bekend.</p>' in text
    assert "flexibel" in text


def with_hours_of_the_library(text: str, settings: Settings) -> FlaskClient:
    """The small map, where the library's desk has these hours."""
    data = map_data()
    listings = tuple(
        replace(one, schedule=replace(one.schedule, text=text))
        if one.id == "l-bieb-org-bibliotheek" and one.schedule
        else one
        for one in data.inventory.listings
    )
    inventory = replace(data.inventory, listings=listings)
    hours = tuple(read_hours(inventory, data.config.hours))
    return create_app(map_data(inventory=inventory, hours=hours), settings).test_client()


def test_every_card_has_a_state_in_words_beside_its_sign(utrecht: MapData) -> None:
    text = page(utrecht, MONDAY, "/?zoek=Utrecht")
    signs = re.findall(r'<span class="bol bol-\w+" aria-hidden="true">.</span> <span>(.*?)</span>', text)
    assert len(signs) >= 10
    assert all(len(words) > 10 for words in signs)


@pytest.mark.parametrize("day", ["1970-01-01", "2027-10-01", "2200-12-31"])
def test_the_first_and_last_day_that_are_reckoned_have_a_page(utrecht: MapData, day: str) -> None:
    client = client_at(utrecht, MONDAY)
    assert client.get(f"/?wanneer=dag&dag={day}&deel=avond&ook=onbekend").status_code == 200


@pytest.mark.parametrize("year", [1971, 2150])
def test_a_server_whose_clock_is_far_off_still_answers(utrecht: MapData, year: int) -> None:
    for address in ("/", "/?wanneer=week", "/api/stand.json"):
        assert client_at(utrecht, at(year, 6, 1, 12)).get(address).status_code == 200


def test_the_state_on_the_map_is_that_of_the_moment_and_is_kept_no_longer(utrecht: MapData) -> None:
    moment = at(2026, 11, 23, 14, 59).replace(second=48)
    answer = client_at(utrecht, moment).get("/api/stand.json?pijler=spreekuur")
    assert answer.headers["Cache-Control"] == "max-age=12"
    content = answer.get_json()
    points = client_at(utrecht, moment).get("/api/punten.json").get_json()
    assert len(content["states"]) == len(points["id"])
    assert content["at"] == "2026-11-23T14:59+01:00"
    assert content["states"].count("o") == 1
    later = client_at(utrecht, at(2026, 11, 23, 15, 0)).get("/api/stand.json?pijler=spreekuur").get_json()
    assert later["states"].count("o") == 0, "the consultation hour ends at three"


def test_pages_that_say_what_is_open_are_never_kept_and_the_points_that_do_not_are(utrecht: MapData) -> None:
    client = client_at(utrecht, MONDAY)
    for address in ("/", "/?wanneer=nu", f"/plek/{utrecht.inventory.locations[0].id}"):
        assert client.get(address).headers["Cache-Control"] == "no-cache"
    assert client.get("/?zoek=Utrecht&wanneer=nu").headers["Cache-Control"] == "no-store"
    first = client.get("/api/punten.json")
    other = client_at(utrecht, NIGHT).get(
        "/api/punten.json", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert other.status_code == 304, "nothing in it depends on the moment"
