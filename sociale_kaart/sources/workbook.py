"""Writes the workbooks we hand to a coordinator: headings, drop-downs, and the same bytes every time."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

ZIP_TIME = (1980, 1, 1, 0, 0, 0)
DATE_FORMAT = "yyyy-mm-dd"
ROWS_WITH_CHOICES = 2000
# What Excel allows a drop-down to say.
MOST_TITLE, MOST_HELP = 32, 255

Cell = str | int | float | date | None

_HEADING_FONT = Font(bold=True, color="FFFFFF")
_HEADING_FILL = PatternFill("solid", fgColor="154273")
_EXAMPLE_FONT = Font(italic=True, color="555555")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column as the coordinator sees it; `choices` becomes a drop-down, `help` shows on selecting a cell.

    choices_from: a range to choose from instead, such as another sheet's names; another value is allowed.
    text: keep what is typed as text, so that a postcode, a phone number or a code loses no leading zero.
    """

    heading: str
    width: int = 18
    choices: tuple[str, ...] = ()
    choices_from: str = ""
    help: str = ""
    text: bool = False


def add_table(
    workbook: Workbook,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, Cell]],
    *,
    examples: bool = False,
) -> Worksheet:
    """A new sheet: one row of headings that stays in view, then the rows; `examples` sets them in italics.

    rows: heading -> value; an absent heading leaves its cell empty, an unknown one raises KeyError.
    """
    headings = [column.heading for column in columns]
    sheet: Worksheet = workbook.create_sheet(title)
    sheet.append(headings)
    for row in rows:
        unknown = row.keys() - set(headings)
        if unknown:
            raise KeyError(f"sheet {title!r} has no column {sorted(unknown)}")
        sheet.append([row.get(heading) for heading in headings])
    _style(sheet, columns, examples=examples)
    for number, column in enumerate(columns, start=1):
        _offer_choices(sheet, get_column_letter(number), column)
    return sheet


def add_text(workbook: Workbook, title: str, lines: Sequence[tuple[str, str]]) -> Worksheet:
    """A new sheet to read: a bold word on the left, its explanation on the right."""
    sheet: Worksheet = workbook.create_sheet(title)
    for line in lines:
        sheet.append(list(line))
    sheet.column_dimensions["A"].width = 26
    sheet.column_dimensions["B"].width = 95
    for word, explanation in sheet.iter_rows(max_col=2):
        word.font = Font(bold=True)
        word.alignment = Alignment(vertical="top", wrap_text=True)
        explanation.alignment = Alignment(vertical="top", wrap_text=True)
    sheet["A1"].font = Font(bold=True, size=16)
    return sheet


def save_workbook(workbook: Workbook, path: Path, *, made_on: date) -> None:
    """Save so that the same content gives the same bytes: no clock, no compression that may differ."""
    moment = datetime.combine(made_on, time())
    workbook.properties.creator = "Sociale Kaart"
    workbook.properties.created = moment
    buffer = BytesIO()
    workbook.save(buffer)
    stamp = f"{moment.isoformat()}Z".encode()
    with zipfile.ZipFile(buffer) as saved, zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as written:
        for name in saved.namelist():
            content = saved.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            written.writestr(zipfile.ZipInfo(name, ZIP_TIME), content)


def _style(sheet: Worksheet, columns: Sequence[Column], *, examples: bool) -> None:
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(sheet.max_row, 2)}"
    for number, column in enumerate(columns, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = column.width
        if column.text:
            sheet.column_dimensions[letter].number_format = "@"
    for cell in sheet[1]:
        cell.font, cell.fill = _HEADING_FONT, _HEADING_FILL
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    for row in sheet.iter_rows(min_row=2):
        for cell, column in zip(row, columns, strict=False):
            if isinstance(cell.value, date):
                cell.number_format = DATE_FORMAT
            elif column.text:
                cell.number_format = "@"
            if examples:
                cell.font = _EXAMPLE_FONT


def _offer_choices(sheet: Worksheet, letter: str, column: Column) -> None:
    if not (column.choices or column.choices_from or column.help):
        return
    rule = DataValidation(allow_blank=True)
    if column.choices:
        rule.type, rule.formula1 = "list", '"' + ",".join(column.choices) + '"'
        rule.showErrorMessage, rule.errorTitle = True, column.heading[:MOST_TITLE]
        rule.error = f"Kies uit: {', '.join(column.choices)}."[:MOST_HELP]
    elif column.choices_from:
        rule.type, rule.formula1 = "list", column.choices_from
        rule.showErrorMessage = False
    if column.help:
        rule.showInputMessage = True
        rule.promptTitle, rule.prompt = column.heading[:MOST_TITLE], column.help[:MOST_HELP]
    rule.add(f"{letter}2:{letter}{ROWS_WITH_CHOICES}")
    sheet.add_data_validation(rule)
