"""Parquet in and out, by pyarrow: the same columns with the same types, and the added ones behind them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from sociale_kaart.batch.answer import MATCH_COLUMNS, NUMBERS
from sociale_kaart.batch.table import PARQUET_SUFFIXES, Added, Row
from sociale_kaart.errors import SourceUnreadable
from sociale_kaart.sources.tables import cell_text

# Rows held in memory at a time.
_ROWS = 65_536
_KINDS_OF_PACKING = frozenset(["snappy", "gzip", "brotli", "zstd", "lz4"])


class ParquetTable:
    """A Parquet file, read by batches; its headings count as row 1.

    Raises SourceUnreadable where it is damaged, and where pyarrow is not installed: then it says how it is.
    """

    sheet = ""
    suffixes = PARQUET_SUFFIXES

    def __init__(self, path: Path) -> None:
        try:
            import pyarrow as pa
            from pyarrow import parquet
        except ImportError:
            raise SourceUnreadable(
                "om Parquet te lezen is pyarrow nodig",
                where=path.name,
                remedy="zet het erbij met: pip install 'sociale-kaart[parquet]', of bewaar de tabel als CSV",
            ) from None
        self._path = path
        self._arrow: Any = pa
        self._parquet: Any = parquet
        with self._open() as file:
            self._schema = file.schema_arrow
            self._packing = _packing(file.metadata)
            self.height = 1 + file.metadata.num_rows
        self.head = [list(self._schema.names)]
        self.width = len(self._schema.names)

    def rows(self, header_row: int) -> Iterator[Row]:
        for first, batch in self._batches(header_row):
            yield from _rows(batch, first)

    def remarks(self, columns: Collection[int]) -> list[str]:  # noqa: ARG002 a Parquet file holds no more than it shows
        return []

    def write(
        self, out: BinaryIO, header_row: int, headings: Sequence[str], added: Callable[[Row], Added]
    ) -> None:
        pa = self._arrow
        types = [pa.float64() if column in NUMBERS else pa.string() for column in MATCH_COLUMNS]
        schema = self._schema
        for heading, kind in zip(headings, types, strict=True):
            schema = schema.append(pa.field(heading, kind))
        with self._parquet.ParquetWriter(out, schema, compression=self._packing) as writer:
            for first, batch in self._batches(header_row):
                answers = zip(*(added(row) for row in _rows(batch, first)), strict=True)
                columns = [
                    pa.array([None if value == "" else value for value in values], kind)
                    for values, kind in zip(answers, types, strict=True)
                ]
                writer.write_batch(pa.RecordBatch.from_arrays([*batch.columns, *columns], schema=schema))

    def _batches(self, header_row: int) -> Iterator[tuple[int, Any]]:
        """Batches of rows that are not empty, and the number of the first row of each."""
        number = header_row + 1
        with self._open() as file:
            for batch in file.iter_batches(_ROWS):
                if batch.num_rows:
                    yield number, batch
                number += batch.num_rows

    @contextmanager
    def _open(self) -> Iterator[Any]:
        try:
            with self._parquet.ParquetFile(self._path) as file:
                yield file
        except self._arrow.ArrowException as fault:
            raise SourceUnreadable(
                f"dit Parquet-bestand is beschadigd ({str(fault).splitlines()[0][:200]})",
                where=self._path.name,
                remedy="maak het opnieuw, of bewaar de tabel als CSV",
            ) from fault


def _rows(batch: Any, first: int) -> Iterator[Row]:
    columns = [column.to_pylist() for column in batch.columns]
    for number, values in enumerate(zip(*columns, strict=True), start=first):
        # pandas writes a missing number as one that does not equal itself.
        yield Row(number, ["" if value != value else cell_text(value) for value in values])


def _packing(metadata: Any) -> str:
    """How the file itself is packed; snappy where it says nothing that we can write."""
    if not (metadata.num_row_groups and metadata.num_columns):
        return "snappy"
    name = str(metadata.row_group(0).column(0).compression).lower()
    if name == "uncompressed":
        return "none"
    return name if name in _KINDS_OF_PACKING else "snappy"
