"""One piece of text between commas, read as a street with a number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sociale_kaart.geocode.placenames import is_abroad
from sociale_kaart.geocode.reader.behind import known_place, place_at_end
from sociale_kaart.geocode.reader.clean import trim
from sociale_kaart.geocode.reader.number import NUMBER_WORD, Number, house_number, leading_number, numbers_in
from sociale_kaart.geocode.reader.tail import Tail, read_tail
from sociale_kaart.geocode.reader.words import (
    CALLED_AFTER_STREET,
    ENTRANCES,
    LABELS,
    ORGANISATIONS,
    REMARKS,
    STREET_ENDINGS,
    first_word,
    is_streetlike,
    opens_remark,
    opens_room,
)

# "Dorpsstraat12a", "Kerkstr.5": no number is part of a word of three letters or more; "12Borne".
_GLUED_NUMBER = re.compile(r"([^\W\d_]{3,}\.?)(?=[1-9][0-9]{0,4}(?![0-9]))")
_GLUED_PLACE = re.compile(r"(?<=[0-9])(?=[A-Z][a-z]{3,})")
_MAY_GLUE = re.compile(r"[0-9](?:(?<=[^\s0-9,(/#'-].)|(?=[A-Z][a-z]))")
_BARE = re.compile(r"\s*(?:(?:nr|no|nummer|huisnr|huisnummer)\b[.:]?\s*|#\s*)?(?=[1-9])", re.IGNORECASE)
# A name that begins with a title, initials or an ordinal: "42-b J. Baart de la Faillestraat", "9 1e Walsteeg".
_NAME_BEHIND = re.compile(r"\s(?:(?:[^\W\d_]{1,2}\.\s?)+[^\W\d_]{2}|[1-9][0-9]?e\s+[^\W\d_]{2})")
_ORDINALS = re.compile(r"\b[1-9][0-9]?e\b")
_POSTCODE_AND_PLACE = re.compile(r"[1-9][0-9]{3}\s+(?P<place>[^\W\d_][^0-9]*)$")
_NUMBER_WORD_ENDS = frozenset({"nr", "no", "er", "r.", "o.", "r:", "o:"})
_TITLES_SHORT = 3
_BEFORE_STREET = ORGANISATIONS | LABELS


@dataclass(slots=True)
class Segment:
    """A piece of text read as an address. weight tells how likely it is the one: see the constants."""

    street: str
    number: int
    tail: Tail
    rest: str
    spare: str = ""
    weight: int = 0


# A number alone; a number with something before it; with a street, by its ending, before it.
BARE, NUMBERED, STREET = 1, 4, 6
_REMARKED = -2


def read_segment(text: str) -> Segment | None:
    """A segment with a street and a number, the number before or behind, or with a number alone; else None."""
    if _MAY_GLUE.search(text):
        text = _GLUED_PLACE.sub(" ", _GLUED_NUMBER.sub(r"\1 ", text))
    numbers = numbers_in(text)
    if not numbers or opens_room(text) or _is_postcode_and_place(text):
        return None
    number = house_number(text, numbers)
    if number is not None:
        return _street_first(text, number)
    number = leading_number(text, numbers)
    return None if number is None else _number_first(text, number)


def without_organisation(street: str) -> tuple[str, str]:
    """A street's text without the label or the kind of building in front of it, and what that was.

    Of "Stichting De Welle Constantijnstraat" the name goes too, for the street's last word says where it ends; but a
    gymzaal is called after its street, so that all of "Johan Jongkindstraat" stays.
    """
    first = first_word(street)
    if first not in _BEFORE_STREET:
        return street, ""
    words = street.split()
    at = 1
    while at < len(words) - 1 and first_word(words[at]) in ORGANISATIONS:
        at += 1
    if len(words) <= at:
        return street, ""
    named = first in ORGANISATIONS and first not in CALLED_AFTER_STREET
    if named and is_streetlike(words[-1]) and words[-1].lower().rstrip(".") not in STREET_ENDINGS:
        at = max(at, _street_start(words))
    return " ".join(words[at:]), " ".join(words[:at])


def read_entrance(text: str) -> Segment | None:
    """An address that stands as an entrance: "ingang Leeuweriklaan 17A", for where there is no other."""
    if first_word(text) not in ENTRANCES:
        return None
    word, _, rest = text.partition(" ")
    segment = read_segment(rest)
    if segment is None or not is_streetlike(segment.street):
        return None
    segment.spare = f"{word} {segment.spare}".strip()
    return segment


def _street_first(text: str, number: Number) -> Segment:
    before = text[: number.start()].rstrip()
    if before[-2:].lower() in _NUMBER_WORD_ENDS or before[-1:] == "#":
        before = NUMBER_WORD.sub("", before)
    street, spare = without_organisation(trim(before))
    value = int(number.group())
    tail = read_tail(value, text[number.end() :])
    weight = STREET if is_streetlike(street) else NUMBERED
    if first_word(street) in REMARKS:
        weight += _REMARKED
    return Segment(street, value, tail, tail.rest, spare, weight)


def _number_first(text: str, number: Number) -> Segment | None:
    """A bare number ("12a", "nr. 12"), or one with its street behind it ("11 Neude Utrecht")."""
    bare = _BARE.match(text)
    if bare is None or bare.end() != number.start():
        return None
    value = int(number.group())
    named = _NAME_BEHIND.search(text, number.end())
    end = len(text) if named is None else named.start()
    tail = read_tail(value, text[number.end() : end])
    rest = trim(f"{tail.rest} {text[end:]}")
    if not rest:
        return Segment("", value, tail, "", weight=BARE)
    if any(c.isdigit() for c in _ORDINALS.sub("", rest)):
        return None
    if known_place(rest) or opens_remark(rest):
        return Segment("", value, tail, rest, weight=BARE)
    words = rest.split()
    count = place_at_end(words)
    street = " ".join(words[: len(words) - count])
    weight = STREET if is_streetlike(street) else NUMBERED
    return Segment(street, value, tail, " ".join(words[len(words) - count :]), weight=weight - 1)


def _street_start(words: list[str]) -> int:
    """Where a street begins that ends with the last word: titles, initials and small words before it are its own."""
    at = len(words) - 1
    while at > 0 and _belongs(words[at - 1]):
        at -= 1
    return at


def _belongs(word: str) -> bool:
    return word[0].islower() or word.endswith(".") or word[0] == "'" or len(word) < _TITLES_SHORT


def _is_postcode_and_place(text: str) -> bool:
    found = _POSTCODE_AND_PLACE.match(text)
    return found is not None and (known_place(found["place"]) or is_abroad(found["place"]))
