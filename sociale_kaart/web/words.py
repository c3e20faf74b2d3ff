"""How pages say things in plain Dutch (B1): distances, dates, states and how exact a point is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from sociale_kaart.model import Appointment, CoverageStatus, Match, MatchLevel, Presence, Role

_POSTCODE = re.compile(r"\b(\d{4})([A-Z]{2})\b")
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
PRESENCE: Mapping[Presence, str] = {
    Presence.YES: "ja",
    Presence.NO: "nee",
    Presence.UNKNOWN: "onbekend",
}
STATUS: Mapping[CoverageStatus, str] = {
    CoverageStatus.COVERED: "ja, minstens één plek",
    CoverageStatus.UNCOVERED: "nee",
    CoverageStatus.UNKNOWN: "onbekend",
}
EXACTNESS: Mapping[MatchLevel, str] = {
    MatchLevel.GIVEN: "Wie de gegevens maakte, heeft het punt op de kaart gezet.",
    MatchLevel.ADRES: "Het punt op de kaart is precies dit adres.",
    MatchLevel.HUISNUMMER: "Het punt staat bij het huisnummer. De toevoeging klopt misschien niet.",
    MatchLevel.STRAAT: "Het punt staat ergens in de straat. Het huisnummer vonden we niet.",
    MatchLevel.POSTCODE: "Het punt staat ergens in het gebied van de postcode.",
    MatchLevel.WOONPLAATS: "Het punt staat ergens in de plaats. De straat vonden we niet.",
    MatchLevel.GEMEENTE: "Het punt staat ergens in de gemeente. Het adres vonden we niet.",
    MatchLevel.NONE: "",
}
APPOINTMENT: Mapping[Appointment, str] = {
    Appointment.NEEDED: "U moet een afspraak maken.",
    Appointment.POSSIBLE: "U kunt een afspraak maken. Het hoeft niet.",
    Appointment.NONE: "U hoeft geen afspraak te maken.",
    Appointment.UNKNOWN: "",
}
ROLE: Mapping[Role, str] = {
    Role.HOST: "geeft ruimte",
    Role.HELPER: "helpt",
    Role.TRAINER: "geeft les",
    Role.REFERRER: "verwijst door",
    Role.COORDINATOR: "coördineert",
    Role.UNKNOWN: "",
}


def number(value: float | None, decimals: int = 0) -> str:
    """A number as Dutch writes it: 1.234,5; a dash where there is none."""
    if value is None:
        return "–"
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def spaced_postcode(address: str) -> str:
    """An address with its postcode as people write it: "7511 GM", not "7511GM"."""
    return _POSTCODE.sub(r"\1 \2", address)


def exactness(match: Match | None, *, has_address: bool) -> str:
    """How exact a point on the map is, or that there is none and why.

    match : None where nobody looked the address up
    """
    if match is not None and match.has_point:
        return EXACTNESS[match.level]
    return f"Nog niet op de kaart. {_why_not_placed(match, has_address=has_address)}"


def _why_not_placed(match: Match | None, *, has_address: bool) -> str:
    if not has_address and (match is None or match.level is MatchLevel.NONE):
        return "Er is geen adres bekend."
    if match is None:
        return "Het adres is nog niet opgezocht."
    if match.alternatives:
        return "We zochten het adres. Het kan op meer dan één plaats zijn."
    if match.level is MatchLevel.NONE:
        return "We zochten het adres, maar vonden het niet."
    return f"We zochten het adres, maar vonden alleen de {match.level.value}."


def day(value: date | None) -> str:
    """A date in full, such as 2 september 2026."""
    return "" if value is None else f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def weekday(value: date, today: date) -> str:
    """A date as one speaks of it: dinsdag 24 november; with its year where that is another than today's."""
    year = f" {value.year}" if value.year != today.year else ""
    return f"{WEEKDAYS[value.weekday()]} {value.day} {MONTHS[value.month - 1]}{year}"


def clock_time(value: datetime) -> str:
    """A time of the day: 9.30 uur."""
    return f"{value.hour}.{value.minute:02} uur"


def day_short(value: date | None) -> str:
    """A date in figures, such as 02-09-2026."""
    return "" if value is None else f"{value:%d-%m-%Y}"


def distance(metres: float) -> str:
    """A straight-line distance, no more exact than it is: "ongeveer 400 meter", "ongeveer 2,3 km"."""
    if metres < 100:
        return "minder dan 100 meter"
    if metres < 950:
        return f"ongeveer {round(metres, -2):.0f} meter"
    if metres < 9_950:
        return f"ongeveer {number(metres / 1000, 1)} km"
    return f"ongeveer {number(metres / 1000)} km"


def kilometres(metres: float | None, *, at_most: bool = False) -> str:
    """A distance in a table, in kilometres; "hoogstens" where nearer places may exist."""
    if metres is None:
        return "–"
    return ("hoogstens " if at_most else "") + f"{number(metres / 1000, 1)} km"


def counted(value: int, *, known: bool) -> str:
    """A count in a table; a dash where none are known and nobody knows whether there are any."""
    return number(value) if value or known else "–"


def capitalised(text: str) -> str:
    """The text with its first letter in upper case, the rest as written."""
    return text[:1].upper() + text[1:]


def uncapitalised(text: str) -> str:
    """The text with its first letter in lower case, the rest as written."""
    return text[:1].lower() + text[1:]


def plural(count: int, one: str, many: str) -> str:
    """A count with its noun: "1 plek", "1.200 plekken"."""
    return f"{number(count)} {one if count == 1 else many}"


def listed(parts: list[str], last: str = "en") -> str:
    """Parts as a person sums them up: "a, b en c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"
