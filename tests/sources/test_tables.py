"""Reading table files: encodings, delimiters, title rows, workbooks."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from sociale_kaart.errors import SourceNotFound, SourceUnreadable
from sociale_kaart.sources.tables import Table, column_letter, read_table

WANTED = ("Naam", "Plaats")
CAFE = [["Naam", "Plaats"], ["Café Noord", "Almelo"], ["Huis; Zuid", "'s-Gravenhage"]]


def csv_text(rows: list[list[str]], delimiter: str) -> str:
    return "\r\n".join(
        delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in rows
    )


def write(folder: Path, data: bytes, name: str = "plekken.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_reads_the_same_in_every_usual_encoding_and_delimiter(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    table = read_table(write(tmp_path, csv_text(CAFE, delimiter).encode(encoding)), wanted=WANTED)
    assert table.headings == ("Naam", "Plaats")
    assert cells(table) == [("Café Noord", "Almelo"), ("Huis; Zuid", "'s-Gravenhage")]


def test_the_delimiter_is_the_one_under_which_the_headings_appear_however_many_commas_the_text_has(
    tmp_path: Path,
) -> None:
    text = "Titel, met, veel, komma's\n\nNaam;Plaats;Tijden, en, meer\nHuis;Almelo;ma, di, wo, do, vr\n"
    table = read_table(write(tmp_path, text.encode()), wanted=WANTED)
    assert table.header_row == 3
    assert cells(table) == [("Huis", "Almelo", "ma, di, wo, do, vr")]


def test_a_quoted_newline_stays_in_its_cell_and_rows_are_counted_as_a_spreadsheet_does(
    tmp_path: Path,
) -> None:
    text = 'Naam;Plaats\n"Huis\nNoord";Almelo\n\nHuis Zuid;Borne\n'
    table = read_table(write(tmp_path, text.encode()), wanted=WANTED)
    assert [(row.number, row.cells[0]) for row in table.rows] == [(2, "Huis\nNoord"), (4, "Huis Zuid")]


def test_headings_match_whatever_their_case_accents_and_line_breaks(tmp_path: Path) -> None:
    text = '"naam\n van de plek";PLÁÁTS\nHuis;Almelo\n'
    table = read_table(write(tmp_path, text.encode()), wanted=("Naam van de plek", "Plaats"))
    assert len(table.rows) == 1


def test_short_rows_are_filled_and_long_ones_named(tmp_path: Path) -> None:
    text = "Naam;Plaats;Tijden\nHuis;Almelo\nZaal;Borne;di;wo\nHal;Losser;do;\n"
    table = read_table(write(tmp_path, text.encode()), wanted=WANTED)
    assert cells(table)[0] == ("Huis", "Almelo", "")
    assert table.spilled == {3: ("wo",)}


def workbook(folder: Path, *rows: list[object], sheet: str = "Plekken", merge: str = "") -> Path:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = sheet
    for row in rows:
        first.append(row)
    if merge:
        first.merge_cells(merge)
    path = folder / "plekken.xlsx"
    book.save(path)
    return path


def test_a_workbook_may_have_merged_titles_above_its_header_and_blank_rows_below(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        ["Onze plekken, bijgewerkt in september"],
        [],
        ["Naam", "Plaats"],
        ["Huis", "Almelo"],
        [],
        ["Zaal", "Borne"],
        merge="A1:B1",
    )
    table = read_table(path, wanted=WANTED)
    assert (table.sheet, table.header_row) == ("Plekken", 3)
    assert [row.number for row in table.rows] == [4, 6]


def test_cells_become_the_text_a_person_sees(tmp_path: Path) -> None:
    heading: list[object] = ["Naam", "Plaats", "Telefoon", "Datum", "Moment", "Aantal", "Ja"]
    row: list[object] = [
        "Huis",
        "Almelo",
        612345678.0,
        date(2026, 9, 14),
        datetime(2026, 9, 14, 13, 30),
        1.5,
        True,
    ]
    table = read_table(workbook(tmp_path, heading, row), wanted=WANTED)
    assert cells(table) == [("Huis", "Almelo", "612345678", "2026-09-14", "2026-09-14 13:30", "1.5", "ja")]


def test_a_formula_that_was_never_computed_stays_text_and_is_marked(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["Naam", "Plaats"], ['=HYPERLINK("https://example.org","Huis")', "Almelo"])
    row = read_table(path, wanted=WANTED).rows[0]
    assert row.cells == ('=HYPERLINK("https://example.org","Huis")', "Almelo")
    assert dict(row.formulas) == {0: '=HYPERLINK("https://example.org","Huis")'}


def test_a_row_that_holds_nothing_but_a_formula_is_not_lost(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["Naam", "Plaats"], [None, "=A1"], ["Huis", "Almelo"])
    assert len(read_table(path, wanted=WANTED).rows) == 2


def test_the_header_row_of_kaart_toml_wins_over_the_search(tmp_path: Path) -> None:
    text = "Naam;Plaats\nNaam;Plaats\nHuis;Almelo\n"
    assert read_table(write(tmp_path, text.encode()), wanted=WANTED).header_row == 1
    assert len(read_table(write(tmp_path, text.encode()), wanted=WANTED, header_row=2).rows) == 1


def test_a_sheet_is_found_whatever_its_case_and_a_missing_one_is_answered_with_those_there(
    tmp_path: Path,
) -> None:
    path = workbook(tmp_path, ["Naam", "Plaats"], ["Huis", "Almelo"])
    assert read_table(path, wanted=WANTED, sheet="PLEKKEN").sheet == "Plekken"
    with pytest.raises(SourceNotFound, match='"Plekken"'):
        read_table(path, wanted=WANTED, sheet="Blad1")


def test_every_missing_heading_is_named_at_once_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable) as caught:
        read_table(
            write(tmp_path, b"Naam;Plaatsnaam;Datum\nHuis;Almelo;1-1-2026\n"), wanted=(*WANTED, "Mailadres")
        )
    assert '"Plaatsnaam"' in str(caught.value)
    assert '"Mailadres"' in str(caught.value)


def test_columns_are_named_as_a_spreadsheet_names_them() -> None:
    assert [column_letter(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2"'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="Plekken">'
)
ODS_TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def ods(folder: Path, *rows: str) -> Path:
    path = folder / "plekken.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", ODS_TYPE)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/></manifest:manifest>',
        )
        archive.writestr("content.xml", ODS_HEAD + "".join(rows) + ODS_TAIL)
    return path


def ods_row(*values: str, times: int = 1, formula: str = "") -> str:
    marked = f' table:formula="{formula}"' if formula else ""
    cells = "".join(
        f'<table:table-cell{marked} office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
        for value in values
    )
    return f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>'


def test_an_ods_reads_like_a_workbook_and_its_formulas_are_marked_at_their_cell(tmp_path: Path) -> None:
    blank = '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    path = ods(tmp_path, ods_row(*WANTED), blank, ods_row("Huis", "Almelo", formula="of:=[.A1]"))
    table = read_table(path, wanted=WANTED, sheet="Plekken")
    (row,) = table.rows
    assert (row.number, row.cells) == (5, ("Huis", "Almelo"))
    assert dict(row.formulas) == {0: "of:=[.A1]", 1: "of:=[.A1]"}


def test_a_million_blank_rows_between_two_filled_ones_are_not_taken_into_memory(tmp_path: Path) -> None:
    blank = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
    with pytest.raises(SourceUnreadable, match="te veel"):
        read_table(ods(tmp_path, ods_row(*WANTED), blank, ods_row("Huis", "Almelo")), wanted=WANTED)


def test_a_sheet_that_declares_entities_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "plekken.ods"
    entities = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", ODS_TYPE)
        archive.writestr(
            "content.xml", ODS_HEAD.replace("<office:doc", entities + "<office:doc", 1) + ODS_TAIL
        )
    with pytest.raises(SourceUnreadable, match="beschadigd"):
        read_table(path, wanted=WANTED)


def test_blank_rows_and_columns_to_the_edge_of_the_sheet_do_no_harm(tmp_path: Path) -> None:
    edge = '<table:table-row table:number-rows-repeated="1048000">'
    edge += '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    assert (
        len(read_table(ods(tmp_path, ods_row(*WANTED), ods_row("Huis", "Almelo"), edge), wanted=WANTED).rows)
        == 1
    )
