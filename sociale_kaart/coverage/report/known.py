"""What is known of one pillar, and whether an area without it may be called a gap."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sociale_kaart.coverage.around import known_around, unsure_near
from sociale_kaart.coverage.measures.areas import Areas, Bools, Ints
from sociale_kaart.coverage.measures.imported import REACHED_BY_NEIGHBOUR
from sociale_kaart.coverage.measures.reach import share_of
from sociale_kaart.coverage.points import Floats, Points, Strings
from sociale_kaart.coverage.regions import NO_SITES, Regions
from sociale_kaart.coverage.sites import Sites
from sociale_kaart.coverage.status import coverage_status
from sociale_kaart.gebieden.gemeenten import gemeenten
from sociale_kaart.model import CoverageStatus


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Help:
    """All that is known of one pillar; a place without a point has NaN for its coordinates.

    certain, perhaps : places with a yes, and those of which a source says that nobody knows; each with a point
    unplaced : with a yes and without a point. doubtful : said to be unknown, with or without a point
    no, unknown : with a no, and those of which nothing is known: the doubtful, and where all sources are silent
    complete : gemeenten of which somebody declared the list complete, in so far as that can be believed
    levels : match level (model.MatchLevel) of each of `certain` and then `perhaps`; None where nobody knows
    """

    certain: Sites
    perhaps: Sites = NO_SITES
    unplaced: Sites = NO_SITES
    doubtful: Sites = NO_SITES
    no: Sites = NO_SITES
    unknown: Sites = NO_SITES
    complete: frozenset[str] = frozenset()
    levels: Strings | None = field(default=None)

    @property
    def longest_hours(self) -> float | None:
        """Most hours a week of any certain place whose hours are known; None where nobody told any."""
        told = self.certain.hours_per_week[np.isfinite(self.certain.hours_per_week)]
        return float(told.max()) if len(told) else None

    @property
    def sure(self) -> frozenset[str]:
        """Gemeenten in which every place is known and has a point."""
        return self.complete - {*self.doubtful.gemeentecode.tolist()} - {*self.unplaced.gemeentecode.tolist()}


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """Per area (k,) what the sources leave open.

    places, places_no, places_unknown : listings
    status : as `coverage_status`. gap_is_sure : no unknown place could make it anything but a gap
    not_declared : gemeenten that keep it from being called a gap; empty where it is not one anyhow
    distance_at_most : nearer places may exist that no source holds
    may_be_own : no place is known to lie in it, and of one in its gemeente nobody knows where in that it lies
    """

    places: Floats
    places_no: Floats
    places_unknown: Floats
    status: tuple[CoverageStatus, ...]
    gap_is_sure: tuple[bool, ...]
    not_declared: tuple[tuple[str, ...], ...]
    distance_at_most: tuple[bool, ...]
    may_be_own: tuple[bool, ...]

    @property
    def is_known(self) -> Bools:
        """Areas (k,) of which it is known whether there is a place."""
        return np.array([one is not CoverageStatus.UNKNOWN for one in self.status], dtype=bool)


def known_of(
    points: Points,
    persons: Floats,
    help_: Help,
    regions: Regions,
    areas: Areas,
    distance_m: Floats,
    limit_m: float,
) -> Known:
    """What is known in each area.

    Parameters
    ----------
    areas : of these points, whatever its sites
    distance_m : (n,) metres to the nearest certain site, NaN where there is none
    """
    members = regions.members(points, areas.of_point)
    certain, unplaced, doubtful, no, unknown = (
        _count(regions.sites_in(sites), len(regions))
        for sites in (help_.certain, help_.unplaced, help_.doubtful, help_.no, help_.unknown)
    )
    places = certain + unplaced
    hidden = _hidden(help_, regions, members)
    complete = [
        bool(codes) and codes <= help_.complete and not out
        for codes, out in zip(members, hidden, strict=True)
    ]
    sure = [
        bool(codes) and codes <= help_.sure and not out for codes, out in zip(members, hidden, strict=True)
    ]
    is_open = (places == 0) & np.array([bool(codes) for codes in members], dtype=bool)
    gap_is_sure, not_declared = _open_areas(
        points, persons, help_.sure, areas, distance_m <= limit_m, limit_m, is_open, sure
    )
    return Known(
        places,
        no,
        unknown,
        tuple(
            coverage_status(places=int(some), said_unknown=int(said), declared_complete=whole)
            for some, said, whole in zip(places, doubtful, complete, strict=True)
        ),
        gap_is_sure,
        tuple(tuple(sorted(codes)) for codes in not_declared),
        tuple(
            _at_most(codes, distance_m[areas.inside(number)], help_.sure)
            for number, codes in enumerate(members)
        ),
        tuple(bool(out and some == 0) for out, some in zip(hidden, places, strict=True)),
    )


def _open_areas(
    points: Points,
    persons: Floats,
    sure: frozenset[str],
    areas: Areas,
    within: Bools,
    limit_m: float,
    is_open: Bools,
    own_sure: list[bool],
) -> tuple[tuple[bool, ...], list[frozenset[str]]]:
    """Of areas without a place of their own: whether a gap is sure, and the gemeenten that may hold an unknown place.

    A gap is sure where everything in the area itself is known, and where even with a place wherever one may be unknown
    fewer inhabitants would be reached than make it a neighbour's.
    """
    reachable = within.copy()
    named: list[set[str]] = [set() for _ in range(len(areas))]
    inside = areas.of_point >= 0
    asked = np.flatnonzero(inside & is_open[areas.of_point] & ~within & (np.nan_to_num(persons) > 0))
    if len(asked) and not sure >= gemeenten().keys():
        for code, near in unsure_near(points.xy_rd[asked], sure, limit_m):
            reachable[asked[near]] = True
            for area in np.unique(areas.of_point[asked[near]]).tolist():
                named[area].add(code)
    possible = share_of(reachable, persons, areas)
    gap = is_open & np.array(own_sure, dtype=bool) & (possible < REACHED_BY_NEIGHBOUR)
    already = share_of(within, persons, areas) >= REACHED_BY_NEIGHBOUR
    return tuple(gap.tolist()), [
        frozenset() if sure_gap or served else frozenset(codes)
        for sure_gap, served, codes in zip(gap.tolist(), already.tolist(), named, strict=True)
    ]


def _hidden(help_: Help, regions: Regions, members: tuple[frozenset[str], ...]) -> list[bool]:
    """Whether a place of an area's own gemeenten is in no area that is known, so that it may stand in this one."""
    if regions.gemeenten is not None:
        return [False] * len(members)
    somewhere = {
        code
        for sites in (help_.certain, help_.unplaced, help_.doubtful)
        for code in sites.gemeentecode[regions.sites_in(sites) < 0].tolist()
    }
    return [bool(codes & somewhere) for codes in members]


def _at_most(codes: frozenset[str], distance_m: Floats, sure: frozenset[str]) -> bool:
    return not codes <= sure or not codes or not all(known_around(code, distance_m, sure) for code in codes)


def _count(area: Ints, areas: int) -> Floats:
    return np.bincount(area[area >= 0], minlength=areas).astype(np.float64)
