"""What each route of the API takes and gives: beside its own address and docstring, all that its description needs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sociale_kaart.crs import LAT_RANGE, LON_RANGE
from sociale_kaart.export.collections import COLLECTION_IDS, CRSS
from sociale_kaart.web.api import BINARY, GEOJSON, JSON, MOST_NAMES
from sociale_kaart.web.apidocschemas import ANY_OBJECT, Schema, named
from sociale_kaart.web.changes import DEFAULT_LIMIT, MOST
from sociale_kaart.web.dekking.choices import GROUPS
from sociale_kaart.web.dekking.moments import MOMENTS, PARTS
from sociale_kaart.web.facets import MAX_LANGUAGE_LENGTH, ByAppointment
from sociale_kaart.web.needs import needs_of
from sociale_kaart.web.ogc.question import DEFAULT_LIMIT as DEFAULT_FEATURES
from sociale_kaart.web.ogc.question import MOST as MOST_FEATURES
from sociale_kaart.web.ogc.routes import OPENAPI
from sociale_kaart.web.question import MAX_SEARCH_LENGTH
from sociale_kaart.web.site import Site
from sociale_kaart.web.wanneer import Choice, Part

Parameter = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Route:
    """One route. parameters : in OpenAPI's own form; answer : the schema of a 200. errors : what else it may answer."""

    group: str
    answer: Schema
    kind: str = JSON
    parameters: tuple[Parameter, ...] = ()
    errors: tuple[int, ...] = ()
    has_etag: bool = True


def in_query(name: str, description: str, schema: Schema, *, required: bool = False) -> Parameter:
    """A parameter of the question in an address."""
    return {
        "name": name,
        "in": "query",
        "required": required,
        "description": description,
        "schema": schema,
    }


def in_path(name: str, description: str, schema: Schema, example: str = "") -> Parameter:
    """A part of an address that names something."""
    told = {"name": name, "in": "path", "required": True, "description": description, "schema": schema}
    return told | ({"example": example} if example else {})


def routes(site: Site) -> Mapping[str, Route]:
    """Endpoint -> what it takes and gives on this map."""
    return {
        "api.plekken_geojson": Route("Places", named("Plekken"), GEOJSON),
        "api.punten_json": Route("Places", named("Punten")),
        "api.punten_bin": Route("Places", {"type": "string", "format": "binary"}, BINARY, (_VERSION,)),
        "api.namen_json": Route("Places", named("Namen"), parameters=(_ROWS, _VERSION), errors=(400, 404)),
        "api.stand_json": Route(
            "Places", named("Stand"), parameters=_question(site), errors=(400, 429), has_etag=False
        ),
        "api.dekking_json": Route("Coverage", named("Dekking")),
        "rollen.json_file": Route("Coverage", named("WieDoetWat")),
        "api.dekking_view": Route("Coverage", named("Beeld"), parameters=_view(site), errors=(400, 404, 429)),
        "api.gebied_geojson": Route("Coverage", ANY_OBJECT, GEOJSON),
        "api.omtrek_json": Route("Coverage", ANY_OBJECT, parameters=(_VERSION,)),
        "api.omtrek_grof_json": Route("Coverage", ANY_OBJECT, parameters=(_VERSION,)),
        "api.zoek": Route(
            "Search", named("Gevonden"), parameters=(_TYPED,), errors=(400, 429), has_etag=False
        ),
        "api.suggest": Route(
            "Search", named("Suggesties"), parameters=(_TYPED, *_NEAR), errors=(400, 429), has_etag=False
        ),
        "changes.changes": Route(
            "Following a map", named("Wijzigingen"), parameters=_CURSOR, errors=(400, 410, 429)
        ),
        **_what_if(site),
        "apidoc.openapi_json": Route("This description", ANY_OBJECT),
        **_ogc(site),
    }


