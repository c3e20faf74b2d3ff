"""An address out of a table: postcode and place have columns of their own, and not always the right thing in them."""

from __future__ import annotations

from dataclasses import replace

from sociale_kaart.geocode.placenames import place_key
from sociale_kaart.geocode.reader.behind import known_place
from sociale_kaart.geocode.reader.clean import LONGEST, clean, squeeze
from sociale_kaart.geocode.reader.fields import ParsedAddress
from sociale_kaart.geocode.reader.line import read_line
from sociale_kaart.geocode.reader.postcode import parse_postcode
from sociale_kaart.geocode.reader.words import LINKS, is_streetlike
from sociale_kaart.model import AddressInput


def read_input(asked: AddressInput) -> ParsedAddress:
    """What was typed, in fields; a postcode or place with a column of its own wins over one in the text.

    Where a column holds something else (a street in that of the place, a place in that of the postcode), all of it is
    read as one line. What a column overrules is left over.
    """
    postcode = parse_postcode(asked.postcode[:LONGEST])
    place = squeeze(clean(asked.woonplaats[:LONGEST]))
    if (asked.postcode and not postcode and asked.postcode.strip()) or _is_no_place(place, asked.text):
        return read_line("\n".join(part for part in (asked.text, asked.postcode, asked.woonplaats) if part))
    parsed = read_line(asked.text)
    return _with_columns(parsed, postcode, _without_link(place))


def _is_no_place(place: str, text: str) -> bool:
    """Whether something else stands in the column of the place: an address, or the street beside a bare number."""
    if not place:
        return False
    if any(c.isdigit() for c in place):
        return True
    if not is_streetlike(place) or known_place(place):
        return False
    return (
        not any(c.isalpha() for c in text[:LONGEST]) or known_place(squeeze(text[:LONGEST])) or len(text) <= 5
    )


def _without_link(place: str) -> str:
    first, _, rest = place.partition(" ")
    return rest if rest and first.lower().rstrip(".") in LINKS and not known_place(place) else place


def _with_columns(parsed: ParsedAddress, postcode: str, place: str) -> ParsedAddress:
    if not (postcode or place):
        return parsed
    street, leftover = parsed.street, [parsed.leftover]
    if postcode and parsed.postcode and not postcode.startswith(parsed.postcode):
        leftover.append(parsed.postcode)
    if place and parsed.woonplaats and place_key(place) != place_key(parsed.woonplaats):
        street, overruled = _place_in_text(parsed)
        leftover.append(overruled)
    return replace(
        parsed,
        street=street,
        postcode=postcode or parsed.postcode,
        woonplaats=place or parsed.woonplaats,
        leftover=", ".join(part for part in leftover if part),
    )


def _place_in_text(parsed: ParsedAddress) -> tuple[str, str]:
    """Street and leftover where the text's place is not that of the column: a text that is all place is a street."""
    if not parsed.street and not parsed.leftover and parsed.huisnummer is None and not parsed.postcode:
        return parsed.woonplaats, ""
    return parsed.street, parsed.woonplaats
