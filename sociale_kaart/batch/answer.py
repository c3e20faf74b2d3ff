"""What is written behind a row: the columns that are added, and how a match fills them."""

from __future__ import annotations

from typing import NamedTuple

from sociale_kaart.geocode.grade import is_doubtful
from sociale_kaart.model import Match, MatchLevel

MATCH_COLUMNS: tuple[str, ...] = (
    "match_level",
    "match_confidence",
    "match_faults",
    "match_address",
    "nummeraanduiding_id",
    "gemeentecode",
    "lon",
    "lat",
    "x_rd",
    "y_rd",
    "match_backend",
)
"""The columns that are added, in this order; each is defined in docs/glossary.md."""

NUMBERS = frozenset({"match_confidence", "lon", "lat", "x_rd", "y_rd"})
"""Those of them that are numbers; the rest is text."""

SEPARATOR = "|"
# Finer says more than an address is known to: 1 cm and 1 mm.
_DEGREE_DIGITS, _METRE_DIGITS = 7, 3
_ORDER = {level.value: rank for rank, level in enumerate(MatchLevel)}


class Answer(NamedTuple):
    """The answer to one address, ready to be written down: MATCH_COLUMNS, and what a person who doubts it needs."""

    match_level: str
    match_confidence: float | None
    match_faults: str
    match_address: str
    nummeraanduiding_id: str
    gemeentecode: str
    lon: float | None
    lat: float | None
    x_rd: float | None
    y_rd: float | None
    match_backend: str
    alternatives: str = ""
    doubtful: int = 0

    def cells(self, min_level: str = "") -> tuple[str | float | None, ...]:
        """One cell for each of MATCH_COLUMNS; below min_level without coordinates, id and gemeentecode."""
        cells = self[: len(MATCH_COLUMNS)]
        if not min_level or _ORDER[self.match_level] <= _ORDER[min_level]:
            return cells
        return (*cells[:4], "", "", None, None, None, None, self.match_backend)


NO_ADDRESS = Answer(MatchLevel.NONE.value, None, "", "", "", "", None, None, None, None, "")
"""Of a row in which no address stands: nobody was asked."""

NOT_ANSWERED: tuple[None, ...] = (None,) * len(MATCH_COLUMNS)
"""Of a row that no answer came for: empty, for a failure of the service is no "not found"."""


def answer_of(match: Match) -> Answer:
    """A match as it is written down."""
    return Answer(
        match_level=match.level.value,
        match_confidence=match.confidence,
        match_faults=SEPARATOR.join(match.faults),
        match_address=match.address,
        nummeraanduiding_id=match.nummeraanduiding_id,
        gemeentecode=match.gemeentecode,
        lon=_rounded(match.lon, _DEGREE_DIGITS),
        lat=_rounded(match.lat, _DEGREE_DIGITS),
        x_rd=_rounded(match.x_rd, _METRE_DIGITS),
        y_rd=_rounded(match.y_rd, _METRE_DIGITS),
        match_backend=match.backend,
        alternatives=SEPARATOR.join(label.replace(SEPARATOR, " ") for label in match.alternatives),
        doubtful=int(is_doubtful(match)),
    )


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(float(value), digits)
