"""Weekdays that were mistyped. Only what looks like the name of a weekday is held against one."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from sociale_kaart.hours.reader.words import WEEKDAY_NAMES, WEEKDAYS

_SHORTEST, _LONGEST = 4, 14
_WHOLE_NAMES = {name: at for name, at in WEEKDAYS.items() if name.endswith(("dag", "day"))}
_NAME_PART = 3


def weekdays_meant(word: str) -> tuple[int, ...]:
    """The weekdays that a word can be a typing error of: none, one, or several."""
    if not _SHORTEST <= len(word) <= _LONGEST:
        return ()
    if not {"a", "g"} <= set(word[-3:]):
        near = {at for name, at in _WHOLE_NAMES.items() if OSA.distance(word, name, score_cutoff=1) <= 1}
        return tuple(near) if len(near) == 1 else ()
    near = {at for at, name in enumerate(WEEKDAY_NAMES) if OSA.distance(word, name) <= 1}
    if word.endswith("dag"):
        begin = word[:-_NAME_PART][:_NAME_PART]
        near |= {
            at
            for at, name in enumerate(WEEKDAY_NAMES)
            if name.startswith(begin) and (near or len(begin) == 1)
        }
    return tuple(sorted(near))
