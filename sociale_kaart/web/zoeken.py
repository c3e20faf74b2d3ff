"""The front page: one question, and with an answer in its address the places that help, nearest first."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from functools import partial
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request

from sociale_kaart.gebieden.places import Ambiguous, NotFound, Position
from sociale_kaart.hours.calendar import dutch_calendar
from sociale_kaart.hours.sentence import holiday_in
from sociale_kaart.web import language, words
from sociale_kaart.web.cards import appointment_words, body_of, cards
from sociale_kaart.web.clock import moment
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.found import chosen, what_was_found
from sociale_kaart.web.instead import alternatives
from sociale_kaart.web.language import ngettext
from sociale_kaart.web.needs import all_help, needs_of
from sociale_kaart.web.positionwords import doubt, measured_from, unfound
from sociale_kaart.web.question import FIELDS, Asked, Query, read_asked, spot_text
from sociale_kaart.web.search import left_out_for_appointment, origin_of, select
from sociale_kaart.web.site import Site, current_site
from sociale_kaart.web.wanneer import Choice, Part, When, week_ends

PER_PAGE = 10

blueprint = Blueprint("zoeken", __name__)


@blueprint.get("/")
def index() -> Response:
    """The question; with an answer, the list and the map; with one we cannot use, what is wrong with it."""
    site, asked = current_site(), read_asked(current_site())
    if asked.faults:
        return _question(site, asked, status=HTTPStatus.BAD_REQUEST)
    query = asked.query
    if query.spot and request.args.get("plek") != spot_text(query.spot):
        # Nothing on the page, and no link on it, is to hold more than we go by.
        return make_response(redirect(query.address()))
    if not query.is_asked:
        return _question(site, asked)
    found = site.finder.position(query.zoek) if query.zoek else query.start
    if isinstance(found, Ambiguous | NotFound):
        return _question(site, asked, found=found)
    return _results(site, asked, found)


def _question(
    site: Site, asked: Asked, *, found: Ambiguous | NotFound | None = None, status: int = HTTPStatus.OK
) -> Response:
    """The page with the question alone, or with what must be answered first."""
    page = render_template(
        "index.html",
        options=[one.label for one in found.options] if isinstance(found, Ambiguous) else [],
        suggestions=found.suggestions if isinstance(found, NotFound) else (),
        unfound=unfound(found) if isinstance(found, NotFound) else None,
        **_form(site, asked, moment()),
    )
    return make_response(page, status)


def _results(site: Site, asked: Asked, position: Position | None) -> Response:
    query, at = asked.query, moment()
    last = query.page * PER_PAGE
    shown = select(site, query, at, origin_of(position), first=last)
    pages = max(1, math.ceil(len(shown.rows) / PER_PAGE))
    if query.page > pages:
        raise Refused(
            HTTPStatus.NOT_FOUND,
            ngettext(
                "Deze lijst heeft %(number)s pagina.",
                "Deze lijst heeft %(number)s pagina’s.",
                pages,
                number=words.number(pages),
            ),
        )
    found = what_was_found(site, query, at, position, shown)
    today = dutch_calendar().holiday_name(at.date())
    rows = shown.rows[last - PER_PAGE : last].tolist()[: 1 if found.is_far else None]
    listed = cards(site, query, shown, at, rows, first=last - PER_PAGE + 1)
    page = render_template(
        "resultaten.html",
        position=position,
        doubt=doubt(position) if position else "",
        measured_from=measured_from(position) if position else "",
        outside=position is not None and position.gemeentecode not in site.data.gemeentecodes,
        selection=shown,
        found=found,
        cards=listed,
        more=0 if found.is_far else len(shown.rows) - last,
        alternatives=[] if listed else alternatives(site, query, at, position),
        by_appointment=left_out_for_appointment(site, query, at, shown),
        appointment_words=appointment_words(),
        body_of=partial(body_of, site),
        map_states=map_states(query),
        is_later=_is_later(query),
        then=query.when.phrase(at.date()),
        week_ends=week_ends(at.date()),
        tomorrow=_next_part(query, at),
        holiday=holiday_in(today, words.hours_language()) if today else "",
        **_form(site, asked, at),
    )
    return make_response(page)


def _form(site: Site, asked: Asked, at: datetime) -> dict[str, Any]:
    """What the form on every state of the page needs."""
    query = asked.query
    needs = needs_of(site.data.config, tuple(site.pillars.values()), language.current())
    return {
        "query": query,
        "faults": asked.faults,
        # What was typed stands there again, whether we could use it or not.
        "said": {field: request.args.get(field, "") for field in FIELDS},
        "needs": [*needs, all_help()],
        "at": at,
        "parts": list(Part),
        "facts": site.place_hours.facts,
        "knows_hours": site.place_hours.knows_hours,
        "helpline": site.data.config.helpline,
        "chosen": chosen(query, at),
    }


def _next_part(query: Query, at: datetime) -> When | None:
    """The same part of tomorrow, where that of today has passed; else None."""
    if not query.when.is_over(at):
        return None
    return When(Choice.DAY, at.date() + timedelta(days=1), query.when.part)


def _is_later(query: Query) -> str:
    """When the states on the map are of, where that is not now: today, or the moment that was chosen."""
    if not query.when.is_time or query.when.choice is Choice.NOW:
        return ""
    return "vandaag" if query.when.choice is Choice.TODAY and not query.when.part else "dan"


def map_states(query: Query) -> str:
    """The states, as letters of /api/stand.json, that places on the map can have: what its legend explains."""
    if query.when.choice is Choice.ANY or query.when.lacks_day:
        return "ocu"
    if query.when.choice is Choice.NOT_KNOWN:
        return "u"
    return "ou" if query.with_unknown else "o"
