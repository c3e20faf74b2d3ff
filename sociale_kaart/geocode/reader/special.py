"""What is no plain address: a post box, a place abroad, a corner, the other side of the street."""

from __future__ import annotations

import re
from typing import NamedTuple

from sociale_kaart.geocode.reader.behind import place_at_end
from sociale_kaart.geocode.reader.clean import squeeze
from sociale_kaart.geocode.reader.words import is_streetlike

_PO_BOX = re.compile(
    r"\b(?:post\s?bus|antwoord\s?nummer|postbox|p\.?\s?o\.?\s?box)\b[\s.:]*(?:(?:nr|no)\b\.?\s*)?[0-9]{0,6}",
    re.IGNORECASE,
)

_COUNTRIES = re.compile(
    r"(?:^|(?<=[\s,;(\n]))(?:belgi[eë]|belgium|belgique|belgien|duitsland|deutschland|germany|frankrijk|france"
    r"|luxemburg|luxembourg)(?=$|[\s,;.)])\s*(?:$|(?=[,;\n).]))",
    re.IGNORECASE,
)
_COUNTRY_POSTCODE = re.compile(
    r"(?<![\w-])(?:(?:B|BE)[ -]{0,2}[1-9][0-9]{3}|(?:D|DE)[ -]{0,2}[0-9]{5})(?![0-9A-Za-z-])"
)
_GERMAN_POSTCODE = re.compile(r"(?<![\w-])[0-9]{5}(?=\s+[A-ZÄÖÜ][a-zäöüß])")
_LONG_NUMBER = re.compile(r"[0-9]{4}")
_GERMAN_STREET = re.compile(r"stra(?:ß|ss)e\b", re.IGNORECASE)

_OPPOSITE = re.compile(
    r"(?:(?<=\s)|^)(?:t\.\s?o\.|t\.o|t/o|tegenover)(?=$|[\s.,0-9])\.?\s*(?:(?:huis)?(?:nr|nummer)\b\.?|no\.)?\s*",
    re.IGNORECASE,
)
_CORNER_OF = re.compile(
    r"^(?:op\s+de\s+|de\s+)?hoek(?!\s+van\s+holland)(?:\s+van)?(?:\s+de)?\s+(?P<one>[^/&+]{3,60}?)"
    r"\s*(?:\s(?:en|met)(?:\s+de)?\s|[/&+]|\s-\s)\s*(?P<other>[^/&+]{3,80})$",
    re.IGNORECASE,
)
_CORNER_WITH = re.compile(
    r"^(?P<one>[^/]{3,60}?)[\s/,(-]+(?:op\s+de\s+)?hoek(?!\s+van\s+holland)(?:\s+(?:van|met))?(?:\s+de|\s+het)?\s+(?P<other>[^/]{3,80}?)\)?$",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]{3}")


class Corner(NamedTuple):
    """Two streets that meet; one may carry a number."""

    one: str
    other: str
    place: str


def take_po_box(text: str) -> tuple[str, str]:
    """The text without its post box or freepost number, and that; "" where there is none."""
    found = _PO_BOX.search(text)
    if found is None:
        return text, ""
    return f"{text[: found.start()]}\n{text[found.end() :]}", squeeze(found.group())


def lies_abroad(text: str, lowered: str) -> bool:
    """Whether a text without a Dutch postcode names another country, by a word or by the shape of its postcode."""
    if _may_name_country(lowered) and _COUNTRIES.search(text):
        return True
    if "aße" in lowered or "asse" in lowered:
        return _GERMAN_STREET.search(text) is not None
    if not _LONG_NUMBER.search(text):
        return False
    german = _GERMAN_POSTCODE.search(text)
    if german is not None and any(c.isdigit() for c in text[: german.start()]):
        return True
    return _COUNTRY_POSTCODE.search(text) is not None


def _may_name_country(lowered: str) -> bool:
    belgium_or_germany = "belg" in lowered or "duits" in lowered or "deuts" in lowered or "german" in lowered
    return belgium_or_germany or "fran" in lowered or "luxe" in lowered


def take_foreign(text: str) -> tuple[str, list[str]]:
    """The text without the country's name and the foreign postcode in it, and those."""
    taken: list[str] = []
    for pattern in (_COUNTRIES, _COUNTRY_POSTCODE, _GERMAN_POSTCODE):
        found = pattern.search(text)
        if found is not None:
            taken.append(squeeze(found.group()))
            text = f"{text[: found.start()]} {text[found.end() :]}"
    return text, taken


def take_opposite(text: str) -> tuple[str, bool]:
    """A segment without its "t.o." or "tegenover", and whether it says so of the address itself.

    "Dorpsstraat t.o. 14" and "t.o. Dorpsstraat 14" do; "Dorpsstraat 12 tegenover de kerk" is an address and a remark.
    """
    found = _OPPOSITE.search(text)
    if found is None:
        return text, False
    before, behind = text[: found.start()].strip(), text[found.end() :].strip()
    numbered = any(c.isdigit() for c in before)
    if (numbered and behind) or not any(c.isdigit() for c in before + behind):
        return text, False
    return f"{before} {behind}".strip(), True


def read_corner(text: str) -> Corner | None:
    """Two streets of a corner: "hoek X en Y", "X hoek Y"; None for De Hoek 3 and Hoek van Holland."""
    for pattern in (_CORNER_OF, _CORNER_WITH):
        found = pattern.match(text)
        if found is None:
            continue
        one, other = squeeze(found["one"]), squeeze(found["other"])
        if not (_LETTERS.search(one) and _LETTERS.search(other)):
            continue
        words = other.split()
        count = place_at_end(words)
        other, place = " ".join(words[: len(words) - count]), " ".join(words[len(words) - count :])
        if is_streetlike(one.rstrip("0123456789 ")) or is_streetlike(other) or pattern is _CORNER_OF:
            return Corner(one, other, place)
    return None
