"""correcties.csv: what a coordinator mends in a source without touching the source, each with its reason and date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from rapidfuzz import fuzz, process

from sociale_kaart.dataset.mapdata import RowCount
from sociale_kaart.kaart import Kaart
from sociale_kaart.kaartfields import FIELDS_OF_KIND
from sociale_kaart.kaarttoml import SourcePart
from sociale_kaart.model import fold
from sociale_kaart.problems import Problem, Severity
from sociale_kaart.sources.columns import RowRef, SourceRow, SourceRows
from sociale_kaart.sources.fields.dates import parse_date
from sociale_kaart.sources.fields.text import clean
from sociale_kaart.sources.reading import Fault
from sociale_kaart.sources.tables import Table, read_table

COLUMNS = ("bron", "record", "veld", "oud", "nieuw", "reden", "datum", "door")
_HEADINGS_REMEDY = f"zet boven de verbeteringen deze koppen: {';'.join(COLUMNS)}"
_OF_A_RECORD = ("id", "organisation_id", "location_id", "organisation", "location")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """In source `bron`, of `record` (id or name), field or heading `veld` goes from `oud` to `nieuw`, and why."""

    ref: RowRef
    bron: str
    record: str
    veld: str
    oud: str
    nieuw: str
    reden: str
    datum: date
    door: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """The sources with their corrections in; count is None where the map has no correcties.csv."""

    sources: tuple[SourceRows, ...]
    problems: tuple[Problem, ...] = ()
    count: RowCount | None = None


def apply_corrections(
    kaart: Kaart, sources: Sequence[SourceRows], today: date, *, unread: Collection[str] = ()
) -> Corrected:
    """Apply correcties.csv in its own order; a correction that does not fit is reported and changes nothing.

    unread : ids of the sources that cannot be read, of which no correction can be tried

    Raises SourceError where correcties.csv is there but cannot be read.
    """
    if not kaart.corrections_path.is_file():
        return Corrected(sources=tuple(sources))
    table = read_table(kaart.corrections_path, wanted=COLUMNS, remedy=_HEADINGS_REMEDY)
    bench = _Bench({one.source.id: one for one in sources}, unread)
    problems: list[Problem] = []
    used = 0
    for correction, found in _read(table, today):
        found += bench.apply(correction) if correction is not None else []
        problems += found
        used += all(problem.severity is not Severity.ERROR for problem in found)
    return Corrected(
        sources=tuple(bench.result()),
        problems=tuple(problems),
        count=RowCount(
            source=table.file,
            rows_in=len(table.rows),
            rows_used=used,
            rows_reported=len(table.rows) - used,
        ),
    )


def _read(table: Table, today: date) -> Iterator[tuple[Correction | None, list[Problem]]]:
    """Each row as a Correction, or None with the errors that stop it."""
    index = {name: [fold(heading) for heading in table.headings].index(name) for name in COLUMNS}
    for row in table.rows:
        ref = RowRef(source="", file=table.file, sheet=table.sheet, number=row.number)
        cells = {name: clean(row.cells[at]).value for name, at in index.items()}
        problems = [
            ref.problem(
                _error(
                    "correction_incomplete",
                    f'de kolom "{name}" is leeg.',
                    "Vul haar in: een verbetering zonder reden of datum telt niet.",
                ),
                column=name,
            )
            for name in ("bron", "record", "veld", "reden", "datum")
            if not cells[name]
        ]
        made_on = parse_date(cells["datum"])
        problems += [
            ref.problem(replace(fault, severity=Severity.ERROR), column="datum", value=cells["datum"])
            for fault in made_on.faults
        ]
        if made_on.value is not None and made_on.value > today:
            problems.append(ref.problem(_in_future(), column="datum", value=cells["datum"]))
        if row.number in table.spilled:
            problems.append(
                ref.problem(
                    _error(
                        "too_many_cells",
                        "deze rij heeft meer vakjes dan er kolommen zijn.",
                        "Zet tekst met een scheidingsteken tussen aanhalingstekens.",
                    )
                )
            )
        if problems or made_on.value is None:
            yield None, problems
            continue
        texts = {name: value for name, value in cells.items() if name != "datum"}
        yield Correction(ref=ref, datum=made_on.value, **texts), []


@dataclass(slots=True)
class _Bench:
    """The rows being corrected, and where each record is."""

    sources: Mapping[str, SourceRows]
    unread: Collection[str]
    _rows: dict[str, list[SourceRow]] = field(init=False)
    _places: dict[tuple[str, str, str], list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self._rows = {name: list(source.rows) for name, source in self.sources.items()}
        places: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
        for name, rows in self._rows.items():
            for i, row in enumerate(rows):
                for key in _OF_A_RECORD:
                    if value := row.values.get(key, ""):
                        places[name, key, fold(value)].append(i)
        self._places = dict(places)

    def result(self) -> Iterator[SourceRows]:
        """The sources, corrected."""
        for name, source in self.sources.items():
            yield replace(source, rows=tuple(self._rows[name]))

    def apply(self, correction: Correction) -> list[Problem]:
        """Change the one cell that a correction is about, or say why not."""
        if correction.bron in self.unread:
            return [_about(correction, "bron", _untried())]
        source = self.sources.get(correction.bron)
        if source is None:
            return [_about(correction, "bron", _unknown("bron", correction.bron, self.sources))]
        at = self._find(correction)
        if len(at) != 1:
            return [
                _about(
                    correction, "record", _not_one(correction, [self._number(correction.bron, i) for i in at])
                )
            ]
        slots = _slots(source.source, correction.veld)
        if slots == [("values", "presence")] and not _names_help(source.source):
            return [_about(correction, "veld", _presence_of_nothing(source.source))]
        if not slots:
            return [_about(correction, "veld", _unknown("veld", correction.veld, _names(source.source)))]
        row = self._rows[correction.bron][at[0]]
        there = _value(row, slots[0])
        if fold(there) == fold(correction.nieuw) and there != correction.oud:
            return [_about(correction, "nieuw", _superfluous())]
        if fold(there) != fold(correction.oud):
            return [_about(correction, "oud", _other_value(row, there))]
        self._rows[correction.bron][at[0]] = _changed(row, slots, correction)
        return []

    def _find(self, correction: Correction) -> list[int]:
        for key in _OF_A_RECORD:
            if at := self._places.get((correction.bron, key, fold(correction.record))):
                return at
        return []

    def _number(self, source: str, index: int) -> int:
        return self._rows[source][index].ref.number


_Slot = tuple[str, str]
"""Which of a row's mappings a value is in ("values", "presence" or "schedules"), and under which key."""


