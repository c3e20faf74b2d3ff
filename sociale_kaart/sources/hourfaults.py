"""What there is to say to a coordinator about hours: what was not understood, what can be read in two ways."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from sociale_kaart.hours.reader import Doubt, DoubtKind, ParsedHours
from sociale_kaart.hours.schedule import EVEN_WEEKS, ODD_WEEKS, Hours
from sociale_kaart.hours.sentence import describe
from sociale_kaart.problems import Severity
from sociale_kaart.sources.reading import Fault

_UNTIL_CLEAR = "Tot dat duidelijk is, staat er 'onbekend' bij deze tijden."
_AS_WE_READ = (
    'Schrijf dagen en tijden zoals "maandag 10.00-12.00 uur" of "1e dinsdag van de maand 14.00-16.00 uur".'
)
_REMEDIES = {
    DoubtKind.PAIR_OR_RANGE: "Schrijf 'en' of 't/m' tussen de dagen.",
    DoubtKind.AM_PM: "Schrijf tijden van 0.00 tot 24.00 uur, zoals 19.00-21.00 uur.",
    DoubtKind.AMBIGUOUS_DATE: "Schrijf de maand voluit, zoals 3 april 2026.",
    DoubtKind.AMBIGUOUS_DAY: "Schrijf de dag voluit.",
    DoubtKind.YEAR_MISSING: "Schrijf het jaar erbij.",
    DoubtKind.PHASE_MISSING: 'Schrijf welke: "even weken", "1e en 3e dinsdag" of "om de week vanaf 6 januari 2026".',
    DoubtKind.DAY_MISSING: "Schrijf de dag erbij.",
    DoubtKind.TIME_MISSING: "Schrijf de tijden erbij.",
    DoubtKind.START_MISSING: "Schrijf de begintijd erbij.",
    DoubtKind.END_MISSING: "Schrijf de eindtijd erbij.",
    DoubtKind.CONTRADICTION: "Kijk wat er klopt.",
    DoubtKind.IMPOSSIBLE: "Kijk de datum of de tijd na.",
    DoubtKind.END_BEFORE_START: "Verwissel begin en eind, of verbeter de tijd.",
}
_ROWS_SHOWN = 5
_SOON = timedelta(days=365)


def reading_fault(parsed: ParsedHours) -> Fault | None:
    """What a coordinator must settle in one text; None where all of it was read in one way."""
    if parsed.doubts:
        said = " ".join((*(_doubt(doubt) for doubt in parsed.doubts), *_not_read(parsed)))
        remedy = " ".join(dict.fromkeys(_REMEDIES[doubt.kind] for doubt in parsed.doubts))
        return Fault("hours_doubtful", f"is niet duidelijk. {said} {_UNTIL_CLEAR}", remedy)
    if parsed.leftover:
        said = " ".join(_not_read(parsed)) or "Wij lezen er geen tijden in."
        return Fault(
            "hours_not_understood", f"begrijpen wij niet helemaal. {said} {_UNTIL_CLEAR}", _AS_WE_READ
        )
    return None


def _not_read(parsed: ParsedHours) -> Iterator[str]:
    """The words that were not read; nothing where that is all of them, for those stand before the message already."""
    words = [one.text.strip() for one in parsed.leftover]
    quoted = (f'"{word}"' for word in words)
    if words and words != [parsed.text.strip()]:
        yield f"Wij kennen niet: {', '.join(quoted)}."


def read_so(parsed: ParsedHours) -> Fault:
    """Our reading of a text, offered back for confirmation."""
    said = describe(parsed.hours) or "wij lezen hier geen tijden in."
    return Fault(
        "hours_read",
        f"lezen wij zo: {said}",
        "Klopt dat niet? Schrijf het anders op, of verbeter het in correcties.csv.",
        Severity.HINT,
    )


def _doubt(doubt: Doubt) -> str:
    if len(doubt.readings) == 1:
        return doubt.readings[0].rstrip(".") + "."
    readings = " of ".join(f'"{reading.rstrip(".")}"' for reading in doubt.readings)
    return f"Het kan betekenen: {readings}."


def region_fault(gemeenten: Iterable[str]) -> Fault:
    """Where hours mind school holidays and the school region is not known."""
    return Fault(
        "school_region_unknown",
        f"in {', '.join(gemeenten)} hangen tijden van de schoolvakanties af, maar wij weten niet welke regio daar "
        "geldt: de gemeente is verdeeld, of heeft een eigen zomervakantie. Waar de regio's verschillen, staat er "
        "'onbekend'.",
        'Geldt één regio voor de hele kaart, schrijf die dan bij [hours] in kaart.toml: school_region = "midden".',
        Severity.HINT,
    )


def calendar_faults(
    rows: Iterable[tuple[int, Hours]], today: date, school_known_to: date | None
) -> Iterator[Fault]:
    """What the calendar of the coming year does to the hours of one source, once for all its rows.

    Parameters
    ----------
    rows : the number of each row, and the hours read from it
    today : from when to look ahead
    school_known_to : last day that the table of school holidays speaks of; None where it speaks of none
    """
    rows = list(rows)
    week_53 = _week_53(today)
    if week_53 is not None and (odd := _numbers(rows, _in_odd_weeks)):
        yield _odd_twice(odd, week_53)
    soon_unknown = school_known_to is None or school_known_to < today + _SOON
    if soon_unknown and (minding := _numbers(rows, lambda hours: hours.minds_school)):
        yield _school_unknown(minding, school_known_to)


def _numbers(rows: Iterable[tuple[int, Hours]], fits: Callable[[Hours], bool]) -> list[int]:
    return sorted({number for number, hours in rows if fits(hours)})


def _in_odd_weeks(hours: Hours) -> bool:
    by_week = {rule.days.weeks for rule in hours.rules}
    return ODD_WEEKS in by_week and EVEN_WEEKS not in by_week


def _week_53(today: date) -> date | None:
    """The Monday of the next ISO week 53, where it begins within a year."""
    for year in (today.year - 1, today.year, today.year + 1):
        last = date(year, 12, 28)  # always in the last week of its ISO year
        monday = last - timedelta(days=last.weekday())
        if (
            monday.isocalendar().week == 53
            and today <= monday + timedelta(days=13)
            and monday <= today + _SOON
        ):
            return monday
    return None


def _odd_twice(rows: Sequence[int], week_53: date) -> Fault:
    year = week_53.isocalendar().year
    return Fault(
        "odd_weeks_twice",
        f"bij {_rows(rows)} staat 'oneven weken'. Week 53 van {year} en week 1 van {year + 1} zijn allebei oneven: "
        f"dan is het twee weken achter elkaar (week van {_day(week_53)} en de week erna).",
        f'Gaat het gewoon om de week door? Schrijf dan "om de week vanaf" met de eerste datum in {year + 1}.',
        Severity.HINT,
    )


def _school_unknown(rows: Sequence[int], known_to: date | None) -> Fault:
    since = f"Na {_day(known_to)} kennen" if known_to else "Wij kennen"
    since = f"{since} wij de schoolvakanties niet" if known_to else f"{since} de schoolvakanties niet"
    return Fault(
        "school_holidays_unknown",
        f"bij {_rows(rows)} hangt het van de schoolvakanties af. {since}: dan staat er 'onbekend'.",
        "Zet een tabel met nieuwe schoolvakanties in de map: 'school_holidays' bij [hours] in kaart.toml.",
        Severity.HINT,
    )


def _rows(numbers: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:_ROWS_SHOWN])
    more = ", …" if len(numbers) > _ROWS_SHOWN else ""
    return f"1 rij (rij {shown})" if len(numbers) == 1 else f"{len(numbers)} rijen (rij {shown}{more})"


def _day(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"
