"""One place: who is there, what they help with and when, what to bring, how to get there, and how we know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from sociale_kaart.export.geojson import email_of, phone_of, website_of
from sociale_kaart.export.schemaplace import place_document
from sociale_kaart.model import (
    Appointment,
    Listing,
    Location,
    Offer,
    Organisation,
    OrganisationKind,
    Pillar,
    Presence,
    Provenance,
    Service,
)
from sociale_kaart.web import links
from sociale_kaart.web.back import back_to_list
from sociale_kaart.web.bringing import what_to_bring
from sociale_kaart.web.clock import moment
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.helplines import (
    NEXT_TIMES,
    HelpLine,
    NextTime,
    building_line,
    help_lines,
    next_times,
)
from sociale_kaart.web.language import gettext as _
from sociale_kaart.web.placehelp import Help, help_at
from sociale_kaart.web.publicaddress import public_address
from sociale_kaart.web.shortlinks import short_address
from sociale_kaart.web.site import Site, current_site
from sociale_kaart.web.tongues import tongues
from sociale_kaart.web.week import DAYS, week_of

blueprint = Blueprint("plek", __name__)

# What is there comes first; what nobody knows comes last.
_ORDER = (Presence.YES, Presence.NO, Presence.UNKNOWN)
# How many kinds of help say at once, below the address, how they stand now; the week below tells the rest.
MOST_NOW = 3
# Stands for the address of a page in what is remembered for all of its languages.
_HERE = "urn:deze-pagina"


@dataclass(frozen=True, slots=True)
class Hours:
    """When: the state now, the hours in words, and the next times; `told` is on whose word, and from when."""

    line: HelpLine
    next_times: list[NextTime]
    told: Provenance | None


@dataclass(frozen=True, slots=True)
class OfferLine:
    """An offer, the service it is of, and when; `hours` is None where the offer is said not to be there.

    has_own_hours : whether they are its own, and not those of the desk
    leaves_appointment_unsaid : whether the hours do not say if one needs an appointment
    """

    offer: Offer
    service: Service
    hours: Hours | None
    has_own_hours: bool
    leaves_appointment_unsaid: bool

    @property
    def languages(self) -> Markup:
        return tongues(self.service.languages)

    def named(self, pillars: Mapping[str, Pillar]) -> str:
        """What the offer is, in a word: its kind of help, or what its organisation calls it."""
        pillar = pillars.get(self.service.pillar)
        return pillar.name if pillar else self.service.name or self.service.category

    @property
    def is_named(self) -> bool:
        return bool(self.service.name or self.service.category)


@dataclass(frozen=True, slots=True)
class PillarLine:
    """A pillar at a listing: whether it is offered, and every offer that says so."""

    pillar: Pillar
    presence: Presence
    offers: list[OfferLine]

    @property
    def is_silent(self) -> bool:
        """Nobody knows, and nobody said more than that."""
        return self.presence is Presence.UNKNOWN and not self.offers


@dataclass(frozen=True, slots=True)
class Visit:
    """An organisation at this location."""

    listing: Listing
    organisation: Organisation
    pillars: list[PillarLine]
    others: list[OfferLine]
    hours: Hours | None
    phone: str
    email: str
    website: str

    joined: date | None

    @property
    def provenance(self) -> Provenance:
        return self.listing.provenance

    @property
    def offers(self) -> list[OfferLine]:
        """Every offer here that has a name."""
        lines = [line for pillar in self.pillars for line in pillar.offers]
        return lines + [line for line in self.others if line.is_named]

    @property
    def tells_hours(self) -> bool:
        """Whether the page says something about when here, if only that nobody knows."""
        return bool(self._all_hours)

    @property
    def knows_hours(self) -> bool:
        """Whether there are times to put into a calendar."""
        return any(one.next_times for one in self._all_hours)

    @property
    def _all_hours(self) -> list[Hours]:
        offers = [*self.others, *(line for pillar in self.pillars for line in pillar.offers)]
        return [one for one in (self.hours, *(line.hours for line in offers)) if one is not None]


@blueprint.get("/plek/<plek_id>")
def page(plek_id: str) -> str | Response:
    """A location, or a redirect to one from the id of an organisation at it."""
    site = current_site()
    if plek_id in site.data.listings:
        listing = site.data.listings[plek_id]
        return redirect(
            url_for("plek.page", plek_id=listing.location_id, _anchor=listing.id, _external=False), 301
        )
    if plek_id not in site.index.row_of:
        raise Refused(404, _("Deze plek staat niet (meer) op de kaart. Zoek een andere plek dicht bij u."))
    location = site.data.locations[plek_id]
    gemeentecode = site.data.gemeente_of(plek_id)
    name, at = site.index.name(location), moment()
    phones = [phone_of(site.data, one) for one in site.data.listings_at[plek_id]]
    phones = [one for one in dict.fromkeys(phones) if links.phone(one)]
    helps = [one for one in help_at(site.data, plek_id) if one.is_there(at.date())]
    lines = help_lines(site, helps, at, can_call=bool(phones))
    return render_template(
        "plek.html",
        location=location,
        name=name,
        address=site.index.whereabouts(location),
        match=site.data.match_of(plek_id),
        exactness=site.exactness(location),
        at=at,
        back=back_to_list(),
        lines=lines,
        MOST_NOW=MOST_NOW,
        NEXT_TIMES=NEXT_TIMES,
        DAYS=DAYS,
        phones=phones,
        week=week_of(site, lines, at),
        bring=what_to_bring(site, helps, site.pillars),
        building=_building(site, location),
        checked=_checked(site, plek_id),
        short=short_address(site, plek_id),
        document=_document(site, location, name, at.date()),
        gemeente=site.gemeenten.get(gemeentecode),
        in_area=gemeentecode in site.data.gemeentecodes,
        visits=[_visit(site, listing) for listing in site.data.listings_at[plek_id]],
        sources={source.id: source for source in site.data.config.sources},
    )


def _checked(site: Site, plek_id: str) -> Provenance | None:
    """When somebody last looked whether what stands here is right, and who; None where nobody did."""
    told = [one.provenance for one in site.data.listings_at[plek_id]]
    told += [
        one.provenance for listing in site.data.listings_at[plek_id] for one in site.data.offers_at(listing)
    ]
    looked = [one for one in told if one.checked]
    return max(looked, key=lambda one: one.checked or date.min, default=None)


def _document(site: Site, location: Location, name: str, today: date) -> dict[str, Any]:
    """The place for search engines; made once a day."""

    def made() -> dict[str, Any]:
        return place_document(site.data, site.hours, location, name=name, url=_HERE, on=today)

    # Remembered without an address: each language has its own, and its host is a visitor's word where the publisher
    # gave none.
    address = public_address(url_for("plek.page", plek_id=location.id))
    whole: dict[str, Any] = _readdressed(site.documents.get((location.id, today), made), address)
    return whole


def _readdressed(node: Any, address: str) -> Any:
    """The same with a page's address wherever it goes."""
    if isinstance(node, dict):
        return {key: _readdressed(value, address) for key, value in node.items()}
    if isinstance(node, list):
        return [_readdressed(one, address) for one in node]
    return address if node == _HERE else node


