"""Joins what all rows say into one Inventory; a row that cannot be joined is reported, none is lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from sociale_kaart.kaarttoml import KaartConfig
from sociale_kaart.model import Inventory, Location, fold
from sociale_kaart.problems import Problem, Severity
from sociale_kaart.sources.columns import RowRef
from sociale_kaart.sources.identity import (
    LocationKeys,
    OrganisationKeys,
    location_id,
    organisation_id,
)
from sociale_kaart.sources.quotes import Quotes
from sociale_kaart.sources.reading import Fault
from sociale_kaart.sources.said import SaidLocation, SaidOrganisation, SaidRow
from sociale_kaart.sources.shelves import Shelves


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """The inventory, with what was found while joining; `unjoined` rows did not come in.

    rows_at: location id -> every row that says something about it. organisation_names: folded, of every organisation
    that a row speaks of, whether it is at a place or not.
    """

    inventory: Inventory
    problems: tuple[Problem, ...]
    unjoined: frozenset[RowRef]
    rows_at: Mapping[str, frozenset[RowRef]]
    organisation_names: frozenset[str]


def assemble(config: KaartConfig, rows: Sequence[SaidRow], quotes: Quotes) -> Assembled:
    """One inventory from the usable rows of all sources; ids do not depend on the order of rows."""
    assembly = _Assembly(config, rows, quotes)
    for kind, take in assembly.kinds:
        for row in rows:
            if row.kind == kind:
                take(row)
    return assembly.assembled()


class _Assembly:
    def __init__(self, config: KaartConfig, rows: Sequence[SaidRow], quotes: Quotes) -> None:
        self._problems: list[Problem] = []
        self._unjoined: set[RowRef] = set()
        self._rows_at: defaultdict[str, set[RowRef]] = defaultdict(set)
        names = {part.id: part.pillar().name for part in config.pillars}
        self._shelves = Shelves(names, quotes, self._problems.append)
        organisations = [row.organisation for row in rows if row.kind in ("organisations", "wide")]
        described = [row for row in rows if row.kind in ("wide", "locations")]
        self._organisation_keys = OrganisationKeys(said for said in organisations if said is not None)
        self._location_keys = LocationKeys(
            (row.location, _name_of(row.organisation)) for row in described if row.location is not None
        )
        self._described_ids = {
            fold(said.organisation_id) for said in organisations if said and said.organisation_id
        }
        self._places_by_id: defaultdict[str, set[str]] = defaultdict(set)
        self._places_by_name: defaultdict[str, set[str]] = defaultdict(set)
        self._places_by_host: defaultdict[str, set[str]] = defaultdict(set)
        self._above: defaultdict[str, set[str]] = defaultdict(set)
        self._mentioned: defaultdict[str, list[tuple[SaidRow, SaidOrganisation]]] = defaultdict(list)
        self._about: dict[RowRef, str] = {}
        self._as_written: dict[str, str] = {}
        # First who there is, then where, and then what refers to both.
        self.kinds: tuple[tuple[str, Callable[[SaidRow], None]], ...] = (
            ("organisations", self._take_organisation),
            ("wide", self._take_wide),
            ("locations", self._take_location),
            ("offers", self._take_offers),
        )

    def assembled(self) -> Assembled:
        who = self._somewhere()
        named = {one.name for one in self._shelves.organisations.by_id()}
        named |= {said.name for mentions in self._mentioned.values() for _, said in mentions}
        self._put_mentioned(who)
        inventory = _at_places(self._shelves.inventory(), who)
        self._report_unplaced(inventory)
        there = {location.id for location in inventory.locations}
        return Assembled(
            inventory=inventory,
            problems=tuple(self._problems),
            unjoined=frozenset(self._unjoined),
            rows_at={its_id: frozenset(rows) for its_id, rows in self._rows_at.items() if its_id in there},
            organisation_names=frozenset(map(fold, named)),
        )

    def _somewhere(self) -> set[str]:
        """Ids of the organisations at a place, and of those that rows put above them."""
        who: set[str] = set()
        found = self._shelves.organisations_at_places()
        while found:
            who |= found
            found = {parent for one in found for parent in self._above.get(one, ())} - who - {""}
        return who

    def _put_mentioned(self, who: Collection[str]) -> None:
        """Put organisations that are only named as the one above another that is somewhere."""
        for its_id, mentions in self._mentioned.items():
            for row, said in mentions:
                below = self._about.get(row.ref)
                if its_id not in self._shelves.organisations and (below is None or below in who):
                    self._shelves.put_organisation(row, said, its_id, parent="")

    def _report_unplaced(self, inventory: Inventory) -> None:
        """Report rows about an organisation that is nowhere, or about a place where nobody is."""
        there = {one.id for one in inventory.organisations} | {one.id for one in inventory.locations}
        for row, its_id in self._about.items():
            if its_id not in there:
                self._problems.append(row.problem(_nobody_there() if its_id in self._rows_at else _nowhere()))
                self._unjoined.add(row)

    def _take_organisation(self, row: SaidRow) -> None:
        if row.organisation is not None:
            self._about[row.ref] = self._described_organisation(row, row.organisation)

    def _take_wide(self, row: SaidRow) -> None:
        if row.organisation is None or row.location is None:
            return
        organisation = self._described_organisation(row, row.organisation)
        location = self._described_location(row, row.location)
        self._shelves.put_listing(row, organisation, location)
        for offer in row.offers:
            self._shelves.put_offer(row, organisation, location, offer)

    def _take_location(self, row: SaidRow) -> None:
        organisation = self._meant_organisation(row, row.organisation) if row.organisation else None
        if row.location is None or row.ref in self._unjoined:
            return
        location = self._about[row.ref] = self._described_location(row, row.location)
        if organisation is not None:
            self._shelves.put_listing(row, organisation, location)

    def _take_offers(self, row: SaidRow) -> None:
        if row.organisation is None or row.location is None:
            return
        location = self._meant_location(row, row.location)
        organisation = self._meant_organisation(row, row.organisation) if location is not None else None
        if organisation is None or location is None:
            return
        self._rows_at[location].add(row.ref)
        self._shelves.put_listing(row, organisation, location)
        for offer in row.offers:
            self._shelves.put_offer(row, organisation, location, offer)

    def _described_organisation(self, row: SaidRow, said: SaidOrganisation) -> str:
        its_id = organisation_id(self._organisation_keys.key(said))
        parent = self._parent(row, said)
        self._above[its_id].add(parent)
        self._shelves.put_organisation(row, said, its_id, parent)
        self._as_written |= {fold(word): word for word in (said.name, said.organisation_id) if word}
        return its_id

    def _parent(self, row: SaidRow, said: SaidOrganisation) -> str:
        """Id of the organisation above this one; one that no source describes is known by its name alone."""
        if not said.parent or fold(said.parent) in (fold(said.name), fold(said.organisation_id)):
            return ""
        keys = self._organisation_keys.named(said.parent)
        if len(keys) == 1:
            return organisation_id(next(iter(keys)))
        if fold(said.parent) in self._described_ids:
            return organisation_id(("id", fold(said.parent)))
        its_id = organisation_id(("name", fold(said.parent), ""))
        self._mentioned[its_id].append((row, SaidOrganisation(name=said.parent, kind=said.kind)))
        return its_id

    def _described_location(self, row: SaidRow, said: SaidLocation) -> str:
        its_id = location_id(self._location_keys.key(said, _name_of(row.organisation)))
        self._shelves.put_location(row, said, its_id)
        self._rows_at[its_id].add(row.ref)
        if said.location_id:
            self._places_by_id[fold(said.location_id)].add(its_id)
            self._as_written[fold(said.location_id)] = said.location_id
        # A place without a name of its own is known by who is there.
        host = _name_of(row.organisation)
        for name, places in ((said.name or host, self._places_by_name), (host, self._places_by_host)):
            if name:
                places[fold(name)].add(its_id)
                self._as_written[fold(name)] = name
        return its_id

    def _meant_organisation(self, row: SaidRow, said: SaidOrganisation) -> str | None:
        """Id of the organisation that a row refers to; None, reported, where it cannot be told."""
        if said.organisation_id:
            if fold(said.organisation_id) in self._described_ids:
                return organisation_id(("id", fold(said.organisation_id)))
            self._cannot_join(row, self._unknown_organisation_id(said))
            return None
        keys = self._organisation_keys.named(said.name)
        if len(keys) > 1:
            self._cannot_join(row, _ambiguous_organisation(said, len(keys)))
            return None
        if keys:
            return organisation_id(next(iter(keys)))
        its_id = organisation_id(("name", fold(said.name), ""))
        if its_id not in self._shelves.organisations and its_id not in self._mentioned:
            self._problems.append(row.ref.problem(self._new_organisation(said)))
        self._shelves.put_organisation(row, said, its_id, parent="")
        return its_id

    def _meant_location(self, row: SaidRow, said: SaidLocation) -> str | None:
        """Id of the place that a row refers to; None, reported, where it cannot be told."""
        if said.location_id:
            found = self._places_by_id.get(fold(said.location_id), set())
        else:
            found = self._places_named(row, said)
        if len(found) == 1:
            return next(iter(found))
        fault = self._ambiguous_place(said, found) if found else self._unknown_place(said)
        self._cannot_join(row, fault)
        return None

    def _places_named(self, row: SaidRow, said: SaidLocation) -> set[str]:
        """Places of a name, else those of an organisation of that name, with a warning."""
        if found := self._in_town(said, self._places_by_name):
            return found
        found = self._in_town(said, self._places_by_host)
        if len(found) == 1:
            meant = self._shelves.locations[next(iter(found))]
            self._problems.append(row.ref.problem(_place_of_host(said.name, meant)))
        return found

    def _in_town(self, said: SaidLocation, places: Mapping[str, set[str]]) -> set[str]:
        """Places of a name; the town, where the row gives one, tells namesakes apart."""
        found = places.get(fold(said.name), set())
        town = fold(said.address.woonplaats)
        in_town = {
            its_id
            for its_id in found
            if town and fold(self._shelves.locations[its_id].address.woonplaats) == town
        }
        return in_town or found

    def _cannot_join(self, row: SaidRow, fault: Fault) -> None:
        self._problems.append(row.ref.problem(fault))
        self._unjoined.add(row.ref)

    def _unknown_organisation_id(self, said: SaidOrganisation) -> Fault:
        return Fault(
            "unknown_organisation",
            f'geen enkele rij met organisaties heeft het nummer "{said.organisation_id}".'
            + self._nearest(said.organisation_id, self._described_ids),
            "Verbeter het nummer, of zet de organisatie in de lijst.",
            Severity.ERROR,
        )

    def _new_organisation(self, said: SaidOrganisation) -> Fault:
        return Fault(
            "organisation_not_listed",
            f'de organisatie "{said.name}" staat niet in de lijst met organisaties; de kaart voegt haar toe.'
            + self._nearest(said.name, self._organisation_keys.names()),
            "Zet haar in de lijst, of verbeter de naam.",
        )

    def _unknown_place(self, said: SaidLocation) -> Fault:
        known = self._places_by_id if said.location_id else self._places_by_name
        wanted = said.location_id or said.name
        return Fault(
            "unknown_place",
            f'de plek "{wanted}" staat niet bij de plekken.' + self._nearest(wanted, known),
            "Schrijf de naam of het nummer zoals in de lijst met plekken, of zet de plek erbij.",
            Severity.ERROR,
        )

    def _ambiguous_place(self, said: SaidLocation, found: set[str]) -> Fault:
        where = sorted(str(self._shelves.locations[its_id].address) for its_id in found)
        return Fault(
            "ambiguous_place",
            f'er zijn {len(found)} plekken die "{said.location_id or said.name}" heten ({"; ".join(where[:4])}).',
            "Geef elke plek een nummer (location_id in kaart.toml) en schrijf dat hier.",
            Severity.ERROR,
        )

    def _nearest(self, wanted: str, known: Collection[str]) -> str:
        near = process.extractOne(fold(wanted), list(known), scorer=fuzz.WRatio, score_cutoff=75)
        return f' Bedoelt u "{self._as_written.get(near[0], near[0])}"?' if near else ""


def _at_places(inventory: Inventory, who: Collection[str]) -> Inventory:
    """Only these organisations, and places where somebody is."""
    where = {listing.location_id for listing in inventory.listings}
    return replace(
        inventory,
        organisations=tuple(one for one in inventory.organisations if one.id in who),
        locations=tuple(one for one in inventory.locations if one.id in where),
    )


def _nowhere() -> Fault:
    return Fault(
        "organisation_without_place",
        "deze organisatie is op geen enkele plek: geen rij met een plek of aanbod noemt haar. "
        "Daarom staat zij niet op de kaart.",
        "Noem haar bij een plek of bij aanbod, of haal deze rij weg.",
    )


def _nobody_there() -> Fault:
    return Fault(
        "place_without_organisation",
        "op deze plek is geen organisatie: deze rij noemt er geen, en er is hier geen aanbod. "
        "Daarom staat de plek niet op de kaart.",
        "Zet erbij welke organisatie hier is, of voeg een rij met aanbod toe.",
    )


def _place_of_host(name: str, meant: Location) -> Fault:
    which = " op ".join(f'"{part}"' for part in (meant.name, str(meant.address)) if part)
    return Fault(
        "place_by_organisation",
        f'er is geen plek die "{name}" heet, wel een organisatie; de kaart neemt de plek van die organisatie '
        f"({which}).",
        "Schrijf de naam of het nummer van de plek.",
    )


def _ambiguous_organisation(said: SaidOrganisation, count: int) -> Fault:
    return Fault(
        "ambiguous_organisation",
        f'er zijn {count} organisaties die "{said.name}" heten.',
        "Geef elke organisatie een nummer (organisation_id in kaart.toml) en schrijf dat hier.",
        Severity.ERROR,
    )


def _name_of(organisation: SaidOrganisation | None) -> str:
    return organisation.name if organisation is not None else ""
