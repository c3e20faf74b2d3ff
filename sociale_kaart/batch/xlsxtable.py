"""Excel in and out: the same workbook, with cells added to the rows of one sheet and all else untouched."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from posixpath import normpath
from typing import IO, BinaryIO

from sociale_kaart.batch.splice import Splicer, copy_zip, split_name, xml_text
from sociale_kaart.batch.table import XLSX_SUFFIXES, Added, Row, Value
from sociale_kaart.batch.workbook import Workbook
from sociale_kaart.errors import SourceUnreadable
from sociale_kaart.sources.extent import XlsxSheet, read_xml
from sociale_kaart.sources.tables import column_letter

# A row may say which columns it spans; one that is longer than it says is mended by Excel, with a fright.
_SPANS = re.compile(rb"""\s+spans\s*=\s*(?:"[^"]*"|'[^']*')""")
_REF = re.compile(rb"""ref\s*=\s*(?:"[^"]*"|'[^']*')""")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})(?![^:])")
_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


class XlsxTable(Workbook):
    """One sheet of an xlsx file; raises SourceUnreadable where it is none, damaged, locked or too big."""

    suffixes = XLSX_SUFFIXES

    def __init__(self, path: Path, sheet: str) -> None:
        super().__init__(path, sheet)
        if not zipfile.is_zipfile(path):
            raise _not_ours(path.name)
        extent = _Extent(path.name)
        with zipfile.ZipFile(path) as archive:
            self._part = _part_of(archive, self.sheet, path.name)
            with archive.open(self._part) as file:
                read_xml(file, extent, path.name)
        self.height, self.width = (
            max(one, other) for one, other in zip((self.height, self.width), extent.reach, strict=True)
        )
        self.uncomputed = {at for at in extent.formulas if not self._text(*at)}

    def write(
        self, out: BinaryIO, header_row: int, headings: Sequence[str], added: Callable[[Row], Added]
    ) -> None:
        def cells(number: int) -> Added:
            return headings if number == header_row else added(self.row(number))

        def change(there: IO[bytes], here: IO[bytes]) -> None:
            splicer = Splicer(there, here, self.path.name)
            numbers = range(header_row, self.height + 1)
            splicer.run(_Widener(splicer, numbers, (self.width, self.width + len(headings)), cells))

        copy_zip(self.path, out, self._part, change)


