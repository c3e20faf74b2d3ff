"""A second address in the same cell: another street with a number, another number, another postcode or place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from sociale_kaart.geocode.placenames import are_apart
from sociale_kaart.geocode.reader.behind import known_place
from sociale_kaart.geocode.reader.clean import trim
from sociale_kaart.geocode.reader.postcode import parse_postcode
from sociale_kaart.geocode.reader.segment import NUMBERED, Segment, read_segment
from sociale_kaart.geocode.reader.words import ORGANISATIONS, first_word, is_streetlike, opens_remark

MORE_ADDRESSES = "more_addresses"

# "Kerkstraat 1, Deventer en Kerkstraat 12, Utrecht"; "Bloemstraat 37a/Grote Markt 1".
_JOINT = re.compile(r"(?:\s+(?:en|of|&|\+)\s+|\s*/\s*)(?=[^\W\d_]{2}\D*[\s.][1-9])", re.IGNORECASE)
# "Kerkstraat 1 Utrecht, ook Dorpsstraat 3 Deventer".
_LEAD = re.compile(r"(?:en|of|ook|&|\+)\s+(?=[^\W\d_]{2}\D*[\s.][1-9])", re.IGNORECASE)
_JOINED_PLACES = re.compile(r"\s+(?:en|of|&)\s+|\s*/\s*", re.IGNORECASE)
_NUMBER = re.compile(r"[1-9][0-9]{0,2}\s?[A-Za-z]?(?:\s(?:en|t/m|&)\s[1-9][0-9]{0,2}[A-Za-z]?)?")
_FULL = 6
# Nobody has more addresses in one cell.
_MOST_JOINTS = 8


def holds_more(
    read: Segment, left_over: Sequence[str], behind: Sequence[str], postcode: str, place: str
) -> bool:
    """Whether pieces that went into no field belong to another address than the one that was read.

    behind are those of them behind its number: in front of it a bare number, or the name of another place, is a
    building's ("De Meent (2)", "De Wijk").
    """
    return (
        any(_has_other_house(piece, read, certain=False) for piece in behind)
        or any(_has_other_house(piece, read) for piece in left_over)
        or any(are_other_postcodes(parse_postcode(piece), postcode) for piece in left_over)
        or any(_NUMBER.fullmatch(piece) or are_apart(piece, place) for piece in behind)
    )


def are_other_postcodes(one: str, other: str) -> bool:
    """Whether two postcodes, in digits only or in full, cannot be of one address; never where one is not known."""
    if len(one) == len(other) == _FULL:
        return one != other
    return bool(one and other) and len(one) + len(other) > _FULL + 2 and one[:4] != other[:4]


def are_joined_places(place: str) -> bool:
    """Whether what was taken for a place is two that lie apart: "Deventer of Utrecht"; but not "Beek en Donk"."""
    if known_place(place):
        return False
    names = _JOINED_PLACES.split(place)
    return len(names) > 1 and are_apart(names[0], names[-1])


def may_join(lowered: str) -> bool:
    """Whether a text in small letters has a word or sign that may join two addresses, and is worth a closer look."""
    return (
        "/" in lowered
        or "&" in lowered
        or "+" in lowered
        or "en " in lowered
        or "of " in lowered
        or "ook " in lowered
    )


def without_lead(part: str) -> str:
    """A part of a line without the word that makes it another address than the one before: "en Dorpsstraat 3"."""
    lead = _LEAD.match(part)
    if lead is None:
        return part
    segment = read_segment(part[lead.end() :])
    return part[lead.end() :] if segment is not None and is_streetlike(segment.street) else part


def cut_at_joints(part: str, before: list[str]) -> Iterator[str]:
    """A part of a line in the addresses that a word or sign joins there; before are the parts that precede it."""
    at = 0
    for joint in islice(_JOINT.finditer(part), _MOST_JOINTS):
        left = part[at : joint.start()]
        if _ends_address(left, before) and _is_house(read_segment(part[joint.end() :])):
            yield left
            at = joint.end()
    yield part[at:]


def second_in(rest: str) -> Segment | None:
    """The address that follows another without any sign between them: "Kerkstraat 1 Dorpsstraat 12 Utrecht"."""
    rest = trim(rest)
    segment = None if opens_remark(rest) else read_segment(rest)
    return segment if segment is not None and is_streetlike(segment.street) else None


def _ends_address(left: str, before: list[str]) -> bool:
    """Whether a text ends as an address does: with a house, the place behind it, or that place alone."""
    segment = read_segment(left)
    if segment is None:
        return known_place(left) and any(_is_house(read_segment(part)) for part in before)
    return _is_house(segment) and (not segment.rest or known_place(segment.rest))


def _is_house(segment: Segment | None) -> bool:
    return segment is not None and bool(segment.street) and segment.weight >= NUMBERED - 1


def _has_other_house(piece: str, read: Segment, *, certain: bool = True) -> bool:
    """Whether a piece is another street with a number; certain: by its ending, for it may be a building's name."""
    if not any(c.isdigit() for c in piece) or opens_remark(piece) or first_word(piece) in ORGANISATIONS:
        return False
    segment = read_segment(piece)
    if segment is None or not segment.street or _is_same_house(segment, read):
        return False
    return not (certain or piece[0].isdigit()) or is_streetlike(segment.street) or known_place(segment.rest)


def _is_same_house(one: Segment, other: Segment) -> bool:
    return one.number == other.number and one.street.lower() == other.street.lower()
