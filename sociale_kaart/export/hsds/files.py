"""HSDS as files: a tabular package (CSV in a zip, with datapackage.json) and JSON with everything in it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from sociale_kaart.export.hsds.nested import Records
from sociale_kaart.hsds.layout import NUMBERS, TABLES, VERSION, Row, Tables

# A zip has no time before this one; the same rows give the same bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_DATES = frozenset(["valid_from", "valid_to", "dtstart", "until", "assured_date", "last_action_date"])


def as_package(tables: Tables, title: str) -> bytes:
    """A zip with a CSV of every table that has rows, and datapackage.json."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in package_files(tables, title).items():
            archive.writestr(zipfile.ZipInfo(name, _NO_TIME), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def package_files(tables: Tables, title: str) -> dict[str, bytes]:
    """File name -> content of a tabular package, in a fixed order."""
    filled = {name: rows for name, rows in tables.items() if rows}
    files = {TABLES[name].path: _csv(name, rows) for name, rows in filled.items()}
    described = {
        "profile": "tabular-data-package",
        "name": "human_services_data",
        "title": title,
        "version": VERSION,
        "homepage": "http://docs.openreferral.org",
        "resources": [_resource(name) for name in filled],
    }
    files["datapackage.json"] = json.dumps(described, ensure_ascii=False, indent=1).encode() + b"\n"
    return files


def as_json(tables: Tables) -> bytes:
    """Everything nested: organizations with their services and places, and what these are classified by."""
    records = Records(tables)
    content: Mapping[str, Any] = {
        "version": VERSION,
        "organizations": [records.organization(row, full_service=True) for row in tables["organization"]],
        "taxonomies": tables["taxonomy"],
        "taxonomy_terms": tables["taxonomy_term"],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"


def _csv(name: str, rows: list[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, TABLES[name].columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _resource(name: str) -> dict[str, Any]:
    table = TABLES[name]
    return {
        "name": name,
        "path": table.path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "schema": {
            "fields": [{"name": column, "type": _type(column)} for column in table.columns],
            "primaryKey": "id",
        },
    }


def _type(column: str) -> str:
    return "number" if column in NUMBERS else "date" if column in _DATES else "string"
