"""OGC API - Features as its clients use it: GDAL and OWSLib read the same places and gemeenten as the map has."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import geopandas as gpd
import pyogrio
import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from owslib.ogcapi.features import Features

from sociale_kaart.crs import rd_to_wgs84
from sociale_kaart.dataset.layers import gemeenten_with_coverage, plekken
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.store import write_map
from sociale_kaart.export.collections import LAT_LON, LON_LAT, RD_NEW
from tests.web.smallmap import BORNE, ENSCHEDE, HOSTILE

ITEMS = "/api/ogc/collections/plekken/items"
POSITION = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
# What RFC 7946 and part 1, requirements 27-30, ask of a page of points.
PAGE = Draft202012Validator(
    {
        "type": "object",
        "required": ["type", "features", "links", "timeStamp", "numberMatched", "numberReturned"],
        "properties": {
            "type": {"const": "FeatureCollection"},
            "timeStamp": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
            "features": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["type", "id", "geometry", "properties"],
                    "properties": {
                        "geometry": {
                            "oneOf": [
                                {"type": "null"},
                                {
                                    "type": "object",
                                    "properties": {"type": {"const": "Point"}, "coordinates": POSITION},
                                },
                            ]
                        }
                    },
                },
            },
            "links": {"type": "array", "items": {"type": "object", "required": ["href", "rel", "type"]}},
        },
    }
)


def page(client: FlaskClient, address: str = ITEMS, **asked: str | int) -> dict[str, Any]:
    response = client.get(address, query_string=asked)
    assert response.status_code == 200, response.get_data(as_text=True)
    content: dict[str, Any] = response.get_json()
    return content


def names(content: dict[str, Any]) -> list[str]:
    return [one["properties"]["name"] for one in content["features"]]


def test_every_link_of_the_landing_page_leads_somewhere(client: FlaskClient) -> None:
    todo, seen = {"/api/ogc"}, set[str]()
    while todo:
        address = todo.pop()
        seen.add(address)
        response = client.get(address)
        assert response.status_code == 200, address
        content = response.get_json(silent=True) or {}
        for one in (content, *content.get("collections", ())):
            todo |= {urlsplit(link["href"]).path for link in one.get("links", ())} - seen
    assert {ITEMS, "/api/ogc/api", "/api/ogc/conformance", "/api/ogc/collections/gemeenten/items"} <= seen


def test_a_page_of_places_is_what_the_standard_asks_and_hides_no_place_without_a_point(
    client: FlaskClient,
) -> None:
    response = client.get(ITEMS)
    content = response.get_json()
    assert [error.message for error in PAGE.iter_errors(content)] == []
    assert response.content_type == "application/geo+json"
    assert response.headers["Content-Crs"] == f"<{LON_LAT}>"
    assert content["numberMatched"] == content["numberReturned"] == 4
    assert [one["geometry"] is None for one in content["features"]] == [False, False, False, True]
    assert HOSTILE in names(content)  # text stays text; a reader escapes what it shows


def test_pages_add_up_to_the_whole_in_the_same_order(client: FlaskClient) -> None:
    whole, address, found = names(page(client)), f"{ITEMS}?limit=1", []
    for _ in whole:
        content = client.get(address).get_json()
        found += names(content)
        following = [link["href"] for link in content["links"] if link["rel"] == "next"]
        address = following[0] if following else ""
    assert found == whole
    assert address == ""


def test_coordinates_come_in_the_crs_and_axis_order_that_was_asked_for(client: FlaskClient) -> None:
    # The library of the small map stands at 257900, 471600 (RD New).
    lon, lat = (round(float(one), 6) for one in rd_to_wgs84(257_900, 471_600))
    wanted = {LON_LAT: [lon, lat], LAT_LON: [lat, lon], RD_NEW: [257_900.0, 471_600.0]}
    for crs, coordinates in wanted.items():
        response = client.get(ITEMS, query_string={"crs": crs, "limit": 1})
        assert response.get_json()["features"][0]["geometry"]["coordinates"] == coordinates
        assert response.headers["Content-Crs"] == f"<{crs}>"


@pytest.mark.parametrize(
    ("box", "crs"),
    [
        ("257899,471599,257901,471601", RD_NEW),
        ("6.85,52.1,6.95,52.3", LON_LAT),
        ("52.1,6.85,52.3,6.95", LAT_LON),
        ("6.85,52.1,0,6.95,52.3,10", LON_LAT),
    ],
    ids=["rd", "lonlat", "latlon", "with-heights"],
)
def test_a_box_holds_what_lies_in_it_and_nothing_without_a_point(
    client: FlaskClient, box: str, crs: str
) -> None:
    content = page(client, bbox=box, **{"bbox-crs": crs})
    assert names(content) == ["Bibliotheek Enschede", "Humanitas Twente"]


def test_a_property_can_be_asked_for(client: FlaskClient) -> None:
    assert len(names(page(client, gemeentecode=ENSCHEDE))) == 2
    assert names(page(client, gemeentecode=BORNE)) == ["Zoekgeraakt Loket"]
    assert names(page(client, gemeentecode="GM0000")) == []
    assert names(page(client, pillar_spreekuur="yes", gemeentecode=ENSCHEDE)) == ["Humanitas Twente"]


def test_one_feature_is_the_one_of_the_page(client: FlaskClient) -> None:
    first = page(client, limit=1)["features"][0]
    alone = page(client, f"{ITEMS}/{first['id']}")
    assert {key: alone[key] for key in first} == first
    assert client.get(f"{ITEMS}/bestaat-niet").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "limit=0", "limit=-1", "limit=x", "limit=1&limit=2", "offset=-1", "offset=99999999999", "bbox=1,2,3", "bbox=",
        "bbox=a,b,c,d", "bbox=1,2,3,nan", "bbox=1,5,2,4", "crs=EPSG:28992", "bbox-crs=x",
        "datetime=gisteren", "f=html", "onbekend=1",
        "%3Cscript%3E=1",
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_with_a_problem_that_says_what(client: FlaskClient, query: str) -> None:
    response = client.get(f"{ITEMS}?{query}")
    assert response.status_code == 400
    assert response.content_type == "application/problem+json"
    assert len(response.get_json()["detail"]) > 10


@pytest.mark.parametrize("moment", ["2026-11-22T12:00:00Z", "2026-01-01/..", "../2026-01-01", "2026-11-22"])
def test_what_has_no_moment_of_its_own_fits_every_moment(client: FlaskClient, moment: str) -> None:
    assert page(client, datetime=moment)["numberMatched"] == 4


def test_a_page_elsewhere_may_read_it(client: FlaskClient) -> None:
    for address in ("/api/ogc", ITEMS, f"{ITEMS}?limit=0", f"{ITEMS}/bestaat-niet"):
        assert client.get(address).headers["Access-Control-Allow-Origin"] == "*"


def test_the_description_names_every_route_and_every_column(client: FlaskClient) -> None:
    told = client.get("/api/ogc/api").get_json()
    paths = told["paths"]
    assert {"/", "/conformance", "/collections", "/collections/plekken/items"} <= paths.keys()
    parameters = {one["name"] for one in paths["/collections/plekken/items"]["get"]["parameters"]}
    properties = page(client, limit=1)["features"][0]["properties"]
    assert properties.keys() <= parameters


@contextmanager
def served(store: Path) -> Iterator[str]:
    """The map at an address of this machine, in a process of its own: GDAL holds on to the one that asks."""
    command = [sys.executable, "-m", "tests.web.serve_ogc", str(store)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": "."}
    ) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def test_gdal_and_owslib_read_the_40_places_and_25_gemeenten_of_overijssel(
    overijssel: MapData, tmp_path: Path
) -> None:
    """Bar 4 of issue 7, for this interface."""
    store = tmp_path / "kaart.gpkg"
    write_map(overijssel, store)
    with served(store) as address:
        source = f"OAPIF:{address}/api/ogc"
        assert dict(pyogrio.list_layers(source).tolist()) == {"plekken": "Point", "gemeenten": "MultiPolygon"}
        for layer, wanted in (
            ("plekken", plekken(overijssel)),
            ("gemeenten", gemeenten_with_coverage(overijssel)),
        ):
            found = gpd.read_file(source, layer=layer)
            assert found.crs == wanted.crs
            key = "gemeentecode" if layer == "gemeenten" else "id"
            wanted, found = wanted.set_index(key).sort_index(), found.set_index(key).sort_index()
            assert list(found.index) == list(wanted.index)
            assert found.geometry.distance(wanted.geometry).max() < 0.02
        assert len(gpd.read_file(source, layer="plekken")) == 40
        assert len(gpd.read_file(source, layer="gemeenten")) == 25
        client = Features(f"{address}/api/ogc/")
        assert client.feature_collections() == ["plekken", "gemeenten"]
        assert client.collection_items("plekken", limit=1000)["numberReturned"] == 40
        assert re.match(r"3\.0", client.api()["openapi"])


@pytest.mark.parametrize(
    "address", ["/api/ogc", f"{ITEMS}?limit=2", "/api/ogc/collections/gemeenten/items/GM0153"]
)
def test_whoever_has_an_answer_gets_it_once_though_the_clock_went_on(
    client: FlaskClient, address: str
) -> None:
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    other = client.get(f"{ITEMS}?limit=1", headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200
