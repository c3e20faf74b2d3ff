"""Which cells of a row speak of hours, and as one text for the grammar: a column per weekday becomes one schedule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sociale_kaart.hours.reading import read_schedule
from sociale_kaart.kaartfields import WEEKDAY_FIELDS
from sociale_kaart.sources.columns import RowRef

# In a column of its own for one day these say that nobody is there; "?" and "onbekend" say that nobody knows.
_NOBODY = frozenset(["-", "--", "x", "nvt", "n.v.t.", "n.v.t", "n/a", "dicht", "gesloten"])
_NOT_KNOWN = frozenset(["?", "??", "unknown", "onbekend", "nb", "n.b."])


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursCell:
    """A cell with hours: where it stands, what it says as one line that names its own days, and from when that is."""

    ref: RowRef
    heading: str
    text: str
    known_on: date | None


def one_line(text: str) -> str:
    """A cell's lines as one, as a Schedule keeps them."""
    schedule = read_schedule(text)
    return schedule.text if schedule else ""


def weekday_lines(values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Field -> what its column says with the day before it, for the weekdays on which somebody may be there.

    An empty cell says that nobody is there on that day.
    """
    for field, day in WEEKDAY_FIELDS.items():
        said = ", ".join(
            " ".join(line.split()) for line in values.get(field, "").splitlines() if line.strip()
        )
        if said.casefold() in _NOT_KNOWN:
            yield field, f"{day} onbekend"
        elif said and said.casefold() not in _NOBODY:
            yield field, said if re.match(rf"{day[:2]}({day[2:]})?\b", said.casefold()) else f"{day} {said}"
