"""Bar 5 of the hours: our engine beside independent ones, on 100,000 pairs of a made schedule and a moment.

    .venv/bin/python -m benchmarks.hours_agreement [--pairs 100000] [--seed 1]

Half of the pairs go to opening-hours-py, as far as the syntax of OpenStreetMap can say a schedule; half to brute force
over dateutil, for what it cannot: every n weeks from a date, unknown holidays, school holidays, moved days. Every
difference is told, with its explanation where there is one (and brute force must side with us); the exit code is 1
where there is none. Each schedule is
asked in its normalised form too, and all schedules together at shared moments.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random

import numpy as np

from benchmarks.hours.brute import BruteForce, matching, public_holidays
from benchmarks.hours.made import Made, as_hours, made_schedules
from benchmarks.hours.moments import moments
from benchmarks.hours.osm import OsmEngine
from sociale_kaart.hours.canonical import normalised
from sociale_kaart.hours.reason import Reason
from sociale_kaart.hours.timetable import Timetable

PER_SCHEDULE = 20
SHARED = 40
CLOCK_CHANGES = "the night in which the clock changes: it goes by the wall, we by the moment"
# See https://github.com/opening-hours/opening_hours.js/issues/87 for the reading of OpenStreetMap's specification.
NIGHTS = "after midnight it goes by the day it has become, we by the day on which somebody opened"
HOLIDAYS = "a day that it does not count as a public holiday: Goede Vrijdag, Bevrijdingsdag"


@dataclass(frozen=True)
class Difference:
    """Where two engines do not agree, and why, as far as that is known."""

    made: Made
    at: datetime
    ours: str
    theirs: str
    engine: str
    why: str = ""


def main() -> int:
    """Compare, and tell."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    per_engine = arguments.pairs // 2 // (PER_SCHEDULE + SHARED) + 1
    unexplained = 0
    for engine, for_osm in ((OsmEngine, True), (BruteForce, False)):
        schedules = list(made_schedules(per_engine, arguments.seed, for_osm=for_osm))
        tally: Counter[str] = Counter()
        found = list(differences(schedules, engine, Random(arguments.seed), tally))
        unexplained += told(engine.name, found, tally)
    return 1 if unexplained else 0


def differences(
    schedules: list[Made], engine: type[OsmEngine] | type[BruteForce], random: Random, tally: Counter[str]
) -> Iterator[Difference]:
    """Every pair on which the engines do not agree; the tally counts all pairs by what we said."""
    theirs = [engine(made) for made in schedules]
    for made, its in zip(schedules, theirs, strict=True):
        hours = as_hours(made)
        ours = Timetable([hours, normalised(hours)])
        for at in moments(made, PER_SCHEDULE, random):
            said, said_normalised = states(ours, at)
            tally[said] += 1
            yield from _compared(made, at, said, its)
            if said != said_normalised:
                yield Difference(made, at, said, said_normalised, "our normalised form")
    together = Timetable([as_hours(made) for made in schedules])
    for _ in range(SHARED):
        (at,) = moments(random.choice(schedules), 1, random)
        for made, its, said in zip(schedules, theirs, states(together, at), strict=True):
            tally[said] += 1
            yield from _compared(made, at, said, its)


def _compared(made: Made, at: datetime, said: str, engine: OsmEngine | BruteForce) -> Iterator[Difference]:
    theirs = engine.state(at)
    if said != theirs:
        why = explanation(made, at, said) if isinstance(engine, OsmEngine) else ""
        yield Difference(made, at, said, theirs, engine.name, why)


def states(timetable: Timetable, at: datetime) -> list[str]:
    """Open, closed or unknown, per schedule."""
    return [Reason(int(reason)).state.value for reason in np.asarray(timetable.state(at).reason)]


def explanation(made: Made, at: datetime, said: str) -> str:
    """Why opening-hours-py may rightly say something else; "" where it may not, or brute force is not with us."""
    if BruteForce(made).state(at) != said:
        return ""
    if _offset_changes(at):
        return CLOCK_CHANGES
    days = {at.date(), at.date() - timedelta(days=1)}
    if made.on_holidays in ("closed", "hours") and days & _uncounted_holidays():
        return HOLIDAYS
    return NIGHTS if _in_the_night_after(made, at) else ""


def _in_the_night_after(made: Made, at: datetime) -> bool:
    """Whether it is after midnight for a rule that began the day before, and days are taken out of rules."""
    minute = at.hour * 60 + at.minute + 24 * 60
    takes_out = made.replaces or bool(made.off) or made.on_holidays in ("closed", "hours")
    yesterday = at.date() - timedelta(days=1)
    nights = (rule for rule in made.rules if minute < rule.closes)
    return takes_out and any(yesterday in matching(rule.days) for rule in nights)


def _offset_changes(at: datetime) -> bool:
    midnight = at.replace(hour=0, minute=0, fold=0)
    return midnight.utcoffset() != (midnight + timedelta(days=1)).utcoffset() and at.hour < 4


@cache
def _uncounted_holidays() -> frozenset[date]:
    from opening_hours import OpeningHours

    counted = OpeningHours("PH 00:00-24:00", country="NL")
    noon = time(12)
    return frozenset(day for day in public_holidays() if not counted.is_open(datetime.combine(day, noon)))


def told(name: str, found: list[Difference], tally: Counter[str]) -> int:
    """Print what was compared and found; returns how many differences have no explanation."""
    pairs = sum(tally.values())
    said = ", ".join(f"{count} {state}" for state, count in sorted(tally.items()))
    print(f"{name}: {pairs} pairs ({said}), {len(found)} differences")
    for why, count in Counter(one.why or f"unexplained, {one.engine}" for one in found).items():
        print(f"  {count:6} {why}")
    unexplained = [one for one in found if not one.why]
    for one in unexplained[:10]:
        print(f"  at {one.at.isoformat()} we say {one.ours}, {one.engine} says {one.theirs}: {one.made}")
    return len(unexplained)


if __name__ == "__main__":
    sys.exit(main())
