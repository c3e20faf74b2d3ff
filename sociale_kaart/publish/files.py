"""Writes the files of a site, each beside its Brotli and gzip; what did not change stays the very same file.

A file that is as it was is linked from the site before: its date stays, and a copy to a host sends only what is new.
"""

from __future__ import annotations

import gzip
import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path

import brotli

PACKED = (".br", ".gz")
# What gains by compression, by the ending of its name.
_TEXT = frozenset(
    (".html", ".json", ".js", ".css", ".svg", ".txt", ".xml", ".csv", ".geojson", ".ics", ".jsonld", ".bin")
)
_LEAST_BYTES = 400  # less goes in one packet anyhow
_LARGE_BYTES = 1_000_000
_BROTLI, _BROTLI_LARGE, _GZIP = 6, 5, 6


@dataclass(frozen=True, slots=True)
class Written:
    """A file of the site; file : its path from the root. packed : path and sum of its copies."""

    file: str
    size: int
    sha256: str
    is_new: bool
    packed: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Writer:
    """Writes below one folder.

    before : the site as it is now, None where there is none
    packs : whether to compress
    """

    folder: Path
    before: Path | None
    packs: bool
    _made: set[Path] = field(default_factory=set)

    def write(self, file: str, content: bytes) -> Written:
        """One file."""
        path = self.folder / file
        if path.parent not in self._made:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(path.parent)
        packs = self.packs and path.suffix in _TEXT and len(content) >= _LEAST_BYTES
        is_new = not self._kept(file, content, packs)
        if is_new:
            path.write_bytes(content)
            if packs:
                _pack(path, content)
        copies = tuple(
            (file + one, _sum((self.folder / (file + one)).read_bytes())) for one in PACKED if packs
        )
        return Written(file, len(content), _sum(content), is_new, copies)

    def _kept(self, file: str, content: bytes, packs: bool) -> bool:
        """Whether the site before had the same, and now this one has it too."""
        if self.before is None:
            return False
        names = [file, *(file + one for one in PACKED if packs)]
        old = self.before / file
        try:
            if old.stat().st_size != len(content) or old.read_bytes() != content:
                return False
            for name in names:
                os.link(self.before / name, self.folder / name)
        except OSError:  # not there, or a disk that knows no links: written anew
            for name in names:
                (self.folder / name).unlink(missing_ok=True)
            return False
        return True


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _pack(path: Path, content: bytes) -> None:
    quality = _BROTLI if len(content) < _LARGE_BYTES else _BROTLI_LARGE
    path.with_name(f"{path.name}.br").write_bytes(brotli.compress(content, quality=quality))
    path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content, compresslevel=_GZIP, mtime=0))
