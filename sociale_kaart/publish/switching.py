"""Puts a new folder in the place of an old one: whoever reads meets the old site or the new one, whole."""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sociale_kaart.errors import OutputError
from sociale_kaart.geocode.guard import Guard

SUMS = "SHA256SUMS"
_AT_CWD = -100
_EXCHANGE = 2


def draft_of(out: Path) -> Path:
    """Where a new site is written: beside the old one, on the same disk."""
    return out.with_name(f".{out.name}.nieuw")


@contextmanager
def replacing(out: Path) -> Iterator[tuple[Path, Path]]:
    """The folder of the site itself, whatever links lead to it, and a draft to write the new one in.

    At the end the draft takes the place of the site; after a fault it goes, and the site stays as it was.
    Raises OutputError where the folder cannot be replaced, LockError where somebody else is replacing it now.
    """
    site = out.resolve()
    if site == site.parent:
        raise _refused(out)
    guard = _guarded(site)
    try:
        draft = begin(site)
        try:
            yield site, draft
            switch(draft, site)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    finally:
        guard.release()


def begin(out: Path) -> Path:
    """An empty folder for the new site; what an interrupted run left there goes.

    Raises OutputError where the folder to replace holds something that is no site of ours.
    """
    if out.exists() and not out.is_dir():
        raise _refused(out)
    if out.is_dir() and any(out.iterdir()) and not (out / SUMS).is_file():
        raise _refused(out)
    draft = draft_of(out)
    try:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
    except OSError as fault:
        raise _not_writable(out, fault) from fault
    return draft


def switch(draft: Path, out: Path) -> None:
    """Put the draft in the place of the site."""
    if not out.exists():
        draft.rename(out)
        return
    if _exchange(draft, out):
        shutil.rmtree(draft, ignore_errors=True)
        return
    # No such call on this system: for a moment there is no folder of that name.
    old = out.with_name(f".{out.name}.oud")
    shutil.rmtree(old, ignore_errors=True)
    out.rename(old)
    draft.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Linux swaps two names in one step; False where that cannot be done."""
    try:
        swap = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):
        return False
    return bool(swap(_AT_CWD, os.fsencode(one), _AT_CWD, os.fsencode(other), _EXCHANGE) == 0)


def _guarded(site: Path) -> Guard:
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        return Guard(site)
    except OSError as fault:
        raise _not_writable(site, fault) from fault


def _not_writable(out: Path, fault: OSError) -> OutputError:
    return OutputError(
        f"hier kan de website niet geschreven worden ({fault.strerror})",
        where=out,
        remedy="kijk of u in die map mag schrijven, en of er ruimte is",
    )


def _refused(out: Path) -> OutputError:
    return OutputError(
        "deze map heeft iets anders dan een website van hier, en die zou weggaan",
        where=out,
        remedy="noem een nieuwe of lege map",
    )