def _visit(site: Site, listing: Listing) -> Visit:
    phone = phone_of(site.data, listing)
    can_call = bool(links.phone(phone))
    lines = [_offer_line(site, offer, can_call=can_call) for offer in site.data.offers_at(listing)]
    pillars = [
        PillarLine(
            pillar,
            site.data.presence(listing, pillar.id),
            [line for line in lines if line.service.pillar == pillar.id],
        )
        for pillar in site.pillars.values()
    ]
    desk = listing.schedule if listing.schedule and listing.schedule.text else None
    told = (desk.provenance if desk else None) or listing.provenance
    return Visit(
        listing=listing,
        organisation=site.data.organisations[listing.organisation_id],
        pillars=sorted(pillars, key=lambda line: _ORDER.index(line.presence)),
        others=[line for line in lines if line.service.pillar not in site.pillars],
        hours=_hours(site, Help(listing.id, listing.location_id), told, can_call=can_call) if desk else None,
        phone=phone,
        email=email_of(site.data, listing),
        website=website_of(site.data, listing),
        joined=_joined(site, site.data.organisations[listing.organisation_id]),
    )


def _building(site: Site, location: Location) -> Hours | None:
    line = building_line(site, location, moment())
    told = location.opening_hours.provenance if location.opening_hours else None
    return Hours(line, [], told or location.provenance) if line else None


def _offer_line(site: Site, offer: Offer, *, can_call: bool) -> OfferLine:
    service = site.data.services[offer.service_id]
    told = (offer.schedule.provenance if offer.schedule else None) or offer.provenance
    known = site.hours.hours(offer.id)
    return OfferLine(
        offer=offer,
        service=service,
        hours=(
            None
            if offer.presence is Presence.NO
            else _hours(
                site, Help(offer.id, offer.location_id, offer, service.pillar), told, can_call=can_call
            )
        ),
        has_own_hours=bool(offer.schedule and offer.schedule.text),
        leaves_appointment_unsaid=known is None or known.appointment is Appointment.UNKNOWN,
    )


def _hours(site: Site, of: Help, told: Provenance | None, *, can_call: bool) -> Hours:
    at = moment()
    (line,) = help_lines(site, [of], at, can_call=can_call)
    return Hours(line, next_times(site, of.key, at) if of.is_there(at.date()) else [], told)


def _joined(site: Site, organisation: Organisation) -> date | None:
    """Since when a library takes part in the covenant, itself or by the library organisation it belongs to."""
    if organisation.kind is not OrganisationKind.LIBRARY:
        return None
    parent = site.data.organisations.get(organisation.parent)
    return organisation.joined_covenant or (parent.joined_covenant if parent else None)
