"""Where nothing was found: the nearest places that come close, and in what they differ from what was asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sociale_kaart.gebieden.places import Position
from sociale_kaart.web.cards import Card, cards
from sociale_kaart.web.facets import ByAppointment, Facets
from sociale_kaart.web.language import say as _
from sociale_kaart.web.question import Query
from sociale_kaart.web.ranks import OPEN, UNKNOWN
from sociale_kaart.web.search import origin_of, select, without_filters
from sociale_kaart.web.site import Site
from sociale_kaart.web.tongues import tongue
from sociale_kaart.web.wanneer import Choice, When

MOST = 3


@dataclass(frozen=True, slots=True)
class Alternative:
    """A place that is not quite what was asked for; `differences` says why, a sentence each.

    has_help : whether the help that was asked for surely is there
    """

    card: Card
    differences: Sequence[str]
    has_help: bool


def alternatives(site: Site, query: Query, at: datetime, position: Position | None) -> list[Alternative]:
    """The nearest places with the same help, whatever else was asked; without any, those that perhaps have it."""
    asked = without_filters(query)
    shown = select(site, asked, at, origin_of(position), first=MOST)
    rows = shown.rows[:MOST].tolist()
    if not rows:
        return _perhaps(site, replace(asked, with_unknown=True), at, position)
    return [
        Alternative(card, list(_differences(site, query, at, row)), has_help=True)
        for card, row in zip(cards(site, query, shown, at, rows), rows, strict=True)
    ]


def _perhaps(site: Site, query: Query, at: datetime, position: Position | None) -> list[Alternative]:
    shown = select(site, query, at, origin_of(position), first=MOST)
    rows = shown.rows[:MOST].tolist()
    return [Alternative(card, (), has_help=False) for card in cards(site, query, shown, at, rows)]


def _differences(site: Site, query: Query, at: datetime, row: int) -> Iterator[str]:
    if query.when.is_time:
        rank = int(site.place_hours.ranks(query.when, at, query.wanted)[row])
        yield from _said(rank, _not_open(site, query, at, row), _("We weten niet of deze plek dan open is."))
    elif query.when.choice is Choice.NOT_KNOWN:
        yield _("Van deze plek weten we de tijden wel.")
    for facet in query.facets.each():
        fit = site.place_hours.fit(When(), at, query.wanted, facet)
        assert fit is not None
        rank = OPEN if fit.certain[row] else UNKNOWN if fit.perhaps[row] else 0
        yield from _said(rank, *_facet_words(facet))


def _said(rank: int, not_so: str, not_known: str) -> Iterator[str]:
    if rank != OPEN:
        yield not_known if rank == UNKNOWN else not_so


def _not_open(site: Site, query: Query, at: datetime, row: int) -> str:
    by_appointment = site.place_hours.fit(When(), at, query.wanted, Facets(afspraak=ByAppointment.NEEDED))
    if by_appointment is not None and by_appointment.certain[row]:
        return _("Hier moet u een afspraak maken.")
    return _("Deze hulp is hier %(then)s niet.", then=query.when.phrase(at.date()))


def _facet_words(facet: Facets) -> tuple[str, str]:
    """What to say where it is not so, and where nobody knows."""
    if facet.afspraak == ByAppointment.WALK_IN:
        return _("Hier moet u een afspraak maken."), _("We weten niet of u een afspraak nodig hebt.")
    if facet.afspraak:
        return _("Hier hebt u geen afspraak nodig."), _("We weten niet of u een afspraak nodig hebt.")
    if facet.drempelvrij:
        return _("Deze plek heeft een drempel of trap."), _("We weten niet of deze plek een drempel heeft.")
    if facet.gratis:
        return _("Deze hulp is niet gratis."), _("We weten niet of deze hulp gratis is.")
    unsure = _("We weten niet of deze hulp ook in het %(language)s is.", language=tongue(facet.taal))
    return unsure, unsure
