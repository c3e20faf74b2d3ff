"""Public holidays and school holidays."""

from __future__ import annotations

from sociale_kaart.hours.reader.dates import changes_an_end
from sociale_kaart.hours.reader.edges import leave_edge
from sociale_kaart.hours.reader.exclusions import close_school, settle_holidays
from sociale_kaart.hours.reader.holidaywords import named_holidays, school_holidays
from sociale_kaart.hours.reader.phrase import Phrase
from sociale_kaart.hours.reader.reading import BOUNDARY, Reading
from sociale_kaart.hours.reader.words import WEEKDAYS
from sociale_kaart.hours.schedule import (
    Days,
    Holiday,
    HolidayPolicy,
    SchoolHoliday,
    SchoolPolicy,
    Season,
)


def read_public(reading: Reading, phrase: Phrase) -> None:
    """As "feestdagen"."""
    _holidays(reading, phrase, (Holiday.ANY,))


def read_named(reading: Reading, phrase: Phrase) -> None:
    """As "Pasen"."""
    if leave_edge(reading, phrase):
        return
    days = named_holidays(phrase.text)
    if isinstance(days, Season):
        if reading.excepting:
            reading.whole.closed.append(Days(seasons=(days,)))
        elif reading.ahead({"not", "closed"}, BOUNDARY) or changes_an_end(reading):
            draft = reading.draft(phrase)
            draft.where(seasons=(*draft.days.seasons, days))
        elif reading.items and reading.next_kind() == "times":
            reading.leave_clause(phrase)
        else:
            reading.leave(phrase.start, phrase.end)
        return
    _holidays(reading, phrase, days)


def _holidays(reading: Reading, phrase: Phrase, holidays: tuple[Holiday, ...]) -> None:
    if reading.excepting and not (reading.pending and reading.pending.named):
        if reading.whole.holidays is HolidayPolicy.CLOSED and Holiday.ANY not in holidays:
            draft = reading.draft(phrase)
            draft.named = holidays
            reading.excepting = False
            return
        settle_holidays(reading, holidays, HolidayPolicy.CLOSED)
        return
    draft = reading.draft(phrase)
    draft.named = (*draft.named, *holidays)


def read_shifted(reading: Reading, phrase: Phrase) -> None:
    """As "op een feestdag een dag later"."""
    reading.whole.holidays = HolidayPolicy.MOVED
    if way := phrase.parts.get("sh_way"):
        reading.whole.moved_by = 1 if way == "later" else -1
        return
    day = WEEKDAYS.get(phrase.parts.get("sh_day") or phrase.parts.get("sh_day2", ""))
    own = reading.items[-1].days.weekdays if reading.items else ()
    ahead = (day - own[0]) % 7 if day is not None and len(own) == 1 else 0
    reading.whole.moved_by = ahead if ahead <= 3 else ahead - 7
    if not reading.whole.moved_by:
        reading.whole.holidays = None
        reading.leave(phrase.start, phrase.end)


def read_notholiday(reading: Reading, _phrase: Phrase) -> None:
    """As "tenzij het een feestdag is"."""
    settle_holidays(reading, (Holiday.ANY,), HolidayPolicy.CLOSED)


def read_changedholidays(reading: Reading, phrase: Phrase) -> None:
    """As "aangepaste tijden op feestdagen"."""
    reading.leave(phrase.start, phrase.end)


def read_school(reading: Reading, phrase: Phrase) -> None:
    """As "schoolvakanties"."""
    _school(reading, phrase, ())


def read_schoolnames(reading: Reading, phrase: Phrase) -> None:
    """As "kerst- en zomervakantie"."""
    _school(reading, phrase, school_holidays(phrase.text))


def read_schoolweeks(reading: Reading, _phrase: Phrase) -> None:
    """As "in schoolweken"."""
    close_school(reading, ())


def _school(reading: Reading, phrase: Phrase, named: tuple[SchoolHoliday, ...]) -> None:
    if leave_edge(reading, phrase):
        return
    if reading.excepting:
        close_school(reading, named)
        return
    if reading.adding and reading.clause_items:
        return
    draft = reading.draft(phrase)
    if draft.says_period:
        return
    draft.school = SchoolPolicy.ONLY
    draft.school_holidays = (*draft.school_holidays, *named)
