"""Hours that are said elsewhere, vary, or depend on what cannot become a date."""

from __future__ import annotations

from sociale_kaart.hours.reader.draft import Draft
from sociale_kaart.hours.reader.phrase import Phrase
from sociale_kaart.hours.reader.reading import Reading
from sociale_kaart.hours.reader.services import kind_before
from sociale_kaart.hours.schedule import (
    Basis,
)

_CONTACT = frozenset(
    {
        "aanmelden",
        "aanmelding",
        "reserveren",
        "afspraak",
        "informatie",
        "info",
        "opgave",
        "opgeven",
        "contact",
    }
)


def read_libraryhours(reading: Reading, phrase: Phrase) -> None:
    """As "tijdens openingstijden van de bibliotheek"."""
    pending = reading.pending
    if pending is None and reading.items and kind_before(reading) == "times" and not reading.only_rest:
        reading.leave(phrase.start, phrase.end)
        return
    reading.drop()
    draft = Draft(phrase.start, phrase.end)
    if pending is not None:
        draft.days = pending.days
    draft.basis = Basis.LOCATION
    reading.extra_bases.append(draft)


def read_elsewhere(reading: Reading, phrase: Phrase) -> None:
    """As "zie website"; "in juli en augustus zie website" changes the hours that were said."""
    pending = reading.pending
    if pending is not None and pending.says_period and not pending.names_days and reading.items:
        reading.leave(pending.start, phrase.end)
        reading.drop()
        return
    reading.add_basis(Basis.UNKNOWN)


def read_varying(reading: Reading, phrase: Phrase) -> None:
    """As "wisselende tijden"."""
    if phrase.text.endswith(("kantooruren", "kantoortijden")) and _is_for_contact(reading):
        return
    cell = reading.pending is not None and reading.pending.names_days
    if cell and phrase.text.startswith("n"):
        reading.drop()
        return
    reading.add_basis(Basis.UNKNOWN)


def _is_for_contact(reading: Reading) -> bool:
    """As in "aanmelden tijdens kantooruren"."""
    return any(one.kind == "word" and one.text in _CONTACT for one in reading.phrases[: reading.at - 1][-3:])


def read_limit(reading: Reading, phrase: Phrase) -> None:
    """As "als er genoeg vrijwilligers zijn": left over with the words around it."""
    evening = phrase.text.startswith("koopavond") and reading.next_kind() == "times"
    if evening and reading.pending is not None and reading.pending.days.weekdays:
        return
    reading.leave_clause(phrase)


def read_weekslong(reading: Reading, phrase: Phrase) -> None:
    """As "vier weken lang"."""
    reading.leave_clause(phrase)
