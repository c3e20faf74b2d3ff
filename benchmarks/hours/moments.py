"""Moments at which engines tend to differ, and plain ones."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from benchmarks.hours.brute import public_holidays
from benchmarks.hours.made import FIRST, LAST, Made

ZONE = ZoneInfo("Europe/Amsterdam")
# Nights of the clock, week 53 and its neighbours, leap day, and the new year.
TELLING = (
    *(date(2025, 3, 30), date(2025, 10, 26), date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28)),
    *(date(2026, 12, 21) + timedelta(days=offset) for offset in range(28)),
    *(date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1), date(2024 + 1, 12, 31), date(2026, 1, 1)),
)


def moments(made: Made, count: int, random: Random) -> list[datetime]:
    """So many for one schedule, half of them at or a minute beside one of its own times."""
    return [_moment(made, random) for _ in range(count)]


def _moment(made: Made, random: Random) -> datetime:
    day = _day(random)
    if random.random() < 0.5:
        rule = random.choice(made.rules)
        minute = random.choice((rule.opens, rule.closes, (rule.opens + rule.closes) // 2)) + random.choice(
            (-1, 0, 0, 1)
        )
    else:
        minute = random.randrange(24 * 60)
    # Midnights further on count as the next day; an hour that comes twice is meant the first or the second time.
    days, minute = divmod(minute, 24 * 60)
    local = datetime(
        day.year, day.month, day.day, minute // 60, minute % 60, fold=random.randint(0, 1), tzinfo=ZONE
    )
    return local + timedelta(days=days)


def _day(random: Random) -> date:
    kind = random.random()
    if kind < 0.15:
        return random.choice(TELLING)
    if kind < 0.25:
        holiday = random.choice(sorted(public_holidays())) + timedelta(days=random.choice((-1, 0, 0, 1)))
        return min(max(holiday, FIRST), LAST)
    return FIRST + timedelta(days=random.randrange((LAST - FIRST).days))
