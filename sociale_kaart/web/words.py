"""How pages say things in plain words (Dutch B1, or the language at hand): distances, dates, states, exactness."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import TypeVar

from babel.numbers import get_decimal_symbol, get_group_symbol
from markupsafe import Markup, escape

from sociale_kaart.hours.sentence import Language
from sociale_kaart.model import Appointment, CoverageStatus, Match, MatchLevel, Presence, Role
from sociale_kaart.web.language import current, locale, marked, own_text, say
from sociale_kaart.web.language import gettext as _

_POSTCODE = re.compile(r"\b(\d{4})([A-Z]{2})\b")
Value = TypeVar("Value", bound=Hashable)


class Said(Mapping[Value, str]):
    """Words for each value of the model: written in Dutch, read in the language at hand."""

    def __init__(self, dutch: Mapping[Value, str]) -> None:
        self._dutch = dutch

    def __getitem__(self, value: Value) -> str:
        """The words; "" where there is nothing to say."""
        # A catalogue answers "" with its own title page.
        dutch = self._dutch[value]
        return _(dutch) if dutch else ""

    def __iter__(self) -> Iterator[Value]:
        return iter(self._dutch)

    def __len__(self) -> int:
        return len(self._dutch)


PRESENCE = Said(
    {Presence.YES: marked("ja"), Presence.NO: marked("nee"), Presence.UNKNOWN: marked("onbekend")},
)
STATUS = Said(
    {
        CoverageStatus.COVERED: marked("ja, minstens één plek"),
        CoverageStatus.UNCOVERED: marked("nee"),
        CoverageStatus.UNKNOWN: marked("onbekend"),
    }
)
EXACTNESS = Said(
    {
        MatchLevel.GIVEN: marked("Het punt op de kaart is door de coördinator gezet."),
        MatchLevel.ADRES: marked("Het punt op de kaart is precies dit adres."),
        MatchLevel.HUISNUMMER: marked(
            "Het punt staat bij het huisnummer. De toevoeging klopt misschien niet."
        ),
        MatchLevel.STRAAT: marked("Het punt staat ergens in de straat. Het huisnummer vonden we niet."),
        MatchLevel.POSTCODE: marked("Het punt staat ergens in het gebied van de postcode."),
        MatchLevel.WOONPLAATS: marked("Het punt staat ergens in de plaats. De straat vonden we niet."),
        MatchLevel.GEMEENTE: marked("Het punt staat ergens in de gemeente. Het adres vonden we niet."),
        MatchLevel.NONE: "",
    }
)
# An address of which no more was found than this, and that is too coarse for a point.
_ONLY_FOUND = Said(
    {
        MatchLevel.GIVEN: marked("We zochten het adres, maar vonden het niet."),
        MatchLevel.ADRES: marked(
            "We zochten het adres, maar vonden alleen het adres, zonder punt op de kaart."
        ),
        MatchLevel.HUISNUMMER: marked("We zochten het adres, maar vonden alleen het huisnummer."),
        MatchLevel.STRAAT: marked("We zochten het adres, maar vonden alleen de straat."),
        MatchLevel.POSTCODE: marked("We zochten het adres, maar vonden alleen de postcode."),
        MatchLevel.WOONPLAATS: marked("We zochten het adres, maar vonden alleen de woonplaats."),
        MatchLevel.GEMEENTE: marked("We zochten het adres, maar vonden alleen de gemeente."),
        MatchLevel.NONE: marked("We zochten het adres, maar vonden het niet."),
    }
)
APPOINTMENT = Said(
    {
        Appointment.NEEDED: marked("U moet een afspraak maken."),
        Appointment.POSSIBLE: marked("U kunt een afspraak maken. Het hoeft niet."),
        Appointment.NONE: marked("U hoeft geen afspraak te maken."),
        Appointment.UNKNOWN: "",
    }
)
ROLE = Said(
    {
        Role.HOST: marked("geeft ruimte"),
        Role.HELPER: marked("helpt"),
        Role.TRAINER: marked("geeft les"),
        Role.REFERRER: marked("verwijst door"),
        Role.COORDINATOR: marked("coördineert"),
        Role.UNKNOWN: "",
    }
)


def number(value: float | None, decimals: int = 0) -> str:
    """A number as the language writes it (Dutch: 1.234,5); a dash where there is none."""
    if value is None:
        return "–"
    figures = f"{value:,.{decimals}f}"
    if not decimals and len(figures) < 4:
        return figures
    return figures.translate(_marks(current()))


@cache
def _marks(language: str) -> Mapping[int, str]:
    """What a language writes for the comma and the point of Python's figures."""
    return {ord(","): get_group_symbol(language), ord("."): get_decimal_symbol(language)}


def hours_language() -> Language:
    """In which of the languages that hours are said in: that of the page, else Dutch."""
    return "en" if current() == "en" else "nl"


