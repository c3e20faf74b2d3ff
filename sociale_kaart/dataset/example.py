"""A national map of any size, invented, for scale work: as many places as asked, where people live."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from math import ceil
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.errors import KaartError
from sociale_kaart.gebieden.boundaries import locate
from sociale_kaart.gebieden.population import population_points
from sociale_kaart.kaart import KAART_TOML
from sociale_kaart.sources.newfolder import new_folder

MOST_PLACES = 1_000_000
PLACES_PER_FILE = 100_000  # well below what one source file may hold (sources/limits.py)
SPREAD_M = 400.0
PLACES_PER_ORGANISATION = 5

HEADINGS = (
    "Nr", "Organisatie", "Soort", "Plek", "Gemeente", "X (RD)", "Y (RD)", "Computer", "Cursus", "Spreekuur",
    "Spreekuurtijden", "Gecontroleerd op",
)  # fmt: skip
CHECKED = "2026-10-15"

# Of each pillar: the share of places that says yes, and the share that says no; the rest says nothing.
SHARES = {"computer": (0.40, 0.20), "training": (0.30, 0.20), "spreekuur": (0.20, 0.30)}
HOURS = (
    "maandag 13.00-15.00 uur",
    "dinsdag 10.00-12.00 uur (oneven weken)",
    "1e maandag van de maand 13.30-15.30 uur",
    "woensdag 14.00-16.00 uur, niet in de schoolvakanties",
    "donderdag 9.30-11.30 uur (even weken)",
    "maandag t/m vrijdag 9.00-12.00 uur",
    "laatste vrijdag van de maand 10.00-12.00 uur",
    "tijden volgen",
)

_TOML = """\
# Gemaakt met: sociale-kaart example --places {places} --seed {seed}
title = "Voorbeeld: {places} verzonnen plekken in Nederland"
intro = "Dit is een voorbeeld. Alle organisaties, plekken en tijden zijn verzonnen."
example = true

[publisher]
name = "Voorbeelduitgever"
url = "https://www.example.org/"

[contact]
name = "Voorbeeldcoördinator"
email = "kaart@example.org"

[area]
nederland = true

[[pillars]]
id = "computer"

[[pillars]]
id = "training"

[[pillars]]
id = "spreekuur"

[[targets]]
pillar = "spreekuur"
count = 150
by = 2018-12-31
source = "Voorbeelddoel"

[[completeness]]
pillar = "computer"
declared_by = "Voorbeeldcoördinator"
as_of = 2026-10-15
"""
_SOURCE = """
[[sources]]
id = "plekken-{part}"
name = "Verzonnen plekken, deel {part}"
file = "plekken-{part}.csv"
kind = "wide"
supplier = "Voorbeelduitgever; ligging: in een buurt, naar inwoners (CBS 2024)"
licence = "CC0"
as_of = 2026-10-15

[sources.columns]
id = "Nr"
organisation = "Organisatie"
organisation_kind = "Soort"
location = "Plek"
gemeente = "Gemeente"
x_rd = "X (RD)"
y_rd = "Y (RD)"
checked = "Gecontroleerd op"

[sources.presence]
computer = "Computer"
training = "Cursus"
spreekuur = "Spreekuur"

[sources.schedules]
spreekuur = "Spreekuurtijden"
"""


@dataclass(frozen=True, slots=True)
class Spots:
    """Where the places lie: gemeentecode and whole metres RD New, (n,) each."""

    gemeentecode: NDArray[np.object_]
    x_rd: NDArray[np.int64]
    y_rd: NDArray[np.int64]


def write_example(folder: Path, places: int, seed: int) -> Path:
    """A folder with an invented national map; the same places and seed give the same bytes.

    Parameters
    ----------
    folder : new or empty; raises KaartError where it holds something
    places : 1 to 1,000,000, spread over buurten by inhabitants; raises KaartError outside that
    seed : any whole number; another seed gives another map

    Returns the folder.
    """
    if not 1 <= places <= MOST_PLACES:
        raise KaartError(
            f"een voorbeeld van {places} plekken kan niet",
            expected=f"Kies 1 tot en met {MOST_PLACES} plekken",
        )
    rng = np.random.Generator(np.random.PCG64(abs(seed) * 2 + (seed < 0)))
    rows = _rows(spots(places, rng), rng)
    parts = range(1, ceil(places / PLACES_PER_FILE) + 1)
    with new_folder(folder) as draft:
        toml = _TOML.format(places=places, seed=seed) + "".join(_SOURCE.format(part=part) for part in parts)
        (draft / KAART_TOML).write_text(toml, encoding="utf-8", newline="\n")
        for part in parts:
            with (draft / f"plekken-{part}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, delimiter=";", lineterminator="\n")
                writer.writerow(HEADINGS)
                writer.writerows(islice(rows, PLACES_PER_FILE))
    return folder


def spots(places: int, rng: np.random.Generator) -> Spots:
    """Positions by inhabitants, up to 400 m from the middle of a buurt and always within its gemeente."""
    points = population_points()
    known = points[points.inhabitants > 0]
    at_home = locate(known.x_rd, known.y_rd) == known.gemeentecode.to_numpy(object)
    buurten = known[at_home].sort_values("buurtcode")
    upto = np.cumsum(buurten.inhabitants.to_numpy(float))
    chosen = buurten.iloc[np.searchsorted(upto, rng.random(places) * upto[-1], side="right")]
    code = chosen.gemeentecode.to_numpy(object)
    # the root spreads them evenly over the disc; whatever falls over the border goes back to the middle
    angle, away = rng.random(places) * 2 * np.pi, SPREAD_M * np.sqrt(rng.random(places))
    middle_x, middle_y = chosen.x_rd.to_numpy(float), chosen.y_rd.to_numpy(float)
    x = np.rint(middle_x + away * np.cos(angle))
    y = np.rint(middle_y + away * np.sin(angle))
    inside = locate(x, y) == code
    return Spots(
        code, np.where(inside, x, middle_x).astype(np.int64), np.where(inside, y, middle_y).astype(np.int64)
    )


def _rows(where: Spots, rng: np.random.Generator) -> Iterator[tuple[object, ...]]:
    places = len(where.gemeentecode)
    said = {pillar: _said(rng.random(places), *shares) for pillar, shares in SHARES.items()}
    hours = rng.integers(len(HOURS), size=places)
    in_gemeente: dict[str, int] = {}
    for number in range(places):
        code = where.gemeentecode[number]
        nth = in_gemeente.get(code, 0)
        in_gemeente[code] = nth + 1
        organisation = nth // PLACES_PER_ORGANISATION + 1
        yield (
            number + 1,
            f"Voorbeeldorganisatie {code[2:]}-{organisation:02d}",
            "bibliotheek" if organisation % 2 else "partner",
            f"Voorbeeldplek {number + 1:05d}",
            code,
            where.x_rd[number],
            where.y_rd[number],
            *(said[pillar][number] for pillar in SHARES),
            HOURS[hours[number]] if said["spreekuur"][number] == "ja" else "",
            CHECKED,
        )


def _said(draw: NDArray[np.float64], yes: float, no: float) -> NDArray[np.str_]:
    return np.where(draw < yes, "ja", np.where(draw < yes + no, "nee", ""))
