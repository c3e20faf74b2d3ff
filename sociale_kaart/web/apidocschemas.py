"""What the answers of the API look like, as JSON Schema (2020-12, which OpenAPI 3.1 is made of).

Columns come from the modules that write them, so that a new one cannot be forgotten here.
"""

from __future__ import annotations

from typing import Any

from sociale_kaart.dataset.changes import CHANGE_COLUMNS
from sociale_kaart.dataset.layers import PLEKKEN_COLUMNS
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.offertable import AANBOD_COLUMNS
from sociale_kaart.export.dekking import DEKKING_COLUMNS
from sociale_kaart.export.geojson import PLEK_COLUMNS, TIMES_COLUMNS
from sociale_kaart.export.promises import LIBRARY_COLUMNS, PROMISE_COLUMNS, PROMISE_KINDS
from sociale_kaart.export.roles import ROLE_COLUMNS
from sociale_kaart.model import MEASURE_COLUMNS, CoverageStatus, OrganisationKind, Role

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
TEXT_OR_NONE: Schema = {"type": ["string", "null"]}
NUMBER: Schema = {"type": "number"}
NUMBER_OR_NONE: Schema = {"type": ["number", "null"]}
WHOLE: Schema = {"type": "integer", "minimum": 0}
SWITCH: Schema = {"type": "boolean"}
PRESENCE: Schema = {"type": "string", "enum": ["yes", "no", "unknown"]}
ANY_OBJECT: Schema = {"type": "object"}
_NUMBERS = frozenset({"x_rd", "y_rd", "lon", "lat"})


def thing(properties: dict[str, Schema], *, more: bool = False) -> Schema:
    """An object with all of these properties, and no other unless `more`."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": more,
    }


def many(one: Schema) -> Schema:
    """A list of them."""
    return {"type": "array", "items": one}


def named(name: str) -> Schema:
    """A reference to one of `schemas`."""
    return {"$ref": f"#/components/schemas/{name}"}


def schemas(data: MapData) -> dict[str, Schema]:
    """Every schema that answers refer to, by name; a map's own pillars are columns of some."""
    pillars = [pillar.id for pillar in data.pillars]
    return {
        "Problem": _problem(),
        "Point": thing(
            {"type": {"const": "Point"}, "coordinates": {**many(NUMBER), "minItems": 2, "maxItems": 2}}
        ),
        "Plek": _plek(pillars),
        "Plekken": _plekken(),
        "Dekking": many(_dekking(pillars)),
        "Beeld": _view(),
        "WieDoetWat": _roles(pillars),
        "Punten": _punten(),
        "Namen": thing(
            {
                "version": TEXT,
                "row": many(WHOLE),
                "id": many(TEXT),
                "name": many(TEXT),
                "address": many(TEXT),
            }
        ),
        "Stand": thing(
            {
                "content_hash": TEXT,
                "version": TEXT,
                "at": {"type": "string", "description": "to the minute, with the offset of Europe/Amsterdam"},
                "states": {"type": "string", "pattern": "^[ocu-]*$"},
            }
        ),
        "Gevonden": _found(),
        "Suggesties": thing({"suggestions": many(thing({"label": TEXT, "kind": TEXT}))}),
        "Wijzigingen": _changes(),
        "Place": _place(pillars),
    }


def _problem() -> Schema:
    """RFC 9457."""
    return thing({"status": {"type": "integer"}, "title": TEXT, "detail": TEXT})


def _roles(pillars: list[str]) -> Schema:
    """Who does what, the promises, the library organisations and the agreements; all other columns are text."""
    day: Schema = {"type": ["string", "null"], "format": "date"}
    pillar: Schema = {"type": "string", "enum": pillars}
    standing: Schema = {"type": "string", "enum": [one.value for one in CoverageStatus]}
    count: Schema = {"type": ["integer", "null"], "minimum": 0}
    role: dict[str, Schema] = dict.fromkeys(ROLE_COLUMNS, TEXT) | {
        "organisation_kind": {"type": "string", "enum": [one.value for one in OrganisationKind]},
        "joined_covenant": day,
        "pillar": {"type": "string", "enum": ["", *pillars]},
        "role": {"type": "string", "enum": [one.value for one in Role]},
        "presence": PRESENCE,
        "places": WHOLE,
        "checked": day,
        "as_of": day,
    }
    promise: dict[str, Schema] = dict.fromkeys(PROMISE_COLUMNS, count) | {
        "pillar": pillar,
        "promise": {"type": "string", "enum": list(PROMISE_KINDS)},
        "by": day,
        "reached": {"enum": ["yes", "no", "unknown", None]},
        "source": TEXT_OR_NONE,
    }
    library: dict[str, Schema] = dict.fromkeys(LIBRARY_COLUMNS, TEXT) | {
        "on_map": SWITCH,
        "gemeenten": many(TEXT),
        "pillar": pillar,
        "in_branches": standing,
        "in_working_area": standing,
    }
    return thing(
        {
            "kaart": TEXT,
            "known_on": TEXT,
            "content_hash": TEXT,
            "is_example": SWITCH,
            "roles": many(thing(role)),
            "promises": many(thing(promise)),
            "libraries": many(thing(library)),
            "agreements": many(thing({"agreement": TEXT, "agreed_on": day})),
        }
    )


