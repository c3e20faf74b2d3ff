"""Live and offline agree: one address, one nummeraanduiding, whichever of the two is asked (bar 3 of issue 3)."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sociale_kaart.geocode.backend import Candidate, Geocoder
from sociale_kaart.geocode.pdok import PdokBackend, candidate
from sociale_kaart.geocode.register.lookup import RegisterBackend
from sociale_kaart.geocode.register.write import write_register
from sociale_kaart.model import AddressInput, MatchLevel
from tests.fakes.locatieserver import Doc, Locatieserver, quick, street_docs, twente_docs
from tests.geocode.recorded_register import rows_of_docs


def _documents(found: Any) -> Iterator[Doc]:
    """Every address document anywhere in a recorded answer."""
    if isinstance(found, dict):
        if found.get("type") == "adres" and "centroide_ll" in found and "straatnaam" in found:
            yield found
        for value in found.values():
            yield from _documents(value)
    elif isinstance(found, list):
        for value in found:
            yield from _documents(value)


@pytest.fixture(scope="module")
def docs(shared_data: Path) -> list[Doc]:
    """Every address that the Locatieserver was recorded to answer: Twente's 35, and those of other people's tests."""
    with (shared_data / "kaart" / "twente_35.csv").open(encoding="utf-8-sig", newline="") as file:
        found = twente_docs(csv.DictReader(file, delimiter=";"))
    for recording in sorted((shared_data / "pdok").rglob("*.json")):
        found += _documents(json.loads(recording.read_text("utf-8")))
    unique = {doc["nummeraanduiding_id"]: doc for doc in reversed(found)}
    assert len(unique) >= 40, "33 of Twente, and the others"
    return list(unique.values())


@pytest.fixture(scope="module")
def live(docs: list[Doc]) -> Iterator[PdokBackend]:
    with Locatieserver(docs=[*docs, *street_docs(docs)]) as server, PdokBackend(quick(server)) as backend:
        yield backend


@pytest.fixture(scope="module")
def offline(docs: list[Doc], tmp_path_factory: pytest.TempPathFactory) -> Iterator[RegisterBackend]:
    path = tmp_path_factory.mktemp("register") / "adressen.register"
    write_register(rows_of_docs(docs), path, {"source_date": "2026-09-14"})
    with RegisterBackend(path) as backend:
        yield backend


SPELLINGS: dict[str, Callable[[Candidate], AddressInput]] = {
    "as the register writes it": lambda one: AddressInput(text=one.label),
    "in columns": lambda one: AddressInput(
        text=_house(one), postcode=one.postcode, woonplaats=one.woonplaats
    ),
    "without its postcode": lambda one: AddressInput(text=_house(one), woonplaats=one.woonplaats),
    "without its place": lambda one: AddressInput(text=_house(one), postcode=one.postcode),
    "with its gemeente": lambda one: AddressInput(
        text=_house(one), woonplaats=one.woonplaats, gemeentecode=one.gemeentecode
    ),
    "on one line in capitals": lambda one: AddressInput(
        text=f"{_house(one)} {one.postcode} {one.woonplaats}".upper()
    ),
    "in the lower case of a phone": lambda one: AddressInput(text=f"{_house(one)}, {one.woonplaats}".lower()),
    "by number and postcode alone": lambda one: AddressInput(
        text=_house(one).removeprefix(one.street).strip(), postcode=one.postcode
    ),
    "with the street cut short": lambda one: AddressInput(
        text=_house(one).replace(one.street, one.street_short or one.street), woonplaats=one.woonplaats
    ),
    "with the place beside it as a remark": lambda one: AddressInput(
        text=f"Bibliotheek, {_house(one)} (1e verdieping)", postcode=one.postcode, woonplaats=one.woonplaats
    ),
}


def _house(one: Candidate) -> str:
    suffix = f"-{one.huisnummertoevoeging}" if one.huisnummertoevoeging else ""
    return f"{one.street} {one.huisnummer}{one.huisletter}{suffix}"


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_live_and_offline_give_the_same_id(
    docs: list[Doc], live: PdokBackend, offline: RegisterBackend, spelling: str
) -> None:
    answered = 0
    for doc in docs:
        recorded = candidate(doc)
        assert recorded is not None
        asked = SPELLINGS[spelling](recorded)
        here, there = live.lookup(asked), offline.lookup(asked)
        assert (here.level, here.nummeraanduiding_id) == (there.level, there.nummeraanduiding_id), asked
        assert here.faults == there.faults, asked
        assert here.nummeraanduiding_id in ("", recorded.nummeraanduiding_id), asked
        answered += here.level is MatchLevel.ADRES
    assert answered >= 0.97 * len(docs), f"{answered} of {len(docs)} at address level"


def test_live_and_offline_give_the_same_address_of_a_point(
    docs: list[Doc], live: PdokBackend, offline: RegisterBackend
) -> None:
    for doc in docs:
        recorded = candidate(doc)
        assert recorded is not None
        for backend in (live, offline):
            found = _reversed(backend, recorded)
            assert found in {
                one["nummeraanduiding_id"] for one in docs if one["centroide_ll"] == doc["centroide_ll"]
            }


def _reversed(backend: Geocoder, recorded: Candidate) -> str:
    return backend.reverse(recorded.lon, recorded.lat).nummeraanduiding_id
