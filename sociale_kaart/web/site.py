"""What every page reads: the map, the settings, and what is worked out once when the map is opened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, cast

import shapely
from flask import current_app, has_request_context
from markupsafe import Markup
from shapely.geometry import shape

from sociale_kaart.config import Settings
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.dataset.maphours import map_hours
from sociale_kaart.export.areadrawing import AreaDrawing
from sociale_kaart.gebieden import boundaries, files, gemeenten
from sociale_kaart.gebieden.gemeenten import Gemeente
from sociale_kaart.hours.reading import from_now_on
from sociale_kaart.hours.schedule import Hours
from sociale_kaart.hours.sentence import describe_written
from sociale_kaart.kaarttoml import CompletenessPart
from sociale_kaart.model import Appointment, CoverageRow, Listing, Location, Pillar, fold
from sociale_kaart.web import words
from sociale_kaart.web.finder import Finder
from sociale_kaart.web.language import attributes_of, current
from sociale_kaart.web.mapoutlines import drawn
from sociale_kaart.web.mappoints import MapPoints
from sociale_kaart.web.memory import Memory
from sociale_kaart.web.outlines import for_screen
from sociale_kaart.web.pillarwords import in_page
from sociale_kaart.web.placehours import PlaceHours
from sociale_kaart.web.placeindex import PlaceIndex
from sociale_kaart.web.shelf import NO_SHELF, Shelf
from sociale_kaart.web.shortcodes import ShortLinks
from sociale_kaart.web.upcoming import Upcoming

EXTENSION = "sociale_kaart"
MOST_WORDED = 1_000
MOST_SENTENCES = 50_000
MOST_CARDS = 2_000  # of this minute, a few kilobytes each
MOST_CARD_BODIES = 10_000  # a kilobyte each
MOST_VIEWS = 40  # some 400 kB each, for a whole country
RENDERED_CHARACTERS = 30_000_000
MOST_FEEDS = 1_000  # a few kilobytes each


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar as it was made, and what tells it from another."""

    content: bytes
    tag: str


