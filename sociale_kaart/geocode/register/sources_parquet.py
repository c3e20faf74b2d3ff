"""Addresses from a Parquet file with the columns of our own CSV, or others that can be named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from sociale_kaart.errors import SourceUnreadable
from sociale_kaart.geocode.register.intake import ID_FIELDS
from sociale_kaart.geocode.register.sources import BATCH, Source, map_columns
from sociale_kaart.geocode.register.write import Advance


def open_parquet(path: Path, columns: Mapping[str, str]) -> Source:
    """A Parquet file; raises SourceUnreadable, also where pyarrow is not installed."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as missing:
        raise SourceUnreadable(
            "om Parquet te lezen is pyarrow nodig",
            where=path,
            remedy="installeer het met: pip install 'sociale-kaart[parquet]'",
        ) from missing
    try:
        opened = parquet.ParquetFile(path)
    except (pa.ArrowException, OSError) as fault:
        raise _unreadable(path, fault) from fault
    with opened:
        schema, total = opened.schema_arrow, opened.metadata.num_rows
    mapped = map_columns(schema.names, columns, path)
    # Ids are nearly all different: a dictionary of them would only cost.
    texts = [
        column
        for name, column in mapped.items()
        if name not in ID_FIELDS and pa.types.is_string(schema.field(column).type)
    ]

    def batches(advance: Advance) -> Iterator[pd.DataFrame]:
        done = 0
        renamed = {column: name for name, column in mapped.items()}
        try:
            with parquet.ParquetFile(path, read_dictionary=texts) as file:
                for batch in file.iter_batches(BATCH, columns=list(mapped.values())):
                    done += len(batch)
                    advance(done, total)
                    yield batch.to_pandas().rename(columns=renamed)
            # Arrow keeps what it was given for its next use; the memory is wanted for arranging.
            pa.default_memory_pool().release_unused()
        except (pa.ArrowException, OSError) as fault:
            raise _unreadable(path, fault) from fault

    return Source(batches=batches, total=total, columns=mapped)


def _unreadable(path: Path, fault: Exception) -> SourceUnreadable:
    return SourceUnreadable(f"dit is geen heel Parquet-bestand ({fault})", where=path)
