"""The front page: where can I go, near me? One form, a list, and the map beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
from flask import Blueprint, render_template, request, url_for

from sociale_kaart.export.geojson import phone_of
from sociale_kaart.gebieden.places import Ambiguous, NotFound, Position
from sociale_kaart.hours.calendar import dutch_calendar
from sociale_kaart.model import Listing, Location
from sociale_kaart.web import links
from sociale_kaart.web.clock import moment
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.helplines import HelpLine, help_lines
from sociale_kaart.web.placehours import Help, help_at
from sociale_kaart.web.placeindex import Selection
from sociale_kaart.web.site import Site, current_site
from sociale_kaart.web.wanneer import Choice, Part, When, read_when, week_ends

PER_PAGE = 50
# A building full of desks has a page of its own; in the list the first few tell enough.
MOST_LINES = 5
MAX_SEARCH_LENGTH = 100
# Outside the area and farther than this from every place, a list of places would only mislead.
FAR_M = 50_000.0

blueprint = Blueprint("zoeken", __name__)


@dataclass(frozen=True, slots=True)
class Query:
    """What a visitor asks for; checked, so that a page can trust it."""

    zoek: str
    pillars: tuple[str, ...]
    when: When
    with_unknown: bool
    page: int

    def address(self, **changes: Any) -> str:
        """The address of this question with some answers changed, without what is empty."""
        page = {"zoek": self.zoek, "pagina": self.page if self.page > 1 else ""}
        asked = page | self.filters() | changes
        return url_for("zoeken.index", **{key: value for key, value in asked.items() if value})

    def filters(self) -> dict[str, Any]:
        """What decides which places there are, as an address says it: what the map must know too."""
        ook = "onbekend" if self.with_unknown else ""
        said = {"pijler": list(self.pillars), **self.when.parameters(), "ook": ook}
        return {key: value for key, value in said.items() if value}


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
    hours: list[HelpLine]
    more_hours: int
    also: list[str]


@blueprint.get("/")
def index() -> str:
    """Search by address, postcode or place, filter by kind of help, list nearest first."""
    site = current_site()
    query, at = read_query(site), moment()
    found = site.finder.position(query.zoek) if query.zoek else None
    position = found if isinstance(found, Position) else None
    selection = select(site, query, at, (position.x_rd, position.y_rd) if position else None)
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
        cards=[] if far else _cards(site, selection, query, at),
        pages=1 if far else pages,
        choices=[(pillar, site.index.count_yes(pillar.id)) for pillar in site.data.pillars],
        asked_for=[site.pillars[pillar].name for pillar in query.pillars],
        at=at,
        week_ends=week_ends(at.date()),
        then=query.when.phrase(at.date()),
        map_states=map_states(query),
        is_later=query.when.is_time and query.when.choice is not Choice.NOW,
        not_known=query.when.choice is Choice.NOT_KNOWN,
        is_over=query.when.is_over(at),
        parts=list(Part),
        holiday=dutch_calendar().holiday_name(at.date()),
    )


def map_states(query: Query) -> str:
    """The states, as letters of /api/stand.json, that places on the map can have: what its legend explains."""
    if query.when.choice is Choice.ANY or query.when.lacks_day:
        return "ocu"
    if query.when.choice is Choice.NOT_KNOWN:
        return "u"
    return "ou" if query.with_unknown else "o"


def select(site: Site, query: Query, at: datetime, origin: tuple[float, float] | None = None) -> Selection:
    """The places that a question is about, in the order to show them; origin is x_rd, y_rd in metres."""
    return site.index.select(
        query.pillars,
        with_unknown=query.with_unknown,
        origin=origin,
        fit=site.place_hours.fit(query.when, at, query.pillars),
    )


def read_query(site: Site) -> Query:
    """The question in the address; raises Refused on one we cannot use."""
    zoek = typed("zoek")
    pillars = tuple(dict.fromkeys(part for part in request.args.getlist("pijler") if part))
    if not set(pillars) <= site.pillars.keys():
        raise Refused(400, "Deze soort hulp kennen we niet. Kies er een uit de lijst op de voorpagina.")
    page = request.args.get("pagina", "1")
    if not (page.isascii() and page.isdigit() and len(page) < 7 and int(page) > 0):
        raise Refused(400, "Het nummer van de pagina moet een heel getal zijn.")
    return Query(zoek, pillars, read_when(moment().date()), request.args.get("ook") == "onbekend", int(page))


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


def _cards(site: Site, selection: Selection, query: Query, at: datetime) -> list[Card]:
    first = (query.page - 1) * PER_PAGE
    rows = selection.rows[first : first + PER_PAGE].tolist()
    helps = [_helps(site, row, query, at.date()) for row in rows]
    # Asked once for the whole page: one at a time takes as long for each.
    site.upcoming.following((one.key for there in helps for one in there), at)
    return [
        _card(site, row, number, selection, there, at)
        for number, (row, there) in enumerate(zip(rows, helps, strict=True), start=first + 1)
    ]


def _helps(site: Site, row: int, query: Query, today: date) -> list[Help]:
    """What one can come for at a place these days, of what was asked for."""
    there = help_at(site.data, site.index.locations[row].id)
    return [
        one for one in there if one.is_there(today) and (not query.pillars or one.pillar in query.pillars)
    ]


def _card(site: Site, row: int, number: int, selection: Selection, helps: list[Help], at: datetime) -> Card:
    index = site.index
    location = index.locations[row]
    metres = math.nan if selection.distance_m is None else float(selection.distance_m[row])
    names = [pillar.name for pillar in site.data.pillars]
    offered = [name for name, yes in zip(names, index.yes[row].tolist(), strict=True) if yes]
    phones = [
        phone for phone in dict.fromkeys(phone_of(site.data, one) for one in index.listings(row)) if phone
    ]
    hours = help_lines(site, helps, at, can_call=any(links.phone(one) for one in phones))
    return Card(
        number=number,
        location=location,
        name=index.name(location),
        address=index.whereabouts(location),
        listings=index.listings(row),
        distance_m=None if math.isnan(metres) else metres,
        not_placed="" if site.data.match_of(location.id).has_point else site.exactness(location),
        yes=offered,
        unknown=[name for name, doubt in zip(names, index.unknown[row].tolist(), strict=True) if doubt],
        phones=phones,
        hours=hours[:MOST_LINES],
        more_hours=len(hours[MOST_LINES:]),
        also=[name for name in offered if not any(name in line.kinds for line in hours)],
    )
