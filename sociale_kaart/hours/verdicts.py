"""Whether rules hold on days, and why not: many rules against a run of days at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.hours.almanac import ALL_SCHOOL_BITS, HOLIDAY_BITS, SCHOOL_BITS, Almanac, almanac
from sociale_kaart.hours.calendar import Calendar
from sociale_kaart.hours.reason import FIRST_CLOSED, Reason
from sociale_kaart.hours.schedule import MOST_DAYS_MOVED, Basis, Holiday, HolidayPolicy, Rule, SchoolPolicy
from sociale_kaart.hours.selectors import Selectors

Verdicts = NDArray[np.uint8]  # (rules, days) of Reason

HELD = np.uint8(Reason.WITHIN_HOURS)


class Rules:
    """Rules of any number of schedules in columns; `owners` says which schedule each belongs to."""

    def __init__(self, rules: Sequence[Rule], owners: Sequence[int]) -> None:
        moved = np.array([rule.holidays is HolidayPolicy.MOVED for rule in rules], dtype=np.bool_)
        self.count = len(rules)
        self._moved = np.flatnonzero(moved)
        self._steady = np.flatnonzero(~moved)
        self._moved_rules = _Columns([rules[int(at)] for at in self._moved])
        self._steady_rules = _Columns([rules[int(at)] for at in self._steady])
        self._closures = _closures(rules, owners)

    def verdicts(self, first: int, length: int, calendar: Calendar) -> Verdicts:
        """Of every rule on every day from a day number on; closures of the same schedule are worked in."""
        found = np.empty((self.count, length), dtype=np.uint8)
        found[self._steady] = self._steady_rules.verdicts(almanac(first, length, calendar))
        if len(self._moved):
            # What a holiday just outside moves in here, must be seen.
            around = almanac(first - MOST_DAYS_MOVED, length + 2 * MOST_DAYS_MOVED, calendar)
            found[self._moved] = self._moved_rules.verdicts(around)[:, MOST_DAYS_MOVED:-MOST_DAYS_MOVED]
        self._close(found)
        return found

    def _close(self, found: Verdicts) -> None:
        if not self._closures.size:
            return
        closing, closed = self._closures.T
        its = found[closing]
        effect = np.where(its == HELD, np.uint8(Reason.EXCEPTED), np.where(its < FIRST_CLOSED, its, HELD))
        np.maximum.at(found, closed, effect)


def _closures(rules: Sequence[Rule], owners: Sequence[int]) -> NDArray[np.int64]:
    """Pairs of a rule that says "closed" and another one of the same schedule, as (pairs, 2)."""
    closing: dict[int, list[int]] = {}
    for at, rule in enumerate(rules):
        if rule.basis is Basis.CLOSED:
            closing.setdefault(owners[at], []).append(at)
    if not closing:
        return np.empty((0, 2), dtype=np.int64)
    pairs = [
        (closer, at)
        for at, rule in enumerate(rules)
        if rule.basis is not Basis.CLOSED
        for closer in closing.get(owners[at], ())
    ]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


class _Columns:
    """Rules in columns, without the closures between them."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._days = Selectors([rule.days for rule in rules])
        self._exceptions = Selectors([days for rule in rules for days in rule.except_days])
        self._excepting = np.repeat(
            np.arange(len(rules)), np.array([len(rule.except_days) for rule in rules], dtype=np.int64)
        )
        self._open_on = _holiday_bits([rule.open_on for rule in rules])
        self._closed_on = _holiday_bits([rule.closed_on for rule in rules])
        self._policy = np.array([_on_holidays(rule) for rule in rules], dtype=np.uint8)
        self._moved_by = np.array([rule.moved_by for rule in rules], dtype=np.int64)
        self._school = {
            policy: np.array([at for at, rule in enumerate(rules) if rule.school is policy], dtype=np.int64)
            for policy in _SCHOOL
        }
        self._school_bits = np.array([_school_bits(rule) for rule in rules], dtype=np.uint64)

    def verdicts(self, days: Almanac) -> Verdicts:
        matches = self._days.matches(days)
        limits = self._limits(days)
        found = np.where(matches, limits, np.uint8(Reason.OUTSIDE_HOURS))
        on_holiday = self._on_holidays(days)
        result = np.maximum(found, on_holiday)
        self._move_in(result, (found == HELD) & (on_holiday == Reason.MOVED), limits, days)
        return result

    def _limits(self, days: Almanac) -> Verdicts:
        """What exceptions and school holidays leave, whatever day of the week it is."""
        limits = np.zeros((len(self._policy), len(days)), dtype=np.uint8)
        self._limit_to_school(limits, days)
        if len(self._excepting):
            starts = np.flatnonzero(np.diff(self._excepting, prepend=-1))
            excepted = np.logical_or.reduceat(self._exceptions.matches(days), starts, axis=0)
            rules = self._excepting[starts]
            limits[rules] = np.where(excepted, np.uint8(Reason.EXCEPTED), limits[rules])
        return limits

    def _limit_to_school(self, limits: Verdicts, days: Almanac) -> None:
        unsourced = np.where(days.school_sourced, HELD, np.uint8(Reason.SCHOOL_YEAR_UNKNOWN))[None, :]
        for policy, rules in self._school.items():
            if not len(rules):
                continue
            bits = self._school_bits[rules, None]
            free = (days.school_free[None, :] & bits) != 0
            differs = (days.school_differs[None, :] & bits) != 0
            at_school, at_home = _SCHOOL[policy]
            settled = np.where(unsourced == HELD, np.uint8(at_school), unsourced)
            unfree = np.where(differs, np.uint8(Reason.SCHOOL_REGIONS_DIFFER), settled)
            limits[rules] = np.where(free, np.uint8(at_home), unfree)

    def _on_holidays(self, days: Almanac) -> Verdicts:
        """What a holiday makes of a rule; HELD where the day is none, or the rule does not mind."""
        kept = self._named(self._open_on, days)
        left = days.is_public_holiday[None, :] & ~kept
        verdict = np.where(left, self._policy[:, None], HELD)
        return np.where(self._named(self._closed_on, days), np.uint8(Reason.ON_HOLIDAY), verdict)

    @staticmethod
    def _named(bits: NDArray[np.uint64], days: Almanac) -> NDArray[np.bool_]:
        found = np.zeros((len(bits), len(days)), dtype=np.bool_)
        naming = np.flatnonzero(bits)
        found[naming] = (bits[naming, None] & days.holidays[None, :]) != 0
        return found

    def _move_in(self, result: Verdicts, moved: NDArray[np.bool_], limits: Verdicts, days: Almanac) -> None:
        rules, away = np.nonzero(moved)
        to = away + self._moved_by[rules]
        inside = (to >= 0) & (to < len(days))
        rules, to = rules[inside], to[inside]
        # On the day that it moves to, all but the day of the week counts again; a second holiday nobody spoke of.
        unspoken = days.is_public_holiday[to] & ~self._named(self._open_on, days)[rules, to]
        unsure = np.where(unspoken, np.uint8(Reason.HOLIDAY_UNKNOWN), HELD)
        result[rules, to] = np.minimum(result[rules, to], np.maximum(limits[rules, to], unsure))


