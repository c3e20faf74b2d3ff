"""The areas of a report: what lies in them, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from makers import Plek, map_of
from sociale_kaart.coverage.populations import buurt_points
from sociale_kaart.coverage.regions import (
    NO_SITES,
    organisation_regions,
    polygon_regions,
    provincie_regions,
    wijk_regions,
)
from sociale_kaart.coverage.sites import sites_of
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.errors import SocialeKaartError, SourceNotFound, SourceUnreadable
from sociale_kaart.model import OrganisationKind

ZWOLLE, KAMPEN, ENSCHEDE, UTRECHT = "GM0193", "GM0166", "GM0153", "GM0344"


def libraries(**serves: tuple[str, ...]) -> MapData:
    """A map with library organisations and where each says that it works."""
    data = map_of([Plek(name, 202_700, 502_200, ZWOLLE) for name in serves], (ENSCHEDE, KAMPEN, ZWOLLE))
    told = tuple(
        replace(one, kind=OrganisationKind.LIBRARY, serves=serves[one.name])
        for one in data.inventory.organisations
    )
    return replace(data, inventory=replace(data.inventory, organisations=told))


def test_organisations_that_share_a_gemeente_both_have_it() -> None:
    data = libraries(A=(ZWOLLE, KAMPEN), B=(KAMPEN,), C=(ENSCHEDE,))
    found = organisation_regions(data)
    told = {
        name: members
        for regions in found
        for name, members in zip(regions.names, regions.gemeenten or (), strict=True)
    }
    assert told == {"A": {ZWOLLE, KAMPEN}, "B": {KAMPEN}, "C": {ENSCHEDE}}
    assert all(
        len(frozenset().union(*(one.gemeenten or ()))) == sum(map(len, one.gemeenten or ())) for one in found
    )


def test_a_branch_is_no_organisation_of_its_own_and_brings_its_building_along() -> None:
    data = libraries(A=(ZWOLLE,), Tak=())
    branch = next(one for one in data.inventory.organisations if one.name == "Tak")
    others = tuple(one for one in data.inventory.organisations if one is not branch)
    data = replace(
        data, inventory=replace(data.inventory, organisations=(*others, replace(branch, parent="A")))
    )
    (regions,) = organisation_regions(data)
    assert regions.names == ("A",)
    assert regions.branches == (frozenset(one.location_id for one in data.inventory.listings),)


def test_a_provincie_is_whole_whatever_part_of_it_a_map_is_about() -> None:
    regions = provincie_regions([ZWOLLE, UTRECHT])
    assert regions.names == ("Overijssel", "Utrecht")
    assert [len(members) for members in regions.gemeenten or ()] == [25, 26]


def test_a_wijk_holds_the_buurten_that_bear_its_number() -> None:
    points = buurt_points()
    regions = wijk_regions(map_of([], [ZWOLLE]), points)
    of_point = regions.points_in(points)
    assert {*regions.codes} == {code for code in regions.codes if code.startswith("WK0193")}
    assert {*points.gemeentecode[of_point >= 0].tolist()} == {ZWOLLE}


def test_a_site_is_in_the_wijk_that_its_address_was_found_in() -> None:
    data = map_of(
        [Plek("bekend", 202_700, 502_200, ZWOLLE), Plek("punt", 202_700, 502_200, ZWOLLE)], [ZWOLLE]
    )
    known = next(one.id for one in data.inventory.locations if one.name == "bekend")
    points = buurt_points()
    wijk = wijk_regions(data, points).codes[0]
    data = replace(
        data, matches={**data.matches, known: replace(data.matches[known], buurtcode="BU" + wijk[2:] + "00")}
    )
    regions = wijk_regions(data, points)
    found = dict(
        zip(sites_of(data, "spreekuur").names, regions.sites_in(sites_of(data, "spreekuur")), strict=True)
    )
    assert found == {"bekend": 0, "punt": -1}


def test_points_of_one_s_own_have_no_wijk() -> None:
    points = buurt_points()
    half = replace(points, x_rd=points.x_rd[:9], y_rd=points.y_rd[:9], gemeentecode=points.gemeentecode[:9])
    with pytest.raises(SocialeKaartError) as fault:
        wijk_regions(map_of([], [ZWOLLE]), half)
    assert "GeoPackage" in fault.value.in_dutch()


def test_a_layer_names_its_areas_by_code_and_name() -> None:
    layer = gpd.GeoDataFrame(
        {"Naam": ["west", "oost"], "code": [1, 2]},
        geometry=[shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)],
        crs=28992,
    )
    regions = polygon_regions(layer)
    assert (regions.codes, regions.names) == (("1", "2"), ("west", "oost"))
    sites = replace(
        NO_SITES,
        **{
            name: np.array(values)
            for name, values in {
                "id": ["a", "b", "c"], "x_rd": [5.0, 15.0, np.nan], "y_rd": [5.0, 5.0, np.nan],
                "gemeentecode": [""] * 3, "hours_per_week": [np.nan] * 3, "kind": [""] * 3, "names": [""] * 3,
            }.items()
        },
    )  # fmt: skip
    assert regions.sites_in(sites).tolist() == [0, 1, -1]


def test_a_layer_that_cannot_be_used_is_refused_in_dutch(tmp_path: Path) -> None:
    nameless = gpd.GeoDataFrame({"x": [1]}, geometry=[shapely.box(0, 0, 1, 1)], crs=28992)
    with pytest.raises(SocialeKaartError) as fault:
        polygon_regions(nameless)
    assert "geen kolom" in fault.value.in_dutch()
    with pytest.raises(SourceNotFound):
        polygon_regions(tmp_path / "weg.gpkg")
    (tmp_path / "tekst.gpkg").write_text("geen kaart", encoding="utf-8")
    with pytest.raises(SourceUnreadable):
        polygon_regions(tmp_path / "tekst.gpkg")
