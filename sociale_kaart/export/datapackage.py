"""What the data files of a map are, for programs: a Data Package (Frictionless Data, version 1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.export.datatables import Column, DataTable
from sociale_kaart.export.licences import licence_of
from sociale_kaart.kaarttoml import SourcePart
from sociale_kaart.model import fold

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file that was made.

    authority : its format in the EU's list of file types. sha256 : in hexadecimal
    table : what it holds; None for a calendar
    """

    name: str
    title: str
    description: str
    format: str
    mimetype: str
    authority: str
    size: int
    sha256: str
    table: DataTable | None = None


def datapackage(data: MapData, files: Sequence[DataFile]) -> Row:
    """The package of these files; what kaart.toml does not say is left out."""
    config = data.config
    publisher = {"title": config.publisher.name, "role": "publisher"}
    if config.publisher.url:
        publisher["path"] = str(config.publisher.url)
    described: Row = {
        "profile": "data-package",
        "name": slug(config.title),
        "title": config.title,
        "description": config.intro,
        "version": data.content_hash[:16],
        "example": config.example,
        "contributors": [publisher],
        "licenses": _licences(data),
        "sources": [_source(one) for one in config.sources],
        "resources": [_resource(one) for one in files],
    }
    return {name: value for name, value in described.items() if value not in ("", [])}


def slug(text: str) -> str:
    """A name that the standard allows: lower case, figures and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-") or "kaart"


def _licences(data: MapData) -> list[Row]:
    _, known = licence_of(data)
    return [{"name": known.id, "title": known.title, "path": known.url}] if known else []


def _source(source: SourcePart) -> Row:
    told: Row = {
        "title": source.name,
        "supplier": source.supplier,
        "licence": source.licence,
        "as_of": source.as_of.isoformat(),
    }
    return told | ({"path": str(source.url)} if source.url else {})


def _resource(file: DataFile) -> Row:
    resource: Row = {
        "profile": "data-resource",
        "name": slug(file.name),
        "path": file.name,
        "title": f"{file.title} ({file.format})",
        "description": file.description,
        "format": file.name.rpartition(".")[2],
        "mediatype": file.mimetype,
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
    }
    if file.table is None:
        return resource
    if file.mimetype == "text/csv":
        resource |= {"profile": "tabular-data-resource", "encoding": "utf-8"}
    fields = [_field(one) for one in file.table.columns]
    return resource | {
        "schema": {"fields": fields, "primaryKey": list(file.table.key), "missingValues": [""]}
    }


def _field(column: Column) -> Row:
    field: Row = {"name": column.name, "title": column.title, "type": column.type}
    if column.unit:
        field["unit"] = column.unit
    if column.values:
        field["constraints"] = {"enum": list(column.values)}
    return field
