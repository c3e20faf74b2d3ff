"""Who lays ready what is the same for everybody (maker.py): one process at a time, each build once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence, Set
from pathlib import Path

from sociale_kaart.web.server.generations import Generation
from sociale_kaart.web.server.messages import REFUSED
from sociale_kaart.web.server.workers import WorkerProcess, how_it_ended
from sociale_kaart.web.shelf import forget_announced

# A country takes a minute on a processor that is free.
WAIT_S = 90.0
_log = logging.getLogger(__name__)


class Making:
    """The maker of now, and the shelves for which one was begun.

    start : starts a maker for some maps of a generation, by name
    """

    def __init__(self, start: Callable[[Generation, Sequence[str]], WorkerProcess]) -> None:
        self._start = start
        self._begun: set[Path] = set()
        self._is_dropped = False
        self.maker: WorkerProcess | None = None

    @property
    def is_awaited(self) -> bool:
        """Whether maps had better not be opened yet.

        On a machine that is busy a maker may take long; past some time it goes on while others open.
        """
        return self.maker is not None and (self._is_dropped or self.maker.age_s < WAIT_S)

    def begin(self, generation: Generation) -> None:
        """Lay ready what a generation needs and nobody began with, once no other maker is at it."""
        if self.maker is not None:
            return
        new = {shelf: name for shelf, name in generation.shelves.items() if shelf not in self._begun}
        if new:
            self._begun |= new.keys()
            self._is_dropped = False
            self.maker = self._start(generation, list(new.values()))

    def end_outdated(self, needed: Set[Path]) -> None:
        """Nobody will read what it makes for a shelf that is not needed; what it made for others is finished anew."""
        if self.maker and not (shelves := _shelves(self.maker)) <= needed:
            self._begun -= shelves & needed
            self._is_dropped = True
            self.maker.kill()

    def note_end(self, maker: WorkerProcess, code: int) -> None:
        """A maker ended, in whatever way."""
        self.maker = None
        for shelf in _shelves(maker):
            forget_announced(shelf)
        # Of a build that cannot be opened its workers say so.
        if not self._is_dropped and code not in (0, REFUSED):
            _log.warning("not everything was laid ready: %s", how_it_ended(code))


def _shelves(maker: WorkerProcess) -> set[Path]:
    return {one.shelf for one in maker.job.maps if one.shelf is not None}
