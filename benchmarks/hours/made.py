"""Schedules made at random, described in plain values so that every engine is given them in its own words.

Nothing here uses our engine but `as_hours`, which writes a description down in our model.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from random import Random

from sociale_kaart.hours.schedule import (
    DAYS_IN_MONTH,
    EVEN_WEEKS,
    ODD_WEEKS,
    Days,
    Holiday,
    HolidayPolicy,
    Hours,
    Interval,
    Rule,
    SchoolPolicy,
    Season,
    Weekday,
)
from sociale_kaart.model import Appointment

FIRST, LAST = date(2025, 1, 1), date(2028, 12, 31)
MonthDay = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class MadeDays:
    """Which days; nothing stated is every day. Weekdays count from 0, Monday."""

    weekdays: tuple[int, ...] = ()
    nth: tuple[int, ...] = ()
    parity: str = ""
    every: tuple[int, date] | None = None
    season: tuple[MonthDay, MonthDay] | None = None
    span: tuple[date, date] | None = None
    dates: tuple[date, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MadeRule:
    """Open on some days between two times, in minutes; past 24 * 60 is the next day."""

    days: MadeDays
    opens: int
    closes: int
    appointment: bool = False


@dataclass(frozen=True, kw_only=True)
class Made:
    """A schedule. `replaces`: a later rule takes its days from the earlier ones, as `;` does in OpenStreetMap."""

    rules: tuple[MadeRule, ...]
    replaces: bool = False
    off: tuple[MadeDays, ...] = ()
    on_holidays: str = "unknown"
    holiday_hours: tuple[int, int] | None = None
    moved_by: int = 0
    school: str = "ignore"
    tags: frozenset[str] = field(default_factory=frozenset)


def made_schedules(count: int, seed: int, *, for_osm: bool) -> Iterator[Made]:
    """So many, always the same; `for_osm`: only what the syntax of OpenStreetMap can say."""
    random = Random(seed)
    for _ in range(count):
        yield _made(random, for_osm=for_osm)


def _made(random: Random, *, for_osm: bool) -> Made:
    policies = ("open", "closed", "hours") if for_osm else ("open", "closed", "unknown", "moved", "hours")
    policy = random.choices(policies, weights=(3, 4, *[1] * (len(policies) - 2)))[0]
    rules = tuple(_rule(random, for_osm=for_osm) for _ in range(random.choice((1, 1, 2, 2, 3))))
    return Made(
        rules=rules,
        replaces=for_osm and random.random() < 0.5,
        off=tuple(_off(random) for _ in range(random.choice((0, 0, 0, 1, 2)))),
        on_holidays=policy,
        holiday_hours=(600, 720) if policy == "hours" else None,
        moved_by=random.choice((1, -1)) if policy == "moved" else 0,
        school="ignore" if for_osm else random.choice(("ignore", "ignore", "closed", "only")),
    )


def _rule(random: Random, *, for_osm: bool) -> MadeRule:
    opens = random.randrange(7 * 60, 21 * 60, 15)
    lasts = random.choice((60, 90, 120, 180, 240, 480))
    if random.random() < 0.08:  # a night, now and then past the hour at which the clock changes
        opens, lasts = random.choice((22 * 60, 23 * 60 + 30)), random.choice((150, 210, 300, 600))
    return MadeRule(
        days=_days(random, for_osm=for_osm),
        opens=opens,
        closes=opens + lasts,
        appointment=not for_osm and random.random() < 0.1,
    )


def _days(random: Random, *, for_osm: bool) -> MadeDays:
    kinds = ["week", "week", "week", "nth", "parity", "season", "span", "dates", "daily"]
    kind = random.choice(kinds if for_osm else [*kinds, "every", "every"])
    weekdays = tuple(sorted(random.sample(range(7), random.choice((1, 1, 1, 2, 3, 5)))))
    if kind == "dates":
        return MadeDays(dates=tuple(sorted({_date(random) for _ in range(random.randint(1, 5))})))
    if kind == "daily":
        return MadeDays()
    return MadeDays(
        weekdays=weekdays,
        nth=tuple(sorted(random.sample((1, 2, 3, 4, 5, -1), random.choice((1, 1, 2)))))
        if kind == "nth"
        else (),
        parity=random.choice(("even", "odd")) if kind == "parity" else "",
        every=(random.choice((2, 3, 4)), _date(random)) if kind == "every" else None,
        season=_season(random) if kind == "season" else None,
        span=_span(random, 300) if kind == "span" else None,
    )


def _off(random: Random) -> MadeDays:
    kind = random.choice(("span", "season", "nth", "dates"))
    if kind == "span":
        return MadeDays(span=_span(random, 25))
    if kind == "season":
        return MadeDays(season=_season(random))
    if kind == "nth":
        return MadeDays(weekdays=(random.randrange(7),), nth=(random.choice((1, 2, -1)),))
    return MadeDays(dates=(_date(random), _date(random)))


def _date(random: Random) -> date:
    return FIRST + timedelta(days=random.randrange((LAST - FIRST).days))


def _span(random: Random, longest: int) -> tuple[date, date]:
    first = _date(random)
    return first, first + timedelta(days=random.randint(1, longest))


def _season(random: Random) -> tuple[MonthDay, MonthDay]:
    """Whole months or any days, now and then past the new year. 29 February is left to our own tests."""
    if random.random() < 0.5:
        first, last = random.randint(1, 12), random.randint(1, 12)
        return (first, 1), (last, DAYS_IN_MONTH[last - 1])
    return _month_day(random), _month_day(random)


def _month_day(random: Random) -> MonthDay:
    month = random.randint(1, 12)
    return month, random.randint(1, 28)


# In our own model.

_POLICY = {
    "open": HolidayPolicy.OPEN,
    "closed": HolidayPolicy.CLOSED,
    "hours": HolidayPolicy.CLOSED,
    "unknown": HolidayPolicy.UNKNOWN,
    "moved": HolidayPolicy.MOVED,
}


def as_hours(made: Made) -> Hours:
    """The same schedule in our model."""
    rules = []
    for number, one in enumerate(made.rules):
        replacing = [later.days for later in made.rules[number + 1 :]] if made.replaces else []
        except_days = tuple(_as_days(days) for days in (*made.off, *replacing))
        rules.append(
            Rule(
                days=_as_days(one.days),
                opens_at=_time(one.opens),
                closes_at=_time(one.closes),
                except_days=except_days,
                holidays=_POLICY[made.on_holidays],
                moved_by=made.moved_by,
                school=SchoolPolicy(made.school),
                appointment=Appointment.NEEDED if one.appointment else Appointment.UNKNOWN,
            )
        )
    if made.holiday_hours is not None:
        opens, closes = made.holiday_hours
        holidays = Days(holidays=(Holiday.ANY,))
        rules.append(Rule(days=holidays, opens_at=_time(opens), closes_at=_time(closes)))
    return Hours(rules=tuple(rules))


def _as_days(days: MadeDays) -> Days:
    weeks = {"even": EVEN_WEEKS, "odd": ODD_WEEKS, "": ()}[days.parity]
    first, last = days.span or (None, None)
    return Days(
        weekdays=tuple(Weekday(day) for day in days.weekdays),
        nth=days.nth,
        weeks=weeks,
        interval=Interval(*days.every) if days.every else None,
        seasons=(Season(*days.season),) if days.season else (),
        dates=days.dates,
        valid_from=first,
        valid_to=last,
    )


def _time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
