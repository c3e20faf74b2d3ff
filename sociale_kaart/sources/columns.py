"""From a table's rows to rows in our own field names: here the coordinator's headings die."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sociale_kaart.kaart import Kaart
from sociale_kaart.kaartfields import WEEKDAY_FIELDS
from sociale_kaart.kaarttoml import SourcePart
from sociale_kaart.model import fold
from sociale_kaart.problems import Problem, Severity
from sociale_kaart.sources.fields.text import clean, computed_from
from sociale_kaart.sources.reading import Fault
from sociale_kaart.sources.tables import Row, Table, read_table

_SHOWN = 80
_SEVERAL_DAYS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRef:
    """Where a row stands: source id, file, sheet ("" for CSV) and number as the spreadsheet counts."""

    source: str
    file: str
    sheet: str
    number: int

    def problem(self, fault: Fault, *, column: str = "", value: str = "") -> Problem:
        """A fault of this row, or of one cell of it, as a problem for the coordinator."""
        shown = " ".join("".join(c if c.isprintable() else " " for c in value).split())
        shown = shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
        return Problem(
            code=fault.code,
            severity=fault.severity,
            message=f'"{shown}" {fault.message}' if shown else fault.message,
            remedy=fault.remedy,
            source=self.source,
            file=self.file,
            sheet=self.sheet,
            row=self.number,
            column=column,
            value=shown,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A row by our own field names, every value as cleaned text.

    values: field -> text; an empty one is absent. presence, schedules: pillar -> text of its column.
    problems: what was already found while reading the cells.
    """

    ref: RowRef
    values: Mapping[str, str]
    presence: Mapping[str, str] = field(default_factory=dict)
    schedules: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def said(self) -> tuple[object, ...]:
        """All that the row says, but for its own number: two rows that say the same are duplicates."""
        parts = ({k: v for k, v in self.values.items() if k != "id"}, self.presence, self.schedules)
        return tuple(tuple(sorted((k, fold(v)) for k, v in part.items() if v)) for part in parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRows:
    """All rows of one source, with the sheet they stand in."""

    source: SourcePart
    sheet: str
    rows: tuple[SourceRow, ...]
    problems: tuple[Problem, ...] = ()

    def heading(self, field_name: str) -> str:
        """The coordinator's heading of a field; "" where the value is a default of kaart.toml."""
        return self.source.columns.get(field_name, "")


def read_rows(kaart: Kaart, source: SourcePart) -> SourceRows:
    """The rows of a source, not yet corrected and without defaults; raises SourceError."""
    table = read_table(
        kaart.folder / source.file, wanted=_headings(source), sheet=source.sheet, header_row=source.header_row
    )
    mapping = _Mapping(source, table)
    rows = tuple(mapping.row(row) for row in table.rows)
    return SourceRows(source=source, sheet=table.sheet, rows=rows, problems=tuple(_of_table(source, table)))


def with_defaults(rows: SourceRows) -> SourceRows:
    """The same rows with kaart.toml's defaults where a cell is empty or its column absent."""
    defaults = {name: value for name, value in rows.source.defaults.items() if value.strip()}
    if not defaults:
        return rows
    return replace(
        rows,
        rows=tuple(
            replace(row, values={**defaults, **{k: v for k, v in row.values.items() if v}})
            for row in rows.rows
        ),
    )


def source_problem(source: SourcePart, fault: Fault, sheet: str = "") -> Problem:
    """Something to say about a source as a whole (row 0)."""
    return RowRef(source=source.id, file=source.file, sheet=sheet, number=0).problem(fault)


def vintage_problems(source: SourcePart, today: date) -> Iterator[Problem]:
    """A source cannot be from the future; one older than a year may be stale."""
    shown = f"{source.as_of.day}-{source.as_of.month}-{source.as_of.year}"
    if source.as_of > today:
        fault = Fault(
            "source_in_future",
            f"volgens kaart.toml is deze bron van {shown}: as_of ligt in de toekomst.",
            f"Schrijf bij [[sources]] \"{source.id}\" in 'as_of' de dag waarop de lijst gemaakt is: "
            f"vandaag ({today.isoformat()}) of eerder. Aanbod dat nu nog loopt zou anders al voorbij zijn.",
            Severity.ERROR,
        )
        yield source_problem(source, fault)
    elif (today - source.as_of).days > 365:
        fault = Fault(
            "stale_source",
            f"deze bron is van {shown}, langer dan een jaar geleden.",
            "Vraag de maker om een nieuwe lijst.",
            Severity.HINT,
        )
        yield source_problem(source, fault)


class _Mapping:
    """Where in a table each heading that the source uses stands."""

    def __init__(self, source: SourcePart, table: Table) -> None:
        self.source = source
        self.table = table
        there = [fold(heading) for heading in table.headings]
        self._index = {heading: there.index(fold(heading)) for heading in _headings(source)}

    def row(self, row: Row) -> SourceRow:
        ref = RowRef(source=self.source.id, file=self.source.file, sheet=self.table.sheet, number=row.number)
        texts: dict[str, str] = {}
        problems: list[Problem] = []
        for heading, index in self._index.items():
            reading = clean(row.cells[index])
            texts[heading] = reading.value
            faults = reading.faults
            if index in row.formulas and row.formulas[index] != row.cells[index]:
                faults = (*faults, computed_from(row.formulas[index]))
            problems += [ref.problem(fault, column=heading, value=row.cells[index]) for fault in faults]
        if row.number in self.table.spilled:
            problems.append(ref.problem(_spilled(self.table.spilled[row.number])))
        if self.table.is_text and _is_one_lump(row.cells):
            problems.append(ref.problem(_one_lump(), value=row.cells[0]))
        return SourceRow(
            ref=ref,
            values={name: texts[heading] for name, heading in self.source.columns.items()},
            presence={pillar: texts[heading] for pillar, heading in self.source.presence.items()},
            schedules={pillar: texts[heading] for pillar, heading in self.source.schedules.items()},
            problems=tuple(problems),
        )


def _headings(source: SourcePart) -> tuple[str, ...]:
    used = (*source.columns.values(), *source.presence.values(), *source.schedules.values())
    return tuple(dict.fromkeys(used))


def _of_table(source: SourcePart, table: Table) -> Iterator[Problem]:
    if not table.rows:
        fault = Fault("no_rows", "er staan geen rijen onder de kolomkoppen.", "Vul het blad in.")
        yield source_problem(source, fault, table.sheet)
    if (unmapped := _unmapped_weekdays(source, table)) and len(unmapped) >= _SEVERAL_DAYS:
        yield source_problem(source, _weekdays_unmapped(unmapped), table.sheet)


def _unmapped_weekdays(source: SourcePart, table: Table) -> dict[str, str]:
    """Weekday field -> heading of a column that must be about that day and that nothing is read from."""
    if source.kind not in ("wide", "offers") or WEEKDAY_FIELDS.keys() & source.columns.keys():
        return {}
    used = {fold(heading) for heading in _headings(source)}
    fields = {name: field for field, day in WEEKDAY_FIELDS.items() for name in (field, day, day[:2])}
    return {
        fields[fold(heading).rstrip(".")]: heading
        for heading in table.headings
        if fold(heading).rstrip(".") in fields and fold(heading) not in used
    }


def _weekdays_unmapped(columns: Mapping[str, str]) -> Fault:
    mapping = ", ".join(f'{field} = "{heading}"' for field, heading in columns.items())
    return Fault(
        "weekdays_unmapped",
        f"in dit blad staat een kolom per dag ({', '.join(columns.values())}), en kaart.toml noemt die niet; "
        "de kaart leest er geen tijden uit.",
        f"Zijn het tijden? Zet dan bij [sources.columns]: {mapping}.",
        Severity.HINT,
    )


def _spilled(cells: Iterable[str]) -> Fault:
    shown = ", ".join(f'"{cell[:40]}"' for cell in cells) or "lege vakjes"
    return Fault(
        "too_many_cells",
        f"deze rij heeft meer vakjes dan er kolommen zijn; rechts van de laatste kolom staat {shown}.",
        'Zet een tekst met een scheidingsteken erin tussen aanhalingstekens: "Kerkstraat 1; achterom".',
        Severity.ERROR,
    )


def _is_one_lump(cells: Sequence[str]) -> bool:
    """Whether a whole row stands in its first cell, divided by something else than the other rows are."""
    return (
        len(cells) > 2
        and not any(cells[1:])
        and max(cells[0].count(mark) for mark in ";,\t|") >= len(cells) // 2
    )


def _one_lump() -> Fault:
    return Fault(
        "wrong_delimiter",
        "staat als één tekst in de eerste kolom: deze rij heeft een ander scheidingsteken dan de rest.",
        "Gebruik in het hele bestand hetzelfde scheidingsteken, het liefst de puntkomma.",
        Severity.ERROR,
    )
