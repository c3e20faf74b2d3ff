"""Real addresses whose answer is known: Groningen, part of Amsterdam, and 33 in Twente."""

from __future__ import annotations

import csv
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from sociale_kaart.crs import wgs84_to_rd

DATA = Path(os.environ.get("SOCIALE_KAART_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")

_LABEL = re.compile(
    r"(?P<street>.+) (?P<number>\d+)(?P<suffix>\S*), (?P<postcode>\d{4}[A-Z]{2}) (?P<place>.+)"
)


class Address(NamedTuple):
    """An address as the register has it; x_rd, y_rd in metres RD New. A made-up one has a made-up id."""

    street: str
    number: int
    letter: str
    suffix: str
    postcode: str
    woonplaats: str
    gemeentecode: str
    id: str
    x_rd: float
    y_rd: float
    origin: str

    @property
    def house(self) -> tuple[str, str, int]:
        """What addresses that share a house number have in common."""
        return self.woonplaats, self.street, self.number


def read_real(data: Path = DATA) -> list[Address]:
    """Every real address of the shared data folder, each street, number and suffix once."""
    once: dict[tuple[object, ...], Address] = {}
    for address in (*_twente(data), *_amsterdam(data), *_groningen(data)):
        once.setdefault((*address.house, address.letter, address.suffix, address.postcode), address)
    return list(once.values())


def other_postcodes(data: Path = DATA) -> list[str]:
    """Real postcodes from all over the country."""
    with (data / "adressen" / "pc6_steekproef.csv").open(encoding="utf-8", newline="") as file:
        return sorted({row["postcode"] for row in csv.DictReader(file)})


def organisations(data: Path = DATA) -> list[str]:
    """Real names of buildings and organisations, without a digit or a comma: those of polling places."""
    with (data / "kaart" / "stemlokalen_tk2025.csv").open(encoding="utf-8", newline="") as file:
        names = {row["naam"].strip() for row in csv.DictReader(file, delimiter=";")}
    return sorted(name for name in names if 5 < len(name) < 40 and not re.search(r"[\d,;|\"]", name))


def _groningen(data: Path) -> Iterator[Address]:
    with (data / "adressen" / "groningen_adressen.csv").open(encoding="utf-8", newline="") as file:
        for i, row in enumerate(csv.DictReader(file)):
            x_rd, y_rd = wgs84_to_rd(float(row["lon"]), float(row["lat"]))
            yield Address(
                street=row["street"],
                number=int(row["number"]),
                letter=row["letter"].upper(),
                suffix=row["suffix"].upper(),
                postcode=row["postal_code"],
                woonplaats=row["city"],
                gemeentecode="GM0014",
                id=f"0014209{i:09d}",
                x_rd=float(x_rd),
                y_rd=float(y_rd),
                origin="groningen",
            )


def _amsterdam(data: Path) -> Iterator[Address]:
    path = data / "pdok" / "ogc" / "bag_voorbeeld.gpkg"
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as sample:
        for table in ("verblijfsobjecten", "ligplaatsen", "standplaatsen"):
            for row in sample.execute(
                "SELECT straatnaam, huisnummer, huisletter, toevoeging, postcode, woonplaats, nummer_id, minx, miny"
                f" FROM {table} WHERE postcode IS NOT NULL ORDER BY feature_id"
            ):
                street, number, letter, suffix, postcode, place, *id_and_point = row
                yield Address(
                    street,
                    number,
                    letter or "",
                    suffix or "",
                    postcode,
                    place,
                    "GM0363",
                    *id_and_point,
                    "amsterdam",
                )


def _twente(data: Path) -> Iterator[Address]:
    with (data / "kaart" / "twente_35.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            found = _LABEL.fullmatch(row["geocodedAddress"])
            assert found is not None, row["geocodedAddress"]
            x_rd, y_rd = wgs84_to_rd(float(row["lon"]), float(row["lat"]))
            yield Address(
                street=found["street"],
                number=int(found["number"]),
                letter=found["suffix"].upper(),
                suffix="",
                postcode=found["postcode"],
                woonplaats=found["place"],
                gemeentecode=f"GM{row['bag_nummeraanduiding'][:4]}",
                id=row["bag_nummeraanduiding"],
                x_rd=float(x_rd),
                y_rd=float(y_rd),
                origin="twente",
            )
