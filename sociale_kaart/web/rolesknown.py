"""Who does what on the map at hand, worked out once, when somebody first asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from flask import current_app

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.export.promises import LibraryOrganisation, Promises, promises_of
from sociale_kaart.export.roles import RoleRow, role_rows
from sociale_kaart.web.memory import Memory
from sociale_kaart.web.roleschoices import RoleChoices
from sociale_kaart.web.site import Site

_MOST_PAGES, _MOST_FILES = 64, 8
_EXTENSION = "sociale_kaart_roles"


@dataclass(frozen=True, slots=True)
class RolesFile:
    """A file, and what tells it from another."""

    content: bytes
    tag: str


class RolesKnown:
    """The rows and the promises of a map; and the pages and files that were asked for last."""

    def __init__(self, data: MapData) -> None:
        self._data = data
        # By what was asked, the language and the folder of the site.
        self.pages: Memory[tuple[RoleChoices, str, str], str] = Memory(_MOST_PAGES)
        self.files: Memory[tuple[RoleChoices, str], RolesFile] = Memory(_MOST_FILES)

    @cached_property
    def rows(self) -> tuple[RoleRow, ...]:
        """Every organisation, by name."""
        return role_rows(self._data)

    @cached_property
    def promises(self) -> Promises:
        """Of the whole map."""
        return promises_of(self._data)

    @cached_property
    def libraries(self) -> Mapping[str, LibraryOrganisation]:
        """By id."""
        return {one.id: one for one in self.promises.libraries}


def roles_known(site: Site) -> RolesKnown:
    """That of the running app."""
    memory: Memory[str, RolesKnown] = current_app.extensions.setdefault(_EXTENSION, Memory(1))
    return memory.get("", lambda: RolesKnown(site.data))
