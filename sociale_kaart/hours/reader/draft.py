"""What a text has said so far of one item: the days gathered before its times, and what holds for it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import time

from sociale_kaart.hours.schedule import (
    EVEN_WEEKS,
    ODD_WEEKS,
    Basis,
    Days,
    Holiday,
    HolidayPolicy,
    Rule,
    SchoolHoliday,
    SchoolPolicy,
    Weekday,
)
from sociale_kaart.model import Appointment


@dataclass(slots=True)
class Draft:
    """One item being read; it becomes a rule for each of its spans."""

    start: int
    end: int
    days: Days = field(default_factory=Days)
    excepts: list[Days] = field(default_factory=list)
    spans: list[tuple[time | None, time | None]] = field(default_factory=list)
    part: str = ""
    appointment: Appointment | None = None
    school: SchoolPolicy = SchoolPolicy.IGNORE
    school_holidays: tuple[SchoolHoliday, ...] = ()
    holidays: HolidayPolicy | None = None
    named: tuple[Holiday, ...] = ()
    phone: bool = False
    basis: Basis = Basis.TIMES
    undecided: bool = False
    colon: bool = False
    period: bool = False  # "van 1 maart t/m 30 april": it says when the days hold, and is no day itself
    added: bool = False  # "ook", "extra": beside what was said before, never in its place
    rest: bool = False  # "overige zaterdagen": those of which nothing was said before
    used: bool = False  # it came to something; if not, its words are left over
    others: list[Days] = field(default_factory=list)  # as in "de eerste maandag en de derde woensdag"
    every_day: bool = False

    def where(self, **more: object) -> None:
        """One more condition on its days."""
        self.days = replace(self.days, **more)  # type: ignore[arg-type]

    @property
    def names_days(self) -> bool:
        """Whether it says on which days: of the week, of the month, or dates."""
        days = self.days
        return bool(
            days.weekdays
            or days.dates
            or days.month_days
            or self.every_day
            or self.others
            or days.names_days
            or self.named
            or (days.valid_from and days.valid_to)
        )

    @property
    def only_limits(self) -> bool:
        """Whether it says a period or weeks, and no days of its own."""
        days = self.days
        return not (
            days.weekdays or days.dates or days.month_days or self.every_day or self.named or self.others
        )

    @property
    def says_period(self) -> bool:
        days = self.days
        return bool(days.seasons or days.months or days.valid_from or days.valid_to)

    @property
    def says_weeks(self) -> bool:
        return bool(self.days.weeks or self.days.interval or self.days.per_month)

    @property
    def is_empty(self) -> bool:
        return not (
            self.names_days
            or self.says_period
            or self.says_weeks
            or self.excepts
            or self.part
            or self.school is not SchoolPolicy.IGNORE
        )

    def inherit_period(self, other: Draft) -> None:
        """Take over the period of another where it says none itself."""
        if not (self.says_period or self.days.dates):
            self.where(
                seasons=other.days.seasons,
                months=other.days.months,
                valid_from=other.days.valid_from,
                valid_to=other.days.valid_to,
                year_unknown=other.days.year_unknown,
            )
        if self.school is SchoolPolicy.IGNORE and not self.days.dates:
            self.school, self.school_holidays = other.school, other.school_holidays
        if not self.says_weeks and not self.days.dates:
            self.where(weeks=other.days.weeks, interval=other.days.interval, per_month=other.days.per_month)
        self.excepts = [*self.excepts, *(one for one in other.excepts if one not in self.excepts)]
        self.appointment = self.appointment or other.appointment

    def rules(self) -> list[Rule]:
        """A rule for each span, without what holds for the whole text."""
        spans = self.spans or [(None, None)]
        if self.others:
            last = replace(self.days, weekdays=self.days.weekdays or self.others[-1].weekdays)
            each = (replace(self, others=[], days=days) for days in (last, *self.others))
            return [rule for one in each for rule in one.rules()]
        if self.named and self.days.weekdays:
            both = (replace(self, named=()), replace(self, days=replace(self.days, weekdays=(), nth=())))
            return [rule for one in both for rule in one.rules()]
        return [self._rule(opens, closes) for opens, closes in spans]

    def _rule(self, opens: time | None, closes: time | None) -> Rule:
        days = _counted_on(self.days)
        if self.named:
            days = replace(days, holidays=(*days.holidays, *self.named), weekdays=())
        return Rule(
            days=days,
            basis=self.basis,
            opens_at=opens,
            closes_at=closes,
            except_days=tuple(self.excepts),
            holidays=self.holidays or HolidayPolicy.UNKNOWN,
            school=self.school,
            school_holidays=self.school_holidays,
            appointment=self.appointment or Appointment.UNKNOWN,
        )


def _counted_on(days: Days) -> Days:
    """Weeks counted on from the first day; "maandelijks" beside the week of the month says nothing more."""
    if days.interval is not None and days.interval.weeks == 2 and days.weeks in (EVEN_WEEKS, ODD_WEEKS):
        days = replace(days, interval=None)  # "om de week (even weken)" says twice the same
    if days.interval is not None:
        first = days.interval.anchor or days.valid_from
        days = replace(
            days, interval=replace(days.interval, anchor=first), valid_from=days.valid_from or first
        )
    return replace(days, per_month=0) if days.nth else days


def weekdays(*days: int) -> tuple[Weekday, ...]:
    """Numbers as weekdays."""
    return tuple(Weekday(day) for day in days)
