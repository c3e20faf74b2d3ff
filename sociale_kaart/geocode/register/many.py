"""Many look-ups in one register, shared with helper processes: one for each further core.

A helper is a Python of its own that opens the same file and answers over pipes. multiprocessing is not used: it would
run the caller's own script again, and a library cannot ask every script to be written for that. Whoever calls works as
well, from the first moment on; a helper that fails to start, or dies, only leaves more to do for the others.
"""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import fields
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any, Self

from sociale_kaart.geocode.backend import Ambiguous, Found, NotFound, Outcome
from sociale_kaart.model import AddressInput, Match

# Below this a helper has hardly started when all is done.
WORTH_HELP = 5_000
CHUNK = 1_000
# Chunks that a helper has been sent and has not answered: one to work on, and one to go on with.
_AHEAD = 2

_KINDS: tuple[type[Outcome], ...] = (Found, Ambiguous, NotFound)
_FIELDS = tuple(one.name for one in fields(Match))
_values = attrgetter(*_FIELDS)

_Answer = Callable[[Sequence[AddressInput]], list[Outcome]]
_Chunk = tuple[int, Sequence[AddressInput]]


def spread(
    path: Path, answer: _Answer, asked: Sequence[AddressInput], processes: int | None = None
) -> list[Outcome]:
    """The answers to many addresses in their order: our own, and those of helpers that read the same register.

    processes is the most there may be, this one included; None for as many as there are cores. Raises what answer does.
    """
    helpers = min(processes or _cores(), 1 + len(asked) // WORTH_HELP) - 1
    if helpers < 1:
        return answer(asked)
    chunks = [(i, asked[i : i + CHUNK]) for i in range(0, len(asked), CHUNK)]
    todo, done = deque(chunks), dict[int, list[Outcome]]()
    with ExitStack() as stack:
        for _ in range(helpers):
            stack.enter_context(_Helper(path, todo, done))
        _work(answer, todo, done)
    # What a helper took and did not bring back.
    _work(answer, deque(chunk for chunk in chunks if chunk[0] not in done), done)
    return list(chain.from_iterable(done[i] for i, _ in chunks))


def _work(answer: _Answer, todo: deque[_Chunk], done: dict[int, list[Outcome]]) -> None:
    while todo:
        try:
            i, chunk = todo.popleft()
        except IndexError:  # a helper was quicker
            return
        done[i] = answer(chunk)


class _Helper:
    """A process that takes chunks from the same heap as we do, and a thread that carries them to and fro.

    Left without an error, it finishes what it took; with one, it is stopped.
    """

    def __init__(self, path: Path, todo: deque[_Chunk], done: dict[int, list[Outcome]]) -> None:
        self._todo, self._done = todo, done
        code = f"import sys; sys.path[:] = {sys.path!r}; from {__name__} import serve; serve({str(path)!r})"
        self._process = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for us: we stop the helper ourselves
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
            with suppress(BrokenPipeError):  # what a stopped helper was still to be sent
                pipe.close()
        self._process.wait()

    def _carry(self) -> None:
        """Keep the helper busy until nothing is left; what it does not bring back is done without it."""
        sent: deque[int] = deque()
        try:
            while True:
                while len(sent) < _AHEAD and self._todo:
                    i, chunk = self._todo.popleft()
                    sent.append(i)
                    pickle.dump([_typed(one) for one in chunk], self._to, pickle.HIGHEST_PROTOCOL)
                    self._to.flush()
                if not sent:
                    return
                answers = pickle.load(self._from)  # noqa: S301 - from a process of our own
                self._done[sent.popleft()] = [_outcome(*one) for one in answers]
        except (IndexError, OSError, EOFError, pickle.UnpicklingError):
            return


def serve(path: str) -> None:
    """Be a helper: answer chunks from standard input on standard output, until there are no more."""
    from sociale_kaart.geocode.register.lookup import RegisterBackend

    chunks: queue.SimpleQueue[list[tuple[str, str, str, str]] | None] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(chunks,), daemon=True).start()
    with RegisterBackend(Path(path)) as backend:
        while (chunk := chunks.get()) is not None:
            outcomes = backend.lookup_many([_asked(*one) for one in chunk], processes=1)
            answers = [(_KINDS.index(type(one)), _values(one)) for one in outcomes]
            pickle.dump(answers, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)
            sys.stdout.buffer.flush()


def _receive(chunks: queue.SimpleQueue[Any]) -> None:
    """Take in what is sent at once, so that neither side waits for the other to read."""
    try:
        while True:
            chunks.put(pickle.load(sys.stdin.buffer))  # noqa: S301 - from the process that started us
    except (EOFError, OSError, pickle.UnpicklingError):
        chunks.put(None)


def _typed(asked: AddressInput) -> tuple[str, str, str, str]:
    return asked.text, asked.postcode, asked.woonplaats, asked.gemeentecode


def _asked(text: str, postcode: str, woonplaats: str, gemeentecode: str) -> AddressInput:
    return AddressInput(text=text, postcode=postcode, woonplaats=woonplaats, gemeentecode=gemeentecode)


def _outcome(kind: int, values: tuple[Any, ...]) -> Outcome:
    return _KINDS[kind](**dict(zip(_FIELDS, values, strict=True)))


def _cores() -> int:
    """Cores that we may use, where the system says so."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
