"""What a coordinator does with the lock in an editor: a row looked at, corrected, and marked as such."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

from sociale_kaart.atomic import write_bytes
from sociale_kaart.geocode.lock import LOCK_COLUMNS, Lock
from sociale_kaart.geocode.lockrow import LockRow, to_cells
from sociale_kaart.model import AddressInput, Match


def mark_checked(
    path: Path, asked: AddressInput, *, by: str, on: date, match: Match | None = None, note: str = ""
) -> LockRow:
    """Set the row of an address down as checked by hand; returns it."""
    rows = {row.key: row for row in Lock.open(path)}
    known = rows[asked.key]
    row = replace(known, match=match or known.match, checked_by=by, checked_on=on, note=note)
    rows[asked.key] = row
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([LOCK_COLUMNS, *map(to_cells, rows.values())])
    write_bytes(path, text.getvalue().encode())
    return row
