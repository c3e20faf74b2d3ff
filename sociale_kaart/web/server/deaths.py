"""Workers that end by themselves: how long to wait with the next one, and when to stop trying."""

from __future__ import annotations

import logging
import time

from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.web.server.workers import WorkerProcess, how_it_ended

LONGEST_PAUSE_S = 60.0
MOST_DEATHS = 8
# A worker that lived this long did not die of what it was started with.
HEALTHY_AFTER_S = 60.0
_log = logging.getLogger(__name__)


class Deaths:
    """Those in a row, since a build was taken up or a worker lived for a while."""

    def __init__(self) -> None:
        self._count = 0
        self._start_after = 0.0

    @property
    def is_paused(self) -> bool:
        """Whether it is too soon to start another."""
        return time.monotonic() < self._start_after

    def forget(self) -> None:
        """What is shown now is not what they died of."""
        self._count = 0

    def note(self, worker: WorkerProcess, code: int, *, is_last: bool) -> None:
        """A worker ended. Raises SocialeKaartError after many where it was the last that answered."""
        self._count = 1 if worker.age_s > HEALTHY_AFTER_S else self._count + 1
        pause_s = min(0.25 * 2**self._count, LONGEST_PAUSE_S)
        self._start_after = time.monotonic() + pause_s
        _log.error(
            "worker %d ended by itself: %s; another is started in %.1f s",
            worker.number,
            how_it_ended(code),
            pause_s,
        )
        if self._count >= MOST_DEATHS and is_last:
            raise SocialeKaartError(
                f"{self._count} keer achter elkaar stopte een proces van de server vanzelf",
                remedy="kijk in het log hierboven waarom, en of er genoeg geheugen is",
            )
