"""A typed line in plain characters, so that every other module meets one kind of quote, dash and space."""

from __future__ import annotations

import re
import unicodedata

# No address is as long as this; and every pattern stays quick on what is left.
LONGEST = 300

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("’‘‛´`ʼ′", "'"),
        **dict.fromkeys("“”„«»″", '"'),
        **dict.fromkeys("–—‐‑‒―−", "-"),
        **dict.fromkeys("•·●|¦", "\n"),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", ""),
        **dict.fromkeys("\u2028\u2029\x0b\x0c\r\x85", "\n"),
    }
)
# Line breaks stay: they part an address.
_CONTROL = re.compile(r"[\x00-\x09\x0e-\x1f\x7f]+")
_CONTROL_OR_BAR = re.compile(r"[\x00-\x09\x0b-\x1f\x7f|`]")
_EDGES = ' .,;:-/\\_"*'


def clean(text: str) -> str:
    """Typographic quotes, dashes, bullets and odd spaces to plain ones, letters composed; line breaks stay."""
    if text.isascii():
        if not _CONTROL_OR_BAR.search(text):
            return text
        return _CONTROL.sub(" ", text.translate(_PLAIN))
    plain = unicodedata.normalize("NFKC", text.translate(_PLAIN)).translate(_PLAIN)
    return _CONTROL.sub(" ", plain)


def trim(text: str) -> str:
    """A piece of squeezed text without the signs that part one field from the next at its edges."""
    return text.strip(_EDGES)


def squeeze(text: str) -> str:
    """Text with single spaces, and without the signs that part one field from the next at its edges."""
    return " ".join(text.split()).strip(_EDGES)