def _slots(source: SourcePart, veld: str) -> list[_Slot]:
    """Everywhere that a field name or a heading is kept; one column may fill two fields."""
    found: list[_Slot] = []
    for where, columns in (
        ("values", source.columns),
        ("presence", source.presence),
        ("schedules", source.schedules),
    ):
        found += [(where, key) for key, heading in columns.items() if fold(heading) == fold(veld)]
    if not found and veld in FIELDS_OF_KIND[source.kind]:
        found.append(("values", veld))
    return found


def _names_help(source: SourcePart) -> bool:
    given = source.columns.keys() | source.defaults.keys()
    return bool(given & {"pillar", "service"}) or ("category" in given and source.kind == "offers")


def _mapping(row: SourceRow, where: str) -> Mapping[str, str]:
    return {"values": row.values, "presence": row.presence, "schedules": row.schedules}[where]


def _value(row: SourceRow, slot: _Slot) -> str:
    where, key = slot
    return _mapping(row, where).get(key, "")


def _changed(row: SourceRow, slots: Iterable[_Slot], correction: Correction) -> SourceRow:
    headings = {correction.veld}
    for where, key in slots:
        changed = {**_mapping(row, where), key: correction.nieuw}
        match where:
            case "presence":
                row = replace(row, presence=changed)
            case "schedules":
                row = replace(row, schedules=changed)
            case _:
                row = replace(row, values=changed)
    # What was wrong with the old text is settled by the new one.
    kept = tuple(problem for problem in row.problems if problem.column not in headings)
    return replace(row, problems=kept)


def _names(source: SourcePart) -> tuple[str, ...]:
    headings = (*source.columns.values(), *source.presence.values(), *source.schedules.values())
    return (*headings, *sorted(FIELDS_OF_KIND[source.kind]))


def _about(correction: Correction, column: str, fault: Fault) -> Problem:
    return correction.ref.problem(fault, column=column, value=getattr(correction, column))


def _unknown(what: str, name: str, known: Iterable[str]) -> Fault:
    names = list(dict.fromkeys(known))
    near = process.extractOne(name, names, scorer=fuzz.WRatio, score_cutoff=60)
    hint = f' Bedoelt u "{near[0]}"?' if near else ""
    remedy = f"Schrijf een van: {', '.join(names[:8])}." if what == "bron" else "Schrijf de kop van de kolom."
    return _error(f"correction_{_CODES[what]}_unknown", f"is geen {what} van deze kaart.{hint}", remedy)


_CODES = {"bron": "source", "veld": "field"}


def _not_one(correction: Correction, numbers: list[int]) -> Fault:
    if not numbers:
        return _error(
            "correction_record_gone",
            f'staat niet (meer) in de bron "{correction.bron}".',
            "Haal deze verbetering weg, of verbeter het nummer of de naam.",
        )
    rows = ", ".join(str(number) for number in numbers[:6])
    return _error(
        "correction_record_ambiguous",
        f'staat meer dan één keer in de bron "{correction.bron}" (rij {rows}).',
        "Schrijf het nummer van de rij uit de kolom die in kaart.toml 'id' is.",
    )


def _other_value(row: SourceRow, there: str) -> Fault:
    shown = f'"{there}"' if there else "niets"
    return _error(
        "correction_old_value",
        f"is niet meer de oude waarde: in {row.ref.file}, rij {row.ref.number} staat nu {shown}.",
        "Kijk wat er klopt, en verbeter of verwijder deze verbetering.",
    )


def _in_future() -> Fault:
    return _error(
        "correction_in_future",
        "ligt in de toekomst: deze verbetering telt niet mee.",
        "Schrijf de dag waarop u de verbetering maakte.",
    )


def _untried() -> Fault:
    return _error(
        "correction_untried",
        "kan niet gelezen worden: deze verbetering is niet geprobeerd.",
        "Zorg eerst dat die bron gelezen kan worden.",
    )


def _presence_of_nothing(source: SourcePart) -> Fault:
    columns = ", ".join(f'"{heading}"' for heading in source.presence.values())
    remedy = f"Schrijf de kop van de kolom: {columns}." if columns else "Verbeter een andere kolom."
    return _error(
        "correction_presence",
        "zegt hier niet van welke hulp: deze bron heeft geen kolom die de pijler noemt.",
        remedy,
    )


def _superfluous() -> Fault:
    return Fault(
        "correction_superfluous",
        "staat inmiddels ook in de bron zelf.",
        "U kunt deze verbetering weghalen.",
        Severity.HINT,
    )


def _error(code: str, message: str, remedy: str) -> Fault:
    return Fault(code, message, remedy, Severity.ERROR)
