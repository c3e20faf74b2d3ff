"""Opens Excel and ODS files, after making sure that they hold no more than a coordinator's sheet does.

python-calamine reads the values. It gives only the last computed value of a formula, so where an xlsx holds formulas
openpyxl reads their text, to be reported (docs/decisions/0301-two-readers-of-workbooks.md).
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from sociale_kaart.errors import SourceNotFound, SourceUnreadable
from sociale_kaart.model import fold
from sociale_kaart.sources.limits import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_UNZIPPED_BYTES,
)

_ZIP = b"PK\x03\x04"
# How an encrypted file of either kind shows: a manifest entry, or a stream in an OLE container.
_ODS_ENCRYPTED = b"encryption-data"
_XLSX_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_REPAIR = "open het in Excel of LibreOffice en bewaar het opnieuw als .xlsx"
# A cell with something in it; one that only carries a colour ends in "/>".
_XLSX_CELL = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br=["']([A-Z]{1,3})([0-9]{1,7})["'][^>]*?(?<!/)>""")
_XLSX_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_ODS_ROW = re.compile(rb"<table:table-row\b([^>]*)>(.*?)</table:table-row>", re.DOTALL)
_ODS_FILLED_CELL = re.compile(rb"<table:table-cell\b([^>]*\bvalue-type=[^>]*)>")
_ODS_ROWS_REPEATED = re.compile(rb'number-rows-repeated="(\d+)"')
_ODS_COLUMNS_REPEATED = re.compile(rb'number-columns-repeated="(\d+)"')

Values = list[list[object]]
Formulas = dict[tuple[int, int], str]


def read_spreadsheet(data: bytes, where: str, sheet: str) -> tuple[str, Values, Formulas]:
    """Name, rows (from row 1) and formulas ((row number, column index) -> text) of a sheet; "" is the first sheet.

    Raises SourceNotFound (no such sheet) or SourceUnreadable (no workbook, damaged, locked or too big).
    """
    if _XLSX_ENCRYPTED in data:
        raise _locked(where)
    has_formulas = _inspect_zip(data, where) if data.startswith(_ZIP) else False
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            name = _sheet_name(book, sheet, where)
            opened = book.get_sheet_by_name(name)
            _refuse_if_too_big(opened.total_height, opened.total_width, where)
            values: Values = [list(row) for row in opened.to_python(skip_empty_area=False)]
    except PasswordError:
        raise _locked(where) from None
    except CalamineError as fault:
        raise _unreadable(where) from fault
    except BaseException as fault:
        # A panic in calamine's Rust code is no Exception; anything else that is none (Ctrl-C) must pass.
        if type(fault).__name__ != "PanicException":
            raise
        raise _unreadable(where) from fault
    return name, values, _read_formulas(data, name) if has_formulas else {}


def _inspect_zip(data: bytes, where: str) -> bool:
    """Whether an xlsx has formulas; raises SourceUnreadable where the zip is damaged or swells too much."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > MAX_UNZIPPED_BYTES:
                raise SourceUnreadable(
                    f"uitgepakt is dit bestand groter dan {MAX_UNZIPPED_BYTES // 1_000_000} MB",
                    where=where,
                    remedy="haal er weg wat de kaart niet nodig heeft",
                )
            if any(member.flag_bits & 1 for member in members):
                raise _locked(where)
            names = {member.filename for member in members}
            if "META-INF/manifest.xml" in names and _ODS_ENCRYPTED in archive.read("META-INF/manifest.xml"):
                raise _locked(where)
            if "content.xml" in names:
                _inspect_ods(archive.read("content.xml"), where)
                return False
            if "xl/workbook.xml" not in names and "xl/workbook.bin" not in names:
                raise SourceUnreadable(
                    "dit is een zip-bestand, geen Excel of ODS",
                    where=where,
                    remedy="pak het uit en noem het bestand erin",
                )
            return _inspect_xlsx(archive, where)
    except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError) as fault:
        raise _unreadable(where) from fault


def _inspect_xlsx(archive: zipfile.ZipFile, where: str) -> bool:
    formulas = False
    for name in archive.namelist():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            xml = archive.read(name)
            cells = _XLSX_CELL.findall(xml)
            rows = max((int(row) for _, row in cells), default=0)
            columns = max(
                (_column_number(letters) for letters in {letters for letters, _ in cells}),
                default=0,
            )
            _refuse_if_too_big(rows, columns, where)
            formulas = formulas or bool(_XLSX_FORMULA.search(xml))
    return formulas


def _inspect_ods(xml: bytes, where: str) -> None:
    """Refuse cells that are filled once and repeated a million times."""
    for attributes, body in _ODS_ROW.findall(xml):
        columns = sum(_repeated(_ODS_COLUMNS_REPEATED, cell) for cell in _ODS_FILLED_CELL.findall(body))
        if columns:
            _refuse_if_too_big(_repeated(_ODS_ROWS_REPEATED, attributes), columns, where)


def _repeated(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _refuse_if_too_big(rows: int, columns: int, where: str) -> None:
    if rows > MAX_ROWS or columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
        raise SourceUnreadable(
            f"een blad heeft {rows} rijen en {columns} kolommen, en dat is te veel "
            f"(hooguit {MAX_ROWS} rijen, {MAX_COLUMNS} kolommen en samen {MAX_CELLS} vakjes)",
            where=where,
            remedy="haal losse vakjes ver onder of rechts van de tabel weg",
        )


def _sheet_name(book: CalamineWorkbook, sheet: str, where: str) -> str:
    shown = [
        one.name
        for one in book.sheets_metadata
        if one.typ == SheetTypeEnum.WorkSheet and one.visible == SheetVisibleEnum.Visible
    ]
    if not sheet and shown:
        return shown[0]
    found = next((name for name in book.sheet_names if fold(name) == fold(sheet)), None)
    if found is None:
        there = ", ".join(f'"{name}"' for name in shown) or "geen"
        raise SourceNotFound(
            f'er is geen blad "{sheet}"',
            where=where,
            remedy=f"de bladen zijn: {there}; verbeter 'sheet' in kaart.toml",
        )
    return found


def _read_formulas(data: bytes, sheet: str) -> Formulas:
    return dict(_formulas(data, sheet))


def _formulas(data: bytes, sheet: str) -> Iterator[tuple[tuple[int, int], str]]:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
    try:
        for number, row in enumerate(book[sheet].iter_rows(min_row=1, min_col=1), start=1):
            for column, cell in enumerate(row):
                if cell.data_type == "f":
                    yield (number, column), _formula_text(cell.value)
    finally:
        book.close()


def _formula_text(value: object) -> str:
    text = getattr(value, "text", None) or value
    return str(text)


def _unreadable(where: str) -> SourceUnreadable:
    return SourceUnreadable("dit bestand is beschadigd of geen spreadsheet", where=where, remedy=_REPAIR)


def _locked(where: str) -> SourceUnreadable:
    return SourceUnreadable(
        "dit bestand is beveiligd met een wachtwoord",
        where=where,
        remedy="haal in Excel of LibreOffice het wachtwoord eraf",
    )
