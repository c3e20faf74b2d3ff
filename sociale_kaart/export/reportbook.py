"""A report as a workbook: a sheet per theme, and first one that says what all of it is, in which units, and from when.

Text stays text, whatever it begins with; a number is a number, in the format of what it counts.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from sociale_kaart.coverage.report.bound import Bound, bound_of
from sociale_kaart.export.datawriters import without_clock
from sociale_kaart.export.findings import capitalised
from sociale_kaart.export.headings import Kind, heading_of
from sociale_kaart.export.tables import spread

FIRST = "toelichting"
_LONGEST_NAME, _LONGEST_TEXT = 31, 32_000  # Excel's own limits
_NARROWEST, _WIDEST = 9, 60  # characters
_LOOKED_AT = 400  # rows that decide on the width of a column
_BOLD = Font(bold=True)
_HEAD = PatternFill("solid", fgColor="E8EEF0")
_CODES = frozenset({"gemeentecode", "area", "organisation_id"})
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_DATE = "dd-mm-yyyy"
_WIDTH_OF_BOUND = len("hoogstens 123.456")
_BOUNDS: Mapping[Bound, str] = {Bound.EXACT: "", Bound.LEAST: '"minstens "', Bound.MOST: '"hoogstens "'}
_BOUNDED = (
    "Bij een getal met ‘minstens’ of ‘hoogstens’ kan er een plek zijn die geen bron kent. "
    "In de cel staat alleen het getal."
)
# How a figure is shown, and the unit that stands in its heading and on the first sheet.
_FORMATS: Mapping[Kind, tuple[str, str]] = {
    Kind.COUNT: ("#,##0", "aantal"),
    Kind.RANK: ("0", "nummer"),
    Kind.PERSONS: ("#,##0", "mensen"),
    Kind.SHARE: ("0%", "deel"),
    Kind.POINTS: ("0%", "verschil van delen"),
    Kind.METRES: ("#,##0", "m"),
    Kind.HOURS: ("0.0", "uur"),
    Kind.RATE: ("0.00", "getal"),
    Kind.TEXT: ("", "tekst"),
    Kind.NAME: ("", "naam"),
    Kind.CODE: ("", "code"),
    Kind.DATE: ("", "datum"),
    Kind.YES_NO: ("", "ja, nee of onbekend"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSheet:
    """One theme.

    title : of the sheet, in Dutch. caption : what its rows are
    columns : stable names, as in docs/glossary.md; rows : a value for each, None where it is not known
    is_open : per row whether there may be places around that no source holds, so that its shares are at least, and its
        distances at most what they are; empty where no row is
    """

    title: str
    caption: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]
    is_open: Sequence[bool] = ()


def report_book(title: str, about: Iterable[tuple[str, str]], sheets: Sequence[BookSheet], on: date) -> bytes:
    """The workbook; the same for the same input and day.

    about : label and text for the first sheet: sources, dates and parameters
    on : the day that the file says it was made
    """
    book = Workbook(write_only=True)
    _first(book, title, about, sheets)
    for sheet in sheets:
        _fill(book, sheet)
    file = io.BytesIO()
    book.save(file)
    return without_clock(file.getvalue(), on)


def _first(book: Workbook, title: str, about: Iterable[tuple[str, str]], sheets: Sequence[BookSheet]) -> None:
    page = book.create_sheet(FIRST)
    page.column_dimensions["A"].width = 34
    page.column_dimensions["B"].width = 100
    page.append([_cell(page, title, font=Font(bold=True, size=14))])
    for label, text in about:
        page.append([_cell(page, label, font=_BOLD), _cell(page, text, alignment=_WRAPPED)])
    page.append([])
    page.append([_cell(page, "Blad", font=_BOLD), _cell(page, "Wat erin staat", font=_BOLD)])
    for sheet in sheets:
        page.append([_cell(page, sheet.title), _cell(page, sheet.caption, alignment=_WRAPPED)])
    page.append([])
    page.append([_cell(page, "Kolom", font=_BOLD), _cell(page, "Eenheid, en vaste naam", font=_BOLD)])
    for column in dict.fromkeys(column for sheet in sheets for column in sheet.columns):
        page.append([_cell(page, _heading(column)), _cell(page, f"{_unit(column)} ({column})")])
    page.append([])
    page.append([_cell(page, "Een lege cel betekent: niet bekend. Dat is iets anders dan nul of nee.")])
    if any(any(sheet.is_open) for sheet in sheets):
        page.append([_cell(page, _BOUNDED)])


def _fill(book: Workbook, sheet: BookSheet) -> None:
    page = book.create_sheet(sheet.title[:_LONGEST_NAME])
    # What a row is about stays in sight: its gemeente, behind the code of that.
    page.freeze_panes = "C2" if sheet.columns[0] in _CODES else "B2"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", Worksheet.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"
    last = get_column_letter(max(len(sheet.columns), 1))
    page.auto_filter.ref = f"A1:{last}{len(sheet.rows) + 1}"
    shown = [
        [_value(column, one) for column, one in zip(sheet.columns, row, strict=True)] for row in sheet.rows
    ]
    for number, column in enumerate(sheet.columns):
        least = _WIDTH_OF_BOUND if any(sheet.is_open) and _can_be_bound(column) else 0
        width = max([len(_heading(column)), least, *(_width(row[number]) for row in shown[:_LOOKED_AT])])
        letter = get_column_letter(number + 1)
        page.column_dimensions[letter].width = min(max(width + 2, _NARROWEST), _WIDEST)
    page.append(
        [_cell(page, _heading(one), font=_BOLD, fill=_HEAD, alignment=_WRAPPED) for one in sheet.columns]
    )
    for row, is_open in zip(shown, sheet.is_open or [False] * len(shown), strict=True):
        page.append(
            [
                _cell(page, one, number_format=_format(column, one, is_open=is_open), **_look(one))
                for one, column in zip(row, sheet.columns, strict=True)
            ]
        )


def _can_be_bound(column: str) -> bool:
    return bound_of(column, 0.5, is_open=True) is not Bound.EXACT


def _look(value: Any) -> dict[str, Any]:
    """A long text goes on below, within its column."""
    return {"alignment": _WRAPPED} if isinstance(value, str) and _width(value) > _WIDEST else {}


def _heading(column: str) -> str:
    text, unit = capitalised(heading_of(column).text), _unit(column)
    return f"{text} ({unit})" if unit in ("m", "uur") else text


def _unit(column: str) -> str:
    return _FORMATS[heading_of(column).kind][1]


def _format(column: str, value: Any, *, is_open: bool) -> str:
    """How a figure is shown: with a word before it where it is a bound; the cell holds the bare number."""
    usual = _usual_format(column)
    if not (usual and is_open and isinstance(value, (int, float))):
        return usual
    return _BOUNDS[bound_of(column, value, is_open=True)] + usual


@cache
def _usual_format(column: str) -> str:
    return _FORMATS[heading_of(column).kind][0]


def _value(column: str, value: Any) -> Any:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if value is None or isinstance(value, (int, float, date)):
        return value
    if isinstance(value, str):
        return heading_of(column).words.get(value, value)
    return spread(value)


def _width(value: Any) -> int:
    return len(str(value)) if isinstance(value, str) else _NARROWEST


def _cell(page: Any, value: Any, *, number_format: str = "", **look: Any) -> Any:
    """A cell, or the bare value where that needs neither a look nor a guard, which is most of them."""
    text = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST_TEXT] if isinstance(value, str) else None
    if text is not None and not look and text[:1] not in ("=", "#"):
        return text
    if value is None and not look:
        return None
    cell = WriteOnlyCell(page, value if text is None else text)
    if text is not None:
        # What begins like a formula or an error stays text.
        cell.data_type = "s"
    elif isinstance(value, date):
        cell.number_format = _DATE
    elif number_format:
        cell.number_format = number_format
    for name, one in look.items():
        setattr(cell, name, one)
    return cell
