"""Addresses from a CSV file: our own, NLExtract's, or any other whose columns can be named."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from sociale_kaart.errors import SourceUnreadable
from sociale_kaart.geocode.register.sources import BATCH, Source, map_columns
from sociale_kaart.geocode.register.write import Advance

_HEADER_MOST = 1 << 16  # bytes
_DELIMITERS = ";,\t|"
# Counted once per batch and not kept per row; the rest is numbers, which pandas recognises as such.
_TEXTS = frozenset(
    (
        "openbare_ruimte",
        "openbare_ruimte_kort",
        "huisletter",
        "huisnummertoevoeging",
        "postcode",
        "woonplaats",
        "gemeentecode",
        "gemeente",
        "buurtcode",
        "status",
    )
)


def open_csv(path: Path, columns: Mapping[str, str]) -> Source:
    """A CSV file in UTF-8, with whatever delimiter its first line shows; raises SourceUnreadable."""
    header, delimiter = _header(path)
    mapped = map_columns(header, columns, path)

    def batches(advance: Advance) -> Iterator[pd.DataFrame]:
        yield from _read(path, mapped, delimiter, advance)

    return Source(batches=batches, total=path.stat().st_size, columns=mapped)


def _header(path: Path) -> tuple[list[str], str]:
    with path.open("rb") as file:
        line = file.readline(_HEADER_MOST)
    try:
        text = line.decode("utf-8-sig").strip()
    except UnicodeDecodeError as fault:
        raise _not_utf8(path) from fault
    delimiter = max(_DELIMITERS, key=text.count)
    names = next(csv.reader([text], delimiter=delimiter), [])
    double = sorted({name for name in names if names.count(name) > 1})
    if double:
        raise SourceUnreadable(f"kolom {double[0]!r} staat er meer dan eens", where=path)
    return names, delimiter


def _read(path: Path, mapped: Mapping[str, str], delimiter: str, advance: Advance) -> Iterator[pd.DataFrame]:
    kinds: dict[str, Literal["category"]] = {mapped[name]: "category" for name in _TEXTS & mapped.keys()}
    renamed: dict[str, Any] = {column: name for name, column in mapped.items()}
    total = path.stat().st_size
    try:
        with path.open("rb") as file:
            reader = pd.read_csv(
                file,
                sep=delimiter,
                usecols=list(mapped.values()),
                # Or a first row with one field too many would move every column.
                index_col=False,
                dtype=kinds,
                dtype_backend="numpy_nullable",
                encoding="utf-8",
                # "NA" is a suffix, not a missing one.
                keep_default_na=False,
                na_values=[""],
                low_memory=False,
                chunksize=BATCH,
            )
            for batch in reader:
                advance(file.tell(), total)
                yield batch.rename(columns=renamed)
    except UnicodeDecodeError as fault:
        raise _not_utf8(path) from fault
    except pd.errors.EmptyDataError:
        return
    except pd.errors.ParserError as fault:
        raise SourceUnreadable(
            f"dit bestand is geen heel CSV-bestand ({fault})",
            where=path,
            remedy="staat er ergens een aanhalingsteken te veel?",
        ) from fault


def _not_utf8(path: Path) -> SourceUnreadable:
    return SourceUnreadable(
        "dit bestand is niet in UTF-8 geschreven", where=path, remedy="bewaar het opnieuw, als CSV in UTF-8"
    )
