"""JSON for the map on the page and for other people's programs: made once, compressed once, answered with an ETag."""

from __future__ import annotations

import gzip
import hashlib
import json
import math
from collections.abc import Callable
from datetime import datetime
from typing import Any

import numpy as np
from flask import Blueprint, Response, current_app, jsonify, request

from sociale_kaart.crs import looks_like_wgs84
from sociale_kaart.export.dekking import dekking
from sociale_kaart.export.geojson import plekken
from sociale_kaart.gebieden.places import Ambiguous, NotFound, Position
from sociale_kaart.web.clock import moment, seconds_left
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.finder import DECIMALS
from sociale_kaart.web.site import Site, current_site
from sociale_kaart.web.zoeken import Query, read_query, select, typed

GEOJSON = "application/geo+json"
JSON = "application/json"
EXAMPLE_HEADER = "X-Sociale-Kaart-Voorbeeld"
_LETTERS = np.array([b"c", b"u", b"o"])  # by rank: CLOSED, UNKNOWN, OPEN
_COORDINATE_DECIMALS = 5  # about a metre: enough to draw

blueprint = Blueprint("api", __name__, url_prefix="/api")


@blueprint.get("/plekken.geojson")
def plekken_geojson() -> Response:
    """Every organisation at every location."""
    return _answer("plekken", GEOJSON, lambda site: plekken(site.data, site.gemeente_names, site.hours))


@blueprint.get("/dekking.json")
def dekking_json() -> Response:
    """Coverage per gemeente, pillars nested."""
    return _answer("dekking", JSON, lambda site: dekking(site.data, site.gemeenten))


@blueprint.get("/gebied.geojson")
def gebied_geojson() -> Response:
    """Outlines of the area's gemeenten, waters included."""
    return _answer("gebied", GEOJSON, lambda site: site.outlines)


@blueprint.get("/punten.json")
def punten_json() -> Response:
    """What the map needs of every place with a point, as columns: id, name, position, pillars as bits."""
    return _answer("punten", JSON, points)


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


def _typed() -> str:
    text = typed("q")
    if not text:
        raise Refused(400, "Geef in q wat u zoekt.")
    return text


def _near() -> tuple[float, float] | None:
    lon, lat = request.args.get("lon", ""), request.args.get("lat", "")
    if not lon and not lat:
        return None
    try:
        near = float(lon), float(lat)
    except ValueError:
        near = math.nan, math.nan
    if not looks_like_wgs84(*near):
        raise Refused(400, "Geef lon en lat samen, als getallen met een punt, in Nederland.")
    return near


def _said(found: Position | Ambiguous | NotFound) -> str:
    """Why nothing was found, or what is in doubt about what was."""
    if isinstance(found, NotFound):
        return found.message
    return found.remark if isinstance(found, Position) else ""


def _shown(position: Position) -> dict[str, Any]:
    return {
        "label": position.label,
        "kind": position.kind,
        "exactness": position.exactness,
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
    ranks = site.place_hours.ranks(query.when, at, query.pillars)
    asked = np.zeros(len(site.index), dtype=np.bool_)
    asked[select(site, query, at).rows] = True
    letters = np.where(asked, _LETTERS[ranks], b"-")[site.index.placed]
    return letters.tobytes().decode("ascii")


class _Document:
    """Bytes that do not change as long as the map does not."""

    def __init__(self, content: Any) -> None:
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        self.plain = text.encode()
        self.packed = gzip.compress(self.plain, compresslevel=6, mtime=0)
        self.tag = hashlib.sha256(self.plain).hexdigest()[:20]


def _answer(name: str, mimetype: str, make: Callable[[Site], Any]) -> Response:
    """The document, from memory after its first time; gzipped for whoever takes that; 304 for whoever has it."""
    site = current_site()
    documents: dict[str, _Document] = current_app.extensions.setdefault("sociale_kaart_documents", {})
    if name not in documents:
        documents[name] = _Document(make(site))
    document = documents[name]
    packed = request.accept_encodings.best_match(["gzip"]) is not None
    response = Response(document.packed if packed else document.plain, mimetype=mimetype)
    if packed:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    response.set_etag(f"{document.tag}-gz" if packed else document.tag)
    response.headers["Cache-Control"] = "no-cache"
    if site.data.config.example:
        response.headers[EXAMPLE_HEADER] = "1"
    response.make_conditional(request)
    return response
