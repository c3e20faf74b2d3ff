"""Bar 4 of the hours: the state of 20,000 offers at a moment, and all their occurrences in a month, on one core.

    .venv/bin/python -m benchmarks.hours_speed [--offers 20000] [--seed 1] [--naive 2000]

Beside it, in the same run, the naive way: a loop over python-dateutil's rules, one offer after another, with holidays
looked up in a set. It leaves out what dateutil has no words for, so it does less. It is timed on a part of the offers
and reckoned up to all of them, since it takes long.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rruleset, rrulestr

from benchmarks.hours.brute import public_holidays
from benchmarks.hours.made import Made, as_hours, made_schedules
from sociale_kaart.hours.recurrence import recurrence
from sociale_kaart.hours.schedule import Hours
from sociale_kaart.hours.timetable import Timetable

ZONE = ZoneInfo("Europe/Amsterdam")
MOMENTS = [
    datetime(2026, 4, 7, 10, 30, tzinfo=ZONE),
    datetime(2026, 12, 26, 14, 0, tzinfo=ZONE),
    datetime(2027, 3, 28, 2, 30, tzinfo=ZONE),
    datetime(2026, 7, 16, 19, 45, tzinfo=ZONE),
]
MONTHS = [(date(2026, month, 1), date(2026, month + 1, 1)) for month in (1, 4, 10)]
BAR_STATE_S, BAR_MONTH_S = 0.1, 2.0

NaiveOffer = list[tuple[rruleset, timedelta, bool]]


def main() -> None:
    """Make the offers, time both ways, tell."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--offers", type=int, default=20_000)
    parser.add_argument("--naive", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    made = list(made_schedules(arguments.offers, arguments.seed, for_osm=False))
    hours = [as_hours(one) for one in made]
    rules = sum(len(one.rules) for one in hours)
    print(f"{len(hours)} offers, {rules} rules, {len(set(hours))} different; processor time on one core")
    ready_s, timetable = _timed(lambda: Timetable(hours))
    print(f"made ready once in {ready_s:.2f} s")
    timetable.state(MOMENTS[0])  # the calendar of a year is reckoned once
    states = [_timed(lambda at=at: timetable.state(at))[0] for at in MOMENTS * 3]
    months = [_timed(lambda month=month: timetable.occurrences(*month)) for month in MONTHS]
    state_s = statistics.median(states)
    month_s = statistics.median(took for took, _ in months)
    found = ", ".join(str(len(table)) for _, table in months)
    _tell("state at a moment", state_s, BAR_STATE_S, max(states))
    _tell(f"occurrences of a month ({found})", month_s, BAR_MONTH_S, max(took for took, _ in months))
    next_s = statistics.median(_timed(lambda at=at: timetable.upcoming(at))[0] for at in MOMENTS)
    print(f"the next time of every offer: median {next_s * 1000:.0f} ms")
    _against_naive(made[: arguments.naive], hours[: arguments.naive], len(made), state_s, month_s)


def _tell(what: str, took_s: float, bar_s: float, worst_s: float) -> None:
    verdict = "within" if worst_s <= bar_s else "OVER"
    print(
        f"{what}: median {took_s * 1000:.0f} ms, worst {worst_s * 1000:.0f} ms; bar {bar_s * 1000:.0f} ms, {verdict}"
    )


def _against_naive(made: list[Made], hours: list[Hours], offers: int, state_s: float, month_s: float) -> None:
    naive = [list(_naive(one, its)) for one, its in zip(made, hours, strict=True)]
    part = offers / len(naive)
    naive_state_s = _timed(lambda: [_naive_is_open(one, MOMENTS[0]) for one in naive])[0] * part
    naive_month_s = _timed(lambda: [_naive_month(one, *MONTHS[1]) for one in naive])[0] * part
    for what, ours_s, its_s in (("state", state_s, naive_state_s), ("month", month_s, naive_month_s)):
        ratio = its_s / ours_s
        print(
            f"{what}: a loop over dateutil rules takes {its_s:.2f} s for {offers} offers, {ratio:.0f} times as long"
        )


def _naive(made: Made, hours: Hours) -> Iterator[tuple[rruleset, timedelta, bool]]:
    """Rules ready made, which the naive way would have to make from text each time."""
    for one, rule in zip(made.rules, hours.rules, strict=False):
        found = recurrence(rule.days, date(2025, 1, 1))
        if found is None or rule.opens_at is None:
            continue
        both = rruleset(cache=False)
        start = datetime.combine(found.first, rule.opens_at, tzinfo=ZONE)
        for text in found.rules:
            both.rrule(rrulestr(text, dtstart=start))
        for day in found.dates:
            both.rdate(datetime.combine(day, rule.opens_at, tzinfo=ZONE))
        yield both, timedelta(minutes=one.closes - one.opens), made.on_holidays == "open"


def _naive_is_open(offer: NaiveOffer, at: datetime) -> bool:
    return any(
        begin <= at < begin + lasts
        for rules, lasts, on_holidays in offer
        for begin in rules.between(at - lasts, at, inc=True)
        if on_holidays or begin.date() not in public_holidays()
    )


def _naive_month(offer: NaiveOffer, start: date, end: date) -> list[tuple[datetime, datetime]]:
    first = datetime.combine(start, clock.min, tzinfo=ZONE)
    last = datetime.combine(end, clock.min, tzinfo=ZONE)
    return [
        (begin.astimezone(UTC), (begin + lasts).astimezone(UTC))
        for rules, lasts, on_holidays in offer
        for begin in rules.between(first, last, inc=True)
        if on_holidays or begin.date() not in public_holidays()
    ]


def _timed(call: Callable[[], Any]) -> tuple[float, Any]:
    # Processor time: what one core needs, also where other programs share it.
    start = time.process_time()
    result = call()
    return time.process_time() - start, result


if __name__ == "__main__":
    main()
