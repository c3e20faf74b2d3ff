"""A new map folder: all of it or nothing, and never over somebody's work."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sociale_kaart.errors import KaartError
from sociale_kaart.kaart import KAART_TOML


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """A draft to write into; its files become those of `folder` when the block ends well, else they are gone.

    Raises KaartError where the folder already holds something, or cannot be made.
    """
    folder = folder.resolve()
    _refuse_if_used(folder)
    try:
        # beside the folder, or inside one that is there: whoever stands in it must not lose the ground
        beside = folder if folder.is_dir() else folder.parent
        beside.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".nieuw-", suffix=".tmp", dir=beside))
    except OSError as fault:
        raise _cannot_make(folder, fault) from fault
    try:
        yield draft
        _put_in_place(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _put_in_place(draft: Path, folder: Path) -> None:
    try:
        if draft.parent == folder:
            # kaart.toml last: with it the folder becomes a map
            for path in sorted(draft.iterdir(), key=lambda path: (path.name == KAART_TOML, path.name)):
                path.rename(folder / path.name)
        else:
            draft.chmod(0o755)
            draft.rename(folder)
    except OSError as fault:
        raise _cannot_make(folder, fault) from fault


def _refuse_if_used(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.exists():
        what = "deze map is niet leeg" if folder.is_dir() else "hier staat al iets dat geen map is"
        raise KaartError(what, where=folder, remedy="Noem een nieuwe of lege map; wat er staat blijft staan")


def _cannot_make(folder: Path, fault: OSError) -> KaartError:
    return KaartError(
        f"deze map kan niet worden gemaakt ({fault.strerror})",
        where=folder,
        remedy="Kies een plek waar u mag schrijven",
    )
