"""What in a folder is a site of ours, and what somebody else put beside it: that stays, whatever is published."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from sociale_kaart.errors import OutputError
from sociale_kaart.publish.files import PACKED, SUMS

# What says that a site is one of ours, with some of its fields.
MARK = "site.json"
_FIELDS = frozenset(("content_hash", "published", "states_until", "checksums"))


def is_ours(folder: Path) -> bool:
    """Whether it holds a site of ours: the list of sums alone proves nothing, for many downloads have one."""
    try:
        told = json.loads((folder / MARK).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(told, dict) and told.keys() >= _FIELDS and (folder / SUMS).is_file()


def files_of(site: Path) -> set[str]:
    """What of a site we wrote, as paths from its root; nothing where there is no site."""
    try:
        lines = (site / SUMS).read_text().splitlines()
    except (OSError, ValueError):
        return set()
    return {SUMS, *(file for _, _, file in (line.partition("  ") for line in lines))}


def carry_over(site: Path, draft: Path) -> None:
    """Give the draft what somebody else put in the site, such as CNAME, .git and .well-known: the very same files.

    Raises OutputError where the new site has a file of that name, or one that it would be the compressed copy of.
    """
    folders = []
    for path in _others(site, "", files_of(site)):
        old, new = site / path, draft / path
        if old.is_dir() and not old.is_symlink():
            if new.exists() and not new.is_dir():
                raise _taken(old)
            new.mkdir(exist_ok=True)
            folders.append((old, new))
        elif os.path.lexists(new) or (new.suffix in PACKED and new.with_suffix("").is_file()):
            raise _taken(old)
        else:
            _same_file(old, new)
    # Afterwards, for in a folder that may not be written nothing can be put.
    for old, new in reversed(folders):
        shutil.copystat(old, new)


def _others(site: Path, folder: str, ours: set[str]) -> Iterator[str]:
    """Files that are not ours, each after the folders it stands in; folders that are ours alone are left out."""
    found = False
    with os.scandir(site / folder) as entries:
        listed = list(entries)
    for one in listed:
        path = f"{folder}/{one.name}" if folder else one.name
        if path in ours:
            continue
        if one.is_dir(follow_symlinks=False):
            inside = list(_others(site, path, ours))
        else:
            inside = [path]
        if inside and folder and not found:
            yield folder
        found = found or bool(inside)
        yield from inside
    if folder and not listed:
        yield folder


def _same_file(old: Path, new: Path) -> None:
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError:  # a disk that knows no links
        shutil.copy2(old, new, follow_symlinks=False)


def _taken(old: Path) -> OutputError:
    return OutputError(
        "dit bestand is niet van ons, en de nieuwe website heeft die naam nodig; de oude website staat er nog",
        where=old,
        remedy="geef uw bestand een andere naam of zet het ergens anders, en publiceer opnieuw",
    )
