"""An address written just as the register would: to be tried before anything is read, for most are written so.

It is a guess at the parts, and nothing more: only where the register has the very street, in the very place, with the
very number is it taken (candidates.Finder.evident), and then no other reading can be nearer. All else is left to the
reader (geocode/reader), with its rooms, ranges, floors and remarks.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sociale_kaart.geocode.address import ParsedAddress, parse_postcode, suffix_key
from sociale_kaart.model import AddressInput

LONGEST = 120
LONGEST_RANGE = 60

_STREET = r"(?P<street>[^,;:()|\n\r\t]{2,60}?) "
_HOUSE = r"(?P<number>[1-9][0-9]{0,4}) ?(?P<letter>[A-Za-z](?![A-Za-z]))?(?:-(?P<suffix>[A-Za-z0-9]{1,4}))?"
_TOWN = r"(?P<postcode>[1-9][0-9]{3} ?[A-Za-z]{2}\b)?,? ?(?P<place>[^\d,;:()|\n\r\t]{2,60})?"
# Beside a postcode the number may stand alone.
_ADDRESS = re.compile(rf"(?:{_STREET})?{_HOUSE}")
_LINE = re.compile(rf"{_STREET}{_HOUSE},? {_TOWN}")


class Typed(NamedTuple):
    """An address taken as it is written; what ParsedAddress says, without the cost of making one.

    suffix : letter and suffix as one (address.suffix_key); leftover : whether anything stands beside the address
    """

    street: str
    huisnummer: int
    huisletter: str
    huisnummertoevoeging: str
    suffix: str
    postcode: str
    woonplaats: str
    leftover: bool = False

    @property
    def parsed(self) -> ParsedAddress:
        """The same for the grader."""
        return ParsedAddress(
            street=self.street,
            huisnummer=self.huisnummer,
            huisletter=self.huisletter,
            huisnummertoevoeging=self.huisnummertoevoeging,
            postcode=self.postcode,
            woonplaats=self.woonplaats,
        )


def as_typed(parsed: ParsedAddress) -> Typed | None:
    """An address that was read, where it has a number and nothing about it is at fault."""
    if parsed.huisnummer is None or parsed.faults or parsed.huisnummer_to is not None:
        return None
    return Typed(
        parsed.street,
        parsed.huisnummer,
        parsed.huisletter,
        parsed.huisnummertoevoeging,
        parsed.suffix,
        parsed.postcode,
        parsed.woonplaats,
        bool(parsed.leftover),
    )


def literally(asked: AddressInput) -> Typed | None:
    """Street, number and town, where that is all that was typed: on one line, or the town in columns of its own."""
    text = asked.text
    if len(text) > LONGEST:
        return None
    postcode, woonplaats = asked.postcode, asked.woonplaats
    if postcode or woonplaats:
        found = _ADDRESS.fullmatch(text)
        if found is None:
            return None
        street, number, letter, suffix = found.groups("")
        woonplaats = woonplaats.strip()
    else:
        found = _LINE.fullmatch(text)
        if found is None:
            return None
        street, number, letter, suffix, postcode, woonplaats = found.groups("")
        woonplaats = woonplaats.strip()
    typed = postcode
    if typed and not (postcode := parse_postcode(typed)):
        return None
    if not (postcode or woonplaats) or (suffix and _may_be_range(number, suffix)):
        return None
    hanging = suffix_key(letter, suffix) if letter or suffix else ""
    return Typed(street, int(number), letter.upper(), suffix.upper(), hanging, postcode, woonplaats)


def _may_be_range(number: str, suffix: str) -> bool:
    """12-14 is a range more often than a suffix; but ranges run along one side of a street, and not on and on."""
    return suffix.isdigit() and 0 < (houses := int(suffix) - int(number)) <= LONGEST_RANGE and houses % 2 == 0
