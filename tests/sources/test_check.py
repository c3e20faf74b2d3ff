"""What a check prints: nothing from a sheet turns into markup, a formula or a terminal command."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from sociale_kaart.errors import KaartConfigError
from sociale_kaart.kaart import open_kaart
from sociale_kaart.sources.check import FORMATS, CheckResult, as_table, check

TODAY = date(2026, 11, 22)
TOML = """
title = "Proef"
publisher = { name = "Proef" }
contact = { name = "Proef" }
area = { gemeenten = ["Almelo"] }

[[sources]]
id = "plekken"
name = "Plekken"
file = "plekken.csv"
kind = "wide"
supplier = "Voorbeeld"
licence = "CC0"
as_of = 2026-09-01
columns = { organisation = "Naam", address = "Adres", woonplaats = "Plaats", website = "Site" }
"""
EVIL = "<script>alert(1)</script> [bold red]x[/] \x1b[31mrood"


@pytest.fixture
def evil(tmp_path: Path) -> CheckResult:
    (tmp_path / "kaart.toml").write_text(TOML, encoding="utf-8")
    rows = [f"{EVIL};Straat 1;Almelo;onze site", "=1+1;Straat 2;Almelo;javascript:alert(1)"]
    (tmp_path / "plekken.csv").write_text("\n".join(["Naam;Adres;Plaats;Site", *rows, ""]), encoding="utf-8")
    return check(open_kaart(tmp_path), TODAY)


def test_the_exit_code_says_whether_a_row_cannot_be_used(evil: CheckResult) -> None:
    assert (evil.exit_code, evil.rows_in, evil.rows_used, evil.rows_reported) == (1, 2, 1, 1)


def test_html_shows_what_a_sheet_holds_and_runs_none_of_it(evil: CheckResult) -> None:
    page = FORMATS["html"](evil)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script" not in page
    assert page.startswith("<!DOCTYPE html>")
    assert '<html lang="nl">' in page
    assert "2 rijen gelezen = 1 gebruikt + 1 gemeld" in page


def test_no_cell_of_the_csv_is_a_formula(evil: CheckResult) -> None:
    text = FORMATS["csv"](evil)
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert len(rows) == 1 + len(evil.problems)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert any("'=1+1" in cell for row in rows for cell in row)


def test_json_holds_every_problem_with_its_place(evil: CheckResult) -> None:
    content = json.loads(FORMATS["json"](evil))
    assert content["exit_code"] == 1
    assert {problem["row"] for problem in content["problems"]} == {2, 3}
    assert {problem["file"] for problem in content["problems"]} == {"plekken.csv"}


def test_the_terminal_shows_brackets_as_text_and_gets_no_commands(evil: CheckResult) -> None:
    out = io.StringIO()
    Console(file=out, width=200, force_terminal=True, no_color=True).print(as_table(evil))
    shown = out.getvalue()
    assert "[bold red]x[/]" in shown
    assert "\x1b[31m" not in shown
    assert "2 rijen gelezen = 1 gebruikt + 1 gemeld" in shown


def test_an_area_that_nobody_knows_stops_the_check(tmp_path: Path) -> None:
    (tmp_path / "kaart.toml").write_text(TOML.replace("Almelo", "Almeloo"), encoding="utf-8")
    (tmp_path / "plekken.csv").write_text("Naam;Adres;Plaats;Site\n", encoding="utf-8")
    with pytest.raises(KaartConfigError, match="Almelo"):
        check(open_kaart(tmp_path), TODAY)


def test_checking_the_same_folder_twice_gives_the_same(evil: CheckResult, tmp_path: Path) -> None:
    assert check(open_kaart(tmp_path), TODAY) == evil
