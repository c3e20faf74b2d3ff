"""A run of geocode-file: read, ask for what is not known yet, write it all; and go on where a killed run stopped."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from sociale_kaart.atomic import refuse_missing_folder, replacing
from sociale_kaart.batch.answer import MATCH_COLUMNS, NO_ADDRESS, NOT_ANSWERED, Answer, answer_of
from sociale_kaart.batch.asking import Asker
from sociale_kaart.batch.files import open_table, refuse_other_kind, refuse_same_file
from sociale_kaart.batch.headings import find_columns, words_of_headings
from sociale_kaart.batch.journal import Journal, key_of
from sociale_kaart.batch.review import Review
from sociale_kaart.batch.summary import Summary
from sociale_kaart.batch.table import Added, Row
from sociale_kaart.errors import SourceUnreadable
from sociale_kaart.geocode.cascade import kindness_lines
from sociale_kaart.geocode.guard import Guard
from sociale_kaart.model import AddressInput

_CHANGED = {
    "input": "het invoerbestand",
    "columns": "de keuze van kolommen",
    "backend": "waar de adressen gezocht worden",
    "format": "dit programma",
}

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a coordinator may choose. columns: field -> heading; version: which edition of its data a backend has."""

    columns: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    min_level: str = ""
    review: Path | None = None
    version: str = ""


