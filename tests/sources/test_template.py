"""`sociale-kaart new`: what a coordinator starts from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from sociale_kaart.errors import KaartError
from sociale_kaart.kaart import open_kaart
from sociale_kaart.problems import Severity
from sociale_kaart.sources import template
from sociale_kaart.sources.check import check
from sociale_kaart.sources.template import new_kaart
from sociale_kaart.sources.workbook import Column

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nieuw") / "mijn-kaart"
    new_kaart(folder, on=DAY)
    return folder


def drop_downs(sheet: Worksheet) -> dict[str, str]:
    """Heading -> what its drop-down offers."""
    rules = {
        str(rule.sqref).split(":")[0].rstrip("2"): rule.formula1
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
    }
    return {str(cell.value): rules[cell.column_letter] for cell in sheet[1] if cell.column_letter in rules}


def test_a_new_map_is_three_files_named_in_the_order_to_open_them(tmp_path: Path) -> None:
    folder = tmp_path / "kaart"
    paths = new_kaart(folder, on=DAY)
    assert [path.name for path in paths] == ["sociale-kaart.xlsx", "kaart.toml", "correcties.csv"]
    assert sorted(path.name for path in folder.iterdir()) == sorted(path.name for path in paths)


def test_a_new_map_has_nothing_to_mend(folder: Path) -> None:
    result = check(open_kaart(folder), DAY)
    assert [str(p) for p in result.problems if p.severity is not Severity.HINT] == []
    assert all(location.has_given_point for location in result.inventory.locations)
    assert len(result.inventory.listings) == 3


def test_a_new_map_says_that_it_is_an_example(folder: Path) -> None:
    kaart = open_kaart(folder)
    inventory = check(kaart, DAY).inventory
    assert kaart.config.example
    names = [one.name for one in inventory.organisations] + [one.name for one in inventory.locations]
    assert all(name.startswith("Voorbeeld") for name in names)
    assert {one.phone for one in inventory.organisations} == {""}


def test_the_workbook_opens_on_its_explanation(folder: Path) -> None:
    workbook = openpyxl.load_workbook(folder / template.WORKBOOK)
    assert workbook.sheetnames == ["Uitleg", "Organisaties", "Plekken", "Aanbod"]
    assert workbook.active is not None
    assert workbook.active.title == "Uitleg"
    assert all(workbook[name].freeze_panes == "A2" for name in workbook.sheetnames[1:])


@pytest.mark.parametrize(
    ("sheet", "heading", "offered"),
    [
        ("Organisaties", "Soort", template.KINDS),
        ("Organisaties", "Contact openbaar", template.YES_NO),
        ("Plekken", "Zonder drempel", template.YES_NO_UNKNOWN),
        ("Aanbod", "Pijler", template.PILLARS),
        ("Aanbod", "Rol", template.ROLES),
        ("Aanbod", "Aanwezig", template.YES_NO_UNKNOWN),
        ("Aanbod", "Afspraak", template.APPOINTMENTS),
    ],
)
def test_fixed_values_come_from_a_drop_down(
    folder: Path, sheet: str, heading: str, offered: tuple[str, ...]
) -> None:
    workbook = openpyxl.load_workbook(folder / template.WORKBOOK)
    assert drop_downs(workbook[sheet])[heading] == f'"{",".join(offered)}"'


def test_names_come_from_the_sheet_that_holds_them(folder: Path) -> None:
    workbook = openpyxl.load_workbook(folder / template.WORKBOOK)
    assert drop_downs(workbook["Aanbod"])["Plek"] == "Plekken!$A$2:$A$2000"


@pytest.mark.parametrize("columns", [template.ORGANISATIONS, template.PLACES, template.OFFERS])
def test_help_fits_in_what_excel_allows(columns: tuple[Column, ...]) -> None:
    assert all(len(column.heading) <= 32 and len(column.help) <= 255 for column in columns)
    assert all(len(",".join(column.choices)) <= 253 for column in columns)


def test_every_heading_is_one_that_kaart_toml_knows(folder: Path) -> None:
    sheets = {"Organisaties": template.ORGANISATIONS, "Plekken": template.PLACES, "Aanbod": template.OFFERS}
    for source in open_kaart(folder).config.sources:
        assert set(source.columns.values()) == {column.heading for column in sheets[source.sheet]}


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mijn werk.xlsx").write_text("werk")
    with pytest.raises(KaartError, match="niet leeg"):
        new_kaart(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mijn werk.xlsx"]


def test_an_empty_folder_is_filled_and_stays_the_same_folder(tmp_path: Path) -> None:
    folder = tmp_path / "leeg"
    folder.mkdir()
    before = folder.stat().st_ino
    new_kaart(folder)
    assert (folder / "kaart.toml").is_file()
    assert len(list(folder.iterdir())) == 3
    assert folder.stat().st_ino == before


def test_the_folder_one_stands_in_can_become_a_map(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    new_kaart(Path())
    assert (tmp_path / "kaart.toml").is_file()


def test_a_file_in_the_way_is_left_alone(tmp_path: Path) -> None:
    there = tmp_path / "kaart"
    there.write_text("werk")
    with pytest.raises(KaartError, match="geen map"):
        new_kaart(there)
    assert there.read_text() == "werk"


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("werk")
    with pytest.raises(KaartError, match="kan niet worden gemaakt"):
        new_kaart(tmp_path / "bestand" / "kaart")


def test_a_run_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: Path) -> None:
        raise RuntimeError("stroom weg")

    monkeypatch.setattr(template, "_write_corrections", fail)
    with pytest.raises(RuntimeError):
        new_kaart(tmp_path / "kaart")
    assert list(tmp_path.iterdir()) == []
