"""Small maps made by hand, for tests that need a map but not a folder of sheets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sociale_kaart.crs import rd_to_wgs84
from sociale_kaart.dataset.mapdata import MapData, RowCount
from sociale_kaart.kaarttoml import KaartConfig
from sociale_kaart.model import (
    AddressInput,
    Inventory,
    Listing,
    Location,
    Match,
    MatchLevel,
    Offer,
    Organisation,
    Presence,
    Provenance,
    Schedule,
    Service,
    listing_id,
    stable_id,
)

SOURCE = "bron"
PILLAR = "spreekuur"


def wide_toml(*, area: str = 'provincies = ["Overijssel"]', settings: str = "", **columns: str) -> str:
    """A kaart.toml with one wide sheet, bron.csv; it ends in the columns (field="Kop"), so that a test may add one."""
    return f"""
title = "Proef"
publisher = {{ name = "Proef" }}
contact = {{ name = "Proef" }}
area = {{ {area} }}
{settings}
[[sources]]
id = "bron"
name = "Bron"
file = "bron.csv"
kind = "wide"
supplier = "Proef"
licence = "CC0"
as_of = 2026-10-01
[sources.columns]
""" + "".join(f'{field} = "{heading}"\n' for field, heading in columns.items())


WIDE_TOML = wide_toml(organisation="Naam", address="Adres", woonplaats="Plaats", gemeente="Gemeente")


@dataclass(frozen=True)
class Plek:
    """An organisation at a point (RD New, metres), with what its source says about one pillar; None: nothing."""

    name: str
    x_rd: float
    y_rd: float
    gemeentecode: str
    says: Presence | None = Presence.YES


def config(**changes: Any) -> KaartConfig:
    """A kaart.toml with one source, as read."""
    content: dict[str, Any] = {
        "title": "Proefkaart",
        "publisher": {"name": "Proef"},
        "contact": {"name": "Proef"},
        "area": {"provincies": ["Overijssel"]},
        "pillars": [{"id": PILLAR}],
        "sources": [
            {
                "id": SOURCE,
                "name": "Proefbron",
                "file": "bron.csv",
                "kind": "wide",
                "columns": {"organisation": "Naam"},
                "supplier": "Proef",
                "licence": "CC0",
                "as_of": date(2026, 1, 1),
            }
        ],
    }
    return KaartConfig.model_validate(content | changes)


def map_of(plekken: Iterable[Plek], gemeentecodes: Iterable[str], **changes: Any) -> MapData:
    """A map with these places, as the build assembles it before coverage is measured."""
    organisations, locations, services, offers, listings = [], [], [], [], []
    matches: dict[str, Match] = {}
    for row, plek in enumerate(plekken, start=2):
        provenance = Provenance(source=SOURCE, row=row, as_of=date(2026, 1, 1))
        organisation = Organisation(
            id=stable_id("organisation", plek.name), name=plek.name, provenance=provenance
        )
        location = Location(
            id=stable_id("location", plek.name),
            name=plek.name,
            address=AddressInput(text=f"{plek.name} 1", woonplaats="Proefdorp"),
            gemeentecode=plek.gemeentecode,
            provenance=provenance,
        )
        organisations.append(organisation)
        locations.append(location)
        listings.append(
            Listing(
                id=listing_id(organisation.id, location.id),
                organisation_id=organisation.id,
                location_id=location.id,
                name=plek.name,
                provenance=provenance,
            )
        )
        if plek.says is not None:
            service = Service(
                id=stable_id("service", plek.name),
                organisation_id=organisation.id,
                name="Spreekuur",
                pillar=PILLAR,
            )
            services.append(service)
            offers.append(
                Offer(
                    id=stable_id("offer", plek.name),
                    organisation_id=organisation.id,
                    location_id=location.id,
                    service_id=service.id,
                    presence=plek.says,
                    provenance=provenance,
                )
            )
        lon, lat = rd_to_wgs84(plek.x_rd, plek.y_rd)
        matches[location.id] = Match(
            level=MatchLevel.ADRES,
            gemeentecode=plek.gemeentecode,
            lon=float(lon),
            lat=float(lat),
            x_rd=plek.x_rd,
            y_rd=plek.y_rd,
            backend="proef",
        )
    return MapData(
        config=config(**changes),
        gemeentecodes=tuple(gemeentecodes),
        inventory=Inventory(
            organisations=tuple(organisations),
            locations=tuple(locations),
            services=tuple(services),
            offers=tuple(offers),
            listings=tuple(listings),
        ),
        matches=matches,
        counts=(RowCount(source=SOURCE, rows_in=len(listings), rows_used=len(listings), rows_reported=0),),
    )


def scheduled(schedules: Mapping[str, Schedule | None], gemeentecode: str = "GM0193") -> MapData:
    """Places by name in the middle of Zwolle, or said to be in another gemeente, each with one offer of the pillar."""
    data = map_of([Plek(name, 202_700, 502_200, gemeentecode) for name in schedules], [gemeentecode])
    names = {one.id: one.name for one in data.inventory.locations}
    offers = tuple(replace(one, schedule=schedules[names[one.location_id]]) for one in data.inventory.offers)
    return replace(data, inventory=replace(data.inventory, offers=offers))
