"""About this map: from whom, from when, under which licence, and what became of every row."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask_babel import gettext as _

from sociale_kaart.gebieden import files
from sociale_kaart.model import fold
from sociale_kaart.web.language import marked
from sociale_kaart.web.site import Site, current_site

blueprint = Blueprint("over", __name__)

# What a page calls the reference files; licence and vintage come from their own manifest.
_CREDITS = (
    (marked("Grenzen van gemeenten"), marked("Kadaster, via PDOK"), files.WEB),
    (marked("Inwoners van gemeenten"), marked("CBS, Kerncijfers wijken en buurten"), files.GEMEENTEN),
    (marked("Waar mensen wonen"), marked("CBS, wijken en buurten"), files.BUURTEN),
    (marked("Gebieden van postcodes"), marked("CBS"), files.POSTCODES),
    (marked("Namen van plaatsen"), marked("GeoNames en open data van de stembureaus"), files.PLACES),
)


@dataclass(frozen=True, slots=True)
class Credit:
    """Somebody else's data that this map rests on."""

    what: str
    who: str
    vintage: str
    licence: str


@dataclass(frozen=True, slots=True)
class HopedFor:
    """A library organisation that the program hopes to reach, and whether it has a listing on this map."""

    name: str
    on_map: bool


@blueprint.get("/over")
def page() -> str:
    """Sources, counts, credits and contact."""
    site = current_site()
    return render_template(
        "over.html",
        counts={count.source: count for count in site.data.counts},
        credits=_credits(site),
        hoped_for=_hoped_for(site),
    )


def _hoped_for(site: Site) -> list[HopedFor]:
    present = {listing.organisation_id for listing in site.data.inventory.listings}
    present |= {one.parent for one in site.data.inventory.organisations if one.id in present}
    names = {fold(one.name) for one in site.data.inventory.organisations if one.id in present}
    return [HopedFor(name, fold(name) in names) for name in site.data.program.library_organisations]


def _credits(site: Site) -> list[Credit]:
    known = ((what, who, site.reference.get(name)) for what, who, name in _CREDITS)
    return [Credit(_(what), _(who), entry.vintage, entry.licence) for what, who, entry in known if entry]
