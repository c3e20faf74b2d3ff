"""Lists of every place per gemeente, for who has no script; and in each language what a script says and shows."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from flask import Blueprint, Response, render_template, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from sociale_kaart.gebieden.gemeenten import Gemeente
from sociale_kaart.model import Location
from sociale_kaart.web import language
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.filesite.cards import PLACES_A_PIECE, choices, piece
from sociale_kaart.web.filesite.data import (
    NAMES_A_PIECE,
    addresses,
    as_file,
    card_pieces,
    name_pieces,
    once,
    suggestions,
    timelines,
)
from sociale_kaart.web.filesite.sentences import sentences as all_sentences
from sociale_kaart.web.filesite.span import current_span
from sociale_kaart.web.site import Site, current_site

blueprint = Blueprint("filesite", __name__)


@blueprint.get("/plekken")
def all_places() -> str:
    """The gemeenten of the map, with how many places each has."""
    return render_template("gemeenten.html", gemeenten=_gemeenten(current_site()))


@blueprint.get("/plekken/<gemeentecode>")
def places_in(gemeentecode: str) -> str:
    """The places in a gemeente, by name; `elders` for those of which no gemeente is known."""
    site = current_site()
    there = _places_in(site).get(gemeentecode)
    if there is None:
        raise Refused(404, _("Deze gemeente staat niet op deze kaart. Kies er een uit het overzicht."))
    return render_template(
        "plekken.html",
        gemeente=site.gemeenten.get(gemeentecode),
        in_area=gemeentecode in site.data.gemeentecodes,
        places=[(one, _offered(site, one)) for one in there],
    )


@blueprint.get("/zoek/woorden.json")
def sentences() -> Response:
    """What the browser says of a search, which choices there are, and where its tables stand."""
    site = current_site()
    return as_file(
        {
            "sentences": all_sentences(current_span()),
            "needs": {
                name: {
                    "pillars": [site.index.pillars.index(pillar) for pillar in one.wanted.pillars],
                    "categories": sorted(one.wanted.categories_folded()),
                    "phrase": str(language.own_text(one.phrase) if one.language else one.phrase),
                }
                for name, one in choices(site).items()
            },
            "area": list(site.data.gemeentecodes),
            "here": language.current(),
            "pieces": {
                "cards": PLACES_A_PIECE,
                "points": NAMES_A_PIECE,
                "placed": len(site.map_points),
                "names": sorted(name_pieces()),
                "beginnings": sorted(suggestions()),
                "has_addresses": addresses() is not None,
            },
            "addresses": _addresses(),
        }
    )


@blueprint.get("/zoek/kaartjes/<int:shard>.json")
def cards_of(shard: int) -> Response:
    """The cards of a piece of the map."""
    rows = card_pieces()
    if shard >= len(rows):
        raise NotFound
    return as_file(piece(current_site(), timelines(), rows[shard]))


def gemeentecodes() -> list[str]:
    """Of every gemeente that has a list of its own."""
    return sorted(_places_in(current_site()))


def _addresses() -> dict[str, str]:
    """Where the tables stand; with blanks for which piece."""
    return {
        "front": url_for("zoeken.index"),
        "places": url_for("filedata.places"),
        "states": url_for("filedata.states"),
        "names": url_for("filedata.place_names", piece="PIECE"),
        "houses": url_for("filedata.houses", piece="PIECE"),
        "street_index": url_for("filedata.street_index"),
        "streets": url_for("filedata.streets", piece="PIECE"),
        "postcodes": url_for("filedata.postcodes", piece="PIECE"),
        "beginnings": url_for("filedata.beginnings", piece="PIECE"),
        "all_names": url_for("filedata.all_names"),
        "outlines": url_for("api.gebied_geojson"),
        "points": url_for("api.punten_bin"),
        "list": f"{url_for('zoeken.index')}hulp/NEED/",
        "surroundings": url_for("filedata.surrounding", piece="PIECE"),
        "sheet": f"{url_for('sheets.of_question')}/",
        "sheet_of": f"{url_for('sheets.of_place', plek_id='PIECE')}/",
        "cards": url_for("filesite.cards_of", shard=0).replace("0.json", "PIECE.json"),
    }


def _gemeenten(site: Site) -> list[tuple[Gemeente | None, str, int]]:
    """Each with its code and places, by name; what has no gemeente comes last."""
    there = _places_in(site)
    named = sorted((one.naam, one) for code in there if (one := site.gemeenten.get(code)))
    found: list[tuple[Gemeente | None, str, int]] = [
        (one, one.code, len(there[one.code])) for _, one in named
    ]
    return found + [(None, ELSEWHERE, len(there[ELSEWHERE])) for _ in range(1) if ELSEWHERE in there]


ELSEWHERE = "elders"


def _places_in(site: Site) -> dict[str, list[Location]]:
    def sorted_out() -> dict[str, list[Location]]:
        there: defaultdict[str, list[Location]] = defaultdict(list)
        for one in site.index.locations:
            code = site.data.gemeente_of(one.id)
            there[code if code in site.gemeenten else ELSEWHERE].append(one)
        return dict(there)

    return once("places_in", sorted_out)


def _offered(site: Site, location: Location) -> list[str]:
    """The kinds of help that surely are there."""
    row = site.index.row_of[location.id]
    yes: Any = site.index.yes[row].tolist()
    return [pillar.name for pillar, there in zip(site.pillars.values(), yes, strict=True) if there]
