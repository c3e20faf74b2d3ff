"""Short links to places, for paper: /p/<code> leads to the same place as long as the place keeps its id."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from sociale_kaart.web.faults import Refused
from sociale_kaart.web.publicaddress import public_address
from sociale_kaart.web.shortcodes import LONGEST
from sociale_kaart.web.site import Site, current_site

blueprint = Blueprint("shortlinks", __name__)


@blueprint.get("/p/<code>")
def go(code: str) -> str | Response | tuple[str, int]:
    """To the place with this code; to a choice where two begin so."""
    site = current_site()
    found = site.short_links.find(_as_printed(code))
    if not found:
        raise Refused(
            HTTPStatus.NOT_FOUND,
            _("Deze korte link kennen we niet. Kijk of u alle tekens goed hebt overgenomen."),
        )
    if len(found) == 1:
        return redirect(url_for("plek.page", plek_id=found[0]))
    places = [site.data.locations[plek_id] for plek_id in found]
    return render_template("kort.html", places=places), HTTPStatus.MULTIPLE_CHOICES


def _as_printed(typed: str) -> str:
    """A code as somebody types it over: in capitals, or in groups."""
    return typed.casefold().replace("-", "").replace(" ", "")[:LONGEST]


def short_address(site: Site, plek_id: str) -> str:
    """The whole address of a place's short link, in the language of the page at hand."""
    return public_address(url_for("shortlinks.go", code=site.short_links.code(plek_id)))
