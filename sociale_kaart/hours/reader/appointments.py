"""Whether one needs an appointment, and when one can call."""

from __future__ import annotations

from dataclasses import replace

from sociale_kaart.hours.reader import services
from sociale_kaart.hours.reader.draft import Draft
from sociale_kaart.hours.reader.periods import read_restyear
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
    """As "inloop", which ends what was said of calling."""
    if reading.phone and reading.clause_items and services.kind_before(reading) in ("comma", "and", "rest"):
        reading.phone = False
    _appoint(reading, phrase, Appointment.NONE)


def _appoint(reading: Reading, phrase: Phrase, said: Appointment) -> None:
    pending = reading.pending
    timed = reading.ahead(TIMED, _CLAUSE_ENDS)
    if reading.only_rest and said is Appointment.NEEDED and not timed:
        reading.add_basis(Basis.APPOINTMENT)
    elif not timed and services.is_of_another(reading):
        reading.leave(services.beginning(reading, phrase), phrase.end)
        reading.drop()
    elif pending is not None and not pending.is_empty:
        _appoint_pending(reading, pending, phrase, said)
    elif _holds_ahead(reading):
        scope = replace(reading.scope) if reading.scope is not None else Draft(phrase.start, phrase.end)
        scope.appointment = said
        reading.scope = scope
        reading.scope_used = False
    else:
        reading.by_appointment = said is Appointment.NEEDED
        _appoint_before(reading, said)


def _appoint_pending(reading: Reading, pending: Draft, phrase: Phrase, said: Appointment) -> None:
    """What stands between days and a word about appointments: of days that are still to come, or of those before."""
    alone = not reading.ahead(TIMED, BOUNDARY | {"comma"})
    if _only_a_part(pending) and reading.items and alone and said is not Appointment.NONE:
        _appoint_part(reading, pending, phrase)
    elif alone and reading.items and not pending.names_days and not pending.is_empty:
        reading.leave(pending.start, phrase.end)
        reading.drop()
    elif alone and pending.days.weekdays and services.appoint_days(reading, pending, said):
        reading.drop()
    else:
        pending.appointment = said
        if pending.days.weekdays and alone:
            pending.basis = Basis.APPOINTMENT
            reading.items.append(pending)
            reading.drop()


def _only_a_part(draft: Draft) -> bool:
    """As in "ma 10-12 uur en 's avonds op afspraak"."""
    return bool(draft.part) and draft.only_limits and not (draft.says_period or draft.says_weeks)


def _appoint_part(reading: Reading, pending: Draft, phrase: Phrase) -> None:
    """A part of the day by appointment: beside the hours, or, where they go on in that part, of some of them."""
    if services.goes_on_in(reading.items, pending.part) or not reading.clause_items:
        reading.leave(pending.start, phrase.end)
        reading.drop()
    else:
        reading.add_basis(Basis.APPOINTMENT)


def _holds_ahead(reading: Reading) -> bool:
    if reading.next_kind() == "colon":
        return True
    if not reading.ahead(TIMED, {"stop", "semi", "newline", "open"}):
        return False
    scoped = reading.scope is not None and reading.scope.appointment is not None
    if scoped and services.kind_before(reading) in ("and", "comma", "rest"):
        reading.only_rest = False
        return True
    return not reading.clause_items


def _appoint_before(reading: Reading, said: Appointment) -> None:
    last = reading.items[-1] if reading.items else None
    if last is not None and reading.clause_items and {last.appointment, said} == _EITHER_WAY:
        last.appointment = Appointment.POSSIBLE
    elif last is not None and reading.clause_items and _of_last(reading, last, said):
        last.appointment = said
    elif last is not None and reading.clause_items and services.lines_apart(reading):
        for item in reading.items[-reading.clause_items :]:
            item.appointment = item.appointment or said
    elif reading.whole.appointment is None:
        reading.whole.appointment = said


def _of_last(reading: Reading, last: Draft, said: Appointment) -> bool:
    """Whether it holds for the last item alone."""
    if last.appointment is not None:
        return last.appointment is not said and _own_appointments(reading)
    earlier = any(item.appointment is not None for item in reading.items[:-1])
    return earlier or _own_appointments(reading) or services.is_aside_before_more(reading)


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


def read_rest(reading: Reading, phrase: Phrase) -> None:
    """As "overige dagen"; "daarbuiten" before hours is the rest of the year."""
    if phrase.text == "daarbuiten" and reading.ahead(TIMED, {"stop", "semi", "newline", "needed"}):
        read_restyear(reading, phrase)
    else:
        reading.only_rest = True


def read_phoning(reading: Reading, phrase: Phrase) -> None:
    """As "telefonisch bereikbaar"."""
    behind = services.kind_before(reading) == "times" and reading.next_kind() in BOUNDARY | {"comma"}
    if behind and reading.clause_items and phrase.text.startswith("telefonisch"):
        reading.items[-1].phone = True
        return
    spoken_of = reading.clause_items and not reading.ahead(TIMED, {"stop", "semi", "newline", "close"})
    if spoken_of:
        called = phrase.text.startswith(("telefonisch", "bellen")) and reading.pending is None
        reading.items[-1].phone = reading.items[-1].phone or called
        reading.phone = True
        return
    reading.phone = True