def _what_if(site: Site) -> dict[str, Route]:
    """What a browser reckons plans with: docs/reference/what-if.md."""
    files = ("points", "places", "names", "towns")
    where = (
        in_path("pijler", "a kind of help", {"type": "string", "enum": list(site.pillars)}),
        in_path("wanneer", "a moment of the week, a day, or both", {"type": "string"}, next(iter(MOMENTS))),
    )
    group = in_path("groep", "a group of people", {"type": "string", "enum": list(GROUPS)})
    gemeente = in_path("gemeentecode", "a gemeente", {"type": "string", "enum": [*site.data.gemeentecodes]})
    return {f"whatiffiles.{name}": Route("What if", ANY_OBJECT) for name in files} | {
        "whatiffiles.pillar": Route("What if", ANY_OBJECT, parameters=where, errors=(404,)),
        "whatiffiles.people": Route("What if", ANY_OBJECT, parameters=(group,), errors=(404,)),
        "whatiffiles.border": Route("What if", ANY_OBJECT, parameters=(gemeente,), errors=(404,)),
    }


_VERSION = in_query(
    "v",
    "`version` of /api/punten.json: where it is that of now, the answer may be kept for ever",
    {"type": "string"},
)
_ROWS = in_query(
    "rij",
    f"rows of /api/punten.json, at most {MOST_NAMES}, with commas between",
    {"type": "string", "pattern": r"^[0-9]{1,9}(,[0-9]{1,9}){0,255}$"},
    required=True,
)
# At least one character that Python does not take for a space; \s is another set in other languages.
_SPACES = r"\t-\r\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_SOMETHING = rf"[^\u0000{_SPACES}]"
# Columns that every collection can be asked by.
COLUMNS_OF_ALL = ("gemeentecode", "gemeente")
_DAY = "20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
_TYPED = in_query(
    "q",
    "a postcode, place or address",
    {"type": "string", "minLength": 1, "maxLength": MAX_SEARCH_LENGTH, "pattern": _SOMETHING},
    required=True,
)
# Some of the country: what can be said of two numbers apart. As an address of the page has them.
_SOUTH_WEST, _NORTH_EAST = r"[3-4]\.[0-9]{1,3},51\.[0-9]{1,3}", r"[6-7]\.[0-9]{1,3},53\.[0-9]{1,3}"
_LAT_LON = r"5[1-2]\.[0-9]{1,3},[4-6]\.[0-9]{1,3}"
# The order of a list: checked as the front page does, without a difference to what is open.
_SAID_BUT_NO_MATTER = (
    in_query("zoek", "a postcode, place or address", {"type": "string", "maxLength": MAX_SEARCH_LENGTH}),
    in_query(
        "plek",
        "where the visitor is: latitude and longitude in degrees",
        {"type": "string", "pattern": f"^({_LAT_LON})?$"},
    ),
    in_query("pagina", "a page of the list", {"type": "integer", "minimum": 1, "maximum": 999_999}),
)
_NEAR = tuple(
    in_query(
        name,
        f"where the visitor is, in degrees; used where {other} is there too",
        {"type": "number", "minimum": least, "maximum": most},
    )
    for name, other, (least, most) in (("lon", "lat", LON_RANGE), ("lat", "lon", LAT_RANGE))
)
_CURSOR = (
    in_query(
        "since",
        "`next` of the answer before; without it from the beginning. 410: that history is gone, begin anew",
        {"type": "string", "pattern": r"^([0-9a-f]{16}\.[0-9]{1,12})?$"},
    ),
    in_query(
        "limit",
        "how many changes at most",
        {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_LIMIT},
    ),
)


def _choice(name: str, description: str, *values: str, around: str = _SPACES) -> Parameter:
    """A choice of a form; white space around it, as somebody typed it, is left out."""
    said = "|".join(map(re.escape, values))
    return in_query(name, description, {"type": "string", "pattern": f"^[{around}]*({said})?[{around}]*$"})


def _facet(name: str, description: str, *values: str) -> Parameter:
    return _choice(name, description, *values, around=rf"\u0000{_SPACES}")


def _view(site: Site) -> tuple[Parameter, ...]:
    """A kind of help, and when somebody wants to go there."""
    return (
        in_path("pillar", "a kind of help", {"type": "string", "enum": list(site.pillars)}),
        in_path(
            "when",
            f"one of {', '.join(MOMENTS)}; or a day, which may have a part of it behind it: 2026-11-24-avond",
            {"type": "string", "pattern": rf"^({'|'.join(MOMENTS)}|{_DAY}(-({'|'.join(PARTS)}))?)$"},
        ),
    )


