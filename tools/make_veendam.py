"""Make geodata/kaarten/veendam: who sits when on the Informatieplein of one library.

    python tools/make_veendam.py DATA [FOLDER]

DATA is the folder with `kaart/veendam_spreekuren.json` and `kaart/stemlokalen_tk2025.csv` (see
docs/explanation/shipped-maps.md). The facts go into three tables of our own; how the hours are worded is ours too.
kaart.toml is kept by hand and left alone. The same input gives the same bytes.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent
FOLDER = HERE / "geodata" / "kaarten" / "veendam"

PLACE, LIBRARY = "IP", "Bibliotheek Veendam"
# The library is in this building: RTV Noord, May 2020. It was a polling place under this name.
BUILDING = "Cultuurcentrum van Beresteyn"
IN_BUILDING = (
    "https://www.rtvnoord.nl/nieuws/702683/Mensen-in-de-rij-voor-opening-bibliotheek-We-mogen-weer-prachtig"
)
VEENDAM = "0047"

PLACE_HEADINGS = ("Plek", "Gebouw", "Organisatie", "Plaats", "Gemeentecode", "X (RD)", "Y (RD)", "Bron")
ORGANISATION_HEADINGS = ("Naam", "Soort")
HELP_HEADINGS = ("Nummer", "Spreekuur", "Organisatie", "Plek", "Tijden")

DAYS = {"monday": "maandag", "wednesday": "woensdag", "thursday": "donderdag"}
WEEKS = {"even_weeks": " (even weken)", "odd_weeks": " (oneven weken)"}
NTH = {"first_of_month": "1e", "third_of_month": "3e"}

Line = Sequence[str]
"""Day or date, begin, end, and how often: as the source has it."""


def place(polling_places: Iterable[Mapping[str, str]]) -> tuple[str, ...]:
    """The one place, where its building lies."""
    (found,) = (row for row in polling_places if (row["gemeentecode"], row["naam"]) == (VEENDAM, BUILDING))
    return (PLACE, BUILDING, LIBRARY, found["plaats"], f"GM{VEENDAM}", found["x"], found["y"], IN_BUILDING)


def organisations(participants: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, ...]]:
    """Each once, as the source names it; what sort of organisation the others are, it does not say."""
    yield LIBRARY, "bibliotheek"
    for name in dict.fromkeys(one["organisation"] for one in participants):
        if name != LIBRARY:
            yield name, ""


def helpers(participants: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, ...]]:
    """One row per helper, in the order of the source."""
    for number, one in enumerate(participants, start=1):
        yield f"V{number:02}", one["name"], one["organisation"], PLACE, worded(one["calendar"])


def worded(calendar: Sequence[Line]) -> str:
    """A helper's hours as a coordinator writes them."""
    often = [line for line in calendar if line[3] in NTH]
    if often:
        day, begin, end = _same(line[:3] for line in often)
        nth = " en ".join(NTH[line[3]] for line in often)
        return f"{nth} {DAYS[day]} van de maand {_times(begin, end)}"
    return ", ".join(_line(*line) for line in calendar)


def _line(day: str, begin: str, end: str, often: str) -> str:
    return f"{day if often == 'once' else DAYS[day]} {_times(begin, end)}{WEEKS.get(often, '')}"


def _times(begin: str, end: str) -> str:
    return f"{begin.lstrip('0').replace(':', '.')}-{end.lstrip('0').replace(':', '.')} uur"


def _same(lines: Iterable[Line]) -> Line:
    (one,) = {tuple(line) for line in lines}
    return one


def write(path: Path, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """As Excel itself writes "CSV UTF-8": with a BOM and CRLF."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(headings)
        writer.writerows(rows)


def make(data: Path, folder: Path = FOLDER) -> None:
    """Write the three sources into the map's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (data / "kaart" / "stemlokalen_tk2025.csv").open(encoding="utf-8-sig", newline="") as file:
        write(folder / "plek.csv", PLACE_HEADINGS, [place(csv.DictReader(file, delimiter=";"))])
    participants = json.loads((data / "kaart" / "veendam_spreekuren.json").read_text("utf-8"))["participants"]
    write(folder / "organisaties.csv", ORGANISATION_HEADINGS, organisations(participants))
    write(folder / "spreekuren.csv", HELP_HEADINGS, helpers(participants))


if __name__ == "__main__":
    make(Path(sys.argv[1]), *(Path(argument) for argument in sys.argv[2:3]))
