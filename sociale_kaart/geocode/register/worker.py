"""A process that helps another with a register (many.py): chunks come in on standard input, answers go out."""

from __future__ import annotations

import pickle
import queue
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from sociale_kaart.geocode.register.columns import houses_at, plain_houses_at
from sociale_kaart.geocode.register.lookup import RegisterBackend
from sociale_kaart.geocode.register.many import pack_outcomes, unpack_asked

_TASKS: Mapping[str, Callable[[RegisterBackend, Any], Any]] = {
    "lookup": lambda backend, packed: pack_outcomes(backend.lookup_many(unpack_asked(packed), processes=1)),
    "houses": lambda backend, keys: houses_at(backend.path, keys),
    "plain houses": lambda backend, keys: plain_houses_at(backend.path, keys),
}


def serve(path: str) -> None:
    """Answer chunks until there are no more."""
    chunks: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(sys.stdin.buffer, chunks), daemon=True).start()
    with RegisterBackend(Path(path)) as backend:
        _send("ready")
        while (chunk := chunks.get()) is not None:
            name, packed = chunk
            _send(_TASKS[name](backend, packed))


def _send(answer: Any) -> None:
    pickle.dump(answer, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)
    sys.stdout.buffer.flush()


def _receive(source: BinaryIO, chunks: queue.SimpleQueue[Any]) -> None:
    """Take in what is sent at once, so that neither side waits for the other to read."""
    try:
        while True:
            chunks.put(pickle.load(source))  # noqa: S301 - from the process that started us
    except (EOFError, OSError, pickle.UnpicklingError):
        chunks.put(None)
