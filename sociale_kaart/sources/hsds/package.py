"""Reads an HSDS file into tables: a folder or zip of CSV files, or JSON of services or organizations."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sociale_kaart.errors import SourceNotFound, SourceUnreadable
from sociale_kaart.hsds.ids import hsds_id
from sociale_kaart.hsds.layout import ONE, TABLES, UNDER, Row, Tables
from sociale_kaart.sources.encoding import decode_text
from sociale_kaart.sources.tables import guess_delimiter

_REMEDY = "Geef een map of zip met de CSV-bestanden van HSDS, of JSON met diensten (services) of organisaties"
_BY_PATH = {table.path: name for name, table in TABLES.items()}
_LISTS = {
    "services": "service",
    "organizations": "organization",
    "service_at_locations": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}
_MOST_BYTES = 500_000_000
_LONGEST_CELL = 10_000_000  # the specification names no limit, and descriptions are long


@dataclass(slots=True)
class Package:
    """The tables of an HSDS file, every value as text, and what in it belongs to no table or column of HSDS.

    Every row in a table has an id, and no two the same. A record in JSON that has none gets one: what it hangs under
    is told by where it stands.

    refused : rows that no other can name: table, id or where it stands, the row, and why
    strange : (file or record, column, value)
    """

    name: str
    tables: Tables = field(default_factory=lambda: {name: [] for name in TABLES})
    refused: list[tuple[str, str, Row, str]] = field(default_factory=list)
    strange: list[tuple[str, str, str]] = field(default_factory=list)


def read_package(path: Path) -> Package:
    """All of an HSDS file; raises SourceNotFound or SourceUnreadable."""
    if path.is_dir():
        files = {one.name: one.read_bytes() for one in sorted(path.iterdir()) if one.is_file()}
        return _from_files(path, files)
    if not path.is_file():
        raise SourceNotFound("dit HSDS-bestand is er niet", where=path, remedy=_REMEDY)
    if zipfile.is_zipfile(path):
        return _from_files(path, _unpacked(path))
    return _from_json(path)


def _unpacked(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        members = [one for one in archive.infolist() if not one.is_dir()]
        if sum(one.file_size for one in members) > _MOST_BYTES:
            raise SourceUnreadable("is uitgepakt groter dan 500 MB", where=path, remedy=_REMEDY)
        return {Path(one.filename).name: archive.read(one) for one in members}


def _from_files(path: Path, files: Mapping[str, bytes]) -> Package:
    package = Package(path.name)
    for name, content in files.items():
        table = _BY_PATH.get(name)
        if table is not None:
            package.tables[table] += _rows(path / name, table, content, package)
        elif name != "datapackage.json":
            package.strange.append((name, "", f"{len(content)} bytes"))
    if not any(package.tables.values()):
        why = (
            "hierin heeft geen enkele rij een id"
            if package.refused
            else "hierin staat geen enkele rij van HSDS"
        )
        raise SourceUnreadable(why, where=path, remedy=_REMEDY)
    return package


def _rows(path: Path, table: str, content: bytes, package: Package) -> Iterator[Row]:
    """The rows of a table that others can name; the specification asks for commas, a Dutch Excel writes semicolons."""
    text = decode_text(content, str(path))
    usual = csv.field_size_limit(_LONGEST_CELL)
    try:
        delimiter = guess_delimiter(text, TABLES[table].columns)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        names = [_column(table, heading) for heading in next(reader, [])]
        seen: set[str] = set()
        for cells in reader:
            row = _told(path, table, names, cells, package)
            its_id = row.get("id", "")
            if not any(map(str.strip, cells)):
                continue  # no row: editors leave such lines
            if not its_id:
                package.refused.append((table, f"regel {reader.line_num}", row, "deze rij heeft geen id"))
            elif its_id in seen:
                package.refused.append((table, its_id, row, "deze id heeft een rij hierboven al"))
            else:
                seen.add(its_id)
                yield row
    except csv.Error as fault:
        raise SourceUnreadable(f"is geen CSV ({fault})", where=path, remedy=_REMEDY) from None
    finally:
        # One setting for the whole process: a coordinator's sheet keeps its own limit.
        csv.field_size_limit(usual)


def _column(table: str, heading: str) -> str:
    """The column that a heading means, whatever its capitals; else the heading itself."""
    plain = heading.strip().casefold()
    return plain if plain in TABLES[table].columns else heading


def _told(path: Path, table: str, names: Sequence[str], cells: Sequence[str], package: Package) -> Row:
    """What a row says, column by column; what stands in no column of HSDS, or once more, is strange."""
    row: Row = {}
    for name, value in zip(names, cells, strict=False):
        if not value:
            continue
        if name not in TABLES[table].columns or row.get(name, value) != value:
            package.strange.append((path.name, name, value))
        else:
            row[name] = value
    if beyond := cells[len(names) :]:
        package.strange.append((path.name, "", " | ".join(beyond)))
    return row


def _from_json(path: Path) -> Package:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SourceUnreadable("is geen tekst in UTF-8", where=path, remedy=_REMEDY) from None
    package = Package(path.name)
    flat = _Flattening(package)
    for table, record in _records(path, text):
        flat.put(table, record)
    if not any(package.tables.values()):
        raise SourceUnreadable("hierin staat geen enkele dienst of organisatie", where=path, remedy=_REMEDY)
    return package


def _records(path: Path, text: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        content = json.loads(text)
    except json.JSONDecodeError:
        try:
            content = [json.loads(line) for line in text.splitlines() if line.strip()]
        except (json.JSONDecodeError, RecursionError) as fault:
            raise SourceUnreadable(f"is geen JSON ({fault})", where=path, remedy=_REMEDY) from None
    except RecursionError:
        raise SourceUnreadable("is geen JSON van HSDS: te diep genest", where=path, remedy=_REMEDY) from None
    if isinstance(content, dict) and isinstance(content.get("contents"), list):
        content = content["contents"]
    lists = content if isinstance(content, dict) and content.keys() & _LISTS.keys() else None
    if lists is not None and "id" not in lists:
        for key, table in _LISTS.items():
            yield from ((table, one) for one in lists.get(key, ()) if isinstance(one, dict))
        return
    for one in content if isinstance(content, list) else [content]:
        if isinstance(one, dict):
            yield _kind(one), one


def _kind(record: Mapping[str, Any]) -> str:
    """What a record is, by the fields that only its kind has."""
    if "service_id" in record or "location_id" in record:
        return "service_at_location"
    return "service" if record.keys() & {"status", "organization_id", "organization"} else "organization"


class _Flattening:
    """Puts nested records into tables, each record once."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._known: dict[tuple[str, str], Row] = {}
        self._without = 0

    def put(self, table: str, record: Mapping[str, Any], **above: str) -> str:
        """A record and all in it; `above` are the columns that say under what it hangs. Returns its id."""
        columns = set(TABLES[table].columns)
        its_id = str(record.get("id") or "") or self._own_id(table, record)
        row: Row = {**above, "id": its_id}
        lists = {many.key: many for many in UNDER.get(table, ())}
        for name, value in record.items():
            if value in (None, "", [], {}):
                continue
            if name in columns and not isinstance(value, dict | list):
                row[name] = _text(value)
            elif name in lists and isinstance(value, list):
                self._put_all(lists[name].table, value, {lists[name].column: its_id})
            elif name in ("attributes", "metadata") and isinstance(value, list):
                self._put_about(table, its_id, name, value)
            elif name in ONE.get(table, {}) and isinstance(value, dict):
                other, column = ONE[table][name]
                row.setdefault(column, self.put(other, value))
            else:
                self._package.strange.append((table, name, json.dumps(value, ensure_ascii=False)))
        known = self._known.setdefault((table, its_id), {})
        if not known:
            self._package.tables[table].append(known)
        for name, value in row.items():
            if known.setdefault(name, value) != value:
                self._package.strange.append((f"{table} {its_id}", name, value))
        return its_id

    def _own_id(self, table: str, record: Mapping[str, Any]) -> str:
        """An id for a record without one: the same for the same file, and no other's."""
        self._without += 1
        return hsds_id(table, str(self._without), json.dumps(record, sort_keys=True))

    def _put_all(self, table: str, records: list[Any], above: dict[str, str]) -> None:
        for one in records:
            if isinstance(one, dict):
                self.put(table, one, **above)

    def _put_about(self, table: str, its_id: str, name: str, records: list[Any]) -> None:
        if name == "attributes":
            self._put_all("attribute", records, {"link_id": its_id, "link_entity": table})
        else:
            self._put_all("metadata", records, {"resource_id": its_id, "resource_type": table})


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
