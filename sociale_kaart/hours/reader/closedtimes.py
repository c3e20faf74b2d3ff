"""Times at which it is closed: "9-17 uur, tussen 12 en 13 uur gesloten". They are taken out, or left over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import time

from sociale_kaart.hours.reader.draft import Draft
from sociale_kaart.hours.reader.phrase import Phrase
from sociale_kaart.hours.reader.reading import BOUNDARY, Reading
from sociale_kaart.hours.schedule import Basis, Days

TimeSpan = tuple[time | None, time | None]

_ENDS = BOUNDARY | {"comma", "closed"}
_NAMES_DAYS = frozenset({"days", "dates", "named", "public", "zonen", "school", "schoolnames", "partword"})


def with_closed_times(phrases: Sequence[Phrase]) -> list[Phrase]:
    """The same phrases, but times that stand beside "gesloten" as those at which it is closed."""
    found: list[Phrase] = []
    at = 0
    while at < len(phrases):
        after = _behind_closed(phrases, at)
        if phrases[at].kind == "times" and _closed_follows(phrases, at + 1):
            found += _last_closed(replace(phrases[at], end=phrases[at + 1].end))
            at += 2
        elif after is not None:
            found += [*phrases[at + 1 : after], replace(phrases[after], kind="closedtimes")]
            found[-1] = replace(found[-1], start=phrases[at].start)
            at = after + 1
        else:
            found.append(phrases[at])
            at += 1
    return found


def _closed_follows(phrases: Sequence[Phrase], at: int) -> bool:
    """Whether "gesloten" stands there, and says nothing of what comes behind it."""
    if at >= len(phrases) or phrases[at].kind != "closed":
        return False
    return at + 1 == len(phrases) or phrases[at + 1].kind in BOUNDARY | {"comma", "and", "word"}


def _behind_closed(phrases: Sequence[Phrase], at: int) -> int | None:
    """Where the times stand that "gesloten" announces, days before them perhaps."""
    if phrases[at].kind != "closed":
        return None
    days_before = at > 0 and phrases[at - 1].kind in _NAMES_DAYS
    at += 1
    while at < len(phrases) and phrases[at].kind in ("colon", "newline"):
        if phrases[at].kind == "newline" and phrases[at - 1].kind != "colon":
            return None
        at += 1
    if at < len(phrases) and phrases[at].kind == "days" and not days_before:
        at += 1
    return at if at < len(phrases) and phrases[at].kind == "times" else None


def _last_closed(phrase: Phrase) -> Iterator[Phrase]:
    """In "9-17 uur, 12-13 uur gesloten" it is closed at the last times only."""
    comma = phrase.text.rfind(",")
    if comma < 0 or len(phrase.spans) == 1:
        yield replace(phrase, kind="closedtimes")
        return
    end = phrase.start + comma
    yield replace(phrase, text=phrase.text[:comma], end=end, spans=phrase.spans[:-1])
    yield replace(
        phrase, kind="closedtimes", text=phrase.text[comma + 1 :], start=end + 1, spans=phrase.spans[-1:]
    )


def read_closedtimes(reading: Reading, phrase: Phrase) -> None:
    """Take the times out of those of the items before; leave them over where those do not hold them."""
    pending = reading.pending
    start = phrase.start if pending is None else min(pending.start, phrase.start)
    reading.drop()
    concerned = _concerned(reading, phrase, pending)
    gone = _as_times(phrase)
    if not concerned or gone is None or not all(_holds(item, gone) for item in concerned):
        reading.leave(start, phrase.end)
        return
    days = pending.days if pending is not None else Days()
    for item in concerned:
        _take_out(reading, item, gone, days)


def _concerned(reading: Reading, phrase: Phrase, pending: Draft | None) -> list[Draft]:
    """The items of which it speaks: those of its days, else those of its clause; none where that cannot be told."""
    items = [item for item in reading.items if item.spans and not item.phone and item.basis is Basis.TIMES]
    if pending is not None:
        days = pending.days
        if pending.part or pending.named or pending.others or days != Days(weekdays=days.weekdays):
            return []
        covered = {day for item in items for day in _weekdays_of(item)}
        if not set(days.weekdays) <= covered:
            return []
        return [item for item in items if set(_weekdays_of(item)) & set(days.weekdays)]
    if reading.clause_items:
        items = items[-reading.clause_items :]
    remark = reading.text[: phrase.start].rstrip().endswith("(")
    return [] if remark and len(items) > 1 else items


def _weekdays_of(item: Draft) -> tuple[int, ...]:
    return item.days.weekdays or (tuple(range(7)) if item.every_day else ())


def _as_times(phrase: Phrase) -> TimeSpan | None:
    if len(phrase.spans) != 1 or phrase.part:
        return None
    opens, closes = phrase.spans[0].opens, phrase.spans[0].closes
    if any(clock is not None and (not clock.exists or clock.spoken) for clock in (opens, closes)):
        return None
    return (opens.as_time() if opens else None, closes.as_time() if closes else None)


def _holds(item: Draft, gone: TimeSpan) -> bool:
    """Whether one of its spans holds them wholly, so that no other half of the day can be meant."""
    first, last = gone
    return any(
        opens is not None
        and closes is not None
        and opens < closes
        and opens <= (first or opens) < (last or closes) <= closes
        for opens, closes in item.spans
    )


def _take_out(reading: Reading, item: Draft, gone: TimeSpan, days: Days) -> None:
    spans = [rest for span in item.spans for rest in _without(span, gone)]
    if not days.weekdays or set(_weekdays_of(item)) <= set(days.weekdays):
        item.spans = spans
        return
    those = replace(item.days, weekdays=tuple(set(days.weekdays) & set(_weekdays_of(item))))
    reading.items.append(replace(item, days=those, spans=spans, excepts=list(item.excepts), every_day=False))
    item.excepts.append(Days(weekdays=those.weekdays))


def _without(span: TimeSpan, gone: TimeSpan) -> Iterator[TimeSpan]:
    opens, closes = span
    if opens is None or closes is None:
        yield span
        return
    first, last = gone[0] or opens, gone[1] or closes
    if last <= opens or closes <= first:
        yield span
        return
    if opens < first:
        yield opens, first
    if last < closes:
        yield last, closes
