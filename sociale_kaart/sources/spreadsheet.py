"""Reads Excel and ODS files, once `containers` has made sure that they hold no more than a coordinator's sheet does.

python-calamine reads the values. It gives only the last computed value of a formula, so where an xlsx holds formulas
openpyxl reads their text, to be reported (docs/decisions/0301-two-readers-of-workbooks.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from sociale_kaart.errors import SourceNotFound
from sociale_kaart.model import fold
from sociale_kaart.sources.containers import inspect
from sociale_kaart.sources.extent import Formulas, damaged, locked, refuse_if_too_big

Values = list[list[object]]


def read_spreadsheet(
    data: bytes, where: str, sheet: str, *, xlsx_formulas: bool = True
) -> tuple[str, Values, Formulas]:
    """Name, rows (from row 1) and formulas of a sheet; "" is the first sheet.

    xlsx_formulas: look for those of an xlsx too, which takes longer than all the rest.
    Raises SourceNotFound (no such sheet) or SourceUnreadable (no workbook, damaged, locked or too big).
    """
    contents = inspect(data, where)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            name = _sheet_name(book, sheet, where)
            opened = book.get_sheet_by_name(name)
            refuse_if_too_big(opened.total_height, opened.total_width, where)
            values: Values = [list(row) for row in opened.to_python(skip_empty_area=False)]
    except PasswordError:
        raise locked(where) from None
    except CalamineError as fault:
        raise damaged(where) from fault
    except BaseException as fault:
        # A panic in calamine's Rust code is no Exception; anything else that is none (Ctrl-C) must pass.
        if type(fault).__name__ != "PanicException":
            raise
        raise damaged(where) from fault
    if contents.xlsx_has_formulas and xlsx_formulas:
        return name, values, dict(_xlsx_formulas(data, name))
    return name, values, dict(contents.ods.get(name, {}))


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


def _xlsx_formulas(data: bytes, sheet: str) -> Iterator[tuple[tuple[int, int], str]]:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
    try:
        # What a sheet says of its own size may be a lie that makes every row 16,384 cells long, or hides some.
        book[sheet].reset_dimensions()
        for number, row in enumerate(book[sheet].iter_rows(min_row=1, min_col=1), start=1):
            for column, cell in enumerate(row):
                if cell.data_type == "f":
                    yield (number, column), _formula_text(cell.value)
    finally:
        book.close()


def _formula_text(value: object) -> str:
    text = getattr(value, "text", None) or value
    return str(text)
