"""A text as terms: words and figures that belong together, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sociale_kaart.hours.reader.typos import weekdays_meant
from sociale_kaart.hours.reader.words import PATTERNS

_PLAIN = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "‑": "-", "‐": "-", "’": "'", "‘": "'", "`": "'", "\xa0": " "}
)


def _bounded(name: str, pattern: str) -> str:
    if name in _SIGNS:
        return f"(?P<{name}>{pattern})"
    ends = "" if pattern.endswith((")", "b")) and name in _OPEN_ENDED else r"(?![^\W\d_])"
    return rf"(?P<{name}>(?<![^\W\d_])(?:{pattern}){ends})"


_SIGNS = frozenset(
    [
        "word",
        "comma",
        "semi",
        "colon",
        "newline",
        "pipe",
        "stop",
        "open",
        "close",
        "join",
        "slash",
        "dash",
        "bullet",
        "tariff",
        "mail",
        "telephone",
        "clock",
    ]
)
_OPEN_ENDED = frozenset(
    ["allday", "counted", "empty", "day", "elsewhere", "shifted", "changedholidays", "bothways", "schoolyear"]
)
# Words that are read as others are, where they stand in a certain place.
_SAME_AS = {
    "bothand": "and",
    "fifth": "noise",
    "onceaweek": "weekly",
    "otherholidays": "noise",
    "noday": "word",
    "bothways": "noise",
}
_TERM = re.compile("|".join(_bounded(name, pattern) for name, pattern in PATTERNS))


@dataclass(frozen=True, slots=True)
class Term:
    """A kind of term (words.PATTERNS), what stood in it by name, and where it stands."""

    kind: str
    text: str
    start: int
    end: int
    parts: dict[str, str]


def plain(text: str) -> str:
    """The same text in small letters with plain dashes; every character keeps its place."""
    return "".join(low if len(low := c.lower()) == 1 else c for c in text.translate(_PLAIN))


def terms(text: str) -> Iterator[Term]:
    """The terms of a plain text, in order; what is no term (a lone sign) is passed over."""
    at = 0
    while at < len(text):
        found = _TERM.match(text, at)
        if found is None or found.end() == at:
            at += 1
            continue
        yield _term(found)
        at = found.end()


def _term(found: re.Match[str]) -> Term:
    kinds = found.groupdict()
    kind = next(name for name, _ in PATTERNS if kinds[name] is not None)
    kind = _SAME_AS.get(kind, kind)
    parts = {name: value for name, value in kinds.items() if value is not None and name != kind}
    if kind == "word" and (meant := weekdays_meant(found.group())):
        return Term("typo", found.group(), found.start(), found.end(), {"days": " ".join(map(str, meant))})
    return Term(kind, found.group(), found.start(), found.end(), parts)
