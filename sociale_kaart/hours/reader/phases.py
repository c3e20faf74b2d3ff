"""Every so many weeks without a first date, and so often a month: which weeks is asked back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from sociale_kaart.hours.reader.result import Doubt, DoubtKind
from sociale_kaart.hours.reader.saying import said_date, said_days, said_nth, said_week
from sociale_kaart.hours.schedule import Days, Rule

# What is likely for so many times a month: weeks of the month.
_OF_MONTH = {
    1: ((1,), (2,), (3,), (4,), (-1,)),
    2: ((1, 3), (2, 4)),
    3: ((1, 2, 3), (2, 3, 4)),
    4: ((1, 2, 3, 4),),
}


def other_first_days(rules: Iterable[Rule]) -> list[Doubt]:
    """Every so many weeks on a weekday, from a date on that is another: which of the two is wrong."""
    found: list[Doubt] = []
    for rule in rules:
        first = rule.days.interval.anchor if rule.days.interval is not None else None
        if first is None or not rule.days.weekdays or first.weekday() in rule.days.weekdays:
            continue
        later = next(
            first + timedelta(n) for n in range(7) if (first + timedelta(n)).weekday() in rule.days.weekdays
        )
        said = (f"{said_days((one.weekday(),))} {said_date(one)}" for one in (first, later))
        found = [Doubt(DoubtKind.CONTRADICTION, tuple(said))]
    return found


def unsettled_phases(rules: Iterable[Rule]) -> list[Doubt]:
    """The doubt about weeks, once for a text."""
    for rule in rules:
        if rule.has_times and (readings := _readings(rule.days)):
            return [Doubt(DoubtKind.PHASE_MISSING, readings)]
    return []


def _readings(days: Days) -> tuple[str, ...]:
    said = said_week(days)
    if days.per_month:
        times = _OF_MONTH.get(days.per_month, _OF_MONTH[1])
        return tuple(f"{said_nth(weeks)} {said or 'week'} van de maand" for weeks in times)
    if days.interval is None or days.interval.anchor is not None:
        return ()
    if days.interval.weeks == 2:
        return f"{said} in de even weken".strip(), f"{said} in de oneven weken".strip()
    return (f"{said} om de {days.interval.weeks} weken: schrijf de eerste datum erbij".strip(),)
