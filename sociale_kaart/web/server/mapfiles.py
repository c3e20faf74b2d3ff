"""Which maps a server shows, under which names, and the copies of their files that its workers open.

Workers open a copy, so that those of one generation read the same bytes, and one that starts anew after a crash opens
the last good build even where a broken one lies in its place by then.
"""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sociale_kaart.errors import KaartError
from sociale_kaart.kaart import Kaart

# First parts of addresses that are ours already, but for those with a point in them: a name has none.
# tests/web/test_many.py holds that none is missing.
RESERVED = frozenset(
    {
        "aanbod",
        "agenda",
        "api",
        "blad",
        "contact",
        "cookies",
        "data",
        "dekking",
        "gemeente",
        "gezond",
        "ingesloten",
        "insluiten",
        "oembed",
        "over",
        "p",
        "plek",
        "privacy",
        "rapport",
        "static",
        "tegels",
        "toegankelijkheid",
        "wat-als",
        "wie-doet-wat",
    }
)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,62}", re.ASCII)
# nl, en, and every language that may come.
_LANGUAGE = re.compile(r"[a-z]{2}", re.ASCII)

Stamp = tuple[int, int, int]
SHELF = "klaar"


@dataclass(frozen=True, slots=True)
class ServedMap:
    """A map that a server shows.

    name : of its folder; where there are several maps, the first part of its addresses
    path : its built file, kaart.gpkg
    """

    name: str
    path: Path

    @property
    def folder(self) -> Path:
        return self.path.parent


@dataclass(frozen=True, slots=True)
class Copy:
    """A map's file as it was at one moment; the file itself where there was none to copy. stamp : None where none."""

    path: Path
    stamp: Stamp | None

    @property
    def shelf(self) -> Path | None:
        """Where things of this build are laid ready, beside it; None where there is no copy."""
        return None if self.stamp is None else self.path.parent / SHELF


def served_maps(kaarten: Sequence[Kaart]) -> tuple[ServedMap, ...]:
    """The maps by name; raises KaartError where a name cannot be part of an address, or is there twice."""
    maps = tuple(ServedMap(one.name, one.store_path) for one in kaarten)
    if len(maps) > 1:
        _refuse_names(maps)
    return maps


def _refuse_names(maps: Sequence[ServedMap]) -> None:
    counted = Counter(one.name.casefold() for one in maps)
    for one in maps:
        if counted[one.name.casefold()] > 1:
            raise KaartError(
                f'twee van deze mappen heten "{one.name}", en elke kaart krijgt de naam van haar map als adres',
                where=one.folder,
                remedy="geef een van beide een andere naam",
            )
        if not _NAME.fullmatch(one.name):
            raise KaartError(
                f'"{one.name}" kan geen deel van een webadres zijn',
                where=one.folder,
                remedy="geef de map een naam van letters, cijfers en streepjes, zoals noord-holland",
            )
        if one.name.casefold() in RESERVED or _LANGUAGE.fullmatch(one.name.casefold()):
            raise KaartError(
                f"het adres /{one.name}/ gebruikt de website zelf al",
                where=one.folder,
                remedy=f"geef de map een andere naam, zoals kaart-{one.name}",
            )


def stamp_of(path: Path) -> Stamp | None:
    """What changes whenever a file is replaced or written; None where there is none."""
    try:
        return _stamp(path.stat())
    except OSError:
        return None


def copy_of(path: Path, folder: Path) -> Copy:
    """The file as it is now, in a folder that this makes; raises OSError where that cannot be written."""
    try:
        source = path.open("rb")
    except OSError:
        # Whoever opens it says what is wrong.
        return Copy(path, None)
    folder.mkdir(parents=True)
    with source, (folder / path.name).open("wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)
        return Copy(folder / path.name, _stamp(os.fstat(source.fileno())))


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_mtime_ns, status.st_size, status.st_ino
