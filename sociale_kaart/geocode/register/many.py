"""Work on one register shared with worker processes: one for each further core.

A worker is a Python of its own that opens the same file and answers over pipes (worker.py). multiprocessing is not
used: it would run the caller's own script again, and a library cannot ask every script to be written for that. Whoever
calls works as well, from the first moment on: a worker that is not ready yet, fails or dies only leaves more to others.
"""

from __future__ import annotations

import logging
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from operator import attrgetter
from pathlib import Path
from typing import Any, Generic, Self, TypeVar

from sociale_kaart.geocode.backend import Ambiguous, Found, NotFound, Outcome
from sociale_kaart.geocode.register.pipe import receive, send, widen
from sociale_kaart.geocode.register.rows import Edition
from sociale_kaart.model import AddressInput, Match

_log = logging.getLogger(__name__)

# Chunks that a worker has been sent and has not answered: one to work on, and one to go on with.
_AHEAD = 2
_WORKER = "sociale_kaart.geocode.register.worker"

_KINDS: tuple[type[Outcome], ...] = (Found, Ambiguous, NotFound)
_FIELDS = tuple(one.name for one in fields(Match))
_values = attrgetter(*_FIELDS)
_PUT = tuple(getattr(Match, name).__set__ for name in _FIELDS)

Chunk = TypeVar("Chunk")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Task(Generic[Chunk, Answer]):
    """What is done with each chunk: by us, and by a worker that knows it by name and gets and gives it packed."""

    name: str
    do: Callable[[Chunk], Answer]
    pack: Callable[[Chunk], Any]
    unpack: Callable[[Any], Answer]


def workers_for(items: int, worth_help: int, processes: int | None) -> int:
    """How many workers so many items are worth; processes is the most there may be, ourselves included."""
    return min(processes or _cores(), 1 + items // worth_help) - 1


def pack_asked(chunk: Sequence[AddressInput]) -> list[tuple[str, ...]]:
    """Addresses as plain tuples, which travel several times faster."""
    return [(one.text, one.postcode, one.woonplaats, one.gemeentecode) for one in chunk]


def unpack_asked(packed: Sequence[tuple[str, ...]]) -> list[AddressInput]:
    """What pack_asked packed."""
    return [
        AddressInput(text=text, postcode=postcode, woonplaats=woonplaats, gemeentecode=gemeentecode)
        for text, postcode, woonplaats, gemeentecode in packed
    ]


def pack_outcomes(outcomes: Sequence[Outcome]) -> list[tuple[int, tuple[Any, ...]]]:
    """Answers as plain tuples."""
    return [(_KINDS.index(type(one)), _values(one)) for one in outcomes]


def unpack_outcomes(packed: Sequence[tuple[int, tuple[Any, ...]]]) -> list[Outcome]:
    """What pack_outcomes packed."""
    return [_made(_KINDS[kind], values) for kind, values in packed]


def _made(kind: type[Outcome], values: tuple[Any, ...]) -> Outcome:
    """An answer of values in the order of its fields: `kind(**...)` in half the time."""
    made = kind.__new__(kind)
    for put, value in zip(_PUT, values, strict=True):
        put(made, value)
    return made


class Workers:
    """The workers on one register: started when they are first worth it, kept for what comes next, stopped by close.

    edition : which file they are to read at that path; where it was replaced they help no more.
    """

    def __init__(self, path: Path, edition: Edition | None) -> None:
        self._path, self._edition = path, edition
        self._lock = threading.Lock()
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self, count: int) -> list[_Worker]:
        """So many workers, new ones where there are too few; they may take a second to be ready.

        Fewer where the system lets no more be started: then there are fewer hands, and nothing else is lost.
        """
        with self._lock:
            for one in [one for one in self._workers if not one.alive]:
                one.stop()
                self._workers.remove(one)
            try:
                while len(self._workers) < count:
                    self._workers.append(_Worker(self._path, self._edition))
            except OSError as fault:
                _log.warning("Went on with %d workers, not %d: %s", len(self._workers), count, fault)
            return self._workers[:count]

    def close(self) -> None:
        """Stop every worker, whatever it is at."""
        with self._lock:
            for one in self._workers:
                one.stop()
            self._workers.clear()

    def spread(self, task: Task[Chunk, Answer], chunks: Sequence[Chunk], count: int) -> list[Answer]:
        """The answer to each chunk, in their order: our own, and those of so many workers.

        Raises what doing the task raises; then, and on Ctrl-C, the workers are stopped first.
        """
        todo: deque[int] = deque(range(len(chunks)))
        jobs = [_Job(task, chunks, todo) for _ in range(count)]
        ours: dict[int, Answer] = {}
        try:
            for job, worker in zip(jobs, self.start(count), strict=False):
                worker.jobs.put(job)
            while (i := _next(todo)) is not None:
                ours[i] = task.do(chunks[i])
            for job in jobs:
                job.wait()
        except BaseException:
            self.close()
            raise
        for job in jobs:
            ours |= job.done
        # What a worker took and did not bring back, we do ourselves.
        return [ours[i] if i in ours else task.do(chunk) for i, chunk in enumerate(chunks)]


