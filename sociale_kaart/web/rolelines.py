"""Who does what as lines of a table: an organisation each, a cell per kind of help, in groups and on pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sociale_kaart.export.promises import LibraryOrganisation
from sociale_kaart.export.roles import RoleRow, gemeente_name, known_since
from sociale_kaart.model import Organisation, Presence, Provenance, Role, fold
from sociale_kaart.web.roleschoices import Per, RoleChoices, is_of

LINES_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Cell:
    """What an organisation does of one kind of help: whether, in which roles, at how many places."""

    presence: Presence
    roles: tuple[Role, ...]
    places: int


@dataclass(frozen=True, slots=True)
class Line:
    """An organisation in one group.

    cells : per kind of help. others : what it does beside those: roles and the coordinator's own words
    gemeenten : code and name of where it works, in this group. told : the oldest of what the line rests on
    location_id : its only place here; "" where there are more, or none
    """

    organisation: Organisation
    cells: tuple[Cell, ...]
    others: tuple[tuple[Role, str], ...]
    gemeenten: tuple[tuple[str, str], ...]
    places: int
    location_id: str
    told: Provenance


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading: of a gemeente, of a library organisation, or the whole area (key "").

    goes_on : whether it began on the page before
    """

    key: str
    name: str
    lines: tuple[Line, ...]
    goes_on: bool = False


def groups_of(
    choices: RoleChoices,
    rows: Sequence[RoleRow],
    pillars: Sequence[str],
    gemeentecodes: Iterable[str],
    libraries: Iterable[LibraryOrganisation],
) -> tuple[Group, ...]:
    """The rows of a scope in groups; one that nobody is in stays, since that is worth knowing."""
    shown = [choices.pijler] if choices.pijler else list(pillars)
    found = []
    for key, name, inside in _grouped(choices, rows, gemeentecodes, libraries):
        lines = _lines(inside, shown)
        found.append(
            Group(key, name, tuple(one for one in lines if not choices.pijler or _told(one.cells[0])))
        )
    return tuple(found)


def _grouped(
    choices: RoleChoices,
    rows: Sequence[RoleRow],
    gemeentecodes: Iterable[str],
    libraries: Iterable[LibraryOrganisation],
) -> Iterator[tuple[str, str, Sequence[RoleRow]]]:
    match choices.per:
        case Per.GEMEENTE:
            yield from _per_gemeente(choices, rows, gemeentecodes)
        case Per.LIBRARY:
            yield from _per_library(choices, rows, libraries)
        case _:
            yield "", "", rows


def _per_gemeente(
    choices: RoleChoices, rows: Sequence[RoleRow], gemeentecodes: Iterable[str]
) -> Iterator[tuple[str, str, Sequence[RoleRow]]]:
    inside: defaultdict[str, list[RoleRow]] = defaultdict(list)
    for row in rows:
        inside[row.gemeentecode].append(row)
    asked = {choices.gemeente} if choices.gemeente else {*gemeentecodes, *inside}
    for code in sorted(asked, key=lambda one: (not one, fold(gemeente_name(one)))):
        yield code, gemeente_name(code), inside[code]


def _per_library(
    choices: RoleChoices, rows: Sequence[RoleRow], libraries: Iterable[LibraryOrganisation]
) -> Iterator[tuple[str, str, Sequence[RoleRow]]]:
    known = {one.id: one for one in libraries if choices.bibliotheek in ("", one.id)}
    inside: defaultdict[str, list[RoleRow]] = defaultdict(list)
    finder = _Finder(known.values())
    for row in rows:
        for key in finder.of(row) or [""]:
            inside[key].append(row)
    for one in known.values():
        yield one.id, one.name, inside[one.id]
    if inside[""]:
        yield "", "", inside[""]


class _Finder:
    """Which library organisations a row is of, without asking each of a thousand."""

    def __init__(self, libraries: Iterable[LibraryOrganisation]) -> None:
        self._by: defaultdict[str, list[LibraryOrganisation]] = defaultdict(list)
        for library in libraries:
            for key in {*library.members, *library.gemeenten, *library.branches}:
                self._by[key].append(library)

    def of(self, row: RoleRow) -> list[str]:
        """Their ids."""
        keys = (row.organisation.id, row.gemeentecode, *row.location_ids)
        near = {library.id: library for key in keys for library in self._by.get(key, ())}
        return [key for key, library in near.items() if is_of(library, row)]


def _lines(rows: Iterable[RoleRow], pillars: Sequence[str]) -> Iterator[Line]:
    of: defaultdict[str, list[RoleRow]] = defaultdict(list)
    for row in rows:
        of[row.organisation.id].append(row)
    for its in of.values():
        yield _line(its, pillars)


def _line(rows: list[RoleRow], pillars: Sequence[str]) -> Line:
    locations = {location for row in rows for location in row.location_ids}
    others = {(row.role, row.category): None for row in rows if not row.pillar}
    gemeenten = {row.gemeentecode: gemeente_name(row.gemeentecode) for row in rows if row.gemeentecode}
    return Line(
        organisation=rows[0].organisation,
        cells=tuple(_cell([row for row in rows if row.pillar == one], locations) for one in pillars),
        others=tuple(one for one in others if one != (Role.UNKNOWN, "")),
        gemeenten=tuple(gemeenten.items()),
        places=len(locations),
        location_id=next(iter(locations)) if len(locations) == 1 else "",
        told=min((row.told for row in rows), key=lambda told: str(known_since(told) or "")),
    )


def _cell(rows: list[RoleRow], locations: set[str]) -> Cell:
    """Yes where there is one yes; no only where each of its places has a no; else nobody knows."""
    at: defaultdict[Presence, set[str]] = defaultdict(set)
    for row in rows:
        at[row.presence].update(row.location_ids)
    if at[Presence.YES]:
        roles = dict.fromkeys(row.role for row in rows if row.presence is Presence.YES)
        return Cell(Presence.YES, tuple(roles), len(at[Presence.YES]))
    everywhere_no = bool(locations) and at[Presence.NO] == locations
    presence = Presence.NO if everywhere_no and not at[Presence.UNKNOWN] else Presence.UNKNOWN
    return Cell(presence, tuple(dict.fromkeys(row.role for row in rows)), 0)


def _told(cell: Cell) -> bool:
    """Whether anybody said a word about this kind of help: of silence there is no role."""
    return bool(cell.roles)


def page_of(
    groups: Sequence[Group], number: int, per_page: int = LINES_A_PAGE
) -> tuple[tuple[Group, ...], int]:
    """One page of the lines, and how many pages there are; a group that is cut goes on with its heading.

    A heading without anybody under it takes the room of a line. Of a page that is not there nothing comes.
    """
    pages: list[list[Group]] = [[]]
    room = per_page
    for group in groups:
        for goes_on, lines in _cut(group.lines, room, per_page):
            if goes_on or not room:
                pages.append([])
                room = per_page
            pages[-1].append(Group(group.key, group.name, lines, goes_on))
            room -= max(1, len(lines))
    return (tuple(pages[number - 1]) if number <= len(pages) else ()), len(pages)


def _cut(lines: tuple[Line, ...], room: int, per_page: int) -> Iterator[tuple[bool, tuple[Line, ...]]]:
    """Lines in pieces: what still fits first, or a page full where nothing does; and whether a piece goes on."""
    first = room or per_page
    yield False, lines[:first]
    for begin in range(first, len(lines), per_page):
        yield True, lines[begin : begin + per_page]


def count_of(groups: Iterable[Group]) -> int:
    """How many organisations there are in all groups together, each once."""
    return len({line.organisation.id for group in groups for line in group.lines})
