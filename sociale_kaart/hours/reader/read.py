"""Reads what coordinators write about hours."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import get_args

from sociale_kaart.hours.reader.grammar import read_phrases
from sociale_kaart.hours.reader.order import in_reading_order
from sociale_kaart.hours.reader.osm import read_osm
from sociale_kaart.hours.reader.phases import other_first_days, unsettled_phases
from sociale_kaart.hours.reader.phrases import phrases_of
from sociale_kaart.hours.reader.reading import Reading
from sociale_kaart.hours.reader.result import (
    MOST_CHARACTERS,
    Leftover,
    ParsedHours,
)
from sociale_kaart.hours.reader.rules import rules_of
from sociale_kaart.hours.reader.tokens import plain, terms
from sociale_kaart.hours.schedule import (
    Hours,
)
from sociale_kaart.hours.sentence.languages import Language
from sociale_kaart.hours.sentence.readback import read_sentences
from sociale_kaart.model import Appointment


def parse(text: str, lang: str = "nl", as_of: date | None = None) -> ParsedHours:
    """The hours that a text describes.

    lang : language of the text, "nl" or "en": it settles whether 03/04 must be asked back
    as_of : the date of the source, which settles dates without a year

    Never raises: of a text of more than 2,000 characters the rest is a leftover, and so is the whole of one that
    says what no schedule can hold.
    """
    for language in get_args(Language):  # a sentence of ours is no less clear in the other language
        if (own := read_sentences(text, language)) is not None:
            return ParsedHours(text, own)
    return read_freely(text, lang, as_of)


def read_freely(text: str, lang: str = "nl", as_of: date | None = None) -> ParsedHours:
    """As `parse`, without asking first whether the sentences are ours, word for word."""
    if (osm := read_osm(text)) is not None:
        return osm
    try:
        return _parse(text, lang, as_of)
    except (ValueError, OverflowError):
        return ParsedHours(text, Hours(leftover=(text,)), (Leftover(0, text),))


def _parse(text: str, lang: str, as_of: date | None) -> ParsedHours:
    head = text[:MOST_CHARACTERS]
    said = plain(head)
    reading = Reading(in_reading_order(phrases_of(list(terms(said)), said)), head, as_of, lang)
    read_phrases(reading)
    leftovers = _merged(reading.leftovers, text)
    if text[MOST_CHARACTERS:].strip():
        leftovers.append(Leftover(MOST_CHARACTERS, text[MOST_CHARACTERS:]))
    rules = tuple(rules_of(reading))
    doubts = (*reading.doubts, *unsettled_phases(rules), *other_first_days(rules))
    hours = Hours(rules=rules, leftover=tuple(one.text for one in leftovers), doubtful=bool(doubts))
    return ParsedHours(
        text, hours, tuple(leftovers), doubts, reading.whole.appointment or Appointment.UNKNOWN
    )


def _merged(leftovers: Iterable[Leftover], text: str) -> list[Leftover]:
    """In the order of the text; those that overlap become one."""
    merged: list[Leftover] = []
    for one in sorted(leftovers):
        if merged and one.start < merged[-1].end:
            start = merged[-1].start
            one = Leftover(start, text[start : max(one.end, merged.pop().end)])
        merged.append(one)
    return merged
