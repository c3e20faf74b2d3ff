"""What hours are made of: rules that say on which days somebody is there, between which times, for whom.

A text about hours becomes one `Hours`; `occur` turns it into dates. Everything is frozen and says only what the text
says: what it does not say is unknown, and stays so. All times are local, Europe/Amsterdam.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from enum import IntEnum, StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sociale_kaart.model import Appointment

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MIDNIGHT = time(0, 0)
DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

MOST_DAYS_MOVED = 6

MonthDay = tuple[int, int]


def _sort(owner: object, field: str, values: Iterable[Any]) -> None:
    # Sorted and each once, so that the order in which a text names things makes no difference.
    object.__setattr__(owner, field, tuple(sorted(set(values))))


def _within(values: Iterable[int], field: str, low: int, high: int) -> Iterable[int]:
    for value in values:
        if not low <= value <= high or value == 0:
            raise ValueError(f"{field} runs from {low} to {high} without 0, not {value}")
        yield value


class Weekday(IntEnum):
    """As `date.weekday()` counts."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6

    @property
    def rfc5545(self) -> str:
        """Two letters, as in BYDAY: MO."""
        return self.name[:2]


WORKDAYS = tuple(Weekday)[:5]
WEEKEND = tuple(Weekday)[5:]
EVEN_WEEKS = tuple(range(2, 54, 2))
ODD_WEEKS = tuple(range(1, 54, 2))


class Holiday(StrEnum):
    """A day with a name; its value is how it is written. ANY stands for every public holiday of the year.

    Which of them are public holidays in a year, the calendar says: Bevrijdingsdag is one every fifth year.
    """

    ANY = "feestdag"
    NIEUWJAARSDAG = "Nieuwjaarsdag"
    GOEDE_VRIJDAG = "Goede Vrijdag"
    EERSTE_PAASDAG = "Eerste Paasdag"
    TWEEDE_PAASDAG = "Tweede Paasdag"
    KONINGSDAG = "Koningsdag"
    BEVRIJDINGSDAG = "Bevrijdingsdag"
    HEMELVAARTSDAG = "Hemelvaartsdag"
    EERSTE_PINKSTERDAG = "Eerste Pinksterdag"
    TWEEDE_PINKSTERDAG = "Tweede Pinksterdag"
    EERSTE_KERSTDAG = "Eerste Kerstdag"
    TWEEDE_KERSTDAG = "Tweede Kerstdag"


class SchoolHoliday(StrEnum):
    """The school holidays that the ministry sets or advises, as the table names them."""

    HERFST = "herfstvakantie"
    KERST = "kerstvakantie"
    VOORJAAR = "voorjaarsvakantie"
    MEI = "meivakantie"
    ZOMER = "zomervakantie"


class HolidayPolicy(StrEnum):
    """What becomes of a rule on a public holiday; a text that says nothing leaves it unknown."""

    OPEN = "open"
    CLOSED = "closed"
    MOVED = "moved"
    UNKNOWN = "unknown"


class SchoolPolicy(StrEnum):
    """What becomes of a rule in school holidays; a text that does not mention them ignores them."""

    IGNORE = "ignore"
    CLOSED = "closed"
    ONLY = "only"


class Basis(StrEnum):
    """What a rule's days are about."""

    TIMES = "times"  # somebody is there from opens_at to closes_at
    LOCATION = "location"  # while the location itself is open ("tijdens openingstijden van de bibliotheek")
    APPOINTMENT = "appointment"  # by appointment, at no stated time ("overige dagen op afspraak")
    UNKNOWN = "unknown"  # something, but not when ("wisselend", "zie website", OSM "unknown")
    CLOSED = "closed"  # nobody, whatever the other rules say ("gesloten van 14 t/m 28 april 2026")


