"""Other readings of the same words, for a register to choose between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TypedDict

from sociale_kaart.geocode.reader.behind import known_place, place_at_end
from sociale_kaart.geocode.reader.clean import LONGEST, clean, squeeze
from sociale_kaart.geocode.reader.columns import read_input
from sociale_kaart.geocode.reader.fields import ParsedAddress
from sociale_kaart.geocode.reader.other import MORE_ADDRESSES
from sociale_kaart.geocode.reader.postcode import parse_postcode
from sociale_kaart.geocode.reader.segment import NUMBERED, read_segment
from sociale_kaart.geocode.reader.words import is_organisation, is_streetlike
from sociale_kaart.model import AddressInput

MOST = 6
_TRIED = 3

_NUMBER_AT_END = re.compile(r"^(?P<street>.*[^\W\d_].*?)\s+'?(?P<number>[1-9][0-9]{0,4})$")
_DIGITS = re.compile(r"[1-9][0-9]{0,3}")
_FOUR_DIGITS = re.compile(r"[1-9][0-9]{3}")
_HOUSE = re.compile(r"([1-9][0-9]{0,3})\s?([A-Za-z]?)")
_SIDES = frozenset({"noord", "oost", "zuid", "west"})
# In front of a street's name behind its number.
_INITIALS = re.compile(r"[1-9][0-9]{0,4}\s+(?P<letters>[A-Z]{2}|[A-Z](?: [A-Z])+)\s+[^\W\d_]{2}")
# No initial of a person, in a street that a register has: it has to be there by the whole name.
_FIRST_WORDS = {
    "gr": ("Grote", "Graaf"),
    "kl": ("Kleine",),
    "k": ("Korte",),
    "l": ("Lange",),
    "n": ("Nieuwe", "Noorder"),
    "nw": ("Nieuwe",),
    "o": ("Oude", "Ooster"),
    "w": ("Wester",),
    "z": ("Zuider",),
}
# People write a letter for a digit and the other way round: "1O12 JS", "7511 J5".
_MISTYPED = re.compile(r"(?<![0-9A-Za-z])[1-9][0-9OoIl]{3} ?[A-Za-z015]{2}(?![0-9A-Za-z])")
_AS_DIGITS = str.maketrans("OoIl", "0011")
_AS_LETTERS = str.maketrans("015", "OIS")


class _Flat(TypedDict):
    huisnummertoevoeging: str
    leftover: str


def readings(asked: AddressInput) -> Iterator[ParsedAddress]:
    """Every sensible reading of an address, at most MOST, the likeliest first (that of parse_input).

    Made only as they are asked for, and none twice. "Plein 1944 3" may be number 3 on Plein 1944, or number 1944 on
    a Plein: only a register can tell. An address that can be read in one way only has one reading.
    """
    first = read_input(asked)
    yield first
    if {"po_box", "abroad"} & set(first.faults):
        return
    seen = {first}
    for other in _others(asked, first):
        if other not in seen:
            seen.add(other)
            yield other
            if len(seen) == MOST:
                return


def _others(asked: AddressInput, first: ParsedAddress) -> Iterator[ParsedAddress]:
    text = squeeze(clean(f"{asked.text[:LONGEST]}\n{asked.woonplaats[:LONGEST]}"))
    yield from _range_or_suffix(first, text)
    yield from _number_in_name(first, text)
    yield from _repeated_number(first)
    yield from _number_behind_comma(first)
    yield from _side_in_name(first)
    yield from _initials_or_suffix(first, text)
    yield from _in_full(first)
    yield from _place_in_street(asked, first, text)
    yield from _organisation_or_street(first, text)
    yield from _other_part(first)
    yield from _mistyped_postcode(first, text)


def _range_or_suffix(first: ParsedAddress, text: str) -> Iterator[ParsedAddress]:
    """12-14 as number 12, suffix 14; 28-43 as the numbers 28 to 43; 36 1104 as number 36, suffix 1104."""
    number, to, suffix = first.huisnummer, first.huisnummer_to, first.huisnummertoevoeging
    if number is None:
        return
    if to == number:
        *kept, last = first.leftover.split(", ")
        if len(last) == 1:
            left = ", ".join(kept)
            yield first._replace(huisnummer_to=None, huisnummertoevoeging=last.upper(), leftover=left)
    elif to is not None and re.search(rf"{number} ?[-/] ?{to}", text):
        yield first._replace(huisnummer_to=None, **_flat_of(first, text, str(to)))
    elif len(first.postcode) == 4 and f"{number} {first.postcode}" in text:
        yield first._replace(postcode="", huisnummertoevoeging=first.postcode)
    elif not first.postcode and _FOUR_DIGITS.fullmatch(suffix):
        yield first._replace(postcode=suffix, huisnummertoevoeging="")
    elif to is None and _DIGITS.fullmatch(suffix) and int(suffix) > number:
        yield first._replace(huisnummer_to=int(suffix), huisnummertoevoeging="")


def _flat_of(first: ParsedAddress, text: str, to: str) -> _Flat:
    """The end of a range as a suffix: the 14 of 12-14, and of 1-5g the letter too."""
    *kept, last = first.leftover.split(", ")
    if len(last) == 1 and re.search(rf"[-/] ?{to} ?{re.escape(last)}\b", text):
        return {"huisnummertoevoeging": f"{to}{last.upper()}", "leftover": ", ".join(kept)}
    return {"huisnummertoevoeging": to, "leftover": first.leftover}


def _repeated_number(first: ParsedAddress) -> Iterator[ParsedAddress]:
    """37 37a as number 37a: out of a table that has the number twice."""
    suffix = first.huisnummertoevoeging
    hanging = suffix.removeprefix(str(first.huisnummer))
    if first.huisnummer is None or hanging == suffix or hanging.isdigit():
        return
    if len(hanging) < 2:
        yield first._replace(huisletter=hanging or first.huisletter, huisnummertoevoeging="")
    else:
        yield first._replace(huisnummertoevoeging=hanging)


def _number_behind_comma(first: ParsedAddress) -> Iterator[ParsedAddress]:
    """Archipel 17, number 12, of "Archipel 17, 12 Lelystad"."""
    house = _HOUSE.fullmatch(first.leftover)
    if house is None or first.suffix or first.huisnummer is None or first.huisnummer_to is not None:
        return
    yield first._replace(
        street=f"{first.street} {first.huisnummer}",
        huisnummer=int(house[1]),
        huisletter=house[2].upper(),
        leftover="",
        faults=tuple(fault for fault in first.faults if fault != MORE_ADDRESSES),
    )


def _side_in_name(first: ParsedAddress) -> Iterator[ParsedAddress]:
    """Archipel 17 West as a street without a number."""
    side, _, place = first.woonplaats.partition(" ")
    if first.huisnummer is not None and not first.suffix and side.lower() in _SIDES:
        street = f"{first.street} {first.huisnummer} {side}"
        yield first._replace(street=street, huisnummer=None, woonplaats=place)


def _initials_or_suffix(first: ParsedAddress, text: str) -> Iterator[ParsedAddress]:
    """27 H W Mesdagstraat as number 27 of the H W Mesdagstraat, not as 27 H-W of a Mesdagstraat."""
    initials = _INITIALS.match(text)
    if initials is not None and first.suffix == initials["letters"].replace(" ", "").upper() and first.street:
        street = f"{initials['letters']} {first.street}"
        yield first._replace(street=street, huisletter="", huisnummertoevoeging="")


def _in_full(first: ParsedAddress) -> Iterator[ParsedAddress]:
    """Gr. Markt as Grote Markt: what a first word is often short for; a street that has such initials goes before."""
    short, _, rest = first.street.partition(" ")
    for whole in _FIRST_WORDS.get(short.rstrip(".").lower(), ()) if rest else ():
        yield first._replace(street=f"{whole} {rest}")


def _number_in_name(first: ParsedAddress, text: str) -> Iterator[ParsedAddress]:
    """Botter 32, number 12; or Botter, number 32-12."""
    number, suffix = first.huisnummer, first.huisnummertoevoeging
    named = _NUMBER_AT_END.match(first.street)
    if named is not None and not first.huisletter and not suffix:
        behind = "" if number is None else str(number)
        house = int(named["number"])
        yield first._replace(street=squeeze(named["street"]), huisnummer=house, huisnummertoevoeging=behind)
    if number is None or first.huisletter or not _DIGITS.fullmatch(suffix):
        return
    if f"{number} {suffix}" in text and (number > 999 or len(suffix) > 1 or not is_streetlike(first.street)):
        street = f"{first.street} {number}"
        yield first._replace(street=street, huisnummer=int(suffix), huisnummertoevoeging="")


def _place_in_street(asked: AddressInput, first: ParsedAddress, text: str) -> Iterator[ParsedAddress]:
    """A place taken out of a street's words put back, or one that was left in taken out."""
    street, place = first.street, first.woonplaats
    if place and not asked.woonplaats:
        for joined in (f"{street} {place}", f"{place} {street}"):
            if street and joined in text:
                yield first._replace(street=joined, woonplaats="")
        if first.huisnummer is None and not first.postcode:
            yield from _street_for_place(first)
    words = street.split()
    if not place and len(words) > 1:
        count = place_at_end(words) or _last_may_be_place(first, words)
        if count:
            yield first._replace(street=" ".join(words[:-count]), woonplaats=" ".join(words[-count:]))
        if known_place(words[0]):
            yield first._replace(street=" ".join(words[1:]), woonplaats=words[0])


