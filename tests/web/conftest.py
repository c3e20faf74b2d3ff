"""The app of the small map, on a Monday in November, half past two."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sociale_kaart.config import Settings
from sociale_kaart.hours.schedule import AMSTERDAM
from sociale_kaart.web.app import create_app
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
