"""A folder in which one process lays ready what is the same for everybody, and from which others take it.

What is not there, whoever asks for it makes itself: a shelf saves work and memory, and nothing depends on one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Thing = TypeVar("Thing")
_LONGEST_NAME = 40


class Shelf:
    """One map's; by default there is none, and everything is made where it is asked for.

    Parameters
    ----------
    folder : private to the server (0700), and gone with the build that it belongs to
    fills : whether what is made here is laid there, by the one process that does so; others only read
    """

    def __init__(self, folder: Path | None = None, *, fills: bool = False) -> None:
        self.folder = folder
        self.fills = fills and folder is not None
        if self.fills and folder is not None:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)

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
        content = self._find(name)
        if content is not None:
            return read(content)
        made = make()
        if self.fills:
            self._put(name, write(made))
        return made

    def has(self, name: str) -> bool:
        """Whether it lies ready."""
        path = self._path(name)
        return path is not None and path.is_file()

    def _find(self, name: str) -> bytes | None:
        path = self._path(name)
        if path is None:
            return None
        try:
            return path.read_bytes()
        except OSError:
            return None

    def _put(self, name: str, content: bytes) -> None:
        path = self._path(name)
        assert path is not None
        draft = path.with_suffix(".nieuw")
        draft.write_bytes(content)
        # In one step: nobody reads a half.
        draft.replace(path)

    def _path(self, name: str) -> Path | None:
        """By the hash of its name: pillars and files may be called anything."""
        if self.folder is None:
            return None
        return self.folder / f"{hashlib.sha256(name.encode()).hexdigest()[:_LONGEST_NAME]}.klaar"


NO_SHELF = Shelf()


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
