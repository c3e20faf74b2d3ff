"""What the browser says about a search: the sentences of the results page, with {blanks}, in the language at hand.

They are those that found.py, positionwords.py, wanneer.py, instead.py and the templates say, so that a page is the same
whoever wrote it; tests/browser hold one beside the other.
"""

from __future__ import annotations

from typing import Any

from babel.numbers import get_decimal_symbol, get_group_symbol
from flask_babel import gettext as _
from flask_babel import ngettext

from sociale_kaart.hours.calendar import dutch_calendar
from sociale_kaart.hours.sentence import holiday_in
from sociale_kaart.web import words
from sociale_kaart.web.filesite.span import Span
from sociale_kaart.web.language import locale
from sociale_kaart.web.positionwords import DOUBTS, MIDDLE, REASONS_AND_ADVICE
from sociale_kaart.web.question import MAX_SEARCH_LENGTH
from sociale_kaart.web.wanneer import PARTS, Part

# Enough to meet every form that a language has.
_SAMPLES = range(201)


def sentences(span: Span) -> dict[str, Any]:
    """All of them, by what they are about."""
    here = locale()
    return {
        "language": here.language,
        "marks": {"group": get_group_symbol(here), "decimal": get_decimal_symbol(here)},
        "weekdays": [here.days["format"]["wide"][number] for number in range(7)],
        "months": [here.months["format"]["wide"][number] for number in range(1, 13)],
        "holidays": _holidays(span),
        "counted": {form: _counted(sample) for form, sample in forms().items()},
        "position": _position(),
        "when": _when(),
        "list": _list(),
        "different": _different(),
        "longest": MAX_SEARCH_LENGTH,
    }


def forms() -> dict[str, int]:
    """The forms that numbers give a noun in this language, each with a number that gives it."""
    rule = locale().plural_form
    found: dict[str, int] = {}
    for number in _SAMPLES:
        found.setdefault(rule(number), number)
    return found


def _holidays(span: Span) -> dict[str, str]:
    named = {day.isoformat(): dutch_calendar().holiday_name(day) for day in span.days()}
    return {day: holiday_in(name, words.hours_language()) for day, name in named.items() if name}


def _counted(count: int) -> dict[str, str]:
    number = "{number}"
    blanks = {"number": number, "help": "{help}", "km": "{km}", "place": "{place}", "then": "{then}"}
    return {
        "beyond": ngettext(
            "Verder weg is nog %(number)s plek.",
            "Verder weg zijn nog %(number)s plekken.",
            count,
            number=number,
        ),
        "near_unknown": ngettext(
            "Van %(number)s plek binnen %(km)s km van %(place)s weten we de tijden niet.",
            "Van %(number)s plekken binnen %(km)s km van %(place)s weten we de tijden niet.",
            count,
            **blanks,
        ),
        "near_then": ngettext(
            "Er is %(number)s plek met %(help)s binnen %(km)s km van %(place)s die %(then)s open is.",
            "Er zijn %(number)s plekken met %(help)s binnen %(km)s km van %(place)s die %(then)s open zijn.",
            count,
            **blanks,
        ),
        "near": ngettext(
            "Er is %(number)s plek met %(help)s binnen %(km)s km van %(place)s.",
            "Er zijn %(number)s plekken met %(help)s binnen %(km)s km van %(place)s.",
            count,
            **blanks,
        ),
        "everywhere_unknown": ngettext(
            "Van %(number)s plek met %(help)s weten we de tijden niet.",
            "Van %(number)s plekken met %(help)s weten we de tijden niet.",
            count,
            **blanks,
        ),
        "everywhere_then": ngettext(
            "Er is %(number)s plek met %(help)s die %(then)s open is.",
            "Er zijn %(number)s plekken met %(help)s die %(then)s open zijn.",
            count,
            **blanks,
        ),
        "everywhere": ngettext(
            "Er is %(number)s plek met %(help)s.",
            "Er zijn %(number)s plekken met %(help)s.",
            count,
            number=number,
            help="{help}",
        ),
        "pages": ngettext(
            "Deze lijst heeft %(number)s pagina.",
            "Deze lijst heeft %(number)s pagina’s.",
            count,
            number=number,
        ),
        "unsure_narrowed": ngettext(
            "Van %(number)s andere plek weten we niet of die past bij wat u koos.",
            "Van %(number)s andere plekken weten we niet of die passen bij wat u koos.",
            count,
            number=number,
        ),
        "unsure": ngettext(
            "Bij %(number)s andere plek weten we niet of deze hulp er is.",
            "Bij %(number)s andere plekken weten we niet of deze hulp er is.",
            count,
            number=number,
        ),
        "doubtful_below": ngettext(
            "Bij %(number)s plek in deze lijst weten we niet of er hulp is. Die staat onderaan.",
            "Bij %(number)s plekken in deze lijst weten we niet of er hulp is. Die staan onderaan.",
            count,
            number=number,
        ),
        "doubtful": ngettext(
            "Bij %(number)s plek in deze lijst weten we het niet zeker. Vraag het daar eerst na.",
            "Bij %(number)s plekken in deze lijst weten we het niet zeker. Vraag het daar eerst na.",
            count,
            number=number,
        ),
        "by_appointment": ngettext(
            "Op deze kaart staat nog %(number)s plek waar u een afspraak moet maken.",
            "Op deze kaart staan nog %(number)s plekken waar u een afspraak moet maken.",
            count,
            number=number,
        ),
        "more": ngettext(
            "Er is nog %(number)s plek.", "Er zijn nog %(number)s plekken.", count, number=number
        ),
        "print_few": ngettext(
            "Print de dichtste plek", "Print de %(number)s dichtste plekken", count, number=number
        ),
    }


