"""Where one may walk and cycle, by a table of tags and where each rule stands."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sociale_kaart.coverage.detour import Mode
from sociale_kaart.coverage.network.access import Directions, OnStreets, directions

CASES = Path(__file__).parents[2] / "cases" / "straatgebruik.csv"
SAID = {
    "both": Directions(along=True, against=True),
    "along": Directions(along=True, against=False),
    "against": Directions(along=False, against=True),
    "none": Directions(along=False, against=False),
}


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("mode", [Mode.WALK, Mode.BIKE])
@pytest.mark.parametrize("case", cases(), ids=lambda case: case["tags"])
def test_a_street_is_open_as_its_tags_say(case: dict[str, str], mode: OnStreets) -> None:
    tags = dict(tag.split("=", 1) for tag in case["tags"].split(" "))
    assert directions(tags, mode) == SAID[case[mode]], case["source"]
