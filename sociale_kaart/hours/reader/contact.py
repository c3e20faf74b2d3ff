"""Which hours are for calling or writing, by the label above them or the number before them: nobody can go there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sociale_kaart.hours.reader.draft import Draft
from sociale_kaart.hours.reader.reading import Reading
from sociale_kaart.hours.reader.tokens import plain
from sociale_kaart.hours.reader.words import DAY

_CHANNEL = (
    r"telefoon(?:nummer|tijden)?|telefonisch\w*|tel\.?|bellen|bel ons|whats-?app|online|digitaal|chat(?:ten)?|"
    r"beeldbellen|videobellen|teams|zoom|by phone|phone|telephone"
)
_LABEL_LINE = re.compile(
    rf"\W*(?:{_CHANNEL})(?: (?:bereikbaar\w*|spreekuur|contact|via \w+|hours|inloop))?\W*"
)
_OF_HOURS = re.compile(rf"\d|\b(?:{DAY})\b|\bgesloten\b|\bdagelijks\b|\bwerkdagen\b")
_LABEL = re.compile(r"\W*([^\W\d_]{3,})")
# A number with days right behind it, and what ends the hours that are said of it.
_NUMBER = re.compile(
    rf"\b(?:tel|telefoon|telefoonnummer|phone|bel)\b\.?:? *[\d+][\d ()-]{{7,16}}\d (?=(?:{DAY})\b)"
)
_NUMBER_ENDS = re.compile(r"[;\n,]|\.\s|\b(?:inloop|spreekuur|balie|open|loket|langs)")
_NO_LABELS = frozenset(
    {"elke", "iedere", "van", "vanaf", "every", "ook", "alleen", "niet", "open", "geopend"}
)
_NEAR = 20  # items before it that one is held against


def settle_contact(reading: Reading) -> None:
    """Mark hours for calling, and keep those under one label from replacing those under another."""
    text = plain(reading.text)
    for first, last in (*_labelled(text), *_behind_numbers(text)):
        for item in reading.items:
            if first <= item.start < last:
                item.phone = True
    for at, item in enumerate(reading.items):
        if any(_other_label(text, item, earlier) for earlier in reading.items[max(0, at - _NEAR) : at]):
            item.added = True


def _labelled(text: str) -> Iterator[tuple[int, int]]:
    place, first = 0, None
    for line in text.splitlines(keepends=True):
        hours = not line.strip() or _OF_HOURS.search(line) is not None
        if first is not None and not hours:
            yield first, place
            first = None
        if _LABEL_LINE.fullmatch(line):
            first = place + len(line)
        place += len(line)
    if first is not None:
        yield first, place


def _behind_numbers(text: str) -> Iterator[tuple[int, int]]:
    for found in _NUMBER.finditer(text):
        end = _NUMBER_ENDS.search(text, found.end())
        yield found.end(), len(text) if end is None else end.start()


def _other_label(text: str, later: Draft, earlier: Draft) -> bool:
    """As "Balie ma-vr 9-17", and on a further line "Spreekuur di 10-12"."""
    ours, theirs = _label(text, later), _label(text, earlier)
    return bool(ours and theirs and ours != theirs)


def _label(text: str, item: Draft) -> str:
    line = text.rfind("\n", 0, item.start) + 1
    before = text[line : item.start].strip()
    found = _LABEL.match(before)
    return "" if found is None or _OF_HOURS.search(before) or found[1] in _NO_LABELS else before
