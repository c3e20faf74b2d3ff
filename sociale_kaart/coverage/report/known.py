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
    def may_help(self) -> Sites:
        """Places with a point that may help already: of silence nothing is known, but where a list is complete."""
        said = np.isin(self.unknown.id, self.doubtful.id)
        open_ = said | ~np.isin(self.unknown.gemeentecode, sorted(self.complete))
        return self.unknown.only(open_ & np.isfinite(self.unknown.x_rd))

    @property
    def sure(self) -> frozenset[str]:
        """Gemeenten in which every place is known and has a point."""
        return self.complete - {*self.doubtful.gemeentecode.tolist()} - {*self.unplaced.gemeentecode.tolist()}


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Told:
    """Per area (k,) what the sources tell, of whatever group of people and with whatever limit.

    places, places_no, places_unknown : listings
    places_said_unknown : those of which a source says that it does not know; of the other unknown ones none says a word
    status : as `coverage_status`
    is_sure : every place in it is known and has a point
    may_be_own : no place is known to lie in it, and of one in its gemeente nobody knows where in that it lies
    """

    places: Floats
    places_no: Floats
    places_unknown: Floats
    places_said_unknown: Floats
    status: tuple[CoverageStatus, ...]
    is_sure: Bools
    may_be_own: tuple[bool, ...]

    @property
    def is_known(self) -> Bools:
        """Areas (k,) of which it is known whether there is a place."""
        return np.array([one is not CoverageStatus.UNKNOWN for one in self.status], dtype=bool)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Known(Told):
    """Per area (k,) what the sources leave open.

    gap_is_sure : no unknown place could make it anything but a gap
    not_declared : gemeenten that keep it from being called a gap: its own, and where those are sure, the ones around;
        empty where it is none anyhow
    distance_at_most : nearer places may exist that no source holds
    """

    gap_is_sure: tuple[bool, ...]
    not_declared: tuple[tuple[str, ...], ...]
    distance_at_most: tuple[bool, ...]


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
    told = told_of(help_, regions, members)
    is_open = (told.places == 0) & np.array([bool(codes) for codes in members], dtype=bool)
    asked = is_open & told.is_sure
    gap_is_sure, around = _around(points, persons, help_.sure, areas, distance_m <= limit_m, limit_m, asked)
    served = share_of(distance_m <= limit_m, persons, areas) >= REACHED_BY_NEIGHBOUR
    return Known(
        **{name: getattr(told, name) for name in Told.__dataclass_fields__},
        gap_is_sure=gap_is_sure,
        not_declared=tuple(
            tuple(sorted((codes - help_.sure) or near)) if one and not gap and not reached else ()
            for one, gap, reached, codes, near in zip(
                is_open, gap_is_sure, served, members, around, strict=True
            )
        ),
        distance_at_most=at_most(members, areas.most(distance_m), help_.sure),
    )


def told_of(help_: Help, regions: Regions, members: tuple[frozenset[str], ...]) -> Told:
    """What the sources tell of each area, made of these gemeenten."""
    certain, unplaced, doubtful, no, unknown = (
        _count(regions.sites_in(sites), len(regions))
        for sites in (help_.certain, help_.unplaced, help_.doubtful, help_.no, help_.unknown)
    )
    places = certain + unplaced
    hidden = _hidden(help_, regions, members)
    complete, sure = (
        [bool(codes) and codes <= known and not out for codes, out in zip(members, hidden, strict=True)]
        for known in (help_.complete, help_.sure)
    )
    return Told(
        places=places,
        places_no=no,
        places_unknown=unknown,
        places_said_unknown=doubtful,
        status=tuple(
            coverage_status(places=int(some), said_unknown=int(said), declared_complete=whole)
            for some, said, whole in zip(places, doubtful, complete, strict=True)
        ),
        is_sure=np.array(sure, dtype=bool),
        may_be_own=tuple(bool(out and some == 0) for out, some in zip(hidden, places, strict=True)),
    )


def at_most(
    members: tuple[frozenset[str], ...], farthest_m: Floats, sure: frozenset[str]
) -> tuple[bool, ...]:
    """Areas (k,) of which somebody may live nearer to a place that no source holds."""
    asked = [(number, code) for number, codes in enumerate(members) for code in codes if codes <= sure]
    numbers = np.array([number for number, _ in asked], dtype=np.intp)
    known = known_around([code for _, code in asked], farthest_m[numbers], sure)
    settled = {*numbers[known].tolist()} - {*numbers[~known].tolist()}
    return tuple(number not in settled for number in range(len(members)))


def _around(
    points: Points,
    persons: Floats,
    sure: frozenset[str],
    areas: Areas,
    within: Bools,
    limit_m: float,
    asked: Bools,
) -> tuple[tuple[bool, ...], list[frozenset[str]]]:
    """Of areas of which it is sure that they have no place: whether a gap is sure, and who around may hold a place.

    A gap is sure where even with a place wherever one may be unknown fewer inhabitants would be reached than make it a
    neighbour's.
    """
    reachable = within.copy()
    named: list[set[str]] = [set() for _ in range(len(areas))]
    inside = areas.of_point >= 0
    left = np.flatnonzero(inside & asked[areas.of_point] & ~within & (np.nan_to_num(persons) > 0))
    if len(left) and not sure >= gemeenten().keys():
        for code, near in unsure_near(points.xy_rd[left], sure, limit_m):
            reachable[left[near]] = True
            for area in np.unique(areas.of_point[left[near]]).tolist():
                named[area].add(code)
    gap = gap_sure(asked, reachable, persons, areas)
    return tuple(gap.tolist()), [frozenset(codes) for codes in named]


def gap_sure(asked: Bools, reachable: Bools, persons: Floats, areas: Areas) -> Bools:
    """Whether too few would be reached to make an area (k,) a neighbour's, wherever an unknown place may stand.

    Parameters
    ----------
    asked : (k,) areas of which it is sure that they have no place
    reachable : (n,) points that have a place within the limit, or a spot where an unknown one may stand
    """
    return np.asarray(asked & (share_of(reachable, persons, areas) < REACHED_BY_NEIGHBOUR), dtype=np.bool_)


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


def _count(area: Ints, areas: int) -> Floats:
    return np.bincount(area[area >= 0], minlength=areas).astype(np.float64)
