"""From when until when: what makes the days before it an item."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from sociale_kaart.hours.reader.draft import Draft
from sociale_kaart.hours.reader.halves import settled
from sociale_kaart.hours.reader.phrase import Phrase, Span
from sociale_kaart.hours.reader.reading import BOUNDARY, TIMED, Reading
from sociale_kaart.hours.reader.result import DoubtKind
from sociale_kaart.hours.reader.saying import said_time
from sociale_kaart.hours.schedule import (
    HolidayPolicy,
)

_FROM_OR_TO = ("vanaf", "tot", "from", "until", "till", "t/m", "met ingang", "v.a.")
_MOST_ITEMS = 100  # each exception doubles what it covers


def read_times(reading: Reading, phrase: Phrase) -> None:
    """As "9.00-12.00 en 13.00-17.00 uur"."""
    if _is_aside(reading, phrase):
        reading.leave(phrase.start, phrase.end)
        return
    spans = [span for span in phrase.spans if _exists(reading, span, phrase)]
    own = reading.pending is not None and (reading.pending.names_days or reading.pending.says_period)
    draft = _take_pending(reading, phrase)
    part = draft.part or phrase.part
    undecided = not draft.names_days and not reading.phone
    read = [settled(reading, span, draft, part, phrase) for span in spans if not undecided]
    draft.used = True
    if own and _replaces(reading, phrase, draft):
        return
    draft.spans = [one for one in read if one is not None]
    _missing(reading, phrase, draft, own)
    if draft.undecided or not draft.spans:
        reading.leave(min(draft.start, phrase.start), max(draft.end, phrase.end))
    if not spans:
        draft.undecided = True
    _finish(reading, draft, phrase)


def _is_aside(reading: Reading, phrase: Phrase) -> bool:
    """As in "di 10-12, koffie vanaf 9.30" and "laatste aanmelding 11.30": one time of something else."""
    if reading.pending is not None or not reading.items or reading.phone:
        return False
    if any(span.opens is not None and span.closes is not None for span in phrase.spans):
        return False
    before = reading.phrases[reading.at - 2].kind if reading.at > 1 else ""
    return before == "word" or (before == "stop" and not phrase.text.startswith(_FROM_OR_TO))


def read_allday(reading: Reading, phrase: Phrase) -> None:
    """As "24 uur per dag"."""
    if reading.phone:
        return
    draft = _take_pending(reading, phrase)
    draft.every_day = True
    draft.spans = [(time(0), time(0))]
    if phrase.text in ("24/7", "altijd open") or reading.ahead({"sevendays"}, {"semi"}):
        reading.whole.holidays = HolidayPolicy.OPEN
    _finish(reading, draft, phrase)


def read_sevendays(reading: Reading, phrase: Phrase) -> None:
    """As "7 dagen per week"."""
    if phrase.text.startswith("365"):
        reading.whole.holidays = HolidayPolicy.OPEN
    if not reading.items:
        draft = reading.draft(phrase)
        draft.every_day = True


def read_wholeday(reading: Reading, phrase: Phrase) -> None:
    """As "de hele dag"."""
    reading.draft(phrase)


def _finish(reading: Reading, draft: Draft, phrase: Phrase) -> None:
    draft.end, draft.used = phrase.end, True
    draft.phone = draft.phone or reading.phone
    draft.added = reading.adding
    reading.items.append(draft)
    reading.clause_items += 1
    reading.excepting = reading.only_rest = False


def _take_pending(reading: Reading, phrase: Phrase) -> Draft:
    draft = reading.pending or Draft(phrase.start, phrase.end)
    reading.pending = None
    before = reading.items[-1] if reading.items else None
    if not draft.names_days and not (draft.says_period and not reading.clause_items) and before is not None:
        _inherit_days(reading, draft, before)
    if reading.scope is not None:
        draft.inherit_period(reading.scope)
        reading.scope_used = True
    _remember_scope(reading, draft)
    return draft


def _inherit_days(reading: Reading, draft: Draft, before: Draft) -> None:
    if before.phone or before.undecided:
        draft.undecided = draft.undecided or before.undecided
    days, own = before.days, draft.days
    draft.days = replace(
        days,
        weeks=own.weeks or (() if own.interval else days.weeks),
        interval=own.interval or days.interval,
        months=own.months or days.months,
        seasons=own.seasons or days.seasons,
        valid_from=own.valid_from or days.valid_from,
        valid_to=own.valid_to or days.valid_to,
        year_unknown=own.year_unknown or days.year_unknown,
    )
    draft.every_day = before.every_day
    draft.named = before.named
    if not reading.ahead({"needed", "possible", "none"}, BOUNDARY - {"open"} | TIMED):
        draft.appointment = draft.appointment or before.appointment


def _remember_scope(reading: Reading, draft: Draft) -> None:
    if draft.says_period and not draft.days.dates:
        scope = Draft(draft.start, draft.end)
        if reading.scope is not None:
            scope = replace(reading.scope)
        days = draft.days
        scope.where(
            seasons=days.seasons,
            months=days.months,
            valid_from=days.valid_from,
            valid_to=days.valid_to,
            year_unknown=days.year_unknown,
        )
        if days.interval is None:
            reading.scope, reading.scope_used = scope, True


def _exists(reading: Reading, span: Span, phrase: Phrase) -> bool:
    clocks = [clock for clock in (span.opens, span.closes) if clock is not None]
    if all(clock.exists for clock in clocks):
        return True
    reading.doubt(DoubtKind.IMPOSSIBLE, f"Deze tijd bestaat niet: {phrase.text}.")
    reading.leave(phrase.start, phrase.end)
    return False


def _missing(reading: Reading, phrase: Phrase, draft: Draft, own: bool) -> None:
    if draft.phone or reading.phone:
        return
    clause = (min(draft.start, phrase.start), phrase.end)
    half = [one for one in draft.spans if None in one]
    if not draft.names_days and not draft.undecided:
        reading.doubt(
            DoubtKind.DAY_MISSING, f"De tijd is bekend ({phrase.text}), maar er staat niet op welke dag."
        )
        reading.leave(*clause)
        draft.undecided = True
    elif half:
        _half_missing(reading, *half[0])
        reading.leave(clause[0] if own else phrase.start, clause[1])


def _half_missing(reading: Reading, opens: time | None, closes: time | None) -> None:
    if opens is not None:
        said = f"Het begint om {said_time(opens)} uur; hoe laat het eindigt, staat er niet."
        reading.doubt(DoubtKind.END_MISSING, said)
    elif closes is not None:
        said = f"Het eindigt om {said_time(closes)} uur; hoe laat het begint, staat er niet."
        reading.doubt(DoubtKind.START_MISSING, said)


def _replaces(reading: Reading, phrase: Phrase, draft: Draft) -> bool:
    """As "do tot 21.00" after "ma t/m vr 9.00-17.00": the same hours with another end on that day."""
    span = phrase.spans[0]
    if draft.others or len(phrase.spans) > 1 or (span.opens is not None) == (span.closes is not None):
        return False
    chosen = set(draft.days.weekdays) if not draft.days.seasons else set(range(7))
    covering = [
        item for item in reading.items if item.spans and not item.phone and set(_weekdays_of(item)) & chosen
    ]
    dated = bool(draft.days.dates or draft.days.seasons)
    if not covering or len(reading.items) > _MOST_ITEMS or not (draft.names_days or dated):
        return False
    for item in covering:
        _replaced(reading, item, draft, span)
    return True


def _replaced(reading: Reading, item: Draft, draft: Draft, span: Span) -> None:
    opens = None if span.opens is None else span.opens.as_time()
    closes = None if span.closes is None else span.closes.as_time()
    days = replace(draft.days, weekdays=draft.days.weekdays or item.days.weekdays, year_unknown=False)
    if not days.dates and not days.seasons and not days.months:
        days = replace(days, seasons=item.days.seasons, months=item.days.months)
    spans = [(opens or one, closes or two) for one, two in item.spans]
    changed = replace(item, days=days, spans=spans, excepts=list(item.excepts), end=draft.end)
    item.excepts.append(days)
    reading.items.append(changed)


def _weekdays_of(item: Draft) -> tuple[int, ...]:
    return item.days.weekdays or (tuple(range(7)) if item.every_day else ())
