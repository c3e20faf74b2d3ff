"""The first measures: places, density and distance per gemeente and pillar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely
from geopandas import GeoSeries

from sociale_kaart.coverage.distance import (
    Floats,
    nearest_distance_m,
    weighted_mean,
    weighted_quantile,
)
from sociale_kaart.coverage.status import coverage_status, declared_complete
from sociale_kaart.dataset.mapdata import MapData
from sociale_kaart.gebieden.boundaries import boundaries
from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.gebieden.population import population_points
from sociale_kaart.model import Completeness, CoverageRow, CoverageStatus, Presence

FAR_SHARE = 0.9
PER_INHABITANTS = 10_000
NOBODY = np.array([], dtype=np.intp)
NOWHERE = ""


@dataclass(frozen=True, slots=True)
class _Counted:
    """Listings per gemeentecode, of one pillar; "" is a gemeente that nobody knows.

    said_unknown: the source itself says so. unplaced: a yes without a point.
    """

    yes: Counter[str]
    no: Counter[str]
    unknown: Counter[str]
    said_unknown: Counter[str]
    unplaced: Counter[str]
    sites_rd: Floats

    @property
    def doubtful(self) -> frozenset[str]:
        """Gemeenten in which a place may stand that no distance was measured to."""
        return frozenset(self.said_unknown.keys() | self.unplaced.keys())

    @property
    def may_be_anywhere(self) -> bool:
        """A place that is or may be a yes, and nobody knows in which gemeente."""
        return bool(self.yes[NOWHERE] or self.said_unknown[NOWHERE])


def coverage_per_gemeente(
    data: MapData, completeness: Iterable[Completeness] = ()
) -> tuple[CoverageRow, ...]:
    """One row per gemeente of the area and pillar, in the order of the area and of kaart.toml.

    Sites over the gemeente's border count for distance, wherever in the country they lie.
    """
    completeness = tuple(completeness)
    points = population_points()
    points = points[points["gemeentecode"].isin(data.gemeentecodes)]
    points_rd, persons = (
        points[["x_rd", "y_rd"]].to_numpy(float),
        points["inhabitants"].to_numpy(float),
    )
    points_in = points.groupby("gemeentecode").indices
    rows: dict[tuple[str, str], CoverageRow] = {}
    for pillar in data.pillars:
        counted = _count(data, pillar.id)
        # A place that may be anywhere may be in any gemeente of which somebody said that the list is complete.
        declared = declared_complete(completeness, pillar.id)
        complete = frozenset() if counted.may_be_anywhere else declared
        distance_m = nearest_distance_m(points_rd, counted.sites_rd)
        for code in data.gemeentecodes:
            here = points_in.get(code, NOBODY)
            rows[code, pillar.id] = _row(code, pillar.id, counted, complete, distance_m[here], persons[here])
    return tuple(rows[code, pillar.id] for code in data.gemeentecodes for pillar in data.pillars)


def _row(
    code: str,
    pillar: str,
    counted: _Counted,
    complete: frozenset[str],
    distance_m: Floats,
    persons: Floats,
) -> CoverageRow:
    places = counted.yes[code]
    inhabitants = gemeenten()[code].inhabitants
    status = coverage_status(
        places=places, said_unknown=counted.said_unknown[code], declared_complete=code in complete
    )
    known = status is not CoverageStatus.UNKNOWN
    return CoverageRow(
        gemeentecode=code,
        pillar=pillar,
        status=status,
        places=places,
        places_no=counted.no[code],
        places_unknown=counted.unknown[code],
        inhabitants=inhabitants,
        places_per_10000=places / inhabitants * PER_INHABITANTS if known and inhabitants else None,
        mean_distance_m=_centimetres(weighted_mean(distance_m, persons)),
        p90_distance_m=_centimetres(weighted_quantile(distance_m, persons, FAR_SHARE)),
        distance_at_most=not _known_around(code, distance_m, complete - counted.doubtful),
    )


def _centimetres(metres: float | None) -> float | None:
    # The last bits of a sum differ between processors; a map must hash the same on all of them.
    return None if metres is None else round(metres, 2)


def _count(data: MapData, pillar: str) -> _Counted:
    counters: dict[Presence, Counter[str]] = {presence: Counter() for presence in Presence}
    said_unknown: Counter[str] = Counter()
    unplaced: Counter[str] = Counter()
    sites: list[tuple[float, float]] = []
    for listing in data.inventory.listings:
        code = data.gemeente_of(listing.location_id)
        presence = data.presence(listing, pillar)
        counters[presence][code] += 1
        match = data.match_of(listing.location_id)
        if data.says_unknown(listing, pillar):
            said_unknown[code] += 1
        elif presence is Presence.YES and match.x_rd is not None and match.y_rd is not None:
            sites.append((match.x_rd, match.y_rd))
        elif presence is Presence.YES:
            unplaced[code] += 1
    return _Counted(
        yes=counters[Presence.YES],
        no=counters[Presence.NO],
        unknown=counters[Presence.UNKNOWN],
        said_unknown=said_unknown,
        unplaced=unplaced,
        sites_rd=np.array(sites, dtype=float).reshape(-1, 2),
    )


def _known_around(code: str, distance_m: Floats, certain: frozenset[str]) -> bool:
    """Whether no other place can be nearer: all places are known in every gemeente within the farthest distance."""
    if code not in certain or not np.isfinite(distance_m).any():
        return False
    if certain >= gemeenten().keys():
        return True
    shapes, tree = _indexed_boundaries()
    near = tree.query(shapes.loc[code], predicate="dwithin", distance=float(np.nanmax(distance_m)))
    return set(shapes.index[near]) <= certain


@cache
def _indexed_boundaries() -> tuple[GeoSeries, shapely.STRtree]:
    shapes = boundaries().geometry
    return shapes, shapely.STRtree(shapes.to_numpy())
