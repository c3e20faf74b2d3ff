"""From a day to a day, months, seasons, and what comes after them."""

from __future__ import annotations

from datetime import date, timedelta

from sociale_kaart.hours.reader.dates import impossible_date, swappable
from sociale_kaart.hours.reader.edges import is_piece, leave_edge
from sociale_kaart.hours.reader.exclusions import take_out
from sociale_kaart.hours.reader.phrase import Phrase
from sociale_kaart.hours.reader.reading import BOUNDARY, Reading
from sociale_kaart.hours.reader.result import DoubtKind
from sociale_kaart.hours.reader.saying import said_date, said_every_year, said_one_year
from sociale_kaart.hours.schedule import (
    TAX_SEASON,
    Days,
    Interval,
    SchoolPolicy,
    Season,
)


def read_period(reading: Reading, phrase: Phrase) -> None:
    """As "1 maart t/m 30 april" and "vanaf 5 maart"."""
    if impossible_date(reading, phrase):
        return
    if phrase.dates[0].swappable and reading.lang == "en":
        swappable(reading, phrase.dates[0])
    if _after_piece(reading) and leave_edge(reading, phrase):
        return
    if reading.excepting:
        take_out(reading, _period(reading, phrase, closing=True), local=False)
        return
    if reading.whole.closed_all and phrase.open_start:
        _closed_until(reading, phrase)
        return
    draft = reading.draft(phrase)
    draft.period = True
    closing = reading.ahead({"closed"}, BOUNDARY | {"times"})
    days = _period(reading, phrase, closing)
    if days.valid_from and draft.days.interval and draft.days.interval.anchor is None:
        draft.where(interval=Interval(draft.days.interval.weeks, days.valid_from))
    if not phrase.open_start and not phrase.open_end and not closing:
        draft.school, draft.school_holidays = SchoolPolicy.IGNORE, ()
    draft.where(
        valid_from=days.valid_from or draft.days.valid_from,
        valid_to=days.valid_to or draft.days.valid_to,
        seasons=(*draft.days.seasons, *days.seasons),
        year_unknown=days.year_unknown or draft.days.year_unknown,
    )


def _closed_until(reading: Reading, phrase: Phrase) -> None:
    """As "gesloten tot 15 januari 2027", whether hours stand before it or behind it."""
    last = phrase.dates[0].resolved(reading.as_of)
    if last is None:
        reading.leave(phrase.start, phrase.end)
        return
    last -= timedelta(days=1 if phrase.exclusive else 0)
    reading.after = last + timedelta(days=1)
    reading.whole.closed.append(Days(valid_to=last))


def _after_piece(reading: Reading) -> bool:
    """As in "eind maart 2027 t/m mei 2027"."""
    before = reading.phrases[max(0, reading.at - 2) : reading.at - 1]
    return any(phrase.kind == "word" and phrase.text != "voor" and is_piece(phrase) for phrase in before)


def _period(reading: Reading, phrase: Phrase, closing: bool) -> Days:
    found = [one.resolved(reading.as_of if _settles(phrase, closing) else None) for one in phrase.dates]
    if None not in found:
        first, last = found[0], found[-1]
        if last is not None and phrase.exclusive:
            last -= timedelta(days=1)
        ends_before = first is not None and last is not None and last < first
        if ends_before and last is not None and not phrase.open_start and phrase.dates[-1].year is None:
            last = last.replace(year=last.year + 1)
        if phrase.open_start:
            reading.after = None if last is None else last + timedelta(days=1)
        return Days(
            valid_from=None if phrase.open_start else first, valid_to=None if phrase.open_end else last
        )
    return _season(reading, phrase, closing)


def _settles(phrase: Phrase, closing: bool) -> bool:
    return closing or phrase.open_start or phrase.open_end or any(one.year for one in phrase.dates)


def _years_asked(phrase: Phrase) -> tuple[str, ...]:
    first, last = said_date(phrase.dates[0]), said_date(phrase.dates[-1])
    if phrase.open_end:
        return said_one_year(f"vanaf {first}")
    end = f"tot {last}" if phrase.exclusive else f"tot en met {last}"
    return said_one_year(end) if phrase.open_start else said_every_year(f"van {first} {end}")


def _season(reading: Reading, phrase: Phrase, closing: bool) -> Days:
    first, last = phrase.dates[0], phrase.dates[-1]
    if phrase.open_start or phrase.open_end or closing:
        reading.doubt(DoubtKind.YEAR_MISSING, *_years_asked(phrase))
    if phrase.open_start or phrase.open_end:
        day = Season((first.month, first.day), (first.month, first.day))
        return Days(seasons=(day,), year_unknown=not closing)
    end = (last.month, last.day)
    if phrase.exclusive:
        before = date(2024, last.month, last.day) - timedelta(days=1)
        end = (before.month, before.day)
    return Days(seasons=(Season((first.month, first.day), end),))


def read_months(reading: Reading, phrase: Phrase) -> None:
    """As "in juli en augustus"."""
    if leave_edge(reading, phrase):
        return
    days = Days(months=phrase.months)
    if reading.excepting:
        take_out(reading, days, local=False)
    else:
        draft = reading.draft(phrase)
        draft.where(months=(*draft.days.months, *phrase.months))


def read_tax(reading: Reading, phrase: Phrase) -> None:
    """As "in de aangifteperiode", with or without its dates."""
    if leave_edge(reading, phrase):
        return
    if reading.excepting:
        take_out(reading, Days(seasons=(TAX_SEASON,)), local=True)
    elif not _dates_follow(reading):
        draft = reading.draft(phrase)
        if not draft.says_period:
            draft.where(seasons=(TAX_SEASON,))


def _dates_follow(reading: Reading) -> bool:
    following = [phrase.kind for phrase in reading.phrases[reading.at : reading.at + 2]]
    return following[:1] == ["period"] or (following[1:] == ["period"] and following[0] in ("open", "comma"))


def read_restyear(reading: Reading, phrase: Phrase) -> None:
    """As "de rest van het jaar"."""
    seasons = [season for item in reading.items for season in item.days.seasons]
    months = [month for item in reading.items for month in item.days.months]
    draft = reading.draft(phrase)
    if months:
        draft.excepts.append(Days(months=tuple(months)))
    if seasons or not months:
        draft.excepts.append(Days(seasons=tuple(seasons or [TAX_SEASON])))
    reading.scope = None


def read_after(reading: Reading, phrase: Phrase) -> None:
    """As "daarna"."""
    if reading.after is not None:
        reading.scope = None
        reading.draft(phrase).where(valid_from=reading.after)
        until = Days(valid_to=reading.after - timedelta(days=1))
        if until in reading.whole.closed:
            reading.whole.closed.remove(until)
    reading.only_rest = True
