"""Parts of the year of which only an edge or a piece is meant, or of which something is said that is not understood."""

from __future__ import annotations

import re

from sociale_kaart.hours.reader.draft import Draft
from sociale_kaart.hours.reader.phrase import Phrase
from sociale_kaart.hours.reader.reading import BOUNDARY, Reading
from sociale_kaart.hours.schedule import SchoolPolicy

_EDGES = frozenset({"from", "until", "upto", "after", "limit"})
# "na kerst", "half december": not the days themselves, or not all of them.
_PIECES = frozenset(
    {
        "after", "before", "begin", "circa", "early", "eind", "einde", "end", "half", "halverwege", "late", "medio",
        "mid", "midden", "na", "omstreeks", "richting", "rond", "rondom", "since", "sinds", "start", "voor", "vóór",
        "week", "weekend",
    }
)  # fmt: skip
_PLACE = re.compile(r"\s*(?:uur)?\s*(?:in|bij|te|op|aan|at)\s+(?:de|het|een|onze|the)?\s*")
_CHANGES = re.compile(
    r"aangepas\w*|afwijk\w*|ander\w*|beperk\w*|different|eerder|gewijzig\w*|kort\w*|langer|later|limited|minder|"
    r"reduced|ruimer\w*|vaker|veranderd\w*|verkort\w*|vroeger|wijzig\w*"
)
_SENTENCE = BOUNDARY - {"pipe"}
_IS_OPEN = re.compile(
    r"\b(?:ook|wel|open|opent|geopend|inclusief|incl|gewoon|normaal|reguliere|ja|zelfs|including|even|also|altijd|"
    r"aanwezig|gaat door)\b"
)
_IS_NOT = re.compile(
    r"\b(?:nee|niet|geen|mogelijk|misschien|soms|bel|zie|no|not|closed|andere (?:opening)?s?tijden|let op)\b"
)
_ONLY_THEN = re.compile(
    r"(?:^|\b(?:alleen|uitsluitend|enkel|only|solely|in|tijdens|gedurende|during))\W*(?:de|the|alle)?\s*$"
)
_OPEN_THEN = re.compile(r"\s*(?:wel |ook )?(?:open|geopend)\b")


def leave_edge(reading: Reading, phrase: Phrase) -> bool:
    """Leave what was read over where only an edge of it is meant, as in "tot de zomervakantie"; whether that is so."""
    first = reading.at - 1
    while first and _is_edge(reading.phrases[first - 1]):
        first -= 1
    if first == reading.at - 1:
        return False
    reading.leave(reading.phrases[first].start, phrase.end)
    return True


def _is_edge(phrase: Phrase) -> bool:
    return phrase.kind in _EDGES or is_piece(phrase)


def is_piece(phrase: Phrase) -> bool:
    """As "half" and "sinds"."""
    return phrase.kind in ("word", "start") and phrase.text in _PIECES


def says_more(reading: Reading, draft: Draft) -> bool:
    """Whether something else is said of these days than that it is then: "in december aangepaste tijden"."""
    return draft.appointment is not None or _changed_before(reading, draft) or _word_after(reading, draft)


def _word_after(reading: Reading, draft: Draft) -> bool:
    end = draft.end
    for phrase in reading.phrases:
        if phrase.start < end:
            continue
        if phrase.kind in BOUNDARY | {"comma"}:
            return False
        if phrase.kind in ("word", "varying", "elsewhere"):
            return _PLACE.fullmatch(reading.text[end : phrase.start].lower()) is None
    return False


def _changed_before(reading: Reading, draft: Draft) -> bool:
    before = [phrase for phrase in reading.phrases if phrase.end <= draft.start]
    for phrase in reversed(before):
        if phrase.kind in BOUNDARY | {"comma", "times"}:
            return False
        if phrase.kind == "word" and _CHANGES.fullmatch(phrase.text):
            return True
    return False


def limits_oddly(reading: Reading, draft: Draft) -> bool:
    """Whether it says a part of the year to the items before it, but not plainly that they hold then and only then."""
    if not reading.items or not draft.only_limits or draft.says_weeks:
        return False
    return says_more(reading, draft) or not limits_to(reading, draft)


def sentence_of(reading: Reading, draft: Draft) -> str:
    """The words between the signs around what was read, in small letters."""
    signs = [phrase for phrase in reading.phrases if phrase.kind in _SENTENCE]
    start = max((sign.end for sign in signs if sign.end <= draft.start), default=0)
    end = min((sign.start for sign in signs if sign.start >= draft.end), default=len(reading.text))
    return reading.text[start:end].lower()


def says_open(said: str) -> bool:
    """Whether a sentence about holidays says that it is open then, as always."""
    changes = any(_CHANGES.fullmatch(word) for word in said.split() if word not in ("andere", "ander"))
    return _IS_OPEN.search(said) is not None and _IS_NOT.search(said) is None and not changes


def limits_to(reading: Reading, draft: Draft) -> bool:
    """Whether it says that it is then and only then: "in schoolvakanties", not "schoolvakanties" or "december open"."""
    before, after = reading.text[: draft.start].lower(), reading.text[draft.end :].lower()
    if _OPEN_THEN.match(after) is not None:
        return False
    return draft.school is not SchoolPolicy.ONLY or _ONLY_THEN.search(before) is not None
