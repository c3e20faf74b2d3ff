"""A real server of processes for a test: starts `serve`, asks it things, looks at its processes, reads what it says."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

START = """
import json, sys
from pathlib import Path
from sociale_kaart.config import Settings
from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.web.server.mapfiles import ServedMap
from sociale_kaart.web.server.supervisor import serve
maps = [ServedMap(Path(path).parent.name, Path(path)) for path in sys.argv[2:]]
try:
    serve(maps, Settings(**json.loads(sys.argv[1])), 0, check_every_s=0.1)
except SocialeKaartError as fault:
    sys.exit(f"Fout: {fault}")
"""
PATIENCE_S = 300.0


def ends(holds: Callable[[], bool], within_s: float = PATIENCE_S) -> bool:
    """Whether something comes to hold within some time: processes take as long as the machine lets them."""
    end = time.monotonic() + within_s
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


class Server:
    """A server that runs, or ran."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.printed = self.log = self.address = ""
        self._said = threading.Thread(target=self._read_log, daemon=True)
        self._said.start()

    def _read_log(self) -> None:
        assert self.process.stderr
        with self.process.stderr as said:
            for line in said:
                self.log += line

    def begin(self) -> None:
        """Wait for its address."""
        assert self.process.stdout
        self.printed = self.process.stdout.readline()
        if "http://" not in self.printed:
            self.finish()
            raise AssertionError(self.log)
        self.address = next(word for word in self.printed.split() if word.startswith("http")).rstrip("/")

    def finish(self) -> None:
        """Wait for its end."""
        assert self.process.stdout
        if not self.process.stdout.closed:
            with self.process.stdout as said:
                self.printed += said.read()
        self.process.wait(timeout=PATIENCE_S)
        self._said.join(timeout=PATIENCE_S)

    def get(self, path: str, **asked: Any) -> requests.Response:
        return requests.get(self.address + path, timeout=PATIENCE_S, **asked)

    def health(self) -> dict[str, Any]:
        found: dict[str, Any] = self.get("/gezond").json()
        return found

    def states(self) -> list[str]:
        return [one["state"] for one in self.health()["workers"]]

    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.splitlines() if line.startswith("{")]

    def workers(self) -> set[int]:
        """Those of its processes of now that answer."""
        return {pid for pid in self.processes() if is_worker(pid)}

    def processes(self) -> set[int]:
        """All of its processes of now."""
        running = (int(one.name) for one in Path("/proc").iterdir() if one.name.isdigit())
        return {pid for pid in running if self._is_its_own(pid)}

    def _is_its_own(self, pid: int) -> bool:
        try:
            parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]
        except OSError:
            return False
        return int(parent) == self.process.pid


def is_worker(pid: int) -> bool:
    """Whether a process answers, and does not lay things ready."""
    try:
        return b"sociale_kaart.web.server.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def is_alive(pid: int) -> bool:
    """Whether there is a process that has not ended."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@contextmanager
def serving(
    *paths: Path, settings: Mapping[str, Any] | None = None, scratch: Path | None = None
) -> Iterator[Server]:
    """A server of these maps that answers; ended with SIGTERM, and killed with all of its workers if that fails.

    scratch : where it makes its temporary files
    """
    told = {"tiles_url": "", "workers": 1, "log": "json", **(settings or {})}
    process = subprocess.Popen(
        [sys.executable, "-c", START, json.dumps(told), *map(str, paths)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **({"TMPDIR": str(scratch)} if scratch else {})},
    )
    server = Server(process)
    stop = threading.Timer(10 * PATIENCE_S, process.kill)
    stop.start()
    try:
        server.begin()
        yield server
    finally:
        workers = server.processes()
        process.send_signal(signal.SIGTERM)
        try:
            server.finish()
        finally:
            stop.cancel()
            process.kill()
            for pid in filter(is_alive, workers):
                os.kill(pid, signal.SIGKILL)
