"""Finds places fast: positions and pillars of every location as arrays, made once when the map is opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.model import Listing, Location, Match, Presence, fold
from sociale_kaart.web import morton
from sociale_kaart.web.placehelp import is_help
from sociale_kaart.web.words import spaced_postcode

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The kinds of help that will do, any one of them: pillars by id, categories in the coordinator's own words.

    Without any, all help will do.
    """

    pillars: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.pillars or self.categories)

    def categories_folded(self) -> frozenset[str]:
        """For comparing with what the sheets say."""
        return frozenset(fold(one) for one in self.categories)


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class Fit:
    """Of every place (n,) whether it has what was asked about when, for certain or perhaps; never both."""

    certain: NDArray[np.bool_]
    perhaps: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows of the index in the order to show them; of many, only the first that were asked for are in order.

    distance_m : (n_all,) metres to the origin per row of the index (NaN without a point); None without one
    certain : places among the rows that say yes to what was asked for; all of them where nothing was
    unknown : places left out because nobody knows whether, or when, they offer what was asked for
    doubtful : (n_all,) per row of the index whether it is among the rows without being certain
    """

    rows: Rows
    distance_m: NDArray[np.float64] | None
    certain: int
    unknown: int
    doubtful: NDArray[np.bool_]


class PlaceIndex:
    """Every location with somebody there, in order of woonplaats and name.

    x_rd, y_rd : (n,) metres RD New, NaN where the address was not found
    yes, unknown : (n, pillars) whether somebody there offers it; unknown where nobody says yes and not all say no
    """

    def __init__(self, data: MapData, gemeente_names: Mapping[str, str]) -> None:
        self.data = data
        self._gemeente_names = gemeente_names
        self.pillars = tuple(pillar.id for pillar in data.pillars)
        present = [location for location in data.inventory.locations if data.listings_at.get(location.id)]
        self.locations: tuple[Location, ...] = tuple(sorted(present, key=self._sort_key))
        self.row_of = {location.id: row for row, location in enumerate(self.locations)}
        matches = [data.match_of(location.id) for location in self.locations]
        self.x_rd = np.array([np.nan if m.x_rd is None else m.x_rd for m in matches], dtype=float)
        self.y_rd = np.array([np.nan if m.y_rd is None else m.y_rd for m in matches], dtype=float)
        # Rows of the places that have a point, in the order in which the map gets them.
        self.placed: Rows = _along_the_curve(matches)
        self._categories: dict[str, tuple[NDArray[np.bool_], NDArray[np.bool_]]] = {}
        said = [self._presences(location) for location in self.locations]
        shape = (len(self.locations), len(self.pillars))
        self.yes = np.array([[Presence.YES in one for one in row] for row in said], bool).reshape(shape)
        self.unknown = ~self.yes & np.array(
            [[Presence.UNKNOWN in one for one in row] for row in said], bool
        ).reshape(shape)
        # (n,) whether somebody says of any help, of a pillar or of none, that it is there.
        self._has_help = self.yes.any(axis=1) | np.array(
            [self._has_other_help(location) for location in self.locations], bool
        )

    def __len__(self) -> int:
        return len(self.locations)

    def listings(self, row: int) -> tuple[Listing, ...]:
        return self.data.listings_at[self.locations[row].id]

    def name(self, location: Location) -> str:
        """What to call a place: its own name, else who are there."""
        if location.name:
            return location.name
        names = list(dict.fromkeys(listing.name for listing in self.data.listings_at[location.id]))
        more = f" en {len(names) - 2} andere" if len(names) > 2 else ""
        return (", " if more else " en ").join(names[:2]) + more

    def address(self, location: Location) -> str:
        return spaced_postcode(self.data.match_of(location.id).address or str(location.address))

    def whereabouts(self, location: Location) -> str:
        """The address, or as much as is known: the woonplaats, or only the gemeente."""
        return self.address(location) or self.woonplaats(location) or self._gemeente(location)

    def woonplaats(self, location: Location) -> str:
        return self.data.match_of(location.id).woonplaats or location.address.woonplaats

    def count_yes(self, pillar: str) -> int:
        """Places with a yes."""
        return int(self.yes[:, self.pillars.index(pillar)].sum())

    def select(
        self,
        wanted: Wanted = EVERYTHING,
        *,
        with_unknown: bool = False,
        origin: tuple[float, float] | None = None,
        fit: Fit | None = None,
        first: int | None = None,
        within: NDArray[np.bool_] | None = None,
    ) -> Selection:
        """Places that offer at least one of the kinds of help, nearest to the origin first.

        Without any, all places: first those where some help surely is, then those of which nobody told that.

        origin : x_rd, y_rd in metres; places without a point come last
        fit : which places have what else was asked; None where nothing was
        first : how many must be in order; None for all
        within : (n,) the places to choose from; None for all
        """
        keep, doubtful = self._offering(wanted)
        if within is not None:
            keep, doubtful = keep & within, doubtful & within
        helpless = None if wanted else doubtful if fit is None else doubtful & fit.certain
        if fit is not None:
            perhaps = (keep | doubtful) & (fit.certain | fit.perhaps)
            keep = keep & fit.certain
            doubtful = perhaps & ~keep
        left_out = 0 if with_unknown else int(np.count_nonzero(doubtful))
        parts = [keep | doubtful if with_unknown else keep]
        if helpless is not None:
            left_out -= 0 if with_unknown else int(np.count_nonzero(helpless))
            parts = [parts[0] & ~helpless, helpless]
        distance_m = None if origin is None else self._distances_m(*origin)
        found = [np.flatnonzero(part) for part in parts]
        if distance_m is not None:
            found = [_nearest_first(rows, distance_m[rows], first) for rows in found]
        rows = np.concatenate(found)
        return Selection(
            rows, distance_m, certain=int(np.count_nonzero(keep)), unknown=left_out, doubtful=doubtful
        )

    def _distances_m(self, x_rd: float, y_rd: float) -> NDArray[np.float64]:
        east, north = self.x_rd - x_rd, self.y_rd - y_rd
        # Three times as fast as np.hypot, which also minds numbers too large to square.
        return np.sqrt(east * east + north * north)

    def _offering(self, wanted: Wanted) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Of every place (n,) whether it offers what will do, and whether nobody knows; never both."""
        if not wanted:
            return self._has_help, ~self._has_help
        columns = [self.pillars.index(pillar) for pillar in wanted.pillars]
        yes = np.asarray(self.yes[:, columns].any(axis=1))
        unknown = np.asarray(self.unknown[:, columns].any(axis=1))
        for category in sorted(wanted.categories_folded()):
            said_yes, not_said = self._category(category)
            yes, unknown = yes | said_yes, unknown | not_said
        return yes, unknown & ~yes

    def _category(self, category: str) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """The same of one category: a yes, and where nobody spoke of it."""
        if category not in self._categories:
            said = [{self._said_of(one, category) for one in self.listings(row)} for row in range(len(self))]
            yes = np.array([Presence.YES in one for one in said], bool)
            self._categories[category] = yes, ~yes & np.array([Presence.UNKNOWN in one for one in said], bool)
        return self._categories[category]

    def _has_other_help(self, location: Location) -> bool:
        return any(
            one.presence is Presence.YES and is_help(self.data, self.data.services[one.service_id])
            for listing in self.data.listings_at[location.id]
            for one in self.data.offers_at(listing)
        )

    def _said_of(self, listing: Listing, category: str) -> Presence:
        if category in {fold(one) for one in listing.categories}:
            return Presence.YES
        said = {
            offer.presence
            for offer in self.data.offers_at(listing)
            if fold(self.data.services[offer.service_id].category) == category
        }
        return next((one for one in (Presence.YES, Presence.NO) if one in said), Presence.UNKNOWN)

    def _gemeente(self, location: Location) -> str:
        name = self._gemeente_names.get(self.data.gemeente_of(location.id), "")
        return f"gemeente {name}" if name else ""

    def _sort_key(self, location: Location) -> tuple[str, str, str]:
        return fold(self.woonplaats(location)) or "~", fold(self.name(location)), location.id

    def _presences(self, location: Location) -> list[set[Presence]]:
        """Per pillar, what the organisations at a location say."""
        there = self.data.listings_at[location.id]
        return [{self.data.presence(listing, pillar) for listing in there} for pillar in self.pillars]


def _along_the_curve(matches: Sequence[Match]) -> Rows:
    """Rows of the matches that have a point, near ones together; those at one point in the order they are in."""
    placed = np.flatnonzero([match.lon is not None and match.lat is not None for match in matches])
    lon = np.array([match.lon for match in matches if match.lon is not None and match.lat is not None])
    lat = np.array([match.lat for match in matches if match.lon is not None and match.lat is not None])
    return placed[np.argsort(morton.codes(lon.astype(np.float64), lat.astype(np.float64)), kind="stable")]


def _nearest_first(rows: Rows, distance_m: NDArray[np.float64], first: int | None) -> Rows:
    """The rows by distance, ties as they came and NaN last; the first few, where that is all, before the rest."""
    if first is not None and first < len(rows):
        farthest = np.partition(distance_m, first - 1)[first - 1]  # NaN sorts last here too
        if not np.isnan(farthest):
            near = distance_m <= farthest
            ordered = rows[near][np.argsort(distance_m[near], kind="stable")]
            return np.concatenate((ordered, rows[~near]))
    return rows[np.argsort(distance_m, kind="stable")]
