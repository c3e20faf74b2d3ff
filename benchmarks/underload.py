"""A real server and what it costs: starts `serve`, lets `wrk` ask it at a rate, reads /proc of all its processes.

`wrk` has no rate of its own: each of its connections waits between its questions, so that all together ask so often
where an answer takes some 10 ms; its latencies leave out the waiting. What it counts as an error of the status, and
which pages were slow, the server's own access log tells.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

PREFIX = "SOCIALE_KAART_"
COMMAND = [sys.executable, "-m", "sociale_kaart"]
CONNECTIONS = 20
USUAL_ANSWER_MS = 10
BEGINS_WITHIN_S = 5.0
ERRORS = ("status", "timeout", "reading", "writing", "connecting")
_TICKS = os.sysconf("SC_CLK_TCK")

_SCRIPT = """
local paths = {{}}
for path in io.lines("{paths}") do paths[#paths + 1] = path end
local number = 0
function init(args) math.randomseed(os.time()) number = math.random(#paths) end
function delay() return {pause_ms} end
function request()
  number = number % #paths + 1
  return wrk.format("GET", paths[number], {{ ["Accept-Encoding"] = "gzip" }})
end
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d %d %f %f %f %f\\n", summary.requests,
    e.status, e.timeout, e.read, e.write, e.connect,
    summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3))
end
"""


@dataclass(frozen=True)
class Answers:
    """What wrk counted; the latencies in ms.

    errors_of : kind -> how many: "status" of 400 and above, "timeout" of 10 s, and in reading, writing and connecting
    """

    requests: int
    errors_of: Mapping[str, int]
    took_s: float
    p50_ms: float
    p99_ms: float
    slowest_ms: float

    @property
    def errors(self) -> int:
        return sum(self.errors_of.values())


@dataclass(frozen=True)
class Logged:
    """One request as the server's access log has it."""

    at: datetime
    route: str
    status: int
    ms: float


@contextmanager
def serving(folder: Path, *, workers: int, log: Path | None = None) -> Iterator[tuple[str, int]]:
    """Address and process of `sociale-kaart serve`, once it answers.

    log : where all that it logs goes, with every request; by default that goes to the terminal, without
    """
    server = subprocess.Popen(
        [*COMMAND, "serve", str(folder), "--port", "0", "--workers", str(workers)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=log.open("wb") if log else None,
        env={**os.environ, **({f"{PREFIX}ACCESS_LOG": "requests", f"{PREFIX}LOG": "json"} if log else {})},
        text=True,
    )
    try:
        assert server.stdout is not None
        found = re.search(r"http://\S+", server.stdout.readline())
        if found is None:
            sys.exit("the server did not start")
        yield found[0].rstrip("/"), server.pid
    finally:
        server.terminate()
        server.wait()


def ask(address: str, paths: Sequence[str], scratch: Path, *, seconds: int, rate: int) -> Answers:
    """One run of wrk over the paths, from a random one on."""
    listed, script = scratch / "paths.txt", scratch / "questions.lua"
    listed.write_text("\n".join(paths) + "\n", encoding="utf-8")
    pause_ms = max(0, round(CONNECTIONS / rate * 1000) - USUAL_ANSWER_MS)
    script.write_text(_SCRIPT.format(paths=listed, pause_ms=pause_ms), encoding="utf-8")
    command = [
        "wrk",
        "-t1",
        f"-c{CONNECTIONS}",
        f"-d{seconds}s",
        "--timeout",
        "10s",
        "--latency",
        "-s",
        str(script),
        address,
    ]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = re.search(r"^RESULT (.*)$", said, re.MULTILINE)
    if found is None:
        sys.exit(f"wrk said:\n{said}")
    requests, *told = found[1].split()
    errors = dict(zip(ERRORS, map(int, told), strict=False))
    return Answers(int(requests), errors, *map(float, told[len(ERRORS) :]))


def logged(log: Path, since: datetime) -> list[Logged]:
    """The requests that a server logged from a moment on."""
    lines = (line for line in log.read_text(encoding="utf-8").splitlines() if line.startswith("{"))
    told = (one for one in map(json.loads, lines) if one["event"] == "request")
    found = (
        Logged(datetime.fromisoformat(one["time"]), one["route"], one["status"], one["ms"]) for one in told
    )
    return [one for one in found if one.at >= since]


def workers_of(pid: int) -> list[int]:
    """The processes that answer for a server."""
    return [one for one in _started_by(pid) if _runs(one, "worker")]


def maker_of(pid: int) -> int | None:
    """The process that lays ready for the workers what is the same for everybody, as long as it is there."""
    return next((one for one in _started_by(pid) if _runs(one, "maker")), None)


def await_maker(pid: int) -> None:
    """Wait until a server that answers has laid everything ready."""
    end = time.monotonic() + BEGINS_WITHIN_S
    while maker_of(pid) is None and time.monotonic() < end:
        time.sleep(0.1)
    while maker_of(pid) is not None:
        time.sleep(0.5)


def cpu_s(pid: int) -> float:
    """Processor time of a server so far: its own, that of its workers, and that of workers which have ended."""
    own = _stat(pid)
    living = sum(_used(_stat(one)[:2]) for one in _started_by(pid))
    return _used(own) + living


def worker_cpu_s(pid: int) -> float:
    """Processor time of one worker so far."""
    return _used(_stat(pid)[:2])


def memory_mb(pid: int, *, peak: bool = False) -> float:
    """The memory that a process has now, or the most that it had; 0 where it has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    found = re.search(rf"{'VmHWM' if peak else 'VmRSS'}:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def _started_by(pid: int) -> list[int]:
    running = (int(one.name) for one in Path("/proc").iterdir() if one.name.isdigit())
    return sorted(one for one in running if _parent(one) == pid)


def _runs(pid: int, module: str) -> bool:
    try:
        return f"sociale_kaart.web.server.{module}".encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _used(ticks: Sequence[int]) -> float:
    return sum(ticks) / _TICKS


def _stat(pid: int) -> list[int]:
    """Ticks of a process: its own in user and system mode, and those of its children that have ended."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except OSError:
        return [0, 0, 0, 0]
    return [int(one) for one in told.rpartition(")")[2].split()[11:15]]


def _parent(pid: int) -> int:
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except OSError:
        return 0
    return int(told.rpartition(")")[2].split()[1])
