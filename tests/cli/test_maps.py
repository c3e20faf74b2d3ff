"""The command, as a coordinator uses it: on the maps that ship, and used wrongly."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from commandline import MAPS, sociale_kaart


def test_a_build_ends_with_the_sum_of_rows_and_the_content_hash(built: Path) -> None:
    lines = sociale_kaart("build", built).output.splitlines()
    assert lines[-1].startswith("inhoud: ")
    assert len(lines[-1].removeprefix("inhoud: ")) == 64
    rows_in, used, reported = (int(word) for word in lines[-3].split() if word.isdigit())
    assert rows_in == used + reported > 0
    assert reported == 0


def test_two_builds_give_the_same_content(built: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elders"
    shutil.copytree(built, elsewhere)
    hashes = {sociale_kaart("build", folder).output.splitlines()[-1] for folder in (built, built, elsewhere)}
    assert len(hashes) == 1


def test_whatever_needs_a_built_map_says_how_to_build_one(tmp_path: Path) -> None:
    folder = tmp_path / "overijssel"
    shutil.copytree(MAPS / "overijssel", folder, ignore=shutil.ignore_patterns("kaart.gpkg"))
    for command, *options in (
        ["coverage"],
        ["next-places", "--pillar", "advies"],
        ["compare", "--close", "iets"],
        ["serve"],
    ):
        result = sociale_kaart(command, folder, *options)
        assert result.exit_code == 8
        assert "nog niet gebouwd" in result.stderr
        assert f"sociale-kaart build {folder}" in result.stderr


@pytest.mark.parametrize("command", ["check", "geocode", "build", "coverage", "serve"])
def test_a_folder_that_is_no_map_is_named_with_a_way_out(command: str, tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nergens"):
        result = sociale_kaart(command, folder)
        assert result.exit_code == 3
        assert str(folder) in result.stderr
        assert "sociale-kaart new" in result.stderr


def test_geocode_offline_answers_from_the_lock_alone(tmp_path: Path) -> None:
    folder = tmp_path / "overijssel"
    shutil.copytree(MAPS / "overijssel", folder)
    before = (folder / "adressen.lock.csv").read_bytes()
    result = sociale_kaart("geocode", folder, "--offline")
    assert result.exit_code == 0, result.output
    assert "33 adressen: 33 stonden al in de lijst, 0 zijn nieuw opgezocht" in result.output
    assert "5 plekken hebben zelf coördinaten" in result.output
    assert (folder / "adressen.lock.csv").read_bytes() == before


def test_a_row_whose_address_is_not_in_the_lock_is_reported_and_counted(tmp_path: Path) -> None:
    folder = tmp_path / "overijssel"
    shutil.copytree(MAPS / "overijssel", folder)
    lock = folder / "adressen.lock.csv"
    lines = lock.read_text(encoding="utf-8").splitlines(keepends=True)
    lost = next(line for line in lines if "Velveweg 54" in line)
    lock.write_text("".join(line for line in lines if line != lost), encoding="utf-8")
    output = sociale_kaart("build", folder).output
    assert "samen: 40 rijen in = 39 gebruikt + 1 gemeld" in output
    report = json.loads((folder / "rapport.json").read_text(encoding="utf-8"))
    (problem,) = [one for one in report["problems"] if one["severity"] == "error"]
    assert problem["code"] == "not_geocoded"
    assert "Velveweg 54" in problem["message"]
    assert "sociale-kaart geocode" in problem["remedy"]
    assert problem["row"] > 1


def test_a_new_map_checks_clean_and_builds_at_once(tmp_path: Path) -> None:
    assert sociale_kaart("new", tmp_path / "nieuw").exit_code == 0
    assert sociale_kaart("check", tmp_path / "nieuw").exit_code == 0
    assert sociale_kaart("build", tmp_path / "nieuw").exit_code == 0


def test_a_national_example_of_every_gemeente_builds(tmp_path: Path) -> None:
    assert sociale_kaart("example", "--places", 40, "--seed", 7, tmp_path / "land").exit_code == 0
    output = sociale_kaart("build", tmp_path / "land").output
    assert "samen: 40 rijen in = 40 gebruikt + 0 gemeld" in output


def test_a_file_that_cannot_be_written_is_named_without_a_traceback(built: Path, tmp_path: Path) -> None:
    for command in (("check", built), ("coverage", built)):
        result = sociale_kaart(*command, "--format", "json", "--output", tmp_path / "weg" / "uit.json")
        assert result.exit_code == 10
        assert "uit.json" in result.stderr
        assert "mag schrijven" in result.stderr


def test_a_setting_without_a_usable_value_ends_with_its_own_code(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOCIALE_KAART_THREADS", "0")
    result = sociale_kaart("serve", built)
    assert result.exit_code == 9
    assert "SOCIALE_KAART_THREADS" in result.stderr


def test_a_build_names_what_it_left_off_the_map(tmp_path: Path) -> None:
    folder = tmp_path / "overijssel"
    shutil.copytree(MAPS / "overijssel", folder)
    (folder / "adressen.lock.csv").unlink()
    output = sociale_kaart("build", folder).output
    assert "is nog niet opgezocht" in output
    assert "en nog 15; alles staat in rapport.json" in output
    assert "samen: 40 rijen in = 5 gebruikt + 35 gemeld" in output
