"""The compiled schemas of HSDS 3.1, as Open Referral gives them, to hold what we say against."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

NAMES = (
    "service",
    "service_list",
    "organization",
    "organization_list",
    "service_at_location",
    "service_at_location_list",
)


class Schemas:
    """By name; taxonomies and terms have theirs in tabular.json, and pages in openapi.json."""

    def __init__(self, shared_file: Callable[[str], Path]) -> None:
        def read(name: str) -> Any:
            return json.loads(shared_file(f"hsds/{name}.json").read_text(encoding="utf-8"))

        tables = read("tabular")["properties"]
        schemas = {name: read(name) for name in NAMES}
        schemas |= {name: tables[name]["items"] for name in ("taxonomy", "taxonomy_term")}
        schemas["page"] = read("openapi")["components"]["schemas"]["Page"]
        self._validators = {
            name: Draft202012Validator(one, format_checker=Draft202012Validator.FORMAT_CHECKER)
            for name, one in schemas.items()
        }

    def faults(self, name: str, told: Mapping[str, Any]) -> list[str]:
        """What is wrong with a record, each with where it is."""
        return [f"{one.json_path}: {one.message}" for one in self._validators[name].iter_errors(told)]
