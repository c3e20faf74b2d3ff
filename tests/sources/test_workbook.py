"""Workbooks that we write."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from sociale_kaart.sources.workbook import Column, add_table, save_workbook

COLUMNS = (Column(heading="Naam"), Column(heading="Postcode", text=True))


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("een.xlsx", "twee.xlsx"):
        workbook = Workbook()
        add_table(workbook, "Plekken", COLUMNS, [{"Naam": "Voorbeeld", "Postcode": "1234 AB"}])
        save_workbook(workbook, tmp_path / name, made_on=date(2026, 11, 22))
    assert (tmp_path / "een.xlsx").read_bytes() == (tmp_path / "twee.xlsx").read_bytes()


def test_a_value_for_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError, match="Huisnummer"):
        add_table(Workbook(), "Plekken", COLUMNS, [{"Huisnummer": 1}])


def test_a_column_of_codes_is_text() -> None:
    sheet = add_table(Workbook(), "Plekken", COLUMNS, [{"Postcode": "0123"}])
    assert sheet["B2"].number_format == "@"
