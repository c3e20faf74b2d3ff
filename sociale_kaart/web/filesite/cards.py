"""The places of a piece of the map: the parts of their cards as the server writes them, and how they stand from now on.

A browser puts the parts together: which help was asked for, whether doubt counts and how it stands are known there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np
from flask import current_app
from markupsafe import Markup

from sociale_kaart.export.geojson import phone_of
from sociale_kaart.hours.calendar import Calendar
from sociale_kaart.hours.occur import Occurrence, next_occurrence, state
from sociale_kaart.hours.reason import State
from sociale_kaart.hours.schedule import Hours
from sociale_kaart.model import Presence
from sociale_kaart.web import language, links
from sociale_kaart.web.cards import appointment_words, cards, helps_asked_for
from sociale_kaart.web.clock import moment
from sociale_kaart.web.facets import Facets
from sociale_kaart.web.filesite.timelines import LETTERS, Timelines
from sociale_kaart.web.helplines import help_lines, said_now, standing_name, stands_now
from sociale_kaart.web.needs import Need, all_help, need_of_pillar, needs_of
from sociale_kaart.web.placehelp import Help
from sociale_kaart.web.placehours import NOT_SAID
from sociale_kaart.web.placeindex import Selection
from sociale_kaart.web.question import Query
from sociale_kaart.web.site import Site
from sociale_kaart.web.wanneer import When

PLACES_A_PIECE = 24


def pieces_of(site: Site) -> list[list[int]]:
    """Rows of the index, piece by piece: places near each other together, and those without a point last."""
    placed = site.index.placed.tolist()
    rows = placed + sorted(set(range(len(site.index))) - set(placed))
    return [rows[first : first + PLACES_A_PIECE] for first in range(0, len(rows), PLACES_A_PIECE)]


def piece(site: Site, timelines: Timelines, rows: Sequence[int]) -> dict[str, Any]:
    """Everything that cards of some places can say; `states` are sentences, each with the letter of its state."""
    said = Said(site, timelines)
    needs = choices(site)
    told = {str(row): _place(site, said, row, needs) for row in rows}
    return {
        "version": site.map_points.version,
        "places": told,
        "bodies": said.bodies,
        "timelines": said.timelines,
        "states": list(said.numbers),
    }


@dataclass(frozen=True, slots=True)
class Stands:
    """What the template says of a state."""

    state: State
    now: Markup


class Said:
    """The timelines of a piece, in the language at hand: of each name the minute, the sentence and the next time."""

    def __init__(self, site: Site, timelines: Timelines) -> None:
        self._site, self._source = site, timelines
        self.timelines: dict[str, list[list[int | None]]] = {}
        self.numbers: dict[tuple[str, str], int] = {}
        self.bodies: list[Any] = []
        self._rendered: dict[tuple[State, Markup], int] = {}
        context: dict[str, Any] = {"appointment_words": appointment_words(), "body_of": None}
        current_app.update_template_context(context)

        def parts_of(template: str) -> Any:
            return current_app.jinja_env.get_template(template).make_module(context)

        self.parts: Any = parts_of("kaartje.html")
        self._stands: Any = parts_of("delen.html").stands_now

    def body_number(self, body: Any) -> int:
        """Which of the bodies it is: most choices give the same."""
        if body not in self.bodies:
            self.bodies.append(body)
        return self.bodies.index(body)

    def of_help(self, one: Help, *, can_call: bool) -> None:
        """How help stands from now on."""
        name = standing_name(one.key, can_call=can_call)
        if name in self.timelines:
            return
        known = self._site.hours.hours(one.key) is not None
        told = []
        for at in self._source.moments(one.key) if known else self._source.days_of(one):
            found, following = self._source.at(one.key, at) if known else (NOT_SAID, None)
            stands, now = stands_now(one, found, following, at, can_call=can_call)
            told.append((at, stands, now, following if one.is_there(at.date()) else None))
        self._keep(name, told)

    def of_building(self, location_id: str, hours: Hours, calendar: Calendar) -> None:
        """How the building stands."""
        told = []
        for at in self._source.of_hours(hours, calendar):
            found = state(hours, at, calendar=calendar)
            following = next_occurrence(hours, at, calendar=calendar)
            told.append((at, found.state, said_now(found, following, at, can_call=False), None))
        self._keep(standing_name(location_id, can_call=False), told)

    def _number(self, stands: State, now: Markup) -> int:
        if (stands, now) not in self._rendered:
            html = str(self._stands(Stands(stands, now))).strip()
            number = self.numbers.setdefault((LETTERS[stands], html), len(self.numbers))
            self._rendered[stands, now] = number
        return self._rendered[stands, now]

    def _keep(self, name: str, told: Sequence[tuple[datetime, State, Markup, Occurrence | None]]) -> None:
        line: list[list[int | None]] = []
        span = self._source.span
        for at, stands, now, following in told:
            number = self._number(stands, now)
            begins = span.minute(following.start) if following else None
            if not line or line[-1][1:] != [number, begins]:
                line.append([span.minute(at), number, begins])
        self.timelines[name] = line


def _place(site: Site, said: Said, row: int, needs: Mapping[str, Need]) -> dict[str, Any]:
    location = site.index.locations[row]
    _tell_all(site, said, location.id)
    bodies: dict[str, Any] = {}
    card = None
    for name, need in needs.items():
        (card,) = cards(site, _query(need), _nowhere(), moment(), [row])
        bodies[name] = said.body_number(_body(site, said, row, need, card))
    assert card is not None
    parts = said.parts
    return {
        "id": location.id,
        "name": str(language.own_text(card.name)),
        "head": _html(parts.kop(card)),
        "unplaced": card.not_placed,
        "where": _html(parts.waar(card)),
        "stepFree": _html(parts.drempel(card)),
        "do": _html(parts.doen(card)),
        "asked": bodies,
    }


def _body(site: Site, said: Said, row: int, need: Need, card: Any) -> dict[str, Any]:
    lines = card.hours
    if card.more_hours:
        helps = helps_asked_for(site, row, need.wanted, moment().date())
        lines = help_lines(site, helps, moment(), can_call=bool(card.phones))
    return {
        "lines": [[line.standing, _html(said.parts.uren(line))] for line in lines],
        "also": _html(said.parts.ook(card)),
        "doubt": _html(said.parts.twijfel(card)),
        "plain": _html(said.parts.twijfel(replace(card, in_doubt=()))),
    }


def choices(site: Site) -> dict[str, Need]:
    """Every choice that an address may name: those of the form, all help, and each pillar."""
    here, config = language.current(), site.data.config
    pillars = (need_of_pillar(config, site.pillars, one, here) for one in site.pillars)
    needs = needs_of(config, tuple(site.pillars.values()), here)
    return {one.id: one for one in (*filter(None, pillars), *needs, all_help())}


def _tell_all(site: Site, said: Said, location_id: str) -> None:
    """Of all that the card and the page of a place say of how it stands."""
    there = site.data.listings_at[location_id]
    can_call = {one.id: bool(links.phone(phone_of(site.data, one))) for one in there}
    anybody = any(can_call.values())
    for listing in there:
        offers = [one for one in site.data.offers_at(listing) if one.presence is not Presence.NO]
        helps = [Help(one.id, location_id, one, site.data.services[one.service_id].pillar) for one in offers]
        for one in (Help(listing.id, location_id), *helps):
            for called in {anybody, can_call[listing.id]}:
                said.of_help(one, can_call=called)
    hours = site.hours.location_hours(location_id)
    told = site.data.locations[location_id].opening_hours
    if hours is not None and told is not None and told.text:
        said.of_building(location_id, hours, site.hours.calendar(there[0].id))


def _query(need: Need) -> Query:
    """All that a card can say: where doubt counts, and steps do."""
    return Query(
        zoek="",
        spot=None,
        area=None,
        need=need,
        is_need_chosen=True,
        asked_pillars=(),
        wanted=need.wanted,
        phrase="",
        when=When(),
        facets=Facets(drempelvrij="ja"),
        with_unknown=True,
        page=1,
    )


def _nowhere() -> Selection:
    return Selection(np.zeros(0, np.intp), None, 0, 0, np.zeros(0, np.bool_))


def _html(part: Any) -> str:
    return "\n".join(line.strip() for line in str(part).splitlines() if line.strip())
