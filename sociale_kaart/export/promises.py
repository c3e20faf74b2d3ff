"""How far a covenant's promises are kept: by library organisations, in gemeenten, and against its targets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sociale_kaart.coverage.completeness import in_force
from sociale_kaart.coverage.regions import organisation_regions
from sociale_kaart.coverage.report.growth import growth
from sociale_kaart.coverage.status import coverage_status, declared_complete
from sociale_kaart.dataset.area import declared_in
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.model import CoverageStatus, Listing, Pillar, Presence, fold

PROMISE_COLUMNS = ("pillar", "promise", "yes", "no", "unknown", "count", "by", "places", "reached", "source")
LIBRARY_COLUMNS = (
    "library_organisation",
    "on_map",
    "gemeenten",
    "pillar",
    "in_branches",
    "in_working_area",
)
PROMISE_KINDS = ("library_organisations", "gemeenten", "target")


@dataclass(frozen=True, slots=True)
class LibraryOrganisation:
    """One that the network hopes for or that a sheet tells of.

    gemeenten : in which it says that it works; empty where nobody told. branches : locations that are its own
    members : it and the organisations that name it as the one above them; empty where no sheet tells of it
    """

    id: str
    name: str
    gemeenten: frozenset[str]
    branches: frozenset[str]
    members: frozenset[str]

    @property
    def is_on_map(self) -> bool:
        return bool(self.branches)


@dataclass(frozen=True, slots=True)
class Standing:
    """Of one pillar at one library organisation: inside its own buildings, and anywhere in its gemeenten."""

    in_branches: CoverageStatus
    in_working_area: CoverageStatus


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of all have a pillar, have not, or nobody knows."""

    yes: int
    no: int
    unknown: int

    @classmethod
    def of(cls, all_: Iterable[CoverageStatus]) -> Tally:
        """Counted."""
        count = Counter(all_)
        return cls(
            count[CoverageStatus.COVERED], count[CoverageStatus.UNCOVERED], count[CoverageStatus.UNKNOWN]
        )

    @property
    def all(self) -> int:
        return self.yes + self.no + self.unknown


@dataclass(frozen=True, slots=True)
class TargetMet:
    """A target: so many places by a day; how many are known now, and whether it was reached on that day."""

    count: int
    by: date
    source: str
    known: int
    reached: Presence


@dataclass(frozen=True, slots=True)
class Promise:
    """A pillar as a promise: who keeps it, where, and how far its targets are."""

    pillar: Pillar
    libraries: Tally
    gemeenten: Tally
    targets: tuple[TargetMet, ...]


@dataclass(frozen=True, eq=False)
class Promises:
    """All of a map: each library organisation with its standing per pillar, and each pillar in all."""

    libraries: tuple[LibraryOrganisation, ...]
    standings: Mapping[tuple[str, str], Standing]
    kept: tuple[Promise, ...]


def promises_of(data: MapData) -> Promises:
    """Unknown is never counted as no: that takes somebody's word that the list is complete everywhere it works."""
    complete = {
        pillar.id: declared_complete(in_force(data, declared_in(data.config, data.gemeentecodes)), pillar.id)
        for pillar in data.pillars
    }
    libraries = library_organisations(data)
    in_gemeente = _listings_in(data)
    inside = {
        one.id: [each for at in sorted(one.branches) for each in data.listings_at[at]] for one in libraries
    }
    around = {
        one.id: [
            *inside[one.id],
            *(each for code in sorted(one.gemeenten) for each in in_gemeente.get(code, ())),
        ]
        for one in libraries
    }
    standings = {
        (one.id, pillar): Standing(
            _status(data, inside[one.id], pillar, bool(one.gemeenten) and one.gemeenten <= known),
            _status(data, around[one.id], pillar, bool(one.gemeenten) and one.gemeenten <= known),
        )
        for one in libraries
        for pillar, known in complete.items()
    }
    targets = _targets(data, complete)
    kept = tuple(
        Promise(
            pillar,
            Tally.of(standings[one.id, pillar.id].in_branches for one in libraries),
            Tally.of(row.status for row in data.coverage if row.pillar == pillar.id),
            tuple(targets.get(pillar.id, ())),
        )
        for pillar in data.pillars
    )
    return Promises(libraries, standings, kept)


