"""The front page: where can I go, near me? One form, a list, and the map beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from flask import Blueprint, render_template, request, url_for

from sociale_kaart.export.geojson import phone_of
from sociale_kaart.gebieden.places import Ambiguous, NotFound, Position
from sociale_kaart.model import Listing, Location
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.placeindex import Selection
from sociale_kaart.web.site import Site, current_site

PER_PAGE = 50
MAX_SEARCH_LENGTH = 100
# Outside the area and farther than this from every place, a list of places would only mislead.
FAR_M = 50_000.0

blueprint = Blueprint("zoeken", __name__)


@dataclass(frozen=True, slots=True)
class Query:
    """What a visitor asks for; checked, so that a page can trust it."""

    zoek: str
    pillars: tuple[str, ...]
    with_unknown: bool
    page: int

    def address(self, **changes: Any) -> str:
        """The address of this question with some answers changed, without what is empty."""
        asked = {
            "zoek": self.zoek,
            "pijler": list(self.pillars),
            "ook": "onbekend" if self.with_unknown else "",
            "pagina": self.page if self.page > 1 else "",
        }
        return url_for("zoeken.index", **{key: value for key, value in (asked | changes).items() if value})


@dataclass(frozen=True, slots=True)
class Card:
    """One place in the list."""

    number: int
    location: Location
    name: str
    address: str
    listings: Sequence[Listing]
    distance_m: float | None
    not_placed: str
    yes: list[str]
    unknown: list[str]
    phones: list[str]


@blueprint.get("/")
def index() -> str:
    """Search by address, postcode or place, filter by kind of help, list nearest first."""
    site = current_site()
    query = _read_query(site)
    found = site.finder.position(query.zoek) if query.zoek else None
    position = found if isinstance(found, Position) else None
    selection = site.index.select(
        query.pillars,
        with_unknown=query.with_unknown,
        origin=(position.x_rd, position.y_rd) if position else None,
    )
    outside = position is not None and position.gemeentecode not in site.data.gemeentecodes
    nearest_m = _nearest(selection)
    far = outside and nearest_m is not None and nearest_m > FAR_M
    pages = max(1, math.ceil(len(selection.rows) / PER_PAGE))
    if query.page > pages:
        raise Refused(404, f"Deze lijst heeft {pages} {'pagina' if pages == 1 else 'paginas'}.")
    return render_template(
        "index.html",
        query=query,
        position=position,
        outside=outside,
        far_m=nearest_m if far else None,
        options=[one.label for one in found.options] if isinstance(found, Ambiguous) else [],
        not_found=found if isinstance(found, NotFound) else None,
        selection=selection,
        cards=[] if far else _cards(site, selection, query.page),
        pages=1 if far else pages,
        choices=[(pillar, site.index.count_yes(pillar.id)) for pillar in site.data.pillars],
        asked_for=[site.pillars[pillar].name for pillar in query.pillars],
    )


def _read_query(site: Site) -> Query:
    """The question in the address; raises Refused on one we cannot use."""
    zoek = typed("zoek")
    pillars = tuple(dict.fromkeys(part for part in request.args.getlist("pijler") if part))
    if not set(pillars) <= site.pillars.keys():
        raise Refused(400, "Deze soort hulp kennen we niet. Kies er een uit de lijst op de voorpagina.")
    page = request.args.get("pagina", "1")
    if not (page.isascii() and page.isdigit() and len(page) < 7 and int(page) > 0):
        raise Refused(400, "Het nummer van de pagina moet een heel getal zijn.")
    return Query(zoek, pillars, request.args.get("ook") == "onbekend", int(page))


def typed(parameter: str) -> str:
    """What a visitor typed, on one line; raises Refused where it is too long."""
    text = " ".join(request.args.get(parameter, "").replace("\0", "").split())
    if len(text) > MAX_SEARCH_LENGTH:
        raise Refused(400, f"Wat u zoekt is te lang. Gebruik hoogstens {MAX_SEARCH_LENGTH} tekens.")
    return text


def _nearest(selection: Selection) -> float | None:
    """Metres to the nearest place of all, whatever it offers; None without an origin or without any point."""
    if selection.distance_m is None:
        return None
    known = selection.distance_m[~np.isnan(selection.distance_m)]
    return float(known.min()) if len(known) else None


def _cards(site: Site, selection: Selection, page: int) -> list[Card]:
    first = (page - 1) * PER_PAGE
    rows = selection.rows[first : first + PER_PAGE].tolist()
    return [_card(site, row, number, selection) for number, row in enumerate(rows, start=first + 1)]


def _card(site: Site, row: int, number: int, selection: Selection) -> Card:
    index = site.index
    location = index.locations[row]
    metres = math.nan if selection.distance_m is None else float(selection.distance_m[row])
    names = [pillar.name for pillar in site.data.pillars]
    phones = dict.fromkeys(phone_of(site.data, listing) for listing in index.listings(row))
    return Card(
        number=number,
        location=location,
        name=index.name(location),
        address=index.whereabouts(location),
        listings=index.listings(row),
        distance_m=None if math.isnan(metres) else metres,
        not_placed="" if site.data.match_of(location.id).has_point else site.exactness(location),
        yes=[name for name, yes in zip(names, index.yes[row].tolist(), strict=True) if yes],
        unknown=[name for name, doubt in zip(names, index.unknown[row].tolist(), strict=True) if doubt],
        phones=[phone for phone in phones if phone],
    )
