"""The API described, from its routes: for programs at `/api/openapi.json` (OpenAPI 3.1), for people at `/api`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from itertools import groupby
from typing import Any

from apispec import APISpec
from flask import Blueprint, Flask, Response, current_app, render_template
from werkzeug.routing import Rule

from sociale_kaart.web.apidocroutes import Parameter, Route, in_path, routes
from sociale_kaart.web.apidocschemas import ANY_OBJECT, TEXT, named, schemas
from sociale_kaart.web.documents import answer
from sociale_kaart.web.hsds.description import openapi as hsds_openapi
from sociale_kaart.web.hsds.routes import examples as hsds_examples
from sociale_kaart.web.site import Site, current_site

VERSION = "1.0.0"
PROBLEM = "application/problem+json"
HSDS, HSDS_ROOT = "hsds", "/api/hsds/3.1"
_ELSE = "Anything else that went wrong"
_PATH = re.compile(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>")

blueprint = Blueprint("apidoc", __name__, url_prefix="/api")
page = Blueprint("apipage", __name__)


@blueprint.get("/openapi.json")
def openapi_json() -> Response:
    """All of these routes, as OpenAPI 3.1."""
    app = current_app
    return answer("openapi", "application/json", lambda site: openapi(app, site))


@page.get("/api", strict_slashes=False)
def human() -> str:
    """The same for people, by group."""
    described = openapi(current_app, current_site())
    operations = [{"path": path, **one["get"]} for path, one in described["paths"].items()]
    operations.sort(key=lambda one: one["tags"][0])
    groups = {name: list(some) for name, some in groupby(operations, key=lambda one: one["tags"][0])}
    return render_template("api.html", groups=groups)


def openapi(app: Flask, site: Site) -> dict[str, Any]:
    """An OpenAPI 3.1 document of every route under /api/."""
    config = site.data.config
    spec = APISpec(
        title=config.title,
        version=VERSION,
        openapi_version="3.1.0",
        info={
            "description": "Read only. Nobody needs a key. Errors are problem+json (RFC 9457).",
            "contact": _contact(site),
        },
    )
    for name, schema in schemas(site.data).items():
        spec.components.schema(name, schema)
    known = routes(site)
    for rule in api_rules(app):
        if not rule.endpoint.startswith(f"{HSDS}."):
            operation = _operation(app, rule, known.get(rule.endpoint))
            spec.path(_PATH.sub(r"{\1}", rule.rule), operations={"get": operation})
    _add_hsds(spec, hsds_examples(app, site))
    return spec.to_dict()


def _add_hsds(spec: APISpec, examples: Mapping[str, str]) -> None:
    """The routes of HSDS, which describe themselves."""
    described = hsds_openapi("", "", examples)
    for name, schema in described["components"]["schemas"].items():
        if name not in spec.components.schemas:
            spec.components.schema(name, schema)
    for path, item in described["paths"].items():
        shared = item.get("parameters", [])
        operations = {
            method: {
                **one,
                "operationId": f"{HSDS}_{one['operationId']}",
                "tags": ["HSDS 3.1"],
                "parameters": [*shared, *one["parameters"]],
                "responses": {**one["responses"], "default": _problem(_ELSE)},
            }
            for method, one in item.items()
            if method != "parameters"
        }
        spec.path(HSDS_ROOT + path.rstrip("/"), operations=operations)


def api_rules(app: Flask) -> Iterator[Rule]:
    """The routes of the API, by address."""
    rules = (rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/"))
    yield from sorted(rules, key=lambda rule: rule.rule)


def _contact(site: Site) -> dict[str, str]:
    contact = site.data.config.contact
    told = {"name": contact.name, "email": contact.email, "url": str(contact.url) if contact.url else None}
    return {name: value for name, value in told.items() if value}


def _operation(app: Flask, rule: Rule, route: Route | None) -> dict[str, Any]:
    """What OpenAPI calls an operation; a route that nobody described yet has what its address and docstring say."""
    summary = (app.view_functions[rule.endpoint].__doc__ or rule.endpoint).strip().split("\n")[0]
    route = route or Route(rule.endpoint.split(".")[0], ANY_OBJECT, errors=(400, 404))
    named_already = {one["name"] for one in route.parameters}
    missing = [in_path(name, name, TEXT) for name in sorted(rule.arguments - named_already)]
    return {
        "operationId": rule.endpoint.replace(".", "_"),
        "summary": summary,
        "tags": [route.group],
        "parameters": [*missing, *route.parameters],
        "responses": _answers(route, missing),
    }


def _answers(route: Route, missing: list[Parameter]) -> Mapping[str, Any]:
    answers: dict[str, Any] = {
        "200": {"description": "OK", "content": {route.kind.partition(";")[0]: {"schema": route.answer}}},
    }
    if route.has_etag:
        answers["304"] = {"description": "Unchanged since the ETag in If-None-Match"}
    for code in {*route.errors, *([404] if missing else [])}:
        answers[str(code)] = _problem(HTTPStatus(code).phrase)
    answers["default"] = _problem(_ELSE)
    return dict(sorted(answers.items()))


def _problem(description: str) -> dict[str, Any]:
    return {"description": description, "content": {PROBLEM: {"schema": named("Problem")}}}
