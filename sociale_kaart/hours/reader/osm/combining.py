"""Rules that a later one replaces: what a semicolon does in OpenStreetMap, done to rules that have no order.

What an opening_hours text leaves unsaid of public holidays stays unknown here, though evaluators take it for open: few
who write one think of holidays (docs/decisions/0605-public-holidays-in-openstreetmap.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from sociale_kaart.hours.calendar import FIXED
from sociale_kaart.hours.moments import minute_of
from sociale_kaart.hours.reader.osm.times import DAY, clock
from sociale_kaart.hours.reader.osm.tokens import Unreadable
from sociale_kaart.hours.reader.osm.weekdays import PUBLIC_HOLIDAYS, Where
from sociale_kaart.hours.schedule import (
    Days,
    Holiday,
    HolidayPolicy,
    Rule,
    SchoolPolicy,
    Season,
    Weekday,
)

_ON_DAY = {month_day: holiday for holiday, month_day in FIXED.items()}
_LEAP_YEAR = 2024


def without(rule: Rule, where: Where) -> Iterator[Rule]:
    """What is left of a rule where a later one speaks of some of its days. Raises Unreadable where we cannot say it."""
    if where.in_school_holidays:
        yield from _without_school_holidays(rule, where.days)
    elif where.days == PUBLIC_HOLIDAYS:
        if rule.days.holidays != PUBLIC_HOLIDAYS.holidays:
            yield replace(rule, holidays=HolidayPolicy.CLOSED, open_on=())
    elif named := _holidays(where.days):
        yield from _without_named(rule, named)
    elif _is_weekly(where.days):
        yield from filter(None, [_parts(rule, where.days)[0]])
    else:
        yield rule if _is_disjoint(rule.days, where.days) else rule.not_on(where.days)


def _holidays(days: Days) -> tuple[Holiday, ...]:
    """The holidays that days are, and nothing else: by name, or as 25 December; none where they are other days too."""
    if days == Days(holidays=days.holidays):
        return days.holidays
    if days != Days(seasons=days.seasons):
        return ()
    found = [_ON_DAY.get(month_day) for season in days.seasons for month_day in _month_days(season)]
    return () if None in found else tuple(holiday for holiday in found if holiday is not None)


def _month_days(season: Season) -> Iterator[tuple[int, int]]:
    first, last = date(_LEAP_YEAR, *season.first), date(_LEAP_YEAR, *season.last)
    for offset in range((last - first).days % 366 + 1):
        day = first + timedelta(days=offset)
        yield day.month, day.day


def _without_named(rule: Rule, named: tuple[Holiday, ...]) -> Iterator[Rule]:
    if rule.days.holidays and set(rule.days.holidays) <= set(named):
        return
    kept = tuple(set(rule.open_on) - set(named))
    yield replace(rule, closed_on=(*rule.closed_on, *named), open_on=kept)


def _covers(later: Days, earlier: Days) -> bool:
    """Whether days of the week alone take up all days of a rule."""
    weekdays = set(earlier.weekdays) or set(Weekday)
    return _is_weekly(later) and (not later.weekdays or weekdays <= set(later.weekdays))


def _is_weekly(days: Days) -> bool:
    """Whether it says days of the week and nothing more."""
    return days == Days(weekdays=days.weekdays)


def _parts(rule: Rule, days: Days) -> tuple[Rule | None, Rule | None]:
    """A rule outside some days of the week, and inside them."""
    if not _is_weekly(days) and not _is_disjoint(rule.days, days):
        raise Unreadable
    if _is_disjoint(rule.days, days):
        return rule, None
    if _covers(days, rule.days):
        return None, rule
    its = set(rule.days.weekdays) or set(Weekday)
    outside, inside = its - set(days.weekdays), its & set(days.weekdays)
    return tuple(  # type: ignore[return-value]
        replace(rule, days=replace(rule.days, weekdays=tuple(some))) for some in (outside, inside)
    )


def _is_disjoint(one: Days, other: Days) -> bool:
    return bool(one.weekdays and other.weekdays) and not set(one.weekdays) & set(other.weekdays)


def _without_school_holidays(rule: Rule, days: Days) -> Iterator[Rule]:
    outside, inside = _parts(rule, days)
    if outside is not None:
        yield outside
    if inside is not None and inside.school is not SchoolPolicy.ONLY:
        yield replace(inside, school=SchoolPolicy.CLOSED)


def without_times(rule: Rule, where: Where, opens: int, closes: int) -> Iterator[Rule]:
    """What is left of a rule that a later one closes for part of a day. Raises Unreadable where we cannot say it."""
    if where.in_school_holidays or not rule.has_times:
        raise Unreadable
    outside, inside = _parts(rule, where.days)
    if outside is not None:
        yield outside
    if inside is None or inside.opens_at is None or inside.closes_at is None:
        return
    begin, end = minute_of(inside.opens_at), minute_of(inside.closes_at)
    end += DAY if inside.passes_midnight else 0
    if end > DAY or closes > DAY:
        raise Unreadable
    for first, last in ((begin, min(end, opens)), (max(begin, closes), end)):
        if first < last:
            yield replace(inside, opens_at=clock(first), closes_at=clock(last))


def on_no_known_policy(rule: Rule) -> Rule:
    """As after `PH unknown`. Raises Unreadable for a rule that names its days: our model holds it for certain."""
    if rule.days.names_days:
        raise Unreadable
    return replace(rule, holidays=HolidayPolicy.UNKNOWN, open_on=())
