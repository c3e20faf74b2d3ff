"""The selector of times: `08:00-12:00,13:00-17:30`, `14:00+`, `sunrise-22:00`, and carelessly `9-17`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from sociale_kaart.hours.reader.osm.dates import begins_years
from sociale_kaart.hours.reader.osm.tokens import Cursor, Token, Unreadable

NOON = 12 * 60
DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Moment:
    """Minutes past midnight, None for the sun's; `may_be_afternoon` where the hour is written as on a clock face."""

    minute: int | None
    may_be_afternoon: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """From one moment to another, None where it is not said; `start` and `end` are its place in the text."""

    opens: Moment
    closes: Moment | None
    start: int
    end: int
    no_end: bool = False  # a plus sign: or later
    in_turns: bool = False  # a slash: at points of time in it

    @property
    def is_plain(self) -> bool:
        """Whether it says two times and nothing else."""
        sunless = self.opens.minute is not None and self.closes is not None and self.closes.minute is not None
        return sunless and not (self.no_end or self.in_turns)


def spans(cursor: Cursor) -> list[Span]:
    """Spans of time joined by commas; none where no time is next."""
    if not cursor.sees(_FIRST):
        return []
    found = [_span(cursor)]
    while cursor.sees(",", _FIRST) and not begins_years(cursor, 1):
        cursor.take(",")
        found.append(_span(cursor))
    return found


_FIRST = "clock|number|event|("


def _span(cursor: Cursor) -> Span:
    start = cursor.ahead().start
    opens = _moment(cursor)
    closes = _moment(cursor) if cursor.skip("-") else None
    no_end = cursor.skip("+")
    in_turns = cursor.skip("/")
    if in_turns:
        cursor.take("clock|number")
    return Span(opens, closes, start, cursor.ahead(-1).end, no_end, in_turns)


def _moment(cursor: Cursor) -> Moment:
    if cursor.skip("event"):
        return Moment(None)
    if cursor.skip("("):
        cursor.take("event")
        cursor.take("+|-")
        cursor.take("clock")
        cursor.take(")")
        return Moment(None)
    return _written(cursor.take("clock|number"))


def _written(token: Token) -> Moment:
    hour, minute = _hour_and_minute(token)
    if hour * 60 + minute > 2 * DAY or minute > 59:
        raise Unreadable
    return Moment(
        hour * 60 + minute, may_be_afternoon=len(token.text) < 5 and hour < 12 and token.text[0] != "0"
    )


def _hour_and_minute(token: Token) -> tuple[int, int]:
    if token.kind == "clock":
        hour, minute = token.text.replace(".", ":").split(":")
        return int(hour), int(minute)
    if len(token.text) > 4 or len(token.text) == 3:
        raise Unreadable
    return (int(token.text[:2]), int(token.text[2:])) if len(token.text) == 4 else (token.number, 0)


def clock(minute: int) -> time:
    """Minutes past midnight, of this day or the next, as a time."""
    return time(minute % DAY // 60, minute % 60)


def said(minute: int) -> str:
    """As in 13.30."""
    return f"{minute % DAY // 60}.{minute % 60:02}"
