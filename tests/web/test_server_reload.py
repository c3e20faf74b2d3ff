"""A new build is taken up without a request going lost; a broken one, a crash and the end are gone about decently."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from sociale_kaart.config import Settings
from sociale_kaart.dataset.store import write_map
from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.web.server import deaths, workers
from sociale_kaart.web.server.listening import listen
from sociale_kaart.web.server.mapfiles import ServedMap
from sociale_kaart.web.server.retiring import RetiringServer
from sociale_kaart.web.server.supervisor import Supervisor
from tests.web.serverprocess import PATIENCE_S, Server, ends, is_alive, serving
from tests.web.smallmap import config, map_data

PAGES = ("/", "/?zoek=7511&hulp=alle", "/plek/l-bieb", "/dekking", "/api/punten.bin", "/over")


def build(path: Path, title: str) -> None:
    """A build, as `sociale-kaart build` puts it there; its content hash is its title."""
    write_map(map_data(config=config(title=title), content_hash=title), path)


class Visitors:
    """Ask without a pause, half of them on a connection that is kept, until told to leave; count every answer."""

    def __init__(self, server: Server, many: int = 3) -> None:
        self.answers: Counter[str] = Counter()
        self.asked = 0
        self._server, self._leave, self._lock = server, threading.Event(), threading.Lock()
        self._threads = [threading.Thread(target=self._ask, args=(number,)) for number in range(many)]

    def __enter__(self) -> Visitors:
        for one in self._threads:
            one.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._leave.set()
        for one in self._threads:
            one.join(timeout=PATIENCE_S)

    def _ask(self, number: int) -> None:
        host = self._server.address.removeprefix("http://")
        connection = http.client.HTTPConnection(host, timeout=PATIENCE_S)
        while not self._leave.is_set():
            for page in PAGES:
                said = self._answer(connection, page)
                with self._lock:
                    self.asked += 1
                    self.answers[said] += 1
                if number % 2:
                    connection.close()
                time.sleep(0.1)
        connection.close()

    @staticmethod
    def _answer(connection: http.client.HTTPConnection, page: str) -> str:
        try:
            connection.request("GET", page)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as fault:
            connection.close()
            return f"{type(fault).__name__}: {fault}"
        return str(answer.status)


@pytest.mark.slow
def test_no_request_is_lost_while_a_new_build_is_taken_up(tmp_path: Path) -> None:
    path = tmp_path / "kaart.gpkg"
    build(path, "eerste")
    with serving(path, settings={"workers": 2}) as server:
        old = server.workers()
        with Visitors(server) as visitors:
            build(path, "tweede")
            assert ends(lambda: titles(server) == {"tweede"}), server.log
        assert visitors.asked > 30
        assert visitors.answers == {"200": visitors.asked}
        assert ends(lambda: server.states() == ["serving", "serving"]), server.log
        assert not any(map(is_alive, old)), "those who answered first have ended"
        assert not server.workers() & old


@pytest.mark.slow
def test_one_process_lays_ready_what_is_the_same_for_everybody_and_ends(tmp_path: Path) -> None:
    path, scratch = tmp_path / "kaart.gpkg", tmp_path / "tijdelijk"
    scratch.mkdir()
    build(path, "eerste")
    with serving(path, scratch=scratch, settings={"workers": 2}) as server:

        def shelves() -> list[Path]:
            return sorted(scratch.glob("*/build-*/*/klaar"))

        assert ends(lambda: server.states() == ["serving", "serving"]), server.log
        (first,) = shelves() if ends(lambda: bool(shelves())) else [None]
        assert first is not None, server.log
        assert ends(lambda: server.processes() == server.workers()), "it ends by itself"
        assert ends(lambda: server.log.count("took up what lies ready") == 2), "who began before takes it up"
        assert first.stat().st_mode & 0o077 == 0, "nobody else on the machine reads or writes there"
        ready = (first / "data" / "plekken.csv").read_bytes()
        assert server.get("/data/plekken.csv").content == ready
        build(path, "tweede")
        assert ends(lambda: "tweede" in titles(server)), server.log
        second = next(one for one in shelves() if one != first)
        assert (second / "data" / "plekken.csv").is_file(), (
            "before anybody showed the new build all lay ready"
        )
        assert server.processes() == server.workers()
        assert ends(lambda: shelves() == [second]), "a shelf goes with its build"
    assert "laid ready" not in server.log
    assert server.log.count("took up what lies ready") == 2, "who opened with all laid ready has it already"


def titles(server: Server) -> set[str]:
    return {server.health()["maps"][0]["content_hash"] for _ in range(8)}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    """A server with one worker."""
    path = tmp_path_factory.mktemp("kaart") / "kaart.gpkg"
    build(path, "eerste")
    with serving(path) as server:
        yield server, path


def test_a_broken_build_is_told_once_and_the_last_good_one_outlives_a_crash(
    alone: tuple[Server, Path],
) -> None:
    server, path = alone
    (first,) = server.workers()
    draft = path.with_suffix(".nieuw")
    draft.write_bytes(b"geen kaart")
    draft.replace(path)
    assert ends(lambda: server.health()["status"] == "stale"), server.log
    assert server.workers() == {first}, "who answers goes on"
    assert server.get("/gezond").status_code == 200, "visitors notice nothing"
    assert server.get("/gezond?streng=ja").status_code == 503, "but somebody must look"
    assert "beschadigd" in server.health()["maps"][0]["fault"]
    assert str(path.parent) not in server.get("/gezond").text, "where files lie is nobody's business"

    os.kill(first, signal.SIGKILL)
    # Until the next one answers the socket holds whoever comes.
    assert server.get("/", headers={"Connection": "close"}).status_code == 200
    assert server.workers().isdisjoint({first})
    assert "signal 9" in server.log

    build(path, "hersteld")
    assert ends(lambda: server.health()["status"] == "ok"), server.log
    assert titles(server) == {"hersteld"}
    (refusal,) = [one for one in server.records() if "cannot be opened" in one["message"]]
    assert str(path) in refusal["message"], "it names the file, and not the copy that was opened"


@pytest.mark.slow
def test_a_build_that_cannot_be_copied_leaves_what_serves(tmp_path: Path) -> None:
    path, scratch = tmp_path / "kaart.gpkg", tmp_path / "tijdelijk"
    scratch.mkdir()
    build(path, "eerste")
    with serving(path, scratch=scratch) as server:
        assert titles(server) == {"eerste"}
        (own,) = scratch.iterdir()
        # A file where a folder has to come, in place of a disk without room.
        (own / "build-2").write_bytes(b"")
        build(path, "tweede")
        assert ends(lambda: server.health()["status"] == "stale"), server.log
        assert titles(server) == {"eerste"}
        assert "cannot be copied" in server.log
        server.process.send_signal(signal.SIGHUP)
        assert ends(lambda: titles(server) == {"tweede"}), server.log
        assert server.health()["status"] == "ok"


def test_a_signal_opens_everything_anew_though_nothing_changed(alone: tuple[Server, Path]) -> None:
    server, _ = alone
    old = server.workers()
    server.process.send_signal(signal.SIGHUP)
    assert ends(lambda: len(server.workers()) == 1 and server.workers().isdisjoint(old)), server.log


@pytest.mark.slow
@pytest.mark.parametrize(
    ("how", "is_making"),
    [(signal.SIGINT, True), (signal.SIGTERM, True), (signal.SIGKILL, True), (signal.SIGKILL, False)],
)
def test_nothing_outlives_the_server_however_it_ends(
    how: signal.Signals, is_making: bool, tmp_path: Path
) -> None:
    path, scratch = tmp_path / "kaart.gpkg", tmp_path / "tijdelijk"
    scratch.mkdir()
    build(path, "kaart")
    with serving(path, scratch=scratch) as server:
        (own,) = scratch.iterdir()
        # As much as a country's files: what clears up is at it for a while.
        (own / "build-1" / "veel").mkdir()
        for number in range(20_000):
            (own / "build-1" / "veel" / str(number)).touch()
        if not is_making:
            assert ends(lambda: server.processes() == server.workers()), server.log
        everyone = server.processes()
        server.process.send_signal(how)
        server.process.wait(timeout=PATIENCE_S)
        assert ends(lambda: not any(map(is_alive, everyone)))
        assert ends(lambda: not list(scratch.iterdir())), list(scratch.rglob("*"))
        assert server.process.returncode == (-how if how == signal.SIGKILL else 0)
    assert "Traceback" not in server.log


def test_workers_that_keep_dying_are_started_after_longer_and_longer_and_not_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(workers, "COMMAND", ("/bin/sh", "-c", "exit 3"))
    monkeypatch.setattr(deaths, "LONGEST_PAUSE_S", 0.02)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    with listen("127.0.0.1", 0) as listener:
        server = Supervisor(
            [ServedMap("kaart", tmp_path / "kaart.gpkg")], Settings(workers=1), listener, tmp_path
        )
        with pytest.raises(SocialeKaartError, match="8 keer achter elkaar"):
            server.run()
    assert caplog.text.count("ended by itself: code 3") == deaths.MOST_DEATHS


# How one worker ends, without a process around it.


class Slow:
    """An app that answers when it is told to."""

    def __init__(self) -> None:
        self.asked, self.may_answer = threading.Event(), threading.Event()

    def __call__(self, environ: dict[str, object], start_response: object) -> list[bytes]:
        self.asked.set()
        self.may_answer.wait(PATIENCE_S)
        start_response("200 OK", [("Content-Length", "2")])  # type: ignore[operator]
        return [b"ok"]


@pytest.fixture
def slow() -> Iterator[tuple[Slow, RetiringServer, str, socket.socket]]:
    app = Slow()
    with listen("127.0.0.1", 0) as listener:
        # As a worker has it: a socket of its own on what the supervisor holds too.
        own = socket.socket(fileno=os.dup(listener.fileno()))
        server = RetiringServer(app, own, threads=2)
        thread = threading.Thread(target=server.run)
        thread.start()
        host, port = listener.getsockname()
        yield app, server, f"{host}:{port}", listener
        app.may_answer.set()
        server.retire(idle_s=0, most_s=5)
        thread.join(timeout=PATIENCE_S)
        assert not thread.is_alive()


def test_what_was_asked_before_is_answered_and_the_last_answer_says_goodbye(
    slow: tuple[Slow, RetiringServer, str, socket.socket],
) -> None:
    app, server, address, _ = slow
    kept, answers = http.client.HTTPConnection(address, timeout=PATIENCE_S), []
    asking = threading.Thread(
        target=lambda: answers.append(requests.get(f"http://{address}/", timeout=PATIENCE_S))
    )
    asking.start()
    assert app.asked.wait(PATIENCE_S)
    kept.connect()
    # Before that it waits for whoever else listens, and here nobody does.
    assert ends(lambda: len(server._server.active_channels) == 2)
    retiring = threading.Thread(target=server.retire, kwargs={"idle_s": PATIENCE_S, "most_s": PATIENCE_S})
    retiring.start()
    assert ends(lambda: bool(server._server.retires))
    app.may_answer.set()
    kept.request("GET", "/")
    last = kept.getresponse()
    assert (last.status, last.read(), last.headers["Connection"]) == (200, b"ok", "close")
    kept.close()
    asking.join(timeout=PATIENCE_S)
    assert [one.text for one in answers] == ["ok"]
    retiring.join(timeout=PATIENCE_S)
    assert not retiring.is_alive()


def test_a_connection_on_which_nothing_comes_is_closed_and_a_new_one_waits_for_another_worker(
    slow: tuple[Slow, RetiringServer, str, socket.socket],
) -> None:
    _, server, address, listener = slow
    host, _, port = address.partition(":")
    with socket.create_connection((host, int(port)), timeout=PATIENCE_S) as silent:
        # Before that it is nobody's, and stays so for whoever else listens.
        assert ends(lambda: len(server._server.active_channels) == 1)
        server.retire(idle_s=0.1, most_s=PATIENCE_S)
        assert silent.recv(1) == b""
    with socket.create_connection((host, int(port)), timeout=PATIENCE_S):
        listener.settimeout(PATIENCE_S)
        connection, _ = listener.accept()
        connection.close()
