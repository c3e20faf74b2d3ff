"""From an address as typed to a point that is honest about itself.

Who imports us needs geocode, geocode_many, reverse and suggest (service.py): text in, a graded match out.

Inside: address and street read what people write; grade judges an answer field by field, confidence says how often such
answers proved right; backend is what any geocoder is, register the offline one, pdok the live one, backends the one
behind the other; lock remembers every answer; cascade fills it.
"""

from sociale_kaart.geocode.address import ParsedAddress, parse
from sociale_kaart.geocode.backend import (
    Ambiguous,
    Backend,
    Candidate,
    Found,
    Geocoder,
    NotFound,
    Outcome,
    Suggestion,
)
from sociale_kaart.geocode.backends import CascadeBackend, open_geocoder
from sociale_kaart.geocode.cascade import ServiceFailure, Summary, geocode_addresses
from sociale_kaart.geocode.grade import FAULTS, choose, grade, is_doubtful
from sociale_kaart.geocode.lock import LOCK_COLUMNS, Lock, LockRow
from sociale_kaart.geocode.service import geocode, geocode_many, reverse, suggest
from sociale_kaart.model import AddressInput, Match, MatchLevel

__all__ = [
    "FAULTS",
    "LOCK_COLUMNS",
    "AddressInput",
    "Ambiguous",
    "Backend",
    "Candidate",
    "CascadeBackend",
    "Found",
    "Geocoder",
    "Lock",
    "LockRow",
    "Match",
    "MatchLevel",
    "NotFound",
    "Outcome",
    "ParsedAddress",
    "ServiceFailure",
    "Suggestion",
    "Summary",
    "choose",
    "geocode",
    "geocode_addresses",
    "geocode_many",
    "grade",
    "is_doubtful",
    "open_geocoder",
    "parse",
    "reverse",
    "suggest",
]
