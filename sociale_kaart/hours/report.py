"""What is read in a text about hours, for who wants to see it: in words, or as JSON for programs.

The shape of the JSON is a promise: docs/reference/hours.md and the schema beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, Literal

from sociale_kaart.hours.calendar import dutch_calendar
from sociale_kaart.hours.occur import Occurrence, occurrences
from sociale_kaart.hours.osm import to_osm
from sociale_kaart.hours.reader import Doubt, ParsedHours, parse
from sociale_kaart.hours.reader.result import MOST_CHARACTERS, Leftover
from sociale_kaart.hours.schedule import Hours
from sociale_kaart.hours.sentence import describe
from sociale_kaart.hours.series import day_name
from sociale_kaart.hours.timetable import LOOK_AHEAD_DAYS, YEARS
from sociale_kaart.model import Appointment

Lang = Literal["nl", "en"]

KEYS = (
    "text",
    "complete",
    "leftover",
    "doubts",
    "occurrences",
    "uncertain",
    "appointment",
    "sentence",
    "osm",
)
FIRST_FEW = 5

# Characters that Python and others take for the end of a line, and JSON does not escape.
_LINE_ENDS = {ord(one): f"\\u{ord(one):04x}" for one in "\x85\u2028\u2029"}
_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
_APPOINTMENTS = {
    Appointment.NEEDED: "nodig",
    Appointment.POSSIBLE: "kan, of is voor een deel van de tijden nodig",
    Appointment.NONE: "niet nodig",
    Appointment.UNKNOWN: "staat er niet bij",
}


# What was asked.


def parse_day(text: str) -> date:
    """A day of the calendar as 2026-03-28. Raises ValueError, in Dutch, for anything else."""
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise ValueError(f"schrijf een dag als 2026-03-28; er staat {text!r}")
    if day.year not in YEARS:
        raise ValueError(f"kies een jaar van {YEARS[0]} tot en met {YEARS[-1]}; er staat {text!r}")
    return day


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Period:
    """Days from the first up to and without `end`; None for as many as it takes."""

    start: date
    end: date | None

    @classmethod
    def asked(cls, start: date | None, end: date | None, *, whole: bool, today: date) -> Period:
        """A period from what was given. Raises ValueError, in Dutch, where `whole` and an end is missing, or turned."""
        if whole and (start is None or end is None):
            raise ValueError("geef bij --format jsonl ook --from en --to")
        start = start or today
        if end is not None and end <= start:
            raise ValueError("--to moet na --from liggen: het is de dag na de laatste dag")
        return cls(start, end)


@dataclass(frozen=True, slots=True)
class Said:
    """A text as it came in, and what is wrong with it as a text, in Dutch; "" where nothing is."""

    text: str
    fault: str = ""

    @property
    def is_damaged(self) -> bool:
        return self.fault == DAMAGED

    @property
    def is_empty(self) -> bool:
        return not self.text.strip()


DAMAGED = "dit is geen UTF-8. Sla het bestand op als UTF-8; uit deze tekst zijn geen tijden gehaald"
TOO_LONG = f"deze tekst is langer dan {MOST_CHARACTERS} tekens. Maak hem korter; de rest is niet gelezen"


def said(raw: bytes | str) -> Said:
    """A text from a line of bytes, or from the command line (where bytes that are no UTF-8 come as surrogates)."""
    encoded = raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else _without_end(raw)
    try:
        text = encoded.decode("utf-8")
    except UnicodeDecodeError:
        return Said(encoded.decode("utf-8", "replace"), DAMAGED)
    return Said(text, TOO_LONG if len(text) > MOST_CHARACTERS else "")


def _without_end(line: bytes) -> bytes:
    return line.removesuffix(b"\n").removesuffix(b"\r").removeprefix(_BYTE_ORDER_MARK)


_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """What is told of one text, and a message in Dutch about the text itself; "" where there is none.

    is_fault : whether the text could not be used, or not all of it; an empty one is only told of
    """

    content: str
    message: str = ""
    is_fault: bool = False


def lines(
    texts: Iterable[bytes | str], period: Period, lang: Lang, as_of: date | None, format_: str
) -> Iterator[Line]:
    """Of every text what is read in it, empty texts too, one at a time."""
    for number, raw in enumerate(texts, start=1):
        one = said(raw)
        reading = Reading(one, lang, as_of)
        if format_ == "jsonl" and period.end is not None:
            content = as_json(reading, period.start, period.end)
        else:
            content = as_text(reading, period) + "\n"
        if one.fault:
            yield Line(content, f"Fout: tekst {number}: {one.fault}.", is_fault=True)
        else:
            yield Line(content, f"Let op: tekst {number} is leeg." if one.is_empty else "")


# What was read.


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, what was read in it, and what is wrong with it as a text."""

    said: Said
    lang: Lang
    as_of: date | None
    parsed: ParsedHours = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "parsed", _read(self.said, self.lang, self.as_of))

    @property
    def hours(self) -> Hours:
        return self.parsed.hours

    @property
    def sentence(self) -> str:
        return describe(self.hours.settled(), self.lang)

    @property
    def osm(self) -> str | None:
        """In OpenStreetMap's syntax; None where that cannot say it, or where it must be asked back first."""
        return to_osm(self.hours) if self.hours.is_settled and self.hours.rules else None


