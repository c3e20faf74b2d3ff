"""What a visitor's phone has to fetch: 60 kB before the map, 130 kB with it, tiles apart (bar 4 of issue 6)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sociale_kaart.config import Settings
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.web.app import create_app

STATIC = Path(__file__).resolve().parents[2] / "sociale_kaart" / "web" / "static"
PAGE_B, WITH_MAP_B = 60_000, 130_000
# What a page loads at once, and what comes when the map comes near.
AT_ONCE = ("kaart.css", "kaart.js")
FOR_THE_MAP = ("map.css", "map.js", "clusterworker.js")


def fetched(names: tuple[str, ...]) -> int:
    """Bytes of built files as they travel."""
    built = json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))
    return sum((STATIC / f"{built[name]}.br").stat().st_size for name in names)


def answered(client: FlaskClient, address: str) -> int:
    answer = client.get(address, headers={"Accept-Encoding": "br"})
    assert answer.status_code == 200, address
    return len(answer.data)


@pytest.fixture(scope="module")
def app_of_utrecht(utrecht: MapData) -> Flask:
    return create_app(utrecht, Settings(tiles_url=""))


@pytest.mark.parametrize("kind", ["question", "results", "place"])
def test_a_page_is_light_and_so_is_its_map(app_of_utrecht: Flask, utrecht: MapData, kind: str) -> None:
    place = utrecht.inventory.listings[0].location_id
    address = {"question": "/", "results": "/?zoek=3511&hulp=alle", "place": f"/plek/{place}"}[kind]
    client = app_of_utrecht.test_client()
    assert client.get(address, headers={"Accept-Encoding": "br"}).content_encoding == "br"
    page = answered(client, address) + fetched(AT_ONCE)
    assert page <= PAGE_B
    data = sum(answered(client, one) for one in ("/api/punten.bin", "/api/stand.json", "/api/omtrek.json"))
    assert page + data + fetched(FOR_THE_MAP) <= WITH_MAP_B
