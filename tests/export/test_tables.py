"""Findings as CSV, JSON, Excel and words: nothing in them runs, nothing unknown is left blank on a page."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest

from sociale_kaart.export.findings import Findings, Part, for_people
from sociale_kaart.export.page import as_html
from sociale_kaart.export.tables import as_csv, as_json, as_xlsx

# OWASP, CSV injection: what a spreadsheet takes for a formula, at the start of a cell.
DANGEROUS = ("=1+1", "+31612345678", "-2+3", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0")


def findings(*names: str) -> Findings:
    part = Part(
        name="coverage",
        title="dekking",
        columns=("area_name", "places", "share_within_limit", "distance_at_most", "neighbours"),
        brief=("area_name", "share_within_limit"),
        rows=[
            {
                "area_name": name,
                "places": 2,
                "share_within_limit": -0.125,
                "distance_at_most": True,
                "neighbours": ["GM0344", "GM0307"],
            }
            for name in names
        ],
    )
    return Findings(
        title="Proef",
        sentences=("Een zin.",),
        parts=(part,),
        about=(("kaart", names[0]),),
        marks={"kaart": names[0], "parameters": {"limit_m": 5000.0, "group": "all"}},
    )


def test_no_text_becomes_a_formula_in_csv_and_numbers_stay_numbers() -> None:
    made = findings(*DANGEROUS)
    rows = list(csv.DictReader(io.StringIO(as_csv(made, made.main).decode("utf-8-sig")), delimiter=";"))
    for row in rows:
        for text in (row["area_name"], row["kaart"]):
            assert text[:1] not in {"=", "+", "-", "@", "\t"}
        assert row["share_within_limit"] == "-0,125"
        assert row["distance_at_most"] == "ja"
        assert row["neighbours"] == "GM0344|GM0307"
        assert row["parameters"] == "limit_m=5000.0|group=all"


def test_no_text_becomes_a_formula_in_a_workbook() -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(findings(*DANGEROUS))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n", "b"}
    assert set(DANGEROUS) <= {cell.value for cell in cells}
    assert [cell.value for cell in book["dekking"][2]][1:3] == [2, -0.125]


def test_a_sheet_opens_with_headings_that_stay_and_can_be_filtered() -> None:
    made = findings("Deventer", "#N/B", "")
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(made)))
    sheet, notes = book["dekking"], book["toelichting"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.dimensions) == ("A2", "A1:E4", "A1:E4")
    assert [cell.value for cell in sheet[1]] == list(made.main.columns)
    assert [row[0].font.bold for row in sheet] == [True, False, False, False]
    for cell in sheet[1]:
        assert sheet.column_dimensions[cell.column_letter].width > len(cell.value)
    assert [row[1].alignment.wrap_text for row in notes] == [True] * notes.max_row
    assert notes.column_dimensions["B"].width > notes.column_dimensions["A"].width


def test_json_keeps_text_lists_and_types_as_they_are() -> None:
    made = findings(*DANGEROUS)
    rows = json.loads(as_json(made, made.main))
    assert [row["area_name"] for row in rows] == list(DANGEROUS)
    assert rows[0]["neighbours"] == ["GM0344", "GM0307"]
    assert rows[0]["parameters"] == {"limit_m": 5000, "group": "all"}


def test_a_name_on_a_page_is_text() -> None:
    page = as_html(
        Findings(
            title="<script>alert(1)</script>",
            sentences=(),
            parts=findings("<img src=x onerror=alert(1)>").parts,
            about=(("bron", "<b>"),),
            marks={"is_example": False},
        )
    ).decode()
    for tag in ("<script", "<img", "<b>"):
        assert tag not in page
    assert "&lt;img src=x" in page


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("share_within_limit", 0.624, "62%"),
        ("share_within_limit", None, "onbekend"),
        ("share_within_limit", float("nan"), "onbekend"),
        ("mean_distance_m", 4321.0, "4,3 km"),
        ("inhabitants", 1234567, "1.234.567"),
        ("places_per_10000", 0.456, "0,46"),
        ("places", 0, "0"),
        ("reach", "gap", "gat"),
        ("reach", "unknown", "onbekend"),
        ("gap_robust", True, "ja"),
        ("gap_robust", None, "onbekend"),
        ("neighbours", (), "–"),
        ("neighbours", ["GM0344", "GM0307"], "GM0344, GM0307"),
        ("rank", None, "–"),
        ("share_within_limit_after", 0.5, "50%"),
    ],
)
def test_figures_are_told_as_a_dutch_reader_expects(column: str, value: object, told: str) -> None:
    assert for_people(column, {column: value}) == told


def test_a_distance_that_may_be_less_says_so() -> None:
    assert for_people("mean_distance_m", {"mean_distance_m": 4321.0, "distance_at_most": True}) == "≤4,3 km"


@pytest.mark.parametrize(
    ("column", "value", "status", "share", "told"),
    [
        # Somebody vouched for its own list, and not for those around.
        ("share_within_limit", 0.12, "uncovered", 0.12, "≥12%"),
        ("share_within_limit", 0.0, "uncovered", 0.0, "≥0%"),
        ("persons_beyond", 26470.0, "uncovered", 0.0, "≤26.470"),
        ("mean_distance_m", 4321.0, "uncovered", 0.12, "≤4,3 km"),
        # It cannot be better, so nobody can make it so.
        ("share_within_limit", 1.0, "covered", 1.0, "100%"),
        ("persons_beyond", 0.0, "covered", 1.0, "0"),
        # The places of which a source says that it does not know are no bound on those that no source holds.
        ("share_within_limit_high", 0.2, "uncovered", 0.12, "onbekend"),
        ("persons_beyond_low", 20.0, "uncovered", 0.12, "onbekend"),
        ("share_within_limit_high", 1.0, "covered", 1.0, "100%"),
        # Nobody knows whether it has a place.
        ("share_within_limit", 0.0, "unknown", 0.0, "onbekend"),
        ("persons_beyond", 26470.0, "unknown", 0.0, "onbekend"),
        ("share_within_limit", 0.3, "unknown", 0.3, "≥30%"),
    ],
)
def test_where_places_may_be_missing_a_figure_says_so(
    column: str, value: float, status: str, share: float, told: str
) -> None:
    row = {
        "status": status,
        "reach": "unknown",
        "distance_at_most": True,
        "share_within_limit": share,
        column: value,
    }
    assert for_people(column, row) == told
