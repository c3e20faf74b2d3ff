"""A built map in memory: what the store writes and what the web and the exports read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType

from sociale_kaart.hours.school import SchoolBreak
from sociale_kaart.kaarttoml import KaartConfig
from sociale_kaart.model import (
    Appointment,
    CoverageRow,
    Inventory,
    Listing,
    Location,
    Match,
    MatchLevel,
    Offer,
    Organisation,
    Pillar,
    Presence,
    Program,
    Service,
)
from sociale_kaart.problems import Problem

NO_MATCH = Match(level=MatchLevel.NONE)

# What an offer comes down to before it begins and after it ended.
OUTSIDE_ITS_DATES: Mapping[Presence, Presence] = MappingProxyType(
    {Presence.YES: Presence.NO, Presence.NO: Presence.UNKNOWN, Presence.UNKNOWN: Presence.UNKNOWN}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowCount:
    """Of one source: rows in = rows used + rows reported, always. Blank rows are no rows."""

    source: str
    rows_in: int
    rows_used: int
    rows_reported: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursRecord:
    """The hours of one offer, listing or location as the build read them; `hours` is what everything else is of.

    id: of what they are the hours. record: "offer", "listing" or "location". text: the words that were read.
    complete: all words about when were understood; `leftover` the words that were not. doubts: what the text can mean
    as well. sentence_nl, sentence_en: the reading in plain words; osm: as OpenStreetMap writes it, "" where it cannot;
    these three without a first day that had passed when the text was last known to be true.
    hours: as JSON (hours/serial.py).
    """

    id: str
    record: str
    text: str
    complete: bool
    leftover: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    appointment: Appointment = Appointment.UNKNOWN
    sentence_nl: str = ""
    sentence_en: str = ""
    osm: str = ""
    hours: str = ""


@dataclass(frozen=True, kw_only=True)
class MapData:
    """Everything a built map holds.

    hours: of every offer, listing and location that has any. school_breaks: the map's own school holidays.
    gemeentecodes: the area. matches: location id -> Match; a location without an entry was never found.
    content_hash: the same for the same input, whenever and wherever it is built.
    """

    config: KaartConfig
    gemeentecodes: tuple[str, ...]
    inventory: Inventory
    matches: Mapping[str, Match]
    hours: tuple[HoursRecord, ...] = ()
    school_breaks: tuple[SchoolBreak, ...] = ()
    coverage: tuple[CoverageRow, ...] = ()
    counts: tuple[RowCount, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    content_hash: str = ""

    @cached_property
    def program(self) -> Program:
        """The covenant or network the map is about, as kaart.toml tells it."""
        part = self.config.program
        return Program(
            name=part.name,
            pillars=self.pillars,
            targets=tuple(target.target() for target in self.config.targets),
            agreements=tuple(agreement.agreement() for agreement in part.agreements),
            library_organisations=part.library_organisations,
        )

    @cached_property
    def pillars(self) -> tuple[Pillar, ...]:
        return tuple(part.pillar() for part in self.config.pillars)

    @cached_property
    def organisations(self) -> Mapping[str, Organisation]:
        return {organisation.id: organisation for organisation in self.inventory.organisations}

    @cached_property
    def locations(self) -> Mapping[str, Location]:
        return {location.id: location for location in self.inventory.locations}

    @cached_property
    def services(self) -> Mapping[str, Service]:
        return {service.id: service for service in self.inventory.services}

    @cached_property
    def listings(self) -> Mapping[str, Listing]:
        return {listing.id: listing for listing in self.inventory.listings}

    @cached_property
    def offers(self) -> Mapping[str, Offer]:
        return {offer.id: offer for offer in self.inventory.offers}

    @cached_property
    def listings_at(self) -> Mapping[str, tuple[Listing, ...]]:
        """Location id -> the organisations there."""
        at: defaultdict[str, list[Listing]] = defaultdict(list)
        for listing in self.inventory.listings:
            at[listing.location_id].append(listing)
        return {location: tuple(listings) for location, listings in at.items()}

    @cached_property
    def offers_of(self) -> Mapping[tuple[str, str], tuple[Offer, ...]]:
        """(organisation id, location id) -> its offers there."""
        of: defaultdict[tuple[str, str], list[Offer]] = defaultdict(list)
        for offer in self.inventory.offers:
            of[offer.organisation_id, offer.location_id].append(offer)
        return {key: tuple(offers) for key, offers in of.items()}

    @cached_property
    def coverage_in(self) -> Mapping[str, tuple[CoverageRow, ...]]:
        """Gemeentecode -> its coverage rows, in the order of the pillars."""
        per: defaultdict[str, list[CoverageRow]] = defaultdict(list)
        for row in self.coverage:
            per[row.gemeentecode].append(row)
        return {code: tuple(rows) for code, rows in per.items()}

    def match_of(self, location_id: str) -> Match:
        return self.matches.get(location_id, NO_MATCH)

    def gemeente_of(self, location_id: str) -> str:
        """Gemeentecode by the found point, else by what the row said; "" where neither is known."""
        return self.match_of(location_id).gemeentecode or self.locations[location_id].gemeentecode

    def offers_at(self, listing: Listing) -> tuple[Offer, ...]:
        return self.offers_of.get((listing.organisation_id, listing.location_id), ())

    @cached_property
    def known_on(self) -> date:
        """The day the map tells about: that of its latest source. Not today, so that a map rebuilds the same."""
        return max(source.as_of for source in self.config.sources)

    def presence(self, listing: Listing, pillar: str) -> Presence:
        """Whether an organisation offers a pillar at its location, on the day that each source tells about.

        Yes wins over no, no over unknown; silence is unknown; a yes that ended or has yet to begin is a no, and
        a no outside its dates says nothing.
        """
        said = {
            offer.presence if self.holds(offer) else OUTSIDE_ITS_DATES[offer.presence]
            for offer in self.offers_at(listing)
            if self.services[offer.service_id].pillar == pillar
        }
        return next((one for one in (Presence.YES, Presence.NO) if one in said), Presence.UNKNOWN)

    def says_unknown(self, listing: Listing, pillar: str) -> bool:
        """Whether a source itself says that it is not known, which is more than silence."""
        return self.presence(listing, pillar) is Presence.UNKNOWN and any(
            self.services[offer.service_id].pillar == pillar for offer in self.offers_at(listing)
        )

    def holds(self, offer: Offer) -> bool:
        """Whether an offer has begun and not ended on the day its own source tells about."""
        if offer.schedule is None:
            return True
        known_on = offer.provenance.as_of or self.known_on
        begun = offer.schedule.valid_from is None or offer.schedule.valid_from <= known_on
        return begun and (offer.schedule.valid_to is None or offer.schedule.valid_to >= known_on)
