"""What must be asked back of an opening_hours text: a time without an end, the sun's time, 9-5."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from sociale_kaart.hours.reader.osm.times import DAY, NOON, Moment, Span, clock, said
from sociale_kaart.hours.reader.result import Doubt, DoubtKind

_EARLY, _MORNING = 60, 8 * 60  # from 1.00 to 7.59 nobody sits at a desk
_NO_TIME = Doubt(DoubtKind.TIME_MISSING, ("De dagen zijn bekend, de tijden niet.",))
_SUN = Doubt(DoubtKind.TIME_MISSING, ("De zon bepaalt het begin: geen vaste tijd.",))
_TURNS = Doubt(DoubtKind.TIME_MISSING, ("Op vaste momenten; hoe lang het dan duurt, staat er niet.",))

Times = tuple[time | None, time | None]


def no_time() -> Doubt:
    """Of days without any time."""
    return _NO_TIME


def times(span: Span) -> Times:
    """When it opens and closes, None for what is not said."""
    opens, closes = span.opens.minute, None if span.closes is None else span.closes.minute
    if span.in_turns:
        return None, None
    return (None if opens is None else clock(opens)), (None if closes is None else clock(closes))


def missing(span: Span) -> Doubt | None:
    """What a span leaves unsaid; None where it says both times."""
    if span.is_plain:
        return None
    if span.opens.minute is None:
        return _SUN
    if span.in_turns:
        return _TURNS
    begins = f"Het begint om {said(span.opens.minute)} uur; "
    closes = span.closes
    if closes is not None and closes.minute is None:
        return Doubt(DoubtKind.END_MISSING, (f"{begins}het eindigt als de zon ondergaat: geen vaste tijd.",))
    if closes is not None and closes.minute is not None:
        return Doubt(DoubtKind.END_MISSING, (f"{begins}het duurt tot {said(closes.minute)} uur of langer.",))
    return Doubt(DoubtKind.END_MISSING, (f"{begins}hoe laat het eindigt, staat er niet.",))


def in_the_afternoon(span: Span, others: Sequence[Span]) -> tuple[Span, Doubt | None]:
    """A span as a careful reader takes it: 1-3 is in the afternoon, but that must be asked back."""
    opens, closes = span.opens.minute, None if span.closes is None else span.closes.minute
    if opens is None or closes is None or not span.opens.may_be_afternoon or _is_24_hours(others):
        return span, None
    if _EARLY <= opens < _MORNING:
        later = replace(span, opens=Moment(opens + NOON), closes=Moment(_after(closes, opens + NOON)))
    elif closes <= opens and span.closes is not None and span.closes.may_be_afternoon:
        later = replace(span, closes=Moment(closes + NOON))
    else:
        return span, None
    night = span if opens < _MORNING else replace(span, opens=Moment(opens + NOON))
    return later, Doubt(DoubtKind.AM_PM, (_said(later), _said(night)))


def _after(closes: int, opens: int) -> int:
    return closes if closes > opens else closes + NOON


def _is_24_hours(others: Sequence[Span]) -> bool:
    moments = [one.opens for one in others] + [one.closes for one in others if one.closes is not None]
    return any(one.minute is not None and one.minute > NOON + 59 for one in moments)


def _said(span: Span) -> str:
    opens, closes = span.opens.minute, None if span.closes is None else span.closes.minute
    assert opens is not None
    assert closes is not None
    return f"van {said(opens)} tot {said(closes % DAY)} uur"
