"""The files at /data: every one read back gives the same places, says what it is, and begins no formula."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from jsonschema import Draft202012Validator

from sociale_kaart.config import Settings
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.export import datawriters
from sociale_kaart.web.app import create_app
from tests.web.smallmap import config, map_data


class Reader(FlaskClient):
    """Reads every answer to its end, so that no file stays open."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        return super().open(*args, **{**kwargs, "buffered": True})


def reader(data: MapData, **settings: Any) -> FlaskClient:
    made = create_app(data, Settings(tiles_url="", **settings))
    made.test_client_class = Reader
    return made.test_client()


PLACES, GEMEENTEN = 40, 25  # of Overijssel, as its two sources and the CBS have them
GEO = ("geojson", "gpkg", "parquet")


@pytest.fixture(scope="module")
def client(overijssel: MapData) -> FlaskClient:
    return reader(overijssel, public_url="https://kaart.voorbeeld.nl")


@pytest.fixture(scope="module")
def package(client: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/data/datapackage.json").get_json()
    return found


def table(client: FlaskClient, name: str, tmp_path: Path) -> pd.DataFrame:
    """One of the files as an analyst opens it."""
    path = tmp_path / name
    path.write_bytes(client.get(f"/data/{name}").data)
    match path.suffix:
        case ".csv":
            return pd.read_csv(path, keep_default_na=False)
        case ".xlsx":
            return pd.read_excel(path, keep_default_na=False, engine="openpyxl")
        case ".parquet":
            return gpd.read_parquet(path)
        case _:
            return gpd.read_file(path)


@pytest.mark.parametrize("ending", ["csv", "xlsx", *GEO])
def test_every_file_of_places_has_the_same_forty(
    client: FlaskClient, overijssel: MapData, ending: str, tmp_path: Path
) -> None:
    found = table(client, f"plekken.{ending}", tmp_path)
    assert len(found) == PLACES
    assert set(found["id"]) == {one.id for one in overijssel.inventory.listings}
    assert set(found["name"]) == {one.name for one in overijssel.inventory.listings}


@pytest.mark.parametrize("name", ["dekking.csv", "dekking.xlsx", "gemeenten.csv", "gemeenten.xlsx"])
def test_every_table_of_coverage_has_the_same_gemeenten(
    client: FlaskClient, overijssel: MapData, name: str, tmp_path: Path
) -> None:
    found = table(client, name, tmp_path)
    assert set(found["gemeentecode"]) == set(overijssel.gemeentecodes)
    assert found["gemeentecode"].nunique() == GEMEENTEN


@pytest.mark.parametrize("ending", GEO)
def test_every_file_of_gemeenten_has_the_same_shapes(
    client: FlaskClient, overijssel: MapData, ending: str, tmp_path: Path
) -> None:
    found = table(client, f"gemeenten.{ending}", tmp_path)
    assert isinstance(found, gpd.GeoDataFrame)
    assert set(found["gemeentecode"]) == set(overijssel.gemeentecodes)
    assert len(found) == GEMEENTEN
    area_km2 = float(found.to_crs(28992).area.sum()) / 1e6
    assert area_km2 == pytest.approx(3421, abs=5)  # CBS: Overijssel, water included


@pytest.mark.parametrize("ending", GEO)
def test_a_place_lies_at_the_same_point_in_every_file(
    client: FlaskClient, overijssel: MapData, ending: str, tmp_path: Path
) -> None:
    found = table(client, f"plekken.{ending}", tmp_path)
    assert isinstance(found, gpd.GeoDataFrame)
    points = found.set_index("id").to_crs(28992).geometry
    for listing in overijssel.inventory.listings:
        match = overijssel.match_of(listing.location_id)
        assert match.x_rd is not None
        assert (points[listing.id].x, points[listing.id].y) == pytest.approx(
            (match.x_rd, match.y_rd), abs=0.2
        )


def test_offers_are_one_row_each(client: FlaskClient, overijssel: MapData, tmp_path: Path) -> None:
    found = table(client, "aanbod.csv", tmp_path)
    assert sorted(found["id"]) == sorted(one.id for one in overijssel.inventory.offers)
    assert set(found["pillar"]) - {""} <= {one.id for one in overijssel.pillars}


def test_the_agenda_is_a_calendar(client: FlaskClient) -> None:
    answer = client.get("/data/agenda.ics")
    assert Calendar.from_ical(answer.data)["PRODID"]
    assert answer.mimetype == "text/calendar"


def test_what_a_package_says_of_a_file_is_true(client: FlaskClient, package: dict[str, Any]) -> None:
    assert len(package["resources"]) >= 15
    for resource in package["resources"]:
        content = client.get(f"/data/{resource['path']}").data
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["mediatype"] in client.get(f"/data/{resource['path']}").content_type


def test_a_package_names_every_column_in_order_with_its_type(
    client: FlaskClient, package: dict[str, Any], tmp_path: Path
) -> None:
    for resource in package["resources"]:
        if resource["format"] == "csv":
            found = table(client, resource["path"], tmp_path)
            fields = resource["schema"]["fields"]
            assert [one["name"] for one in fields] == list(found.columns)
            assert not found.duplicated(resource["schema"]["primaryKey"]).any()
            for one in fields:
                told = found[one["name"]][found[one["name"]].astype(str) != ""]
                if one["type"] in ("number", "integer"):
                    pd.to_numeric(told)
                if "constraints" in one:
                    assert set(told) <= set(one["constraints"]["enum"])


def test_a_package_makes_up_no_licence(package: dict[str, Any]) -> None:
    """Overijssel's sources differ: each says its own, and nobody gives away the whole."""
    assert "licenses" not in package
    assert {one["licence"] for one in package["sources"]} >= {"CC0"}


def test_a_licence_in_kaart_toml_counts_for_all() -> None:
    data = replace(map_data(), config=config(licence="CC BY 4.0"))
    found = reader(data)
    (licence,) = found.get("/data/datapackage.json").get_json()["licenses"]
    assert licence["name"] == "CC-BY-4.0"
    assert "licenses/by/4.0" in found.get("/data").text


# What the specification of a Data Package (Frictionless Data, version 1) demands of one, and of a table in it.
NAME, URL_OR_PATH = {"pattern": "^[-a-z0-9._/]+$"}, {"pattern": "^(?=^[^./~])(^((?!\\.{2}).)*$).*$"}
PACKAGE = {
    "type": "object",
    "required": ["resources"],
    "properties": {
        "profile": {"const": "data-package"},
        "name": NAME,
        "sources": {"minItems": 1, "items": {"required": ["title"]}},
        "contributors": {"minItems": 1, "items": {"required": ["title"]}},
        "licenses": {"minItems": 1, "items": {"anyOf": [{"required": ["name"]}, {"required": ["path"]}]}},
        "resources": {
            "minItems": 1,
            "items": {
                "required": ["name", "path"],
                "properties": {
                    "name": NAME,
                    "path": URL_OR_PATH,
                    "mediatype": {"pattern": "^(.+)/(.+)$"},
                    "bytes": {"type": "integer"},
                    "hash": {"pattern": "^([^:]+:[^:]+|[a-fA-F0-9]{32})$"},
                    "schema": {
                        "required": ["fields"],
                        "properties": {
                            "fields": {
                                "minItems": 1,
                                "items": {
                                    "required": ["name"],
                                    "properties": {
                                        "type": {
                                            "enum": ["string", "number", "integer", "boolean", "date", "any"]
                                        },
                                        "constraints": {
                                            "properties": {"enum": {"minItems": 1, "uniqueItems": True}}
                                        },
                                    },
                                },
                            },
                            "primaryKey": {"type": "array", "minItems": 1, "items": {"type": "string"}},
                        },
                    },
                },
                "if": {
                    "properties": {"profile": {"const": "tabular-data-resource"}},
                    "required": ["profile"],
                },
                "then": {"required": ["schema", "encoding"], "properties": {"format": {"const": "csv"}}},
            },
        },
    },
}


def test_a_package_is_one_by_its_specification(client: FlaskClient, package: dict[str, Any]) -> None:
    licensed = reader(replace(map_data(), config=config(licence="CC BY 4.0")))
    for one in (package, licensed.get("/data/datapackage.json").get_json()):
        assert [fault.message for fault in Draft202012Validator(PACKAGE).iter_errors(one)] == []
        names = [resource["name"] for resource in one["resources"]]
        assert len(set(names)) == len(names)
        assert any(resource["profile"] == "tabular-data-resource" for resource in one["resources"])


# Mandatory in DCAT-AP-NL 3.0 (Geonovum, 12 December 2024), per class.
MANDATORY = {
    "dcat:Catalog": {"dct:title", "dct:description", "dct:publisher", "dcat:dataset", "dcat:contactPoint"},
    "dcat:Dataset": {
        "dct:title",
        "dct:description",
        "dct:identifier",
        "dct:accessRights",
        "dcat:contactPoint",
        "dct:creator",
        "dct:publisher",
        "dcat:theme",
    },
    "dcat:Distribution": {"dcat:accessURL", "dct:license"},
    "dcat:DataService": {
        "dct:title",
        "dct:description",
        "dct:identifier",
        "dct:accessRights",
        "dcat:contactPoint",
        "dct:publisher",
        "dcat:theme",
        "dct:license",
        "dcat:endpointURL",
        "dcat:endpointDescription",
        "foaf:page",
    },
    "foaf:Agent": {"foaf:name"},
    "spdx:Checksum": {"spdx:algorithm", "spdx:checksumValue"},
}


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for one in value:
            yield from nodes(one)
    elif isinstance(value, dict):
        yield value
        for one in value.values():
            yield from nodes(one)


def test_a_portal_finds_all_that_dcat_ap_nl_demands(client: FlaskClient) -> None:
    answer = client.get("/data/dcat.jsonld")
    assert answer.mimetype == "application/ld+json"
    found = json.loads(answer.text)
    described = list(nodes(found))
    for kind, wanted in MANDATORY.items():
        of_kind = [one for one in described if one.get("@type") == kind]
        assert of_kind, kind
        for one in of_kind:
            assert wanted <= {name for name, value in one.items() if value}, one.get("@id")
    used = {name.partition(":")[0] for one in described if one is not found["@context"] for name in one}
    assert used - {"@context", "@id", "@type", "@value", "@language"} <= set(found["@context"])
    for one in described:
        # Of which class a thing is, and no bare words where the profile wants a thing.
        for name in (
            "dct:license",
            "dct:accessRights",
            "dct:provenance",
            "dct:publisher",
            "dcat:contactPoint",
        ):
            told = one.get(name, [])
            assert all(
                part.get("@type") and "@value" not in part
                for part in (told if isinstance(told, list) else [told])
            )


def test_a_portal_is_told_addresses_that_answer(client: FlaskClient) -> None:
    found = json.loads(client.get("/data/dcat.jsonld").text)
    addresses = [one["dcat:downloadURL"]["@id"] for one in nodes(found) if "dcat:downloadURL" in one]
    assert len(addresses) >= 15
    for address in addresses:
        assert address.startswith("https://kaart.voorbeeld.nl/data/")
        assert client.head(address.removeprefix("https://kaart.voorbeeld.nl")).status_code == 200


# What is in a cell.


SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
CSV_FILES = (
    "/data/plekken.csv",
    "/data/aanbod.csv",
    "/data/dekking.csv",
    "/data/gemeenten.csv",
    "/wie-doet-wat.csv",
    "/dekking.csv",
    "/dekking/wat-als.csv?plan=b25780-47120&naam=%3DA1",
)


@pytest.fixture(
    scope="module", params=["=HYPERLINK(1)", "+31 53", "-1+2", "@SUM(A1)", "\t=1", "\r\n=1", "＝1+1"]
)
def evil(request: pytest.FixtureRequest) -> tuple[str, FlaskClient]:
    """What begins a formula, and a map of which everything is called so."""
    said: str = request.param
    data = map_data()
    inventory = replace(
        data.inventory,
        listings=tuple(replace(one, name=said) for one in data.inventory.listings),
        organisations=tuple(replace(one, name=said) for one in data.inventory.organisations),
        locations=tuple(replace(one, name=said) for one in data.inventory.locations),
        services=tuple(replace(one, name=said) for one in data.inventory.services),
    )
    return said, reader(replace(data, inventory=inventory, config=config(title=said)))


@pytest.mark.parametrize("address", CSV_FILES)
def test_no_cell_begins_a_formula(evil: tuple[str, FlaskClient], address: str) -> None:
    said, found = evil
    text = found.get(address).data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";" if ";" in text.partition("\n")[0] else ","))
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.startswith(SIGNS) and not _is_number(cell)]
    is_told = address.startswith("/data/plekken") or not address.startswith("/data/")
    assert not is_told or any(cell.lstrip("'").strip() == said.strip() for cell in cells)


