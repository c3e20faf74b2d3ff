"""What became of gemeenten that no longer exist (`opvolgers.csv`, since 2009)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from sociale_kaart.gebieden import files, tables
from sociale_kaart.gebieden.names import fold


@dataclass(frozen=True, slots=True)
class Successor:
    """An old gemeente and one that took over; one that was divided has several of these."""

    gemeentecode: str
    naam: str
    successor_code: str
    valid_from: date
    change: str  # merged, renamed or split
    source: str


@cache
def successors() -> Mapping[str, tuple[Successor, ...]]:
    """Per old gemeentecode what it became; several where it was divided. Raises ReferenceDataError."""
    result: dict[str, tuple[Successor, ...]] = {}
    for row in tables.read(files.SUCCESSORS):
        one = Successor(
            gemeentecode=row["gemeentecode"],
            naam=row["naam"],
            successor_code=row["successor_code"],
            valid_from=date.fromisoformat(row["valid_from"]),
            change=row["change"],
            source=row["source"],
        )
        result[one.gemeentecode] = (*result.get(one.gemeentecode, ()), one)
    return MappingProxyType(result)


@cache
def codes_by_old_name() -> Mapping[str, str]:
    """Old gemeentecode by its folded name; no two old gemeenten share one."""
    return MappingProxyType({fold(several[0].naam): code for code, several in successors().items()})
