"""Occurrences put together again: those between the same times, for the same reason, and how their days recur.

An export that speaks in recurrences says a whole series at once; what it says is checked against the occurrences
themselves, so that it can be shorter than they are and never something else.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from sociale_kaart.hours.almanac import week_number
from sociale_kaart.hours.calendar import Calendar, dutch_calendar
from sociale_kaart.hours.occur import Occurrence, occurrences
from sociale_kaart.hours.reason import Reason
from sociale_kaart.hours.recurrence import Recurrence, recurrence
from sociale_kaart.hours.schedule import Basis, Days, Hours, Rule, Weekday
from sociale_kaart.model import Appointment

FEWEST_REPEATED = 3  # two dates are told as plainly one by one
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Occurrences that differ in their day alone, in time.

    opens, closes : on the clock; closing at or before opening is on a later day
    duration : as long as each lasts, also in a night in which the clock changes
    day_name : the holiday that its being uncertain turns on, in Dutch; "" where it turns on none
    likely : days of the rules that these occurrences come from, as far as they say the same times
    """

    opens: time
    closes: time
    duration: timedelta
    appointment: Appointment
    reason: Reason
    day_name: str
    occurrences: tuple[Occurrence, ...]
    likely: tuple[Days, ...]

    @property
    def is_certain(self) -> bool:
        return self.reason is Reason.WITHIN_HOURS

    @property
    def is_plain(self) -> bool:
        """Whether a time of opening and one of closing tell it all: it lasts less than a day, or one day exactly."""
        first = self.occurrences[0]
        lasts = first.end.replace(tzinfo=None) - first.start.replace(tzinfo=None)
        return lasts < _ONE_DAY or self.is_whole_day

    @property
    def is_whole_day(self) -> bool:
        first = self.occurrences[0]
        return self.opens == self.closes == time.min and (first.end.date() - first.start.date()) == _ONE_DAY

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(one.start.date() for one in self.occurrences)

    def on(self, day: date) -> Occurrence:
        """The one that begins on a day; which is one of `days`."""
        return self.occurrences[bisect_left(self.days, day)]

    @property
    def patterns(self) -> tuple[Days, ...]:
        """Ways in which its days may recur: as a rule says, else every week."""
        return (*self.likely, *_each_weekday(self.days))


@dataclass(frozen=True, slots=True, kw_only=True)
class Repetition:
    """Days of a series that one RRULE tells.

    rule : its value, without UNTIL
    days : in order; the first and the last are days of the rule
    left_out : days in between that the rule names and the series does not have
    """

    rule: str
    days: tuple[date, ...]
    left_out: tuple[date, ...] = ()

    @property
    def name(self) -> str:
        """The rule, and in which weeks it counts from where it skips some: the same whichever of its days are told."""
        every = int(dict(part.split("=", 1) for part in self.rule.split(";")).get("INTERVAL", "1"))
        return self.rule if every == 1 else f"{self.rule}/{week_number(self.days[0]) % every}"

    def within(self, start: date, end: date) -> Repetition | None:
        """What it tells of the days from `start` up to and without `end`; None where that is nothing."""
        days = tuple(day for day in self.days if start <= day < end)
        if not days:
            return None
        return replace(
            self, days=days, left_out=tuple(day for day in self.left_out if days[0] < day < days[-1])
        )


