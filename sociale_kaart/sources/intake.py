"""Reads all sources of a map into one inventory, and accounts for every row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sociale_kaart.dataset.mapdata import RowCount
from sociale_kaart.errors import SourceError
from sociale_kaart.kaart import Kaart
from sociale_kaart.model import Inventory
from sociale_kaart.problems import Problem, Severity
from sociale_kaart.sources.assemble import assemble
from sociale_kaart.sources.columns import (
    RowRef,
    SourceRows,
    read_rows,
    vintage_problems,
    with_defaults,
)
from sociale_kaart.sources.corrections import apply_corrections
from sociale_kaart.sources.duplicates import find_duplicates, repeated_ids
from sociale_kaart.sources.gaps import missing_gemeenten
from sociale_kaart.sources.hourcells import HoursCell
from sociale_kaart.sources.quotes import Quotes
from sociale_kaart.sources.rows import RowParser
from sociale_kaart.sources.said import SaidRow
from sociale_kaart.sources.unread import settled, unread_problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What the sources hold.

    counts: per source, rows_in = rows_used + rows_reported. A reported row could not be used: an error names it, or,
    where it only repeats another row, a warning. corrections: the same sum for correcties.csv; None without one.
    categories: (source, category in the coordinator's own words) -> in how many rows it stands.
    refs: (source, row number) -> where that row is. rows_at: location id -> every row that is about it.
    organisation_names: folded, of every organisation that a usable row speaks of. hours: the cells with hours of all
    usable rows. unread: ids of the sources that cannot be read; nobody knows how many rows those hold.
    """

    inventory: Inventory
    problems: tuple[Problem, ...]
    counts: tuple[RowCount, ...]
    corrections: RowCount | None = None
    categories: Mapping[tuple[str, str], int]
    refs: Mapping[tuple[str, int], RowRef]
    rows_at: Mapping[str, frozenset[RowRef]]
    organisation_names: frozenset[str]
    hours: tuple[HoursCell, ...] = ()
    unread: tuple[str, ...] = ()


def read_sources(kaart: Kaart, today: date, *, goes_on: bool = False) -> Intake:
    """Everything a map folder's sources say.

    goes_on : report a source that cannot be read at all, and read the others

    Raises SourceError where correcties.csv cannot be read, or, unless it goes on, a source.
    """
    read, unread = _read(kaart, goes_on=goes_on)
    corrected = apply_corrections(kaart, read, today, unread=unread)
    sources = [with_defaults(source) for source in corrected.sources]
    parsed = [row for source in sources for row in _parse(kaart, source, today)]
    duplicates = find_duplicates(sources, {row.ref for row in parsed if row.is_usable})
    said = [row for row in parsed if row.ref not in duplicates.refs]
    usable = [row for row in said if row.is_usable]
    assembled = assemble(kaart.config, usable, Quotes(sources))
    reported = duplicates.refs | {row.ref for row in said if not row.is_usable} | assembled.unjoined
    known = [source.source for source in sources]
    problems = [
        *unread.values(),
        *(problem for source in kaart.config.sources for problem in vintage_problems(source, today)),
        *(problem for source in sources for problem in source.problems),
        *corrected.problems,
        *duplicates.problems,
        *repeated_ids(sources),
        *(problem for row in said for problem in row.problems),
        *(problem for source in sources for problem in missing_gemeenten(source, usable)),
        *(settled(assembled.problems, assembled.unjoined, known) if unread else assembled.problems),
    ]
    return Intake(
        inventory=assembled.inventory,
        problems=tuple(in_order(problems, [source.id for source in kaart.config.sources])),
        counts=tuple(_counts(sources, reported)),
        corrections=corrected.count,
        categories=Counter((row.ref.source, category) for row in usable for category in row.categories),
        refs={(row.ref.source, row.ref.number): row.ref for source in sources for row in source.rows},
        rows_at=assembled.rows_at,
        organisation_names=assembled.organisation_names,
        hours=tuple(cell for row in usable for cell in row.hours),
        unread=tuple(unread),
    )


def _read(kaart: Kaart, *, goes_on: bool) -> tuple[list[SourceRows], dict[str, Problem]]:
    """The sources that can be read; of each other one by its id why not."""
    read: list[SourceRows] = []
    unread: dict[str, Problem] = {}
    for source in kaart.config.sources:
        try:
            read.append(read_rows(kaart, source))
        except SourceError as fault:
            if not goes_on:
                raise
            unread[source.id] = unread_problem(source, fault)
    return read, unread


def _parse(kaart: Kaart, source: SourceRows, today: date) -> Iterator[SaidRow]:
    parser = RowParser(kaart.config, source, today)
    return (parser.parse(row) for row in source.rows)


def _counts(sources: Iterable[SourceRows], reported: frozenset[RowRef]) -> Iterator[RowCount]:
    for source in sources:
        out = sum(row.ref in reported for row in source.rows)
        yield RowCount(
            source=source.source.id,
            rows_in=len(source.rows),
            rows_used=len(source.rows) - out,
            rows_reported=out,
        )


def in_order(problems: Iterable[Problem], sources: Sequence[str]) -> list[Problem]:
    """By source and row; within a row the gravest first."""
    weights = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}
    place = {source: i for i, source in enumerate(sources)}
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda p: (place.get(p.source, -1), p.file, p.row, weights[p.severity]))
