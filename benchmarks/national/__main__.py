"""Write a made-up national address set of realistic shape, as CSV or Parquet with the columns of our own register CSV.

python -m benchmarks.national OUT.parquet [--addresses 10000000] [--seed 1] [--leave-out WOONPLAATS]...
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pa_parquet

from benchmarks.national import addresses
from benchmarks.national.country import bag_street_names, read_country


class _Writer(Protocol):
    def write_table(self, table: pa.Table) -> None: ...

    def close(self) -> None: ...


def main() -> None:
    """Generate and write, a batch at a time."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--addresses", type=int, default=10_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--leave-out", action="append", default=[], metavar="WOONPLAATS")
    arguments = parser.parse_args()
    country = read_country(addresses.DATA, bag_street_names())
    tables = addresses.generate(
        arguments.addresses, arguments.seed, leave_out_woonplaatsen=arguments.leave_out, country=country
    )
    print(f"{write(tables, arguments.out):,} addresses in {arguments.out}")


def write(tables: Iterable[pa.Table], out: Path) -> int:
    """Write tables to a .csv or .parquet, complete or not at all; returns the number of rows."""
    unfinished = out.with_name(out.name + ".tmp")
    rows, writer = 0, None
    for table in tables:
        # Plain columns: what other programs write, and what a reader of ours must be quick with.
        table = pa.table({name: plain(table[name]) for name in table.column_names})
        writer = writer or _writer(unfinished, out.suffix, table.schema)
        writer.write_table(table)
        rows += len(table)
    if writer:
        writer.close()
        unfinished.replace(out)
    return rows


def plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column without a dictionary."""
    return column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column


def _writer(path: Path, suffix: str, schema: pa.Schema) -> _Writer:
    if suffix == ".parquet":
        return pa_parquet.ParquetWriter(path, schema, compression="zstd")
    return pa_csv.CSVWriter(path, schema, write_options=pa_csv.WriteOptions(quoting_style="needed"))


if __name__ == "__main__":
    main()
