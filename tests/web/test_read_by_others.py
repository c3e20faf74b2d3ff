"""Bar 4 of issue 7: whoever reads Overijssel, by whatever file or interface, gets the same 40 places and 25 gemeenten.

Read as others would: GDAL through geopandas and pyogrio, its OAPIF driver, OWSLib, pandas, pyarrow; over HTTP.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
from owslib.ogcapi.features import Features

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.store import write_map
from tests.web.test_ogc import served

PLACES, GEMEENTEN = 40, 25
GEO = ("geojson", "gpkg")  # GDAL as pyogrio brings it has no Parquet


@pytest.fixture(scope="module")
def store(overijssel: MapData, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("overijssel") / "kaart.gpkg"
    write_map(overijssel, path)
    return path


@pytest.fixture(scope="module")
def address(store: Path) -> Iterator[str]:
    with served(store) as found:
        yield found


@pytest.fixture(scope="module")
def places(overijssel: MapData) -> set[str]:
    found = {one.id for one in overijssel.inventory.listings}
    assert len(found) == PLACES
    return found


@pytest.fixture(scope="module")
def gemeenten(overijssel: MapData) -> set[str]:
    found = set(overijssel.gemeentecodes)
    assert len(found) == GEMEENTEN
    return found


def taken(address: str) -> bytes:
    with closing(urlopen(address)) as answer:
        content: bytes = answer.read()
    return content


def told(address: str) -> Any:
    return json.loads(taken(address))


@pytest.mark.parametrize("ending", GEO)
def test_gdal_reads_the_files_from_their_address(
    address: str, places: set[str], gemeenten: set[str], ending: str
) -> None:
    found = gpd.read_file(f"{address}/data/plekken.{ending}")
    assert (len(found), set(found["id"])) == (PLACES, places)
    areas = gpd.read_file(f"{address}/data/gemeenten.{ending}")
    assert (len(areas), set(areas["gemeentecode"])) == (GEMEENTEN, gemeenten)
    assert pyogrio.read_info(f"{address}/data/gemeenten.{ending}")["features"] == GEMEENTEN
    offers = gpd.read_file(f"{address}/data/aanbod.{ending}")
    assert set(offers["organisation"]) <= set(found["organisation"]), (
        "what is offered is by who is on the map"
    )


def test_geoparquet_csv_and_excel_hold_the_same(address: str, places: set[str], gemeenten: set[str]) -> None:
    def frame(name: str) -> pd.DataFrame:
        content = io.BytesIO(taken(f"{address}/data/{name}"))
        if name.endswith("parquet"):
            return gpd.read_parquet(content)
        return pd.read_csv(content) if name.endswith("csv") else pd.read_excel(content, engine="openpyxl")

    for ending in ("parquet", "csv", "xlsx"):
        assert set(frame(f"plekken.{ending}")["id"]) == places
        assert set(frame(f"gemeenten.{ending}")["gemeentecode"]) == gemeenten
    for ending in ("csv", "xlsx"):
        assert set(frame(f"dekking.{ending}")["gemeentecode"]) == gemeenten


def test_the_built_map_itself_opens_in_gdal(store: Path, places: set[str], gemeenten: set[str]) -> None:
    assert set(gpd.read_file(store, layer="plekken")["id"]) == places
    assert set(gpd.read_file(store, layer="gemeenten")["gemeentecode"]) == gemeenten


def test_gdal_and_owslib_read_the_live_interface(address: str, places: set[str], gemeenten: set[str]) -> None:
    source = f"OAPIF:{address}/api/ogc"
    assert set(gpd.read_file(source, layer="plekken")["id"]) == places
    assert set(gpd.read_file(source, layer="gemeenten")["gemeentecode"]) == gemeenten
    client = Features(f"{address}/api/ogc/")
    items = client.collection_items("plekken", limit=1000)
    assert {one["id"] for one in items["features"]} == places
    areas = client.collection_items("gemeenten", limit=1000)
    assert {one["id"] for one in areas["features"]} == gemeenten


def test_the_json_interface_tells_of_the_same(address: str, places: set[str], gemeenten: set[str]) -> None:
    found = gpd.read_file(f"{address}/api/plekken.geojson")
    assert (len(found), set(found["id"])) == (PLACES, places)
    assert len(gpd.read_file(f"{address}/api/gebied.geojson")) == GEMEENTEN
    assert {one["gemeentecode"] for one in told(f"{address}/api/dekking.json")} == gemeenten
    assert {one["id"] for one in told(f"{address}/api/changes?limit=1000")["changes"]} == places
    roles = told(f"{address}/api/wie-doet-wat.json")["roles"]
    assert len({one["organisation_id"] for one in roles}) == PLACES, (
        "an organisation each, as the sources have it"
    )


def test_hsds_has_a_desk_for_each_of_them(address: str) -> None:
    answer = told(f"{address}/api/hsds/3.1/organizations?full=true&per_page=1000")
    desks = [
        desk
        for organization in answer["contents"]
        for place in organization.get("locations", ())
        for desk in place.get("contacts", ())
        if desk["organization_id"] == organization["id"]
    ]
    assert len({desk["id"] for desk in desks}) == PLACES
