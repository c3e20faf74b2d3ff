"""What is taken out: days, holidays and school holidays on which nobody is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from sociale_kaart.hours.reader.reading import Reading
from sociale_kaart.hours.schedule import (
    Days,
    Holiday,
    HolidayPolicy,
    SchoolHoliday,
    SchoolPolicy,
    Weekday,
)

Span = tuple[time | None, time | None]
_NOON, _LATE_FOR_NOON = time(12), time(13)
_EVENING, _LATE_FOR_EVENING = time(17), time(18)
_MORNING = time(6)


def take_out(reading: Reading, days: Days, local: bool) -> None:
    """No occurrence on these days; `local`: of the item before it where it stands beside it."""
    if reading.pending is not None and not reading.pending.spans and reading.pending.names_days:
        reading.pending.excepts.append(days)
    elif (local and reading.items and days.nth != ()) or (local and _narrow(reading)):
        reading.items[-1].excepts.append(days)
    else:
        close(reading, days)


def _narrow(reading: Reading) -> bool:
    return bool(reading.items) and reading.clause_items == 1 and len(reading.items) > 1


def close(reading: Reading, days: Days) -> None:
    """Nobody on these days, whatever the items before it say."""
    if days.weekdays and not days.nth and not days.dates:
        for item in reading.items:
            if days not in item.excepts:
                item.excepts.append(days)
    else:
        reading.whole.closed.append(days)


def close_part(reading: Reading, weekdays: Sequence[int], part: str) -> bool:
    """Nobody on a part of these days; False where the hours of an item pass noon, and it cannot be told how far."""
    concerned = [item for item in reading.items if item.every_day or set(item.days.weekdays) & set(weekdays)]
    if any(_passes(span, part) for item in concerned for span in item.spans):
        return False
    for item in concerned:
        gone = [span for span in item.spans if _is_in(span, part)]
        if gone:
            days = Days(weekdays=tuple(Weekday(day) for day in weekdays))
            reading.items.append(replace(item, spans=gone, excepts=[*item.excepts, days]))
            item.spans = [span for span in item.spans if span not in gone]
    return True


def _passes(span: Span, part: str) -> bool:
    opens, closes = span
    if opens is None or closes is None:
        return False
    begins, long_past = (_EVENING, _LATE_FOR_EVENING) if part == "eve" else (_NOON, _LATE_FOR_NOON)
    passes_evening = part == "pm" and _NOON <= opens < _EVENING and closes > _LATE_FOR_EVENING
    return (opens < begins and (closes > long_past or closes <= opens)) or passes_evening


def _is_in(span: Span, part: str) -> bool:
    opens = span[0]
    if opens is None:
        return False
    if part == "am":
        return _MORNING <= opens < _NOON
    return opens >= _EVENING if part == "eve" else _NOON <= opens < _EVENING


def settle_holidays(reading: Reading, holidays: tuple[Holiday, ...], policy: HolidayPolicy) -> None:
    """What becomes of public holidays: of those named, or of all."""
    if Holiday.ANY in holidays:
        reading.whole.holidays = policy
        return
    (reading.whole.closed_on if policy is HolidayPolicy.CLOSED else reading.whole.open_on).update(holidays)
    if policy is HolidayPolicy.CLOSED and _only_before(reading):
        reading.whole.holidays = HolidayPolicy.OPEN


def _only_before(reading: Reading) -> bool:
    return any(phrase.kind == "only" for phrase in reading.phrases[max(0, reading.at - 3) : reading.at])


def close_school(reading: Reading, named: tuple[SchoolHoliday, ...]) -> None:
    """Nobody in school holidays: in those named, or in all."""
    reading.whole.school = SchoolPolicy.CLOSED
    reading.whole.school_holidays.update(named)
