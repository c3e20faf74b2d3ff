"""The maps of these tests, from a server and as a site of files; a page that watches what it does that it should not.

A test that asks for `site`, `site_without_tiles` or `example_site` runs twice: against the app ("server"), and against
the same map as `sociale-kaart publish` writes it, behind a plain server of files ("files"). Both stand at the same
Monday. To keep the run short

- each map is built once, and published once, for all processes of a run (tests/sharing.py);
- what `size` asks for is tried on a phone against the server and at a desk against files: files hold the same
  stylesheets, so that a second size there tells nothing new;
- a test of what only a server does carries `server_only` with its reason, one of those in tests/browser/visiting.py.
  `pytest tests/browser -m server_only --collect-only -q` lists them.
"""

from __future__ import annotations

import shutil
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask, Response
from playwright.sync_api import BrowserContext, Page, expect

from sociale_kaart.config import Settings
from sociale_kaart.dataset.build import build
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.store import read_map
from sociale_kaart.hours.schedule import AMSTERDAM
from sociale_kaart.kaart import open_kaart
from sociale_kaart.publish import publish
from sociale_kaart.web.app import create_app
from sociale_kaart.web.dekking.moments import ALWAYS
from sociale_kaart.web.filesite import embeds
from tests.fileserver import served_files
from tests.serving import served
from tests.sharing import made_once

# A busy machine is no failure: the figures of a kind of help that nobody asked about before take it seconds.
expect.set_options(timeout=30_000)
MAPS = Path(__file__).resolve().parents[2] / "geodata" / "kaarten"
TODAY = date(2026, 11, 22)
# The fourth Monday of November: in the example some are open, in Overijssel one address is.
MONDAY = datetime(2026, 11, 23, 14, 30, tzinfo=AMSTERDAM)
SIZES = {"phone": (360, 740), "desk": (1280, 800)}
# Whatever process asks, of its own server of tiles.
TILE_HOST = "tegels.example"
TILES = "/{z}/{x}/{y}.png"
ATTRIBUTION = "© Proeftegels"
# Where published sites say that they are.
HOME = "https://kaart.example/kaart"
# Of which the dashboard of files tells: what the tests ask for. Each takes a second for each kind of help.
MOMENTS = (ALWAYS, "dinsdagavond")
# Left out of what is published here: what takes long and no test in a browser comes for.
NOT_IN_THE_EXAMPLE = ("/data", "/en/data", "/en/dekking/GM", "/en/plek")
NOT_THE_LISTS = (
    "/en",
    "/data",
    "/dekking",
    "/api/dekking",
    "/api/wat-als",
    "/wie-doet-wat",
    "/kaart",
    "/ingesloten",
)


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


def built(name: str, temporary: pytest.TempPathFactory) -> MapData:
    return read_map(built_store(name, temporary))


def built_store(name: str, temporary: pytest.TempPathFactory) -> Path:
    """The kaart.gpkg of a map that ships; built once, and read by every process."""

    made = made_once(temporary, f"kaart-{name}", lambda folder: build_below(folder, name))
    return made / name / "kaart.gpkg"


def build_below(folder: Path, name: str) -> None:
    """Build a copy of a map that ships in a folder of its name."""
    copy = folder / name
    shutil.copytree(MAPS / name, copy, ignore=shutil.ignore_patterns("kaart.gpkg*", "rapport*"))
    build(open_kaart(copy), today=TODAY)


def published(
    name: str,
    temporary: pytest.TempPathFactory,
    *,
    moments: tuple[str, ...] = (ALWAYS,),
    tiles: str = "",
    without: tuple[str, ...] = (),
) -> Path:
    """The site of a map that ships, below a folder that the site itself knows nothing of; published once."""
    store = built_store(name, temporary)

    def publish_it(folder: Path) -> None:
        settings = Settings(tiles_url=tiles, tiles_attribution=ATTRIBUTION, public_url=HOME)
        with pytest.MonkeyPatch.context() as patched:
            # Embedded maps of each gemeente are most of all files: test_whole_filesite.py has them, of three gemeenten.
            patched.setattr(embeds, "MOST_GEMEENTEN", 0)
            done = publish(
                store,
                folder / "kaart",
                settings,
                today=TODAY,
                moments=moments,
                without=without,
                processes=1,
                packs=False,
            )
        assert done.failed == {}

    return made_once(temporary, f"site-{name}{'-tegels' if tiles else ''}", publish_it)


@contextmanager
def files_of(folder: Path) -> Iterator[str]:
    """The address of a published site."""
    with served_files(folder) as host:
        yield f"{host}/kaart"


@pytest.fixture(scope="session")
def base_url() -> str:
    """In place of pytest-base-url's own, which pytest 9 warns of."""
    return ""


@pytest.fixture(scope="session")
def overijssel(tmp_path_factory: pytest.TempPathFactory) -> MapData:
    return built("overijssel", tmp_path_factory)


@pytest.fixture(scope="session")
def utrecht(tmp_path_factory: pytest.TempPathFactory) -> MapData:
    return built("voorbeeld-utrecht", tmp_path_factory)


