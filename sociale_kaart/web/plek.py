"""One place: who is there, what they help with, when, and how we know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from sociale_kaart.export.geojson import email_of, phone_of, website_of
from sociale_kaart.model import (
    Listing,
    Offer,
    Organisation,
    OrganisationKind,
    Pillar,
    Presence,
    Provenance,
    Service,
)
from sociale_kaart.web import words
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.site import Site, current_site

blueprint = Blueprint("plek", __name__)

# What is there comes first; what nobody knows comes last.
_ORDER = (Presence.YES, Presence.NO, Presence.UNKNOWN)


@dataclass(frozen=True, slots=True)
class OfferLine:
    """An offer and the service it is of."""

    offer: Offer
    service: Service

    @property
    def languages(self) -> str:
        return words.listed([words.capitalised(one) for one in self.service.languages])

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
    phone: str
    email: str
    website: str

    joined: date | None

    @property
    def provenance(self) -> Provenance:
        return self.listing.provenance

    @property
    def has_own_hours(self) -> bool:
        """Whether some help here tells its own hours; those of the building matter less then."""
        offers = [*self.others, *(line for pillar in self.pillars for line in pillar.offers)]
        return any(line.offer.schedule and line.offer.schedule.text for line in offers)


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
        raise Refused(404, "Deze plek staat niet (meer) op de kaart. Zoek een andere plek dicht bij u.")
    location = site.data.locations[plek_id]
    gemeentecode = site.data.gemeente_of(plek_id)
    return render_template(
        "plek.html",
        location=location,
        name=site.index.name(location),
        address=site.index.whereabouts(location),
        match=site.data.match_of(plek_id),
        exactness=site.exactness(location),
        gemeente=site.gemeenten.get(gemeentecode),
        in_area=gemeentecode in site.data.gemeentecodes,
        visits=[_visit(site, listing) for listing in site.data.listings_at[plek_id]],
        sources={source.id: source for source in site.data.config.sources},
    )


def _visit(site: Site, listing: Listing) -> Visit:
    lines = [OfferLine(offer, site.data.services[offer.service_id]) for offer in site.data.offers_at(listing)]
    pillars = [
        PillarLine(
            pillar,
            site.data.presence(listing, pillar.id),
            [line for line in lines if line.service.pillar == pillar.id],
        )
        for pillar in site.data.pillars
    ]
    return Visit(
        listing=listing,
        organisation=site.data.organisations[listing.organisation_id],
        pillars=sorted(pillars, key=lambda line: _ORDER.index(line.presence)),
        others=[line for line in lines if line.service.pillar not in site.pillars],
        phone=phone_of(site.data, listing),
        email=email_of(site.data, listing),
        website=website_of(site.data, listing),
        joined=_joined(site, site.data.organisations[listing.organisation_id]),
    )


def _joined(site: Site, organisation: Organisation) -> date | None:
    """Since when a library takes part in the covenant, itself or by the library organisation it belongs to."""
    if organisation.kind is not OrganisationKind.LIBRARY:
        return None
    parent = site.data.organisations.get(organisation.parent)
    return organisation.joined_covenant or (parent.joined_covenant if parent else None)