class BatchRun:
    """One run over a file. Holds OUT from construction to close, so that no two runs write it at once.

    Raises SourceError (IN is no table that we can use), OutputError (OUT cannot be written) or LockError (another run
    is writing OUT).
    """

    def __init__(self, source: Path, out: Path, asker: Asker, choices: Choices) -> None:
        review = [choices.review] if choices.review else []
        refuse_same_file(source, out, *review)
        refuse_missing_folder(out, *review)
        self._source, self._out, self._choices = source, out, choices
        self._table = open_table(source, choices.sheet, words_of_headings(choices.columns))
        refuse_other_kind(source, out, self._table)
        self._columns = find_columns(
            self._table.head, choices.columns, _where(source, self._table.sheet), self._table.width
        )
        self._asker = asker
        self._for_now: dict[bytes, Answer] = {}
        self.rows = self._table.height - self._columns.header_row
        self._signature = _signature(source)
        with ExitStack() as held:
            for path in (out, *review):
                held.callback(Guard(path).release)
            self._journal = Journal(out, self._about())
            self._held = held.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let other runs have OUT."""
        self._journal.close()
        self._held.close()

    def opening_lines(self, per_second: float) -> list[str]:
        """What it will do, in Dutch: which columns, what it goes on with, how long at so many requests per second."""
        lines = [self._columns.told(), *self._table.remarks(self._columns.columns.values())]
        renamed = [(old, new) for old, new in zip(MATCH_COLUMNS, self._headings(), strict=True) if old != new]
        lines += [f'De kolom "{old}" was er al en blijft; de nieuwe heet "{new}".' for old, new in renamed]
        if self._journal.started_over:
            lines.append(_started_over(self._journal.started_over))
        elif self._journal.resumed:
            lines.append(
                f"Een eerdere run is afgebroken; {self._journal.resumed} adressen daarvan zijn er nog."
            )
        if self._asker.asks_both:
            lines.append(
                "Wat het register niet zeker weet, wordt aan PDOK gevraagd; met --backend register niet."
            )
        if self._asker.asks_service_alone:
            lines += kindness_lines(self.new_addresses(), per_second)
        return lines

    def new_addresses(self) -> int:
        """Distinct addresses that have no answer yet."""
        return len({key for key, _ in self._asked() if key not in self._journal})

    def run(self, on_progress: Progress | None = None) -> Summary:
        """Ask and write; OUT and REVIEW take their places at the very end.

        on_progress is called with (rows done, rows) while asking. Where a service failed, the rows that no answer came
        for stay empty, and the journal stays, so that the next run asks for those alone.
        """
        started = time.monotonic()
        resumed = self._journal.resumed
        self._ask(on_progress)
        summary = Summary(resumed=resumed)
        self._write(summary)
        summary.addresses = len(self._journal) + len(self._for_now)
        summary.failures = self._asker.failure_lines()
        summary.seconds = time.monotonic() - started
        if not summary.failures:
            self._journal.remove()
        return summary

    def _ask(self, on_progress: Progress | None) -> None:
        waiting: dict[bytes, AddressInput] = {}
        failed: set[bytes] = set()
        for number, row in enumerate(self._table.rows(self._columns.header_row), start=1):
            key, asked = self._question(row)
            if asked and key not in waiting and key not in failed and key not in self._journal:
                waiting[key] = asked
            if len(waiting) >= self._asker.chunk:
                failed |= self._ask_for(waiting)
                waiting = {}
                if on_progress is not None:
                    on_progress(number, self.rows)
            if self._asker.is_done:
                return
        self._ask_for(waiting)
        if on_progress is not None:
            on_progress(self.rows, self.rows)

    def _ask_for(self, waiting: Mapping[bytes, AddressInput]) -> set[bytes]:
        """Ask, write the answers down, and return the keys that none to keep came for."""
        failed = set(waiting)
        for answers in self._asker.ask(waiting):
            found = {key: answer_of(outcome) for key, outcome in answers.items()}
            # What stands only because the service failed is asked again by the next run, so it is not written down.
            self._for_now |= {key: found.pop(key) for key in self._asker.second_best & found.keys()}
            self._journal.add(found)
            failed -= found.keys()
        return failed

    def _write(self, summary: Summary) -> None:
        choices = self._choices
        with (
            replacing(self._out) as out,
            replacing(choices.review) if choices.review else nullcontext() as reviewed,
        ):
            review = Review(reviewed, self._columns.headings) if reviewed else None

            def added(row: Row) -> Added:
                return self._cells(row, summary, review)

            self._table.write(out, self._columns.header_row, self._headings(), added)
            if review is not None:
                review.finish()
            if summary.rows != self.rows or _signature(self._source) != self._signature:
                raise SourceUnreadable(
                    "dit bestand is veranderd terwijl het gelezen werd",
                    where=self._source.name,
                    remedy="draai de opdracht opnieuw",
                )

    def _cells(self, row: Row, summary: Summary, review: Review | None) -> Added:
        summary.rows += 1
        key, asked = self._question(row)
        if not asked:
            summary.no_address += 1
            return NO_ADDRESS.cells()
        answer = self._journal.get(key) or self._for_now.get(key)
        if answer is None:
            summary.not_answered += 1
            return NOT_ANSWERED
        summary.count(answer)
        if review is not None and answer.doubtful:
            review.add(row, answer)
        cells = answer.cells(self._choices.min_level)
        summary.below_min_level += cells != answer.cells()
        return cells

    def _question(self, row: Row) -> tuple[bytes, AddressInput]:
        asked = self._columns.address(row.cells)
        return key_of(asked.key), asked

    def _asked(self) -> Iterator[tuple[bytes, AddressInput]]:
        for row in self._table.rows(self._columns.header_row):
            key, asked = self._question(row)
            if asked:
                yield key, asked

    def _headings(self) -> list[str]:
        """MATCH_COLUMNS, each with a number behind it where the table has a column of that name."""
        taken = {heading.strip().casefold() for heading in self._columns.headings}
        return [_free_name(column, taken) for column in MATCH_COLUMNS]

    def _about(self) -> dict[str, str]:
        """All that an answer depends on: a journal of other answers is of no use."""
        choices = self._choices
        with self._source.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        columns = [choices.sheet, self._columns.header_row, dict(self._columns.columns)]
        return {
            "input": digest,
            "columns": json.dumps(columns, sort_keys=True),
            "backend": f"{self._asker.name} {choices.version}".strip(),
        }


def _free_name(column: str, taken: set[str]) -> str:
    name, number = column, 1
    while name in taken:
        number += 1
        name = f"{column}_{number}"
    return name


def _started_over(changed: Sequence[str]) -> str:
    if changed == ("damaged",):
        return "De voortgang van een eerdere run is niet te lezen; alles wordt opnieuw opgezocht."
    what = " en ".join(_CHANGED[name] for name in changed)
    return f"Er was voortgang van een eerdere run, maar {what} is anders; alles wordt opnieuw opgezocht."


def _where(source: Path, sheet: str) -> str:
    return f'{source.name}, blad "{sheet}"' if sheet else source.name


def _signature(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns
