"""The routes of OGC API - Features: Core and GeoJSON (17-069r4), and coordinate reference systems (18-058r1)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC
from typing import Any

from flask import Blueprint, Response, current_app, request, url_for
from flask_babel import gettext as _

from sociale_kaart.export.collections import CRSS, LON_LAT, RD_NEW, Collection, collections_of
from sociale_kaart.web.clock import moment
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.ogc.description import openapi
from sociale_kaart.web.ogc.question import read_crs, read_format, read_question, refuse_unknown
from sociale_kaart.web.site import current_site

CONFORMANCE = tuple(
    f"http://www.opengis.net/spec/ogcapi-features-{part}/1.0/conf/{name}"
    for part, name in ((1, "core"), (1, "geojson"), (1, "oas30"), (2, "crs"))
)
JSON = "application/json"
GEOJSON = "application/geo+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"

Link = dict[str, str]

blueprint = Blueprint("ogc", __name__, url_prefix="/api/ogc")


@blueprint.get("", strict_slashes=False)
def landing() -> Response:
    """Where everything is."""
    _plain_question()
    config = current_site().data.config
    return _answer(
        {
            "title": config.title,
            "description": config.intro or config.title,
            "attribution": config.publisher.name,
            "links": [
                _link("self", JSON, "ogc.landing", _("Deze pagina")),
                _link("service-desc", OPENAPI, "ogc.api", _("Beschrijving voor programma's")),
                _link("service-doc", "text/html", "over.page", _("Over deze kaart")),
                _link("conformance", JSON, "ogc.conformance", _("Welke delen van de standaard")),
                _link("data", JSON, "ogc.collections", _("De gegevens")),
            ],
        }
    )


@blueprint.get("/conformance")
def conformance() -> Response:
    """The parts of the standard that hold here."""
    _plain_question()
    return _answer({"conformsTo": list(CONFORMANCE)})


@blueprint.get("/api")
def api() -> Response:
    """These routes as OpenAPI 3.0."""
    _plain_question()
    return _answer(openapi(_collections(), current_site().data.config.title, url_for("ogc.landing")), OPENAPI)


@blueprint.get("/collections")
def collections() -> Response:
    """What there is."""
    _plain_question()
    return _answer(
        {
            "links": [_link("self", JSON, "ogc.collections", _("De gegevens"))],
            "crs": list(CRSS),
            "collections": [_described(one) for one in _collections().values()],
        }
    )


@blueprint.get("/collections/<collection_id>")
def collection(collection_id: str) -> Response:
    """One of them."""
    _plain_question()
    return _answer(_described(_named(collection_id)))


@blueprint.get("/collections/<collection_id>/items")
def items(collection_id: str) -> Response:
    """The features that were asked for, a page at a time."""
    found = _named(collection_id)
    question = read_question(found.columns)
    rows = found.select(question.box, question.box_crs, **question.equal)
    page = rows[question.offset : question.offset + question.limit].tolist()
    links = [
        _link("self", GEOJSON, "ogc.items", found.title, collection_id=found.id, **_asked()),
        _link("collection", JSON, "ogc.collection", found.title, collection_id=found.id),
    ]
    if question.offset + len(page) < len(rows):
        further = _asked() | {"offset": str(question.offset + len(page)), "limit": str(question.limit)}
        links.append(_link("next", GEOJSON, "ogc.items", _("Verder"), collection_id=found.id, **further))
    return _in_crs(
        {
            "type": "FeatureCollection",
            "features": [found.feature(row, question.crs) for row in page],
            "links": links,
            "timeStamp": moment().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "numberMatched": len(rows),
            "numberReturned": len(page),
        },
        question.crs,
    )


@blueprint.get("/collections/<collection_id>/items/<feature_id>")
def item(collection_id: str, feature_id: str) -> Response:
    """One feature."""
    refuse_unknown({"crs", "f"})
    read_format()
    found, crs = _named(collection_id), read_crs("crs")
    if feature_id not in found.numbers:
        raise Refused(404, _("Dit is er niet in %(collection)s.", collection=found.id))
    feature = found.feature(found.numbers[feature_id], crs)
    feature["links"] = [
        _link("self", GEOJSON, "ogc.item", feature_id, collection_id=found.id, feature_id=feature_id),
        _link("collection", JSON, "ogc.collection", found.title, collection_id=found.id),
    ]
    return _in_crs(feature, crs)


def _plain_question() -> None:
    refuse_unknown({"f"})
    read_format()


def _collections() -> Mapping[str, Collection]:
    made: dict[str, Any] = current_app.extensions.setdefault("sociale_kaart_collections", {})
    data = current_site().data
    if data.content_hash not in made:
        made.clear()  # of an older build
        made[data.content_hash] = collections_of(data)
    found: Mapping[str, Collection] = made[data.content_hash]
    return found


def _named(collection_id: str) -> Collection:
    found = _collections().get(collection_id)
    if found is None:
        raise Refused(404, _("Deze gegevens zijn er niet. Er is: %(all)s.", all=", ".join(_collections())))
    return found


def _described(one: Collection) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "description": one.description,
        "itemType": "feature",
        "extent": {"spatial": {"bbox": [list(one.bounds)], "crs": LON_LAT}},
        "crs": list(CRSS),
        "storageCrs": RD_NEW,
        "links": [
            _link("self", JSON, "ogc.collection", one.title, collection_id=one.id),
            _link("items", GEOJSON, "ogc.items", one.title, collection_id=one.id),
        ],
    }


def _asked() -> dict[str, str]:
    return request.args.to_dict()


def _link(rel: str, kind: str, endpoint: str, title: str, **values: str) -> Link:
    return {
        "rel": rel,
        "type": kind,
        "title": title,
        "href": url_for(endpoint, _external=True, **values),
    }


def _in_crs(content: dict[str, Any], crs: str) -> Response:
    response = _answer(content, GEOJSON)
    response.headers["Content-Crs"] = f"<{crs}>"
    return response


def _answer(content: dict[str, Any], mimetype: str = JSON) -> Response:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    response = Response(text, content_type=mimetype)
    for link in content.get("links", ()):
        if link["rel"] in ("self", "next"):
            response.headers.add("Link", f'<{link["href"]}>; rel="{link["rel"]}"; type="{link["type"]}"')
    response.headers["Cache-Control"] = "no-cache"
    # When it was asked is no part of what it says: the same but for that is the same.
    said = text.replace(content["timeStamp"], "") if "timeStamp" in content else text
    response.set_etag(hashlib.sha256(said.encode()).hexdigest()[:20], weak=True)
    response.make_conditional(request)
    return response
