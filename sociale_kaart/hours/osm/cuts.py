"""What takes days out of the rules before it (`PH off`), and the order in which rules and cuts say just that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sociale_kaart.hours.daysets import falls_on
from sociale_kaart.hours.osm.words import said_days, said_holiday, said_weekdays
from sociale_kaart.hours.schedule import EVERY_DAY, Basis, Days, HolidayPolicy, Rule, SchoolPolicy


class CannotBeSaid(Exception):
    """OpenStreetMap has no words for it, or its evaluators disagree about them."""


@dataclass(frozen=True, slots=True)
class Cut:
    """`days` bounds the days that it takes out; `text` is how it is said."""

    text: str
    days: Days = EVERY_DAY


CLOSED_ON_HOLIDAYS = Cut("PH off")
UNKNOWN_ON_HOLIDAYS = Cut("PH unknown")
CLOSED_IN_SCHOOL_HOLIDAYS = Cut("SH off")


def cuts_of(rule: Rule, *, for_its_weekdays: bool) -> tuple[Cut, ...]:
    """What must take days out of a rule. Raises CannotBeSaid.

    for_its_weekdays : whether an exception is said for the weekdays of the rule alone, so that others keep theirs
    """
    return (
        *(_exception(days, rule, for_its_weekdays=for_its_weekdays) for days in rule.except_days),
        *_on_school_holidays(rule),
        *_on_public_holidays(rule),
    )


def _exception(days: Days, rule: Rule, *, for_its_weekdays: bool) -> Cut:
    if for_its_weekdays and not (days.weekdays or days.dates):
        days = replace(days, weekdays=rule.days.weekdays)
    said = None if days.holidays else said_days(days, said_weekdays(days))
    if not said:
        raise CannotBeSaid
    return Cut(f"{said} off", days)


def _on_school_holidays(rule: Rule) -> Iterator[Cut]:
    if rule.school_holidays:
        raise CannotBeSaid
    if rule.school is SchoolPolicy.CLOSED:
        yield CLOSED_IN_SCHOOL_HOLIDAYS


def _on_public_holidays(rule: Rule) -> Iterator[Cut]:
    closes = rule.holidays is HolidayPolicy.CLOSED
    if rule.holidays is HolidayPolicy.MOVED or rule.open_on:
        raise CannotBeSaid
    if rule.days.holidays and (closes or rule.closed_on):
        raise CannotBeSaid
    if closes:
        yield CLOSED_ON_HOLIDAYS
    elif is_unsure_on_holidays(rule):
        yield UNKNOWN_ON_HOLIDAYS
    for holiday in rule.closed_on:
        said = said_holiday(holiday)
        if said is None:
            raise CannotBeSaid
        yield Cut(f"{said} off")


def is_unsure_on_holidays(rule: Rule) -> bool:
    """Whether it is not known what becomes of its times on a public holiday."""
    return rule.holidays is HolidayPolicy.UNKNOWN and rule.basis is Basis.TIMES and not rule.days.names_days


def _bears_on(cut: Cut, rule: Rule) -> bool:
    """Whether a cut that a rule does not ask for would change it."""
    if cut == UNKNOWN_ON_HOLIDAYS and rule.basis is not Basis.TIMES:
        return False
    if cut.days.weekdays and rule.days.weekdays and not set(cut.days.weekdays) & set(rule.days.weekdays):
        return False
    if cut.days.dates and not rule.days.holidays:
        return any(falls_on(rule.days, day) for day in cut.days.dates)
    return True


def in_order(rules: Sequence[tuple[Rule, tuple[Cut, ...]]]) -> list[Rule | Cut]:
    """Rules, each before the cuts that it asks for and after those that it must not have. Raises CannotBeSaid."""
    waiting = list(rules)
    # Unknown first: a day that is closed on any account stays so on a holiday.
    cuts = sorted({cut: None for _, its in rules for cut in its}, key=UNKNOWN_ON_HOLIDAYS.__ne__)
    found: list[Rule | Cut] = []
    while waiting or cuts:
        ready = next((one for one in waiting if _may_come(one, cuts)), None)
        if ready is not None:
            waiting.remove(ready)
            found.append(ready[0])
            continue
        cut = next((one for one in cuts if not any(one in its for _, its in waiting)), None)
        if cut is None:
            raise CannotBeSaid
        cuts.remove(cut)
        found.append(cut)
    return found


def _may_come(one: tuple[Rule, tuple[Cut, ...]], cuts: Sequence[Cut]) -> bool:
    rule, its = one
    return not any(cut not in its and _bears_on(cut, rule) for cut in cuts)
