"""One writer at a time: a guard beside a file that the operating system lets go of when a run is killed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from sociale_kaart.errors import LockError

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Guard:
    """Held from construction to release; raises LockError where another run holds it."""

    def __init__(self, guarded: Path) -> None:
        self._path = guarded.with_name(f".{guarded.name}.bezig")
        self._descriptor = self._hold(guarded)

    def release(self) -> None:
        """Let the next run begin."""
        if sys.platform == "win32":
            # Windows removes no open file; a guard left behind is harmless, for it is no longer held.
            os.close(self._descriptor)
        else:
            self._path.unlink(missing_ok=True)
            os.close(self._descriptor)

    def _hold(self, guarded: Path) -> int:
        while True:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                _try_lock(descriptor)
            except OSError as fault:
                os.close(descriptor)
                raise LockError(
                    "een andere run schrijft in dit bestand",
                    where=guarded,
                    remedy="Wacht tot die klaar is en probeer het opnieuw",
                ) from fault
            if self._is_current(descriptor):
                return descriptor
            # The run before us removed the guard between our opening it and holding it.
            os.close(descriptor)

    def _is_current(self, descriptor: int) -> bool:
        try:
            return os.path.samestat(self._path.stat(), os.fstat(descriptor))
        except FileNotFoundError:
            return False
