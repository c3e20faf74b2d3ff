"""A part of a map as HSDS, as it is in the whole: what a page of records needs, without making those of a country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import MapHours
from sociale_kaart.export.hsds.collecting import Collected
from sociale_kaart.export.hsds.nested import Records
from sociale_kaart.export.hsds.organizations import put_organisations
from sociale_kaart.export.hsds.tables import put_records, put_whole, sorted_tables
from sociale_kaart.hsds.layout import Tables
from sociale_kaart.model import Inventory, Listing, Location, Offer, Organisation, Provenance, Service

Record = TypeVar("Record", Organisation, Location, Service, Offer, Listing)


class Parts:
    """Hands out records of some organisations; nothing of it stays.

    A record is made of what its organisation does, of everybody else at its places, and of what the map says as a
    whole (program, terms, sources): so that it is the same, whatever else is made with it.
    """

    def __init__(self, data: MapData, hours: MapHours) -> None:
        self._data, self._hours = data, hours

    def around(self, organisations: Iterable[str], on: date) -> Records:
        """Everything of these organisations, by our own ids; schedules for a year from a day on."""
        found = Collected()
        self._put_sources(found)
        put_records(found, self.part(organisations), on, self._hours)
        put_whole(found, self._data)
        return Records(sorted_tables(found))

    def organizations(self, organisations: Iterable[str]) -> Records:
        """Only how these organisations themselves are told, without what they do."""
        found = Collected()
        self._put_sources(found)
        inventory = self._data.inventory
        own = Inventory(organisations=self._in_order(inventory.organisations, organisations))
        put_organisations(found, replace(self._data, inventory=own), self._names)
        put_whole(found, self._data)
        return Records(sorted_tables(found))

    def part(self, organisations: Iterable[str]) -> MapData:
        """The map with no more than these organisations, who shares their services, and all at their places."""
        named = self._related(organisations)
        offers = [one for its_id in named for one in self._offers_of.get(its_id, ())]
        own = [one for its_id in named for one in self._listings_of.get(its_id, ())]
        places = {one.location_id for one in offers} | {one.location_id for one in own}
        services = {one.service_id for one in offers}
        inventory = self._data.inventory
        return replace(
            self._data,
            inventory=Inventory(
                organisations=self._in_order(inventory.organisations, named),
                locations=self._in_order(inventory.locations, places),
                services=self._in_order(inventory.services, services),
                offers=self._in_order(inventory.offers, {one.id for one in offers}),
                listings=self._in_order(
                    inventory.listings,
                    {one.id for place in places for one in self._data.listings_at.get(place, ())},
                ),
            ),
        )

    @cached_property
    def whole(self) -> Tables:
        """What belongs to no organisation: the taxonomies and the terms."""
        found = Collected()
        self._put_sources(found)
        put_whole(found, self._data)
        return sorted_tables(found)

    def _related(self, organisations: Iterable[str]) -> set[str]:
        """These, and everybody who offers a service that is one of theirs, or whose service they offer."""
        named, todo = set[str](), set(organisations)
        while todo:
            named |= todo
            services = {one.service_id for its_id in todo for one in self._offers_of.get(its_id, ())}
            services |= {one for its_id in todo for one in self._services_of.get(its_id, ())}
            owners = {self._data.services[one].organisation_id for one in services}
            todo = owners.union(*(self._offering.get(one, ()) for one in services)) - named
        return named

    def _in_order(self, all_: tuple[Record, ...], wanted: Iterable[str]) -> tuple[Record, ...]:
        """Those of these ids, as they follow each other in the whole."""
        rank: Mapping[str, int] = self._ranks[type(all_[0])] if all_ else {}
        return tuple(all_[at] for at in sorted(rank[one] for one in wanted))

    def _put_sources(self, found: Collected) -> None:
        """Those of the whole map: its settings name each, and each is a term."""
        for provenance in self._distinct_sources:
            found.source(provenance, self._names.get(provenance.source, ""))

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {source.id: source.name for source in self._data.config.sources}

    @cached_property
    def _distinct_sources(self) -> list[Provenance]:
        found = {(one.source, one.supplier, one.licence, one.as_of): one for one in _provenances(self._data)}
        return list(found.values())

    @cached_property
    def _ranks(self) -> Mapping[type, Mapping[str, int]]:
        inventory = self._data.inventory
        all_: tuple[tuple[Organisation | Location | Service | Offer | Listing, ...], ...] = (
            inventory.organisations,
            inventory.locations,
            inventory.services,
            inventory.offers,
            inventory.listings,
        )
        return {type(some[0]): {one.id: at for at, one in enumerate(some)} for some in all_ if some}

    @cached_property
    def _offers_of(self) -> Mapping[str, list[Offer]]:
        return _grouped(self._data.inventory.offers, lambda one: one.organisation_id)

    @cached_property
    def _listings_of(self) -> Mapping[str, list[Listing]]:
        return _grouped(self._data.inventory.listings, lambda one: one.organisation_id)

    @cached_property
    def _services_of(self) -> Mapping[str, list[str]]:
        services = _grouped(self._data.inventory.services, lambda one: one.organisation_id)
        return {its_id: [one.id for one in some] for its_id, some in services.items()}

    @cached_property
    def _offering(self) -> Mapping[str, set[str]]:
        """Service -> who offers it."""
        offers = _grouped(self._data.inventory.offers, lambda one: one.service_id)
        return {its_id: {one.organisation_id for one in some} for its_id, some in offers.items()}


def _grouped(records: Iterable[Record], key: Callable[[Record], str]) -> dict[str, list[Record]]:
    found: defaultdict[str, list[Record]] = defaultdict(list)
    for one in records:
        found[key(one)].append(one)
    return found


def _provenances(data: MapData) -> Iterator[Provenance]:
    inventory = data.inventory
    for organisation in inventory.organisations:
        yield organisation.provenance
    for location in inventory.locations:
        yield location.provenance
        if location.opening_hours and location.opening_hours.provenance:
            yield location.opening_hours.provenance
    told: list[Listing | Offer] = [*inventory.listings, *inventory.offers]
    for said in told:
        yield said.provenance
        if said.schedule and said.schedule.provenance:
            yield said.schedule.provenance