def _street_for_place(first: ParsedAddress) -> Iterator[ParsedAddress]:
    """The place as a street that is called so, what was taken for the street being the place: "Borne, Enschede"."""
    if not first.street:
        if not first.leftover:
            yield first._replace(street=first.woonplaats, woonplaats="")
    elif known_place(first.street):
        yield first._replace(street=first.woonplaats, woonplaats=first.street)


def _last_may_be_place(first: ParsedAddress, words: list[str]) -> int:
    return int(first.huisnummer is None and words[-1].isalpha() and is_streetlike(" ".join(words[:-1])))


def _organisation_or_street(first: ParsedAddress, text: str) -> Iterator[ParsedAddress]:
    """Without the organisation that stands in front of the street, or with it; never without a word of the street."""
    words = first.street.split()
    for at, word in enumerate(words[:-1]):
        if is_organisation(word):
            yield _left_out(first, words, at + 1)
            if is_streetlike(words[-1]):
                yield _left_out(first, words, len(words) - 1)
            return
    spare, _, left = first.leftover.partition(", ")
    if not (spare and is_organisation(spare.partition(" ")[0])):
        return
    behind = spare.split()
    if not first.street:
        yield from (
            first._replace(street=street, leftover=left) for street in (" ".join(behind[1:]), spare) if street
        )
    elif f"{spare} {first.street}" in text:
        yield from (_put_back(first, behind, at, left) for at in range(1, len(behind)))
        if len(words) > 1 and is_streetlike(words[-1]):
            yield _left_out(first, words, len(words) - 1)
        yield _put_back(first, behind, 0, left)


