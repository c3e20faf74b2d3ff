"""The faults of kaart.toml in Dutch: the key, what came and what was expected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import process

_EXPECTED: Mapping[str, str] = {
    "missing": "ontbreekt; vul deze sleutel in",
    "string_type": "verwacht tekst tussen aanhalingstekens",
    "int_type": "verwacht een heel getal",
    "int_parsing": "verwacht een heel getal",
    "float_type": "verwacht een getal zoals 0.25",
    "float_parsing": "verwacht een getal zoals 0.25",
    "greater_than": "verwacht een getal groter dan 0",
    "greater_than_equal": "verwacht een getal van 1 of meer",
    "bool_type": "verwacht true of false",
    "bool_parsing": "verwacht true of false",
    "date_type": "verwacht een datum zoals 2026-11-22",
    "date_parsing": "verwacht een datum zoals 2026-11-22",
    "date_from_datetime_parsing": "verwacht een datum zoals 2026-11-22",
    "date_from_datetime_inexact": "verwacht een datum zonder tijd, zoals 2026-11-22",
    "tuple_type": 'verwacht een lijst, zoals ["Overijssel"]',
    "dict_type": "verwacht een blok met sleutels",
    "model_type": "verwacht een blok met sleutels",
    "too_short": "is leeg; er is er minstens één nodig",
    "string_too_long": "is te lang",
    "url_parsing": "verwacht een webadres zoals https://voorbeeld.nl",
    "url_scheme": "verwacht een webadres dat met https:// begint",
}


def in_dutch(fault: ValidationError, content: Mapping[str, Any], schema: type[BaseModel]) -> list[str]:
    """Every fault that is a cause, in Dutch; schema is what the content was held against."""
    return [_in_dutch(error, content, schema) for error in _first_causes(fault.errors())]


def _first_causes(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out what only follows: a list counts as empty once its one item was wrong."""

    def follows(error: ErrorDetails) -> bool:
        place = error["loc"]
        deeper = (other["loc"] for other in errors if len(other["loc"]) > len(place))
        return error["type"] == "too_short" and any(loc[: len(place)] == place for loc in deeper)

    return [error for error in errors if not follows(error)]


def _key(location: tuple[int | str, ...], content: Mapping[str, Any]) -> str:
    """Where in kaart.toml something stands: a source by its id where it has one, else an item by its number."""
    steps = [str(part + 1) if isinstance(part, int) else part for part in location]
    if location[:1] == ("sources",) and len(location) > 1 and isinstance(location[1], int):
        source = content["sources"][location[1]]
        if isinstance(source, dict) and isinstance(source.get("id"), str) and source["id"].isprintable():
            steps[1] = source["id"] or steps[1]
    return ".".join(steps)


def _in_dutch(error: ErrorDetails, content: Mapping[str, Any], schema: type[BaseModel]) -> str:
    key = _key(error["loc"], content)
    kind, came = error["type"], error["input"]
    if kind == "extra_forbidden":
        known = _keys_beside(error["loc"], schema)
        return f"onbekende sleutel '{key}'{hint(str(error['loc'][-1]), known)} Verwijder of verbeter deze sleutel."
    if kind == "literal_error":
        return f"'{key}' is {came!r}; verwacht {error.get('ctx', {}).get('expected', '')}.".replace(
            " or ", " of "
        )
    if kind == "value_error" and "email" in str(error.get("ctx", "")) + error["msg"].lower():
        return f"'{key}' is {came!r}; verwacht een e-mailadres zoals info@voorbeeld.nl."
    if kind in _EXPECTED:
        shown = "" if kind in ("missing", "too_short", "string_too_long") else f"is {_short(came)}; "
        return f"'{key}' {shown}{_EXPECTED[kind]}."
    place = f"'{key}': " if key else ""
    return f"{place}{error['msg'].rstrip('.')}" + ("" if error["msg"].endswith("?") else ".")


def _keys_beside(location: tuple[int | str, ...], schema: type[BaseModel]) -> set[str]:
    part: Any = schema
    for step in location[:-1]:
        if isinstance(step, int) or not (isinstance(part, type) and issubclass(part, BaseModel)):
            continue
        part = _part_in(part.model_fields[step].annotation)
    return set(part.model_fields) if isinstance(part, type) and issubclass(part, BaseModel) else set()


def _part_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_part_in(argument) for argument in getattr(annotation, "__args__", ()))
    return next((part for part in inner if part is not None), None)


def hint(name: str, known: set[str] | frozenset[str]) -> str:
    """The end of a sentence about an unknown name: the nearest known one, else all of them."""
    near = process.extractOne(name, sorted(known), score_cutoff=65)
    if near is not None:
        return f"; bedoelt u '{near[0]}'?"
    return f"; bekend zijn: {', '.join(sorted(known))}." if known else "."


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
