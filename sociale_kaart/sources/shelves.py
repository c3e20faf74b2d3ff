"""Turns what rows say into the things of the model, each once, with a stable id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from sociale_kaart.model import (
    Inventory,
    Listing,
    Location,
    Offer,
    Organisation,
    OrganisationKind,
    Presence,
    Role,
    Schedule,
    Service,
    listing_id,
    stable_id,
)
from sociale_kaart.problems import Problem, Severity
from sociale_kaart.sources.merge import Shelf
from sociale_kaart.sources.reading import Fault
from sociale_kaart.sources.said import SaidLocation, SaidOffer, SaidOrganisation, SaidRow

# A desk's phone may differ from that of the organisation behind it, and a branch's from that of another branch.
_CONTACT = frozenset(["phone", "email", "website"])

_BETWEEN_HOURS = "; "


class Shelves:
    """Everything put together so far; contradictions go to `report`."""

    def __init__(self, pillar_names: Mapping[str, str], report: Callable[[Problem], None]) -> None:
        self._pillar_names = pillar_names
        self._report = report
        self.organisations = Shelf[Organisation]("organisatie", _CONTACT | {"serves", "name"}, report)
        self.locations = Shelf[Location]("plek", frozenset(["name", "address"]), report)
        self._listings = Shelf[Listing]("plek", _CONTACT | {"name"}, report)
        self._offers = Shelf[Offer]("hulp", frozenset(["note", "service_id"]), report)
        self._services: dict[str, Service] = {}

    def inventory(self) -> Inventory:
        """All of it, each kind in order of id."""
        offered = {offer.service_id for offer in self._offers.by_id()}
        return Inventory(
            organisations=tuple(self.organisations.by_id()),
            locations=tuple(self.locations.by_id()),
            services=tuple(self._services[its_id] for its_id in sorted(offered)),
            offers=tuple(self._offers.by_id()),
            listings=tuple(self._reachable(listing) for listing in self._listings.by_id()),
        )

    def put_organisation(self, row: SaidRow, said: SaidOrganisation, its_id: str, parent: str) -> None:
        """An organisation under its id; parent is the id of the one above it."""
        organisation = Organisation(
            id=its_id,
            name=said.name,
            kind=said.kind,
            parent=parent,
            kvk=said.kvk,
            isil=said.isil,
            website=said.website,
            phone=said.phone,
            email=said.email,
            serves=said.serves,
            joined_covenant=said.joined_covenant,
            partner_contact=said.partner_contact,
            partner_contact_public=said.partner_contact_public,
            provenance=row.provenance,
        )
        self.organisations.put(organisation, row.ref)

    def put_location(self, row: SaidRow, said: SaidLocation, its_id: str) -> None:
        """A place under its id."""
        x_rd, y_rd = said.point or (None, None)
        location = Location(
            id=its_id,
            name=said.name,
            address=said.address,
            gemeentecode=said.gemeentecode,
            given_x_rd=x_rd,
            given_y_rd=y_rd,
            accessibility=said.accessibility,
            step_free=said.step_free,
            computers=said.computers,
            printers=said.printers,
            network_checked=said.network_checked,
            provenance=row.provenance,
        )
        self.locations.put(location, row.ref)

    def put_listing(self, row: SaidRow, organisation_id: str, location_id: str) -> None:
        """An organisation at a place, with what the row says of its desk there."""
        said = row.organisation
        listing = Listing(
            id=listing_id(organisation_id, location_id),
            organisation_id=organisation_id,
            location_id=location_id,
            name=self._listing_name(row, organisation_id),
            categories=row.categories,
            schedule=row.schedule,
            phone=said.phone if said else "",
            email=said.email if said else "",
            website=said.website if said else "",
            provenance=row.provenance,
        )
        if listing.id in self._listings:
            self._add_to_listing(row, listing)
        else:
            self._listings.put(listing, row.ref)

    def put_offer(self, row: SaidRow, organisation_id: str, location_id: str, said: SaidOffer) -> None:
        """A kind of help of an organisation at a place; hours of several rows about one offer are put together."""
        service = self._service(organisation_id, said)
        offer = Offer(
            id=_offer_id(organisation_id, location_id, said),
            organisation_id=organisation_id,
            location_id=location_id,
            service_id=service.id,
            role=said.role,
            presence=said.presence,
            schedule=said.schedule,
            trained_volunteers=said.trained_volunteers,
            note=said.note,
            provenance=row.provenance,
        )
        self._services[service.id] = service
        if offer.id not in self._offers:
            self._offers.put(offer, row.ref)
            return
        known = self._offers[offer.id]
        if known.service_id != service.id:
            self._report(row.ref.problem(_other_details(service.name)))
        presence = self._presence_of_both(row, known, said)
        self._offers.put(replace(offer, schedule=known.schedule, presence=known.presence), row.ref)
        self._offers.replace(
            replace(
                self._offers[offer.id],
                schedule=_joined(known.schedule, said.schedule),
                presence=presence,
                # One of the two descriptions, and the same one in any order of rows.
                service_id=min(known.service_id, service.id),
            )
        )

    def _listing_name(self, row: SaidRow, organisation_id: str) -> str:
        """A library is known by its building; anyone else by their own name, whoever's building it is."""
        organisation = self.organisations[organisation_id]
        place = row.location.name if row.location is not None and row.kind == "wide" else ""
        return place if place and organisation.kind is OrganisationKind.LIBRARY else organisation.name

    def _add_to_listing(self, row: SaidRow, again: Listing) -> None:
        known = self._listings[again.id]
        schedule = _joined(known.schedule, again.schedule)
        categories = tuple(dict.fromkeys((*known.categories, *again.categories)))
        adds_nothing = (schedule, categories) == (known.schedule, known.categories) and not self._adds_help(
            row, known
        )
        if adds_nothing and row.kind == "wide":
            first = self._listings.first_row(again.id)
            self._report(row.ref.problem(_same_place_twice(first.file, first.number)))
        self._listings.put(replace(again, schedule=known.schedule, categories=known.categories), row.ref)
        self._listings.replace(replace(self._listings[again.id], schedule=schedule, categories=categories))

    def _adds_help(self, row: SaidRow, listing: Listing) -> bool:
        """Whether a row names help, or hours of it, that this listing does not have yet."""
        for said in row.offers:
            its_id = _offer_id(listing.organisation_id, listing.location_id, said)
            if its_id not in self._offers or self._offers[its_id].schedule != said.schedule:
                return True
        return False

    def _presence_of_both(self, row: SaidRow, known: Offer, said: SaidOffer) -> Presence:
        """Yes wins over no, and either over unknown; a yes beside a no is reported."""
        both = {known.presence, said.presence}
        if both == {Presence.YES, Presence.NO}:
            self._report(row.ref.problem(_yes_and_no(self._pillar_names.get(said.pillar, said.pillar))))
        return next(one for one in (Presence.YES, Presence.NO, Presence.UNKNOWN) if one in both)

    def _service(self, organisation_id: str, said: SaidOffer) -> Service:
        """Two offers are of one service when all they say of it is the same."""
        details = (
            said.audience,
            ",".join(said.languages),
            said.cost,
            said.bring,
            said.appointment.value,
            said.course,
        )
        name = said.service or self._pillar_names.get(said.pillar, "") or said.category
        return Service(
            id=stable_id("service", organisation_id, said.pillar, said.category, name, *details),
            organisation_id=organisation_id,
            name=name,
            pillar=said.pillar,
            category=said.category,
            audience=said.audience,
            languages=said.languages,
            cost=said.cost,
            bring=said.bring,
            appointment=said.appointment,
            course=said.course,
        )

    def _reachable(self, listing: Listing) -> Listing:
        """A listing without contact details of its own has those of its organisation."""
        behind = self.organisations[listing.organisation_id]
        return replace(
            listing,
            phone=listing.phone or behind.phone,
            email=listing.email or behind.email,
            website=listing.website or behind.website,
        )


