"""The routes of HSDS 3.1: lists by page or as a stream, and each record with everything under it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from flask import Blueprint, Response, current_app, request, url_for
from flask_babel import gettext as _

from sociale_kaart.hsds.layout import VERSION, Row
from sociale_kaart.web.clock import moment
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.hsds.description import FILTERS, openapi
from sociale_kaart.web.hsds.finding import Finding
from sociale_kaart.web.hsds.question import (
    DEFAULT_PER_PAGE,
    Question,
    read_flag,
    read_question,
    refuse_unknown,
)
from sociale_kaart.web.memory import Memory
from sociale_kaart.web.site import current_site

PROFILE = "https://docs.openreferral.org/en/latest/hsds/"
_EXTENSION = "sociale_kaart_hsds"
_LISTS = ["GET", "POST"]

blueprint = Blueprint("hsds", __name__, url_prefix="/api/hsds/3.1")


@blueprint.get("", strict_slashes=False)
def about() -> Response:
    """Which version this is, and where it is described."""
    refuse_unknown(())
    return _answer(
        {
            "version": VERSION,
            "profile": url_for("hsds.profile", _external=True),
            "openapi_url": url_for("hsds.api", _external=True),
        }
    )


@blueprint.get("/openapi.json")
def api() -> Response:
    """These routes as OpenAPI 3.1."""
    refuse_unknown(())
    base = url_for("hsds.about", _external=True).rstrip("/")
    return _answer(openapi(current_site().data.config.title, base))


@blueprint.get("/profile")
def profile() -> Response:
    """Our profile: what is required beyond HSDS, and what every term of ours means."""
    refuse_unknown(())
    records = _finding().records
    return _answer(
        {
            "name": "Sociale Kaart",
            "extends": PROFILE,
            "version": VERSION,
            "required": {
                "location": ["addresses"],
                "service_at_location": ["attributes: source", "attributes: presence"],
                "organization": ["attributes: source"],
            },
            "taxonomies": [dict(row) for row in records.tables["taxonomy"]],
            "terms": [
                {name: row[name] for name in ("id", "code", "name", "description")}
                for row in records.tables["taxonomy_term"]
                if row["taxonomy"] == "Sociale Kaart"
            ],
        }
    )


@blueprint.route("/services", methods=_LISTS)
def services() -> Response:
    """Services: what they have one of, with `full` everything, with `minimal` next to nothing."""
    records = _finding().records

    def tell(question: Question) -> Callable[[Row], Row]:
        if "minimal" in question.flags:
            return _minimal
        return records.service if "full" in question.flags else records.basic_service

    return _listed("services", _finding().services, tell)


@blueprint.get("/services/<its_id>")
def service(its_id: str) -> Response:
    """One service with everything under it."""
    refuse_unknown(())
    return _answer(_finding().records.service(_named("service", its_id)))


@blueprint.route("/organizations", methods=_LISTS)
def organizations() -> Response:
    """Organizations as they stand, or with everything under them."""
    records = _finding().records

    def tell(question: Question) -> Callable[[Row], Row]:
        if question.flags & {"full", "full_service"}:
            return lambda row: records.organization(row, full_service="full_service" in question.flags)
        return dict

    return _listed("organizations", _finding().organizations, tell)


@blueprint.get("/organizations/<its_id>")
def organization(its_id: str) -> Response:
    """One organization with everything under it."""
    refuse_unknown({"full_service"})
    full_service = read_flag("full_service")
    row = _named("organization", its_id)
    return _answer(_finding().records.organization(row, full_service=full_service))


@blueprint.route("/service_at_locations", methods=_LISTS)
def service_at_locations() -> Response:
    """Who does what, where."""
    records = _finding().records

    def tell(question: Question) -> Callable[[Row], Row]:
        full = "full" in question.flags
        return records.service_at_location if full else records.basic_service_at_location

    return _listed("service_at_locations", _finding().service_at_locations, tell)


@blueprint.get("/service_at_locations/<its_id>")
def service_at_location(its_id: str) -> Response:
    """One service at one location, with everything under both."""
    refuse_unknown(())
    return _answer(_finding().records.service_at_location(_named("service_at_location", its_id)))


@blueprint.route("/taxonomies", methods=_LISTS)
def taxonomies() -> Response:
    """What things are classified by."""
    return _listed("taxonomies", _finding().taxonomies, lambda _: dict)


@blueprint.get("/taxonomies/<its_id>")
def taxonomy(its_id: str) -> Response:
    """One taxonomy."""
    refuse_unknown(())
    return _answer(_named("taxonomy", its_id))


@blueprint.route("/taxonomy_terms", methods=_LISTS)
def taxonomy_terms() -> Response:
    """Pillars, categories, sources and our own terms."""
    return _listed("taxonomy_terms", _finding().taxonomy_terms, lambda _: dict)


@blueprint.get("/taxonomy_terms/<its_id>")
def taxonomy_term(its_id: str) -> Response:
    """One term with its taxonomy."""
    refuse_unknown(())
    return _answer(_finding().records.taxonomy_term(_named("taxonomy_term", its_id)))


def _finding() -> Finding:
    """The records of the map on this day, made once."""
    site, today = current_site(), moment().date()
    made: Memory[tuple[str, date], Finding] = current_app.extensions.setdefault(_EXTENSION, Memory(1))
    return made.get((site.data.content_hash, today), lambda: Finding(site.data, today, site.hours))


def _named(table: str, its_id: str) -> Row:
    found = _finding().records.by_id[table].get(its_id.lower())
    if found is None:
        raise Refused(404, _("Dit is er niet."))
    return found


def _minimal(row: Row) -> Row:
    """The specification names id and modified_date; its schema asks for a name and a status too."""
    told = {name: row[name] for name in ("id", "name", "status", "last_modified") if name in row}
    return told | ({"modified_date": row["last_modified"]} if "last_modified" in row else {})


def _listed(
    name: str, find: Callable[[Question], list[Row]], tell: Callable[[Question], Callable[[Row], Row]]
) -> Response:
    question = read_question(FILTERS[name])
    rows, telling = find(question), tell(question)
    if question.ndjson:
        return _streamed(rows, telling)
    # A list of what changed is asked for as a whole.
    usual = max(len(rows), 1) if "minimal" in question.flags else DEFAULT_PER_PAGE
    size = question.per_page or usual
    pages = max(-(-len(rows) // size), 1)
    here = rows[(question.page - 1) * size : question.page * size]
    response = _answer(
        {
            "total_items": len(rows),
            "total_pages": pages,
            "page_number": question.page,
            "size": len(here),
            "first_page": question.page == 1,
            "last_page": question.page >= pages,
            "empty": not here,
            "contents": [telling(row) for row in here],
        }
    )
    if question.page < pages:
        further = request.args.to_dict() | {"page": str(question.page + 1)}
        address = url_for(f"hsds.{name}", _external=True, **further)
        response.headers.add("Link", f'<{address}>; rel="next"; type="application/json"')
    return response


def _streamed(rows: list[Row], telling: Callable[[Row], Row]) -> Response:
    def lines() -> Iterator[bytes]:
        for row in rows:
            yield _as_bytes(telling(row)) + b"\n"

    return Response(lines(), content_type="application/x-ndjson")


def _answer(content: Mapping[str, Any]) -> Response:
    text = _as_bytes(content)
    response = Response(text, content_type="application/json")
    response.set_etag(hashlib.sha256(text).hexdigest()[:20])
    response.headers["Cache-Control"] = "no-cache"
    if request.method == "GET":
        response.make_conditional(request)
    return response


def _as_bytes(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
