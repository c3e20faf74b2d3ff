"""A made schedule by brute force: python-dateutil lists the days one rule at a time, and plain sets take days out.

Written from the rules in tests/cases/uren.md, with nothing of our engine: its own holidays, its own reading of the
school table, its own clock.
"""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from dateutil.easter import easter
from dateutil.rrule import DAILY, MO, MONTHLY, WEEKLY, rrule, weekday

from benchmarks.hours.made import FIRST, LAST, Made, MadeDays, MadeRule

TABLE = Path(__file__).resolve().parents[2] / "geodata" / "kalender" / "schoolvakanties.csv"
ZONE = ZoneInfo("Europe/Amsterdam")
AROUND = timedelta(days=10)
BEGIN, END = FIRST - AROUND, LAST + AROUND

OPEN, UNKNOWN, CLOSED = "open", "unknown", "closed"

Span = tuple[datetime, datetime]


class BruteForce:
    """Every opening from the first day to the last, listed beforehand; a moment is looked up."""

    name = "dateutil, by brute force"

    def __init__(self, made: Made) -> None:
        certain: list[Span] = []
        unsure: list[Span] = []
        for number, rule in enumerate(made.rules):
            sure_days, unsure_days = _held(made, rule, made.rules[number + 1 :] if made.replaces else ())
            if not rule.appointment:
                certain += _spans(sure_days, rule.opens, rule.closes)
            unsure += _spans(unsure_days, rule.opens, rule.closes)
        if made.holiday_hours is not None:
            certain += _spans(public_holidays(), *made.holiday_hours)
        self._certain, self._unsure = _sorted(certain), _sorted(unsure)

    def state(self, at: datetime) -> str:
        moment = at.astimezone(UTC)
        if _inside(self._certain, moment):
            return OPEN
        return UNKNOWN if _inside(self._unsure, moment) else CLOSED


@cache
def public_holidays() -> frozenset[date]:
    """Those of uren.md, reckoned from Easter."""
    found = set()
    for year in range(BEGIN.year, END.year + 1):
        sunday = easter(year)
        found |= {sunday + timedelta(days=after) for after in (-2, 0, 1, 39, 49, 50)}
        found |= {date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)}
        kingsday = date(year, 4, 27)
        found.add(kingsday if kingsday.weekday() != 6 else date(year, 4, 26))
        if year % 5 == 0:
            found.add(date(year, 5, 5))
    return frozenset(found)


