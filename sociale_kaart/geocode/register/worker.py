"""A process that helps another with a register (many.py): chunks come in on standard input, answers go out."""

from __future__ import annotations

import gc
import pickle
import queue
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from sociale_kaart.geocode.register.columns import HOUSES
from sociale_kaart.geocode.register.lookup import RegisterBackend
from sociale_kaart.geocode.register.many import pack_outcomes, unpack_asked
from sociale_kaart.geocode.register.pipe import receive, send
from sociale_kaart.geocode.register.rows import Edition

_TASKS: Mapping[str, Callable[[RegisterBackend, Any], Any]] = {
    "lookup": lambda backend, packed: pack_outcomes(backend.lookup_many(unpack_asked(packed), processes=1)),
    "houses": lambda backend, keys: HOUSES["houses"](backend.rows, keys),
    "plain houses": lambda backend, keys: HOUSES["plain houses"](backend.rows, keys),
}


def serve(path: str, edition: Edition | None) -> None:
    """Answer chunks until there are no more; none where the file is not the edition that is asked about."""
    chunks: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(sys.stdin.buffer, chunks), daemon=True).start()
    with RegisterBackend(Path(path)) as backend:
        if backend.rows.edition != edition:
            return
        gc.freeze()  # what is loaded stays
        send(sys.stdout.buffer, "ready")
        while (chunk := chunks.get()) is not None:
            name, packed = chunk
            send(sys.stdout.buffer, _TASKS[name](backend, packed))


def _receive(source: BinaryIO, chunks: queue.SimpleQueue[Any]) -> None:
    """Take in what is sent at once, so that neither side waits for the other to read."""
    try:
        while True:
            chunks.put(receive(source))
    except (EOFError, OSError, pickle.UnpicklingError):
        chunks.put(None)
