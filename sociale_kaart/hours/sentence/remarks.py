"""What limits a rule: exceptions, holidays, school holidays and appointments, said beside its sentence.

A remark that all rules share is said once, for the whole; one that a rule has for itself stands in its sentence, or
right behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from sociale_kaart.hours.schedule import (
    EVERY_DAY,
    Basis,
    Days,
    Holiday,
    HolidayPolicy,
    Rule,
    SchoolHoliday,
    SchoolPolicy,
)
from sociale_kaart.hours.sentence.dayreading import DaysRead, read_days, read_school
from sociale_kaart.hours.sentence.daywords import said_days, said_school
from sociale_kaart.hours.sentence.lexicon import Lexicon
from sociale_kaart.hours.sentence.scanner import Scanner, either, list_of
from sociale_kaart.model import Appointment


class Kind(Enum):
    """What a remark is about; in the order in which they are said."""

    PERIOD = auto()
    EXCEPTION = auto()
    SCHOOL = auto()
    HOLIDAYS = auto()
    NAMED_HOLIDAYS = auto()
    APPOINTMENT = auto()


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark for the whole (`said`); the same for one rule: behind its sentence, in it or before it.

    but, before : "" where it cannot stand there
    """

    kind: Kind
    said: str
    own: str
    before: str = ""
    but: str = ""


def remarks_of(rule: Rule, period: str, words: Lexicon) -> Iterator[Remark]:
    """What is said of a rule beside its sentence; `period` is what that sentence has no room for."""
    if period:
        yield _remark(Kind.PERIOD, words.remarks["only"].format(days=period), words)
    for days in rule.except_days:
        yield _remark(Kind.EXCEPTION, _exception(days, rule, words), words)
    if rule.school is SchoolPolicy.CLOSED:
        said = words.remarks["except"].format(days=said_school(rule.school_holidays, words))
        outside = said_school(rule.school_holidays, words, "outside_school")
        yield replace(_remark(Kind.SCHOOL, said, words), before=outside)
    for kind, said in _holidays(rule, words):
        yield _remark(kind, said, words)
    if rule.basis is not Basis.APPOINTMENT and rule.appointment in words.appointments:
        its = (words.appointments, words.own_appointments, words.appointments_before)
        yield Remark(Kind.APPOINTMENT, *(forms[rule.appointment] for forms in its))


def _remark(kind: Kind, said: str, words: Lexicon) -> Remark:
    then, but = (words.remarks[form].format(remark=said) for form in ("then", "but"))
    return Remark(kind, said, then, but=but)


def _exception(days: Days, rule: Rule, words: Lexicon) -> str:
    moved = rule.holidays is HolidayPolicy.MOVED
    form = "even_if_moved" if moved and _names_holidays_alone(days) else "except"
    return words.remarks[form].format(days=said_days(days, words) or words.days["any_day"])


def _names_holidays_alone(days: Days) -> bool:
    return bool(days.holidays) and replace(days, holidays=()) == EVERY_DAY


def _holidays(rule: Rule, words: Lexicon) -> Iterator[tuple[Kind, str]]:
    if rule.holidays is HolidayPolicy.CLOSED:
        yield Kind.HOLIDAYS, closed_on_holidays(words)
    elif rule.holidays is HolidayPolicy.MOVED:
        form = "later" if rule.moved_by > 0 else "earlier"
        yield Kind.HOLIDAYS, words.remarks[form].format(count=words.day_counts[abs(rule.moved_by)])
    elif rule.holidays is HolidayPolicy.OPEN and not rule.days.names_days:
        yield Kind.HOLIDAYS, words.remarks["open"].format(days=_on_holidays((Holiday.ANY,), words))
    if rule.closed_on:
        yield Kind.NAMED_HOLIDAYS, words.remarks["except"].format(days=_on_holidays(rule.closed_on, words))
    if rule.open_on:
        yield Kind.NAMED_HOLIDAYS, _open_on(rule, words)


def _open_on(rule: Rule, words: Lexicon) -> str:
    """That it goes on then; on its own weekdays alone, where the holiday is not always one of them."""
    form = "open" if rule.holidays is HolidayPolicy.UNKNOWN else "open_though"
    if not rule.days.weekdays:
        return words.remarks[form].format(days=_on_holidays(rule.open_on, words))
    named = words.listed([words.holiday(one) for one in Holiday if one in rule.open_on])
    return words.remarks[f"{form}_if"].format(holidays=named)


