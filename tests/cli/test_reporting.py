"""`sociale-kaart report`: the report of an area or a gemeente, the same as the website gives."""

from __future__ import annotations

import io
import re
import sys
import tomllib
from pathlib import Path

import openpyxl
import pytest

from commandline import sociale_kaart

DAY = ("--on", "2026-11-22")


def test_one_gemeente_comes_on_two_pages(utrecht: Path, tmp_path: Path) -> None:
    pytest.importorskip("typst", reason="the extra pdf is not installed")
    file = tmp_path / "utrecht.pdf"
    result = sociale_kaart("report", utrecht, "--gemeente", "utrecht", *DAY, "--output", file)
    assert result.exit_code == 0, result.output
    content = file.read_bytes()
    assert len(re.findall(rb"/Type ?/Page\b", content)) == 2
    assert b"/Title(Hulp in Utrecht)" in content.replace(b"/Title (", b"/Title(")


def test_a_workbook_of_one_provincie_has_its_gemeenten(utrecht: Path, tmp_path: Path) -> None:
    file = tmp_path / "cijfers.xlsx"
    result = sociale_kaart("report", utrecht, "--provincie", "Utrecht", *DAY, "--output", file)
    assert result.exit_code == 0, result.output
    book = openpyxl.load_workbook(io.BytesIO(file.read_bytes()))
    assert (
        book["toelichting"]["A1"].value
        == "Voorbeeld: sociale kaart van de provincie Utrecht: provincie Utrecht"
    )
    assert len({row[0] for row in book["dekking"].iter_rows(min_row=2, values_only=True)}) == 26


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--gemeente", "Enschede"), "'Enschede' is geen gemeente van deze kaart"),
        (("--provincie", "Atlantis"), "'Atlantis' is geen provincie van deze kaart"),
        (("--gemeente", "Utrecht", "--provincie", "Utrecht"), "niet met --provincie"),
        (("--gemeente", "Utrecht", "--format", "xlsx"), "alleen samen met --format pdf"),
    ],
)
def test_what_cannot_be_made_is_refused_in_words(
    utrecht: Path, tmp_path: Path, asked: tuple[str, ...], said: str
) -> None:
    result = sociale_kaart("report", utrecht, *asked, *DAY, "--output", tmp_path / "uit.pdf")
    assert result.exit_code == 2
    assert said in result.output


def test_a_name_that_tells_no_format_asks_for_one(utrecht: Path, tmp_path: Path) -> None:
    result = sociale_kaart("report", utrecht, "--output", tmp_path / "rapport.doc")
    assert result.exit_code == 2
    assert "--format pdf of --format xlsx" in result.output


def test_without_typst_a_sentence_says_what_to_install(
    utrecht: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    result = sociale_kaart("report", utrecht, "--output", tmp_path / "rapport.pdf")
    assert result.exit_code == 12
    assert "pip install 'sociale-kaart[pdf]'" in result.output


def test_a_map_tells_what_a_smaller_one_may_write_down(utrecht: Path, tmp_path: Path) -> None:
    file = tmp_path / "regels.toml"
    result = sociale_kaart("profile", utrecht, "--area", "Sticht", "--output", file)
    assert result.exit_code == 0, result.output
    parts = tomllib.loads(file.read_text(encoding="utf-8"))["comparisons"]
    assert [one["pillar"] for one in parts] == ["computer", "training", "spreekuur", "informatiepunt"]
    assert {one["area"] for one in parts} == {"Sticht"}
