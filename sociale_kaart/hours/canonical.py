"""One way to say the same hours, so that what means the same compares equal.

Two schedules that were written differently ("niet in juli en augustus", "september t/m juni"; one rule for two days,
two rules for one day each) come out as the same rules in the same order. What they mean never changes: a property
test holds the occurrences before and after beside each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import time

from sociale_kaart.hours.daysets import ALL_NTH, ALL_WEEKS, plain, plain_exception, without
from sociale_kaart.hours.schedule import (
    EVERY_DAY,
    Basis,
    Days,
    Holiday,
    HolidayPolicy,
    Hours,
    Rule,
    SchoolHoliday,
    SchoolPolicy,
    Weekday,
)
from sociale_kaart.hours.yeardays import months_and_seasons, year_days
from sociale_kaart.model import Appointment

# Public holidays in every year: closing on public holidays closes on these.
ALWAYS_PUBLIC = frozenset(Holiday) - {Holiday.ANY, Holiday.BEVRIJDINGSDAG}


def normalised(hours: Hours) -> Hours:
    """The same hours in the one form that every way to say them comes to."""
    form = _simplified(hours)
    for _ in range(_MOST_STEPS):
        further = _simplified(form)
        if further == form:
            break
        form = further
    return form


# What one step makes alike, another may put together: a closure that turns out to be about holidays alone, say.
_MOST_STEPS = 5


def _simplified(hours: Hours) -> Hours:
    spoken = [plain_policies(rule) for rule in hours.rules]
    rules = [plain_policies(rule) for rule in _with_closures_inside(spoken)]
    vague = [_shortest(rule) for rule in rules if rule.days.is_vague]
    united = {*vague, *_settled(rule for rule in rules if not rule.days.is_vague)}
    if hours.says_when and not any(rule.basis is not Basis.CLOSED for rule in united):
        united = {Rule(basis=Basis.CLOSED)}  # it names no day that there is: never open, which is not unknown
    return replace(hours, rules=tuple(sorted(united, key=_order)))


def _settled(rules: Iterable[Rule]) -> list[Rule]:
    """Rules with their days said in one way, alike ones together."""
    split = (part for rule in rules for part in _per_weekday(rule))
    simple = [done for part in split if (done := _exceptions_worked_in(part)) is not None]
    return [_shortest(rule) for rule in _united(simple)]


# Closures: a rule that says "closed" takes its days out of the others.


def _with_closures_inside(rules: Sequence[Rule]) -> list[Rule]:
    closing = _settled(rule for rule in rules if rule.basis is Basis.CLOSED)
    others = [rule for rule in rules if rule.basis is not Basis.CLOSED]
    if any(_moves(rule) for rule in others):
        return [
            *others,
            *closing,
        ]  # a closed day that moves elsewhere first is another matter than one taken out
    plain = [rule.days for rule in closing if _is_plain(rule)]
    if EVERY_DAY in plain or not others:
        return [Rule(basis=Basis.CLOSED)] if EVERY_DAY in plain else closing
    # What depends on school holidays stays a rule of its own: it can be uncertain where the rules it closes are not.
    return [rule.not_on(*plain) for rule in others] + [rule for rule in closing if not _is_plain(rule)]


def _moves(rule: Rule) -> bool:
    return rule.holidays is HolidayPolicy.MOVED


def _is_plain(closing: Rule) -> bool:
    on_holidays = closing.open_on or closing.closed_on or closing.holidays is not HolidayPolicy.UNKNOWN
    return not (closing.except_days or on_holidays) and closing.school is SchoolPolicy.IGNORE


# Policies.


def plain_policies(rule: Rule) -> Rule:
    """Policies said once, and silence that changes nothing left silent; its days stay as they are."""
    rule = _plain_holidays(rule)
    if set(rule.school_holidays) == set(SchoolHoliday):
        rule = replace(rule, school_holidays=())
    if rule.basis is Basis.APPOINTMENT:
        return replace(rule, appointment=Appointment.NEEDED)
    return replace(rule, appointment=Appointment.UNKNOWN) if rule.basis is Basis.CLOSED else rule


def _plain_holidays(rule: Rule) -> Rule:
    rule = _any_holiday(_except_holidays(_any_holiday(rule)))
    if (
        rule.basis is not Basis.TIMES
    ):  # a holiday makes such a rule no less certain, so silence is all there is to say
        silent = rule.holidays in (HolidayPolicy.OPEN, HolidayPolicy.UNKNOWN)
        return replace(rule, holidays=HolidayPolicy.UNKNOWN, open_on=()) if silent else rule
    if rule.holidays is HolidayPolicy.UNKNOWN and rule.days.names_days:
        rule = replace(rule, holidays=HolidayPolicy.OPEN)
    if rule.holidays is HolidayPolicy.OPEN:
        rule = replace(rule, open_on=())
    if rule.holidays is HolidayPolicy.CLOSED:
        rule = replace(rule, closed_on=tuple(set(rule.closed_on) - ALWAYS_PUBLIC))
    return rule


def _any_holiday(rule: Rule) -> Rule:
    """Any holiday by name is the policy."""
    if Holiday.ANY in rule.closed_on:
        named = tuple(set(rule.closed_on) - {Holiday.ANY})
        return replace(rule, holidays=HolidayPolicy.CLOSED, moved_by=0, closed_on=named, open_on=())
    if Holiday.ANY in rule.open_on:
        return replace(rule, holidays=HolidayPolicy.OPEN, moved_by=0, open_on=())
    return rule


def _except_holidays(rule: Rule) -> Rule:
    """Holidays among the exceptions are holidays on which it is closed."""
    named = [days for days in rule.except_days if days.holidays and replace(days, holidays=()) == EVERY_DAY]
    if not named or _moves(rule):
        return rule
    closed = {holiday for days in named for holiday in days.holidays}
    return replace(
        rule,
        except_days=tuple(days for days in rule.except_days if days not in named),
        closed_on=(*rule.closed_on, *closed),
        open_on=tuple(holiday for holiday in rule.open_on if holiday not in closed),
    )


# Days: one weekday at a time, what it leaves out worked in where that can be.


def _per_weekday(rule: Rule) -> Iterator[Rule]:
    """One rule per weekday, so that it makes no difference which were named together; dates have theirs already."""
    days = plain(rule.days)
    if days is None:
        return
    if days.dates:
        yield replace(rule, days=days)
        return
    for weekday in days.weekdays or tuple(Weekday):
        yield replace(rule, days=replace(days, weekdays=(weekday,)))


def _exceptions_worked_in(rule: Rule) -> Rule | None:
    """A rule of one weekday, left with the exceptions that it cannot say as its own days; None where no day is left."""
    days: Days | None = rule.days
    exceptions = {short for one in rule.except_days if (short := plain_exception(one)) is not None}
    if _moves(rule):  # its exceptions hold for the day that it moves to as well
        return replace(rule, except_days=_one_of_dates(exceptions))
    kept = []
    for exception in sorted(exceptions, key=repr):
        if days is None:
            return None
        days, still = without(days, exception)
        if still is not None:
            kept.append(still)
    # Said in one way again: an interval is counted from the first day, and that may have moved.
    left_days = None if days is None else plain(days)
    return None if left_days is None else replace(rule, days=left_days, except_days=_one_of_dates(kept))


def _one_of_dates(exceptions: Iterable[Days]) -> tuple[Days, ...]:
    """Exceptions in one order, those that name dates together in one."""
    exceptions = set(exceptions)
    dated = {one for one in exceptions if one.dates and one == Days(dates=one.dates, weekdays=one.weekdays)}
    dates = {day for one in dated for day in one.dates}
    others = sorted(exceptions - dated, key=repr)
    return (*others, Days(dates=tuple(dates))) if dates else tuple(others)


# Rules that differ in one respect only are one rule.

Alike = Callable[[Rule], Rule | None]  # a rule without that respect, None where it has no part in this
Unite = Callable[[Sequence[Rule]], Rule]


def _united(rules: Iterable[Rule]) -> Iterable[Rule]:
    for alike, unite in _RESPECTS:
        rules = _united_by(alike, unite, rules)
    return rules


def _united_by(alike: Alike, unite: Unite, rules: Iterable[Rule]) -> list[Rule]:
    groups: dict[Rule, list[Rule]] = defaultdict(list)
    apart = []
    for rule in rules:
        key = alike(rule)
        if key is None:
            apart.append(rule)
        else:
            groups[key].append(rule)
    return apart + [unite(several) if len(several) > 1 else several[0] for several in groups.values()]


def _but_nth(rule: Rule) -> Rule | None:
    return None if rule.days.dates else replace(rule, days=replace(rule.days, nth=()))


def _any_nth(rules: Sequence[Rule]) -> Rule:
    nth = {one for rule in rules for one in rule.days.nth or ALL_NTH}
    days = replace(rules[0].days, nth=() if nth >= set(ALL_NTH) else tuple(nth))
    return replace(rules[0], days=days)


def _but_weeks(rule: Rule) -> Rule | None:
    return None if rule.days.dates else replace(rule, days=replace(rule.days, weeks=()))


def _any_week(rules: Sequence[Rule]) -> Rule:
    weeks = {one for rule in rules for one in rule.days.weeks or ALL_WEEKS}
    days = replace(rules[0].days, weeks=() if weeks == set(ALL_WEEKS) else tuple(weeks))
    return replace(rules[0], days=days)


def _but_year_days(rule: Rule) -> Rule | None:
    return None if rule.days.dates else replace(rule, days=replace(rule.days, months=(), seasons=()))


def _any_year_days(rules: Sequence[Rule]) -> Rule:
    found = 0
    for rule in rules:
        found |= year_days(rule.days)
    months, seasons = months_and_seasons(found)
    return replace(rules[0], days=replace(rules[0].days, months=months, seasons=seasons))


def _but_dates(rule: Rule) -> Rule | None:
    return replace(rule, days=replace(rule.days, dates=())) if rule.days.dates else None


def _any_date(rules: Sequence[Rule]) -> Rule:
    dates = tuple(day for rule in rules for day in rule.days.dates)
    return replace(rules[0], days=replace(rules[0].days, dates=dates))


def _but_weekdays(rule: Rule) -> Rule | None:
    if rule.days.dates:
        return None
    # Its exceptions say for which weekday they are, so they may come together whatever they are.
    exceptions = rule.except_days if _moves(rule) else ()
    days = replace(rule.days, weekdays=tuple(Weekday) if rule.days.nth else ())
    return replace(rule, days=days, except_days=exceptions)


def _any_weekday(rules: Sequence[Rule]) -> Rule:
    weekdays = {weekday for rule in rules for weekday in rule.days.weekdays}
    days = replace(rules[0].days, weekdays=tuple(weekdays))
    if _moves(rules[0]):
        return replace(rules[0], days=days)
    exceptions: dict[Days, set[Weekday]] = defaultdict(set)
    for rule in rules:
        for one in rule.except_days:
            exceptions[replace(one, weekdays=tuple(Weekday) if one.nth else ())] |= set(one.weekdays)
    return replace(
        rules[0],
        days=days,
        except_days=_one_of_dates(replace(one, weekdays=tuple(its)) for one, its in exceptions.items()),
    )


def _shortest(rule: Rule) -> Rule:
    """Every day of the week need not be said; nor that an exception is for the days of its own rule."""
    weekdays = rule.days.weekdays

    def short(days: Days) -> Days:
        said = not (days.nth or _moves(rule)) and set(days.weekdays) in (set(weekdays), set(Weekday))
        return replace(days, weekdays=()) if said else days

    exceptions = tuple(sorted((short(one) for one in rule.except_days), key=repr))
    days = (
        replace(rule.days, weekdays=()) if not rule.days.nth and set(weekdays) == set(Weekday) else rule.days
    )
    return replace(rule, days=days, except_days=exceptions)


_RESPECTS: tuple[tuple[Alike, Unite], ...] = (
    (_but_nth, _any_nth),
    (_but_weeks, _any_week),
    (_but_year_days, _any_year_days),
    (_but_dates, _any_date),
    (_but_weekdays, _any_weekday),
)


def _order(rule: Rule) -> tuple[bool, int, time, str]:
    """Days of the week before dates, in the order of the week and of the day."""
    return (
        bool(rule.days.dates),
        min(rule.days.weekdays, default=-1),
        rule.opens_at or time.min,
        repr(rule),
    )
