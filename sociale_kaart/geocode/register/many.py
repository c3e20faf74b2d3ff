"""Work on one register shared with worker processes: one for each further core.

A worker is a Python of its own that opens the same file and answers over pipes (worker.py). multiprocessing is not
used: it would run the caller's own script again, and a library cannot ask every script to be written for that. Whoever
calls works as well, from the first moment on; a worker that fails to start, or dies, only leaves more for the others.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, fields
from operator import attrgetter
from pathlib import Path
from typing import Any, Generic, Self, TypeVar

from sociale_kaart.geocode.backend import Ambiguous, Found, NotFound, Outcome
from sociale_kaart.model import AddressInput, Match

# Chunks that a worker has been sent and has not answered: one to work on, and one to go on with.
_AHEAD = 2
_WORKER = "sociale_kaart.geocode.register.worker"

_KINDS: tuple[type[Outcome], ...] = (Found, Ambiguous, NotFound)
_FIELDS = tuple(one.name for one in fields(Match))
_values = attrgetter(*_FIELDS)

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


def spread(path: Path, task: Task[Chunk, Answer], chunks: Sequence[Chunk], workers: int) -> list[Answer]:
    """The answer to each chunk, in their order: our own, and those of workers that read the same register.

    Raises what doing the task raises; then, and on Ctrl-C, the workers are stopped first.
    """
    todo: deque[int] = deque(range(len(chunks)))
    done: dict[int, Answer] = {}
    with ExitStack() as stack:
        for _ in range(workers):
            stack.enter_context(_Worker(path, task, chunks, todo, done))
        while (i := _next(todo)) is not None:
            done[i] = task.do(chunks[i])
    # What a worker took and did not bring back, we do ourselves.
    return [done[i] if i in done else task.do(chunk) for i, chunk in enumerate(chunks)]


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
    return [_KINDS[kind](**dict(zip(_FIELDS, values, strict=True))) for kind, values in packed]


class _Worker(Generic[Chunk, Answer]):
    """A process that takes chunks from the same heap as we do, and a thread that carries them to and fro.

    Left without an error, it finishes what it took; with one, it is stopped.
    """

    def __init__(
        self,
        path: Path,
        task: Task[Chunk, Answer],
        chunks: Sequence[Chunk],
        todo: deque[int],
        done: dict[int, Answer],
    ) -> None:
        self._task, self._chunks, self._todo, self._done = task, chunks, todo, done
        code = f"import sys; sys.path[:] = {sys.path!r}; from {_WORKER} import serve; serve({str(path)!r})"
        self._process = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for us: we stop the worker ourselves
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._to, self._from = self._process.stdin, self._process.stdout
        self._carrier = threading.Thread(target=self._carry, daemon=True)

    def __enter__(self) -> Self:
        self._carrier.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self._process.kill()
        self._carrier.join()
        for pipe in (self._to, self._from):
            with suppress(BrokenPipeError):  # what a stopped worker was still to be sent
                pipe.close()
        self._process.wait()

    def _carry(self) -> None:
        """Keep the worker busy until nothing is left; what it does not bring back is done without it."""
        sent: deque[int] = deque()
        try:
            while True:
                while len(sent) < _AHEAD and (i := _next(self._todo)) is not None:
                    sent.append(i)
                    packed = (self._task.name, self._task.pack(self._chunks[i]))
                    pickle.dump(packed, self._to, pickle.HIGHEST_PROTOCOL)
                    self._to.flush()
                if not sent:
                    return
                answer = pickle.load(self._from)  # noqa: S301 - from a process of our own
                self._done[sent.popleft()] = self._task.unpack(answer)
        except (OSError, EOFError, pickle.UnpicklingError):
            return


def _next(todo: deque[int]) -> int | None:
    """The next chunk that nobody took yet."""
    try:
        return todo.popleft()
    except IndexError:
        return None


def _cores() -> int:
    """Cores that we may use, where the system says so."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
