"""What the routes of OGC API - Features take and give, as OpenAPI 3.0, which its clients read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sociale_kaart.export.collections import CRSS, LON_LAT, Collection
from sociale_kaart.web.ogc.question import DEFAULT_LIMIT, MOST

VERSION = "1.0.0"


def openapi(collections: Mapping[str, Collection], title: str, base: str) -> dict[str, Any]:
    """An OpenAPI 3.0.3 document; `base` is the path under which the routes are."""
    paths: dict[str, Any] = {
        "/": _get("landing", "Waar alles is"),
        "/conformance": _get("conformance", "Welke delen van de standaard gelden"),
        "/api": _get("api", "Deze beschrijving"),
        "/collections": _get("collections", "Welke gegevens er zijn"),
    }
    for one in collections.values():
        path = f"/collections/{one.id}"
        paths[path] = _get(f"describe_{one.id}", one.title)
        paths[f"{path}/items"] = _get(
            f"items_{one.id}", one.description, _questions(one), "application/geo+json"
        )
        paths[f"{path}/items/{{featureId}}"] = _get(
            f"item_{one.id}", one.title, [_FEATURE_ID, _CRS], "application/geo+json", may_be_absent=True
        )
    return {
        "openapi": "3.0.3",
        "info": {"title": title, "version": VERSION},
        "servers": [{"url": base}],
        "paths": paths,
    }


def _get(
    operation: str,
    summary: str,
    parameters: list[dict[str, Any]] | None = None,
    kind: str = "application/json",
    *,
    may_be_absent: bool = False,
) -> dict[str, Any]:
    answers: dict[str, Any] = {
        "200": {"description": "In orde", "content": {kind: {"schema": {"type": "object"}}}},
        "400": _problem("De vraag klopt niet"),
    }
    if may_be_absent:
        answers["404"] = _problem("Dit is er niet")
    return {
        "get": {
            "operationId": operation,
            "summary": summary,
            "parameters": [*(parameters or []), _FORMAT],
            "responses": answers,
        }
    }


def _questions(one: Collection) -> list[dict[str, Any]]:
    own = [
        _in_query(name, {"type": "string"}, f"Alleen wat hier precies dit heeft: {name}")
        for name in one.columns
    ]
    return [_LIMIT, _OFFSET, _BBOX, _BBOX_CRS, _CRS, _DATETIME, *own]


def _in_query(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "schema": schema,
        "style": "form",
        "explode": False,
    }


def _problem(description: str) -> dict[str, Any]:
    return {
        "description": description,
        "content": {"application/problem+json": {"schema": {"type": "object"}}},
    }


_FORMAT = _in_query("f", {"type": "string", "enum": ["json"]}, "Het formaat")
_LIMIT = _in_query(
    "limit",
    {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_LIMIT},
    "Hoeveel op een pagina",
)
_OFFSET = _in_query(
    "offset", {"type": "integer", "minimum": 0, "default": 0}, "Hoeveel er overgeslagen worden"
)
_BBOX = _in_query(
    "bbox",
    {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 6},
    "Alleen wat dit vak raakt: links, onder, rechts, boven",
)
_BBOX_CRS = _in_query(
    "bbox-crs", {"type": "string", "enum": list(CRSS), "default": LON_LAT}, "Waarin het vak is"
)
_CRS = _in_query(
    "crs", {"type": "string", "enum": list(CRSS), "default": LON_LAT}, "Waarin de coördinaten zijn"
)
_DATETIME = _in_query("datetime", {"type": "string"}, "Een moment of periode; alles hier geldt altijd")
_FEATURE_ID = {
    "name": "featureId",
    "in": "path",
    "required": True,
    "description": "De id",
    "schema": {"type": "string"},
}
