"""Whether one needs an appointment, and when one can call."""

from __future__ import annotations

from dataclasses import replace

from sociale_kaart.hours.reader.draft import Draft
from sociale_kaart.hours.reader.phrase import Phrase
from sociale_kaart.hours.reader.reading import BOUNDARY, TIMED, Reading
from sociale_kaart.hours.schedule import (
    Basis,
)
from sociale_kaart.model import Appointment

_CLAUSE_ENDS = {"stop", "semi", "newline"}
_EITHER_WAY = {Appointment.NONE, Appointment.POSSIBLE}


def read_needed(reading: Reading, phrase: Phrase) -> None:
    """As "alleen op afspraak"."""
    _appoint(reading, phrase, Appointment.NEEDED)


def read_possible(reading: Reading, phrase: Phrase) -> None:
    """As "ook op afspraak"."""
    _appoint(reading, phrase, Appointment.POSSIBLE)


def read_none(reading: Reading, phrase: Phrase) -> None:
    """As "inloop"."""
    _appoint(reading, phrase, Appointment.NONE)


def _appoint(reading: Reading, phrase: Phrase, said: Appointment) -> None:
    if reading.only_rest and said is Appointment.NEEDED and not reading.ahead(TIMED, _CLAUSE_ENDS):
        reading.add_basis(Basis.APPOINTMENT)
        return
    pending = reading.pending
    if pending is not None and _only_a_part(pending) and reading.clause_items and said is Appointment.NEEDED:
        reading.add_basis(Basis.APPOINTMENT)
    elif pending is not None and not pending.is_empty:
        pending.appointment = said
        if pending.days.weekdays and not reading.ahead(TIMED, BOUNDARY | {"comma"}):
            pending.basis = Basis.APPOINTMENT
            reading.items.append(pending)
            reading.drop()
    elif _holds_ahead(reading):
        scope = replace(reading.scope) if reading.scope is not None else Draft(phrase.start, phrase.end)
        scope.appointment = said
        reading.scope = scope
    else:
        reading.by_appointment = said is Appointment.NEEDED
        _appoint_before(reading, said)


def _only_a_part(draft: Draft) -> bool:
    """As in "ma 10-12 uur en 's avonds op afspraak"."""
    return bool(draft.part) and draft.only_limits and not (draft.says_period or draft.says_weeks)


def _holds_ahead(reading: Reading) -> bool:
    if reading.next_kind() == "colon":
        return True
    return not reading.clause_items and reading.ahead(TIMED, {"stop", "semi", "newline", "open"})


def _appoint_before(reading: Reading, said: Appointment) -> None:
    last = reading.items[-1] if reading.items else None
    if last is not None and reading.clause_items and {last.appointment, said} == _EITHER_WAY:
        last.appointment = Appointment.POSSIBLE
    elif last is not None and last.appointment is None and _own_appointments(reading):
        last.appointment = said
    elif reading.whole.appointment is None:
        reading.whole.appointment = said


def _own_appointments(reading: Reading) -> bool:
    more = [phrase.kind for phrase in reading.phrases if phrase.kind in ("needed", "possible", "none")]
    return len(set(more)) > 1 and reading.clause_items > 0


def read_tocall(reading: Reading, _phrase: Phrase) -> None:
    """As "bel voor een afspraak"."""
    if reading.phone and reading.whole.appointment is None:
        reading.whole.appointment = Appointment.NEEDED


def read_visiting(reading: Reading, _phrase: Phrase) -> None:
    """As "spreekuur", which ends what was said of calling."""
    if reading.phone and reading.clause_items:
        reading.phone = False


def read_rest(reading: Reading, _phrase: Phrase) -> None:
    """As "overige dagen"."""
    reading.only_rest = True


def read_phoning(reading: Reading, phrase: Phrase) -> None:
    """As "telefonisch bereikbaar"."""
    spoken_of = reading.clause_items and not reading.ahead(TIMED, {"stop", "semi", "newline", "close"})
    if spoken_of:
        called = phrase.text.startswith(("telefonisch", "bellen")) and reading.pending is None
        reading.items[-1].phone = reading.items[-1].phone or called
        reading.phone = True
        return
    reading.phone = True
