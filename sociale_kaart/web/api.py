"""Data for the map on the page and for other people's programs."""

from __future__ import annotations

import hashlib
import math
from datetime import datetime
from typing import Any

import numpy as np
from flask import Blueprint, Response, jsonify, request
from flask_babel import format_decimal

from sociale_kaart.crs import looks_like_wgs84
from sociale_kaart.export.dekking import dekking
from sociale_kaart.export.geojson import plekken
from sociale_kaart.gebieden.places import Ambiguous, NotFound, Position
from sociale_kaart.web.clock import moment, seconds_left
from sociale_kaart.web.dekking.choices import asked
from sociale_kaart.web.dekking.document import document
from sociale_kaart.web.dekking.figures import figures
from sociale_kaart.web.documents import EXAMPLE_HEADER, answer, answer_of_many, tell_how_long
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.finder import DECIMALS
from sociale_kaart.web.positionwords import doubt, measured_from, unfound
from sociale_kaart.web.question import Query, read_query, typed
from sociale_kaart.web.search import select
from sociale_kaart.web.site import Site, current_site

GEOJSON = "application/geo+json"
JSON = "application/json"
BINARY = "application/octet-stream"
MOST_NAMES = 256
_LETTERS = np.array([b"c", b"u", b"o"])  # by rank: CLOSED, UNKNOWN, OPEN
_COORDINATE_DECIMALS = 5  # about a metre: enough to draw

blueprint = Blueprint("api", __name__, url_prefix="/api")


@blueprint.get("/plekken.geojson")
def plekken_geojson() -> Response:
    """Every organisation at every location."""
    return answer("plekken", GEOJSON, lambda site: plekken(site.data, site.gemeente_names, site.hours))


@blueprint.get("/dekking.json")
def dekking_json() -> Response:
    """Coverage per gemeente, pillars nested."""
    return answer("dekking", JSON, lambda site: dekking(site.data, site.gemeenten))


@blueprint.get("/dekking/<pillar>/<when>.json")
def dekking_view(pillar: str, when: str) -> Response:
    """One pillar at one moment: every measure, group and limit, as the dashboard paints them."""
    site = current_site()
    choices = asked(site, pillar, when)
    return answer_of_many(
        f"dekking/{choices.pillar}/{choices.when}",
        JSON,
        lambda site: document(figures(site, choices)),
        quickly=True,
    )


@blueprint.get("/gebied.geojson")
def gebied_geojson() -> Response:
    """Outlines of the area's gemeenten, waters included."""
    return answer("gebied", GEOJSON, lambda site: site.outlines)


@blueprint.get("/punten.json")
def punten_json() -> Response:
    """Every place with a point, as columns: id, name, position, pillars as bits."""
    return answer("punten", JSON, points)


@blueprint.get("/punten.bin")
def punten_bin() -> Response:
    """What the map needs first of the same places in the same order: where, and which pillars (see mappoints.py)."""
    site = current_site()
    return answer(
        "punten.bin", BINARY, lambda site: site.map_points.packed(), version=site.map_points.version
    )


@blueprint.get("/namen.json")
def namen_json() -> Response:
    """Id, name and address of the rows of /api/punten.json that `rij` names, as in rij=3,17,250; and of which build."""
    places = current_site().map_points
    rows = _rows(len(places))
    # Not a Document: those are compressed at length, and the next asker names other rows.
    response = jsonify({"version": places.version, **places.names(rows)})
    response.set_etag(hashlib.sha256(f"{places.version} {rows}".encode()).hexdigest()[:20], weak=True)
    tell_how_long(response, places.version)
    response.make_conditional(request)
    return response


@blueprint.get("/omtrek.json")
def omtrek_json() -> Response:
    """Outlines and names of the area's gemeenten, as the map draws them: lines in small steps."""
    site = current_site()
    return answer("omtrek", JSON, lambda site: site.drawn_outlines, version=site.map_points.version)


@blueprint.get("/omtrek-grof.json")
def omtrek_grof_json() -> Response:
    """The same with less detail where there are many gemeenten, for a map in a frame on another page."""
    site = current_site()
    return answer("omtrek-grof", JSON, lambda site: site.rough_outlines, version=site.map_points.version)


@blueprint.app_template_global()
def map_row(location_id: str) -> int | None:
    """The row of a place in what the map loads; None where it has no point."""
    return current_site().map_points.row_of.get(location_id)


@blueprint.app_template_global()
def thousands_mark() -> str:
    """What stands between thousands in the language of the page: the map's script knows no language."""
    return format_decimal(10_000)[2:-3]


