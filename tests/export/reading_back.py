"""What exports say, read back by other means than ours: a second library, or day by day with nothing but a calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

import icalendar
import recurring_ical_events

from sociale_kaart.export.desks import Desk
from sociale_kaart.hours.calendar import dutch_calendar
from sociale_kaart.hours.occur import Occurrence
from sociale_kaart.hours.schedule import Hours

Span = tuple[datetime, datetime]

ONE_DAY = timedelta(days=1)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TWO_LETTERS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def desk(hours: Hours, **known: Any) -> Desk:
    return Desk(
        **{"key": "aanbod1", "name": "Spreekuur", "hours": hours, "calendar": dutch_calendar()} | known
    )


def spans(found: Iterable[Occurrence]) -> list[Span]:
    """Begin and end on the clock."""
    return sorted((_clock(one.start), _clock(one.end)) for one in found)


def from_icalendar(content: bytes, start: date, end: date) -> dict[str, list[Span]]:
    """Status -> begin and end, expanded by recurring-ical-events."""
    found: dict[str, list[Span]] = {"CONFIRMED": [], "TENTATIVE": []}
    for event in recurring_ical_events.of(icalendar.Calendar.from_ical(content)).between(start, end):
        found[str(event["STATUS"])].append((_clock(event["DTSTART"].dt), _clock(event["DTEND"].dt)))
    return {status: sorted(its) for status, its in found.items()}


def from_schemaorg(items: Iterable[Mapping[str, Any]]) -> list[Span]:
    """When it is open, as a reader of schema.org's own words would have it: the union of the items."""
    return sorted(
        _span(day, *_times(item))
        for item in items
        if (item["opens"], item["closes"]) != ("00:00", "00:00")
        for day in _days(item["validFrom"], item["validThrough"])
        if WEEKDAYS[day.weekday()] in item["dayOfWeek"]
    )


def from_hsds(schedules: Iterable[Mapping[str, Any]]) -> list[Span]:
    return sorted(
        _span(day, one["opens_at"][:5], one["closes_at"][:5])
        for one in schedules
        if "opens_at" in one
        for day in _days(one["dtstart"], one["until"])
        if _in_hsds(one, day)
    )


def _in_hsds(one: Mapping[str, Any], day: date) -> bool:
    if "freq" not in one:
        return True
    first = date.fromisoformat(one["dtstart"])
    if one["freq"] == "WEEKLY":
        monday, its_monday = (each - timedelta(days=each.weekday()) for each in (first, day))
        in_turn = (its_monday - monday).days // 7 % one["interval"] == 0
    else:
        in_turn = ((day.year - first.year) * 12 + day.month - first.month) % one["interval"] == 0
    return in_turn and _by_day(one, day) and _by_week(one, day) and _by_month_day(one, day)


def _by_day(one: Mapping[str, Any], day: date) -> bool:
    length = ((day.replace(day=28) + timedelta(days=4)).replace(day=1) - ONE_DAY).day
    name = TWO_LETTERS[day.weekday()]
    names = {name, f"{(day.day - 1) // 7 + 1}{name}", f"{-((length - day.day) // 7 + 1)}{name}"}
    return "byday" not in one or bool(names & set(one["byday"].split(",")))


def _by_week(one: Mapping[str, Any], day: date) -> bool:
    return "byweekno" not in one or str(day.isocalendar().week) in one["byweekno"].split(",")


def _by_month_day(one: Mapping[str, Any], day: date) -> bool:
    last = (day + ONE_DAY).month != day.month
    numbers = {str(day.day), "-1"} if last else {str(day.day)}
    return "bymonthday" not in one or bool(numbers & set(one["bymonthday"].split(",")))


def _times(item: Mapping[str, Any]) -> tuple[str, str]:
    times = item["opens"], item["closes"]
    return ("00:00", "00:00") if times == ("00:00", "23:59") else times


def _days(first: str, last: str) -> Iterator[date]:
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        yield day
        day += ONE_DAY


def _span(day: date, opens: str, closes: str) -> Span:
    begins, ends = time.fromisoformat(opens), time.fromisoformat(closes)
    return datetime.combine(day, begins), datetime.combine(day if ends > begins else day + ONE_DAY, ends)


def _clock(at: datetime) -> datetime:
    return at.replace(tzinfo=None)
