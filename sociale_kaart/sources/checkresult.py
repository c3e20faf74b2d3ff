"""What a check found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sociale_kaart.dataset.mapdata import RowCount
from sociale_kaart.errors import SourceError
from sociale_kaart.model import Inventory
from sociale_kaart.problems import Problem, Severity
from sociale_kaart.sources.columns import RowRef


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What the sources of a map hold and what is wrong with them; counts, rows_at and unread as in `Intake`."""

    inventory: Inventory
    problems: tuple[Problem, ...]
    counts: tuple[RowCount, ...]
    corrections: RowCount | None = None
    rows_at: Mapping[str, frozenset[RowRef]]
    unread: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """4 where a source cannot be read, 1 where a row, correction or date cannot be used, else 0.

        As in docs/reference/commands.md.
        """
        return SourceError.exit_code if self.unread else int(self.has_errors)

    @property
    def has_errors(self) -> bool:
        return self.number_of(Severity.ERROR) > 0

    @property
    def rows_in(self) -> int:
        return sum(count.rows_in for count in self.counts)

    @property
    def rows_used(self) -> int:
        return sum(count.rows_used for count in self.counts)

    @property
    def rows_reported(self) -> int:
        return sum(count.rows_reported for count in self.counts)

    def number_of(self, severity: Severity) -> int:
        """How many problems of one severity there are."""
        return sum(problem.severity is severity for problem in self.problems)
