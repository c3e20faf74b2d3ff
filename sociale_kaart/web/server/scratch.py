"""The folder of a server's temporary files, and how it goes where the server was ended before it could clear up."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path


def takes_place(own: Path) -> bool:
    """Let a process make its temporary files in a folder of its own; False where the server's is gone already."""
    try:
        own.mkdir(exist_ok=True)
    except FileNotFoundError:
        return False
    tempfile.tempdir = str(own)
    return True


def clear_after(scratch: Path) -> None:
    """Throw away what a server that is gone left behind; each of its processes does so before it ends.

    Moved away first: whoever is still writing finds no folder to make anything in. Several may be at it at once, and
    none relies on another to finish.
    """
    moved = scratch.with_name(f"{scratch.name}-weg")
    # Somebody else may have done so; on Windows nobody can while files are open.
    with suppress(OSError):
        scratch.rename(moved)
    for folder in (moved, scratch):
        shutil.rmtree(folder, ignore_errors=True)
