"""Joins what all rows say into one Inventory; a row that cannot be joined is reported, none is lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from sociale_kaart.kaarttoml import KaartConfig
from sociale_kaart.model import Inventory, fold
from sociale_kaart.problems import Problem, Severity
from sociale_kaart.sources.columns import RowRef
from sociale_kaart.sources.identity import (
    LocationKeys,
    OrganisationKeys,
    location_id,
    organisation_id,
)
from sociale_kaart.sources.reading import Fault
from sociale_kaart.sources.said import SaidLocation, SaidOrganisation, SaidRow
from sociale_kaart.sources.shelves import Shelves


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """The inventory, with what was found while joining; `unjoined` rows did not come in.

    rows_at: location id -> every row that says something about it.
    """

    inventory: Inventory
    problems: tuple[Problem, ...]
    unjoined: frozenset[RowRef]
    rows_at: Mapping[str, frozenset[RowRef]]


def assemble(config: KaartConfig, rows: Sequence[SaidRow]) -> Assembled:
    """One inventory from the usable rows of all sources; ids do not depend on the order of rows."""
    assembly = _Assembly(config, rows)
    for kind, take in assembly.kinds:
        for row in rows:
            if row.kind == kind:
                take(row)
    return assembly.assembled()


class _Assembly:
    def __init__(self, config: KaartConfig, rows: Sequence[SaidRow]) -> None:
        self._problems: list[Problem] = []
        self._unjoined: set[RowRef] = set()
        self._rows_at: defaultdict[str, set[RowRef]] = defaultdict(set)
        names = {part.id: part.pillar().name for part in config.pillars}
        self._shelves = Shelves(names, self._problems.append)
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
        self._as_written: dict[str, str] = {}
        # First who there is, then where, and then what refers to both.
        self.kinds: tuple[tuple[str, Callable[[SaidRow], None]], ...] = (
            ("organisations", self._take_organisation),
            ("wide", self._take_wide),
            ("locations", self._take_location),
            ("offers", self._take_offers),
        )

    def assembled(self) -> Assembled:
        return Assembled(
            inventory=self._shelves.inventory(),
            problems=tuple(self._problems),
            unjoined=frozenset(self._unjoined),
            rows_at={location: frozenset(rows) for location, rows in self._rows_at.items()},
        )

    def _take_organisation(self, row: SaidRow) -> None:
        if row.organisation is not None:
            self._described_organisation(row, row.organisation)

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
        location = self._described_location(row, row.location)
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
        self._shelves.put_organisation(row, said, its_id, self._parent(row, said))
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
        if its_id not in self._shelves.organisations:
            above = SaidOrganisation(name=said.parent, kind=said.kind)
            self._shelves.put_organisation(row, above, its_id, parent="")
        return its_id

    def _described_location(self, row: SaidRow, said: SaidLocation) -> str:
        its_id = location_id(self._location_keys.key(said, _name_of(row.organisation)))
        self._shelves.put_location(row, said, its_id)
        self._rows_at[its_id].add(row.ref)
        if said.location_id:
            self._places_by_id[fold(said.location_id)].add(its_id)
            self._as_written[fold(said.location_id)] = said.location_id
        for name in {said.name, _name_of(row.organisation)} - {""}:
            self._places_by_name[fold(name)].add(its_id)
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
        if its_id not in self._shelves.organisations:
            self._problems.append(row.ref.problem(self._new_organisation(said)))
        self._shelves.put_organisation(row, said, its_id, parent="")
        return its_id

    def _meant_location(self, row: SaidRow, said: SaidLocation) -> str | None:
        """Id of the place that a row refers to; None, reported, where it cannot be told."""
        if said.location_id:
            found = self._places_by_id.get(fold(said.location_id), set())
        else:
            found = self._places_named(said)
        if len(found) == 1:
            return next(iter(found))
        fault = self._ambiguous_place(said, found) if found else self._unknown_place(said)
        self._cannot_join(row, fault)
        return None

    def _places_named(self, said: SaidLocation) -> set[str]:
        """Places of a name; the town, where the row gives one, tells namesakes apart."""
        found = self._places_by_name.get(fold(said.name), set())
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


def _ambiguous_organisation(said: SaidOrganisation, count: int) -> Fault:
    return Fault(
        "ambiguous_organisation",
        f'er zijn {count} organisaties die "{said.name}" heten.',
        "Geef elke organisatie een nummer (organisation_id in kaart.toml) en schrijf dat hier.",
        Severity.ERROR,
    )


def _name_of(organisation: SaidOrganisation | None) -> str:
    return organisation.name if organisation is not None else ""
