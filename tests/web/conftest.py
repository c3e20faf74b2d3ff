"""The app of the small map, on a Monday in November, half past two; and the maps that ship, built once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sociale_kaart.config import Settings
from sociale_kaart.dataset.build import build
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.store import read_map
from sociale_kaart.hours.schedule import AMSTERDAM
from sociale_kaart.kaart import open_kaart
from sociale_kaart.web.app import create_app
from tests.maps.made import OVERIJSSEL, UTRECHT
from tests.web.smallmap import map_data

MONDAY = datetime(2026, 11, 23, 14, 30, 20, tzinfo=AMSTERDAM)


@pytest.fixture(scope="session")
def settings() -> Settings:
    return Settings(tiles_url="https://tegels.voorbeeld.nl/{z}/{x}/{y}.png", tiles_attribution="© Tegels")


@pytest.fixture(scope="session")
def app(settings: Settings) -> Flask:
    return create_app(map_data(), settings, clock=lambda: MONDAY)


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    with app.test_client() as client:
        yield client


def built(source: Path, folder: Path) -> MapData:
    """A map that ships, built from a copy and read back, as a visitor gets it."""
    copy = folder / source.name
    shutil.copytree(source, copy, ignore=shutil.ignore_patterns("kaart.gpkg*", "rapport*"))
    build(open_kaart(copy), today=date(2026, 11, 22))
    return read_map(copy / "kaart.gpkg")


@pytest.fixture(scope="session")
def utrecht(tmp_path_factory: pytest.TempPathFactory) -> MapData:
    return built(UTRECHT, tmp_path_factory.mktemp("kaart"))


@pytest.fixture(scope="session")
def overijssel(tmp_path_factory: pytest.TempPathFactory) -> MapData:
    return built(OVERIJSSEL, tmp_path_factory.mktemp("kaart"))
