"""What a kaart is made of: who does what, where, when, and how we know.

Names follow docs/glossary.md; where a concept has a counterpart in HSDS 3.1 it is named there.
Everything is frozen: a change makes a new value. Values are validated where they come in (sources, kaart.toml).
"""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

ID_LENGTH = 12


class Presence(StrEnum):
    """Whether a pillar is offered at a place. Unknown is a value of its own, never a no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class OrganisationKind(StrEnum):
    """What sort of organisation it is; a library stands for branch and library organisation alike."""

    LIBRARY = "library"
    PARTNER = "partner"
    GOVERNMENT = "government"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """What an organisation does in an offer, in the covenant's terms."""

    HOST = "host"
    HELPER = "helper"
    TRAINER = "trainer"
    REFERRER = "referrer"
    COORDINATOR = "coordinator"
    UNKNOWN = "unknown"


class Appointment(StrEnum):
    """Whether one needs an appointment. Only by appointment is not the same as open."""

    NEEDED = "needed"
    POSSIBLE = "possible"
    NONE = "none"
    UNKNOWN = "unknown"


class CoverageStatus(StrEnum):
    """Of one pillar in one gemeente; `uncovered` only where somebody declared the inventory complete."""

    COVERED = "covered"
    UNCOVERED = "uncovered"
    UNKNOWN = "unknown"


