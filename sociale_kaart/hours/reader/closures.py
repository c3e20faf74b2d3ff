"""Closed, not, except: what follows or precedes them is taken out."""

from __future__ import annotations

from dataclasses import replace

from sociale_kaart.hours.reader.exclusions import close, close_part, close_school, settle_holidays
from sociale_kaart.hours.reader.phrase import Phrase
from sociale_kaart.hours.reader.reading import BOUNDARY, EXCEPTIONS, TIMED, Reading
from sociale_kaart.hours.reader.words import DAY_PARTS
from sociale_kaart.hours.schedule import (
    Days,
    HolidayPolicy,
    SchoolPolicy,
)

_ANNOUNCES = {"colon", "newline", "dash", "bullet"}
_MOST_SIGNS = 3
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


def read_closed(reading: Reading, phrase: Phrase) -> None:
    """As "gesloten", before or after the days; where it closes nothing it is left over."""
    if _one_cell_of_a_row(reading):
        return
    if reading.pending is not None and _closed_afterwards(reading):
        return
    if reading.phone:
        return
    _pass_over_sign(reading)
    if reading.next_kind() in EXCEPTIONS | {"period"}:
        reading.whole.closed_all = reading.next_kind() == "period" and reading.phrases[reading.at].open_start
        reading.excepting = not reading.whole.closed_all
    elif reading.next_kind() == "partword" and reading.items:
        part = reading.phrases[reading.at]
        reading.at += 1
        _close_part_of_days(reading, DAY_PARTS[part.parts["pw"]], phrase.start, part.end)
    elif not reading.items and reading.pending is None and not reading.ahead({"times"}, set()):
        reading.whole.closed_all = True
    elif not _is_cell(reading):
        leave_between_signs(reading, phrase)


def _pass_over_sign(reading: Reading) -> None:
    """As the colon of "gesloten: 25 december", or a list on the next line."""
    kinds = [phrase.kind for phrase in reading.phrases[reading.at : reading.at + _MOST_SIGNS + 1]]
    signs = next((n for n, kind in enumerate(kinds) if kind not in _ANNOUNCES), 0)
    if signs and kinds[0] == "colon" and kinds[signs] in EXCEPTIONS | {"period"}:
        reading.at += signs


def _is_cell(reading: Reading) -> bool:
    """Whether it stands alone beside the edge of a cell, so that an earlier cell says what is closed."""
    around = reading.phrases[max(0, reading.at - 2) : reading.at + 1]
    return any(_is_edge(phrase) for phrase in (around[0], around[-1]))


def _is_edge(phrase: Phrase) -> bool:
    return phrase.kind == "pipe" or (phrase.kind == "semi" and phrase.text != ";")


def leave_between_signs(reading: Reading, phrase: Phrase) -> None:
    """Leave the words between two signs over, this phrase among them."""
    before = reading.at - 1
    while before and reading.phrases[before - 1].kind in ("word", "limit", "also", "from", "until", "upto"):
        before -= 1
    reading.leave(reading.phrases[before].start, phrase.end)
    reading.leave_clause(phrase)


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
        _close_part_of_days(reading, draft.part, draft.start, draft.end)
        return True
    return _close_pending(reading, strict=False)


def _close_part_of_days(reading: Reading, part: str, start: int, end: int) -> None:
    """As in "'s middags gesloten": on the days of the clause, else on all that were named."""
    items = reading.items[-reading.clause_items :] if reading.clause_items else reading.items
    weekdays = {day for item in items for day in item.days.weekdays or range(7)}
    if not close_part(reading, tuple(weekdays), part):
        reading.leave(start, end)


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
