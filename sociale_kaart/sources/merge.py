"""Keeps one thing per id: what later rows add fills what was empty, what they contradict is reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, replace
from typing import Any, Generic, TypeVar

from sociale_kaart.model import Listing, Location, Offer, Organisation, Schedule, fold
from sociale_kaart.problems import Problem
from sociale_kaart.sources.columns import RowRef
from sociale_kaart.sources.quotes import Quotes, place_of
from sociale_kaart.sources.reading import Fault

T = TypeVar("T", Organisation, Location, Listing, Offer)

_SAME_POINT_M = 25.0
# Whom partners may call stands in no message: a report goes further than the sheet does.
_NOT_QUOTED = frozenset(["partner_contact"])


class Shelf(Generic[T]):
    """Things by id. `what` is their Dutch name; fields in `may_differ` keep the first value without a word."""

    def __init__(
        self, what: str, may_differ: frozenset[str], quotes: Quotes, report: Callable[[Problem], None]
    ) -> None:
        self._what = what
        self._may_differ = may_differ | {"id", "provenance"}
        self._quotes = quotes
        self._report = report
        self._things: dict[str, T] = {}
        self._rows: dict[str, RowRef] = {}
        self._filled: dict[tuple[str, str], RowRef] = {}

    def __contains__(self, thing_id: str) -> bool:
        return thing_id in self._things

    def __getitem__(self, thing_id: str) -> T:
        return self._things[thing_id]

    def by_id(self) -> Iterator[T]:
        """Every thing, in order of id, so that row order leaves no trace."""
        return (self._things[thing_id] for thing_id in sorted(self._things))

    def first_row(self, thing_id: str) -> RowRef:
        """The row that put a thing here first."""
        return self._rows[thing_id]

    def put(self, thing: T, row: RowRef) -> bool:
        """Add a thing, or what it says more about one that is here already; whether the row said anything new."""
        known = self._things.get(thing.id)
        if known is None:
            self._things[thing.id], self._rows[thing.id] = thing, row
            return True
        additions: dict[str, Any] = {}
        differs = False
        for part in fields(thing):
            ours, theirs = getattr(known, part.name), getattr(thing, part.name)
            if _is_empty(theirs, part.default):
                continue
            if _is_empty(ours, part.default):
                additions[part.name] = theirs
                self._filled[thing.id, part.name] = row
            elif part.name not in self._may_differ and not _same(ours, theirs):
                self._report(self._contradiction(thing.id, part.name, row))
                differs = True
        self._things[thing.id] = replace(known, **additions)
        return differs or bool(additions)

    def replace(self, thing: T) -> None:
        """Put a changed thing in the place of the one with its id."""
        self._things[thing.id] = thing

    def _contradiction(self, thing_id: str, name: str, row: RowRef) -> Problem:
        first = self._filled.get((thing_id, name), self._rows[thing_id])
        heading, theirs = self._quotes.cell(row, name)
        _, ours = self._quotes.cell(first, name)
        where = place_of(first, row)
        if name in _NOT_QUOTED:
            message = f"over dezelfde {self._what} staat in {where} iets anders; de kaart gebruikt {where}."
            return row.problem(_differs(message), column=heading)
        message = (
            f'staat hier, maar over dezelfde {self._what} staat in {where} "{ours}"; '
            f'de kaart gebruikt "{ours}".'
        )
        return row.problem(_differs(message), column=heading, value=theirs)


def _differs(message: str) -> Fault:
    return Fault("contradiction", message, "Kijk wat er klopt en maak de rijen gelijk.")


def _is_empty(value: object, default: object) -> bool:
    return value is None or value == "" or value == () or (default is not MISSING and value == default)


def _same(ours: object, theirs: object) -> bool:
    if isinstance(ours, str) and isinstance(theirs, str):
        return fold(ours) == fold(theirs)
    if isinstance(ours, Schedule) and isinstance(theirs, Schedule):
        return fold(ours.text) == fold(theirs.text)
    if isinstance(ours, float) and isinstance(theirs, float):
        return abs(ours - theirs) <= _SAME_POINT_M
    return ours == theirs
