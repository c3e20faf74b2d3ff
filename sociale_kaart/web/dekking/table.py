"""The table of a view: its columns, its rows in the order that somebody chose, and the links that choose another."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from flask_babel import gettext as _

from sociale_kaart.coverage.report.kind import Kind
from sociale_kaart.coverage.shown.figures import Slice
from sociale_kaart.gebieden.gemeenten import Gemeente
from sociale_kaart.model import fold
from sociale_kaart.web import words
from sociale_kaart.web.dekking.choices import Choices
from sociale_kaart.web.dekking.figures import figures
from sociale_kaart.web.dekking.measures import MEASURES, PLACE
from sociale_kaart.web.dekking.paint import shown_values
from sociale_kaart.web.dekking.painting import KIND_WORDS, shown_text
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.language import marked
from sociale_kaart.web.site import Site

NAME, UNKNOWN = "gemeente", "onbekend"
# Columns that are no measure: what an address calls them -> the column of a report, and their heading.
COUNTS: Mapping[str, tuple[str, str]] = {
    UNKNOWN: ("places_said_unknown", marked("Bron zegt: onbekend")),
    "inwoners": ("inhabitants", marked("Inwoners")),
}
# What nobody knows of a place at a moment is also when it is open.
UNKNOWN_THEN = marked("Dan open: onbekend")
# Always there; the measure on the map comes with them.
_FIRST, _OTHERS = (PLACE,), ("bereik", "afstand", "ver", "plekken")
# The gravest first: what a reader looks for.
GRAVITY = (Kind.ROBUST_GAP, Kind.GAP, Kind.NONE, Kind.NEIGHBOUR, Kind.UNKNOWN, Kind.NEARBY, Kind.OWN)
USUAL_ORDER = PLACE
_RANK = {kind: rank for rank, kind in enumerate(GRAVITY)}


@dataclass(frozen=True, slots=True)
class Order:
    """By which column the rows stand, and whether from high to low. Unknown values come last either way."""

    column: str = USUAL_ORDER
    is_down: bool = False

    @classmethod
    def of(cls, args: Mapping[str, str]) -> Order:
        """What an address says: "afstand", or "-afstand" from high to low. Raises Refused for another column."""
        said = args.get("sorteer") or USUAL_ORDER
        column = said.removeprefix("-")
        if column not in (NAME, *MEASURES, *COUNTS):
            raise Refused(HTTPStatus.BAD_REQUEST, _("Op deze kolom kunnen we niet sorteren."))
        return cls(column, said.startswith("-"))

    def query(self) -> dict[str, str]:
        """What an address must say for it."""
        said = f"-{self.column}" if self.is_down else self.column
        return {} if self == USUAL_ROWS else {"sorteer": said}


USUAL_ROWS = Order()


def way_back(choices: Choices, order: Order = USUAL_ROWS) -> str:
    """What stands after the address of a gemeente, so that its page leads back to this view; "" for the usual one."""
    query = urlencode({**choices.query(), **order.query()})
    return f"?{query}" if query else ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: as an address calls it, its heading, and how its rows stand ("ascending", "descending" or "")."""

    id: str
    heading: str
    sorted: str
    is_chosen: bool
    next_order: Order

    @property
    def is_number(self) -> bool:
        """Whether its cells stand to the right."""
        return self.id not in (NAME, PLACE)


@dataclass(frozen=True, slots=True)
class Line:
    """A gemeente, its `Kind`, and a text for every column but the first."""

    gemeente: Gemeente
    kind: Kind
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What a page shows beside the map."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


def table(site: Site, choices: Choices, order: Order) -> Table:
    """The table of a view."""
    found = figures(site, choices).slice(choices)
    ids = column_ids(choices.measure)
    values = {id_: column_values(found, id_) for id_ in ids}
    texts = {id_: _texts(found, id_, values[id_]) for id_ in ids}
    # A column that stood in the address, and is no longer shown, sorts all the same.
    by = values.get(order.column) or column_values(found, order.column)
    lines = [
        Line(gemeente, Kind(int(found.kinds[number])), tuple(texts[id_][number] for id_ in ids))
        for number, gemeente in enumerate(site.area)
    ]
    return Table(
        columns=tuple(_column(id_, choices, order) for id_ in (NAME, *ids)),
        lines=tuple(lines[number] for number in _ordered(site.area, by, order)),
    )


def column_ids(measure: str) -> tuple[str, ...]:
    """The columns after the name."""
    chosen = () if measure in (*_FIRST, *_OTHERS) else (measure,)
    return (*_FIRST, *chosen, *_OTHERS, *COUNTS)


def column_values(found: Slice, column: str) -> list[float]:
    """What a column is sorted by; NaN where it is not known. Of the name: nothing, for that is what decides last."""
    if column == NAME:
        return [0.0] * len(found.kinds)
    if column == PLACE:
        return [float(_RANK[Kind(kind)]) for kind in found.kinds.tolist()]
    if column in COUNTS:
        return list(found.values[COUNTS[column][0]].tolist())
    return list(shown_values(found, MEASURES[column]).tolist())


def heading(column: str, choices: Choices) -> str:
    """What stands above a column."""
    if column == NAME:
        return _("Gemeente")
    if column == UNKNOWN and choices.is_at_a_moment:
        return _(UNKNOWN_THEN)
    return _(COUNTS[column][1]) if column in COUNTS else choices.name_of(MEASURES[column])


def _texts(found: Slice, column: str, values: Sequence[float]) -> list[str]:
    if column == PLACE:
        said = {kind: _(text) for kind, text in KIND_WORDS.items()}
        return [said[Kind(kind)] for kind in found.kinds.tolist()]
    if column in COUNTS:
        return [words.number(one) if math.isfinite(one) else "–" for one in values]
    measure = MEASURES[column]
    return [
        shown_text(measure, one, is_open=is_open)
        for one, is_open in zip(values, found.at_most.tolist(), strict=True)
    ]


def _column(id_: str, choices: Choices, order: Order) -> Column:
    is_this = order.column == id_
    return Column(
        id=id_,
        heading=heading(id_, choices),
        sorted=("descending" if order.is_down else "ascending") if is_this else "",
        is_chosen=id_ == choices.measure,
        next_order=Order(id_, is_down=is_this and not order.is_down),
    )


def _ordered(area: Sequence[Gemeente], values: Sequence[float], order: Order) -> list[int]:
    names = [fold(one.naam) for one in area]
    known = [number for number in range(len(area)) if math.isfinite(values[number])]
    by_name = order.column == NAME
    known.sort(key=lambda number: names[number], reverse=by_name and order.is_down)
    if not by_name:
        known.sort(key=lambda number: values[number], reverse=order.is_down)
    there = set(known)
    return known + sorted(set(range(len(area))) - there, key=lambda number: names[number])
