"""The dashboard as a reader without a script gets it, and the two files beside it."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import xml.etree.ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sociale_kaart.config import Settings
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.web.app import create_app
from sociale_kaart.web.dekking import figures as reckoned
from sociale_kaart.web.dekking.choices import LIMITS_KM
from sociale_kaart.web.dekking.measures import MEASURES
from tests.web.smallmap import BORNE, ENSCHEDE, HENGELO, ZWOLLE, config, map_data

GRAVEST = [
    "zeker een gat",
    "gat",
    "geen plek, buren onbekend",
    "bij de buren",
    "onbekend",
    "bij de buren, zelf onbekend",
    "ja, in de gemeente zelf",
]


@pytest.fixture(scope="module")
def example(utrecht: MapData) -> FlaskClient:
    return create_app(utrecht, Settings(tiles_url="")).test_client()


def text(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.text


def fills(page: str) -> dict[str, str]:
    drawing = re.search(r"<svg viewBox[^>]*data-tekening>.*?</svg>", page, re.DOTALL)
    assert drawing
    links = ET.fromstring(
        drawing[0].replace(" data-tekening>", ">").replace("data-vlakken>", ">").replace(" data-over>", ">")
    )
    return {link.get("data-code", ""): link.findall("path")[0].get("class", "") for link in links.iter("a")}


def rows(page: str) -> list[list[str]]:
    body = page.partition("data-tabel")[2].partition("<tbody>")[2].partition("</tbody>")[0]
    return [
        [html.unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"<t[hd][ >].*?</t[hd]>", row)]
        for row in re.findall(r"<tr .*?</tr>", body)
    ]


def headings(page: str) -> list[str]:
    head = page.partition("data-tabel")[2].partition("<tbody>")[0]
    return [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<th .*?</th>", head)]


def test_map_table_and_legend_show_the_same_view(example: FlaskClient) -> None:
    page = text(example, "/dekking")
    css_of = {
        "ja, in de gemeente zelf": "vlak-4",
        "bij de buren": "vlak-2",
        "bij de buren, zelf onbekend": "vlak-buren",
        "gat": "vlak-geen",
        "geen plek, buren onbekend": "vlak-misschien",
        "onbekend": "vlak-onbekend",
    }
    shown = fills(page)
    table = {line[0]: line[1] for line in rows(page)}
    names = dict(re.findall(r'href="/dekking/(GM\d{4})">([^<]+)</a></th>', page))
    assert len(table) == len(shown) == 26
    for code, css in shown.items():
        assert css == f"land {css_of[table[html.unescape(names[code])]]}", code
    for words, css in css_of.items():
        count = sum(1 for one in table.values() if one == words)
        swatch = re.search(rf'<rect class="land {css}".*?<span class="uitleg">\((\d+) gemeenten?\)', page)
        assert (int(swatch[1]) if swatch else 0) == count, words


def test_the_gravest_come_first_and_every_column_sorts_both_ways(example: FlaskClient) -> None:
    page = text(example, "/dekking")
    labels = [line[1] for line in rows(page)]
    assert labels == sorted(labels, key=GRAVEST.index)
    assert 'aria-sort="ascending"' in page
    up, down = (rows(text(example, f"/dekking?sorteer={one}")) for one in ("inwoners", "-inwoners"))
    numbers = [int(line[-1].replace(".", "")) for line in up]
    assert numbers == sorted(numbers)
    assert [line[0] for line in down] == [line[0] for line in reversed(up)]
    assert 'href="/dekking?sorteer=-inwoners#tabel"' in text(example, "/dekking?sorteer=inwoners")


def test_what_is_not_known_comes_last_either_way(example: FlaskClient) -> None:
    column = headings(text(example, "/dekking")).index("Plekken")
    for order in ("plekken", "-plekken"):
        places = [line[column] for line in rows(text(example, f"/dekking?sorteer={order}"))]
        known = places[: places.index("–")]
        assert "–" not in known
        assert set(places[len(known) :]) == {"–"}


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_has_a_page_with_its_column_and_classes(example: FlaskClient, measure: str) -> None:
    page = text(example, f"/dekking?maat={measure}&moment=dinsdagavond&groep=65plus&binnen=2")
    assert MEASURES[measure].title.replace("%(km)s", "2") in headings(page)
    assert f'<option value="{measure}" selected>' in page
    assert len(fills(page)) == 26


def test_the_form_keeps_the_kind_of_help_without_a_script(example: FlaskClient) -> None:
    assert '<input type="hidden" name="pijler" value="spreekuur">' in text(
        example, "/dekking?pijler=spreekuur"
    )
    form = text(example, "/dekking").partition("<form")[2].partition("</form>")[0]
    assert 'method="get"' in form
    assert '<button class="knop" type="submit">' in form
    assert '<input type="hidden" name="sorteer" value="-inwoners">' in text(
        example, "/dekking?sorteer=-inwoners"
    )


@pytest.mark.parametrize(
    ("sent", "short"),
    [
        ("maat=plek&groep=iedereen&binnen=5&moment=altijd&datum=", ""),
        ("pijler=spreekuur&maat=&groep=&moment=&datum=&binnen=", "?pijler=spreekuur"),
        (
            "sorteer=inwoners&pijler=spreekuur&maat=bereik&groep=iedereen&binnen=5&moment=dinsdag&datum=",
            "?pijler=spreekuur&maat=bereik&moment=dinsdag&sorteer=inwoners",
        ),
        (
            "maat=plek&groep=iedereen&binnen=5&moment=dinsdagavond&datum=2026-11-24",
            "?moment=avond&datum=2026-11-24",
        ),
    ],
)
def test_a_form_without_a_script_leads_to_the_short_address(
    example: FlaskClient, sent: str, short: str
) -> None:
    """A browser without scripts sends every field."""
    answer = example.get(f"/dekking?{sent}")
    assert (answer.status_code, answer.location) == (302, f"/dekking{short}")
    assert example.get(answer.location).status_code == 200


def test_the_page_of_a_gemeente_leads_back_to_the_view_that_somebody_came_from(example: FlaskClient) -> None:
    query = "pijler=spreekuur&amp;moment=dinsdagavond&amp;sorteer=-inwoners"
    page = text(example, f"/dekking?{html.unescape(query)}")
    assert page.count(f'href="/dekking/GM0355?{query}"') == 2, "on the map and in the table"
    there = text(example, f"/dekking/GM0355?{html.unescape(query)}")
    assert f'<a href="/dekking?{query}" data-weg-terug>' in there
    assert '<a href="/dekking" data-weg-terug>' in text(example, "/dekking/GM0355")
    embedded = text(example, "/ingesloten/dekking?pijler=spreekuur&moment=dinsdagavond")
    assert 'href="/dekking/GM0355?pijler=spreekuur&amp;moment=dinsdagavond"' in embedded


def test_at_a_moment_the_column_of_the_unknown_is_about_when_places_are_open(example: FlaskClient) -> None:
    assert "Bron zegt: onbekend" in headings(text(example, "/dekking"))
    page = text(example, "/dekking?pijler=spreekuur&moment=dinsdagavond")
    assert "Dan open: onbekend" in headings(page)
    number = headings(page).index("Dan open: onbekend")
    assert {line[0]: line[number] for line in rows(page)}["Amersfoort"] == "1", "a place without hours"


def test_the_json_beside_the_table_is_of_the_same_view(example: FlaskClient) -> None:
    page = text(example, "/dekking?pijler=spreekuur&moment=avond&datum=2026-11-24")
    assert 'href="/api/dekking/spreekuur/2026-11-24-avond.json" data-json' in page


def test_a_target_counts_what_is_known(client: FlaskClient) -> None:
    page = text(client, "/dekking?pijler=spreekuur")
    assert "Doel: 150 plekken op 31 december 2018. Nu bekend: 9 van de 150." in page, (
        "as many as the map holds"
    )
    assert "<meter" not in page, "a day that has passed is nothing to measure against"


def test_a_target_to_come_has_a_meter(settings: Settings) -> None:
    targets = [{"pillar": "spreekuur", "count": 20, "by": "2027-12-31"}]
    client = create_app(map_data(config=config(targets=targets)), settings).test_client()
    meter = '<meter min="0" max="20" value="9" aria-label="Hoe ver het doel is">'
    assert meter in text(client, "/dekking?pijler=spreekuur")


def test_the_targets_and_the_curve_are_those_of_the_kind_of_help_on_the_map(example: FlaskClient) -> None:
    page = text(example, "/dekking?pijler=spreekuur")
    shown = re.findall(r'<section class="doelen" data-verloop="([a-z]+)">', page)
    assert shown == ["spreekuur"]
    section = page.partition('data-verloop="spreekuur">')[2].partition("</section>")[0]
    assert section.count('class="verloop-doel"') == 3
    assert "Dit doel is gehaald." in section
    table = section.partition("<table")[2].partition("</table>")[0]
    assert "1 januari 2026" in table


def test_on_whose_word_a_list_is_complete_is_said(settings: Settings) -> None:
    part = {
        "pillar": "computer",
        "gemeenten": ["Borne"],
        "declared_by": "de coördinator",
        "as_of": "2026-10-01",
    }
    client = create_app(map_data(config=config(completeness=[part])), settings).test_client()
    page = text(client, "/dekking?pijler=computer")
    assert "de coördinator (1 oktober 2026) zegt dat de lijst volledig is in 1 gemeente." in page


def test_what_a_coordinator_wrote_is_text(settings: Settings) -> None:
    hostile = "<img src=x onerror=alert(1)></script>"
    pillars = [
        {"id": "computer", "name": hostile},
        {"id": "training", "name": "B"},
        {"id": "spreekuur", "name": "C"},
    ]
    client = create_app(map_data(config=config(pillars=pillars)), settings).test_client()
    page = text(client, "/dekking")
    assert "<img" not in page
    words = re.search(r"<script type=\"application/json\" data-woorden>(.*?)</script>", page, re.DOTALL)
    assert words
    assert json.loads(words[1])["pillars"]["computer"] == hostile


def test_the_table_as_csv_has_the_view_and_its_order(example: FlaskClient) -> None:
    page = text(example, "/dekking?maat=toegang&sorteer=-afstand&groep=65plus")
    link = re.search(r'<a href="([^"]+)" data-neem-mee', page)
    assert link
    answer = example.get(html.unescape(link[1]) + "&sorteer=-afstand")
    assert answer.mimetype == "text/csv"
    lines = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert [line["area_name"] for line in lines] == [line[0] for line in rows(page)]
    assert {line["group"] for line in lines} == {"65+"}
    assert {"gemeentecode", "reach", "gap_robust", "access_2sfca", "mean_distance_m", "known_on"} <= lines[
        0
    ].keys()
    assert {line["reach"] for line in lines} <= {"own", "neighbour", "gap", "unknown"}


def test_the_csv_says_in_a_word_that_nobody_knows_of_the_neighbours(example: FlaskClient) -> None:
    page = text(example, "/dekking?binnen=2")
    told = {line[0]: line[1] for line in rows(page)}
    content = example.get("/dekking.csv?binnen=2").data.decode("utf-8-sig")
    reach = {line["area_name"]: line["reach"] for line in csv.DictReader(io.StringIO(content), delimiter=";")}
    nobody = [name for name, said in told.items() if said == "geen plek, buren onbekend"]
    assert nobody
    assert {reach[name] for name in nobody} == {"unknown"}


def test_links_take_along_what_the_other_page_understands(example: FlaskClient) -> None:
    page = text(example, "/dekking?pijler=training&moment=avond")
    assert 'href="/wie-doet-wat?pijler=training" data-neem-pijler' in page


def test_the_document_says_what_the_pages_show(example: FlaskClient) -> None:
    told = json.loads(text(example, "/api/dekking/computer/altijd.json"))
    for km in LIMITS_KM:
        page = text(example, f"/dekking?maat=bereik&binnen={km}")
        column = headings(page).index(f"Deel van de mensen met hulp binnen {km} km")
        shown = {line[0]: line[column] for line in rows(page)}
        values = told["views"][f"iedereen {km}"]["values"]["bereik"]
        names = dict(re.findall(r'href="/dekking/(GM\d{4})[^"]*">([^<]+)</a></th>', page))
        for code, value in zip(told["gemeentecodes"], values, strict=True):
            text_of = shown[html.unescape(names[code])].removeprefix("minstens ")
            assert text_of == ("–" if value is None else f"{value}%")


def test_without_the_extra_the_page_says_what_to_install_and_shows_what_the_map_holds(
    app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reckoned, "can_reckon", lambda: False)
    client = create_app(map_data(), settings).test_client()
    page = text(client, "/dekking")
    assert (
        "pip install &#39;sociale-kaart[coverage]&#39;" in page
        or "pip install 'sociale-kaart[coverage]'" in page
    )
    shown = fills(page)
    assert shown[ENSCHEDE] == shown[HENGELO] == "land vlak-4"
    assert shown[BORNE] == "land vlak-misschien"
    assert shown[ZWOLLE] == "land vlak-onbekend"
    assert page.count("hoogstens 4,3 km") == 4
    assert text(client, "/dekking?maat=dichtheid")
    assert client.get("/api/dekking/computer/altijd.json").get_json()["is_whole"] is False


def test_at_a_cold_server_every_kind_of_help_says_its_gaps(utrecht: MapData) -> None:
    page = text(create_app(utrecht, Settings(tiles_url="")).test_client(), "/dekking?moment=vrijdag")
    said = re.findall(r"data-gaten>([^<]*)</span>", page)
    assert len(said) == len(utrecht.pillars)
    assert all(said)


def test_the_page_says_why_it_begins_with_another_kind_of_help_than_the_first(
    example: FlaskClient, overijssel: MapData
) -> None:
    said = "We beginnen met de eerste soort hulp die ergens is."
    assert said not in text(example, "/dekking")
    page = text(create_app(overijssel, Settings(tiles_url="")).test_client(), "/dekking")
    assert said in page
    assert re.search(r'aria-current="true">Informatie en advies', page)


@pytest.mark.parametrize(
    ("address", "is_shown"),
    [
        ("", False),
        ("?maat=afstand", False),
        ("?groep=65plus", True),
        ("?binnen=2", True),
        ("?moment=avond", True),
    ],
)
def test_a_choice_that_was_made_is_in_sight_on_a_phone_too(
    example: FlaskClient, address: str, is_shown: bool
) -> None:
    page = example.get(f"/dekking{address}").text
    assert ('class="keuzerij is-gekozen"' in page) == is_shown
    assert 'href="#keuzes"' in page
    assert 'id="keuzes"' in page
