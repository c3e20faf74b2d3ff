"""The places in the list: what help, how far, how it stands now, whether one needs an appointment, and how to go."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache

from flask import request
from markupsafe import Markup

from sociale_kaart.export.geojson import email_of, phone_of, website_of
from sociale_kaart.hours.reason import State
from sociale_kaart.model import Appointment, Location, Match, Presence, fold
from sociale_kaart.web import language, links
from sociale_kaart.web.helplines import HelpLine, help_lines
from sociale_kaart.web.language import gettext as _
from sociale_kaart.web.placehelp import Help, help_at
from sociale_kaart.web.placeindex import Selection, Wanted
from sociale_kaart.web.question import Query
from sociale_kaart.web.site import Site

# A building full of desks has a page of its own; in the list the first few tell enough.
MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Card:
    """One place in the list.

    distance_m : None where there is nothing to measure; not_placed then says why, where the place itself has no point
    residents : who are there, where the name of the place does not say so
    also : kinds of help of which no line tells the hours
    absent : kinds of help that surely are not there, where nothing that is there is known
    contact : how to ask where there is no phone: the website or else the mail address of somebody there
    in_doubt : help that was asked for and that is perhaps there
    step_free : whether one can get in without a step, where a visitor asked for that
    """

    number: int
    location: Location
    name: str
    address: str
    match: Match
    residents: Sequence[str]
    distance_m: float | None
    not_placed: str
    phones: Sequence[str]
    hours: Sequence[HelpLine]
    more_hours: int
    also: Sequence[str]
    in_doubt: Sequence[str]
    absent: Sequence[str]
    contact: str
    knows_help: bool
    step_free: Presence | None


def body_of(site: Site, card: Card, render: Callable[[Card], Markup]) -> Markup:
    """The part of a card that is the same for whoever asks: rendered once, until something in it changes."""
    same = (
        language.current(),
        request.root_path,
        card.location.id,
        card.step_free,
        card.more_hours,
        *map(tuple, (card.hours, card.also, card.in_doubt, card.absent)),
    )
    return site.card_bodies.get(same, lambda: render(card))


def cards(
    site: Site, query: Query, shown: Selection, at: datetime, rows: Sequence[int], first: int = 1
) -> list[Card]:
    """The places in some rows of a selection; `first` is the number of the first."""

    @cache
    def helps() -> dict[int, list[Help]]:
        there = {row: helps_asked_for(site, row, query.wanted, at.date()) for row in rows}
        # Asked once for the whole page: one at a time takes as long for each.
        site.upcoming.following((one.key for some in there.values() for one in some), at)
        return there

    def told(row: int) -> Card:
        same = _what_it_tells(query, at, row)
        card: Card = site.cards.get(same, lambda: _card(site, row, query, helps()[row], at))
        return card

    return [_numbered(told(row), number, row, shown) for number, row in enumerate(rows, start=first)]


def _what_it_tells(query: Query, at: datetime, row: int) -> Hashable:
    """What makes a card, but for its number and distance: nothing of where a visitor is."""
    return language.current(), row, at, query.wanted, query.with_unknown, bool(query.facets.drempelvrij)


def _numbered(card: Card, number: int, row: int, shown: Selection) -> Card:
    metres = math.nan if shown.distance_m is None else float(shown.distance_m[row])
    return replace(card, number=number, distance_m=None if math.isnan(metres) else metres)


def appointment_words() -> Mapping[Appointment, str]:
    """The answers to "Afspraak nodig?"."""
    return {
        Appointment.NEEDED: _("Ja."),
        Appointment.POSSIBLE: _("Nee, maar het mag wel."),
        Appointment.NONE: _("Nee."),
        Appointment.UNKNOWN: _("Dat weten we niet."),
    }


def helps_asked_for(site: Site, row: int, wanted: Wanted, today: date) -> list[Help]:
    """What one can come for at a place these days, of what was asked for."""
    categories = wanted.categories_folded()
    return [
        one
        for one in help_at(site.data, site.index.locations[row].id)
        if one.is_there(today)
        and (not wanted or one.pillar in wanted.pillars or _category(site, one) in categories)
    ]


def _category(site: Site, one: Help) -> str:
    return fold(site.data.services[one.offer.service_id].category) if one.offer else ""


def _card(site: Site, row: int, query: Query, helps: list[Help], at: datetime) -> Card:
    """A place, without a number and a distance."""
    index = site.index
    location = index.locations[row]
    listings = index.listings(row)
    offered = [
        pillar.name for pillar, yes in zip(site.pillars.values(), index.yes[row].tolist(), strict=True) if yes
    ]
    phones = [
        phone for phone in dict.fromkeys(phone_of(site.data, one) for one in listings) if links.phone(phone)
    ]
    hours = help_lines(site, helps, at, can_call=bool(phones))
    knows_help = bool(offered) or any(not line.is_desk for line in hours)
    return Card(
        number=0,
        location=location,
        name=index.name(location),
        address=index.whereabouts(location),
        match=site.data.match_of(location.id),
        residents=_residents(location, [one.name for one in listings]),
        distance_m=None,
        not_placed="" if site.data.match_of(location.id).has_point else site.exactness(location),
        phones=phones,
        hours=_telling(hours),
        more_hours=len(hours[MOST_LINES:]),
        also=[name for name in offered if not any(name in line.kinds for line in hours)],
        in_doubt=_in_doubt(site, row, query),
        absent=[] if knows_help else _absent(site, row),
        contact="" if phones else contact_of(site, location.id),
        knows_help=knows_help,
        step_free=location.step_free if query.facets.drempelvrij else None,
    )


def _telling(hours: list[HelpLine]) -> list[HelpLine]:
    """The first few lines, with among them the state that counts for the place: unknown, before closed."""
    first, rest = hours[:MOST_LINES], hours[MOST_LINES:]
    unknown = next((line for line in rest if line.state is State.UNKNOWN), None)
    if unknown and all(line.state is State.CLOSED for line in first):
        return [*first[:-1], unknown]
    return first


def _residents(location: Location, names: list[str]) -> list[str]:
    """Who are there, unless the name of the place is that of all of them."""
    if location.name:
        return names if set(names) != {location.name} else []
    return names if len(names) > 2 else []


def contact_of(site: Site, location_id: str) -> str:
    """The first website or else mail address of who is at a place that can be linked; "" where there is none."""
    there = site.data.listings_at[location_id]
    sites = (one for listing in there if links.website(one := website_of(site.data, listing)))
    mails = (one for listing in there if links.mail(one := email_of(site.data, listing)))
    return next(sites, "") or next(mails, "")


def _absent(site: Site, row: int) -> list[str]:
    index = site.index
    told = zip(site.pillars.values(), index.yes[row].tolist(), index.unknown[row].tolist(), strict=True)
    return [pillar.name for pillar, yes, unknown in told if not (yes or unknown)]


def _in_doubt(site: Site, row: int, query: Query) -> list[str]:
    if not query.with_unknown:
        return []
    return [
        pillar.name
        for pillar, unknown in zip(site.pillars.values(), site.index.unknown[row].tolist(), strict=True)
        if unknown and pillar.id in query.pillars
    ]