def _offer_id(organisation_id: str, location_id: str, said: SaidOffer) -> str:
    """From what makes it this offer and no other: what, for whom, in which role and season."""
    name = said.service or (said.category if not said.pillar else "")
    role = "" if said.role is Role.UNKNOWN else said.role.value
    hours = said.schedule or Schedule(text="")
    season = (str(hours.valid_from or ""), str(hours.valid_to or ""))
    whom = (said.audience, ",".join(said.languages))
    return stable_id(
        "offer", organisation_id, location_id, said.pillar, name, said.course, role, *season, *whom
    )


def _joined(one: Schedule | None, other: Schedule | None) -> Schedule | None:
    """The hours of both, each once; the first says how long they are valid."""
    if one is None or other is None or other.text in one.text.split(_BETWEEN_HOURS):
        return one or other
    return replace(one, text=one.text + _BETWEEN_HOURS + other.text)


def _same_place_twice(file: str, number: int) -> Fault:
    return Fault(
        "same_place_twice",
        f"deze organisatie staat op dit adres ook al in {file}, rij {number}, en deze rij voegt niets toe.",
        "Haal een van de twee rijen weg.",
        Severity.WARNING,
    )


def _other_details(service: str) -> Fault:
    return Fault(
        "other_details",
        f'over dezelfde hulp ("{service}") staat elders iets anders bij kosten, meenemen of afspraak; '
        "de kaart toont een van de twee.",
        "Kijk wat er klopt en maak de rijen gelijk.",
    )


def _yes_and_no(pillar: str) -> Fault:
    return Fault(
        "yes_and_no",
        f'de ene rij zegt ja op "{pillar}", een andere nee; de kaart houdt het op ja.',
        "Kijk wat er klopt en maak de rijen gelijk.",
    )
