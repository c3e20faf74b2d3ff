"""The command `geocode-file`, as a coordinator uses it."""

from __future__ import annotations

import csv
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook

from sociale_kaart.cli import main
from sociale_kaart.geocode.register.write import PAGE_SIZE
from tests.batch.conftest import columns_of, read_csv
from tests.fakes.locatieserver import Locatieserver, street_docs, twente_docs

CASES = Path(__file__).parent.parent / "cases" / "adressen_locatieserver.csv"


def geocode_file(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["geocode-file", *(str(argument) for argument in arguments)])


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The recorded addresses, as the project's table has them: a line with street and number, and a place."""
    path = tmp_path / "in.csv"
    with (
        CASES.open(encoding="utf-8", newline="") as there,
        path.open("w", encoding="utf-8", newline="") as here,
    ):
        writer = csv.writer(here, delimiter=";")
        writer.writerow(["Nr", "Adres", "Woonplaats"])
        writer.writerows(
            (f"{number:03d}", row["text"], row["woonplaats"])
            for number, row in enumerate(csv.DictReader(there))
        )
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "uit.csv"


@pytest.fixture
def pdok(monkeypatch: pytest.MonkeyPatch) -> Locatieserver:
    """A Locatieserver that the settings name; not yet started."""
    with CASES.open(encoding="utf-8", newline="") as file:
        docs = twente_docs(list(csv.DictReader(file)))
    for setting, value in (
        ("REQUESTS_PER_SECOND", "1000"),
        ("RETRIES", "0"),
        ("TIMEOUT_S", "2"),
        ("CACHE", ""),
    ):
        monkeypatch.setenv(f"SOCIALE_KAART_{setting}", value)
    return Locatieserver(docs=docs + street_docs(docs))


def test_it_says_what_it_took_what_came_of_it_and_where_it_is(
    source: Path, out: Path, register_file: Path, tmp_path: Path
) -> None:
    review = tmp_path / "nakijken.csv"
    result = geocode_file(
        source, out, "--backend", "register", "--register", register_file, "--review", review
    )
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0] == 'Adres: adres uit "Adres", plaats uit "Woonplaats" (koppen in rij 1).'
    assert lines[1].startswith("8 rijen in, 8 rijen uit;")
    assert "rijen per seconde" in lines[-2]
    assert lines[-1] == f"geschreven: {out} en {review}"
    assert [number for (number,) in columns_of(read_csv(out, ";"), "Nr")] == [f"00{n}" for n in range(8)]


def test_the_register_of_the_settings_answers_first_and_pdok_the_rest(
    source: Path, out: Path, register_file: Path, pdok: Locatieserver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOCIALE_KAART_REGISTER", str(register_file))
    with pdok:
        monkeypatch.setenv("SOCIALE_KAART_PDOK_URL", pdok.url)
        assert geocode_file(source, out).exit_code == 0
    backends = dict(columns_of(read_csv(out, ";"), "Adres", "match_backend"))
    # Glanerbrug is no woonplaats of the register; PDOK knows it as a wijk of Enschede.
    assert backends["Schipholtstraat 48B"] == "pdok"
    assert backends["De Haven 1"] == "register"


def test_a_service_that_is_down_ends_with_7_and_the_next_run_finds_the_rest(
    source: Path, out: Path, pdok: Locatieserver, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pdok:
        monkeypatch.setenv("SOCIALE_KAART_PDOK_URL", pdok.url)
        pdok.play("500")
        first = geocode_file(source, out, "--backend", "pdok")
        assert first.exit_code == 7, first.output
        assert "Storing" in first.output
        assert [level for (level,) in columns_of(read_csv(out, ";"), "match_level")].count("") == 1
        asked = len(pdok.requests)
        second = geocode_file(source, out, "--backend", "pdok")
        assert second.exit_code == 0, second.output
        assert 1 <= len(pdok.requests) - asked < asked
    assert "7 adressen daarvan zijn er nog" in second.output
    assert "" not in {level for (level,) in columns_of(read_csv(out, ";"), "match_level")}


def test_an_excel_file_needs_no_more_than_its_name(tmp_path: Path, register_file: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["Waar", "Stad"])
    book.worksheets[0].append(["De Haven 1", "Borne"])
    source, out = tmp_path / "in.xlsx", tmp_path / "uit.xlsx"
    book.save(source)
    told = geocode_file(source, out, "--register", register_file)
    assert told.exit_code == 4
    assert 'Gezien: "Waar", "Stad". Zeg welke kolom wat is: --columns' in told.stderr
    named = geocode_file(source, out, "--register", register_file, "--columns", "adres=Waar,plaats=Stad")
    assert named.exit_code == 0, named.output
    assert load_workbook(out).worksheets[0]["C2"].value == "adres"


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("weg.csv", "uit.csv"), 4, "dit bestand is er niet"),
        (("in.csv", "in.csv"), 10, "over een ander heen"),
        (("in.csv", "uit.xlsx"), 10, "noem het bijvoorbeeld uit.csv"),
        (
            ("in.csv", "weg/uit.csv"),
            10,
            "weg/uit.csv: de map weg om dit bestand in te schrijven is er niet. Maak die",
        ),
        (("in.csv", "uit.csv", "--review", "weg/na.csv"), 10, "weg/na.csv: de map weg om dit bestand in te"),
        (("in.csv", "uit.csv", "--columns", "adres=Straatje"), 4, 'geen kolom "Straatje"'),
        (("in.csv", "uit.csv", "--columns", "straatje=Adres"), 2, "Schrijf bijvoorbeeld"),
        (("in.csv", "uit.csv", "--min-level", "huis"), 2, "huis"),
        (
            ("in.csv", "uit.csv", "--register", "weg.register"),
            11,
            "weg.register: hier is geen adressenregister",
        ),
        (("in.csv", "."), 2, "UIT"),
    ],
)
def test_what_cannot_be_done_is_told_without_a_traceback_and_writes_nothing(
    source: Path,
    register_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    code: int,
    told: str,
) -> None:
    monkeypatch.chdir(source.parent)
    monkeypatch.setenv("SOCIALE_KAART_REGISTER", str(register_file))
    result = geocode_file(*arguments, "--backend", "register")
    assert result.exit_code == code
    assert told.casefold() in result.stderr.casefold()
    assert isinstance(result.exception, SystemExit)
    assert list(source.parent.iterdir()) == [source]


