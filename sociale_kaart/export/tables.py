"""Findings for other programs: CSV, JSON and Excel. Text stays text, whatever it begins with."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from sociale_kaart.export.findings import Findings, Part, capitalised
from sociale_kaart.export.headings import heading_of
from sociale_kaart.geocode.lockrow import formula_safe

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"  # its media type
NOTES = "toelichting"
_MEANT = ("=", "#")  # how openpyxl knows a formula and an error
_WIDEST = 40  # characters
_LONGEST_SHEET_NAME = 31  # Excel's own limit


def as_csv(findings: Findings, part: Part) -> bytes:
    """UTF-8 with a BOM, `;` and a decimal comma, as a Dutch Excel opens it; what the rows rest on stands in each."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    columns = [*part.columns, *findings.marks]
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in findings.marked(part))
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _cell(value: object) -> str:
    plain = spread(value)
    if plain is None:
        return ""
    if isinstance(plain, bool):
        return "ja" if plain else "nee"
    if isinstance(plain, float):
        return f"{plain}".replace(".", ",")
    return formula_safe(" ".join(plain.split())) if isinstance(plain, str) else str(plain)


def spread(value: object) -> str | float | int | bool | None:
    """A value as one cell: the parts of a list with `|` between them, pairs as `name=value`."""
    if value is None or isinstance(value, (str, float, int)):
        return value
    if isinstance(value, Mapping):
        return "|".join(f"{name}={one}" for name, one in value.items())
    assert isinstance(value, (list, tuple))
    return "|".join(map(str, value))


def as_json(findings: Findings, part: Part) -> bytes:
    """A list of rows, each with what it rests on: a row that somebody takes out of it can still tell."""
    return (json.dumps(findings.marked(part), ensure_ascii=False, indent=1) + "\n").encode()


def as_xlsx(findings: Findings, *, for_people: bool = False) -> bytes:
    """A workbook: a sheet per part, and one that says what the figures and their columns are and rest on.

    for_people : headings in Dutch; else the stable names that programs know
    """
    # Only who asks for a workbook waits for openpyxl, and has it in memory.
    from openpyxl import Workbook

    # Row by row: to keep and sort the cells of a country takes as long as to write them.
    book = Workbook(write_only=True)
    for part in findings.parts:
        if part.rows or part is findings.main:
            _fill(book.create_sheet(part.title[:_LONGEST_SHEET_NAME]), part, for_people=for_people)
    _explain(book.create_sheet(NOTES), findings, for_people=for_people)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(sheet: Any, part: Part, *, for_people: bool) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    headings = [capitalised(heading_of(one).text) if for_people else one for one in part.columns]
    # Before the first row: what stands above the rows in the file cannot be told after them.
    sheet.freeze_panes = "A2"
    for number, text in enumerate(headings, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = min(max(12, len(text) + 3), _WIDEST)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{len(part.rows) + 1}"
    sheet.append([_text(sheet, one, font=Font(bold=True)) for one in headings])
    for row in part.rows:
        _append(sheet, [_shown(column, row[column], for_people=for_people) for column in part.columns])


def _shown(column: str, value: Any, *, for_people: bool) -> Any:
    if for_people and isinstance(value, bool):
        return "ja" if value else "nee"
    if for_people and isinstance(value, str):
        return heading_of(column).words.get(value, value)
    return spread(value)


def _explain(sheet: Any, findings: Findings, *, for_people: bool) -> None:
    from openpyxl.styles import Alignment

    lines = [
        ("", findings.title),
        *(("", sentence) for sentence in findings.sentences),
        *findings.about,
        *((part.title, part.caption) for part in findings.parts if part.caption),
        ("kolommen", ""),
        *(_column(one, for_people=for_people) for one in _all_columns(findings)),
    ]
    sheet.column_dimensions["A"].width = 34
    sheet.column_dimensions["B"].width = 110
    wrapped = Alignment(wrap_text=True, vertical="top")
    for label, text in lines:
        sheet.append([_text(sheet, label), _text(sheet, text, alignment=wrapped)])


def _column(column: str, *, for_people: bool) -> tuple[str, str]:
    """What stands above a column, and what else it is called."""
    text = heading_of(column).text
    return (capitalised(text), f"vaste naam: {column}") if for_people else (column, text)


def _all_columns(findings: Findings) -> list[str]:
    return list(dict.fromkeys(column for part in findings.parts for column in part.columns))


def _append(sheet: Any, values: list[Any]) -> None:
    """One row; what begins like a formula or an error stays text."""
    sheet.append([_text(sheet, one) if isinstance(one, str) and one[:1] in _MEANT else one for one in values])


def _text(sheet: Any, value: str, **look: Any) -> Any:
    """A cell that is text, whatever it says."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    for name, one in look.items():
        setattr(cell, name, one)
    return cell
