"""Builds a register from a file of addresses, and says in its meta what it was built from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pandas as pd

from sociale_kaart.atomic import refuse_missing_folder
from sociale_kaart.errors import OutputError, SourceNotFound, SourceUnreadable
from sociale_kaart.geocode.register.counts import Counts
from sociale_kaart.geocode.register.info import is_register
from sociale_kaart.geocode.register.sources import Source
from sociale_kaart.geocode.register.sources_csv import open_csv
from sociale_kaart.geocode.register.sources_gpkg import open_gpkg
from sociale_kaart.geocode.register.sources_parquet import open_parquet
from sociale_kaart.geocode.register.write import Advance, Bar, no_bar, write_columns

LICENCE = "CC0 1.0"
ATTRIBUTION = "Basisregistratie Adressen en Gebouwen (BAG), Kadaster"
_PIECE = 1 << 22  # bytes
_TABLES = {
    ".csv": open_csv,
    ".tsv": open_csv,
    ".txt": open_csv,
    ".parquet": open_parquet,
    ".pq": open_parquet,
}


@dataclass(frozen=True, slots=True)
class Built:
    """What was made of which columns and layers."""

    source: Source
    counts: Counts

    def lines(self) -> list[str]:
        """What a person should know of it, in Dutch: what was read as what, and every row that was left out."""
        source, counts = self.source, self.counts
        return [
            *([f"lagen: {', '.join(source.layers)}"] if source.layers else []),
            *([f"lagen zonder adressen: {', '.join(source.passed_over)}"] if source.passed_over else []),
            f"kolommen: {', '.join(f'{name} = {column}' for name, column in source.columns.items())}",
            f"rijen: {_thousands(counts.rows)}, adressen in het register: {_thousands(counts.addresses)}",
            f"straten: {_thousands(counts.streets)}, woonplaatsen: {_thousands(counts.places)}",
            *self._remarks(),
        ]

    def _remarks(self) -> Iterator[str]:
        counts = self.counts
        if counts.without_postcode:
            yield f"zonder postcode: {_thousands(counts.without_postcode)}"
        if counts.located:
            yield f"gemeente opgezocht bij de coördinaten: {_thousands(counts.located)} rijen"
        if counts.without_gemeente:
            yield f"in geen enkele gemeente: {_thousands(counts.without_gemeente)} rijen"
        for why, count in counts.refused.most_common():
            yield f"overgeslagen: {_thousands(count)} x {why}, zoals {'; '.join(counts.examples[why])}"


def open_source(path: Path, columns: Mapping[str, str], layers: Sequence[str] = ()) -> Source:
    """A GeoPackage, CSV or Parquet file of addresses.

    Parameters
    ----------
    columns : field -> column, where the file's own names do not say it
    layers : of a GeoPackage; none: every layer that holds addresses

    Raises SourceNotFound, or SourceUnreadable where the file or its columns cannot be understood.
    """
    if not path.is_file():
        raise SourceNotFound("dit bestand is er niet", where=path)
    kind = path.suffix.lower()
    if kind == ".gpkg":
        return open_gpkg(path, columns, layers)
    if layers:
        raise SourceUnreadable("alleen een GeoPackage heeft lagen", where=path, remedy="laat --layer weg")
    if kind in _TABLES:
        return _TABLES[kind](path, columns)
    raise SourceUnreadable(
        f"van een bestand dat op {kind or 'niets'} eindigt is niet te zien wat het is",
        where=path,
        expected="verwacht: .gpkg, .csv of .parquet",
        remedy="pak het eerst uit" if kind in (".zip", ".gz") else "geef het de goede naam",
    )


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

    Raises SourceError where the file cannot be read, understood or used at all, OutputError where `out` cannot be
    written or is another kind of file, LockError where another run writes it; an older register then stays as it was.
    """
    refuse_missing_folder(out)
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
    counts = write_columns(_batches(source, path, bar), out, meta, bar)
    return Built(source, counts)


def _batches(source: Source, path: Path, bar: Bar) -> Iterator[pd.DataFrame]:
    try:
        with bar("Adressen lezen", source.total) as advance:
            yield from source.batches(advance)
    except OSError as fault:
        raise SourceUnreadable(f"het lezen is afgebroken ({fault.strerror})", where=path) from fault


def _thousands(count: int) -> str:
    return f"{count:,}".replace(",", ".")


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
