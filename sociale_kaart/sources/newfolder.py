"""A new map folder: all of it or nothing, and never over somebody's work."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sociale_kaart.errors import KaartError


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """A draft to write into; it becomes `folder` when the block ends well, and is gone when it does not.

    Raises KaartError where the folder already holds something, or cannot be made.
    """
    folder = Path(os.path.abspath(folder))
    _refuse_if_used(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".tmp", dir=folder.parent))
    except OSError as fault:
        raise _cannot_make(folder, fault) from fault
    try:
        yield draft
        draft.chmod(0o755)
        _refuse_if_used(folder)
        _put_in_place(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _put_in_place(draft: Path, folder: Path) -> None:
    try:
        if folder.is_dir():
            folder.rmdir()
        draft.rename(folder)
    except OSError as fault:
        raise _cannot_make(folder, fault) from fault


def _refuse_if_used(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.exists() or folder.is_symlink():
        what = "deze map is niet leeg" if folder.is_dir() else "hier staat al iets dat geen map is"
        raise KaartError(what, where=folder, remedy="Noem een nieuwe of lege map; wat er staat blijft staan")


def _cannot_make(folder: Path, fault: OSError) -> KaartError:
    return KaartError(
        f"deze map kan niet worden gemaakt ({fault.strerror})",
        where=folder,
        remedy="Kies een plek waar u mag schrijven",
    )