def _is_number(cell: str) -> bool:
    return cell.removeprefix("-").replace(".", "").replace(",", "").isdigit()


# How they are sent.


def test_the_same_map_gives_the_same_bytes_on_every_server(
    overijssel: MapData, package: dict[str, Any]
) -> None:
    again = reader(overijssel).get("/data/datapackage.json").get_json()
    assert [one["hash"] for one in again["resources"]] == [one["hash"] for one in package["resources"]]


@pytest.mark.parametrize("encoding", ["br", "gzip", ""])
def test_a_file_comes_compressed_and_once(client: FlaskClient, encoding: str) -> None:
    first = client.get("/data/plekken.csv", headers={"Accept-Encoding": encoding})
    assert first.headers.get("Content-Encoding", "") == encoding
    plain = client.get("/data/plekken.csv")
    assert (len(first.data) < len(plain.data)) == bool(encoding)
    again = client.get(
        "/data/plekken.csv", headers={"Accept-Encoding": encoding, "If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304


def test_a_part_of_a_file_comes_when_asked(client: FlaskClient) -> None:
    whole = client.get("/data/plekken.gpkg").data
    part = client.get("/data/plekken.gpkg", headers={"Range": "bytes=16-99", "Accept-Encoding": "br"})
    assert part.status_code == 206
    assert part.data == whole[16:100]


def test_a_page_elsewhere_may_read_them(client: FlaskClient) -> None:
    assert client.get("/data/plekken.geojson").headers["Access-Control-Allow-Origin"] == "*"


def test_without_pyarrow_geoparquet_is_not_listed(
    overijssel: MapData, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(datawriters, "find_spec", lambda _: None)
    found = reader(overijssel)
    assert "parquet" not in found.get("/data").text.lower()
    assert found.get("/data/plekken.parquet").status_code == 404


@pytest.mark.parametrize("name", ["nergens.csv", "..%2Fkaart.gpkg", "nieuw", "plekken.csv.br"])
def test_nothing_else_in_the_folder_is_sent(client: FlaskClient, name: str) -> None:
    assert client.get(f"/data/{name}").status_code == 404


def test_the_page_names_every_file_with_its_checksum(client: FlaskClient, package: dict[str, Any]) -> None:
    for address in ("/data", "/en/data"):
        page = client.get(address).text
        for resource in package["resources"]:
            assert f'href="/data/{resource["path"]}"' in page
            assert resource["hash"] in page


def test_an_example_says_so_in_every_answer(utrecht: MapData) -> None:
    found = reader(utrecht)
    for address in ("/data/plekken.csv", "/data/datapackage.json", "/data/dcat.jsonld"):
        assert found.get(address).headers["X-Sociale-Kaart-Voorbeeld"] == "1"
    assert found.get("/data/datapackage.json").get_json()["example"] is True
