"""Hours as `schedule` objects of the Human Services Data Specification 3.1.

HSDS has recurrences and no exceptions to them, months or holidays. So a recurrence is told up to the first day that it
would get wrong, and goes on after it; every object is certain on each day that it names. The rest is said in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sociale_kaart.export.desks import Desk
from sociale_kaart.hours.reason import Reason
from sociale_kaart.hours.schedule import Days, Weekday
from sociale_kaart.hours.sentence import describe
from sociale_kaart.hours.series import Repetition, Series, series_of, without_gaps
from sociale_kaart.hsds.ids import hsds_id
from sociale_kaart.model import Appointment

MOST_NAMED = 12
ALL_WEEK = ",".join(day.rfc5545 for day in Weekday)

_ONE_DAY = timedelta(days=1)

_ATTENDING = {
    Appointment.NEEDED: "Op afspraak.",
    Appointment.POSSIBLE: "Een afspraak maken kan.",
    Appointment.NONE: "Zonder afspraak.",
}

ScheduleObject = dict[str, Any]


def schedules(desk: Desk, start: date, end: date, of: tuple[str, str] | None = None) -> list[ScheduleObject]:
    """The schedules of a desk that hold on the days from `start` up to and without `end`.

    Where no day is certain, one object without times that says in words what is known.

    of : the column that says of what they are, and its UUID; by default the service_at_location of the desk
    """
    of = of or ("service_at_location_id", hsds_id("service_at_location", desk.key))
    found = series_of(desk.hours, start, end, location=desk.location_hours, calendar=desk.calendar)
    sayable = [one for one in found if one.is_certain and one.is_plain]
    unsaid = [one for one in found if not (one.is_certain and one.is_plain)]
    whole = dict([of]) | _of_the_whole(desk, start, end, unsaid)
    told = [
        _with_id(of, {**whole, **_of_series(one), **_of_days(one, days)})
        for one in sayable
        for days in without_gaps(one.days, _sayable_patterns(one), end)
    ]
    return told or [_with_id(of, whole)]


def _with_id(of: tuple[str, str], told: ScheduleObject) -> ScheduleObject:
    said = {key: value for key, value in told.items() if value not in ("", None)}
    what = (
        str(said.get(key, ""))
        for key in ("freq", "byday", "dtstart", "opens_at", "closes_at", "attending_type")
    )
    return {"id": hsds_id("schedule", *of, *what), **said}


def _of_the_whole(desk: Desk, start: date, end: date, unsaid: Sequence[Series]) -> ScheduleObject:
    """What every schedule of a desk has; its notes say what none of them does."""
    return {
        **_validity(desk, start, end - _ONE_DAY),
        "description": describe(desk.hours.settled()) or desk.text,
        "notes": " ".join(_notes(desk, unsaid)),
    }


def _validity(desk: Desk, first: date, last: date) -> ScheduleObject:
    """First and last day, no further than was asked; of hours that have ended or begin later, their own."""
    own_first, own_last = desk.hours.valid_from, desk.hours.valid_to
    begin, end = max(first, own_first or first), min(last, own_last or last)
    if begin <= end:
        return {"valid_from": begin.isoformat(), "valid_to": end.isoformat()}
    return {
        "valid_from": own_first.isoformat() if own_first else None,
        "valid_to": own_last.isoformat() if own_last else None,
    }


def _notes(desk: Desk, unsaid: Sequence[Series]) -> Iterator[str]:
    yield "Tijden zijn Nederlandse tijd (Europe/Amsterdam)."
    if not desk.hours.is_settled:
        yield f"Nog niet bevestigd. De tekst is: {desk.text}" if desk.text else "Nog niet bevestigd."
        return
    if desk.has_more:
        yield "Niet van alles is bekend op welke dag of hoe laat het is."
    # That nobody vouches for later days is what valid_to says.
    perhaps = [one for one in unsaid if not one.is_certain and one.reason is not Reason.NOT_VOUCHED]
    doubtful = [(day, one.day_name) for one in perhaps for day in one.days]
    if doubtful:
        yield f"Niet zeker of het doorgaat: {_listed(sorted(doubtful))}."


def _listed(days: Sequence[tuple[date, str]]) -> str:
    named = [f"{day.isoformat()} ({name})" if name else day.isoformat() for day, name in days[:MOST_NAMED]]
    more = [f"en {len(days) - MOST_NAMED} dagen daarna"] if len(days) > MOST_NAMED else []
    return ", ".join([*named, *more])


def _of_series(series: Series) -> ScheduleObject:
    return {"attending_type": _ATTENDING.get(series.appointment, "")}


def _sayable_patterns(series: Series) -> Iterator[Days]:
    """Without months and seasons, for which HSDS has no field: a run of days ends with its season anyhow."""
    for days in series.patterns:
        yield replace(days, months=(), seasons=())


def _of_days(series: Series, told: Repetition | date) -> ScheduleObject:
    days = told.days if isinstance(told, Repetition) else (told,)
    offset = _offset_hours(series, days)
    suffix = "" if offset is None else f"+{offset:02}:00"
    return {
        "dtstart": days[0].isoformat(),
        "until": days[-1].isoformat(),
        **(_recurrence(told.rule) if isinstance(told, Repetition) else {}),
        "opens_at": f"{series.opens:%H:%M}{suffix}",
        "closes_at": f"{series.closes:%H:%M}{suffix}",
        "timezone": offset,
    }


def _recurrence(rule: str) -> ScheduleObject:
    """An RRULE in the fields of HSDS, which writes days and numbered weeks as WEEKLY."""
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    return {
        "freq": "MONTHLY" if parts["FREQ"] == "MONTHLY" else "WEEKLY",
        "interval": int(parts.get("INTERVAL", "1")),
        "wkst": parts["WKST"],
        "byday": parts.get("BYDAY", "" if "BYMONTHDAY" in parts else ALL_WEEK),
        "byweekno": parts.get("BYWEEKNO"),
        "bymonthday": parts.get("BYMONTHDAY"),
    }


def _offset_hours(series: Series, days: Iterable[date]) -> int | None:
    """Hours ahead of UTC at the beginning and the end of each occurrence, where that is one number."""
    chosen = set(days)
    moments = (at for one in series.occurrences if one.start.date() in chosen for at in (one.start, one.end))
    found = {_ahead(at) for at in moments}
    return found.pop() if len(found) == 1 else None


def _ahead(at: datetime) -> int:
    offset = at.utcoffset()
    assert offset is not None
    return offset // timedelta(hours=1)
