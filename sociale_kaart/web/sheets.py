"""Sheets to hand over: of one place, or of the three that are nearest; as a page to print, and as a tagged PDF."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import asdict
from http import HTTPStatus
from pathlib import Path
from typing import Any, get_args

from flask import Blueprint, Flask, Response, current_app, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from sociale_kaart.export.press import MIMETYPE, Press, can_print
from sociale_kaart.export.sheet import Sheet, SheetPlace
from sociale_kaart.export.sheetpdf import Paper, sheet_pdf
from sociale_kaart.gebieden.places import Position
from sociale_kaart.web import language, words
from sociale_kaart.web.back import back_to_list
from sociale_kaart.web.cards import helps_asked_for
from sociale_kaart.web.clock import moment
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.found import chosen, place_name
from sociale_kaart.web.language import marked
from sociale_kaart.web.placehelp import help_at
from sociale_kaart.web.question import Query, read_query
from sociale_kaart.web.search import origin_of, select
from sociale_kaart.web.sheetmap import Numbered, sheet_map
from sociale_kaart.web.sheetplaces import sheet_place
from sociale_kaart.web.site import Site, current_site

MOST_PLACES = 3
PAPERS: tuple[Paper, ...] = get_args(Paper)
_USUAL: Paper = "a4"
_EXTENSION = "sociale_kaart_press"

blueprint = Blueprint("sheets", __name__)


def install(app: Flask) -> None:
    """Give a site its press, and templates `can_print`: whether there is one."""
    app.extensions[_EXTENSION] = Press([Path(app.static_folder or "")])
    app.add_template_global(can_print, "can_print")


@blueprint.get("/plek/<plek_id>/blad")
def of_place(plek_id: str) -> str:
    """The sheet of a place, as a page."""
    sheet = _of_place(current_site(), plek_id)
    back = back_to_list() or url_for("plek.page", plek_id=plek_id)
    return _page(sheet, back=back, endpoint="sheets.pdf_of_place", plek_id=plek_id)


@blueprint.get("/plek/<plek_id>.pdf")
def pdf_of_place(plek_id: str) -> Response:
    """The sheet of a place, as PDF; on A5 where the address asks for it."""
    paper = _paper()
    return _pdf(_of_place(current_site(), plek_id), paper, name=plek_id)


@blueprint.get("/blad")
def of_question() -> str | AnyResponse:
    """The three places that are nearest, as a page; back to the question where we do not know from where."""
    query = read_query(current_site())
    sheet = _of_question(current_site(), query)
    if sheet is None:
        return redirect(query.address())
    return _page(sheet, back=query.address(), endpoint="sheets.pdf_of_question", **query.parameters())


@blueprint.get("/blad.pdf")
def pdf_of_question() -> AnyResponse:
    """The three places that are nearest, as PDF; on A5 where the address asks for it."""
    paper = _paper()
    query = read_query(current_site())
    sheet = _of_question(current_site(), query)
    return redirect(query.address()) if sheet is None else _pdf(sheet, paper, name="dichtbij")


def _page(sheet: Sheet, *, back: str, endpoint: str, **asked: Any) -> str:
    pdf = {paper: url_for(endpoint, **asked, formaat=paper if paper != _USUAL else None) for paper in PAPERS}
    return render_template("blad.html", sheet=sheet, back=back, pdf=pdf, plek_id=asked.get("plek_id"))


def _paper() -> Paper:
    """The size that the address asks for; raises Refused where there is no press, or no such paper."""
    if not can_print():
        raise Refused(
            HTTPStatus.NOT_FOUND, _("Deze website maakt geen PDF. Print het blad vanuit uw browser.")
        )
    paper = request.args.get("formaat", _USUAL)
    if paper not in PAPERS:
        raise Refused(HTTPStatus.BAD_REQUEST, _("Dit formaat kennen we niet. Kies a4 of a5."))
    return paper


def _pdf(sheet: Sheet, paper: Paper, *, name: str) -> Response:
    """The PDF; made only for who does not have it yet."""
    content = json.dumps([asdict(sheet), paper], ensure_ascii=False)
    response = Response(mimetype=MIMETYPE)
    tag = hashlib.sha256(content.encode()).hexdigest()[:20]
    response.set_etag(tag)
    response.headers["Content-Disposition"] = f'inline; filename="{_ascii(name)}.pdf"'
    if request.if_none_match.contains(tag):
        response.status_code = HTTPStatus.NOT_MODIFIED
        return response
    press: Press = current_app.extensions[_EXTENSION]
    config = current_site().data.config
    response.set_data(
        sheet_pdf(press, sheet, on=current_site().data.known_on, publisher=config.publisher.name, paper=paper)
    )
    return response


def _ascii(name: str) -> str:
    return (
        "".join(sign for sign in name if sign.isascii() and (sign.isalnum() or sign in "-_"))[:60] or "blad"
    )


def _of_place(site: Site, plek_id: str) -> Sheet:
    if plek_id not in site.index.row_of:
        raise Refused(
            HTTPStatus.NOT_FOUND,
            _("Deze plek staat niet (meer) op de kaart. Zoek een andere plek dicht bij u."),
        )
    location, at = site.data.locations[plek_id], moment()
    helps = [one for one in help_at(site.data, plek_id) if one.is_there(at.date())]
    place = sheet_place(site, location, helps, at)
    match = site.data.match_of(plek_id)
    points = [] if match.x_rd is None or match.y_rd is None else [Numbered(None, match.x_rd, match.y_rd)]
    says = _("Kaart van de omgeving. De stip is de plek.")
    return _sheet(site, words.day(at.date()), place.name, (place,), map=sheet_map(points), map_says=says)


def _of_question(site: Site, query: Query) -> Sheet | None:
    """The nearest three places that answer a question; None where there is none, or no position to start from."""
    found = site.finder.position(query.zoek) if query.zoek else query.start
    if not isinstance(found, Position):
        return None
    at = moment()
    shown = select(site, query, at, origin_of(found), first=MOST_PLACES)
    rows = [row for row in shown.rows[:MOST_PLACES].tolist() if not math.isnan(site.index.x_rd[row])]
    if not rows or shown.distance_m is None:
        return None
    places = tuple(
        sheet_place(
            site,
            site.index.locations[row],
            helps_asked_for(site, row, query.wanted, at.date()),
            at,
            number=number,
            distance_m=float(shown.distance_m[row]),
        )
        for number, row in enumerate(rows, start=1)
    )
    points = [
        Numbered(number, float(site.index.x_rd[row]), float(site.index.y_rd[row]))
        for number, row in enumerate(rows, start=1)
    ]
    return _sheet(
        site,
        words.day(at.date()),
        words.capitalised(query.need.text) if query.is_need_chosen else _(_NEARBY),
        places,
        lead=_lead(found, len(places), chosen(query, at, on_paper=True)),
        map=sheet_map(points, (found.x_rd, found.y_rd)),
        map_says=_(_NUMBERED_MAP),
    )


def blank_sheet(site: Site, day: str) -> Sheet:
    """What a sheet of a question says before anything was asked; day : as it stands in the foot."""
    return _sheet(site, day, _(_NEARBY), (), map_says=_(_NUMBERED_MAP))


def _sheet(
    site: Site,
    day: str,
    title: str,
    places: tuple[SheetPlace, ...],
    *,
    lead: str = "",
    map: str = "",  # noqa: A002  # the field's own name
    map_says: str = "",
) -> Sheet:
    config = site.data.config
    made = _("%(publisher)s maakte dit blad op %(day)s.", publisher=config.publisher.name, day=day)
    return Sheet(
        language=language.current(),
        own_language=config.language,
        hours_language=words.hours_language(),
        title=title,
        places=places,
        lead=lead,
        example=_example() if config.example else "",
        map=map,
        map_says=map_says,
        foot=(made, _("Tijden kunnen veranderen. Vraag het na voor u gaat.")),
        words={
            "hours": _("Openingstijden"),
            "next_time": _("Volgende keer:"),
            "next_times": _("Volgende keren:"),
            "phone": _("Bel"),
            "scan": _("Scan met uw telefoon, of typ:"),
            "cross": _("Het kruis is waar u zocht."),
        },
    )


def _example() -> str:
    return " ".join([words.example_notice(), _("Ga er niet heen.")])


def _lead(found: Position, count: int, choices: list[str]) -> str:
    where = place_name(found) if found.kind in NAMED else unnamed(found.kind)
    lead = ngettext(
        "Dit is de dichtste plek bij %(place)s.",
        "Dit zijn de %(number)s dichtste plekken bij %(place)s.",
        count,
        number=count,
        place=where,
    )
    return " ".join([lead, _("Gekozen: %(choices)s.", choices=", ".join(choices))]) if choices else lead


def unnamed(kind: str) -> str:
    """What a paper calls where somebody searched from, of a kind of position that it does not name."""
    return _(UNNAMED.get(kind, _ADDRESS))


_NEARBY = marked("Hulp bij u in de buurt")
_NUMBERED_MAP = marked("Kaart met de nummers van de plekken. Het kruis is waar u zocht.")
# What may stand on a paper that is handed over; an address may be somebody's home.
NAMED = frozenset({"postcode4", "woonplaats", "gemeente"})
_ADDRESS = marked("het adres dat u zocht")
UNNAMED = {
    "plek": marked("de plek waar u was"),
    "kaart": marked("het midden van de kaart die u bekeek"),
}
