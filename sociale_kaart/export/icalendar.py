"""Hours as a calendar that people subscribe to (iCalendar, RFC 5545).

What is not certain is in it as tentative, and says why. What has no dates is no event; the calendar's description
names it. The same hours from the same map give the same bytes.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache

from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vDDDLists,
    vGeo,
    vRecur,
    vText,
)

from sociale_kaart.export.desks import Desk
from sociale_kaart.hours.calendar import Calendar as HolidayCalendar
from sociale_kaart.hours.reason import Reason
from sociale_kaart.hours.schedule import AMSTERDAM, Hours
from sociale_kaart.hours.sentence import describe
from sociale_kaart.hours.series import Repetition, Series, series_of, with_gaps
from sociale_kaart.model import Appointment

MIMETYPE = "text/calendar"
DAYS_AHEAD = 731  # two years: past that few hours stand, and no holiday is planned around them
PRODUCT = "-//Sociale Kaart//Agenda//NL"
ZONE = "Europe/Amsterdam"
MOST_NAMED = 25
MOST_SENTENCES = 2_000

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_OID, PRODUCT)
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x85]")


def calendar_of(
    title: str, desks: Sequence[Desk], *, known_on: date, start: date | None = None, end: date | None = None
) -> bytes:
    """The hours of some desks as one calendar.

    Parameters
    ----------
    title : what a calendar program calls it
    known_on : the day that the map tells about; it stamps every event, so that the same map gives the same bytes
    start, end : first day, and the day after the last; by default two years from `known_on`
    """
    start = start or known_on
    end = end or start + timedelta(days=DAYS_AHEAD)
    # Many desks of a country have the same hours, and working those out takes most of the time.
    worked_out = cache(_told)
    told = [(desk, worked_out(desk.hours, desk.location_hours, desk.calendar, start, end)) for desk in desks]
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    for name in ("NAME", "X-WR-CALNAME"):
        calendar.add(name, _text(title))
    about = _text("\n".join(_about(told, known_on, end)))
    for name in ("DESCRIPTION", "X-WR-CALDESC"):
        calendar.add(name, about)
    calendar.add("X-WR-TIMEZONE", ZONE)
    calendar.add("REFRESH-INTERVAL", timedelta(days=1), parameters={"VALUE": "DURATION"})
    calendar.add_component(_zone())
    stamp = datetime.combine(known_on, time.min, tzinfo=UTC)
    for desk, its in told:
        for event in _events(desk, its, stamp):
            calendar.add_component(event)
    return bytes(calendar.to_ical())


Told = tuple[Series, Repetition | date]


def _told(
    hours: Hours, location: Hours | None, holidays: HolidayCalendar, start: date, end: date
) -> Sequence[Told]:
    """Series, and in what repetitions and single days each is told, on the days from `start` up to `end`.

    Put together over whole years, and only then cut to those days: so a day is told in the same event tomorrow, also
    where the calendar begins a day later then. Outside the days for which somebody vouches there is nothing to plan on.
    """
    begin, past = date(start.year, 1, 1), date(end.year + 1, 1, 1)
    found = series_of(hours, begin, past, location=location, calendar=holidays)
    return [
        (series, told)
        for series in found
        if series.reason is not Reason.NOT_VOUCHED
        for one in with_gaps(series.days, series.patterns, past)
        if (told := _within(one, start, end)) is not None
    ]


def _within(one: Repetition | date, start: date, end: date) -> Repetition | date | None:
    if isinstance(one, Repetition):
        return one.within(start, end)
    return one if start <= one < end else None


# What the calendar says of itself.


def _about(told: Sequence[tuple[Desk, Sequence[Told]]], known_on: date, end: date) -> Iterator[str]:
    yield (
        f"Deze agenda is van {_day(known_on)} en loopt tot {_day(end)}. "
        "Staat er ‘Niet zeker’ bij, bel dan even voor u gaat."
    )
    if not told:
        yield "Er zijn hier geen tijden bekend."
    without = [desk for desk, its in told if not its or desk.has_more]
    if without:
        yield "Niet of niet helemaal in deze agenda, omdat wij niet weten wanneer het precies is:"
    for desk in without[:MOST_NAMED]:
        yield f"- {desk.name}: {_said(desk)}"
    if len(without) > MOST_NAMED:
        yield f"- en nog {len(without) - MOST_NAMED} andere."


def _said(desk: Desk) -> str:
    """The hours in a sentence; in the coordinator's own words where they must be confirmed first."""
    return _sentence(desk.hours) or desk.text


@lru_cache(MOST_SENTENCES)
def _sentence(hours: Hours) -> str:
    return describe(hours) if hours.is_settled else ""


