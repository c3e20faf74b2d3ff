"""What a coordinator can mend in a built map, gemeente by gemeente, and in which row of which file."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sociale_kaart.coverage.completeness import in_force
from sociale_kaart.coverage.status import declared_complete
from sociale_kaart.dataset.area import declared_in
from sociale_kaart.dataset.listingnames import set_apart
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import MapHours
from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.kaartfields import FIELDS_OF_KIND
from sociale_kaart.kaarttoml import SourcePart
from sociale_kaart.model import Listing, Match, MatchLevel, Offer, Presence, Provenance, fold
from sociale_kaart.problems import Problem, Severity
from sociale_kaart.sources.fields.dates import STALE_AFTER

CONFIG_FILE = "kaart.toml"
_EXACT = frozenset({MatchLevel.GIVEN, MatchLevel.ADRES})
# What the list says of hours and days by itself, for as far as `check` says it of a row.
_SAID_BY_THE_LIST = frozenset({"hours_not_understood", "hours_doubtful", "hours_read", "stale"})


class TodoKind(StrEnum):
    """What is the matter; in the order of a list."""

    ADDRESS_MISSING = "address_missing"
    ADDRESS_DOUBTFUL = "address_doubtful"
    HOURS_UNCLEAR = "hours_unclear"
    HOURS_UNKNOWN = "hours_unknown"
    SERVICE_UNKNOWN = "service_unknown"
    STALE = "stale"
    NEVER_CHECKED = "never_checked"
    NOT_DECLARED = "not_declared"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Where:
    """Where to write it: a file, and as far as that is known its sheet, row (as the spreadsheet counts) and column.

    missing : the field of ours that says it, where the sheet has no column for it yet
    is_new_row : whether it takes a row that is not there yet
    source : what the map calls the sheet, "" where it is none
    """

    file: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    missing: str = ""
    is_new_row: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """One thing to find out or to mend.

    gemeentecode : "" where nobody knows in which gemeente it is
    name : of the organisation it is about, with its building or street where there are more of that name in its town;
        "" where it is about a gemeente as a whole; listing_id, location_id likewise
    about : what it is about, in the map's own words: kinds of help, an address, words about hours
    day : when it was last known to be true; None where it never was checked or where that does not matter
    problem : what `check` said, for a TodoKind.PROBLEM
    write : the lines to write in the file, ready to copy, where those are always the same
    """

    kind: TodoKind
    gemeentecode: str
    name: str = ""
    listing_id: str = ""
    location_id: str = ""
    about: tuple[str, ...] = ()
    where: Where = field(default_factory=lambda: Where(""))
    day: date | None = None
    problem: Problem | None = None
    write: tuple[str, ...] = ()


def todo_list(data: MapData, hours: MapHours, on: date) -> Mapping[str, tuple[Todo, ...]]:
    """Gemeentecode -> what is to be done there, worst first; under "" what belongs to no gemeente of the map.

    on : the day on which somebody reads it: what was checked more than a year before is stale, as `check` says of a row
    """
    finder = _Finder(data, hours, on)
    found: defaultdict[str, list[Todo]] = defaultdict(list)
    for listing in sorted(data.inventory.listings, key=lambda one: (fold(one.name), one.id)):
        for todo in finder.of_listing(listing):
            found[todo.gemeentecode].append(todo)
    for todo in (*finder.not_declared(), *finder.problems()):
        found[todo.gemeentecode].append(todo)
    order = {kind: number for number, kind in enumerate(TodoKind)}
    return {code: tuple(sorted(todos, key=lambda one: order[one.kind])) for code, todos in found.items()}


class _Finder:
    """Goes through a map, one listing at a time."""

    def __init__(self, data: MapData, hours: MapHours, on: date) -> None:
        self._data, self._hours, self._on = data, hours, on
        self._apart = set_apart(data)
        self._sources = {one.id: one for one in data.config.sources}
        declared = in_force(data, declared_in(data.config, data.gemeentecodes))
        self._complete = {one.id: declared_complete(declared, one.id) for one in data.pillars}
        self._pillar_names = {one.id: one.name for one in data.pillars}

    def of_listing(self, listing: Listing) -> Iterator[Todo]:
        """All that is to be done about one organisation at one place."""
        yield from self._address(listing)
        offers = [
            one
            for one in self._data.offers_at(listing)
            if one.presence is Presence.YES and self._data.holds(one)
        ]
        yield from self._hours_of(listing, offers)
        yield from self._services(listing)
        yield from self._checked(listing, offers)

    def not_declared(self) -> Iterator[Todo]:
        """Pillars of which nobody said that their list is complete, per gemeente."""
        for code in self._data.gemeentecodes:
            open_ = [one for one in self._data.pillars if code not in self._complete[one.id]]
            if open_:
                yield Todo(
                    kind=TodoKind.NOT_DECLARED,
                    gemeentecode=code,
                    about=tuple(one.name for one in open_),
                    where=Where(CONFIG_FILE),
                    write=tuple(self._declaration(code, [one.id for one in open_])),
                )

    def problems(self) -> Iterator[Todo]:
        """What `check` found in rows, for as far as this list does not say it by itself."""
        of_row = self._gemeente_of_row()
        for problem in self._data.problems:
            if problem.code in _SAID_BY_THE_LIST or (problem.severity is Severity.HINT and problem.row):
                continue
            yield Todo(
                kind=TodoKind.PROBLEM,
                gemeentecode=of_row.get((problem.source, problem.row), "") if problem.row else "",
                where=Where(problem.file, problem.sheet, problem.row, problem.column),
                problem=problem,
            )

    def _address(self, listing: Listing) -> Iterator[Todo]:
        match = self._data.match_of(listing.location_id)
        location = self._data.locations[listing.location_id]
        if match.has_point and match.level in _EXACT and not match.faults:
            return
        kind = TodoKind.ADDRESS_DOUBTFUL if match.has_point else TodoKind.ADDRESS_MISSING
        asked = str(location.address) if location.address else ""
        yield self._todo(
            kind,
            listing,
            location.provenance,
            ("address", "street", "x_rd", "lon"),
            about=tuple(part for part in (asked, _found(match)) if part),
        )

    def _hours_of(self, listing: Listing, offers: Sequence[Offer]) -> Iterator[Todo]:
        unknown = [one for one in offers if self._hours.hours(one.id) is None]
        for offer in unknown[:1]:
            names = dict.fromkeys(self._service(one) for one in unknown)
            yield self._todo(
                TodoKind.HOURS_UNKNOWN,
                listing,
                offer.provenance,
                ("schedule",),
                about=tuple(name for name in names if name),
                pillar=self._pillar(offer),
            )
        if not self._data.offers_at(listing) and self._hours.hours(listing.id) is None:
            yield self._todo(TodoKind.HOURS_UNKNOWN, listing, listing.provenance, ("schedule",))
        told = [(one.id, self._provenance(one), self._pillar(one)) for one in offers]
        texts: set[str] = set()
        for key, provenance, pillar in [*told, (listing.id, listing.provenance, "")]:
            record = self._hours.record(key)
            if record is None or (record.complete and not record.doubts) or record.text in texts:
                continue
            texts.add(record.text)
            yield self._todo(
                TodoKind.HOURS_UNCLEAR,
                listing,
                provenance,
                ("schedule",),
                about=(record.text,),
                pillar=pillar,
            )

    def _services(self, listing: Listing) -> Iterator[Todo]:
        """What a source says it does not know; and of whom nothing at all is known, everything.

        Where it is silent on the rest, it is for whoever declares the list complete to say.
        """
        presence = {one.id: self._data.presence(listing, one.id) for one in self._data.pillars}
        unknown = [one for one in presence if self._data.says_unknown(listing, one)]
        of = listing.provenance
        if unknown:
            told = self._data.offers_at(listing)
            of = next(one.provenance for one in told if self._pillar(one) in unknown)
        elif all(one is Presence.UNKNOWN for one in presence.values()) and not self._is_no_help(listing):
            code = self._data.gemeente_of(listing.location_id)
            unknown = [one for one in presence if code not in self._complete[one]]
        if unknown:
            yield self._todo(
                TodoKind.SERVICE_UNKNOWN,
                listing,
                of,
                ("presence", "pillar", "category"),
                about=tuple(self._pillar_names[one] for one in unknown),
                pillar=unknown[0],
            )

    def _is_no_help(self, listing: Listing) -> bool:
        """Whether a source tells of it by offers alone, none of which is a pillar: who refers, say."""
        return bool(self._data.offers_at(listing))

    def _checked(self, listing: Listing, offers: Sequence[Offer]) -> Iterator[Todo]:
        """The record of the listing that was checked longest ago, where that is more than a year."""
        told = [self._provenance(one) for one in offers] or [listing.provenance]
        never = [one for one in told if one.checked is None]
        for one in never[:1]:
            yield self._todo(TodoKind.NEVER_CHECKED, listing, one, ("checked",), day=one.as_of)
        dated = [(one.checked, one.row, one) for one in told if one.checked is not None]
        if dated and not never:
            checked, _, oldest = min(dated, key=lambda one: one[:2])
            if self._on - checked > STALE_AFTER:
                yield self._todo(TodoKind.STALE, listing, oldest, ("checked",), day=checked)

    def _todo(
        self,
        kind: TodoKind,
        listing: Listing,
        of: Provenance,
        fields: Sequence[str],
        *,
        about: tuple[str, ...] = (),
        pillar: str = "",
        day: date | None = None,
    ) -> Todo:
        return Todo(
            kind=kind,
            gemeentecode=self._data.gemeente_of(listing.location_id),
            name=", ".join(part for part in (listing.name, self._apart.get(listing.id, "")) if part),
            listing_id=listing.id,
            location_id=listing.location_id,
            about=about,
            where=self._where(of, fields, pillar),
            day=day,
        )

    def _where(self, of: Provenance, fields: Sequence[str], pillar: str) -> Where:
        source = self._sources.get(of.source)
        if source is None:
            return Where(of.source, row=of.row)
        heading, missing = _heading(source, fields, pillar), ""
        if not heading:
            if fields[0] in FIELDS_OF_KIND[source.kind]:
                missing = fields[0]
            elif offers := self._sheet_of_offers(pillar):
                heading = _heading(offers, fields, pillar)
                missing = "" if heading else fields[0]
                return Where(offers.file, offers.sheet, 0, heading, missing, True, offers.name)
        return Where(source.file, source.sheet, of.row, heading, missing, source=source.name)

    def _sheet_of_offers(self, pillar: str) -> SourcePart | None:
        """Where to tell who does what, as a sheet of places cannot; not one that is about another pillar."""
        return next(
            (
                one
                for one in self._sources.values()
                if one.kind == "offers" and one.defaults.get("pillar") in (None, pillar)
            ),
            None,
        )

    def _declaration(self, gemeentecode: str, pillars: Sequence[str]) -> Iterator[str]:
        """What declares a list complete in a gemeente, with the day of reading; who says so is left to be filled in."""
        for pillar in pillars:
            yield "[[completeness]]"
            yield f"pillar = {_quoted(pillar)}"
            yield f"gemeenten = [{_quoted(gemeenten()[gemeentecode].naam)}]"
            yield 'declared_by = "vul uw naam in"'
            yield f"as_of = {self._on.isoformat()}"

    def _pillar(self, offer: Offer) -> str:
        return self._data.services[offer.service_id].pillar

    def _service(self, offer: Offer) -> str:
        service = self._data.services[offer.service_id]
        return self._pillar_names.get(service.pillar) or service.name or service.category

    def _provenance(self, offer: Offer) -> Provenance:
        """Of the hours, where those come from another row than the offer."""
        told = offer.schedule.provenance if offer.schedule else None
        return told or offer.provenance

    def _gemeente_of_row(self) -> dict[tuple[str, int], str]:
        inventory = self._data.inventory
        placed: list[tuple[Provenance, str]] = [
            *((one.provenance, one.location_id) for one in inventory.listings),
            *((one.provenance, one.location_id) for one in inventory.offers),
            *((one.provenance, one.id) for one in inventory.locations),
        ]
        return {(of.source, of.row): self._data.gemeente_of(location) for of, location in placed}


def _heading(source: SourcePart, fields: Sequence[str], pillar: str) -> str:
    """The coordinator's own heading of the column that says it; "" where the sheet has none."""
    of_pillar = {"schedule": source.schedules, "presence": source.presence}
    told = (of_pillar.get(field, {}).get(pillar) or source.columns.get(field) for field in fields)
    return next((heading for heading in told if heading), "")


def _quoted(text: str) -> str:
    """As a text in TOML."""
    return json.dumps(text, ensure_ascii=False)


def _found(match: Match) -> str:
    return match.address or match.woonplaats
