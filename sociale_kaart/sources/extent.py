"""How far a sheet's filled cells reach and where its formulas stand, in one pass over its XML.

The pass keeps counters, no tree, so that neither depth nor size costs memory; it stops at the first cell too many. A
document type is refused, and with it every entity: no spreadsheet program writes one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import IO, NoReturn, Protocol
from xml.parsers import expat

from sociale_kaart.errors import SourceUnreadable
from sociale_kaart.sources.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS

Formulas = dict[tuple[int, int], str]
"""(row number from 1, column index from 0) -> the formula's text."""

_REPAIR = "open het in Excel of LibreOffice en bewaar het opnieuw als .xlsx"
_CHUNK = 1 << 16
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
# More digits than any sheet has rows: as far away as can be.
_MOST_DIGITS = 9
_ODS_VALUES = frozenset(
    ["value-type", "value", "string-value", "date-value", "time-value", "boolean-value", "formula"]
)


class Sheets(Protocol):
    """What follows the tags of a document; their names come without a prefix, those of attributes with it."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None: ...


def read_xml(file: IO[bytes], sheets: Sheets, where: str) -> None:
    """Feed a document to what counts its cells; raises SourceUnreadable where it is no proper XML or too big."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        sheets.start(_local(name), attributes)

    def refuse(*_: object) -> NoReturn:
        raise damaged(where)

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        while chunk := file.read(_CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError) as fault:
        raise damaged(where) from fault


class XlsxSheet:
    """One sheet of an xlsx. A cell without a reference stands right of the one before it, as readers take it."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._row = self._column = self._cells = 0
        self._rows = self._columns = 0
        self.has_formulas = False

    @property
    def reach(self) -> tuple[int, int]:
        """Number of the last row and of the last column in which something stands."""
        return self._rows, self._columns

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in ("v", "is", "f"):
            # A cell with something in it; one that only carries a colour has no element inside.
            self.has_formulas = self.has_formulas or name == "f"
            if self._row > self._rows or self._column > self._columns:
                self._rows, self._columns = max(self._rows, self._row), max(self._columns, self._column)
                refuse_if_too_big(self._rows, self._columns, self._where)
        elif name == "row":
            self._row = _number(attributes.get("r", "")) or self._row + 1
            self._column = 0
        elif name == "c":
            self._cells += 1
            self._row = max(self._row, 1)
            self._column += 1
            if "r" in attributes and (found := _REFERENCE.fullmatch(attributes["r"])):
                self._column, self._row = _column_number(found[1]), int(found[2])
            if self._cells > MAX_CELLS:
                refuse_if_too_big(self._cells, self._column, self._where)


class OdsContent:
    """All tables of an ODS file; rows and cells may be repeated, and only filled ones count."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._table = ""
        self._row = self._next_row = 1
        self._times = 1
        self._column = self._cells = 0
        self._rows = self._columns = 0
        self.formulas: dict[str, Formulas] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if attributes:
            attributes = {_local(key): value for key, value in attributes.items()}
        if name == "table":
            self._table = attributes.get("name", "")
            self._row = self._next_row = 1
            self._rows = self._columns = 0
        elif name == "table-row":
            self._row, self._column = self._next_row, 0
            self._times = _number(attributes.get("number-rows-repeated", "")) or 1
            self._next_row = self._row + self._times
        elif name in ("table-cell", "covered-table-cell"):
            self._cell(attributes)

    def _cell(self, attributes: Mapping[str, str]) -> None:
        self._cells += 1
        if self._cells > MAX_CELLS:
            refuse_if_too_big(self._cells, self._column + 1, self._where)
        at = self._column
        self._column += _number(attributes.get("number-columns-repeated", "")) or 1
        if attributes.keys() & _ODS_VALUES:
            self._rows = max(self._rows, self._row + self._times - 1)
            self._columns = max(self._columns, self._column)
            refuse_if_too_big(self._rows, self._columns, self._where)
        if formula := attributes.get("formula"):
            self.formulas.setdefault(self._table, {})[self._row, at] = formula


def refuse_if_too_big(rows: int, columns: int, where: str) -> None:
    """Raise SourceUnreadable for a sheet that reaches further than `limits` allow."""
    if rows > MAX_ROWS or columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
        raise SourceUnreadable(
            f"een blad heeft {rows} rijen en {columns} kolommen, en dat is te veel "
            f"(hooguit {MAX_ROWS} rijen, {MAX_COLUMNS} kolommen en samen {MAX_CELLS} vakjes)",
            where=where,
            remedy="haal losse vakjes ver onder of rechts van de tabel weg",
        )


def damaged(where: str) -> SourceUnreadable:
    """The file is no workbook, or half of one."""
    return SourceUnreadable("dit bestand is beschadigd of geen spreadsheet", where=where, remedy=_REPAIR)


def locked(where: str) -> SourceUnreadable:
    """The file has a password."""
    return SourceUnreadable(
        "dit bestand is beveiligd met een wachtwoord",
        where=where,
        remedy="haal in Excel of LibreOffice het wachtwoord eraf",
    )


@lru_cache(maxsize=1024)
def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _number(digits: str) -> int:
    if not (digits.isascii() and digits.isdigit()):
        return 0
    return int(digits) if len(digits) <= _MOST_DIGITS else 10**_MOST_DIGITS


@lru_cache(maxsize=1024)
def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
