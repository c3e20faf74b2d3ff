"""The map itself in HSDS: its program, who publishes it, its settings, and its taxonomies."""

from __future__ import annotations

from collections.abc import Iterable

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.export.hsds.collecting import Collected, as_json
from sociale_kaart.hsds.extension import (
    CATEGORIES_ID,
    EXTENSION_ID,
    PILLARS_ID,
    SOURCES_ID,
    TERMS,
    term_id,
)
from sociale_kaart.hsds.ids import hsds_id

# Told otherwise: sources by their records, categories by what they came to. Or of files that do not travel along.
_NOT_TOLD = {"sources": True, "categories": True, "hours": {"school_holidays": True}}


def program_id(data: MapData) -> str:
    """The UUID of the map's program."""
    return hsds_id("program", data.config.title, data.program.name)


def pillar_id(pillar: str) -> str:
    """The UUID of a pillar as a term; the same on every map."""
    return hsds_id("pillar", pillar)


def category_id(category: str) -> str:
    """The UUID of a coordinator's category as a term."""
    return hsds_id("category", category)


def put_program(found: Collected, data: MapData) -> None:
    """Program, publisher and settings; after everything else, for the settings name every source."""
    publisher, its_id = data.config.publisher, hsds_id("publisher", data.config.publisher.name)
    found.put(
        "organization",
        id=its_id,
        name=publisher.name,
        description=f"Uitgever van: {data.config.title}.",
        website=str(publisher.url or ""),
    )
    found.attribute("organization", its_id, "publisher", "yes")
    found.put(
        "program",
        id=program_id(data),
        organization_id=its_id,
        name=data.program.name,
        alternate_name=data.config.title,
        description=data.config.intro or data.config.title,
    )
    told = data.config.model_dump(mode="json", exclude=_NOT_TOLD, exclude_defaults=True)  # type: ignore[arg-type]
    told["sources"] = found.sources
    found.attribute("program", program_id(data), "settings", as_json(told))


def put_taxonomies(found: Collected, data: MapData, categories: Iterable[str]) -> None:
    """Our own terms, the pillars, and the words of the coordinator; sources put themselves."""
    for its_id, name, description in (
        (EXTENSION_ID, "Sociale Kaart", "Wat Sociale Kaart toevoegt aan HSDS."),
        (PILLARS_ID, f"Pijlers: {data.program.name}", "De soorten hulp die het programma telt."),
        (CATEGORIES_ID, "Soorten hulp", "De woorden van de coördinator voor soorten hulp."),
        (SOURCES_ID, "Bronnen", "Waar de gegevens vandaan komen, met leverancier, licentie en datum."),
    ):
        found.put("taxonomy", id=its_id, name=name, description=description, version="1")
    for code, (name, description) in TERMS.items():
        _put_term(found, term_id(code), code, name, description, "Sociale Kaart", EXTENSION_ID)
    for pillar in data.pillars:
        description = pillar.description or pillar.name
        _put_term(found, pillar_id(pillar.id), pillar.id, pillar.name, description, "Pijlers", PILLARS_ID)
    for category in sorted(set(categories)):
        _put_term(
            found,
            category_id(category),
            f"soort:{category}",
            category,
            category,
            "Soorten hulp",
            CATEGORIES_ID,
        )


def _put_term(
    found: Collected, its_id: str, code: str, name: str, description: str, taxonomy: str, taxonomy_id: str
) -> None:
    found.put(
        "taxonomy_term",
        id=its_id,
        code=code,
        name=name,
        description=description,
        taxonomy=taxonomy,
        language="nl",
        taxonomy_id=taxonomy_id,
    )
