"""Writes the map folder that an HSDS file becomes: sheets, kaart.toml, the lock, and what did not come along."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from sociale_kaart.errors import SourceUnreadable
from sociale_kaart.geocode.lock import Lock
from sociale_kaart.geocode.lockrow import formula_safe
from sociale_kaart.hsds.layout import TABLES
from sociale_kaart.kaart import KAART_TOML
from sociale_kaart.model import AddressInput, Match, MatchLevel
from sociale_kaart.sources.hsds.package import Package, read_package
from sociale_kaart.sources.hsds.records import Records, every_cell, read_records
from sociale_kaart.sources.hsds.sheets import Sheet, filled_columns, lines, sheets_of
from sociale_kaart.sources.newfolder import new_folder

LOCK = "adressen.lock.csv"
NOT_KEPT = "niet-overgenomen.csv"
_NOT_KEPT_HEADINGS = ("bestand", "id", "kolom", "waarde", "reden")
_FILES = {
    ("organisations", ""): "organisaties",
    ("wide", ""): "plekken",
    ("wide", "desks"): "balies",
    ("locations", ""): "gebouwen",
    ("locations", "names"): "gebouwnamen",
    ("offers", ""): "aanbod",
    ("offers", "hours"): "tijden",
}
_UNKNOWN = "onbekend"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotKept:
    """A value, or a whole row (column ""), of an HSDS file that the map has no place for."""

    file: str
    id: str
    column: str
    value: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of a file. rows : table -> (rows in, used, reported); rows in = rows used + rows reported."""

    folder: Path
    rows: Mapping[str, tuple[int, int, int]]
    not_kept: Sequence[NotKept]


def import_hsds(
    source: Path, folder: Path, *, as_of: date | None = None, supplier: str = "", licence: str = ""
) -> Imported:
    """Make a new map folder of an HSDS file.

    Parameters
    ----------
    source : folder or zip with CSV files, or JSON
    folder : new or empty; raises KaartError where it holds something
    as_of : the day that a file of somebody else tells about; by default the last day it names itself
    supplier, licence : of a file of somebody else; "onbekend" where not given

    Raises SourceNotFound or SourceUnreadable.
    """
    package = read_package(source)
    records = read_records(package)
    if not records.places:
        raise SourceUnreadable(
            "hierin staat geen plek die op een kaart kan",
            where=source,
            remedy="Vraag de maker om een bestand met locations en addresses in Nederland",
        )
    sources = _sources(package, records, as_of, supplier, licence)
    sheets = sheets_of(records)
    not_kept = tuple(_not_kept(package, records))
    with new_folder(folder) as draft:
        _write_sheets(draft, sheets, sources)
        (draft / KAART_TOML).write_text(
            _toml(_kaart(package, records, sheets, sources)), encoding="utf-8", newline="\n"
        )
        _write_lock(draft / LOCK, records, max(date.fromisoformat(one["as_of"]) for one in sources.values()))
        if not_kept:
            rows = [_safe(one.file, one.id, one.column, one.value, one.why) for one in not_kept]
            (draft / NOT_KEPT).write_bytes(_csv([list(_NOT_KEPT_HEADINGS), *rows]))
    return Imported(folder=folder, rows=_counts(package, records, not_kept), not_kept=not_kept)


def _sources(
    package: Package, records: Records, as_of: date | None, supplier: str, licence: str
) -> dict[str, dict[str, str]]:
    """Code -> name, supplier, licence and day of every source; "" is the file itself."""
    told = records.settings.get("sources", {})
    assert isinstance(told, dict)
    every = (*records.organisations, *records.places, *records.desks, *records.offers)
    codes = {one.source for one in every} | {one.hours_known[0] for one in every if one.hours_known}
    found = {code: dict(told[code]) for code in sorted(codes) if code in told}
    if codes - found.keys():
        for one in every:
            one.source = one.source if one.source in found else ""
        day = as_of or _last_day(package)
        if day is None:
            raise SourceUnreadable(
                "noemt nergens een dag waarop het nog klopte",
                where=package.name,
                remedy="Zet erbij van welke dag het is: --as-of 2026-01-31",
            )
        found[""] = {
            "name": f"HSDS-bestand {package.name}",
            "supplier": supplier or _UNKNOWN,
            "licence": licence or _UNKNOWN,
            "as_of": day.isoformat(),
        }
    return found


