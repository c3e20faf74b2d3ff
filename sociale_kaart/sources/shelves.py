"""Turns what rows say into the things of the model, each once, with a stable id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from enum import Enum
from typing import TypeVar

from sociale_kaart.model import (
    Appointment,
    Inventory,
    Listing,
    Location,
    Offer,
    Organisation,
    OrganisationKind,
    Presence,
    Provenance,
    Role,
    Schedule,
    Service,
    fold,
    listing_id,
    stable_id,
)
from sociale_kaart.problems import Problem
from sociale_kaart.sources.columns import RowRef
from sociale_kaart.sources.merge import Shelf
from sociale_kaart.sources.quotes import Quotes, place_of
from sociale_kaart.sources.reading import Fault
from sociale_kaart.sources.said import SaidLocation, SaidOffer, SaidOrganisation, SaidRow

# A desk's phone may differ from that of the organisation behind it, and a branch's from that of another branch.
_CONTACT = frozenset(["phone", "email", "website"])

_BETWEEN_HOURS = "; "

# What two rows may say differently of one service.
_DETAILS = ("cost", "bring", "appointment")
# Of two rows about one offer, the one that knows more; what a row without the help says of it counts for less.
_RANK = {Presence.YES: 2, Presence.NO: 1, Presence.UNKNOWN: 0}

_Key = tuple[str, ...]
T = TypeVar("T", Organisation, Location, Listing, Offer)


class Shelves:
    """Everything put together so far; contradictions go to `report`."""

    def __init__(
        self, pillar_names: Mapping[str, str], quotes: Quotes, report: Callable[[Problem], None]
    ) -> None:
        self._pillar_names = pillar_names
        self._quotes = quotes
        self._report = report
        self.organisations = Shelf[Organisation]("organisatie", _CONTACT | {"serves", "name"}, quotes, report)
        self.locations = Shelf[Location]("plek", frozenset(["name", "address"]), quotes, report)
        self._listings = Shelf[Listing]("plek", _CONTACT | {"name"}, quotes, report)
        self._offers = Shelf[Offer]("hulp", frozenset(["note", "service_id"]), quotes, report)
        self._services: dict[str, Service] = {}
        self._keys: dict[str, tuple[_Key, _Key]] = {}
        self._said_in: dict[tuple[str, str], RowRef] = {}
        self._said_public: defaultdict[str, list[tuple[str, Presence]]] = defaultdict(list)
        self._telling: set[RowRef] = set()
        self._again: dict[RowRef, RowRef] = {}

    def inventory(self) -> Inventory:
        """All of it, each kind in order of id."""
        for row, first in self._again.items():
            if row not in self._telling:
                self._report(row.problem(_same_place_twice(place_of(first, row))))
        offers = sorted(self._identified_offers(), key=lambda offer: offer.id)
        offered = {offer.service_id for offer in offers}
        return Inventory(
            organisations=tuple(self._with_contact(one) for one in self.organisations.by_id()),
            locations=tuple(self.locations.by_id()),
            services=tuple(self._services[its_id] for its_id in sorted(offered)),
            offers=tuple(offers),
            listings=tuple(self._reachable(listing) for listing in self._listings.by_id()),
        )

    def organisations_at_places(self) -> set[str]:
        """Ids of the organisations that are at some place."""
        return {listing.organisation_id for listing in self._listings.by_id()}

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
            provenance=row.provenance,
        )
        self._said_public[its_id].append((fold(said.partner_contact), said.partner_contact_public))
        self._put(self.organisations, organisation, row)

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
            opening_hours=_told(said.opening_hours, row.provenance),
            provenance=row.provenance,
        )
        self._put(self.locations, location, row)
        # Whichever row states the gemeente, it is part of the address: row order must not decide what is looked up.
        known = self.locations[its_id]
        if known.address.gemeentecode != known.gemeentecode:
            self.locations.replace(
                replace(known, address=replace(known.address, gemeentecode=known.gemeentecode))
            )

    def put_listing(self, row: SaidRow, organisation_id: str, location_id: str) -> None:
        """An organisation at a place, with what the row says of its desk there."""
        said = row.organisation
        listing = Listing(
            id=listing_id(organisation_id, location_id),
            organisation_id=organisation_id,
            location_id=location_id,
            name=self._listing_name(row, organisation_id),
            categories=row.categories,
            schedule=_told(row.schedule, row.provenance),
            phone=said.phone if said else "",
            email=said.email if said else "",
            website=said.website if said else "",
            provenance=row.provenance,
        )
        if listing.id in self._listings:
            self._add_to_listing(row, listing)
        else:
            self._put(self._listings, listing, row)

    def put_offer(self, row: SaidRow, organisation_id: str, location_id: str, said: SaidOffer) -> None:
        """A kind of help of an organisation at a place; hours of several rows about one offer are put together."""
        service = self._service(organisation_id, said)
        what, which = _offer_key(organisation_id, location_id, said)
        offer = Offer(
            id=stable_id("offer", *what, *which),
            organisation_id=organisation_id,
            location_id=location_id,
            service_id=service.id,
            role=said.role,
            presence=said.presence,
            schedule=_told(said.schedule, row.provenance),
            trained_volunteers=said.trained_volunteers,
            note=said.note,
            provenance=row.provenance,
        )
        self._services[service.id] = service
        self._keys[offer.id] = (what, which)
        if offer.id in self._offers:
            self._add_to_offer(row, offer, service)
        else:
            self._put(self._offers, offer, row)

    def _add_to_offer(self, row: SaidRow, again: Offer, service: Service) -> None:
        known = self._offers[again.id]
        both = replace(
            known,
            schedule=_joined(known.schedule, again.schedule),
            presence=self._presence_of_both(row, known, again, service),
            service_id=self._service_of_both(row, known, again, service).id,
        )
        if both != known:
            self._telling.add(row.ref)
        self._put(self._offers, replace(again, schedule=known.schedule, presence=known.presence), row)
        self._offers.replace(
            replace(
                self._offers[again.id],
                schedule=both.schedule,
                presence=both.presence,
                service_id=both.service_id,
            )
        )

    def _put(self, shelf: Shelf[T], thing: T, row: SaidRow) -> None:
        if shelf.put(thing, row.ref):
            self._telling.add(row.ref)

    def _listing_name(self, row: SaidRow, organisation_id: str) -> str:
        """A library is known by its building; anyone else by their own name, whoever's building it is."""
        organisation = self.organisations[organisation_id]
        place = row.location.name if row.location is not None and row.kind == "wide" else ""
        return place if place and organisation.kind is OrganisationKind.LIBRARY else organisation.name

    def _add_to_listing(self, row: SaidRow, again: Listing) -> None:
        known = self._listings[again.id]
        schedule = _joined(known.schedule, again.schedule)
        categories = tuple(dict.fromkeys((*known.categories, *again.categories)))
        if (schedule, categories) != (known.schedule, known.categories):
            self._telling.add(row.ref)
        if row.kind == "wide":
            self._again[row.ref] = self._listings.first_row(again.id)
        self._put(self._listings, replace(again, schedule=known.schedule, categories=known.categories), row)
        self._listings.replace(replace(self._listings[again.id], schedule=schedule, categories=categories))

    def _presence_of_both(self, row: SaidRow, known: Offer, again: Offer, service: Service) -> Presence:
        """Yes wins over no, and either over unknown; a yes beside a no is reported."""
        if {known.presence, again.presence} == {Presence.YES, Presence.NO}:
            self._telling.add(row.ref)
            self._report(row.ref.problem(_yes_and_no(self._pillar_names.get(service.pillar, service.name))))
        return max(known.presence, again.presence, key=_RANK.__getitem__)

    def _service_of_both(self, row: SaidRow, known: Offer, again: Offer, service: Service) -> Service:
        """What both rows say of the help; of two that differ the same one in any order of rows, and reported."""
        ours = self._services[known.service_id]
        if known.presence is not again.presence:
            if _RANK[known.presence] > _RANK[again.presence]:
                return ours
            self._said_in |= {(known.id, name): row.ref for name in _DETAILS}
            return service
        merged = ours
        for name in _DETAILS:
            one, other = getattr(ours, name), getattr(service, name)
            if _is_silent(other) or _plain(one) == _plain(other):
                continue
            if not _is_silent(one):
                if known.presence is Presence.YES:
                    self._report_other_detail(row, known.id, name)
                if _plain(one) < _plain(other):
                    continue
            merged = replace(merged, **{name: other})
            self._said_in[known.id, name] = row.ref
        merged = _identified(
            replace(merged, category=min(filter(None, (ours.category, service.category)), default=""))
        )
        self._services[merged.id] = merged
        return merged

    def _report_other_detail(self, row: SaidRow, offer_id: str, name: str) -> None:
        first = self._said_in.get((offer_id, name), self._offers.first_row(offer_id))
        heading, theirs = self._quotes.cell(row.ref, name)
        _, ours = self._quotes.cell(first, name)
        self._telling.add(row.ref)
        self._report(
            row.ref.problem(_other_details(ours, place_of(first, row.ref)), column=heading, value=theirs)
        )

    def _service(self, organisation_id: str, said: SaidOffer) -> Service:
        """Two offers are of one service when all they say of it is the same."""
        return _identified(
            Service(
                id="",
                organisation_id=organisation_id,
                name=said.service or self._pillar_names.get(said.pillar, "") or said.category,
                pillar=said.pillar,
                category=said.category,
                audience=said.audience,
                languages=said.languages,
                cost=said.cost,
                bring=said.bring,
                appointment=said.appointment,
                course=said.course,
            )
        )

    def _identified_offers(self) -> Iterator[Offer]:
        """Every offer under an id that a changed date or a role filled in later leaves alone.

        What is offered where identifies it; only of several that are alike in that do dates, role and audience tell
        all but the first apart.
        """
        alike: defaultdict[_Key, list[tuple[_Key, Offer]]] = defaultdict(list)
        for offer in self._offers.by_id():
            what, which = self._keys[offer.id]
            alike[what].append((which, offer))
        for what, offers in alike.items():
            offers.sort(key=lambda pair: pair[0])
            for i, (which, offer) in enumerate(offers):
                yield replace(offer, id=stable_id("offer", *what, *(which if i else ())))

    def _with_contact(self, organisation: Organisation) -> Organisation:
        """The contact is public where a row that gives that very contact says yes, and none says no."""
        shown = fold(organisation.partner_contact)
        said = {
            public
            for contact, public in self._said_public[organisation.id]
            if contact == shown or (public is Presence.NO and not contact)
        }
        return replace(
            organisation,
            partner_contact_public=bool(shown) and Presence.YES in said and Presence.NO not in said,
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


def _offer_key(organisation_id: str, location_id: str, said: SaidOffer) -> tuple[_Key, _Key]:
    """What is offered where; and when, by whom and for whom, which tells offers apart that are alike in that."""
    name = said.service or (said.category if not said.pillar else "")
    role = "" if said.role is Role.UNKNOWN else said.role.value
    hours = said.schedule or Schedule(text="")
    season = (str(hours.valid_from or ""), str(hours.valid_to or ""))
    whom = (fold(said.audience), fold(",".join(said.languages)))
    what = (organisation_id, location_id, said.pillar, fold(name))
    return what, (*season, fold(said.course), role, *whom)


def _identified(service: Service) -> Service:
    """A service under the id of all it says: two offers are of one service when that is the same."""
    its_id = stable_id(
        "service",
        service.organisation_id,
        *service.said,
    )
    return replace(service, id=its_id)


def _is_silent(detail: str | Appointment) -> bool:
    return not detail or detail is Appointment.UNKNOWN


def _plain(detail: str | Appointment) -> str:
    return detail.value if isinstance(detail, Enum) else fold(detail)


def _told(schedule: Schedule | None, provenance: Provenance) -> Schedule | None:
    """Hours that know which row told them."""
    return schedule and replace(schedule, provenance=provenance)


def _joined(one: Schedule | None, other: Schedule | None) -> Schedule | None:
    """The hours of both, each once; the first says how long they are valid."""
    if one is None or other is None:
        return one or other
    texts = (text for both in (one, other) for text in both.text.split(_BETWEEN_HOURS) if text)
    parts = tuple(dict.fromkeys(part for both in (one, other) for part in both.parts or (both.text,) if part))
    return replace(one, text=_BETWEEN_HOURS.join(dict.fromkeys(texts)), parts=parts if len(parts) > 1 else ())


def _same_place_twice(first: str) -> Fault:
    return Fault(
        "same_place_twice",
        f"deze organisatie staat op dit adres ook al in {first}, en deze rij voegt niets toe.",
        "Haal een van de twee rijen weg.",
    )


def _other_details(ours: str, where: str) -> Fault:
    return Fault(
        "other_details",
        f'staat hier, maar over dezelfde hulp staat in {where} "{ours}"; de kaart toont een van de twee.',
        "Kijk wat er klopt en maak de rijen gelijk.",
    )


def _yes_and_no(pillar: str) -> Fault:
    return Fault(
        "yes_and_no",
        f'de ene rij zegt ja op "{pillar}", een andere nee; de kaart houdt het op ja.',
        "Kijk wat er klopt en maak de rijen gelijk.",
    )
