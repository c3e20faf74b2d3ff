"""A line cut into its parts: at commas and line breaks, and at its postcodes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sociale_kaart.geocode.reader.clean import squeeze
from sociale_kaart.geocode.reader.other import cut_at_joints, without_lead
from sociale_kaart.geocode.reader.postcode import Found
from sociale_kaart.geocode.reader.special import take_opposite

_SEPARATOR = re.compile(
    r"[,;\n]+|:(?=\s|[^\W\d_])|\s-\s+(?=[^\W\d_]{3})(?!(?:huis|bis|[IVX]+)\b)|\s/\s(?=[^\W\d_]{3})",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Parts:
    """The parts of a line in order; marks[i] is the index of the first part behind postcode i.

    joined: a word or sign between two addresses was where one of them was cut from the other.
    """

    texts: list[str]
    postcodes: list[str]
    marks: list[int]
    joined: bool


def split_parts(text: str, postcodes: list[Found], *, may_be_joined: bool = False) -> Parts:
    """A line without its postcodes, in parts that are squeezed and not empty; joined addresses are parted too."""
    parts = Parts([], [found.postcode for found in postcodes], [], joined=False)
    at = 0
    for found in postcodes:
        _add(parts, text[at : found.start], may_be_joined)
        parts.marks.append(len(parts.texts))
        at = found.end
    _add(parts, text[at:] if at else text, may_be_joined)
    return parts


def opposite_parts(parts: Parts) -> dict[int | None, str]:
    """The parts that are across from an address, without the word that says so."""
    taken = {at: take_opposite(part) for at, part in enumerate(parts.texts)}
    return {at: part for at, (part, said) in taken.items() if said}


def _add(parts: Parts, text: str, may_be_joined: bool) -> None:
    heavy = ";" in text or "\n" in text or ":" in text or " - " in text or " / " in text
    several = _SEPARATOR.split(text) if heavy else text.split(",")
    if not may_be_joined:
        parts.texts += [part for one in several if (part := squeeze(one))]
        return
    for part in filter(None, map(squeeze, several)):
        led = without_lead(part) if parts.texts else part
        parts.joined = parts.joined or led != part
        cut = list(map(squeeze, cut_at_joints(led, parts.texts)))
        parts.joined = parts.joined or len(cut) > 1
        parts.texts += cut
