"""Coverage as a table for other programs: CSV, JSON and Excel, one row per gemeente and pillar."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.export.measures import measures
from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.model import MEASURE_COLUMNS

COVERAGE_COLUMNS = ("gemeentecode", "gemeente", "provincie", "pillar", "inhabitants", *MEASURE_COLUMNS)

Row = dict[str, Any]


def coverage_rows(data: MapData) -> list[Row]:
    """One row per gemeente and pillar; distances in whole metres, None where no place is known."""
    return [
        {
            "gemeentecode": row.gemeentecode,
            "gemeente": gemeenten()[row.gemeentecode].naam,
            "provincie": gemeenten()[row.gemeentecode].provincie,
            "pillar": row.pillar,
            "inhabitants": row.inhabitants,
        }
        | measures(row)
        for row in data.coverage
    ]


def as_csv(data: MapData) -> bytes:
    """UTF-8 with a BOM, `;` and a decimal comma, as a Dutch Excel opens it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(COVERAGE_COLUMNS)
    writer.writerows([_dutch(value) for value in row.values()] for row in coverage_rows(data))
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _dutch(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def as_json(data: MapData) -> bytes:
    """A list of rows."""
    return (json.dumps(coverage_rows(data), ensure_ascii=False, indent=1) + "\n").encode()


def as_xlsx(data: MapData) -> bytes:
    """A workbook: the figures, and a sheet that says where they come from."""
    book = Workbook()
    figures = book.worksheets[0]
    figures.title = "dekking"
    figures.append(list(COVERAGE_COLUMNS))
    for row in coverage_rows(data):
        figures.append(list(row.values()))
    figures.freeze_panes = "A2"
    for number, column in enumerate(COVERAGE_COLUMNS, start=1):
        figures.cell(1, number).font = Font(bold=True)
        figures.column_dimensions[get_column_letter(number)].width = max(12, len(column) + 2)
    notes = book.create_sheet("toelichting")
    for line in _notes(data):
        notes.append(line)
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
        if isinstance(cell.value, str):
            # Text from kaart.toml stays text, also where it begins like a formula.
            cell.data_type = "s"
    notes.column_dimensions["A"].width = 24
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


FORMATS: Mapping[str, Callable[[MapData], bytes]] = {
    "csv": as_csv,
    "json": as_json,
    "xlsx": as_xlsx,
}


def _notes(data: MapData) -> list[list[str]]:
    example = [["voorbeeld", "Dit is een verzonnen voorbeeld."]] if data.config.example else []
    return [
        ["kaart", data.config.title],
        *example,
        ["inhoud", data.content_hash],
        [
            "afstand",
            "hemelsbreed, in meters, gewogen naar inwoners per buurt (CBS 2024)",
        ],
        [
            "distance_at_most",
            "waar: er kan een plek dichterbij zijn die niet in de bronnen staat",
        ],
        [
            "status",
            "covered: minstens één plek; uncovered: geen, en de lijst is volledig; unknown: onbekend",
        ],
        *(
            [
                "bron",
                f"{source.name} ({source.supplier}, {source.as_of.isoformat()}, {source.licence})",
            ]
            for source in data.config.sources
        ),
    ]
