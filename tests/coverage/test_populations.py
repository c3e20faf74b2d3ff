"""Inhabited points from every source: what is suppressed is told, never taken for zero, and the rest adds up."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from sociale_kaart.coverage.points import Points
from sociale_kaart.coverage.populations import buurt_points, pc4_points, point_file, square_points
from sociale_kaart.coverage.raking import raked
from sociale_kaart.errors import SourceNotFound, SourceUnreadable
from sociale_kaart.gebieden.gemeenten import gemeenten
from tests.coverage.measures.small_countries import GEMEENTEN, numbers

ZWOLLE = "GM0193"
ZWOLLE_STATION = (202_700.0, 502_200.0)


def points(persons: Mapping[str, list[int | None]]) -> Points:
    """Points of gemeenten by number of persons, one spot for all."""
    rows = [(code, count) for code, counts in persons.items() for count in counts]
    return Points(
        x_rd=np.zeros(len(rows)),
        y_rd=np.zeros(len(rows)),
        gemeentecode=np.array([code for code, _ in rows], dtype="U6"),
        persons={"all": numbers([count for _, count in rows])},
        source="proef",
        vintage="2024",
    )


def test_the_shipped_buurten_place_nearly_everybody_and_add_up_to_cbs() -> None:
    found, report = raked(buurt_points())
    assert report["all"].suppressed == int(np.isnan(buurt_points().persons["all"]).sum()) > 0
    assert 0.999 < report["all"].share < 1
    assert report["all"].not_placed == ()
    utrecht = found.persons["all"][found.gemeentecode == "GM0344"]
    assert math.fsum(utrecht[np.isfinite(utrecht)]) == pytest.approx(gemeenten()["GM0344"].inhabitants)


def test_pc4_tell_three_groups_each_within_the_one_before(shared_file: Callable[[str], Path]) -> None:
    found = pc4_points(shared_file("cbs/pc4_2020.gpkg"), shared_file("cbs/pc4_leeftijd_2021.csv"))
    # The CSV counts 17,472,870 persons; those of PC4 without an area have no point.
    everybody, old, very_old = (np.nansum(found.persons[group]) for group in ("all", "65+", "75+"))
    assert 17_400_000 < everybody <= 17_472_870
    assert very_old < old < everybody
    one = found.persons["75+"][:, None] <= found.persons["65+"][:, None]
    assert one[np.isfinite(found.persons["75+"])].all()
    assert (found.gemeentecode != "").mean() > 0.999
    # CBS 2021 counts 3.46 million people of 65 and over: a fifth of all.
    assert old / everybody == pytest.approx(0.198, abs=0.002)


def squares(path: Path, rows: list[tuple[float, float, float | None, float | None]]) -> Path:
    """A GeoPackage of 100 m squares with the columns that CBS gives them."""
    x, y = ZWOLLE_STATION
    gpd.GeoDataFrame(
        {
            "crs28992res100m": [f"E{int(east)}N{int(north)}" for east, north, _, _ in rows],
            "aantal_inwoners": [count for _, _, count, _ in rows],
            "aantal_inwoners_65_jaar_en_ouder": [old for *_, old in rows],
        },
        geometry=[
            shapely.box(x + east, y + north, x + east + 100, y + north + 100) for east, north, _, _ in rows
        ],
        crs=28992,
    ).to_file(path, layer="vierkanten", driver="GPKG")
    return path


def test_a_square_that_cbs_suppresses_is_known_to_be_there_and_counts_for_nobody(tmp_path: Path) -> None:
    path = squares(
        tmp_path / "cbs_vk100.gpkg", [(0, 0, 40, 10), (100, 0, -99997, -99997), (200, 0, 60, None)]
    )
    found = square_points(path, vintage="2023")
    np.testing.assert_array_equal(found.persons["all"], [40, np.nan, 60])
    np.testing.assert_array_equal(found.persons["65+"], [10, np.nan, np.nan])
    np.testing.assert_array_equal(found.x_rd, ZWOLLE_STATION[0] + np.array([50, 150, 250]))
    assert set(found.gemeentecode) == {ZWOLLE}
    lifted, report = raked(found, {"all": {ZWOLLE: 130_000}})
    np.testing.assert_allclose(lifted.persons["all"], [52_000, np.nan, 78_000])
    assert report["all"].suppressed == 1
    assert report["all"].share == pytest.approx(100 / 130_000)


def test_a_point_file_is_read_with_its_own_columns_and_a_csv_in_either_system(tmp_path: Path) -> None:
    written = tmp_path / "mensen.csv"
    written.write_text("x_rd;y_rd;bewoners\n202700;502200;12\n202800;502200;\n", encoding="utf-8")
    found = point_file(written, columns={"bewoners": "all"}, source="Eigen telling", vintage="2025")
    np.testing.assert_array_equal(found.persons["all"], [12, np.nan])
    assert set(found.gemeentecode) == {ZWOLLE}
    degrees = tmp_path / "graden.csv"
    degrees.write_text("lon,lat,bewoners,gemeentecode\n6.0919,52.5047,12,GM0193\n", encoding="utf-8")
    again = point_file(degrees, columns={"bewoners": "all"}, source="Eigen telling", vintage="2025")
    assert (again.x_rd[0], again.y_rd[0]) == pytest.approx(ZWOLLE_STATION, abs=250)


def test_a_file_that_cannot_serve_is_refused_with_what_it_has(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFound):
        square_points(tmp_path / "er niet.gpkg", vintage="2023")
    broken = tmp_path / "stuk.gpkg"
    broken.write_bytes(b"geen geopackage")
    with pytest.raises(SourceUnreadable):
        square_points(broken, vintage="2023")
    nameless = tmp_path / "mensen.csv"
    nameless.write_text("x_rd,y_rd,aantal\n1,2,3\n", encoding="utf-8")
    with pytest.raises(SourceUnreadable, match=r"no column bewoners\. It has x_rd, y_rd, aantal"):
        point_file(nameless, columns={"bewoners": "all"}, source="", vintage="")
    with pytest.raises(SourceUnreadable, match="no column tells how many persons"):
        point_file(nameless, columns={"aantal": "65+"}, source="", vintage="")


counts = st.dictionaries(
    st.sampled_from((*GEMEENTEN, "")), st.lists(st.none() | st.integers(0, 5_000), max_size=8), max_size=4
)
totals = st.dictionaries(st.sampled_from(GEMEENTEN), st.integers(1, 20_000).map(float), max_size=3)


@settings(max_examples=200, deadline=None)
@given(persons=counts, official=totals)
def test_what_is_raked_adds_up_and_keeps_its_shares_and_its_silence(
    persons: dict[str, list[int | None]], official: dict[str, float]
) -> None:
    before = points(persons)
    after, report = raked(before, {"all": official})
    placed = 0.0
    for code in {*persons, *official}:
        here = before.gemeentecode == code
        old, new = before.persons["all"][here], after.persons["all"][here]
        np.testing.assert_array_equal(np.isnan(new), np.isnan(old))
        if code in official and np.nansum(old) > 0:
            assert np.nansum(new) == pytest.approx(official[code])
            np.testing.assert_allclose(new / np.nansum(new), old / np.nansum(old), atol=1e-12)
            placed += min(np.nansum(old), official[code])
            assert code not in report["all"].not_placed
        else:
            np.testing.assert_array_equal(new, old)
            assert (code in report["all"].not_placed) == (code in official)
    assert report["all"].placed == pytest.approx(placed)
    assert report["all"].points + report["all"].suppressed == len(before)
    assert report["all"].without_gemeente == len(persons.get("", []))
    if official:
        assert report["all"].share == pytest.approx(placed / sum(official.values()))
