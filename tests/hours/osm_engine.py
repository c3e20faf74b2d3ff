"""What opening-hours-py, an engine written in Rust for OpenStreetMap's syntax, makes of a text, beside what ours does.

It does not count Goede Vrijdag as a public holiday, and knows no school holidays.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from operator import itemgetter

from opening_hours import OpeningHours, State

from sociale_kaart.hours.calendar import named_days, public_holidays
from sociale_kaart.hours.occur import Occurrence, occurrences
from sociale_kaart.hours.schedule import Holiday, Hours

FIRST, END = date(2026, 1, 1), date(2028, 1, 1)

Span = tuple[datetime, datetime]


def engine_spans(text: str) -> list[Span]:
    """When the engine says that it is open, in two years."""
    found = OpeningHours(text, country="NL").intervals(_midnight(FIRST), _midnight(END))
    return _merged((start, end) for start, end, state, _ in found if state == State.OPEN)


def our_spans(hours: Hours) -> list[Span]:
    """When somebody is there for certain, in the same two years."""
    found = occurrences(hours, FIRST - timedelta(days=1), END).certain
    return _merged(_within(map(_on_the_wall, found)))


def differences(text: str, hours: Hours) -> list[Span]:
    """The times at which one says open and the other does not, but on days that cannot be compared."""
    mine, theirs = our_spans(hours), engine_spans(text)
    midnights = {_midnight(FIRST + timedelta(days=day)) for day in range((END - FIRST).days)}
    moments = sorted(midnights | {moment for span in (*mine, *theirs) for moment in span})
    passed = incomparable_days(text, hours)
    return [
        (start, end)
        for start, end in pairwise(moments)
        if _covers(mine, start) != _covers(theirs, start) and start.date() not in passed
    ]


def incomparable_days(text: str, hours: Hours) -> set[date]:
    """Goede Vrijdag, the public holidays of which ours is not sure or of which a text says so, and the nights after."""
    years = range(FIRST.year, END.year)
    passed = {named_days(year)[Holiday.GOEDE_VRIJDAG] for year in years}
    passed |= {one.start.date() for one in occurrences(hours, FIRST, END).uncertain}
    if "PH unknown" in text:
        passed |= {day for year in years for day in public_holidays(year)}
    return passed | {day + timedelta(days=1) for day in passed}


def _covers(spans: list[Span], moment: datetime) -> bool:
    before = bisect_right(spans, moment, key=itemgetter(0))
    return before > 0 and moment < spans[before - 1][1]


def _on_the_wall(one: Occurrence) -> Span:
    return one.start.replace(tzinfo=None), one.end.replace(tzinfo=None)


def _within(spans: Iterable[Span]) -> Iterator[Span]:
    for start, end in spans:
        start, end = max(start, _midnight(FIRST)), min(end, _midnight(END))
        if start < end:
            yield start, end


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min)
