"""Which half of the day is meant, and whether it ends on the next."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from sociale_kaart.hours.reader.draft import Draft
from sociale_kaart.hours.reader.moments import Clock
from sociale_kaart.hours.reader.phrase import Phrase, Span
from sociale_kaart.hours.reader.reading import Reading
from sociale_kaart.hours.reader.result import DoubtKind
from sociale_kaart.hours.reader.saying import said_span, said_time, said_week

_DAYLIGHT_FROM, _HALF = 8 * 60, 12
_EVENING, _NIGHT_END = 17 * 60, 8 * 60


def settled(
    reading: Reading, span: Span, draft: Draft, part: str, phrase: Phrase
) -> tuple[time | None, time | None] | None:
    """When it opens and closes, by the part of the day and by what is likely; None where nobody can tell."""
    opens, closes = span.opens, span.closes
    if opens is not None:
        opens = _in_daypart(opens, part)
    if closes is not None:
        closes = _closing(opens, closes, part)
    if opens is None or closes is None:
        return (opens.as_time() if opens else None, closes.as_time() if closes else None)
    if _ends_after_noon(opens, closes):
        late = closes.later()
        reading.doubt(
            DoubtKind.AM_PM,
            f"{said_week(draft.days)} {said_span(opens, late)}".strip(),
            f"{said_week(draft.days)} van {said_time(opens)} tot de volgende dag {said_time(closes)} uur".strip(),
        )
        closes = late
    elif _either_half(reading, span, part):
        opens, closes = _afternoon(reading, draft, opens, closes)
    elif opens.minutes >= closes.minutes and not _overnight(opens, closes):
        reading.doubt(
            DoubtKind.END_BEFORE_START,
            f"{said_week(draft.days)} {said_span(closes, opens)}".strip(),
            f"{said_week(draft.days)} van {said_time(opens)} tot de volgende dag {said_time(closes)} uur".strip(),
        )
        reading.leave(phrase.start, phrase.end)
        return None
    return opens.as_time(), closes.as_time()


def _in_daypart(clock: Clock, part: str) -> Clock:
    if clock.spoken:
        late = clock.hour < 7 or (part == "eve" and clock.hour < _HALF)
        return clock.later() if late and part != "am" else clock
    if (
        part in ("pm", "eve")
        and clock.hour < _HALF
        and not clock.firm
        and clock.hour < 12
        and _plausible(clock, part)
    ):
        return clock.later()
    return clock


def _closing(opens: Clock | None, closes: Clock, part: str) -> Clock:
    closes = _in_daypart(closes, "" if part == "am" and closes.spoken else part)
    if opens is not None and closes.spoken and closes.minutes <= opens.minutes and closes.hour < _HALF:
        return closes.later()
    return closes


def _either_half(reading: Reading, span: Span, part: str) -> bool:
    opens, closes = span.opens, span.closes
    if opens is None or closes is None or opens.spoken or closes.spoken or opens.firm or part:
        return False
    if closes.minutes <= opens.minutes:
        return closes.hour <= _HALF and opens.hour <= _HALF and not closes.firm and closes.minutes > 59
    return 60 <= opens.minutes < _DAYLIGHT_FROM and closes.hour <= _HALF and not reading.late_evidence


def _afternoon(reading: Reading, draft: Draft, opens: Clock, closes: Clock) -> tuple[Clock, Clock]:
    late_opens = opens.later() if opens.minutes < closes.minutes else opens
    late = (late_opens, closes.later() if closes.hour < _HALF else closes)
    other = (opens, closes) if opens.minutes < closes.minutes else (_night_half(opens), closes)
    reading.doubt(
        DoubtKind.AM_PM,
        *(f"{said_week(draft.days)} {said_span(one, two)}".strip() for one, two in (late, other)),
    )
    return late


def _night_half(opens: Clock) -> Clock:
    """The beginning in the other half of the day; twelve is midnight there."""
    return replace(opens, hour=0) if opens.hour == _HALF else opens.later()


def _ends_after_noon(opens: Clock, closes: Clock) -> bool:
    """As in "10.30 am until 1"."""
    figures = not (closes.firm or closes.spoken) and 1 <= closes.hour < _HALF
    return bool(opens.meridiem) and opens.hour < _HALF and figures and closes.minutes <= opens.minutes


def _overnight(opens: Clock, closes: Clock) -> bool:
    return (opens.minutes >= _EVENING and closes.minutes <= _NIGHT_END) or (
        closes.minutes == 0 and opens.minutes >= 0
    )


def _plausible(clock: Clock, part: str) -> bool:
    return clock.hour <= 7 if part == "pm" else clock.hour >= 4
