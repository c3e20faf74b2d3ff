"""From an address as typed to a point that is honest about itself.

address and street read what people write; grade judges an answer field by field; backend is what any geocoder
is, pdok the live one; lock remembers every answer; cascade fills it.
"""

from sociale_kaart.geocode.address import ParsedAddress, parse
from sociale_kaart.geocode.backend import Ambiguous, Backend, Candidate, Found, NotFound, Outcome
from sociale_kaart.geocode.cascade import ServiceFailure, Summary, geocode_addresses
from sociale_kaart.geocode.grade import choose, grade, is_doubtful
from sociale_kaart.geocode.lock import LOCK_COLUMNS, Lock, LockRow

__all__ = [
    "LOCK_COLUMNS",
    "Ambiguous",
    "Backend",
    "Candidate",
    "Found",
    "Lock",
    "LockRow",
    "NotFound",
    "Outcome",
    "ParsedAddress",
    "ServiceFailure",
    "Summary",
    "choose",
    "geocode_addresses",
    "grade",
    "is_doubtful",
    "parse",
]
