"""An address out of a table: postcode and place have columns of their own, and not always the right thing in them."""

from __future__ import annotations

import re

from sociale_kaart.geocode.placenames import are_apart, place_key
from sociale_kaart.geocode.reader.behind import known_place
from sociale_kaart.geocode.reader.clean import LONGEST, clean, squeeze
from sociale_kaart.geocode.reader.fields import ParsedAddress
from sociale_kaart.geocode.reader.line import read_line
from sociale_kaart.geocode.reader.other import MORE_ADDRESSES, are_other_postcodes
from sociale_kaart.geocode.reader.postcode import parse_postcode
from sociale_kaart.geocode.reader.words import LINKS, is_streetlike
from sociale_kaart.model import AddressInput

_BARE = re.compile(r"\s*[1-9][0-9]{0,4}\s*(?:[-/ ]{0,2}[A-Za-z0-9]{1,4})?\s*")
_LONGEST_NUMBER = 15


def read_input(asked: AddressInput) -> ParsedAddress:
    """What was typed, in fields; a postcode or place with a column of its own wins over one in the text.

    Where a column holds something else (a street in that of the place, a place in that of the postcode), all of it is
    read as one line. What a column overrules is left over.
    """
    postcode = parse_postcode(asked.postcode[:LONGEST])
    place = squeeze(clean(asked.woonplaats[:LONGEST]))
    if place and _is_street_of(place, asked.text):
        return read_line(f"{place} {asked.text}\n{asked.postcode}")
    if (asked.postcode.strip() and not postcode) or any(c.isdigit() for c in place):
        return read_line("\n".join(part for part in (asked.text, asked.postcode, asked.woonplaats) if part))
    return _with_columns(read_line(asked.text), asked.text, postcode, _without_link(place))


def _is_street_of(place: str, text: str) -> bool:
    """Whether a bare number has its street in the column of the place."""
    return len(text) <= _LONGEST_NUMBER and _BARE.fullmatch(text) is not None and _is_street(place)


def _is_street(place: str) -> bool:
    return is_streetlike(place) and not known_place(place)


def _without_link(place: str) -> str:
    first, _, rest = place.partition(" ")
    return rest if rest and first.lower().rstrip(".") in LINKS and not known_place(place) else place


def _with_columns(parsed: ParsedAddress, text: str, postcode: str, place: str) -> ParsedAddress:
    if not (postcode or place):
        return parsed
    street, leftover = parsed.street, [parsed.leftover]
    apart = False
    if postcode and parsed.postcode and not postcode.startswith(parsed.postcode):
        leftover.append(parsed.postcode)
        apart = are_other_postcodes(postcode, parsed.postcode)
    if place and parsed.woonplaats and place_key(place) != place_key(parsed.woonplaats):
        if _is_place_alone(parsed):
            # The text is all place: a street that is called so, or the columns are the wrong way round.
            swapped = known_place(parsed.woonplaats) and not known_place(place)
            street, place = (place, parsed.woonplaats) if swapped else (parsed.woonplaats, place)
        else:
            leftover.append(parsed.woonplaats)
            # In front of the number it may be what a building is called.
            _, _, behind = text.partition(str(parsed.huisnummer))
            apart = apart or (parsed.woonplaats in behind and are_apart(place, parsed.woonplaats))
    return parsed._replace(
        street=street,
        postcode=postcode or parsed.postcode,
        woonplaats=place or parsed.woonplaats,
        leftover=", ".join(part for part in leftover if part),
        faults=(*parsed.faults, MORE_ADDRESSES) if apart and not parsed.faults else parsed.faults,
    )


def _is_place_alone(parsed: ParsedAddress) -> bool:
    return not (parsed.street or parsed.leftover or parsed.postcode) and parsed.huisnummer is None