def _day(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


# Events.


@dataclass(frozen=True, slots=True)
class _Kind:
    """One of the series of a desk, and the desk's hours in words."""

    desk: Desk
    series: Series
    said: str

    @property
    def summary(self) -> str:
        doubt = "" if self.series.is_certain else "Niet zeker: "
        needed = " (op afspraak)" if self.series.appointment is Appointment.NEEDED else ""
        return f"{doubt}{self.desk.name}{needed}"

    @property
    def description(self) -> str:
        phone = f"Telefoon: {self.desk.phone}" if self.desk.phone else ""
        return "\n".join(part for part in (_why_unsure(self.series), self.said, phone) if part)

    def uid(self, told: Repetition | date) -> str:
        """The same for the same event, whenever it is made and from which day on: nothing of that is in it."""
        parts = (
            self.desk.key,
            f"{self.series.opens:%H%M}",
            f"{self.series.closes:%H%M}",
            str(self.series.duration),
            str(int(self.series.reason)),
            self.series.day_name,
            self.series.appointment.value,
            told.name if isinstance(told, Repetition) else str(told),
        )
        return str(uuid.uuid5(_NAMESPACE, "\x1f".join(parts)))


def _events(desk: Desk, its: Iterable[Told], stamp: datetime) -> Iterator[Event]:
    said = _said(desk)
    for series, told in its:
        kind = _Kind(desk, series, said)
        first = told.days[0] if isinstance(told, Repetition) else told
        occurrence = series.on(first)
        event = _event(kind, occurrence.start, occurrence.end, stamp, kind.uid(told))
        if isinstance(told, Repetition):
            _repeat(event, told, series.opens)
        yield event


def _event(kind: _Kind, begins: datetime, ends: datetime, stamp: datetime, uid: str) -> Event:
    event = Event()
    event.add("UID", uid)
    event.add("DTSTAMP", stamp)
    event.add("DTSTART", begins)
    event.add("DTEND", ends)
    event.add("SUMMARY", _text(kind.summary))
    event.add("DESCRIPTION", _text(kind.description))
    if kind.desk.whereabouts:
        event.add("LOCATION", _text(kind.desk.whereabouts))
    if kind.desk.lat is not None and kind.desk.lon is not None:
        event.add("GEO", vGeo((round(kind.desk.lat, 6), round(kind.desk.lon, 6))))
    event.add("STATUS", "CONFIRMED" if kind.series.is_certain else "TENTATIVE")
    event.add("TRANSP", "TRANSPARENT")  # the desk's hours make nobody else busy
    return event


def _repeat(event: Event, told: Repetition, opens: time) -> None:
    until = datetime.combine(told.days[-1], opens, tzinfo=AMSTERDAM).astimezone(UTC)
    event.add("RRULE", vRecur.from_ical(f"{told.rule};UNTIL={until:%Y%m%dT%H%M%SZ}"))
    if told.left_out:
        left_out = [datetime.combine(day, opens, tzinfo=AMSTERDAM) for day in told.left_out]
        event.add("EXDATE", vDDDLists(left_out))


_WHY_UNSURE = {
    Reason.HOLIDAY_UNKNOWN: "het is {name}, en wij weten niet of het dan doorgaat",
    Reason.SCHOOL_REGIONS_DIFFER: "het is in een deel van het land {name}",
    Reason.SCHOOL_YEAR_UNKNOWN: "wij weten nog niet wanneer het dan schoolvakantie is",
    Reason.LOCATION_UNSURE: "wij weten niet zeker wanneer het gebouw open is",
    Reason.DOUBTFUL: "deze tijden kunnen twee dingen betekenen",
    Reason.NOT_UNDERSTOOD: "wij begrijpen niet alles wat er over de tijden staat",
}


def _why_unsure(series: Series) -> str:
    if series.is_certain:
        return ""
    why = _WHY_UNSURE.get(series.reason, "wij weten niet of het doorgaat").format(name=series.day_name)
    return f"Niet zeker: {why}. Bel even voor u gaat."


def _text(words: str) -> vText:
    """TEXT as RFC 5545 allows it: the library escapes what has a meaning, and control characters have none."""
    return vText(_CONTROL.sub("", _LINE_ENDS.sub("\n", words)).strip())


def _zone() -> Timezone:
    """Europe/Amsterdam since 1996: clocks change on the last Sundays of March and October (directive 2000/84/EC)."""
    zone = Timezone()
    zone.add("TZID", ZONE)
    for part, name, month, hour, before, after in (
        (TimezoneDaylight(), "CEST", 3, 2, 1, 2),
        (TimezoneStandard(), "CET", 10, 3, 2, 1),
    ):
        part.add("DTSTART", datetime(1996, month, 31 if month == 3 else 27, hour))  # noqa: DTZ001
        part.add("RRULE", vRecur.from_ical(f"FREQ=YEARLY;BYMONTH={month};BYDAY=-1SU"))
        part.add("TZNAME", name)
        part.add("TZOFFSETFROM", timedelta(hours=before))
        part.add("TZOFFSETTO", timedelta(hours=after))
        zone.add_component(part)
    return zone
