"""What a geocoder is, whichever it is: it takes an address and gives one of three answers, or raises.

Found, Ambiguous and NotFound are answers. That a service is down, gone or talking nonsense is no answer: it is
raised as ServiceUnavailable, ServiceMoved or ServiceAnswerInvalid (see errors.py) and never written down.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeAlias

from sociale_kaart.model import AddressInput, Match, MatchLevel


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


@dataclass(frozen=True, slots=True)
class Found:
    """One candidate fits best; match.level says how well and match.faults what does not agree."""

    match: Match


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several fit equally well: match.alternatives names them, and a point is given only where they share it."""

    match: Match


@dataclass(frozen=True, slots=True)
class NotFound:
    """The backend answered, and knows nothing that fits; match.level is none."""

    match: Match


Outcome: TypeAlias = Found | Ambiguous | NotFound


class Backend(Protocol):
    """Live PDOK today, an offline register tomorrow."""

    @property
    def name(self) -> str:
        """Short name that goes into Match.backend."""

    def lookup(self, asked: AddressInput) -> Outcome:
        """The best answer to one address.

        Raises ServiceUnavailable, ServiceMoved or ServiceAnswerInvalid when there is no answer.
        """
