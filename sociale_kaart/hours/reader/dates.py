"""Single dates, and first dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import cycle

from sociale_kaart.hours.reader.draft import Draft
from sociale_kaart.hours.reader.exclusions import take_out
from sociale_kaart.hours.reader.moments import WrittenDate
from sociale_kaart.hours.reader.phrase import Phrase
from sociale_kaart.hours.reader.reading import BOUNDARY, Reading
from sociale_kaart.hours.reader.result import DoubtKind
from sociale_kaart.hours.reader.saying import (
    no_such_date,
    said_date,
    said_dates,
    said_days,
    said_every_year,
    said_one_year,
)
from sociale_kaart.hours.schedule import (
    Days,
    Interval,
    Season,
)

_YEARLY_CLOSURES = {(12, 24), (12, 25), (12, 26), (12, 31), (1, 1)}


def read_dates(reading: Reading, phrase: Phrase) -> None:
    """As "10-09-2025" and "3, 10 en 17 maart"."""
    if impossible_date(reading, phrase):
        return
    if phrase.dates[0].swappable and reading.lang == "en":
        swappable(reading, phrase.dates[0])
    if reading.starting:
        _anchor(reading, phrase)
    elif reading.excepting:
        take_out(reading, _days_of_dates(reading, phrase, closing=True), local=False)
    else:
        _dates_pending(reading, phrase)


def _dates_pending(reading: Reading, phrase: Phrase) -> None:
    draft = reading.draft(phrase)
    if draft.days.interval is not None and not draft.spans:
        _anchor(reading, phrase)
        return
    closing = reading.ahead({"closed", "except"}, BOUNDARY | {"times", "comma"}) or changes_an_end(reading)
    days = _days_of_dates(reading, phrase, closing=closing)
    said = draft.days.weekdays
    if _contradicts(reading, days, said, draft, phrase):
        return
    draft.where(
        weekdays=(),
        dates=(*draft.days.dates, *days.dates),
        seasons=(*draft.days.seasons, *days.seasons),
        year_unknown=days.year_unknown,
    )


def changes_an_end(reading: Reading) -> bool:
    """As in "op 24 en 31 december tot 12.00 uur": the same hours as always, but for one end."""
    if reading.next_kind() != "times" or not reading.items:
        return False
    spans = reading.phrases[reading.at].spans
    return len(spans) == 1 and (spans[0].opens is None) != (spans[0].closes is None)


def _contradicts(reading: Reading, days: Days, said: tuple[int, ...], draft: Draft, phrase: Phrase) -> bool:
    on_other_days = (
        (day, (wanted,) if phrase.weekdays else said)
        for day, wanted in zip(days.dates, phrase.weekdays or cycle((0,)), strict=False)
    )
    wrong = next(((day, of) for day, of in on_other_days if of and day.weekday() not in of), None)
    if wrong is None:
        return False
    day, said = wrong
    near = min((day + timedelta(n) for n in range(-6, 7) if (day + timedelta(n)).weekday() in said),
               key=lambda other: abs((other - day).days))  # fmt: skip
    reading.doubt(
        DoubtKind.CONTRADICTION,
        *(f"{said_days((one.weekday(),))} {said_date(one)}" for one in (day, near)),
    )
    reading.leave(draft.start, phrase.end)
    draft.undecided = True
    return True


def _days_of_dates(reading: Reading, phrase: Phrase, closing: bool) -> Days:
    found = [one.resolved(reading.as_of) for one in phrase.dates]
    known = tuple(one for one in found if one is not None)
    if len(known) == len(found) and not (closing and _yearly(phrase)):
        return Days(dates=known)
    seasons = tuple(Season((one.month, one.day), (one.month, one.day)) for one in phrase.dates)
    if not (closing and _yearly(phrase)):
        said = said_dates(phrase.dates)
        readings = said_every_year(said) if closing else said_one_year(said)
        reading.doubt(DoubtKind.YEAR_MISSING, *readings)
    return Days(seasons=seasons, year_unknown=not closing)


def _yearly(phrase: Phrase) -> bool:
    return all(one.year is None and (one.month, one.day) in _YEARLY_CLOSURES for one in phrase.dates)


def _anchor(reading: Reading, phrase: Phrase) -> None:
    reading.starting = False
    draft = reading.pending or (reading.items[-1] if reading.items else reading.draft(phrase))
    if draft.days.interval is None and reading.items and not draft.says_weeks:
        draft = reading.items[-1]
    first = phrase.dates[0].resolved(reading.as_of or draft.days.valid_from)
    if first is None:
        reading.doubt(DoubtKind.YEAR_MISSING, *said_one_year(f"vanaf {said_date(phrase.dates[0])}"))
        return
    if draft.days.interval is not None:
        draft.where(interval=Interval(draft.days.interval.weeks, first))
    draft.where(valid_from=first)


def read_start(reading: Reading, _phrase: Phrase) -> None:
    """As "eerste keer", before a date."""
    reading.starting = True


def swappable(reading: Reading, one: WrittenDate) -> None:
    """Ask which of the figures is the day."""
    other = replace(one, day=one.month, month=one.day)
    reading.doubt(DoubtKind.AMBIGUOUS_DATE, said_date(one), said_date(other))


def impossible_date(reading: Reading, phrase: Phrase) -> bool:
    """Whether one of the dates does not exist; then that is asked."""
    if all(one.exists for one in phrase.dates):
        return False
    reading.doubt(DoubtKind.IMPOSSIBLE, no_such_date(next(one for one in phrase.dates if not one.exists)))
    reading.leave(phrase.start, phrase.end)
    reading.draft(phrase).undecided = True
    return True
