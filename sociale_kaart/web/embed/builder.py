"""/insluiten: choose a map, see it, and copy the code for a page of one's own."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from sociale_kaart.coverage.when import days_known
from sociale_kaart.export.press import can_print
from sociale_kaart.web import language
from sociale_kaart.web.dekking.page import options
from sociale_kaart.web.embed.codes import codes, frame_address
from sociale_kaart.web.embed.controls import LEAST_PX, MOST_PX, Controls, height_of
from sociale_kaart.web.embed.shown import Shown, Subject
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.language import gettext as _
from sociale_kaart.web.languagelinks import in_language, same_page
from sociale_kaart.web.pictures import asked as picture_size
from sociale_kaart.web.pictures.asked import paper_of, query_of
from sociale_kaart.web.site import current_site

blueprint = Blueprint("insluiten", __name__)


@blueprint.get("/insluiten")
def builder() -> str | Response:
    """The choices, what they give, and the code."""
    return _page(Subject.PLACES)


@blueprint.get("/insluiten/dekking")
def of_coverage() -> str | Response:
    """The same, of coverage unless the address says otherwise: where the dashboard leads with its own choices."""
    return _page(Subject.COVERAGE)


def _page(usual: Subject) -> str | Response:
    """The page; in another language where that is chosen."""
    spoken = request.args.get("taal") or language.current()
    if spoken not in language.known_languages():
        raise Refused(
            HTTPStatus.BAD_REQUEST,
            _("Deze taal kennen we niet. Kies er een uit de lijst."),
            choices=language.known_languages(),
        )
    said = MultiDict([(name, value) for name, value in request.args.items(multi=True) if name != "taal"])
    if spoken != language.current():
        # Written out: among the names that somebody typed may be one that url_for takes for its own.
        asked = urlencode({"wat": str(usual), **said.to_dict()})
        address = f"{url_for('insluiten.builder')}?{asked}"
        return redirect(in_language(address, spoken), HTTPStatus.FOUND)
    site, subject = current_site(), _subject(said.get("wat", ""), usual)
    shown, controls = Shown.of(said, site, subject), Controls.of(said)
    if subject is Subject.COVERAGE:
        # What only a list of places has would stay in the form unseen.
        said.poplist("ook")
    size = paper_of({name: said.get(f"plaatje-{name}", "") for name in picture_size.NAMES})
    return render_template(
        "insluiten.html",
        subject=subject,
        shown=shown,
        controls=controls,
        height=height_of(said),
        heights=(LEAST_PX, MOST_PX),
        size=size,
        sizes=picture_size,
        offers=options(shown.choices) if shown.choices else {},
        days=days_known(site.data.known_on),
        codes=codes(site, shown, controls, query_of(size)),
        preview=frame_address(shown, controls),
        can_print=can_print(),
        same_page=same_page(),
    )


def _subject(said: str, usual: Subject) -> Subject:
    if said and said not in tuple(Subject):
        raise Refused(HTTPStatus.BAD_REQUEST, _("Kies wat u wilt zien: plekken of dekking."))
    return Subject(said) if said else usual
