"""The reference files: what the manifest says of them, reading them checked, replacing them all at once.

`manifest.json` names per logical file where it lies and what it hashes to. An update writes its files beside
the old ones and then replaces the manifest, in one rename: whoever reads sees the old set or the new,
never a mix.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sociale_kaart.atomic import write_text
from sociale_kaart.config import Settings
from sociale_kaart.errors import ReferenceDataError

MANIFEST = "manifest.json"
FORMAT = 1
SET_PREFIX = "set-"
REBUILD = "Put back the files that the project ships, or run: sociale-kaart gebieden update"

GEMEENTEN = "gemeenten.csv"
BOUNDARIES = "gemeenten_5m.topojson.gz"
WEB = "gemeenten_web.topojson.gz"
LAND = "land_web.topojson.gz"
BUURTEN = "buurten.csv"
POSTCODES = "postcodes.csv"
PLACES = "woonplaatsen.csv"
ALIASES = "aliassen.csv"
SUCCESSORS = "opvolgers.csv"
ALL = (GEMEENTEN, BOUNDARIES, WEB, LAND, BUURTEN, POSTCODES, PLACES, ALIASES, SUCCESSORS)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one reference file; `path` is relative to the folder of the manifest."""

    path: str
    sha256: str
    source: str
    licence: str
    vintage: str
    description: str


@dataclass(frozen=True, slots=True)
class Content:
    """One file about to be written: its bytes and where they came from."""

    data: bytes
    source: str
    licence: str
    vintage: str
    description: str


def gebieden_dir() -> Path:
    """Folder of the reference files, as the settings say."""
    return Settings.from_environment().geodata_dir() / "gebieden"


def read_manifest(folder: Path) -> dict[str, Entry]:
    """The manifest of a folder, by logical file name; raises ReferenceDataError when it cannot be read."""
    path = folder / MANIFEST
    try:
        content = json.loads(path.read_text("utf-8"))
        if content["format"] != FORMAT:
            raise ReferenceDataError(
                f"the manifest has format {content['format']}",
                where=path,
                expected=f"expected {FORMAT}",
                remedy=REBUILD,
            )
        return {name: Entry(**entry) for name, entry in content["files"].items()}
    except FileNotFoundError:
        raise ReferenceDataError(
            "there is no manifest of the reference geography", where=path, remedy=REBUILD
        ) from None
    except (ValueError, KeyError, TypeError) as fault:
        raise ReferenceDataError(
            f"the manifest cannot be read ({fault})", where=path, remedy=REBUILD
        ) from fault


def read_bytes(name: str, folder: Path | None = None) -> bytes:
    """The checked bytes of a reference file, unpacked when it is gzipped.

    Parameters
    ----------
    name : logical name, as in the manifest (`GEMEENTEN`, …)
    folder : where the manifest is; by default what the settings say

    Raises ReferenceDataError when the file is missing or its SHA-256 is not what the manifest says.
    """
    folder = folder or gebieden_dir()
    manifest = read_manifest(folder)
    if name not in manifest:
        raise ReferenceDataError(
            f"the manifest does not name {name}", where=folder / MANIFEST, remedy=REBUILD
        )
    entry = manifest[name]
    path = folder / entry.path
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReferenceDataError("the reference file is missing", where=path, remedy=REBUILD) from None
    found = hashlib.sha256(data).hexdigest()
    if found != entry.sha256:
        raise ReferenceDataError(
            f"the reference file is damaged or edited: its SHA-256 is {found}",
            where=path,
            expected=f"expected {entry.sha256}, as {MANIFEST} says",
            remedy=REBUILD,
        )
    return gzip.decompress(data) if name.endswith(".gz") else data


def read_json(name: str) -> dict[str, Any]:
    """A checked reference file that holds one JSON object; see `read_bytes`."""
    content: dict[str, Any] = json.loads(read_bytes(name))
    return content


def packed(content: Mapping[str, Any]) -> bytes:
    """JSON as short as it gets, gzipped so that the same content gives the same bytes."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), compresslevel=9, mtime=0)


def write_plain(folder: Path, contents: Mapping[str, Content]) -> None:
    """Write files under their own names with a manifest: how the repository's own set is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (folder / name).write_bytes(content.data)
    _replace_manifest(folder, {name: _entry(content, name) for name, content in contents.items()})


def write_set(folder: Path, contents: Mapping[str, Content]) -> Path:
    """Write files as a new set and switch to it in one step; the set before it stays for who still reads it.

    Interrupted at any moment, the folder still holds the old set, valid. Returns the folder of the new set.
    """
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256(b"".join(contents[name].data for name in sorted(contents))).hexdigest()
    target = folder / f"{SET_PREFIX}{digest[:12]}"
    previous = _current_set(folder)
    scratch = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
    try:
        for name, content in contents.items():
            (scratch / name).write_bytes(content.data)
        if target.exists():
            shutil.rmtree(target)
        scratch.replace(target)
        _replace_manifest(
            folder, {name: _entry(content, f"{target.name}/{name}") for name, content in contents.items()}
        )
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    _forget_older_sets(folder, keep={target.name, previous})
    return target


def _entry(content: Content, path: str) -> Entry:
    return Entry(
        path=path,
        sha256=hashlib.sha256(content.data).hexdigest(),
        source=content.source,
        licence=content.licence,
        vintage=content.vintage,
        description=content.description,
    )


def _replace_manifest(folder: Path, entries: Mapping[str, Entry]) -> None:
    content = {"format": FORMAT, "files": {name: asdict(entry) for name, entry in entries.items()}}
    write_text(folder / MANIFEST, json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def _current_set(folder: Path) -> str:
    if not (folder / MANIFEST).exists():
        return ""
    paths = [Path(entry.path) for entry in read_manifest(folder).values()]
    return paths[0].parent.name if paths else ""


def _forget_older_sets(folder: Path, keep: set[str]) -> None:
    for old in folder.glob(f"{SET_PREFIX}*"):
        if old.name not in keep:
            shutil.rmtree(old, ignore_errors=True)
