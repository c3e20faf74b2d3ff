"""Takes a coordinator's text about hours into a Schedule."""

from __future__ import annotations

from datetime import date

from sociale_kaart.model import Schedule


def read_schedule(text: str, valid_from: date | None = None, valid_to: date | None = None) -> Schedule | None:
    """The schedule a text describes, uninterpreted; None where nothing is said at all.

    Line breaks become "; " so that a schedule stays one line in every table.
    """
    lines = [" ".join(line.split()) for line in text.splitlines()]
    said = "; ".join(line for line in lines if line)
    if not said and valid_from is None and valid_to is None:
        return None
    return Schedule(text=said, valid_from=valid_from, valid_to=valid_to)
