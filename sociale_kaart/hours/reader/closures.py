"""Closed, not, except: what follows or precedes them is taken out."""

from __future__ import annotations

from dataclasses import replace

from sociale_kaart.hours.reader.exclusions import close, close_part, close_school, settle_holidays
from sociale_kaart.hours.reader.phrase import Phrase
from sociale_kaart.hours.reader.reading import BOUNDARY, EXCEPTIONS, TIMED, Reading
from sociale_kaart.hours.schedule import (
    Days,
    HolidayPolicy,
    SchoolPolicy,
)

_ROW_ENDS = {"newline", "stop", "semi", "comma", "days", "named", "public"}


def read_except(reading: Reading, phrase: Phrase) -> None:
    """As "behalve"."""
    if _close_pending(reading, strict=True):
        return
    reading.excepting = True
    if not _exception_follows(reading):
        reading.leave_clause(phrase)
        reading.excepting = False


def _exception_follows(reading: Reading) -> bool:
    return reading.next_kind() in EXCEPTIONS or (
        reading.next_kind() in ("only", "not", "and", "from", "start")
        and reading.at + 1 < len(reading.phrases)
    )


def read_not(reading: Reading, _phrase: Phrase) -> None:
    """As "niet"."""
    if _close_pending(reading, strict=True):
        return
    if reading.next_kind() in EXCEPTIONS:
        reading.excepting = True


def read_closed(reading: Reading, _phrase: Phrase) -> None:
    """As "gesloten", before or after the days."""
    if _one_cell_of_a_row(reading):
        return
    if reading.pending is not None and _closed_afterwards(reading):
        return
    if reading.phone:
        return
    if reading.next_kind() in EXCEPTIONS | {"period", "until"}:
        reading.whole.closed_all = reading.next_kind() == "period" and reading.phrases[reading.at].open_start
        reading.excepting = not reading.whole.closed_all
    elif not reading.items and reading.pending is None and not reading.ahead({"times"}, set()):
        reading.whole.closed_all = True


def _one_cell_of_a_row(reading: Reading) -> bool:
    """As in "woensdag | gesloten | 13.00-17.00"."""
    draft = reading.pending
    days = draft is not None and draft.names_days and reading.next_kind() == "pipe"
    return days and reading.ahead(TIMED, _ROW_ENDS)


def _closed_afterwards(reading: Reading) -> bool:
    draft = reading.pending
    if draft is None:
        return False
    if draft.part and draft.days.weekdays:
        days = draft.days
        if not close_part(reading, days.weekdays, draft.part):
            reading.leave(draft.start, draft.end)
        draft.days, draft.part = Days(), ""
        if reading.ahead(TIMED, _ROW_ENDS):
            draft.days = days
            return True
    elif draft.part and not draft.names_days:
        reading.drop()
        return True
    return _close_pending(reading, strict=False)


def _close_pending(reading: Reading, strict: bool) -> bool:
    draft = reading.pending
    if draft is None or draft.spans:
        return False
    if strict and (reading.next_kind() in EXCEPTIONS or not _at_clause_end(reading)):
        return False
    reading.drop()
    if draft.rest:
        return True
    if draft.named:
        settle_holidays(reading, draft.named, HolidayPolicy.CLOSED)
    if draft.school is not SchoolPolicy.IGNORE and not draft.says_period:
        close_school(reading, draft.school_holidays)
    if draft.days != Days():
        days = replace(draft.days, year_unknown=False, interval=None, per_month=0)
        close(reading, days)
    return True


def _at_clause_end(reading: Reading) -> bool:
    return reading.next_kind() in BOUNDARY | {"comma", "and"}
