"""The socket, the supervisor's address line, and what is said where nothing can be served."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from sociale_kaart.dataset.store import write_map
from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.web.server.listening import listen
from sociale_kaart.web.server.machine import memory_mb, suitable_workers
from tests.web.serverprocess import serving
from tests.web.smallmap import map_data


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
    with (
        pytest.raises(AssertionError, match="deze kaart is nog niet gebouwd") as said,
        serving(tmp_path / "kaart.gpkg"),
    ):
        pass
    assert f"sociale-kaart build {tmp_path}." in str(said.value)


def test_serve_prints_its_address_and_logs_no_search(tmp_path: Path) -> None:
    path = tmp_path / "kaart.gpkg"
    write_map(map_data(), path)
    with serving(path) as server:
        answer = server.get("/?zoek=Enschede")
        assert "Bibliotheek Enschede" in answer.text
        assert "Server" not in answer.headers
    assert server.printed.startswith("De kaart staat op http://127.0.0.1:")
    assert "Enschede" not in server.printed + server.log


def files(root: Path, **contents: str) -> Path:
    places = {"meminfo": "proc/meminfo", "cgroup": "sys/fs/cgroup/memory.max"}
    for name, content in contents.items():
        path = root / places[name]
        path.parent.mkdir(parents=True)
        path.write_text(content)
    return root


def test_memory_is_that_of_the_container_where_it_has_less_than_the_machine(tmp_path: Path) -> None:
    root = files(tmp_path, meminfo="MemFree: 1 kB\nMemTotal:  8388608 kB\n", cgroup="1073741824\n")
    assert memory_mb(root) == 1024


def test_a_container_without_a_limit_has_the_memory_of_the_machine(tmp_path: Path) -> None:
    assert memory_mb(files(tmp_path, meminfo="MemTotal:  8388608 kB\n", cgroup="max\n")) == 8192


def test_a_system_that_does_not_say_is_taken_to_have_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert memory_mb(tmp_path) is None
    monkeypatch.setattr("sociale_kaart.web.server.machine.memory_mb", lambda: None)
    monkeypatch.setattr("sociale_kaart.web.server.machine.cores", lambda: 16)
    assert suitable_workers() == 2
    monkeypatch.setattr("sociale_kaart.web.server.machine.memory_mb", lambda: 900.0)
    assert suitable_workers() == 1
    monkeypatch.setattr("sociale_kaart.web.server.machine.memory_mb", lambda: 16_000.0)
    monkeypatch.setattr("sociale_kaart.web.server.machine.cores", lambda: 1)
    assert suitable_workers() == 1