def _left_out(first: ParsedAddress, words: list[str], at: int) -> ParsedAddress:
    spare = " ".join(words[:at])
    return first._replace(
        street=" ".join(words[at:]), leftover=", ".join(filter(None, (spare, first.leftover)))
    )


def _put_back(first: ParsedAddress, behind: list[str], at: int, left: str) -> ParsedAddress:
    leftover = ", ".join(filter(None, (" ".join(behind[:at]), left)))
    return first._replace(street=f"{' '.join(behind[at:])} {first.street}", leftover=leftover)


def _other_part(first: ParsedAddress) -> Iterator[ParsedAddress]:
    """Another part of the line that has a number: the first may have been the building's."""
    parts = first.leftover[:LONGEST].split(", ") if first.leftover else []
    for at, part in enumerate(parts):
        segment = read_segment(part) if any(c.isdigit() for c in part) else None
        if segment is None or segment.weight < NUMBERED or segment.rest:
            continue
        beyond = first.leftover[LONGEST:]
        others = [*parts[:at], *parts[at + 1 :]]
        where = _where_of_other(first, others, at)
        left = [f"{first.street} {first.huisnummer or ''}".strip(), *others, beyond]
        yield where._replace(
            street=segment.street,
            huisnummer=segment.number,
            huisletter=segment.tail.letter,
            huisnummertoevoeging=segment.tail.suffix,
            huisnummer_to=segment.tail.to,
            leftover=", ".join(part for part in (*left, segment.spare) if part),
        )


def _where_of_other(first: ParsedAddress, others: list[str], at: int) -> ParsedAddress:
    """The reading with the postcode and place of another address of the cell, where it has any, taken out of the rest.

    The street of one address never goes with the place of another.
    """
    if MORE_ADDRESSES not in first.faults:
        return first
    place = next((others[i] for i in (at, at - 1) if 0 <= i < len(others) and known_place(others[i])), "")
    typed = next((other for other in others if len(parse_postcode(other)) == 6), "")
    if not (place or typed):
        return first
    for gone in filter(None, (place, typed)):
        others.remove(gone)
    others += filter(None, (first.postcode, first.woonplaats))
    return first._replace(postcode=parse_postcode(typed), woonplaats=place)


def _mistyped_postcode(first: ParsedAddress, text: str) -> Iterator[ParsedAddress]:
    if len(first.postcode) == 6:
        return
    for found in islice(_MISTYPED.finditer(text), _TRIED):
        compact = found.group().replace(" ", "")
        meant = compact[:4].translate(_AS_DIGITS) + compact[4:].upper().translate(_AS_LETTERS)
        if parse_postcode(meant) and found.group() in first.leftover:
            yield first._replace(postcode=meant, leftover=squeeze(first.leftover.replace(found.group(), "")))