def _read(said: Said, lang: Lang, as_of: date | None) -> ParsedHours:
    if said.is_damaged:  # a letter that got lost may have been a figure
        return ParsedHours(said.text, Hours(leftover=(said.text,)), (Leftover(0, said.text),))
    return parse(said.text, lang, as_of)


# For programs.


def as_json(reading: Reading, start: date, end: date) -> str:
    """One line: an object with KEYS; occurrences that begin on the days from `start` up to and without `end`."""
    told = json.dumps(as_dict(reading, start, end), ensure_ascii=False, separators=(", ", ": "))
    return told.translate(_LINE_ENDS)


def as_dict(reading: Reading, start: date, end: date) -> dict[str, Any]:
    """As `as_json`, before it is JSON. Raises ValueError for years that are not reckoned."""
    found = occurrences(reading.hours, start, end)
    values = (
        reading.said.text,
        reading.parsed.complete,
        [one.text for one in reading.parsed.leftover],
        [_doubt(one) for one in reading.parsed.doubts],
        [_pair(one) for one in found.certain],
        [_pair(one) for one in found.uncertain],
        reading.parsed.appointment.value,
        reading.sentence,
        reading.osm,
    )
    return dict(zip(KEYS, values, strict=True))


def _doubt(doubt: Doubt) -> dict[str, Any]:
    return {"kind": doubt.kind.value, "readings": list(doubt.readings)}


def _pair(one: Occurrence) -> list[str]:
    return [_local(one.start), _local(one.end)]


def _local(at: datetime) -> str:
    return at.replace(tzinfo=None).isoformat(timespec="minutes")


# For people.


def as_text(reading: Reading, period: Period) -> str:
    """In Dutch: the sentence, what must be asked, what was not understood, the first occurrences, the OSM string."""
    return "\n".join(_paragraphs(reading, period))


def _paragraphs(reading: Reading, period: Period) -> Iterator[str]:
    yield f"Tekst:         {' '.join(reading.said.text.split())}"
    yield f"Gelezen als:   {reading.sentence or '(geen tijden)'}"
    yield f"Afspraak:      {_APPOINTMENTS[reading.parsed.appointment]}"
    for one in reading.parsed.leftover:
        yield f"Niet gelezen:  {' '.join(one.text.split())}"
    for doubt in reading.parsed.doubts:
        yield "Niet zeker, bedoelt u:"
        yield from (f"  - {one}" for one in doubt.readings)
    yield f"Vanaf {_day(period.start)}:"
    yield from list(_first_few(reading.hours, period)) or ["  geen datum te geven"]
    yield f"OpenStreetMap: {reading.osm or '(kan dit niet zeggen)'}"


def _first_few(hours: Hours, period: Period) -> Iterator[str]:
    far = min(period.start + timedelta(days=LOOK_AHEAD_DAYS), date(YEARS[-1], 12, 31))
    found = _in_time(hours, period.start, min(period.end or far, far))
    return (_told(one) for one in islice(found, FIRST_FEW))


def _in_time(hours: Hours, start: date, last: date) -> Iterator[Occurrence]:
    """Certain and uncertain ones, looking further ahead as long as more are asked for."""
    days = timedelta(weeks=6)
    while start < last:
        end = min(start + days, last)
        found = occurrences(hours, start, end)
        yield from sorted((*found.certain, *found.uncertain))
        start, days = end, days * 3


def _told(one: Occurrence) -> str:
    name = day_name(one.reason, one.start.date(), dutch_calendar())
    why = "" if one.is_certain else f" (niet zeker{': ' if name else ''}{name})"
    return f"  {_day(one.start.date())}, {_time(one.start)}-{_time(one.end)} uur{why}"


def _time(at: datetime) -> str:
    return f"{at.hour}.{at.minute:02}"


def _day(day: date) -> str:
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"
