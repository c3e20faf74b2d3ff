"""The default map of Overijssel, built and served; a page that watches what it asks for and complains about."""

from __future__ import annotations

import shutil
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask, Response
from playwright.sync_api import Page

from sociale_kaart.config import Settings
from sociale_kaart.dataset.build import build
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.store import read_map
from sociale_kaart.hours.schedule import AMSTERDAM
from sociale_kaart.kaart import open_kaart
from sociale_kaart.web.app import create_app
from tests.serving import served

MAPS = Path(__file__).resolve().parents[2] / "geodata" / "kaarten"
TODAY = date(2026, 11, 22)
# The fourth Monday of November: in the example some are open, in Overijssel one address is.
MONDAY = datetime(2026, 11, 23, 14, 30, tzinfo=AMSTERDAM)
SIZES = {"phone": (360, 740), "desk": (1280, 800)}


@dataclass
class Watched:
    """A page, and what it did that it should not."""

    page: Page
    tiles: str
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def hosts(self) -> set[str]:
        return {urlsplit(url).netloc for url in self.asked if not url.startswith("data:")}


def png(red: int, green: int, blue: int, size: int = 256) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    rows = b"".join(b"\0" + bytes((red, green, blue)) * size for _ in range(size))
    head = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def built(name: str, folder: Path) -> MapData:
    return read_map(built_store(name, folder))


def built_store(name: str, folder: Path) -> Path:
    copy = folder / name
    shutil.copytree(MAPS / name, copy, ignore=shutil.ignore_patterns("kaart.gpkg*", "rapport*"))
    build(open_kaart(copy), today=TODAY)
    return copy / "kaart.gpkg"


@pytest.fixture(scope="session")
def base_url() -> str:
    """In place of pytest-base-url's own, which pytest 9 warns of."""
    return ""


@pytest.fixture(scope="session")
def overijssel(tmp_path_factory: pytest.TempPathFactory) -> MapData:
    return built("overijssel", tmp_path_factory.mktemp("kaart"))


@pytest.fixture(scope="session")
def utrecht(tmp_path_factory: pytest.TempPathFactory) -> MapData:
    return built("voorbeeld-utrecht", tmp_path_factory.mktemp("kaart"))


@pytest.fixture(scope="session")
def tile_server() -> Iterator[str]:
    app = Flask("tiles")
    tile = png(230, 232, 235)

    @app.get("/<int:z>/<int:x>/<int:y>.png")
    def one(z: int, x: int, y: int) -> Response:
        return Response(tile, mimetype="image/png")

    with served(app) as address:
        yield address


@pytest.fixture(scope="session")
def site(overijssel: MapData, tile_server: str) -> Iterator[str]:
    """Address of the Overijssel map, with tiles of our own."""
    settings = Settings(tiles_url=tile_server + "/{z}/{x}/{y}.png", tiles_attribution="© Proeftegels")
    with served(create_app(overijssel, settings, clock=lambda: MONDAY)) as address:
        yield address


@pytest.fixture(scope="session")
def site_without_tiles(overijssel: MapData) -> Iterator[str]:
    with served(create_app(overijssel, Settings(tiles_url=""), clock=lambda: MONDAY)) as address:
        yield address


@pytest.fixture(scope="session")
def example_site(utrecht: MapData) -> Iterator[str]:
    with served(create_app(utrecht, Settings(tiles_url=""), clock=lambda: MONDAY)) as address:
        yield address


@pytest.fixture
def watched(page: Page, tile_server: str) -> Watched:
    """A page at no particular size; use `size` to set one."""
    seen = Watched(page, tile_server)
    page.on("console", lambda message: seen.complaints.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.on("request", lambda request: seen.asked.append(request.url))
    return seen


@pytest.fixture(params=list(SIZES))
def size(request: pytest.FixtureRequest, watched: Watched) -> str:
    width, height = SIZES[request.param]
    watched.page.set_viewport_size({"width": width, "height": height})
    return str(request.param)
