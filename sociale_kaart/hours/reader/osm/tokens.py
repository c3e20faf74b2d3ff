"""An opening_hours text as tokens, each with its place, and a cursor that goes over them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")

_TOKEN = re.compile(
    r"""(?P<comment>"[^"]*"|“[^”]*”)
      | (?P<unquoted>\b(?:(?:by|on)\ appointment|op\ afspraak)\b)
      | (?P<always>24\ ?/\ ?7)(?![\d:.])
      | (?P<fallback>\|\|)
      | (?P<clock>\d{1,2}[:.]\d{2})(?!\d)
      | (?P<number>\d{1,4})(?!\d)
      | (?P<word>[^\W\d_]+)
      | (?P<separator>;|\n)
      | (?P<dash>[-–—−‑])
      | (?P<sign>[,+/:()\[\]])
      | (?P<space>(?:[^\S\n]|\xa0)+|\.\s*\Z)
      | (?P<other>\d+|.)
    """,
    re.VERBOSE | re.ASCII | re.IGNORECASE,
)
_WORDS = MappingProxyType(
    {name.lower(): "month" for name in MONTHS}
    | {name.lower(): "weekday" for name in WEEKDAYS}
    | dict.fromkeys(("off", "closed", "open", "unknown"), "modifier")
    | dict.fromkeys(("dawn", "sunrise", "sunset", "dusk"), "event")
    | {"ph": "ph", "sh": "sh", "week": "week", "easter": "easter", "day": "offset", "days": "offset"}
)


class Unreadable(Exception):
    """A part of the text that is not in the syntax, or that our rules have no words for: it is left over."""


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is the sign itself for a sign; `text` in small letters, but for a comment, which loses its quotes."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def number(self) -> int:
        return int(self.text)

    @property
    def is_year(self) -> bool:
        return self.kind == "number" and len(self.text) == 4 and self.text[:2] in ("19", "20", "21")


def tokens(text: str) -> list[Token]:
    """Every token of a text but its spaces; a word that OpenStreetMap does not have is "other"."""
    return [_token(found) for found in _TOKEN.finditer(text) if found.lastgroup != "space"]


def _token(found: re.Match[str]) -> Token:
    kind, text = found.lastgroup or "other", found.group().lower()
    if kind == "word":
        kind = _WORDS.get(text, "other")
    elif kind == "dash":
        kind = "-"
    elif kind == "sign":
        kind = text
    elif kind == "comment":
        text = found.group()[1:-1]
    elif kind == "unquoted":
        kind = "comment"
    return Token(kind, text, *found.span())


class Cursor:
    """Goes over the tokens of one part of the text."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self.place = 0

    @property
    def is_done(self) -> bool:
        return self.place >= len(self._tokens)

    def ahead(self, count: int = 0) -> Token:
        """The token so many places on; one of no kind past the end."""
        place = self.place + count
        return self._tokens[place] if place < len(self._tokens) else _NOTHING

    def sees(self, *kinds: str) -> bool:
        """Whether the next tokens are of these kinds, in this order; kinds joined by a bar will all do."""
        return all(self.ahead(count).kind in kind.split("|") for count, kind in enumerate(kinds))

    def take(self, kind: str) -> Token:
        """The next token; raises Unreadable where it is of another kind."""
        if not self.sees(kind):
            raise Unreadable
        self.place += 1
        return self._tokens[self.place - 1]

    def skip(self, kind: str) -> bool:
        """Go past a token of this kind if it is next, and say whether it was."""
        found = self.sees(kind)
        self.place += found
        return found


_NOTHING = Token("", "", 0, 0)
