"""Hours as schema.org's openingHoursSpecification: only what is certain, and only what it has words for.

It knows days of the week, times and a first and last day; it has no word for "perhaps", and none for "every second
week". So what recurs every week is told up to the first week in which it does not, and any other day by itself: no
item says more than the hours do, and none has to be read as overriding another.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sociale_kaart.export.desks import Desk
from sociale_kaart.hours.closeddays import closed_days
from sociale_kaart.hours.schedule import Days, Weekday
from sociale_kaart.hours.series import Repetition, Series, series_of, without_gaps
from sociale_kaart.model import Appointment

# As search engines document them: schema.org itself leaves open what 00:00 to 00:00 is.
CLOSED = ("00:00", "00:00")
WHOLE_DAY = ("00:00", "23:59")

Item = dict[str, Any]


def opening_hours(desk: Desk, start: date, end: date) -> list[Item]:
    """Items for openingHoursSpecification that hold on the days from `start` up to and without `end`.

    When one can walk in, and the days on which it is closed against expectation. What it cannot say is for the
    description of the place: `hours.sentence.describe` says it. Source: schema.org/OpeningHoursSpecification.
    """
    told = series_of(desk.hours, start, end, location=desk.location_hours, calendar=desk.calendar)
    items = [item for series in told if _can_be_said(series) for item in _items(series, end)]
    closed = closed_days(desk.hours, start, end, location=desk.location_hours, calendar=desk.calendar)
    items += [_item(CLOSED, (), day, day) for day in closed]
    return sorted(items, key=lambda item: (item["validFrom"], item["opens"], item["validThrough"]))


def _can_be_said(series: Series) -> bool:
    return series.is_certain and series.is_plain and series.appointment is not Appointment.NEEDED


def _items(series: Series, end: date) -> Iterator[Item]:
    times = WHOLE_DAY if series.is_whole_day else (f"{series.opens:%H:%M}", f"{series.closes:%H:%M}")
    weekly = [Days(weekdays=days.weekdays) for days in series.patterns]
    for told in without_gaps(series.days, weekly, end):
        days = told.days if isinstance(told, Repetition) else (told,)
        yield _item(times, days, days[0], days[-1])


def _item(times: tuple[str, str], days: tuple[date, ...], first: date, last: date) -> Item:
    weekdays = sorted({day.weekday() for day in days})
    named = {"dayOfWeek": [Weekday(day).name.title() for day in weekdays]} if weekdays else {}
    return {
        "@type": "OpeningHoursSpecification",
        **named,
        "opens": times[0],
        "closes": times[1],
        "validFrom": first.isoformat(),
        "validThrough": last.isoformat(),
    }
