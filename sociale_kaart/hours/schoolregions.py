"""Which school region a gemeente belongs to: only what a table with a source says."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.hours.school import Region, calendar_file

TABLE = "schoolregios.csv"


@cache
def region_of_gemeente() -> Mapping[str, Region]:
    """Gemeentecode -> its region. A gemeente that is divided between two regions is not in it.

    Raises ReferenceDataError where the table is damaged.
    """
    named = _named()
    found = {}
    for code, gemeente in gemeenten().items():
        of_provincie = named.get((gemeente.provincie, ""), "")
        region = named.get((gemeente.provincie, gemeente.naam), of_provincie)
        if region:
            found[code] = Region(region)
    return MappingProxyType(found)


def _named() -> Mapping[tuple[str, str], str]:
    """(provincie, gemeente) -> region, "" where it is divided; without a gemeente for the rest of the provincie."""
    rows = csv.DictReader(io.StringIO(calendar_file(TABLE)))
    return {(row["provincie"], row["gemeente"]): row["regio"] for row in rows}
