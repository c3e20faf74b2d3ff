"""A register is read only when it is one, whole, and of the format and the rules that this version has."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from sociale_kaart.cli import main
from sociale_kaart.errors import RegisterDamaged, RegisterError, RegisterNotFound, RegisterOutdated
from sociale_kaart.geocode.register.info import as_json, facts, open_register, read_meta, reading
from tests.geocode.register.addresses import address, register_of

REBUILD = "sociale-kaart register build SOURCE OUT"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    out, _ = register_of(tmp_path, address(), address(huisnummer=0), address(huisnummer=7))
    return out


def change(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(sql)


def test_a_register_is_opened_to_read_only(register: Path) -> None:
    with closing(open_register(register)) as connection:
        assert connection.execute("SELECT count(*) FROM address").fetchone() == (2,)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM address")


def test_a_register_of_another_format_says_what_to_do(register: Path) -> None:
    change(register, "PRAGMA user_version = 2")
    with pytest.raises(RegisterOutdated) as told:
        open_register(register)
    assert str(told.value) == (
        "register register.sqlite was built by format 2, this version reads 1. "
        "Rebuild it: sociale-kaart register build SOURCE OUT."
    )


def test_a_register_with_other_rules_for_street_names_is_not_read(register: Path) -> None:
    change(register, "UPDATE meta SET value = 'other' WHERE name = 'normalisation'")
    with pytest.raises(RegisterOutdated, match=f"other rules for street names.*{REBUILD}"):
        open_register(register)


def test_a_register_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RegisterNotFound, match=f"bag.sqlite: there is no register here.*{REBUILD}"):
        open_register(tmp_path / "bag.sqlite")


def test_a_folder_is_no_register(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="cannot be read"):
        open_register(tmp_path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 een werkblad", b"SQLite format 3\x00"])
def test_another_file_is_no_register(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bag.sqlite"
    path.write_bytes(content)
    with pytest.raises(RegisterDamaged, match="no register"):
        open_register(path)


def test_another_database_is_no_register(tmp_path: Path) -> None:
    path = tmp_path / "kaart.gpkg"
    change(path, "CREATE TABLE meta (name, value)")
    with pytest.raises(RegisterDamaged, match="no register"):
        open_register(path)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.99])
def test_a_register_cut_short_is_never_opened(register: Path, part: float) -> None:
    whole = register.read_bytes()
    register.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(RegisterDamaged, match="cut short"):
        open_register(register)


def test_a_register_with_bytes_wiped_out_ends_as_damaged(register: Path) -> None:
    whole = bytearray(register.read_bytes())
    whole[4096:] = b"\xff" * (len(whole) - 4096)
    register.write_bytes(whole)
    with pytest.raises(RegisterDamaged, match="damaged"):
        read_meta(register)


def test_using_a_closed_register_is_a_fault_of_the_program_and_not_of_the_file(register: Path) -> None:
    connection = open_register(register)
    connection.close()
    with pytest.raises(sqlite3.ProgrammingError), reading(register):
        connection.execute("SELECT 1")


def test_facts_are_told_in_dutch(register: Path) -> None:
    told = dict(facts(register))
    assert (told["rijen in de bron"], told["adressen"], told["straten"]) == ("3", "2", "1")
    assert told["overgeslagen: geen huisnummer tussen 1 en 99999"] == "1"


def test_for_programs_counts_are_numbers(register: Path) -> None:
    told = json.loads(as_json(register))
    assert told["addresses"] + sum(told["refused"].values()) == told["rows"] == 3
    assert told["refused"] == {"no_number": 1}
    assert told["format"] == 1


def test_the_commands_build_and_tell(tmp_path: Path) -> None:
    source = tmp_path / "adressen.csv"
    source.write_text(
        "Locatie,nr,plaats,x,y\nDam,1,Amsterdam,121300,487300\nDam,x,Amsterdam,121300,487300\n",
        encoding="utf-8",
    )
    out = tmp_path / "bag.sqlite"
    command = ["register", "build", str(source), str(out), "--date", "2026-09-08"]
    missing = CliRunner().invoke(main, command)
    assert missing.exit_code == 4
    assert (
        "wijs aan welke het is, zoals --columns openbare_ruimte=KOLOM".casefold() in missing.output.casefold()
    )
    pointed = ["--columns", "openbare_ruimte=Locatie", "--columns", "huisnummer=nr"]
    built = CliRunner().invoke(main, [*command, *pointed])
    assert built.exit_code == 0, built.output
    assert "rijen: 2, adressen in het register: 1" in built.output
    assert "overgeslagen: 1 x geen huisnummer tussen 1 en 99999, zoals Dam x, Amsterdam" in built.output
    told = CliRunner().invoke(main, ["register", "info", str(out)])
    assert "2026-09-08" in told.output
    assert (
        json.loads(CliRunner().invoke(main, ["register", "info", str(out), "--format", "json"]).output)[
            "rows"
        ]
        == 2
    )


def test_a_mapping_without_a_column_is_a_command_used_wrongly(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        main, ["register", "build", str(tmp_path / "a.csv"), str(tmp_path / "b"), "--columns", "straat"]
    )
    assert done.exit_code == 2
    assert "VELD=KOLOM" in done.output


def test_a_register_that_cannot_be_used_has_an_exit_code_of_its_own(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["register", "info", str(tmp_path / "bag.sqlite")])
    assert done.exit_code == 11
