"""Calendars to subscribe to: of a place, of a gemeente, of one offer.

Programs fetch them again and again, and the map does not change: each is made once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

from flask import Blueprint, Response, request

from sociale_kaart.export.desks import Desk, desk_of_offer, desks_of
from sociale_kaart.export.icalendar import MIMETYPE, calendar_of
from sociale_kaart.model import Listing
from sociale_kaart.web.documents import EXAMPLE_HEADER
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.memory import Memory
from sociale_kaart.web.site import Feed, Site, current_site

EXAMPLE = "Voorbeeld"

blueprint = Blueprint("agenda", __name__)


@blueprint.get("/plek/<plek_id>/agenda.ics")
def plek(plek_id: str) -> Response:
    """Everybody's hours at a location; with the id of an organisation at one, its hours there."""
    site = current_site()
    listing = site.data.listings.get(plek_id)
    if listing is not None:
        one = listing
        return _answer(site, site.feeds, lambda: _calendar(site, one.name, _desks(site, [one])))
    if plek_id not in site.index.row_of:
        raise Refused(404, "Deze plek staat niet (meer) op de kaart. Zoek een andere plek dicht bij u.")
    name, there = site.index.name(site.data.locations[plek_id]), site.data.listings_at[plek_id]
    return _answer(site, site.feeds, lambda: _calendar(site, name, _desks(site, there)))


@blueprint.get("/gemeente/<gemeentecode>/agenda.ics")
def gemeente(gemeentecode: str) -> Response:
    """Everybody's hours in a gemeente of the map."""
    site = current_site()
    if gemeentecode not in site.data.gemeentecodes:
        raise Refused(404, "Deze gemeente staat niet op deze kaart. Kies er een uit het overzicht.")
    name = f"{site.data.config.title}: {site.gemeenten[gemeentecode].naam}"
    there = site.listings_in.get(gemeentecode, ())
    return _answer(site, site.feeds_of_gemeenten, lambda: _calendar(site, name, _desks(site, there)))


@blueprint.get("/aanbod/<offer_id>/agenda.ics")
def aanbod(offer_id: str) -> Response:
    """The hours of one offer; those of its desk where it has none of its own."""
    site = current_site()
    offer = site.data.offers.get(offer_id)
    if offer is None:
        raise Refused(404, "Deze hulp staat niet (meer) op de kaart. Zoek een andere plek dicht bij u.")
    desk = desk_of_offer(site.data, site.hours, offer)
    if desk is None:
        raise Refused(404, "Van deze hulp weten wij geen tijden. Bel of mail even om het te vragen.")
    return _answer(site, site.feeds, lambda: _calendar(site, desk.name, [desk]))


def _desks(site: Site, listings: Iterable[Listing]) -> list[Desk]:
    return [desk for one in listings for desk in desks_of(site.data, site.hours, one)]


def _calendar(site: Site, title: str, desks: Sequence[Desk]) -> bytes:
    unmarked = site.data.config.example and not title.startswith(EXAMPLE)
    return calendar_of(f"{EXAMPLE}: {title}" if unmarked else title, desks, known_on=site.data.known_on)


def _answer(site: Site, feeds: Memory[str, Feed], make: Callable[[], bytes]) -> Response:
    """A calendar as programs fetch it: named, not kept without asking; 304 for whoever has it already."""
    feed = feeds.get(request.path, lambda: _feed(make()))
    response = Response(feed.content, mimetype=MIMETYPE)
    response.headers["Content-Disposition"] = 'inline; filename="agenda.ics"'
    response.headers["Cache-Control"] = "no-cache"
    if site.data.config.example:
        response.headers[EXAMPLE_HEADER] = "1"
    response.set_etag(feed.tag)
    response.make_conditional(request)
    return response


def _feed(content: bytes) -> Feed:
    return Feed(content, hashlib.sha256(content).hexdigest()[:20])
