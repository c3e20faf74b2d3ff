"""Make geodata/kaarten/overijssel from the open data that the map rests on.

    OPENPYXL_LXML=False python tools/make_overijssel.py DATA [FOLDER]

DATA is the folder with `kaart/twente_35.csv` and `kaart/bibliotheken.csv` (see docs/explanation/shipped-maps.md).
The facts go into tables of our own, with the source page and the date beside each; the recorded answers of
the Locatieserver become the lock, graded as a live answer would be. kaart.toml and correcties.csv are kept by
hand and left alone. The same input gives the same bytes.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from sociale_kaart.crs import wgs84_to_rd
from sociale_kaart.gebieden.gemeenten import find_gemeente
from sociale_kaart.geocode.lock import Lock
from sociale_kaart.geocode.pdok import match_document
from sociale_kaart.model import AddressInput, Match
from sociale_kaart.sources.workbook import Column, add_table, save_workbook

HERE = Path(__file__).resolve().parent.parent
FOLDER = HERE / "geodata" / "kaarten" / "overijssel"

# The 25 gemeenten of Overijssel (CBS, Gemeenten alfabetisch 2024), by the four digits that the
# polling-place file uses.
OVERIJSSEL = frozenset(
    [
        *(
            "0141",
            "0147",
            "0148",
            "0150",
            "0153",
            "0158",
            "0160",
            "0163",
            "0164",
            "0166",
            "0168",
            "0173",
            "0175",
        ),
        *("0177", "0180", "0183", "0189", "0193", "1700", "1708", "1735", "1742", "1773", "1774", "1896"),
    ]
)
# BAG counts Glanerbrug in with Enschede; the village is a wijk (CBS 2024), and a live answer names it.
WIJK = {"Schipholtstraat 48B": "Wijk 08 Glanerbrug en omgeving"}
ELECTION_DAY = date(2025, 10, 29)

HELP_HEADINGS = (
    "Nummer", "Naam", "Adres", "Plaats", "Gemeente", "Soort hulp", "Openingstijden", "Gezien op", "Bron",
)  # fmt: skip
LIBRARY_COLUMNS = (
    Column(heading="Nummer", width=14, text=True),
    Column(heading="Naam bibliotheek", width=42),
    Column(heading="Plaats", width=16),
    Column(heading="Gemeentecode", width=14, text=True),
    Column(heading="Soort", width=14),
    Column(heading="X (RD)", width=10),
    Column(heading="Y (RD)", width=10),
)


def read(path: Path) -> list[dict[str, str]]:
    """Rows of a semicolon CSV."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def help_places(rows: Sequence[Mapping[str, str]]) -> Iterator[tuple[str, ...]]:
    """The Twente places in the order of the source, under headings a coordinator would use."""
    for row in rows:
        yield (
            row["id"].removeprefix("loc-"),
            row["name"],
            row["address"],
            row["town"],
            row["municipality"],
            row["category"],
            row["openingHours"],
            row["checked"],
            row["source"],
        )


def write_help_places(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    """As Excel itself writes "CSV UTF-8": with a BOM and CRLF."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HELP_HEADINGS)
        writer.writerows(help_places(rows))


def write_libraries(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    """The polling places of October 2025 that were a library, in Overijssel."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    add_table(
        workbook,
        "Bibliotheken",
        LIBRARY_COLUMNS,
        [
            {
                "Nummer": row["id"],
                "Naam bibliotheek": row["naam"],
                "Plaats": row["plaats"],
                "Gemeentecode": f"GM{row['gemeentecode']}",
                "Soort": "bibliotheek",
                "X (RD)": int(row["x"]),
                "Y (RD)": int(row["y"]),
            }
            for row in rows
            if row["gemeentecode"] in OVERIJSSEL
        ],
    )
    save_workbook(workbook, path, made_on=ELECTION_DAY)


def write_lock(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    """The recorded answer to each distinct address; where two rows share one, the day it was asked last."""
    path.unlink(missing_ok=True)
    with Lock.open(path) as lock:
        for row in sorted(rows, key=lambda row: row["checked"]):
            gemeente = find_gemeente(row["municipality"]).gemeente
            asked = AddressInput(
                text=row["address"],
                woonplaats=row["town"],
                gemeentecode=gemeente.code if gemeente else "",
            )
            lock.add(asked, recorded_match(asked, row), on=date.fromisoformat(row["checked"]))
        lock.save()


def recorded_match(asked: AddressInput, row: Mapping[str, str]) -> Match:
    """What the Locatieserver answered that day, as a document of its v3_1 with the fields that were kept."""
    x_rd, y_rd = (round(float(one), 1) for one in wgs84_to_rd(float(row["lon"]), float(row["lat"])))
    return match_document(
        asked,
        {
            "type": "adres",
            "weergavenaam": row["geocodedAddress"],
            "gemeentenaam": row["municipality"],
            "gemeentecode": asked.gemeentecode.removeprefix("GM"),
            "wijknaam": WIJK.get(row["address"], ""),
            "nummeraanduiding_id": row["bag_nummeraanduiding"],
            "centroide_ll": f"POINT({row['lon']} {row['lat']})",
            "centroide_rd": f"POINT({x_rd} {y_rd})",
        },
    )


def make(data: Path, folder: Path = FOLDER) -> None:
    """Write the two sources into the map's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    twente = read(data / "kaart" / "twente_35.csv")
    write_help_places(folder / "hulpplekken-twente.csv", twente)
    write_lock(folder / "adressen.lock.csv", twente)
    write_libraries(folder / "bibliotheken.xlsx", read(data / "kaart" / "bibliotheken.csv"))


if __name__ == "__main__":
    make(Path(sys.argv[1]), *(Path(argument) for argument in sys.argv[2:3]))
