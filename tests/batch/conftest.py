"""A register of the project's few recorded addresses, and a service that fails when told to."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from sociale_kaart.batch.asking import Asker
from sociale_kaart.batch.run import BatchRun, Choices
from sociale_kaart.batch.summary import Summary
from sociale_kaart.crs import wgs84_to_rd
from sociale_kaart.errors import ServiceError
from sociale_kaart.geocode.address import parse
from sociale_kaart.geocode.backend import Outcome
from sociale_kaart.geocode.register.layout import AddressRow
from sociale_kaart.geocode.register.lookup import RegisterBackend
from sociale_kaart.geocode.register.write import write_register
from sociale_kaart.model import AddressInput

TABLE = Path(__file__).parent.parent / "cases" / "adressen_locatieserver.csv"
GEMEENTECODES = {
    "Enschede": "GM0153",
    "Hellendoorn": "GM0163",
    "Wierden": "GM0189",
    "Hof van Twente": "GM1735",
    "Borne": "GM0147",
    "Almelo": "GM0141",
    "Rijssen-Holten": "GM1742",
}

Run = Callable[..., Summary]


class Shaky:
    """A service that answers one at a time from the register, and fails for the addresses it is told to."""

    name = "shaky"

    def __init__(self, behind: RegisterBackend) -> None:
        self._behind = behind
        self.failing: dict[str, ServiceError] = {}
        self.asked: list[str] = []

    def lookup(self, asked: AddressInput) -> Outcome:
        self.asked.append(asked.text)
        if asked.text in self.failing:
            raise self.failing[asked.text]
        return self._behind.lookup(asked)


class Counting:
    """The register, with a count of what it is asked."""

    name = "register"

    def __init__(self, behind: RegisterBackend) -> None:
        self._behind = behind
        self.asked: list[str] = []

    def lookup(self, asked: AddressInput) -> Outcome:
        return self.lookup_many((asked,))[0]

    def lookup_many(self, asked: Sequence[AddressInput]) -> list[Outcome]:
        self.asked += [one.text for one in asked]
        return self._behind.lookup_many(asked)


@pytest.fixture(scope="session")
def register_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("register") / "twente.register"
    with TABLE.open(encoding="utf-8", newline="") as file:
        write_register(map(_address_row, csv.DictReader(file)), path, {"source": TABLE.name})
    return path


def _address_row(row: dict[str, str]) -> AddressRow:
    address = parse(row["geocodedAddress"])
    x_rd, y_rd = wgs84_to_rd(float(row["lon"]), float(row["lat"]))
    assert address.huisnummer is not None
    return AddressRow(
        openbare_ruimte=address.street,
        openbare_ruimte_kort="",
        huisnummer=address.huisnummer,
        huisletter=address.huisletter,
        huisnummertoevoeging=address.huisnummertoevoeging,
        postcode=address.postcode,
        woonplaats=address.woonplaats,
        gemeentecode=GEMEENTECODES[row["municipality"]],
        nummeraanduiding_id=row["bag_nummeraanduiding"],
        adresseerbaarobject_id="",
        buurtcode="",
        x_rd=float(x_rd),
        y_rd=float(y_rd),
    )


@pytest.fixture
def register(register_file: Path) -> Iterator[RegisterBackend]:
    with RegisterBackend(register_file) as backend:
        yield backend


@pytest.fixture
def shaky(register: RegisterBackend) -> Shaky:
    return Shaky(register)


@pytest.fixture
def counting(register: RegisterBackend) -> Counting:
    return Counting(register)


@pytest.fixture
def run(register: RegisterBackend) -> Run:
    """A whole run, from IN to OUT; backend and choices may be other ones."""

    def whole(source: Path, out: Path, backend: object = register, **choices: object) -> Summary:
        with BatchRun(source, out, Asker([backend]), Choices(**choices)) as one:  # type: ignore[arg-type]
            return one.run()

    return whole


def read_csv(path: Path, delimiter: str = ",", encoding: str = "utf-8") -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def columns_of(rows: Sequence[Sequence[str]], *names: str) -> list[tuple[str, ...]]:
    """Cells under some headings; the first row holds the headings."""
    at = [list(rows[0]).index(name) for name in names]
    return [tuple(row[i] for i in at) for row in rows[1:]]
