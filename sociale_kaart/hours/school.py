"""When the schools are free, per region: only what a table with a source says; for any other day it is unknown."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path

from sociale_kaart.config import Settings
from sociale_kaart.errors import ReferenceDataError
from sociale_kaart.gebieden import files
from sociale_kaart.hours.schedule import SchoolHoliday

FOLDER = "kalender"
TABLE = "schoolvakanties.csv"
COLUMNS = ("schooljaar", "vakantie", "regio", "van", "tot_en_met", "bron")


class Region(StrEnum):
    """The three parts of the country that have their school holidays apart."""

    NOORD = "noord"
    MIDDEN = "midden"
    ZUID = "zuid"


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolBreak:
    """One holiday of one school year in one region, both days included, and who says so."""

    school_year: str
    holiday: SchoolHoliday
    region: Region
    first: date
    last: date
    source: str


@dataclass(frozen=True, slots=True)
class Period:
    """Days from the first to the last, both included."""

    first: date
    last: date


class SchoolTable:
    """School holidays with their sources, and for which days that is all there is to know."""

    def __init__(self, breaks: Iterable[SchoolBreak]) -> None:
        self.breaks = tuple(sorted(breaks, key=lambda one: (one.region, one.first)))
        self._sourced = {region: tuple(_sourced(self.of(region))) for region in Region}

    def with_own(self, own: Iterable[SchoolBreak]) -> SchoolTable:
        """The same with one's own holidays, which count instead of ours for the school years that they name."""
        own = tuple(own)
        told = {(one.school_year, one.region) for one in own}
        kept = (one for one in self.breaks if (one.school_year, one.region) not in told)
        return SchoolTable((*kept, *own))

    def of(self, region: Region) -> tuple[SchoolBreak, ...]:
        """The holidays of a region, in time."""
        return tuple(one for one in self.breaks if one.region is region)

    def sourced(self, region: Region) -> tuple[Period, ...]:
        """The days about which the table is complete for a region.

        A school year counts from the end of the summer holiday before it where the table holds that one, else from
        its own first holiday, up to the end of its last.
        """
        return self._sourced[region]

    def find(self, day: date, region: Region | None) -> tuple[SchoolBreak, ...]:
        """The holidays that a day lies in; for no region in particular, those of all."""
        return tuple(
            one for one in self.breaks if one.first <= day <= one.last and region in (None, one.region)
        )


@cache
def shipped_table() -> SchoolTable:
    """The table that the project ships (`geodata/kalender/`), its hash checked. Raises ReferenceDataError."""
    return read_table(calendar_file(TABLE), where=f"{FOLDER}/{TABLE}")


def calendar_file(name: str) -> str:
    """A table of `geodata/kalender/` as text, its hash checked. Raises ReferenceDataError."""
    folder = Settings.from_environment().geodata_dir() / FOLDER
    if not folder.is_dir():  # a geodata folder of one's own with gebieden/ alone
        folder = Settings().geodata_dir() / FOLDER
    return files.read_bytes(name, folder).decode("utf-8")


def read_table(text: str, where: str | Path) -> SchoolTable:
    """School holidays from CSV with COLUMNS (others are left alone); dates as 2026-04-25.

    Raises ReferenceDataError with the row where a cell is wrong, where a school year lacks one of the five holidays
    for a region that it names, or where a holiday has no source.
    """
    rows = csv.DictReader(io.StringIO(text))
    missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        raise _fault(f"the columns {', '.join(missing)} are missing", where)
    breaks = [_break(row, number, where) for number, row in enumerate(rows, start=2)]
    for (year, region), several in _by_year(breaks).items():
        absent = sorted(set(SchoolHoliday) - {one.holiday for one in several})
        if absent:
            raise _fault(f"{year}, region {region}, has no {', '.join(absent)}", where)
    return SchoolTable(breaks)


def _break(row: Mapping[str, str], number: int, where: str | Path) -> SchoolBreak:
    try:
        one = SchoolBreak(
            school_year=row["schooljaar"],
            holiday=SchoolHoliday(row["vakantie"]),
            region=Region(row["regio"]),
            first=date.fromisoformat(row["van"]),
            last=date.fromisoformat(row["tot_en_met"]),
            source=row["bron"],
        )
    except (ValueError, TypeError) as wrong:
        raise _fault(f"row {number} cannot be read ({wrong})", where) from None
    if one.last < one.first or not one.source:
        raise _fault(f"row {number} ends before it begins, or names no source", where)
    return one


def _fault(what: str, where: str | Path) -> ReferenceDataError:
    return ReferenceDataError(
        what,
        where=where,
        expected="expected per school year and region the five holidays, with dates as 2026-04-25 and a source",
        remedy="correct the table",
    )


def _by_year(breaks: Iterable[SchoolBreak]) -> Mapping[tuple[str, Region], list[SchoolBreak]]:
    result: dict[tuple[str, Region], list[SchoolBreak]] = defaultdict(list)
    for one in breaks:
        result[one.school_year, one.region].append(one)
    return result


def _sourced(breaks: Sequence[SchoolBreak]) -> Iterator[Period]:
    """Runs of school years that follow each other."""
    years = [
        Period(min(one.first for one in several), max(one.last for one in several))
        for several in _by_year(breaks).values()
    ]
    years.sort(key=lambda year: year.first)
    begins = years[:1]
    for earlier, later in pairwise(years):
        if later.first - earlier.last > _LONGEST_WITHOUT_HOLIDAY:
            yield Period(begins[-1].first, earlier.last)
            begins.append(later)
    if years:
        yield Period(begins[-1].first, years[-1].last)


# From the end of a summer to the autumn holiday are seven to nine weeks; a missing school year takes a year.
_LONGEST_WITHOUT_HOLIDAY = timedelta(weeks=20)