def _position() -> dict[str, Any]:
    return {
        "middle": {kind: _(said, name="{name}") for kind, said in MIDDLE.items()},
        "unfound": {
            why.value: [_(reason, name="{name}", place="{place}"), _(advice) if advice else ""]
            for why, (reason, advice) in REASONS_AND_ADVICE.items()
        },
        "doubts": {doubt.value: _(said) for doubt, said in DOUBTS.items()},
        "from": _("We zoeken vanaf %(place)s.", place="{place}"),
        "postcode": _("postcode %(postcode)s", postcode="{postcode}"),
        "spot": _("uw plek"),
        "map": _("het midden van de kaart"),
        "which": _("Welke plaats bedoelt u?"),
        "several": _("Er zijn meer plaatsen met de naam “%(name)s”:", name="{name}"),
        "meant": _("Bedoelt u …?"),
        "near_you": _("We zoeken nu bij u in de buurt. Typ een plaats om ergens anders te zoeken."),
        "no_spot": _("We kunnen niet zien waar u bent. Vul een postcode of plaats in."),
        "no_area": _("We kunnen dit gebied niet vinden. Vul een postcode of plaats in."),
        "too_long": _(
            "Wat u zoekt is te lang. Gebruik hoogstens %(most)s tekens.", most=str(MAX_SEARCH_LENGTH)
        ),
    }


def _when() -> dict[str, Any]:
    return {
        "nu": _("nu"),
        "vandaag": _("vandaag"),
        "week": _("deze week"),
        "dag": _("op %(day)s", day="{day}"),
        "open": _("%(then)s open", then="{then}"),
        "unknown": _("tijden onbekend"),
        "parts": {
            Part.MORNING: _("%(day)s in de ochtend", day="{day}"),
            Part.AFTERNOON: _("%(day)s in de middag", day="{day}"),
            Part.EVENING: _("%(day)s in de avond", day="{day}"),
        },
        "part_names": {part.value: part.label for part in Part},
        "part_hours": {part.value: part.hours for part in Part},
        "part_minutes": {
            part.value: [begins.hour * 60, (ends.hour or 24) * 60] for part, (begins, ends) in PARTS.items()
        },
        "weekday": _("%(weekday)s %(day)s %(month)s", weekday="{weekday}", day="{day}", month="{month}"),
        "date": _("%(day)s %(month)s %(year)s", day="{day}", month="{month}", year="{year}"),
        "weekday_date": _("%(weekday)s %(date)s", weekday="{weekday}", date="{date}"),
        "clock": _("%(hour)s.%(minute)s uur", hour="{hour}", minute="{minute}"),
        "now": _("Het is nu %(day)s, %(time)s.", day="{day}", time="{time}"),
        "now_holiday": _(
            "Het is nu %(day)s (%(holiday)s), %(time)s.", day="{day}", holiday="{holiday}", time="{time}"
        ),
        "this_week": _("Deze week is: vandaag tot en met %(day)s.", day="{day}"),
        "part_is": _("De %(part)s is van %(hours)s.", part="{part}", hours="{hours}"),
        "standing": _("Stand van %(day)s, %(time)s.", day="{day}", time="{time}"),
        "left_open": _("Deze pagina is van %(time)s.", time="{time}"),
        "look_again": _("Bekijk wat er nu open is"),
        "over": _("Dit deel van de dag is al voorbij."),
        "wrong_day": _("Deze dag kennen we niet. Schrijf een dag zo: 24-11-2026."),
        "past_table": _(
            "De tijden op deze website lopen tot en met %(day)s. Of een plek daarna open is, weten we hier niet.",
            day="{day}",
        ),
        "next_days": _("De komende dagen"),
        "next_seven_days": _("De komende zeven dagen"),
        "no_more_today": _("vandaag niet meer"),
        "past_week": _("Dit overzicht liep tot en met %(day)s. De tijden staan hieronder.", day="{day}"),
        "failed": _("Zoeken lukt nu niet. Probeer het later nog eens."),
        "legend": {
            "nu": [_("nu open"), _("nu gesloten")],
            "vandaag": [_("vandaag open"), _("vandaag gesloten")],
            "dan": [_("dan open"), _("dan gesloten")],
        },
    }


