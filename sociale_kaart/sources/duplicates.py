"""Rows that say what another row of their source says already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sociale_kaart.model import fold
from sociale_kaart.problems import Problem
from sociale_kaart.sources.columns import RowRef, SourceRows
from sociale_kaart.sources.reading import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicates:
    """Rows that repeat an earlier one in every column that the map uses (but its id), and a warning for each."""

    refs: frozenset[RowRef]
    problems: tuple[Problem, ...]


def find_duplicates(sources: Iterable[SourceRows], usable: Collection[RowRef]) -> Duplicates:
    """The second and later of usable rows that say the same; their first stays."""
    refs: list[RowRef] = []
    problems: list[Problem] = []
    for source in sources:
        first: dict[object, int] = {}
        for row in source.rows:
            if row.ref not in usable:
                continue
            number = first.setdefault(row.said, row.ref.number)
            if number != row.ref.number and any(row.said):
                refs.append(row.ref)
                problems.append(row.ref.problem(_duplicate(number)))
    return Duplicates(refs=frozenset(refs), problems=tuple(problems))


def repeated_ids(sources: Iterable[SourceRows]) -> Iterator[Problem]:
    """Rows that share their id with an earlier row: a correction would not know which of the two it is about."""
    for source in sources:
        first: dict[str, int] = {}
        for row in source.rows:
            its_id = fold(row.values.get("id", ""))
            if its_id and first.setdefault(its_id, row.ref.number) != row.ref.number:
                yield row.ref.problem(
                    _repeated_id(first[its_id]), column=source.heading("id"), value=row.values["id"]
                )


def _duplicate(first: int) -> Fault:
    return Fault(
        "duplicate_row",
        f"deze rij zegt precies hetzelfde als rij {first}; de kaart gebruikt alleen rij {first}.",
        "Haal deze rij weg.",
    )


def _repeated_id(first: int) -> Fault:
    return Fault("duplicate_id", f"is ook al het nummer van rij {first}.", "Geef elke rij een eigen nummer.")
