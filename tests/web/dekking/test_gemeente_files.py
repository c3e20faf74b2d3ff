"""The files of a report: two pages a gemeente, the whole area as tagged PDF, and a workbook."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient

from sociale_kaart.config import Settings
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.errors import SheetNotSet
from sociale_kaart.export.reportpdf import pages_of
from sociale_kaart.hours.schedule import AMSTERDAM
from sociale_kaart.web.app import create_app
from sociale_kaart.web.dekking import gemeente
from sociale_kaart.web.report import fitting, routes
from sociale_kaart.web.report.gemeente import Room
from tests.web.smallmap import ENSCHEDE, HOSTILE, comparison, map_data

MONDAY = datetime(2026, 11, 23, 14, 30, tzinfo=AMSTERDAM)


def client_of(data: MapData) -> FlaskClient:
    return create_app(data, Settings(tiles_url=""), clock=lambda: MONDAY).test_client()


@pytest.fixture(scope="module")
def twente(overijssel: MapData) -> FlaskClient:
    pytest.importorskip("typst", reason="the extra pdf is not installed")
    return client_of(overijssel)


@pytest.fixture(scope="module")
def whole(twente: FlaskClient) -> bytes:
    answer = twente.get("/dekking/rapport.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return answer.get_data()


def headings(content: bytes, level: int) -> int:
    return len(re.findall(rb"/S ?/H%d\b" % level, content))


def test_the_report_of_an_area_is_tagged_says_its_language_and_has_contents(whole: bytes) -> None:
    # PDF/UA-1 (ISO 14289-1). typst sees to the alternative texts and the title, and not to the language.
    for wanted in (
        rb"/StructTreeRoot",
        rb"/MarkInfo",
        rb"/Lang ?\(nl\)",
        rb"/DisplayDocTitle true",
        rb"pdfuaid:part>1<",
        rb"/S ?/TOC\b",
        rb"/Outlines",
    ):
        assert re.search(wanted, whole), wanted
    assert headings(whole, 1) >= 1 + 25, "the summary, and every gemeente"
    assert re.search(rb"/S ?/TH\b", whole), "tables have headers"
    figures = len(re.findall(rb"/S ?/Figure\b", whole))
    assert figures >= 9, "a map for each kind of help"
    assert len(re.findall(rb"/Alt ?[(<]", whole)) >= figures


def test_the_language_of_the_address_is_that_of_the_document(twente: FlaskClient) -> None:
    content = twente.get("/en/dekking/GM0153.pdf").get_data()
    first = re.search(rb"/Lang ?\((\w+)\)", content[content.index(b"/Catalog") :] + content)
    assert first is not None
    assert b"/Lang(en)" in content.replace(b" ", b"")
    assert b"/Lang(nl)" in content.replace(b" ", b""), "of what the coordinator wrote"


def test_the_same_map_and_day_give_the_same_bytes_from_another_server(
    overijssel: MapData, whole: bytes
) -> None:
    again = client_of(overijssel)
    assert again.get("/dekking/rapport.pdf").get_data() == whole
    assert again.get("/dekking/rapport.xlsx").get_data() == again.get("/dekking/rapport.xlsx").get_data()


def test_a_report_is_set_in_the_fonts_that_come_along(whole: bytes) -> None:
    named = set(re.findall(rb"/BaseFont ?/[A-Z]{6}\+([A-Za-z-]+)", whole))
    assert {b"OpenSans-Regular", b"OpenSans-Bold"} <= named
    assert named <= {b"OpenSans-Regular", b"OpenSans-Bold", b"DejaVuSansMono", b"LibertinusSerif-Regular"}


@pytest.mark.parametrize("map_name", ["overijssel", "utrecht"])
def test_every_gemeente_fits_on_two_pages(request: pytest.FixtureRequest, map_name: str) -> None:
    pytest.importorskip("typst", reason="the extra pdf is not installed")
    data: MapData = request.getfixturevalue(map_name)
    client = client_of(data)
    busiest = sorted(
        data.gemeentecodes,
        key=lambda code: -sum(data.gemeente_of(one.location_id) == code for one in data.inventory.listings),
    )
    for code in (*busiest[:4], busiest[-1]):
        assert pages_of(client.get(f"/dekking/{code}.pdf").get_data()) <= 2, code


def test_the_busiest_gemeente_fits_with_a_line_of_the_country_for_each_of_nine_kinds_of_help(
    overijssel: MapData,
) -> None:
    pytest.importorskip("typst", reason="the extra pdf is not installed")
    told = tuple(comparison(one.id) for one in overijssel.pillars)
    config = overijssel.config.model_copy(update={"comparisons": told})
    made = client_of(replace(overijssel, config=config)).get("/dekking/GM0153.pdf").get_data()
    assert pages_of(made) == 2


@pytest.mark.parametrize("most", range(len(fitting.ROOMS)))
def test_a_report_has_as_much_as_fits_and_few_settings_find_it(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A gemeente held the press for as many settings as there are rooms."""
    monkeypatch.setattr(fitting, "gemeente_paper", lambda *asked: asked[-1])
    monkeypatch.setattr(fitting, "pages_of", len)
    tried: list[Room] = []

    def set_report(room: Room) -> bytes:
        tried.append(room)
        return b"pp" if fitting.ROOMS.index(room) >= most else b"ppp"

    found, made = fitting._fitted(None, None, set_report, ENSCHEDE, MONDAY.date())
    assert (found, made) == (fitting.ROOMS[most], b"pp")
    assert len(tried) == len({*tried}) <= 4