_POLICY = {
    HolidayPolicy.OPEN: Reason.WITHIN_HOURS,
    HolidayPolicy.CLOSED: Reason.ON_HOLIDAY,
    HolidayPolicy.MOVED: Reason.MOVED,
    HolidayPolicy.UNKNOWN: Reason.HOLIDAY_UNKNOWN,
}


# On a day on which the schools are open, and on one on which they are not.
_SCHOOL = {
    SchoolPolicy.CLOSED: (Reason.WITHIN_HOURS, Reason.IN_SCHOOL_HOLIDAY),
    SchoolPolicy.ONLY: (Reason.OUTSIDE_SCHOOL_HOLIDAY, Reason.WITHIN_HOURS),
}


def _on_holidays(rule: Rule) -> Reason:
    """Silence makes a time uncertain; but not where the writer named the day, nor what has no times of its own."""
    if rule.holidays is HolidayPolicy.UNKNOWN and (rule.days.names_days or rule.basis is not Basis.TIMES):
        return Reason.WITHIN_HOURS
    return _POLICY[rule.holidays]


def _holiday_bits(named: Sequence[tuple[Holiday, ...]]) -> NDArray[np.uint64]:
    return np.array([sum(HOLIDAY_BITS[one] for one in several) for several in named], dtype=np.uint64)


def _school_bits(rule: Rule) -> int:
    return sum(SCHOOL_BITS[one] for one in rule.school_holidays) or ALL_SCHOOL_BITS
