"""The page that tells who does what: narrowed, divided and taken along, and never louder than its sources."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from sociale_kaart.config import Settings
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.export.promises import Tally
from sociale_kaart.export.roles import role_rows
from sociale_kaart.model import CoverageStatus, Inventory
from sociale_kaart.web import filesite
from sociale_kaart.web.app import create_app
from sociale_kaart.web.rolelines import Group, Line, count_of, groups_of, page_of
from sociale_kaart.web.roleschoices import Per, RoleChoices
from sociale_kaart.web.wiedoetwat import BAR_WIDTH, bar_of
from tests.web.smallmap import (
    AREA,
    HENGELO,
    HOSTILE,
    PILLARS,
    coverage_row,
    listing,
    location,
    map_data,
    organisation,
)


@pytest.fixture(scope="module")
def example(utrecht: MapData) -> FlaskClient:
    return create_app(utrecht, Settings(tiles_url="")).test_client()


def text(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return re.sub(r"\s+", " ", answer.get_data(as_text=True))


def organisations(page: str) -> list[str]:
    """Names in the first column of the last tables: the organisations, not the library organisations."""
    listed = page[page.index('id="wie"') :]
    rows = re.findall(r'<th scope="row">(.*?)</th>', listed)
    return [re.sub(r"<[^>]+>", "|", one).strip("| ").split("|")[0] for one in rows]


def test_each_promise_says_how_many_keep_it_and_of_how_many_nobody_knows(example: FlaskClient) -> None:
    page = text(example, "/wie-doet-wat?pijler=spreekuur")
    assert "<strong>5 van de 9</strong> bibliotheekorganisaties hebben dit in een eigen gebouw." in page
    assert "Van 4 weten we het niet." in page
    assert "Doel: 20 plekken op 31 december 2027. Nu bekend: 16. <strong>Die dag komt nog.</strong>" in page
    assert page.count('class="belofte"') == 1, "only the kind of help that was asked for"


def test_where_nothing_is_promised_the_page_does_not_say_so(overijssel: MapData) -> None:
    page = text(create_app(overijssel, Settings(tiles_url="")).test_client(), "/wie-doet-wat")
    assert "beloofd" not in page
    assert "bibliotheekorganisatie" not in page, "five branches, of which nobody told who is behind them"
    assert "Van <strong>geen van de 25</strong> gemeenten weten we of er een plek is." in page
    assert "<strong>0 van de 25</strong>" not in page
    assert "Hoeveel er is van elke soort hulp" in page


@pytest.mark.parametrize(
    ("covered", "of", "said"),
    [
        (1, 4, "<strong>1 van de 4</strong> gemeenten heeft minstens één plek. Van 3 weten we het niet."),
        (2, 4, "<strong>2 van de 4</strong> gemeenten hebben minstens één plek. Van 2 weten we het niet."),
        (0, 4, "Van <strong>geen van de 4</strong> gemeenten weten we of er een plek is."),
        (1, 1, "<strong>1 van de 1</strong> gemeente heeft minstens één plek."),
        (0, 1, "Van <strong>de enige</strong> gemeente weten we niet of er een plek is."),
    ],
)
def test_one_gemeente_has_and_several_have(settings: Settings, covered: int, of: int, said: str) -> None:
    rows = tuple(
        coverage_row(code, "computer", CoverageStatus.COVERED if at < covered else CoverageStatus.UNKNOWN)
        for at, code in enumerate(AREA[:of])
    )
    data = map_data(gemeentecodes=AREA[:of], coverage=rows)
    assert said in text(create_app(data, settings).test_client(), "/wie-doet-wat?pijler=computer")


def test_every_organisation_is_there_once_with_its_roles_and_the_day_it_was_checked(
    example: FlaskClient, utrecht: MapData
) -> None:
    page = text(example, "/wie-doet-wat")
    assert sorted(organisations(page)) == sorted(one.name for one in utrecht.inventory.organisations)
    row = page[page.index("Voorbeeld Formulierenhulp Maanweg") :].split("</tr>")[0]
    assert "Helpt, 2 plekken" in row
    assert "06-03-2025" in row, "its oldest offer"
    assert "Coördineert: " in page, "what belongs to no pillar is told all the same"


def test_the_list_is_narrowed_by_each_choice_and_by_all_together(example: FlaskClient) -> None:
    assert organisations(text(example, "/wie-doet-wat?gemeente=GM0632&soort=bibliotheek")) == [
        "Voorbeeldbibliotheek De Eik"
    ]
    trainers = organisations(text(example, "/wie-doet-wat?pijler=training&soort=partner"))
    assert trainers == ["Voorbeeldorganisatie Digitaal op Weg"]
    assert "Onze bronnen noemen hier niemand." in text(example, "/wie-doet-wat?soort=overheid&per=gemeente")


def test_per_library_organisation_its_partners_stand_under_it(example: FlaskClient) -> None:
    page = text(example, "/wie-doet-wat?per=bibliotheek&pijler=spreekuur")
    eik = page[page.rindex("Voorbeeldbibliotheek De Eik</h3>") :].split("<h3")[0]
    assert "Voorbeeldorganisatie Raad en Regel, afdeling West" in eik
    assert "Voorbeeldorganisatie Toeslagenhulp" not in eik


def test_per_gemeente_those_without_anybody_are_named_too(example: FlaskClient, utrecht: MapData) -> None:
    page = text(example, "/wie-doet-wat?per=gemeente")
    assert page.count("<h3 id=") >= len(utrecht.gemeentecodes)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("pijler=koken", 400),
        ("gemeente=GM0001", 400),
        ("soort=bedrijf", 400),
        ("bibliotheek=nergens", 400),
        ("per=dag", 400),
        ("bladzijde=00000", 400),
        ("bladzijde=twee", 400),
        ("bladzijde=99", 404),
    ],
)
def test_what_is_not_on_this_map_is_refused_with_a_sentence(
    client: FlaskClient, query: str, status: int
) -> None:
    answer = client.get(f"/wie-doet-wat?{query}")
    assert answer.status_code == status
    assert query.partition("=")[2] not in answer.get_data(as_text=True).partition("<main")[2]


@pytest.mark.parametrize(
    ("refused", "again"),
    [
        ("/wie-doet-wat?per=dag", "/wie-doet-wat"),
        ("/en/wie-doet-wat?per=dag", "/en/wie-doet-wat"),
        ("/wie-doet-wat.csv?per=dag", "/wie-doet-wat"),
        ("/dekking/GM9999", "/dekking"),
        ("/dekking?pijler=koken", "/dekking"),
        ("/dekking/wat-als?pijler=koken", "/dekking/wat-als"),
    ],
)
def test_whoever_is_refused_can_choose_again(client: FlaskClient, refused: str, again: str) -> None:
    answer = client.get(refused)
    assert answer.status_code in (400, 404)
    assert f'<a class="knop" href="{again}">' in answer.text


def test_defaults_are_left_out_of_addresses() -> None:
    assert RoleChoices().query() == {}
    asked = RoleChoices(gemeente=HENGELO, per=Per.GEMEENTE, bladzijde=2)
    assert asked.query() == {"gemeente": HENGELO, "per": "gemeente", "bladzijde": "2"}
    assert asked.query(bladzijde=1) == {"gemeente": HENGELO, "per": "gemeente"}
    assert asked.narrowed().query() == {"gemeente": HENGELO}


def test_what_a_sheet_says_is_text_and_nothing_else(client: FlaskClient) -> None:
    page = text(client, "/wie-doet-wat")
    assert HOSTILE not in page
    assert "Evil &lt;script&gt;" in page


def test_a_file_has_what_was_asked_for_and_says_from_when(example: FlaskClient) -> None:
    answer = example.get("/wie-doet-wat.csv?pijler=spreekuur&soort=partner")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert {row["pillar"] for row in rows} == {"spreekuur"}
    assert {row["organisation_kind"] for row in rows} == {"partner"}
    assert {row["known_on"] for row in rows} == {"2026-10-15"}
    assert all(row["checked"] and row["source"] for row in rows)
    again = example.get(
        "/wie-doet-wat.csv?pijler=spreekuur&soort=partner", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304


def test_the_workbook_holds_rows_promises_sources_and_what_was_chosen(example: FlaskClient) -> None:
    answer = example.get("/wie-doet-wat.xlsx?gemeente=GM0344")
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert book.sheetnames == [
        "toelichting",
        "wie doet wat",
        "beloften",
        "bibliotheekorganisaties",
        "afspraken",
    ]
    said = list(book["toelichting"].iter_rows(values_only=True, max_col=2))
    assert ("alleen gemeente", "Utrecht") in said
    assert any(label == "bron" and "2026-10-02, CC0" in str(what) for label, what in said)
    assert answer.data == example.get("/wie-doet-wat.xlsx?gemeente=GM0344").data


def test_the_workbook_speaks_dutch_and_says_what_each_column_is_called_elsewhere(
    example: FlaskClient,
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(example.get("/wie-doet-wat.xlsx").data))
    explained = {str(what) for _, what in book["toelichting"].iter_rows(values_only=True, max_col=2)}
    assert any("(in_working_area)" in one for one in explained)
    rows = list(book["bibliotheekorganisaties"].iter_rows(values_only=True))
    assert rows[0][:3] == ("Bibliotheekorganisatie", "Staat op de kaart", "Werkt in gemeenten")
    assert {row[-1] for row in rows[1:]} == {"ja", "onbekend"}
    days = [row[4] for row in book["wie doet wat"].iter_rows(values_only=True, min_row=2)]
    assert datetime(2016, 9, 21) in days
    spoken = {
        cell for sheet in book.worksheets[1:] for row in sheet.iter_rows(values_only=True) for cell in row
    }
    assert not spoken & {
        "helper",
        "covered",
        "unknown",
        "library_organisations",
        "spreekuur",
        "GM0310|GM0312",
    }


def test_no_cell_begins_a_formula(settings: Settings) -> None:
    evil = organisation("=HYPERLINK(1)")
    inventory = Inventory(
        organisations=(evil,),
        locations=(location("l", "Straat 1", "Hengelo", HENGELO),),
        listings=(listing("l", evil),),
    )
    client = create_app(map_data(inventory=inventory, matches={}), settings).test_client()
    (row,) = csv.DictReader(
        io.StringIO(client.get("/wie-doet-wat.csv").data.decode("utf-8-sig")), delimiter=";"
    )
    assert row["organisation"] == "'=HYPERLINK(1)"
    sheet = openpyxl.load_workbook(io.BytesIO(client.get("/wie-doet-wat.xlsx").data))["wie doet wat"]
    assert sheet["B2"].data_type == "s"


def test_the_json_is_as_described_and_needs_no_query(example: FlaskClient, client: FlaskClient) -> None:
    for one in (example, client):
        described = one.get("/api/openapi.json").get_json()
        schema = {"$ref": "#/components/schemas/WieDoetWat", "components": described["components"]}
        told = one.get("/api/wie-doet-wat.json").get_json()
        assert list(Draft202012Validator(schema).iter_errors(told)) == []
        assert told["roles"]


def test_a_long_list_has_pages_and_a_group_that_is_cut_goes_on() -> None:
    data = map_data()
    (line, *_) = groups_of(RoleChoices(), role_rows(data), PILLARS, AREA, ())[0].lines
    groups = [Group("a", "A", numbered(line, 3)), Group("b", "B", ()), Group("c", "C", numbered(line, 4))]
    first, pages = page_of(groups, 1, 3)
    assert ([(one.name, len(one.lines)) for one in first], pages) == ([("A", 3)], 3)
    second, _ = page_of(groups, 2, 3)
    assert [(one.name, len(one.lines), one.goes_on) for one in second] == [("B", 0, False), ("C", 2, False)]
    third, _ = page_of(groups, 3, 3)
    assert [(one.name, len(one.lines), one.goes_on) for one in third] == [("C", 2, True)]
    assert page_of(groups, 4, 3) == ((), 3)
    assert count_of(groups) == 4


def numbered(line: Line, count: int) -> tuple[Line, ...]:
    return tuple(
        replace(line, organisation=replace(line.organisation, id=str(number))) for number in range(count)
    )


def test_a_site_of_files_shows_all_on_one_page_and_no_form(settings: Settings) -> None:
    app = create_app(map_data(), settings)
    filesite.install(app, first=date(2026, 11, 22), weeks=1, moments=(), settings=Settings(tiles_url=""))
    page = text(app.test_client(), "/wie-doet-wat")
    assert "<form" not in page[page.index("<main") :]
    assert len(organisations(page)) == 4


def test_a_bar_is_full_and_says_nothing_of_what_is_not_there() -> None:
    parts = bar_of(Tally(yes=1, no=0, unknown=3))
    assert [(one.css, one.begin, one.width) for one in parts] == [
        ("balk-ja", 0, BAR_WIDTH / 4),
        ("balk-onbekend", BAR_WIDTH / 4, BAR_WIDTH * 3 / 4),
    ]
    assert bar_of(Tally(0, 0, 0)) == ()


@pytest.mark.parametrize("address", ["/", "/over"])
def test_other_pages_lead_to_it(client: FlaskClient, address: str) -> None:
    assert 'href="/wie-doet-wat"' in text(client, address)
