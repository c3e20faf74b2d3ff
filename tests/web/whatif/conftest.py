"""The example of Utrecht, served: its bench, and a way to make plans of it."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sociale_kaart.config import Settings
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.web.app import create_app
from sociale_kaart.web.site import Site
from sociale_kaart.web.whatif.bench import Bench


@pytest.fixture(scope="session")
def whatif_app(utrecht: MapData) -> Flask:
    return create_app(utrecht, Settings(tiles_url=""))


@pytest.fixture
def visitor(whatif_app: Flask) -> FlaskClient:
    return whatif_app.test_client()


@pytest.fixture(scope="session")
def bench(utrecht: MapData) -> Bench:
    return Bench(Site(utrecht, Settings()))
