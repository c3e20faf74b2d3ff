"""What a table file is, whatever it is kept in: rows of text to read, and the same file again with columns added."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import BinaryIO, NamedTuple, Protocol

Value = str | float | None
Added = Sequence[Value]
"""The cells that are added to one row: text, numbers, or None for an empty cell."""


TEXT_SUFFIXES = (".csv", ".tsv", ".txt", ".tab")
XLSX_SUFFIXES = (".xlsx", ".xlsm")
ODS_SUFFIXES = (".ods",)
PARQUET_SUFFIXES = (".parquet",)


class Row(NamedTuple):
    """A row of a table as text; number counts as the spreadsheet does, the first row being 1."""

    number: int
    cells: Sequence[str]


class TableFile(Protocol):
    """A table that is read as often as needed and never held in memory where its format allows that.

    head: its first rows, in which the headings are looked for. width: cells in its widest row. height: all its rows.
    sheet: its name; "" where a file has no sheets. suffixes: how the name of such a file ends, the usual one first.
    """

    @property
    def suffixes(self) -> Sequence[str]: ...

    @property
    def head(self) -> Sequence[Sequence[str]]: ...
    @property
    def sheet(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...

    def rows(self, header_row: int) -> Iterator[Row]:
        """Every row under the headings in order, the empty ones too; header_row counts from 1."""

    def remarks(self, columns: Collection[int]) -> list[str]:
        """What a coordinator should know of these columns of the file, in Dutch."""

    def write(
        self, out: BinaryIO, header_row: int, headings: Sequence[str], added: Callable[[Row], Added]
    ) -> None:
        """The whole file again, with columns behind its last: everything else stays as it is.

        added is called once for each row under the headings, in order.
        """
