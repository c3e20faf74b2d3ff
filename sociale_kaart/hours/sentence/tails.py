"""How a rule's sentence ends: from when to when, or what else it says about these days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from sociale_kaart.hours.schedule import MIDNIGHT, Basis
from sociale_kaart.hours.sentence.lexicon import Lexicon
from sociale_kaart.hours.sentence.scanner import Scanner, list_of

Span = tuple[time | None, time | None]

_EVENING, _MORNING = time(17), time(8)  # who closes in the small hours after an evening closes the same night
_CLOCK = r"\d{1,2}[.:]\d{2}"


def is_plain(span: Span) -> bool:
    """Whether it begins and ends on one day, so that several can be said together."""
    opens, closes = span
    if opens is None or closes is None:
        return False
    return closes > opens or (closes == MIDNIGHT != opens)


def said_tail(basis: Basis, spans: Sequence[Span], words: Lexicon) -> str:
    """From when to when, for one or more spans that are plain, or for one that is not; or what else it is."""
    if basis is not Basis.TIMES:
        return words.tails[basis.value]
    if all(is_plain(span) for span in spans):
        said = [words.tails["span"].format(**_clocks(span, words)) for span in spans]
        return words.tails["spans"].format(spans=words.listed(said))
    (span,) = spans
    return words.tails[_form(span)].format(**_clocks(span, words))


def _form(span: Span) -> str:
    match span:
        case (None, None):
            return "no_times"
        case (None, _):
            return "no_start"
        case (_, None):
            return "no_end"
    opens, closes = span
    assert opens is not None
    assert closes is not None
    if opens == closes == MIDNIGHT:
        return "all_day"
    return "night" if opens >= _EVENING and closes <= _MORNING else "next_day"


def _clocks(span: Span, words: Lexicon) -> dict[str, str]:
    opens, closes = span
    said = {} if opens is None else {"opens": words.clock(opens)}
    if closes is not None:
        said["closes"] = words.tails["midnight"] if closes == MIDNIGHT else words.clock(closes)
    return said


@dataclass(frozen=True, slots=True)
class TailRead:
    """What the end of a rule's sentence says."""

    basis: Basis = Basis.TIMES
    spans: tuple[Span, ...] = ((None, None),)


def read_tail(scanner: Scanner, words: Lexicon) -> TailRead | None:
    """The end of a rule's sentence, where it comes next."""
    if scanner.take(words.tails["closed_yearly"]) is not None:
        return TailRead(Basis.CLOSED)
    for basis in Basis:
        if basis is not Basis.TIMES and scanner.take(words.tails[basis.value]) is not None:
            return TailRead(basis)
    if scanner.take(words.tails["no_times"]) is not None:
        return TailRead()
    if scanner.take(words.tails["all_day"]) is not None:
        return TailRead(spans=((MIDNIGHT, MIDNIGHT),))
    return _read_spans(scanner, words)


def _read_spans(scanner: Scanner, words: Lexicon) -> TailRead | None:
    for form in ("night", "next_day"):
        if taken := scanner.take(words.tails[form], opens=_CLOCK, closes=_CLOCK):
            return TailRead(spans=((_time(taken["opens"]), _time(taken["closes"])),))
    one = words.tails["span"].replace("{opens}", _CLOCK).replace("{closes}", _CLOCK)
    if taken := scanner.take(words.tails["spans"], spans=list_of(one, words.conjunction)):
        clocks = [_time(clock) for clock in re.findall(_CLOCK, taken["spans"])]
        return TailRead(spans=tuple(zip(clocks[::2], clocks[1::2], strict=True)))
    if taken := scanner.take(words.tails["no_end"], opens=_CLOCK):
        return TailRead(spans=((_time(taken["opens"]), None),))
    if taken := scanner.take(words.tails["no_start"], closes=_CLOCK):
        return TailRead(spans=((None, _time(taken["closes"])),))
    return None


def _time(clock: str) -> time:
    hour, minute = re.split(r"[.:]", clock)
    return time(int(hour) % 24, int(minute))
