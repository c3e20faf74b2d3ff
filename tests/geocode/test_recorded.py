"""Answers that the real Locatieserver gave, from the shared data folder: all of Twente, and the odd ones."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sociale_kaart.geocode.address import parse_input
from sociale_kaart.geocode.backend import Ambiguous, Found, NotFound, Outcome
from sociale_kaart.geocode.cascade import geocode_addresses
from sociale_kaart.geocode.grade import choose
from sociale_kaart.geocode.lock import Lock
from sociale_kaart.geocode.pdok import PdokBackend, candidates
from sociale_kaart.model import AddressInput, MatchLevel
from tests.fakes.locatieserver import Locatieserver, quick, street_docs, twente_docs


@pytest.fixture
def twente(shared_data: Path) -> list[dict[str, str]]:
    with (shared_data / "kaart" / "twente_35.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.fixture
def twente_server(twente: list[dict[str, str]]) -> Iterator[Locatieserver]:
    docs = twente_docs(twente)
    with Locatieserver(docs=docs + street_docs(docs)) as fake:
        yield fake


@pytest.mark.parametrize("with_gemeente", [False, True], ids=["place only", "place and gemeente"])
def test_all_of_twente_reaches_address_level_with_the_recorded_id(
    tmp_path: Path, twente: list[dict[str, str]], twente_server: Locatieserver, with_gemeente: bool
) -> None:
    asked = [
        AddressInput(
            text=row["address"],
            woonplaats=row["town"],
            gemeentecode=f"GM{row['bag_nummeraanduiding'][:4]}" if with_gemeente else "",
        )
        for row in twente
    ]
    with PdokBackend(quick(twente_server)) as backend:
        summary = geocode_addresses(asked, Lock.open(tmp_path / "lock.csv"), backend, on=date(2026, 11, 1))
    lock = Lock.open(tmp_path / "lock.csv")
    assert (len(asked), summary.asked, summary.adres_level) == (35, 33, 33)
    for row, address in zip(twente, asked, strict=True):
        known = lock.get(address)
        assert known is not None
        match = known.match
        assert match.level is MatchLevel.ADRES
        assert match.nummeraanduiding_id == row["bag_nummeraanduiding"]
        assert match.gemeentecode == f"GM{row['bag_nummeraanduiding'][:4]}"
        assert (match.lon, match.lat) == (float(row["lon"]), float(row["lat"]))


def replay(recording: Path, asked: AddressInput) -> Outcome:
    answer: dict[str, Any] = json.loads(recording.read_text("utf-8"))
    return choose(asked, parse_input(asked), candidates(answer))


def test_dam_1_is_the_house_and_not_the_street_that_outranks_it(shared_data: Path) -> None:
    outcome = replay(
        shared_data / "pdok" / "streetworks" / "bag_free_response.json", AddressInput(text="Dam 1 Amsterdam")
    )
    assert isinstance(outcome, Found)
    assert (outcome.level, outcome.nummeraanduiding_id) == (MatchLevel.ADRES, "0363200003761447")
    assert outcome.gemeentecode == "GM0363"
    assert (outcome.x_rd, outcome.y_rd) == (121394.0, 487383.0)


def test_neighbours_of_dam_1_are_not_dam_1(shared_data: Path) -> None:
    recording = shared_data / "pdok" / "streetworks" / "bag_reverse_response.json"
    outcome = replay(recording, AddressInput(text="Dam 1", woonplaats="Amsterdam"))
    assert outcome.level is MatchLevel.STRAAT
    assert outcome.nummeraanduiding_id == ""


def test_a_street_with_a_diaeresis_is_found_without_it(shared_data: Path) -> None:
    recording = shared_data / "pdok" / "streetworks" / "bag_search_diacritics.json"
    outcome = replay(recording, AddressInput(text="Ruinelaan", woonplaats="Lochem"))
    assert isinstance(outcome, Found)
    assert (outcome.level, outcome.faults) == (MatchLevel.STRAAT, ("number_missing",))


def test_one_postcode_with_two_streets_is_told_apart_by_the_street_only(shared_data: Path) -> None:
    recording = shared_data / "pdok" / "misc" / "postcode_3584CC_free_v3_1.json"
    by_street = replay(recording, AddressInput(text="Princetonplein 5", postcode="3584 CC"))
    assert isinstance(by_street, Found)
    assert (by_street.level, by_street.address) == (
        MatchLevel.STRAAT,
        "Princetonplein, 3584CC Utrecht",
    )
    alone = replay(recording, AddressInput(postcode="3584CC"))
    assert isinstance(alone, Ambiguous)
    assert alone.level is MatchLevel.POSTCODE


def test_a_street_whose_name_only_contains_the_one_asked_for_is_another_street(shared_data: Path) -> None:
    # The older service (v3) answers "Achtergracht 72" with Weesp and with Nieuwe Achtergracht in Amsterdam.
    recording = shared_data / "pdok" / "amsterdam-signals" / "pdok_response_amsterdam.json"
    for street, place in (("Nieuwe Achtergracht", "Amsterdam"), ("Achtergracht", "Weesp")):
        outcome = replay(recording, AddressInput(text=f"{street} 72", woonplaats=place))
        assert isinstance(outcome, Found)
        assert (outcome.level, outcome.woonplaats) == (MatchLevel.ADRES, place)
    for place in ("Amsterdam", "Utrecht"):
        assert isinstance(replay(recording, AddressInput(text="Achtergracht 72", woonplaats=place)), NotFound)