def test_where_no_page_can_be_counted_nothing_is_said_to_fit() -> None:
    with pytest.raises(SheetNotSet):
        pages_of(b"%PDF-1.7 all packed away")


def test_whatever_a_coordinator_writes_is_text_on_paper() -> None:
    pytest.importorskip("typst", reason="the extra pdf is not installed")
    data = map_data()
    wild = '#panic("x") $x^2$ [a] *b* <e> @f \\ 漢字 😀'
    listings = tuple(replace(one, name=wild) for one in data.inventory.listings)
    client = client_of(replace(data, inventory=replace(data.inventory, listings=listings)))
    assert client.get(f"/dekking/{ENSCHEDE}.pdf").status_code == 200
    assert client.get("/dekking/rapport.pdf").status_code == 200


def test_who_has_a_report_gets_it_no_second_time(twente: FlaskClient, whole: bytes) -> None:
    assert whole
    tag = twente.get("/dekking/rapport.pdf").headers["ETag"]
    again = twente.get("/dekking/rapport.pdf", headers={"If-None-Match": tag})
    assert (again.status_code, again.get_data()) == (304, b"")


def test_of_too_many_gemeenten_there_is_a_summary_and_a_report_per_provincie(
    overijssel: MapData, whole: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fitting, "MOST_GEMEENTEN", 24)
    client = client_of(overijssel)
    short = client.get("/dekking/rapport.pdf").get_data()
    assert pages_of(short) < 8 < pages_of(whole)
    assert client.get("/dekking/rapport.pdf?provincie=Overijssel").status_code == 200
    refused = client.get("/dekking/rapport.pdf?provincie=Atlantis")
    assert (refused.status_code, "Deze provincie staat niet op deze kaart" in refused.text) == (400, True)


def test_a_gemeente_of_another_map_has_no_report(twente: FlaskClient) -> None:
    assert twente.get("/dekking/GM0344.pdf").status_code == 404


