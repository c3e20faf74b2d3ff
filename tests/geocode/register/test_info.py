"""A register is read only when it is one, whole, and of the format and the rules that this version has."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from sociale_kaart.cli import main
from sociale_kaart.errors import RegisterDamaged, RegisterError, RegisterNotFound, RegisterOutdated
from sociale_kaart.geocode.register.info import as_json, check, facts, open_register, read_meta, reading
from sociale_kaart.geocode.register.layout import FORMAT
from sociale_kaart.geocode.register.write import PAGE_SIZE
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
    change(register, "PRAGMA user_version = 1")
    with pytest.raises(RegisterOutdated) as told:
        open_register(register)
    assert str(told.value) == (
        f"register register.sqlite was built by format 1, this version reads {FORMAT}. "
        "Rebuild it: sociale-kaart register build SOURCE OUT."
    )
    assert told.value.in_dutch() == (
        f"adressenregister register.sqlite is van formaat 1, en dit programma leest formaat {FORMAT}. "
        "Maak het opnieuw: sociale-kaart register build BRON UIT."
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
    assert told["format"] == FORMAT


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
    assert "het bestand is heel" in told.output
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


def test_a_register_in_a_folder_that_is_not_there_is_refused_before_the_source_is_read(
    tmp_path: Path,
) -> None:
    # Eight gigabytes of BAG take minutes to read; this source is not even there.
    out = tmp_path / "weg" / "bag.sqlite"
    done = CliRunner().invoke(main, ["register", "build", str(tmp_path / "bag-light.gpkg"), str(out)])
    assert done.exit_code == 10
    assert f"de map {out.parent} om dit bestand in te schrijven is er niet. Maak die map eerst" in done.output


def break_page(path: Path, number: int) -> None:
    """Write nonsense over one page, counted from 0: what a bad disk or a bad copy leaves."""
    whole = bytearray(path.read_bytes())
    whole[number * PAGE_SIZE : (number + 1) * PAGE_SIZE] = b"\xa5" * PAGE_SIZE
    path.write_bytes(whole)


def test_a_damaged_page_anywhere_is_noticed_by_the_check_though_the_register_opens(register: Path) -> None:
    check(register)
    whole = register.read_bytes()
    # Not the first page: with that one damaged a register does not even open.
    pages = range(1, len(whole) // PAGE_SIZE)
    assert len(pages) >= 10, "one for each table and index"
    for number in pages:
        register.write_bytes(whole)
        break_page(register, number)
        with pytest.raises(RegisterDamaged, match="this register is damaged"):
            check(register)


def test_the_command_notices_a_damaged_page(register: Path) -> None:
    break_page(register, register.stat().st_size // PAGE_SIZE - 1)
    done = CliRunner().invoke(main, ["register", "info", str(register)])
    assert done.exit_code == 11
    assert "dit adressenregister is beschadigd" in done.output
    assert "Maak het opnieuw: sociale-kaart register build BRON UIT." in done.output


def not_there(path: Path) -> None:
    path.unlink()


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def another_file(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 een werkblad")


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-PAGE_SIZE])


def other_rules(path: Path) -> None:
    change(path, "UPDATE meta SET value = 'other' WHERE name = 'normalisation'")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (not_there, "hier is geen adressenregister. Maak er een"),
        (a_folder, "dit adressenregister kan niet gelezen worden"),
        (another_file, "dit bestand is geen adressenregister. Maak het opnieuw"),
        (cut_short, "dit adressenregister is niet compleet"),
        (other_rules, "gemaakt met andere regels voor straatnamen dan dit programma heeft. Maak het opnieuw"),
    ],
)
def test_a_coordinator_is_told_in_dutch_why_a_register_cannot_be_used(
    register: Path, spoil: Callable[[Path], None], told: str
) -> None:
    spoil(register)
    done = CliRunner().invoke(main, ["register", "info", str(register)])
    assert done.exit_code == 11
    assert done.output.startswith("Fout: ")
    assert told in done.output
    assert "ebuild" not in done.output


def test_reading_a_register_does_not_wait_for_pandas() -> None:
    code = "import sys, sociale_kaart.geocode.register.lookup; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