def _plek(pillars: list[str]) -> Schema:
    time = dict.fromkeys(TIMES_COLUMNS, TEXT) | {"complete": SWITCH, "osm": TEXT_OR_NONE}
    properties: dict[str, Schema] = dict.fromkeys(PLEK_COLUMNS, TEXT) | {
        "pillars": thing(dict.fromkeys(pillars, PRESENCE)),
        "categories": many(TEXT),
        "times": many(thing(time)),
        "checked": TEXT_OR_NONE,
        "as_of": TEXT_OR_NONE,
    }
    return thing(
        {
            "type": {"const": "Feature"},
            "id": TEXT,
            "geometry": {"oneOf": [named("Point"), {"type": "null"}]},
            "properties": thing(properties),
        }
    )


def _plekken() -> Schema:
    return thing(
        {
            "type": {"const": "FeatureCollection"},
            "title": TEXT,
            "publisher": TEXT,
            "example": SWITCH,
            "content_hash": TEXT,
            "features": many(named("Plek")),
        }
    )


def _dekking(pillars: list[str]) -> Schema:
    measures: dict[str, Schema] = dict.fromkeys(MEASURE_COLUMNS, NUMBER_OR_NONE) | {
        "status": {"type": "string", "enum": ["covered", "uncovered", "unknown"]},
        "distance_at_most": SWITCH,
    }
    return thing(
        dict.fromkeys(DEKKING_COLUMNS, TEXT)
        | {
            "inhabitants": NUMBER_OR_NONE,
            "pillars": {
                "type": "object",
                "properties": dict.fromkeys(pillars, thing(measures)),
                "additionalProperties": False,
            },
        }
    )


def _view() -> Schema:
    """A pillar at a moment, as web/dekking/document.py makes it; values as readers see them, by measure."""
    values: Schema = {"type": "object", "additionalProperties": many(NUMBER_OR_NONE)}
    part: dict[str, Schema] = {
        "values": values,
        "steps": {"type": "object", "additionalProperties": many(many(NUMBER_OR_NONE))},
        "ranges": {
            "type": "object",
            "additionalProperties": {"oneOf": [many({"type": ["number", "boolean"]}), {"type": "null"}]},
        },
    }
    facts: Schema = {"type": "object", "additionalProperties": {"type": ["number", "boolean", "null"]}}
    return thing(
        {
            "gemeentecodes": many(TEXT),
            "is_whole": SWITCH,
            "at_most": {"type": "string", "pattern": "^[01]*$"},
            "groups": {"type": "object", "additionalProperties": thing({"counts": values, **part})},
            "views": {
                "type": "object",
                "additionalProperties": thing(
                    {"kinds": {"type": "string", "pattern": "^[0-6]*$"}, "facts": facts, **part}
                ),
            },
        }
    )


def _punten() -> Schema:
    return thing(
        {
            "pillars": many(TEXT),
            "id": many(TEXT),
            "name": many(TEXT),
            "address": many(TEXT),
            "lon": many(NUMBER),
            "lat": many(NUMBER),
            "yes": many(WHOLE),
            "unknown": many(WHOLE),
        }
    )


def _found() -> Schema:
    position = thing(
        {
            "label": TEXT,
            "kind": TEXT,
            "exactness": TEXT,
            "radius_m": NUMBER_OR_NONE,
            "gemeentecode": TEXT,
            "lon": NUMBER,
            "lat": NUMBER,
        }
    )
    return thing(
        {
            "position": {"oneOf": [position, {"type": "null"}]},
            "options": many(position),
            "suggestions": many(TEXT),
            "message": TEXT,
        }
    )


def _changes() -> Schema:
    change: dict[str, Schema] = dict(
        zip(
            CHANGE_COLUMNS,
            (TEXT, WHOLE, SWITCH, {"oneOf": [named("Place"), {"type": "null"}]}),
            strict=True,
        )
    )
    return thing(
        {
            "title": TEXT,
            "example": SWITCH,
            "content_hash": TEXT,
            "changes": many(thing(change)),
            "next": {"type": "string", "pattern": r"^[0-9a-f]{16}\.[0-9]+$"},
            "more": SWITCH,
        }
    )


def _place(pillars: list[str]) -> Schema:
    offer = {name: NUMBER_OR_NONE if name in _NUMBERS else TEXT for name in AANBOD_COLUMNS}
    place: dict[str, Schema] = {
        name: NUMBER_OR_NONE if name in _NUMBERS else TEXT for name in PLEKKEN_COLUMNS
    }
    return thing(
        place | {f"pillar_{one}": PRESENCE for one in pillars} | {"offers": many(thing(offer))},
    )
