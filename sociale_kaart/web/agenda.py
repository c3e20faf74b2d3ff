"""Calendars to subscribe to: of a place, of a gemeente, of one offer."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from flask import Blueprint, Response, request

from sociale_kaart.export.desks import Desk, desk_of_offer, desks_of
from sociale_kaart.export.icalendar import MIMETYPE, calendar_of
from sociale_kaart.model import Listing
from sociale_kaart.web.api import EXAMPLE_HEADER
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.site import Site, current_site

EXAMPLE = "Voorbeeld"

blueprint = Blueprint("agenda", __name__)


@blueprint.get("/plek/<plek_id>/agenda.ics")
def plek(plek_id: str) -> Response:
    """Everybody's hours at a location; with the id of an organisation at one, its hours there."""
    site = current_site()
    listing = site.data.listings.get(plek_id)
    if listing is not None:
        return _answer(site, _calendar(site, listing.name, _desks(site, [listing])))
    if plek_id not in site.index.row_of:
        raise Refused(404, "Deze plek staat niet (meer) op de kaart. Zoek een andere plek dicht bij u.")
    name = site.index.name(site.data.locations[plek_id])
    return _answer(site, _calendar(site, name, _desks(site, site.data.listings_at[plek_id])))


@blueprint.get("/gemeente/<gemeentecode>/agenda.ics")
def gemeente(gemeentecode: str) -> Response:
    """Everybody's hours in a gemeente of the map: many, so they are made once."""
    site = current_site()
    if gemeentecode not in site.data.gemeentecodes:
        raise Refused(404, "Deze gemeente staat niet op deze kaart. Kies er een uit het overzicht.")
    if request.path not in site.rendered:
        name = f"{site.data.config.title}: {site.gemeenten[gemeentecode].naam}"
        desks = _desks(site, site.listings_in.get(gemeentecode, ()))
        site.rendered[request.path] = _calendar(site, name, desks).decode()
    return _answer(site, site.rendered[request.path].encode())


@blueprint.get("/aanbod/<offer_id>/agenda.ics")
def aanbod(offer_id: str) -> Response:
    """The hours of one offer; those of its desk where it has none of its own."""
    site = current_site()
    offer = next((one for one in site.data.inventory.offers if one.id == offer_id), None)
    if offer is None:
        raise Refused(404, "Deze hulp staat niet (meer) op de kaart. Zoek een andere plek dicht bij u.")
    desk = desk_of_offer(site.data, site.hours, offer)
    if desk is None:
        raise Refused(404, "Van deze hulp weten wij geen tijden. Bel of mail even om het te vragen.")
    return _answer(site, _calendar(site, desk.name, [desk]))


def _desks(site: Site, listings: Iterable[Listing]) -> list[Desk]:
    return [desk for one in listings for desk in desks_of(site.data, site.hours, one)]


def _calendar(site: Site, title: str, desks: Sequence[Desk]) -> bytes:
    unmarked = site.data.config.example and not title.startswith(EXAMPLE)
    return calendar_of(f"{EXAMPLE}: {title}" if unmarked else title, desks, known_on=site.data.known_on)


def _answer(site: Site, content: bytes) -> Response:
    """A calendar as programs fetch it: named, not kept without asking; 304 for whoever has it already."""
    response = Response(content, mimetype=MIMETYPE)
    response.headers["Content-Disposition"] = 'inline; filename="agenda.ics"'
    response.headers["Cache-Control"] = "no-cache"
    if site.data.config.example:
        response.headers[EXAMPLE_HEADER] = "1"
    response.set_etag(hashlib.sha256(content).hexdigest()[:20])
    response.make_conditional(request)
    return response
