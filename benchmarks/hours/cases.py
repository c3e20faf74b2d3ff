"""The table of hours texts (tests/cases/uren.csv) held against what the reader makes of them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sociale_kaart.hours.occur import Occurrence, occurrences
from sociale_kaart.hours.reader import ParsedHours, parse

CASES = Path(__file__).resolve().parents[2] / "tests" / "cases" / "uren.csv"
WINDOWS = {"1": (date(2026, 3, 28), date(2026, 5, 2)), "2": (date(2026, 12, 7), date(2027, 1, 11))}

Row = dict[str, str]


@dataclass(frozen=True)
class Outcome:
    """A row, its reading, and the columns in which they differ."""

    row: Row
    parsed: ParsedHours
    wrong: tuple[str, ...]

    @property
    def constructs(self) -> list[str]:
        return self.row["construct"].split("|")

    @property
    def is_right(self) -> bool:
        """Read as the table says, to the last column."""
        return not self.wrong

    @property
    def is_silently_wrong(self) -> bool:
        """Wrong occurrences, and nothing that would make anybody look again."""
        times = any(one.startswith(("window", "uncertain")) for one in self.wrong)
        return times and not (self.parsed.doubts or self.parsed.leftover)


def outcomes() -> list[Outcome]:
    """Every row of the table, read."""
    with CASES.open(encoding="utf-8", newline="") as file:
        return [_outcome(row) for row in csv.DictReader(file)]


def _outcome(row: Row) -> Outcome:
    as_of = date.fromisoformat(row["as_of"]) if row["as_of"] else None
    parsed = parse(row["text"], row["lang"], as_of)
    return Outcome(row, parsed, tuple(_differences(row, parsed)))


def _differences(row: Row, parsed: ParsedHours) -> Iterator[str]:
    for number, (first, end) in WINDOWS.items():
        found = occurrences(parsed.hours, first, end)
        for column, ones in ((f"window_{number}", found.certain), (f"uncertain_{number}", found.uncertain)):
            if _written(ones) != row[column]:
                yield column
    if parsed.appointment != row["appointment"]:
        yield "appointment"
    if parsed.complete != (row["complete"] == "yes"):
        yield "complete"
    if not same_leftover(parsed, row["leftover"]):
        yield "leftover"
    if [str(doubt.kind) for doubt in parsed.doubts] != ([row["doubt"]] if row["doubt"] else []):
        yield "doubt"


def _written(found: tuple[Occurrence, ...]) -> str:
    return " ".join(f"{one.start:%Y-%m-%dT%H:%M}/{_end(one)}" for one in found)


def _end(one: Occurrence) -> str:
    return f"{one.end:%H:%M}" if one.end.date() == one.start.date() else f"{one.end:%Y-%m-%dT%H:%M}"


def same_leftover(parsed: ParsedHours, expected: str) -> bool:
    """Whether the one holds the other: a leftover may carry a word or a sign more than the table's."""
    if not parsed.leftover or not expected:
        return not parsed.leftover and not expected
    left = _letters(parsed.text[parsed.leftover[0].start : max(one.end for one in parsed.leftover)])
    return left in _letters(expected) or _letters(expected) in left


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())
