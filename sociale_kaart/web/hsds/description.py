"""What the HSDS routes take and give, as OpenAPI 3.1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sociale_kaart.hsds.layout import VERSION
from sociale_kaart.web.hsds.question import (
    DEFAULT_PER_PAGE,
    MOST_IN_FULL,
    MOST_PER_PAGE,
    MOST_PROXIMITY_M,
    PAGING,
)

Schema = dict[str, Any]

FILTERS: Mapping[str, tuple[str, ...]] = {
    "services": (
        "search",
        "taxonomy_term_id",
        "taxonomy_id",
        "organization_id",
        "modified_after",
        "minimal",
        "full",
    ),
    "organizations": ("search", "full_service", "full", "taxonomy_term_id", "taxonomy_id"),
    "service_at_locations": (
        "search",
        "taxonomy_term_id",
        "taxonomy_id",
        "organization_id",
        "modified_after",
        "full",
        "postcode",
        "proximity",
    ),
    "taxonomies": ("search",),
    "taxonomy_terms": ("search", "taxonomy_id", "top_only", "parent_id"),
}

_COMPILED = "https://raw.githubusercontent.com/openreferral/specification/3.1/schema/compiled"
# Of each list: what one of its records is, in a list and on its own.
_RECORDS = {
    "services": ("service", "Diensten: wie biedt welke hulp"),
    "organizations": ("organization", "Organisaties"),
    "service_at_locations": ("service_at_location", "Aanbod: wie doet wat, waar"),
    "taxonomies": ("taxonomy", "Indelingen"),
    "taxonomy_terms": ("taxonomy_term", "Begrippen: pijlers, soorten hulp, bronnen en onze eigen termen"),
}
_UUID: Schema = {"type": "string", "format": "uuid"}
_YES_NO: Schema = {"type": "boolean", "default": False}
_PARAMETERS: Mapping[str, tuple[Schema, str]] = {
    "search": ({"type": "string"}, "Alleen waar al deze woorden in staan."),
    "page": ({"type": "integer", "minimum": 1, "maximum": 10**9, "default": 1}, "Welke pagina."),
    "per_page": (
        {"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE, "default": DEFAULT_PER_PAGE},
        f"Hoeveel op een pagina; met full of full_service hoogstens {MOST_IN_FULL}.",
    ),
    "format": (
        {"type": "string", "enum": ["json", "ndjson"], "default": "json"},
        "ndjson: alles in een keer, een regel per stuk.",
    ),
    "taxonomy_term_id": (_UUID, "Alleen wat bij dit begrip hoort."),
    "taxonomy_id": (_UUID, "Alleen wat bij een begrip van deze indeling hoort."),
    "organization_id": (_UUID, "Alleen wat deze organisatie doet."),
    "parent_id": (_UUID, "Alleen begrippen onder dit begrip."),
    "modified_after": (
        {"type": "string", "format": "date-time"},
        "Alleen wat op of na dit moment voor het laatst bekend was.",
    ),
    "minimal": (_YES_NO, "Alleen id, naam, status en datum, alles op een pagina."),
    "full": (_YES_NO, "Met alles wat erbij hoort."),
    "full_service": (_YES_NO, "Met de diensten, en alles wat daarbij hoort."),
    "top_only": (_YES_NO, "Alleen begrippen die onder geen ander staan."),
    "postcode": (
        {"type": "string", "pattern": "^[1-9][0-9]{3}( ?[A-Za-z]{2})?$"},
        "Alleen wat er voor deze postcode is; met proximity: wat dichtbij is.",
    ),
    "proximity": (
        {"type": "string", "pattern": "^[0-9]{1,7}([.][0-9]{1,6})?$"},
        f"Binnen zoveel meter van het midden van de postcode, hoogstens {MOST_PROXIMITY_M}.",
    ),
}
_PAGE: Schema = {
    "type": "object",
    "properties": {
        "total_items": {"type": "integer"},
        "total_pages": {"type": "integer"},
        "page_number": {"type": "integer"},
        "size": {"type": "integer"},
        "first_page": {"type": "boolean"},
        "last_page": {"type": "boolean"},
        "empty": {"type": "boolean"},
        "contents": {"type": "array", "items": {"type": "object"}},
    },
    "required": [
        "total_items",
        "total_pages",
        "page_number",
        "size",
        "first_page",
        "last_page",
        "empty",
        "contents",
    ],
}


def openapi(title: str, base: str, examples: Mapping[str, str]) -> dict[str, Any]:
    """An OpenAPI 3.1 document.

    base : the address under which the routes are. examples : of a list, an id that is in it
    """
    paths: dict[str, Any] = {
        "/": {"get": _operation("about", "Welke versie dit is, en waar het beschreven staat", [], _object())},
        "/openapi.json": {"get": _operation("api", "Deze beschrijving", [], _object())},
        "/profile": {"get": _operation("profile", "Wat wij eisen en toevoegen", [], _object())},
    }
    for name, (record, summary) in _RECORDS.items():
        asked = [_parameter(one) for one in (*FILTERS[name], *PAGING)]
        paths[f"/{name}"] = {
            method: _operation(f"{method}_{name}", summary, asked, _page(record))
            for method in ("get", "post")
        }
        own = [_parameter("full_service")] if name == "organizations" else []
        paths[f"/{name}/{{id}}"] = {
            "parameters": [_its_id(examples.get(name, ""))],
            "get": _operation(f"get_{record}", summary, own, _object(record), may_be_absent=True),
        }
    return {
        "openapi": "3.1.0",
        "info": {"title": f"HSDS: {title}", "version": VERSION},
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "servers": [{"url": base}],
        "paths": paths,
        "components": {"schemas": {"Page": _PAGE, "Problem": _PROBLEM}},
    }


def _its_id(example: str) -> dict[str, Any]:
    told = {"in": "path", "name": "id", "required": True, "schema": {"type": "string"}}
    return told | ({"example": example} if example else {})


def _parameter(name: str) -> dict[str, Any]:
    schema, description = _PARAMETERS[name]
    return {"in": "query", "name": name, "required": False, "description": description, "schema": schema}


def _object(record: str = "") -> Schema:
    told: Schema = {"type": "object"}
    return told | {"$comment": f"{_COMPILED}/{record}.json"} if record else told


def _page(record: str) -> Schema:
    return {"allOf": [{"$ref": "#/components/schemas/Page"}], "$comment": f"{_COMPILED}/{record}_list.json"}


def _operation(
    name: str, summary: str, parameters: list[Any], schema: Schema, *, may_be_absent: bool = False
) -> dict[str, Any]:
    answers: dict[str, Any] = {
        "200": {"description": "In orde", "content": {"application/json": {"schema": schema}}},
        "400": _problem("De vraag klopt niet"),
    }
    if any(one["name"] == "format" for one in parameters):
        answers["200"]["content"]["application/x-ndjson"] = {"schema": {"type": "string"}}
    if may_be_absent:
        answers["404"] = _problem("Dit is er niet")
    return {"operationId": name, "summary": summary, "parameters": parameters, "responses": answers}


_PROBLEM: Schema = {
    "type": "object",
    "properties": {
        "status": {"type": "integer"},
        "title": {"type": "string"},
        "detail": {"type": "string"},
    },
    "required": ["status", "title", "detail"],
}


def _problem(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {"application/problem+json": {"schema": schema}}}
