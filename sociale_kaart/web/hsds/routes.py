"""The routes of HSDS 3.1: lists by page or as a stream, and each record with everything under it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from flask import Blueprint, Flask, Response, current_app, request, url_for
from flask_babel import gettext as _

from sociale_kaart.export.hsds.nested import Records
from sociale_kaart.export.hsds.outline import Entry
from sociale_kaart.hsds.layout import VERSION, Row
from sociale_kaart.web.clock import moment
from sociale_kaart.web.faults import Refused
from sociale_kaart.web.hsds.description import FILTERS, openapi
from sociale_kaart.web.hsds.finding import Finding, Tell
from sociale_kaart.web.hsds.question import (
    DEFAULT_PER_PAGE,
    Question,
    read_flag,
    read_question,
    refuse_unknown,
)
from sociale_kaart.web.memory import Memory
from sociale_kaart.web.site import EXTENSION as SITE
from sociale_kaart.web.site import Site, current_site

Item = TypeVar("Item")

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
    return _answer(openapi(current_site().data.config.title, base, examples(current_app, current_site())))


@blueprint.get("/profile")
def profile() -> Response:
    """Our profile: what is required beyond HSDS, and what every term of ours means."""
    refuse_unknown(())
    whole = _finding().whole
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
            "taxonomies": [dict(row) for row in whole["taxonomy"]],
            "terms": [
                {name: row[name] for name in ("id", "code", "name", "description")}
                for row in whole["taxonomy_term"]
                if row["taxonomy"] == "Sociale Kaart"
            ],
        }
    )


@blueprint.route("/services", methods=_LISTS)
def services() -> Response:
    """Services: what they have one of, with `full` everything, with `minimal` next to nothing."""
    question = read_question(FILTERS["services"])
    found = _finding().services(question)
    if "minimal" in question.flags:
        return _listed("services", question, found, lambda some: map(_minimal, some))
    tell = Records.service if "full" in question.flags else Records.basic_service
    return _listed("services", question, found, _teller("service", tell))


@blueprint.get("/services/<its_id>")
def service(its_id: str) -> Response:
    """One service with everything under it."""
    refuse_unknown(())
    return _one("service", its_id, Records.service)


@blueprint.route("/organizations", methods=_LISTS)
def organizations() -> Response:
    """Organizations as they stand, or with everything under them."""
    question = read_question(FILTERS["organizations"])
    finding = _finding()
    found = finding.organizations(question)
    if not question.flags & {"full", "full_service"}:
        return _listed("organizations", question, found, finding.tell_organizations)
    tell = partial(Records.organization, full_service="full_service" in question.flags)
    return _listed("organizations", question, found, _teller("organization", tell))


@blueprint.get("/organizations/<its_id>")
def organization(its_id: str) -> Response:
    """One organization with everything under it."""
    refuse_unknown({"full_service"})
    full_service = read_flag("full_service")
    return _one("organization", its_id, partial(Records.organization, full_service=full_service))


@blueprint.route("/service_at_locations", methods=_LISTS)
def service_at_locations() -> Response:
    """Who does what, where."""
    question = read_question(FILTERS["service_at_locations"])
    full = "full" in question.flags
    tell = Records.service_at_location if full else Records.basic_service_at_location
    found = _finding().service_at_locations(question)
    return _listed("service_at_locations", question, found, _teller("service_at_location", tell))


@blueprint.get("/service_at_locations/<its_id>")
def service_at_location(its_id: str) -> Response:
    """One service at one location, with everything under both."""
    refuse_unknown(())
    return _one("service_at_location", its_id, Records.service_at_location)


@blueprint.route("/taxonomies", methods=_LISTS)
def taxonomies() -> Response:
    """What things are classified by."""
    question = read_question(FILTERS["taxonomies"])
    return _listed("taxonomies", question, _finding().taxonomies(question), _as_they_stand)


@blueprint.get("/taxonomies/<its_id>")
def taxonomy(its_id: str) -> Response:
    """One taxonomy."""
    refuse_unknown(())
    return _answer(_of_the_whole("taxonomy", its_id))


@blueprint.route("/taxonomy_terms", methods=_LISTS)
def taxonomy_terms() -> Response:
    """Pillars, categories, sources and our own terms."""
    question = read_question(FILTERS["taxonomy_terms"])
    return _listed("taxonomy_terms", question, _finding().taxonomy_terms(question), _as_they_stand)


@blueprint.get("/taxonomy_terms/<its_id>")
def taxonomy_term(its_id: str) -> Response:
    """One term with its taxonomy."""
    refuse_unknown(())
    row = _of_the_whole("taxonomy_term", its_id)
    return _answer(Records(_finding().whole).taxonomy_term(row))


def examples(app: Flask, site: Site) -> Mapping[str, str]:
    """Of each list on this map, the id of its first record; without a list that is empty."""
    finding = _finding_of(app, site)
    lists: Mapping[str, Sequence[Entry]] = {
        "services": finding.outline.services,
        "organizations": finding.outline.organizations,
        "service_at_locations": finding.outline.places,
    }
    whole = {"taxonomies": "taxonomy", "taxonomy_terms": "taxonomy_term"}
    return {name: some[0].id for name, some in lists.items() if some} | {
        name: str(finding.whole[table][0]["id"]) for name, table in whole.items() if finding.whole[table]
    }


def make_ahead(app: Flask) -> None:
    """Work out by what every record is found, so that no asker waits for that."""
    _finding_of(app, app.extensions[SITE])


def _finding() -> Finding:
    """That of the map at hand, made once."""
    return _finding_of(current_app, current_site())


def _finding_of(app: Flask, site: Site) -> Finding:
    made: Memory[str, Finding] = app.extensions.setdefault(_EXTENSION, Memory(1))

    def make() -> Finding:
        finding = Finding(site.data, site.hours)
        finding.prepare()
        return finding

    return made.get(site.data.content_hash, make)


def _teller(table: str, tell: Tell) -> Callable[[Sequence[Entry]], Iterable[Row]]:
    """How entries are told: made when they are told, with schedules for a year from today."""
    finding, today = _finding(), moment().date()
    return lambda some: finding.tell(table, some, today, tell)


def _as_they_stand(rows: Sequence[Row]) -> Iterable[Row]:
    return map(dict, rows)


def _one(table: str, its_id: str, tell: Tell) -> Response:
    entry = _finding().named(table, its_id)
    if entry is None:
        raise Refused(404, _("Dit is er niet."))
    (told,) = _teller(table, tell)([entry])
    return _answer(told)


def _of_the_whole(table: str, its_id: str) -> Row:
    found = next((row for row in _finding().whole[table] if row["id"] == its_id.lower()), None)
    if found is None:
        raise Refused(404, _("Dit is er niet."))
    return found


def _minimal(entry: Entry) -> Row:
    """The specification names id and modified_date; its schema asks for a name and a status too."""
    told: Row = {"id": entry.id, "name": entry.name, "status": entry.status}
    if entry.modified:
        told |= {"last_modified": entry.modified, "modified_date": entry.modified}
    return told


def _listed(
    name: str, question: Question, found: Sequence[Item], tell: Callable[[Sequence[Item]], Iterable[Row]]
) -> Response:
    if question.ndjson:
        lines = (_as_bytes(row) + b"\n" for row in tell(found))
        return Response(lines, content_type="application/x-ndjson")
    # A list of what changed is asked for as a whole.
    usual = max(len(found), 1) if "minimal" in question.flags else DEFAULT_PER_PAGE
    size = question.size(usual)
    pages = max(-(-len(found) // size), 1)
    here = found[(question.page - 1) * size : question.page * size]
    response = _answer(
        {
            "total_items": len(found),
            "total_pages": pages,
            "page_number": question.page,
            "size": len(here),
            "first_page": question.page == 1,
            "last_page": question.page >= pages,
            "empty": not here,
            "contents": list(tell(here)),
        }
    )
    if question.page < pages:
        further = request.args.to_dict() | {"page": str(question.page + 1)}
        address = url_for(f"hsds.{name}", _external=True, **further)
        response.headers.add("Link", f'<{address}>; rel="next"; type="application/json"')
    return response


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
