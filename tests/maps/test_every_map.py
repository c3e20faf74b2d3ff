"""What holds for every map that ships."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from sociale_kaart.geocode.lock import Lock
from sociale_kaart.kaart import open_kaart
from sociale_kaart.problems import Severity
from sociale_kaart.sources.check import check
from tests.maps.made import MAPS, UTRECHT

TODAY = date(2026, 11, 22)
FOLDERS = sorted(path for path in MAPS.iterdir() if path.is_dir())
HOST = re.compile(r"(?:https?://|@)([\w.-]+)")
PHONE = re.compile(r"(?<![\d-])(?:\+31|0031|0)[ -]?[1-9](?:[ -]?\d){7,8}(?!\d)")


def every_cell(folder: Path) -> list[str]:
    """All text of a map's sources, corrections and kaart.toml."""
    cells = (folder / "kaart.toml").read_text("utf-8").splitlines()
    for path in sorted(folder.iterdir()):
        if path.suffix in {".xlsx", ".ods"}:
            workbook = CalamineWorkbook.from_path(path)
            for name in workbook.sheet_names:
                cells += [str(cell) for row in workbook.get_sheet_by_name(name).to_python() for cell in row]
        elif path.suffix == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                cells += [cell for row in csv.reader(file, delimiter=";") for cell in row]
    return cells


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_shipped_map_has_no_row_that_cannot_be_used(folder: Path) -> None:
    result = check(open_kaart(folder), TODAY)
    assert [str(p) for p in result.problems if p.severity is Severity.ERROR] == []
    assert all(count.rows_in == count.rows_used + count.rows_reported for count in result.counts)
    assert all(count.rows_reported == 0 for count in result.counts)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_shipped_map_says_of_every_source_from_whom_and_as_of_when(folder: Path) -> None:
    for source in open_kaart(folder).config.sources:
        assert source.supplier
        assert source.licence
        assert source.as_of <= TODAY


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_shipped_map_builds_without_a_network(folder: Path) -> None:
    lock = Lock.open(folder / "adressen.lock.csv")
    for location in check(open_kaart(folder), TODAY).inventory.locations:
        assert location.has_given_point or lock.get(location.address) is not None, location


def test_nothing_in_the_example_can_be_taken_for_somebody_s() -> None:
    cells = every_cell(UTRECHT)
    hosts = {found[1] for cell in cells for found in HOST.finditer(cell)}
    assert {host.removeprefix("www.") for host in hosts} == {"example.org"}
    assert [cell for cell in cells if PHONE.search(cell)] == []


def test_every_name_in_the_example_says_that_it_is_one() -> None:
    kaart = open_kaart(UTRECHT)
    inventory = check(kaart, TODAY).inventory
    names = [one.name for one in inventory.organisations] + [one.name for one in inventory.locations]
    assert kaart.config.example
    assert [name for name in names if not name.startswith("Voorbeeld")] == []
    assert all("Voorbeeld" in name for name in kaart.config.program.library_organisations)
