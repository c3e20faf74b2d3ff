"""Phrases put in the order in which the rest of the reader expects them: days first, then their times.

"10.00-12.00 uur op dinsdag" says its times first, and a table with a column per weekday says its days once, above them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sociale_kaart.hours.reader.phrase import Phrase

_ENDS = {"stop", "semi", "newline", "pipe"}
_DAYS = {"days", "dates"}
_SAY_NOTHING = {
    "comma",
    "word",
    "colon",
    "open",
    "close",
    "dash",
    "bullet",
    "from",
    "weekly",
    "none",
    "needed",
    "also",
}
_BESIDE_DAYS = _DAYS | {"parity", "ofmonth", "ordinal", "every", "xmonth"}
_FEWEST_COLUMNS = 2

Clause = list[Phrase]


def in_reading_order(phrases: Sequence[Phrase]) -> list[Phrase]:
    """The same phrases, times behind their days and cells behind the heads of their columns."""
    lines = list(_split(list(_named_dates(phrases)), {"newline"}))
    return [
        phrase
        for line in _by_column(lines)
        for clause in _split(line, _ENDS)
        for phrase in _days_first(clause)
    ]


def _named_dates(phrases: Sequence[Phrase]) -> Iterator[Phrase]:
    """In "27 april (Koningsdag)" the name says what the date means, in every year."""
    at = 0
    while at < len(phrases):
        four = phrases[at : at + 4]
        if [phrase.kind for phrase in four] == ["dates", "open", "named", "close"] and four[0].dates[
            0
        ].year is None:
            yield replace(four[2], start=four[0].start, end=four[3].end)
            at += len(four)
            continue
        yield phrases[at]
        at += 1


def _split(phrases: Sequence[Phrase], ends: set[str]) -> Iterator[Clause]:
    """Pieces that each end with one of the ends, but perhaps the last."""
    piece: Clause = []
    for phrase in phrases:
        piece.append(phrase)
        if phrase.kind in ends:
            yield piece
            piece = []
    if piece:
        yield piece


def _days_first(clause: Clause) -> Clause:
    """Each time that says its days behind it, put behind those."""
    first = next((at for at, phrase in enumerate(clause) if phrase.kind in _BESIDE_DAYS | {"times"}), None)
    if first is None or clause[first].kind != "times":
        return clause
    ordered, rest = clause[:first], clause[first:]
    while rest:
        days_end = _end_of_days(rest)
        if days_end is None:
            return clause
        ordered += [*rest[1:days_end], rest[0]]
        until_times = next((at for at, one in enumerate(rest[days_end:]) if one.kind == "times"), None)
        if until_times is None:
            return ordered + rest[days_end:]
        ordered += rest[days_end : days_end + until_times]
        rest = rest[days_end + until_times :]
    return ordered


def _end_of_days(rest: Clause) -> int | None:
    """Where the days end that stand behind the times at the beginning; None where other things come first."""
    end = None
    for at, phrase in enumerate(rest[1:], 1):
        if phrase.kind in _BESIDE_DAYS:
            end = at + 1
        elif phrase.kind not in _SAY_NOTHING or (end is not None and phrase.kind != "word"):
            return end
    return end


def _by_column(lines: Sequence[Clause]) -> Iterator[Clause]:
    """The lines; those under a line of weekdays with the weekday put before each cell."""
    heads: list[Phrase | None] = []
    for line in lines:
        cells = [list(cell) for cell in _split(line, {"pipe"})]
        found = _heads(cells)
        if found:
            heads = found
            continue
        if heads and len(cells) >= _FEWEST_COLUMNS and not any(one.kind in _DAYS for one in line):
            yield list(_under(heads, cells))
            continue
        heads = []
        yield line


def _heads(cells: Sequence[Clause]) -> list[Phrase | None]:
    """The weekdays at the head of columns, None for a column without; nothing where these are no heads."""
    heads: list[Phrase | None] = []
    for cell in cells:
        said = [phrase for phrase in cell if phrase.kind not in ("pipe", "newline")]
        if len(said) > 1 or (said and said[0].kind not in ("days", "word")):
            return []
        heads.append(said[0] if said and said[0].kind != "word" else None)
    return heads if sum(head is not None for head in heads) >= _FEWEST_COLUMNS else []


def _under(heads: Sequence[Phrase | None], cells: Sequence[Clause]) -> Iterator[Phrase]:
    for at, cell in enumerate(cells):
        head = heads[at] if at < len(heads) else None
        said = [phrase for phrase in cell if phrase.kind not in ("pipe", "newline")]
        if head is not None and any(phrase.kind in ("times", "allday") for phrase in said):
            yield head
        yield from (one for one in said if head is not None or one.kind == "partword")
        yield replace(cell[-1], kind="semi")