@cache
def school_days() -> tuple[frozenset[date], frozenset[date], frozenset[date]]:
    """Days on which all three regions are free, on which some are, and which the table covers."""
    per_region: dict[str, set[date]] = {"noord": set(), "midden": set(), "zuid": set()}
    first: dict[str, date] = {}
    last: dict[str, date] = {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            begin, end = date.fromisoformat(row["van"]), date.fromisoformat(row["tot_en_met"])
            per_region[row["regio"]] |= set(_days(begin, end))
            first[row["regio"]] = min(begin, first.get(row["regio"], begin))
            last[row["regio"]] = max(end, last.get(row["regio"], end))
    free = frozenset.intersection(*map(frozenset, per_region.values()))
    some = frozenset.union(*map(frozenset, per_region.values()))
    return free, some, frozenset(_days(max(first.values()), min(last.values())))


def _held(made: Made, rule: MadeRule, replacing: tuple[MadeRule, ...]) -> tuple[set[date], set[date]]:
    """The days on which a rule is held for certain, and those on which nobody knows."""
    off = {day for days in (*made.off, *(later.days for later in replacing)) for day in matching(days)}
    days = matching(rule.days) - off
    unsure = _unsure_by_school(made, days)
    gone = _gone_by_school(made, days)
    sure, unsure = days - unsure - gone, unsure - gone
    # A date that is named in so many words is held, whatever day it is; but not when holidays are said to be closed.
    indifferent = made.on_holidays == "unknown" and bool(rule.days.dates)
    holidays = set() if made.on_holidays == "open" or indifferent else public_holidays()
    on_holiday = (sure | unsure) & holidays
    if made.on_holidays in ("closed", "hours"):
        return sure - on_holiday, unsure - on_holiday
    if made.on_holidays == "moved":
        return _moved(made, sure, unsure, off)
    return sure - on_holiday, unsure | (sure & on_holiday)


def _moved(made: Made, sure: set[date], unsure: set[date], off: set[date]) -> tuple[set[date], set[date]]:
    holidays = public_holidays()
    to = {day + timedelta(days=made.moved_by) for day in sure & holidays} - off
    unsure_there = _unsure_by_school(made, to) | (to & holidays)
    gone_there = _gone_by_school(made, to)
    stay = sure - holidays
    moved_sure = to - unsure_there - gone_there
    return stay | moved_sure, ((unsure - holidays) | (unsure_there - gone_there)) - stay - moved_sure


def _gone_by_school(made: Made, days: set[date]) -> set[date]:
    free, some, covered = school_days()
    if made.school == "closed":
        return days & free
    return {day for day in days if day in covered and day not in some} if made.school == "only" else set()


def _unsure_by_school(made: Made, days: set[date]) -> set[date]:
    free, some, covered = school_days()
    if made.school == "ignore":
        return set()
    return {day for day in days if day not in free and (day in some or day not in covered)}


@cache
def matching(days: MadeDays) -> frozenset[date]:
    """The days that dateutil lists, less those that the rest of the description takes out."""
    if days.dates:
        return frozenset(days.dates)
    listed = {moment.date() for moment in _recurrence(days)}
    return frozenset(day for day in listed if _fits(days, day))


def _recurrence(days: MadeDays) -> Iterable[datetime]:
    begin, until = datetime(BEGIN.year, BEGIN.month, BEGIN.day), datetime(END.year, END.month, END.day)  # noqa: DTZ001
    if days.nth:
        by_day = [weekday(day, nth) for day in days.weekdays for nth in days.nth]
        # From the first of the month: half a month would count its weekdays wrongly nowhere, but plainly is better.
        return rrule(MONTHLY, dtstart=begin.replace(day=1), until=until, byweekday=by_day)
    if days.every:
        weeks, anchor = days.every
        monday = anchor - timedelta(days=anchor.weekday())
        monday -= timedelta(weeks=weeks * ((monday - BEGIN).days // (7 * weeks) + 1))
        start = datetime(monday.year, monday.month, monday.day)  # noqa: DTZ001
        return rrule(WEEKLY, interval=weeks, dtstart=start, until=until, byweekday=days.weekdays, wkst=MO)
    if days.weekdays:
        return rrule(WEEKLY, dtstart=begin, until=until, byweekday=days.weekdays)
    return rrule(DAILY, dtstart=begin, until=until)


def _fits(days: MadeDays, day: date) -> bool:
    if days.parity and (int(day.strftime("%V")) % 2 == 0) != (days.parity == "even"):
        return False
    if days.span and not days.span[0] <= day <= days.span[1]:
        return False
    if days.season:
        first, last = days.season
        today = (day.month, day.day)
        return first <= today <= last if first <= last else (today >= first or today <= last)
    return True


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=offset) for offset in range((last - first).days + 1))


def _spans(days: Iterable[date], opens: int, closes: int) -> list[Span]:
    return [(_moment(day, opens), _moment(day, closes)) for day in days]


def _moment(day: date, minutes: int) -> datetime:
    wall = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)  # noqa: DTZ001
    return wall.replace(tzinfo=ZONE).astimezone(UTC)


def _sorted(spans: list[Span]) -> list[Span]:
    """In order, with overlaps joined, so that one look to the left will do."""
    joined: list[Span] = []
    for begin, end in sorted(spans):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


def _inside(spans: list[Span], moment: datetime) -> bool:
    before = bisect_right(spans, moment, key=lambda span: span[0])
    return before > 0 and moment < spans[before - 1][1]
