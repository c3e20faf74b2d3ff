"""Dates, periods and months, from terms: "1 maart t/m 30 april", "vanaf september 2026"."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace

from sociale_kaart.hours.reader.days_of_terms import weekday_of
from sociale_kaart.hours.reader.moments import WrittenDate, clock_of, dates_of
from sociale_kaart.hours.reader.phrase import AND, TO, Phrase, Terms
from sociale_kaart.hours.reader.words import MONTHS

_DATE_KINDS = {"iso", "numeric", "slashdate", "daysofmonth", "rangeofmonth", "daymonth", "monthday"}


def fold_dates(terms: Terms) -> Phrase | None:
    """As "10-09-2025" and "1 maart t/m 30 april"."""
    first = terms.at
    edge = terms.take().kind if terms.kind() in ("from", "until", "upto", "between") else ""
    if terms.kind() in ("days", "day") and terms.kind(1) in _DATE_KINDS and edge:
        terms.take()
    if terms.kind() not in _DATE_KINDS:
        return None
    dates, is_range, exclusive = _listed_dates(terms, edge == "between")
    if edge == "between" and not is_range:
        return None
    if edge and not is_range and len(dates) == 1:
        open_end = edge == "from"
        phrase = terms.phrase(first, "period")
        return replace(
            phrase,
            dates=tuple(dates),
            open_end=open_end,
            open_start=not open_end,
            exclusive=edge == "until" and terms.terms[first].text == "tot",
        )
    kind = "period" if is_range else "dates"
    return replace(terms.phrase(first, kind), dates=tuple(dates), exclusive=exclusive)


def fold_dates_day_by_day(terms: Terms) -> Phrase | None:
    """As "dinsdag 3 en donderdag 5 maart 2026": days of one month, each with its weekday."""
    first = terms.at
    days: list[int] = []
    weekdays: list[int] = []
    while terms.kind() == "day" and terms.kind(1) == "clock" and terms.kind(2) in AND:
        weekdays.append(weekday_of(terms.take())[0])
        clock = clock_of(terms.take())
        if clock is None or not clock.bare:
            return None
        days.append(clock.hour)
        terms.take()
    if not days or terms.kind() != "day" or terms.kind(1) not in ("daymonth", "daysofmonth"):
        return None
    weekdays.append(weekday_of(terms.take())[0])
    dates = dates_of(terms.take())
    before = [replace(dates[0], day=day) for day in days]
    return replace(terms.phrase(first, "dates"), dates=(*before, *dates), weekdays=tuple(weekdays))


def fold_dash_dates(terms: Terms) -> Phrase | None:
    """As "24-12 t/m 1-1", which cannot be times, and "start 1-12"."""
    first = terms.at
    starts = first > 0 and terms.terms[first - 1].kind == "start"
    if terms.kind() == "from":
        terms.take()
    opens = _dash_date(terms)
    if opens is not None and starts and terms.kind() not in TO:
        return replace(terms.phrase(first, "dates"), dates=(opens,))
    if opens is None or terms.kind() not in ("upto", "until"):
        return None
    exclusive = terms.take().text == "tot"
    closes = _dash_date(terms)
    if closes is None:
        return None
    return replace(terms.phrase(first, "period"), dates=(opens, closes), exclusive=exclusive)


def _dash_date(terms: Terms) -> WrittenDate | None:
    if [terms.kind(ahead) for ahead in range(3)] != ["clock", "dash", "clock"]:
        return None
    day = clock_of(terms.take())
    terms.take()
    month = clock_of(terms.take())
    if day is None or month is None or not (day.bare and month.bare):
        return None
    found = WrittenDate(day.hour, month.hour)
    return found if found.exists else None


def _listed_dates(terms: Terms, between: bool) -> tuple[list[WrittenDate], bool, bool]:
    term = terms.take()
    dates = dates_of(term)
    is_range = term.kind == "rangeofmonth"
    exclusive = is_range and term.parts["dr_to"] == "tot"
    if terms.kind() in (TO | {"and"} if between else TO) and terms.kind(1) in _DATE_KINDS:
        exclusive = terms.take().text == "tot"
        dates, is_range = [dates[0], dates_of(terms.take())[-1]], True
    while not is_range and terms.kind() in AND and terms.kind(1) in _DATE_KINDS:
        if terms.kind(1) == "rangeofmonth":
            break
        terms.take()
        dates += dates_of(terms.take())
    return _with_years(dates, is_range), is_range, exclusive


def fold_months(terms: Terms) -> Phrase | None:
    """As "juli en augustus" and "vanaf september 2026"."""
    first = terms.at
    edge = terms.take().kind if terms.kind() in ("from", "until", "upto") else ""
    if terms.kind() != "months":
        return None
    years = [terms.terms[terms.at].parts.get("mo_y")]
    months, ranged = [MONTHS[terms.take().parts["mo"]]], False
    while terms.kind() in TO | AND and terms.kind(1) == "months":
        ranged = terms.take().kind in TO
        years.append(terms.terms[terms.at].parts.get("mo_y"))
        last = MONTHS[terms.take().parts["mo"]]
        if ranged:
            before = months[-1]
            months.extend((before + n - 1) % 12 + 1 for n in range(1, (last - before) % 12))
        months.append(last)
    whole = replace(terms.phrase(first, "months"), months=tuple(months), month_range=ranged)
    if edge and len(years) == 1:
        return _from_month(whole, edge, months[0], years[0])
    return _months_of_years(whole, years) if any(years) else whole


def _from_month(phrase: Phrase, edge: str, month: int, year: str | None) -> Phrase:
    """As "vanaf september 2026" and "t/m december": its first day, or its last."""
    said = None if year is None else int(year)
    first, last = WrittenDate(1, month, said), _last_day(month, said)
    if edge == "from":
        return replace(phrase, kind="period", months=(), dates=(first,), open_end=True)
    exclusive = edge == "until" and phrase.text.startswith("tot ")
    dates = (first,) if exclusive else (last,)
    return replace(phrase, kind="period", months=(), dates=dates, open_start=True, exclusive=exclusive)


def _months_of_years(phrase: Phrase, years: Sequence[str | None]) -> Phrase:
    """As "september 2026 t/m mei 2027", and "maart en april 2026"."""
    first, last = phrase.months[0], phrase.months[-1]
    closing = next(int(year) for year in reversed(years) if year)
    opening = int(years[0]) if years[0] else closing - (first > last)
    dates = (WrittenDate(1, first, opening), _last_day(last, closing))
    return replace(phrase, kind="period", months=(), dates=dates)


def _last_day(month: int, year: int | None) -> WrittenDate:
    return WrittenDate(monthrange(2023 if year is None else year, month)[1], month, year)


def _with_years(dates: list[WrittenDate], is_range: bool) -> list[WrittenDate]:
    """A date without a year in a list takes the year of the next that has one."""
    year: int | None = None
    month = 0
    found: list[WrittenDate] = []
    for one in reversed(dates):
        if one.year is None and year is not None:
            one = replace(one, year=year - 1 if is_range and one.month > month else year)
        year, month = one.year, one.month
        found.append(one)
    return found[::-1]
