"""Dutch place names as people type them: one folded form, whatever the case, accents and apostrophes."""

from __future__ import annotations

import re
import unicodedata

# "'s-Hertogenbosch" is typed with any of these, or with none.
_APOSTROPHES = re.compile("['\u2018\u2019\u201b`\u00b4]")
_SEPARATORS = re.compile(r"[^a-z0-9]+")
_ABBREVIATIONS = {
    "st": "sint",
    "a": "aan",
    "d": "de",
    "vd": "van de",
    "gld": "gelderland",
    "nh": "noord holland",
}
_GEMEENTE_WORDS = re.compile(r"^\s*gem(?:eente|\.)\s+|\s*\(\s*gem(?:eente|\.)?\s*\)\s*$", re.IGNORECASE)
_QUALIFIER = re.compile(r"\s*\([^()]*\)\s*$")


def fold(name: str) -> str:
    """Lower case, no accents or apostrophes, one space between words: "'s-Gravenhage" is "s gravenhage"."""
    decomposed = unicodedata.normalize("NFKD", name)
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _SEPARATORS.sub(" ", _APOSTROPHES.sub("", plain).casefold()).strip()


def expand(folded: str) -> str:
    """A folded name with its usual abbreviations in full: "st oedenrode" is "sint oedenrode"."""
    return " ".join(_ABBREVIATIONS.get(word, word) for word in folded.split())


def without_gemeente(name: str) -> str:
    """A name without the word gemeente around it: "Utrecht (gem.)" and "gemeente Utrecht" are "Utrecht"."""
    return _GEMEENTE_WORDS.sub("", name).strip()


def without_qualifier(name: str) -> str:
    """A name without what tells it from its namesakes: "Hengelo (O.)" is "Hengelo"."""
    return _QUALIFIER.sub("", name)
