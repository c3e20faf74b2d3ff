"""A careful first reader of Dutch addresses: what it does not understand, it leaves over and says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sociale_kaart.geocode.street import normalise_street, same_street
from sociale_kaart.model import AddressInput

__all__ = [
    "ParsedAddress",
    "normalise_street",
    "parse",
    "parse_input",
    "parse_postcode",
    "readings",
    "same_street",
]

LONGEST = 300

# No postcode has these letters (PostNL); it keeps "1944 ss" from being read as one.
_NO_POSTCODE_LETTERS = {"SA", "SD", "SS"}
_POSTCODE = re.compile(r"(?<![\w-])([1-9]\d{3})\s?([A-Za-z]{2})(?![\w-])")
_POSTCODE_4 = re.compile(r"[1-9]\d{3}")

_PO_BOX = re.compile(r"\b(?:postbus|antwoordnummer)\b", re.IGNORECASE)
_ROOM = re.compile(
    r"(?:kamer|unit|gebouw|lokaal|ruimte|verdieping|etage|zaal|ingang|balie|loket|tel|telefoon)\b",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\(([^()]*)\)")
_SEGMENT = re.compile(r"[,;\n\r|]+")
_GLUED_NUMBER = re.compile(r"([^\W\d_]{4,}\.?)(\d{1,5})(?=\D{0,4}$)")

# A house number: behind a space, a point or the very start; "18" of "18-1", but not "1" of "A1".
_NUMBER = re.compile(r"(?:^|(?<=[\s.]))[1-9]\d{0,4}(?!\d)")
# A street may end in a number where that is a year or a pair of years with another number behind it.
_YEAR_THEN_NUMBER = re.compile(r"(?:[12]\d{3}|\d{2}-\d{2})\s+(?:(?:nr|no|nummer)\.?\s*)?[1-9]")
_NUMBER_WORD = re.compile(r"[\s.]+(?:nr|no|nummer|huisnr|huisnummer)\.?$", re.IGNORECASE)
_SUFFIX = re.compile(r"(?P<letter>[A-Za-z](?![A-Za-z]))?[\s/.-]*(?P<rest>[A-Za-z0-9]{1,4})?")
_PLACE_WORD = re.compile(r"[^\W\d_]{3,}(?:['-][^\W\d_]+)*")
_ROMAN = re.compile(r"[IVX]+")
_FLOORS = {"huis": "HS", "hs": "HS", "bis": "BIS"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedAddress:
    """An address in fields, as BAG names them; "" or None where it does not say. `leftover` was not understood.

    huisnummer_to is the end of a range (12-14, 12 t/m 16). cross_street is the other street of a corner. faults are
    what the text alone shows: po_box, abroad, opposite (t.o. 14), corner (hoek X en Y).
    """

    street: str = ""
    huisnummer: int | None = None
    huisletter: str = ""
    huisnummertoevoeging: str = ""
    huisnummer_to: int | None = None
    cross_street: str = ""
    postcode: str = ""
    woonplaats: str = ""
    leftover: str = ""
    faults: tuple[str, ...] = ()

    @property
    def po_box(self) -> bool:
        """A post box or a freepost number: an address for mail, not a place to go to."""
        return "po_box" in self.faults

    @property
    def suffix(self) -> str:
        """Letter and suffix as one, in capitals: people and BAG divide them differently (12-A, 12A)."""
        return suffix_key(self.huisletter, self.huisnummertoevoeging)


def suffix_key(huisletter: str, huisnummertoevoeging: str) -> str:
    """What hangs on a house number, for comparing: capitals, no spaces, hyphens or points."""
    return "".join(c for c in (huisletter + huisnummertoevoeging).upper() if c.isalnum())


def parse_postcode(text: str) -> str:
    """A postcode as `1234AB`, or only its digits `1234`; "" where the text is neither."""
    compact = "".join(text.split()).upper()
    if _POSTCODE_4.fullmatch(compact):
        return compact
    found = _POSTCODE.fullmatch(compact)
    return compact if found and found.group(2) not in _NO_POSTCODE_LETTERS else ""


def parse(text: str) -> ParsedAddress:
    """An address on one line (or several) to its fields; never raises, whatever the text holds."""
    if len(text) > LONGEST:
        # No address is as long as this; and every pattern below stays quick on what is left.
        return replace(parse(text[:LONGEST]), leftover=_squeeze(text[LONGEST:]))
    if _PO_BOX.search(text):
        return ParsedAddress(leftover=_squeeze(text), faults=("po_box",))
    plain, bracketed = _without_brackets(_plain(text))
    before, postcode, after = _split_at_postcode(plain)
    segments = [part for part in (_squeeze(part) for part in _SEGMENT.split(before)) if part]
    places = [part for part in (_squeeze(part) for part in _SEGMENT.split(after)) if part]
    at, address = _street_segment(segments)
    spare = [part for i, part in enumerate(segments) if i != at]
    if not places:
        # Without a postcode the place is what stands behind the street: "Neude 11, Utrecht".
        places = [part for part in segments[at + 1 :] if _is_place(part)][-1:] if at is not None else []
        spare = [part for part in spare if part not in places]
    return replace(
        address,
        postcode=postcode,
        woonplaats=places[0] if places else address.woonplaats,
        leftover=", ".join(part for part in (*spare, address.leftover, *places[1:], *bracketed) if part),
    )


def parse_input(asked: AddressInput) -> ParsedAddress:
    """What was typed, in fields; a postcode or place with a column of its own wins over one in the text."""
    parsed = parse(asked.text)
    postcode, woonplaats = parse_postcode(asked.postcode), _squeeze(asked.woonplaats[:LONGEST])
    overruled = [
        there
        for here, there in ((postcode, parsed.postcode), (woonplaats, parsed.woonplaats))
        if here and there and here.casefold() != there.casefold()
    ]
    return replace(
        parsed,
        postcode=postcode or parsed.postcode,
        woonplaats=woonplaats or parsed.woonplaats,
        leftover=", ".join(part for part in (parsed.leftover, *overruled) if part),
    )


def readings(asked: AddressInput) -> Iterator[ParsedAddress]:
    """Every sensible reading of an address, the likeliest first (that of parse_input); made only as they are asked for.

    "Plein 1944 3" may be number 3 on Plein 1944, or number 1944 on a Plein: only a register can tell.
    """
    yield parse_input(asked)


def _plain(text: str) -> str:
    """Typographic quotes, dashes and odd spaces to plain ones; line breaks kept, they part an address."""
    for odd, usual in (
        ("’", "'"),
        ("‘", "'"),
        ("`", "'"),
        ("–", "-"),
        ("—", "-"),
        ("\u00a0", " "),
        ("\t", " "),
    ):
        text = text.replace(odd, usual)
    return text


def _squeeze(text: str) -> str:
    return " ".join(text.split()).strip(" .,;-")


def _without_brackets(text: str) -> tuple[str, list[str]]:
    """The text without (remarks), and those remarks; a province behind a place, Hengelo (Ov), stays."""
    remarks: list[str] = []

    def keep_province(found: re.Match[str]) -> str:
        if len(found.group(1)) <= 3 and found.end() == len(text.rstrip()):
            return found.group(0)
        remarks.append(_squeeze(found.group(1)))
        return " "

    return _BRACKETED.sub(keep_province, text), remarks


def _split_at_postcode(text: str) -> tuple[str, str, str]:
    """What stands before the postcode, the postcode, and what stands behind it."""
    for found in reversed(list(_POSTCODE.finditer(text))):
        letters, behind = found.group(2).upper(), text[found.end() :].strip()
        # "Plein 1944 nr 3": a number follows, so "1944 nr" is no postcode.
        if letters not in _NO_POSTCODE_LETTERS and not behind[:1].isdigit():
            return text[: found.start()], found.group(1) + letters, behind
    return text, "", ""


def _street_segment(segments: list[str]) -> tuple[int | None, ParsedAddress]:
    """The segment that holds street and number; else the first one, as a street without a number."""
    numbered = [(i, _street_and_number(part)) for i, part in enumerate(segments) if not _ROOM.match(part)]
    found = [(i, address) for i, address in numbered if address is not None]
    if found:
        # "Kamer 4, Dorpsstraat 2" and "Bibliotheek Neude, Neude 11": the last that reads as an address.
        return found[-1]
    return (0, ParsedAddress(street=segments[0])) if segments else (None, ParsedAddress())


def _street_and_number(segment: str) -> ParsedAddress | None:
    segment = _GLUED_NUMBER.sub(r"\1 \2", segment)
    number = _house_number(segment)
    if number is None:
        return None
    hanging, place = _place_behind(segment[number.end() :])
    letter, rest, leftover = _suffix(hanging)
    return ParsedAddress(
        street=_squeeze(_NUMBER_WORD.sub("", segment[: number.start()].rstrip())),
        huisnummer=int(number.group()),
        huisletter=letter,
        huisnummertoevoeging=rest,
        woonplaats=place,
        leftover=leftover,
    )


def _house_number(segment: str) -> re.Match[str] | None:
    """The first number with a street in front of it; a year inside the street's name is passed over."""
    numbers = list(_NUMBER.finditer(segment))
    for found in numbers:
        in_name = _YEAR_THEN_NUMBER.match(segment, found.start())
        if any(c.isalpha() for c in segment[: found.start()]) and not in_name:
            return found
    # "12a" in a column of its own, beside a postcode.
    return numbers[0] if numbers and len(segment) <= len(numbers[0].group()) + 5 else None


def _place_behind(tail: str) -> tuple[str, str]:
    """What hangs on the number, and a place behind it without a comma: "Dam 1 Amsterdam", "Damrak 18-1 Amsterdam"."""
    words = tail.split(" ")
    for i, word in enumerate(words):
        if _PLACE_WORD.fullmatch(word) and word.casefold() not in _FLOORS and not _ROMAN.fullmatch(word):
            place = " ".join(words[i:])
            return (" ".join(words[:i]), _squeeze(place)) if _is_place(place) else (tail, "")
    return tail, ""


def _suffix(text: str) -> tuple[str, str, str]:
    """House letter, suffix, and what was not understood: "B", "-III", " hs", "a-2"."""
    text = text.strip(" /-.,")
    floor = _FLOORS.get(text.casefold())
    if floor:
        return "", floor, ""
    found = _SUFFIX.fullmatch(text)
    if found is None:
        return "", "", text
    return (found.group("letter") or "").upper(), (found.group("rest") or "").upper(), ""


def _is_place(segment: str) -> bool:
    return not any(c.isdigit() for c in segment) and not _ROOM.match(segment)
