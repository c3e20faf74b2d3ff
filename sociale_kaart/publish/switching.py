"""Puts a new folder in the place of an old one: whoever reads meets the old site or the new one, whole."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sociale_kaart.errors import OutputError
from sociale_kaart.geocode.guard import Guard
from sociale_kaart.publish.ours import carry_over, is_ours

_AT_CWD = -100
_EXCHANGE = 2
# Linux tells here what is mounted where; the fifth word of a line is the place, with spaces and the like in octal.
_MOUNTS = Path("/proc/self/mountinfo")
_OCTAL = re.compile(r"\\([0-7]{3})")


def draft_of(out: Path) -> Path:
    """Where a new site is written: beside the old one, on the same disk."""
    return out.with_name(f".{out.name}.nieuw")


@contextmanager
def replacing(out: Path) -> Iterator[tuple[Path, Path]]:
    """The folder of the site itself, whatever links lead to it, and a draft to write the new one in.

    At the end the draft takes the place of the site, with what somebody else put there; after a fault it goes, and the
    site stays as it was.
    Raises OutputError where the folder cannot be replaced, LockError where somebody else is replacing it now.
    """
    site = _place_of(out)
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
    if out.is_dir() and any(out.iterdir()) and not is_ours(out):
        raise _refused(out)
    draft = draft_of(out)
    try:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        if out.is_dir():
            _same_rights(out, draft)
    except OSError as fault:
        raise _not_writable(out, fault) from fault
    return draft


def switch(draft: Path, out: Path) -> None:
    """Put the draft in the place of the site.

    Raises OutputError where that cannot be done, or where a file of somebody else is in the way.
    """
    try:
        if out.is_dir():
            carry_over(out, draft)
        _put(draft, out)
    except OSError as fault:
        raise _not_writable(out, fault) from fault


def _put(draft: Path, out: Path) -> None:
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
    try:
        draft.rename(out)
    except OSError:
        old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Linux swaps two names in one step; False where that cannot be done."""
    try:
        swap = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):
        return False
    return bool(swap(_AT_CWD, os.fsencode(one), _AT_CWD, os.fsencode(other), _EXCHANGE) == 0)


def mounts_in(folder: Path, table: str) -> list[str]:
    """What is mounted at a folder or in it; table : as Linux tells it."""
    places = [_OCTAL.sub(lambda sign: chr(int(sign[1], 8)), line.split()[4]) for line in table.splitlines()]
    return [one for one in places if Path(one).is_relative_to(folder)]


def _place_of(out: Path) -> Path:
    """The folder itself; raises OutputError where it is known beforehand that it cannot be replaced."""
    try:
        here = Path.cwd()
    except FileNotFoundError as fault:
        raise OutputError(
            "de map waar u nu in staat is er niet meer",
            where=out,
            remedy="ga met `cd` naar een map die er is",
        ) from fault
    site = out.resolve()
    if site == site.parent:
        raise _refused(out)
    if here.is_relative_to(site):
        raise OutputError(
            "u staat nu zelf in deze map, en zij wordt vervangen",
            where=out,
            remedy="ga eerst naar een andere map (`cd ..`)",
        )
    if os.path.ismount(site) or (_MOUNTS.is_file() and mounts_in(site, _MOUNTS.read_text())):
        raise OutputError(
            "deze map, of een map erin, is een koppelpunt (mount of volume), en dat kan niet vervangen worden",
            where=out,
            remedy=f"noem een map in de gekoppelde map, zoals {out / 'website'}",
        )
    return site


def _same_rights(site: Path, draft: Path) -> None:
    """Who may do what in it; with the group's sign on it, new folders in it are the group's too."""
    told = site.stat()
    if hasattr(os, "chown"):
        with suppress(PermissionError):
            os.chown(draft, told.st_uid, told.st_gid)
    shutil.copystat(site, draft)


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
