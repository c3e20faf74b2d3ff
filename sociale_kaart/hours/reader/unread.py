"""Words about when that nothing was done with: they become leftovers, so that nothing is lost in silence."""

from __future__ import annotations

import re

from sociale_kaart.hours.reader.contact import settle_contact
from sociale_kaart.hours.reader.guards import unheeded
from sociale_kaart.hours.reader.phrase import Phrase
from sociale_kaart.hours.reader.reading import Reading

# Words about when that are in no grammar of ours; compounds such as "inloopmiddag" are names of what is offered.
_ABOUT_WHEN = re.compile(
    r"(?:week|weken|\w*vakantie|bouwvak|kerst|kerstdagen|paasdagen|pinksterdagen|jaarwisseling|"
    r"carnaval|ramadan|suikerfeest|sinterklaas|tijdelijk|voorlopig|binnenkort|jaarlijks|"
    r"halfjaarlijks|periodiek|schooltijd(?:en)?|seizoen\w*|zomers?|winters?|najaar|voorjaar|lente|\w*periodes?|"
    r"summer|winter|spring|autumn|season|annually|temporarily)"
)
_EDGES = {"from", "until", "upto", "between", "dash"}
_BESIDE_A_TIME = _EDGES | {"days", "times", "and"}


def leave_unread(reading: Reading) -> None:
    """Leave what was gathered and came to nothing, lone times, and words about when that are not ours."""
    settle_contact(reading)
    for draft in reading.drafts:
        if not (draft.used or draft.is_empty or draft.undecided):
            reading.leave(draft.start, draft.end)
    for at, phrase in enumerate(reading.phrases):
        if _is_unread(reading, at, phrase) and not _is_left(reading, phrase):
            reading.leave(phrase.start, phrase.end)
    for start, end in unheeded(reading):
        if not any(one.start <= start and end <= one.end for one in reading.leftovers):
            reading.leave(start, end)


def _is_unread(reading: Reading, at: int, phrase: Phrase) -> bool:
    if phrase.kind == "word":
        return _ABOUT_WHEN.fullmatch(phrase.text) is not None
    if phrase.kind == "saidtime":
        return _stands_beside(reading, at, _EDGES)
    if phrase.kind != "clock":
        return False
    return not phrase.text.isdigit() or _stands_beside(reading, at, _BESIDE_A_TIME)


def _stands_beside(reading: Reading, at: int, kinds: set[str]) -> bool:
    beside = (*reading.phrases[max(0, at - 1) : at], *reading.phrases[at + 1 : at + 2])
    return any(phrase.kind in kinds for phrase in beside)


def _is_left(reading: Reading, phrase: Phrase) -> bool:
    return any(one.start <= phrase.start and phrase.end <= one.end for one in reading.leftovers)
