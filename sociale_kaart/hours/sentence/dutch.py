"""Dutch at level B1."""

from __future__ import annotations

from datetime import time
from types import MappingProxyType

from sociale_kaart.hours.reason import Reason
from sociale_kaart.hours.schedule import Holiday, SchoolHoliday
from sociale_kaart.hours.sentence.lexicon import Lexicon
from sociale_kaart.model import Appointment

_DAYLIGHT = 8  # an hour before this is said with its nought, so that nobody reads it as one of the afternoon
_COUNTS = {2: "twee", 3: "drie", 4: "vier", 5: "vijf", 6: "zes"}


def _clock(at: time) -> str:
    return f"{at.hour:02}.{at.minute:02}" if at.hour < _DAYLIGHT else f"{at.hour}.{at.minute:02}"


DUTCH = Lexicon(
    weekdays=("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    months=(
        "januari", "februari", "maart", "april", "mei", "juni",
        "juli", "augustus", "september", "oktober", "november", "december",
    ),
    nth=MappingProxyType(
        {
            1: "eerste", 2: "tweede", 3: "derde", 4: "vierde", 5: "vijfde", -1: "laatste", -2: "voorlaatste",
            -3: "op twee na laatste", -4: "op drie na laatste", -5: "op vier na laatste",
        }
    ),
    counts=MappingProxyType(_COUNTS),
    times_a_month=MappingProxyType({0: "{} keer", 1: "eens", 2: "twee keer", 3: "drie keer"}),
    holiday_names=MappingProxyType({one.value: one.value for one in Holiday} | {Holiday.ANY.value: "feestdagen"}),
    school_names=MappingProxyType({one: f"de {one.value}" for one in SchoolHoliday}),
    day_counts=MappingProxyType({1: "een dag"} | {n: f"{said} dagen" for n, said in _COUNTS.items()}),
    last_day="laatste dag",
    conjunction="en",
    clock=_clock,
    ordinal="{}e".format,
    days=MappingProxyType(
        {
            "every_day": "elke dag",
            "any_day": "op welke dag dan ook",
            "other_days": "op andere dagen",
            "every_weekday": "elke {weekdays}",
            "on_weekdays": "op {weekdays}",
            "weekday_range": "{first} tot en met {last}",
            "on_weekday_range": "op {first} tot en met {last}",
            "every_nth": "elke {nth} van de maand",
            "on_nth": "op de {nth} van de maand",
            "every_month_day": "elke maand op de {numbers}",
            "on_month_day": "op de {numbers} van de maand",
            "on_dates": "op {dates}",
            "on_weekday_date": "op {weekday} {date}",
            "on_holidays": "op {holidays}",
            "every_other_week": "om de week",
            "every_few_weeks": "eens in de {count} weken",
            "times_a_month": "{times} per maand",
            "even_weeks": "in even weken",
            "odd_weeks": "in oneven weken",
            "weeks": "in week {weeks}",
            "anchor": "geteld vanaf de week van {date}",
            "valid_from": "vanaf {first}",
            "valid_to": "tot en met {last}",
            "valid": "van {first} tot en met {last}",
            "season": "van {first} tot en met {last}",
            "season_day": "op {day}",
            "yearly": "elk jaar {seasons}",
            "months": "in {months}",
            "month_range": "van {first} tot en met {last}",
            "school": "in schoolvakanties",
            "school_named": "in {school}",
            "outside_school": "buiten schoolvakanties",
            "outside_school_named": "buiten {school}",
        }
    ),
    tails=MappingProxyType(
        {
            "span": "van {opens} tot {closes}",
            "spans": "{spans} uur",
            "night": "van {opens} tot {closes} uur 's nachts",
            "next_day": "van {opens} tot {closes} uur de volgende dag",
            "all_day": "dag en nacht",
            "midnight": "24.00",
            "no_end": "vanaf {opens} uur",
            "no_start": "tot {closes} uur",
            "no_times": "op een tijd die wij niet weten",
            "location": "tijdens de openingstijden van het gebouw",
            "appointment": "op afspraak",
            "unknown": "maar wij weten niet hoe laat",
            "closed": "gesloten",
            "closed_yearly": "elk jaar gesloten",
            "instead": "alleen {tail}",
        }
    ),
    sentences=MappingProxyType(
        {
            "location": "tijdens de openingstijden van het gebouw",
            "appointment": "alleen op afspraak",
            "appointment_too": "op andere tijden alleen op afspraak",
            "unknown": "de tijden zijn niet bekend",
            "unknown_too": "andere tijden zijn niet bekend",
            "unknown_other_days": "de tijden op andere dagen zijn niet bekend",
            "always": "dag en nacht open",
            "closed": "gesloten",
            "unknown_end": "wij weten niet tot hoe laat",
            "unknown_start": "wij weten niet vanaf hoe laat",
            "unknown_weeks": "wij weten niet in welke week",
            "unknown_days": "wij weten niet op welke dagen",
            "unknown_year": "wij weten niet in welk jaar",
            "vouched": "deze tijden gelden {between}",
        }
    ),
    remarks=MappingProxyType(
        {
            "only": "alleen {days}",
            "except": "niet {days}",
            "open": "ook {days}",
            "later": "op feestdagen {count} later",
            "earlier": "op feestdagen {count} eerder",
            "then": "maar {remark}",
            "but": ", maar {remark}",
            "open_if": "ook als het dan {holidays} is",
            "open_though_if": "wel als het dan {holidays} is",
            "open_though": "wel {days}",
            "even_if_moved": "niet {days}, ook niet als het verplaatst is",
        }
    ),
    appointments=MappingProxyType(
        {
            Appointment.NONE: "u hoeft geen afspraak te maken",
            Appointment.NEEDED: "u moet een afspraak maken",
            Appointment.POSSIBLE: "u kunt komen met of zonder afspraak",
        }
    ),
    own_appointments=MappingProxyType(
        {
            Appointment.NONE: "dan hoeft u geen afspraak te maken",
            Appointment.NEEDED: "dan moet u een afspraak maken",
            Appointment.POSSIBLE: "dan kunt u komen met of zonder afspraak",
        }
    ),
    appointments_before=MappingProxyType(
        {
            Appointment.NONE: "zonder afspraak",
            Appointment.NEEDED: "op afspraak",
            Appointment.POSSIBLE: "met of zonder afspraak",
        }
    ),
    now_open="Nu open, {until}.",
    day_and_night="dag en nacht",
    until_today="tot {clock} uur",
    now_by_appointment="Nu alleen op afspraak.",
    until_midnight="tot middernacht",
    until_tonight="tot {clock} uur vannacht",
    until_tomorrow="tot morgen {clock} uur",
    until_day="tot {day}, {clock} uur",
    next_open=(
        "Vandaag open om {clock} uur.",
        "Morgen open om {clock} uur.",
        "Volgende keer: {day}, {clock} uur.",
    ),
    next_by_appointment=(
        "Vandaag om {clock} uur, alleen op afspraak.",
        "Morgen om {clock} uur, alleen op afspraak.",
        "Volgende keer: {day}, {clock} uur, alleen op afspraak.",
    ),
    no_next="Er is geen volgende keer bekend.",
    reasons=MappingProxyType(
        {
            Reason.HOLIDAY_UNKNOWN: "{day}: niet bekend of het spreekuur doorgaat. Bel even.",
            Reason.SCHOOL_REGIONS_DIFFER: "{day}: niet bekend of het spreekuur doorgaat. Bel even.",
            Reason.SCHOOL_YEAR_UNKNOWN: "Wij weten niet of het nu schoolvakantie is. Bel even.",
            Reason.LOCATION_UNSURE: "Wij weten niet zeker of het gebouw nu open is. Bel even.",
            Reason.NOT_VOUCHED: "Wij weten niet of de tijden nu kloppen. Bel even.",
            Reason.END_UNKNOWN: "Wij weten niet tot hoe laat dit open is. Bel even.",
            Reason.START_UNKNOWN: "Wij weten niet vanaf hoe laat dit open is. Bel even.",
            Reason.TIMES_UNKNOWN: "Wij weten niet of dit vandaag open is. Bel even.",
            Reason.LOCATION_UNKNOWN: "Wij weten niet wanneer het gebouw open is. Bel even.",
            Reason.DAYS_UNKNOWN: "Wij weten niet of dit vandaag open is. Bel even.",
            Reason.DOUBTFUL: "Wij weten niet of dit vandaag open is. Bel even.",
            Reason.NOT_UNDERSTOOD: "Wij weten niet of dit vandaag open is. Bel even.",
            Reason.NOTHING_SAID: "Wij weten niet wanneer dit open is. Bel even.",
            Reason.BY_APPOINTMENT: "Alleen op afspraak.",
            Reason.MOVED: "{day}: het spreekuur is op een andere dag.",
            Reason.ON_HOLIDAY: "{day}: gesloten.",
            Reason.IN_SCHOOL_HOLIDAY: "Gesloten in de {day}.",
            Reason.OUTSIDE_SCHOOL_HOLIDAY: "Alleen open in schoolvakanties.",
            Reason.EXCEPTED: "Nu gesloten.",
            Reason.SAID_CLOSED: "Gesloten.",
            Reason.OUTSIDE_HOURS: "Nu gesloten.",
        }
    ),
    list_span="{opens} tot {closes} uur",
    list_span_of_days="{opens} uur tot {day}, {closes} uur",
    clock_at_end="24.00",
    whole_day="de hele dag",
    list_uncertain=", niet zeker",
    list_by_appointment=", op afspraak",
)  # fmt: skip