@pytest.fixture(scope="session")
def tiles_at() -> Iterator[str]:
    """Host and port where tiles are served: another in each process."""
    app = Flask("tiles")
    tile = png(230, 232, 235)

    @app.get("/<int:z>/<int:x>/<int:y>.png")
    def one(z: int, x: int, y: int) -> Response:
        return Response(tile, mimetype="image/png")

    with served(app) as address:
        yield urlsplit(address).netloc


@pytest.fixture(scope="session")
def tile_server(tiles_at: str) -> str:  # without it nobody would answer
    """The address of the tiles: the same in every process, so that a published site may hold it."""
    return f"http://{TILE_HOST}"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], tiles_at: str) -> dict[str, Any]:
    flags = [*browser_type_launch_args["args"], f"--host-resolver-rules=MAP {TILE_HOST}:80 {tiles_at}"]
    return browser_type_launch_args | {"args": flags}


@pytest.fixture(scope="session")
def kind(request: pytest.FixtureRequest) -> str:
    """From what the site comes: "server" or "files"."""
    return str(request.param)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test of a site runs against both, and one that is `server_only` against the server."""
    if "kind" in metafunc.fixturenames:
        is_for_servers = metafunc.definition.get_closest_marker("server_only")
        kinds = ["server"] if is_for_servers else ["server", "files"]
        metafunc.parametrize("kind", kinds, indirect=True, scope="session")


@pytest.fixture(scope="session")
def site(kind: str, request: pytest.FixtureRequest) -> str:
    """Address of the Overijssel map, with tiles of our own."""
    return str(request.getfixturevalue(f"site_from_{kind}"))


@pytest.fixture(scope="session")
def site_without_tiles(kind: str, request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(f"site_without_tiles_from_{kind}"))


@pytest.fixture(scope="session")
def example_site(kind: str, request: pytest.FixtureRequest) -> str:
    """Address of the example of Utrecht, which has no tiles."""
    return str(request.getfixturevalue(f"example_from_{kind}"))


@pytest.fixture(scope="session")
def site_from_server(overijssel: MapData, tile_server: str) -> Iterator[str]:
    settings = Settings(tiles_url=tile_server + TILES, tiles_attribution=ATTRIBUTION)
    with served(create_app(overijssel, settings, clock=lambda: MONDAY)) as address:
        yield address


@pytest.fixture(scope="session")
def site_without_tiles_from_server(overijssel: MapData) -> Iterator[str]:
    with served(create_app(overijssel, Settings(tiles_url=""), clock=lambda: MONDAY)) as address:
        yield address


@pytest.fixture(scope="session")
def example_from_server(utrecht: MapData) -> Iterator[str]:
    with served(create_app(utrecht, Settings(tiles_url=""), clock=lambda: MONDAY)) as address:
        yield address


@pytest.fixture(scope="session")
def site_from_files(tmp_path_factory: pytest.TempPathFactory, tile_server: str) -> Iterator[str]:
    with files_of(
        published("overijssel", tmp_path_factory, tiles=tile_server + TILES, without=("/en", "/data"))
    ) as address:
        yield address


@pytest.fixture(scope="session")
def site_without_tiles_from_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with files_of(published("overijssel", tmp_path_factory, without=NOT_THE_LISTS)) as address:
        yield address


@pytest.fixture(scope="session")
def example_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the example's site of files."""
    return (
        published("voorbeeld-utrecht", tmp_path_factory, moments=MOMENTS, without=NOT_IN_THE_EXAMPLE)
        / "kaart"
    )


@pytest.fixture(scope="session")
def example_from_files(example_files: Path) -> Iterator[str]:
    with files_of(example_files.parent) as address:
        yield address


# A clock that stands at some milliseconds since 1970, and goes on from there. Playwright's own takes timers and frames
# in hand too, and holds up what moves on the map.
CLOCK = """(begin) => {
  const Real = Date, shift = begin - Real.now();
  globalThis.Date = class extends Real {
    constructor(...given) {
      if (given.length) super(...given);
      else super(Date.now());
    }
    static now() { return Real.now() + shift; }
  };
}"""


def put_on_monday(context: BrowserContext) -> None:
    """Set a browser's clock as the servers': of files, it is the browser that knows what day it is."""
    context.add_init_script(f"({CLOCK})({MONDAY.timestamp() * 1000:.0f})")


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A page at the Monday on which the servers stand; an answer that a test changes is done with before it closes."""
    put_on_monday(page.context)
    yield page
    if not page.is_closed():
        page.unroute_all(behavior="wait")


@pytest.fixture
def watched(page: Page, tile_server: str) -> Watched:
    """A page at no particular size; use `size` to set one."""
    seen = Watched(page, tile_server)
    page.on("console", lambda message: seen.complaints.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.on("request", lambda request: seen.asked.append(request.url))
    return seen


@pytest.fixture
def size(kind: str, watched: Watched) -> str:
    """A phone where a server answers, a desk where files do."""
    name = {"server": "phone", "files": "desk"}[kind]
    width, height = SIZES[name]
    watched.page.set_viewport_size({"width": width, "height": height})
    return name
