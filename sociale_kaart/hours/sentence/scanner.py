"""Takes a sentence apart again by the forms it was made with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

_PLACE = re.compile(r"\{(\w+)\}")
_BETWEEN = re.compile(r"[ ,:]*")
_AFTER = r"(?=[ ,:]|$)"


class Scanner:
    """A sentence in small letters, and how far it was read."""

    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0

    @property
    def at_end(self) -> bool:
        return self._at == len(self._text)

    def take(self, form: str, **places: str) -> dict[str, str] | None:
        """What stands in the {places} of a form, each a pattern, where the form comes next; None where it does not."""
        found = _pattern(form, tuple(places.items())).match(self._text, self._at)
        if found is None:
            return None
        between = _BETWEEN.match(self._text, found.end())
        self._at = found.end() if between is None else between.end()
        return found.groupdict()


@cache
def _pattern(form: str, places: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    patterns = dict(places)
    pieces = []
    for at, piece in enumerate(_PLACE.split(form)):
        if at % 2 == 0:
            pieces.append(re.escape(piece.lower()))
        else:
            pieces.append(f"(?P<{piece}>{patterns[piece]})")
    return re.compile("".join(pieces) + _AFTER)


def either(words: Iterable[str]) -> str:
    """A pattern for one of these, in small letters; the longest first, so that none hides behind its own beginning."""
    return "(?:" + "|".join(re.escape(word.lower()) for word in sorted(words, key=len, reverse=True)) + ")"


def list_of(pattern: str, conjunction: str) -> str:
    """A pattern for one or more, joined by commas and a word like "en"."""
    return rf"{pattern}(?:(?:, | {conjunction} ){pattern})*"
