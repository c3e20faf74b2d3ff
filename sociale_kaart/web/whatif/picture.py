"""A plan as a picture for a report: the map as it would be, with what comes and goes, from whom and from when."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from flask import Response, request

from sociale_kaart.coverage.report.kind import IN_ORDER, Kind
from sociale_kaart.coverage.sites import Sites
from sociale_kaart.export.mapdots import Dots
from sociale_kaart.export.mappicture import Drawn, Entry, MapPicture, draw
from sociale_kaart.export.mappng import MIMETYPE
from sociale_kaart.export.press import can_print
from sociale_kaart.web import language, words
from sociale_kaart.web.dekking.painting import FILL_OF_KIND, LEGEND_WORDS
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.language import gettext as _
from sociale_kaart.web.pictures.asked import paper_of
from sociale_kaart.web.pictures.palette import FILLS, IN_DOUBT, PLACE
from sociale_kaart.web.pictures.routes import studio
from sociale_kaart.web.pictures.subjects import counted_gemeenten, counted_places, footer_of
from sociale_kaart.web.site import Site, current_site
from sociale_kaart.web.whatif import sentences
from sociale_kaart.web.whatif.bench import current_bench
from sociale_kaart.web.whatif.page import blueprint
from sociale_kaart.web.whatif.question import Asked
from sociale_kaart.web.whatif.reckoned import Reckoned, first_reckoned
from sociale_kaart.web.whatif.table import gains

_PLACE, _CHANGED = 9.0, 26.0  # units of the drawing
_LEAST_DOTS = 5.0
_MANY = 500


@blueprint.get("/dekking/wat-als.svg")
def svg() -> Response:
    """The first plan of the address as SVG, at any size."""
    drawn = draw(_picture(), paper_of(request.args))
    return _answer(drawn.svg.encode(), "image/svg+xml")


@blueprint.get("/dekking/wat-als.png")
def png() -> Response:
    """The same as PNG, with what it shows written into it."""
    if not can_print():
        raise Refused(HTTPStatus.NOT_FOUND, _("Deze website maakt geen PNG. Een SVG maakt de website wel."))
    site, paper, picture = current_site(), paper_of(request.args), _picture()
    about = {
        "Title": picture.title,
        "Description": picture.alternative,
        "Source": "\n".join(picture.footer),
        "Author": site.data.config.publisher.name,
        "Software": "Sociale Kaart",
    } | ({"Warning": picture.example} if picture.example else {})
    drawn: Drawn = draw(picture, paper)
    return _answer(studio().printer.png(drawn, dpi=paper.dpi, about=about, on=site.data.known_on), MIMETYPE)


def _picture() -> MapPicture:
    site, found = current_site(), first_reckoned(current_site(), current_bench(), request.args)
    kinds, dots = found.kinds(), _dots(found)
    return MapPicture(
        language=language.current(),
        title=_title(site, found.asked),
        alternative=" ".join(_said(found)),
        drawing=site.drawing,
        fills=FILLS,
        filled={code: _fill_of(kind) for code, kind in kinds.items()},
        legend_title=_("Waar is een plek?"),
        legend=(*_of_kinds(kinds), *_of_dots(dots)),
        footer=(*_told(found), *footer_of(site, with_people=True)),
        example=words.example_notice() if site.data.config.example else "",
        dots=tuple(one for _text, one in dots),
    )


def _title(site: Site, asked: Asked) -> str:
    parts = [
        site.pillars[asked.choices.pillar].name,
        asked.then,
        _("plan ‘%(name)s’", name=asked.first.name) if asked.first.name else _("met dit plan"),
    ]
    return ", ".join(part for part in parts if part)


def _said(found: Reckoned) -> list[str]:
    """What it shows in sentences, for who does not see it."""
    changed = _(
        "%(gaining)s mensen krijgen er een plek bij, %(losing)s verliezen hun plek.",
        **gains(found.ground, found.first),
    )
    return [*_told(found), changed]


def _told(found: Reckoned) -> list[str]:
    """What the plan is, and what it takes for granted."""
    told, taken = found.told, [one for one in found.first.steps if not one.refused]
    steps = [sentences.step(found.bench, one, told) for one in taken]
    lines = [_("Wat er verandert: %(steps)s.", steps="; ".join(steps)) if steps else _("Er verandert niets.")]
    if steps and found.asked.is_at_a_moment:
        lines.append(_("Van een plek die erbij komt, nemen we aan dat u er dan terechtkunt."))
    if any(one.to and one.to.gemeentecode not in told for one in taken):
        lines.append(_(sentences.NOT_COUNTED_OF_MORE))
    return lines


def _of_kinds(kinds: Mapping[str, Kind]) -> list[Entry]:
    count = Counter(kinds.values())
    return [
        Entry(counted_gemeenten(_(LEGEND_WORDS[kind]), count[kind]), fill=_fill_of(kind))
        for kind in IN_ORDER
        if count[kind]
    ]


def _dots(found: Reckoned) -> list[tuple[str, Dots]]:
    """What is drawn of places, each with its words; what goes is hollow. Off the map: in words alone."""
    site, before, after = found.site, _spots(found.ground.now.sites), _spots(found.first.after.sites)
    stays = _at(site, before & after)
    size = _PLACE if len(stays) <= _MANY else _LEAST_DOTS
    drawn = [
        (_("Plek"), Dots(stays, size, PLACE)),
        (_("gaat weg"), Dots(_at(site, before - after), _CHANGED, IN_DOUBT, hollow=True)),
        (_("komt erbij"), Dots(_at(site, after - before), _CHANGED, IN_DOUBT)),
    ]
    return [(text, dots) for text, dots in drawn if dots.at]


def _spots(sites: Sites) -> set[tuple[str, float, float]]:
    """Id and place of each: one that moves goes from here and comes there."""
    return {*zip(sites.id.tolist(), sites.x_rd.tolist(), sites.y_rd.tolist(), strict=True)}


def _of_dots(drawn: Sequence[tuple[str, Dots]]) -> list[Entry]:
    return [Entry(counted_places(text, len(dots.at)), dots=dots) for text, dots in drawn]


def _at(site: Site, spots: set[tuple[str, float, float]]) -> tuple[tuple[int, int], ...]:
    """Where they are on the drawing, in order of id; those off it left out."""
    drawing = site.drawing
    found = (drawing.at(x, y) for _id, x, y in sorted(spots))
    return tuple((x, y) for x, y in found if 0 <= x <= drawing.width and 0 <= y <= drawing.height)


def _fill_of(kind: Kind) -> str:
    css, pattern = FILL_OF_KIND[kind]
    return pattern or css


def _answer(content: bytes, mimetype: str) -> Response:
    response = Response(content, mimetype=mimetype)
    response.set_etag(hashlib.sha256(content).hexdigest()[:20])
    response.headers["Cache-Control"] = "no-cache"
    response.make_conditional(request)
    return response