def _list() -> dict[str, str]:
    return {
        "far": _("Op deze kaart staat geen plek met %(help)s bij %(place)s.", help="{help}", place="{place}"),
        "far_nearest": _(
            "De dichtste plek op deze kaart is %(name)s: %(distance)s.", name="{name}", distance="{distance}"
        ),
        "in_area": _("%(help)s in dit gebied", help="{help}"),
        "besides": _("%(help)s (%(choices)s)", help="{help}", choices="{choices}"),
        "none_unknown": _("Er is geen plek met %(help)s waarvan we de tijden niet weten.", help="{help}"),
        "none_then": _("We weten geen plek met %(help)s die %(then)s open is.", help="{help}", then="{then}"),
        "none_facets": _("We weten geen plek met %(help)s.", help="{help}"),
        "none": _("We weten nog geen plek met %(help)s.", help="{help}"),
        "outside": _("%(place)s ligt buiten het gebied van deze kaart.", place="{place}"),
        "no_day": _("U koos een dag, maar vulde niet in welke."),
        "fill_day": _("Vul een dag in"),
        "part_ignored": _("U koos “Nu open”. Het deel van de dag telt dan niet mee."),
        "times_unknown": _("Tijden onbekend"),
        "back": _("Terug naar de lijst"),
        "other": _("Andere plaats of hulp"),
        "chosen": _("Gekozen: %(choices)s", choices="{choices}"),
        "clear": _("Wis deze keuzes"),
        "show_unsure": _("Laat ook die plekken zien"),
        "show_by_appointment": _("Laat plekken met een afspraak zien"),
        "by_place": _("Op volgorde van plaats. Vul uw postcode in, dan ziet u eerst wat dichtbij is."),
        "what_now": _("Wat kunt u nu doen?"),
        "differ": _("Deze plekken hebben deze hulp wel, maar iets is anders dan u koos:"),
        "perhaps": _("Van deze plekken weten we niet of deze hulp er is. Vraag het daar na:"),
        "what_is_open": _("Laat zien wat %(then)s open is", then="{then}"),
        "all_times": _("Laat alle tijden en plekken zien"),
        "all_help": _("Laat alle soorten hulp zien"),
        "range": _("Plekken %(first)s tot en met %(last)s", first="{first}", last="{last}"),
        "everything": _("Bekijk alle plekken in een lijst en op de kaart"),
        "straight": _("De afstand is in een rechte lijn, gemeten vanaf %(place)s.", place="{place}"),
        "more_places": _("Meer plekken"),
        "previous": _("Vorige plekken"),
        "last_page": _("Ga naar de laatste pagina"),
        "searched_here": _("u zocht hier"),
        "print_three": _("Print de drie dichtste plekken"),
        "under_100": _("minder dan 100 meter"),
        "metres": _("ongeveer %(metres)s meter", metres="{metres}"),
        "km": _("ongeveer %(km)s km", km="{km}"),
        "language": _("in het %(language)s", language="{language}"),
        "free": _("gratis"),
        "step_free": _("zonder drempel"),
        "walk_in": _("zonder afspraak"),
        "by_appointment": _("op afspraak"),
        "next": _("%(some)s, %(next)s", some="{some}", next="{next}"),
        "last": _("%(some)s en %(last)s", some="{some}", last="{last}"),
    }


def _different() -> dict[str, Any]:
    """In what a place differs from what was asked: where it is not so, and where nobody knows."""
    unsure_language = _("We weten niet of deze hulp ook in het %(language)s is.", language="{language}")
    appointment = _("We weten niet of u een afspraak nodig hebt.")
    return {
        "by_appointment": _("Hier moet u een afspraak maken."),
        "not_then": _("Deze hulp is hier %(then)s niet.", then="{then}"),
        "then_unknown": _("We weten niet of deze plek dan open is."),
        "known": _("Van deze plek weten we de tijden wel."),
        "walkIn": [_("Hier moet u een afspraak maken."), appointment],
        "byAppointment": [_("Hier hebt u geen afspraak nodig."), appointment],
        "stepFree": [
            _("Deze plek heeft een drempel of trap."),
            _("We weten niet of deze plek een drempel heeft."),
        ],
        "free": [_("Deze hulp is niet gratis."), _("We weten niet of deze hulp gratis is.")],
        "language": [unsure_language, unsure_language],
    }