def test_a_register_that_turns_out_damaged_is_told_in_dutch_and_nothing_is_written(
    source: Path, out: Path, register_file: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "stuk.register"
    whole = register_file.read_bytes()
    # The first two pages, with which it opens, are left.
    broken.write_bytes(whole[: 2 * PAGE_SIZE] + b"\xa5" * (len(whole) - 2 * PAGE_SIZE))
    result = geocode_file(source, out, "--backend", "register", "--register", broken)
    assert result.exit_code == 11
    assert f"Fout: {broken}: dit adressenregister is beschadigd" in result.stderr
    assert "Maak het opnieuw: sociale-kaart register build BRON UIT." in result.stderr
    assert not out.exists()


def test_a_register_that_nobody_named_is_asked_for(source: Path, out: Path) -> None:
    result = geocode_file(source, out, "--backend", "register")
    assert result.exit_code == 9
    assert "SOCIALE_KAART_REGISTER" in result.stderr


def test_a_disk_that_takes_no_more_is_told_and_nothing_is_left(
    source: Path, out: Path, register_file: Path
) -> None:
    """A file that may grow no further is what a full disk is to a program."""
    source.write_text(source.read_text(encoding="utf-8") + "9;De Haven 1;Borne\n" * 3_000, encoding="utf-8")
    command = [sys.executable, "-m", "sociale_kaart", "geocode-file", str(source), str(out)]
    limit = 200_000
    ended = subprocess.run(
        [*command, "--backend", "register", "--register", str(register_file)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        capture_output=True,
        text=True,
        check=False,
        # Measuring coverage writes a file of its own, which such a disk would not take either.
        env={name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")},
    )
    assert ended.returncode == 10, ended.stderr
    assert "uit.csv: dit bestand kan niet geschreven worden" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert {path.name for path in out.parent.iterdir()} == {source.name, ".uit.csv.voortgang"}
    assert geocode_file(source, out, "--backend", "register", "--register", register_file).exit_code == 0
    assert {path.name for path in out.parent.iterdir()} == {source.name, out.name}


BROKEN = sorted(
    path for path in (CASES.parent / "broken").rglob("*") if path.suffix in (".csv", ".xlsx", ".ods", ".xls")
)


@pytest.mark.parametrize(
    "broken", BROKEN, ids=lambda path: path.relative_to(CASES.parent / "broken").as_posix()
)
def test_no_broken_sheet_that_we_know_of_makes_it_crash(
    broken: Path, tmp_path: Path, register_file: Path
) -> None:
    out = tmp_path / f"uit{broken.suffix}"
    result = geocode_file(broken, out, "--backend", "register", "--register", register_file)
    assert isinstance(result.exception, SystemExit | None), result.exception
    assert result.exit_code in (0, 4)
    assert out.exists() == (result.exit_code == 0)
    assert not list(tmp_path.glob(".*"))
