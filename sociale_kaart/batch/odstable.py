"""ODS in and out: the same document, with cells added to the rows of one sheet and all else untouched."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, BinaryIO

from sociale_kaart.batch.splice import Splicer, copy_zip, split_name, xml_text
from sociale_kaart.batch.table import ODS_SUFFIXES, Added, Row, Value
from sociale_kaart.batch.workbook import Workbook
from sociale_kaart.errors import SourceUnreadable
from sociale_kaart.sources.extent import read_xml

_CONTENT = "content.xml"
_CELLS = ("table-cell", "covered-table-cell")
_FILLING = ("p", "annotation", "frame")
_REPEATED = re.compile(rb"""(number-columns-repeated\s*=\s*["'])\d+""")
# The names that every program gives these namespaces, and that some readers count on.
_NAMESPACES = {
    f"xmlns:{name}": f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
    for name in ("office", "table", "text")
}


def is_ods(path: Path) -> bool:
    """Whether a zip is an OpenDocument; a damaged one is not, and will be told by who reads it."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _CONTENT in archive.namelist()
    except zipfile.BadZipFile:
        return False


class OdsTable(Workbook):
    """One sheet of an ODS file; raises SourceUnreadable where it is none, damaged, locked or too big."""

    suffixes = ODS_SUFFIXES

    def __init__(self, path: Path, sheet: str) -> None:
        super().__init__(path, sheet)
        extent = _Extent(self.sheet)
        with zipfile.ZipFile(path) as archive, archive.open(_CONTENT) as file:
            read_xml(file, extent, path.name)
        self.height, self.width = max(self.height, extent.rows), max(self.width, extent.columns)

    def write(
        self, out: BinaryIO, header_row: int, headings: Sequence[str], added: Callable[[Row], Added]
    ) -> None:
        def cells(number: int) -> Added:
            return headings if number == header_row else added(self.row(number))

        def change(there: IO[bytes], here: IO[bytes]) -> None:
            splicer = Splicer(there, here, self.path.name)
            numbers = range(header_row, self.height + 1)
            splicer.run(_Widener(splicer, self.sheet, numbers, self.width, cells, self.path.name))

        copy_zip(self.path, out, _CONTENT, change)


class _Place:
    """Keeps count of where in a document's tables a tag stands; rows and cells may stand for many."""

    def __init__(self, sheet: str) -> None:
        self._sheet = sheet
        self._tables: list[str] = []
        self._next_row = 1
        self.first_row = self.column = 0
        self.rows = self.columns = 1

    @property
    def is_inside(self) -> bool:
        """Whether in the sheet itself, not in a table within one of its cells."""
        return self._tables == [self._sheet]

    def start(self, local: str, attributes: Mapping[str, str]) -> None:
        plain = {split_name(key)[1]: value for key, value in attributes.items()}
        if local == "table":
            self._tables.append(plain.get("name", ""))
        elif local == "table-row" and self.is_inside:
            self.rows = int(plain.get("number-rows-repeated", 1))
            self.first_row, self.column = self._next_row, 0
            self._next_row += self.rows
        elif local in _CELLS and self.is_inside:
            self.columns = int(plain.get("number-columns-repeated", 1))
            self.column += self.columns

    def end(self, local: str) -> None:
        if local == "table":
            self._tables.pop()


class _Extent:
    """How far a sheet's cells reach that hold anything, a remark or a picture too."""

    def __init__(self, sheet: str) -> None:
        self._sheet = sheet
        self._table = ""
        self._last = self._first = self._column = 0
        self.rows = self.columns = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        plain = {split_name(key)[1]: value for key, value in attributes.items()}
        if name == "table":
            self._table, self._last = plain.get("name", ""), 0
        elif self._table != self._sheet:
            return
        elif name == "table-row":
            self._last += int(plain.get("number-rows-repeated", 1))
            self._column = 0
        elif name in _CELLS:
            self._column += int(plain.get("number-columns-repeated", 1))
            if plain.keys() & {"value-type", "formula"}:
                self._reach()
        elif name in _FILLING and self._column:
            self._reach()

    def _reach(self) -> None:
        self.rows, self.columns = max(self.rows, self._last), max(self.columns, self._column)


class _Widener:
    """Adds cells to a range of rows, from a column on."""

    def __init__(
        self,
        splicer: Splicer,
        sheet: str,
        numbers: range,
        width: int,
        cells: Callable[[int], Added],
        where: str,
    ) -> None:
        self._splicer = splicer
        self._place = _Place(sheet)
        self._numbers = numbers
        self._width = width
        self._cells = cells
        self._where = where
        self._row_is_closed = self._cell_is_cut = self._cell_is_closed = False

    def start(self, name: str, attributes: Mapping[str, str], offset: int) -> None:
        local = split_name(name)[1]
        if local == "document-content" and not _NAMESPACES.items() <= attributes.items():
            raise SourceUnreadable(
                "dit ODS-bestand is anders opgebouwd dan we kennen",
                where=self._where,
                remedy="open het in LibreOffice en bewaar het opnieuw, of bewaar het als CSV",
            )
        self._place.start(local, attributes)
        if not self._is_ours():
            return
        if local == "table-row":
            self._start_row(offset)
        elif local in _CELLS:
            self._start_cell(offset)

    def end(self, name: str, offset: int) -> None:
        local = split_name(name)[1]
        if self._is_ours():
            if local in _CELLS and self._cell_is_cut:
                self._splicer.skip_to(offset if self._cell_is_closed else self._splicer.behind(offset))
                self._cell_is_cut = False
            elif local == "table-row":
                self._splicer.copy_to(offset)
                self._splicer.write(self._xml())
                if self._row_is_closed:
                    self._splicer.write(f"</{name}>")
        self._place.end(local)

    def _is_ours(self) -> bool:
        return self._place.is_inside and self._place.first_row in self._numbers

    def _start_row(self, offset: int) -> None:
        if self._place.rows > 1 and self._place.first_row == self._numbers.start:
            raise SourceUnreadable(
                f"de rij met koppen staat er {self._place.rows} keer",
                where=f"{self._where}, rij {self._numbers.start}",
                remedy="haal de dubbele rijen weg",
            )
        self._row_is_closed = self._splicer.open_tag(offset)

    def _start_cell(self, offset: int) -> None:
        too_far = self._place.column - self._width
        if too_far <= 0:
            return
        # It holds nothing, or the table would be wider: an empty stretch to the end of the sheet, in the way of ours.
        kept = self._place.columns - too_far
        if kept > 0:
            self._splicer.replace_tag(offset, lambda tag: _REPEATED.sub(rb"\g<1>%d" % kept, tag))
            self._place.column = self._width
        else:
            self._splicer.copy_to(offset)
            self._cell_is_closed, self._cell_is_cut = self._splicer.tag(offset).endswith(b"/>"), True
            self._place.column = min(self._place.column, self._width)

    def _xml(self) -> str:
        """The added cells of a row; one that stands for many gets them once, for its rows are all alike."""
        first = self._place.first_row
        for number in range(first, first + self._place.rows):
            cells = self._cells(number)
        missing = self._width - self._place.column
        gap = f'<table:table-cell table:number-columns-repeated="{missing}"/>' if missing > 0 else ""
        return gap + "".join(_cell_xml(value) for value in cells)


def _cell_xml(value: Value) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, float):
        shown = f'office:value-type="float" office:value="{value!r}"'
    else:
        shown = 'office:value-type="string"'
    return f"<table:table-cell {shown}><text:p>{xml_text(str(value))}</text:p></table:table-cell>"
