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
# The sums of all files of a site.
SUMS = "SHA256SUMS"
# What gains by compression, by the ending of its name.
_TEXT = frozenset(
    (".html", ".json", ".js", ".css", ".svg", ".txt", ".xml", ".csv", ".geojson", ".ics", ".jsonld", ".bin")
)
_LEAST_BYTES = 400  # less goes in one packet anyhow
_BROTLI, _GZIP = 5, 6


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
    _made: set[str] = field(default_factory=set)
    # Each as a number: of a country the lines themselves would weigh four times as much in every process.
    _known: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        lines = (self.before / SUMS).read_text().splitlines() if self.before else ()
        self._known = frozenset(hash(line) for line in lines if line.endswith(PACKED))

    def write(self, file: str, content: bytes) -> Written:
        """One file; raises FileExistsError where it was written before."""
        folder, _, name = file.rpartition("/")
        if folder not in self._made:
            (self.folder / folder).mkdir(parents=True, exist_ok=True)
            self._made.add(folder)
        suffix = name[name.rfind(".") :]
        packs = self.packs and suffix in _TEXT and len(content) >= _LEAST_BYTES
        kept = self._kept(file, content, packs)
        copies = kept if kept is not None else _packed(content) if packs else {}
        if kept is None:
            for ending, some in {"": content, **copies}.items():
                self._put(file + ending, some)
        sums = tuple((file + ending, _sum(some)) for ending, some in copies.items())
        return Written(file, len(content), _sum(content), kept is None, sums)

    def _put(self, file: str, content: bytes) -> None:
        with open(f"{self.folder}/{file}", "xb") as out:  # noqa: PTH123  # a path costs as much as a file
            out.write(content)

    def _kept(self, file: str, content: bytes, packs: bool) -> dict[str, bytes] | None:
        """The compressed copies, where the site before had the same, and now this one has it too; else None."""
        if self.before is None:
            return None
        endings = PACKED if packs else ()
        old = self.before / file
        linked: list[str] = []
        try:
            if old.stat().st_size != len(content) or old.read_bytes() != content:
                return None
            copies = {ending: Path(f"{self.before}/{file}{ending}").read_bytes() for ending in endings}
            if not all(self._is_whole(file + ending, copy) for ending, copy in copies.items()):
                return None
            for ending in ("", *endings):
                os.link(f"{self.before}/{file}{ending}", f"{self.folder}/{file}{ending}")
                linked.append(f"{self.folder}/{file}{ending}")
        except OSError:  # not there, or a disk that knows no links: written anew
            for one in linked:
                Path(one).unlink()
            return None
        return copies

    def _is_whole(self, file: str, copy: bytes) -> bool:
        """Whether a compressed copy is as it was written: what damaged it, damages no page that one can see."""
        return hash(sum_line(file, _sum(copy))) in self._known


def sum_line(file: str, known: str) -> str:
    """As `sha256sum --check` reads it."""
    return f"{known}  {file}"


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _packed(content: bytes) -> dict[str, bytes]:
    """By the endings of PACKED."""
    return {
        ".br": brotli.compress(content, quality=_BROTLI),
        ".gz": gzip.compress(content, compresslevel=_GZIP, mtime=0),
    }
