"""What Excel and ODS files have in common: one sheet's values, read at once, for they are no streams."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from sociale_kaart.batch.table import Row
from sociale_kaart.errors import SourceUnreadable
from sociale_kaart.sources.limits import MAX_FILE_BYTES, ROWS_SEARCHED_FOR_HEADINGS
from sociale_kaart.sources.spreadsheet import read_spreadsheet
from sociale_kaart.sources.tables import cell_text

AS_CSV = "verdeel het over meer bestanden, of bewaar het blad als CSV: daar mogen meer rijen in"

_UNCOMPUTED = (
    "In {} vakjes van het adres staat een formule zonder uitkomst; die tellen als leeg. Open het bestand in Excel en "
    "bewaar het, dan staat de uitkomst erbij."
)


class Workbook:
    """The sheet of a workbook that is geocoded; raises SourceUnreadable or SourceNotFound as sources' reader does.

    uncomputed: where formulas stand whose outcome was not saved (row number, column index).
    """

    def __init__(self, path: Path, sheet: str) -> None:
        self.path = path
        if path.stat().st_size > MAX_FILE_BYTES:
            raise SourceUnreadable(
                f"dit bestand is te groot (hooguit {MAX_FILE_BYTES // 1_000_000} MB)",
                where=path.name,
                remedy=AS_CSV,
            )
        self.sheet, self._values, formulas = read_spreadsheet(
            path.read_bytes(), path.name, sheet, xlsx_formulas=False
        )
        self.uncomputed = {at for at in formulas if not self._text(*at)}
        self.height = len(self._values)
        self.width = max((len(row) for row in self._values), default=0)
        self.head = [self.row(number).cells for number in range(1, ROWS_SEARCHED_FOR_HEADINGS + 1)][
            : self.height
        ]

    def rows(self, header_row: int) -> Iterator[Row]:
        return (self.row(number) for number in range(header_row + 1, self.height + 1))

    def row(self, number: int) -> Row:
        """A row by its number from 1; one that the sheet does not reach is empty."""
        values = self._values[number - 1] if number <= len(self._values) else []
        return Row(number, [cell_text(value) for value in values])

    def remarks(self, columns: Collection[int]) -> list[str]:
        uncomputed = sum(column in columns for _, column in self.uncomputed)
        return [_UNCOMPUTED.format(uncomputed)] if uncomputed else []

    def _text(self, number: int, column: int) -> str:
        values = self._values[number - 1] if number <= len(self._values) else []
        return cell_text(values[column]) if column < len(values) else ""