def _last_day(package: Package) -> date | None:
    told = [
        row.get(name, "") for row in package.tables["service"] for name in ("last_modified", "assured_date")
    ]
    told += [row.get("last_action_date", "") for row in package.tables["metadata"]]
    days = [found[0] for text in told if (found := re.match(r"\d{4}-\d\d-\d\d", text))]
    try:
        return max((date.fromisoformat(day) for day in days), default=None)
    except ValueError:
        return None


def _write_sheets(draft: Path, sheets: Iterable[Sheet], sources: Mapping[str, Mapping[str, str]]) -> None:
    for sheet in sheets:
        (draft / _file_of(sheet, sources)).write_bytes(_csv(lines(sheet)))


def _file_of(sheet: Sheet, sources: Mapping[str, Mapping[str, str]]) -> str:
    return f"{_id_of(sheet, sources)}.csv"


def _id_of(sheet: Sheet, sources: Mapping[str, Mapping[str, str]]) -> str:
    number = list(sources).index(sheet.source) + 1
    return f"{_FILES[sheet.kind, sheet.part]}-{number}"


def _safe(*cells: str) -> list[str]:
    """Somebody else's words, for a file that a coordinator opens in a spreadsheet."""
    return [formula_safe(cell) for cell in cells]


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\n").writerows(rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _kaart(
    package: Package,
    records: Records,
    sheets: Iterable[Sheet],
    sources: Mapping[str, Mapping[str, str]],
) -> dict[str, Any]:
    settings = {key: value for key, value in records.settings.items() if key != "sources"}
    title = f"Kaart uit {package.name}"
    usual: dict[str, Any] = {
        "title": title,
        "publisher": {"name": "Vul in wie deze kaart uitgeeft"},
        "contact": {"name": "Vul in wie de kaart bijhoudt"},
        "area": {"nederland": True},
    }
    # The offers name their pillars themselves: a word for help stands for no pillar beside them.
    words: dict[str, list[str]] = {word: [] for word in sorted(records.categories)}
    categories = {"categories": words} if words else {}
    told = [
        {
            "id": _id_of(sheet, sources),
            **{name: sources[sheet.source][name] for name in ("name", "supplier", "licence", "as_of")},
            "file": _file_of(sheet, sources),
            "kind": sheet.kind,
            "columns": dict(filled_columns(sheet)),
        }
        for sheet in sheets
    ]
    return {**usual, **settings, **categories, "sources": told}


def _toml(content: Mapping[str, Any]) -> str:
    return "# Gemaakt met: sociale-kaart hsds import\n" + "\n".join(_toml_lines(content, ())) + "\n"


def _toml_lines(content: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    """First what is plain, then the tables: a key after a table would belong to that table."""
    tables = {key: value for key, value in content.items() if _is_table(value)}
    for key, value in content.items():
        if key not in tables:
            yield f"{_quoted(key)} = {_plain(value)}"
    for key, value in tables.items():
        name = ".".join(_quoted(part) for part in (*path, key))
        for one in value if isinstance(value, list) else [value]:
            yield ""
            yield f"[[{name}]]" if isinstance(value, list) else f"[{name}]"
            yield from _toml_lines(one, (*path, key))


def _is_table(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and bool(value) and isinstance(value[0], dict))


def _plain(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_plain(one) for one in value)}]"
    if isinstance(value, bool | int | float):
        return str(value).lower()
    text = str(value)
    return text if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else _quoted(text, always=True)


def _quoted(text: str, *, always: bool = False) -> str:
    if not always and re.fullmatch(r"[A-Za-z0-9_-]+", text):
        return text
    # A JSON string is a TOML basic string, but for DEL.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _write_lock(path: Path, records: Records, on: date) -> None:
    with Lock.open(path) as lock:
        for place in records.places:
            cells = records.matches.get(place.id)
            if cells is None:
                continue
            asked = AddressInput(
                text=place.cells["address"],
                postcode=place.cells["postcode"],
                woonplaats=place.cells["woonplaats"],
                gemeentecode=place.cells["gemeente"],
            )
            lock.add(asked, _match(cells), on=on)
        lock.save()


