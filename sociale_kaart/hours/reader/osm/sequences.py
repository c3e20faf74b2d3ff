"""One rule of an opening_hours text, a rule sequence in its specification: days, times, and what holds then."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sociale_kaart.hours.reader.osm.dates import wide_days
from sociale_kaart.hours.reader.osm.remarks import Remark, remark
from sociale_kaart.hours.reader.osm.times import DAY, Moment, Span, spans
from sociale_kaart.hours.reader.osm.tokens import Cursor, Token, Unreadable
from sociale_kaart.hours.reader.osm.weekdays import Where, weekdays
from sociale_kaart.hours.schedule import Days, HolidayPolicy, SchoolPolicy

OFF, OPEN, UNKNOWN = "off", "open", "unknown"


@dataclass(frozen=True, slots=True)
class Sequence:
    """One rule as written; `wheres` are days of which any will do.

    modifier : OFF, OPEN, UNKNOWN, or "" where none is written
    comment : the token of the comment at its end
    start, end : its place in the text
    names_days : whether it has days that only OpenStreetMap writes so
    """

    wheres: tuple[Where, ...]
    spans: tuple[Span, ...]
    modifier: str
    comment: Token | None
    start: int
    end: int
    names_days: bool

    @property
    def remark(self) -> Remark:
        return Remark() if self.comment is None else remark(self.comment.text)


def sequences(tokens: list[Token]) -> list[Sequence]:
    """The rules of a part of the text, which stand beside each other with commas between. Raises Unreadable."""
    cursor = Cursor(tokens)
    found = [_sequence(cursor)]
    while not cursor.is_done:
        cursor.take(",")
        found.append(_sequence(cursor))
    return found


def _sequence(cursor: Cursor) -> Sequence:
    start, place = cursor.ahead().start, cursor.place
    always = cursor.skip("always")
    wheres = [Where(Days(), holidays=HolidayPolicy.OPEN)] if always else _wheres(cursor)
    names_days = any(_is_distinctive(cursor, at - cursor.place) for at in range(place, cursor.place))
    its_spans = [_WHOLE_DAY] if always else spans(cursor)
    cursor.skip(":")
    modifier = _MODIFIERS[cursor.take("modifier").text] if cursor.sees("modifier") else ""
    comment = cursor.take("comment") if cursor.sees("comment") else None
    if cursor.place == place:
        raise Unreadable
    end = cursor.ahead(-1).end
    return Sequence(tuple(wheres), tuple(its_spans), modifier, comment, start, end, names_days)


_WHOLE_DAY = Span(Moment(0), Moment(DAY), 0, 0)
_MODIFIERS = {"off": OFF, "closed": OFF, "open": OPEN, "unknown": UNKNOWN}
DISTINCTIVE = frozenset(("always", "weekday", "ph", "sh", "easter"))


def _is_distinctive(cursor: Cursor, count: int) -> bool:
    """A weekday, or a year before its month. `Jul-Aug 10:00-12:00` might as well be Dutch."""
    token = cursor.ahead(count)
    return token.kind in DISTINCTIVE or (token.is_year and cursor.ahead(count + 1).kind == "month")


def _wheres(cursor: Cursor) -> list[Where]:
    wide = wide_days(cursor)
    cursor.skip(":")
    narrow = weekdays(cursor)
    cursor.skip(":")
    return [replace(where, days=_both(days, where.days)) for where in narrow for days in wide]


def _both(wide: Days, narrow: Days) -> Days:
    if wide.holidays and narrow.holidays:
        raise Unreadable
    return replace(wide, weekdays=narrow.weekdays, nth=narrow.nth, holidays=narrow.holidays or wide.holidays)


def school_policy(where: Where) -> SchoolPolicy:
    """What becomes of a rule of these days in school holidays."""
    return SchoolPolicy.ONLY if where.in_school_holidays else SchoolPolicy.IGNORE
