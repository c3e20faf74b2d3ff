"""Who does what: every organisation of a map, its roles per pillar and per gemeente, and when that was last true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sociale_kaart.dataset.mapdata import OUTSIDE_ITS_DATES, MapData
from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.model import Listing, Offer, Organisation, Presence, Provenance, Role, fold

ROLE_COLUMNS = (
    "organisation_id",
    "organisation",
    "organisation_kind",
    "parent",
    "joined_covenant",
    "gemeentecode",
    "gemeente",
    "pillar",
    "category",
    "role",
    "presence",
    "places",
    "checked",
    "as_of",
    "source",
    "supplier",
    "licence",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRow:
    """What one organisation does in one gemeente, in one role.

    gemeentecode : "" where nobody knows it. pillar : "" where only a category is known, or nothing at all
    places : listings it rests on; 0 where an organisation says that it works there and no place of it is known
    location_ids : where those are
    told : the oldest of what it rests on: a row is no fresher than that
    """

    organisation: Organisation
    gemeentecode: str
    pillar: str
    category: str
    role: Role
    presence: Presence
    location_ids: tuple[str, ...]
    told: Provenance

    @property
    def places(self) -> int:
        return len(self.location_ids)


_Cell = tuple[str, str, str, str, Role, Presence]


def role_rows(data: MapData) -> tuple[RoleRow, ...]:
    """Every organisation, by name; each of its places is in at least one row, also where nobody told what it does.

    An offer counts as it was on the day that its own source tells about: see MapData.presence.
    """
    places: defaultdict[_Cell, dict[str, None]] = defaultdict(dict)
    told: dict[_Cell, Provenance] = {}
    for cell, location, by in _said(data):
        if location:
            places[cell][location] = None
        told[cell] = _older(told.get(cell), by)
    order = {one.id: number for number, one in enumerate(data.pillars)}
    rows = [
        RoleRow(
            organisation=data.organisations[cell[0]],
            gemeentecode=cell[1],
            pillar=cell[2],
            category=cell[3],
            role=cell[4],
            presence=cell[5],
            location_ids=tuple(places[cell]),
            told=by,
        )
        for cell, by in told.items()
    ]
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                fold(row.organisation.name),
                row.organisation.id,
                fold(gemeente_name(row.gemeentecode)),
                order.get(row.pillar, len(order)),
                row.category,
                row.role,
                row.presence,
            ),
        )
    )


def _said(data: MapData) -> Iterator[tuple[_Cell, str, Provenance]]:
    active: defaultdict[str, set[str]] = defaultdict(set)
    for listing in data.inventory.listings:
        gemeente = data.gemeente_of(listing.location_id)
        active[listing.organisation_id].add(gemeente)
        for pillar, category, role, presence, by in _done_at(data, listing):
            cell = (listing.organisation_id, gemeente, pillar, category, role, presence)
            yield cell, listing.location_id, by
    for organisation in data.inventory.organisations:
        without = [code for code in organisation.serves if code not in active[organisation.id]]
        # Whoever has neither a place nor a gemeente is somebody all the same.
        for code in without or ([] if active[organisation.id] else [""]):
            cell = (organisation.id, code, "", "", Role.UNKNOWN, Presence.UNKNOWN)
            yield cell, "", organisation.provenance


def _done_at(data: MapData, listing: Listing) -> Iterator[tuple[str, str, Role, Presence, Provenance]]:
    offers = data.offers_at(listing)
    for offer in offers:
        service = data.services[offer.service_id]
        yield service.pillar, service.category, offer.role, _presence(data, offer), offer.provenance
    if not offers:
        yield "", ", ".join(listing.categories), Role.UNKNOWN, Presence.UNKNOWN, listing.provenance


def _presence(data: MapData, offer: Offer) -> Presence:
    return offer.presence if data.holds(offer) else OUTSIDE_ITS_DATES[offer.presence]


def known_since(told: Provenance) -> date | None:
    """The day on which something was last known to be true: checked itself, else that of its whole source."""
    return told.checked or told.as_of


def _older(one: Provenance | None, other: Provenance) -> Provenance:
    """Of two, the one that is known from longest ago; what has no day at all is older than any."""
    if one is None:
        return other
    return min((one, other), key=lambda told: known_since(told) or date.min)


def gemeente_name(code: str) -> str:
    """Its name; the code itself where nobody knows it, "" for no gemeente."""
    return gemeenten()[code].naam if code in gemeenten() else code


def plain_role_rows(data: MapData, rows: Iterable[RoleRow]) -> list[Mapping[str, Any]]:
    """The rows as files and JSON have them, by ROLE_COLUMNS; dates as ISO text, None where nobody knows."""
    return [dict(zip(ROLE_COLUMNS, _values(data, row), strict=True)) for row in rows]


def _values(data: MapData, row: RoleRow) -> tuple[Any, ...]:
    who = row.organisation
    above = data.organisations.get(who.parent)
    return (
        who.id,
        who.name,
        who.kind.value,
        above.name if above else who.parent,
        _iso(who.joined_covenant),
        row.gemeentecode,
        gemeente_name(row.gemeentecode),
        row.pillar,
        row.category,
        row.role.value,
        row.presence.value,
        row.places,
        _iso(row.told.checked),
        _iso(row.told.as_of),
        row.told.source,
        row.told.supplier,
        row.told.licence,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
