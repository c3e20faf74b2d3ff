"""Dates as people write them: 14-9-2026, 14 september 2026, 2026-09-14."""

from __future__ import annotations

import re
from datetime import date, timedelta

from sociale_kaart.problems import Severity
from sociale_kaart.sources.reading import Fault, Reading, says_unknown

FIRST_YEAR, LAST_YEAR = 1900, 2100
STALE_AFTER = timedelta(days=365)
_EXCEL_EPOCH = date(1899, 12, 30)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januari", "jan"),
            ("februari", "feb", "febr"),
            ("maart", "mrt", "maa"),
            ("april", "apr"),
            ("mei",),
            ("juni", "jun"),
            ("juli", "jul"),
            ("augustus", "aug"),
            ("september", "sep", "sept"),
            ("oktober", "okt", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_WEEKDAY = r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag|ma|di|wo|do|vr|za|zo)\.?,?\s+"
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?")
_DAY_FIRST = re.compile(
    rf"(?:{_WEEKDAY})?(\d{{1,2}})\s*[-/. ]\s*(\d{{1,2}})\s*[-/. ]\s*(\d{{4}}|\d{{2}})", re.IGNORECASE
)
_WORDS = re.compile(rf"(?:{_WEEKDAY})?(\d{{1,2}})[\s-]+([a-z]+)\.?[\s-]+(\d{{4}})", re.IGNORECASE)
_SERIAL = re.compile(r"[34]\d{4}|5[0-5]\d{3}")
_REMEDY = "Schrijf dag, maand en jaar, bijvoorbeeld 14-9-2026."


def parse_date(text: str) -> Reading[date | None]:
    """A date, or None where it is unknown or unreadable."""
    if says_unknown(text):
        return Reading(None)
    found = _numbers_of(text)
    if found is not None:
        year, month, day = found
        try:
            moment = date(year, month, day)
        except ValueError:
            return Reading(None, (_fault(f"is geen dag die bestaat (dag {day}, maand {month}).", _REMEDY),))
        if FIRST_YEAR <= year <= LAST_YEAR:
            return Reading(moment, _order_of_day_and_month(text, moment))
    if _SERIAL.fullmatch(text):
        meant = _EXCEL_EPOCH + timedelta(days=int(text))
        remedy = f"Bedoelt u {meant.day}-{meant.month}-{meant.year}? Schrijf de datum zo."
        return Reading(None, (_fault("is een getal waarmee Excel een datum bewaart.", remedy),))
    return Reading(None, (_fault("is geen datum die de kaart kan lezen.", _REMEDY),))


def parse_past_date(text: str, today: date) -> Reading[date | None]:
    """A date of something that has happened: one after today is reported and not used."""
    reading = parse_date(text)
    if reading.value is None or reading.value <= today:
        return reading
    fault = Fault(
        "date_in_future", "ligt in de toekomst; de kaart gebruikt deze datum niet.", "Kijk het jaar na."
    )
    return Reading(None, (*reading.faults, fault))


def parse_checked(text: str, today: date) -> Reading[date | None]:
    """When a record was last checked: later than today is not used, more than a year ago gets a hint."""
    reading = parse_past_date(text, today)
    if reading.value is None or today - reading.value <= STALE_AFTER:
        return reading
    hint = Fault(
        "stale",
        "is langer dan een jaar geleden.",
        "Kijk of de gegevens nog kloppen en vul dan de nieuwe datum in.",
        Severity.HINT,
    )
    return Reading(reading.value, (*reading.faults, hint))


def _numbers_of(text: str) -> tuple[int, int, int] | None:
    """Year, month and day that a text names; they need not be a day that exists."""
    if iso := _ISO.fullmatch(text):
        return int(iso[1]), int(iso[2]), int(iso[3])
    if day_first := _DAY_FIRST.fullmatch(text):
        year = int(day_first[3])
        return (year + 2000 if year < 100 else year), int(day_first[2]), int(day_first[1])
    if (words := _WORDS.fullmatch(text)) and words[2].casefold() in _MONTHS:
        return int(words[3]), _MONTHS[words[2].casefold()], int(words[1])
    return None


def _order_of_day_and_month(text: str, moment: date) -> tuple[Fault, ...]:
    """A hint where slashes leave it open which comes first: some programs write the month there."""
    if text.count("/") != 2 or _ISO.fullmatch(text) or moment.day > 12 or moment.day == moment.month:
        return ()
    read = f"{moment.day}-{moment.month}-{moment.year}"
    hint = Fault(
        "date_order",
        f"leest de kaart als {read}: eerst de dag, dan de maand.",
        f"Schrijf {read}, of verwissel dag en maand als dat niet klopt.",
        Severity.HINT,
    )
    return (hint,)


def _fault(message: str, remedy: str) -> Fault:
    return Fault("date", message, remedy)
