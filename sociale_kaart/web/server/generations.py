"""Workers that show the same builds, and how they are: what every worker is told, and /gezond says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.web.server.mapfiles import Copy
from sociale_kaart.web.server.messages import Message
from sociale_kaart.web.server.workers import WorkerProcess


@dataclass(slots=True)
class Generation:
    """Workers that show the same builds.

    copies : map name -> the file that they open. changed : the maps that are newer than in the generation before
    refused : why some map cannot be shown
    """

    copies: Mapping[str, Copy]
    changed: frozenset[str] = frozenset()
    workers: list[WorkerProcess] = field(default_factory=list)
    refused: dict[str, SocialeKaartError] = field(default_factory=dict)

    def are_all(self, state: str, count: int) -> bool:
        """Whether there are as many workers as there should be, and all are in one state."""
        return len(self.workers) == count and all(one.state == state for one in self.workers)

    def opens(self, name: str) -> bool:
        """Whether nobody said that a map cannot be shown."""
        return name not in self.refused

    @property
    def shelves(self) -> dict[Path, str]:
        """Where things are laid ready for the maps that can be shown, and for which of them."""
        return {
            copy.shelf: name
            for name, copy in self.copies.items()
            if copy.shelf is not None and self.opens(name)
        }


def state_of(
    shown: Generation, faults: Mapping[str, SocialeKaartError], workers: Iterable[WorkerProcess]
) -> Message:
    """How the server is (see health.py).

    faults : of each map why its newest build is not shown
    """
    return {
        "maps": {name: _map_state(copy, faults.get(name)) for name, copy in shown.copies.items()},
        "workers": [
            {"number": one.number, "state": one.state, "started_at": one.started_at.isoformat()}
            for one in workers
        ],
    }


def _map_state(copy: Copy, fault: SocialeKaartError | None) -> Message:
    built_ns = copy.stamp[0] if copy.stamp else None
    return {
        "built_at": None if built_ns is None else datetime.fromtimestamp(built_ns / 1e9, UTC).isoformat(),
        # Where the file lies is nobody's business: the log has that.
        "fault": fault.what if fault else "",
    }
