"""Builds a register from a file of addresses, and says in its meta what it was built from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pandas as pd

from sociale_kaart.errors import OutputError, SourceUnreadable
from sociale_kaart.geocode.register.info import is_register
from sociale_kaart.geocode.register.intake import Counts
from sociale_kaart.geocode.register.sources import Source, open_source
from sociale_kaart.geocode.register.write import Advance, Bar, no_bar, write_columns

LICENCE = "CC0 1.0"
ATTRIBUTION = "Basisregistratie Adressen en Gebouwen (BAG), Kadaster"
_PIECE = 1 << 22  # bytes


@dataclass(frozen=True, slots=True)
class Built:
    """What was made of which columns and layers."""

    source: Source
    counts: Counts


def build_register(
    path: Path,
    out: Path,
    *,
    built_at: datetime,
    columns: Mapping[str, str] | None = None,
    layers: Sequence[str] = (),
    source_date: str = "",
    bar: Bar = no_bar,
) -> Built:
    """Make the register `out` from a GeoPackage, CSV or Parquet file of addresses.

    Parameters
    ----------
    columns, layers : where to find what, as sources.open_source takes them
    source_date : day the addresses are of (2026-09-01), where the file does not say so itself
    bar : shows progress, of what and up to how much

    Raises SourceError where the file cannot be read, understood or used at all, and OutputError where `out` cannot be
    written or is another kind of file; an older register then stays as it was.
    """
    if out.exists() and out.stat().st_size and not is_register(out):
        raise OutputError(
            "hier staat al een bestand dat geen register is",
            where=out,
            remedy="kies een andere naam, of haal het eerst weg",
        )
    source = open_source(path, columns or {}, layers)
    with bar("Bron herkennen", path.stat().st_size) as advance:
        digest = _sha256(path, advance)
    meta = {
        "source": path.name,
        "source_sha256": digest,
        "source_date": source_date or source.date,
        "source_layers": ", ".join(source.layers),
        "source_columns": ", ".join(f"{name}={column}" for name, column in source.columns.items()),
        "built_at": built_at.isoformat(timespec="seconds"),
        **_rights(source),
    }
    with bar("Adressen lezen", source.total) as advance:
        counts = write_columns(_batches(source, path, advance), out, meta, bar)
    return Built(source, counts)


def _batches(source: Source, path: Path, advance: Advance) -> Iterator[pd.DataFrame]:
    try:
        yield from source.batches(advance)
    except OSError as fault:
        raise SourceUnreadable(f"het lezen is afgebroken ({fault.strerror})", where=path) from fault


def _rights(source: Source) -> dict[str, str]:
    """An address with a nummeraanduiding id comes from the BAG, whoever passed it on; of others we do not know."""
    known = "nummeraanduiding_id" in source.columns
    return {"licence": LICENCE, "attribution": ATTRIBUTION} if known else {}


def _sha256(path: Path, advance: Advance) -> str:
    digest, done, total = hashlib.sha256(), 0, path.stat().st_size
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
                done += len(piece)
                advance(done, total)
    except OSError as fault:
        raise SourceUnreadable(
            f"dit bestand kan niet gelezen worden ({fault.strerror})", where=path
        ) from fault
    return digest.hexdigest()
