"""What a check prints: nothing from a sheet turns into markup, a formula or a terminal command."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from sociale_kaart.errors import KaartConfigError, KaartNotFound
from sociale_kaart.kaart import open_kaart
from sociale_kaart.sources.check import FORMATS, CheckResult, as_table, check
from sociale_kaart.sources.checkformats import summary

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


def checked(folder: Path, toml: str, rows: str = "Huis;Straat 1;Almelo;\n") -> CheckResult:
    (folder / "kaart.toml").write_text(toml, encoding="utf-8")
    (folder / "plekken.csv").write_text("Naam;Adres;Plaats;Site\n" + rows, encoding="utf-8")
    return check(open_kaart(folder), TODAY)


COMPLETE = """
[[completeness]]
pillar = "spreekuur"
declared_by = "Proef"
"""


@pytest.mark.parametrize(
    ("as_of", "code", "exit_code"),
    [
        ("2026-11-23", "completeness_in_future", 1),
        ("2025-11-21", "stale_completeness", 0),
        ("2026-11-22", "", 0),
        ("2025-11-22", "", 0),
    ],
)
def test_a_declaration_of_completeness_has_a_date_that_can_be(
    tmp_path: Path, as_of: str, code: str, exit_code: int
) -> None:
    result = checked(tmp_path, TOML + COMPLETE + f"as_of = {as_of}\n")
    assert [problem.code for problem in result.problems if problem.file == "kaart.toml"] == [code] * bool(
        code
    )
    assert result.exit_code == exit_code


def test_a_gemeente_outside_the_area_cannot_be_declared_complete(tmp_path: Path) -> None:
    toml = TOML + COMPLETE + 'as_of = 2026-11-01\ngemeenten = ["Almelo", "Utrecht"]\n'
    with pytest.raises(KaartConfigError, match="Utrecht"):
        checked(tmp_path, toml)


def test_a_source_from_the_future_is_an_error_that_says_what_to_write(tmp_path: Path) -> None:
    result = checked(tmp_path, TOML.replace("as_of = 2026-09-01", "as_of = 2027-09-01"))
    (problem,) = [one for one in result.problems if one.code == "source_in_future"]
    assert (problem.severity, result.exit_code) == ("error", 1)
    assert "as_of ligt in de toekomst" in problem.message
    assert "2026-11-22" in problem.remedy


def test_a_library_that_no_row_speaks_of_gets_a_hint(tmp_path: Path) -> None:
    toml = TOML + '\n[program]\nlibrary_organisations = ["huis", "Bibliotheek Almelo"]\n'
    (problem,) = [one for one in checked(tmp_path, toml).problems if one.file == "kaart.toml"]
    assert (problem.code, problem.severity) == ("library_not_found", "hint")
    assert "Bibliotheek Almelo" in problem.message


@pytest.mark.parametrize(
    ("met_by", "found"),
    [
        ('pillars = ["spreekuur"]', ["need_without_place"]),
        ('pillars = ["spreekuur", "computer"]', []),
        ('categories = ["INLOOP"]', []),
        ('categories = ["Anders"]', ["need_without_place"]),
    ],
)
def test_a_choice_that_leads_nowhere_is_told(tmp_path: Path, met_by: str, found: list[str]) -> None:
    toml = TOML.replace('website = "Site"', 'category = "Site"')
    toml += '\n[categories]\n"inloop" = ["computer"]\n"anders" = []\n'
    toml += f'\n[[needs]]\nid = "keuze"\ntext = "Hulp bij iets"\n{met_by}\n'
    problems = checked(tmp_path, toml, "Huis;Straat 1;Almelo;inloop\n").problems
    assert [one.code for one in problems if one.code == "need_without_place"] == found


def test_the_summary_counts_in_dutch_and_corrections_apart(tmp_path: Path) -> None:
    head = "bron;record;veld;oud;nieuw;reden;datum;door\n"
    (tmp_path / "correcties.csv").write_text(head + "plekken;Weg;Adres;a;b;c;1-9-2026;d\n", encoding="utf-8")
    result = checked(tmp_path, TOML, "Huis;Straat 1;Almelo;geen site\n")
    assert summary(result) == (
        "1 rij gelezen = 1 gebruikt + 0 gemeld.",
        "1 verbetering gelezen = 0 toegepast + 1 gemeld.",
        "Meldingen: 0 fouten, 1 waarschuwing, 0 tips.",
        "Meldingen over verbeteringen: 1 fout, 0 waarschuwingen, 0 tips.",
    )
    assert result.exit_code == 1, "a correction that cannot be used counts"
    assert "waarschuwing;url;" in FORMATS["csv"](result)


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("as_of = 2026-09-01", 'as_of = "gisteren"', "'sources.plekken.as_of'"),
        ('website = "Site"', 'telefoon = "Site"', "bedoelt u 'phone'?"),
        ('website = "Site"', 'Breedte = "Site"', "bedoelt u 'lat'?"),
        ('website = "Site"', 'qqqq = "Site"', "bekend zijn: accessibility, address"),
        ('title = "Proef"', 'title = "Proef\\u0007"', "onzichtbare stuurtekens"),
        ('title = "Proef"', 'title = "Proef\\u202e"', "onzichtbare stuurtekens"),
        (
            'title = "Proef"',
            'title = "Proef"\ntargets = [{ pillar = "x", count = 1, by = 2027-01-01 }]',
            "'x'",
        ),
    ],
)
def test_kaart_toml_is_answered_in_its_own_words(tmp_path: Path, was: str, becomes: str, said: str) -> None:
    with pytest.raises(KaartConfigError) as caught:
        checked(tmp_path, TOML.replace(was, becomes))
    assert said in str(caught.value)
    assert "'kaart.toml'" not in str(caught.value)


def test_a_path_to_kaart_toml_itself_is_answered_with_its_folder(tmp_path: Path) -> None:
    checked(tmp_path, TOML)
    with pytest.raises(KaartNotFound) as caught:
        open_kaart(tmp_path / "kaart.toml")
    assert "een bestand" in str(caught.value)
    assert str(tmp_path) in caught.value.remedy
