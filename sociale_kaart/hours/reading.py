"""Takes a coordinator's text about hours into a Schedule, and a Schedule into hours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from sociale_kaart.hours.reader import ParsedHours, parse
from sociale_kaart.hours.schedule import Basis, HolidayPolicy, Hours, Rule
from sociale_kaart.model import Appointment, Provenance, Schedule


def read_schedule(
    text: str, valid_from: date | None = None, valid_to: date | None = None, parts: Iterable[str] = ()
) -> Schedule | None:
    """The schedule a text describes, uninterpreted; None where nothing is said at all.

    Line breaks become "; " so that a schedule stays one line in every table. `parts` are what is to be read each on its
    own, where there are several.
    """
    lines = [" ".join(line.split()) for line in text.splitlines()]
    said = "; ".join(line for line in lines if line)
    if not said and valid_from is None and valid_to is None:
        return None
    several = tuple(parts)
    return Schedule(
        text=said, valid_from=valid_from, valid_to=valid_to, parts=several if len(several) > 1 else ()
    )


@lru_cache(maxsize=100_000)
def parsed(text: str, lang: str, as_of: date | None) -> ParsedHours:
    """`reader.parse`, each text once: a large map says the same in many rows."""
    return parse(text, lang, as_of)


def read(schedule: Schedule, lang: str) -> ParsedHours:
    """What a schedule's words say; words of several rows or columns are read each on their own."""
    known_on = known_true_on(schedule.provenance)
    if not schedule.parts:
        return parsed(schedule.text, lang, known_on)
    found = [parsed(part, lang, known_on) for part in schedule.parts]
    said = (one.said_appointment for one in found)
    return ParsedHours(
        text=schedule.text,
        hours=Hours(
            rules=tuple(dict.fromkeys(rule for one in found for rule in one.hours.rules)),
            leftover=tuple(dict.fromkeys(words for one in found for words in one.hours.leftover)),
            doubtful=any(one.hours.doubtful for one in found),
        ),
        leftover=tuple(dict.fromkeys(words for one in found for words in one.leftover)),
        doubts=tuple(dict.fromkeys(doubt for one in found for doubt in one.doubts)),
        said_appointment=next((one for one in said if one is not Appointment.UNKNOWN), Appointment.UNKNOWN),
    )


def known_true_on(provenance: Provenance | None) -> date | None:
    """The last day on which somebody held a text to be true; it settles dates without a year."""
    if provenance is None:
        return None
    return max((day for day in (provenance.as_of, provenance.checked) if day is not None), default=None)


def in_force(
    hours: Hours,
    schedule: Schedule,
    appointment: Appointment = Appointment.UNKNOWN,
    public_holidays: HolidayPolicy = HolidayPolicy.UNKNOWN,
) -> Hours:
    """Hours as read from a schedule's text, with what is said beside that text.

    The help is there from valid_from to valid_to: outside those days it is closed, not unknown, as its presence then
    is a no. `appointment` is what the sheet says of the help where the text is silent, public_holidays what the map
    declares of holidays where it is.
    """
    rules = (_on_holidays(_by_appointment(rule, appointment), public_holidays) for rule in hours.rules)
    return replace(hours, rules=tuple(_bounded(rule, schedule) for rule in rules))


def from_now_on(hours: Hours, today: date) -> Hours:
    """The same without first days that have passed: nobody is helped by reading since when it has been so."""
    return replace(
        hours,
        rules=tuple(
            replace(rule, days=replace(rule.days, valid_from=None)) if _has_begun(rule, today) else rule
            for rule in hours.rules
        ),
    )


def _has_begun(rule: Rule, today: date) -> bool:
    return rule.days.valid_from is not None and rule.days.valid_from <= today


def _bounded(rule: Rule, schedule: Schedule) -> Rule:
    firsts = [day for day in (rule.days.valid_from, schedule.valid_from) if day is not None]
    lasts = [day for day in (rule.days.valid_to, schedule.valid_to) if day is not None]
    bounds = replace(rule.days, valid_from=max(firsts, default=None), valid_to=min(lasts, default=None))
    return rule if rule.basis is Basis.CLOSED else replace(rule, days=bounds)


def _on_holidays(rule: Rule, policy: HolidayPolicy) -> Rule:
    silent = rule.holidays is HolidayPolicy.UNKNOWN and rule.basis is Basis.TIMES and not rule.days.names_days
    return replace(rule, holidays=policy) if silent else rule


def _by_appointment(rule: Rule, appointment: Appointment) -> Rule:
    silent = rule.appointment is Appointment.UNKNOWN and rule.basis in (Basis.TIMES, Basis.LOCATION)
    return replace(rule, appointment=appointment) if silent else rule
