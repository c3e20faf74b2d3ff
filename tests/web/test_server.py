from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import Client

from sociale_kaart.dataset.store import write_map
from sociale_kaart.errors import NotBuilt, SocialeKaartError, StoreError
from sociale_kaart.web.server import ReloadingApp, listen
from tests.web.smallmap import map_data

START = (
    "import sys; from pathlib import Path; from sociale_kaart.config import Settings;"
    "from sociale_kaart.web.server import serve;"
    "serve(Path(sys.argv[1]), Settings(tiles_url=''), int(sys.argv[2]))"
)


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_taken_port_is_said_and_the_next_is_used(
    taken_port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    with listen("127.0.0.1", taken_port) as listener:
        assert listener.getsockname()[1] > taken_port
    assert f"Poort {taken_port} is bezet." in capsys.readouterr().out


def test_port_0_takes_any_free_one() -> None:
    with listen("127.0.0.1", 0) as listener:
        assert listener.getsockname()[1] > 0


def test_an_address_of_another_machine_is_refused_with_a_remedy() -> None:
    with pytest.raises(SocialeKaartError, match="SOCIALE_KAART_HOST"):
        listen("192.0.2.1", 0)


def test_a_map_that_was_not_built_is_said(tmp_path: Path) -> None:
    from sociale_kaart.config import Settings
    from sociale_kaart.web.server import serve

    with pytest.raises(NotBuilt):
        serve(tmp_path / "kaart.gpkg", Settings(), 0)


def app_saying(path: Path) -> Flask:
    app = Flask(__name__)
    said = path.read_text()
    if said == "broken":
        raise StoreError("cannot be read")
    if said == "damaged":
        raise RuntimeError("not even a table")
    app.add_url_rule("/", "index", lambda: said)
    return app


class Served:
    """A map that is being served, and its file."""

    def __init__(self, folder: Path, make: Callable[[Path], Flask]) -> None:
        self.path = folder / "kaart.gpkg"
        self.fresh = folder / "fresh"
        self.path.write_text("first")
        self.app = ReloadingApp(self.path, make, check_every_s=0)

    def page(self) -> str:
        return Client(self.app).get("/").get_data(as_text=True)

    def becomes(self, text: str) -> bool:
        """Whether the page says so within some seconds: a new build is opened aside."""
        end = time.monotonic() + 10
        while self.page() != text and time.monotonic() < end:
            time.sleep(0.01)
        return self.page() == text

    def replace_by(self, text: str) -> None:
        self.fresh.write_text(text)
        self.fresh.replace(self.path)


@pytest.mark.parametrize("broken", ["broken", "damaged"])
def test_a_new_build_is_taken_up_and_a_broken_one_is_not(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, broken: str
) -> None:
    tries = []

    def make(path: Path) -> Flask:
        tries.append(path.read_text())
        return app_saying(path)

    served = Served(tmp_path, make)
    assert served.page() == "first"
    served.replace_by("second")
    assert served.becomes("second")
    served.replace_by(broken)
    for _ in range(50):
        assert served.page() == "second"
        time.sleep(0.002)
    served.path.unlink()
    assert served.page() == "second"
    served.replace_by("third")
    assert served.becomes("third")
    assert tries == ["first", "second", broken, "third"], "a build that failed is tried once"
    assert "kept the last good map" in caplog.text


def test_no_visitor_waits_for_a_new_build(tmp_path: Path) -> None:
    opened = threading.Event()

    def slow(path: Path) -> Flask:
        if path.read_text() != "first":
            opened.wait(10)
        return app_saying(path)

    served = Served(tmp_path, slow)
    served.replace_by("second")
    assert [served.page(), served.page()] == ["first", "first"]
    opened.set()
    assert served.becomes("second")


def test_serve_prints_its_address_and_logs_no_search(tmp_path: Path) -> None:
    path = tmp_path / "kaart.gpkg"
    write_map(map_data(), path)
    server = subprocess.Popen(
        [sys.executable, "-c", START, str(path), "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    stop = threading.Timer(180, server.kill)
    stop.start()
    try:
        assert server.stdout
        said = server.stdout.readline()
        address = said.split()[4]
        assert said.startswith("De kaart staat op http://127.0.0.1:")
        with urllib.request.urlopen(f"{address}?zoek=Enschede") as answer:
            page = answer.read().decode()
            headers: Any = answer.headers
        assert "Bibliotheek Enschede" in page
        assert "Server" not in headers
    finally:
        server.terminate()
        rest = "".join(server.communicate(timeout=20))
        stop.cancel()
    assert "Enschede" not in rest
