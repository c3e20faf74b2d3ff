"""The builds of the maps that a server shows: which are new, and the copies of them that its workers open."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sociale_kaart.web.server.mapfiles import Copy, ServedMap, Stamp, copy_of, stamp_of


class Builds:
    """What lies in the folders of the maps, as the server saw it last; copies come in `scratch`."""

    def __init__(self, maps: Mapping[str, ServedMap], scratch: Path) -> None:
        self._maps, self._scratch = maps, scratch
        self._copies = 0
        # Of each map the stamp that was acted upon, and the one last seen.
        self._tried: dict[str, Stamp | None] = {}
        self._seen: dict[str, Stamp | None] = {}

    def changed(self) -> list[str]:
        """The maps whose file was replaced, and has stayed as it is since the last look."""
        before, self._seen = self._seen, {name: stamp_of(one.path) for name, one in self._maps.items()}
        return [
            name
            for name, stamp in self._seen.items()
            if stamp is not None and stamp != self._tried[name] and stamp == before.get(name)
        ]

    def there(self) -> list[str]:
        """The maps that have a file, changed or not."""
        self._seen = {name: stamp_of(one.path) for name, one in self._maps.items()}
        return [name for name, stamp in self._seen.items() if stamp is not None]

    def copied(self, names: Sequence[str]) -> dict[str, Copy]:
        """The files of these maps as they are now; raises OSError where one cannot be written."""
        self._copies += 1
        folder = self._scratch / f"build-{self._copies}"
        made = {name: copy_of(self._maps[name].path, folder / name) for name in names}
        self._tried |= {name: copy.stamp for name, copy in made.items()}
        return made

    def pass_over(self, names: Iterable[str]) -> None:
        """Do not come back to these builds until told to."""
        self._tried |= {name: self._seen.get(name) for name in names}

    def clear_up(self, needed: Iterable[Path]) -> None:
        """Throw away what no process reads or writes any more: all folders of copies and of workers but these."""
        kept = set(needed)
        for folder in [*self._scratch.glob("build-*/*"), *self._scratch.glob("worker-*")]:
            if folder not in kept:
                shutil.rmtree(folder, ignore_errors=True)
