"""Which of two answers to one address to keep."""

from __future__ import annotations

from sociale_kaart.geocode.grade import is_doubtful
from sociale_kaart.model import Match, MatchLevel

_EXACTNESS = {level: rank for rank, level in enumerate(MatchLevel)}


def goodness(match: Match) -> tuple[int, bool, bool, int]:
    """Smaller is better: the level, then whether it leaves doubt, then how much does not agree.

    Without a level, several that fit are better than nothing at all. Two that come out the same are as good: the one
    that was there first stays.
    """
    nothing = match.level is MatchLevel.NONE and "multiple_hits" not in match.faults
    return _EXACTNESS[match.level], nothing, is_doubtful(match), len(match.faults)


def is_settled(match: Match) -> bool:
    """Whether asking on can add nothing: an address, and nothing about it in doubt."""
    return match.level is MatchLevel.ADRES and not is_doubtful(match)
