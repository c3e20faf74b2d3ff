"""Opens a table in whatever it is kept in, and refuses an OUT that could not hold it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sociale_kaart.batch.table import (
    ODS_SUFFIXES,
    PARQUET_SUFFIXES,
    TEXT_SUFFIXES,
    XLSX_SUFFIXES,
    TableFile,
)
from sociale_kaart.errors import OutputError, SourceNotFound, SourceUnreadable
from sociale_kaart.sources.tables import is_workbook

PARQUET = b"PAR1"
_OTHERS = (*XLSX_SUFFIXES, *ODS_SUFFIXES, *PARQUET_SUFFIXES, ".xls")
_START = 8


def open_table(path: Path, sheet: str, wanted: Sequence[str]) -> TableFile:
    """The table in a file.

    Parameters
    ----------
    sheet : of a workbook; "" takes the first
    wanted : headings that may be there, to tell the sign between the cells of a CSV by

    Raises SourceNotFound or SourceUnreadable.
    """
    start = _start_of(path)
    if start.startswith(PARQUET):
        from sociale_kaart.batch.parquettable import ParquetTable

        return ParquetTable(path)
    if is_workbook(path, start):
        return _open_workbook(path, sheet)
    from sociale_kaart.batch.csvtable import CsvTable

    return CsvTable(path, wanted)


def _open_workbook(path: Path, sheet: str) -> TableFile:
    from sociale_kaart.batch.odstable import OdsTable, is_ods
    from sociale_kaart.batch.xlsxtable import XlsxTable

    return OdsTable(path, sheet) if is_ods(path) else XlsxTable(path, sheet)


def refuse_other_kind(source: Path, out: Path, table: TableFile) -> None:
    """Raise OutputError where the name of OUT says that it is another kind of file than IN."""
    kinds = table.suffixes
    wanted = source.suffix.lower() if source.suffix.lower() in kinds else kinds[0]
    # A text file may be called anything but a workbook; a workbook with macros is no workbook without.
    fits = out.suffix.lower() not in _OTHERS if kinds == TEXT_SUFFIXES else out.suffix.lower() == wanted
    if not fits:
        raise OutputError(
            f"het bestand dat geschreven wordt is van dezelfde soort als {source.name}, maar heet anders",
            where=out,
            remedy=f"noem het bijvoorbeeld {out.with_suffix(wanted).name}",
        )


def refuse_same_file(source: Path, *written: Path) -> None:
    """Raise OutputError where a file that is written is the one that is read, or another that is written."""
    seen = [source]
    for path in written:
        if any(_is_same(path, other) for other in seen):
            raise OutputError(
                "dit bestand zou over een ander heen geschreven worden",
                where=path,
                expected="verwacht: drie verschillende bestanden om te lezen, te schrijven en na te kijken",
                remedy="kies een andere naam",
            )
        seen.append(path)


def _is_same(one: Path, other: Path) -> bool:
    if one.exists() and other.exists():
        return one.samefile(other)
    return one.resolve() == other.resolve()


def _start_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_START)
    except FileNotFoundError:
        raise SourceNotFound(
            "dit bestand is er niet", where=path, remedy="kijk of de naam en de map kloppen"
        ) from None
    except OSError as fault:
        raise SourceUnreadable(
            f"dit bestand kan niet gelezen worden ({fault.strerror})",
            where=path,
            remedy="sluit het in andere programma's en kijk of u het mag openen",
        ) from None
