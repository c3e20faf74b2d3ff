"""English, as plain as the Dutch."""

from __future__ import annotations

from types import MappingProxyType

from sociale_kaart.hours.reason import Reason
from sociale_kaart.hours.schedule import Holiday, SchoolHoliday
from sociale_kaart.hours.sentence.lexicon import Lexicon
from sociale_kaart.model import Appointment

_ENDINGS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
_COUNTS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


def _ordinal(number: int) -> str:
    return f"{number}{_ENDINGS.get(number, 'th')}"


ENGLISH = Lexicon(
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    months=(
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    nth=MappingProxyType(
        {
            1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last", -2: "last but one",
            -3: "last but two", -4: "last but three", -5: "last but four",
        }
    ),
    counts=MappingProxyType(_COUNTS),
    times_a_month=MappingProxyType({0: "{} times", 1: "once", 2: "twice", 3: "three times"}),
    holiday_names=MappingProxyType(
        {
            Holiday.ANY.value: "public holidays",
            Holiday.NIEUWJAARSDAG.value: "New Year's Day",
            Holiday.GOEDE_VRIJDAG.value: "Good Friday",
            Holiday.EERSTE_PAASDAG.value: "Easter Sunday",
            Holiday.TWEEDE_PAASDAG.value: "Easter Monday",
            Holiday.KONINGSDAG.value: "King's Day",
            Holiday.BEVRIJDINGSDAG.value: "Liberation Day",
            Holiday.HEMELVAARTSDAG.value: "Ascension Day",
            Holiday.EERSTE_PINKSTERDAG.value: "Whit Sunday",
            Holiday.TWEEDE_PINKSTERDAG.value: "Whit Monday",
            Holiday.EERSTE_KERSTDAG.value: "Christmas Day",
            Holiday.TWEEDE_KERSTDAG.value: "Boxing Day",
        }
        | {
            SchoolHoliday.HERFST.value: "autumn holiday",
            SchoolHoliday.KERST.value: "Christmas holiday",
            SchoolHoliday.VOORJAAR.value: "spring holiday",
            SchoolHoliday.MEI.value: "May holiday",
            SchoolHoliday.ZOMER.value: "summer holiday",
        }
    ),
    school_names=MappingProxyType(
        {
            SchoolHoliday.HERFST: "the autumn holiday",
            SchoolHoliday.KERST: "the Christmas holiday",
            SchoolHoliday.VOORJAAR: "the spring holiday",
            SchoolHoliday.MEI: "the May holiday",
            SchoolHoliday.ZOMER: "the summer holiday",
        }
    ),
    day_counts=MappingProxyType({1: "one day"} | {n: f"{said} days" for n, said in _COUNTS.items()}),
    last_day="last day",
    conjunction="and",
    clock="{:%H:%M}".format,
    ordinal=_ordinal,
    days=MappingProxyType(
        {
            "every_day": "every day",
            "any_day": "on any day",
            "other_days": "on other days",
            "every_weekday": "every {weekdays}",
            "on_weekdays": "on {weekdays}",
            "weekday_range": "{first} to {last}",
            "on_weekday_range": "on {first} to {last}",
            "every_nth": "every {nth} of the month",
            "on_nth": "on the {nth} of the month",
            "every_month_day": "every month on the {numbers}",
            "on_month_day": "on the {numbers} of the month",
            "on_dates": "on {dates}",
            "on_weekday_date": "on {weekday} {date}",
            "on_holidays": "on {holidays}",
            "every_other_week": "every other week",
            "every_few_weeks": "every {count} weeks",
            "times_a_month": "{times} a month",
            "even_weeks": "in even weeks",
            "odd_weeks": "in odd weeks",
            "weeks": "in week {weeks}",
            "anchor": "counting from the week of {date}",
            "valid_from": "from {first}",
            "valid_to": "until {last}",
            "valid": "from {first} to {last}",
            "season": "from {first} to {last}",
            "season_day": "on {day}",
            "yearly": "every year {seasons}",
            "months": "in {months}",
            "month_range": "from {first} to {last}",
            "school": "in school holidays",
            "school_named": "in {school}",
            "outside_school": "outside school holidays",
            "outside_school_named": "outside {school}",
        }
    ),
    tails=MappingProxyType(
        {
            "span": "from {opens} to {closes}",
            "spans": "{spans}",
            "night": "from {opens} to {closes} at night",
            "next_day": "from {opens} to {closes} the next day",
            "all_day": "24 hours a day",
            "midnight": "24:00",
            "no_end": "from {opens}",
            "no_start": "until {closes}",
            "no_times": "at a time that we do not know",
            "location": "during the opening hours of the building",
            "appointment": "by appointment",
            "unknown": "but we do not know at what time",
            "closed": "closed",
            "closed_yearly": "closed every year",
            "instead": "only {tail}",
        }
    ),
    sentences=MappingProxyType(
        {
            "location": "during the opening hours of the building",
            "appointment": "only by appointment",
            "appointment_too": "at other times only by appointment",
            "unknown": "the times are not known",
            "unknown_too": "other times are not known",
            "unknown_other_days": "the times on other days are not known",
            "always": "open 24 hours a day",
            "closed": "closed",
            "unknown_end": "we do not know until what time",
            "unknown_start": "we do not know from what time",
            "unknown_weeks": "we do not know in which week",
            "unknown_days": "we do not know on which days",
            "unknown_year": "we do not know in which year",
            "vouched": "these times are valid {between}",
        }
    ),
    remarks=MappingProxyType(
        {
            "only": "only {days}",
            "except": "not {days}",
            "open": "also {days}",
            "later": "on public holidays {count} later",
            "earlier": "on public holidays {count} earlier",
            "then": "but {remark}",
            "but": ", but {remark}",
            "open_if": "also if that day is {holidays}",
            "open_though_if": "open if that day is {holidays}",
            "open_though": "open {days}",
            "even_if_moved": "not {days}, not even if it is moved",
        }
    ),
    appointments=MappingProxyType(
        {
            Appointment.NONE: "no appointment needed",
            Appointment.NEEDED: "an appointment is needed",
            Appointment.POSSIBLE: "you can make an appointment, but you do not have to",
        }
    ),
    own_appointments=MappingProxyType(
        {
            Appointment.NONE: "then no appointment is needed",
            Appointment.NEEDED: "then an appointment is needed",
            Appointment.POSSIBLE: "then you can make an appointment, but you do not have to",
        }
    ),
    appointments_before=MappingProxyType(
        {
            Appointment.NONE: "without appointment",
            Appointment.NEEDED: "by appointment",
            Appointment.POSSIBLE: "with or without appointment",
        }
    ),
    now_open="Open now, {until}.",
    day_and_night="day and night",
    until_today="until {clock}",
    now_by_appointment="Now only by appointment.",
    until_midnight="until midnight",
    until_tonight="until {clock} tonight",
    until_tomorrow="until tomorrow {clock}",
    until_day="until {day}, {clock}",
    next_open=(
        "Opens today at {clock}.",
        "Opens tomorrow at {clock}.",
        "Next time: {day}, {clock}.",
    ),
    next_by_appointment=(
        "Today at {clock}, only by appointment.",
        "Tomorrow at {clock}, only by appointment.",
        "Next time: {day}, {clock}, only by appointment.",
    ),
    no_next="No next time is known.",
    reasons=MappingProxyType(
        {
            Reason.HOLIDAY_UNKNOWN: "{day}: not known whether it is open. Please call first.",
            Reason.SCHOOL_REGIONS_DIFFER: "{day}: not known whether it is open. Please call first.",
            Reason.SCHOOL_YEAR_UNKNOWN: "We do not know whether it is a school holiday now. Please call first.",
            Reason.LOCATION_UNSURE: "We are not sure whether the building is open now. Please call first.",
            Reason.NOT_VOUCHED: "We do not know whether the times are right now. Please call first.",
            Reason.END_UNKNOWN: "We do not know until what time this is open. Please call first.",
            Reason.START_UNKNOWN: "We do not know from what time this is open. Please call first.",
            Reason.TIMES_UNKNOWN: "We do not know whether this is open today. Please call first.",
            Reason.LOCATION_UNKNOWN: "We do not know when the building is open. Please call first.",
            Reason.DAYS_UNKNOWN: "We do not know whether this is open today. Please call first.",
            Reason.DOUBTFUL: "We do not know whether this is open today. Please call first.",
            Reason.NOT_UNDERSTOOD: "We do not know whether this is open today. Please call first.",
            Reason.NOTHING_SAID: "We do not know when this is open. Please call first.",
            Reason.BY_APPOINTMENT: "Only by appointment.",
            Reason.MOVED: "{day}: it is on another day.",
            Reason.ON_HOLIDAY: "{day}: closed.",
            Reason.IN_SCHOOL_HOLIDAY: "Closed in the {day}.",
            Reason.OUTSIDE_SCHOOL_HOLIDAY: "Only open in school holidays.",
            Reason.EXCEPTED: "Closed now.",
            Reason.SAID_CLOSED: "Closed.",
            Reason.OUTSIDE_HOURS: "Closed now.",
        }
    ),
    list_span="{opens} to {closes}",
    list_span_of_days="{opens} to {day}, {closes}",
    clock_at_end="24:00",
    whole_day="all day",
    list_uncertain=", not certain",
    list_by_appointment=", by appointment",
)  # fmt: skip