@dataclass(frozen=True, slots=True, order=True)
class Season:
    """A part of every year, both days included; one that ends before it begins passes the new year.

    29 February as a last day means the end of February.
    """

    first: MonthDay
    last: MonthDay

    def __post_init__(self) -> None:
        for month, day in (self.first, self.last):
            if not (1 <= month <= 12 and 1 <= day <= DAYS_IN_MONTH[month - 1]):
                raise ValueError(f"no such day of the year: month {month}, day {day}")

    @classmethod
    def of_months(cls, first: int, last: int) -> Season:
        """Whole months, from the first day of one to the last day of another."""
        return cls((first, 1), (last, DAYS_IN_MONTH[last - 1]))

    @property
    def is_one_day(self) -> bool:
        return self.first == self.last


TAX_SEASON = Season((3, 1), (4, 30))


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Every so many weeks, counted in ISO weeks from the one that `anchor` lies in; None where it is not said."""

    weeks: int
    anchor: date | None

    def __post_init__(self) -> None:
        if self.weeks < 2:
            raise ValueError(f"an interval is two weeks or more, not {self.weeks}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Which days: every condition that is stated must hold; where nothing is stated, every day.

    Within one field any of the values will do, in any order: they are sorted here.

    weekdays : days of the week
    nth : which of those weekdays in their month, 1 to 5 from its beginning, -1 to -5 from its end
    month_days : days of the month, 1 to 31; -1 is its last
    months : 1 to 12
    weeks : ISO week numbers; EVEN_WEEKS and ODD_WEEKS (2026-W53 and 2027-W01 are both odd)
    interval : every so many weeks
    seasons : parts of every year
    dates : single days
    holidays : days by name; Holiday.ANY for every public holiday
    valid_from, valid_to : first and last day on which it holds at all
    per_month : on so many of these days in a month, and it is not said which ("2x per maand op dinsdag")
    year_unknown : in one year, and it is not said which ("12 april" on a page without a date); the day is a season
    """

    weekdays: tuple[Weekday, ...] = ()
    nth: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    interval: Interval | None = None
    seasons: tuple[Season, ...] = ()
    dates: tuple[date, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    per_month: int = 0
    year_unknown: bool = False

    def __post_init__(self) -> None:
        _sort(self, "weekdays", (Weekday(day) for day in self.weekdays))
        _sort(self, "nth", _within(self.nth, "nth", -5, 5))
        _sort(self, "month_days", _within(self.month_days, "month_days", -1, 31))
        _sort(self, "months", _within(self.months, "months", 1, 12))
        _sort(self, "weeks", _within(self.weeks, "weeks", 1, 53))
        _sort(self, "seasons", self.seasons)
        _sort(self, "dates", self.dates)
        _sort(self, "holidays", self.holidays)
        if self.nth and not self.weekdays:
            raise ValueError("nth counts weekdays, and none are given")

    @property
    def is_vague(self) -> bool:
        """Whether it is on some of these days, and not said on which: no date can be given."""
        no_phase = self.interval is not None and self.interval.anchor is None
        return no_phase or self.per_month > 0 or self.year_unknown

    @property
    def names_days(self) -> bool:
        """Whether it names its days in so many words: then the writer knew whether they are holidays."""
        one_day_each = bool(self.seasons) and all(season.is_one_day for season in self.seasons)
        return bool(self.dates or self.holidays or one_day_each)


EVERY_DAY = Days()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Who comes on these days between these times finds somebody, unless it says otherwise.

    opens_at, closes_at : local time; closing at or before opening means the next day, so 00:00 to 00:00 is a whole
        day. None is not known ("vanaf 14.00 uur"). Such a rule gives no occurrence, and neither does one whose days
        are vague: then these times on these days are unknown.
    except_days : not on days that match any of these
    holidays : on public holidays; a rule that names its days (Days.names_days) and says UNKNOWN is held
    open_on, closed_on : holidays by name; each settles that day only, and wins from `holidays`
    moved_by : with HolidayPolicy.MOVED, days later (or, below zero, earlier)
    school, school_holidays : in school holidays; of those named, or of all where none is named
    appointment : whether one needs an appointment at these times
    """

    days: Days = EVERY_DAY
    basis: Basis = Basis.TIMES
    opens_at: time | None = None
    closes_at: time | None = None
    except_days: tuple[Days, ...] = ()
    holidays: HolidayPolicy = HolidayPolicy.UNKNOWN
    open_on: tuple[Holiday, ...] = ()
    closed_on: tuple[Holiday, ...] = ()
    moved_by: int = 0
    school: SchoolPolicy = SchoolPolicy.IGNORE
    school_holidays: tuple[SchoolHoliday, ...] = ()
    appointment: Appointment = Appointment.UNKNOWN

    def __post_init__(self) -> None:
        _sort(self, "open_on", self.open_on)
        _sort(self, "closed_on", self.closed_on)
        _sort(self, "school_holidays", self.school_holidays)
        if set(self.open_on) & set(self.closed_on):
            raise ValueError("a holiday cannot be both open and closed")
        if abs(self.moved_by) > MOST_DAYS_MOVED or (self.moved_by != 0) != (
            self.holidays is HolidayPolicy.MOVED
        ):
            raise ValueError("moved_by goes with HolidayPolicy.MOVED, and is a few days at most")
        if self.school_holidays and self.school is SchoolPolicy.IGNORE:
            raise ValueError("school holidays are named, and ignored")
        if any(days.is_vague for days in self.except_days) or (
            self.days.is_vague and self.basis is Basis.CLOSED
        ):
            raise ValueError("which days are closed must be said")
        if self.basis is not Basis.TIMES and (self.opens_at or self.closes_at):
            raise ValueError(f"times do not go with {self.basis}")

    @property
    def has_times(self) -> bool:
        """Whether it says from when to when."""
        return self.basis is Basis.TIMES and self.opens_at is not None and self.closes_at is not None

    @property
    def passes_midnight(self) -> bool:
        return self.opens_at is not None and self.closes_at is not None and self.closes_at <= self.opens_at

    def not_on(self, *days: Days) -> Rule:
        """The same rule with these days taken out, as where a later rule replaces them."""
        return replace(self, except_days=(*self.except_days, *days))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """All that a text says about when; the order of the rules means nothing.

    What no rule speaks of is closed, as long as some rule says when it is open. No rules at all, or only rules that say
    when it is closed: the rest is unknown.

    leftover : words about when that could not become rules, verbatim; while there are any, nothing is sure
    doubtful : whether the text can be read in another way too, so that this reading must be confirmed first
    valid_from, valid_to : the days for which somebody vouches for these hours (HSDS valid_from, valid_to); outside
        them they are unknown. A period that the text itself names belongs in `Days`.
    """

    rules: tuple[Rule, ...] = ()
    leftover: tuple[str, ...] = ()
    doubtful: bool = False
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def appointment(self) -> Appointment:
        """For the whole: needed where every rule needs one, possible where one may or some rules need one."""
        said = {_appointment(rule) for rule in self.rules if rule.basis is not Basis.CLOSED}
        if len(said) == 1:
            return said.pop()
        return Appointment.POSSIBLE if said & _BY_APPOINTMENT else Appointment.UNKNOWN

    @property
    def says_when(self) -> bool:
        """Whether any rule speaks of something else than being closed; if not, the days it leaves are unknown."""
        return any(rule.basis is not Basis.CLOSED for rule in self.rules)

    @property
    def is_settled(self) -> bool:
        """Whether all of it was understood, in one way."""
        return not (self.leftover or self.doubtful)

    @property
    def follows_location(self) -> bool:
        """Whether the location's own hours are needed to know these."""
        return any(rule.basis is Basis.LOCATION for rule in self.rules)

    @property
    def minds_school(self) -> bool:
        """Whether school holidays make a difference."""
        return any(rule.school is not SchoolPolicy.IGNORE for rule in self.rules)

    def settled(self) -> Hours:
        """The schedule alone, without what was not understood: what a sentence says and must read back."""
        return replace(self, leftover=(), doubtful=False)


_BY_APPOINTMENT = {Appointment.NEEDED, Appointment.POSSIBLE}


def _appointment(rule: Rule) -> Appointment:
    return Appointment.NEEDED if rule.basis is Basis.APPOINTMENT else rule.appointment