def series_of(
    hours: Hours,
    start: date,
    end: date,
    *,
    location: Hours | None = None,
    calendar: Calendar | None = None,
) -> list[Series]:
    """All that begins on the days from `start` up to and without `end`, certain and uncertain, in series.

    Of hours that were not completely understood, or can be read in two ways, nothing is certain.
    """
    calendar = calendar or dutch_calendar()
    found = occurrences(hours, start, end, location=location, calendar=calendar)
    rules = (*hours.rules, *(location.rules if location is not None and hours.follows_location else ()))
    groups: dict[tuple[time, time, timedelta, Appointment, Reason, str], list[Occurrence]] = defaultdict(list)
    for one in sorted((*found.certain, *found.uncertain)):
        reason = max(one.reason, _of_the_whole(hours))
        key = (one.start.time(), one.end.time(), one.duration, one.appointment, reason)
        groups[*key, day_name(reason, one.start.date(), calendar)].append(one)
    return [
        Series(
            opens=opens,
            closes=closes,
            duration=duration,
            appointment=appointment,
            reason=reason,
            day_name=name,
            occurrences=tuple(several),
            likely=tuple(_likely(rules, opens, closes)),
        )
        for (opens, closes, duration, appointment, reason, name), several in sorted(groups.items())
    ]


def day_name(reason: Reason, day: date, calendar: Calendar) -> str:
    """The holiday that an uncertain day turns on, in Dutch; "" where it turns on none."""
    if reason is Reason.HOLIDAY_UNKNOWN:
        return calendar.holiday_name(day)
    if reason is Reason.SCHOOL_REGIONS_DIFFER:
        return next((one.holiday.value for one in calendar.school.find(day, calendar.region)), "")
    return ""


def with_gaps(days: Sequence[date], likely: Iterable[Days], end: date) -> Iterator[Repetition | date]:
    """Repetitions that name the days they leave out, and then the days that no repetition tells, one by one.

    For who can leave out days (iCalendar's EXDATE). Each day comes once; `end` is past the last of them.
    """
    left = set(days)
    for rule, expanded in _expansions(likely, left, end):
        hit = [day for day in expanded if day in left]
        if len(hit) < FEWEST_REPEATED:
            continue
        missing = tuple(day for day in expanded if hit[0] < day < hit[-1] and day not in left)
        if len(missing) <= len(hit):
            yield Repetition(rule=rule, days=tuple(hit), left_out=missing)
            left -= set(hit)
    yield from sorted(left)


def without_gaps(days: Sequence[date], likely: Iterable[Days], end: date) -> Iterator[Repetition | date]:
    """As `with_gaps`, for who cannot leave out a day: a repetition ends where a day is missing."""
    left = set(days)
    for rule, expanded in _expansions(likely, left, end):
        for run in _runs(expanded, left):
            if len(run) >= FEWEST_REPEATED:
                yield Repetition(rule=rule, days=run)
                left -= set(run)
    yield from sorted(left)


def _each_weekday(days: Iterable[date]) -> Iterator[Days]:
    for weekday in sorted({day.weekday() for day in days}):
        yield Days(weekdays=(Weekday(weekday),))


def _runs(expanded: Iterable[date], wanted: set[date]) -> Iterator[tuple[date, ...]]:
    run: list[date] = []
    for day in expanded:
        if day in wanted:
            run.append(day)
        elif run:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def _expansions(likely: Iterable[Days], left: set[date], end: date) -> Iterator[tuple[str, tuple[date, ...]]]:
    """Of each RRULE its value without UNTIL and its days, counted from the first day that is still to be told."""
    for days in likely:
        if len(left) < FEWEST_REPEATED:
            return
        first = min(left)
        said = recurrence(replace(days, valid_from=None, valid_to=None), first)
        if said is not None:
            for rule in said.rules:
                yield rule, Recurrence(said.first, (rule,)).between(first, end)


def _of_the_whole(hours: Hours) -> Reason:
    if hours.leftover:
        return Reason.NOT_UNDERSTOOD
    return Reason.DOUBTFUL if hours.doubtful else Reason.WITHIN_HOURS


def _likely(rules: Iterable[Rule], opens: time, closes: time) -> Iterator[Days]:
    """Days of the rules with these times; vague days and single dates recur in no way."""
    for rule in rules:
        same = rule.basis is Basis.TIMES and (rule.opens_at, rule.closes_at) == (opens, closes)
        if same and not (rule.days.is_vague or rule.days.dates or rule.days.holidays):
            yield rule.days