def _match(cells: Mapping[str, str]) -> Match:
    numbers: dict[str, Any] = {
        name: float(cells[name]) for name in ("lon", "lat", "x_rd", "y_rd") if name in cells
    }
    texts: dict[str, Any] = {
        name: cells[name]
        for name in (
            "nummeraanduiding_id",
            "adresseerbaarobject_id",
            "address",
            "woonplaats",
            "gemeentecode",
            "wijkcode",
            "buurtcode",
            "backend",
            "data_version",
        )
        if name in cells
    }
    return replace(
        Match(level=MatchLevel(cells["level"]), **texts),
        **numbers,
        confidence=float(cells["confidence"]) if cells["confidence"] else None,
        faults=tuple(filter(None, cells["faults"].split("|"))),
        alternatives=tuple(filter(None, cells.get("alternatives", "").split("|"))),
    )


# What a file of ours says once more, worked out from the rest.
_WORKED_OUT = frozenset(
    {
        *((table, "description") for table in ("organization", "service", "program", "taxonomy")),
        *(("service", name) for name in ("alert", "last_modified", "assured_date", "application_process")),
        *(("location", name) for name in ("location_type", "latitude", "longitude")),
        *(("location", name) for name in ("external_identifier", "external_identifier_type")),
        *(("program", name) for name in ("name", "alternate_name")),
        *(("cost_option", name) for name in ("option", "currency", "amount")),
        *(("phone", name) for name in ("type",)),
        *(
            ("organization_identifier", name)
            for name in ("identifier_scheme", "identifier_type", "identifier")
        ),
        *(("accessibility", name) for name in ("description", "details")),
        *(("contact", name) for name in ("name", "department")),
        *(("organization", name) for name in ("name", "website")),
        *(("schedule", name) for name in TABLES["schedule"].columns),
        *(("address", name) for name in TABLES["address"].columns),
        *(("metadata", name) for name in TABLES["metadata"].columns),
        *(("service_area", name) for name in TABLES["service_area"].columns),
        *(("taxonomy", name) for name in TABLES["taxonomy"].columns),
        *(("required_document", name) for name in ("document",)),
    }
)
# Read wherever the row is: the words of attributes and terms, and numbers that identify.
_READ = frozenset(
    {
        *(("attribute", name) for name in ("link_type", "link_entity", "value", "label")),
        *(("taxonomy_term", name) for name in ("name", "code", "taxonomy", "description", "language")),
        *(
            ("organization_identifier", name)
            for name in ("identifier_scheme", "identifier_type", "identifier")
        ),
        ("location", "location_type"),
        ("address", "address_type"),
        ("schedule", "wkst"),
    }
)


def _not_kept(package: Package, records: Records) -> Iterator[NotKept]:
    """Rows that did not come in, and of those that did the values that have no place here."""
    for table, its_id, row, why in package.refused:
        yield NotKept(file=TABLES[table].path, id=its_id, column="", value=_short(row), why=why)
    refused = {(table, its_id): why for table, its_id, why in records.refused}
    for table, rows in package.tables.items():
        for row in rows:
            its_id = row.get("id", "")
            if not _is_used(records, table, its_id):
                why = refused.get((table, its_id), "de kaart heeft hier geen plek voor")
                yield NotKept(file=TABLES[table].path, id=its_id, column="", value=_short(row), why=why)
    skipped = _READ | (_WORKED_OUT if records.settings else frozenset())
    for table, its_id, column, value in every_cell(package):
        read = (its_id, column) in records.cells_read[table] or (table, column) in skipped
        if not read and _is_used(records, table, its_id):
            why = "de kaart heeft geen kolom hiervoor"
            yield NotKept(file=TABLES[table].path, id=its_id, column=column, value=value, why=why)
    for file, column, value in package.strange:
        yield NotKept(file=file, id="", column=column, value=value, why="dit hoort niet bij HSDS 3.1")


def _is_used(records: Records, table: str, its_id: str) -> bool:
    return its_id in records.used[table]


def _short(row: Mapping[str, str]) -> str:
    return "; ".join(f"{name}: {value}" for name, value in row.items() if name != "id")


def _counts(
    package: Package, records: Records, not_kept: Iterable[NotKept]
) -> dict[str, tuple[int, int, int]]:
    reported = Counter(one.file for one in not_kept if one.id and not one.column)
    refused = Counter(table for table, *_ in package.refused)
    counts = {}
    for table, rows in package.tables.items():
        if rows_in := len(rows) + refused[table]:
            used = sum(_is_used(records, table, row.get("id", "")) for row in rows)
            counts[table] = (rows_in, used, reported[TABLES[table].path])
    return counts