def test_without_typst_a_sentence_says_what_to_install_and_no_page_offers_a_pdf(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = client_of(map_data())
    monkeypatch.setattr(routes, "can_print", lambda: False)
    monkeypatch.setattr(gemeente, "can_print", lambda: False)
    monkeypatch.setitem(client.application.jinja_env.globals, "can_print", lambda: False)
    for address in ("/dekking/rapport.pdf", f"/dekking/{ENSCHEDE}.pdf"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "pip install &#39;sociale-kaart[pdf]&#39;" in answer.text
    assert ".pdf" not in client.get(f"/dekking/{ENSCHEDE}").text
    assert "rapport.pdf" not in client.get("/dekking").text
    assert client.get("/dekking/rapport.xlsx").status_code == 200


@pytest.fixture(scope="module")
def book(twente: FlaskClient) -> Iterator[openpyxl.Workbook]:
    content = twente.get("/dekking/rapport.xlsx").get_data()
    found = openpyxl.load_workbook(io.BytesIO(content))
    yield found
    found.close()


def test_a_workbook_has_a_sheet_per_theme_and_says_first_what_they_rest_on(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == [
        "toelichting", "samenvatting", "dekking", "afstanden", "uren", "organisaties", "buren", "nagaan",
        "groepen", "verloop", "doelen",
    ]  # fmt: skip
    told = {str(value) for row in book["toelichting"].iter_rows(values_only=True) for value in row if value}
    for said in ("Sociale kaart van Overijssel", "2 oktober 2026", "CBS, Kerncijfers wijken en buurten 2024"):
        assert said in told, said
    assert any("m (mean_distance_m)" in one for one in told), "units stand on the first sheet"
    assert any("Hulpplekken in Twente" in one and "2 oktober 2026" in one for one in told)


def test_sheets_read_easily(book: openpyxl.Workbook) -> None:
    coverage = book["dekking"]
    heads = [cell.value for cell in coverage[1]]
    assert heads[:4] == ["Gemeentecode", "Gebied", "Pijler", "Is er een plek?"]
    assert coverage.freeze_panes == "C2"
    assert coverage.max_row == 1 + 25 * 9
    shares = [row[heads.index("Binnen de grens")] for row in coverage.iter_rows(min_row=2)]
    assert {one.number_format for one in shares if one.value is not None} == {"0%", '"minstens "0%'}
    assert any(one.value is None for one in shares), "of three kinds of help no place is known: no nought"
    widths = [one.width for one in coverage.column_dimensions.values()]
    assert 9 <= min(widths) <= max(widths) <= 60


def column_of(sheet: Any, heading: str) -> dict[tuple[str, str], Any]:
    """The cells of a column by gemeente and kind of help."""
    heads = [cell.value for cell in sheet[1]]
    at = heads.index(heading)
    names = [heads.index(one) for one in ("Gebied", "Pijler")]
    return {
        (str(row[names[0]].value), str(row[names[1]].value)): row[at] for row in sheet.iter_rows(min_row=2)
    }


def explained(book: openpyxl.Workbook) -> dict[str, str]:
    """The first sheet: label and text."""
    return {str(row[0].value): str(row[1].value) for row in book["toelichting"].iter_rows(max_col=2)}


def test_a_workbook_says_at_least_where_a_page_does_and_calls_nothing_a_bound_that_is_none(
    utrecht: MapData,
) -> None:
    answer = client_of(utrecht).get("/dekking/rapport.xlsx")
    found = openpyxl.load_workbook(io.BytesIO(answer.get_data()))
    sheet, summary, distances = found["dekking"], found["samenvatting"], found["afstanden"]
    spreekuur = ("Woudenberg", "Spreekuur belasting en toeslagen")
    # Its own list is complete, that of Barneveld next to it is not.
    assert column_of(sheet, "Binnen de grens")[spreekuur].number_format == '"minstens "0%'
    assert column_of(sheet, "Mensen verder weg")[spreekuur].number_format == '"hoogstens "#,##0'
    assert column_of(sheet, "Binnen de grens, hoogstens")[spreekuur].value is None
    assert column_of(sheet, "Gat in deel van de proeven")[spreekuur].value is None
    # Of Woudenberg nobody said whether it has an informatiepunt: no nought, of nothing.
    unknown = ("Woudenberg", "Informatiepunt Digitale Overheid")
    for heading in ("Binnen de grens", "Mensen verder weg", "Alleen bij de buren"):
        assert column_of(sheet, heading)[unknown].value is None, heading
    assert {row[9].number_format for row in summary.iter_rows(min_row=2) if row[9].value} == {'"minstens "0%'}
    far = column_of(distances, "Gemiddeld (m)")[spreekuur]
    assert (far.number_format, isinstance(far.value, float)) == ('"hoogstens "#,##0', True)


def test_every_column_of_a_workbook_has_a_unit_that_fits_it(book: openpyxl.Workbook) -> None:
    told = explained(book)
    assert (told["Gemeentecode"], told["Gebied"]) == ("code (gemeentecode)", "naam (area_name)")
    assert (told["Nagekeken op"], told["Rij"]) == ("datum (checked)", "nummer (row)")
    assert not any("aantal of tekst" in one for one in told.values())


def test_a_report_says_which_choices_it_is_made_with_and_takes_no_others(
    twente: FlaskClient, book: openpyxl.Workbook
) -> None:
    told = explained(book)
    assert told["Voor wie en wanneer"] == "alle inwoners, op welk moment ook"
    assert "Uw keuzes hierboven veranderen ze niet." in twente.get("/dekking?moment=dinsdagavond").text
    for kind in ("pdf", "xlsx"):
        refused = twente.get(f"/dekking/rapport.{kind}?moment=dinsdagavond")
        assert (refused.status_code, "volgt de keuze ‘moment’ niet" in refused.text) == (400, True)
        assert twente.get(f"/dekking/rapport.{kind}?v=2").status_code == 200, "somebody else's name"


def test_every_organisation_of_the_map_is_in_the_workbook(
    overijssel: MapData, book: openpyxl.Workbook
) -> None:
    rows = list(book["organisaties"].iter_rows(min_row=2, values_only=True))
    named = {(row[0], row[2]) for row in rows}
    there = {(overijssel.gemeente_of(one.location_id), one.name) for one in overijssel.inventory.listings}
    assert named == {one for one in there if one[0] in overijssel.gemeentecodes}


def test_a_formula_in_a_sheet_stays_text_in_the_workbook() -> None:
    data = map_data()
    listings = tuple(replace(one, name="=HYPERLINK(1)") for one in data.inventory.listings)
    client = client_of(replace(data, inventory=replace(data.inventory, listings=listings)))
    content = client.get("/dekking/rapport.xlsx").get_data()
    found = openpyxl.load_workbook(io.BytesIO(content))
    cells = [
        cell for row in found["organisaties"].iter_rows() for cell in row if cell.value == "=HYPERLINK(1)"
    ]
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_workbook_speaks_the_language_of_the_map_at_one_address(twente: FlaskClient) -> None:
    assert twente.get("/en/dekking/rapport.xlsx").status_code == 404
    assert 'href="/dekking/rapport.xlsx"' in twente.get("/en/dekking").text


def test_hostile_words_reach_no_page_of_the_workbook_as_markup() -> None:
    content = client_of(map_data()).get("/dekking/rapport.xlsx").get_data()
    found = openpyxl.load_workbook(io.BytesIO(content))
    names = {row[2] for row in found["organisaties"].iter_rows(min_row=2, values_only=True)}
    assert HOSTILE in names, "as text, and whole"
