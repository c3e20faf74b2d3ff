"""Gathers the rows of all tables, with the attributes that carry what HSDS has no column for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sociale_kaart.hsds.extension import LINK_TYPE, SOURCE, SOURCES_ID, TERMS, term_id
from sociale_kaart.hsds.ids import hsds_id
from sociale_kaart.hsds.layout import TABLES, Row, Tables
from sociale_kaart.model import Provenance


class Collected:
    """Rows by table; `put` leaves out what is not known."""

    def __init__(self) -> None:
        self.tables: Tables = {name: [] for name in TABLES}
        self.sources: dict[str, dict[str, str]] = {}

    def put(self, table: str, **values: Any) -> Row:
        """A row, without the columns that have no value."""
        row = {name: value for name, value in values.items() if value not in (None, "")}
        self.tables[table].append(row)
        return row

    def attribute(self, entity: str, its_id: str, code: str, value: object, *, nth: int = 0) -> None:
        """One of our terms about a record; nothing where the value is not known."""
        if value in (None, ""):
            return
        self.put(
            "attribute",
            id=hsds_id("attribute", its_id, code, str(nth)),
            link_id=its_id,
            taxonomy_term_id=term_id(code),
            link_type=LINK_TYPE,
            link_entity=entity,
            value=str(value),
            label=TERMS[code][0],
        )

    def attributes(self, entity: str, its_id: str, code: str, values: Iterable[object]) -> None:
        """One of our terms, once for each value."""
        for nth, value in enumerate(values):
            self.attribute(entity, its_id, code, value, nth=nth)

    def classified(self, entity: str, its_id: str, kind: str, term: str, label: str, value: str = "") -> None:
        """A pillar, category or source of a record."""
        self.put(
            "attribute",
            id=hsds_id("attribute", its_id, kind, term),
            link_id=its_id,
            taxonomy_term_id=term,
            link_type=kind,
            link_entity=entity,
            value=value,
            label=label,
        )

    def source(self, provenance: Provenance, name: str) -> str:
        """The code of a source, which becomes a term with all that is known of it."""
        told = {
            "name": name,
            "supplier": provenance.supplier,
            "licence": provenance.licence,
            "as_of": provenance.as_of.isoformat() if provenance.as_of else "",
        }
        code = hsds_id("source", *told.values())
        if code not in self.sources:
            self.sources[code] = told
            self.put(
                "taxonomy_term",
                id=code,
                code=code,
                name=name,
                description=f"{told['supplier']}. Licentie: {told['licence']}. Van: {told['as_of'] or 'onbekend'}.",
                taxonomy="Bronnen",
                language="nl",
                taxonomy_id=SOURCES_ID,
            )
        return code

    def provenance(self, entity: str, its_id: str, provenance: Provenance, name: str) -> None:
        """From whom a record is and when it was last known to be true: attributes, and HSDS's own metadata."""
        code = self.source(provenance, name)
        self.classified(entity, its_id, SOURCE, code, name, self.sources[code]["as_of"])
        self.attribute(entity, its_id, "checked", provenance.checked)
        self.attribute(entity, its_id, "checked_by", provenance.checked_by)
        self.attribute(entity, its_id, "source_url", provenance.url)
        known_on = provenance.checked or provenance.as_of
        self.tables["metadata"].append(
            {
                "id": hsds_id("metadata", its_id),
                "resource_id": its_id,
                "resource_type": entity,
                "last_action_date": known_on.isoformat() if known_on else "onbekend",
                "last_action_type": "assured" if provenance.checked else "published",
                "field_name": "*",
                "previous_value": "",
                "replacement_value": "",
                "updated_by": provenance.checked_by or provenance.supplier or "onbekend",
            }
        )


def as_json(value: object) -> str:
    """JSON in one writing, so that the same is the same text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
