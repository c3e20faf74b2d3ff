"""An address written just as the register would: to be tried before anything is read, for most are written so.

It is a guess at the parts, and nothing more: only where the register has the very street, in the very place, with the
very number is it taken (candidates.Finder.evident), and then no other reading can be nearer. All else is left to the
reader (geocode/reader), with its rooms, ranges, floors and remarks.
"""

from __future__ import annotations

import re

from sociale_kaart.geocode.address import ParsedAddress, parse_postcode
from sociale_kaart.model import AddressInput

LONGEST = 120

_STREET = r"(?P<street>[^,;:()|\n\r\t]{2,60}?) "
_HOUSE = r"(?P<number>[1-9][0-9]{0,4}) ?(?P<letter>[A-Za-z](?![A-Za-z]))?(?:-(?P<suffix>[A-Za-z0-9]{1,4}))?"
_TOWN = r"(?P<postcode>[1-9][0-9]{3} ?[A-Za-z]{2}\b)?,? ?(?P<place>[^\d,;:()|\n\r\t]{2,60})?"
# Beside a postcode the number may stand alone.
_ADDRESS = re.compile(rf"(?:{_STREET})?{_HOUSE}")
_LINE = re.compile(rf"{_STREET}{_HOUSE},? {_TOWN}")


def literally(asked: AddressInput) -> ParsedAddress | None:
    """Street, number and town, where that is all that was typed: on one line, or the town in columns of its own."""
    if len(asked.text) > LONGEST:
        return None
    in_columns = bool(asked.postcode or asked.woonplaats)
    found = (_ADDRESS if in_columns else _LINE).fullmatch(asked.text)
    if found is None:
        return None
    typed = asked.postcode if in_columns else found["postcode"] or ""
    postcode = parse_postcode(typed)
    woonplaats = (asked.woonplaats if in_columns else found["place"] or "").strip()
    suffix = found["suffix"] or ""
    if (
        bool(typed) != bool(postcode)
        or not (postcode or woonplaats)
        or _may_be_range(found["number"], suffix)
    ):
        return None
    return ParsedAddress(
        street=found["street"] or "",
        huisnummer=int(found["number"]),
        huisletter=(found["letter"] or "").upper(),
        huisnummertoevoeging=suffix.upper(),
        postcode=postcode,
        woonplaats=woonplaats,
    )


def _may_be_range(number: str, suffix: str) -> bool:
    """12-14 is a range more often than a suffix."""
    return suffix.isdigit() and int(suffix) > int(number)
