"""Looks into the zip that an Excel or ODS file is, before a reader builds its sheets in memory.

Both formats can say "a cell, a billion times" or "a cell, in the last row and column" in a hundred bytes; readers
take them at their word. The patterns below find how far a sheet's filled cells reach, and where formulas stand.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from io import BytesIO

from sociale_kaart.errors import SourceUnreadable
from sociale_kaart.sources.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_UNZIPPED_BYTES

Formulas = dict[tuple[int, int], str]
"""(row number from 1, column index from 0) -> the formula's text."""

ZIP = b"PK\x03\x04"
_REPAIR = "open het in Excel of LibreOffice en bewaar het opnieuw als .xlsx"

# A cell with something in it; one that only carries a colour ends in "/>".
_XLSX_CELL = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br=["']([A-Z]{1,3})([0-9]{1,7})["'][^>]*?(?<!/)>""")
_XLSX_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
# How an encrypted file of either kind shows: a stream in an OLE container, or an entry in the manifest.
_XLSX_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ODS_ENCRYPTED = b"encryption-data"
_ODS_TABLE = re.compile(rb"<table:table\b([^>]*)>(.*?)</table:table>", re.DOTALL)
_ODS_NAME = re.compile(rb'table:name="([^"]*)"')
_ODS_ROW = re.compile(rb"<table:table-row\b([^>]*?)(?:/>|>(.*?)</table:table-row>)", re.DOTALL)
_ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*)>")
_ODS_ROWS_REPEATED = re.compile(rb'number-rows-repeated="(\d+)"')
_ODS_COLUMNS_REPEATED = re.compile(rb'number-columns-repeated="(\d+)"')
_ODS_FORMULA = re.compile(rb'table:formula="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Contents:
    """What is known of a workbook before it is opened; xlsx_has_formulas asks for openpyxl."""

    xlsx_has_formulas: bool = False
    ods_xml: bytes = b""


def inspect(data: bytes, where: str) -> Contents:
    """Look into a workbook's bytes; raises SourceUnreadable where it is locked, damaged or swells too much."""
    if _XLSX_ENCRYPTED in data:
        raise locked(where)
    if not data.startswith(ZIP):
        return Contents()
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _inspect_zip(archive, where)
    except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError) as fault:
        raise damaged(where) from fault


def refuse_if_too_big(rows: int, columns: int, where: str) -> None:
    """Raise SourceUnreadable for a sheet that reaches further than `limits` allow."""
    if rows > MAX_ROWS or columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
        raise SourceUnreadable(
            f"een blad heeft {rows} rijen en {columns} kolommen, en dat is te veel "
            f"(hooguit {MAX_ROWS} rijen, {MAX_COLUMNS} kolommen en samen {MAX_CELLS} vakjes)",
            where=where,
            remedy="haal losse vakjes ver onder of rechts van de tabel weg",
        )


def ods_formulas(xml: bytes, sheet: str) -> Formulas:
    """The formulas in one sheet of an ODS file's content.xml."""
    if b"table:formula=" not in xml:
        return {}
    found: Formulas = {}
    for attributes, body in _ODS_TABLE.findall(xml):
        name = _ODS_NAME.search(attributes)
        if name is None or unescape(name[1].decode(errors="replace")) != sheet:
            continue
        for row, _, cells in _ods_rows(body):
            for column, _, cell in cells:
                if formula := _ODS_FORMULA.search(cell):
                    found[row, column] = unescape(formula[1].decode(errors="replace"))
    return found


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


def _inspect_zip(archive: zipfile.ZipFile, where: str) -> Contents:
    members = archive.infolist()
    if sum(member.file_size for member in members) > MAX_UNZIPPED_BYTES:
        raise SourceUnreadable(
            f"uitgepakt is dit bestand groter dan {MAX_UNZIPPED_BYTES // 1_000_000} MB",
            where=where,
            remedy="haal er weg wat de kaart niet nodig heeft",
        )
    names = {member.filename for member in members}
    manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
    if any(member.flag_bits & 1 for member in members) or _ODS_ENCRYPTED in manifest:
        raise locked(where)
    if "content.xml" in names:
        return _inspect_ods(archive.read("content.xml"), where)
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return _inspect_xlsx(archive, where)
    raise SourceUnreadable(
        "dit is een zip-bestand, geen Excel of ODS",
        where=where,
        remedy="pak het uit en noem het bestand erin",
    )


def _inspect_xlsx(archive: zipfile.ZipFile, where: str) -> Contents:
    has_formulas = False
    for name in archive.namelist():
        if not (name.startswith("xl/worksheets/") and name.endswith(".xml")):
            continue
        xml = archive.read(name)
        cells = _XLSX_CELL.findall(xml)
        rows = max((int(row) for _, row in cells), default=0)
        columns = max((_column_number(letters) for letters in {letters for letters, _ in cells}), default=0)
        refuse_if_too_big(rows, columns, where)
        has_formulas = has_formulas or bool(_XLSX_FORMULA.search(xml))
    return Contents(xlsx_has_formulas=has_formulas)


def _inspect_ods(xml: bytes, where: str) -> Contents:
    for _, body in _ODS_TABLE.findall(xml):
        rows = columns = 0
        for row, repeated, cells in _ods_rows(body):
            filled = [column + times for column, times, cell in cells if b"value-type=" in cell]
            if filled:
                rows, columns = row + repeated - 1, max(columns, *filled)
        refuse_if_too_big(rows, columns, where)
    return Contents(ods_xml=xml)


_OdsCell = tuple[int, int, bytes]
"""Column index of a cell, how often it is repeated, and its attributes."""


def _ods_rows(body: bytes) -> Iterator[tuple[int, int, list[_OdsCell]]]:
    """Number, repetition and cells of every row of a table."""
    number = 1
    for attributes, content in _ODS_ROW.findall(body):
        cells: list[_OdsCell] = []
        column = 0
        for cell in _ODS_CELL.findall(content):
            times = _repeated(_ODS_COLUMNS_REPEATED, cell)
            cells.append((column, times, cell))
            column += times
        repeated = _repeated(_ODS_ROWS_REPEATED, attributes)
        yield number, repeated, cells
        number += repeated


def _repeated(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