def hours_attributes() -> Markup:
    """Attributes for an element with hours in words: which language those are, where the page speaks another."""
    said_in = hours_language()
    return Markup() if said_in == current() else Markup(' lang="{}" dir="ltr"').format(said_in)


def hours_text(text: str) -> Markup:
    """Hours in words, to stand inside a sentence of the page."""
    attributes = hours_attributes()
    return Markup("<span{}>{}</span>").format(attributes, text) if attributes else escape(text)


def spaced_postcode(address: str) -> str:
    """An address with its postcode as people write it: "7511 GM", not "7511GM"."""
    return _POSTCODE.sub(r"\1 \2", address)


def exactness(match: Match | None, *, has_address: bool) -> str:
    """How exact a point on the map is, or that there is none and why.

    match : None where nobody looked the address up
    """
    if match is not None and match.has_point:
        return EXACTNESS[match.level]
    return " ".join([_("Nog niet op de kaart."), _why_not_placed(match, has_address=has_address)])


def _why_not_placed(match: Match | None, *, has_address: bool) -> str:
    if not has_address and (match is None or match.level is MatchLevel.NONE):
        return _("Er is geen adres bekend.")
    if match is None:
        return _("Het adres is nog niet opgezocht.")
    if match.alternatives:
        return _("We zochten het adres. Het kan op meer dan één plaats zijn.")
    return _ONLY_FOUND[match.level]


def day(value: date | None) -> str:
    """A date in full, such as 2 september 2026."""
    if value is None:
        return ""
    return _("%(day)s %(month)s %(year)s", day=value.day, month=_month(value), year=value.year)


def weekday(value: date, today: date) -> str:
    """A date as one speaks of it: dinsdag 24 november; with its year where that is another than today's."""
    if value.year != today.year:
        return _("%(weekday)s %(date)s", weekday=_weekday(value), date=day(value))
    return _("%(weekday)s %(day)s %(month)s", weekday=_weekday(value), day=value.day, month=_month(value))


def _month(value: date) -> str:
    return str(locale().months["format"]["wide"][value.month])


def _weekday(value: date) -> str:
    return str(locale().days["format"]["wide"][value.weekday()])


def clock_time(value: datetime) -> str:
    """A time of the day: 9.30 uur."""
    return _("%(hour)s.%(minute)s uur", hour=value.hour, minute=f"{value.minute:02}")


def day_short(value: date | None) -> str:
    """A date in figures, such as 02-09-2026."""
    return "" if value is None else f"{value:%d-%m-%Y}"


def distance(metres: float) -> str:
    """A straight-line distance, no more exact than it is: "ongeveer 400 meter", "ongeveer 2,3 km"."""
    if metres < 100:
        return _("minder dan 100 meter")
    if metres < 950:
        return _("ongeveer %(metres)s meter", metres=number(round(metres, -2)))
    return _("ongeveer %(km)s km", km=number(metres / 1000, 1 if metres < 9_950 else 0))


def kilometres(metres: float | None, *, at_most: bool = False) -> str:
    """A distance in a table, in kilometres; "hoogstens" where nearer places may exist."""
    if metres is None:
        return "–"
    km = number(metres / 1000, 1)
    return _("hoogstens %(km)s km", km=km) if at_most else _("%(km)s km", km=km)


def counted(value: int, *, known: bool) -> str:
    """A count in a table; a dash where none are known and nobody knows whether there are any."""
    return number(value) if value or known else "–"


def example_notice() -> str:
    """What a map of invented places says of itself; its files say the same (`export.examplenotice`)."""
    return " ".join(
        [
            _("Dit is een voorbeeld."),
            _("De organisaties, adressen en tijden op deze kaart zijn verzonnen."),
        ]
    )


def capitalised(text: str) -> str:
    """The text with its first letter in upper case, the rest as written."""
    return text[:1].upper() + text[1:]


def uncapitalised(text: str) -> str:
    """The text with its first letter in lower case, the rest as written."""
    return text[:1].lower() + text[1:]


def listed(parts: Sequence[str], last: str = "en") -> str:
    """Parts as a person sums them up: "a, b en c"; `last` is "en" or "of"."""
    return _listed(parts, last, _)


def listed_own(parts: Sequence[str], last: str = "en") -> Markup:
    """The same of the map's own words: each part says its language, and what stands between them is the page's."""
    return listed_marked([own_text(part) for part in parts], last)


def listed_marked(parts: Sequence[Markup], last: str = "en") -> Markup:
    """The same of parts that say their language themselves, where that is another."""
    return Markup(_listed(parts, last, say))  # noqa: S704  # every part is escaped


def _listed(parts: Sequence[str], last: str, said: Callable[..., str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    some = parts[0]
    for one in parts[1:-1]:
        some = said(_NEXT, some=some, next=one)
    return said(_LAST[last], some=some, last=parts[-1])


_NEXT = marked("%(some)s, %(next)s")
_LAST: Mapping[str, str] = {"en": marked("%(some)s en %(last)s"), "of": marked("%(some)s of %(last)s")}
