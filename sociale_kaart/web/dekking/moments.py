"""The moments of the week that the dashboard can be asked about, and a day of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from flask_babel import gettext as _

from sociale_kaart.coverage.moment import parse_when
from sociale_kaart.coverage.when import When
from sociale_kaart.web import words
from sociale_kaart.web.language import marked

ALWAYS = "altijd"
WALK_IN = "zonder-afspraak"
PARTS = ("ochtend", "middag", "avond")
_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
# Heading of a list -> what stands below it: a word of an address, and how a page says it.
GROUPS: Mapping[str, Mapping[str, str]] = {
    marked("Hele week"): {
        ALWAYS: marked("op welk moment ook"),
        "doordeweeks": marked("doordeweeks"),
        "weekend": marked("in het weekend"),
        "ochtend": marked("in de ochtend"),
        "middag": marked("in de middag"),
        "avond": marked("in de avond"),
        WALK_IN: marked("zonder afspraak"),
        "aangiftetijd": marked("in de aangiftetijd"),
    },
    marked("Maandag"): {
        "maandag": marked("op maandag"),
        "maandagochtend": marked("op maandagochtend"),
        "maandagmiddag": marked("op maandagmiddag"),
        "maandagavond": marked("op maandagavond"),
    },
    marked("Dinsdag"): {
        "dinsdag": marked("op dinsdag"),
        "dinsdagochtend": marked("op dinsdagochtend"),
        "dinsdagmiddag": marked("op dinsdagmiddag"),
        "dinsdagavond": marked("op dinsdagavond"),
    },
    marked("Woensdag"): {
        "woensdag": marked("op woensdag"),
        "woensdagochtend": marked("op woensdagochtend"),
        "woensdagmiddag": marked("op woensdagmiddag"),
        "woensdagavond": marked("op woensdagavond"),
    },
    marked("Donderdag"): {
        "donderdag": marked("op donderdag"),
        "donderdagochtend": marked("op donderdagochtend"),
        "donderdagmiddag": marked("op donderdagmiddag"),
        "donderdagavond": marked("op donderdagavond"),
    },
    marked("Vrijdag"): {
        "vrijdag": marked("op vrijdag"),
        "vrijdagochtend": marked("op vrijdagochtend"),
        "vrijdagmiddag": marked("op vrijdagmiddag"),
        "vrijdagavond": marked("op vrijdagavond"),
    },
    marked("Zaterdag"): {
        "zaterdag": marked("op zaterdag"),
        "zaterdagochtend": marked("op zaterdagochtend"),
        "zaterdagmiddag": marked("op zaterdagmiddag"),
        "zaterdagavond": marked("op zaterdagavond"),
    },
    marked("Zondag"): {
        "zondag": marked("op zondag"),
        "zondagochtend": marked("op zondagochtend"),
        "zondagmiddag": marked("op zondagmiddag"),
        "zondagavond": marked("op zondagavond"),
    },
}
MOMENTS: Mapping[str, str] = {key: said for group in GROUPS.values() for key, said in group.items()}


def of_a_day(moment: str) -> str:
    """What is left of a moment of the week once its day is named: the part of the day, or without an appointment."""
    return next((part for part in (*PARTS, WALK_IN) if moment.endswith(part)), ALWAYS)


def when_of(moment: str, day: date | None) -> When | None:
    """What a report is asked; None for all the time."""
    asked = None if moment == ALWAYS else parse_when(moment.replace("-", " "))
    if day is None:
        return asked
    text = day.isoformat()
    return replace(
        asked or When(text=text), text=f"{text} {moment}", day=day, weekdays=frozenset(), season=None
    )


def said(moment: str, day: date | None) -> str:
    """How a page says it, as the end of a sentence; "" for all the time."""
    part = "" if moment == ALWAYS else _(MOMENTS[moment])
    if day is None:
        return part
    on = _("op %(day)s", day=words.weekday(day, date.min))
    return f"{on}, {part}" if part else on
