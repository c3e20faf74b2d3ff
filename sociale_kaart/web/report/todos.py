"""The to-do list of a gemeente in words: what is the matter, what to write, and in which row of which file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

from flask_babel import gettext as _

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
        "Klopt het adres niet? Verbeter het dan. Klopt het wel? Zoek het op in het bestand adressen.lock.csv. "
        "Zet daar uw naam in de kolom checked_by en de datum in checked_on."
    ),
    TodoKind.HOURS_UNCLEAR: marked("Schrijf de tijden anders op, bijvoorbeeld: dinsdag 10:00-12:00."),
    TodoKind.HOURS_UNKNOWN: marked("Vraag het na. Vul de tijden in, bijvoorbeeld: dinsdag 10:00-12:00."),
    TodoKind.SERVICE_UNKNOWN: marked("Vraag het na. Schrijf wat er is, of schrijf ja of nee."),
    TodoKind.STALE: marked("Kijk of het nog klopt. Vul dan de nieuwe datum in."),
    TodoKind.NEVER_CHECKED: marked("Kijk of het nog klopt. Vul dan de datum in."),
    TodoKind.NOT_DECLARED: marked(
        "Staan alle plekken van deze gemeente in uw bestanden? Verklaar dat dan in het bestand kaart.toml. "
        "Weet u het niet zeker? Verander dan niets."
    ),
    TodoKind.PROBLEM: "",
}


def todo_groups(todos: Sequence[Todo], most: int | None = None) -> tuple[TodoGroup, ...]:
    """The list by kind, in its own order.

    most : how many of a kind are shown at most, on paper; of the others is said how many there are, and lines to copy
        are left to where they can be copied
    """
    return tuple(_group(kind, list(some), most) for kind, some in groupby(todos, key=lambda one: one.kind))


def longest_group(todos: Sequence[Todo]) -> int:
    """How many things there are to do of the kind that there are most of."""
    return max(Counter(one.kind for one in todos).values(), default=0)


def _group(kind: TodoKind, todos: Sequence[Todo], most: int | None) -> TodoGroup:
    is_paper = most is not None
    return TodoGroup(
        kind=kind.value,
        title=_(TITLES[kind]),
        count=words.number(len(todos)),
        advice=_on_paper(kind, todos) if is_paper else advice(kind, todos),
        lines=tuple(map(todo_line, todos[:most])),
    )


def _on_paper(kind: TodoKind, todos: Sequence[Todo]) -> str:
    """The advice without what has to be copied, which stands where it can be copied."""
    told = [_(ADVICE[kind]) if ADVICE[kind] else ""]
    if any(one.write or one.where.missing for one in todos):
        told.append(_("De regels voor kaart.toml staan op de website en in het Excel-bestand."))
    return " ".join(told).strip()


def advice(kind: TodoKind, todos: Sequence[Todo]) -> str:
    """What to write for things of one kind; and how a sheet gets the column for it that it lacks."""
    told = [_(ADVICE[kind]) if ADVICE[kind] else ""]
    told += dict.fromkeys(_make_a_column(one.where) for one in todos if one.where.missing)
    return " ".join(told).strip()


# What to call a column that a sheet does not have yet.
_NEW_COLUMNS: Mapping[str, str] = {
    "address": "Adres",
    "checked": "Gecontroleerd op",
    "presence": "Aanwezig",
    "schedule": "Tijden",
}


def _make_a_column(where: Where) -> str:
    """How a sheet gets the column that it lacks: in the sheet itself, and where kaart.toml names it."""
    return _(
        "In %(sheet)s is daar geen kolom voor. Maak die, bijvoorbeeld met de naam ‘%(column)s’. "
        "Zet in kaart.toml bij bron ‘%(source)s’, onder [sources.columns]: %(line)s",
        sheet=_in(where),
        column=_NEW_COLUMNS[where.missing],
        source=where.source,
        line=f'{where.missing} = "{_NEW_COLUMNS[where.missing]}"',
    )


def _in(where: Where) -> str:
    sheet = _("blad %(sheet)s", sheet=where.sheet) if where.sheet else ""
    return ", ".join(part for part in (where.file, sheet) if part)


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
        write=todo.write,
        listing_id=todo.listing_id,
        location_id=todo.location_id,
    )


def place_of(where: Where) -> str:
    """A file, and as far as that is known its sheet, row and column: "netwerk.xlsx, blad Plekken, rij 14"."""
    parts = [_in(where)]
    if where.is_new_row:
        parts.append(_("een nieuwe rij"))
    if where.row:
        parts.append(_("rij %(row)s", row=where.row))
    if where.column:
        parts.append(_("kolom ‘%(column)s’", column=where.column))
    if where.missing:
        parts.append(new_column(where))
    return ", ".join(parts)


def new_column(where: Where) -> str:
    """What to call the column that a sheet lacks: "nieuwe kolom ‘Tijden’"; "" where it lacks none."""
    if not where.missing:
        return ""
    return _("nieuwe kolom ‘%(column)s’", column=_NEW_COLUMNS[where.missing])


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