class Site:
    """One opened map; read-only, so that threads may share it."""

    def __init__(self, data: MapData, settings: Settings, shelf: Shelf = NO_SHELF) -> None:
        self.data = data
        self.settings = settings
        self.shelf = shelf
        self.coverage: Mapping[tuple[str, str], CoverageRow] = {
            (row.gemeentecode, row.pillar): row for row in data.coverage
        }
        self.gemeenten: Mapping[str, Gemeente] = gemeenten.gemeenten()
        self.gemeente_names = {code: one.naam for code, one in self.gemeenten.items()}
        self.index = PlaceIndex(data, self.gemeente_names)
        self.area: tuple[Gemeente, ...] = tuple(
            sorted((self.gemeenten[code] for code in data.gemeentecodes), key=lambda one: one.naam)
        )
        self.finder = Finder(settings, data.gemeentecodes)
        self._pillars_in: dict[str, Mapping[str, Pillar]] = {}
        self.hours = map_hours(data)
        self.place_hours = PlaceHours(data, self.index, self.hours)
        self.upcoming = Upcoming(data, self.hours)
        self.short_links = ShortLinks(self.index.row_of)
        # What cards.py makes.
        self.cards: Memory[Hashable, Any] = Memory(MOST_CARDS)
        self.card_bodies: Memory[Hashable, Markup] = Memory(MOST_CARD_BODIES)
        # Of the dashboard, by address: there are more than anybody could keep.
        self.views: Memory[str, str] = Memory(MOST_VIEWS)
        # Pages that are the same for everybody on a day, by address.
        self.rendered: Memory[str, str] = Memory(RENDERED_CHARACTERS, weigh=len)
        self.feeds: Memory[str, Feed] = Memory(MOST_FEEDS)
        # A gemeente's takes seconds to make: a place's does not wait for that.
        self.feeds_of_gemeenten: Memory[str, Feed] = Memory(len(data.gemeentecodes) or 1)
        # Of places, for search engines: by id and day.
        self.documents: Memory[tuple[str, date], dict[str, Any]] = Memory(MOST_FEEDS)
        self._sentences: Memory[tuple[str, date, str, bool], str] = Memory(MOST_SENTENCES)
        self._worded: Memory[tuple[Hours, date, str], str] = Memory(MOST_WORDED)

    @property
    def pillars(self) -> Mapping[str, Pillar]:
        """The pillars by id, in the words of the page at hand; outside a request in the map's own."""
        speaks = current() if has_request_context() else self.data.config.language
        if speaks not in self._pillars_in:
            own = speaks == self.data.config.language
            self._pillars_in[speaks] = {
                one.id: one if own else in_page(one, self.data.config) for one in self.data.pillars
            }
        return self._pillars_in[speaks]

    @property
    def shows_own_pillar_names(self) -> bool:
        """Whether some pillar has a name in another language than that of the page."""
        return any(attributes_of(one.name) for one in self.pillars.values())

    @cached_property
    def outlines(self) -> dict[str, Any]:
        """GeoJSON of the area's gemeenten, waters included, as detailed as a map of the area needs."""
        return for_screen(boundaries.web_geojson(self.data.gemeentecodes))

    @cached_property
    def map_points(self) -> MapPoints:
        """The places of the map, in the rows that all of its documents share."""
        return MapPoints(self.data, self.index)

    @cached_property
    def area_box(self) -> tuple[float, float, float, float]:
        """West, south, east and north of the area, in degrees."""
        west, south, east, north = shapely.total_bounds(
            [shape(one["geometry"]) for one in self.outlines["features"]]
        ).round(3)
        return float(west), float(south), float(east), float(north)

    @property
    def drawn_outlines(self) -> dict[str, Any]:
        """The same, as the map draws them."""
        return drawn(boundaries.web_geojson(self.data.gemeentecodes))

    @property
    def rough_outlines(self) -> dict[str, Any]:
        """The same with less detail where there are many gemeenten."""
        return drawn(boundaries.web_geojson(self.data.gemeentecodes), is_rough=True)

    @cached_property
    def drawing(self) -> AreaDrawing:
        """The area's land and borders, ready to be drawn as SVG."""
        codes = self.data.gemeentecodes
        return AreaDrawing.of_gemeenten(boundaries.web_geojson(codes, "land"), boundaries.web_geojson(codes))

    @cached_property
    def listings_in(self) -> Mapping[str, tuple[Listing, ...]]:
        """Gemeentecode -> the organisations at a location there, by name."""
        there: defaultdict[str, list[Listing]] = defaultdict(list)
        for listing in sorted(self.data.inventory.listings, key=lambda one: fold(one.name)):
            there[self.data.gemeente_of(listing.location_id)].append(listing)
        return {code: tuple(listings) for code, listings in there.items()}

    @cached_property
    def first_listing_of(self) -> Mapping[str, Listing]:
        """Organisation -> the first of its listings, where it has one."""
        return {one.organisation_id: one for one in reversed(self.data.inventory.listings)}

    @cached_property
    def declared(self) -> Mapping[tuple[str, str], CompletenessPart]:
        """(Gemeentecode, pillar) -> on whose word the list of that pillar is complete there."""
        return {
            (code, part.pillar): part
            for part in self.data.config.completeness
            for code in ([_code(name) for name in part.gemeenten] or self.data.gemeentecodes)
        }

    @cached_property
    def reference(self) -> Mapping[str, files.Entry]:
        """What the reference geography says of itself, by logical file name."""
        return files.read_manifest(files.gebieden_dir())

    @property
    def largest(self) -> Gemeente:
        """The gemeente of the area with most inhabitants: a name that its visitors know."""
        return max(self.area, key=lambda one: one.inhabitants or 0)

    @property
    def has_program(self) -> bool:
        """Whether kaart.toml told of a covenant or network; the map's default is nobody's word."""
        return "program" in self.data.config.model_fields_set

    @property
    def population_vintage(self) -> str:
        return self.reference[files.GEMEENTEN].vintage

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Organisations at a location, those without a point, and the locations that have one."""
        placed = {one.id for one in self.index.locations if self.data.match_of(one.id).has_point}
        without = sum(one.location_id not in placed for one in self.data.inventory.listings)
        return {
            "listings": len(self.data.inventory.listings) - without,
            "without_point": without,
            "locations": len(placed),
        }

    def has_hours(self, listing: Listing) -> bool:
        """Whether the hours of an organisation's desk, or of any help at it, are known."""
        keys = (listing.id, *(offer.id for offer in self.data.offers_at(listing)))
        return any(self.hours.hours(key) is not None for key in keys)

    def sentence(self, key: str, today: date, *, with_appointment: bool = True) -> str:
        """The hours of an offer or listing in plain words; "" where they are not known or not completely understood.

        Since when they hold is left out once that day has come: it no longer helps anybody.

        with_appointment : whether to say if one needs an appointment, where that is the same at all times
        """
        hours = self.hours.hours(key)
        if hours is None or not hours.is_settled:
            return ""
        said = hours if with_appointment else _without_appointment(hours)
        return self._sentences.get(
            (key, today, words.hours_language(), with_appointment), lambda: self.sentence_of(said, today)
        )

    def sentence_of(self, hours: Hours, today: date) -> str:
        """Hours that somebody wrote in plain words, without a first day that has come."""
        language = words.hours_language()
        # What many places have in common, such as office hours, is worded once.
        return self._worded.get(
            (hours, today, language), lambda: describe_written(from_now_on(hours, today), language)
        )

    def exactness(self, location: Location) -> str:
        """How exact a location's point is, or why it has none."""
        return words.exactness(self.data.matches.get(location.id), has_address=bool(location.address))


def _without_appointment(hours: Hours) -> Hours:
    """Hours that leave an appointment unsaid, where all of them say the same of it."""
    if hours.appointment is Appointment.UNKNOWN:
        return hours
    return replace(hours, rules=tuple(replace(rule, appointment=Appointment.UNKNOWN) for rule in hours.rules))


def _code(name: str) -> str:
    """Gemeentecode of a name in kaart.toml; "" where nobody has it, which the build has refused already."""
    found = gemeenten.find_gemeente(name).gemeente
    return found.code if found else ""


def current_site() -> Site:
    """The site of the running app."""
    return cast(Site, current_app.extensions[EXTENSION])
