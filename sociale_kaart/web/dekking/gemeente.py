"""The page of one gemeente: who does what there, its figures, its neighbours, and what its coordinator can find out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import shapely
from flask import current_app, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from shapely.geometry import shape

from sociale_kaart.export.press import can_print
from sociale_kaart.gebieden.boundaries import web_geojson
from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.web.clock import moment
from sociale_kaart.web.dekking.choices import Choices
from sociale_kaart.web.dekking.table import Order
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.languagelinks import same_page
from sociale_kaart.web.report.area import WORDS, about, notes
from sociale_kaart.web.report.fitting import MOST_GEMEENTEN, printed_room
from sociale_kaart.web.report.gemeente import gemeente_report
from sociale_kaart.web.report.nearby import limits
from sociale_kaart.web.report.routes import office
from sociale_kaart.web.report.verdicts import headings
from sociale_kaart.web.site import Site, current_site


def gemeente(gemeentecode: str) -> str:
    """All that is known of one gemeente."""
    site = current_site()
    if gemeentecode not in site.data.gemeentecodes:
        raise Refused(404, _("Deze gemeente staat niet op deze kaart. Kies er een uit het overzicht."))
    choices, order = Choices.of(request.args, site), Order.of(request.args)
    # What is stale depends on the day.
    address = f"{url_for('dekking.gemeente', gemeentecode=gemeentecode)} {moment().date()}"
    page = site.rendered.get(address, lambda: _page(site, gemeentecode))
    return _leading_back(page, {**choices.query(), **order.query()})


def _leading_back(page: str, query: Mapping[str, Any]) -> str:
    """A page that is the same for everybody, with a link back to the view that somebody came from."""
    if not query:
        return page
    link = Markup('<a href="{}" data-weg-terug>')
    usual, chosen = url_for("dekking.overview"), url_for("dekking.overview", **query)
    return page.replace(link.format(usual), link.format(chosen), 1)


def neighbours(gemeentecode: str) -> frozenset[str]:
    """Codes of the gemeenten that share a border, or a corner, with one."""
    codes, tree = _borders()
    own = tree.geometries[codes.index(gemeentecode)]
    touching = {codes[i] for i in tree.query(own, predicate="intersects").tolist()}
    return frozenset(touching - {gemeentecode})


@cache
def _borders() -> tuple[list[str], shapely.STRtree]:
    features = web_geojson(list(gemeenten()))["features"]
    return [one["id"] for one in features], shapely.STRtree([shape(one["geometry"]) for one in features])


def _page(site: Site, gemeentecode: str) -> str:
    on, figures = moment().date(), office().figures
    beside = neighbours(gemeentecode)
    here = site.listings_in.get(gemeentecode, ())
    return render_template(
        "gemeente.html",
        same_page=same_page(query=""),
        gemeente=site.gemeenten[gemeentecode],
        report=gemeente_report(site, figures, gemeentecode, on),
        printed=printed_room(site.data.config),
        label={name: _(text) for name, text in WORDS.items()},
        headings=headings(),
        limits=limits(),
        notes=notes(),
        about=list(about(site, figures, on)),
        has_pdf=can_print() and not _is_large_site_of_files(site),
        has_hours=any(site.has_hours(one) for one in here),
        neighbours=[one for one in site.area if one.code in beside],
    )


def _is_large_site_of_files(site: Site) -> bool:
    """Whether a PDF of every gemeente would be made beforehand, for the few that somebody wants."""
    return bool(current_app.config.get("FROZEN")) and len(site.area) > MOST_GEMEENTEN