class _Job:
    """A worker's share of the work: it takes chunks from the same heap as all others."""

    def __init__(self, task: Task[Any, Any], chunks: Sequence[Any], todo: deque[int]) -> None:
        self.task, self.chunks, self.todo = task, chunks, todo
        self.done: dict[int, Any] = {}
        self.begun, self.ended = threading.Event(), threading.Event()

    def wait(self) -> None:
        """Until what was taken is brought back; a worker that has not begun by now finds nothing left to take."""
        if self.begun.is_set():
            self.ended.wait()


class _Worker:
    """A process, and a thread that carries chunks to it and answers back."""

    def __init__(self, path: Path, edition: Edition | None) -> None:
        asked = f"{str(path)!r}, {edition!r}"
        code = f"import sys; sys.path[:] = {sys.path!r}; from {_WORKER} import serve; serve({asked})"
        self._process = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for us: we stop the worker ourselves
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._to, self._from = self._process.stdin, self._process.stdout
        widen(self._to)
        widen(self._from)
        self.jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self.ready = threading.Event()
        self._carrier = threading.Thread(target=self._carry, daemon=True)
        self._carrier.start()

    @property
    def alive(self) -> bool:
        return self._carrier.is_alive()

    def stop(self) -> None:
        """End the process at once."""
        self.jobs.put(None)
        self._process.kill()
        self._carrier.join()
        for pipe in (self._to, self._from):
            with suppress(BrokenPipeError):  # what it was still to be sent
                pipe.close()
        self._process.wait()

    def _carry(self) -> None:
        """Keep the worker busy, job after job; what it does not bring back is done without it."""
        job: _Job | None = None
        try:
            receive(self._from)  # that it is ready
            self.ready.set()
            while (job := self.jobs.get()) is not None:
                job.begun.set()
                self._do(job)
                job.ended.set()
        except (OSError, EOFError, pickle.UnpicklingError):
            return
        finally:
            self.ready.set()
            if job is not None:
                job.ended.set()

    def _do(self, job: _Job) -> None:
        sent: deque[int] = deque()
        while True:
            while len(sent) < _AHEAD and (i := _next(job.todo)) is not None:
                sent.append(i)
                send(self._to, (job.task.name, job.task.pack(job.chunks[i])))
            if not sent:
                return
            answer = receive(self._from)
            job.done[sent.popleft()] = job.task.unpack(answer)


def _next(todo: deque[int]) -> int | None:
    """The next chunk that nobody took yet."""
    try:
        return todo.popleft()
    except IndexError:
        return None


def _cores() -> int:
    """Cores that we may use, where the system says so."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