class _Extent(XlsxSheet):
    """How far a sheet reaches, and where its formulas stand, but for those whose outcome is text, empty or not."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.formulas: set[tuple[int, int]] = set()
        self._type = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        super().start(name, attributes)
        if name == "c":
            self._type = attributes.get("t", "")
        elif name == "f" and self._type != "str":
            self.formulas.add((self._row, self._column - 1))


class _Widener:
    """Adds cells to a range of rows, from one column to another; rows that the file does not mention are put in."""

    def __init__(
        self,
        splicer: Splicer,
        numbers: range,
        columns: tuple[int, int],
        cells: Callable[[int], Added],
    ) -> None:
        self._splicer = splicer
        self._numbers = numbers
        self._from, self._to = columns
        self._cells = cells
        self._next = numbers.start
        self._row = self._column = 0
        self._prefix = self._style = ""
        self._row_is_closed = self._cell_is_cut = self._cell_is_closed = False

    def start(self, name: str, attributes: Mapping[str, str], offset: int) -> None:
        prefix, local = split_name(name)
        if local == "dimension":
            self._rewrite_dimension(attributes.get("ref", ""), offset)
        elif local == "row":
            self._start_row(prefix, attributes, offset)
        elif local == "c" and self._row in self._numbers:
            self._start_cell(attributes, offset)

    def end(self, name: str, offset: int) -> None:
        prefix, local = split_name(name)
        if local == "c" and self._cell_is_cut:
            self._splicer.skip_to(offset if self._cell_is_closed else self._splicer.behind(offset))
            self._cell_is_cut = False
        elif local == "row" and self._row in self._numbers:
            self._splicer.copy_to(offset)
            self._splicer.write(self._xml(self._row))
            if self._row_is_closed:
                self._splicer.write(f"</{prefix}row>")
        elif local == "sheetData":
            self._put_in_before(self._numbers.stop, offset)

    def _rewrite_dimension(self, ref: str, offset: int) -> None:
        """What a sheet says of its own size hides from some readers what lies outside it."""
        first = ref.partition(":")[0] if _REFERENCE.match(ref) else "A1"
        last = f"{column_letter(self._to - 1)}{self._numbers.stop - 1}"
        attribute = f'ref="{first}:{last}"'.encode()
        self._splicer.replace_tag(offset, lambda tag: _REF.sub(attribute, tag))

    def _start_row(self, prefix: str, attributes: Mapping[str, str], offset: int) -> None:
        self._prefix = prefix
        self._row = int(attributes.get("r") or self._row + 1)
        self._column = 0
        self._put_in_before(self._row, offset)
        if self._row not in self._numbers:
            return
        self._next = self._row + 1
        self._row_is_closed = self._splicer.open_tag(offset, lambda tag: _SPANS.sub(b"", tag))

    def _start_cell(self, attributes: Mapping[str, str], offset: int) -> None:
        found = _REFERENCE.fullmatch(attributes.get("r", ""))
        self._column = _column_number(found[1]) if found else self._column + 1
        if self._column > self._from:
            # It holds nothing, or the table would be wider: what it does hold is a colour, in the way of ours.
            self._cell_is_closed = self._splicer.tag(offset).endswith(b"/>")
            self._cell_is_cut = True
            self._splicer.copy_to(offset)
        elif self._row == self._numbers.start:
            style = attributes.get("s", "")
            self._style = f' s="{style}"' if style.isdigit() else ""

    def _put_in_before(self, number: int, offset: int) -> None:
        missing = range(self._next, min(number, self._numbers.stop))
        if missing:
            self._splicer.copy_to(offset)
            for one in missing:
                self._splicer.write(f'<{self._prefix}row r="{one}">{self._xml(one)}</{self._prefix}row>')
            self._next = missing.stop

    def _xml(self, number: int) -> str:
        """The added cells of a row; the headings look like the table's last one."""
        style = self._style if number == self._numbers.start else ""
        return "".join(
            self._cell_xml(f"{column_letter(column)}{number}", value, style)
            for column, value in enumerate(self._cells(number), start=self._from)
        )

    def _cell_xml(self, reference: str, value: Value, style: str) -> str:
        p = self._prefix
        if value is None or value == "":
            return ""
        if isinstance(value, float):
            return f'<{p}c r="{reference}"{style}><{p}v>{value!r}</{p}v></{p}c>'
        # A cell of this type is text, whatever it begins with: no formula.
        text = f'<{p}t xml:space="preserve">{xml_text(value)}</{p}t>'
        return f'<{p}c r="{reference}"{style} t="inlineStr"><{p}is>{text}</{p}is></{p}c>'


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


class _Ids:
    """Reads which id a name has (workbook.xml), or which file an id has (its relations)."""

    def __init__(self, element: str, key: str, value: str) -> None:
        self._element, self._key, self._value = element, key, value
        self.found: dict[str, str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == self._element:
            # Of `sheetId` and `r:id` the second is meant.
            plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
            self.found[plain.get(self._key, "")] = plain.get(self._value, "")


def _part_of(archive: zipfile.ZipFile, sheet: str, where: str) -> str:
    """The file in the zip that holds a sheet."""
    names, targets = _Ids("sheet", "name", "id"), _Ids("Relationship", "Id", "Target")
    try:
        for part, reader in ((_BOOK, names), (_RELATIONS, targets)):
            with archive.open(part) as file:
                read_xml(file, reader, where)
        target = targets.found[names.found[sheet]]
        part = target.removeprefix("/") if target.startswith("/") else normpath(f"xl/{target}")
        archive.getinfo(part)
    except KeyError:
        raise _not_ours(where) from None
    return part


def _not_ours(where: str) -> SourceUnreadable:
    """A workbook of another kind: an old .xls, an .xlsb."""
    return SourceUnreadable(
        "dit soort werkmap kan wel gelezen maar niet aangevuld worden",
        where=where,
        remedy="open het in Excel of LibreOffice en bewaar het als .xlsx of als CSV",
    )
