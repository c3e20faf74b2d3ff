"""What a command found, before it becomes a file: rows of figures, what they say in words, and what they rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from sociale_kaart.coverage.measures.imported import Reach
from sociale_kaart.coverage.report.bound import Bound, bound_of, told
from sociale_kaart.coverage.report.kind import Kind as Verdict
from sociale_kaart.coverage.report.kind import kind_from
from sociale_kaart.export.headings import VERDICTS, Kind, heading_of
from sociale_kaart.model import CoverageStatus

Row = Mapping[str, Any]
_SIGNS: Mapping[Bound, str] = {Bound.EXACT: "", Bound.LEAST: "≥", Bound.MOST: "≤"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One list of rows.

    name : stable, as an option says it ("coverage"). title : what a sheet, a layer and a heading are called, in Dutch
    columns : names of all columns, as in docs/glossary.md. brief : those of them that fit a screen and a page
    rows : each with a value for every column; None where it is not known
    caption : in Dutch, what the rows are and what they leave out
    """

    name: str
    title: str
    columns: tuple[str, ...]
    brief: tuple[str, ...]
    rows: Sequence[Row]
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Everything that a file of figures says.

    sentences : the conclusion, in Dutch
    parts : the first is what it is about
    about : label and text, in Dutch: data, dates, parameters, sources
    marks : the same in short, by column name: what every row of a bare list (CSV, JSON) has behind its own columns
    """

    title: str
    sentences: tuple[str, ...]
    parts: tuple[Part, ...]
    about: tuple[tuple[str, str], ...]
    marks: Mapping[str, Any]

    @property
    def main(self) -> Part:
        return self.parts[0]

    def part(self, name: str) -> Part:
        """The part of this name; raises KeyError where there is none."""
        return next((one for one in self.parts if one.name == name), None) or _missing(name)

    def marked(self, part: Part) -> list[dict[str, Any]]:
        """The rows of a part as a bare list has them: each says by itself what it rests on."""
        return [{**row, **self.marks} for row in part.rows]


def _missing(name: str) -> Part:
    raise KeyError(name)


def for_people(column: str, row: Row) -> str:
    """A value of a row as a Dutch reader expects it on a screen or a page: 62%, 4,3 km, onbekend.

    A list is named by its parts; unknown is said in a word, never left blank; a figure that can be less has a ≤, one
    that can be more a ≥.
    """
    value, heading = row[column], heading_of(column)
    if "status" in row and "reach" in row:
        value = _known(column, value, row)
    if value is None or (isinstance(value, float) and not isfinite(value)):
        return heading.without
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {_number(heading.kind, one)}" for name, one in value.items()) or "–"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value)) or "–"
    if isinstance(value, str):
        return heading.words.get(value, value) or "–"
    bound = bound_of(column, value, is_open=bool(row.get("distance_at_most")))
    return _SIGNS[bound] + _number(heading.kind, value)


def _known(column: str, value: Any, row: Row) -> Any:
    """What a report says of an area as people are told it: no nought and no neighbour alone where nobody knows."""
    status = CoverageStatus(row["status"])
    if column == "places" and not value and status is CoverageStatus.UNKNOWN:
        return None
    if column != "reach":
        return _figure(column, value, status, row)
    kind = Verdict.ROBUST_GAP if row.get("gap_robust") else kind_from(Reach(row["reach"]), status)
    is_own_of_other = kind is Verdict.OWN and not row.get("gemeentecode")
    return value if is_own_of_other else VERDICTS[kind]


def _figure(column: str, value: Any, status: CoverageStatus, row: Row) -> Any:
    if not isinstance(value, float):
        return value
    return told(
        column,
        value,
        status=status,
        share=row.get("share_within_limit"),
        is_open=bool(row.get("distance_at_most")),
    )


def _number(kind: Kind, value: float) -> str:
    match kind:
        case Kind.SHARE:
            return f"{dutch(100 * value)}%"
        case Kind.POINTS:
            return f"{dutch(100 * value)} %-punt"
        case Kind.METRES:
            return f"{dutch(value / 1000, 1)} km"
        case Kind.RATE:
            return dutch(value, 2)
        case Kind.HOURS:
            return dutch(value, 1)
        case _:
            return dutch(value)


def dutch(value: float, decimals: int = 0) -> str:
    """A number as Dutch writes it: 1.234,5."""
    rounded = round(value, decimals) + 0.0  # plus zero: no "-0"
    return f"{rounded:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def capitalised(text: str) -> str:
    """The text with its first letter in upper case, the rest as written: "2SFCA" and "CBS" stay what they are."""
    return text[:1].upper() + text[1:]
