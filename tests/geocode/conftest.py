"""A Locatieserver of our own, filled from the project's small table of recorded answers."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from sociale_kaart.geocode.pdok import PdokBackend
from sociale_kaart.model import AddressInput
from tests.fakes.locatieserver import Locatieserver, quick, street_docs, twente_docs

TABLE = Path(__file__).parent.parent / "cases" / "adressen_locatieserver.csv"


@pytest.fixture(scope="session")
def recorded() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def addresses(recorded: list[dict[str, str]]) -> list[AddressInput]:
    return [AddressInput(text=row["text"], woonplaats=row["woonplaats"]) for row in recorded]


@pytest.fixture
def server(recorded: list[dict[str, str]]) -> Iterator[Locatieserver]:
    docs = twente_docs(recorded)
    with Locatieserver(docs=docs + street_docs(docs)) as fake:
        yield fake


@pytest.fixture
def backend(server: Locatieserver) -> Iterator[PdokBackend]:
    with PdokBackend(quick(server)) as pdok:
        yield pdok
