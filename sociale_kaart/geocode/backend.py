"""What a geocoder is, whichever it is: it takes an address and gives one of three answers, or raises.

Found, Ambiguous and NotFound are answers. That a service is down, gone or talking nonsense is no answer: it is
raised as ServiceUnavailable, ServiceMoved or ServiceAnswerInvalid (see errors.py) and never written down.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Protocol, TypeAlias

from sociale_kaart.model import AddressInput, Match, MatchLevel

# Farther than this from a point, the nearest address says nothing about it.
REVERSE_WITHIN_M = 250.0
# So near to an address a point is at that address: a house is hardly wider, and a phone hardly knows better.
AT_ADDRESS_WITHIN_M = 25.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something a backend offers as an answer, in our own words: an address, a street, a postcode or a place.

    kind is the finest level this candidate can reach. lon, lat in degrees WGS84; x_rd, y_rd in metres RD New.
    """

    kind: MatchLevel
    label: str
    street: str = ""
    street_short: str = ""
    huisnummer: int | None = None
    huisletter: str = ""
    huisnummertoevoeging: str = ""
    postcode: str = ""
    woonplaats: str = ""
    gemeente: str = ""
    gemeentecode: str = ""
    provincie: str = ""
    wijk: str = ""
    wijkcode: str = ""
    buurt: str = ""
    buurtcode: str = ""
    nummeraanduiding_id: str = ""
    adresseerbaarobject_id: str = ""
    lon: float
    lat: float
    x_rd: float
    y_rd: float


class Found(Match):
    """One candidate fits best; level says how well and faults what does not agree."""

    __slots__ = ()


class Ambiguous(Match):
    """Several fit equally well: alternatives names them, and a point is given only where they share it."""

    __slots__ = ()


class NotFound(Match):
    """The backend answered, and knows nothing that fits; level is none."""

    __slots__ = ()


Outcome: TypeAlias = Found | Ambiguous | NotFound


def as_outcome(match: Match) -> Outcome:
    """The kind of answer that a match is: one read back from a lock or a map says so by its level and faults."""
    kind = (
        Ambiguous
        if "multiple_hits" in match.faults
        else NotFound
        if match.level is MatchLevel.NONE
        else Found
    )
    return (
        match
        if isinstance(match, kind)
        else kind(**{one.name: getattr(match, one.name) for one in fields(Match)})
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A completion of what somebody is typing: a street, an address, a postcode or a place.

    label is what to show and what `geocode` finds again; lon, lat in degrees WGS84.
    """

    kind: MatchLevel
    label: str
    lon: float | None = None
    lat: float | None = None
    id: str = ""


class Backend(Protocol):
    """Whatever answers for one address at a time: all that filling a lock asks."""

    @property
    def name(self) -> str:
        """Short name that goes into Match.backend."""

    def lookup(self, asked: AddressInput) -> Outcome:
        """The best answer to one address.

        Raises ServiceUnavailable, ServiceMoved or ServiceAnswerInvalid when there is no answer.
        """


class Geocoder(Backend, Protocol):
    """What every geocoder of ours is: live PDOK, the offline register, or one behind the other."""

    def reverse(self, lon: float, lat: float) -> Outcome:
        """The address nearest to a point (degrees WGS84), at most REVERSE_WITHIN_M away; else NotFound.

        Within AT_ADDRESS_WITHIN_M the point is at that address. Farther off it is only near it: the answer is its
        street, without an id, and the point given still that of the nearest address. Raises as lookup does.
        """

    def suggest(
        self, prefix: str, near: tuple[float, float] | None = None, limit: int = 8
    ) -> list[Suggestion]:
        """What somebody who typed this may go on to type, the likeliest first; near is (lon, lat). Raises as lookup."""

    def close(self) -> None:
        """Let go of the file or the connections."""
