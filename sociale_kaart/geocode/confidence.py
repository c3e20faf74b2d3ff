"""How often answers like this one proved right: read from a table that the quality benchmark measured.

What counts as right, and the table itself, stand in docs/reference/confidence.md. An answer is like another where
level, faults, what agreed, and the band of the street's likeness are the same; where too few of those were measured,
the table's coarser rows answer.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

from sociale_kaart.model import MatchLevel

TABLE = "confidence.csv"
ANY = "*"
# What nobody measured: how often one of two addresses in a cell is the one that was meant.
_UNMEASURED = "more_addresses"


class Evidence(NamedTuple):
    """What an answer rests on; in a coarser row of the table the last ones are ANY.

    faults joined by `|` in order of name; agreed is which of postcode, place and gemeente agree; likeness the band of
    a street's likeness, "" where its name is the same.
    """

    level: str
    faults: str = ANY
    agreed: str = ANY
    likeness: str = ANY

    def coarser(self) -> Iterator[Evidence]:
        """What it is, and then with one thing less to tell it by, down to the level alone."""
        yield self
        yield self._replace(likeness=ANY)
        yield self._replace(likeness=ANY, agreed=ANY)
        yield Evidence(self.level)


class Row(NamedTuple):
    """One row of the table: of so many cases measured so many were right; confidence is that share, smoothed."""

    evidence: Evidence
    cases: int
    right: int
    confidence: float


def evidence_of(level: MatchLevel, faults: tuple[str, ...], agreed: str, likeness: str) -> Evidence:
    """The evidence behind an answer; likeness is a band."""
    return Evidence(level.value, "|".join(sorted(faults)), agreed, likeness)


def band(likeness: float) -> str:
    """The band of a street's likeness: "" for the same name."""
    if likeness >= 1:
        return ""
    for floor in (0.95, 0.9, 0.85, 0.8):
        if likeness >= floor:
            return f"{floor:.2f}"
    return "0.00"


@lru_cache(maxsize=16_384)
def confidence(level: MatchLevel, faults: tuple[str, ...], agreed: str, likeness: str) -> float | None:
    """The share of answers like this one that were right, 0..1; None where nothing is known of them.

    likeness is a band. Coordinates that came with a row were never measured, nor which of two addresses in one cell was
    meant, and "nothing found" is no claim.
    """
    if level in (MatchLevel.GIVEN, MatchLevel.NONE) or _UNMEASURED in faults:
        return None
    return best_of(table(), evidence_of(level, faults, agreed, likeness))


def best_of(known: Mapping[Evidence, Row], evidence: Evidence) -> float | None:
    """The confidence of the finest row of a table that this evidence belongs to; None where there is none."""
    return next((known[one].confidence for one in evidence.coarser() if one in known), None)


@cache
def table() -> Mapping[Evidence, Row]:
    """The published table, by evidence."""
    return MappingProxyType({row.evidence: row for row in read(_text())})


@cache
def measured() -> str:
    """When and how the table was measured: the line above its header."""
    first, _, _ = _text().partition("\n")
    return first.removeprefix("# ")


def read(text: str) -> list[Row]:
    """Rows of a table's text; its first line says how it was measured."""
    _, _, body = text.partition("\n")
    return [
        Row(
            Evidence(row["level"], row["faults"], row["agreed"], row["likeness"]),
            int(row["cases"]),
            int(row["right"]),
            float(row["confidence"]),
        )
        for row in csv.DictReader(io.StringIO(body))
    ]


def write(rows: list[Row], how: str) -> str:
    """The text of a table; how says when and on what it was measured."""
    out = io.StringIO()
    out.write(f"# {how}\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("level", "faults", "agreed", "likeness", "cases", "right", "confidence"))
    writer.writerows((*row.evidence, row.cases, row.right, f"{row.confidence:.4f}") for row in rows)
    return out.getvalue()


def _text() -> str:
    return (files("sociale_kaart.geocode") / TABLE).read_text(encoding="utf-8")
