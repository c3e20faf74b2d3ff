"""The command `geocode` on a shipped map, against a Locatieserver of our own and a register made of its answers."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sociale_kaart.cli import main
from sociale_kaart.geocode.lock import Lock
from sociale_kaart.geocode.register.write import write_register
from tests.fakes.locatieserver import Fault, Locatieserver, street_docs, twente_docs
from tests.geocode.recorded_register import rows_of_docs
from tests.maps.made import OVERIJSSEL


@pytest.fixture
def server(shared_file: Callable[[str], Path]) -> Iterator[Locatieserver]:
    with shared_file("kaart/twente_35.csv").open(encoding="utf-8-sig", newline="") as file:
        docs = twente_docs(csv.DictReader(file, delimiter=";"))
    with Locatieserver(docs=[*docs, *street_docs(docs)]) as fake:
        yield fake


@pytest.fixture
def kaart(tmp_path: Path, server: Locatieserver, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The map of Overijssel without its lock; PDOK is the fake."""
    folder = tmp_path / "overijssel"
    shutil.copytree(OVERIJSSEL, folder)
    (folder / "adressen.lock.csv").unlink()
    settings = {"PDOK_URL": server.url, "RETRIES": "0", "REQUESTS_PER_SECOND": "1000"}
    # A fake on a busy machine may take long to answer, and that is no outage.
    patience = {"CONNECT_TIMEOUT_S": "120", "TIMEOUT_S": "120", "TOTAL_TIMEOUT_S": "240"}
    for name, value in (settings | patience).items():
        monkeypatch.setenv(f"SOCIALE_KAART_{name}", value)
    return folder


def geocode(kaart: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["geocode", str(kaart), *options])


def test_without_a_register_pdok_answers_for_the_whole_map(kaart: Path, server: Locatieserver) -> None:
    done = geocode(kaart)
    assert done.exit_code == 0, done.output
    assert "33 precies gevonden (adres)" in done.output
    assert {row.match.backend for row in Lock.open(kaart / "adressen.lock.csv")} == {"pdok"}
    requests = len(server.requests)
    assert requests <= 33 * 2, "most addresses take one question"
    assert geocode(kaart).exit_code == 0
    assert len(server.requests) == requests


def test_with_a_register_nothing_is_asked_of_pdok(
    kaart: Path, server: Locatieserver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = tmp_path / "adressen.register"
    write_register(
        rows_of_docs(doc for doc in server.docs if doc["type"] == "adres"),
        register,
        {"source_date": "2026-09-14"},
    )
    monkeypatch.setenv("SOCIALE_KAART_REGISTER", str(register))
    done = geocode(kaart)
    assert done.exit_code == 0, done.output
    assert "33 precies gevonden (adres)" in done.output
    assert server.requests == []
    live = {row.asked: row.match.nummeraanduiding_id for row in Lock.open(OVERIJSSEL / "adressen.lock.csv")}
    offline = {row.asked: row.match.nummeraanduiding_id for row in Lock.open(kaart / "adressen.lock.csv")}
    assert offline == live


def test_a_register_that_is_asked_for_and_not_set_is_said_in_dutch(kaart: Path) -> None:
    done = geocode(kaart, "--backend", "register")
    assert done.exit_code == 9
    assert "er is geen adressenregister ingesteld" in done.output


def test_an_outage_ends_with_its_own_code_and_leaves_no_not_found(kaart: Path, server: Locatieserver) -> None:
    server.always = Fault("503")
    done = geocode(kaart)
    assert done.exit_code == 7
    assert "Een storing is nooit opgeschreven als 'niet gevonden'." in done.output
    assert len(server.requests) == 5
    assert len(Lock.open(kaart / "adressen.lock.csv")) == 0


def test_a_large_run_says_first_that_there_is_a_kinder_way(
    kaart: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sociale_kaart.geocode.cascade.KIND_TO_ASK", 30)
    done = geocode(kaart)
    assert done.exit_code == 0
    assert done.output.startswith("Dit zijn 33 nieuwe adressen")
    assert "sociale-kaart register build" in done.output
    assert "33 precies gevonden" in done.output