def closed_on_holidays(words: Lexicon) -> str:
    """As in "niet op feestdagen"."""
    return words.remarks["except"].format(days=_on_holidays((Holiday.ANY,), words))


def _on_holidays(named: tuple[Holiday, ...], words: Lexicon) -> str:
    return said_days(Days(holidays=named), words)


# Reading.


@dataclass(slots=True)
class Limits:
    """What remarks say of a rule, as far as they were read."""

    period: list[DaysRead] = field(default_factory=list)
    except_days: list[Days] = field(default_factory=list)
    holidays: HolidayPolicy = HolidayPolicy.UNKNOWN
    moved_by: int = 0
    open_on: tuple[Holiday, ...] = ()
    closed_on: tuple[Holiday, ...] = ()
    school_closed: bool = False
    school_holidays: tuple[SchoolHoliday, ...] = ()
    appointment: Appointment = Appointment.UNKNOWN

    def read(self, sentence: str, words: Lexicon) -> bool:
        """Take one remark in; False where it is none."""
        for appointment, said in words.appointments.items():
            if sentence == said.lower():
                self.appointment = appointment
                return True
        return (
            self._read_moved(sentence, words)
            or self._read_open_if(sentence, words)
            or self._read_days(sentence, words)
        )

    def read_own(self, sentence: str, words: Lexicon) -> bool:
        """Take in one remark for a single rule ("dan niet in juli"); False where it is none."""
        for appointment, said in words.own_appointments.items():
            if sentence == said.lower():
                self.appointment = appointment
                return True
        begin = words.remarks["then"].format(remark="")
        return sentence.startswith(begin) and self.read(sentence.removeprefix(begin), words)

    def read_before(self, scanner: Scanner, words: Lexicon) -> bool:
        """Take in what stands before a rule ("op afspraak: ..."); False where that does not come next."""
        for appointment, said in words.appointments_before.items():
            if scanner.take(f"{said}:") is not None:
                self.appointment = appointment
                return True
        named = read_school(scanner, words, "outside_school")
        if named is not None:
            self.school_closed, self.school_holidays = True, named
        return named is not None

    def _read_moved(self, sentence: str, words: Lexicon) -> bool:
        counts = {said: number for number, said in words.day_counts.items()}
        for form, way in (("later", 1), ("earlier", -1)):
            if taken := Scanner(sentence).take(words.remarks[form], count=either(counts)):
                self.holidays, self.moved_by = HolidayPolicy.MOVED, way * counts[taken["count"]]
                return True
        return False

    def _read_open_if(self, sentence: str, words: Lexicon) -> bool:
        names = {words.holiday(one).lower(): one for one in Holiday}
        pattern = list_of(either(names), words.conjunction)
        for form in ("open_if", "open_though_if"):
            if taken := Scanner(sentence).take(words.remarks[form], holidays=pattern):
                self.open_on = tuple(names[one] for one in re.findall(either(names), taken["holidays"]))
                return True
        return False

    def _read_days(self, sentence: str, words: Lexicon) -> bool:
        for form in ("even_if_moved", "only", "except", "open", "open_though"):
            taken = Scanner(sentence).take(words.remarks[form], days=".+")
            if taken and (found := _all_days(taken["days"], words)):
                self._take(form, found)
                return True
        return False

    def _take(self, form: str, found: DaysRead) -> None:
        days = found.days()
        if form == "only":
            self.period.append(found)
        elif found.in_school_holidays:
            self.school_closed, self.school_holidays = True, found.school_holidays
        elif form == "even_if_moved" or (form == "except" and not _names_holidays_alone(days)):
            self.except_days.append(days)
        elif Holiday.ANY in days.holidays:
            self.holidays = HolidayPolicy.CLOSED if form == "except" else HolidayPolicy.OPEN
        elif form == "except":
            self.closed_on = days.holidays
        else:
            self.open_on = days.holidays


def _all_days(text: str, words: Lexicon) -> DaysRead | None:
    """A text that is about days alone."""
    scanner, found = Scanner(text), DaysRead()
    while not scanner.at_end:
        if not read_days(scanner, words, found):
            return None
    return found
