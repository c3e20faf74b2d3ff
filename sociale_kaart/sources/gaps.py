"""What a source leaves empty in many rows: said once, with a count and the first rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sociale_kaart.geocode.address import parse_input
from sociale_kaart.problems import Problem, Severity
from sociale_kaart.sources.columns import SourceRows, source_problem
from sociale_kaart.sources.reading import Fault
from sociale_kaart.sources.said import SaidLocation, SaidRow

_ROWS_SHOWN = 5


def missing_gemeenten(source: SourceRows, rows: Iterable[SaidRow]) -> Iterator[Problem]:
    """Rows whose gemeente is empty where nothing else says it beyond doubt: no coordinates and no postcode."""
    if "gemeente" not in source.source.columns:
        return
    silent = {row.ref for row in source.rows if not row.values.get("gemeente")}
    numbers = [
        row.ref.number
        for row in rows
        if row.ref in silent and row.location is not None and _needs_gemeente(row.location)
    ]
    if numbers:
        yield source_problem(source.source, _missing(source.heading("gemeente"), numbers), source.sheet)


def _needs_gemeente(location: SaidLocation) -> bool:
    return location.point is None and not parse_input(location.address).postcode


def _missing(heading: str, numbers: list[int]) -> Fault:
    shown = ", ".join(str(number) for number in numbers[:_ROWS_SHOWN])
    more = ", …" if len(numbers) > _ROWS_SHOWN else ""
    which = f"1 rij (rij {shown})" if len(numbers) == 1 else f"{len(numbers)} rijen (rij {shown}{more})"
    return Fault(
        "gemeente_missing",
        f'bij {which} is de kolom "{heading}" leeg, en er is ook geen postcode en geen punt.',
        "Vul de gemeente in: een plaatsnaam kan in meer gemeenten voorkomen.",
        Severity.HINT,
    )
