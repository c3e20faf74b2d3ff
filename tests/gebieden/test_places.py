"""What a visitor types, and where that is: without a network."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from sociale_kaart.crs import rd_to_wgs84, wgs84_to_rd
from sociale_kaart.gebieden import files, tables
from sociale_kaart.gebieden.boundaries import locate
from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.gebieden.places import (
    Ambiguous,
    NotFound,
    Position,
    Unfound,
    names_beginning,
    search_position,
)

CASES = Path(__file__).parents[1] / "cases" / "zoeken.csv"


_WHY_NOT = {Unfound.UNKNOWN, Unfound.MISSPELLED, Unfound.POSTCODE, Unfound.PROVINCIE}


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['typed']}-{case['prefer']}")
def test_a_search_finds_what_was_meant(case: dict[str, str]) -> None:
    found = search_position(case["typed"], case["prefer"].split())
    if isinstance(found, Position):
        expected = (case["kind"], case["label"], case["gemeentecode"], case["name"])
        assert (found.kind, found.label, found.gemeentecode, found.name) == expected
    elif isinstance(found, Ambiguous):
        assert (case["kind"], case["label"]) == (
            "ambiguous",
            "|".join(option.label for option in found.options),
        )
    else:
        assert case["kind"] == "notfound"
        assert (found.suggestions or ("",))[0] == case["label"]
        assert found.why in _WHY_NOT


def test_a_position_speaks_both_coordinate_systems() -> None:
    found = search_position("8011 AB")
    assert isinstance(found, Position)
    lon, lat = rd_to_wgs84(found.x_rd, found.y_rd)
    assert (found.lon, found.lat) == (round(float(lon), 6), round(float(lat), 6))
    assert found.radius_m is not None
    assert 300 < found.radius_m < 1_500


def test_preferred_places_come_first_where_several_are_preferred() -> None:
    everywhere = search_position("Oudega")
    here = search_position("Oudega", ["GM0090", "GM1940"])
    assert isinstance(everywhere, Ambiguous)
    assert isinstance(here, Ambiguous)
    assert [one.gemeentecode for one in here.options] == ["GM0090", "GM1940", "GM1900"]
    assert set(here.options) == set(everywhere.options)


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "8011 AB" * 500, "\x00", "'; drop table", "🏛️", "%"]
)
def test_nonsense_is_not_found_and_breaks_nothing(text: str) -> None:
    assert isinstance(search_position(text), NotFound)


def test_every_gemeente_and_every_place_is_found_by_its_own_name() -> None:
    for name in [one.naam for one in gemeenten().values()] + [
        row["woonplaats"] for row in tables.read(files.PLACES)
    ]:
        assert not isinstance(search_position(name), NotFound), name


def test_every_label_of_a_choice_leads_to_the_place_it_names() -> None:
    names = [row["woonplaats"] for row in tables.read(files.PLACES)]
    choices = [found for found in map(search_position, names) if isinstance(found, Ambiguous)]
    assert len(choices) > 20
    for option in (option for found in choices for option in found.options):
        again = search_position(option.label)
        assert isinstance(again, Position), option.label
        assert (again.kind, again.x_rd, again.y_rd) == (option.kind, option.x_rd, option.y_rd)


def test_every_postcode_point_lies_in_the_gemeente_it_names() -> None:
    rows = tables.read(files.POSTCODES)
    found = locate([float(row["x_rd"]) for row in rows], [float(row["y_rd"]) for row in rows])
    apart = [row["postcode4"] for row, code in zip(rows, found, strict=True) if code != row["gemeentecode"]]
    # Points are whole metres and borders are simplified to 5 m.
    assert len(apart) <= 5


def test_place_names_are_whole() -> None:
    for row in tables.read(files.PLACES):
        assert "Ã" not in row["woonplaats"]
        assert row["woonplaats"] == row["woonplaats"].strip()
        assert (
            row["woonplaats"][0] in "'123456789"
            or row["woonplaats"][0].isupper()
            or row["source"] == "GeoNames"
        )
        assert row["source"] in {"stembureaus 2025", "GeoNames"}


def test_a_postcode_point_lies_nearer_to_its_addresses_than_the_middle_of_its_area(shared_data: Path) -> None:
    import geopandas as gpd
    import pandas as pd

    addresses = pd.read_csv(shared_data / "adressen/pc6_steekproef.csv")
    addresses["x"], addresses["y"] = wgs84_to_rd(addresses.lon, addresses.lat)
    sampled = addresses.groupby(addresses.postcode.str[:4])[["x", "y"]].agg(["mean", "size"])
    sampled = sampled[sampled[("x", "size")] >= 6]
    points = pd.DataFrame(tables.read(files.POSTCODES)).set_index("postcode4")[["x_rd", "y_rd"]].astype(float)
    areas = gpd.read_file(shared_data / "cbs/pc4_2020.gpkg").dropna(subset=["geometry"])
    areas.index = areas.postcode.astype(int).astype(str)
    known = sampled.index.intersection(points.index)
    x, y = sampled.loc[known, ("x", "mean")], sampled.loc[known, ("y", "mean")]
    ours = np.hypot(points.x_rd[known] - x, points.y_rd[known] - y).median()
    middle = np.hypot(areas.centroid.x[known] - x, areas.centroid.y[known] - y).median()
    assert len(known) > 900
    assert ours < 0.6 * middle
    assert ours < 200


def test_names_that_begin_so_come_with_the_map_s_own_first_and_then_the_largest() -> None:
    assert names_beginning("heng", prefer=("GM0164",))[0].startswith("Hengelo")
    assert names_beginning("utr")[0] == "Utrecht"
    assert names_beginning("ROTTER")[0] == "Rotterdam"
    assert names_beginning("") == names_beginning("qqqq") == names_beginning("*") == []
    assert len(names_beginning("a", limit=5)) == 5
    assert names_beginning("a" * 100_000) == []
