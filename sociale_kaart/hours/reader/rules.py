"""Items joined with what holds for the whole text: the rules of a schedule."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from sociale_kaart.hours.reader.draft import Draft
from sociale_kaart.hours.reader.reading import Reading
from sociale_kaart.hours.schedule import Basis, Days, Holiday, HolidayPolicy, Rule, SchoolPolicy
from sociale_kaart.model import Appointment

_MOST_ITEMS = 100  # each is held against all before it


def rules_of(reading: Reading) -> list[Rule]:
    """The rules that a text comes to, once it has been read."""
    items = [item for item in reading.items if not item.phone and not item.undecided]
    _give_way(items)
    rules = [
        _with_whole(rule, reading, item)
        for item in items
        for rule in item.rules()
        if item.spans or item.basis is not Basis.TIMES
    ]
    rules += [_extra(draft, items, reading) for draft in reading.extra_bases]
    if not rules and reading.whole.appointment is Appointment.NEEDED and not reading.items_said:
        rules.append(Rule(basis=Basis.APPOINTMENT))
    rules += [Rule(days=days, basis=Basis.CLOSED) for days in reading.whole.closed if rules]
    if reading.whole.closed_all and not rules:
        rules.append(Rule(basis=Basis.CLOSED))
    return rules


def _give_way(items: list[Draft]) -> None:
    """Other hours for some of the days of an earlier item replace them there, unless "ook" stands beside them."""
    for at, later in enumerate(items[:_MOST_ITEMS]):
        for earlier in items[:at]:
            if not later.added and _replaces(later, earlier):
                earlier.excepts.append(later.days)


def _replaces(later: Draft, earlier: Draft) -> bool:
    ours, theirs = later.days, earlier.days
    if earlier.school is not later.school or theirs.dates or later.others or not later.spans or later.named:
        return False
    if ours.is_vague or theirs.is_vague:
        return False
    if ours.dates:
        return any(day.weekday() in theirs.weekdays for day in ours.dates)
    if ours.weekdays == theirs.weekdays and ours.nth == theirs.nth:
        return _says_period(ours) and not _says_period(theirs) and ours.weeks == theirs.weeks
    if theirs.nth or not set(ours.weekdays) < set(theirs.weekdays):
        return False
    conditions = [replace(days, weekdays=(), nth=()) for days in (ours, theirs)]
    return conditions[0] == conditions[1] and any(
        _overlap(one, two) for one in later.spans for two in earlier.spans
    )


def _says_period(days: Days) -> bool:
    return bool(days.months or days.seasons or days.valid_from or days.valid_to)


def _overlap(one: tuple[time | None, time | None], two: tuple[time | None, time | None]) -> bool:
    first, last = max(one[0] or time.max, two[0] or time.max), min(one[1] or time.min, two[1] or time.min)
    return first < last


def _extra(draft: Draft, items: list[Draft], reading: Reading) -> Rule:
    known = tuple(dict.fromkeys(Days(weekdays=item.days.weekdays) for item in items if item.days.weekdays))
    if draft.basis is Basis.LOCATION:
        return Rule(
            days=draft.days,
            basis=draft.basis,
            except_days=known,
            appointment=reading.whole.appointment or Appointment.UNKNOWN,
        )
    return Rule(days=draft.days, basis=draft.basis, except_days=known)


def _with_whole(rule: Rule, reading: Reading, item: Draft) -> Rule:
    """The rule with what holds for the whole text."""
    if item.basis is not Basis.TIMES:
        return rule
    rule = _with_holidays(rule, reading)
    if reading.whole.school is not SchoolPolicy.IGNORE and rule.school is SchoolPolicy.IGNORE:
        rule = replace(
            rule, school=reading.whole.school, school_holidays=tuple(reading.whole.school_holidays)
        )
    elif rule.school is SchoolPolicy.IGNORE and reading.school_items:
        named = {one for other in reading.school_items for one in other.school_holidays}
        rule = replace(rule, school=SchoolPolicy.CLOSED, school_holidays=tuple(named))
    if item.appointment is None and reading.whole.appointment is not None:
        rule = replace(rule, appointment=reading.whole.appointment)
    return rule


def _with_holidays(rule: Rule, reading: Reading) -> Rule:
    if rule.days.holidays:
        gone = reading.whole.closed_on - set(rule.days.holidays)
        return replace(rule, closed_on=tuple(gone)) if Holiday.ANY in rule.days.holidays else rule
    timed = [one for other in reading.items for one in other.named if other.spans]
    policy = reading.whole.holidays or (
        HolidayPolicy.CLOSED if Holiday.ANY in timed else HolidayPolicy.UNKNOWN
    )
    closed = (reading.whole.closed_on | set(timed)) - reading.whole.open_on - {Holiday.ANY}
    if policy is HolidayPolicy.CLOSED:
        closed = set()
    return replace(
        rule,
        holidays=policy,
        moved_by=reading.whole.moved_by if policy is HolidayPolicy.MOVED else 0,
        closed_on=tuple(closed),
        open_on=tuple(reading.whole.open_on - closed),
    )
