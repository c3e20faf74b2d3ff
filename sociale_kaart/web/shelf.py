"""A folder in which one process lays ready what is the same for everybody, and from which others take it.

What is not there, whoever asks for it makes itself: a shelf saves work and memory, and nothing depends on one. What
somebody is making at this moment is announced there, and others wait for it a while.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Thing = TypeVar("Thing")
_LONGEST_NAME = 40
_LAID, _ANNOUNCED = ".klaar", ".nieuw"
# Making it beside the one who is making it takes longer, and holds up everybody else who asks this process something.
PATIENCE_S = 10.0
_LOOK_EVERY_S = 0.05


class Shelf:
    """One map's; by default there is none, and everything is made where it is asked for.

    Parameters
    ----------
    folder : private to the server (0700), and gone with the build that it belongs to
    fills : whether what is made here is laid there, by the one process that does so; others only read
    patience_s : how long those wait for what is announced
    """

    def __init__(
        self, folder: Path | None = None, *, fills: bool = False, patience_s: float = PATIENCE_S
    ) -> None:
        self.folder = folder
        self._patience_s = patience_s
        self.fills = fills and folder is not None
        if self.fills and folder is not None:
            folder.mkdir(mode=0o700, exist_ok=True)

    def get(
        self,
        name: str,
        make: Callable[[], Thing],
        *,
        write: Callable[[Thing], bytes],
        read: Callable[[bytes], Thing],
    ) -> Thing:
        """The thing of that name: what lies ready, as `read` understands it, or else made.

        write : what is laid down of it, where this process fills the shelf
        """
        path = self._path(name)
        if path is None:
            return make()
        content = _read(path)
        if content is None and not self.fills:
            content = self._awaited(path)
        if content is not None:
            return read(content)
        return self._laid(path, make, write) if self.fills else make()

    def has(self, name: str) -> bool:
        """Whether it lies ready."""
        path = self._path(name)
        return path is not None and path.is_file()

    def _awaited(self, path: Path) -> bytes | None:
        """What somebody is making, once it is there; None where nobody is, or it takes too long."""
        end = time.monotonic() + self._patience_s
        while path.with_suffix(_ANNOUNCED).exists() and time.monotonic() < end:
            time.sleep(_LOOK_EVERY_S)
        return _read(path)

    @staticmethod
    def _laid(path: Path, make: Callable[[], Thing], write: Callable[[Thing], bytes]) -> Thing:
        draft = path.with_suffix(_ANNOUNCED)
        draft.touch()
        try:
            made = make()
            draft.write_bytes(write(made))
            # In one step: nobody reads a half.
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
        return made

    def _path(self, name: str) -> Path | None:
        """By the hash of its name: pillars and files may be called anything."""
        if self.folder is None:
            return None
        return self.folder / f"{hashlib.sha256(name.encode()).hexdigest()[:_LONGEST_NAME]}{_LAID}"


NO_SHELF = Shelf()


def forget_announced(folder: Path) -> None:
    """Nobody need wait any more for what a process began and did not finish."""
    for draft in folder.glob(f"*{_ANNOUNCED}"):
        draft.unlink(missing_ok=True)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def joined(parts: dict[str, bytes]) -> bytes:
    """Some byte strings as one."""
    sizes = json.dumps({name: len(part) for name, part in parts.items()}).encode()
    return sizes + b"\n" + b"".join(parts.values())


def parted(content: bytes) -> dict[str, bytes]:
    """What `joined` was given."""
    sizes, _, rest = content.partition(b"\n")
    found, begin = {}, 0
    for name, size in json.loads(sizes).items():
        found[name] = rest[begin : begin + size]
        begin += size
    return found
