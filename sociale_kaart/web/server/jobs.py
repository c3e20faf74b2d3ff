"""The jobs of a server's processes, numbered: which files to open, and how."""

from __future__ import annotations

import socket
from collections.abc import Mapping, Sequence, Set
from pathlib import Path

from sociale_kaart.config import Settings
from sociale_kaart.web.server.generations import Generation
from sociale_kaart.web.server.mapfiles import ServedMap
from sociale_kaart.web.server.messages import Job, MapJob
from sociale_kaart.web.server.workers import handed_over


class Jobs:
    """What is the same of every job of one server."""

    def __init__(
        self, maps: Mapping[str, ServedMap], settings: Settings, listener: socket.socket, scratch: Path
    ) -> None:
        self._maps, self._settings, self._listener, self._scratch = maps, settings, listener, scratch
        self._numbers = 0

    def next(
        self, generation: Generation, names: Sequence[str], *, polite: bool, shown: Set[str] = frozenset()
    ) -> Job:
        """A job for some maps of a generation.

        polite : let others go first
        shown : the maps that visitors see; one that was never shown takes no other with it when it cannot be opened
        """
        self._numbers += 1
        return Job(
            number=self._numbers,
            socket=handed_over(self._listener),
            maps=tuple(self._map_job(generation, name, shown) for name in names),
            under_prefix=len(self._maps) > 1,
            scratch=self._scratch / f"worker-{self._numbers}",
            polite=polite,
            settings=self._settings,
        )

    def _map_job(self, generation: Generation, name: str, shown: Set[str]) -> MapJob:
        copy = generation.copies[name]
        return MapJob(
            name,
            copy.path,
            self._maps[name].folder,
            # One of several is no reason not to begin.
            may_fail=len(self._maps) > 1 and name not in shown,
            shelf=copy.shelf,
        )