@blueprint.get("/stand.json")
def stand_json() -> Response:
    """Of every place of /api/punten.json, in that order, whether it is open: a letter each.

    The same question as the front page's: pijler, wanneer, dag, deel, ook. What changes by the minute is apart from
    what only a new build changes, so that a browser keeps each as long as it is true.
    """
    site = current_site()
    response = jsonify(
        {
            "content_hash": site.data.content_hash,
            "version": site.map_points.version,
            "at": moment().isoformat(timespec="minutes"),
            "states": standing(site, read_query(site), moment()),
        }
    )
    response.headers["Cache-Control"] = f"max-age={seconds_left()}"
    if site.data.config.example:
        response.headers[EXAMPLE_HEADER] = "1"
    return response


@blueprint.get("/zoek")
def zoek() -> Response:
    """The position of what a visitor typed (q), to about a hundred metres; or what it may stand for."""
    found = current_site().finder.position(_typed())
    return _private(
        {
            "position": _shown(found) if isinstance(found, Position) else None,
            "options": [_shown(one) for one in found.options] if isinstance(found, Ambiguous) else [],
            "suggestions": list(found.suggestions) if isinstance(found, NotFound) else [],
            "message": _said(found),
        }
    )


@blueprint.get("/suggest")
def suggest() -> Response:
    """What a visitor who typed q may go on to type; near lon and lat, where they are given."""
    found = current_site().finder.suggest(_typed(), _near())
    return _private({"suggestions": [{"label": one.label, "kind": one.kind.value} for one in found]})


def _rows(places: int) -> list[int]:
    asked = request.args.get("rij", "").split(",")
    if len(asked) > MOST_NAMES or not all(one.isascii() and one.isdigit() and len(one) < 10 for one in asked):
        raise Refused(400, f"Geef in rij hoogstens {MOST_NAMES} nummers van rijen, met een komma ertussen.")
    rows = sorted({int(one) for one in asked})
    if rows[-1] >= places:
        raise Refused(404, f"Deze kaart heeft {places} plekken met een punt. De eerste is rij 0.")
    return rows


def _typed() -> str:
    text = typed("q")
    if not text:
        raise Refused(400, "Geef in q wat u zoekt.")
    return text


def _near() -> tuple[float, float] | None:
    if "lon" not in request.args and "lat" not in request.args:
        return None
    try:
        near = float(request.args.get("lon", "")), float(request.args.get("lat", ""))
    except ValueError:
        near = math.nan, math.nan
    if not looks_like_wgs84(*near):
        raise Refused(400, "Geef lon en lat samen, als getallen met een punt, in Nederland.")
    return near


def _said(found: Position | Ambiguous | NotFound) -> str:
    """Why nothing was found, or what is in doubt about what was."""
    if isinstance(found, NotFound):
        return unfound(found).message
    return doubt(found) if isinstance(found, Position) else ""


def _shown(position: Position) -> dict[str, Any]:
    return {
        "label": position.label,
        "kind": position.kind,
        "exactness": measured_from(position),
        "radius_m": position.radius_m,
        "gemeentecode": position.gemeentecode,
        "lon": round(position.lon, DECIMALS),
        "lat": round(position.lat, DECIMALS),
    }


def _private(content: dict[str, Any]) -> Response:
    """An answer to one visitor, that nobody in between keeps."""
    response = jsonify(content)
    response.headers["Cache-Control"] = "no-store"
    return response


def points(site: Site) -> dict[str, Any]:
    """Columns of equal length; bit i of `yes` and `unknown` is pillar i of `pillars`."""
    index = site.index
    drawn = [(row, site.data.match_of(index.locations[row].id)) for row in index.placed.tolist()]
    weights = [1 << i for i in range(len(index.pillars))]
    return {
        "pillars": list(index.pillars),
        "id": [index.locations[row].id for row, _ in drawn],
        "name": [index.name(index.locations[row]) for row, _ in drawn],
        "address": [index.whereabouts(index.locations[row]) for row, _ in drawn],
        "lon": [round(match.lon or 0.0, _COORDINATE_DECIMALS) for _, match in drawn],
        "lat": [round(match.lat or 0.0, _COORDINATE_DECIMALS) for _, match in drawn],
        "yes": [int(index.yes[row] @ weights) for row, _ in drawn],
        "unknown": [int(index.unknown[row] @ weights) for row, _ in drawn],
    }


def standing(site: Site, query: Query, at: datetime) -> str:
    """A letter per place with a point: o open, c closed, u unknown, - for one that was not asked for."""
    ranks = site.place_hours.ranks(query.when, at, query.wanted)
    asked = np.zeros(len(site.index), dtype=np.bool_)
    asked[select(site, query, at).rows] = True
    letters = np.where(asked, _LETTERS[ranks], b"-")[site.index.placed]
    return letters.tobytes().decode("ascii")
