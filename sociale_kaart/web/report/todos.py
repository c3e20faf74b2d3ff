"""The to-do list of a gemeente in words: what is the matter, what to write, and in which row of which file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from flask_babel import gettext as _
from flask_babel import ngettext

from sociale_kaart.coverage.todo import Todo, TodoKind, Where
from sociale_kaart.export.areareport import TodoGroup, TodoLine
from sociale_kaart.web import words
from sociale_kaart.web.language import marked

TITLES: Mapping[TodoKind, str] = {
    TodoKind.ADDRESS_MISSING: marked("Adressen zonder punt op de kaart"),
    TodoKind.ADDRESS_DOUBTFUL: marked("Adressen waar we aan twijfelen"),
    TodoKind.HOURS_UNCLEAR: marked("Tijden die we niet begrijpen"),
    TodoKind.HOURS_UNKNOWN: marked("Tijden die we niet weten"),
    TodoKind.SERVICE_UNKNOWN: marked("Hulp die we niet weten"),
    TodoKind.STALE: marked("Langer dan een jaar niet nagekeken"),
    TodoKind.NEVER_CHECKED: marked("Nooit apart nagekeken"),
    TodoKind.NOT_DECLARED: marked("Is de lijst volledig?"),
    TodoKind.PROBLEM: marked("Wat de controle vond"),
}


# What to write is said once for all things of a kind.
ADVICE: Mapping[TodoKind, str] = {
    TodoKind.ADDRESS_MISSING: marked("Verbeter het adres."),
    TodoKind.ADDRESS_DOUBTFUL: marked(
        "Verbeter het adres als het niet klopt. Klopt het wel? Zet uw naam bij checked_by in adressen.lock.csv."
    ),
    TodoKind.HOURS_UNCLEAR: marked("Schrijf de tijden anders op, bijvoorbeeld: dinsdag 10:00-12:00."),
    TodoKind.HOURS_UNKNOWN: marked("Vraag het na. Vul de tijden in, bijvoorbeeld: dinsdag 10:00-12:00."),
    TodoKind.SERVICE_UNKNOWN: marked("Vraag het na. Schrijf wat er is, of schrijf ja of nee."),
    TodoKind.STALE: marked("Kijk of het nog klopt. Vul dan de nieuwe datum in."),
    TodoKind.NEVER_CHECKED: marked("Kijk of het nog klopt. Vul dan de datum in."),
    TodoKind.NOT_DECLARED: marked(
        "Is de lijst hier volledig? Schrijf dat in kaart.toml, bij [[completeness]]."
    ),
    TodoKind.PROBLEM: "",
}


def todo_groups(todos: Sequence[Todo], most: int | None = None) -> tuple[TodoGroup, ...]:
    """The list by kind, in its own order.

    most : how many of a kind are shown at most; of the others is said how many there are
    """
    return tuple(_group(kind, list(some), most) for kind, some in groupby(todos, key=lambda one: one.kind))


def _group(kind: TodoKind, todos: Sequence[Todo], most: int | None) -> TodoGroup:
    shown = todos[:most]
    rest = len(todos) - len(shown)
    return TodoGroup(
        kind=kind.value,
        title=_(TITLES[kind]),
        advice=advice(kind, todos),
        lines=tuple(map(todo_line, shown)),
        more=more(rest),
    )


def advice(kind: TodoKind, todos: Sequence[Todo]) -> str:
    """What to write for things of one kind; and what to do where a sheet has no column for it."""
    told = _(ADVICE[kind]) if ADVICE[kind] else ""
    if kind in _NEED_A_COLUMN and not all(one.where.column for one in todos):
        return " ".join(
            [told, _("Heeft een blad daar geen kolom voor? Maak er een en noem die in kaart.toml.")]
        )
    return told


_NEED_A_COLUMN = frozenset({TodoKind.HOURS_UNKNOWN, TodoKind.STALE, TodoKind.NEVER_CHECKED})


def more(rest: int) -> str:
    """Said on paper where not all is shown; "" where it is."""
    if not rest:
        return ""
    return ngettext(
        "En nog %(number)s. Alles staat op de website en in het Excel-bestand.",
        "En nog %(number)s. Alles staat op de website en in het Excel-bestand.",
        rest,
        number=words.number(rest),
    )


def todo_line(todo: Todo) -> TodoLine:
    """One thing to do, in words."""
    where = place_of(todo.where)
    if todo.problem is not None:
        told = f"{todo.problem.message} {todo.problem.remedy}".rstrip()
        return TodoLine(name="", what=told, where=where, is_own=True)
    return TodoLine(
        name=todo.name,
        what=what_of(todo),
        about=todo.about,
        where=where,
        listing_id=todo.listing_id,
        location_id=todo.location_id,
    )


def place_of(where: Where) -> str:
    """A file, and as far as that is known its sheet, row and column: "netwerk.xlsx, blad Plekken, rij 14"."""
    parts = [where.file]
    if where.sheet:
        parts.append(_("blad %(sheet)s", sheet=where.sheet))
    if where.row:
        parts.append(_("rij %(row)s", row=where.row))
    if where.column:
        parts.append(_("kolom ‘%(column)s’", column=where.column))
    return ", ".join(part for part in parts if part)


def what_of(todo: Todo) -> str:
    """What is the matter, as a sentence; what it is about stands behind it."""
    match todo.kind:
        case TodoKind.ADDRESS_MISSING:
            return _("Dit adres is niet gevonden") if todo.about else _("Er is geen adres bekend")
        case TodoKind.ADDRESS_DOUBTFUL:
            return _("Gevraagd, en gevonden") if len(todo.about) > 1 else _("Het punt is niet precies")
        case TodoKind.HOURS_UNCLEAR:
            return _("Deze tekst kunnen we niet zeker lezen")
        case TodoKind.HOURS_UNKNOWN:
            return _("Geen tijden bekend")
        case TodoKind.SERVICE_UNKNOWN:
            return _("Onbekend of dit er is")
        case TodoKind.STALE:
            return _("Voor het laatst nagekeken op %(day)s", day=words.day(todo.day))
        case TodoKind.NEVER_CHECKED:
            if todo.day is None:
                return _("Nooit apart nagekeken")
            return _("Nooit apart nagekeken; de lijst is van %(day)s", day=words.day(todo.day))
        case _:
            return _("Niemand zei dat deze lijst volledig is")
