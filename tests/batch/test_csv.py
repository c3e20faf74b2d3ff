"""CSV: what stood in the file goes out letter for letter, with the answers behind it."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.batch.answer import MATCH_COLUMNS
from sociale_kaart.batch.csvtable import CsvTable
from sociale_kaart.batch.table import Row
from sociale_kaart.errors import SourceUnreadable
from tests.batch.conftest import Run, columns_of, read_csv

HAVEN = "De Haven 1, 7622DH Borne"


def table(folder: Path, data: bytes, name: str = "in.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_separator_encoding_and_line_ends_are_those_of_the_file(
    tmp_path: Path, run: Run, encoding: str, delimiter: str, line_end: str
) -> None:
    lines = ["Naam|Adres|Plaats", "Café één|De Haven 1|Borne", '"zegt ""ja"""|Nergens 1|Borne', ""]
    text = line_end.join(line.replace("|", delimiter) for line in lines)
    source, out = table(tmp_path, text.encode(encoding)), tmp_path / "uit.csv"
    run(source, out)
    written = out.read_bytes().decode(encoding if encoding != "utf-8" else "utf-8")
    assert out.read_bytes().startswith(b"\xef\xbb\xbf") == (encoding == "utf-8-sig")
    assert [
        line[: len(there)] for line, there in zip(written.split(line_end), text.split(line_end), strict=True)
    ] == (text.split(line_end))
    rows = read_csv(out, delimiter, encoding)
    assert columns_of(rows, "match_level", "match_address")[0] == ("adres", HAVEN)


def test_cells_that_a_careless_reader_spoils_stay_as_they_are(tmp_path: Path, run: Run) -> None:
    text = (
        "Nr,Adres,Plaats,Datum,Bedrag,Nr,Opmerking\r\n"
        '007,De Haven 1,Borne,01-02-2024,"1.234,50",1E5,=1+1\r\n'
        "\r\n"
        '0 , "Het Baken 3" ,Almelo,2024-1-1,,,  twee  spaties  \r\n'
        '008,"De Haven\n1",Borne,,,,"+31 6"'
    )
    source, out = (
        table(tmp_path, text.replace(', "Het Baken 3" ,', ",Het Baken 3,").encode()),
        tmp_path / "uit.csv",
    )
    summary = run(source, out)
    assert summary.rows == 4
    before, after = source.read_bytes().decode(), read_csv(out)
    assert [row[:7] for row in after[1:]] == [
        row + [""] * (7 - len(row)) for row in csv.reader(io.StringIO(before, newline=""))
    ][1:]
    assert [level for (level,) in columns_of(after, "match_level")] == ["adres", "none", "adres", "adres"]
    assert not out.read_bytes().endswith(b"\n"), "the last line had no end, and has none"


def test_short_and_long_rows_keep_their_cells_and_the_answers_stand_under_their_headings(
    tmp_path: Path, run: Run
) -> None:
    source = table(tmp_path, b"Adres,Plaats\nDe Haven 1\nDe Haven 1,Borne,over,meer\nHet Baken 3,Almelo\n")
    out = tmp_path / "uit.csv"
    run(source, out)
    rows = read_csv(out)
    assert rows[0] == ["Adres", "Plaats", "", "", *MATCH_COLUMNS]
    assert {len(row) for row in rows} == {4 + len(MATCH_COLUMNS)}
    assert rows[2][:4] == ["De Haven 1", "Borne", "over", "meer"]


def test_titles_above_the_headings_stay_as_they_are(tmp_path: Path, run: Run) -> None:
    source = table(tmp_path, b"sep=;\nAdressen; 2024\n\nAdres;Plaats\nDe Haven 1;Borne\n")
    out = tmp_path / "uit.csv"
    assert run(source, out).rows == 1
    lines = out.read_bytes().split(b"\n")
    assert lines[:3] == [b"sep=;", b"Adressen; 2024", b""]
    assert lines[4].startswith(b"De Haven 1;Borne;adres;")


