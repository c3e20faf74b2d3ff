"""What one row says, parsed but not yet joined with what other rows say."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sociale_kaart.model import (
    AddressInput,
    Appointment,
    OrganisationKind,
    Presence,
    Provenance,
    Role,
    Schedule,
)
from sociale_kaart.problems import Problem, Severity
from sociale_kaart.sources.columns import RowRef
from sociale_kaart.sources.fields.coordinates import Point
from sociale_kaart.sources.hourcells import HoursCell


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOrganisation:
    """An organisation as a row names it; parent is a name or an organisation_id.

    partner_contact_public is what the row says of the very contact it gives; only a yes shows it.
    """

    name: str
    organisation_id: str = ""
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
    partner_contact_public: Presence = Presence.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidLocation:
    """A place as a row describes it; point in metres RD New."""

    name: str = ""
    location_id: str = ""
    address: AddressInput = field(default_factory=AddressInput)
    gemeentecode: str = ""
    point: Point | None = None
    accessibility: str = ""
    step_free: Presence = Presence.UNKNOWN
    computers: int | None = None
    printers: int | None = None
    network_checked: date | None = None
    opening_hours: Schedule | None = None

    @property
    def can_be_found(self) -> bool:
        """Whether it says where it is: an address, a point, or at least a gemeente or woonplaats."""
        return bool(self.address or self.point or self.gemeentecode or self.address.woonplaats)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOffer:
    """One kind of help at the row's place; pillar is "" where only a service or category is named."""

    pillar: str = ""
    category: str = ""
    service: str = ""
    presence: Presence = Presence.YES
    role: Role = Role.UNKNOWN
    schedule: Schedule | None = None
    appointment: Appointment = Appointment.UNKNOWN
    audience: str = ""
    languages: tuple[str, ...] = ()
    cost: str = ""
    bring: str = ""
    course: str = ""
    trained_volunteers: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRow:
    """All that one row says. organisation or location is None where the row names none.

    hours: every cell of it that speaks of hours, each with its own heading.
    """

    ref: RowRef
    kind: str
    provenance: Provenance
    organisation: SaidOrganisation | None = None
    location: SaidLocation | None = None
    offers: tuple[SaidOffer, ...] = ()
    categories: tuple[str, ...] = ()
    schedule: Schedule | None = None
    hours: tuple[HoursCell, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_usable(self) -> bool:
        return all(problem.severity is not Severity.ERROR for problem in self.problems)
