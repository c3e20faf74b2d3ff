"""Objects through a pipe, a whole one at a time.

A thread that reads a pipe in small pieces must wait its turn for the interpreter after each of them, which beside a
busy thread takes milliseconds: so the length goes first, and the rest is asked for at once, through a pipe that holds
it all where the system allows.
"""

from __future__ import annotations

import pickle
from contextlib import suppress
from typing import IO, Any

_LENGTH = 8
_LONGEST = 1 << 30
_PIPE_BYTES = 1 << 20  # what Linux lets anybody have


def widen(pipe: IO[bytes]) -> None:
    """Let a pipe hold a whole chunk, where the system knows how to."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


def send(pipe: IO[bytes], thing: Any) -> None:
    """Write one object. Raises OSError where nobody reads any more."""
    packed = pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
    pipe.write(len(packed).to_bytes(_LENGTH, "little") + packed)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """Read one object; from a process of our own alone.

    Raises EOFError where the other side has ended, UnpicklingError where what it says is no object.
    """
    length = int.from_bytes(_all_of(pipe, _LENGTH), "little")
    if length > _LONGEST:
        raise pickle.UnpicklingError(f"no object has {length} bytes")
    return pickle.loads(_all_of(pipe, length))  # noqa: S301 - from a process of our own


def _all_of(pipe: IO[bytes], length: int) -> bytes:
    found = pipe.read(length)
    if len(found) < length:
        raise EOFError
    return found
