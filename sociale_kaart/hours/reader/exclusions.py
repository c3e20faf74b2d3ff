"""What is taken out: days, holidays and school holidays on which nobody is there."""

from __future__ import annotations

from sociale_kaart.hours.reader.reading import Reading
from sociale_kaart.hours.schedule import (
    Days,
    Holiday,
    HolidayPolicy,
    SchoolHoliday,
    SchoolPolicy,
)


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
