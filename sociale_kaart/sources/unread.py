"""A source that cannot be read at all, said as a problem: what the other sources hold is checked all the same.

What only all sources together can tell is not told then: a place that no row knows may stand in the one that is unread.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from pathlib import PurePath

from sociale_kaart.errors import SourceError
from sociale_kaart.kaarttoml import SourcePart
from sociale_kaart.problems import Problem, Severity
from sociale_kaart.sources.columns import RowRef, source_problem
from sociale_kaart.sources.reading import Fault

# Faults of a row that another source may still mend.
_OF_JOINING = {
    "unknown_organisation",
    "unknown_place",
    "organisation_not_listed",
    "organisation_without_place",
    "place_without_organisation",
}
_ROWS_SHOWN = 5


def unread_problem(source: SourcePart, fault: SourceError) -> Problem:
    """Why a source cannot be read, where in it, and what to do."""
    where = fault.where.partition(PurePath(source.file).name)[2].lstrip(", ")
    message = f"{where}: {fault.what}" if where else fault.what
    remedy = " ".join(_sentence(part) for part in (fault.expected, fault.remedy) if part)
    return source_problem(source, Fault("source_unread", f"{message.rstrip('.')}.", remedy, Severity.ERROR))


def settled(
    problems: Sequence[Problem], unjoined: Collection[RowRef], sources: Sequence[SourcePart]
) -> Iterator[Problem]:
    """The problems of joining that stay whatever the unread sources hold; of the others how many rows wait."""
    out = {(ref.source, ref.number) for ref in unjoined}
    waiting: defaultdict[str, set[int]] = defaultdict(set)
    for problem in problems:
        if problem.code not in _OF_JOINING:
            yield problem
        elif (problem.source, problem.row) in out:
            waiting[problem.source].add(problem.row)
    for source in sources:
        if rows := sorted(waiting[source.id]):
            yield source_problem(source, _waiting(rows))


def _waiting(rows: Sequence[int]) -> Fault:
    shown = ", ".join(map(str, rows[:_ROWS_SHOWN])) + (", …" if len(rows) > _ROWS_SHOWN else "")
    which = f"1 rij (rij {shown}) hoort" if len(rows) == 1 else f"{len(rows)} rijen (rij {shown}) horen"
    return Fault(
        "join_unchecked",
        f"{which} misschien bij een bron die niet gelezen kan worden.",
        "Zorg eerst dat die bron gelezen kan worden, en kijk dan opnieuw.",
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "."
