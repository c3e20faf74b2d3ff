"""A line cut into its parts: at commas and line breaks, and at its postcodes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sociale_kaart.geocode.reader.clean import squeeze
from sociale_kaart.geocode.reader.postcode import Found
from sociale_kaart.geocode.reader.special import take_opposite

_SEPARATOR = re.compile(
    r"[,;\n]+|:(?=\s|[^\W\d_])|\s-\s+(?=[^\W\d_]{3})(?!(?:huis|bis|[IVX]+)\b)|\s/\s(?=[^\W\d_]{3})",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Parts:
    """The parts of a line in order; marks[i] is the index of the first part behind postcode i."""

    texts: list[str]
    postcodes: list[str]
    marks: list[int]


def split_parts(text: str, postcodes: list[Found]) -> Parts:
    """A line without its postcodes, in parts that are squeezed and not empty."""
    texts: list[str] = []
    marks: list[int] = []
    at = 0
    for found in postcodes:
        texts += _segments(text[at : found.start])
        marks.append(len(texts))
        at = found.end
    texts += _segments(text[at:] if at else text)
    return Parts(texts, [found.postcode for found in postcodes], marks)


def opposite_parts(parts: Parts) -> dict[int | None, str]:
    """The parts that are across from an address, without the word that says so."""
    taken = {at: take_opposite(part) for at, part in enumerate(parts.texts)}
    return {at: part for at, (part, said) in taken.items() if said}


def _segments(text: str) -> list[str]:
    heavy = ";" in text or "\n" in text or ":" in text or " - " in text or " / " in text
    several = _SEPARATOR.split(text) if heavy else text.split(",")
    return [part for one in several if (part := squeeze(one))]
