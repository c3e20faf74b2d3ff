"""Excel, ODS and Parquet: the file as it was, with the answers behind it."""

from __future__ import annotations

import tempfile
import zipfile
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from sociale_kaart.batch.answer import MATCH_COLUMNS
from sociale_kaart.batch.asking import Asker
from sociale_kaart.batch.odstable import OdsTable
from sociale_kaart.batch.run import BatchRun, Choices
from sociale_kaart.batch.xlsxtable import XlsxTable
from sociale_kaart.errors import SourceNotFound, SourceUnreadable
from tests.batch.conftest import Run

HAVEN_ID = "0147200000144833"
RED = PatternFill("solid", fgColor="FF0000")


def sheet_of(path: Path, name: str = "") -> Worksheet:
    book = load_workbook(path)
    return book[name] if name else book.worksheets[0]


def values(sheet: Worksheet) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(values_only=True))


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """What a coordinator's workbook holds: titles, colours, formulas, dates, empty rows, a second sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Adressen"
    sheet.append(["Onze adressen"])
    sheet.append([])
    sheet.append(["Nr", "Sinds", "Adres", "Plaats", "Som", "Tekst", "Nr"])
    sheet.append(["007", date(2024, 2, 29), "De Haven 1", "Borne", "=1+1", "=1+1", 0.1])
    sheet.append([])
    sheet.append(["008", datetime(2024, 1, 1, 12, 30), "Het Baken 3", "Almelo", "=SUM(G4:G4)", "  x ", 1e20])
    sheet["F4"].data_type = "s"
    for cell in sheet[3]:
        cell.font = Font(bold=True)
    # Colours where the new columns come, and far below the table.
    sheet["I4"].fill = sheet["Z6"].fill = sheet["A40"].fill = RED
    sheet["C4"].comment = Comment("nakijken", "wij")
    sheet.freeze_panes = "A4"
    book.create_sheet("Ander")["A1"] = "=Adressen!A1"
    path = tmp_path / "in.xlsx"
    book.save(path)
    return path


def test_a_workbook_comes_back_as_it_was_with_the_answers_behind_the_table(
    workbook: Path, tmp_path: Path, run: Run
) -> None:
    out = tmp_path / "uit.xlsx"
    assert run(workbook, out).rows == 3
    before, after = sheet_of(workbook), sheet_of(out)
    assert [row[:7] for row in values(after)] == [row[:7] for row in values(before)][: after.max_row]
    assert [cell.data_type for row in after["A3:G6"] for cell in row] == [
        cell.data_type for row in before["A3:G6"] for cell in row
    ]
    assert [cell.number_format for row in after["A3:G6"] for cell in row] == [
        cell.number_format for row in before["A3:G6"] for cell in row
    ]
    assert tuple(cell.value for cell in after[3][7:]) == MATCH_COLUMNS
    found = dict(zip(MATCH_COLUMNS, (cell.value for cell in after[4][7:]), strict=True))
    assert (found["match_level"], found["nummeraanduiding_id"]) == ("adres", HAVEN_ID)
    assert found["lon"] == pytest.approx(6.7584482)
    assert [after.cell(row, 8).value for row in (4, 5, 6)] == ["adres", "none", "adres"]
    assert after["C4"].comment.text == "nakijken"
    assert after["H3"].font.b
    assert after.freeze_panes == "A4"


def test_every_other_part_of_the_workbook_is_the_same_byte_for_byte(
    workbook: Path, tmp_path: Path, run: Run
) -> None:
    out = tmp_path / "uit.xlsx"
    run(workbook, out)
    with zipfile.ZipFile(workbook) as before, zipfile.ZipFile(out) as after:
        assert after.namelist() == before.namelist()
        changed = [name for name in before.namelist() if before.read(name) != after.read(name)]
    assert changed == ["xl/worksheets/sheet1.xml"]


def test_readers_that_believe_what_a_sheet_says_of_its_size_see_the_new_columns(
    workbook: Path, tmp_path: Path, run: Run
) -> None:
    out = tmp_path / "uit.xlsx"
    run(workbook, out)
    book = load_workbook(out, read_only=True)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    book.close()
    assert rows[2][7:18] == MATCH_COLUMNS
    assert (
        len(CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python(skip_empty_area=False)[3]) == 18
    )


def test_another_sheet_is_geocoded_when_it_is_named(tmp_path: Path, run: Run) -> None:
    book = Workbook()
    book.worksheets[0].append(["niets"])
    named = book.create_sheet("Plekken")
    named.append(["Adres", "Plaats"])
    named.append(["De Haven 1", "Borne"])
    source, out = tmp_path / "in.xlsx", tmp_path / "uit.xlsx"
    book.save(source)
    run(source, out, sheet="plekken")
    assert sheet_of(out, "Plekken")["C2"].value == "adres"
    with pytest.raises(SourceNotFound, match='geen blad "weg"'):
        run(source, out, sheet="weg")
    with pytest.raises(SourceUnreadable, match="geen kolom met een adres"):
        run(source, out)


def test_a_formula_in_the_address_that_was_never_computed_is_told(tmp_path: Path, run: Run) -> None:
    book = Workbook()
    book.worksheets[0].append(["Adres", "Plaats"])
    book.worksheets[0].append(['="De Haven "&1', "Borne"])
    source, out = tmp_path / "in.xlsx", tmp_path / "uit.xlsx"
    book.save(source)
    summary = run(source, out)
    assert summary.no_address == 1
    with BatchRun(source, out, Asker([_Silent()]), Choices()) as one:
        assert any("formule zonder uitkomst" in line for line in one.opening_lines(5.0))


class _Silent:
    name = "silent"

    def lookup(self, asked: object) -> None:
        raise AssertionError("this test counts rows before anything is asked")


SHEET_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<x:dimension ref="A1:B2"/><x:sheetData>'
)
SHEET_TAIL = "</x:sheetData></x:worksheet>"


def with_sheet(path: Path, rows: str) -> Path:
    """A workbook whose only sheet is written by another program than ours: prefixes, spans, missing references."""
    plain = path.with_name("plain.xlsx")
    Workbook().save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = (SHEET_HEAD + rows + SHEET_TAIL).encode()
            new.writestr(name, content)
    return path


def text(value: str, at: str = "") -> str:
    place = f' r="{at}"' if at else ""
    return f'<x:c{place} t="inlineStr"><x:is><x:t>{value}</x:t></x:is></x:c>'


def test_a_sheet_of_another_program_with_gaps_and_empty_tags_keeps_its_rows_in_place(
    tmp_path: Path, run: Run
) -> None:
    rows = (
        f'<x:row spans="1:2">{text("Adres")}{text("Plaats")}</x:row>'
        '<x:row r="3" ht="15.5"/>'
        f'<x:row r="4" spans="1:2">{text("De Haven 1", "A4")}<x:c r="B4" s="0"/>'
        '<x:c r="C4" s="0"/><x:c r="D4" s="0"></x:c></x:row>'
        f'<x:row r="7">{text("Het Baken 3", "A7")}{text("Almelo", "B7")}</x:row>'
        '<x:row r="90"><x:c r="A90" s="0"/></x:row>'
    )
    source, out = with_sheet(tmp_path / "in.xlsx", rows), tmp_path / "uit.xlsx"
    assert run(source, out).rows == 6
    after = CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert [row[:3] for row in after] == [
        ["Adres", "Plaats", "match_level"],
        ["", "", "none"],
        ["", "", "none"],
        ["De Haven 1", "", "huisnummer"],
        ["", "", "none"],
        ["", "", "none"],
        ["Het Baken 3", "Almelo", "adres"],
    ]
    assert values(sheet_of(out))[6][2] == "adres"
    with zipfile.ZipFile(out) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "spans=" not in sheet
    assert '<x:dimension ref="A1:M7"/>' in sheet
    assert '<x:row r="90"><x:c r="A90" s="0"/></x:row>' in sheet


ODS_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def ods_cell(value: str = "", times: int = 1) -> str:
    repeated = f' table:number-columns-repeated="{times}"' if times > 1 else ""
    if not value:
        return f"<table:table-cell{repeated}/>"
    return (
        f'<table:table-cell{repeated} office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
    )


def ods_row(*cells: str, times: int = 1) -> str:
    repeated = f' table:number-rows-repeated="{times}"' if times > 1 else ""
    return f"<table:table-row{repeated}>{''.join(cells)}</table:table-row>"


def ods(path: Path, *rows: str) -> Path:
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {ODS_NAMES}>'
        '<office:body><office:spreadsheet><table:table table:name="Blad1">'
        f'{"".join(rows)}</table:table><table:table table:name="Blad2">{ods_row(ods_cell("blijft"))}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", ODS_TYPE)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def test_an_ods_comes_back_with_its_repeated_cells_and_rows_where_they_were(tmp_path: Path, run: Run) -> None:
    source = ods(
        tmp_path / "in.ods",
        ods_row(ods_cell("Adres"), ods_cell("Plaats"), ods_cell("Opmerking"), ods_cell(times=16381)),
        ods_row(ods_cell("De Haven 1"), ods_cell("Borne", times=2), ods_cell(times=16381)),
        ods_row(ods_cell(times=16384), times=2),
        "<table:table-row/>",
        ods_row(ods_cell("Het Baken 3"), ods_cell("Almelo"), ods_cell(times=16382), times=3),
        ods_row(ods_cell("Nergens 1"), ods_cell("Borne"), ods_cell(), ods_cell(times=2), ods_cell()),
        ods_row(ods_cell(times=16384), times=1_048_567),
    )
    out = tmp_path / "uit.ods"
    assert run(source, out).rows == 8
    book = CalamineWorkbook.from_path(out)
    after = book.get_sheet_by_name("Blad1").to_python(skip_empty_area=False)
    before = CalamineWorkbook.from_path(source).get_sheet_by_name("Blad1").to_python(skip_empty_area=False)
    assert [row[:3] for row in after] == before
    assert after[0][3:] == list(MATCH_COLUMNS)
    assert [row[3] for row in after[1:5]] == ["adres", "none", "none", "none"]
    assert [row[3] for row in after[5:8]] == ["adres"] * 3
    assert after[8][3] != "adres"
    assert book.get_sheet_by_name("Blad2").to_python() == [["blijft"]]


def test_headings_that_stand_there_many_times_over_are_refused(tmp_path: Path, run: Run) -> None:
    source = ods(
        tmp_path / "in.ods",
        ods_row(ods_cell("Adres"), ods_cell("Plaats"), times=2),
        ods_row(ods_cell("De Haven 1"), ods_cell("Borne")),
    )
    with pytest.raises(SourceUnreadable, match="koppen staat er 2 keer"):
        run(source, tmp_path / "uit.ods")
    assert {path.name for path in tmp_path.iterdir()} >= {"in.ods"}
    assert not (tmp_path / "uit.ods").exists()


CELLS = st.one_of(
    st.none(),
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), min_size=1, max_size=5),
    st.integers(-(10**9), 10**9),
    st.floats(-1e6, 1e6).map(lambda number: round(number, 4)),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["=1+1", "'=1", "007"]),
)


@given(rows=st.lists(st.lists(CELLS, max_size=5), max_size=8))
@settings(max_examples=40)
def test_whatever_an_excel_sheet_holds_each_cell_comes_back_in_its_place(rows: list[list[object]]) -> None:
    book = Workbook()
    book.worksheets[0].append(["Adres", "Plaats"])
    for row in rows:
        book.worksheets[0].append(row)
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "in.xlsx", Path(folder) / "uit.xlsx"
        book.save(source)
        read = XlsxTable(source, "")
        with out.open("wb") as file:
            read.write(file, 1, ["extra"], lambda row: [f"nr {row.number}"])
        before, after = sheet_of(source), sheet_of(out)
        for row in before.iter_rows(max_row=read.height, max_col=read.width):
            for cell in row:
                there = after.cell(cell.row, cell.column)
                assert (there.value, there.data_type) == (cell.value, cell.data_type)
        numbered = [after.cell(number, read.width + 1).value for number in range(1, read.height + 1)]
        assert numbered == ["extra", *(f"nr {number}" for number in range(2, read.height + 1))]
        assert after.max_row == max(read.height, 1)


ODS_ROWS = st.lists(
    st.tuples(
        st.lists(st.tuples(st.sampled_from(["", "a", "<b>", "é"]), st.integers(1, 3)), max_size=4),
        st.integers(1, 3),
    ),
    max_size=6,
)


@given(rows=ODS_ROWS)
@settings(max_examples=40)
def test_whatever_an_ods_repeats_each_cell_comes_back_in_its_place(
    rows: list[tuple[list[tuple[str, int]], int]],
) -> None:
    written = [
        ods_row(*(ods_cell(escape(value), times) for value, times in cells), times=times)
        for cells, times in rows
    ]
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "in.ods", Path(folder) / "uit.ods"
        ods(source, ods_row(ods_cell("Adres"), ods_cell("Plaats")), *written)
        read = OdsTable(source, "")
        with out.open("wb") as file:
            read.write(file, 1, ["extra"], lambda row: ["+".join(row.cells)])
        before, after = (
            CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
            for path in (source, out)
        )
    assert len(after) == len(before) == read.height
    assert [[*row, *[""] * read.width][: read.width] for row in before] == [
        row[: read.width] for row in after
    ]
    # One tag may stand for many rows, all alike: what is added goes by what is in a row.
    joined = ["+".join(str(cell) for cell in row).rstrip("+") for row in before[1:]]
    assert [str(row[read.width]).rstrip("+") for row in after] == ["extra", *joined]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("in.xlsx", b"Adres;Plaats\n", "geen .xlsx-bestand"),
        ("in.xlsx", b"PK\x03\x04rommel", "beschadigd"),
        ("in.ods", b"PK\x03\x04rommel", "beschadigd"),
        ("in.xls", b"\xd0\xcf\x11\xe0rommel", "beschadigd"),
        ("in.parquet", b"PAR1rommel", "beschadigd"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused_in_dutch(
    tmp_path: Path, run: Run, name: str, data: bytes, told: str
) -> None:
    source = tmp_path / name
    source.write_bytes(data)
    with pytest.raises(SourceUnreadable, match=told):
        run(source, tmp_path / f"uit{source.suffix}")
    assert list(tmp_path.iterdir()) == [source]


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "nr": ["007", "008", "009"],
            "Adres": ["De Haven", "Het Baken", None],
            "Huisnummer": [1.0, 3.0, None],
            "Plaats": pd.Categorical(["Borne", "Almelo", "Borne"]),
            "sinds": pd.to_datetime(["2024-02-29", None, "2024-01-01"]),
            "soorten": [["a", "b"], [], None],
        }
    )


@pytest.mark.parametrize("compression", ["zstd", "snappy", None])
def test_a_parquet_file_keeps_its_columns_with_their_types(
    tmp_path: Path, run: Run, frame: pd.DataFrame, compression: str | None
) -> None:
    source, out = tmp_path / "in.parquet", tmp_path / "uit.parquet"
    frame.to_parquet(source, compression=compression, row_group_size=2)
    assert run(source, out).rows == 3
    after = pd.read_parquet(out)
    pd.testing.assert_frame_equal(after[list(frame)], pd.read_parquet(source))
    assert tuple(after.columns[len(frame.columns) :]) == MATCH_COLUMNS
    assert list(after["match_level"]) == ["adres", "adres", "none"]
    assert after["nummeraanduiding_id"][0] == HAVEN_ID
    assert after["lon"].dtype == float


def test_a_parquet_file_without_rows_gets_the_columns_all_the_same(
    tmp_path: Path, run: Run, frame: pd.DataFrame
) -> None:
    source, out = tmp_path / "in.parquet", tmp_path / "uit.parquet"
    frame.iloc[:0].to_parquet(source)
    assert run(source, out).rows == 0
    assert tuple(pd.read_parquet(out).columns) == (*frame.columns, *MATCH_COLUMNS)


def test_parquet_without_pyarrow_says_how_to_get_it(
    tmp_path: Path, run: Run, frame: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "in.parquet"
    frame.to_parquet(source)
    # As where the extra was never installed.
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(SourceUnreadable, match=r"sociale-kaart\[parquet\]"):
        run(source, tmp_path / "uit.parquet")
