"""Days of the week, and parts of the day."""

from __future__ import annotations

from sociale_kaart.hours.reader.draft import Draft, weekdays
from sociale_kaart.hours.reader.exclusions import close_part, settle_holidays, take_out
from sociale_kaart.hours.reader.phrase import Phrase
from sociale_kaart.hours.reader.reading import BOUNDARY, EXCEPTIONS, TIMED, Reading
from sociale_kaart.hours.reader.result import DoubtKind
from sociale_kaart.hours.reader.saying import said_days, through
from sociale_kaart.hours.reader.words import DAY_PARTS
from sociale_kaart.hours.schedule import (
    Days,
    Holiday,
    HolidayPolicy,
)

SUNDAY, MOST_WEEKS_IN_MONTH = 6, 5


def read_days(reading: Reading, phrase: Phrase) -> None:
    """As "ma, wo en vr" and "eerste maandag"."""
    if reading.starting:
        return
    if reading.excepting and not _begins_anew(reading):
        _close_days(reading, phrase)
        return
    reading.excepting = False
    pending = reading.pending
    if pending is not None and pending.days.weekdays and (pending.colon or pending.part != "" != phrase.part):
        set_aside(reading)
    draft = reading.draft(phrase)
    if draft.days.weekdays and (draft.days.nth or phrase.nth) and draft.days.nth != phrase.nth:
        draft.others.append(draft.days)
        draft.where(weekdays=(), nth=())
    if draft.days.weekdays and draft.days.weeks and _before(reading) == "parity":
        draft.others.append(draft.days)
        draft.where(weekdays=(), nth=(), weeks=())
    days = weekdays(*draft.days.weekdays, *phrase.weekdays)
    draft.where(weekdays=days, nth=(*draft.days.nth, *phrase.nth))
    draft.part = phrase.part or draft.part
    if reading.other_days:
        _rest_of(reading, draft)
    draft.every_day = len(phrase.weekdays) == 7
    if phrase.may_be:
        _ambiguous_day(reading, draft, phrase)
    if phrase.far_pair:
        first, last = phrase.far_pair
        reading.doubt(DoubtKind.PAIR_OR_RANGE, said_days((first, last)), through(first, last))


def read_otherdays(reading: Reading, _phrase: Phrase) -> None:
    """As "overige", before a weekday."""
    reading.other_days = True


def _rest_of(reading: Reading, draft: Draft) -> None:
    reading.other_days, draft.rest = False, True
    said = [item.days for item in reading.items if set(item.days.weekdays) & set(draft.days.weekdays)]
    draft.excepts += [Days(weekdays=days.weekdays, nth=days.nth, weeks=days.weeks) for days in said]


def _before(reading: Reading) -> str:
    """The kind of the phrase before, but for a comma and "en"."""
    kinds = (phrase.kind for phrase in reversed(reading.phrases[: reading.at - 1]))
    return next((kind for kind in kinds if kind not in ("comma", "and")), "")


def _begins_anew(reading: Reading) -> bool:
    """As "donderdag" in "buiten schoolvakanties elke donderdag 10-12 uur": not one more exception."""
    excepted = _before(reading) in EXCEPTIONS - {"days", "ordinal"}
    return excepted and reading.ahead(TIMED, BOUNDARY | {"comma", "closed"})


def _ambiguous_day(reading: Reading, draft: Draft, phrase: Phrase) -> None:
    reading.doubt(DoubtKind.AMBIGUOUS_DAY, *(said_days((day,)) for day in phrase.may_be))
    reading.leave(phrase.start, phrase.end)
    draft.undecided = True


def _close_days(reading: Reading, phrase: Phrase) -> None:
    if phrase.part:
        if not close_part(reading, phrase.weekdays, phrase.part):
            reading.leave(phrase.start, phrase.end)
        return
    days = Days(weekdays=weekdays(*phrase.weekdays), nth=phrase.nth)
    take_out(reading, days, local=True)


def read_ordinal(reading: Reading, phrase: Phrase) -> None:
    """As "de 15e van de maand"."""
    if reading.next_kind() == "ofmonth":
        if reading.excepting and reading.pending is not None and reading.pending.days.weekdays:
            reading.pending.excepts.append(Days(weekdays=reading.pending.days.weekdays, nth=phrase.nth))
            reading.excepting = False
            return
        if _counts_last(reading, phrase):
            reading.items[-1].where(nth=phrase.nth)
            return
        numbers = tuple(number for number in phrase.nth if -1 <= number <= 31)
        reading.draft(phrase).where(month_days=numbers)
    elif reading.next_kind() != "word" or reading.phrases[reading.at].text in ("week", "weken"):
        reading.leave(phrase.start, phrase.end)


def _counts_last(reading: Reading, phrase: Phrase) -> bool:
    """As in "maandag 10-12 (1e en 3e van de maand)"."""
    if reading.pending is not None or not reading.clause_items or max(phrase.nth) > MOST_WEEKS_IN_MONTH:
        return False
    last = reading.items[-1].days
    return bool(last.weekdays) and not last.nth and not reading.ahead(TIMED, BOUNDARY | {"comma"})


def read_zonen(reading: Reading, phrase: Phrase) -> None:
    """As "zon- en feestdagen"."""
    if reading.excepting:
        take_out(reading, Days(weekdays=weekdays(SUNDAY)), local=False)
        settle_holidays(reading, (Holiday.ANY,), HolidayPolicy.CLOSED)
        return
    draft = reading.draft(phrase)
    draft.where(weekdays=weekdays(*draft.days.weekdays, SUNDAY))
    draft.named = (*draft.named, Holiday.ANY)


def read_partword(reading: Reading, phrase: Phrase) -> None:
    """As "'s ochtends"."""
    draft = reading.draft(phrase)
    draft.part = DAY_PARTS[phrase.parts["pw"]]


def set_aside(reading: Reading, draft: Draft | None = None) -> None:
    """Days for which no time is given: an empty cell of a table, or a time that is missing."""
    draft = draft or reading.pending
    reading.drop()
    if draft is None or draft.colon or draft.phone or draft.undecided:
        return
    if not draft.others and any(draft.days == Days(weekdays=item.days.weekdays) for item in reading.items):
        return
    said = " ".join(reading.text[draft.start : draft.end].split())
    known = "niet op welke dag en hoe laat" if draft.only_limits and not draft.part else "niet hoe laat"
    reading.doubt(DoubtKind.TIME_MISSING, f"Er staat wel “{said}”, maar {known}.")
    reading.leave(draft.start, draft.end)
    draft.undecided = True
