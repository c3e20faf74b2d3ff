"""Replaces a file in one step: whoever reads it sees the old one or the new one, never a half."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sociale_kaart.errors import OutputError


def write_bytes(path: Path, content: bytes) -> None:
    """Replace a file's content; on any failure the old file stays and nothing is left beside it.

    Raises OutputError, which names this file and not the draft, where it cannot be written.
    """
    try:
        _replace(path, content)
    except OSError as fault:
        raise _not_written(path, fault) from fault


def _replace(path: Path, content: bytes) -> None:
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    fresh = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes a file for its owner only; a map folder is shared like any other file.
        fresh.chmod(0o644)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    _sync_folder(path.parent)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A draft to write in, which takes the file's place at the end; on any failure the old file stays.

    For what is too big to hold in memory. The draft has one name, so that a run that was killed leaves one at most and
    the next run writes over it: who uses this sees to it that no two do at once. Raises OutputError where it cannot be
    written (a full disk).
    """
    draft = path.with_name(f".{path.name}.nieuw")
    try:
        with draft.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as fault:
        raise _not_written(path, fault) from fault
    finally:
        draft.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _not_written(path: Path, fault: OSError) -> OutputError:
    return OutputError(
        f"dit bestand kan niet geschreven worden ({fault.strerror})",
        where=path,
        remedy="kijk of de map bestaat, of er ruimte is en of u er mag schrijven",
    )


def refuse_missing_folder(*written: Path) -> None:
    """Raise OutputError where there is no folder to write a file in."""
    for path in written:
        if not path.parent.is_dir():
            raise OutputError(
                f"de map {path.parent} om dit bestand in te schrijven is er niet",
                where=path,
                remedy="maak die map eerst, of schrijf het bestand ergens anders",
            )


def _sync_folder(folder: Path) -> None:
    """The name itself must survive a power cut, not only the content; Windows has no such call."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_text(path: Path, text: str) -> None:
    """As write_bytes, in UTF-8."""
    write_bytes(path, text.encode())
