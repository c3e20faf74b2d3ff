"""A week at a glance: for each of the seven days from today, who is there for what, and of whom nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from markupsafe import Markup

from sociale_kaart.hours.calendar import dutch_calendar
from sociale_kaart.hours.occur import Occurrence
from sociale_kaart.hours.sentence import describe_times, holiday_in
from sociale_kaart.web import words
from sociale_kaart.web.helplines import HelpLine
from sociale_kaart.web.language import gettext as _
from sociale_kaart.web.site import Site

DAYS = 7


@dataclass(frozen=True, slots=True)
class Times:
    """Somebody is there: from when to when, in words, and for what; `end` is when it is over."""

    end: datetime
    text: str
    kinds: Markup
    is_certain: bool


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One day.

    holiday : its name, where it has one
    times : in the order of the day; of today only what is not over
    unknown : kinds of help of which nobody knows whether they are there that day
    is_over : whether all that there was today is over
    """

    day: date
    name: str
    holiday: str
    times: tuple[Times, ...]
    unknown: tuple[Markup, ...]
    is_over: bool


@dataclass(frozen=True, slots=True)
class Week:
    """The days, and the kinds of help of which no times are known at all."""

    days: tuple[WeekDay, ...]
    unknown: tuple[str, ...]


def week_of(site: Site, lines: Sequence[HelpLine], at: datetime) -> Week | None:
    """The seven days from a moment on; None where of none of the help any times are known.

    A page that is a file has those of the week after too (Upcoming.spare_days).
    """
    told: list[HelpLine] = []
    silent: list[str] = []
    for line in lines:
        hours = site.hours.hours(line.keys[0])
        if hours is not None and hours.is_settled and line.is_there:
            told.append(line)
        else:
            silent += line.labels
    if not told:
        return None
    first, number_of_days = at.date(), DAYS + site.upcoming.spare_days
    rows: list[list[tuple[Occurrence, Markup]]] = [[] for _number in range(number_of_days)]
    unknown: list[list[Markup]] = [[] for _number in range(number_of_days)]
    for line in told:
        # Each with its own calendar: places on either side of a border have other school holidays.
        there = site.upcoming.days(line.keys[0], first, number_of_days)
        by_day = _by_day(there.occurrences, first)
        for number in range(number_of_days):
            rows[number] += [(one, _kinds(line)) for one in by_day.get(number, ())]
            if number not in by_day and there.is_unknown(first + timedelta(days=number)):
                unknown[number].append(_kinds(line))
    days = tuple(
        _day(first + timedelta(days=number), at, rows[number], unknown[number])
        for number in range(number_of_days)
    )
    return Week(days, tuple(dict.fromkeys(silent)))


def _by_day(told: Iterable[Occurrence], first: date) -> dict[int, list[Occurrence]]:
    per: dict[int, list[Occurrence]] = {}
    for one in told:
        per.setdefault((one.start.date() - first).days, []).append(one)
    return per


def _day(
    day: date, at: datetime, rows: Sequence[tuple[Occurrence, Markup]], unknown: Sequence[Markup]
) -> WeekDay:
    coming = sorted((one, kinds) for one, kinds in rows if one.end > at)
    language = words.hours_language()
    holiday = dutch_calendar().holiday_name(day)
    return WeekDay(
        day=day,
        name=_name(day, at.date()),
        holiday=holiday_in(holiday, language) if holiday else "",
        times=tuple(
            Times(one.end, describe_times(one, at, language), kinds, one.is_certain) for one, kinds in coming
        ),
        unknown=tuple(dict.fromkeys(unknown)),
        is_over=bool(rows) and not coming,
    )


def _name(day: date, today: date) -> str:
    said = words.weekday(day, today)
    if day == today:
        return _("Vandaag, %(day)s", day=said)
    if day == today + timedelta(days=1):
        return _("Morgen, %(day)s", day=said)
    return words.capitalised(said)


def _kinds(line: HelpLine) -> Markup:
    return words.listed_own(line.labels)
