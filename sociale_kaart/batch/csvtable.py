"""CSV in and out. What stood in the file goes out letter for letter: quotes, spaces, line ends, encoding and all."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from sociale_kaart.batch.table import TEXT_SUFFIXES, Added, Row, Value
from sociale_kaart.errors import SourceUnreadable
from sociale_kaart.geocode.lockrow import formula_safe
from sociale_kaart.sources.encoding import encoding_of
from sociale_kaart.sources.limits import MAX_COLUMNS, ROWS_SEARCHED_FOR_HEADINGS
from sociale_kaart.sources.tables import guess_delimiter, unreadable_csv

_CHUNK = 1 << 20
# Enough to see how a file writes its fractions.
_ROWS_SEARCHED_FOR_NUMBERS = 1000
_LINE_END = re.compile(r"(?:\r\n|\n|\r)\Z")
_WITH_COMMA, _WITH_POINT = re.compile(r"-?\d+,\d+"), re.compile(r"-?\d+\.\d+")

_Record = tuple[str, list[str]]


class _Echo:
    """Hands what is written in it straight back: csv then makes lines, not a file."""

    def write(self, text: str) -> str:
        return text


class CsvTable:
    """A CSV file, read record by record; raises SourceUnreadable where it is no CSV in an encoding we know.

    Numbers are written with a decimal comma where the file itself does so, and in a file with semicolons that holds no
    fractions: so a Dutch Excel reads them.
    """

    sheet = ""
    suffixes = TEXT_SUFFIXES

    def __init__(self, path: Path, wanted: Sequence[str]) -> None:
        self._path = path
        with path.open("rb") as file:
            self._encoding = encoding_of(iter(partial(file.read, _CHUNK), b""), path.name)
        with path.open(encoding=self._encoding, newline="") as text:
            self._delimiter = guess_delimiter(text.read(_CHUNK), wanted)
        self._writer = csv.writer(_Echo(), delimiter=self._delimiter, lineterminator="")
        self.width = self.height = 0
        self.head = [cells for _, cells in islice(self._records(), ROWS_SEARCHED_FOR_HEADINGS)]
        self._decimal_comma = self._writes_decimal_comma()
        self._measure()

    def rows(self, header_row: int) -> Iterator[Row]:
        for number, (_, cells) in enumerate(self._records(), start=1):
            if number > header_row:
                yield Row(number, cells)

    def remarks(self, columns: Collection[int]) -> list[str]:  # noqa: ARG002 a CSV holds no more than it shows
        return []

    def write(
        self, out: BinaryIO, header_row: int, headings: Sequence[str], added: Callable[[Row], Added]
    ) -> None:
        text = io.TextIOWrapper(out, encoding=self._encoding, newline="")
        for number, (raw, cells) in enumerate(self._records(), start=1):
            if number < header_row:
                text.write(raw)
            else:
                more = headings if number == header_row else added(Row(number, cells))
                text.write(self._longer(raw, cells, more))
        text.flush()
        text.detach()

    def _records(self) -> Iterator[_Record]:
        """Each record: its text as it stands in the file, and its cells."""
        lines: list[str] = []

        def remembered(file: io.TextIOWrapper) -> Iterator[str]:
            for line in file:
                lines.append(line)
                yield line

        number = 0
        try:
            with self._path.open(encoding=self._encoding, newline="") as file:
                for cells in csv.reader(remembered(file), delimiter=self._delimiter, strict=True):
                    number += 1
                    yield "".join(lines), cells
                    lines.clear()
        except csv.Error as fault:
            raise unreadable_csv(self._path, number + 1, fault) from None
        except (OSError, UnicodeDecodeError) as fault:
            raise SourceUnreadable(
                f"dit bestand kan niet verder gelezen worden ({fault})",
                where=f"{self._path.name}, na rij {number}",
                remedy="kijk of de schijf er nog is en of niemand het bestand intussen verandert",
            ) from fault

    def _measure(self) -> None:
        for _, cells in self._records():
            self.height += 1
            if len(cells) > self.width:
                self.width = len(cells)
                if self.width > MAX_COLUMNS:
                    raise SourceUnreadable(
                        f"deze rij heeft {self.width} vakjes (hooguit {MAX_COLUMNS})",
                        where=f"{self._path.name}, rij {self.height}",
                        remedy="kijk of het scheidingsteken overal hetzelfde is",
                    )

    def _writes_decimal_comma(self) -> bool:
        if self._delimiter != ";":
            return False
        cells = [cell for _, row in islice(self._records(), _ROWS_SEARCHED_FOR_NUMBERS) for cell in row]
        commas, points = (
            sum(bool(form.fullmatch(cell)) for cell in cells) for form in (_WITH_COMMA, _WITH_POINT)
        )
        return commas >= points

    def _longer(self, raw: str, cells: Sequence[str], more: Added) -> str:
        ended = _LINE_END.search(raw)
        body, end = (raw[: ended.start()], ended[0]) if ended else (raw, "")
        # An empty line is one empty cell.
        missing = self.width - max(len(cells), 1)
        line = self._writer.writerow([self._cell(value) for value in more])
        return f"{body}{self._delimiter * (missing + 1)}{line}{end}"

    def _cell(self, value: Value) -> str:
        if value is None:
            return ""
        if isinstance(value, float):
            return repr(value).replace(".", ",") if self._decimal_comma else repr(value)
        return formula_safe(self._writable(value))

    def _writable(self, text: str) -> str:
        """Text that the file's encoding can hold: a letter that Windows-1252 lacks loses its accent."""
        if self._encoding != "cp1252":
            return text
        try:
            text.encode("cp1252")
        except UnicodeEncodeError:
            plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
            return plain.encode("cp1252", errors="replace").decode("cp1252")
        return text
