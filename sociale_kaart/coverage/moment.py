"""A moment of the week as somebody says it: "dinsdagavond", "di 19:00", "aangiftetijd", "without an appointment"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

from sociale_kaart.coverage.when import MIDNIGHT, MonthDay, When
from sociale_kaart.errors import SocialeKaartError
from sociale_kaart.hours.dayparts import AFTERNOON, EVENING, MORNING
from sociale_kaart.hours.reader.words import MONTHS, WEEKDAYS
from sociale_kaart.hours.timetable import YEARS

EXPECTED = (
    'schrijf bijvoorbeeld "dinsdagavond", "di 19:00", "zaterdag", "2026-11-24 19:00", "aangiftetijd" '
    '(1 maart tot en met 1 mei), "zonder afspraak", of een combinatie: "dinsdagavond in aangiftetijd"'
)
TAX_SEASON = ((3, 1), (5, 1))
_MINUTE = timedelta(minutes=1)
_WORKING_DAYS, _WEEKEND = frozenset(range(5)), frozenset({5, 6})


def parse_when(text: str) -> When:
    """What somebody means; Dutch or English, in any order and combination.

    Days of the week, alone or as "dinsdagavond"; "ochtend", "middag", "avond"; "weekend", "doordeweeks"; a time
    ("19:00", "19 uur") or two ("19:00-21:00"); a date; "aangiftetijd" or "tax season"; days of the year ("van 1 maart
    tot en met 1 mei"); "zonder afspraak", "inloop". Raises SocialeKaartError, in Dutch, where a word is not understood,
    or where there is nothing.
    """
    found, left = When(text=text.strip()), text.casefold().replace("’", "'")
    for pattern, take in _PHRASES:
        for match in pattern.finditer(left):
            found = take(found, match, text)
        left = pattern.sub(" ", left)
    if found.day is not None and found.weekdays and found.day.weekday() not in found.weekdays:
        raise _refused(text, "die dag valt op een andere dag van de week")
    puzzling = [word for word in re.findall(r"[^\s,.;:()-]+", left) if word not in _FILLERS.split()]
    if puzzling or found == When(text=text.strip()):
        raise _refused(text, f"'{' '.join(puzzling)}' is geen moment" if puzzling else "er staat geen moment")
    return found


def _refused(text: str, what: str) -> SocialeKaartError:
    return SocialeKaartError(
        f"this moment is not understood: {text!r}",
        expected='a weekday, part of the day, time, date, "tax season" or "without an appointment"',
        dutch=f"{what}: {EXPECTED}.",
    )


Take = Callable[[When, "re.Match[str]", str], When]


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_PART_OF = MappingProxyType(
    {
        **dict.fromkeys(("ochtenden", "ochtends", "ochtend", "morgens", "voormiddag"), MORNING),
        **dict.fromkeys(("mornings", "morning"), MORNING),
        **dict.fromkeys(("namiddag", "middagen", "middags", "middag"), AFTERNOON),
        **dict.fromkeys(("afternoons", "afternoon"), AFTERNOON),
        **dict.fromkeys(("avonden", "avonds", "avond", "evenings", "evening"), EVENING),
    }
)
_FILLERS = (
    "op in de het een 's s om van tot en of met t/m elke iedere altijd ergens tijdens gedurende uur u voor aan "
    "on the a an at from to and or every each during any time for"
)
_CLOCK = r"(\d{1,2})(?:[:.](\d{2})(?:\s*(?:uur|u)\b)?|\s*(?:uur|u)\b)"
_MONTH = _either(MONTHS)
_MONTH_DAY = rf"(\d{{1,2}})\s+({_MONTH})\b\.?"


def _take_weekdays(found: When, match: re.Match[str], _: str) -> When:
    first, last = WEEKDAYS[match["first"]], WEEKDAYS[match["last"]]
    named = {(first + number) % 7 for number in range((last - first) % 7 + 1)}
    return replace(found, weekdays=found.weekdays | named)


def _take_weekday_part(found: When, match: re.Match[str], text: str) -> When:
    found = replace(found, weekdays=found.weekdays | {WEEKDAYS[match["day"]]})
    return _take_part(found, match, text)


def _take_weekday(found: When, match: re.Match[str], text: str) -> When:
    if found.begins is not None:
        raise _refused(text, "er staat een hele dag naast een deel van een dag")
    return replace(found, weekdays=found.weekdays | {WEEKDAYS[match["day"]]})


def _take_part(found: When, match: re.Match[str], text: str) -> When:
    return _with_hours(found, *_PART_OF[match["part"]], text)


def _take_times(found: When, match: re.Match[str], text: str) -> When:
    return _with_hours(found, _clock(match[1], match[2], text), _clock(match[3], match[4], text), text)


def _take_time(found: When, match: re.Match[str], text: str) -> When:
    at = _clock(match[1], match[2], text)
    return _with_hours(found, at, (datetime.combine(date.min, at) + _MINUTE).time(), text)


def _take_iso(found: When, match: re.Match[str], text: str) -> When:
    return _with_day(found, int(match[1]), int(match[2]), int(match[3]), text)


def _take_dutch(found: When, match: re.Match[str], text: str) -> When:
    return _with_day(found, int(match[3]), int(match[2]), int(match[1]), text)


def _take_named(found: When, match: re.Match[str], text: str) -> When:
    return _with_day(found, int(match[3]), MONTHS[match[2]], int(match[1]), text)


def _take_days_of_year(found: When, match: re.Match[str], text: str) -> When:
    first = _month_day(MONTHS[match[2]], int(match[1]), text)
    last = _month_day(MONTHS[match[4]], int(match[3]), text)
    return _with_season(found, first, last, text)


def _take_months(found: When, match: re.Match[str], text: str) -> When:
    last = MONTHS[match["last"] or match["first"]]
    return _with_season(found, (MONTHS[match["first"]], 1), (last, 31), text)


def _with_hours(found: When, begins: time, ends: time, text: str) -> When:
    if found.begins is not None and (found.begins, found.ends) != (begins, ends):
        raise _refused(text, "er staan twee tijden of delen van de dag")
    return replace(found, begins=begins, ends=ends)


def _with_day(found: When, year: int, month: int, day: int, text: str) -> When:
    try:
        its = date(year, month, day)
    except ValueError as fault:
        raise _refused(text, "die dag bestaat niet") from fault
    if found.day not in (None, its) or year not in YEARS:
        raise _refused(
            text,
            "er staan twee dagen" if found.day else f"dat jaar ligt niet tussen {YEARS[0]} en {YEARS[-1]}",
        )
    return replace(found, day=its)


def _with_season(found: When, first: MonthDay, last: MonthDay, text: str) -> When:
    if found.season not in (None, (first, last)):
        raise _refused(text, "er staan twee perioden")
    return replace(found, season=(first, last))


def _clock(hour: str, minute: str | None, text: str) -> time:
    if int(hour) == 24 and not int(minute or 0):
        return MIDNIGHT
    try:
        return time(int(hour), int(minute or 0))
    except ValueError as fault:
        raise _refused(text, "die tijd bestaat niet") from fault


def _month_day(month: int, day: int, text: str) -> MonthDay:
    try:
        date(2001, month, day)  # no leap day: a season is of every year
    except ValueError as fault:
        raise _refused(text, "die dag bestaat niet in elk jaar") from fault
    return month, day


# Tried in this order: what is longest and surest first, and each takes its words away.
_PHRASES: tuple[tuple[re.Pattern[str], Take], ...] = tuple(
    (re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), take)
    for pattern, take in (
        (
            r"(?:zonder (?:een )?afspraak|(?:vrije )?inloop|binnenlopen|without (?:an )?appointments?|walk[- ]?in)",
            lambda found, _, __: replace(found, without_appointment=True),
        ),
        (
            r"(?:belasting)?aangifte(?:tijd|periode|seizoen)?|belastingtijd|tax[- ](?:season|time)",
            lambda found, _, text: _with_season(found, *TAX_SEASON, text),
        ),
        (r"(\d{4})-(\d{1,2})-(\d{1,2})", _take_iso),
        (r"(\d{1,2})-(\d{1,2})-(\d{4})", _take_dutch),
        (rf"{_MONTH_DAY}\s+(\d{{4}})", _take_named),
        (rf"{_MONTH_DAY}\s*(?:tot en met|tot|t/m|to|until|-|–)\s*{_MONTH_DAY}", _take_days_of_year),
        (
            rf"(?P<first>{_MONTH})\.?(?:\s*(?:tot en met|t/m|to|until|-|–)\s*(?P<last>{_MONTH})\.?)?",
            _take_months,
        ),
        (
            rf"(?P<first>{_either(WEEKDAYS)})\s*(?:tot en met|t/m|to|until|-|–)\s*(?P<last>{_either(WEEKDAYS)})",
            _take_weekdays,
        ),
        (rf"(?P<day>{_either(WEEKDAYS)})(?P<part>{_either(_PART_OF)})", _take_weekday_part),
        (rf"(?P<day>{_either(WEEKDAYS)})(?:en|s)?\.?", _take_weekday),
        (rf"{_CLOCK}\s*(?:tot|to|until|-|–|en|and)\s*{_CLOCK}", _take_times),
        (rf"{_CLOCK}", _take_time),
        (rf"(?P<part>{_either(_PART_OF)})", _take_part),
        (
            r"(?:weekends?|weekeinden?|weekeinde)",
            lambda found, _, __: replace(found, weekdays=found.weekdays | _WEEKEND),
        ),
        (
            r"(?:doordeweeks|door de week|werkdag(?:en)?|weekdays?|working days?)",
            lambda found, _, __: replace(found, weekdays=found.weekdays | _WORKING_DAYS),
        ),
    )
)
