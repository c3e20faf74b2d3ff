"""One gemeente: who does what there, its figures, and its neighbours."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

import shapely
from flask import render_template, url_for
from flask_babel import gettext as _
from shapely.geometry import shape

from sociale_kaart.gebieden.boundaries import web_geojson
from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.model import Listing, Organisation, Presence, fold
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.language import same_page
from sociale_kaart.web.site import Site, current_site


def gemeente(gemeentecode: str) -> str:
    """Who does what in one gemeente, its figures, and its neighbours."""
    site = current_site()
    if gemeentecode not in site.data.gemeentecodes:
        raise Refused(404, _("Deze gemeente staat niet op deze kaart. Kies er een uit het overzicht."))
    address = url_for("dekking.gemeente", gemeentecode=gemeentecode)
    if address not in site.rendered:
        site.rendered[address] = _gemeente(site, gemeentecode)
    return site.rendered[address]


@dataclass(frozen=True, slots=True)
class WorksHereToo:
    """An organisation that says it works in a gemeente without a place there; one of its places elsewhere, if any."""

    organisation: Organisation
    elsewhere: Listing | None


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


def _gemeente(site: Site, gemeentecode: str) -> str:
    here = site.listings_in.get(gemeentecode, ())
    often = Counter(listing.name for listing in here)
    return render_template(
        "gemeente.html",
        same_page=same_page(query=""),
        has_hours=any(site.has_hours(one) for one in site.listings_in.get(gemeentecode, ())),
        gemeente=site.gemeenten[gemeentecode],
        rows=[
            (
                pillar,
                site.coverage.get((gemeentecode, pillar.id)),
                site.declared.get((gemeentecode, pillar.id)),
            )
            for pillar in site.data.pillars
        ],
        also=_works_here_too(site, gemeentecode),
        who=[(listing, _presences(site, listing)) for listing in here],
        double={name for name, times in often.items() if times > 1},
        neighbours=[one for one in site.area if one.code in neighbours(gemeentecode)],
    )


def _works_here_too(site: Site, gemeentecode: str) -> list[WorksHereToo]:
    """Organisations that say they work here, without a place of their own or of a branch of theirs."""
    here = {listing.organisation_id for listing in site.listings_in.get(gemeentecode, ())}
    here |= {site.data.organisations[one].parent for one in here}
    listed = {listing.organisation_id: listing for listing in reversed(site.data.inventory.listings)}
    return [
        WorksHereToo(one, listed.get(one.id))
        for one in sorted(site.data.inventory.organisations, key=lambda one: fold(one.name))
        if gemeentecode in one.serves and one.id not in here
    ]


def _presences(site: Site, listing: Listing) -> list[Presence]:
    return [site.data.presence(listing, pillar.id) for pillar in site.data.pillars]
