"""A line cut into its parts: at commas and line breaks, and at its postcodes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sociale_kaart.geocode.reader.clean import squeeze
from sociale_kaart.geocode.reader.other import cut_at_joints, may_join
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


def split_parts(text: str, postcodes: list[Found]) -> Parts:
    """A line without its postcodes, in parts that are squeezed and not empty."""
    parts = Parts([], [found.postcode for found in postcodes], [], joined=False)
    at = 0
    for found in postcodes:
        _add(parts, text[at : found.start])
        parts.marks.append(len(parts.texts))
        at = found.end
    _add(parts, text[at:] if at else text)
    return parts


def opposite_parts(parts: Parts) -> dict[int | None, str]:
    """The parts that are across from an address, without the word that says so."""
    taken = {at: take_opposite(part) for at, part in enumerate(parts.texts)}
    return {at: part for at, (part, said) in taken.items() if said}


def _add(parts: Parts, text: str) -> None:
    heavy = ";" in text or "\n" in text or ":" in text or " - " in text or " / " in text
    several = _SEPARATOR.split(text) if heavy else text.split(",")
    may_be_joined = may_join(text)
    for one in several:
        part = squeeze(one)
        if part and may_be_joined:
            cut = list(map(squeeze, cut_at_joints(part, parts.texts)))
            parts.joined = parts.joined or len(cut) > 1
            parts.texts += cut
        elif part:
            parts.texts.append(part)
