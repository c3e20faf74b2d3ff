"""The embedded maps: a list of places or a map of coverage, light, and allowed in a frame on any page."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    make_response,
    render_template,
    request,
    send_from_directory,
)
from shapely.geometry import shape
from werkzeug.exceptions import NotFound as NoSuchFile

from sociale_kaart.gebieden.places import Ambiguous, NotFound
from sociale_kaart.web.assets import read_manifest
from sociale_kaart.web.cards import cards
from sociale_kaart.web.clock import moment
from sociale_kaart.web.dekking.choices import Choices
from sociale_kaart.web.dekking.painting import painted
from sociale_kaart.web.dekking.table import way_back
from sociale_kaart.web.embed.controls import Controls
from sociale_kaart.web.embed.selected import select
from sociale_kaart.web.embed.shown import Shown, Subject
from sociale_kaart.web.faults import FAULTS, Refused
from sociale_kaart.web.language import gettext as _
from sociale_kaart.web.pictures.routes import picture_query, studio
from sociale_kaart.web.pictures.subjects import counted_in, fill_of, said
from sociale_kaart.web.positionwords import measured_from, unfound
from sociale_kaart.web.question import Query, read_query
from sociale_kaart.web.search import origin_of
from sociale_kaart.web.site import Site, current_site

PER_PAGE = 10
# Beside the publisher's frame: makes it as high as what is in it.
FITTING = "embedparent.js"

blueprint = Blueprint("embed", __name__, url_prefix="/ingesloten")


def kept_in_the_frame(page: Callable[[], str]) -> Callable[[], Response]:
    """What cannot be shown is said in the frame too, small and with the way to the whole map."""

    def view() -> Response:
        try:
            return make_response(page())
        except Refused as refused:
            fault = FAULTS.get(refused.code or HTTPStatus.BAD_REQUEST, FAULTS[HTTPStatus.BAD_REQUEST])
            content = render_template(
                "ingesloten/fout.html",
                title=_(fault.title),
                text=refused.sentence,
                choices=refused.choices,
                same_page=[],
            )
            return make_response(content, refused.code)

    view.__name__, view.__doc__ = page.__name__, page.__doc__
    return view


@blueprint.get("/plekken")
@kept_in_the_frame
def places() -> str:
    """The places as a list, with a map below it."""
    site, shown = current_site(), Shown.of(request.args, current_site(), Subject.PLACES)
    query, at = read_query(site), moment()
    found = site.finder.position(query.zoek) if query.zoek else None
    if isinstance(found, Ambiguous | NotFound):
        return _not_found(site, shown, query, found)
    last = query.page * PER_PAGE
    chosen = select(site, shown, query, origin_of(found), first=last)
    pages = max(1, math.ceil(len(chosen.rows) / PER_PAGE))
    if query.page > pages:
        raise Refused(HTTPStatus.NOT_FOUND, _("Deze bladzijde van de lijst is er niet."))
    rows = chosen.rows[last - PER_PAGE : last].tolist()
    return render_template(
        "ingesloten/plekken.html",
        selection=chosen,
        cards=cards(site, query, chosen, at, rows, first=last - PER_PAGE + 1),
        position=found,
        measured_from=measured_from(found) if found else "",
        pages=pages,
        box=_box(site, shown),
        **_common(site, shown, query, at),
    )


@blueprint.get("/dekking")
@kept_in_the_frame
def coverage() -> str:
    """The map of coverage, its legend and its table."""
    site, shown = current_site(), Shown.of(request.args, current_site(), Subject.COVERAGE)
    assert shown.choices is not None
    drawing = studio().drawings.of(site, shown.gemeente)
    view = painted(site, shown.choices)
    counts = counted_in(view, drawing)
    drawn = {one.code for one in drawing.shapes}
    return render_template(
        "ingesloten/dekking.html",
        view=view,
        drawing=drawing,
        counts={line: counts[fill_of(line)] for line in view.legend},
        lines=[one for one in site.area if one.code in drawn],
        way_back=_way_back(shown.choices),
        **_common(site, shown, None, moment()),
    )


def _way_back(choices: Choices | None) -> str:
    """So that the page of a gemeente leads to the view that was embedded; a site of files has one page for all."""
    return way_back(choices) if choices and not current_app.config.get("FROZEN") else ""


@blueprint.get("/passend.js")
def fitting() -> Response:
    """The script that a publisher may add: a frame then is as high as what is in it. Its address stays the same."""
    folder = Path(current_app.static_folder or "")
    built = read_manifest(folder).get(FITTING)
    if built is None:
        raise NoSuchFile
    response = send_from_directory(folder, built, mimetype="text/javascript", etag=False)
    response.set_etag(built)
    response.headers["Cache-Control"] = "public, max-age=86400"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.make_conditional(request)
    return response


def _common(site: Site, shown: Shown, query: Query | None, at: datetime) -> dict[str, Any]:
    """What both have."""
    searched = query is not None and bool(query.zoek)
    address = query.address(hulp="" if query.pillars else "alle", pagina="") if query and searched else ""
    controls = Controls.of(request.args)
    return {
        "shown": shown,
        "told": said(site, shown),
        "controls": controls,
        "query": query,
        "at": at,
        "full": address or shown.page(site),
        "kept": {**shown.query(), **controls.query()},
        "picture": picture_query(shown),
        # Of a page with a search there is one language: what was typed is repeated in no link but its own.
        "same_page": [],
    }


def _not_found(site: Site, shown: Shown, query: Query, found: Ambiguous | NotFound) -> str:
    """The form again, with what may have been meant."""
    meant = [one.label for one in found.options] if isinstance(found, Ambiguous) else [*found.suggestions]
    return render_template(
        "ingesloten/welke.html",
        meant=meant,
        unfound=unfound(found) if isinstance(found, NotFound) else None,
        **_common(site, shown, query, moment()),
    )


def _box(site: Site, shown: Shown) -> str:
    """What the map shows first, where that is a gemeente: west, south, east, north."""
    if shown.gemeente is None:
        return ""
    area = next(one for one in site.outlines["features"] if one["properties"]["code"] == shown.gemeente.code)
    return ",".join(f"{one:.3f}" for one in shape(area["geometry"]).bounds)
