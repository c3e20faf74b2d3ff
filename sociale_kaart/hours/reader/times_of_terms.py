"""Times, from terms: "van 9 tot 12.30 en 13.00-17.00 uur"."""

from __future__ import annotations

from dataclasses import replace

from sociale_kaart.hours.reader.moments import Clock, clock_of, with_half
from sociale_kaart.hours.reader.phrase import AND, CLOCKS, TO, Phrase, Span, Terms
from sociale_kaart.hours.reader.tokens import Term
from sociale_kaart.hours.reader.words import DAY_PARTS

_SPAN_AND = {"and", "join"}


def fold_times(terms: Terms) -> Phrase | None:
    """As "9.00-12.00 en 13.00-17.00"."""
    first = terms.at
    spans: list[Span] = []
    while (span := _span(terms, bool(spans))) is not None:
        spans.append(span)
        if terms.kind() in AND | {"newline"} and _starts_span(terms, 1):
            terms.take()
    if not spans:
        return None
    part = _part_after(terms)
    return replace(terms.phrase(first, "times"), spans=tuple(spans), part=part)


def _part_after(terms: Terms) -> str:
    """As in "van 1 tot 3 uur 's middags"."""
    said = terms.kind() == "partword" and terms.kind(1) not in CLOCKS | {"closed", "between", "from"}
    return DAY_PARTS[terms.take().parts["pw"]] if said else ""


def _starts_span(terms: Terms, ahead: int) -> bool:
    if terms.kind(ahead) == "compact":
        return True
    if terms.kind(ahead) == "between":
        ahead += 1
    return terms.kind(ahead) in CLOCKS and terms.kind(ahead + 1) in TO | _SPAN_AND


def _span(terms: Terms, again: bool) -> Span | None:
    start = terms.at
    if terms.kind() == "compact":
        return _compact(terms.take())
    for read in (_closed_span, _half_span):
        span = read(terms)
        if span is not None and not (again and read == _half_span and not _said(span)):
            return span
        terms.at = start
    return None


def _closed_span(terms: Terms) -> Span | None:
    between = terms.kind() == "between"
    if between or (terms.kind() == "from" and terms.kind(1) in CLOCKS):
        terms.take()
    if terms.kind() not in CLOCKS:
        return None
    opens = clock_of(terms.take())
    if terms.kind() in TO or (between and terms.kind() == "and") or _two_cells(terms, opens):
        terms.take()
    elif not (terms.kind() == "clock" and opens and not opens.bare and terms.kind(1) not in TO):
        return None
    if terms.kind() not in CLOCKS or opens is None:
        return None
    closes = clock_of(terms.take())
    return _in_halves(opens, closes) if closes is not None else None


def _two_cells(terms: Terms, opens: Clock | None) -> bool:
    """As in "9.00 | 12.00" and "9.00 / 12.00": a time that begins, and one that ends."""
    between = terms.kind() in ("pipe", "slash") and terms.kind(1) == "clock"
    return between and opens is not None and not opens.bare and terms.kind(2) not in TO


def _half_span(terms: Terms) -> Span | None:
    kind = terms.take().kind if terms.kind() in ("from", "until", "upto") else ""
    if terms.kind() not in CLOCKS:
        return None
    clock = clock_of(terms.take())
    if clock is None or (clock.bare and not kind and not _dangling(terms)):
        return None
    if clock.spoken and not kind:
        return None
    return Span(None, clock) if kind in ("until", "upto") else Span(clock, None)


def _dangling(terms: Terms) -> bool:
    if terms.kind() == "dash" and terms.kind(1) == "end":
        terms.take()
        return True
    return False


def _said(span: Span) -> bool:
    return any(clock is not None and not clock.bare for clock in (span.opens, span.closes))


def _compact(term: Term) -> Span:
    first, second, third, fourth = (int(term.parts[name]) for name in ("c1", "c2", "c3", "c4"))
    return Span(Clock(first, second, firm=True), Clock(third, fourth, firm=True))


def _in_halves(opens: Clock, closes: Clock) -> Span:
    """In "12-8 pm" what is said of the end holds for the beginning, unless it would then end before it begins."""
    if closes.meridiem and not opens.meridiem and opens.hour <= 12:
        same = with_half(opens, closes.meridiem)
        other = with_half(opens, "a")
        opens = same if same.minutes < closes.minutes else other
    return Span(opens, closes)
