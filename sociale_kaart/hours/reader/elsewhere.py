"""Hours that are said elsewhere, vary, or depend on what cannot become a date."""

from __future__ import annotations

from sociale_kaart.hours.reader.draft import Draft
from sociale_kaart.hours.reader.phrase import Phrase
from sociale_kaart.hours.reader.reading import Reading
from sociale_kaart.hours.schedule import (
    Basis,
)


def read_libraryhours(reading: Reading, phrase: Phrase) -> None:
    """As "tijdens openingstijden van de bibliotheek"."""
    pending = reading.pending
    reading.drop()
    draft = Draft(phrase.start, phrase.end)
    if pending is not None:
        draft.days = pending.days
    draft.basis = Basis.LOCATION
    reading.extra_bases.append(draft)


def read_elsewhere(reading: Reading, _phrase: Phrase) -> None:
    """As "zie website"."""
    reading.add_basis(Basis.UNKNOWN)


def read_varying(reading: Reading, phrase: Phrase) -> None:
    """As "wisselende tijden"."""
    cell = reading.pending is not None and reading.pending.names_days
    if cell and phrase.text.startswith("n"):
        reading.drop()
        return
    reading.add_basis(Basis.UNKNOWN)


def read_limit(reading: Reading, phrase: Phrase) -> None:
    """As "als er genoeg vrijwilligers zijn": left over with the words around it."""
    reading.leave_clause(phrase)


def read_weekslong(reading: Reading, phrase: Phrase) -> None:
    """As "vier weken lang"."""
    reading.leave_clause(phrase)