def library_organisations(data: MapData) -> tuple[LibraryOrganisation, ...]:
    """By name; a branch is no organisation of its own, nor is a building of which nobody told who is behind it.

    Those of which the map says so: its program hopes for them, they say where they work, or another names them as the
    one above it.
    """
    found = []
    hoped_for = {fold(name) for name in data.program.library_organisations}
    members: defaultdict[str, set[str]] = defaultdict(set)
    for one in data.inventory.organisations:
        for above in {one.id, one.parent} - {""}:
            members[above].add(one.id)
    for layer in organisation_regions(data):
        assert layer.gemeenten is not None
        assert layer.branches is not None
        for id_, name, gemeenten, branches in zip(
            layer.codes, layer.names, layer.gemeenten, layer.branches, strict=True
        ):
            if gemeenten or fold(name) in hoped_for or members[id_] - {id_} or members[fold(name)]:
                found.append(LibraryOrganisation(id_, name, gemeenten, branches, frozenset(members[id_])))
    return tuple(sorted(found, key=lambda one: fold(one.name)))


def _listings_in(data: MapData) -> Mapping[str, list[Listing]]:
    found: defaultdict[str, list[Listing]] = defaultdict(list)
    for listing in data.inventory.listings:
        found[data.gemeente_of(listing.location_id)].append(listing)
    return found


def _status(data: MapData, listings: list[Listing], pillar: str, is_complete: bool) -> CoverageStatus:
    return coverage_status(
        places=sum(data.presence(one, pillar) is Presence.YES for one in listings),
        said_unknown=sum(data.says_unknown(one, pillar) for one in listings),
        declared_complete=is_complete,
    )


def _targets(data: MapData, complete: Mapping[str, frozenset[str]]) -> dict[str, list[TargetMet]]:
    asked = {target.pillar for target in data.program.targets}
    sure = [pillar for pillar in asked if _is_sure(data, pillar, complete[pillar])]
    _, rows = growth(data, [one for one in complete if one in asked], sure)
    found: dict[str, list[TargetMet]] = {}
    for row in rows:
        now = sum(one.places for one in data.coverage if one.pillar == row.pillar)
        found.setdefault(row.pillar, []).append(
            TargetMet(row.count, row.by, row.source, now, Presence(row.reached))
        )
    return found


def _is_sure(data: MapData, pillar: str, complete: frozenset[str]) -> bool:
    doubtful = any(data.says_unknown(one, pillar) for one in data.inventory.listings)
    return not doubtful and frozenset(data.gemeentecodes) <= complete


def plain_promises(promises: Promises) -> list[Mapping[str, Any]]:
    """A row per pillar and promise, by PROMISE_COLUMNS; None for what does not apply."""
    return [
        dict(zip(PROMISE_COLUMNS, row, strict=True)) for one in promises.kept for row in _promise_rows(one)
    ]


def _promise_rows(promise: Promise) -> Iterable[tuple[Any, ...]]:
    libraries, gemeenten, target = PROMISE_KINDS
    for kind, tally in ((libraries, promise.libraries), (gemeenten, promise.gemeenten)):
        yield promise.pillar.id, kind, tally.yes, tally.no, tally.unknown, tally.all, None, None, None, None
    for one in promise.targets:
        told = one.count, one.by.isoformat(), one.known, one.reached.value, one.source
        yield promise.pillar.id, target, None, None, None, *told


def plain_libraries(promises: Promises, pillars: Iterable[Pillar]) -> list[Mapping[str, Any]]:
    """A row per library organisation and pillar, by LIBRARY_COLUMNS; gemeenten by code with `|` between."""
    ids = [pillar.id for pillar in pillars]
    return [
        dict(
            zip(
                LIBRARY_COLUMNS,
                (
                    one.name,
                    one.is_on_map,
                    sorted(one.gemeenten),
                    pillar,
                    promises.standings[one.id, pillar].in_branches.value,
                    promises.standings[one.id, pillar].in_working_area.value,
                ),
                strict=True,
            )
        )
        for one in promises.libraries
        for pillar in ids
    ]