def _question(site: Site) -> tuple[Parameter, ...]:
    """The question of the front page."""
    needs = [one.id for one in needs_of(site.data.config, site.data.pillars, site.data.config.language)]
    pillars = list(site.pillars)
    return (
        _choice_of("hulp", "what somebody comes for", "", "alle", *dict.fromkeys([*needs, *pillars])),
        in_query(
            "pijler",
            "kinds of help of which one will do; may stand there more than once",
            {"type": "array", "items": {"type": "string", "enum": ["", *pillars]}},
        ),
        _choice("wanneer", "when somebody wants to go", *Choice),
        in_query(
            "dag",
            "a day, with wanneer=dag",
            {"type": "string", "pattern": rf"^[{_SPACES}]*({_DAY})?[{_SPACES}]*$"},
        ),
        _choice("deel", "a part of the day", *Part),
        _facet("afspraak", "with or without an appointment", *ByAppointment),
        _facet("drempelvrij", "only without a step", "ja"),
        in_query("taal", "only in this language", {"type": "string", "maxLength": MAX_LANGUAGE_LENGTH}),
        _facet("gratis", "only free of charge", "ja"),
        in_query("ook", "onbekend: what may be open as well", {"type": "string"}),
        in_query(
            "gebied",
            "only in this box: west, south, east, north, in degrees",
            {"type": "string", "pattern": rf"^({_SOUTH_WEST},{_NORTH_EAST})?$"},
        ),
        *_SAID_BUT_NO_MATTER,
    )


def _ogc(site: Site) -> dict[str, Route]:
    """OGC API - Features, whose own description (OpenAPI 3.0, as its clients read) is at /api/ogc/api."""
    group = "OGC API - Features"
    form = _choice_of("f", "the format", "json")
    crs = _choice_of("crs", "of the coordinates in the answer", *CRSS)
    collection = in_path(
        "collection_id",
        "id of a collection",
        {"type": "string", "enum": list(COLLECTION_IDS)},
        COLLECTION_IDS[0],
    )
    features = (
        collection,
        form,
        crs,
        _choice_of("bbox-crs", "of the box", *CRSS),
        in_query(
            "limit",
            f"how many features at most; above {MOST_FEATURES} it is {MOST_FEATURES}",
            {"type": "integer", "minimum": 1, "maximum": 1_000_000_000, "default": DEFAULT_FEATURES},
        ),
        in_query("offset", "how many to leave out", {"type": "integer", "minimum": 0, "maximum": 10**9}),
        in_query(
            "bbox",
            "only what touches this box: four numbers, least x, least y, most x, most y",
            {
                "type": "string",
                "pattern": r"^[3-4]\.[0-9]{1,6},5[0-1]\.[0-9]{1,6},[5-7]\.[0-9]{1,6},5[2-3]\.[0-9]{1,6}$",
            },
        ),
        *(
            in_query(
                one, f"only what has exactly this {one}; other columns: /api/ogc/api", {"type": "string"}
            )
            for one in COLUMNS_OF_ALL
        ),
        in_query(
            "datetime",
            "a moment or period; everything here holds at all times",
            {"type": "string", "pattern": f"^{_DAY}$"},
        ),
    )
    first = next((one.id for one in site.data.inventory.listings), "")
    feature = in_path("feature_id", "id of a feature", {"type": "string", "minLength": 1}, first)
    plain = Route(group, ANY_OBJECT, parameters=(form,), errors=(400,))
    return {
        "ogc.landing": plain,
        "ogc.conformance": plain,
        "ogc.api": Route(group, ANY_OBJECT, OPENAPI, (form,), (400,)),
        "ogc.collections": plain,
        "ogc.collection": Route(group, ANY_OBJECT, JSON, (collection, form), (400, 404)),
        "ogc.items": Route(group, ANY_OBJECT, GEOJSON, features, (400, 404, 429)),
        "ogc.item": Route(group, ANY_OBJECT, GEOJSON, (collection, feature, form, crs), (400, 404)),
    }


def _choice_of(name: str, description: str, *values: str) -> Parameter:
    return in_query(name, description, {"type": "string", "enum": list(values)})
