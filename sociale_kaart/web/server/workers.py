"""A worker as the supervisor sees it: a process that is told things, tells things, and ends one day."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from sociale_kaart.web.server.messages import Job, Message, encoded, job_message

STARTING, READY, SERVING, RETIRING = "starting", "ready", "serving", "retiring"
COMMAND = (sys.executable, "-m")
# What is started: who answers, and who lays things ready.
WORKER, MAKER = "worker", "maker"


class WorkerProcess:
    """A process that was started for a job.

    kind : WORKER or MAKER
    tell : gets every message of the worker, and {"news": "ended", "code": ...} as the last one
    """

    def __init__(self, job: Job, tell: Callable[[WorkerProcess, Message], None], kind: str = WORKER) -> None:
        self.job = job
        self.state = STARTING
        self.started_at = datetime.now(UTC)
        self.opened: set[str] = set()
        self._tell = tell
        self._lock = threading.Lock()
        self._process = _started(job, kind)
        self._order(job_message(job))
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def number(self) -> int:
        return self.job.number

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def age_s(self) -> float:
        return (datetime.now(UTC) - self.started_at).total_seconds()

    def order(self, what: str) -> None:
        """Tell it to serve, to retire or to stop."""
        self._order({"order": what})

    def tell_state(self, state: Message) -> None:
        """Tell it how the server is."""
        self._order({"state": state})

    def kill(self) -> None:
        """End it without asking."""
        self._process.kill()

    def _order(self, message: Message) -> None:
        assert self._process.stdin is not None
        # It may have ended meanwhile: then that is the news.
        with suppress(BrokenPipeError), self._lock:
            if not self._process.stdin.closed:
                self._process.stdin.write(encoded(message))
                self._process.stdin.flush()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        assert self._process.stdin is not None
        with self._process.stdout as news:
            for line in news:
                self._tell(self, json.loads(line))
        code = self._process.wait()
        with suppress(BrokenPipeError), self._lock:
            self._process.stdin.close()
        self._tell(self, {"news": "ended", "code": code})


def how_it_ended(code: int) -> str:
    """What the end of a process says: "code 1", "signal 9 (was there enough memory?)"."""
    if code >= 0:
        return f"code {code}"
    return f"signal {-code}" + (" (was there enough memory?)" if code == -9 else "")


def handed_over(listener: socket.socket) -> int | str:
    """What a worker's job calls the socket; on Windows known only once there is a process."""
    return "" if sys.platform == "win32" else listener.fileno()


def _started(job: Job, kind: str) -> subprocess.Popen[bytes]:
    options: dict[str, Any] = {}
    if sys.platform != "win32":
        # A group of its own: Ctrl+C on the terminal is the supervisor's alone to hear.
        options |= {"pass_fds": (job.socket,) if kind == WORKER else (), "process_group": 0}
    command = (*COMMAND, f"sociale_kaart.web.server.{kind}")
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **options)
