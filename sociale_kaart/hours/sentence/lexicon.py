"""The words and forms of one language: what the writer fills in, the reader takes apart again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from sociale_kaart.hours.reason import Reason
from sociale_kaart.hours.schedule import Holiday, SchoolHoliday
from sociale_kaart.model import Appointment

Forms = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Names, and forms with {places} to fill in.

    nth : by number, below zero from the end of the month
    counts : numbers in words; any other number is said in figures
    times_a_month : by number; 0 has a place for any other
    clock : a time of day as it is written
    ordinal : a day of the month as it is written
    next_open, next_by_appointment : when it is today, tomorrow, later
    """

    weekdays: Sequence[str]
    months: Sequence[str]
    nth: Mapping[int, str]
    counts: Mapping[int, str]
    times_a_month: Mapping[int, str]
    holiday_names: Mapping[str, str]
    school_names: Mapping[SchoolHoliday, str]
    day_counts: Mapping[int, str]
    last_day: str
    conjunction: str
    clock: Callable[[time], str]
    ordinal: Callable[[int], str]

    days: Forms
    tails: Forms
    sentences: Forms
    remarks: Forms
    appointments: Mapping[Appointment, str]
    own_appointments: Mapping[Appointment, str]
    appointments_before: Mapping[Appointment, str]

    now_open: str
    day_and_night: str
    now_by_appointment: str
    until_today: str
    until_midnight: str
    until_tonight: str
    until_tomorrow: str
    until_day: str
    next_open: Sequence[str]
    next_by_appointment: Sequence[str]
    no_next: str
    reasons: Mapping[Reason, str]
    list_span: str
    list_span_of_days: str
    clock_at_end: str
    whole_day: str
    list_uncertain: str
    list_by_appointment: str

    def listed(self, items: Sequence[str]) -> str:
        """As in "maandag, woensdag en vrijdag"."""
        *first, last = items
        return f"{', '.join(first)} {self.conjunction} {last}" if first else last

    def holiday(self, holiday: Holiday) -> str:
        return self.holiday_names[holiday.value]

    def count(self, number: int) -> str:
        return self.counts.get(number, str(number))

    def said_date(self, day: date) -> str:
        """As in "7 december 2026"."""
        return f"{day.day} {self.months[day.month - 1]} {day.year}"

    def day_of_list(self, day: date, year: int) -> str:
        """As in "maandag 7 december", with its year where that is another one."""
        said = self.said_date(day) if day.year != year else f"{day.day} {self.months[day.month - 1]}"
        return f"{self.weekdays[day.weekday()]} {said}"