@pytest.mark.parametrize(
    ("text", "lon"),
    [
        ("Adres;Plaats\nDe Haven 1;Borne\n", "6,7584482"),
        ("Adres;Plaats;Bedrag\nDe Haven 1;Borne;1,5\n", "6,7584482"),
        ("Adres;Plaats;lat\nDe Haven 1;Borne;52.3\n", "6.7584482"),
        ("Adres,Plaats\nDe Haven 1,Borne\n", "6.7584482"),
    ],
)
def test_fractions_are_written_as_the_file_itself_does(tmp_path: Path, run: Run, text: str, lon: str) -> None:
    out = tmp_path / "uit.csv"
    run(table(tmp_path, text.encode()), out)
    delimiter = ";" if ";" in text else ","
    assert columns_of(read_csv(out, delimiter), "lon") == [(lon,)]


def test_our_own_text_is_no_formula_and_fits_the_encoding(tmp_path: Path) -> None:
    source = CsvTable(table(tmp_path, "Adres;Café\nx;é\n".encode("cp1252")), ("Adres",))
    with (tmp_path / "uit.csv").open("wb") as file:
        source.write(file, 1, ("a", "b", "c"), lambda _: ("=1+1", "Hŷlperdyk €", "\u4e2d"))
    assert (tmp_path / "uit.csv").read_bytes().decode("cp1252").split("\n")[1] == "x;é;'=1+1;Hylperdyk €;?"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "leeg"),
        (b"\n\n;;\n", "leeg"),
        (b"%PDF-1.4 ...", "een PDF"),
        (b"\x89PNG...", "een plaatje"),
        ("Adres;Plaats\nDe Haven 1;Borne\n".encode("utf-16"), "UTF-16"),
        (b"Adres;Plaats\n\x81\x8d;Borne\n", "niet te lezen"),
        (b'Adres;Plaats\n"De Haven 1;Borne\n', "aanhalingsteken"),
        (b'Adres;Plaats\nDe Haven 1;"Borne"x\n', "rij 2"),
        (b"Adres;Plaats\nDe Haven 1" + b";x" * 1001 + b"\n", "hooguit 1000"),
        (b"Adres;Plaats\n\x00\n", "NUL"),
    ],
)
def test_what_is_no_table_is_refused_in_dutch_and_leaves_nothing_behind(
    tmp_path: Path, run: Run, data: bytes, told: str
) -> None:
    source = table(tmp_path, data)
    with pytest.raises(SourceUnreadable, match=told):
        run(source, tmp_path / "uit.csv")
    assert list(tmp_path.iterdir()) == [source]


def test_a_table_of_headings_alone_comes_back_with_more_headings(tmp_path: Path, run: Run) -> None:
    out = tmp_path / "uit.csv"
    assert run(table(tmp_path, b"Adres,Plaats\n"), out).rows == 0
    assert read_csv(out) == [["Adres", "Plaats", *MATCH_COLUMNS]]


@given(
    cells=st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=6),
            min_size=1,
            max_size=4,
        ),
        max_size=12,
    ),
    delimiter=st.sampled_from([";", ",", "\t", "|"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_whatever_the_cells_hold_each_row_comes_back_in_its_place(
    cells: list[list[str]], delimiter: str, quoting: int
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator="\n")
    writer.writerows([["Adres", "Postcode", "Plaats"], *cells])
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.csv"
        source.write_bytes(text.getvalue().encode())
        read = CsvTable(source, ("Adres", "Postcode", "Plaats"))
        seen: list[Row] = []

        def added(row: Row) -> list[str]:
            seen.append(row)
            return [f"nr {row.number}"]

        with (Path(folder) / "uit.csv").open("wb") as file:
            read.write(file, 1, ["extra"], added)
        after = read_csv(Path(folder) / "uit.csv", delimiter)
    before = list(csv.reader(io.StringIO(text.getvalue(), newline=""), delimiter=delimiter))
    assert len(after) == len(before) == read.height
    assert [row[: read.width] for row in after] == [
        [*row, *[""] * read.width][: read.width] for row in before
    ]
    assert [row[read.width :] for row in after[1:]] == [
        [f"nr {number}"] for number in range(2, len(before) + 1)
    ]
    assert [list(row.cells) for row in seen] == before[1:]
