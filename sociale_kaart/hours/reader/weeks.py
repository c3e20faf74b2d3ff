"""Which weeks, how often in a month, and which months of a quarter."""

from __future__ import annotations

from sociale_kaart.hours.reader.phrase import Phrase
from sociale_kaart.hours.reader.reading import Reading
from sociale_kaart.hours.reader.words import NUMBER_WORDS
from sociale_kaart.hours.schedule import (
    EVEN_WEEKS,
    ODD_WEEKS,
    Interval,
)


def read_parity(reading: Reading, phrase: Phrase) -> None:
    """As "even weken"."""
    weeks = EVEN_WEEKS if phrase.parts["pa"] == "even" else ODD_WEEKS
    draft = reading.draft(phrase)
    if draft.days.weekdays and draft.days.weeks and draft.days.weeks != weeks:
        draft.others.append(draft.days)
        draft.where(weekdays=(), nth=())
    draft.where(weeks=weeks)


def read_every(reading: Reading, phrase: Phrase) -> None:
    """As "om de week" and "eens in de drie weken"."""
    said = phrase.parts.get("ev_n") or phrase.parts.get("ev_en") or "2"
    weeks = int(said) if said.isdigit() else NUMBER_WORDS[said]
    weeks = 3 if "ev_three" in phrase.parts else weeks
    draft = reading.draft(phrase)
    draft.where(interval=Interval(weeks, draft.days.valid_from))


def read_xmonth(reading: Reading, phrase: Phrase) -> None:
    """As "2x per maand"."""
    said = phrase.parts.get("xm_n", "1")
    if phrase.text.startswith("om de maand"):
        return
    times = int(said) if said.isdigit() else NUMBER_WORDS.get(said, 1)
    reading.draft(phrase).where(per_month=times)


def read_ofquarter(reading: Reading, phrase: Phrase) -> None:
    """As "elk kwartaal"."""
    reading.draft(phrase).where(months=(1, 4, 7, 10))


def read_evenmonths(reading: Reading, phrase: Phrase) -> None:
    """As "oneven maanden"."""
    first = 1 if phrase.parts["em"] == "oneven" else 2
    reading.draft(phrase).where(months=tuple(range(first, 13, 2)))