class MatchLevel(StrEnum):
    """How exactly an address was found; from most to least exact, `given` being the row's own coordinates."""

    GIVEN = "given"
    ADRES = "adres"
    HUISNUMMER = "huisnummer"
    STRAAT = "straat"
    POSTCODE = "postcode"
    WOONPLAATS = "woonplaats"
    GEMEENTE = "gemeente"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """When something was last known to be true, by whom, from what (HSDS: metadata, assured_date).

    as_of is the date of the source as a whole; checked the day somebody checked this very record.
    """

    source: str
    row: int
    supplier: str = ""
    licence: str = ""
    as_of: date | None = None
    checked: date | None = None
    checked_by: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressInput:
    """An address as somebody typed it; `text` is the line with street and number.

    gemeentecode is that of the gemeente stated beside it: two places called Hengelo have one Spoorstraat 1 each.
    """

    text: str = ""
    postcode: str = ""
    woonplaats: str = ""
    gemeentecode: str = ""

    @property
    def key(self) -> str:
        """What makes two typed addresses the same address: case, accents and spacing set aside."""
        parts = (self.text, "".join(self.postcode.split()), self.woonplaats, self.gemeentecode)
        return "|".join(fold(part) for part in parts)

    def __bool__(self) -> bool:
        return bool(self.text or self.postcode)

    def __str__(self) -> str:
        town = " ".join(part for part in (self.postcode, self.woonplaats) if part)
        return ", ".join(part for part in (self.text, town) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """How sure we are of an address, and where it lies (lon/lat in degrees WGS84, x_rd/y_rd in metres RD New).

    confidence is the share of answers like this one that proved right (docs/reference/confidence.md), None where
    that was never measured; a search engine's score is never shown as one.
    A geocoder answers with one of its kinds, Found, Ambiguous or NotFound (geocode/backend.py); two matches are equal
    where their fields are, whichever kind.
    """

    level: MatchLevel
    query: str = ""
    confidence: float | None = None
    faults: tuple[str, ...] = ()
    nummeraanduiding_id: str = ""
    adresseerbaarobject_id: str = ""
    address: str = ""
    woonplaats: str = ""
    gemeentecode: str = ""
    wijkcode: str = ""
    buurtcode: str = ""
    lon: float | None = None
    lat: float | None = None
    x_rd: float | None = None
    y_rd: float | None = None
    backend: str = ""
    data_version: str = ""
    alternatives: tuple[str, ...] = ()

    @property
    def has_point(self) -> bool:
        return self.x_rd is not None and self.y_rd is not None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Match):
            return NotImplemented
        return all(getattr(self, one.name) == getattr(other, one.name) for one in fields(Match))

    def __hash__(self) -> int:
        return hash((self.level, self.query, self.address, self.nummeraanduiding_id, self.faults))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pillar:
    """A kind of help the program promises or counts; `bring` is what to take along, wherever it is given."""

    id: str
    name: str
    description: str = ""
    covenant: bool = False
    bring: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """So many places with a pillar, by a date."""

    pillar: str
    count: int
    by: date
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Something the program's parties agreed on, such as a one-off compensation."""

    text: str
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """Somebody's word that every place with a pillar in these gemeenten is in the sources."""

    pillar: str
    gemeentecodes: frozenset[str]
    declared_by: str
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """The covenant or network the help is part of (HSDS: program).

    library_organisations are those it hopes to reach: the 9 in "6 of 9 have a spreekuur".
    """

    name: str
    pillars: tuple[Pillar, ...]
    targets: tuple[Target, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    library_organisations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Who offers help (HSDS: organization). A branch names its library organisation in `parent`.

    partner_contact is for partners; it is shown to the public only where partner_contact_public says so.
    """

    id: str
    name: str
    kind: OrganisationKind = OrganisationKind.UNKNOWN
    parent: str = ""
    kvk: str = ""
    isil: str = ""
    website: str = ""
    phone: str = ""
    email: str = ""
    serves: tuple[str, ...] = ()
    joined_covenant: date | None = None
    partner_contact: str = ""
    partner_contact_public: bool = False
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When, as the coordinator wrote it; `hours` turns the text into dates.

    Its provenance is its own: hours may come from another row, and another day, than what they are the hours of.
    parts are the texts that are read each on its own, where several rows or columns told them: a remark in one says
    nothing of the others. Empty where the text is one.
    """

    text: str
    valid_from: date | None = None
    valid_to: date | None = None
    provenance: Provenance | None = None
    parts: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place one can go to (HSDS: location, address, accessibility).

    opening_hours is when the building itself is open, whoever is in it.
    given_x_rd and given_y_rd are coordinates that came with the row (metres, RD New).
    """

    id: str
    name: str = ""
    address: AddressInput = field(default_factory=AddressInput)
    gemeentecode: str = ""
    given_x_rd: float | None = None
    given_y_rd: float | None = None
    accessibility: str = ""
    step_free: Presence = Presence.UNKNOWN
    computers: int | None = None
    printers: int | None = None
    network_checked: date | None = None
    opening_hours: Schedule | None = None
    provenance: Provenance

    @property
    def has_given_point(self) -> bool:
        return self.given_x_rd is not None and self.given_y_rd is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A kind of help somebody offers (HSDS: service); `pillar` is "" where only a category is known."""

    id: str
    organisation_id: str
    name: str
    pillar: str = ""
    category: str = ""
    audience: str = ""
    languages: tuple[str, ...] = ()
    cost: str = ""
    bring: str = ""
    appointment: Appointment = Appointment.UNKNOWN
    course: str = ""

    @property
    def said(self) -> tuple[str, ...]:
        """All that is said of it besides whose it is: services of one organisation with the same are one."""
        return (
            self.pillar,
            self.category,
            self.name,
            self.audience,
            ",".join(self.languages),
            self.cost,
            self.bring,
            self.appointment.value,
            self.course,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Who does what, where, when (HSDS: service_at_location)."""

    id: str
    organisation_id: str
    location_id: str
    service_id: str
    role: Role = Role.UNKNOWN
    presence: Presence = Presence.YES
    schedule: Schedule | None = None
    trained_volunteers: int | None = None
    note: str = ""
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """An organisation at a location: what one dot on the map stands for, whatever it offers there.

    id is listing_id(organisation_id, location_id); categories are the coordinator's own words;
    schedule_text holds hours that belong to the desk as a whole, not to one offer.
    """

    id: str
    organisation_id: str
    location_id: str
    name: str
    categories: tuple[str, ...] = ()
    schedule: Schedule | None = None
    phone: str = ""
    email: str = ""
    website: str = ""
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """All that the sources say, joined and checked, before anything is geocoded."""

    organisations: tuple[Organisation, ...] = ()
    locations: tuple[Location, ...] = ()
    services: tuple[Service, ...] = ()
    offers: tuple[Offer, ...] = ()
    listings: tuple[Listing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """One pillar in one gemeente.

    places, places_no and places_unknown count listings; unknown is never counted as none, so
    places_per_10000 is None where the status is unknown.
    Distances are straight lines in metres from where people live (CBS buurten) to the nearest place with
    a yes, over the border too; None where no place is known. distance_at_most: nearer places may exist
    that no source of this map holds, so the figure is an upper bound.
    """

    gemeentecode: str
    pillar: str
    status: CoverageStatus
    places: int
    places_no: int
    places_unknown: int
    inhabitants: int | None
    places_per_10000: float | None
    mean_distance_m: float | None
    p90_distance_m: float | None
    distance_at_most: bool


# What is measured per gemeente and pillar: a CoverageRow without what it is about.
MEASURE_COLUMNS = (
    "status",
    "places",
    "places_no",
    "places_unknown",
    "places_per_10000",
    "mean_distance_m",
    "p90_distance_m",
    "distance_at_most",
)

COVENANT_PILLARS: Mapping[str, Pillar] = MappingProxyType(
    {
        pillar.id: pillar
        for pillar in (
            Pillar(
                id="computer",
                name="Computer en printer",
                description="Een computer met internet en een printer, gratis, voor zaken met de overheid.",
                covenant=True,
            ),
            Pillar(
                id="training",
                name="Cursus digitale vaardigheden",
                description="Een gratis cursus, zoals Digisterker of Klik & Tik.",
                covenant=True,
            ),
            Pillar(
                id="spreekuur",
                name="Spreekuur belasting en toeslagen",
                description="Iemand helpt u met belasting en toeslagen.",
                covenant=True,
            ),
        )
    }
)


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Text as people mean it, for comparing: no accents, one case, straight quotes, single spaces."""
    plain = text.replace("’", "'").replace("‘", "'").replace("`", "'")
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())


def stable_id(kind: str, *identifying: str) -> str:
    """An id that stays the same across rebuilds, from what identifies the thing; never from row order."""
    digest = hashlib.sha256("\x1f".join((kind, *(fold(part) for part in identifying))).encode()).digest()
    return base64.b32encode(digest).decode().lower()[:ID_LENGTH]


def listing_id(organisation_id: str, location_id: str) -> str:
    """Id of an organisation at a location."""
    return stable_id("listing", organisation_id, location_id)
