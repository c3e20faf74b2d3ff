"""Every fault of the service on demand: the right type, the right number of requests, and no false "not found"."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sociale_kaart.errors import ServiceError
from sociale_kaart.geocode.backend import Outcome
from sociale_kaart.geocode.cascade import geocode_addresses
from sociale_kaart.geocode.lock import Lock
from sociale_kaart.geocode.pdok import PdokBackend
from sociale_kaart.http import session
from sociale_kaart.model import AddressInput
from tests.fakes.locatieserver import Doc, Fault, Locatieserver, address_doc, quick, street_docs, twente_docs

DAY = date(2026, 11, 1)
TABLE = Path(__file__).parent.parent / "cases" / "storingen_locatieserver.csv"
with TABLE.open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))


def _with_streets(docs: list[Doc]) -> list[Doc]:
    return [*docs, *street_docs(docs)]


def _address(label: str, number: int, gemeente: str) -> Doc:
    return address_doc(
        label, lon=5.1 + number / 1000, lat=52.1, nummeraanduiding_id=f"0344{number:012d}", gemeente=gemeente
    )


WORLDS: dict[str, Callable[[list[dict[str, str]]], list[Doc]]] = {
    "twente": lambda recorded: _with_streets(twente_docs(recorded)),
    "nothing": lambda _: [],
    "dam": lambda _: _with_streets(
        [_address(f"Dam {number}, 1012JS Amsterdam", number, "Amsterdam") for number in (1, 2, 29)]
    ),
    "two_streets": lambda _: [
        _address("Genèvelaan 5, 3584CC Utrecht", 1, "Utrecht"),
        _address("Princetonplein 5, 3584CC Utrecht", 2, "Utrecht"),
    ],
    "two_places": lambda _: [
        _address("Grensweg 8, 9999XA Boven", 1, "Boven"),
        _address("Grensweg 8, 9999XA Onder", 2, "Onder"),
    ],
}


class Noting:
    """Passes on what it is asked, and notes what came of it."""

    def __init__(self, backend: PdokBackend) -> None:
        self.name = backend.name
        self.backend = backend
        self.noted: tuple[str, str] = ("", "")

    def lookup(self, asked: AddressInput) -> Outcome:
        try:
            outcome = self.backend.lookup(asked)
        except ServiceError as failure:
            self.noted = type(failure).__name__, ""
            raise
        self.noted = type(outcome).__name__, outcome.level.value
        return outcome


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_a_service_that(case: dict[str, str], recorded: list[dict[str, str]], tmp_path: Path) -> None:
    kinds = case["faults"].split()
    faults = [
        Fault(kind, retry_after=case["retry_after"] or None, seconds=0.1 if kind == "trickle" else 5.0)
        for kind in kinds
    ]
    # Only where the service is to be slow our patience is short: a busy machine is slow too.
    patience_s = 0.5 if {"slow", "trickle"} & set(kinds) else 60.0
    asked = AddressInput(text=case["text"], postcode=case["postcode"], woonplaats=case["woonplaats"])
    with Locatieserver(docs=WORLDS[case["docs"]](recorded), faults=faults) as server:
        settings = replace(quick(server), retries=2, timeout_s=patience_s, total_timeout_s=2 * patience_s)
        with PdokBackend(settings, session(settings, backoff_s=0.01)) as backend:
            noting = Noting(backend)
            summary = geocode_addresses([asked], Lock.open(tmp_path / "lock.csv"), noting, on=DAY)
    assert (noting.noted, len(server.requests)) == ((case["answer"], case["level"]), int(case["requests"]))
    kept = [row.match.level.value for row in Lock.open(tmp_path / "lock.csv")]
    assert kept == ([case["in_lock"]] if case["in_lock"] else [])
    assert len(summary.service_failures) == (0 if case["in_lock"] else 1)


def test_the_table_holds_every_fault_that_the_fake_can_play() -> None:
    played = {kind for case in CASES for kind in case["faults"].split()}
    asked_for = {"slow", "429", "500", "cut_json", "html", "400", "410", "trickle", "reset", "cut_body"}
    assert asked_for <= played
    assert {case["docs"] for case in CASES} == set(WORLDS)
