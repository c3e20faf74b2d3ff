"""A small map, made by hand, with everything on it that a page must be able to show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sociale_kaart.crs import rd_to_wgs84
from sociale_kaart.dataset.mapdata import MapData, RowCount
from sociale_kaart.kaarttoml import ComparisonPart, KaartConfig
from sociale_kaart.model import (
    AddressInput,
    CoverageRow,
    CoverageStatus,
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
)

HOSTILE = "<script>alert(1)</script>"
ENSCHEDE, HENGELO, BORNE, ZWOLLE = "GM0153", "GM0164", "GM0147", "GM0193"
AREA = (ENSCHEDE, HENGELO, BORNE, ZWOLLE)
SAID = Provenance(
    source="twente",
    row=2,
    supplier="Kring",
    licence="CC0",
    as_of=date(2026, 10, 2),
    checked=date(2026, 9, 14),
    url="https://voorbeeld.nl/bron",
)
PILLARS = ("computer", "training", "spreekuur")


def comparison(pillar: str) -> ComparisonPart:
    """A line of the country, of made-up figures."""
    return ComparisonPart(
        area="Nederland",
        pillar=pillar,
        share_within_1km=0.123,
        share_within_2km=0.234,
        share_within_5km=0.345,
        share_within_10km=0.456,
        share_within_20km=0.567,
        at_least=True,
        source="Verzonnen cijfers",
        as_of=date(2026, 10, 1),
    )


def config(**changes: Any) -> KaartConfig:
    content = {
        "title": "Kaart van Twente",
        "intro": "Een kleine kaart.",
        "publisher": {"name": "Kring van bibliotheken"},
        "contact": {"name": "De redactie", "email": "redactie@voorbeeld.nl", "phone": "053 123 45 67"},
        "area": {"gemeenten": list(AREA)},
        "targets": [{"pillar": "spreekuur", "count": 150, "by": "2018-12-31", "source": "convenant"}],
        "sources": [
            {
                "id": "twente",
                "name": "Plekken in Twente",
                "file": "plekken.csv",
                "kind": "wide",
                "columns": {"organisation": "Naam"},
                "supplier": "Kring van bibliotheken",
                "licence": "CC0",
                "as_of": "2026-10-02",
            }
        ],
    }
    return KaartConfig.model_validate(content | changes)


def organisation(name: str, **changes: Any) -> Organisation:
    return Organisation(id=f"org-{name.split(maxsplit=1)[0].lower()}", name=name, provenance=SAID, **changes)


def location(id_: str, text: str, woonplaats: str, gemeentecode: str) -> Location:
    address = AddressInput(text=text, woonplaats=woonplaats)
    return Location(id=id_, address=address, gemeentecode=gemeentecode, provenance=SAID)


def match(x_rd: float, y_rd: float, address: str, woonplaats: str, gemeentecode: str) -> Match:
    lon, lat = rd_to_wgs84(x_rd, y_rd)
    return Match(
        level=MatchLevel.ADRES,
        address=address,
        woonplaats=woonplaats,
        gemeentecode=gemeentecode,
        lon=float(lon),
        lat=float(lat),
        x_rd=x_rd,
        y_rd=y_rd,
    )


def listing(at: str, who: Organisation, **changes: Any) -> Listing:
    values = {"name": who.name, "categories": ("advies",), "provenance": SAID} | changes
    return Listing(id=f"{at}-{who.id}", organisation_id=who.id, location_id=at, **values)


def offer(of: Listing, service: str, presence: Presence, schedule: str = "") -> Offer:
    return Offer(
        id=f"{of.id}-{service}",
        organisation_id=of.organisation_id,
        location_id=of.location_id,
        service_id=service,
        presence=presence,
        schedule=Schedule(text=schedule) if schedule else None,
        provenance=SAID,
    )


def inventory() -> Inventory:
    """Three places with a point (one with two organisations, one hostile) and one whose address was not found."""
    bieb = organisation("Bibliotheek Enschede", website="https://bieb.voorbeeld.nl", phone="053-480 48 04")
    hulp = organisation("Humanitas Twente", partner_contact="Jan, 06-geheim")
    evil = organisation(f"Evil {HOSTILE}", website="javascript:alert(1)", phone=HOSTILE, email=HOSTILE)
    lost = organisation("Zoekgeraakt Loket", partner_contact="Piet, openbaar", partner_contact_public=True)
    at_bieb = listing("l-bieb", bieb, schedule=Schedule(text="ma-vr 10:00-17:00"))
    at_desk = listing("l-bieb", hulp)
    at_evil = listing("l-evil", evil, name=HOSTILE, schedule=Schedule(text=f"di {HOSTILE}"))
    at_lost = listing("l-lost", lost)
    services = tuple(
        Service(id=pillar, organisation_id=bieb.id, name=pillar, pillar=pillar) for pillar in PILLARS
    )
    return Inventory(
        organisations=(bieb, hulp, evil, lost),
        locations=(
            location("l-bieb", "Pijpenstraat 15", "Enschede", ENSCHEDE),
            location("l-evil", HOSTILE, "Hengelo", HENGELO),
            location("l-lost", "Nergensstraat 1", "Borne", BORNE),
        ),
        services=services,
        offers=(
            offer(at_bieb, "computer", Presence.YES),
            offer(at_bieb, "training", Presence.NO),
            offer(at_desk, "spreekuur", Presence.YES, "1e di 14-16"),
            offer(at_evil, "computer", Presence.NO),
            offer(at_evil, "spreekuur", Presence.YES),
        ),
        listings=(at_bieb, at_desk, at_evil, at_lost),
    )


def coverage_row(code: str, pillar: str, status: CoverageStatus, places: int = 0) -> CoverageRow:
    return CoverageRow(
        gemeentecode=code,
        pillar=pillar,
        status=status,
        places=places,
        places_no=0,
        places_unknown=1,
        inhabitants=100_000,
        places_per_10000=places / 10,
        mean_distance_m=4_321.0,
        p90_distance_m=8_765.0,
        distance_at_most=True,
    )


def coverage() -> tuple[CoverageRow, ...]:
    covered, uncovered, unknown = CoverageStatus
    status = {ENSCHEDE: (covered, 2), HENGELO: (covered, 7), BORNE: (uncovered, 0), ZWOLLE: (unknown, 0)}
    return tuple(coverage_row(code, pillar, *status[code]) for code in AREA for pillar in PILLARS)


def map_data(**changes: Any) -> MapData:
    data = MapData(
        config=config(),
        gemeentecodes=AREA,
        inventory=inventory(),
        matches={
            "l-bieb": match(257_900, 471_600, "Pijpenstraat 15, 7511GM Enschede", "Enschede", ENSCHEDE),
            "l-evil": match(251_700, 476_200, HOSTILE, "Hengelo", HENGELO),
        },
        coverage=coverage(),
        counts=(RowCount(source="twente", rows_in=5, rows_used=4, rows_reported=1),),
        content_hash="abc",
    )
    return replace(data, **changes)
