"""Broken inputs, one per row of cases/broken/verwacht.csv, each through the real command."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sociale_kaart.cli import addresses, main, maps
from sociale_kaart.errors import SourceError
from sociale_kaart.kaart import open_kaart
from sociale_kaart.problems import Problem
from sociale_kaart.sources.tables import read_table

BROKEN = Path(__file__).parents[1] / "cases" / "broken"
CASES = list(
    csv.DictReader(io.StringIO((BROKEN / "verwacht.csv").read_text(encoding="utf-8")), delimiter=";")
)
READ_OR_REPORTED = ("0", "1", "4")


class TodayIsFixed(date):
    """A clock for the command: what is stale or in the future does not depend on when the tests run."""

    @classmethod
    def today(cls) -> TodayIsFixed:
        return cls(2026, 11, 22)


@pytest.fixture(autouse=True)
def _fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (addresses, maps):
        monkeypatch.setattr(module, "date", TodayIsFixed)


def test_there_are_at_least_forty_and_none_lies_about_unlisted() -> None:
    listed = {case["invoer"] for case in CASES}
    there = {path.name for path in BROKEN.iterdir()} - {"kaart.toml", "plekken.csv", "verwacht.csv"}
    assert len(listed) == len(CASES) >= 40
    assert {name for name in listed if not name.startswith("maak:")} == there


@pytest.mark.parametrize("case", CASES, ids=[case["invoer"] for case in CASES])
def test_broken_input_gives_one_clear_message_and_the_documented_exit_code(
    case: Mapping[str, str], tmp_path: Path
) -> None:
    folder = folder_of(case["invoer"], tmp_path)
    result = run_check(folder)
    assert not isinstance(result.exception, Exception), result.exception
    assert str(result.exit_code) == case["exit"], result.output
    assert "Traceback" not in result.output
    if case["exit"] in READ_OR_REPORTED:
        the_one_problem_is(case, json.loads(result.stdout))
        the_table_shows(case, folder)
    else:
        assert result.stdout == ""
        for fragment in (case["plaats"], case["remedie"]):
            assert fragment in result.stderr
        assert result.stderr.count("\n") == 1, "one message, on one line"


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["exit"] == "1"], ids=lambda case: case["invoer"]
)
def test_every_row_that_cannot_be_used_is_named_by_an_error(case: Mapping[str, str], tmp_path: Path) -> None:
    content = json.loads(run_check(folder_of(case["invoer"], tmp_path)).stdout)
    errors = {
        (p["source"], p["row"]) for p in content["problems"] if p["severity"] == "error" and p["source"]
    }
    assert len(errors) == content["rows_reported"]


def the_one_problem_is(case: Mapping[str, str], content: Mapping[str, Any]) -> None:
    faults = [one for one in content["problems"] if one["severity"] != "hint" or one["code"] == case["code"]]
    assert [fault["code"] for fault in faults] == [case["code"]]
    sentence = str(Problem(**faults[0]))
    assert case["plaats"] in sentence
    assert case["remedie"] in sentence
    counts = {"rijen_in": "rows_in", "gebruikt": "rows_used", "gemeld": "rows_reported"}
    assert {ours: str(content[theirs]) for ours, theirs in counts.items()} == {
        ours: case[ours] for ours in counts
    }
    assert content["rows_in"] == content["rows_used"] + content["rows_reported"]


def the_table_shows(case: Mapping[str, str], folder: Path) -> None:
    result = CliRunner().invoke(main, ["check", str(folder)])
    assert str(result.exit_code) == case["exit"]
    assert f"{case['rijen_in']} rijen gelezen" in " ".join(result.stdout.split())


def run_check(folder: Path) -> Result:
    return CliRunner().invoke(main, ["check", str(folder), "--format", "json"])


def folder_of(name: str, tmp_path: Path) -> Path:
    """A map folder with one thing broken in it."""
    if (BROKEN / name).is_dir():
        return Path(shutil.copytree(BROKEN / name, tmp_path / name))
    folder = tmp_path / "kaart"
    folder.mkdir()
    if name.endswith(".toml"):
        shutil.copy(BROKEN / name, folder / "kaart.toml")
        shutil.copy(BROKEN / "plekken.csv", folder)
        return folder
    file = name.removeprefix("maak:")
    toml = (BROKEN / "kaart.toml").read_text(encoding="utf-8").replace("plekken.csv", file)
    (folder / "kaart.toml").write_text(toml, encoding="utf-8")
    if name.startswith("maak:"):
        (folder / file).write_bytes(MADE[file]())
    else:
        shutil.copy(BROKEN / name, folder)
    return folder


def with_long_cell(characters: int) -> bytes:
    return (BROKEN / "plekken.csv").read_bytes().replace(b"wo 14-16", b"x" * characters)


def zip_bomb() -> bytes:
    """An xlsx of a megabyte or two whose sheet unpacks to 301 MB."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(301):
                sheet.write(b" " * 1_000_000)
    return packed.getvalue()


MADE: Mapping[str, Callable[[], bytes]] = {
    "vakje-1-mb.csv": lambda: with_long_cell(1_000_000),
    "vakje-40-kb.csv": lambda: with_long_cell(40_000),
    "bom.xlsx": zip_bomb,
}


def test_the_common_folder_itself_has_nothing_wrong() -> None:
    result = run_check(BROKEN)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["problems"] == []


def test_a_source_that_cannot_be_read_is_named_with_its_file(tmp_path: Path) -> None:
    kaart = open_kaart(BROKEN)
    with pytest.raises(SourceError) as caught:
        read_table(kaart.folder / "er-is-niets.csv", wanted=["Naam"])
    assert str(caught.value).startswith("er-is-niets.csv: ")
